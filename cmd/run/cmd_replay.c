/* cmd_replay.c - make a run once more: the last one, an earlier one, a schedule, a file. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/run/perform.h"
#include "cmd/run/report.h"
#include "cmd/run/saved.h"
#include "cmd/session/candidates.h"
#include "cmd/session/command.h"
#include "cmd/term/prose.h"
#include "cmd/term/suggest.h"
#include "lab/base/panic.h"

enum { LARGEST_FILE = 64 << 20, LONGEST_SHOWN = 60 };

/* ---- Once more ---- */

/* "worker-pool feed=main schedule="0 1x3 ...""; a long schedule is cut, for it is only to be recognised. */
static char *line_of(const struct resolved *all)
{
	char *line = settings_line_of(all);
	struct buf text = { 0 };
	const char *schedule = all->run_text[RUN_SCHEDULE] ? all->run_text[RUN_SCHEDULE] : "";

	buf_printf(&text, "%s schedule=\"%.*s%s\"", line, LONGEST_SHOWN, schedule,
	           strlen(schedule) > LONGEST_SHOWN ? " ..." : "");
	free(line);
	return buf_take(&text);
}

/* `schedule` decides, whatever was turned before. */
static int follow(struct session *session, struct resolved *all, const char *schedule)
{
	all->run_text[RUN_SCHEDULE] = *schedule ? schedule : NULL;
	all->run_origin[RUN_SCHEDULE] = FROM_RUN_LINE;
	if (!*schedule && all->run_origin[RUN_STRATEGY] == FROM_DEFAULT) {      /* no step was a choice */
		all->run[RUN_STRATEGY] = STRATEGY_ROUND_ROBIN;
		all->run_origin[RUN_STRATEGY] = FROM_RUN_LINE;
	}
	return perform(session, all, line_of(all));
}

static int replay_saved(struct session *session, const struct call *call, const struct saved *saved)
{
	struct resolved all;
	int status = perform_again(session, saved->pattern, saved->values, (const char *const *)saved->files,
	                           call->args, call->n_args, &all);

	if (!status && saved->changed)
		remark(session, "(%s has changed since this was saved: its steps may mean something else now)", saved->pattern->name);
	return status ? status : follow(session, &all, saved->schedule);
}

/* A text of a run; `name` stands in complaints. */
static int replay_text(struct session *session, const struct call *call, const char *name, const char *text,
                       size_t length)
{
	struct problem problem;
	struct saved saved;
	int status;

	if (saved_read(text, length, &saved, &problem)) {
		status = replay_saved(session, call, &saved);
		saved_free(&saved);
		return status;
	}
	if (saved.line > 0)
		status = complain(session, problem.code, &problem.suggestions, "%s:%d: %s", name, saved.line,
		                  problem.sentence);
	else
		status = complain(session, "empty", NULL, "'%s' is empty: `export schedule FILE` writes one", name);
	free(problem.sentence);
	return status;
}

/* ---- Which run ---- */

static int complain_free(struct session *session, const char *which, const char *command)
{
	return complain_more(session, "cannot-replay", NULL, NULL,
	                     "%s was free: the system decided what moved, and nobody "
	                     "wrote that down. try: run %s seed=1",
	                     which, command);
}

static int replay_last(struct session *session, const struct call *call)
{
	char *text;
	int status;

	if (!session->last)
		return report_last(session) ? STATUS_OK : STATUS_USAGE;
	text = saved_of(session->last);
	if (!text)
		return complain_free(session, "the last run", session->last_run);
	status = replay_text(session, call, "last", text, strlen(text));
	free(text);
	return status;
}

static int replay_number(struct session *session, const struct call *call, const char *word)
{
	long n = strlen(word) > 9 ? 0 : atol(word + 1);
	const struct past_run *past;
	struct buf copy = { 0 };
	int status;

	if (session->n_past == 0)
		return complain(session, "nothing-run", NULL, "nothing has run yet");
	if (n < 1 || n > session->n_past)
		return complain(session, "bad-value", NULL,
		                "the runs so far are #1 to #%d; `show history` lists them",
		                session->n_past);
	past = &session->past[n - 1];
	if (!past->saved && session->n_past - n >= SAVED_RUNS)
		return complain(session, "not-kept", NULL, "only the newest %d runs can be replayed",
		                SAVED_RUNS);
	if (!past->saved)
		return complain_free(session, word, past->command);
	buf_adds(&copy, past->saved);           /* the list may move while it runs */
	status = replay_text(session, call, word, buf_text(&copy), copy.length);
	buf_free(&copy);
	return status;
}

