/*
 * explain_claim.c - why a claim is false: what the one who checked had just loaded, and which store was lost on the way.
 *
 * A store is lost when a task that had loaded the cell before it stores there after it, without another look.
 */
#include <inttypes.h>

#include "lab/explain/report.h"

enum { MOST_LOADED = 4 };

static const char *cell_name(struct report *report, int cell)
{
	return report->result->trace.objects[cell].name;
}

static const char *who(struct report *report, const struct event *event)
{
	return report->result->trace.tasks[event->task];
}

/* The cell that the event loads or stores, NO_OBJECT for others. */
static int cell_of(const struct event *event)
{
	return event->kind == EV_CELL_LOAD || event->kind == EV_CELL_STORE ? event->object : NO_OBJECT;
}

/* Before the value; "" where it is not known, as of what a program stores. */
static const char *value_of(struct report *report, const struct event *event, const char *before)
{
	return event->has_value == VALUE_NUMBER ? arena_printf(report->arena, "%s%" PRId64, before, event->value) : "";
}

/* What the culprit has loaded since it last did anything else, the newest first. */
static void explain_loaded(struct report *report)
{
	const struct trace *trace = &report->result->trace;
	int told = 0;

	for (long i = trace->n_events - 1; i >= 0 && told < MOST_LOADED; i--) {
		const struct event *event = &trace->events[i];

		if (event->task != report->result->culprit || event->kind == EV_FAULT)
			continue;
		if (event->kind != EV_CELL_LOAD)
			return;
		report_more(report, "%s had loaded %s%s%s", who(report, event), cell_name(report, event->object),
		            value_of(report, event, " = "), report_place(report, event->here));
		told++;
	}
}

/* The last store to the cell by somebody else between the load and the store of one task; NULL for none. */
static const struct event *lost_between(const struct trace *trace, long store)
{
	const struct event *own = &trace->events[store], *other = NULL;

	for (long i = store - 1; i >= 0; i--) {
		const struct event *event = &trace->events[i];

		if (cell_of(event) != own->object)
			continue;
		if (event->task == own->task)
			return event->kind == EV_CELL_LOAD ? other : NULL;
		if (event->kind == EV_CELL_STORE && !other)
			other = event;
	}
	return NULL;
}

static void explain_lost(struct report *report)
{
	const struct trace *trace = &report->result->trace;

	for (long i = 0; i < trace->n_events; i++) {
		const struct event *event = &trace->events[i], *lost;

		if (event->kind != EV_CELL_STORE || !(lost = lost_between(trace, i)))
			continue;
		report_more(report, "%s stored %s%s%s, from what it had loaded before %s stored%s%s: that update is lost",
		            who(report, event), cell_name(report, event->object), value_of(report, event, " = "),
		            report_place(report, event->here), who(report, lost), value_of(report, lost, " "),
		            report_place(report, lost->here));
		return;
	}
}

void report_claim(struct report *report)
{
	if (report->result->trace.dropped)
		return;                 /* what is missing may be what counts */
	explain_loaded(report);
	explain_lost(report);
}
