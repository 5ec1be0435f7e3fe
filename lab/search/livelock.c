/* livelock.c - see livelock.h. */
#include "lab/search/livelock.h"

#include <stdlib.h>

#include "lab/search/explore.h"

void facts_merge(struct facts *into, const struct facts *from)
{
	into->cycle |= from->cycle;
	into->moved |= from->moved;
	into->unable |= from->unable;
	into->ticks |= from->ticks;
	into->calm |= from->calm;
	into->leaves |= from->leaves;
	into->exits |= from->exits;
}

bool facts_are_fair(const struct facts *facts, int n_tasks)
{
	if (n_tasks > MAX_EXPLORED_TASKS)
		return false;
	for (int i = 0; i < n_tasks; i++)
		if (!((facts->moved | facts->unable) & ((uint64_t)1 << i)))
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
