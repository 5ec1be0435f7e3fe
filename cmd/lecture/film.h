/*
 * film.h - a lecture on its way into a file for asciinema.
 *
 * Invariant
 *   Given at a terminal, it is recorded as it was given, and a player shortens long silences. Played straight through,
 *   it has a clock of its own: commands are typed, and the eye is given time to read. Then the same text gives the
 *   same file, but for what runs on real threads come to.
 */
#ifndef CMD_FILM_H
#define CMD_FILM_H

#include <stdbool.h>
#include <time.h>

#include "cmd/session/whole.h"
#include "lab/export/cast.h"

struct film {
	struct cast     cast;
	struct whole    whole;
	bool            real;           /* by the clock on the wall */
	struct timespec begun;          /* when real */
	double          now;            /* when not */
	long            unread;         /* lines since the last stop */
};

/* Begin a file. Complains and returns another status than STATUS_OK when it cannot be made. */
int film_begin(struct film *, struct session *, const char *path, const char *title, bool real);

/* Something is written to the terminal. */
void film_written(struct film *, const char *bytes, size_t n);

void film_mark(struct film *, const char *name);

/* A key is awaited here: time to read what has come. `seconds`: so long; below 0: as long as that takes. */
void film_rest(struct film *, double seconds);

/* The next text is typed at so many seconds a character; 0: it comes at once. */
double film_typing(const struct film *);
void film_pass(struct film *, double seconds);

/* The file takes its place; a status, after a complaint when it cannot be written. */
int film_end(struct film *, struct session *);

#endif
