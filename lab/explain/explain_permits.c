/*
 * explain_permits.c - a wait for a permit of a semaphore: who has taken the last one, and who has taken some and not given
 * them back. A semaphore belongs to nobody, so there is no circle to be drawn; this is how it can be followed.
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

bool report_permits(struct report *report, int id, int object)
{
	const struct trace *trace = &report->result->trace;
	const struct event *last = NULL;
	int n = 0;
	long at;

	if (!report->snapshot->bare || trace->dropped)
		return false;           /* of a pattern it is declared who may; what is missing may be what counts */
	for (long i = 0; i < trace->n_events; i++)
		if (trace->events[i].object == object && trace->events[i].kind == EV_ACQUIRE)
			last = &trace->events[i];
	if (!last)
		return false;
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
