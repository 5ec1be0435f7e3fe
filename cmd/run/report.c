/* report.c - a result in a few lines; see report.h. */
#include "cmd/run/report_parts.h"

#include <inttypes.h>
#include <string.h>

#include "cmd/run/measuring.h"
#include "cmd/session/command.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"
#include "lab/explain/explain.h"
#include "lab/trace/claim.h"
#include "lab/trace/snap_text.h"

enum { MOST_TASKS = 8, MOST_LINES = 20 };

const struct result *report_last(struct session *session)
{
	const struct pattern *pattern = session->pattern ? session->pattern : patterns[0];

	if (!session_result(session) && session->all_well)
		complain(session, "nothing-run", NULL, "the search kept no run, for none went wrong; "
		         "`explain` says more");
	else if (!session_result(session))
		complain(session, "nothing-run", NULL, "nothing has run yet; `run %s` would", pattern->name);
	return session_result(session);
}

const struct result *report_only_last(struct session *session, const struct call *call)
{
	if (call->n_args == 0)
		return report_last(session);
	complain_usage(session, call, "it takes no argument: it is about the last run");
	return NULL;
}

void report_note_other(struct session *session, const struct pattern *pattern, const int *values)
{
	const struct result *last = session_result(session);
	bool other = false;

	if (!last || last->pattern != pattern || last != session->last || !session->last_run)
		return;
	for (int i = 0; i < pattern_n_settings(pattern); i++)
		other = other || last->values[i] != values[i];
	if (other)
		remark(session, "(the last run was `run %s`; its settings were for that run alone, these are the usual ones)",
		       session->last_run);
}

static const char *verdict_colour(enum verdict verdict)
{
	return verdict == VERDICT_OK ? "32" : verdict == VERDICT_INTERRUPTED ? "33" : "35";
}

static void count(struct buf *out, long n, const char *what)
{
	buf_printf(out, "%ld %s%s", n, what, text_s(n));
}

/* ", seed 7" */
static void add_decider(struct buf *out, const struct result *result)
{
	if (result->seeded)
		buf_printf(out, ", seed %" PRIu64, result->seed);
	else if (result->strategy)
		buf_printf(out, ", %s", strcmp(result->strategy, "replay") ? result->strategy : "replayed");
	if (result->seeded && strcmp(result->strategy, "random"))
		buf_printf(out, " (%s)", result->strategy);
	buf_adds(out, result->any_time ? ", time=any" : "");
}

void report_verdict(struct buf *out, const struct result *result, const struct look *look, bool verbose)
{
	const char *word = verdict_word(result->verdict);
	struct buf rest = { 0 };

	if (result->verdict == VERDICT_LEAK)
		buf_printf(&rest, "%d of ", result->leaked);
	count(&rest, result->snapshot->n_tasks, "task");
	buf_adds(&rest, result->verdict == VERDICT_LEAK ? " left behind, " : ", ");
	count(&rest, result->events, "event");
	if (result->trace.dropped)
		buf_printf(&rest, " (%ld not kept)", result->trace.dropped);
	if (result->schedule) {
		buf_adds(&rest, ", ");
		count(&rest, result->steps, "step");
		add_decider(&rest, result);
	}
	if (result->elapsed) {          /* none where it was stepped through, and nobody slept */
		buf_adds(&rest, ", ");
		text_time(&rest, result->elapsed);
	}
	if (verbose || result->memory >= 1 << 20)
		buf_printf(&rest, ", %.1f MiB", (double)result->memory / (1 << 20));
	if (result->exited && result->exit)
		buf_printf(&rest, ", exit status %d", result->exit);
	prose_colour(out, look, verdict_colour(result->verdict), word);
	buf_adds(out, "  ");
	text_wrap(out, buf_text(&rest), text_columns(word) + 2, 2, look->width, look->ascii);
	buf_free(&rest);
}

bool report_blocked(const struct result *result, const struct snap_task *task)
{
	if (result->verdict == VERDICT_DEADLOCK || result->verdict == VERDICT_LEAK)
		return task->stuck;
	return (result->verdict == VERDICT_STALLED || result->verdict == VERDICT_LIVELOCK) && task->state == TASK_BLOCKED;
}

