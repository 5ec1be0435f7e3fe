/*
 * names.h - what the names in a pattern's source stand for, where that is a number known beforehand.
 */
#ifndef CMD_NAMES_H
#define CMD_NAMES_H

#include "cmd/source/code.h"
#include "cmd/source/expression.h"

struct function {
	int         head, last;         /* its lines, from 0: from the name to the brace at the end */
	const char *name;
	size_t      length;
};

/* The enumerators of every `enum { ... };`. */
void names_add_enums(struct constants *, const struct code *);

/*
 * "int n = p[X], m = 0;" in line i of a function: the names whose values are known, and stay. True when it is a
 * switch of the pattern's own, `bool one = ...;`: then `only` is its value.
 */
bool names_add_locals(struct constants *, const struct code *, const struct function *, int i,
                      struct known *only);

#endif
