/*
 * brute_race.h - has a run a race? All its events, which of them comes before which by the letter of the table in
 * lab/check/race.h, pair by pair, closed over all that comes before that: slow, and what the clocks of lab/check/race.c
 * are held against.
 */
#ifndef TESTS_BRUTE_RACE_H
#define TESTS_BRUTE_RACE_H

#include <string.h>

#include "lab/base/panic.h"
#include "lab/engine/run.h"

enum { BRUTE_EVENTS = 512, BRUTE_WORDS = BRUTE_EVENTS / 64 };

struct brute_event {
	enum event_kind kind;
	int             task, peer, object, capacity;
	int64_t         value;
	unsigned        order;
	int             nth;            /* so many of this kind on this object were before */
	int             round;          /* of a barrier: which one its task has arrived in */
	uint64_t        past[BRUTE_WORDS];
};

struct brute_race {
	struct witness     witness;     /* must be first */
	struct brute_event events[BRUTE_EVENTS];
	int                n;
};

static bool brute_is_arrival(const struct brute_event *e)
{
	return e->kind == EV_BARRIER_ARRIVE || e->kind == EV_BARRIER_OPEN;
}

/* Rounds end with whoever opens. A pass is of the round that its task has arrived in last. */
static int brute_round(const struct brute_race *race, const struct brute_event *event)
{
	int round = 0;

	for (const struct brute_event *e = race->events; e < event; e++)
		round += e->object == event->object && e->kind == EV_BARRIER_OPEN;
	for (const struct brute_event *e = race->events; event->kind == EV_BARRIER_PASS && e < event; e++)
		if (e->object == event->object && e->task == event->task && brute_is_arrival(e))
			round = e->round;
	return round;
}

static void brute_note(struct witness *witness, const struct run *run, const struct event *told, struct extent span)
{
	struct brute_race *race = (struct brute_race *)witness;
	struct brute_event *event = &race->events[race->n];

	(void)span;
	must(race->n < BRUTE_EVENTS);
	*event = (struct brute_event){
		.kind = told->kind, .task = told->task, .peer = told->peer, .object = told->object,
		.capacity = run->objects[told->object]->capacity, .value = told->has_value ? told->value : 0, .order = told->order,
	};
	for (int i = 0; i < race->n; i++)
		event->nth += race->events[i].object == event->object && race->events[i].kind == event->kind;
	event->round = brute_round(race, event);
	race->n++;
}

static void brute_race_begin(struct brute_race *race, struct run *run)
{
	race->n = 0;
	race->witness.tell = brute_note;
	run->witness = &race->witness;
}

/* ---- Which event comes before which ---- */

static bool brute_is_one_of(enum event_kind kind, const enum event_kind *list)
{
	for (; *list != EVENT_KIND_COUNT; list++)
		if (*list == kind)
			return true;
	return false;
}

#define ONE_OF(kind, ...) brute_is_one_of(kind, (const enum event_kind[]){ __VA_ARGS__, EVENT_KIND_COUNT })

/* Pairs of which any earlier comes before any later of the same object. */
static bool brute_always(const struct brute_event *a, const struct brute_event *b)
{
	switch (a->kind) {
	case EV_UNLOCK:         return ONE_OF(b->kind, EV_LOCK, EV_TRY_LOCKED);
	case EV_WRITE_UNLOCK:   return ONE_OF(b->kind, EV_READ_LOCK, EV_WRITE_LOCK, EV_UPGRADE);
	case EV_READ_UNLOCK:    return ONE_OF(b->kind, EV_WRITE_LOCK, EV_UPGRADE);
	case EV_RELEASE:        return b->kind == EV_ACQUIRE;
	case EV_WAIT_ADD:       return b->kind == EV_WAIT_ZERO && a->value < 0;
	case EV_WAIT_DONE:      return b->kind == EV_WAIT_ZERO;
	case EV_ONCE_DONE:      return b->kind == EV_ONCE_AGAIN;
	case EV_CHAN_CLOSE:     return b->kind == EV_CHAN_DRAINED;
	case EV_CONTEXT_CANCEL: return ONE_OF(b->kind, EV_CONTEXT_OVER, EV_CONTEXT_ENDED, EV_CONTEXT_CHILD);
	default:                return false;
	}
}

