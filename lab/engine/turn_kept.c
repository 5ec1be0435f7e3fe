/* turn_kept.c - see turn_kept.h. */
#include "lab/engine/kept_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

enum { CROWD = 32 };            /* where so many wait in one queue, crowds are made of them */

/* ---- Room ---- */

static void *grown(void *array, int *room, int n, size_t size)
{
	int was = *room;

	*room = n < 2 * was ? 2 * was : n;
	array = realloc(array, (size_t)*room * size);
	if (!array)
		panic("out of memory");
	memset((char *)array + (size_t)was * size, 0, (size_t)(*room - was) * size);
	return array;
}

static void each_set(struct kept *kept, void (*what)(struct kept *, struct bits *))
{
	struct sets *sets = &kept->sets;

	what(kept, &sets->look);
	what(kept, &sets->alone_ready);
	what(kept, &sets->alone_can);
	what(kept, &sets->ready);
	what(kept, &sets->can);
	what(kept, &sets->silent);
}

static void reserve(struct kept *kept, struct bits *bits)
{
	bits_reserve(bits, kept->tasks_room);
}

static void give_back(struct kept *kept, struct bits *bits)
{
	(void)kept;
	bits_free(bits);
}

static void note_timed(struct kept *kept)
{
	for (; kept->n_known < kept->run->n_objects; kept->n_known++)
		if (kept->run->objects[kept->n_known]->primitive->due)
			kept->timed[kept->n_timed++] = kept->n_known;
}

void kept_make_room(struct kept *kept)
{
	const struct run *run = kept->run;

	if (run->n_tasks > kept->tasks_room) {
		kept->published = grown(kept->published, &kept->tasks_room, run->n_tasks, sizeof *kept->published);
		each_set(kept, reserve);
	}
	if (run->n_objects > kept->objects_room) {
		int room = kept->objects_room;

		kept->changed = grown(kept->changed, &room, run->n_objects, sizeof *kept->changed);
		room = kept->objects_room;
		kept->timed = grown(kept->timed, &room, run->n_objects, sizeof *kept->timed);
		kept->objects = grown(kept->objects, &kept->objects_room, run->n_objects, sizeof *kept->objects);
	}
	note_timed(kept);
}

/* ---- Coming and going ---- */

static bool meets(const struct object *object)
{
	return object->primitive->meets && object->capacity == 0;
}

void kept_change(struct kept *kept, const struct object *object)
{
	if (kept->objects[object->id].changed)
		return;
	kept->objects[object->id].changed = true;
	kept->changed[kept->n_changed++] = object->id;
}

/* It stands in a crowd, or apart. The first of a crowd is looked at. */
static void enter(struct kept *kept, struct op_case *c)
{
	struct crowd *crowd = crowds_enter(*kept_crowds_at(kept, c), c, kept->tasks_room, kept->run->turn->now);

	if (!crowd || crowd->n > 1)
		return;
	kept_look_at_crowd(kept, crowd, c->object);
	if (crowd->listed)
		return;
	crowd->listed = true;
	if (kept->n_crowds == kept->crowds_room)
		kept->crowds = grown(kept->crowds, &kept->crowds_room, kept->n_crowds + 16, sizeof *kept->crowds);
	kept->crowds[kept->n_crowds++] = crowd;
}

/* Many wait there: those that are alike are a crowd from now on. */
static void make_crowds(struct kept *kept, struct object *object, int queue)
{
	kept->objects[object->id].crowds[queue] = crowds_new();
	list_each(link, &object->waiting[queue]) {
		struct op_case *c = list_entry(link, struct op_case, link);

		enter(kept, c);
		bits_add(&kept->sets.look, c->op->task->id);    /* at what it still is alone with */
	}
}

/* One more waits there. */
static void join(struct kept *kept, struct op_case *c)
{
	struct kept_object *object = &kept->objects[c->object->id];
	int queue = c->kind & 1;

	object->waiting[queue]++;
	if (meets(c->object))
		kept_change(kept, c->object);
	if (object->crowds[queue])
		enter(kept, c);
	else if (object->waiting[queue] >= CROWD && c->object->primitive->sort)
		make_crowds(kept, c->object, queue);
}

static void leave(struct kept *kept, struct op_case *c)
{
	kept->objects[c->object->id].waiting[c->kind & 1]--;
	if (meets(c->object))
		kept_change(kept, c->object);
	if (*kept_crowds_at(kept, c))
		crowds_leave(*kept_crowds_at(kept, c), c);
}

void kept_publish(struct kept *kept, struct op *op)
{
	int id = op->task->id;

	kept_make_room(kept);
	kept->published[id]++;
	bits_add(&kept->sets.look, id);
	bits_add(&kept->sets.silent, id);
	for (int i = 0; i < op->n_cases; i++)
		if (op->cases[i].object)
			join(kept, &op->cases[i]);
	if (op->deadline != NO_DEADLINE && op->deadline > kept->run->turn->now)
		alarms_add(&kept->alarms, (struct alarm){ op->deadline, id, kept->published[id] });
}

void kept_withdraw(struct kept *kept, struct op *op)
{
	int id = op->task->id;

	bits_drop(&kept->sets.look, id);
	bits_drop(&kept->sets.alone_ready, id);
	bits_drop(&kept->sets.alone_can, id);
	bits_drop(&kept->sets.silent, id);
	for (int i = 0; i < op->n_cases; i++)
		if (op->cases[i].object)
			leave(kept, &op->cases[i]);
}

/* It may wait for all that it has started to end. */
static void look_at_parent(struct kept *kept, const struct task *task)
{
	if (task->parent != NO_TASK && kept_op(kept, task->parent))
		bits_add(&kept->sets.look, task->parent);
}

void kept_complete(struct kept *kept, const struct op_case *c)
{
	int whom = c->object->primitive->concerns ? c->object->primitive->concerns(c) : ANYBODY;

	kept_make_room(kept);
	if (whom == ANYBODY)
		kept_change(kept, c->object);
	else if (whom != NO_TASK && kept_op(kept, whom))
		bits_add(&kept->sets.look, whom);
	if (c->object->primitive == &task_primitive && c->kind == TASK_OP_END)
		look_at_parent(kept, (const struct task *)c->object);
}

/* ---- Beginning and ending ---- */

void kept_begin(struct run *run)
{
	struct kept *kept = calloc(1, sizeof *kept);

	if (!kept)
		panic("out of memory");
	kept->run = run;
	run->turn->kept = kept;
	for (int i = 0; i < run->n_tasks; i++) {
		struct op *op = kept_op(kept, i);

		if (op)
			kept_publish(kept, op);
	}
}

void kept_end(struct run *run)
{
	struct kept *kept = run->turn->kept;

	run->turn->kept = NULL;
	if (!kept)
		return;
	for (int i = 0; i < kept->objects_room; i++)
		for (int queue = 0; queue < 2; queue++)
			crowds_free(kept->objects[i].crowds[queue]);
	each_set(kept, give_back);
	alarms_free(&kept->alarms);
	free(kept->changed);
	free(kept->timed);
	free(kept->objects);
	free(kept->published);
	free(kept->crowds);
	free(kept);
}
