/* went_on.c - see went_on.h. */
#include "lab/explain/went_on.h"

#include <string.h>

#include "lab/base/buf.h"

/* ---- The trace ---- */

/* What the task does next after number `from`; -1: nothing. */
static long next_own(const struct trace *trace, int task, long from)
{
	while (++from < trace->n_events)
		if (trace->events[from].task == task && trace->events[from].kind != EV_PARK)
			return from;
	return -1;
}

/* What woke the task, between these events; `to` when that is not known. */
static long signal_to(const struct trace *trace, int task, int object, long from, long to)
{
	for (long i = to - 1; i > from; i--) {
		const struct event *event = &trace->events[i];

		if (event->object == object && (event->kind == EV_BROADCAST || (event->kind == EV_SIGNAL && event->peer == task)))
			return i;
	}
	return to;
}

/* The last time that another took this mutex between these events; -1: nobody did. */
static long taken_between(const struct trace *trace, int task, int mutex, long from, long to)
{
	while (--to > from)
		if (trace->events[to].object == mutex && trace->events[to].task != task &&
		    event_takes((enum event_kind)trace->events[to].kind))
			return to;
	return -1;
}

/* ---- What was asked ---- */

/* Is the event a step of its own? One that sleeps makes another one as it wakes. */
static int steps_of(const struct event *event)
{
	switch (event->kind) {
	case EV_TASK_GO: case EV_TASK_END: case EV_PARK: case EV_PRINT: case EV_EXIT:
		return 0;
	case EV_SLEEP:
		return 2;
	default:
		return 1;
	}
}

/* After so many steps of all the event had happened; -1: not known. */
static long step_of(const struct trace *trace, long event)
{
	int task = trace->events[event].task;
	long own = 0;

	for (long i = 0; i <= event; i++)
		own += trace->events[i].task == task ? steps_of(&trace->events[i]) : 0;
	for (long i = 0; trace->steps && i < trace->n_steps; i++)
		if (trace->steps[i].task == task && --own == 0)
			return i + 1;
	return -1;
}

static const struct trace_value *value_at(const struct trace_values *values, int variable, long step)
{
	const struct trace_value *value = &values->variables[variable].first;

	for (long i = 0; i < values->n_changes && values->changes[i].step <= step; i++)
		if (values->changes[i].variable == variable)
			value = &values->changes[i].value;
	return value;
}

/* Was it another one for a while? */
static bool changed_between(const struct trace_values *values, int variable, long from, long to)
{
	for (long i = 0; i < values->n_changes; i++)
		if (values->changes[i].variable == variable && values->changes[i].step > from && values->changes[i].step <= to)
			return true;
	return false;
}

/* "count" of "pool[1].count", "state" of "state[2]": the word by which a line has it. */
static const char *word_of(const struct hinting *h, const char *name)
{
	const char *dot = strrchr(name, '.');
	char *word = arena_text(h->arena, dot ? dot + 1 : name);

	word[strcspn(word, "[")] = '\0';
	return word;
}

static void say(const struct hinting *h, struct went_on *found, int variable, const struct trace_value *value, bool changed)
{
	const char *name = h->result->trace.values.variables[variable].name, *when = changed ? "again" : "still";
	struct buf text = { 0 };

	if (value->text)
		buf_adds(&text, value->text);
	else
		buf_printf(&text, "%lld", (long long)value->number);
	found->what = changed ? arena_printf(h->arena, "%s is %s again", name, buf_text(&text))
	                      : arena_printf(h->arena, "%s is still %s", name, buf_text(&text));
	found->was = changed ? arena_printf(h->arena, "%s was %s %s", name, buf_text(&text), when)
	                     : arena_printf(h->arena, "%s was %s %s", name, when, buf_text(&text));
	buf_free(&text);
}

