/*
 * cast.h - a recording of a terminal that asciinema plays: asciicast, version 2. A line of JSON that says how large the
 * terminal is, then a line for each event, [seconds, "o", what came] or [seconds, "m", name of a place].
 * https://docs.asciinema.org/manual/asciicast/v2/
 *
 * Invariants
 *   Seconds count from the start, and never go back.
 *   What comes may be cut anywhere: a character is written whole.
 */
#ifndef LAB_EXPORT_CAST_H
#define LAB_EXPORT_CAST_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct cast {
	FILE  *out;             /* the caller's, who looks for errors on it */
	double now;             /* of the last event */
	char   begun[4];        /* the first bytes of a character whose others have not come yet */
	size_t n_begun;
};

struct cast_head {
	int         width, height;      /* of the terminal, columns and rows */
	const char *title;              /* NULL: none */
	int64_t     time;               /* when it was recorded, seconds since 1970; 0: not said */
	double      longest;            /* a player shortens longer silences to so many seconds; 0: it does not */
};

void cast_begin(struct cast *, FILE *, const struct cast_head *);

/* What a program has written: "\n" becomes "\r\n", as a terminal makes it. */
void cast_written(struct cast *, double seconds, const char *bytes, size_t n);

/* A place to which a player can jump. */
void cast_mark(struct cast *, double seconds, const char *name);

#endif
