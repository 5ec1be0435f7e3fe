/*
 * explain_again.c - of a task that waits to hear something: it was woken before, but what it waits for was changed again before its
 * turn came, as by the next round of a barrier.
 */
#include <inttypes.h>

#include "lab/base/buf.h"
#include "lab/explain/past.h"
#include "lab/explain/report.h"
#include "lab/trace/snap_text.h"

/* The numbers of events of one waking: it waits, is signalled, wakes, has its mutex again, waits once more. */
struct waking {
	long enter, signal, woken, lock, again;
};

/* The last waking of a task that waits on the object now; false: there is none, or it did something else in between. */
static bool find(const struct trace *trace, int task, int object, struct waking *waking)
{
	long from = trace->n_events, enters[2] = { -1, -1 };

	while (--from >= 0 && enters[1] < 0)
		if (trace->events[from].task == task && trace->events[from].kind == EV_COND_ENTER)
			enters[enters[0] >= 0] = from;
	waking->again = enters[0];
	waking->enter = enters[1];
	if (waking->enter < 0 || trace->events[waking->enter].object != object || trace->events[waking->again].object != object)
		return false;
	waking->woken = past_next(trace, task, past_next(trace, task, waking->enter));
	waking->lock = past_next(trace, task, waking->woken);
	waking->signal = past_signal(trace, task, object, waking->enter, waking->woken);
	return waking->woken >= 0 && trace->events[waking->woken].kind == EV_COND_WAKE && waking->signal < waking->woken &&
	       waking->lock >= 0 && trace->events[waking->lock].kind == EV_LOCK && past_next(trace, task, waking->lock) == waking->again;
}

static const char *word(struct report *report, const struct trace_value *value)
{
	return value->text ? value->text : arena_printf(report->arena, "%" PRId64, value->number);
}

/* What was as it should be when it was signalled, and then again what it had been as it began to wait; -1: nothing that is known. */
static int find_variable(const struct trace *trace, const struct waking *waking, long *changed)
{
	const struct trace_values *values = &trace->values;
	long enter = past_step(trace, waking->enter), signal = past_step(trace, waking->signal), lock = past_step(trace, waking->lock);

	if (enter < 0 || signal < 0 || lock < 0 || !values_known(values, lock))
		return -1;
	for (int i = 0; i < values->n_variables; i++) {
		const struct trace_value *now = past_value(values, i, lock - 1);

		*changed = past_changed(values, i, signal, lock - 1);
		if (*changed > 0 && value_same(now, past_value(values, i, enter)) && !value_same(now, past_value(values, i, signal)))
			return i;
	}
	return -1;
}

void report_again(struct report *report, int id, int object)
{
	const struct trace *trace = &report->result->trace;
	const struct trace_values *values = &trace->values;
	struct waking waking;
	const char *signal, *who;
	long changed, at = -1;
	int variable;

	if (trace->dropped || !find(trace, id, object, &waking))
		return;
	signal = arena_printf(report->arena, "%s was woken by the %s of %s%s", trace->tasks[id],
	                      trace->events[waking.signal].kind == EV_BROADCAST ? "broadcast" : "signal",
	                      trace->tasks[trace->events[waking.signal].task], report_place(report, trace->events[waking.signal].here));
	variable = find_variable(trace, &waking, &changed);
	at = variable < 0 ? past_taken(trace, id, trace->events[waking.lock].object, waking.signal, waking.lock) : past_event(trace, changed);
	if (at < 0)
		return;
	who = trace->tasks[trace->events[at].task];
	if (variable < 0)
		report_more(report, "%s; but before its turn %s took %s%s, and %s waits once more", signal, who,
		            trace->objects[trace->events[at].object].name, report_place(report, trace->events[at].here), trace->tasks[id]);
	else
		report_more(report, "%s; but before its turn %s changed %s from %s to %s, after %s, so %s waits once more", signal,
		            who, values->variables[variable].name,
		            word(report, past_value(values, variable, past_step(trace, waking.signal))),
		            word(report, past_value(values, variable, changed)), snap_place(trace->events[at].here), trace->tasks[id]);
}
