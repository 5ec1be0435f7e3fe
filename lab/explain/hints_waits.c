/*
 * hints_waits.c - of tasks that wait for ever: a lock that its owner never gives back, locks taken in different orders, a
 * signal that came too early or to the wrong one, a permit that was not given back.
 */
#include <inttypes.h>

#include "lab/explain/hints_parts.h"
#include "lab/trace/snap_text.h"

static const char *name_of(const struct hinting *h, int task)
{
	return h->result->snapshot->tasks[task].name;
}

static const char *object_name(const struct hinting *h, int object)
{
	return h->result->snapshot->objects[object].name;
}

/* The object that a stuck task waits for, where that is one; NO_OBJECT else. */
static int awaited(const struct snap_task *task)
{
	return task->stuck && task->n_cases == 1 ? task->cases->object : NO_OBJECT;
}

static bool waits_for_lock(const struct snap_task *task)
{
	return task->n_cases == 1 && event_takes(task->cases->event);
}

/* What the task waits for, in words. */
static const char *wait_words(const struct hinting *h, int task)
{
	struct buf text = { 0 };
	const char *copy;

	snap_wait(&text, h->result->snapshot, &h->result->snapshot->tasks[task]);
	copy = arena_text(h->arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

/* ---- Locks, and permits that are lent ---- */

/* By which event the task has this lock, or a permit of this semaphore; -1: it has not. */
static long has(const struct hinting *h, int task, int object)
{
	const struct trace *trace = &h->result->trace;
	long taken = hint_taken(trace, task, object, trace->n_events);

	return taken >= 0 ? taken : hint_permit(trace, task, object);
}

/* Somebody else that holds it, as the trace has it; NO_TASK for nobody. `*taken` is the event by which. */
static int holder_of(const struct hinting *h, int object, int but, long *taken)
{
	const struct trace *trace = &h->result->trace;

	for (int i = 0; i < trace->n_tasks && i < h->result->snapshot->n_tasks; i++)
		if (i != but && (*taken = has(h, i, object)) >= 0)
			return i;
	return NO_TASK;
}

static int next_in_line(const struct hinting *h, int task, long *taken)
{
	int object = awaited(&h->result->snapshot->tasks[task]);

	return object == NO_OBJECT ? NO_TASK : holder_of(h, object, task, taken);
}

/* Does each hold what the one before it waits for, all round to this task? */
static bool is_in_circle(const struct hinting *h, int first)
{
	long taken;
	int at = first;

	for (int i = 0; i < h->result->snapshot->n_tasks && at != NO_TASK; i++) {
		at = next_in_line(h, at, &taken);
		if (at == first)
			return true;
	}
	return false;
}

/* The one that waits for what this task of a circle holds. */
static int before_in_circle(const struct hinting *h, int first)
{
	long taken;
	int at = first, next;

	while ((next = next_in_line(h, at, &taken)) != first)
		at = next;
	return at;
}

/* Each holds one, and waits for that of the next. */
static void hint_order(struct hinting *h, int first)
{
	const struct snap_task *tasks = h->result->snapshot->tasks;
	long taken, own;
	int next = next_in_line(h, first, &taken), one = awaited(&tasks[first]);
	int other = awaited(&tasks[before_in_circle(h, first)]);

	own = has(h, first, other);
	hint_add(h, "lock-order", hint_stands_at(h, first), "%s takes %s (%s) and then %s here, %s takes %s (%s) and then %s (%s): let all take "
	         "them in the same order, wherever both are needed", name_of(h, first), object_name(h, other),
	         hint_taken_at(h, own), object_name(h, one), name_of(h, next), object_name(h, one),
	         hint_taken_at(h, taken), object_name(h, awaited(&tasks[next])), hint_stands_at(h, next));
}

/* Whoever holds the lock has ended, or waits for something else meanwhile. */
static void hint_holder(struct hinting *h, int task, int object)
{
	const struct snapshot *s = h->result->snapshot;
	long taken;
	int holder = holder_of(h, object, task, &taken);

	if (holder == NO_TASK)
		return;
	if (s->tasks[holder].state == TASK_ENDED)
		hint_add(h, "unlock", hint_taken_at(h, taken), "%s locks %s here%s and ends without unlocking it: on some way from "
		         "here to its end an unlock is missing", name_of(h, holder), object_name(h, object), hint_called(h, taken));
	else if (s->tasks[holder].stuck && !waits_for_lock(&s->tasks[holder]))
		hint_add(h, "waits-holding", s->tasks[holder].here, "%s waits here to %s while it holds %s, locked at %s, which %s "
		         "needs: let it wait before it locks, or unlock before it waits", name_of(h, holder),
		         wait_words(h, holder), object_name(h, object), hint_taken_at(h, taken),
		         name_of(h, task));
}

static void hint_lock(struct hinting *h, int task, int object)
{
	const struct trace *trace = &h->result->trace;
	long own = hint_taken(trace, task, object, trace->n_events);

	if (own >= 0)
		hint_add(h, "relock", hint_stands_at(h, task), "%s holds %s already, since %s: unlock it before, or leave "
		         "this lock out", name_of(h, task), object_name(h, object), hint_taken_at(h, own));
	else
		hint_holder(h, task, object);
}

/* ---- Condition variables ---- */

/* The mutex that a task lets go of to wait, at event number `enter`; NO_OBJECT: not known. */
static int mutex_of(const struct trace *trace, int task, long enter)
{
	for (long i = enter + 1; i < trace->n_events; i++)
		if (trace->events[i].task == task)
			return trace->events[i].kind == EV_UNLOCK ? trace->events[i].object : NO_OBJECT;
	return NO_OBJECT;
}

/* The newest signal in vain on the object after number `from`, and before number `to`; -1. */
static long signal_in_vain(const struct trace *trace, int object, long from, long to)
{
	while (--to > from)
		if (trace->events[to].object == object && event_is_unheard((enum event_kind)trace->events[to].kind))
			return to;
	return -1;
}

/*
 * The newest signal in vain since the task last took its mutex, or looked at a variable before that; -1. Where it has looked
 * at nothing that others change, which is no event either where the mutex guards it, any in vain: unless the source has it ask.
 */
static long lost_signal(const struct hinting *h, int task, int object, int mutex, long enter)
{
	const struct trace *trace = &h->result->trace;
	long look = hint_last(trace, task, NO_OBJECT, EV_CELL_LOAD, enter);
	long locking = mutex == NO_OBJECT ? -1 : hint_last(trace, task, mutex, EV_LOCK, enter);
	long from = look > locking ? look : locking, last;

	if (look >= 0 && look < locking)
		from = look;            /* what was looked at without the mutex may have changed */
	last = signal_in_vain(trace, object, from, enter);
	if (last >= 0 || look >= 0 || (h->source && h->source->asks(h->source->context, trace->events[enter].here)))
		return last;
	return signal_in_vain(trace, object, -1, enter);
}

/* It was given without the mutex, so it could come in between the look and the wait. */
static void hint_unguarded(struct hinting *h, const struct event *signal, long enter, const char *mutex, bool looked)
{
	const struct trace *trace = &h->result->trace;
	const char *who = name_of(h, signal->task);

	hint_add(h, "lost-signal", trace->events[enter].here, "%s signals %s (%s) without %s, before this wait begins, and a signal that "
	         "nobody waits for is lost: let %s hold %s while it changes what is waited for%s, and signals", who,
	         object_name(h, signal->object), hint_place(signal->here), mutex, who, mutex,
	         looked ? "" : ", a variable that the wait looks at in a `while`");
}

static bool hint_lost(struct hinting *h, int task, int object, long enter)
{
	const struct trace *trace = &h->result->trace;
	int mutex = mutex_of(trace, task, enter);
	long lost = lost_signal(h, task, object, mutex, enter);
	const char *lock = mutex == NO_OBJECT ? "the mutex" : object_name(h, mutex);
	const struct event *signal;

	if (lost < 0)
		return false;
	signal = &trace->events[lost];
	if (mutex != NO_OBJECT && hint_taken(trace, signal->task, mutex, lost) < 0) {
		hint_unguarded(h, signal, enter, lock, hint_last(trace, task, NO_OBJECT, EV_CELL_LOAD, enter) >= 0);
		return true;
	}
	hint_add(h, "lost-signal", trace->events[enter].here, "%s signals %s (%s) before this wait begins, and a signal that nobody "
	         "waits for is lost: keep what it tells in a variable, change that with %s held, and wait only `while` it says "
	         "so, looking at it with %s held", name_of(h, signal->task), object_name(h, object), hint_place(signal->here),
	         lock, lock);
	return true;
}

/* Does the task wait on the object again after number `from`, before it signals anybody? */
static bool waits_again(const struct trace *trace, int task, int object, long from)
{
	while (++from < trace->n_events) {
		const struct event *event = &trace->events[from];

		if (event->task != task)
			continue;
		if (event->kind == EV_COND_ENTER)
			return event->object == object;
		if (event->kind == EV_SIGNAL || event->kind == EV_BROADCAST || event_is_unheard((enum event_kind)event->kind))
			return false;
	}
	return false;
}

/* A signal while the task waited woke another one. */
static void hint_broadcast(struct hinting *h, int task, int object, long enter)
{
	const struct trace *trace = &h->result->trace;
	long given = hint_last(trace, NO_TASK, object, EV_SIGNAL, trace->n_events);
	long heard = hint_last(trace, NO_TASK, object, EV_COND_WAKE, trace->n_events);
	const char *who;

	if (given < 0 || given < enter || heard < given || trace->events[heard].task == task)
		return;
	who = name_of(h, trace->events[heard].task);
	if (waits_again(trace, trace->events[heard].task, object, heard))
		hint_add(h, "broadcast", trace->events[given].here, "this signal wakes one task, and it was %s, which cannot go on and "
		         "waits again, while %s still waits (%s): broadcast wakes all, or let those who wait for different "
		         "things have a condition variable each", who, name_of(h, task), hint_place(trace->events[enter].here));
	else
		hint_add(h, "broadcast", trace->events[given].here, "this signal wakes one task, %s, and %s still waits (%s) with no "
		         "signal to come: broadcast wakes all who wait, or let the one that is woken signal the next", who,
		         name_of(h, task), hint_place(trace->events[enter].here));
}

static void hint_cond(struct hinting *h, int task, int object)
{
	const struct trace *trace = &h->result->trace;
	long enter = hint_last(trace, task, object, EV_COND_ENTER, trace->n_events);

	if (enter >= 0 && !hint_lost(h, task, object, enter))
		hint_broadcast(h, task, object, enter);
}

static void hint_no_signal(struct hinting *h, int task, int object)
{
	const struct trace *trace = &h->result->trace;
	long enter = hint_last(trace, task, object, EV_COND_ENTER, trace->n_events);

	if (enter >= 0 && hint_last(trace, NO_TASK, object, EV_SIGNAL, trace->n_events) < enter &&
	    hint_last(trace, NO_TASK, object, EV_BROADCAST, trace->n_events) < enter)
		hint_add(h, "no-signal", trace->events[enter].here, "nobody signals %s after this wait has begun: whoever makes true "
		         "what is waited for must signal, on every way", object_name(h, object));
}

/* ---- Semaphores and barriers ---- */

static void hint_post(struct hinting *h, int task, int object)
{
	const struct trace *trace = &h->result->trace;
	long last = hint_last(trace, NO_TASK, object, EV_ACQUIRE, trace->n_events);
	const struct event *taken = last < 0 ? NULL : &trace->events[last];

	if (hint_last(trace, NO_TASK, object, EV_RELEASE, trace->n_events) < 0 && !taken)
		hint_add(h, "no-post", h->result->snapshot->tasks[task].here, "nobody has posted to %s: a sem_post is missing on the way "
		         "of whoever it waits for, or it has to begin with more permits", object_name(h, object));
	else if (taken && h->result->snapshot->tasks[taken->task].state == TASK_ENDED &&
	         hint_last(trace, taken->task, object, EV_RELEASE, trace->n_events) < last)
		hint_add(h, "no-post", taken->here, "%s takes the last permit of %s here and ends without posting one: on some way from "
		         "here to its end a sem_post is missing, if it is to be given back", name_of(h, taken->task),
		         object_name(h, object));
}

static void hint_barrier(struct hinting *h, int task, int object)
{
	const struct snap_object *barrier = &h->result->snapshot->objects[object];

	hint_add(h, "barrier", h->result->snapshot->tasks[task].here, "%s lets nobody go on before all it was made for have come (%s), "
	         "and nobody else comes: its number must be that of the threads which wait here, each as often as the others",
	         barrier->name, barrier->state);
}

/* ---- All of them ---- */

static bool is_at_barrier(const struct snap_task *task)
{
	return task->cases->event == EV_BARRIER_PASS || task->cases->event == EV_BARRIER_ARRIVE;
}

void hints_of_waits(struct hinting *h, bool told)
{
	const struct snapshot *s = h->result->snapshot;
	bool ordered = false;

	for (int i = 0; i < s->n_tasks; i++) {
		const struct snap_task *task = &s->tasks[i];
		int object = awaited(task);

		if (object == NO_OBJECT)
			continue;
		if (is_in_circle(h, i)) {
			if (!ordered)
				hint_order(h, i);
			ordered = true;
		} else if (waits_for_lock(task)) {
			hint_lock(h, i, object);
		} else if (task->cases->event == EV_COND_WAKE) {
			if (!told)
				hint_cond(h, i, object);
		} else if (is_at_barrier(task)) {
			hint_barrier(h, i, object);
		}
	}
}

void hints_of_silence(struct hinting *h)
{
	const struct snapshot *s = h->result->snapshot;

	for (int i = 0; i < s->n_tasks; i++) {
		int object = awaited(&s->tasks[i]);

		if (object == NO_OBJECT)
			continue;
		if (s->tasks[i].cases->event == EV_COND_WAKE)
			hint_no_signal(h, i, object);
		else if (s->tasks[i].cases->event == EV_ACQUIRE)
			hint_post(h, i, object);
	}
}
