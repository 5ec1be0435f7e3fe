/*
 * steer.h - single keys for what goes on writing to the ordinary screen, as a lecture does, while it is steered by them.
 *
 * Invariants
 *   Between steer_open() and steer_close() nothing that is typed is shown. While a key is awaited ^C and ^Z are keys; at
 *   other times ^C is a signal, as ever, so that it stops a run.
 *   After ^Z and `fg` the terminal is again as it was, without anybody's doing.
 */
#ifndef CMD_STEER_H
#define CMD_STEER_H

#include <stdbool.h>
#include <termios.h>

/* A character is itself, as ' ' or 'q'. */
enum steer_key {
	STEER_ENTER = '\r', STEER_BACKSPACE = 127,
	STEER_LEFT = 256, STEER_RIGHT, STEER_UP, STEER_DOWN, STEER_PAGE_UP, STEER_PAGE_DOWN, STEER_HOME, STEER_LAST,
	STEER_OTHER,              /* one that has no name here */
	STEER_INTERRUPT,          /* ^C */
	STEER_REDRAW,             /* the window has another size, or the program comes back after ^Z */
	STEER_TIME,               /* no key came in time */
	STEER_GONE                /* there will be none any more: the input has ended, or the program is to end */
};

struct steer {
	struct termios before;
};

/* Can keys be awaited: is stdin a terminal? */
bool steer_possible(void);

/* False when stdin is no terminal; then nothing has changed. */
bool steer_open(struct steer *);
void steer_close(const struct steer *);

/* The next key; STEER_TIME when none has come for so many seconds. Below 0: wait for ever. */
int steer_wait(const struct steer *, double seconds);

/* Keys that have been pressed and not been waited for are forgotten. */
void steer_forget(void);

#endif
