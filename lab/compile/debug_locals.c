/*
 * debug_locals.c - variables of functions that have not returned, and what variables point to; see debug.h.
 *
 * Where a function's variables lie is told from the base of its frame: the canonical frame address, which the tables for
 * unwinding give, or, with clang, the frame's pointer itself.
 */
#define _DEFAULT_SOURCE

#include "lab/compile/debug_parts.h"

#include <dwarf.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"

#ifdef __aarch64__
enum { FRAME_POINTER = 29, STACK_POINTER = 31 };        /* at the beginning of a frame both are the same */
#else
enum { FRAME_POINTER = 6, STACK_POINTER = 6 };
#endif

/* ---- Frames ---- */

/* The offset of an address from the frame's pointer. False when it is told in another way. */
static bool is_from_pointer(const Dwarf_Op *op, intptr_t *offset)
{
	if (op->atom == DW_OP_breg0 + FRAME_POINTER || op->atom == DW_OP_breg0 + STACK_POINTER)
		*offset = (intptr_t)op->number;
	else if (op->atom == DW_OP_reg0 + FRAME_POINTER)
		*offset = 0;
	else if (op->atom == DW_OP_bregx && (op->number == FRAME_POINTER || op->number == STACK_POINTER))
		*offset = (intptr_t)op->number2;
	else
		return false;
	return true;
}

uintptr_t debug_frame_end(struct debug *debug, const struct frame *frame)
{
	Dwfl_Module *module = debug->dwfl ? dwfl_addrmodule(debug->dwfl, frame->code - 1) : NULL;
	Dwarf_Addr bias;
	Dwarf_CFI *cfi = module ? dwfl_module_eh_cfi(module, &bias) : NULL;
	Dwarf_Frame *unwound = NULL;
	uintptr_t end = 0;
	intptr_t offset;
	Dwarf_Op *ops;
	size_t n;

	if (!cfi || dwarf_cfi_addrframe(cfi, frame->code - 1 - bias, &unwound) != 0)
		return 0;
	if (dwarf_frame_cfa(unwound, &ops, &n) == 0 && n == 1 && is_from_pointer(ops, &offset))
		end = frame->pointer + (uintptr_t)offset;
	free(unwound);
	return end;
}

/* Clang does not list which unit has which addresses: so all are asked. */
static Dwarf_Die *unit_of(struct debug *debug, uintptr_t address, Dwarf_Addr *bias)
{
	Dwfl_Module *module = debug->dwfl ? dwfl_addrmodule(debug->dwfl, address) : NULL;
	Dwarf_Die *unit = module ? dwfl_module_addrdie(module, address, bias) : NULL;

	if (unit || !module)
		return unit;
	while ((unit = dwfl_nextcu(debug->dwfl, unit, bias)))
		if (dwarf_haspc(unit, address - *bias) == 1)
			return unit;
	return NULL;
}

/* The function and, before it, the blocks that the frame's code is in; to be freed. Returns how many. */
static int scopes_of(struct debug *debug, const struct frame *frame, Dwarf_Die **scopes, Dwarf_Addr *code)
{
	Dwarf_Addr bias = 0;
	Dwarf_Die *unit = unit_of(debug, frame->code - 1, &bias);
	int n;

	*scopes = NULL;
	*code = frame->code - 1 - bias;
	n = unit ? dwarf_getscopes(unit, *code, scopes) : 0;
	for (int i = 0; i < n; i++)
		if (dwarf_tag(&(*scopes)[i]) == DW_TAG_subprogram)
			return i + 1;
	free(*scopes);
	*scopes = NULL;
	return 0;
}

const char *debug_frame_function(struct debug *debug, const struct frame *frame)
{
	return debug_function(debug, frame->code - 1);
}

/* ---- Variables of a function ---- */

struct looking {
	struct debug *debug;
	Dwarf_Addr    code;
	uintptr_t     base;             /* of the frame; 0: not known */
	/* what is looked for: these bytes, or where `begins` is not 0 a pointer to it and the bytes behind */
	uintptr_t     begins, address;
	bool          in_all_blocks;
	size_t        size;
	struct buf    name;
};

static uintptr_t base_of(struct debug *debug, const struct frame *frame, Dwarf_Die *function)
{
	Dwarf_Attribute attribute;
	intptr_t offset;
	Dwarf_Op *ops;
	size_t n;

	if (!dwarf_attr_integrate(function, DW_AT_frame_base, &attribute) || dwarf_getlocation(&attribute, &ops, &n) != 0 || n != 1)
		return 0;
	if (ops->atom == DW_OP_call_frame_cfa)
		return debug_frame_end(debug, frame);
	return is_from_pointer(ops, &offset) ? frame->pointer + (uintptr_t)offset : 0;
}

/* Where the variable lies on the stack; 0: not there, or not known. */
static uintptr_t where(const struct looking *look, Dwarf_Die *variable)
{
	Dwarf_Attribute attribute;
	Dwarf_Op *ops;
	size_t n;

	if (!dwarf_attr_integrate(variable, DW_AT_location, &attribute) ||
	    dwarf_getlocation_addr(&attribute, look->code, &ops, &n, 1) != 1 || n != 1 || ops->atom != DW_OP_fbreg)
		return 0;
	return look->base + (uintptr_t)ops->number;
}

static bool is_at(struct looking *look, Dwarf_Die *variable, uintptr_t start)
{
	Dwarf_Die type;
	Dwarf_Word size;

	if (!debug_type_of(variable, &type) || dwarf_aggregate_size(&type, &size) != 0 || look->address < start ||
	    look->address >= start + size)
		return false;
	buf_adds(&look->name, dwarf_diename(variable));
	debug_part(&look->name, &type, look->address - start, look->size);
	return true;
}

