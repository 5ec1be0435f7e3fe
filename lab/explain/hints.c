/* hints.c - see hints.h. */
#include "lab/explain/hints_parts.h"

#include <stdarg.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/trace/snap_text.h"

/* ---- Looking back ---- */

static void drop_lock(struct locks_held *held, const struct trace *trace, int object)
{
	int i = held->n - 1;

	while (i >= 0 && trace->events[held->taken[i]].object != object)
		i--;
	if (i < 0)
		return;
	memmove(&held->taken[i], &held->taken[i + 1], (size_t)(held->n - i - 1) * sizeof *held->taken);
	held->n--;
}

struct locks_held hint_held(const struct trace *trace, int task, long before)
{
	struct locks_held held = { 0 };

	for (long i = 0; i < before && i < trace->n_events; i++) {
		const struct event *event = &trace->events[i];

		if (event->task != task)
			continue;
		if (event_takes((enum event_kind)event->kind) && event->kind != EV_ONCE_FIRST && held.n < MOST_LOCKS_HELD)
			held.taken[held.n++] = i;
		else if (event_gives((enum event_kind)event->kind))
			drop_lock(&held, trace, event->object);
	}
	return held;
}

long hint_taken(const struct trace *trace, int task, int object, long before)
{
	struct locks_held held = hint_held(trace, task, before);

	for (int i = held.n - 1; i >= 0; i--)
		if (trace->events[held.taken[i]].object == object)
			return held.taken[i];
	return -1;
}

long hint_permit(const struct trace *trace, int task, int object)
{
	struct locks_held held = { 0 };

	for (long i = 0; i < trace->n_events; i++) {
		const struct event *event = &trace->events[i];

		if (event->object != object || (event->kind != EV_ACQUIRE && event->kind != EV_RELEASE))
			continue;
		if (event->kind == EV_RELEASE && hint_last(trace, event->task, object, EV_ACQUIRE, i) < 0)
			return -1;              /* it is given by those who have taken none: a signal, not a loan */
		if (event->task == task && event->kind == EV_ACQUIRE && held.n < MOST_LOCKS_HELD)
			held.taken[held.n++] = i;
		else if (event->task == task && event->kind == EV_RELEASE)
			drop_lock(&held, trace, object);
	}
	return held.n ? held.taken[held.n - 1] : -1;
}

long hint_last(const struct trace *trace, int task, int object, enum event_kind kind, long before)
{
	while (--before >= 0) {
		const struct event *event = &trace->events[before];

		if (event->kind == kind && (task == NO_TASK || event->task == task) &&
		    (object == NO_OBJECT || event->object == object))
			return before;
	}
	return -1;
}

/* ---- Adding ---- */

const char *hint_place(const char *here)
{
	return snap_place(here);
}

static bool is_known(const struct hints *hints, const char *kind, const char *at)
{
	for (int i = 0; i < hints->n; i++)
		if (!strcmp(hints->at[i].kind, kind) && !strcmp(hints->at[i].at, at))
			return true;
	return false;
}

void hint_add(struct hinting *h, const char *kind, const char *here, const char *format, ...)
{
	struct hints *hints = h->hints;
	struct buf text = { 0 };
	va_list args;

	if (hints->n == MOST_HINTS || is_known(hints, kind, hint_place(here)))
		return;
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	hints->at[hints->n++] = (struct hint){ kind, arena_text(h->arena, hint_place(here)), arena_text(h->arena, buf_text(&text)) };
	buf_free(&text);
}

void hints_add(struct hints *hints, const struct result *result, const struct hint_source *source, struct arena *arena)
{
	struct hinting h = { hints, result, source, arena };
	bool told;

	if (!result->snapshot || result->trace.dropped)
		return;                 /* what is missing may be what counts */
	told = hints_of_looks(&h);
	hints_of_waits(&h, told);
	hints_of_faults(&h, told);
	if (hints->n == 0)
		hints_of_silence(&h);
}
