/* reel_apply.c - what an event does to the tasks and objects of a moment; see reel.h. */
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/view/ready.h"
#include "lab/view/reel_parts.h"

/* ---- Lists ---- */

static void *room_for(void *list, int n, int *room, size_t size)
{
	if (n < *room)
		return list;
	*room = *room ? 2 * *room : 4;
	list = realloc(list, (size_t)*room * size);
	must(list);
	return list;
}

static void push_item(struct thing *thing, const struct event *event)
{
	struct moment_object *seen = &thing->seen;

	if (seen->n_items < 0)
		return;
	thing->items = room_for(thing->items, seen->n_items, &thing->items_room, sizeof *thing->items);
	thing->items[seen->n_items++] = (struct moment_value){ (enum value_kind)event->has_value, event->value };
}

static void pop_item(struct thing *thing)
{
	if (thing->seen.n_items > 0)
		memmove(thing->items, thing->items + 1, (size_t)--thing->seen.n_items * sizeof *thing->items);
}

enum { MOST_PERMITS = 64 };

int event_permits(const struct event *event)
{
	if (event->kind != EV_ACQUIRE && event->kind != EV_RELEASE)
		return 0;
	if (event->has_value != VALUE_NUMBER)
		return 1;
	return event->value < 0 || event->value > MOST_PERMITS ? -1 : (int)event->value;
}

void thing_hold(struct thing *thing, int *n, int task)
{
	thing->holders = room_for(thing->holders, *n, &thing->holders_room, sizeof *thing->holders);
	thing->holders[(*n)++] = task;
}

bool thing_let_go(struct thing *thing, int *n, int task)
{
	int found = *n - 1;

	while (found >= 0 && thing->holders[found] != task)
		found--;
	if (found < 0)
		return false;
	memmove(&thing->holders[found], &thing->holders[found + 1], (size_t)(*n - found - 1) * sizeof *thing->holders);
	(*n)--;
	return true;
}

/* One of its own holds, the newest; else the newest of anybody's: a lock may be opened by name of another. */
static void drop_holder(struct thing *thing, int task)
{
	int *n = &thing->seen.n_holders;

	if (!thing_let_go(thing, n, task) && *n > 0)
		(*n)--;
}

/* ---- Objects ---- */

/* A number that is changed by another, as the bits of its type allow: 64 are enough for a picture. */
static void change(struct moment_value *value, const struct event *event, int sign)
{
	if (value->kind != VALUE_NUMBER || event->has_value != VALUE_NUMBER)
		*value = (struct moment_value){ 0 };
	else
		value->value = (int64_t)((uint64_t)value->value + (uint64_t)sign * (uint64_t)event->value);
}

static void set_value(struct thing *thing, const struct event *event)
{
	struct moment_value *value = &thing->seen.value;

	switch (event->kind) {
	case EV_CELL_LOAD: case EV_CELL_STORE: case EV_ATOM_LOAD: case EV_ATOM_STORE: case EV_ATOM_EXCHANGE:
	case EV_ATOM_SWAPPED:
		*value = (struct moment_value){ (enum value_kind)event->has_value, event->value };
		break;
	case EV_ATOM_ADD:
		change(value, event, 1);
		break;
	case EV_ATOM_SUB:
		change(value, event, -1);
		break;
	case EV_ATOM_BITS:
		*value = (struct moment_value){ 0 };
		break;
	}
}

static void set_holders(struct thing *thing, const struct event *event)
{
	struct moment_object *seen = &thing->seen;

	switch (event->kind) {
	case EV_UPGRADE:
		drop_holder(thing, event->task);
		seen->owner = event->task;
		break;
	case EV_LOCK: case EV_TRY_LOCKED: case EV_WRITE_LOCK: case EV_ONCE_FIRST:
		seen->owner = event->task;
		break;
	case EV_UNLOCK: case EV_WRITE_UNLOCK:
		seen->owner = event->level ? seen->owner : NO_TASK;
		break;
	case EV_ONCE_DONE: case EV_ONCE_LEFT:
		seen->owner = NO_TASK;
		break;
	case EV_READ_LOCK:
		thing_hold(thing, &seen->n_holders, event->task);
		break;
	case EV_READ_UNLOCK:
		drop_holder(thing, event->task);
		break;
	case EV_ACQUIRE:
		for (int i = 0; thing->lends && i < event_permits(event); i++)
			thing_hold(thing, &seen->n_lent, event->task);
		break;
	case EV_RELEASE:
		for (int i = 0; thing->lends && i < event_permits(event); i++)
			thing_let_go(thing, &seen->n_lent, event->task);
		break;
	}
}

