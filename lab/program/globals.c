/* globals.c - see globals.h. */
#include "lab/program/globals.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

enum { MOST_ELEMENTS = 16, MOST_GLOBALS = 256 };

struct global {
	uintptr_t   address;
	size_t      size;
	const char *name;
	int         first, n;           /* the elements of its array stand in the list from there on, so many; else itself */
};

struct global_seen {
	uint64_t           bits;
	int                variable;    /* in the trace; -1: it is not there yet */
	struct trace_value value;
};

/* ---- Which there are ---- */

static void add(void *context, uintptr_t address, size_t size)
{
	struct globals *globals = context;

	if (globals->n < MOST_GLOBALS)
		globals->list[globals->n++] = (struct global){ address, size, NULL, 0, 0 };
}

/* How long "buffer" of "buffer[1]" is; 0 where that is all but an element. */
static size_t array_length(const char *name)
{
	size_t n = strcspn(name, "[");

	return name[n] && !name[n + 1 + strcspn(name + n + 1, "]") + 1] ? n : 0;
}

static bool is_next(const struct global *a, const struct global *b)
{
	size_t n = array_length(a->name);

	return n && n == array_length(b->name) && strncmp(a->name, b->name, n) == 0 && b->address == a->address + a->size;
}

static void find_arrays(struct globals *globals)
{
	for (int first = 0, end; first < globals->n; first = end) {
		for (end = first + 1; end < globals->n && is_next(&globals->list[end - 1], &globals->list[end]); end++)
			;
		for (int i = first; i < end; i++) {
			globals->list[i].first = first;
			globals->list[i].n = end - first;
		}
	}
}

static void find(struct globals *globals, struct debug *debug)
{
	globals->known = true;
	globals->list = calloc(MOST_GLOBALS, sizeof *globals->list);
	must(globals->list);
	debug_scalars(debug, MOST_ELEMENTS, add, globals);
	for (int i = 0; i < globals->n; i++)
		globals->list[i].name = debug_variable(debug, globals->list[i].address, globals->list[i].size);
	find_arrays(globals);
}

/* ---- What they are ---- */

/* It is compared with itself only. */
static uint64_t bits_of(const struct global *global)
{
	uint64_t bits = 0;

	memcpy(&bits, (const void *)global->address, global->size);
	return bits;
}

static struct trace_value value_of(const struct global *global, struct debug *debug)
{
	struct trace_value value;

	value.number = debug_value(debug, global->address, global->size, &value.text);
	return value;
}

void globals_begin(struct globals *globals, struct globals_seen *seen, struct debug *debug)
{
	if (!globals->known)
		find(globals, debug);
	if (!seen->list)
		seen->list = calloc((size_t)globals->n + 1, sizeof *seen->list);
	must(seen->list);
	for (int i = 0; i < globals->n; i++)
		seen->list[i] = (struct global_seen){ bits_of(&globals->list[i]), -1, value_of(&globals->list[i], debug) };
}

static void change(const struct globals *globals, struct globals_seen *seen, int i, struct trace_value now,
                   struct trace_values *values, long step, long most)
{
	const struct global *global = &globals->list[i];

	for (int k = global->first; k < global->first + global->n && seen->list[k].variable < 0; k++)
		seen->list[k].variable = values_add(values, globals->list[k].name, seen->list[k].value);
	seen->list[i].value = now;
	values_change(values, &(struct trace_change){ step, seen->list[i].variable, now }, most);
}

void globals_note(struct globals *globals, struct globals_seen *seen, struct debug *debug, struct trace_values *values,
                  long step, long most)
{
	for (int i = 0; seen->list && i < globals->n; i++) {
		uint64_t bits = bits_of(&globals->list[i]);
		struct trace_value now;

		if (bits == seen->list[i].bits)
			continue;
		seen->list[i].bits = bits;
		now = value_of(&globals->list[i], debug);
		if (!value_same(&now, &seen->list[i].value))
			change(globals, seen, i, now, values, step, most);
	}
}

void globals_forget(struct globals_seen *seen)
{
	free(seen->list);
	seen->list = NULL;
}
