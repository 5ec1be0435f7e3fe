/* checkpoint.c - see checkpoint.h. */
#include "lab/engine/checkpoint.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

bool checkpoint_possible(const struct run *run)
{
	return turn_stack_top(run, 0) != NULL;
}

/* Has the task a stack that matters? One that has ended or unwound, or was never started, will not be resumed. */
static bool stands(const struct task *task)
{
	return task->context && !task->ended && !task->dead;
}

static size_t stack_size(const struct run *run, const struct task *task)
{
	return stands(task) ? (size_t)(turn_stack_top(run, task->id) - (char *)task->context) : 0;
}

static void make_room(struct checkpoint *checkpoint, size_t size)
{
	if (size <= checkpoint->room)
		return;
	free(checkpoint->bytes);
	checkpoint->bytes = malloc(size);
	if (!checkpoint->bytes)
		panic("out of memory");
	checkpoint->room = size;
}

static void note_lists(struct checkpoint *checkpoint, const struct run *run)
{
	checkpoint->tasks = run->tasks;
	checkpoint->objects = run->objects;
	checkpoint->n_tasks = run->n_tasks;
	checkpoint->n_objects = run->n_objects;
	checkpoint->tasks_room = run->tasks_room;
	checkpoint->objects_room = run->objects_room;
	checkpoint->memory = run->memory;
	checkpoint->fault = run->fault;
	checkpoint->mark = turn_mark(run);
}

bool checkpoint_take(struct checkpoint *checkpoint, const struct run *run)
{
	size_t size = arena_image_size(run->arena), at = size;

	if (size == 0)
		return false;
	for (int i = 0; i < run->n_tasks; i++)
		size += stack_size(run, run->tasks[i]);
	run_enter(run);
	checkpoint->outside = run->outside ? run->pattern->outside->size(run->outside) : 0;
	size += checkpoint->outside;
	make_room(checkpoint, size);
	checkpoint->arena = at;
	arena_image_save(run->arena, checkpoint->bytes);
	for (int i = 0; i < run->n_tasks; i++) {
		size = stack_size(run, run->tasks[i]);
		if (size)
			memcpy(checkpoint->bytes + at, run->tasks[i]->context, size);
		at += size;
	}
	if (run->outside)
		run->pattern->outside->save(run->outside, checkpoint->bytes + at);
	note_lists(checkpoint, run);
	return true;
}

void checkpoint_return(const struct checkpoint *checkpoint, struct run *run)
{
	size_t at = checkpoint->arena, size;

	arena_image_restore(run->arena, checkpoint->bytes, checkpoint->arena);
	run->tasks = checkpoint->tasks;
	run->objects = checkpoint->objects;
	run->n_tasks = checkpoint->n_tasks;
	run->n_objects = checkpoint->n_objects;
	run->tasks_room = checkpoint->tasks_room;
	run->objects_room = checkpoint->objects_room;
	run->memory = checkpoint->memory;
	run->fault = checkpoint->fault;
	turn_return(run, checkpoint->mark);
	for (int i = 0; i < run->n_tasks; i++) {
		size = stack_size(run, run->tasks[i]);
		if (size)
			memcpy(run->tasks[i]->context, checkpoint->bytes + at, size);
		at += size;
	}
	run_enter(run);
	if (run->outside)
		run->pattern->outside->restore(run->outside, checkpoint->bytes + at, checkpoint->outside);
}

size_t checkpoint_bytes(const struct checkpoint *checkpoint)
{
	return checkpoint->room;
}

void checkpoint_free(struct checkpoint *checkpoint)
{
	free(checkpoint->bytes);
	*checkpoint = (struct checkpoint){ 0 };
}