/* "main  waits to send to jobs  1/1 full  worker_pool.c:41" */
static void add_task(struct table *table, const struct snapshot *snapshot, const struct snap_task *task)
{
	struct buf what = { 0 }, where = { 0 };
	const char *state = NULL;

	buf_printf(&where, "%s%s%s", snap_place(task->here), task->called ? ", " : "", task->called ? task->called : "");
	buf_adds(&what, "waits to ");
	snap_wait(&what, snapshot, task);
	if (task->n_cases == 1 && task->cases[0].object != NO_OBJECT)
		state = snapshot->objects[task->cases[0].object].state;
	table_row(table, (const char *const[]){ task->name, buf_text(&what), state ? state : "", buf_text(&where) });
	buf_free(&what);
	buf_free(&where);
}

/* Does it still move where there is no progress? Then it computes for long, or waits in a loop of its own. */
static bool is_busy(const struct result *result, const struct snap_task *task)
{
	return result->verdict == VERDICT_STALLED && task->state != TASK_BLOCKED && task->state != TASK_SLEEPING &&
	       task->state != TASK_ENDED && task->state != TASK_NEW;
}

/* "waiter-1  computes, or goes round in a loop  prog.c:9" */
static void add_busy(struct table *table, const struct snap_task *task)
{
	table_row(table, (const char *const[]){ task->name, "computes, or goes round in a loop", "",
	                                        task->here ? snap_place(task->here) : "since it began" });
}

static void add_blocked(struct buf *out, const struct result *result, const struct look *look)
{
	struct table table = { .n_columns = 4 };
	int more = 0;

	for (int i = 0; i < result->snapshot->n_tasks; i++) {
		bool busy = is_busy(result, &result->snapshot->tasks[i]);

		if (!busy && !report_blocked(result, &result->snapshot->tasks[i]))
			continue;
		if (table.n_rows < MOST_TASKS && busy)
			add_busy(&table, &result->snapshot->tasks[i]);
		else if (table.n_rows < MOST_TASKS)
			add_task(&table, result->snapshot, &result->snapshot->tasks[i]);
		else
			more++;
	}
	table_draw(out, &table, look);
	if (more)
		buf_printf(out, "  ... and %d more\n", more);
}

static const char *task_name(const struct result *result, int task)
{
	const struct snapshot *snapshot = result->snapshot;

	return task >= 0 && task < snapshot->n_tasks ? snapshot->tasks[task].name : "somebody";
}

/* "worker-1 crashed after pool.c:41: it divided by zero (SIGFPE)" */
static void add_crash(struct buf *text, const struct result *result)
{
	if (result->pattern->outside)
		buf_printf(text, "%s crashed%s%s: %s", task_name(result, result->culprit), result->here ? " at " : "",
		           result->here ? snap_place(result->here) : "", result->message);
	else
		buf_printf(text, "%s crashed %s%s: %s", task_name(result, result->culprit),
	           result->here ? "after " : "before its first operation", result->here ? snap_place(result->here) : "",
	           result->message);
}

/* "broken claim: ...   (main, " */
static void add_claim(struct buf *text, const struct result *result)
{
	buf_adds(text, "broken claim: ");
	claim_words(text, result->message);
	buf_printf(text, "   (%s%s", task_name(result, result->culprit), result->here ? ", " : "");
}

/* Panic, broken, failed: who, what, where. */
static void add_message(struct buf *out, const struct result *result, const struct look *look)
{
	struct buf text = { 0 };
	bool crash = result->verdict == VERDICT_CRASH;

	if (!result->message || !*result->message || result->verdict == VERDICT_RACE ||
	    result->verdict == VERDICT_UNDECLARED || result->verdict == VERDICT_LIVELOCK ||
	    (result->verdict == VERDICT_STALLED && result->culprit != NO_TASK))
		return;                         /* told elsewhere */
	if (crash)
		add_crash(&text, result);
	else if (result->verdict == VERDICT_BROKEN)
		add_claim(&text, result);
	else if (result->culprit != NO_TASK)
		buf_printf(&text, "%s: %s%s", task_name(result, result->culprit), result->message,
		           result->here ? "   (" : "");
	else
		buf_adds(&text, result->message);
	if (result->here && !crash)
		buf_adds(&text, snap_place(result->here));
	if (result->verdict == VERDICT_BROKEN || (result->culprit != NO_TASK && result->here && !crash))
		buf_addc(&text, ')');
	buf_adds(out, "  ");
	text_wrap(out, buf_text(&text), 2, 4, look->width, look->ascii);
	buf_free(&text);
}

