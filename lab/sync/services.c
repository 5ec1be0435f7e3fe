/* services.c - see services.h. */
#include "lab/sync/services.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/engine/input.h"

void *lab_alloc(size_t size)
{
	struct task *self = task_self();
	struct run *run = self->run;
	struct memory *memory;

	if (size > SIZE_MAX / 2)
		panic("out of memory: %zu bytes", size);
	self->inside = true;
	lock_take(&run->lock);
	memory = arena_alloc(run->arena, sizeof *memory + size);
	memory->older = run->memory;
	memory->size = size;
	run->memory = memory;
	lock_give(&run->lock);
	self->inside = false;
	return memory->bytes;
}

const char *lab_name(const char *format, ...)
{
	char name[64], *kept;
	va_list args;

	va_start(args, format);
	vsnprintf(name, sizeof name, format, args);
	va_end(args);
	kept = lab_alloc(strlen(name) + 1);
	return strcpy(kept, name);
}

void lab_check_(bool condition, const char *claim, const char *here)
{
	if (!condition)
		run_fail(task_self(), VERDICT_BROKEN, NULL, "check", here, "%s", claim);
}

/* "at most " for "<=": what stands before the number that is claimed. */
static const char *than(const char *operator)
{
	switch (*operator) {
	case '<': return operator[1] ? "at most " : "less than ";
	case '>': return operator[1] ? "at least " : "more than ";
	case '!': return "another than ";
	default:  return "";
	}
}

void lab_compare_(bool holds, int64_t found, const char *operator, int64_t claimed, const char *claim, const char *here)
{
	if (!holds)
		run_fail(task_self(), VERDICT_BROKEN, NULL, "check", here, "%s: %" PRId64 " where %s%" PRId64 " is claimed",
		         claim, found, than(operator), claimed);
}

const struct lab_bytes *lab_input(int setting)
{
	const struct input *input;

	must(setting >= 0 && setting < MAX_SETTINGS);
	input = task_self()->run->inputs[setting];
	return input ? &input->bytes : NULL;
}

static size_t cut(size_t size, int i, int n)
{
	return size / (size_t)n * (size_t)i + (size_t)((uint64_t)(size % (size_t)n) * (uint64_t)i / (uint64_t)n);
}

struct lab_bytes lab_part(const struct lab_bytes *whole, int i, int n)
{
	size_t from, to;

	must(n >= 1 && i >= 0 && i < n);
	from = cut(whole->size, i, n);
	to = cut(whole->size, i + 1, n);
	return (struct lab_bytes){ .data = whole->data + from, .size = to - from };
}

int lab_random(int n)
{
	struct task *self = task_self();

	must(n >= 1);
	return self->run->engine->choose(self, n, CHOOSE_NUMBER);
}
