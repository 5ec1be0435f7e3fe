/*
 * explain_cause.c - what, earlier in the run, made a wait hopeless: a signal that nobody heard, a count that was too high.
 *
 * A signal is told only when the waiter has not looked at any cell since: who looks after it sees what it was about.
 */
#include <inttypes.h>

#include "lab/explain/report.h"

/* The newest event before number `before` by this task that is of this kind; -1 for none. */
static long last_of(const struct trace *trace, int task, enum event_kind kind, long before)
{
	while (--before >= 0)
		if (trace->events[before].task == task && trace->events[before].kind == kind)
			return before;
	return -1;
}

/* The signal or broadcast in vain that is nearest before number `to` and not before `from`; -1 for none. */
static long unheard(const struct trace *trace, int object, long from, long to)
{
	while (--to >= from)
		if (trace->events[to].object == object && event_is_unheard(trace->events[to].kind))
			return to;
	return -1;
}

static const char *after_look(struct report *report, int id, long look)
{
	const struct trace *trace = &report->result->trace;

	if (look < 0)
		return "";
	return arena_printf(report->arena, ", after %s had looked at %s%s", trace->tasks[id],
	                    trace->objects[trace->events[look].object].name,
	                    report_place(report, trace->events[look].here));
}

/* Task `id` waits to hear from `object`. */
static void explain_unheard(struct report *report, int id, int object)
{
	const struct trace *trace = &report->result->trace;
	long enter = last_of(trace, id, EV_COND_ENTER, trace->n_events);
	long look = last_of(trace, id, EV_CELL_LOAD, enter), lost;
	const struct event *event;

	if (enter < 0 || trace->events[enter].object != object)
		return;
	lost = unheard(trace, object, look + 1, enter);
	if (lost < 0)
		return;
	event = &trace->events[lost];
	report_more(report, "%s %s it when nobody waited%s%s: a condition variable does not remember that",
	            trace->tasks[event->task], event->kind == EV_SIGNAL_LOST ? "signalled" : "broadcast on",
	            report_place(report, event->here), after_look(report, id, look));
}

/* Somebody waits for the counter of `object` to be zero. */
static void explain_count(struct report *report, int object)
{
	const struct trace *trace = &report->result->trace;
	int64_t added = 0, done = 0;

	for (long i = 0; i < trace->n_events; i++) {
		const struct event *event = &trace->events[i];

		if (event->object == object && event->kind == EV_WAIT_ADD && event->has_value)
			added += event->value;
		done += event->object == object && event->kind == EV_WAIT_DONE;
	}
	if (added <= 0)
		return;
	report_more(report, "%" PRId64 " %s added, %s%s %s done", added, added == 1 ? "was" : "were",
	            done ? "only " : "", done ? arena_printf(report->arena, "%" PRId64, done) : "none",
	            done > 1 ? "were" : "was");
}

void report_cause(struct report *report, int id, const struct snap_case *c)
{
	if (report->result->trace.dropped || c->object == NO_OBJECT)
		return;                 /* what is missing may be what counts */
	if (c->event == EV_COND_WAKE)
		explain_unheard(report, id, c->object);
	else if (c->event == EV_WAIT_ZERO)
		explain_count(report, c->object);
}
