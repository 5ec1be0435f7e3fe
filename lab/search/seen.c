/* seen.c - see seen.h. */
#include "lab/search/seen.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

static struct seen_head head_of(const struct task *task, struct key about)
{
	const char *low = live_stack(task);
	struct seen_head head;

	memset(&head, 0, sizeof head);
	head.task = task;
	head.low = low;
	head.size = (size_t)(turn_stack_top(task->run, task->id) - low);
	head.about = about;
	if (low == task->base) {
		memcpy(&head.control, task->context, sizeof head.control);
		head.pending = pending_of(turn_op(task->run, task->id));
	}
	return head;
}

static bool is_same(const struct seen *seen, const struct seen_head *head)
{
	return !memcmp(&seen->head, head, sizeof *head) && !memcmp(seen->bytes, head->low, head->size);
}

struct seen *seen_look(struct seen_stacks *stacks, const struct task *task, struct key about)
{
	struct seen_head head = head_of(task, about);
	struct seen **list = stacks->list[task->id], *seen = NULL;
	int *next = &stacks->next[task->id];

	for (int i = 0; i < SEEN_KEPT && list[i] && head.size <= SEEN_MOST; i++)
		if (is_same(list[i], &head))
			return list[i];
	if (head.size > SEEN_MOST) {
		seen = &stacks->once;
	} else {
		if (!list[*next])
			list[*next] = malloc(sizeof *seen);
		seen = list[*next];
		if (!seen)
			panic("out of memory");
		*next = (*next + 1) % SEEN_KEPT;
		memcpy(seen->bytes, head.low, head.size);
	}
	seen->head = head;
	seen->known = seen->keyed = false;
	return seen;
}

void seen_free(struct seen_stacks *stacks)
{
	for (int i = 0; i < MOST_IN_TASK_SET; i++)
		for (int k = 0; k < SEEN_KEPT; k++)
			free(stacks->list[i][k]);
}
