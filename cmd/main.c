/* main.c - from the command line to a command, a script, or a conversation. Nothing else. */
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/lecture/present.h"
#include "cmd/options.h"
#include "cmd/repl.h"
#include "cmd/session/command.h"
#include "cmd/session/guest.h"
#include "cmd/session/out.h"
#include "cmd/session/session.h"
#include "cmd/shell_complete.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/terminal.h"
#include "lab/engine/crash.h"
#include "lab/program/program.h"
#include "lab/base/buf.h"

static void look(struct session *session, const struct options *options)
{
	session->json = options->json;
	session->quiet = options->quiet;
	session->verbose = options->verbose;
	session->keep_going = options->keep_going;
	session->look.width = terminal_width(stdout);
	session->look.colour = terminal_colour(stdout, options->colour);
	session->look.ascii = terminal_ascii();
	session->live = session->look.screen = terminal_live(stdout);
	if (options->no_programs)
		programs_refuse();
	session->pager = session->live && !options->no_pager && isatty(STDIN_FILENO);
}

/* CONCLAB_SET="jobs=20 feed=main", then each -s. */
static int turn_settings(struct session *session, const struct options *options)
{
	const char *environment = getenv("CONCLAB_SET");
	struct buf line = { 0 };
	int status = STATUS_OK;

	if (environment && *environment) {
		session->origin = FROM_ENVIRONMENT;
		buf_printf(&line, "set %s", environment);
		status = session_line(session, buf_text(&line));
		buf_free(&line);
	}
	session->origin = FROM_COMMAND_LINE;
	for (int i = 0; i < options->n_sets && status == STATUS_OK; i++)
		status = session_words(session, 2, (char *[]){ "set", (char *)options->sets[i] });
	session->origin = FROM_SESSION;
	return status;
}

static int run_source(struct session *session, const struct options *options, const struct source *source)
{
	if (!source->is_file)
		return session_line(session, source->text);
	if (options->present)
		return present(session, source->text, options->cast);
	if (!strcmp(source->text, "-"))
		return session_script(session, stdin, "stdin");
	return session_source(session, source->text);
}

static int run_sources(struct session *session, const struct options *options)
{
	int status = STATUS_OK;

	for (int i = 0; i < options->n_sources && !session->quitting && status != STATUS_INTERRUPTED; i++) {
		status = run_source(session, options, &options->sources[i]);
		if (status == STATUS_USAGE && !session->keep_going)
			break;
	}
	findings_settle(session);
	return session->worst;
}

static int tell_help(struct session *session, const struct options *options)
{
	if (options->n_words == 0) {
		options_help(session);
		return STATUS_OK;
	}
	return session_words(session, 2, (char *[]){ "help", options->words[0] });
}

/* A complaint that belongs to no command is the program's. */
static void run_words(struct session *session, const struct options *options)
{
	session->verb = "conclab";
	session_words(session, options->n_words, options->words);
	session->verb = NULL;
}

/* Is there a run that `try:` has offered something about? */
static bool is_worth_staying(const struct session *session)
{
	return guest_result(session) || (session->worst == STATUS_FINDING && session_result(session));
}

/* A run that is stepped, or that ended badly, is gone with the program: how could it have stayed? */
static void tell_to_stay(struct session *session, const struct options *options)
{
	struct buf line = { 0 };

	for (int i = 0; i < options->n_words; i++) {
		const char *word = options->words[i];

		buf_printf(&line, strpbrk(word, " \"$&;<>()|*?#~\\`") ? " '%s'" : " %s", word);
	}
	if (is_worth_staying(session) && terminal_is(session->out) && !session->json && !session->quiet)
		remark(session, "to go on from here: conclab -i%s", buf_text(&line));
	buf_free(&line);
}

/* Somebody types: asked for, or because a lesson was begun that waits for answers. */
static bool goes_on(const struct session *session, const struct options *options)
{
	return options->interactive || (guest_listens(session) && isatty(STDIN_FILENO));
}

/* --present is about the scripts of -f, --cast about --present; one recording has room for one lecture. */
static int check_lecture(struct session *session, const struct options *options)
{
	int scripts = 0;

	for (int i = 0; i < options->n_sources; i++)
		scripts += options->sources[i].is_file;
	if (options->present && scripts == 0)
		return complain(session, "usage", NULL, "--present is for a script: conclab -f demo.lab --present; `conclab present` "
		                "lists lectures");
	if (options->cast && (!options->present || scripts > 1))
		return complain(session, "usage", NULL, "--cast records one lecture: conclab -f demo.lab --present --cast=%.40s",
		                options->cast);
	return STATUS_OK;
}

static int run(struct session *session, const struct options *options)
{
	bool commands_given = options->n_words > 0 || options->n_sources > 0;

	if (options->help)
		return tell_help(session, options);
	if (options->version)
		return session_words(session, 2, (char *[]){ "show", "version" });
	if (check_lecture(session, options) || turn_settings(session, options))
		return STATUS_USAGE;
	if (options->n_words > 0 && options->n_sources > 0)
		return complain(session, "usage", NULL,
		                "either a command or -c and -f, not both: what is '%.40s'?",
		                options->words[0]);
	if (options->n_words > 0)
		run_words(session, options);
	run_sources(session, options);
	if (options->n_words > 0 && !goes_on(session, options))
		tell_to_stay(session, options);
	if (session->quitting || (commands_given && !goes_on(session, options)))
		return session->worst;
	if (options->interactive || isatty(STDIN_FILENO))
		return repl_run(session, options->no_init);
	return session_script(session, stdin, "stdin");
}

/* What the shell is told; a program that ^C or a closed pipe has ended says so by dying of it. */
static int end(struct session *session, int status)
{
	int lost = out_check(session), quit = session->quit_status, ending = interrupt_ending();

	if (lost == STATUS_SYSTEM)
		status = STATUS_SYSTEM;
	else if (quit >= 0)
		status = quit;
	if (session->reader_left && !ending)
		ending = SIGPIPE;
	session_free(session);
	if (ending)
		interrupt_die(ending);
	if (status == STATUS_INTERRUPTED)
		interrupt_die(SIGINT);
	return status;
}

/* --complete WORD...: not for people, so no help tells of it. */
static bool asked_by_shell(int argc, char **argv)
{
	return argc > 1 && !strcmp(argv[1], "--complete");
}

int main(int argc, char **argv)
{
	struct session *session = session_new();
	struct options options;
	int status = STATUS_USAGE;

	if (asked_by_shell(argc, argv)) {
		shell_complete(session, argc - 2, argv + 2);
		return end(session, STATUS_OK);
	}
	setlocale(LC_CTYPE, "");
	interrupt_install();
	crash_stop_if(interrupt_pending);
	session->verb = "conclab";
	if (options_read(&options, session, argc, argv)) {
		session->verb = NULL;
		look(session, &options);
		status = run(session, &options);
	}
	options_free(&options);
	return end(session, status);
}
