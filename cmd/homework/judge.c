/* judge.c - see judge.h. */
#include "cmd/homework/judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/session/parse.h"
#include "cmd/session/settings.h"
#include "cmd/session/which.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/engine/engine.h"
#include "lab/program/program.h"
#include "lab/search/explore.h"

enum { MOST_WHY = 16 << 10 };

/* What is said, and a session to say it in. */
struct judge {
	const struct trial *trial;
	struct session     *session;
	char               *heard;      /* all that the session said; owned */
	enum judged         how;
	struct buf          why, again;
};

/* ---- Beginning and end ---- */

static const char *settings_of(const struct grade *grade)
{
	return *grade->goal.start ? grade->goal.start + strlen("run PROGRAM") : "";
}

/* "run ./hw.c FIXED=1 TELLERS=2" */
static void add_run(struct buf *line, const struct trial *trial)
{
	buf_adds(line, "run ");
	parse_spell(line, trial->path);
	buf_printf(line, "%s%s", trial->settings, settings_of(trial->grade));
}

static void begin(struct judge *judge, const struct trial *trial)
{
	*judge = (struct judge){ .trial = trial, .session = session_new(), .how = JUDGED_PASSED };
}

/* There is no other thread, and nobody who cares for the rest of a text that a pipe does not take. */
static void end(struct judge *judge, int out)
{
	struct buf all = { 0 };
	size_t done = 0;
	ssize_t n = 0;

	buf_printf(&all, "%c%.*s", judge->how, MOST_WHY, buf_text(&judge->why));
	buf_addc(&all, '\0');
	buf_adds(&all, buf_text(&judge->again));
	while (done < all.length && (n = write(out, all.text + done, all.length - done)) > 0)
		done += (size_t)n;
}

static void find(struct judge *judge, enum judged how)
{
	judge->how = how;
	buf_clear(&judge->why);
	buf_clear(&judge->again);
}

static FILE *begin_hearing(struct judge *judge, size_t *length)
{
	FILE *stream;

	free(judge->heard);
	judge->heard = NULL;
	stream = open_memstream(&judge->heard, length);
	must(stream);
	judge->session->out = judge->session->err = stream;
	return stream;
}

/* ---- Building ---- */

/* The program with the check's settings. A status other than STATUS_OK after a complaint. */
static int resolve(struct judge *judge, struct call *call, struct resolved *resolved)
{
	const struct pattern *pattern = NULL;
	int status = which_pattern(judge->session, call, &pattern);

	if (status != STATUS_OK)
		return status;
	if (!program_is_program(pattern))
		return complain(judge->session, "no-program", NULL, "it is a pattern for the lab; a program is asked for, with a "
		                "main of its own");
	status = settings_resolve(judge->session, pattern, call->args, call->n_args, resolved);
	return status == STATUS_OK ? which_builds(judge->session, pattern, resolved->values, resolved->files) : status;
}

/* The same, of the line; `call` is the caller's to free. */
static bool resolve_line(struct judge *judge, struct call *call, struct resolved *resolved)
{
	struct buf line = { 0 };
	const char *cursor;
	char *error = NULL;
	size_t length;
	FILE *stream = begin_hearing(judge, &length);
	int status = STATUS_USAGE;

	add_run(&line, judge->trial);
	cursor = buf_text(&line);
	if (parse_command(&cursor, call, session_find_command, judge->session, &error))
		status = resolve(judge, call, resolved);
	else
		fprintf(stream, "%s", error ? error : "nothing is run");
	fclose(stream);
	free(error);
	buf_free(&line);
	return status == STATUS_OK;
}

void judge_build(int out, void *context)
{
	struct judge judge;
	struct call call = { 0 };
	struct resolved resolved;

	begin(&judge, context);
	if (!resolve_line(&judge, &call, &resolved)) {
		find(&judge, JUDGED_UNBUILT);
		buf_adds(&judge.why, judge.heard);
		end(&judge, out);
	}
}

