/*
 * explain_cause.c - what, earlier in the run, made a wait hopeless: a signal that nobody heard, or that one heard who could
 * not use it; a count that was too high.
 *
 * A signal that nobody heard is told only when the waiter has not looked since: who looks after it sees what it was about.
 * A look is a load of a cell; or, where the lock guards what is looked at, which is no event then, the locking.
 */
#include <inttypes.h>
#include <stdbool.h>

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

/* The newest time before number `enter` that the task has taken the lock which it lets go of to wait; -1: there is none. */
static long last_locking(const struct trace *trace, int task, long enter)
{
	long unlock = enter;

	while (++unlock < trace->n_events)
		if (trace->events[unlock].task == task)
			break;
	if (unlock == trace->n_events || trace->events[unlock].kind != EV_UNLOCK)
		return -1;
	for (long i = enter - 1; i >= 0; i--)
		if (trace->events[i].task == task && trace->events[i].object == trace->events[unlock].object &&
		    (trace->events[i].kind == EV_LOCK || trace->events[i].kind == EV_TRY_LOCKED))
			return i;
	return -1;
}

/* Has the task done nothing between these events but sleep, or begin to wait? */
static bool comes_next(const struct trace *trace, int task, long from, long to)
{
	for (long i = from + 1; i < to; i++)
		if (trace->events[i].task == task && trace->events[i].kind != EV_SLEEP && trace->events[i].kind != EV_PARK)
			return false;
	return true;
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

/* Task `id` waits to hear from `object`. False when nothing is known of why it is too late for that. */
static bool explain_unheard(struct report *report, int id, int object)
{
	const struct trace *trace = &report->result->trace;
	long enter = last_of(trace, id, EV_COND_ENTER, trace->n_events);
	long look = last_of(trace, id, EV_CELL_LOAD, enter), locking = last_locking(trace, id, enter), lost;
	const struct event *event;

	if (enter < 0 || trace->events[enter].object != object)
		return false;
	if (look < locking && !(look >= 0 && comes_next(trace, id, look, locking)))
		look = -1;
	lost = unheard(trace, object, look >= 0 ? look + 1 : locking + 1, enter);
	if (lost < 0)
		return false;
	event = &trace->events[lost];
	report_more(report, "%s %s it when nobody waited%s%s: a condition variable does not remember that",
	            trace->tasks[event->task], event->kind == EV_SIGNAL_LOST ? "signalled" : "broadcast on",
	            report_place(report, event->here), after_look(report, id, look));
	return true;
}

/* Of the object's events before number `before`, the newest of this kind; -1 for none. */
static long last_at(const struct trace *trace, int object, enum event_kind kind, long before)
{
	while (--before >= 0)
		if (trace->events[before].object == object && trace->events[before].kind == kind)
			return before;
	return -1;
}

/* Where the task waits on the object again after number `from`, having signalled nobody; -1: it does not. */
static long waits_again(const struct trace *trace, int task, int object, long from)
{
	while (++from < trace->n_events) {
		const struct event *event = &trace->events[from];

		if (event->task != task)
			continue;
		if (event->kind == EV_COND_ENTER)
			return event->object == object ? from : -1;
		if (event->kind == EV_SIGNAL || event->kind == EV_BROADCAST || event_is_unheard((enum event_kind)event->kind))
			return -1;
	}
	return -1;
}

/* Was the last signal heard by another, who only waits again? Then it did not reach whom it was for. */
static void explain_used_up(struct report *report, int id, int object)
{
	const struct trace *trace = &report->result->trace;
	long heard = last_at(trace, object, EV_COND_WAKE, trace->n_events);
	long given = last_at(trace, object, EV_SIGNAL, heard), again;
	int who;

	if (heard < 0 || given < 0 || last_at(trace, object, EV_BROADCAST, heard) > given)
		return;
	who = trace->events[heard].task;
	again = waits_again(trace, who, object, heard);
	if (who == id || again < 0 || heard < last_of(trace, id, EV_COND_ENTER, trace->n_events))
		return;
	report_more(report, "the last signal, from %s%s, woke %s, which could not go on and waits again%s: one signal wakes one "
	            "task, and it was the wrong one", trace->tasks[trace->events[given].task],
	            report_place(report, trace->events[given].here), trace->tasks[who],
	            report_place(report, trace->events[again].here));
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
	if (c->event == EV_COND_WAKE && !explain_unheard(report, id, c->object))
		explain_used_up(report, id, c->object);
	else if (c->event == EV_WAIT_ZERO)
		explain_count(report, c->object);
}
