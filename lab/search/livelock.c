/* livelock.c - see livelock.h. */
#include "lab/search/livelock.h"

#include <stdlib.h>

#include "lab/trace/event.h"

void facts_clear(struct facts *facts)
{
	facts->cycle = facts->ticks = facts->calm = facts->leaves = facts->exits = false;
	task_set_clear(&facts->moved);
	task_set_clear(&facts->unable);
}

void facts_note_moved(struct facts *facts, struct made_by by)
{
	if (by.task != NO_TASK)
		task_set_add(&facts->moved, by.task);
	if (by.partner != NO_TASK)
		task_set_add(&facts->moved, by.partner);
}

void facts_merge(struct facts *into, const struct facts *from)
{
	into->cycle |= from->cycle;
	task_set_unite(&into->moved, &from->moved);
	task_set_unite(&into->unable, &from->unable);
	into->ticks |= from->ticks;
	into->calm |= from->calm;
	into->leaves |= from->leaves;
	into->exits |= from->exits;
}

bool facts_are_fair(const struct facts *facts, int n_tasks)
{
	for (int i = 0; i < n_tasks; i++)
		if (!task_set_has(&facts->moved, i) && !task_set_has(&facts->unable, i))
			return false;
	return facts->calm || facts->ticks || !facts->exits;
}

void lasso_offer(struct lasso *best, struct lasso offered)
{
	if (best->steps && (best->fair > offered.fair || (best->fair == offered.fair && best->n <= offered.n))) {
		free(offered.steps);
		return;
	}
	free(best->steps);
	*best = offered;
}
