/*
 * keys.h - single keys of the terminal that stdin is, for what is steered by them and not by lines.
 *
 * Invariants
 *   Between keys_open() and keys_close() nothing that is typed is shown. While a key is awaited ^C and ^Z are keys; at
 *   other times ^C is a signal, as ever, so that it stops a run.
 *   After ^Z and `fg` the terminal is again as it was, without anybody's doing.
 */
#ifndef CMD_KEYS_H
#define CMD_KEYS_H

#include <stdbool.h>
#include <termios.h>

/* A character is itself, as ' ' or 'q'. */
enum key {
	KEY_ENTER = '\r', KEY_BACKSPACE = 127,
	KEY_LEFT = 256, KEY_RIGHT, KEY_UP, KEY_DOWN, KEY_PAGE_UP, KEY_PAGE_DOWN, KEY_HOME, KEY_LAST,
	KEY_OTHER,              /* one that has no name here */
	KEY_INTERRUPT,          /* ^C */
	KEY_REDRAW,             /* the window has another size, or the program comes back after ^Z */
	KEY_TIME,               /* no key came in time */
	KEY_GONE                /* there will be none any more: the input has ended, or the program is to end */
};

struct keys {
	struct termios before;
};

/* Can keys be awaited: is stdin a terminal? */
bool keys_are_there(void);

/* False when stdin is no terminal; then nothing has changed. */
bool keys_open(struct keys *);
void keys_close(const struct keys *);

/* The next key; KEY_TIME when none has come for so many seconds. Below 0: wait for ever. */
int keys_wait(const struct keys *, double seconds);

/* Keys that have been pressed and not been waited for are forgotten. */
void keys_forget(void);

#endif
