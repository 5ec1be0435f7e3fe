/*
 * carried.h - the files of a person's own program, carried along with a run of it.
 *
 * A run of the lab's own patterns needs no source: any conclab has it. A person's program is carried with the headers that
 * are its own: see headers.h. Where its files stand unchanged on the machine that loads the run, they are used; else they are
 * unpacked into the cache, and the pattern, and the directories in which its headers are looked for, are called by their
 * places there.
 */
#ifndef CMD_CARRIED_H
#define CMD_CARRIED_H

#include <stdbool.h>

#include "lab/base/arena.h"
#include "lab/engine/pattern.h"
#include "lab/program/program.h"

enum { MOST_CARRIED = 256 };

struct carried_file {
	const char *path, *text;        /* as it was found */
};

struct carried {
	const char         *name;       /* the pattern's: "./bank.c", "./a.c,./b.c" */
	int                 n_sources, n;       /* first the sources, then the headers */
	struct carried_file at[MOST_CARRIED];   /* texts in the arena */
};

/*
 * The files of a pattern, built with these options; none for one of the lab's. False, with a sentence in `why`, when they are
 * no longer those it was made from.
 */
bool carried_collect(struct carried *, const struct pattern *, const char *cflags, struct arena *, struct buf *why);

/*
 * Load it, be it from where it stood, or unpacked. To be given back with program_outcome_free(). With which options it was
 * built is appended to `used`: legal ones stay legal.
 */
void carried_load(struct program_outcome *, const struct carried *, const char *cflags, struct buf *used);

#endif