/* ---- Runs ---- */

static void add_again(struct judge *judge, const char *verb, int seed)
{
	buf_printf(&judge->again, "%s PROGRAM%s%s", verb, judge->trial->settings, settings_of(judge->trial->grade));
	if (seed)
		buf_printf(&judge->again, " seed=%d", seed);
}

static bool is_allowed(const struct grade *grade, enum verdict verdict)
{
	return grade->allowed >> verdict & 1;
}

/* All that the run printed, in its order. */
static void add_printed(struct buf *all, const struct result *result)
{
	for (long i = 0; i < result->trace.n_events; i++)
		if (result->trace.events[i].kind == EV_PRINT)
			buf_adds(all, event_text(&result->trace.events[i]));
}

static void check_printed(struct judge *judge, const struct result *result, int seed)
{
	struct buf printed = { 0 };
	int lines;

	add_printed(&printed, result);
	if (!transcript_match(judge->trial->grade->prints, buf_text(&printed))) {
		find(judge, JUDGED_FAILED);
		lines = text_lines(buf_text(&printed));
		buf_printf(&judge->why, "with seed=%d it does not print what it must; it prints %s", seed,
		           printed.length ? "\"" : "nothing");
		if (printed.length)
			buf_printf(&judge->why, "%.*s\"%s", (int)strcspn(printed.text, "\n"), printed.text,
			           lines > 1 ? " and more" : "");
		add_again(judge, "run", seed);
	}
	buf_free(&printed);
}

static void check_time(struct judge *judge, const struct result *result, int seed)
{
	const struct trace *trace = &result->trace;
	double ms = trace->n_events ? trace_ns(trace, &trace->events[trace->n_events - 1]) / 1e6 : 0;

	if (ms > (double)judge->trial->grade->takes_ms + 1) {
		find(judge, JUDGED_FAILED);
		buf_printf(&judge->why, "with seed=%d it takes %.0f ms of its own time; %ld are allowed", seed, ms,
		           judge->trial->grade->takes_ms);
		add_again(judge, "run", seed);
	}
}

static void check_result(struct judge *judge, const struct result *result, int seed)
{
	const struct grade *grade = judge->trial->grade;

	if (!is_allowed(grade, result->verdict)) {
		find(judge, JUDGED_FAILED);
		buf_printf(&judge->why, "with seed=%d it ends in %s: %s", seed, verdict_word(result->verdict),
		           result->message ? result->message : verdict_meaning(result->verdict));
		add_again(judge, "run", seed);
	}
	if (judge->how == JUDGED_PASSED && *grade->prints)
		check_printed(judge, result, seed);
	if (judge->how == JUDGED_PASSED && grade->takes_ms)
		check_time(judge, result, seed);
}

/* One run, the tasks taking turns as this seed has it. */
static void check_run(struct judge *judge, int seed)
{
	struct buf line = { 0 };
	size_t length;
	FILE *stream = begin_hearing(judge, &length);
	int before = judge->session->n_past;

	add_run(&line, judge->trial);
	buf_printf(&line, " seed=%d", seed);
	session_line(judge->session, buf_text(&line));
	fclose(stream);
	if (judge->session->n_past > before && judge->session->last) {
		check_result(judge, judge->session->last, seed);
	} else {
		find(judge, JUDGED_UNBUILT);
		buf_adds(&judge->why, judge->heard);
	}
	buf_free(&line);
}

static void check_runs(struct judge *judge)
{
	int runs = judge->trial->grade->goal.runs;

	for (int seed = 1; seed <= runs && judge->how == JUDGED_PASSED; seed++)
		check_run(judge, seed);
	if (judge->how == JUDGED_PASSED)
		buf_printf(&judge->why, "in %d of %d run%s by seed (runs, no proof)", runs, runs, text_s(runs));
}

/* ---- Every schedule ---- */

