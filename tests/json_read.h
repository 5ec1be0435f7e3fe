/*
 * json_read.h - JSON read back into a tree, for tests: what is not JSON ends the test.
 */
#ifndef TESTS_JSON_READ_H
#define TESTS_JSON_READ_H

#include <stdio.h>
#include <stdlib.h>

#include "lab/base/json_tree.h"

/* The value at the beginning of `text`; `*end`, when it is asked for, is what follows. */
static inline struct json_node *json_read(const char *text, struct arena *arena, const char **end)
{
	const char *behind, *why;
	struct json_node *node = json_tree(text, arena, &behind, &why);

	if (!node) {
		fprintf(stderr, "no JSON: %s: %.60s\n", why, behind);
		exit(2);
	}
	if (end)
		*end = behind;
	return node;
}

#endif
