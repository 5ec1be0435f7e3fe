/* cmd_export.c - write what a run or a sweep was into a file: find the row of the table, make the file, let it write. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd/look/commands.h"
#include "cmd/look/export_which.h"
#include "cmd/look/trace_names.h"
#include "cmd/run/report.h"
#include "cmd/session/candidates.h"
#include "cmd/session/out.h"
#include "cmd/session/whole.h"
#include "cmd/term/interrupt.h"
#include "cmd/term/prose.h"
#include "cmd/term/suggest.h"
#include "lab/base/text.h"

/* ---- What it needs, and where it goes ---- */

static bool is_step(const struct arg *arg)
{
	return arg->name && (!strcmp(arg->name, "from") || !strcmp(arg->name, "to"));
}

static int take_at(struct exporting *job, const char *value)
{
	job->at = AT_ALL;
	if (!strcmp(value, "all") || (whole_number(value, &job->at) && job->at >= 0))
		return STATUS_OK;
	return complain(job->session, "bad-value", NULL, "at must be the number of a step, 0 for before the first, or all");
}

/* The words, and the steps of a call: those are always name=value, and a file may be, too. */
static int take_words(struct exporting *job, const struct call *call, struct export_words *words)
{
	*words = (struct export_words){ .n = 0 };
	for (int i = 0; i < call->n_args; i++) {
		const struct arg *arg = &call->args[i];
		bool at = arg->name && !strcmp(arg->name, "at");
		long *step = arg->name && !strcmp(arg->name, "from") ? &job->from : &job->to;

		if (at && take_at(job, arg->value))
			return STATUS_USAGE;
		if (at)
			continue;
		if (!is_step(arg)) {
			if (words->n < 3)
				words->at[words->n] = arg->text;
			words->n++;
		} else if (!whole_number(arg->value, step) || *step < 1) {
			return complain(job->session, "bad-value", NULL, "%s must be the number of a step, at least 1", arg->name);
		}
	}
	if (words->n == 0)
		return complain_usage(job->session, call, "what, and into which file?");
	return job->to && job->to < job->from ?
	       complain(job->session, "bad-value", NULL, "to must not be before from") : STATUS_OK;
}

static int check_steps(const struct exporting *job, const struct call *call, const struct export_row *row)
{
	if (job->at != AT_END && row->need != NEEDS_MOMENT)
		return complain_usage(job->session, call, "at= is for a picture");
	if (row->need == NEEDS_STEPS || (!job->from && !job->to))
		return STATUS_OK;
	if (row->need == NEEDS_MOMENT)
		return complain_usage(job->session, call, "a picture is of one step, at=N, or of all, at=all");
	return complain_usage(job->session, call, "%s is written whole: from= and to= are for other things", row->what);
}

static int take_needs(struct exporting *job, const struct export_row *row)
{
	job->sweep = sweep_newest(job->session);
	job->result = session_result(job->session);
	if (row->write == export_report && !job->result && job->sweep)
		return STATUS_OK;               /* a page of that */
	if (row->need != NEEDS_SWEEP && !job->result) {
		report_last(job->session);
		return STATUS_USAGE;
	}
	if (row->need == NEEDS_SWEEP && !job->sweep)
		return complain(job->session, "nothing-swept", NULL, "nothing has been swept yet; "
		                "`sweep worker-pool feed=main workers=1..3 jobs=1..8` would make a map");
	return STATUS_OK;
}

/* "svg" of "a/x.svg"; NULL for none. */
static const char *ending_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');

	return dot && (!slash || dot > slash) && dot[1] ? dot + 1 : NULL;
}

static bool is_file(const char *path)
{
	struct stat facts;

	return stat(path, &facts) != 0 || S_ISREG(facts.st_mode);
}

static int complain_ending(struct session *session, const struct export_row *row, const char *path)
{
	struct buf quoted = { 0 }, endings = { 0 };
	int status;

	quote_typed(&quoted, path);
	for (int i = 0; i < MAX_ENDINGS && row->endings[i]; i++)
		buf_printf(&endings, "%s.%s", i ? " or " : "", row->endings[i]);
	status = complain(session, "unknown-ending", NULL, "the ending of a file says what is written into it, and %s has none "
	                  "for this: it must be %s", buf_text(&quoted), buf_text(&endings));
	buf_free(&quoted);
	buf_free(&endings);
	return status;
}

