/* by_task.c - see by_task.h. */
#include "lab/sync/by_task.h"

#include <string.h>

#include "lab/engine/run.h"

void by_task_reserve(struct object *object, struct by_task *table)
{
	struct task *self = task_self();
	struct entry *list;
	int room = self->id < 8 ? 8 : 2 * self->id;

	if (self->id < atomic_load_explicit(&table->room, memory_order_relaxed))
		return;
	self->inside = true;
	lock_take(&self->run->lock);
	list = arena_alloc(self->run->arena, (size_t)room * sizeof *list);
	lock_give(&self->run->lock);
	lock_take(&object->lock);
	if (room > table->room) {
		if (table->room)
			memcpy(list, table->list, (size_t)table->room * sizeof *list);
		table->list = list;
		table->room = room;
	}
	lock_give(&object->lock);
	self->inside = false;
}

void by_task_digest(const struct object *object, const struct by_task *table, int which, struct hash *hash)
{
	for (int i = 0; i < table->room; i++)
		if (table->list[i].mark)
			object_relate(object, hash, object->run->tasks[i], table->list[i].mark * 4 + which);
	hash_int(hash, -1);
}
