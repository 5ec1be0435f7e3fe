/* reel.c - see reel.h: which moment, from one that was kept. */
#include "lab/view/reel.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/trace/snap_text.h"
#include "lab/view/ready.h"
#include "lab/view/reel_parts.h"

struct kept {
	long         step;
	struct scene scene;
};

struct reel {
	const struct trace    *trace;
	const struct snapshot *last;
	struct lanes          *lanes;
	long                   gap;     /* the first event after a gap; n_events: there is none */
	struct kept            kept[REEL_KEPT];
	int                    n_kept;
	long                   stride;  /* steps from one kept moment to the next */
	struct scene           now;
	struct known_values    known;
	struct moment          moment;
	struct moment_object  *objects; /* of the moment */
};

/* ---- Going on ---- */

/* So many events have happened at the moment. */
static long events_at(const struct reel *reel, long step)
{
	long mark = lanes_mark_of(reel->lanes, step);

	return mark < reel->lanes->n_marks ? reel->lanes->marks[mark].before : reel->trace->n_events;
}

static void run_to(struct reel *reel, struct scene *scene, long n_events)
{
	while (scene->n_events < n_events) {
		if (scene->n_events == reel->gap)
			scene_forget(scene, reel->trace);
		scene_apply(scene, reel->trace);
	}
}

/* Every second kept moment goes, and the others are twice as far from each other. */
static void thin(struct reel *reel)
{
	int n = 0;

	for (int i = 0; i < reel->n_kept; i++)
		if (i % 2)
			scene_free(&reel->kept[i].scene, reel->trace);
		else
			reel->kept[n++] = reel->kept[i];
	reel->n_kept = n;
	reel->stride *= 2;
}

static void keep(struct reel *reel, long step)
{
	struct scene next = { 0 };
	const struct kept *last = &reel->kept[reel->n_kept - 1];

	scene_copy(&next, &last->scene, reel->trace);
	run_to(reel, &next, events_at(reel, step));
	reel->kept[reel->n_kept++] = (struct kept){ step, next };
	if (reel->n_kept == REEL_KEPT)
		thin(reel);
}

/* ---- A moment ---- */

/* Could what the task waits for happen? Of kinds that are not known there the trace does not tell it. */
static bool is_ready(const struct reel *reel, const struct moment_task *task)
{
	const struct moment_object *object;
	struct object_now now;

	if (task->state != TASK_BLOCKED || task->choice || task->object < 0)
		return false;
	if (task->freed)
		return true;
	object = &reel->now.things[task->object].seen;
	now = (struct object_now){
		.owned = object->owner != NO_TASK, .n_holders = object->n_holders, .closed = object->closed, .level = object->level,
		.capacity = reel->trace->objects[task->object].capacity,
	};
	for (int i = 0; task->what == EV_READ_LOCK && i < reel->trace->n_tasks; i++)
		if (reel->now.tasks[i].state == TASK_BLOCKED && reel->now.tasks[i].object == task->object)
			now.n_writers += reel->now.tasks[i].what == EV_WRITE_LOCK;
	return ready_lets(&now, task->what);
}

/* Who joins is ready when the other has ended; who waits for all, when they all have: it waits for the first that has not. */
static void join_ready(const struct reel *reel, int id)
{
	struct moment_task *task = &reel->now.tasks[id];
	int first = NO_TASK;

	for (int i = 0; i < reel->last->n_tasks; i++) {
		const struct snap_task *other = &reel->last->tasks[i];

		if (!task->all && other->object == task->object)
			task->ready = reel->now.tasks[i].state == TASK_ENDED;
		if (!task->all || other->parent != id)
			continue;
		if (first == NO_TASK || (reel->now.tasks[first].state == TASK_ENDED && reel->now.tasks[i].state != TASK_ENDED))
			first = i;
	}
	if (first != NO_TASK) {
		task->object = reel->last->tasks[first].object;
		task->ready = reel->now.tasks[first].state == TASK_ENDED;
	}
}

