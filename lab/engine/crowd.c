/* crowd.c - see crowd.h. */
#include "lab/engine/crowd.h"

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/engine/task.h"

static void *allocate(size_t size)
{
	void *memory = calloc(1, size);

	if (!memory)
		panic("out of memory");
	return memory;
}

struct crowds *crowds_new(void)
{
	return allocate(sizeof(struct crowds));
}

void crowds_free(struct crowds *crowds)
{
	struct crowd *next;

	if (!crowds)
		return;
	for (struct crowd *crowd = crowds->first; crowd; crowd = next) {
		next = crowd->next;
		bits_free(&crowd->members);
		free(crowd);
	}
	bits_free(&crowds->apart);
	free(crowds);
}

static bool stands_apart(const struct op_case *c, int64_t now)
{
	int here = 0;

	for (int i = 0; i < c->op->n_cases; i++)
		here += c->op->cases[i].object == c->object;
	return here > 1 || c->op->has_default || c->op->deadline <= now || c->object->primitive->sort(c) == SORT_OWN;
}

/* One that is empty serves another sort. NULL: there are too many. */
static struct crowd *crowd_of(struct crowds *crowds, int kind, int64_t sort)
{
	struct crowd *empty = NULL;
	int n = 0;

	for (struct crowd *crowd = crowds->first; crowd; crowd = crowd->next, n++) {
		if (crowd->n > 0 && crowd->kind == kind && crowd->sort == sort)
			return crowd;
		if (crowd->n == 0)
			empty = crowd;
	}
	if (!empty && n == MOST_CROWDS)
		return NULL;
	if (!empty) {
		empty = allocate(sizeof *empty);
		empty->next = crowds->first;
		crowds->first = empty;
	}
	empty->kind = kind;
	empty->sort = sort;
	return empty;
}

struct crowd *crowds_enter(struct crowds *crowds, const struct op_case *c, int n_tasks, int64_t now)
{
	struct crowd *crowd = stands_apart(c, now) ? NULL : crowd_of(crowds, c->kind, c->object->primitive->sort(c));
	struct bits *bits = crowd ? &crowd->members : &crowds->apart;

	bits_reserve(bits, n_tasks);
	if (crowd && !bits_has(bits, c->op->task->id))
		crowd->n++;
	bits_add(bits, c->op->task->id);
	return crowd;
}

struct crowd *crowds_find(const struct crowds *crowds, const struct op_case *c)
{
	for (struct crowd *crowd = crowds->first; crowd; crowd = crowd->next)
		if (crowd->n > 0 && crowd->kind == c->kind && bits_has(&crowd->members, c->op->task->id))
			return crowd;
	return NULL;
}

void crowds_leave(struct crowds *crowds, const struct op_case *c)
{
	struct crowd *crowd = crowds_find(crowds, c);
	int id = c->op->task->id;

	if (crowd) {
		bits_drop(&crowd->members, id);
		crowd->n--;
	} else if (bits_has(&crowds->apart, id)) {
		bits_drop(&crowds->apart, id);
	}
}
