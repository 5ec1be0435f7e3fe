/*
 * ready.h - who is ready: can what a task waits for happen to an object, as that stands after so many events of a trace?
 */
#ifndef LAB_VIEW_READY_H
#define LAB_VIEW_READY_H

#include "lab/base/arena.h"
#include "lab/trace/trace.h"

/*
 * What may end a wait, of an object: is it held, by whom alone or by whom else, how much is in it, is it closed? Has it
 * ended, when it is a task?
 */
struct object_now {
	bool owned, closed, ended;
	int  n_holders, n_writers;      /* who wait to write: readers let them go first */
	int  level;                     /* -1: not known */
	int  capacity;
};

/* The objects of the trace before its first event. */
struct object_now *ready_begin(struct arena *, const struct trace *);

/* What an event at the object leaves it as, but for n_writers, which the caller counts. */
void ready_see(struct object_now *, const struct event *);

/*
 * Does the event let it happen for this task, which waits for it at the event's object, whatever becomes of the object? A
 * signal to it, a broadcast, a barrier that opens.
 */
bool ready_frees(const struct event *, int task, enum event_kind);

/* Can this happen to an object that stands so? Of kinds that it does not know the trace does not tell it: false. */
bool ready_lets(const struct object_now *, enum event_kind);

#endif
