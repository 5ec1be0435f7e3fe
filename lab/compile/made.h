/*
 * made.h - the files that are written while something is built: beside where it will stand, and gone afterwards.
 */
#ifndef LAB_COMPILE_MADE_H
#define LAB_COMPILE_MADE_H

#include "lab/compile/sources.h"

/* By what they are. The first four are of each source. */
enum { SOURCE, RULES, ASSEMBLER, OBJECT, ALL, RENAMES, RENAMED, SHARED, LOG, N_MADE };

/* Their paths; owned. There is room for the sources that the lab may bring along. */
enum { MOST_BROUGHT = 2 };

struct made {
	char *place;
	int   n_sources, n_paths;
	char *of_source[MOST_SOURCES + MOST_BROUGHT][ALL];
	char *path[N_MADE];             /* from ALL on */
};

/* "DIR/x.so" of "DIR/x" and ".so"; malloc'ed. */
char *with_ending(const char *place, const char *ending);

/* Paths beside `place` that nobody else uses, for so many sources. Nothing is written. */
struct made *made_at(const char *place, int n_sources);

/* Remove what has been written, and give the paths back. */
void made_free(struct made *);

#endif
