/* few.c - see few.h. */
#include "lab/search/few.h"

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/search/states.h"
#include "lab/search/world.h"

enum { LONGEST_PATH = 500 };

struct few {
	struct world       world;
	struct states     *states;      /* NULL: it is over */
	struct exploration found, all;  /* with the present bound; with that, too, and all before */
	int                switches;
};

static void begin(struct few *few, int switches)
{
	struct states_options how = { .max_steps = LONGEST_PATH, .max_states = MOST_STATES, .max_switches = switches };

	few->switches = switches;
	few->states = states_new(&few->world, &how);
}

struct few *few_new(const struct run_options *options, struct arena *arena)
{
	struct few *few = calloc(1, sizeof *few);
	struct run_options bounded = *options;
	char *error = NULL;

	must(few);
	few->all.arena = few->found.arena = arena;
	bounded.most_tasks = MAX_STATES_TASKS + 1;
	if (!world_open(&few->world, &bounded, &few->found, &error)) {
		free(error);
		free(few);
		return NULL;
	}
	begin(few, 1);
	return few;
}

void few_free(struct few *few)
{
	if (!few)
		return;
	if (few->states)
		states_free(few->states);
	world_close(&few->world);
	free(few);
}

/* All with the present bound have been seen. */
static void widen(struct few *few)
{
	bool wider = states_limit(few->states) && !run_braked(few->world.run);

	exploration_add(&few->all, &few->found);
	states_free(few->states);
	few->states = NULL;
	if (wider)
		begin(few, few->switches + 1);
}

long few_run(struct few *few, long moves)
{
	bool over;
	long work = states_work(few->states, moves, &over);

	if (over)
		widen(few);
	return work;
}

bool few_is_over(const struct few *few)
{
	return !few->states;
}

const struct exploration *few_found(struct few *few)
{
	exploration_add(&few->all, &few->found);
	return &few->all;
}

const struct breaches *few_breaches(const struct few *few)
{
	return &few->world.run->breaches;
}