static void set_items(struct thing *thing, const struct event *event)
{
	struct moment_object *seen = &thing->seen;

	switch (event->kind) {
	case EV_CHAN_SEND:
		if (event->level > 0 || seen->n_items > 0)
			push_item(thing, event);
		break;
	case EV_CHAN_RECV:
		pop_item(thing);
		break;
	case EV_CHAN_CLOSE: case EV_CONTEXT_CANCEL: case EV_CONTEXT_OVER: case EV_CONTEXT_ENDED: case EV_CONTEXT_LATE:
		seen->closed = true;
		break;
	case EV_MADE:
		seen->made = true;
		break;
	case EV_DESTROYED:
		seen->made = false;
		break;
	}
	if (event->level == 0)
		seen->n_items = 0;
}

static void touch(struct thing *thing, const struct event *event)
{
	thing->seen.touched = thing->touched_yet = true;
	thing->seen.level = event->level;
	set_value(thing, event);
	set_holders(thing, event);
	set_items(thing, event);
	thing->seen.items = thing->items;
	thing->seen.holders = thing->holders;
}

/* ---- Tasks ---- */

/* What a choice waits for, as far as it is told. */
static void set_cases(struct moment_task *task, const struct event *event)
{
	struct moment_case *c = task->cases;

	task->choice = event->n_cases > 1;
	for (task->n_cases = 0; task->choice && task->n_cases < EVENT_CASES; task->n_cases++, c++)
		if (!event_case(event, task->n_cases, &c->what, &c->object))
			break;
	task->more = task->choice && event->n_cases > task->n_cases;
}

static void rest(struct scene *scene, const struct event *event)
{
	struct moment_task *task = &scene->tasks[event->task];

	task->state = event->n_cases ? TASK_BLOCKED : TASK_SLEEPING;
	task->object = event->object;
	task->what = (enum event_kind)event->waits_for;
	task->all = event_awaits_all(event);
	task->freed = false;
	set_cases(task, event);
	task->since = scene->n_events;
}

/* A value that was loaded is what the task goes by, until it stores something there, or ends. */
static void note_read(struct moment_task *task, const struct event *event)
{
	if (event->kind == EV_CELL_LOAD || event->kind == EV_ATOM_LOAD) {
		task->read = (struct moment_value){ (enum value_kind)event->has_value, event->value };
		task->read_of = event->object;
	} else if (event->kind == EV_TASK_END || (event->object >= 0 && event->object == task->read_of)) {
		task->read = (struct moment_value){ 0 };
	}
}

static void move(struct scene *scene, const struct event *event)
{
	struct moment_task *task = &scene->tasks[event->task];

	task->state = event->kind == EV_TASK_END ? TASK_ENDED : event->kind == EV_SLEEP ? TASK_SLEEPING : TASK_RUNNING;
	task->object = NO_OBJECT;
	task->all = task->choice = task->more = task->freed = false;
	task->n_cases = 0;
	task->since = scene->n_events;
	task->wrong |= event->kind == EV_FAULT;
	note_read(task, event);
	if (event->kind == EV_TASK_GO && event->peer >= 0 && scene->tasks[event->peer].state == TASK_NEW)
		scene->tasks[event->peer].state = TASK_RUNNING;
}

/* Who waits there may be let go on. */
static void free_waiters(struct scene *scene, const struct trace *trace, const struct event *event)
{
	for (int i = 0; i < trace->n_tasks; i++) {
		struct moment_task *task = &scene->tasks[i];

		if (task->state == TASK_BLOCKED && !task->choice && task->object == event->object)
			task->freed |= ready_frees(event, i, task->what);
	}
}

void scene_apply(struct scene *scene, const struct trace *trace)
{
	const struct event *event = &trace->events[scene->n_events];

	if (event->here)
		scene->tasks[event->task].here = event->here;
	if (event->kind == EV_PARK)
		rest(scene, event);
	else if (event->kind != EV_PRINT && event->kind != EV_EXIT)
		move(scene, event);
	if (event->object >= 0 && event->kind != EV_PARK) {
		touch(&scene->things[event->object], event);
		free_waiters(scene, trace, event);
	}
	scene->n_events++;
}

void scene_forget(struct scene *scene, const struct trace *trace)
{
	for (int i = 0; i < trace->n_objects; i++) {
		struct moment_object *seen = &scene->things[i].seen;

		seen->level = seen->n_items = -1;
		seen->owner = NO_TASK;
		seen->n_holders = seen->n_lent = 0;
		seen->value = (struct moment_value){ 0 };
	}
}