static void show(struct reel *reel, long step)
{
	struct moment *moment = &reel->moment;
	long mark = lanes_mark_of(reel->lanes, step - 1);

	*moment = (struct moment){ .step = step, .mover = NO_TASK, .tasks = reel->now.tasks,
		.objects = reel->objects };
	for (int i = 0; i < reel->trace->n_tasks; i++) {
		struct moment_task *task = &reel->now.tasks[i];

		task->moved = false;
		task->ready = is_ready(reel, task);
		if (task->state == TASK_BLOCKED && task->what == EV_TASK_JOIN)
			join_ready(reel, i);
	}
	known_go(&reel->known, reel->trace, step);
	for (int i = 0; i < reel->trace->n_objects; i++) {
		reel->objects[i] = reel->now.things[i].seen;
		reel->objects[i].touched = false;
		if (reel->objects[i].value.kind == VALUE_NONE)
			reel->objects[i].value = known_value(&reel->known, reel->trace, reel->last, i, step == reel_steps(reel));
		reel->objects[i].closed |= step == reel_steps(reel) && *snap_over(&reel->last->objects[i]);
	}
	if (step == 0)
		return;
	moment->first = events_at(reel, step - 1);
	moment->mover = reel->trace->steps && reel->trace->dropped == 0 ? reel->trace->steps[step - 1].task : NO_TASK;
	moment->marks = &reel->lanes->marks[mark];
	for (; mark < reel->lanes->n_marks && reel->lanes->marks[mark].step == step - 1; mark++) {
		const struct event *event = reel->lanes->marks[mark].event;

		reel->now.tasks[event->task].moved = true;
		if (event->object >= 0 && !reel->lanes->marks[mark].wakes)
			reel->objects[event->object].touched = true;
		moment->n_marks++;
	}
}

/* ---- All of it ---- */

static long gap_of(const struct trace *trace)
{
	long at = 0;

	if (trace->dropped == 0)
		return trace->n_events;
	while (at < trace->n_events && trace->events[at].stamp <= trace->whole)
		at++;
	return at;
}

struct reel *reel_new(const struct trace *trace, const struct snapshot *last)
{
	struct reel *reel = calloc(1, sizeof *reel);

	must(reel);
	reel->trace = trace;
	reel->last = last;
	reel->lanes = lanes_new(trace);
	reel->gap = gap_of(trace);
	reel->stride = 32;
	reel->objects = calloc((size_t)trace->n_objects + 1, sizeof *reel->objects);
	must(reel->objects);
	known_begin(&reel->known, trace);
	scene_begin(&reel->kept[0].scene, trace, last, reel->gap);
	run_to(reel, &reel->kept[0].scene, events_at(reel, 0));
	reel->n_kept = 1;
	return reel;
}

void reel_free(struct reel *reel)
{
	if (!reel)
		return;
	for (int i = 0; i < reel->n_kept; i++)
		scene_free(&reel->kept[i].scene, reel->trace);
	scene_free(&reel->now, reel->trace);
	lanes_free(reel->lanes);
	known_free(&reel->known);
	free(reel->objects);
	free(reel);
}

const struct lanes *reel_lanes(const struct reel *reel)
{
	return reel->lanes;
}

long reel_steps(const struct reel *reel)
{
	return reel->lanes->n_steps;
}

const struct moment *reel_at(struct reel *reel, long step)
{
	const struct kept *from = reel->kept;
	long wanted;

	step = step < 0 ? 0 : step > reel_steps(reel) ? reel_steps(reel) : step;
	while (reel->kept[reel->n_kept - 1].step + reel->stride <= step)
		keep(reel, reel->kept[reel->n_kept - 1].step + reel->stride);
	wanted = events_at(reel, step);
	for (int i = 0; i < reel->n_kept && reel->kept[i].step <= step; i++)
		from = &reel->kept[i];
	if (!reel->now.tasks || reel->now.n_events > wanted || reel->now.n_events < from->scene.n_events) {
		scene_free(&reel->now, reel->trace);
		scene_copy(&reel->now, &from->scene, reel->trace);
	}
	run_to(reel, &reel->now, wanted);
	show(reel, step);
	return &reel->moment;
}
