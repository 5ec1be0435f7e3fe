/*
 * prepare.h - building a program with many choices of values, several at a time, so that runs with them find it built.
 */
#ifndef LAB_PROGRAM_PREPARE_H
#define LAB_PROGRAM_PREPARE_H

#include <stdbool.h>

#include "lab/engine/pattern.h"

struct prepare {
	const struct pattern *pattern;
	int                   n;
	const int           (*values)[MAX_SETTINGS];    /* of each choice */
	const char *const    *files;                    /* the texts of its settings, by setting; the same for all */
	bool                (*told)(void *context, int done);   /* about ten times a second; false: stop. May be NULL */
	void                 *context;
};

/*
 * Build them; nothing for what is no program. What does not build is left to whoever runs it: there it is said. Returns
 * when all are built, or those that were begun when it was told to stop.
 */
void program_prepare(const struct prepare *);

#endif
