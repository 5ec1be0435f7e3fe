/* part.c - see part.h. */
#define _DEFAULT_SOURCE

#include "lab/program/part.h"

#include <dwarf.h>
#include <string.h>

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

static void add_element(struct buf *out, Dwarf_Die *array, uintptr_t offset)
{
	Dwarf_Die element;
	Dwarf_Word size;

	if (!type_of(array, &element) || dwarf_aggregate_size(&element, &size) != 0 || size == 0)
		return;
	add_indices(out, array, offset / size);
	part_name(out, element, offset % size);
}

static void add_member(struct buf *out, Dwarf_Die *structure, uintptr_t offset)
{
	Dwarf_Die member, type;
	Dwarf_Attribute attribute;
	Dwarf_Word start, size;

	if (dwarf_child(structure, &member) != 0)
		return;
	do {
		start = 0;
		if (dwarf_tag(&member) != DW_TAG_member || !type_of(&member, &type) ||
		    dwarf_aggregate_size(&type, &size) != 0)
			continue;
		if (dwarf_attr_integrate(&member, DW_AT_data_member_location, &attribute))
			dwarf_formudata(&attribute, &start);
		if (offset < start || offset >= start + size)
			continue;
		if (dwarf_diename(&member))
			buf_printf(out, ".%s", dwarf_diename(&member));
		part_name(out, type, offset - start);
		return;
	} while (dwarf_siblingof(&member, &member) == 0);
}

/* The system's own types are one thing: nobody wants to hear of their members. */
static bool is_whole(Dwarf_Die *type)
{
	const char *name = dwarf_diename(type);

	return name && (strncmp(name, "pthread_", 8) == 0 || strcmp(name, "sem_t") == 0 || strcmp(name, "mtx_t") == 0 ||
	                strcmp(name, "cnd_t") == 0 || strcmp(name, "once_flag") == 0 || strcmp(name, "tss_t") == 0);
}

void part_name(struct buf *out, Dwarf_Die type, uintptr_t offset)
{
	if (is_whole(&type) || !peel(&type))
		return;
	if (dwarf_tag(&type) == DW_TAG_array_type)
		add_element(out, &type, offset);
	else if (dwarf_tag(&type) == DW_TAG_structure_type)
		add_member(out, &type, offset);
}
