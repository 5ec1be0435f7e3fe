/*
 * line_readline.h - between the two halves of the readline editor: reading lines, and helping with them.
 */
#ifndef CMD_LINE_READLINE_H
#define CMD_LINE_READLINE_H

#include "cmd/session/session.h"

/* Before rl_initialize(): take over completion. The hints are about `session`. */
void assist_open(const struct session *);
void assist_close(void);

/* What is offered at an empty line: shown as its hint, run by Enter. NULL for nothing. */
void assist_offer(const char *command);

/* Take the hint off the screen; before anything is written that readline does not know of. */
void assist_erase(void);

/* For rl_redisplay_function: the line, and the hint behind it. */
void assist_redisplay(void);

/* For keys. Right, ^F: at the end of the line take what the hint offers. Return: without the hint, which on an empty line it runs. */
int assist_forward(int count, int key);
int assist_accept_line(int count, int key);

#endif
