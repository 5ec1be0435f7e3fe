/* chance.c - see chance.h. */
#include "lab/search/chance.h"

#include <stdlib.h>

#include "lab/search/sample.h"
#include "lab/search/world.h"

static bool has_more(const struct exploration *found, const struct exploration *than)
{
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (found->ends[i] && (!than || !than->ends[i]))
			return true;
	return found->failures && (!than || !than->failures);
}

/* What one takes from another lies with the other. */
static void keep(struct exploration *with, struct exploration *other)
{
	struct exploration **end = &other->besides;

	while (*end)
		end = &(*end)->besides;
	*end = with->besides;
	with->besides = other;
}

void chances_take(struct chances *chances, long n, long steps)
{
	static const struct explore_watcher nobody;
	struct sampling how = { .n = n, .seed = 1 + chances->runs, .mixed = chances->mixed, .steps = steps };
	struct sample sampled;
	char *error = NULL;

	chances->runs += (uint64_t)n;
	if (!sample(&sampled, chances->options, &how, &nobody, &error)) {
		free(error);
		return;
	}
	sampled.found->ends[VERDICT_STALLED] = 0;       /* it was only left, after many steps */
	sampled.found->bad[VERDICT_STALLED] = NULL;
	if (!has_more(sampled.found, chances->found)) {
		exploration_free(sampled.found);
	} else if (chances->found) {
		exploration_add(chances->found, sampled.found);
		keep(chances->found, sampled.found);
	} else {
		chances->found = sampled.found;
	}
}

void chances_give(struct chances *chances, struct exploration *into)
{
	if (chances->found)
		keep(into, chances->found);
	chances->found = NULL;
}
