/* commands.h - the commands that know every room; see commands.c. */
#ifndef CMD_COMMANDS_H
#define CMD_COMMANDS_H

#include "cmd/session/command.h"

extern const struct command cmd_help, cmd_patterns, cmd_show, cmd_quit;

#endif
