/*
 * hints_place.c - which line an event is to be told at. Where a function only does one thing for those who call it, as
 * lock_it(m) in a file of its own, the line is theirs: all locks stand at the one in the function.
 */
#include <string.h>

#include "lab/explain/hints_parts.h"
#include "lab/trace/snap_text.h"

enum { LONGEST_LOOKED_AT = 5000 };      /* events: it takes the square of it */

static const struct trace_call nowhere;

/* What a task's event with this number, counted among its own, was done in. */
static const struct trace_call *call_of(const struct trace *trace, int task, long own)
{
	const struct trace_call *found = &nowhere;

	for (long i = 0; i < trace->n_calls; i++)
		if (trace->calls[i].task == task && trace->calls[i].at <= own)
			found = &trace->calls[i];
	return found;
}

static const struct trace_call *call_at(const struct trace *trace, long event)
{
	long own = 0;

	for (long i = 0; i < event; i++)
		own += trace->events[i].task == trace->events[event].task;
	return call_of(trace, trace->events[event].task, own);
}

static int depth(const struct trace_call *call)
{
	int n = 0;

	while (n < MOST_CALLERS && call->callers[n])
		n++;
	return n;
}

/* Is the function that is `level` callers up of the one still being executed at the other, which came later? */
static bool goes_on(const struct trace_call *call, int level, const struct trace_call *later)
{
	int n = depth(call) - level, m = depth(later);

	if (n > m)
		return false;
	for (int i = 0; i < n; i++)
		if (strcmp(call->callers[level + i], later->callers[m - n + i]) != 0)
			return false;
	return true;
}

/* What the same task did next, or came to wait for; -1: nothing, or it has ended. */
static long next_of(const struct trace *trace, long event)
{
	for (long i = event + 1; i < trace->n_events; i++)
		if (trace->events[i].task == trace->events[event].task)
			return trace->events[i].kind == EV_TASK_END || trace->events[i].kind == EV_EXIT ? -1 : i;
	return -1;
}

/* So many callers up is the function that had not returned when the task did something else; -1: not known. */
static int returned(const struct trace *trace, long event)
{
	long next = next_of(trace, event);
	const struct trace_call *call = call_at(trace, event);
	int level = 0;

	if (next < 0)
		return -1;
	while (level < depth(call) && !goes_on(call, level, call_at(trace, next)))
		level++;
	return level;
}

/* The same of any event of this kind on this line: of the one of which most is known. */
static int returned_at(const struct trace *trace, const char *here, enum event_kind kind)
{
	int most = 0;

	for (long i = 0; i < trace->n_events && trace->n_events <= LONGEST_LOOKED_AT; i++)
		if (trace->events[i].kind == kind && trace->events[i].here && here && !strcmp(trace->events[i].here, here)) {
			int own = returned(trace, i);

			most = own > most ? own : most;
		}
	return most;
}

static const char *line_of(const char *here, const struct trace_call *call, int level)
{
	int most = depth(call);

	level = level < most ? level : most;
	return hint_place(level > 0 ? call->callers[level - 1] : here);
}

const char *hint_taken_at(const struct hinting *h, long event)
{
	const struct trace *trace = &h->result->trace;
	const struct event *at = &trace->events[event];
	int level = trace->n_events <= LONGEST_LOOKED_AT ? returned(trace, event) : 0;

	if (level < 0)
		level = returned_at(trace, at->here, (enum event_kind)at->kind);
	return line_of(at->here, call_at(trace, event), level);
}

const char *hint_called(const struct hinting *h, long event)
{
	const struct trace *trace = &h->result->trace;
	const char *at = hint_taken_at(h, event), *called = line_of(trace->events[event].here, call_at(trace, event), 1);

	if (strcmp(at, hint_place(trace->events[event].here)) != 0 || !strcmp(at, called))
		return "";
	return arena_printf(h->arena, ", called at %s,", called);
}

const char *hint_given_at(const struct hinting *h, long event)
{
	const struct trace *trace = &h->result->trace;
	const struct event *at = &trace->events[event];
	const struct trace_call *call = call_at(trace, event);
	long taken = hint_last(trace, at->task, at->object, EV_LOCK, event);
	int level = 0;

	while (taken >= 0 && level < depth(call) && !goes_on(call_at(trace, taken), level, call))
		level++;
	return line_of(at->here, call, level);
}

const char *hint_stands_at(const struct hinting *h, int task)
{
	const struct trace *trace = &h->result->trace;
	const struct snap_task *is = &h->result->snapshot->tasks[task];
	enum event_kind kind = is->n_cases > 0 ? is->cases->event : EV_PARK;

	return line_of(is->here, call_of(trace, task, trace->n_events), returned_at(trace, is->here, kind));
}

/*
 * So many callers up of the wait, event number `enter`, is the function that has taken the mutex: what those further up do, they do
 * without it, or hold it all the while.
 */
static int level_of_section(const struct trace *trace, long enter, const struct trace_call *call)
{
	int task = trace->events[enter].task, level = 0, up;
	long unlock = next_of(trace, enter), taken;
	const struct trace_call *took;

	if (unlock < 0 || trace->events[unlock].kind != EV_UNLOCK)
		return depth(call);
	taken = hint_last(trace, task, trace->events[unlock].object, EV_LOCK, enter);
	if (taken < 0)
		return depth(call);
	took = call_at(trace, taken);
	while (level < depth(took) && !goes_on(took, level, call))
		level++;
	up = depth(call) - (depth(took) - level);
	return up > 0 ? up : 0;
}

static bool is_settled(enum hint_line line)
{
	return line == LINE_IN_IF || line == LINE_IN_LOOP;
}

enum hint_line hint_look(const struct hinting *h, long event, const char **at)
{
	const struct trace_call *call = call_at(&h->result->trace, event);
	enum hint_line line = LINE_UNKNOWN;
	int most = level_of_section(&h->result->trace, event, call);

	*at = h->result->trace.events[event].here;
	if (h->source && *at)
		line = h->source->look(h->source->context, *at);
	for (int i = 0; h->source && !is_settled(line) && i < most; i++) {
		enum hint_line above = h->source->look(h->source->context, call->callers[i]);

		line = is_settled(above) ? above : line;
		*at = is_settled(above) ? call->callers[i] : *at;
	}
	return line;
}
