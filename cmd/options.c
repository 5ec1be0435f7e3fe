/* options.c - see options.h. */
#include "cmd/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/session/out.h"
#include "cmd/session/settings.h"
#include "cmd/term/suggest.h"
#include "cmd/version.h"
#include "lab/base/panic.h"

enum { OPTION_COLOUR = 1000, OPTION_NO_PAGER, OPTION_NO_PROGRAMS, OPTION_PRESENT, OPTION_CAST, OPTION_PROGRAM };

enum { N_OPTIONS = 17 };

const char *const options_colours[] = { "auto", "always", "never", NULL };     /* by enum colour_mode */

const struct option_about options_about[N_OPTIONS + 1] = {
	{ 'c', NULL, "COMMANDS", "commands in one text, separated by ';'" },
	{ 'f', NULL, "FILE", "a script; - is the standard input" },
	{ OPTION_PRESENT, "present", NULL, "the script as a lecture: a key before each command" },
	{ OPTION_CAST, "cast", "FILE", "record the lecture for asciinema" },
	{ 'i', NULL, NULL, "a prompt afterwards" },
	{ 's', "set", "NAME=VALUE", "turn a setting for the session" },
	{ 'j', "json", NULL, "answers as JSON, one object a line" },
	{ 'q', "quiet", NULL, "verdicts only" },
	{ 'v', "verbose", NULL, "more figures" },
	{ OPTION_COLOUR, "color", "WHEN", "auto, always, never" },
	{ OPTION_NO_PAGER, "no-pager", NULL, "long answers straight to the terminal, not through less" },
	{ OPTION_PROGRAM, "program", "FILE", "for grade: what was handed in, a file or a folder" },
	{ OPTION_NO_PROGRAMS, "no-programs", NULL, "refuse files of one's own: for graders and class servers" },
	{ 'n', "no-init", NULL, "do not read the init file" },
	{ 'k', "keep-going", NULL, "go on after mistyped commands" },
	{ 'h', "help", NULL, "this; after a command: all about it" },
	{ 'V', "version", NULL, "which conclab this is" },
	{ 0 }
};

/* The table as getopt_long() wants it. */
struct getopt_tables {
	char          letters[2 + 2 * N_OPTIONS + 1];
	struct option names[N_OPTIONS + 1];
};

/* '+': stop at the first word; ':': say which option lacks its value. */
static struct getopt_tables getopt_tables(void)
{
	struct getopt_tables tables = { .letters = "+:" };
	char *letter = tables.letters + 2;
	struct option *name = tables.names;

	for (const struct option_about *about = options_about; about->key; about++) {
		if (option_letter(about)) {
			*letter++ = (char)about->key;
			if (about->value)
				*letter++ = ':';
		}
		if (about->name)
			*name++ = (struct option){ about->name, about->value ? required_argument : no_argument,
			                           NULL, about->key };
	}
	return tables;
}

static void help_option(struct buf *out, const struct option_about *about)
{
	enum { COLUMN = 19 };
	struct buf line = { 0 };

	if (option_letter(about))
		buf_printf(&line, "  -%c%s", about->key, about->name ? ", " : " ");
	else
		buf_adds(&line, "      ");
	if (about->name)
		buf_printf(&line, "--%s%s", about->name, about->value ? about->key == 's' ? " " : "=" : "");
	buf_adds(&line, about->value ? about->value : "");
	buf_fill(&line, ' ', line.length < COLUMN ? COLUMN - (int)line.length : 3);
	buf_printf(out, "%s%s\n", buf_text(&line), about->summary);
	buf_free(&line);
}

void options_help(struct session *session)
{
	struct buf all = { 0 };

	buf_adds(&all, "conclab " CONCLAB_VERSION " - threads you can watch\n"
	               "\n"
	               "usage: conclab                     a prompt, or commands from a pipe\n"
	               "       conclab COMMAND ...         one command: conclab run worker-pool jobs=20\n"
	               "\n");
	for (const struct option_about *about = options_about; about->key; about++)
		help_option(&all, about);
	buf_adds(&all, "\n`conclab help` lists the commands, `conclab help exit-codes` the statuses.\n");
	if (session->json) {
		struct buf line = { 0 };
		struct json json = out_json_begin(session, &line);

		json_text(&json, "text", buf_text(&all));
		out_json_end(session, &json);
	}
	out_text(session, &all);
	buf_free(&all);
}

