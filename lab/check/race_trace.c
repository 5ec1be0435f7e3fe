/*
 * race_trace.c - races in a trace: what its kinds of events depend on. Of a select only the case that was taken is known,
 * and nothing of those that were not.
 */
#include <string.h>

#include "lab/check/race_watch.h"

enum { MOST_TASKS = 1024 };     /* their clocks take four bytes for each pair */

static enum access_mode mode_of(enum event_kind kind)
{
	switch (kind) {
	case EV_LOCK:         return ACCESS_LOCK;
	case EV_UNLOCK:       return ACCESS_UNLOCK;
	case EV_READ_LOCK:    return ACCESS_READ;
	case EV_READ_UNLOCK:  return ACCESS_READ_UNLOCK;
	case EV_WRITE_LOCK:   return ACCESS_LOCK;
	case EV_WRITE_UNLOCK: return ACCESS_UNLOCK;
	case EV_WAIT_DONE:    return ACCESS_DONE;
	case EV_RELEASE:      return ACCESS_RELEASE;
	case EV_ACQUIRE:      return ACCESS_ACQUIRE;
	case EV_WAIT_ZERO:
	case EV_BARRIER_PASS:
	case EV_COND_WAKE:
	case EV_CONTEXT_OVER: return ACCESS_WAIT;
	case EV_CONTEXT_ENDED:
	case EV_CONTEXT_ALIVE:
	case EV_ONCE_AGAIN:   return ACCESS_LOAD;
	case EV_PARK:         return ACCESS_NONE;
	default:              return ACCESS_ALL;
	}
}

static void tell_channel(struct race *race, const struct event *event, int capacity)
{
	bool send = event->kind == EV_CHAN_SEND;

	if (capacity == 0 && send)
		return;                 /* told with its receive */
	race_open(race, event->task, capacity == 0 ? event->peer : NO_TASK);
	if (capacity > 0)
		race_transfer(race, event->object, capacity, send);
	race_touch(race, event->object, capacity == 0 ? ACCESS_ALL : send ? ACCESS_SEND : ACCESS_RECV);
	race_close(race);
}

static void tell_plain(struct race *race, const struct event *event)
{
	enum access_mode mode = mode_of(event->kind);

	if (event->object == NO_OBJECT || mode == ACCESS_NONE)
		return;
	race_open(race, event->task, NO_TASK);
	race_touch(race, event->object, mode);
	race_close(race);
}

static void tell(struct race *race, const struct trace *trace, const struct event *event)
{
	switch (event->kind) {
	case EV_TASK_GO:
		race_open(race, event->task, NO_TASK);
		race_close(race);
		race_started(race, event->peer);
		break;
	case EV_TASK_JOIN:
		race_open(race, event->task, NO_TASK);
		race_join(race, event->peer);
		race_close(race);
		break;
	case EV_TASK_END:
		break;
	case EV_CHAN_SEND:
	case EV_CHAN_RECV:
		tell_channel(race, event, trace->objects[event->object].capacity);
		break;
	case EV_CELL_LOAD:
	case EV_CELL_STORE:
		race_open(race, event->task, NO_TASK);
		race_access(race, event->object, event->kind == EV_CELL_STORE, event->here);
		race_close(race);
		break;
	default:
		tell_plain(race, event);
	}
}

static bool has_cells(const struct trace *trace)
{
	for (int i = 0; i < trace->n_objects; i++)
		if (strcmp(trace->objects[i].kind, "cell") == 0)
			return true;
	return false;
}

bool race_in_trace(const struct trace *trace, struct conflict *found, bool *any)
{
	struct race *race;

	*any = false;
	if (!has_cells(trace))
		return true;
	if (trace->n_tasks > MOST_TASKS)
		return false;
	race = race_new(trace->n_tasks);
	for (long i = 0; i < trace->n_events && !race_found(race); i++)
		tell(race, trace, &trace->events[i]);
	if (race_found(race)) {
		*found = *race_found(race);
		*any = true;
	}
	race_free(race);
	return true;
}