/* "; left out: src/key: Permission denied, and 2 more" */
static void add_left_out(struct buf *out, const struct read_input *input)
{
	int named = 0;

	for (const char *at = input->left_out; *at; at += strcspn(at, "\n") + 1, named++) {
		buf_adds(out, named ? ", " : "; left out: ");
		buf_add(out, at, strcspn(at, "\n"));
	}
	if (input->n_left_out > named)
		buf_printf(out, ", and %d more", input->n_left_out - named);
}

/* What was read, and what the cells, where a pattern keeps its answer, came to hold. */
static void add_inputs(struct buf *out, const struct result *result, const struct look *look)
{
	const struct snapshot *snapshot = result->snapshot;
	struct buf text = { 0 };

	for (int i = 0; i < MAX_SETTINGS; i++) {
		const struct read_input *input = &result->inputs[i];

		if (!input->setting)
			continue;
		buf_clear(&text);
		buf_printf(&text, "%s: ", input->setting);
		text_count(&text, input->n_files);
		buf_adds(&text, input->n_files == 1 ? " file, " : " files, ");
		text_count(&text, (long)input->size);
		buf_adds(&text, input->size == 1 ? " byte" : " bytes");
		for (int k = 0; k < snapshot->n_objects && result->verdict == VERDICT_OK && !result->pattern->outside; k++)
			if (!strcmp(snapshot->objects[k].kind, "cell"))
				buf_printf(&text, ", %s = %s", snapshot->objects[k].name,
				           snapshot->objects[k].state);
		add_left_out(&text, input);
		buf_adds(out, "  ");
		text_wrap(out, buf_text(&text), 2, 4, look->width, look->ascii);
	}
	buf_free(&text);
}

/* The verdict itself, or what may lie behind it. */
static void add_race(struct buf *out, const struct result *result, const struct look *look)
{
	struct buf text = { 0 };

	if (result->race)
		buf_printf(&text, "%s%s", result->verdict == VERDICT_RACE ? "" : "race: ", result->race->text);
	else if (result->unraced)
		buf_printf(&text, "races were not looked for: %s", result->unraced);
	else
		return;
	buf_adds(out, "  ");
	text_wrap(out, buf_text(&text), 2, 4, look->width, look->ascii);
	buf_free(&text);
}

void report_breaches(struct buf *out, const struct breaches *breaches, bool label, const struct look *look)
{
	struct buf text = { 0 };
	int lines = 0, more = 0;

	for (int i = 0; i < breaches->n; i++) {
		buf_clear(&text);
		if (!breach_line(&text, breaches, i) || (lines == MOST_LINES && ++more))
			continue;
		lines++;
		buf_adds(out, label ? "  undeclared: " : "  ");
		text_wrap(out, buf_text(&text), label ? 14 : 2, 4, look->width, look->ascii);
	}
	if (breaches->more)
		buf_adds(out, "  ... and more\n");
	else if (more)
		buf_printf(out, "  ... and %d more\n", more);
	buf_free(&text);
}

/* What is not shown. */
static void add_weak(struct buf *out, const struct result *result, const struct look *look)
{
	struct buf text = { 0 };

	if (!result->weak)
		return;
	buf_printf(&text, "a memory order is weaker than seq_cst (%s): races are judged by it, but what else a machine may show "
	           "is not seen", result->weak);
	buf_adds(out, "  ");
	text_wrap(out, buf_text(&text), 2, 4, look->width, look->ascii);
	buf_free(&text);
}