static bool brute_in_traffic(const struct brute_event *a, const struct brute_event *b)
{
	if (a->capacity == 0)
		return false;                   /* they meet: see brute_meeting() */
	return (a->kind == EV_CHAN_SEND && b->kind == EV_CHAN_RECV && b->nth == a->nth) ||
	       (a->kind == EV_CHAN_RECV && b->kind == EV_CHAN_SEND && b->nth == a->nth + a->capacity);
}

/* Is there an event of one of two kinds on the same object between the two, by this task? NO_TASK: by any. */
static bool brute_between(const struct brute_event *a, const struct brute_event *b, enum event_kind one,
                          enum event_kind other, int task)
{
	for (const struct brute_event *e = a + 1; e < b; e++)
		if (e->object == a->object && (e->kind == one || e->kind == other) && (task == NO_TASK || e->task == task))
			return true;
	return false;
}

/* Is the waiter that wakes with b in line when a is sent to all that wait: has it entered, and not been signalled since? */
static bool brute_in_line(const struct brute_race *race, const struct brute_event *a, const struct brute_event *b)
{
	const struct brute_event *entry = NULL;

	for (const struct brute_event *e = race->events; e < b; e++)
		if (e->object == b->object && e->task == b->task && e->kind == EV_COND_ENTER)
			entry = e;
	if (!entry || entry > a)
		return false;
	for (const struct brute_event *e = entry; e < a; e++)
		if (e->object == a->object && (e->kind == EV_BROADCAST || (e->kind == EV_SIGNAL && e->peer == b->task)))
			return false;
	return true;
}

static bool brute_wakes(const struct brute_race *race, const struct brute_event *a, const struct brute_event *b)
{
	if (b->kind != EV_COND_WAKE || (a->kind != EV_SIGNAL && a->kind != EV_BROADCAST))
		return false;
	if (a->kind == EV_SIGNAL && a->peer != b->task)
		return false;
	return brute_in_line(race, a, b);
}

static bool brute_of_a_round(const struct brute_event *a, const struct brute_event *b)
{
	return brute_is_arrival(a) && a->round == b->round && (b->kind == EV_BARRIER_PASS || b->kind == EV_BARRIER_OPEN);
}

/* ---- Atoms ---- */

static bool brute_is_atomic(const struct brute_event *e)
{
	return ONE_OF(e->kind, EV_ATOM_LOAD, EV_ATOM_STORE, EV_ATOM_EXCHANGE, EV_ATOM_ADD, EV_ATOM_SUB, EV_ATOM_BITS,
	              EV_ATOM_SWAPPED, EV_ATOM_NOT_SWAPPED);
}

static bool brute_reads(const struct brute_event *e)
{
	return brute_is_atomic(e) && e->kind != EV_ATOM_STORE;
}

static bool brute_writes(const struct brute_event *e)
{
	return brute_is_atomic(e) && !ONE_OF(e->kind, EV_ATOM_LOAD, EV_ATOM_NOT_SWAPPED);
}

/* C11 5.1.2.4: does y read from the release sequence that x heads, or would head if it were a release? */
static bool brute_reads_from(const struct brute_event *x, const struct brute_event *y)
{
	if (!(x < y && x->object == y->object && brute_writes(x) && brute_reads(y)))
		return false;
	for (const struct brute_event *e = x + 1; e < y; e++)
		if (e->object == x->object && e->kind == EV_ATOM_STORE && e->task != x->task)
			return false;
	return true;
}

