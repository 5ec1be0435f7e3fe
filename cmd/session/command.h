/*
 * command.h - the commands: one const entry each, from which everything else is derived: dispatch, help, usage,
 * completion, hints, prefixes, suggestions.
 */
#ifndef CMD_COMMAND_H
#define CMD_COMMAND_H

#include <stdbool.h>

#include "cmd/session/session.h"

enum group { GROUP_LEARN, GROUP_RUN, GROUP_LOOK, GROUP_SEARCH, GROUP_SESSION, GROUP_COUNT };

/* What can stand after the command. */
enum completer {
	COMPLETE_NOTHING,
	COMPLETE_WORDS,         /* one of `words` */
	COMPLETE_PATTERN,       /* a pattern's name */
	COMPLETE_RUN,           /* a pattern's name, then its settings */
	COMPLETE_SWEEP,         /* the same, and several values of one setting */
	COMPLETE_SETTING,       /* name=value of the selected pattern */
	COMPLETE_TURNED,        /* the name of a setting that has been turned */
	COMPLETE_COMMAND,       /* a command with its arguments, after `carries` words */
	COMPLETE_FILE,
	COMPLETE_OWN            /* what `offer` says */
};

struct offers;

enum { MAX_ALIASES = 3, N_EXAMPLES = 2, CARRIES_FIRST = -1 };

struct command {
	const char  *name;
	const char  *alias[MAX_ALIASES];        /* NULL after the last */
	enum group   group;
	const char  *args;                      /* "[pattern] [name=value ...]"; "" for none */
	const char  *summary;                   /* one line, no full stop */
	const char  *detail;                    /* paragraphs, lines of at most 78 columns; may be NULL */
	const char  *example[N_EXAMPLES];
	const char  *see_also;                  /* "explain, graph, trace" */
	enum completer     completer;
	const char *const *words;               /* COMPLETE_WORDS, also hints beside another completer; NULL-terminated */
	bool         expression;                /* < > = are operators in its arguments, not files and settings */
	bool         judged;                    /* what it finds has been counted where it came; no `expect` takes it back */
	bool         numbers;                   /* #3 is a word among its arguments, no comment */
	int          carries;                   /* > 0: its argument number `carries` (from 0: 1) begins another command; CARRIES_FIRST: 0 */
	void       (*offer)(const struct session *, const struct call *, struct offers *);      /* COMPLETE_OWN; beside others NULL or more */
	int        (*run)(struct session *, const struct call *);      /* returns an enum status */

	/*
	 * A line begins with a word that is no command: is it one of this command's own, which was meant to be said in
	 * another way? Then complain and return true, with the status in `*status`. NULL: it has none such.
	 */
	bool       (*misheard)(struct session *, const struct call *, int *status);
};

/* The number of the argument that begins another command, from 0; -1: none does. */
static inline int command_carries(const struct command *command)
{
	return command->carries == CARRIES_FIRST ? 0 : command->carries > 0 ? command->carries : -1;
}

/* Every command in the order of help, ending with NULL. The list stands above all rooms, in cmd/commands.c. */
extern const struct command *const commands[];

/* One argument of a command: a word, or name=value. */
struct arg {
	char *text;             /* as it was typed, quotes taken off */
	char *name, *value;     /* NULL for a word */
};

/* A command as it was typed; see parse.h. */
struct call {
	const struct command *command;
	int         n_args;             /* the verb not counted */
	struct arg *args;
	char       *verb;
	char       *path;               /* after > or >>; NULL for none */
	bool        append;
	bool        background;         /* & at the end */
};

/* By full name or alias; NULL. */
const struct command *command_find(const char *name);

/*
 * By full name, alias or unambiguous prefix. NULL otherwise, with the candidates of an ambiguous prefix in `*candidates`
 * ("set, show"; malloc'ed) or NULL there when none begins so.
 */
const struct command *command_find_prefix(const char *prefix, char **candidates);

/* What a verb means on a line of `session`, the context: a prefix will do where a person types. NULL: no command. */
const struct command *session_find_command(void *session, const char *verb);

/*
 * Execute: checks what every command checks (files, &), redirects, runs. Asked about itself (`run ?`, `run --help`), it is
 * not run, but `help run`. Returns an enum status.
 */
int command_run(struct session *, const struct call *);

/* "usage: run [pattern] [name=value ...]", as a complaint, saying first what is wrong. Returns STATUS_USAGE. */
int complain_usage(struct session *, const struct call *, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The call's verb is no command: say so, and what it could have meant. Returns STATUS_USAGE. */
int complain_command(struct session *, const struct call *);

/* The words of a group: "learn". */
const char *group_word(enum group);

#endif
