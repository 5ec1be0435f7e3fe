/* state.c - see state.h. */
#include "lab/search/state.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/search/alike.h"
#include "lab/search/blank.h"

struct state_look {
	bool            swaps, whole;
	struct blanks   blanks;
	struct task_set overwritten;    /* tasks of which a value was left out */
	struct alike   *alike;
};

struct state_look *state_look_new(bool swaps)
{
	struct state_look *look = calloc(1, sizeof *look);

	if (!look)
		panic("out of memory");
	look->swaps = swaps;
	look->alike = alike_new();
	return look;
}

void state_look_name(struct state_look *look)
{
	look->swaps = false;
}

void state_look_whole(struct state_look *look)
{
	look->whole = true;
}

void state_look_free(struct state_look *look)
{
	if (!look)
		return;
	blanks_free(&look->blanks);
	alike_free(look->alike);
	free(look);
}

const int *state_places(const struct state_look *look)
{
	return alike_places(look->alike);
}

const int *state_twins(const struct state_look *look)
{
	return alike_twins(look->alike);
}

/* ---- Of one task ---- */


/*
 * From its base on, where it has one: fiber.c keeps what processors are told of rounding at the very end. What else lies
 * between is the same for all who stand there.
 */
static void hash_stack(struct state_look *look, struct hash *hash, const struct run *run, const struct task *task)
{
	const char *low = live_stack(task), *high = turn_stack_top(run, task->id);

	if (alike_is_swapped(look->alike, task->id)) {
		alike_hash_stack(look->alike, hash, task);
		return;
	}
	if (low == task->base) {
		struct pending pending = pending_of(look->blanks.list[task->id].op);

		hash_raw(hash, task->context, sizeof(uint64_t));
		hash_raw(hash, &pending, sizeof pending);
	}
	hash_bytes(hash, low, (size_t)(high - low));
}

static void hash_task(struct state_look *look, struct hash *hash, struct run *run, const struct task *task)
{
	const struct blank *pending = &look->blanks.list[task->id];
	bool timed = pending->op && pending->deadline != NO_DEADLINE;
	int64_t now = turn_now(run);

	hash_int(hash, task->ended + 2 * task->dead + 4 * (pending->op != NULL) + 8 * task->declared + 16 * timed +
	               32 * (task->breaches > 0));
	if (task->ended || task->dead)
		return;
	hash_int(hash, task->n_uses);
	for (int i = 0; i < task->n_uses; i++)
		hash_int(hash, (int64_t)use_object(&task->uses[i])->id << 32 | task->uses[i].kinds);
	if (timed)
		hash_int(hash, pending->deadline > now ? pending->deadline - now : 0);
	hash_stack(look, hash, run, task);
}

static void hash_object(struct hash *hash, const struct object *object)
{
	hash_int(hash, object->life);
	object->primitive->digest(object, hash);
}

/* ---- All of it ---- */

/*
 * An object is told by where it lies, and by how it was made: who makes one first may make another than who is first in
 * another schedule, at the same place.
 */
static void hash_made(struct hash *hash, const struct run *run, const struct object *object)
{
	hash_word(hash, (uint64_t)(uintptr_t)object);
	hash_word(hash, (uint64_t)(uintptr_t)object->primitive);
	hash_int(hash, object->capacity);
	if (object->primitive->value && !run->outside)
		hash_bytes(hash, object->name, strlen(object->name));   /* its final value is told by that */
	hash_object(hash, object);
}

static void hash_objects(const struct state_look *look, struct hash *hash, const struct run *run)
{
	hash->listener = alike_listener(look->alike);
	for (int i = 0; i < run->n_objects; i++) {
		struct hash *own = alike_part_of(look->alike, run->objects[i]);

		if (own)
			hash_object(own, run->objects[i]);
		else
			hash_made(hash, run, run->objects[i]);
	}
	hash->listener = NULL;
}

static void hash_memory(struct hash *hash, struct run *run)
{
	for (const struct memory *memory = run->memory; memory; memory = memory->older) {
		hash_word(hash, (uint64_t)(uintptr_t)memory);
		hash_bytes(hash, memory->bytes, memory->size);
	}
	hash_word(hash, 0);
	run_enter(run);
	if (run->outside)
		run->pattern->outside->digest(run->outside, hash);
}

/* Which tasks are told by what they are, and which by their ids? Until blanks_end() what does not count is blank. */
static void find_alike(struct state_look *look, struct run *run)
{
	const struct task_set *shown = alike_read(look->alike);
	bool few = run->n_tasks <= MOST_IN_TASK_SET;

	blanks_make(&look->blanks, run, few && !look->whole && !run->outside);
	alike_find(look->alike, run, few && look->swaps && !run->outside, &look->blanks);
	for (int i = task_set_next(shown, 0); i >= 0; i = task_set_next(shown, i + 1))
		blanks_show(&look->blanks, i);
	task_set_clear(&look->overwritten);
	for (int i = 0; i < look->blanks.n && look->blanks.fills; i++)
		if (look->blanks.list[i].filled > 0)
			task_set_add(&look->overwritten, i);
}

void state_hash(struct state_look *look, struct hash *hash, struct run *run, int marked)
{
	find_alike(look, run);
	hash_int(hash, run->n_tasks);
	hash_int(hash, run->n_objects);
	for (int i = 0; i < run->n_tasks; i++) {
		struct hash *own = alike_part_of(look->alike, &run->tasks[i]->object);

		hash_task(look, own ? own : hash, run, run->tasks[i]);
		if (own)
			hash_int(own, marked == i);
	}
	hash_int(hash, alike_is_swapped(look->alike, marked) ? NO_TASK : marked);
	hash_objects(look, hash, run);
	hash_memory(hash, run);
	alike_end(look->alike, hash);
	blanks_end(&look->blanks);
}

static void hear_nothing(struct hash_listener *listener, const void *bytes, size_t size)
{
	(void)listener, (void)bytes, (void)size;
}

static bool leave_out(struct hash_listener *listener, const void *object, const void *task, int64_t what)
{
	(void)listener, (void)object, (void)task, (void)what;
	return true;
}

void state_hash_shared(struct state_look *look, struct hash *hash, struct run *run)
{
	struct hash_listener no_relations = { hear_nothing, leave_out };
	struct hash parts;

	find_alike(look, run);
	hash->listener = &no_relations;
	for (int i = 0; i < run->n_objects; i++)
		if (run->objects[i]->primitive != &task_primitive)
			hash_made(hash, run, run->objects[i]);
	hash->listener = NULL;
	hash_memory(hash, run);
	hash_begin(&parts);
	alike_end(look->alike, &parts);
	hash_end(&parts);
	blanks_end(&look->blanks);
}

const struct task_set *state_swapped(const struct state_look *look)
{
	return alike_swapped(look->alike);
}

bool state_overwrites(const struct state_look *look)
{
	return !task_set_is_empty(&look->overwritten);
}

void state_overwrite(const struct state_look *look, struct run *run)
{
	for (int i = task_set_next(&look->overwritten, 0); i >= 0; i = task_set_next(&look->overwritten, i + 1))
		blank_overwrite(run->tasks[i]);
}
