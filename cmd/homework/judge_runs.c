/* judge_runs.c - how a program runs, and all that its schedules can come to; see judge_parts.h. */
#include <stdlib.h>
#include <string.h>

#include "cmd/homework/judge_parts.h"
#include "lab/base/text.h"
#include "lab/check/watchdog.h"
#include "lab/engine/engine.h"
#include "lab/engine/strategy.h"
#include "lab/search/explore.h"
#include "lab/trace/snap_text.h"

/* ---- Runs ---- */

static void add_again(struct judge *judge, const char *verb, int seed)
{
	buf_printf(&judge->again, "%s PROGRAM%s%s", verb, judge->trial->settings, judge_settings(judge->trial));
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
		judge_find(judge, JUDGED_FAILED);
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

/* Those that main and others have started, over the whole run. */
static int threads_of(const struct result *result)
{
	return result->snapshot->n_tasks - 1;
}

static void check_threads(struct judge *judge, const struct result *result, int seed)
{
	int asked = judge->trial->grade->threads, n = threads_of(result);

	if (n >= asked)
		return;
	judge_find(judge, JUDGED_FAILED);
	buf_printf(&judge->why, "with seed=%d it starts %s%.0d thread%s; at least %d %s asked for", seed, n ? "" : "no", n,
	           text_s(n), asked, asked == 1 ? "is" : "are");
	add_again(judge, "run", seed);
}

static void check_time(struct judge *judge, const struct result *result, int seed)
{
	const struct trace *trace = &result->trace;
	double ms = trace->n_events ? trace_ns(trace, &trace->events[trace->n_events - 1]) / 1e6 : 0;

	if (ms > (double)judge->trial->grade->takes_ms + 1) {
		judge_find(judge, JUDGED_FAILED);
		buf_printf(&judge->why, "with seed=%d it takes %.0f ms of its own time; %ld are allowed", seed, ms,
		           judge->trial->grade->takes_ms);
		add_again(judge, "run", seed);
	}
}

static void check_result(struct judge *judge, const struct result *result, int seed)
{
	const struct grade *grade = judge->trial->grade;

	if (!is_allowed(grade, result->verdict)) {
		judge_find(judge, JUDGED_FAILED);
		buf_printf(&judge->why, "with seed=%d it ends in %s: %s", seed, verdict_word(result->verdict),
		           result->message ? result->message : verdict_meaning(result->verdict));
		add_again(judge, "run", seed);
	}
	if (judge->how == JUDGED_PASSED)
		check_threads(judge, result, seed);
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
	FILE *stream = judge_hear(judge, &length);
	int before = judge->session->n_past;

	judge_add_run(&line, judge->trial);
	buf_printf(&line, " seed=%d", seed);
	session_line(judge->session, buf_text(&line));
	fclose(stream);
	if (judge->session->n_past > before && judge->session->last) {
		check_result(judge, judge->session->last, seed);
	} else {
		judge_find(judge, JUDGED_UNSET);
		buf_adds(&judge->why, judge->heard);
	}
	buf_free(&line);
}

static void run_all(struct judge *judge)
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

/* The search by states counts no schedules, but how they end. */
static bool has_ends(const struct exploration *found)
{
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (found->ends[i])
			return true;
	return false;
}

/* "every schedule ends in ok", "no schedule ends in deadlock" */
static void add_claim(struct buf *out, const struct grade *grade)
{
	if (*grade->never)
		buf_printf(out, "no schedule ends in %s", grade->never);
	else
		buf_printf(out, "every schedule ends in %s", verdict_word(grade->goal.verdict));
}

/* A claim that is false says itself what it claims: the schedule is followed once more. */
static void add_claimed(struct buf *why, const struct judge *judge, const struct ending *ending, bool any_time)
{
	const struct result *last = judge->session->last;
	struct replay replay = { .steps = ending->steps, .n = ending->n, .stop_after = true };
	struct run_options options = {
		.pattern = last->pattern, .values = last->values, .files = last->files, .engine = &turn_engine,
		.turn = { .strategy = &strategy_replay, .context = &replay, .any_time = any_time },
	};
	char *error = NULL;
	struct result *result = watch_run(&options, NULL, &error);

	buf_adds(why, result && result->message ? result->message : verdict_meaning(VERDICT_BROKEN));
	result_free(result);
	free(error);
}

/* What the search has found speaks against the claim, or does not decide it: that is said behind `before`. True: it is proved. */
static bool is_proved(struct judge *judge, const struct exploration *found, const char *before, bool any_time)
{
	const struct grade *grade = judge->trial->grade;
	enum verdict other = other_end(found, grade);

	if (other != VERDICT_COUNT) {
		judge_find(judge, JUDGED_FAILED);
		buf_printf(&judge->why, "%sthere is a schedule that ends in %s: ", before, verdict_word(other));
		if (other == VERDICT_BROKEN && found->bad[other])
			add_claimed(&judge->why, judge, found->bad[other], any_time);
		else
			buf_adds(&judge->why, verdict_meaning(other));
		add_again(judge, "explore", 0);
	} else if (!found->proved || !has_ends(found)) {
		judge_find(judge, JUDGED_OPEN);
		buf_printf(&judge->why, "%sit was not decided whether ", before);
		add_claim(&judge->why, grade);
		buf_printf(&judge->why, ": %s", found->limit ? found->limit : "none came to its end");
		add_again(judge, "explore", 0);
	}
	return judge->how == JUDGED_PASSED;
}

/* NULL after it was said why not; the caller frees it. */
static struct exploration *look(struct judge *judge, bool any_time)
{
	const struct grade *grade = judge->trial->grade;
	const struct result *result = judge->session->last;
	struct run_options options = {
		.pattern = result->pattern, .values = result->values, .files = result->files,
		.engine = &free_engine, .turn.any_time = any_time
	};
	struct explore_limits limits = {
		.work = grade->work, .first_bad = !*grade->never && grade->goal.verdict == VERDICT_OK, .as_found = true
	};
	char *error = NULL;
	struct exploration *found = explore(&options, &limits, NULL, &error);

	if (!found) {
		judge_find(judge, JUDGED_OPEN);
		buf_adds(&judge->why, error ? error : "its schedules could not be looked at");
	}
	free(error);
	return found;
}

/* A sleep orders nothing: the clock may go on at any moment, however long others take. True: it is proved so, too. */
static bool proves_any_time(struct judge *judge, const struct exploration *found)
{
	struct exploration *any;
	struct buf before = { 0 };
	bool proved;

	buf_printf(&judge->rests, "%s (%s)", found->slept ? "sleeps" : "timeouts",
	           snap_place(found->slept ? found->slept : found->bided));
	buf_printf(&before, "it rests on %s: with time=any ", buf_text(&judge->rests));
	any = look(judge, true);
	proved = any && is_proved(judge, any, buf_text(&before), true);
	if (proved)
		buf_clear(&judge->rests);
	else if (any)
		buf_adds(&judge->again, " time=any");
	exploration_free(any);
	buf_free(&before);
	return proved;
}

static void tell_proof(struct judge *judge, const struct exploration *found)
{
	const struct grade *grade = judge->trial->grade;

	if (*grade->prints || grade->takes_ms)
		buf_adds(&judge->why, judge->why.length ? ", and " : "");
	else
		buf_clear(&judge->why);
	add_claim(&judge->why, grade);
	buf_adds(&judge->why, found->slept || found->bided ? ": PROVED, with time=any, too" : ": PROVED");
	if (threads_of(judge->session->last) == 0)
		buf_adds(&judge->why, ", of a program that starts no thread");
	if (found->weak)
		buf_printf(&judge->why, ", as if every memory order were seq_cst, which one at %s is not", found->weak);
}

static void prove(struct judge *judge)
{
	struct exploration *found = look(judge, false);

	if (found && is_proved(judge, found, "", false) && (!(found->slept || found->bided) || proves_any_time(judge, found)))
		tell_proof(judge, found);
	exploration_free(found);
}

void judge_runs(struct judge *judge)
{
	run_all(judge);
	if (judge->how == JUDGED_PASSED && judge->trial->grade->goal.proved)
		prove(judge);
}