/* "there is no option '--jsn'. Did you mean '--json'?" */
static void complain_option(struct session *session, char *const *argv, int at)
{
	const char *typed = argv[at] ? argv[at] : "";
	struct suggester suggester = { .typed = typed };
	struct buf names[N_OPTIONS] = { { 0 } };

	for (int i = 0; i < N_OPTIONS; i++) {
		if (!options_about[i].name)
			continue;
		buf_printf(&names[i], "--%s", options_about[i].name);
		if (!strncmp(typed, "--", 2))
			suggest_offer(&suggester, buf_text(&names[i]));
	}
	complain_unknown(session, "unknown-option", &suggester, "there is no option", "",
	                 "; `conclab --help` lists them");
	for (int i = 0; i < N_OPTIONS; i++)
		buf_free(&names[i]);
}

static void add_source(struct options *options, const char *text, bool is_file)
{
	size_t n = (size_t)options->n_sources + 1;

	options->sources = realloc(options->sources, n * sizeof *options->sources);
	must(options->sources);
	options->sources[options->n_sources++] = (struct source){ text, is_file };
}

static void add_set(struct options *options, const char *text)
{
	size_t n = (size_t)options->n_sets + 1;

	options->sets = realloc(options->sets, n * sizeof *options->sets);
	must(options->sets);
	options->sets[options->n_sets++] = text;
}

/* It will stand behind the words as what it means there: "program=FILE". */
static void add_program(struct options *options, const char *path)
{
	size_t n = (size_t)options->n_programs + 1;
	struct buf word = { 0 };

	buf_printf(&word, "program=%s", path);
	options->programs = realloc(options->programs, n * sizeof *options->programs);
	must(options->programs);
	options->programs[options->n_programs++] = buf_take(&word);
}

static bool take_colour(struct options *options, struct session *session, const char *word)
{
	for (int i = 0; options_colours[i]; i++)
		if (!strcmp(options_colours[i], word)) {
			options->colour = (enum colour_mode)i;
			return true;
		}
	complain(session, "bad-value", NULL, "--color must be auto, always or never, got '%.40s'", word);
	return false;
}

/* The option `c` of getopt_long(); `at` is where it stands. False after a complaint. */
static bool take(struct options *options, struct session *session, int c, char **argv, int at)
{
	switch (c) {
	case 'c': add_source(options, optarg, false); return true;
	case 'f': add_source(options, optarg, true); return true;
	case 's': add_set(options, optarg); return true;
	case 'i': options->interactive = true; return true;
	case 'j': options->json = true; return true;
	case 'q': options->quiet = true; return true;
	case 'v': options->verbose = true; return true;
	case 'n': options->no_init = true; return true;
	case 'k': options->keep_going = true; return true;
	case 'h': options->help = true; return true;
	case 'V': options->version = true; return true;
	case OPTION_NO_PAGER: options->no_pager = true; return true;
	case OPTION_NO_PROGRAMS: options->no_programs = true; return true;
	case OPTION_PRESENT: options->present = true; return true;
	case OPTION_CAST: options->cast = optarg; return true;
	case OPTION_PROGRAM: add_program(options, optarg); return true;
	case OPTION_COLOUR: return take_colour(options, session, optarg);
	case ':':
		complain(session, "usage", NULL, "the option %.40s needs a value", argv[at]);
		return false;
	}
	complain_option(session, argv, at);
	return false;
}

/*
 * getopt_long() stops at the first word ('+'); it is taken as one of the command, and the reading goes on
 * behind it, so that `conclab run channel --json` works. After "--" all is words.
 */
bool options_read(struct options *options, struct session *session, int argc, char **argv)
{
	struct getopt_tables tables = getopt_tables();
	int c, at;

	*options = (struct options){ .words = calloc((size_t)argc + 1, sizeof *options->words) };
	must(options->words);
	opterr = 0;
	while (optind < argc) {
		at = optind;
		c = getopt_long(argc, argv, tables.letters, tables.names, NULL);
		if (c != -1) {
			if (!take(options, session, c, argv, at))
				return false;
			session->json = options->json;
			continue;
		}
		if (optind > at && !strcmp(argv[optind - 1], "--"))
			break;
		options->words[options->n_words++] = argv[optind++];
	}
	while (optind < argc)
		options->words[options->n_words++] = argv[optind++];
	for (int i = 0; i < options->n_programs; i++)
		options->words[options->n_words++] = options->programs[i];
	return true;
}

void options_free(struct options *options)
{
	for (int i = 0; i < options->n_programs; i++)
		free(options->programs[i]);
	free(options->programs);
	free(options->sources);
	free(options->sets);
	free(options->words);
}
