/* reel_scene.c - how the scene of a moment is before the first event, and how it is copied; see reel.h. */
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/view/reel_parts.h"

/* ---- Scenes ---- */

static void *copy(const void *from, int n, size_t size)
{
	void *to = malloc((size_t)n * size + 1);

	must(to);
	if (n > 0)
		memcpy(to, from, (size_t)n * size);
	return to;
}

static struct thing copy_thing(const struct thing *from)
{
	struct thing to = *from;

	to.items_room = from->seen.n_items < 0 ? 0 : from->seen.n_items;
	to.holders_room = from->seen.n_holders + from->seen.n_lent;
	to.items = to.items_room ? copy(from->items, to.items_room, sizeof *to.items) : NULL;
	to.holders = to.holders_room ? copy(from->holders, to.holders_room, sizeof *to.holders) : NULL;
	to.seen.items = to.items;
	to.seen.holders = to.holders;
	return to;
}

void scene_copy(struct scene *to, const struct scene *from, const struct trace *trace)
{
	to->n_events = from->n_events;
	to->tasks = copy(from->tasks, trace->n_tasks, sizeof *to->tasks);
	to->things = copy(from->things, trace->n_objects, sizeof *to->things);
	for (int i = 0; i < trace->n_objects; i++)
		to->things[i] = copy_thing(&from->things[i]);
}

void scene_free(struct scene *scene, const struct trace *trace)
{
	for (int i = 0; scene->things && i < trace->n_objects; i++) {
		free(scene->things[i].items);
		free(scene->things[i].holders);
	}
	free(scene->things);
	free(scene->tasks);
	*scene = (struct scene){ 0 };
}

/* ---- The beginning ---- */

/* What was in it before its first event; -1: that tells nothing. */
static int level_before(const struct event *event)
{
	bool counted = event->has_value == VALUE_NUMBER;

	switch (event->kind) {
	case EV_ACQUIRE:
		return event->level + (counted ? (int)event->value : 1);
	case EV_RELEASE: case EV_WAIT_ADD:
		return event->level - (counted ? (int)event->value : 1);
	case EV_WAIT_DONE:
		return event->level + 1;
	case EV_PARK: case EV_ACQUIRE_FAILED: case EV_ACQUIRE_AHEAD: case EV_WAIT_ZERO: case EV_LOOKED:
		return event->level;
	default:
		return 0;
	}
}

static void begin_object(struct thing *thing, const struct event *event)
{
	thing->touched_yet = true;
	thing->seen.made = event->kind != EV_MADE;
	thing->seen.level = level_before(event);
	if (event->kind == EV_CELL_LOAD || event->kind == EV_ATOM_LOAD)
		thing->seen.value = (struct moment_value){ (enum value_kind)event->has_value, event->value };
}

/* Are a semaphore's permits lent: does everybody give back only what he has taken? Else they are signals, and nobody's. */
static void see_permits(struct thing *thing, const struct event *event)
{
	int n = event_permits(event);

	if (event->kind == EV_ACQUIRE)
		for (int i = 0; i < n; i++)
			thing_hold(thing, &thing->seen.n_lent, event->task);
	if (event->kind == EV_RELEASE)
		for (int i = 0; i < n && thing->lends; i++)
			thing->lends = thing_let_go(thing, &thing->seen.n_lent, event->task);
	thing->lends &= n >= 0;
}

static void find_lenders(struct scene *scene, const struct trace *trace, long gap)
{
	for (int i = 0; i < trace->n_objects; i++)
		scene->things[i].lends = gap == trace->n_events;
	for (long i = 0; i < gap; i++)
		if (trace->events[i].object >= 0)
			see_permits(&scene->things[trace->events[i].object], &trace->events[i]);
	for (int i = 0; i < trace->n_objects; i++)
		scene->things[i].seen.n_lent = 0;
}

void scene_begin(struct scene *scene, const struct trace *trace, const struct snapshot *last, long gap)
{
	scene->tasks = calloc((size_t)trace->n_tasks + 1, sizeof *scene->tasks);
	scene->things = calloc((size_t)trace->n_objects + 1, sizeof *scene->things);
	must(scene->tasks && scene->things);
	for (int i = 0; i < trace->n_tasks; i++)
		scene->tasks[i] = (struct moment_task){ .state = i ? TASK_NEW : TASK_RUNNING, .object = NO_OBJECT };
	for (int i = 0; i < trace->n_objects; i++)
		scene->things[i].seen = (struct moment_object){ .made = true, .owner = NO_TASK, .level = -1 };
	find_lenders(scene, trace, gap);
	for (long i = 0; i < gap; i++) {
		const struct event *event = &trace->events[i];

		if (event->object >= 0 && !scene->things[event->object].touched_yet)
			begin_object(&scene->things[event->object], event);
	}
	for (int i = 0; i < trace->n_objects; i++) {
		if (!scene->things[i].touched_yet && gap == trace->n_events)
			scene->things[i].seen.level = last->objects[i].occupancy;
		scene->things[i].touched_yet = false;
	}
}