/* A verdict that is not allowed, and occurs; VERDICT_COUNT for none. */
static enum verdict other_end(const struct exploration *found, const struct grade *grade)
{
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (found->ends[i] && !is_allowed(grade, (enum verdict)i))
			return (enum verdict)i;
	return VERDICT_COUNT;
}

/* "every schedule ends in ok", "no schedule ends in deadlock" */
static void add_claim(struct buf *out, const struct grade *grade)
{
	if (*grade->never)
		buf_printf(out, "no schedule ends in %s", grade->never);
	else
		buf_printf(out, "every schedule ends in %s", verdict_word(grade->goal.verdict));
}

static void take_proof(struct judge *judge, const struct exploration *found)
{
	const struct grade *grade = judge->trial->grade;
	enum verdict other = other_end(found, grade);

	if (other != VERDICT_COUNT) {
		find(judge, JUDGED_FAILED);
		buf_printf(&judge->why, "there is a schedule that ends in %s: %s", verdict_word(other), verdict_meaning(other));
		add_again(judge, "explore", 0);
	} else if (!found->proved || found->schedules == 0) {
		find(judge, JUDGED_OPEN);
		buf_adds(&judge->why, "it was not decided whether ");
		add_claim(&judge->why, grade);
		buf_printf(&judge->why, ": %s", found->limit ? found->limit : "none came to its end");
		add_again(judge, "explore", 0);
	} else {
		buf_adds(&judge->why, judge->why.length ? ", and " : "");
		add_claim(&judge->why, grade);
		buf_adds(&judge->why, ": PROVED");
		if (found->weak)
			buf_printf(&judge->why, ", as if every memory order were seq_cst, which one at %s is not", found->weak);
	}
}

static void prove(struct judge *judge)
{
	const struct grade *grade = judge->trial->grade;
	const struct result *result = judge->session->last;
	struct run_options options = {
		.pattern = result->pattern, .values = result->values, .files = result->files,
		.engine = &free_engine
	};
	struct explore_limits limits = {
		.work = grade->work, .first_bad = !*grade->never && grade->goal.verdict == VERDICT_OK, .as_found = true
	};
	char *error = NULL;
	struct exploration *found = explore(&options, &limits, NULL, &error);

	if (found) {
		if (!*grade->prints && !grade->takes_ms)
			buf_clear(&judge->why);
		take_proof(judge, found);
	} else {
		find(judge, JUDGED_OPEN);
		buf_adds(&judge->why, error ? error : "its schedules could not be looked at");
	}
	exploration_free(found);
	free(error);
}

/* ---- Calls ---- */

static void check_calls(struct judge *judge)
{
	struct call call = { 0 };
	struct resolved resolved;
	struct buf calls = { 0 };

	if (!resolve_line(judge, &call, &resolved)) {
		find(judge, JUDGED_UNBUILT);
		buf_adds(&judge->why, judge->heard);
		return;
	}
	if (!program_calls(&calls, resolved.pattern, resolved.values, resolved.files, judge->trial->grade->without)) {
		find(judge, JUDGED_OPEN);
		buf_adds(&judge->why, "what it calls could not be read");
	} else if (calls.length) {
		find(judge, JUDGED_FAILED);
		buf_printf(&judge->why, "it calls %s", buf_text(&calls));
	} else if (!*judge->trial->grade->goal.start) {
		buf_adds(&judge->why, "it calls none of them");
	}
	buf_free(&calls);
	call_free(&call);
}

void judge_check(int out, void *context)
{
	struct judge judge;
	const struct grade *grade;

	begin(&judge, context);
	grade = judge.trial->grade;
	if (*grade->without)
		check_calls(&judge);
	if (judge.how == JUDGED_PASSED && *grade->goal.start)
		check_runs(&judge);
	if (judge.how == JUDGED_PASSED && grade->goal.proved)
		prove(&judge);
	end(&judge, out);
}
