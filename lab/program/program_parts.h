/*
 * program_parts.h - a loaded file, from the inside; lab/program's own.
 */
#ifndef LAB_PROGRAM_PROGRAM_PARTS_H
#define LAB_PROGRAM_PROGRAM_PARTS_H

#include <stdbool.h>

#include "lab/engine/pattern.h"

struct variant;

struct program {
	struct pattern  pattern;        /* must be first. As the file has it, but for the name */
	struct program *older;
	bool            is_program;     /* else it is a pattern */
	char           *path;           /* as it was typed: the pattern's name */
	char           *object;         /* the shared object of the file as it stands */
	char           *source;
	struct variant *variants;       /* of a program: those that have been loaded, the newest first */
};

#endif
