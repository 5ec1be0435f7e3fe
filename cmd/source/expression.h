/*
 * expression.h - conditions in a pattern's source, worked out as far as they rest on its settings.
 *
 * Only what the patterns' form needs: p[NAME] is a setting's value, enumerators and known local constants have
 * theirs, everything else is unknown. `unknown && 0` is 0.
 */
#ifndef CMD_EXPRESSION_H
#define CMD_EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>

struct known {
	bool is_known;
	long value;
};

/* A name with a value; `name` is not owned. */
struct constant {
	const char *name;
	size_t      length;
	long        value;
};

enum { MOST_CONSTANTS = 96 };

struct constants {
	int             n;
	struct constant at[MOST_CONSTANTS];
	const int      *values;                 /* of the settings: p[] */
	int             n_values;
};

/* Those after the MOST_CONSTANTS-th are dropped, and so unknown. */
void constants_add(struct constants *, const char *name, size_t length, long value);

/*
 * What the expression at `*at` comes to; `*at` is moved behind it. It goes as far as the text makes sense as one,
 * at most to `end`.
 */
struct known expression(const struct constants *, const char **at, const char *end);

/* The name that begins at `at`: its length, 0 when none does. */
size_t name_at(const char *at, const char *end);

#endif
