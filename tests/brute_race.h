/*
 * brute_race.h - has a run a race? Event by event, what comes before what by the letter of the definition, closed over
 * all that comes before that: slow, and what the clocks of lab/check/race.c are held against.
 */
#ifndef TESTS_BRUTE_RACE_H
#define TESTS_BRUTE_RACE_H

#include <string.h>

#include "lab/check/footprint.h"
#include "lab/check/race_watch.h"

enum { BRUTE_EVENTS = 400, BRUTE_WORDS = BRUTE_EVENTS / 64 + 1 };

struct brute_event {
	int              task, partner, joined, from, to;       /* from .. to - 1: tasks it has started */
	int              cell;                                  /* or NO_OBJECT */
	bool             store;
	struct footprint touched, arrived;                      /* but for cells; where its tasks arrive after it */
	int              chan, capacity, nth;                   /* the nth send or receive; chan NO_OBJECT: neither */
	bool             send;
	int64_t          now;
	uint64_t         past[BRUTE_WORDS];
};

struct brute_race {
	struct brute_event events[BRUTE_EVENTS];
	int                n;
	bool               next;        /* two accesses that race were once about to be made */
};

static bool brute_takes_part(const struct brute_event *event, int task)
{
	return task != NO_TASK && (event->task == task || event->partner == task);
}

static bool brute_in_traffic(const struct brute_event *a, const struct brute_event *b)
{
	if (a->chan == NO_OBJECT || a->chan != b->chan || a->send == b->send)
		return false;
	return b->nth == (a->send ? a->nth : a->nth + a->capacity);
}

static bool brute_depends(const struct brute_event *a, const struct footprint *touched)
{
	return footprint_depends(&a->touched, touched) || footprint_depends(&a->arrived, touched);
}

/* Before what the event does; where its tasks arrive by it may come later still. */
static bool brute_precedes(const struct brute_event *a, const struct brute_event *b)
{
	return brute_takes_part(a, b->task) || brute_takes_part(a, b->partner) || brute_takes_part(a, b->joined) ||
	       (a->from <= b->task && b->task < a->to) || (a->from <= b->partner && b->partner < a->to) ||
	       a->now < b->now || brute_in_traffic(a, b) ||
	       brute_depends(a, &b->touched);
}

static void brute_describe(struct brute_event *event, const struct op *op)
{
	const struct op_case *c = op->n_cases == 1 ? op->cases : NULL;

	if (c && c->object && c->object->primitive->value) {
		event->cell = c->object->id;
		event->store = c->object->primitive->access(c) == ACCESS_STORE;
	} else {
		footprint_of_op(&event->touched, op);
	}
}

static void brute_channel(struct brute_race *race, struct brute_event *event, const struct op_case *c)
{
	const struct object *object = c->object;

	if (object->primitive == &task_primitive && c->kind == TASK_OP_JOIN)
		event->joined = ((const struct task *)object)->id;
	if (!object->primitive->meets || object->capacity == 0 || c->kind > 1 || (c->kind == 1 && object->occupancy == 0))
		return;
	event->chan = object->id;
	event->capacity = object->capacity;
	event->send = c->kind == 0;
	for (int i = 0; i < race->n; i++)
		event->nth += race->events[i].chan == event->chan && race->events[i].send == event->send;
}

/* turn_make(), written down. */
static void brute_race_make(struct brute_race *race, struct run *run, const struct move *choice)
{
	struct brute_event *event = &race->events[race->n];
	const struct move move = *choice;
	const struct op *op;

	race->next |= race_is_next(run);
	if (move.task == CLOCK_TASK) {
		turn_make(run, &move);
		return;
	}
	op = turn_op(run, move.task);
	*event = (struct brute_event){ .task = move.task, .partner = NO_TASK, .joined = NO_TASK, .cell = NO_OBJECT,
	                               .chan = NO_OBJECT, .now = run->turn_options.any_time ? 0 : turn_now(run), .from = run->n_tasks };
	brute_describe(event, op);
	if (move.chosen >= 0)
		brute_channel(race, event, &op->cases[move.chosen]);
	if (move.how.partner) {
		event->partner = move.how.partner->op->task->id;
		brute_describe(event, move.how.partner->op);
	}
	turn_make(run, &move);
	event->to = run->n_tasks;
	for (int i = 0; i < run->n_tasks; i++)
		if ((i >= event->from || brute_takes_part(event, i)) && turn_op(run, i))
			footprint_of_offer(&event->arrived, turn_op(run, i));
	race->n++;
}

static bool brute_conflict(const struct brute_event *a, const struct brute_event *b)
{
	return a->cell != NO_OBJECT && a->cell == b->cell && (a->store || b->store);
}

static void brute_add_past(struct brute_event *event, const struct brute_race *race, int k)
{
	event->past[k / 64] |= (uint64_t)1 << k % 64;
	for (int w = 0; w < BRUTE_WORDS; w++)
		event->past[w] |= race->events[k].past[w];
}

static bool brute_race_found(struct brute_race *race)
{
	bool found = false;

	for (int i = 0; i < race->n; i++) {
		struct brute_event *event = &race->events[i];

		for (int k = 0; k < i; k++)
			if (brute_precedes(&race->events[k], event))
				brute_add_past(event, race, k);
		for (int k = 0; k < i; k++)
			found |= brute_conflict(&race->events[k], event) && !(event->past[k / 64] >> k % 64 & 1);
		for (int k = 0; k < i; k++)
			if (brute_depends(&race->events[k], &event->arrived))
				brute_add_past(event, race, k);
	}
	return found;
}

#endif
