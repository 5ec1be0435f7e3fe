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

enum { OPTION_COLOUR = 1000, OPTION_NO_PAGER };

static const char short_options[] = "+:c:f:is:jqvnkhV";

static const struct option long_options[] = {
	{ "set", required_argument, NULL, 's' },
	{ "json", no_argument, NULL, 'j' },
	{ "quiet", no_argument, NULL, 'q' },
	{ "verbose", no_argument, NULL, 'v' },
	{ "color", required_argument, NULL, OPTION_COLOUR },
	{ "no-pager", no_argument, NULL, OPTION_NO_PAGER },
	{ "no-init", no_argument, NULL, 'n' },
	{ "keep-going", no_argument, NULL, 'k' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 }
};

void options_help(struct session *session)
{
	static const char text[] =
		"conclab " CONCLAB_VERSION " - threads you can watch\n"
		"\n"
		"usage: conclab                     a prompt, or commands from a pipe\n"
		"       conclab COMMAND ...         one command: conclab run worker-pool jobs=20\n"
		"       conclab -c COMMANDS         commands in one text, separated by ';'\n"
		"       conclab -f FILE             a script; - is the standard input\n"
		"\n"
		"  -i               a prompt afterwards\n"
		"  -s, --set NAME=VALUE   turn a setting for the session\n"
		"  -j, --json       answers as JSON, one object a line\n"
		"  -q, --quiet      verdicts only\n"
		"  -v, --verbose    more figures\n"
		"      --color=WHEN auto, always, never\n"
		"      --no-pager   long answers straight to the terminal, not through less\n"
		"  -n, --no-init    do not read the init file\n"
		"  -k, --keep-going go on after mistyped commands\n"
		"  -h, --help       this; after a command: all about it\n"
		"  -V, --version    which conclab this is\n"
		"\n"
		"`conclab help` lists the commands, `conclab help exit-codes` the statuses.\n";
	struct buf all = { 0 };

	buf_adds(&all, text);
	if (session->json) {
		struct buf line = { 0 };
		struct json json = out_json_begin(session, &line);

		json_text(&json, "text", text);
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
	struct buf names[sizeof long_options / sizeof *long_options] = { { 0 } };

	for (int i = 0; long_options[i].name; i++) {
		buf_printf(&names[i], "--%s", long_options[i].name);
		if (!strncmp(typed, "--", 2))
			suggest_offer(&suggester, buf_text(&names[i]));
	}
	complain_unknown(session, "unknown-option", &suggester, "there is no option", "",
	                 "; `conclab --help` lists them");
	for (int i = 0; long_options[i].name; i++)
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

static bool take_colour(struct options *options, struct session *session, const char *word)
{
	static const char *const words[] = { "auto", "always", "never" };

	for (int i = 0; i < 3; i++)
		if (!strcmp(words[i], word)) {
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
	int c, at;

	*options = (struct options){ .words = calloc((size_t)argc + 1, sizeof *options->words) };
	must(options->words);
	opterr = 0;
	while (optind < argc) {
		at = optind;
		c = getopt_long(argc, argv, short_options, long_options, NULL);
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
	return true;
}

void options_free(struct options *options)
{
	free(options->sources);
	free(options->sets);
	free(options->words);
}
