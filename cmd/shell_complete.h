/*
 * shell_complete.h - what could come next on a shell's command line that begins with conclab: for the completions that
 * are installed for bash and zsh, which know nothing themselves and ask.
 */
#ifndef CMD_SHELL_COMPLETE_H
#define CMD_SHELL_COMPLETE_H

#include "cmd/session/session.h"

/*
 * The words after the program's name, the last of them the one that is being typed (it may be ""). A candidate a line:
 * the word, and after a tab what it means, where that is known. More belongs to those that end in '=' or '/'.
 */
void shell_complete(struct session *, int n_words, char *const *words);

#endif
