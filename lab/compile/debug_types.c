/*
 * debug_types.c - the parts of a variable: what bytes of it are called, and which of them are numbers; see debug.h.
 */
#define _DEFAULT_SOURCE

#include "lab/compile/debug_parts.h"

#include <dwarf.h>
#include <string.h>

#include "lab/base/buf.h"

/* ---- Names ---- */

/* The type behind typedefs and qualifiers. False when there is none. */
static bool peel(Dwarf_Die *type)
{
	return dwarf_peel_type(type, type) == 0;
}

static bool type_of(Dwarf_Die *die, Dwarf_Die *type)
{
	Dwarf_Attribute attribute;

	return dwarf_attr_integrate(die, DW_AT_type, &attribute) && dwarf_formref_die(&attribute, type);
}

/* A part of a variable: so many bytes at an offset of a value of this type. */
struct part {
	Dwarf_Die type;
	uintptr_t offset, size;
};

/* The system's own types are one thing: nobody wants to hear of their members. */
static bool is_whole(Dwarf_Die *type)
{
	const char *name = dwarf_diename(type);

	return name && (strncmp(name, "pthread_", 8) == 0 || strcmp(name, "sem_t") == 0 || strcmp(name, "mtx_t") == 0 ||
	                strcmp(name, "cnd_t") == 0 || strcmp(name, "once_flag") == 0 || strcmp(name, "tss_t") == 0);
}

/* Is all of the part within so many bytes from `start` on? */
static bool lies_within(const struct part *part, uintptr_t start, uintptr_t size)
{
	return part->offset >= start && part->offset < start + size &&
	       (part->offset - start) + part->size <= size;
}

enum { MOST_DIMENSIONS = 8 };

/* How many elements an array has in each dimension, 0 where that is not said. Returns how many dimensions. */
static int dimensions(Dwarf_Die *array, Dwarf_Word counts[MOST_DIMENSIONS])
{
	Dwarf_Attribute attribute;
	Dwarf_Die child;
	int n = 0;

	if (dwarf_child(array, &child) != 0)
		return 0;
	do {
		if (dwarf_tag(&child) != DW_TAG_subrange_type || n == MOST_DIMENSIONS)
			continue;
		counts[n] = 0;
		if (dwarf_attr_integrate(&child, DW_AT_upper_bound, &attribute))
			counts[n] = dwarf_formudata(&attribute, &counts[n]) == 0 ? counts[n] + 1 : 0;
		else if (dwarf_attr_integrate(&child, DW_AT_count, &attribute))
			dwarf_formudata(&attribute, &counts[n]);
		n++;
	} while (dwarf_siblingof(&child, &child) == 0);
	return n;
}

/* "[2][1]" for the sixth of int[3][2]; "[5]" where the dimensions are not known. */
static void add_indices(struct buf *out, Dwarf_Die *array, uintptr_t index)
{
	Dwarf_Word counts[MOST_DIMENSIONS], row = 1;
	int n = dimensions(array, counts);

	for (int i = 1; i < n; i++)
		row *= counts[i];
	for (int i = 1; i < n && row; i++) {
		buf_printf(out, "[%lu]", (unsigned long)(index / row));
		index %= row;
		row /= counts[i];
	}
	buf_printf(out, "[%lu]", (unsigned long)index);
}

/* Go into the element of an array that has all of the part: "[2]". False when there is none. */
static bool enter_element(struct buf *out, struct part *part)
{
	Dwarf_Die element;
	Dwarf_Word size;

	if (!type_of(&part->type, &element) || dwarf_aggregate_size(&element, &size) != 0 || size == 0 ||
	    part->offset % size + part->size > size)
		return false;
	add_indices(out, &part->type, part->offset / size);
	*part = (struct part){ element, part->offset % size, part->size };
	return true;
}

/* Into the member of a structure: ".lock". Bits of a number are none that has bytes to itself. */
static bool enter_member(struct buf *out, struct part *part)
{
	Dwarf_Die member, type;
	Dwarf_Attribute attribute;
	Dwarf_Word start, size;

	if (dwarf_child(&part->type, &member) != 0)
		return false;
	do {
		start = 0;
		if (dwarf_tag(&member) != DW_TAG_member || !type_of(&member, &type) ||
		    dwarf_aggregate_size(&type, &size) != 0 || dwarf_hasattr(&member, DW_AT_bit_size))
			continue;
		if (dwarf_attr_integrate(&member, DW_AT_data_member_location, &attribute))
			dwarf_formudata(&attribute, &start);
		if (!lies_within(part, start, size))
			continue;
		if (dwarf_diename(&member))
			buf_printf(out, ".%s", dwarf_diename(&member));
		*part = (struct part){ type, part->offset - start, part->size };
		return true;
	} while (dwarf_siblingof(&member, &member) == 0);
	return false;
}

/* As far into the type as one of its parts has all of the bytes. Their path is appended: ".lock", "[2].left". */
static void descend(struct buf *out, struct part *part)
{
	bool deeper = true;

	while (deeper && !is_whole(&part->type) && peel(&part->type)) {
		int tag = dwarf_tag(&part->type);

		deeper = tag == DW_TAG_array_type ? enter_element(out, part) :
		         tag == DW_TAG_structure_type && enter_member(out, part);
	}
}

static struct variable *variable_at(struct debug *debug, uintptr_t address)
{
	int low = 0, high = debug->n_variables;

