/*
 * between.h - a command that somebody asks for while a lecture is given or a picture moves.
 */
#ifndef CMD_BETWEEN_H
#define CMD_BETWEEN_H

#include "cmd/session/aside.h"

/*
 * Read a line and execute it: neither kept nor judged. What it runs and sets holds for what is typed besides, until `*aside` is
 * brought back: what was put aside by the first such line; NULL before that. The terminal has to be as it is for a prompt.
 */
void line_between(struct session *, struct aside **);

#endif
