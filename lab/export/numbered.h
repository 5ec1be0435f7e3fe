/*
 * numbered.h - texts by number: each that comes for the first time has the next, from 0 on. So a file says a text once, and
 * its number wherever it comes again.
 */
#ifndef LAB_EXPORT_NUMBERED_H
#define LAB_EXPORT_NUMBERED_H

#include <stdbool.h>
#include <stddef.h>

/* A table of open addressing, at most half full; zeroed it is empty. The texts stay the caller's, and must stay. */
struct numbered {
	const char **slots;             /* NULL is free */
	long        *numbers;           /* as many */
	size_t       size, n;
};

/* The number of a text, by its content. *is_new: it has come for the first time. */
long numbered_find(struct numbered *, const char *text, bool *is_new);
void numbered_free(struct numbered *);

#endif