/* The words together are a schedule of the pattern in view, with the settings of its last run. */
static int replay_schedule(struct session *session, const struct call *call)
{
	const struct pattern *pattern = settings_pattern(session);
	struct buf schedule = { 0 };
	struct resolved all;
	char *error = NULL;
	int status;
	long n;

	for (int i = 0; i < call->n_args; i++)
		if (!call->args[i].name)
			buf_printf(&schedule, "%s%s", schedule.length ? " " : "", call->args[i].text);
	free(schedule_parse(buf_text(&schedule), &n, &error));
	if (error)
		status = complain(session, "bad-schedule", NULL, "%s", error);
	else if (!pattern)
		status = complain_usage(session, call, "a schedule of which pattern? `use NAME` selects one");
	else
		status = perform_as_last(session, pattern, call->args, call->n_args, &all);
	if (!error && pattern && !status)
		status = follow(session, &all, buf_text(&schedule));
	free(error);
	buf_free(&schedule);
	return status;
}

/* ---- Files ---- */

static int complain_path(struct session *session, const char *path, int error)
{
	struct suggester suggester = { .typed = path };
	struct buf quoted = { 0 };
	int status;

	if (!strchr(path, '/') && !strchr(path, '.'))
		suggest_offer(&suggester, "last");
	quote_typed(&quoted, path);
	status = complain_more(session, "cannot-read", &suggester.best,
	                       "   (a run is last, #3, a schedule like 0 1x3, or a file)",
	                       "cannot read %s: %s", buf_text(&quoted), strerror(error));
	buf_free(&quoted);
	return status;
}

/* The whole file; 0, or the error that kept it from being read. */
static int read_file(const char *path, struct buf *text)
{
	FILE *file = fopen(path, "r");
	char chunk[4096];
	size_t n;
	int error = 0;

	if (!file)
		return errno;
	errno = 0;
	while ((n = fread(chunk, 1, sizeof chunk, file)) > 0 && text->length < LARGEST_FILE)
		buf_add(text, chunk, n);
	if (ferror(file))
		error = errno ? errno : EIO;
	else if (text->length >= LARGEST_FILE)
		error = EFBIG;
	fclose(file);
	return error;
}

static int replay_file(struct session *session, const struct call *call, const char *path)
{
	struct buf text = { 0 };
	int error = read_file(path, &text), status;

	if (error)
		status = complain_path(session, path, error);
	else
		status = replay_text(session, call, path, buf_text(&text), text.length);
	buf_free(&text);
	return status;
}

/* ---- The command ---- */

/* Does a schedule begin so? "0x" does, too: what is wrong with it will be told. */
static bool is_schedule(const char *word)
{
	return isdigit((unsigned char)*word) ||
	       (word[0] == 't' && (!word[1] || (word[1] == 'x' && isdigit((unsigned char)word[2]))));
}

static int run(struct session *session, const struct call *call)
{
	const char *word = NULL;
	int words = 0;

	for (int i = 0; i < call->n_args; i++)
		if (!call->args[i].name && words++ == 0)
			word = call->args[i].text;
	if (word && is_schedule(word))
		return replay_schedule(session, call);
	if (words > 1)
		return complain_usage(session, call, "one run at a time");
	if (!word || !strcmp(word, "last"))
		return replay_last(session, call);
	if (*word == '#')
		return replay_number(session, call, word);
	return replay_file(session, call, word);
}

static const char *const words[] = { "last", NULL };

const struct command cmd_replay = {
	.name = "replay", .alias = { "rp" }, .group = GROUP_RUN,
	.args = "[last | #N | SCHEDULE | FILE] [name=value ...]",
	.summary = "make a run again, step by step the same",
	.detail = "  replay           the last run once more\n"
	          "  replay #3        the third run so far (`show history`)\n"
	          "  replay 0 1x3 2   these steps, with the settings of the last run: task 0,\n"
	          "                   task 1 three times, task 2; 2.1 is its second way,\n"
	          "                   t the clock's step, with time=any\n"
	          "  replay FILE      what `export schedule FILE` has written\n"
	          "Settings on the line are changed in it: then it may not fit, and says where.\n"
	          "Free runs cannot be replayed: the system decided, and nobody wrote it down.",
	.example = { "replay last pace=200", "replay #3" },
	.see_also = "run, step, export, show",
	.completer = COMPLETE_FILE, .words = words, .numbers = true,
	.run = run,
};
