/*
 * explain.c - a finding in a learner's words: what happened, who waits for whom, the seats, the cycle.
 *
 * A sentence is certain unless it says SUSPECTED or POTENTIAL.
 */
#include "lab/explain/explain.h"

#include <string.h>

#include "lab/base/text.h"
#include "lab/explain/report.h"
#include "lab/trace/snap_text.h"

enum { INDENT = 4, MAX_NAMED = 5, MIN_WIDTH = 20 };

/* ---- Paragraphs ---- */

static void paragraph(struct report *report, int indent, const char *format, va_list args)
{
	struct buf text = { 0 };

	if (report->width < 2 * MIN_WIDTH && indent)
		indent = 2;
	buf_vprintf(&text, format, args);
	buf_fill(report->out, ' ', indent);
	text_wrap(report->out, buf_text(&text), indent, indent + 2, report->width, report->ascii);
	buf_free(&text);
}

void report_line(struct report *report, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	paragraph(report, 0, format, args);
	va_end(args);
}

void report_more(struct report *report, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	paragraph(report, INDENT, format, args);
	va_end(args);
}

void report_gap(struct report *report)
{
	if (report->width >= 2 * MIN_WIDTH)
		buf_addc(report->out, '\n');
}

/* ---- Naming ---- */

struct families report_pick(struct report *report, bool (*pick)(const struct snap_task *))
{
	const struct snapshot *snapshot = report->snapshot;
	int *ids = arena_alloc(report->arena, (size_t)snapshot->n_tasks * sizeof *ids), n = 0;

	for (int i = 0; i < snapshot->n_tasks; i++)
		if (pick(&snapshot->tasks[i]))
			ids[n++] = i;
	return families_of(snapshot, ids, n, alike_in_waiting, report->arena);
}

