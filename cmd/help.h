/*
 * help.h - help, all of it derived from the table of commands.
 */
#ifndef CMD_HELP_H
#define CMD_HELP_H

#include "cmd/session/command.h"
#include "lab/base/buf.h"
#include "lab/view/view.h"

/* The commands by group, one line each. */
void help_overview(struct buf *, const struct look *);

/* Everything about one command. */
void help_command(struct buf *, const struct command *, const struct look *);

/* Lines of a text: those that begin with a space kept as they are, the others joined and wrapped. */
void help_text(struct buf *, const char *text, const struct look *);

#endif
