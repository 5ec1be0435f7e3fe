/* commands.h - the commands of this room; each stands in its file, cmd_NAME.c. */
#ifndef CMD_LECTURE_COMMANDS_H
#define CMD_LECTURE_COMMANDS_H

#include "cmd/session/command.h"

extern const struct command cmd_present, cmd_echo, cmd_pause;

/* How long this `pause` is: below 0 until there is a key. False when its argument is no such thing; nobody is told. */
bool pause_seconds(const struct call *, double *seconds);

#endif
