/*
 * explain_permits.c - a wait for a permit of a semaphore: who has taken the last one, and who has taken some and not given
 * them back; or who may be meant to give one and waits for the waiter. A semaphore belongs to nobody: the circle is not
 * drawn, but it can be followed so.
 */
#include "lab/explain/report.h"
#include "lab/trace/snap_text.h"

enum { MOST_HOLDERS = 4 };

/* How many more the task has taken than given; `*at` is where it took the last. */
static long balance(const struct trace *trace, int task, int object, long *at)
{
	long n = 0;

	*at = -1;
	for (long i = 0; i < trace->n_events; i++) {
		const struct event *event = &trace->events[i];

		if (event->object != object || event->task != task)
			continue;
		if (event->kind == EV_ACQUIRE)
			*at = i;
		n += event->kind == EV_ACQUIRE ? event->value : event->kind == EV_RELEASE ? -event->value : 0;
	}
	return n;
}

/* Do they give who have taken? Where others do it is no loan but news: then nobody owes a permit. */
static bool is_lent(const struct trace *trace, int object)
{
	long at;

	for (int i = 0; i < trace->n_tasks; i++)
		if (balance(trace, i, object, &at) < 0)
			return false;
	return true;
}

/* "it waits to acquire from b" */
static const char *stance(struct report *report, int task)
{
	const struct snap_task *of = &report->snapshot->tasks[task];
	struct buf text = { 0 };
	const char *copy;

	if (of->state == TASK_BLOCKED) {
		buf_adds(&text, "it waits to ");
		snap_wait(&text, report->snapshot, of);
	} else {
		buf_adds(&text, "it may still do so");
	}
	copy = arena_text(report->arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

static void explain_holder(struct report *report, int task, int waiter, long at)
{
	const struct trace *trace = &report->result->trace;

	if (task == waiter)
		report_more(report, "%s has taken one itself%s, and not given it back", trace->tasks[task],
		            report_place(report, trace->events[at].here));
	else if (report->snapshot->tasks[task].state == TASK_ENDED)
		report_more(report, "%s has taken one%s, and has ended without giving it back", trace->tasks[task],
		            report_place(report, trace->events[at].here));
	else
		report_more(report, "%s has taken one%s, and could give it back, but %s", trace->tasks[task],
		            report_place(report, trace->events[at].here), stance(report, task));
}

/* ---- Who waits for the waiter ---- */

static bool has_released(const struct trace *trace, int task, int object)
{
	for (long i = 0; i < trace->n_events; i++)
		if (trace->events[i].object == object && trace->events[i].task == task && trace->events[i].kind == EV_RELEASE)
			return true;
	return false;
}

/* What the waiter holds and this task waits for; NO_OBJECT: nothing. */
static int held_from(const struct snapshot *snapshot, int task, int waiter)
{
	const struct snap_task *of = &snapshot->tasks[task];
	int object = task != waiter && of->state == TASK_BLOCKED && of->n_cases == 1 ? of->cases[0].object : NO_OBJECT;

	return object != NO_OBJECT && snapshot->objects[object].owner == waiter ? object : NO_OBJECT;
}

/* Who waits for what the waiter holds, one that has released before everybody else; NO_TASK: nobody. */
static int who_waits_for(struct report *report, int id, int object)
{
	int found = NO_TASK;

	for (int i = 0; i < report->snapshot->n_tasks; i++) {
		if (held_from(report->snapshot, i, id) == NO_OBJECT)
			continue;
		if (has_released(&report->result->trace, i, object))
			return i;
		found = found == NO_TASK ? i : found;
	}
	return found;
}

/* Has another task taken some, and not given them back? */
static bool others_owe(const struct trace *trace, int id, int object)
{
	long at;

	for (int i = 0; i < trace->n_tasks; i++)
		if (i != id && balance(trace, i, object, &at) > 0 && at >= 0)
			return true;
	return false;
}

/*
 * Where nobody else owes a permit, but somebody who may be meant to release waits for what the waiter holds, it cannot come.
 * Whether one that never did is meant to is not known: that is said as an if.
 */
static bool explain_circle(struct report *report, int id, int object)
{
	const struct snapshot *snapshot = report->snapshot;
	const char *name = snapshot->objects[object].name, *waiter = snapshot->tasks[id].name, *who, *what;
	int other = others_owe(&report->result->trace, id, object) ? NO_TASK : who_waits_for(report, id, object);

	if (other == NO_TASK)
		return false;
	who = snapshot->tasks[other].name;
	what = snapshot->objects[held_from(snapshot, other, id)].name;
	if (has_released(&report->result->trace, other, object))
		report_more(report, "%s released %s before, but it waits for %s, which %s holds: each waits for the other",
		            who, name, what, waiter);
	else
		report_more(report, "%s waits for %s, which %s holds: if it is %s that is to release %s, each waits for the other",
		            who, what, waiter, who, name);
	return true;
}

bool report_permits(struct report *report, int id, int object)
{
	const struct trace *trace = &report->result->trace;
	const struct event *last = NULL;
	int n = 0;
	bool circle;
	long at;

	if (!report->snapshot->bare || trace->dropped)
		return false;           /* of a pattern it is declared who may; what is missing may be what counts */
	circle = explain_circle(report, id, object);
	for (long i = 0; i < trace->n_events; i++)
		if (trace->events[i].object == object && trace->events[i].kind == EV_ACQUIRE)
			last = &trace->events[i];
	if (!last || circle)
		return last && circle;  /* there was never one: that is said, too */
	if (!is_lent(trace, object)) {
		report_more(report, "%s took the last permit%s", trace->tasks[last->task], report_place(report, last->here));
		return false;
	}
	for (int i = 0; i < trace->n_tasks && n < MOST_HOLDERS; i++)
		if (balance(trace, i, object, &at) > 0 && at >= 0) {
			explain_holder(report, i, id, at);
			n++;
		}
	return n > 0;
}
