/*
 * best.h - what a person has done best in challenges, kept beside the progress of lessons (cmd/session/kept.h).
 *
 *     challenge deadlock dining order=same-handed seats=3 : steps=5 of=3
 *     challenge miss lost-wakeup pause=0 test=outside : steps=100 of=100
 *
 * Of a bad end: in how many steps it was reached, and in how many it can be. Of a fault that chance misses: by how many
 * runs in a row it was missed, and how many there were.
 */
#ifndef CMD_BEST_H
#define CMD_BEST_H

#include <stdbool.h>

#include "lab/base/buf.h"

struct best {
	char *what;             /* "deadlock", "miss"; owned */
	char *line;             /* "dining order=same-handed seats=3"; owned */
	long  steps, of;
};

struct bests {
	int          n, room;
	struct best *at;
};

/* All of them, in the order in which they were reached. False: they cannot be read; then append why, without full stop. */
bool bests_load(struct bests *, struct buf *why);
void bests_free(struct bests *);

/* The one about this, or NULL. */
const struct best *bests_find(const struct bests *, const char *what, const char *line);

/* Is it about a fault that is missed? Then more is better. */
bool best_is_miss(const char *what);

/* Keep it, where it is better than what is kept. True: it is, or nothing was. */
bool best_keep(const char *what, const char *line, long steps, long of);

/* The same of a line as it is kept elsewhere; it may go on after its newline. False: it is damaged, too. */
bool best_take(const char *line);

#endif
