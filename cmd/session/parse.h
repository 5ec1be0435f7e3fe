/*
 * parse.h - from a line to commands.
 *
 *     line    = [command { ";" command }] [ "#" comment ]
 *     command = verb { word | name "=" value } [ ">" file | ">>" file ] [ "&" ]
 *             | name "=" value { name "=" value }              the same as: set ...
 *
 * A word may hold "quoted parts", with \" and \\ in them; a value may stand in 'single quotes', as for a shell. '#' starts a comment only where a word could start.
 */
#ifndef CMD_PARSE_H
#define CMD_PARSE_H

#include <stdbool.h>

#include "cmd/session/command.h"
#include "lab/base/buf.h"

/* What a verb means here; NULL when it means nothing. Decides how the words after it are read. */
typedef const struct command *command_finder(void *context, const char *verb);

/*
 * Read the next command from `*cursor` and step over its ';'. Returns false when none is left: the end of the line, or
 * a mistake, then a sentence in `*error` (malloc'ed; the caller frees it; NULL without a mistake).
 * On true the caller gives `call` back with call_free(). call->command is what the finder said, perhaps NULL.
 */
bool parse_command(const char **cursor, struct call *call, command_finder *find, void *context, char **error);

/* A call from words that a shell has taken apart: only name=value is special. */
void parse_words(struct call *call, int n, char *const *words, command_finder *find, void *context);

void call_free(struct call *);

/* The word as it is typed, so that it is read as itself: in quotes where it has to be. */
void parse_spell(struct buf *, const char *word);

/* `text` without a leading prompt, "conclab> ", "conclab(worker-pool)> " or, of a shell, "$ ./conclab ", as pasted lines have it. */
const char *parse_skip_prompt(const char *text);

#endif