/* Have all variables of the question the values with which it began to wait? -1: one has another; 0: not known. */
static int is_as_before(const struct hinting *h, struct went_on *found)
{
	const struct trace *trace = &h->result->trace;
	const struct trace_values *values = &trace->values;
	const char *here = trace->events[found->enter].here;
	long from = step_of(trace, found->enter), to = step_of(trace, found->lock) - 1;
	int same = 0;

	if (!h->source || !here || found->line != LINE_IN_IF || from < 0 || to < from || !values_known(values, to))
		return 0;
	for (int i = 0; i < values->n_variables; i++) {
		const struct trace_value *value;

		if (!h->source->asked(h->source->context, found->at, word_of(h, values->variables[i].name)))
			continue;
		value = value_at(values, i, to);
		if (!value_same(value, value_at(values, i, from)))
			return -1;
		say(h, found, i, value, changed_between(values, i, from, to));
		same = 1;
	}
	return same;
}

/* ---- Finding ---- */

/* What the task did from this waking on; false when it looked again, went no further, or that was right. */
static bool judge(const struct hinting *h, long woken, struct went_on *found)
{
	const struct trace *trace = &h->result->trace;
	const struct event *event = &trace->events[woken];
	bool is_culprit = event->task == h->result->culprit;
	long next;
	int same;

	*found = (struct went_on){ .task = event->task, .woken = woken, .spurious = event->kind == EV_COND_SPURIOUS };
	found->enter = hint_last(trace, event->task, event->object, EV_COND_ENTER, woken);
	found->lock = next_own(trace, event->task, woken);
	if (found->enter < 0 || found->lock < 0 || trace->events[found->lock].kind != EV_LOCK)
		return false;
	next = next_own(trace, event->task, found->lock);
	if (next < 0 ? !is_culprit : trace->events[next].kind == EV_COND_ENTER && trace->events[next].object == event->object)
		return false;
	found->line = hint_look(h, found->enter, &found->at);
	if (found->line == LINE_IN_LOOP)
		return false;
	found->taken = taken_between(trace, event->task, trace->events[found->lock].object,
	                             signal_to(trace, event->task, event->object, found->enter, woken), found->lock);
	found->between = found->taken < 0 ? NO_TASK : trace->events[found->taken].task;
	same = is_as_before(h, found);
	if (same < 0)
		found->what = found->was = NULL;
	found->sure = same > 0 ? WENT_ON_KNOWN : same == 0 && found->spurious && found->line != LINE_UNKNOWN ? WENT_ON_WOKE :
	              found->between != NO_TASK || found->spurious ? WENT_ON_OVERTAKEN : WENT_ON_MAYBE;
	if (found->sure >= WENT_ON_WOKE)
		return true;
	if (!is_culprit && (same < 0 || found->sure == WENT_ON_MAYBE))
		return false;
	return found->line == LINE_IN_IF || (is_culprit && found->sure == WENT_ON_OVERTAKEN);
}

static bool is_waking(const struct event *event)
{
	return event->kind == EV_COND_WAKE || event->kind == EV_COND_SPURIOUS;
}

static bool is_known(const struct went_on *list, int n, const char *at)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(hint_place(list[i].at), hint_place(at)))
			return true;
	return false;
}

int went_on_surely(const struct hinting *h, struct went_on list[MOST_WENT_ON])
{
	const struct trace *trace = &h->result->trace;
	int n = 0;

	for (long i = 0; i < trace->n_events && n < MOST_WENT_ON; i++)
		if (is_waking(&trace->events[i]) && judge(h, i, &list[n]) && list[n].sure >= WENT_ON_WOKE &&
		    !is_known(list, n, list[n].at))
			n++;
	return n;
}

bool went_on_likely(const struct hinting *h, struct went_on *found)
{
	const struct trace *trace = &h->result->trace;
	struct went_on now;
	bool any = false;

	for (long i = 0; i < trace->n_events; i++) {
		if (!is_waking(&trace->events[i]) || !judge(h, i, &now))
			continue;
		if (!any || now.task == h->result->culprit)     /* of the culprit the last: what it did then went wrong */
			*found = now;
		any = true;
	}
	return any;
}