/* Is anybody left who may still move? */
static bool others_live(const struct snapshot *snapshot)
{
	for (int i = 0; i < snapshot->n_tasks; i++)
		if (!snapshot->tasks[i].stuck && snapshot->tasks[i].state != TASK_ENDED)
			return true;
	return false;
}

static void add_certainty(struct buf *out, const struct result *result, const struct look *look)
{
	const char *text = NULL;

	if ((result->verdict == VERDICT_STALLED || result->verdict == VERDICT_LIVELOCK) && result->culprit != NO_TASK)
		text = arena_printf(result->arena, "%s%s%s%s%s", result->certain ? "" : "SUSPECTED: ", result->message, result->here ? "   (" : "",
		                    result->here ? snap_place(result->here) : "", result->here ? ")" : "");
	else if (result->verdict == VERDICT_STALLED && result->schedule)
		text = arena_printf(result->arena, "SUSPECTED: there was %s, which is all that says so: explore tells a livelock from what only takes long", result->message);
	else if (result->verdict == VERDICT_STALLED)
		text = "SUSPECTED: there was no progress for a while, and only a timer says so";
	else if (result->verdict == VERDICT_INTERRUPTED && *result->stayed.task)
		text = arena_printf(result->arena, "stopped before it ended, while %s %s%s%s%s; what it did so far is kept", result->stayed.task,
		                    result->stayed.waits ? "waited in a call of the system" : "computed", result->stayed.here ? " (" : "",
		                    result->stayed.here ? snap_place(result->stayed.here) : "", result->stayed.here ? ")" : "");
	else if (result->verdict == VERDICT_INTERRUPTED)
		text = "stopped before it ended; what it did so far is kept";
	else if (result->verdict == VERDICT_DEADLOCK && result->others_run &&
	         others_live(result->snapshot))
		text = "main is blocked for ever, though other tasks still ran";
	else if (result->verdict == VERDICT_LEAK && result->others_run && others_live(result->snapshot))
		text = "these will never end, though other tasks still ran";
	if (text) {
		buf_adds(out, "  ");
		text_wrap(out, text, 2, 4, look->width, look->ascii);
	}
}

static void add_lock_orders(struct buf *out, const struct result *result, const struct look *look)
{
	const struct lock_order *order;
	struct buf text = { 0 };

	for (int i = 0; i < result->n_lock_orders; i++) {
		order = &result->lock_orders[i];
		buf_clear(&text);
		buf_adds(&text, "deadlock, if nothing else keeps them apart: ");
		for (int k = 0; k < order->n; k++)
			buf_printf(&text, "%s%s takes %s while it holds %s (%s)", k ? ", " : "",
			           task_name(result, order->tasks[k]),
			           result->snapshot->objects[order->locks[(k + 1) % order->n]].name,
			           result->snapshot->objects[order->locks[k]].name,
			           snap_place(order->places[k]));
		buf_adds(out, "  ");
		prose_colour(out, look, "35", "POTENTIAL");
		buf_addc(out, ' ');
		text_wrap(out, buf_text(&text), 12, 4, look->width, look->ascii);
	}
	buf_free(&text);
}

void report_result(struct buf *out, const struct result *result, const struct look *look, bool verbose)
{
	struct buf text = { 0 };
	struct seats seats;

	report_output(out, result);
	report_verdict(out, result, look, verbose);
	add_certainty(out, result, look);
	add_inputs(out, result, look);
	add_message(out, result, look);
	add_race(out, result, look);
	report_breaches(out, &result->breaches, result->verdict != VERDICT_UNDECLARED, look);
	add_weak(out, result, look);
	add_blocked(out, result, look);
	report_program(out, result, look);
	if (explain_seats(&text, result, &seats)) {
		buf_adds(out, "  ");
		text_wrap(out, buf_text(&text), 2, 4, look->width, look->ascii);
	}
	if (result->verdict != VERDICT_DEADLOCK)
		add_lock_orders(out, result, look);
	measuring_report(out, result, look);
	buf_clear(&text);
	explain_try(&text, result);
	if (text.length)
		prose_try(out, look, buf_text(&text));
	buf_free(&text);
}
