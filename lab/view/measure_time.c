/*
 * measure_time.c - which time it is that is measured.
 *
 * When the clock is virtual each event counts TRACE_STEP on it, and when nothing can move it jumps to
 * where the next sleep ends. So where two events are further apart it has jumped, to just before the
 * second.
 */
#include "lab/view/measure_parts.h"

/* How many events there are before the first that was dropped. */
static long whole_events(const struct trace *trace)
{
	long n = trace->n_events;

	while (trace->dropped && n > 0 && trace->events[n - 1].stamp > trace->whole)
		n--;
	return n;
}

static void find_jumps(struct measures *m)
{
	const struct event *events = m->trace->events;
	double *times = arena_alloc(m->arena, (size_t)m->trace->n_events * sizeof *times), now = 0;
	uint64_t last = 0;

	for (long i = 0; i < m->trace->n_events; i++) {
		if (events[i].stamp - last > TRACE_STEP)
			now = (double)(events[i].stamp - TRACE_STEP);
		last = events[i].stamp;
		times[i] = now;
	}
	m->times = now > 0 ? times : NULL;
}

double measure_time(const struct measures *m, const struct event *event)
{
	return m->times ? m->times[event - m->trace->events] : trace_ns(m->trace, event);
}

void measure_span(struct measures *m, double elapsed)
{
	const struct trace *trace = m->trace;

	if (elapsed < 0)
		find_jumps(m);
	m->n_events = whole_events(trace);
	m->duration = m->n_events ? measure_time(m, &trace->events[m->n_events - 1]) : 0;
	m->whole_run = trace->n_events ? measure_time(m, &trace->events[trace->n_events - 1]) : 0;
	if (elapsed > m->whole_run)
		m->whole_run = elapsed;
	if (!trace->dropped)
		m->duration = m->whole_run;
}
