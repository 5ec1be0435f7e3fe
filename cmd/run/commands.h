/* commands.h - the commands of this room; each stands in its file, cmd_NAME.c or the one it shares. */
#ifndef CMD_RUN_COMMANDS_H
#define CMD_RUN_COMMANDS_H

#include "cmd/session/command.h"

extern const struct command cmd_run, cmd_repeat, cmd_replay, cmd_threads, cmd_trace, cmd_graph,
                            cmd_explain, cmd_timeline, cmd_measure, cmd_expect, cmd_export;

#endif
