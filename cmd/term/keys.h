/*
 * keys.h - a whole screen that is drawn in place and answers to single keys: what `watch` and `timeline` do in a terminal.
 *
 * Invariants
 *   Between keys_open() and keys_close() the terminal shows another screen, without echo and without a cursor; afterwards it
 *   is what it was, with what stood there. ^C, a signal and the end of the input come as keys, so that nobody leaves
 *   without closing.
 *   ^Z stops the program with the terminal given back; when it goes on, that comes as KEY_RESIZED.
 */
#ifndef CMD_KEYS_H
#define CMD_KEYS_H

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <termios.h>

#include "cmd/term/key.h"

struct keys {
	FILE          *out;
	struct termios was;
	sigset_t       before;
	char           bytes[64];       /* typed and not yet taken: from `at` to `n` */
	int            at, n;
	bool           lent;            /* the screen has been; it may be the first one since */
};

/*
 * Can there be such a screen: are the input and `out` a terminal, and not a dumb one? Not when something is typed already:
 * that is meant for the next prompt.
 */
bool keys_possible(FILE *out);

/* False, with nothing changed, when the terminal does not let itself be set. */
bool keys_open(struct keys *, FILE *out);
void keys_close(struct keys *);

/*
 * The other screen is emptied, and behaves as a terminal does for a line that is typed and for what is said to it; until
 * keys_take_back(), which leaves what stands there until the next keys_show().
 */
void keys_lend(struct keys *);
void keys_take_back(struct keys *);

/* The next key; waits at most so many ms, for ever when that is negative. */
int keys_next(struct keys *, int ms);

/* Show these lines from the top on, in place of what is there; no more than the screen has. */
void keys_show(struct keys *, const char *lines);

#endif
