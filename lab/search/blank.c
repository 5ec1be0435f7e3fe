/* blank.c - see blank.h. */
#include "lab/search/blank.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

/*
 * How many bytes of its value the operation is sure to write before its task goes on. Not one of several cases, nor one that
 * may come to nothing: then the value is what it was.
 */
static size_t filled_by(const struct task *task, const struct op *op)
{
	const struct op_case *c = op->cases;
	const char *value, *low = task->context;
	size_t size;

	if (op->n_cases != 1 || op->has_default || op->deadline != NO_DEADLINE || !c->object || !c->value ||
	    !c->object->primitive->fills)
		return 0;
	size = c->object->primitive->fills(c);
	value = c->value;
	return value >= low && value + size <= turn_stack_top(task->run, task->id) && size <= MOST_FILLED ? size : 0;
}

static void blank_value(struct blank *kept, struct task *task)
{
	kept->filled = filled_by(task, kept->op);
	if (kept->filled) {
		memcpy(kept->value, kept->op->cases->value, kept->filled);
		memset(kept->op->cases->value, 0, kept->filled);
	}
}

static void blank_task(struct blank *kept, struct task *task, bool values)
{
	struct op *op = kept->op = atomic_load_explicit(&task->op, memory_order_relaxed);

	kept->filled = 0;
	if (!op)
		return;
	if (values)
		blank_value(kept, task);
	kept->deadline = op->deadline;
	kept->next_woken = op->next_woken;
	op->deadline = 0;
	op->next_woken = NULL;
	for (int i = 0; i < op->n_cases; i++) {
		kept->links[i] = op->cases[i].link;
		op->cases[i].link = (struct list){ NULL, NULL };
	}
}

void blanks_make(struct blanks *blanks, struct run *run, bool values)
{
	if (run->n_tasks > blanks->room) {
		blanks->room = 2 * run->n_tasks;
		free(blanks->list);
		blanks->list = malloc((size_t)blanks->room * sizeof *blanks->list);
		if (!blanks->list)
			panic("out of memory");
	}
	blanks->n = run->n_tasks;
	blanks->fills = false;
	for (int i = 0; i < blanks->n; i++) {
		blank_task(&blanks->list[i], run->tasks[i], values);
		blanks->fills |= blanks->list[i].filled > 0;
	}
}

void blanks_show(struct blanks *blanks, int task)
{
	struct blank *kept = &blanks->list[task];

	if (kept->filled)
		memcpy(kept->op->cases->value, kept->value, kept->filled);
	kept->filled = 0;
}

void blank_overwrite(struct task *task)
{
	struct op *op = atomic_load_explicit(&task->op, memory_order_relaxed);
	char *value = op ? op->cases->value : NULL;
	size_t size = op ? filled_by(task, op) : 0;

	for (size_t i = 0; i < size; i++)
		value[i] ^= 1;
}

void blanks_end(struct blanks *blanks)
{
	for (int i = 0; i < blanks->n; i++) {
		const struct blank *kept = &blanks->list[i];

		blanks_show(blanks, i);
		if (!kept->op)
			continue;
		kept->op->deadline = kept->deadline;
		kept->op->next_woken = kept->next_woken;
		for (int k = 0; k < kept->op->n_cases; k++)
			kept->op->cases[k].link = kept->links[k];
	}
}

void blanks_free(struct blanks *blanks)
{
	free(blanks->list);
	*blanks = (struct blanks){ 0 };
}
