/* debug.c - see debug.h. */
#define _DEFAULT_SOURCE

#include "lab/compile/debug_parts.h"

#include <dwarf.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/compile/dwarf_line.h"

/* ---- Variables ---- */

static void add_variable(struct debug *debug, Dwarf_Die *die, uintptr_t start)
{
	struct variable v = { .start = start, .name = dwarf_diename(die) };
	Dwarf_Attribute attribute;
	Dwarf_Word size = 1;

	if (!v.name)
		return;
	if (dwarf_attr_integrate(die, DW_AT_type, &attribute) && dwarf_formref_die(&attribute, &v.type)) {
		v.typed = true;
		dwarf_aggregate_size(&v.type, &size);
	}
	v.end = start + (size ? size : 1);
	if (debug->n_variables == debug->room) {
		debug->room = debug->room ? 2 * debug->room : 64;
		debug->variables = realloc(debug->variables, (size_t)debug->room * sizeof v);
		must(debug->variables);
	}
	debug->variables[debug->n_variables++] = v;
}

/* Those with a fixed address, in whatever block they are declared. */
static void collect(struct debug *debug, Dwarf_Die *parent, Dwarf_Addr bias)
{
	Dwarf_Die child;
	Dwarf_Attribute attribute;
	Dwarf_Op *expression;
	size_t length;

	if (dwarf_child(parent, &child) != 0)
		return;
	do {
		int tag = dwarf_tag(&child);

		if (tag == DW_TAG_variable && dwarf_attr_integrate(&child, DW_AT_location, &attribute) &&
		    dwarf_getlocation(&attribute, &expression, &length) == 0 && length == 1 &&
		    expression->atom == DW_OP_addr)
			add_variable(debug, &child, (uintptr_t)(expression->number + bias));
		else if (tag == DW_TAG_subprogram || tag == DW_TAG_lexical_block)
			collect(debug, &child, bias);
	} while (dwarf_siblingof(&child, &child) == 0);
}

static int by_start(const void *a, const void *b)
{
	const struct variable *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

/* ---- Opening ---- */

static int no_debug_files(Dwfl_Module *module, void **data, const char *name, Dwarf_Addr base, const char *file,
                          const char *link, GElf_Word crc, char **found)
{
	(void)module, (void)data, (void)name, (void)base, (void)file, (void)link, (void)crc, (void)found;
	return -1;
}

struct debug *debug_open(const char *path, uintptr_t bias)
{
	static const Dwfl_Callbacks callbacks = {
		.find_elf = dwfl_build_id_find_elf, .find_debuginfo = no_debug_files,
		.section_address = dwfl_offline_section_address,
	};
	struct debug *debug = calloc(1, sizeof *debug);
	Dwarf_Die *unit = NULL;
	Dwarf_Addr unit_bias;

	must(debug);
	debug->bias = bias;
	debug->texts = arena_new();
	debug->dwfl = dwfl_begin(&callbacks);
	if (!debug->dwfl)
		return debug;
	dwfl_report_begin(debug->dwfl);
	dwfl_report_elf(debug->dwfl, path, path, -1, bias, false);
	dwfl_report_end(debug->dwfl, NULL, NULL);
	while ((unit = dwfl_nextcu(debug->dwfl, unit, &unit_bias)))
		collect(debug, unit, unit_bias);
	if (debug->n_variables)
		qsort(debug->variables, (size_t)debug->n_variables, sizeof *debug->variables, by_start);
	return debug;
}

void debug_close(struct debug *debug)
{
	if (!debug)
		return;
	dwfl_end(debug->dwfl);
	arena_free(debug->texts);
	free(debug->variables);
	free(debug->lines);
	free(debug);
}

/* ---- Lines ---- */

static struct known_line *slot_of(const struct debug *debug, uintptr_t address)
{
	size_t at = (address * 0x9e3779b97f4a7c15u >> 20) & (debug->n_slots - 1);

	while (debug->lines[at].address && debug->lines[at].address != address)
		at = (at + 1) & (debug->n_slots - 1);
	return &debug->lines[at];
}

static void grow(struct debug *debug)
{
	struct known_line *old = debug->lines;
	size_t n = debug->n_slots;

	debug->n_slots = n ? 2 * n : 256;
	debug->lines = calloc(debug->n_slots, sizeof *debug->lines);
	must(debug->lines);
	for (size_t i = 0; i < n; i++)
		if (old[i].address)
			*slot_of(debug, old[i].address) = old[i];
	free(old);
}

static const char *find_line(struct debug *debug, uintptr_t address)
{
	struct buf text = { 0 };
	const char *line = "";

	if (debug->dwfl && dwarf_line(&text, debug->dwfl, address))
		line = arena_text(debug->texts, buf_text(&text));
	buf_free(&text);
	return line;
}

const char *debug_line(struct debug *debug, uintptr_t return_address)
{
	struct known_line *slot;

	if (2 * debug->n_lines >= debug->n_slots)
		grow(debug);
	slot = slot_of(debug, return_address);
	if (!slot->address) {
		*slot = (struct known_line){ return_address, find_line(debug, return_address - 1) };
		debug->n_lines++;
	}
	return slot->text;
}

const char *debug_function(struct debug *debug, uintptr_t address)
{
	Dwfl_Module *module = debug->dwfl ? dwfl_addrmodule(debug->dwfl, address) : NULL;
	const char *name = module ? dwfl_module_addrname(module, address) : NULL;

	return name ? arena_text(debug->texts, name) : NULL;
}
