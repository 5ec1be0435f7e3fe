/*
 * options.h - the command line of the program.
 */
#ifndef CMD_OPTIONS_H
#define CMD_OPTIONS_H

#include <stdbool.h>

#include "cmd/session/session.h"
#include "cmd/term/terminal.h"

/* Where commands come from: -c TEXT or -f FILE. */
struct source {
	const char *text;
	bool        is_file;
};

struct options {
	int              n_sources;
	struct source   *sources;       /* owned */
	int              n_sets;
	const char     **sets;          /* -s; owned, the texts are argv's */
	int              n_words;
	char           **words;         /* a command with its arguments; owned, the texts are argv's or in `programs` */
	int              n_programs;
	char           **programs;      /* "program=FILE" for each --program, also behind the words; owned */
	bool             present;       /* each -f as a lecture */
	const char      *cast;          /* which is recorded there; NULL: it is not */
	bool             interactive, json, quiet, verbose, no_pager, no_init, no_programs, keep_going, help, version;
	enum colour_mode colour;
};

/* What one option is called and does. */
struct option_about {
	int         key;                /* its letter, or a number above those for one that has none */
	const char *name;               /* "set", for --set; NULL: it has only the letter */
	const char *value;              /* "NAME=VALUE": what follows it; NULL: nothing */
	const char *summary;
};

/* Every option, in the order of help; ends with one whose key is 0. */
extern const struct option_about options_about[];

/* The words that --color takes, ending with NULL. */
extern const char *const options_colours[];

static inline bool option_letter(const struct option_about *about)
{
	return about->key < 128;
}

/*
 * Read argv. Options may also stand after the command. False after a complaint about one that is wrong. Give back
 * with options_free() in either case.
 */
bool options_read(struct options *, struct session *, int argc, char **argv);
void options_free(struct options *);

/* What the program can be started with. */
void options_help(struct session *);

#endif