/* What is no file, a device, needs no ending: then the first is meant. */
static int take_ending(struct exporting *job, const struct export_row *row)
{
	const char *ending = ending_of(job->path);

	job->ending = row->endings[0];
	if (!row->endings[0])
		return STATUS_OK;
	for (int i = 0; ending && i < MAX_ENDINGS && row->endings[i]; i++)
		if (!strcmp(row->endings[i], ending)) {
			job->ending = row->endings[i];
			return STATUS_OK;
		}
	if (!ending && !is_file(job->path))
		return STATUS_OK;
	return complain_ending(job->session, row, job->path);
}

/* ---- Writing ---- */

struct telling {
	struct exporting *job;
	int               percent;      /* drawn; -1: nothing */
};

static bool tell_progress(void *context, double done)
{
	struct telling *telling = context;
	struct session *session = telling->job->session;
	int percent = (int)(100 * done);
	struct buf text = { 0 };

	if (session->live && !session->json && !session->quiet && percent != telling->percent) {
		buf_printf(&text, "... %s: %d%% written", telling->job->path, percent);
		out_progress(session, buf_text(&text), "   (^C leaves no file)");
		telling->percent = percent;
		buf_free(&text);
	}
	return !interrupt_pending();
}

static void end_progress(const struct telling *telling)
{
	if (telling->percent >= 0)
		fputs("\r\033[K", telling->job->session->out);
}

static void tell(struct session *session, const struct export_row *row, const struct exporting *job)
{
	struct buf line = { 0 };
	struct json json;

	if (!session->json) {
		remark(session, "%s has %s", job->path, buf_text(&job->said));
		return;
	}
	json = out_json_begin(session, &line);
	json_text(&json, "what", row->what);
	if (row->word)
		json_text(&json, "which", row->word);
	json_text(&json, "file", job->path);
	if (job->unit)
		json_int(&json, job->unit, job->n);
	out_json_end(session, &json);
}

static int write_file(struct exporting *job, const struct export_row *row)
{
	struct telling telling = { job, -1 };
	struct whole whole;
	int status = whole_begin(job->session, &whole, job->path, false), written;

	if (status)
		return status;
	job->out = whole.file;
	job->progress = (struct export_progress){ tell_progress, &telling };
	status = row->write(job);
	end_progress(&telling);
	written = whole_end(job->session, &whole, !status);
	if (status == STATUS_INTERRUPTED)
		remark(job->session, "stopped: %s was not written", job->path);
	return status ? status : written;
}

/* ---- A file for each moment ---- */

/* "a/x-07.svg" of "a/x.svg": as many digits as the last has. */
static void add_numbered(struct buf *out, const struct exporting *job, long number, long last)
{
	const char *ending = ending_of(job->path);
	size_t stem = ending ? (size_t)(ending - job->path) - 1 : strlen(job->path);

	buf_add(out, job->path, stem);
	buf_printf(out, "-%0*ld%s", snprintf(NULL, 0, "%ld", last), number, ending ? job->path + stem : "");
}

static void tell_each(struct exporting *job, const struct export_row *row, long written, long all)
{
	struct buf first = { 0 }, last = { 0 }, line = { 0 };
	struct json json;

	add_numbered(&first, job, 0, all - 1);
	add_numbered(&last, job, written - 1, all - 1);
	if (job->session->json) {
		json = out_json_begin(job->session, &line);
		json_text(&json, "what", row->what);
		json_text(&json, "file", buf_text(&first));
		json_text(&json, "last", buf_text(&last));
		json_int(&json, "pictures", written);
		out_json_end(job->session, &json);
	} else {
		remark(job->session, "%s to %s have %s%ld pictures of %s, one a step; the first is before step 1", buf_text(&first),
		       buf_text(&last), written < all ? "the first of the " : "the ", all, job->result->pattern->name);
	}
	buf_free(&last);
	buf_free(&first);
}

/* Before the first step, and after each. What has been written before somebody had enough stays, and is told. */
static int write_each(struct exporting *job, const struct export_row *row, long n)
{
	struct telling telling = { job, -1 };
	struct buf path = { 0 };
	int status = STATUS_OK;
	long written = 0;

	while (written < n && !status) {
		struct exporting one = *job;

		buf_clear(&path);
		add_numbered(&path, job, written, n - 1);
		one.path = buf_text(&path);
		one.at = written == n - 1 ? AT_END : written;
		status = tell_progress(&telling, (double)written / (double)n) ? write_file(&one, row) : STATUS_INTERRUPTED;
		written += !status;
		buf_free(&one.said);
	}
	end_progress(&telling);
	if (written > 0)
		tell_each(job, row, written, n);
	buf_free(&path);
	return status;
}

