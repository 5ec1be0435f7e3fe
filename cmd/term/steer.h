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

#include "cmd/term/key.h"

struct steer {
	struct termios before;
};

/* Can keys be awaited: is stdin a terminal? */
bool steer_possible(void);

/* False when stdin is no terminal; then nothing has changed. */
bool steer_open(struct steer *);
void steer_close(const struct steer *);

/* The next key; KEY_NONE when none has come for so many seconds. Below 0: wait for ever. */
int steer_wait(const struct steer *, double seconds);

/* Keys that have been pressed and not been waited for are forgotten. */
void steer_forget(void);

#endif