/* C11 7.17.3, 7.17.4: is there an x that is a, or that follows the fence a, and a y likewise? */
static bool brute_synchronizes(const struct brute_race *race, const struct brute_event *a, const struct brute_event *b)
{
	bool fence_before = a->kind == EV_ATOM_FENCE, fence_after = b->kind == EV_ATOM_FENCE;
	const struct brute_event *end = race->events + race->n;

	if (!((fence_before || brute_writes(a)) && (fence_after || brute_reads(b))) ||
	    a->order == ORDER_RELAXED || a->order == ORDER_CONSUME || a->order == ORDER_ACQUIRE ||
	    b->order == ORDER_RELAXED || b->order == ORDER_RELEASE)
		return false;
	for (const struct brute_event *x = a; x < end && x < b; x++)
		for (const struct brute_event *y = x + 1; x->task == a->task && (x == a) == !fence_before && y <= b; y++)
			if (y->task == b->task && (y == b) == !fence_after && brute_reads_from(x, y))
				return true;
	return false;
}

/* Across an object, which is the same. */
static bool brute_across(const struct brute_race *race, const struct brute_event *a, const struct brute_event *b)
{
	return brute_always(a, b) || brute_in_traffic(a, b) || brute_wakes(race, a, b) || brute_of_a_round(a, b) ||
	       (a->kind == EV_TIMER_SET && b->kind == EV_TIMER_HEAR &&
	        !brute_between(a, b, EV_TIMER_SET, EV_TIMER_SET, NO_TASK));
}

static bool brute_precedes(const struct brute_race *race, const struct brute_event *a, const struct brute_event *b)
{
	return a->task == b->task || brute_synchronizes(race, a, b) || (a->kind == EV_TASK_GO && a->peer == b->task) ||
	       (b->kind == EV_TASK_JOIN && a->task == b->peer) || (a->object == b->object && brute_across(race, a, b));
}

/* The two halves of a meeting, told one after the other. */
static bool brute_meeting(const struct brute_event *send, const struct brute_event *receive)
{
	return send->kind == EV_CHAN_SEND && receive->kind == EV_CHAN_RECV && send->object == receive->object &&
	       send->capacity == 0 && send->peer == receive->task && receive->peer == send->task;
}

/* ---- Races ---- */

static bool brute_conflict(const struct brute_event *a, const struct brute_event *b)
{
	bool access_a = ONE_OF(a->kind, EV_CELL_LOAD, EV_CELL_STORE), access_b = ONE_OF(b->kind, EV_CELL_LOAD, EV_CELL_STORE);
	bool writes = a->kind == EV_CELL_STORE || b->kind == EV_CELL_STORE || brute_writes(a) || brute_writes(b);

	return a->object == b->object && writes && (access_a || brute_is_atomic(a)) && (access_b || brute_is_atomic(b)) &&
	       (access_a || access_b);
}

static void brute_add_past(struct brute_event *event, const struct brute_race *race, int k)
{
	event->past[k / 64] |= (uint64_t)1 << k % 64;
	for (int w = 0; w < BRUTE_WORDS; w++)
		event->past[w] |= race->events[k].past[w];
}

/* Without two accesses that could race there is nothing to look for. */
static bool brute_has_conflict(const struct brute_race *race)
{
	for (int i = 0; i < race->n; i++)
		for (int k = 0; k < i; k++)
			if (race->events[k].task != race->events[i].task &&
			    brute_conflict(&race->events[k], &race->events[i]))
				return true;
	return false;
}

static bool brute_race_found(struct brute_race *race)
{
	bool found = false;

	if (!brute_has_conflict(race))
		return false;
	for (int i = 0; i < race->n; i++) {
		struct brute_event *event = &race->events[i];

		for (int k = 0; k < i; k++)
			if (brute_precedes(race, &race->events[k], event))
				brute_add_past(event, race, k);
		if (i > 0 && brute_meeting(event - 1, event)) {
			brute_add_past(event, race, i - 1);
			brute_add_past(event - 1, race, i);
		}
		for (int k = 0; k < i; k++)
			found |= brute_conflict(&race->events[k], event) && !(event->past[k / 64] >> k % 64 & 1);
	}
	return found;
}

#endif
