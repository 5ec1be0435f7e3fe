/* debug_values.c - what the bytes of a static variable say, in the words of their type; see debug.h. */
#define _DEFAULT_SOURCE

#include "lab/compile/debug_parts.h"

#include <dwarf.h>
#include <stdio.h>
#include <string.h>

#include "lab/base/buf.h"

/* ---- Numbers ---- */

static uint64_t bits_of(uintptr_t address, size_t size)
{
	uint64_t bits = 0;

	if (size == 1)
		bits = *(const volatile uint8_t *)address;
	else if (size == 2)
		bits = *(const volatile uint16_t *)address;
	else if (size == 4)
		bits = *(const volatile uint32_t *)address;
	else
		bits = *(const volatile uint64_t *)address;
	return bits;
}

static int64_t widen(uint64_t bits, size_t size)
{
	int unused = 64 - 8 * (int)size;

	return (int64_t)(bits << unused) >> unused;
}

/* ---- What stands for them ---- */

static const char *enumerator(struct debug *debug, Dwarf_Die *type, uint64_t bits, size_t size)
{
	Dwarf_Die child;
	Dwarf_Attribute attribute;
	Dwarf_Sword value;

	if (dwarf_child(type, &child) != 0)
		return NULL;
	do {
		if (dwarf_tag(&child) == DW_TAG_enumerator && dwarf_attr(&child, DW_AT_const_value, &attribute) &&
		    dwarf_formsdata(&attribute, &value) == 0 && widen((uint64_t)value, size) == widen(bits, size))
			return arena_text(debug->texts, dwarf_diename(&child));
	} while (dwarf_siblingof(&child, &child) == 0);
	return NULL;
}

/* All of a variable, where that is what is pointed at, else the least part. */
static const char *target_name(struct debug *debug, uintptr_t to, size_t size)
{
	for (int i = 0; i < debug->n_variables; i++)
		if (debug->variables[i].start == to && debug->variables[i].end == to + size)
			return debug->variables[i].name;
	return debug_variable(debug, to, size);
}

/* "&one"; what lies on the heap, or is a function, has no name here. */
static const char *pointer(struct debug *debug, Dwarf_Die *type, uintptr_t to)
{
	const char *name = NULL, *kept;
	struct buf text = { 0 };
	Dwarf_Die target;
	Dwarf_Word size = 1;

	if (!to)
		return "NULL";
	if (debug_type_of(type, &target) && dwarf_aggregate_size(&target, &size) != 0)
		size = 1;
	name = target_name(debug, to, size ? size : 1);
	buf_printf(&text, "%s%s", name ? "&" : "", name ? name : "not NULL");
	kept = name ? arena_text(debug->texts, buf_text(&text)) : "not NULL";
	buf_free(&text);
	return kept;
}

/* No signed number is as large. */
static const char *large(struct debug *debug, uint64_t bits)
{
	char text[24];

	snprintf(text, sizeof text, "%llu", (unsigned long long)bits);
	return arena_text(debug->texts, text);
}

static bool is_unsigned(Dwarf_Word encoding)
{
	return encoding == DW_ATE_unsigned || encoding == DW_ATE_unsigned_char;
}

static const char *letter(struct debug *debug, uint64_t bits)
{
	char text[4] = { '\'', (char)bits, '\'', '\0' };

	return bits > ' ' && bits < 127 ? arena_text(debug->texts, text) : NULL;
}

int64_t debug_value(struct debug *debug, uintptr_t address, size_t size, const char **text)
{
	uint64_t bits = bits_of(address, size);
	Dwarf_Attribute attribute;
	Dwarf_Word encoding = 0;
	Dwarf_Die type;
	int tag;

	*text = NULL;
	if (debug_number_type(debug, address, size, &type) != DEBUG_NUMBER || !debug_peel(&type))
		return widen(bits, size);
	tag = dwarf_tag(&type);
	if (tag == DW_TAG_base_type && dwarf_attr(&type, DW_AT_encoding, &attribute))
		dwarf_formudata(&attribute, &encoding);
	if (tag == DW_TAG_enumeration_type)
		*text = enumerator(debug, &type, bits, size);
	else if (tag == DW_TAG_pointer_type)
		*text = pointer(debug, &type, (uintptr_t)bits);
	else if (encoding == DW_ATE_boolean)
		*text = bits ? "true" : "false";
	else if (encoding == DW_ATE_signed_char || encoding == DW_ATE_unsigned_char)
		*text = strcmp(dwarf_diename(&type) ? dwarf_diename(&type) : "", "char") == 0 ? letter(debug, bits) : NULL;
	else if (is_unsigned(encoding) && bits > INT64_MAX)
		*text = large(debug, bits);
	return is_unsigned(encoding) ? (int64_t)bits : widen(bits, size);
}
