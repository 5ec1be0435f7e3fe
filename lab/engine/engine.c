/*
 * engine.c - what is the same in every engine: what is recorded of a wait, of a completion, and of what touches no object.
 * Performing is in perform.c.
 */
#include "lab/engine/engine.h"

#include <string.h>
#include <time.h>

#include "lab/base/panic.h"
#include "lab/engine/crash.h"
#include "lab/engine/declared.h"
#include "lab/engine/record.h"
#include "lab/engine/run.h"

int64_t clock_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * (int64_t)1000000000 + now.tv_nsec;
}

/* ---- Recording ---- */

static enum value_kind object_value(const struct op_case *c, int64_t *value)
{
	struct object *carried;

	memcpy(&carried, c->value, sizeof carried);
	*value = carried ? carried->id : NO_OBJECT;
	return VALUE_OBJECT;
}

enum value_kind case_value(const struct op_case *c, int64_t *value)
{
	int8_t i8;
	int16_t i16;
	int32_t i32;

	if (!c->value || c->object->primitive->kinds[c->kind].done == EV_CHAN_LEN)
		return VALUE_NONE;      /* that is told as the level */
	if (c->object->primitive->tells && !c->object->primitive->tells(c))
		return VALUE_NONE;
	if (c->object->carries_objects)
		return object_value(c, value);
	switch (c->object->value_size) {
	case 1: memcpy(&i8, c->value, 1);  *value = i8;  return VALUE_NUMBER;
	case 2: memcpy(&i16, c->value, 2); *value = i16; return VALUE_NUMBER;
	case 4: memcpy(&i32, c->value, 4); *value = i32; return VALUE_NUMBER;
	case 8: memcpy(value, c->value, 8); return VALUE_NUMBER;
	}
	return VALUE_NONE;
}

/* All of a completion but its kind and its stamp. */
static inline void describe(struct event *event, const struct op_case *c, int peer)
{
	const struct object *object = c->object;
	int about = object->primitive->peer ? object->primitive->peer(c) : NO_TASK;

	event->here = c->op->here;
	event->has_value = c->completed ? (uint8_t)case_value(c, &event->value) : VALUE_NONE;
	event->task = c->op->task->id;
	event->object = task_told(c)->id;
	event->peer = about != NO_TASK ? about : peer;
	event->level = object->occupancy;
	event->order = object->primitive->order ? (uint8_t)object->primitive->order(c) : 0;
}

static inline enum event_kind kind_of(const struct op_case *c)
{
	const struct op_kind *kind = &c->object->primitive->kinds[c->kind];

	return c->completed ? kind->done : kind->not_done;
}

static void tell_witness(struct witness *witness, const struct op_case *c, int peer)
{
	static const struct extent nothing;
	struct event event = { .kind = (uint8_t)kind_of(c) };

	describe(&event, c, peer);
	witness->tell(witness, c->object->run, &event, c->object->primitive->span ? c->object->primitive->span(c) : nothing);
}

static void record_event(struct op_case *c, int peer)
{
	struct task *task = c->op->task;
	struct event *event = trace_next(&task->log, kind_of(c));

	if (!event)
		return;
	event->stamp = trace_stamp(&task->log, &c->object->stamp);
	describe(event, c, peer);
	trace_publish(&task->log);
}

void record_completion(struct op_case *c, int peer)
{
	struct run *run = c->op->task->run;

	if (c->object->primitive->kinds[c->kind].done == EV_FAULT)
		record_alone(c->op->task, EV_FAULT, c->op->here, 0);    /* it concerns no object */
	else
		record_event(c, peer);
	if (run->witness)
		tell_witness(run->witness, c, peer);
}

static enum event_kind waits_for(const struct op_case *c)
{
	return c->object ? c->object->primitive->kinds[c->kind].done : c->nil;
}

void record_wait(struct op *op)
{
	struct op_case *c = op_told(op) ? &op->cases[0] : NULL;
	struct object *object = c ? c->object : NULL;
	const struct object *told = object ? task_told(c) : NULL;
	struct event *event = trace_next(&op->task->log, EV_PARK);

	if (!event)
		return;
	event->stamp = trace_stamp(&op->task->log, object ? &object->stamp : NULL);
	event->here = op->here;
	event->has_value = VALUE_NONE;
	event->task = op->task->id;
	event->object = told ? told->id : NO_OBJECT;
	event->peer = told && told != object ? op->task->id : NO_TASK;
	event->level = object ? object->occupancy : 0;
	event->waits_for = c ? waits_for(c) : EV_SLEEP;
	event->n_cases = (uint8_t)(op_told(op) > 255 ? 255 : op_told(op));
	for (int i = 1; i < op_told(op) && i < EVENT_CASES; i++)
		event_add_case(event, i, waits_for(&op->cases[i]), op->cases[i].object ? op->cases[i].object->id : NO_OBJECT);
	trace_publish(&op->task->log);
}

static void record_plain(struct task *task, enum event_kind kind, const char *here, enum value_kind what, int64_t value)
{
	struct event *event = trace_next(&task->log, kind);

	if (!event)
		return;
	event->stamp = trace_stamp(&task->log, NULL);
	event->here = here;
	event->value = value;
	event->has_value = (uint8_t)what;
	event->task = task->id;
	event->object = NO_OBJECT;
	event->peer = NO_TASK;
	event->level = 0;
	trace_publish(&task->log);
}

void record_alone(struct task *task, enum event_kind kind, const char *here, int64_t value)
{
	record_plain(task, kind, here, kind == EV_SLEEP ? VALUE_NUMBER : VALUE_NONE, value);
}

void record_print(struct task *task, const char *here, const char *text)
{
	record_plain(task, EV_PRINT, here, text ? VALUE_TEXT : VALUE_NONE, (int64_t)(uintptr_t)text);
}

/* ---- Waiting ---- */

int64_t op_until(const struct op *op)
{
	int64_t until = op->deadline;

	for (int i = 0; i < op->n_cases; i++) {
		const struct object *object = op->cases[i].object;
		int64_t due = object && object->primitive->due ? object->primitive->due(object) : NO_DEADLINE;

		if (due < until)
			until = due;
	}
	return until;
}

/* ---- Completing ---- */

static void raise_stamp(uint64_t *stamp, uint64_t to)
{
	if (*stamp < to)
		*stamp = to;
}

/* Two meet: what either has done so far comes before both completions, what either does next after both. */
static void record_meeting(struct op_case *c, struct op_case *partner)
{
	bool first = c->kind < partner->kind;
	struct trace_log *log = &c->op->task->log, *other = &partner->op->task->log;

	raise_stamp(&c->object->stamp, log->stamp);
	raise_stamp(&c->object->stamp, other->stamp);
	record_completion(first ? c : partner, (first ? partner : c)->op->task->id);
	record_completion(first ? partner : c, (first ? c : partner)->op->task->id);
	raise_stamp(&log->stamp, c->object->stamp);
	raise_stamp(&other->stamp, c->object->stamp);
}

void complete_case(struct op_case *c, const struct alternative *how, int helper)
{
	struct op_case *partner = how->partner;

	c->op->misuse = c->object->primitive->apply(c, how);
	if (c->object->run->turn)
		turn_completed(c);
	c->op->chosen = (int)(c - c->op->cases);
	if (partner) {
		partner->op->chosen = (int)(partner - partner->op->cases);
		record_meeting(c, partner);
	} else if (!c->op->misuse) {
		record_completion(c, helper);
	}
}
