/* commands.h - the commands of this room; each stands in its file, cmd_NAME.c or the one it shares. */
#ifndef CMD_STEP_COMMANDS_H
#define CMD_STEP_COMMANDS_H

#include "cmd/session/command.h"

extern const struct command cmd_step, cmd_back, cmd_goto, cmd_break, cmd_continue;

#endif
