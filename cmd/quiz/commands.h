/* commands.h - the commands of this room; each stands in its file, cmd_NAME.c or the one it shares. */
#ifndef CMD_QUIZ_COMMANDS_H
#define CMD_QUIZ_COMMANDS_H

#include "cmd/session/command.h"

extern const struct command cmd_quiz, cmd_challenge;

#endif
