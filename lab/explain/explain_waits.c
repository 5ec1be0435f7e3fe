/*
 * explain_waits.c - for each waiting task: for what, where, who could free it, and why they can't.
 *
 *     main waits to send to jobs (1/1 full), at worker_pool.c:41
 *         worker-0 and worker-1 could receive from jobs, but they wait to send to results
 */
#include <string.h>

#include "lab/base/text.h"
#include "lab/explain/report.h"
#include "lab/trace/snap_text.h"

enum { MAX_FAMILIES = 12, MAX_HELPERS = 4, MAX_WOKEN = 3 };

static bool has_ended(const struct snapshot *snapshot, const struct family *family)
{
	return snapshot->tasks[family->tasks[0]].state == TASK_ENDED;
}

/* "receive from jobs": what any of the case's roles would be. */
static const char *any_help(struct report *report, const struct snap_case *c)
{
	struct buf text = { 0 };
	const char *copy;

	snap_remedy(&text, report->snapshot, c);
	copy = arena_text(report->arena, text.length ? buf_text(&text) : "free it");
	buf_free(&text);
	return copy;
}

/* Why a family of helpers does not help: "but it waits to send to results", "and has ended". */
static const char *excuse(struct report *report, const struct family *family)
{
	const struct snap_task *task = &report->snapshot->tasks[family->tasks[0]];
	bool one = family->n == 1;
	struct buf text = { 0 };
	const char *copy;

	if (task->state == TASK_ENDED) {
		buf_printf(&text, "but %s ended", one ? "it has" : "they have");
	} else if (task->state == TASK_BLOCKED) {
		buf_printf(&text, "but %s to ", one ? "it waits" : "they wait");
		snap_wait(&text, report->snapshot, task);
	} else if (task->n_next) {
		buf_printf(&text, "and %s about to ", one ? "is" : "they are");
		snap_next(&text, report->snapshot, task);
	} else {
		buf_printf(&text, "and %s", one ? "may still do so" : "one of them may still do so");
	}
	copy = arena_text(report->arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

static const char *words(struct report *report, const struct family *family)
{
	struct buf text = { 0 };
	const char *copy;

	family_words(&text, report->snapshot, family);
	copy = arena_text(report->arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

/* One family that could complete the case. */
static void helper(struct report *report, const struct snap_case *c, const struct family *family)
{
	const struct snapshot *snapshot = report->snapshot;
	const char *who = words(report, family), *why = excuse(report, family);
	bool writer_first = c->event == EV_READ_LOCK && snapshot->objects[c->object].owner == NO_TASK;
	struct buf help = { 0 };

	snap_help(&help, snapshot, c, family->tasks[0]);
	if (help.length)
		report_more(report, "%s could %s, %s", who, buf_text(&help), why);
	else if (snap_is_task(&snapshot->objects[c->object]))
		report_more(report, "%s has to end first, %s", who, why);
	else if (writer_first)
		report_more(report, "%s wants to write first, %s", who, why);
	else if (snapshot->tasks[family->tasks[0]].cancelled_at)
		report_more(report, "%s holds it, and was cancelled before it gave it back%s", who,
		            report_place(report, snapshot->tasks[family->tasks[0]].cancelled_at));
	else if (has_ended(snapshot, family))
		report_more(report, "%s holds it, and has ended without giving it back", who);
	else
		report_more(report, "%s holds it, %s", who, why);
	buf_free(&help);
}

static void all_ended(struct report *report, const struct snap_case *c, const struct families *all)
{
	const char *names = report_names(report, all);

	if (all->n == 1 && all->of[0].n == 1)
		report_more(report, "nobody: only %s could %s, and it has ended", names, any_help(report, c));
	else
		report_more(report, "nobody: every task that could %s has ended: %s", any_help(report, c), names);
}

/* ---- Where nobody declares anything ---- */

/* Is such an event what would complete the case? */
static bool is_help(const struct snapshot *snapshot, const struct snap_case *c, const struct event *event)
{
	for (int i = 0; i < c->n_helpers; i++) {
		const struct snap_helper *role = &c->helpers[i];
		const struct snap_object *object = role->task == NO_TASK ? &snapshot->objects[role->object] : NULL;

		for (int kind = 0; object && event->object == role->object && kind < object->n_operations; kind++)
			if (role->kinds >> kind & 1 &&
			    !strcmp(event_operation(object->events[kind]), event_operation((enum event_kind)event->kind)))
				return true;
	}
	return false;
}

/* The tasks that have done such a thing in this run, once or more, in order, in `ids`. Returns how many. */
static int those_who_did(struct report *report, const struct snap_case *c, int *ids)
{
	const struct trace *trace = &report->result->trace;
	bool *did = arena_alloc(report->arena, (size_t)report->snapshot->n_tasks * sizeof *did);
	int n = 0;

	for (long i = 0; i < trace->n_events; i++)
		if (is_help(report->snapshot, c, &trace->events[i]))
			did[trace->events[i].task] = true;
	for (int i = 0; i < report->snapshot->n_tasks; i++)
		if (did[i])
			ids[n++] = i;
	return n;
}

/* Only what was seen is known of who could complete the case. */
static void explain_seen(struct report *report, const struct snap_case *c)
{
	int *ids = arena_alloc(report->arena, (size_t)report->snapshot->n_tasks * sizeof *ids);
	bool whole = report->result->trace.n_events > 0 && !report->result->trace.dropped;
	int n = whole ? those_who_did(report, c, ids) : 0;
	struct families all = families_of(report->snapshot, ids, n, alike_in_waiting, report->arena);

	for (int i = 0; i < all.n && i < MAX_HELPERS; i++)
		report_more(report, "%s did %s before, %s", words(report, &all.of[i]), any_help(report, c),
		            excuse(report, &all.of[i]));
	if (n == 0)
		report_more(report, whole ? "nobody has come to %s" : "somebody would have to %s", any_help(report, c));
}

/* ---- Who could complete the case, and why nobody does ---- */

static void explain_roles(struct report *report, int id, const struct snap_case *c)
{
	const struct snapshot *snapshot = report->snapshot;
	int *ids = arena_alloc(report->arena, (size_t)snapshot->n_tasks * sizeof *ids);
	int n = snap_helpers(snapshot, id, c, ids);
	struct families all = families_of(snapshot, ids, n, alike_in_waiting, report->arena);

	if (n == 0 && snap_helps(snapshot, c, id))
		report_more(report, "nobody else: only %s itself could %s", snapshot->tasks[id].name, any_help(report, c));
	else if (n == 0 && snapshot->bare)
		explain_seen(report, c);
	else if (n == 0)
		report_more(report, "nobody: no task is declared to %s", any_help(report, c));
	else if (has_ended(snapshot, &all.of[0]) && c->helpers[0].task == NO_TASK)
		all_ended(report, c, &all);
	else
		for (int i = 0; i < all.n && i < MAX_HELPERS; i++)
			helper(report, c, &all.of[i]);
	if (all.n > MAX_HELPERS)
		report_more(report, "... and %d more", all.n - MAX_HELPERS);
}

static void explain_case(struct report *report, int id, const struct snap_case *c)
{
	const struct snapshot *snapshot = report->snapshot;
	const char *name = snapshot->tasks[id].name;

	if (c->object == NO_OBJECT)
		report_more(report, "a nil channel: nobody can ever %s it",
		            c->event == EV_CHAN_SEND ? "receive from" : "send on");
	else if (c->event == EV_LOOP)
		report_more(report, "nothing is done in that loop, and it has no end: nobody can ever let %s go on", name);
	else if (snapshot->objects[c->object].owner == id)
		report_more(report, "%s holds it itself, so it waits for itself", name);
	else if (c->object == snapshot->tasks[id].object)
		report_more(report, "%s would have to end first, and waits for that itself", name);
	else {
		report_cause(report, id, c);
		if (c->event != EV_ACQUIRE || !report_permits(report, id, c->object))
			explain_roles(report, id, c);
	}
}

/* " (1/1 full)", " (held by task-1)"; nothing for what has no state to speak of. */
static const char *state(struct report *report, const struct snap_task *task)
{
	int object = task->n_cases == 1 ? task->cases[0].object : NO_OBJECT;
	const char *text = object == NO_OBJECT ? NULL : report->snapshot->objects[object].state;

	if (!text || !*text || snap_is_task(&report->snapshot->objects[object]))
		return "";
	return arena_printf(report->arena, " (%s)", text);
}

/* ", in put(), called from produce() :31", where all of them are there. */
static const char *called(struct report *report, const struct family *family)
{
	const char *first = report->snapshot->tasks[family->tasks[0]].called;

	for (int i = 1; first && i < family->n; i++) {
		const char *other = report->snapshot->tasks[family->tasks[i]].called;

		if (!other || strcmp(first, other) != 0)
			return "";
	}
	return first ? arena_printf(report->arena, ", %s", first) : "";
}

static void explain_family(struct report *report, const struct family *family)
{
	const struct snap_task *task = &report->snapshot->tasks[family->tasks[0]];
	struct buf wait = { 0 };

	snap_wait(&wait, report->snapshot, task);
	report_line(report, "%s %s to %s%s%s%s", words(report, family), family->n == 1 ? "waits" : "wait",
	            buf_text(&wait), state(report, task), report_place(report, task->here), called(report, family));
	for (int i = 0; i < task->n_cases; i++)
		explain_case(report, family->tasks[0], &task->cases[i]);
	for (int i = 0; i < family->n && i < MAX_WOKEN && task->n_cases == 1 && task->cases->event == EV_COND_WAKE; i++)
		report_again(report, family->tasks[i], task->cases->object);
	buf_free(&wait);
}

void report_waits(struct report *report, bool (*pick)(const struct snap_task *))
{
	struct families all = report_pick(report, pick);
	int more = 0;

	for (int i = 0; i < all.n; i++)
		if (i < MAX_FAMILIES)
			explain_family(report, &all.of[i]);
		else
			more += all.of[i].n;
	if (more)
		report_line(report, "... and %d more task%s", more, text_s(more));
}
