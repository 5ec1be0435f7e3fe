/*
 * debug_parts.h - what is kept of the debug information; for debug.c, which reads it and knows lines, and debug_types.c,
 * which knows the parts of variables.
 */
#ifndef LAB_COMPILE_DEBUG_PARTS_H
#define LAB_COMPILE_DEBUG_PARTS_H

#include <elfutils/libdwfl.h>

#include "lab/base/arena.h"
#include "lab/compile/debug.h"

/* A static variable. */
struct variable {
	uintptr_t   start, end;
	const char *name;
	Dwarf_Die   type;
	bool        typed;
};

/* A line that has been asked for. */
struct known_line {
	uintptr_t   address;            /* 0: free */
	const char *text;
};

struct buf;

/*
 * Append what the bytes from `offset` on of a value of this type are called: ".lock", "[2].left"; nothing for all of it. `*type`
 * becomes the type of that part.
 */
void debug_part(struct buf *, Dwarf_Die *type, uintptr_t offset, size_t size);

/* debug_sort(), and of a number its type. */
enum debug_sort debug_number_type(struct debug *, uintptr_t address, size_t size, Dwarf_Die *type);

/* The type that a variable, a member or a pointer is of, without typedefs and qualifiers. */
bool debug_type_of(Dwarf_Die *, Dwarf_Die *type);
bool debug_peel(Dwarf_Die *type);

struct debug {
	Dwfl            *dwfl;
	uintptr_t        bias;
	struct arena    *texts;
	struct variable *variables;     /* by start */
	int              n_variables, room;
	struct known_line *lines;       /* a table with open addressing; its size is a power of two */
	size_t           n_lines, n_slots;
};

#endif
