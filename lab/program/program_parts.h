/*
 * program_parts.h - a loaded file, from the inside; lab/program's own.
 */
#ifndef LAB_PROGRAM_PROGRAM_PARTS_H
#define LAB_PROGRAM_PROGRAM_PARTS_H

#include <stdbool.h>

#include "lab/compile/sources.h"
#include "lab/engine/pattern.h"
#include "lab/program/beside.h"

struct variant;

struct program {
	struct pattern  pattern;        /* must be first. As the file has it, but for the name */
	struct program *older;
	bool            is_program;     /* else it is a pattern */
	char           *path;           /* as it was typed: the pattern's name */
	struct made_as *made;           /* the shared objects of the file as it stands, by options */
	struct sources  sources;
	char           *source;         /* all of them in one text */
	int             n_defines;      /* of the settings, the first; behind them those of beside.h */
	struct variant *variants;       /* of a program: those that have been loaded, the newest first */
};

/* What the file as it stands becomes with these options. */
struct made_as {
	struct made_as *older;
	char           *cflags, *object;
};

/* The text that a program was given for one of the settings of beside.h; "" for none. `files` may be NULL. */
const char *program_beside(const struct program *, const char *const *files, enum beside);

#endif
