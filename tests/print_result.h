/*
 * print_result.h - all that happened in a run, as a text to be compared with that of another.
 */
#ifndef TESTS_PRINT_RESULT_H
#define TESTS_PRINT_RESULT_H

#include "lab/base/buf.h"
#include "lab/check/watchdog.h"

/* Every field of every event, and what came of it. */
static inline void print_result(struct buf *out, const struct result *result)
{
	const struct trace *trace = &result->trace;

	buf_printf(out, "%s %s\n", verdict_word(result->verdict), result->schedule);
	for (long i = 0; i < trace->n_events; i++) {
		const struct event *e = &trace->events[i];

		buf_printf(out, "%llu %s %s %d %d %d %d %d %d %d %lld\n", (unsigned long long)e->stamp,
		           trace->tasks[e->task], e->here ? e->here : "", e->kind, e->object, e->peer,
		           e->level, e->kind == EV_PARK ? e->waits_for : 0,
		           e->kind == EV_PARK ? e->n_cases : 0, e->has_value,
		           e->has_value ? (long long)e->value : 0);
	}
}

#endif
