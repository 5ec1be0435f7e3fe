/* ready.c - see ready.h. */
#include "lab/view/ready.h"

struct object_now *ready_begin(struct arena *arena, const struct trace *trace)
{
	struct object_now *objects = arena_alloc(arena, (size_t)trace->n_objects * sizeof *objects);

	for (int i = 0; i < trace->n_objects; i++)
		objects[i] = (struct object_now){ .level = -1, .capacity = trace->objects[i].capacity };
	return objects;
}

bool ready_lets(const struct object_now *of, enum event_kind what)
{
	switch (what) {
	case EV_LOCK: case EV_WRITE_LOCK:
		return !of->owned && of->n_holders == 0;
	case EV_ONCE_FIRST:
		return !of->owned;
	case EV_READ_LOCK:
		return !of->owned && of->n_writers == 0;
	case EV_CHAN_SEND:
		return of->closed || (of->level >= 0 && of->level < of->capacity);
	case EV_CHAN_RECV:
		return of->closed || of->level > 0;
	case EV_CONTEXT_OVER:
		return of->closed;
	case EV_WAIT_ZERO:
		return of->level == 0;
	case EV_ACQUIRE:
		return of->level > 0;
	case EV_TASK_JOIN:
		return of->ended;
	default:
		return false;
	}
}

bool ready_frees(const struct event *event, int task, enum event_kind what)
{
	switch (event->kind) {
	case EV_SIGNAL: case EV_COND_PASSED:
		return what == EV_COND_WAKE && event->peer == task;
	case EV_BROADCAST:
		return what == EV_COND_WAKE;
	case EV_BARRIER_OPEN:
		return what == EV_BARRIER_PASS;
	default:
		return false;
	}
}

void ready_see(struct object_now *of, const struct event *event)
{
	of->level = event->level;
	switch (event->kind) {
	case EV_UPGRADE:
		of->n_holders -= of->n_holders > 0;
		of->owned = true;
		break;
	case EV_LOCK: case EV_TRY_LOCKED: case EV_WRITE_LOCK: case EV_ONCE_FIRST:
		of->owned = true;
		break;
	case EV_UNLOCK: case EV_WRITE_UNLOCK:
		of->owned &= event->level > 0;
		break;
	case EV_ONCE_DONE: case EV_ONCE_LEFT:
		of->owned = false;
		break;
	case EV_READ_LOCK:
		of->n_holders++;
		break;
	case EV_READ_UNLOCK:
		of->n_holders -= of->n_holders > 0;
		break;
	case EV_CHAN_CLOSE: case EV_CONTEXT_CANCEL:
		of->closed = true;
		break;
	case EV_TASK_END:
		of->ended = true;
		break;
	}
}
