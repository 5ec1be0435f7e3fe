/* explore.c - see explore.h. */
#include "lab/check/explore.h"

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/check/dpor.h"
#include "lab/check/world.h"

enum { LOOK_EVERY = 64 };               /* runs between looks at the clock */

static const char *reached_limit(const struct exploration *found, const struct explore_limits *limits, int64_t now)
{
	if (limits->schedules && found->schedules + found->pruned >= limits->schedules)
		return "limit of schedules";
	if (limits->ns && now >= limits->ns)
		return "limit of time";
	return NULL;
}

static void search(struct dpor *dpor, struct exploration *found, const struct explore_limits *limits,
                   const struct explore_watcher *watcher)
{
	int64_t started = clock_now(), next_tick = 100000000;

	for (long i = 1; dpor_run(dpor); i++) {
		int64_t now = i % LOOK_EVERY == 0 || limits->schedules ? clock_now() - started : 0;

		found->limit = reached_limit(found, limits, now);
		if (watcher->interrupted && i % LOOK_EVERY == 0 && watcher->interrupted(watcher->context))
			found->limit = "interrupted";
		if (found->limit)
			break;
		if (watcher->tick && now > next_tick) {
			watcher->tick(watcher->context, found->schedules + found->pruned, dpor_done(dpor));
			next_tick = now + 100000000;
		}
	}
	if (!found->limit)
		found->limit = dpor_limit(dpor);
	found->done = dpor_done(dpor);
	found->elapsed = clock_now() - started;
}

struct exploration *explore(const struct run_options *options, const struct explore_limits *limits,
                            const struct explore_watcher *watcher, char **error)
{
	static const struct explore_limits no_limits;
	static const struct explore_watcher nobody;
	struct arena *arena = arena_new();
	struct exploration *found = arena_alloc(arena, sizeof *found);
	struct world world;
	struct dpor *dpor;

	found->arena = arena;
	found->search = "dpor";
	if (!world_open(&world, options, found, error)) {
		arena_free(arena);
		return NULL;
	}
	limits = limits ? limits : &no_limits;
	dpor = dpor_new(&world, limits->steps ? limits->steps : MAX_RUN_STEPS);
	search(dpor, found, limits, watcher ? watcher : &nobody);
	if (!found->limit && turn_was_cut(world.run))
		found->limit = "an operation had more ways to go on than are looked at";
	found->proved = !found->limit;
	dpor_free(dpor);
	world_close(&world);
	return found;
}

void exploration_free(struct exploration *found)
{
	if (found)
		arena_free(found->arena);
}
