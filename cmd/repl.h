/* repl.h - the conversation with a person: prompt, line, answer, until ^D or quit. */
#ifndef CMD_REPL_H
#define CMD_REPL_H

#include <stdbool.h>

#include "cmd/session/session.h"

/* Converse. The init file is read first unless `no_init`. Returns the program's exit status. */
int repl_run(struct session *, bool no_init);

#endif
