/* state.c - see state.h. */
#include "lab/search/state.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

/* ---- Hashing ---- */

/* What is about queues and absolute time in an operation. */
struct blanked {
	struct list links[MAX_CASES];
	int64_t     deadline;
	struct op  *next_woken;
};

/* Blank that while the stack it lies on is hashed, and put it back. */
static void blank(struct op *op, struct blanked *kept)
{
	kept->deadline = op->deadline;
	kept->next_woken = op->next_woken;
	op->deadline = 0;
	op->next_woken = NULL;
	for (int i = 0; i < op->n_cases; i++) {
		kept->links[i] = op->cases[i].link;
		op->cases[i].link = (struct list){ NULL, NULL };
	}
}

static void put_back(struct op *op, const struct blanked *kept)
{
	op->deadline = kept->deadline;
	op->next_woken = kept->next_woken;
	for (int i = 0; i < op->n_cases; i++)
		op->cases[i].link = kept->links[i];
}

static void hash_stack(struct hash *hash, const struct run *run, struct task *task)
{
	const char *low = task->context, *high = turn_stack_top(run, task->id);
	struct op *op = atomic_load_explicit(&task->op, memory_order_relaxed);
	struct blanked kept;

	if (op)
		blank(op, &kept);
	hash_bytes(hash, low, (size_t)(high - low));
	if (op)
		put_back(op, &kept);
}

static void hash_task(struct hash *hash, struct run *run, struct task *task)
{
	const struct op *op = turn_op(run, task->id);
	bool timed = op && op->deadline != NO_DEADLINE;

	hash_int(hash, task->ended + 2 * task->dead + 4 * (op != NULL) + 8 * task->declared + 16 * timed +
	               32 * (task->breaches > 0));
	if (task->ended || task->dead)
		return;
	hash_int(hash, task->n_uses);
	for (int i = 0; i < task->n_uses; i++)
		hash_int(hash, (int64_t)use_object(&task->uses[i])->id << 32 | task->uses[i].kinds);
	if (timed)
		hash_int(hash, op->deadline > turn_now(run) ? op->deadline - turn_now(run) : 0);
	hash_stack(hash, run, task);
}

void state_hash(struct hash *hash, struct run *run)
{
	hash_int(hash, run->n_tasks);
	hash_int(hash, run->n_objects);
	for (int i = 0; i < run->n_tasks; i++)
		hash_task(hash, run, run->tasks[i]);
	for (int i = 0; i < run->n_objects; i++) {
		hash_word(hash, (uint64_t)(uintptr_t)run->objects[i]);
		hash_int(hash, run->objects[i]->life);
		run->objects[i]->primitive->digest(run->objects[i], hash);
	}
	for (const struct memory *memory = run->memory; memory; memory = memory->older) {
		hash_word(hash, (uint64_t)(uintptr_t)memory);
		hash_bytes(hash, memory->bytes, memory->size);
	}
	hash_word(hash, 0);
	run_enter(run);
	if (run->outside)
		run->pattern->outside->digest(run->outside, hash);
}

/* ---- Sets ---- */

static struct state_slot *slot_of(const struct state_set *set, struct key key)
{
	uint64_t at = key.a & (uint64_t)(set->room - 1);

	while (set->slots[at].number >= 0 && (set->slots[at].key.a != key.a || set->slots[at].key.b != key.b))
		at = (at + 1) & (uint64_t)(set->room - 1);
	return &set->slots[at];
}

static void grow(struct state_set *set)
{
	struct state_set bigger = { .room = set->room ? 2 * set->room : 1024, .n = set->n };

	bigger.slots = malloc((size_t)bigger.room * sizeof *bigger.slots);
	if (!bigger.slots)
		panic("out of memory");
	for (long i = 0; i < bigger.room; i++)
		bigger.slots[i].number = -1;
	for (long i = 0; i < set->room; i++)
		if (set->slots[i].number >= 0)
			*slot_of(&bigger, set->slots[i].key) = set->slots[i];
	free(set->slots);
	*set = bigger;
}

int64_t *state_set_put(struct state_set *set, struct key key, int64_t number, bool *added)
{
	struct state_slot *slot;

	if (set->n * 3 >= set->room * 2)
		grow(set);
	slot = slot_of(set, key);
	*added = slot->number < 0;
	if (*added) {
		*slot = (struct state_slot){ key, number };
		set->n++;
	}
	return &slot->number;
}

size_t state_set_bytes(const struct state_set *set)
{
	return (size_t)set->room * sizeof *set->slots;
}

void state_set_free(struct state_set *set)
{
	free(set->slots);
	*set = (struct state_set){ 0 };
}
