/* object.c - making objects. */
#include "lab/engine/object.h"

#include "lab/base/panic.h"
#include "lab/engine/run.h"

void *object_new(size_t size, const struct primitive *primitive, const char *name, int capacity, int value_size)
{
	struct task *self = task_self();
	struct object *object;

	must(self && size >= sizeof *object);
	self->inside = true;
	lock_take(&self->run->lock);
	object = arena_alloc(self->run->arena, size);
	run_add_object(self->run, object, primitive, name, capacity, value_size);
	if (self->declared)
		run_add_use(self, (struct use){ object, ~0u });
	lock_give(&self->run->lock);
	self->inside = false;
	return object;
}

int64_t sort_alike(const struct op_case *c)
{
	(void)c;
	return 0;
}

bool object_is_mine(struct object *object)
{
	bool mine;

	lock_take(&object->lock);
	mine = object->owner == task_self();
	lock_give(&object->lock);
	return mine;
}

void *object_room(size_t size)
{
	struct task *self = task_self();
	void *room;

	self->inside = true;
	lock_take(&self->run->lock);
	room = arena_alloc(self->run->arena, size);
	lock_give(&self->run->lock);
	self->inside = false;
	return room;
}

void object_relate(const struct object *object, struct hash *hash, const struct task *task, int64_t what)
{
	if (task && hash->listener && hash->listener->relation(hash->listener, object, task, what))
		return;
	hash_int(hash, task ? task->id : NO_TASK);
	hash_int(hash, what);
}