/* ---- What a variable points to ---- */

enum { MOST_WORDS = 4096 };             /* of one variable */

/* "queue->lock", "items[2].lock", "*count": of memory in which values of this type lie side by side, what is at the offset. */
static void add_pointed(struct buf *out, const char *pointer, const Dwarf_Die *type, Dwarf_Word of_one, uintptr_t offset,
                        size_t size)
{
	Dwarf_Die one = *type;
	struct buf part = { 0 };

	debug_part(&part, &one, offset % of_one, size);
	if (offset >= of_one)
		buf_printf(out, "%s[%lu]%s", pointer, (unsigned long)(offset / of_one), buf_text(&part));
	else if (*buf_text(&part) == '.')
		buf_printf(out, "%s->%s", pointer, buf_text(&part) + 1);
	else if (part.length)
		buf_printf(out, "(*%s)%s", pointer, buf_text(&part));
	else
		buf_printf(out, "*%s", pointer);
	buf_free(&part);
}

/* Is it a pointer, to something of a known size? */
static bool is_pointer(Dwarf_Die *pointer, Dwarf_Die *type, Dwarf_Word *size)
{
	return debug_peel(pointer) && dwarf_tag(pointer) == DW_TAG_pointer_type && debug_type_of(pointer, type) &&
	       dwarf_aggregate_size(type, size) == 0 && *size > 0;
}

__attribute__((no_sanitize("address"), no_sanitize("thread"), noinline)) static uintptr_t value_at(uintptr_t address)
{
	return *(const volatile uintptr_t *)address;
}

/* The word at this offset of a variable is the address that is looked for: as a pointer? Then the bytes are named. */
static bool take_word(struct looking *look, const char *name, const Dwarf_Die *type, uintptr_t offset)
{
	Dwarf_Die pointer = *type, pointee;
	struct buf path = { 0 };
	Dwarf_Word size;
	bool taken;

	buf_adds(&path, name);
	debug_part(&path, &pointer, offset, sizeof(uintptr_t));
	taken = is_pointer(&pointer, &pointee, &size);
	if (taken)
		add_pointed(&look->name, buf_text(&path), &pointee, size, look->address - look->begins, look->size);
	buf_free(&path);
	return taken;
}

/* Does this variable, or a part of it, point there? */
static bool has_pointer(struct looking *look, const char *name, const Dwarf_Die *type, uintptr_t start)
{
	Dwarf_Die whole = *type;
	Dwarf_Word size;

	if (start % sizeof(uintptr_t) || dwarf_aggregate_size(&whole, &size) != 0)
		return false;
	for (Dwarf_Word at = 0; at + sizeof(uintptr_t) <= size && at < MOST_WORDS * sizeof(uintptr_t); at += sizeof(uintptr_t))
		if (value_at(start + at) == look->begins && take_word(look, name, type, at))
			return true;
	return false;
}

static bool points_there(struct looking *look, Dwarf_Die *variable, uintptr_t start)
{
	Dwarf_Die type;

	return debug_type_of(variable, &type) && has_pointer(look, dwarf_diename(variable), &type, start);
}

/* ---- Looking through a function, and through what is static ---- */

static bool see_scope(struct looking *look, Dwarf_Die *scope, bool (*is_it)(struct looking *, Dwarf_Die *, uintptr_t start))
{
	Dwarf_Die child;

	if (dwarf_child(scope, &child) != 0)
		return false;
	do {
		int tag = dwarf_tag(&child);
		uintptr_t start = tag == DW_TAG_variable || tag == DW_TAG_formal_parameter ? where(look, &child) : 0;

		if (start && dwarf_diename(&child) && is_it(look, &child, start))
			return true;
		if (look->in_all_blocks && tag == DW_TAG_lexical_block && see_scope(look, &child, is_it))
			return true;
	} while (dwarf_siblingof(&child, &child) == 0);
	return false;
}

static const char *keep(struct looking *look)
{
	const char *kept = look->name.length ? arena_text(look->debug->texts, buf_text(&look->name)) : NULL;

	buf_free(&look->name);
	return kept;
}

static const char *see_function(struct looking *look, const struct frame *frame,
                                bool (*is_it)(struct looking *, Dwarf_Die *, uintptr_t start))
{
	Dwarf_Die *scopes;
	int n = scopes_of(look->debug, frame, &scopes, &look->code);

	look->base = n ? base_of(look->debug, frame, &scopes[n - 1]) : 0;
	for (int i = 0; look->base && i < n; i++)
		if (see_scope(look, &scopes[i], is_it))
			break;
	free(scopes);
	return keep(look);
}

const char *debug_local(struct debug *debug, const struct frame *frame, uintptr_t address, size_t size)
{
	return see_function(&(struct looking){ .debug = debug, .address = address, .size = size }, frame, is_at);
}

const char *debug_left(struct debug *debug, const struct frame *frame, uintptr_t address, size_t size)
{
	return see_function(&(struct looking){ .debug = debug, .address = address, .size = size, .in_all_blocks = true }, frame, is_at);
}

const char *debug_pointed_by_local(struct debug *debug, const struct frame *frame, uintptr_t begins, uintptr_t offset,
                                   size_t size)
{
	return see_function(&(struct looking){ .debug = debug, .begins = begins, .address = begins + offset, .size = size },
	                    frame, points_there);
}

const char *debug_pointed(struct debug *debug, uintptr_t begins, uintptr_t offset, size_t size)
{
	struct looking look = { .debug = debug, .begins = begins, .address = begins + offset, .size = size };

	for (int i = 0; i < debug->n_variables; i++) {
		const struct variable *v = &debug->variables[i];

		if (v->typed && has_pointer(&look, v->name, &v->type, v->start))
			break;
	}
	return keep(&look);
}
