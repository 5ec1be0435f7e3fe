/* commands.h - the commands of this room; each stands in its file, cmd_NAME.c or the one it shares. */
#ifndef CMD_LOOK_COMMANDS_H
#define CMD_LOOK_COMMANDS_H

#include "cmd/session/command.h"

extern const struct command cmd_threads, cmd_trace, cmd_graph, cmd_timeline, cmd_measure, cmd_watch, cmd_export, cmd_load;

#endif