const char *report_names(struct report *report, const struct families *all)
{
	struct buf text = { 0 };
	const char *copy;
	int more = 0;

	for (int i = 0; i < all->n; i++) {
		if (i >= MAX_NAMED) {
			more += all->of[i].n;
			continue;
		}
		buf_adds(&text, i ? ", " : "");
		family_words(&text, report->snapshot, &all->of[i]);
	}
	if (more)
		buf_printf(&text, " and %d more", more);
	copy = arena_text(report->arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

const char *report_place(struct report *report, const char *here)
{
	return here ? arena_printf(report->arena, ", at %s", snap_place(here)) : "";
}

static int members(const struct families *all)
{
	int n = 0;

	for (int i = 0; i < all->n; i++)
		n += all->of[i].n;
	return n;
}

static bool is_stuck(const struct snap_task *task)
{
	return task->stuck;
}

static bool is_waiting(const struct snap_task *task)
{
	return task->state == TASK_BLOCKED && task->n_cases > 0;
}

/* Not ended, and not stuck. */
static bool is_alive(const struct snap_task *task)
{
	return !task->stuck && task->state != TASK_ENDED && task->state != TASK_NEW;
}

static bool is_moving(const struct snap_task *task)
{
	return task->state == TASK_RUNNING || task->state == TASK_SLEEPING;
}

/* ---- The seats and the cycle ---- */

static void explain_hands(struct report *report)
{
	const struct snapshot *snapshot = report->snapshot;
	struct families all;
	struct flow flow;
	const char *who;

	if (!flow_find(snapshot, &flow, report->arena) || flow.items != flow.seats + flow.n_sources)
		return;
	all = families_of(snapshot, flow.sources, flow.n_sources, alike_in_waiting, report->arena);
	who = report_names(report, &all);
	if (flow.seats == 0)
		report_more(report, "A channel without a buffer has no place for an item: %s can only hand it over to "
		            "a task that receives at that moment.", who);
	else
		report_more(report, "Every item under way needs a seat: a place in a channel, or the hand of a task that "
		            "passes it on. %s taken, and %s %s one more.", flow.seats == 1 ? "The only one is" :
		            flow.seats == 2 ? "Both are" : arena_printf(report->arena, "All %d are", flow.seats), who,
		            flow.n_sources == 1 ? "still holds" : "each hold");
}

static void explain_seating(struct report *report)
{
	struct buf text = { 0 };
	struct seats seats;

	if (explain_seats(&text, report->result, &seats)) {
		report_gap(report);
		report_line(report, "seats: %s", buf_text(&text));
		explain_hands(report);
	}
	buf_free(&text);
}

static void explain_cycle(struct report *report)
{
	struct buf drawing = { 0 };
	const char *text, *end;

	if (!snap_has_cycle(report->snapshot))
		return;
	report_gap(report);
	if (snap_is_group(report->snapshot)) {
		snap_group(&drawing, report->snapshot);
		report_line(report, "%s", buf_text(&drawing));
		buf_free(&drawing);
		return;
	}
	if (report->snapshot->n_cycle == 1)
		report_line(report, "%s waits for itself:", report->snapshot->tasks[report->snapshot->cycle[0]].name);
	else
		report_line(report, "the cycle:");
	snap_cycle(&drawing, report->snapshot, report->width - 2 < MIN_WIDTH ? MIN_WIDTH : report->width - 2,
	           report->ascii);
	for (text = buf_text(&drawing); *text; text = end + 1) {
		end = strchr(text, '\n');
		buf_fill(report->out, ' ', report->width - 2 < MIN_WIDTH ? 0 : 2);
		buf_add(report->out, text, (size_t)(end - text + 1));
	}
	buf_free(&drawing);
}

/* ---- One verdict each ---- */

void report_stuck(struct report *report)
{
	report_gap(report);
	report_waits(report, is_stuck);
	explain_seating(report);
	explain_cycle(report);
}

static void explain_deadlock(struct report *report)
{
	struct families stuck = report_pick(report, is_stuck), alive = report_pick(report, is_alive);
	int n = members(&stuck);

	if (report->result->others_run && alive.n)
		report_line(report, "%s can never move again. Others still run, but cannot free it: %s.",
		            report->snapshot->tasks[0].name, report_names(report, &alive));
	else if (n == 1)
		report_line(report, "%s can never move again, and no other task is left.", report_names(report, &stuck));
	else
		report_line(report, "None of the %d tasks that are left can ever move again.", n);
	report_stuck(report);
}

static void explain_leak(struct report *report)
{
	struct families stuck = report_pick(report, is_stuck);
	int n = report->result->leaked;

	report_line(report, "%s has finished and left %d task%s behind that can never move again: %s.",
	            report->snapshot->tasks[0].name, n, text_s(n), report_names(report, &stuck));
	report_stuck(report);
}

/* Where tasks take turns, what each of those is about to do that can move. */
static void explain_next(struct report *report, const struct families *moving)
{
	struct buf text = { 0 };

	for (int i = 0; i < moving->n; i++) {
		const struct family *family = &moving->of[i];
		const struct snap_task *task = &report->snapshot->tasks[family->tasks[0]];

		buf_clear(&text);
		family_words(&text, report->snapshot, family);
		if (task->n_next) {
			buf_printf(&text, " can move: %s about to ", family->n == 1 ? "it is" : "they are");
			snap_next(&text, report->snapshot, task);
		} else {
			buf_adds(&text, family->n == 1 ? " sleeps" : " sleep");
		}
		report_line(report, "%s", buf_text(&text));
	}
	buf_free(&text);
}

/* Who is not blocked; of a program also where each was seen last. */
static void explain_busy(struct report *report, const struct families *moving)
{
	report_line(report, "not blocked: %s", report_names(report, moving));
	for (int i = 0; report->snapshot->bare && i < moving->n; i++)
		if (report->snapshot->tasks[moving->of[i].tasks[0]].here)
			report_more(report, "%s was last seen at %s", report->snapshot->tasks[moving->of[i].tasks[0]].name,
			            snap_place(report->snapshot->tasks[moving->of[i].tasks[0]].here));
}

/* Where everybody is, when nothing is proved. */
void report_moment(struct report *report)
{
	struct families moving;

	if (!report->snapshot)
		return;
	report_gap(report);
	moving = report_pick(report, is_moving);
	if (moving.n && report->result->schedule)
		explain_next(report, &moving);
	else if (moving.n)
		explain_busy(report, &moving);
	report_waits(report, is_waiting);
}

static void explain_stalled(struct report *report)
{
	const struct result *result = report->result;

	report_line(report, "SUSPECTED, not proved: %s. %s", result->message ? result->message : "no progress for a while",
	            result->schedule ? "It has only gone on for too long; it might yet come to an end. Whether "
	                               "it comes back to where it was, and so has none, one run does not tell: `explore` does, and "
	                               "calls that a livelock."
	                             : "A timer says so; a task that computes for long would look the same.");
	report_moment(report);
}

static void explain_verdict(struct report *report)
{
	const struct result *result = report->result;

	switch (result->verdict) {
	case VERDICT_OK:
		break;
	case VERDICT_DEADLOCK:
		explain_deadlock(report);
		break;
	case VERDICT_LEAK:
		explain_leak(report);
		break;
	case VERDICT_PANIC:
		report_panic(report);
		break;
	case VERDICT_BROKEN:
		report_broken(report);
		break;
	case VERDICT_CRASH:
		report_crash(report);
		break;
	case VERDICT_RACE:
	case VERDICT_UNDECLARED:
		break;                  /* told after every verdict */
	case VERDICT_STALLED:
		explain_stalled(report);
		break;
	case VERDICT_LIVELOCK:
		report_livelock(report);
		break;
	case VERDICT_INTERRUPTED:
		report_line(report, "%s; nothing is proved.", result->message ? result->message : "Stopped before it ended");
		report_moment(report);
		break;
	case VERDICT_FAILED:
		report_line(report, "The system refused what the run needed: %s", result->message);
		break;
	default:
		report_line(report, "%s: %s", verdict_word(result->verdict),
		            result->message ? result->message : verdict_meaning(result->verdict));
	}
}

void explain_result(struct buf *out, const struct result *result, int width, bool ascii)
{
	struct report report = {
		.out = out, .result = result, .snapshot = result->snapshot, .arena = arena_new(),
		.width = width < MIN_WIDTH ? MIN_WIDTH : width, .ascii = ascii,
	};

	explain_verdict(&report);
	report_race(&report);
	report_undeclared(&report);
	for (int i = 0; i < result->n_lock_orders; i++)
		report_lock_order(&report, &result->lock_orders[i]);
	arena_free(report.arena);
}
