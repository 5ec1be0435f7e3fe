/* past.c - see past.h. */
#include "lab/explain/past.h"

long past_next(const struct trace *trace, int task, long from)
{
	while (++from < trace->n_events)
		if (trace->events[from].task == task && trace->events[from].kind != EV_PARK)
			return from;
	return -1;
}

long past_signal(const struct trace *trace, int task, int object, long from, long to)
{
	for (long i = to - 1; i > from; i--) {
		const struct event *event = &trace->events[i];

		if (event->object == object && (event->kind == EV_BROADCAST || (event->kind == EV_SIGNAL && event->peer == task)))
			return i;
	}
	return to;
}

long past_taken(const struct trace *trace, int task, int mutex, long from, long to)
{
	while (--to > from)
		if (trace->events[to].object == mutex && trace->events[to].task != task &&
		    event_takes((enum event_kind)trace->events[to].kind))
			return to;
	return -1;
}

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

long past_step(const struct trace *trace, long event)
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

long past_event(const struct trace *trace, long step)
{
	int task = trace->steps && step >= 1 && step <= trace->n_steps ? trace->steps[step - 1].task : NO_TASK;
	long own = 0;

	for (long i = 0; task >= 0 && i < step; i++)
		own += trace->steps[i].task == task;
	for (long i = 0; own > 0 && i < trace->n_events; i++)
		if (trace->events[i].task == task && (own -= steps_of(&trace->events[i])) <= 0)
			return i;
	return -1;
}

const struct trace_value *past_value(const struct trace_values *values, int variable, long step)
{
	const struct trace_value *value = &values->variables[variable].first;

	for (long i = 0; i < values->n_changes && values->changes[i].step <= step; i++)
		if (values->changes[i].variable == variable)
			value = &values->changes[i].value;
	return value;
}

long past_changed(const struct trace_values *values, int variable, long from, long to)
{
	for (long i = values->n_changes - 1; i >= 0; i--)
		if (values->changes[i].variable == variable && values->changes[i].step > from && values->changes[i].step <= to)
			return values->changes[i].step;
	return -1;
}