	while (low < high) {                    /* the first that begins behind the address */
		int middle = (low + high) / 2;

		if (debug->variables[middle].start <= address)
			low = middle + 1;
		else
			high = middle;
	}
	while (low > 0 && debug->variables[low - 1].start <= address && address >= debug->variables[low - 1].end)
		low--;
	return low > 0 ? &debug->variables[low - 1] : NULL;
}

const char *debug_variable(struct debug *debug, uintptr_t address, size_t size)
{
	struct variable *v = variable_at(debug, address);
	struct buf name = { 0 };
	const char *kept;

	if (!v)
		return NULL;
	buf_adds(&name, v->name);
	if (v->typed)
		descend(&name, &(struct part){ v->type, address - v->start, size });
	kept = arena_text(debug->texts, buf_text(&name));
	buf_free(&name);
	return kept;
}

void debug_part(struct buf *out, Dwarf_Die *type, uintptr_t offset, size_t size)
{
	struct part part = { *type, offset, size };

	descend(out, &part);
	*type = part.type;
}

bool debug_type_of(Dwarf_Die *die, Dwarf_Die *type)
{
	return type_of(die, type);
}

bool debug_peel(Dwarf_Die *type)
{
	return peel(type);
}

/* ---- Sorts of bytes ---- */

/* Is a value of this type a number of so many bytes? A union is one for want of something better, a pointer is, too. */
static bool is_number(Dwarf_Die *type, uintptr_t bytes)
{
	Dwarf_Attribute attribute;
	Dwarf_Word size = 0, encoding = 0;
	int tag = peel(type) ? dwarf_tag(type) : 0;

	if (dwarf_aggregate_size(type, &size) != 0 || size != bytes || size > 8 || size & (size - 1))
		return false;
	if (tag == DW_TAG_base_type && dwarf_attr(type, DW_AT_encoding, &attribute))
		dwarf_formudata(&attribute, &encoding);
	return tag == DW_TAG_pointer_type || tag == DW_TAG_enumeration_type || tag == DW_TAG_union_type ||
	       (encoding && encoding != DW_ATE_float && encoding != DW_ATE_complex_float);
}

enum debug_sort debug_number_type(struct debug *debug, uintptr_t address, size_t size, Dwarf_Die *type)
{
	struct variable *v = variable_at(debug, address);
	struct buf path = { 0 };
	struct part part;

	if (!v || !v->typed)
		return DEBUG_UNKNOWN;
	part = (struct part){ v->type, address - v->start, size };
	descend(&path, &part);
	buf_free(&path);
	*type = part.type;
	return part.offset == 0 && is_number(&part.type, size) ? DEBUG_NUMBER : DEBUG_OTHER;
}

enum debug_sort debug_sort(struct debug *debug, uintptr_t address, size_t size)
{
	Dwarf_Die type;

	return debug_number_type(debug, address, size, &type);
}

/* ---- The numbers in a range ---- */

static void each_number(struct debug *debug, uintptr_t at, Dwarf_Die type, const struct debug_range *range);

static void each_element(struct debug *debug, uintptr_t at, Dwarf_Die *array, const struct debug_range *range)
{
	Dwarf_Die element;
	Dwarf_Word whole, size;

	if (!type_of(array, &element) || dwarf_aggregate_size(array, &whole) != 0 ||
	    dwarf_aggregate_size(&element, &size) != 0 || size == 0 || (range->most && whole / size > (Dwarf_Word)range->most))
		return;
	for (Dwarf_Word i = range->from > at ? (range->from - at) / size : 0; i < whole / size && at + i * size < range->to; i++)
		each_number(debug, at + i * size, element, range);
}

static void each_member(struct debug *debug, uintptr_t at, Dwarf_Die *structure, const struct debug_range *range)
{
	Dwarf_Die member, type;
	Dwarf_Attribute attribute;
	Dwarf_Word start;

	if (dwarf_child(structure, &member) != 0)
		return;
	do {
		start = 0;
		if (dwarf_tag(&member) != DW_TAG_member || !type_of(&member, &type) || dwarf_hasattr(&member, DW_AT_bit_size))
			continue;
		if (dwarf_attr_integrate(&member, DW_AT_data_member_location, &attribute))
			dwarf_formudata(&attribute, &start);
		each_number(debug, at + start, type, range);
	} while (dwarf_siblingof(&member, &member) == 0);
}

static void each_number(struct debug *debug, uintptr_t at, Dwarf_Die type, const struct debug_range *range)
{
	Dwarf_Word size = 0;

	if (is_whole(&type) || !peel(&type) || dwarf_aggregate_size(&type, &size) != 0 || at >= range->to ||
	    at + size <= range->from)
		return;
	if (dwarf_tag(&type) == DW_TAG_array_type)
		each_element(debug, at, &type, range);
	else if (dwarf_tag(&type) == DW_TAG_structure_type)
		each_member(debug, at, &type, range);
	else if (is_number(&type, size))
		range->see(range->context, at, size);
}

void debug_numbers(struct debug *debug, const struct debug_range *range)
{
	uintptr_t at = range->from;
	struct variable *v;

	while (at < range->to && (v = variable_at(debug, at))) {
		if (v->typed)
			each_number(debug, v->start, v->type, range);
		at = v->end;
	}
}

void debug_scalars(struct debug *debug, int most, void (*see)(void *context, uintptr_t address, size_t size), void *context)
{
	for (int i = 0; i < debug->n_variables; i++) {
		const struct variable *v = &debug->variables[i];

		if (v->typed)
			each_number(debug, v->start, v->type, &(struct debug_range){ v->start, v->end, see, context, most });
	}
}