static int run(struct session *session, const struct call *call)
{
	const struct export_row *row;
	struct exporting job = { .session = session, .at = AT_END };
	struct export_words words;
	int status = take_words(&job, call, &words);
	long n = 0;

	if (status)
		return status;
	row = export_meant(session, call, &words);
	if (!row)
		return STATUS_USAGE;
	job.path = words.at[words.n - 1];
	status = check_steps(&job, call, row);
	if (!status)
		status = take_needs(&job, row);
	if (!status)
		status = take_ending(&job, row);
	if (!status && row->need == NEEDS_MOMENT)
		n = export_pictures(&job);
	if (n < 0)
		status = STATUS_USAGE;
	if (!status)
		status = n > 0 ? write_each(&job, row, n) : write_file(&job, row);
	if (!status && n == 0)
		tell(session, row, &job);
	buf_free(&job.said);
	return status;
}

/* ---- Completion ---- */

static void offer_words(const struct session *session, const struct call *call, struct offers *offers)
{
	const struct export_row *first = call->n_args > 0 && call->args[0].text ? export_find(call->args[0].text) : NULL;

	(void)session;
	for (const struct export_row *row = exports; row->what && call->n_args == 0; row++)
		if (export_begins(row))
			offer(offers, row->what, row->help);
	for (const struct export_row *row = first; row && export_goes_with(first, row) && call->n_args == 1; row++)
		if (row->word)
			offer(offers, row->word, row->help);
	if (first && first->need == NEEDS_STEPS) {
		offer_name(call, offers, "from", "the number of a step");
		offer_name(call, offers, "to", "the number of a step");
	}
	if (first && first->need == NEEDS_MOMENT)
		offer_name(call, offers, "at", "the number of a step, or all");
}

const struct command cmd_export = {
	.name = "export", .alias = { NULL }, .group = GROUP_RUN,
	.args = "WHAT [WHICH] FILE [from=N] [to=N] [at=N]",
	.summary = "write a run or a sweep into a file: a picture, a table, all of it",
	.detail = "  export schedule FILE            its steps, which `replay FILE` reads\n"
	          "  export run x.lab-run            all of it, which `load` looks at again\n"
	          "  export report x.html            a page: a picture to step through, and why;\n"
	          "                                  where nothing ran, the newest sweep's map\n"
	          "  export picture x.svg            the step a stepped run is at, or the last; at=N\n"
	          "                                  another; at=all each on one slide, or of more\n"
	          "                                  than 12 in a file of its own, x-07.svg\n"
	          "  export timeline x.svg           a lane a task; from= and to= choose steps\n"
	          "  export graph x.svg              who waits for whom; .dot is for Graphviz\n"
	          "  export graph topology x.svg     who may do what to what\n"
	          "  export map x.svg                the newest sweep's map, with its law if\n"
	          "                                  `law` was asked\n"
	          "  export table x.csv              the newest sweep's cells, else what `measure`\n"
	          "                                  tells; `table cells`, `table measures`\n"
	          "  export trace x.pftrace          every event, for ui.perfetto.dev\n"
	          "  export trace x.json             the same as JSON\n"
	          "  export cast x.cast              its log as a film for asciinema\n"
	          "A schedule is a text of lines name=value, which can be edited. Pictures are light\n"
	          "or dark as the reader wishes, and show more where they are pointed at. The JSON\n"
	          "is one object: v, pattern, verdict, time (virtual or real), dropped, and events,\n"
	          "one a line, as `trace` tells them with json=on: us since the start, task, event,\n"
	          "at (its line); where they mean something object, value, value_name, prints,\n"
	          "level, peer, heard, and of an event \"wait\" waits_to.\n"
	          "A page is opened at step 3 by x.html#3, before the first by x.html#0, and there\n"
	          "with its end hidden, for a class to predict, by x.html#predict.\n"
	          "A file is there when all of it is: what it replaces stays till then.",
	.example = { "export timeline timeline.svg", "export schedule bad.sched" },
	.see_also = "load, replay, timeline, graph, trace, sweep, measure",
	.completer = COMPLETE_FILE, .offer = offer_words,
	.run = run,
};
