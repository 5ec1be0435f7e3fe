/* world.c - see world.h. */
#include "lab/search/world.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/engine/declared.h"

const char too_many_tasks[] = "more tasks than the explorer can hold apart";
const char too_many_racers[] = "more tasks than the explorer can watch for races";
const char too_many_steps[] = "a run with too many steps was cut";
const char not_deterministic[] = "the same choices led elsewhere: the pattern is not deterministic";

static void give_back(struct world *world)
{
	stacks_free(world->stacks);
	race_free(world->watch.race);
}

bool world_open(struct world *world, const struct run_options *options, struct exploration *found, char **error)
{
	struct run_options again = *options;

	*world = (struct world){ .found = found, .stacks = stacks_new(run_stack_bytes(options->pattern)), .racers = MAX_EXPLORED_TASKS, .watched = true };
	world->watch.race = race_new(world->racers);
	again.engine = &turn_engine;
	again.untraced = true;
	again.pace = 0;
	again.turn = (struct turn_options){
		.carrier = CARRIER_FIBERS, .stacks = world->stacks, .any_time = options->turn.any_time,
		.unbound = options->turn.unbound,
	};
	world->run = run_new(&again, error);
	if (!world->run) {
		give_back(world);
		return false;
	}
	race_watch_begin(&world->watch, world->run, world->racers);
	run_start(world->run);
	return true;
}

void world_close(struct world *world)
{
	race_watch_end(world->run);
	must(run_stop(world->run, INT64_MAX / 2));
	checkpoint_free(&world->start);
	race_image_free(&world->known);
	run_free(world->run);
	give_back(world);
}

/*
 * Where accesses are no operations there are some to see while the run is started: it is watched from then on. Else nothing
 * has happened yet when the first operations are about to be made.
 */
static bool is_watched_from_start(const struct world *world)
{
	return world->watched && run_memory(world->run) == MEMORY_RACES;
}

/* Put back what came of starting the run. False when that is not kept. */
static bool put_back(struct world *world)
{
	/* As long as the arena is one block, it is the one that the checkpoint is of. */
	if (!world->started || arena_image_size(world->run->arena) == 0)
		return false;
	/* So with what is known of races, which is forgotten only where it is kept again. */
	if (is_watched_from_start(world) && (world->known_racers != world->racers || !race_fits(world->watch.race)))
		return false;
	checkpoint_return(&world->start, world->run);
	if (is_watched_from_start(world)) {
		race_return(world->watch.race, &world->known);
		race_watch_resume(&world->watch, world->run);
	}
	return true;
}

static void keep_start(struct world *world)
{
	bool all = is_watched_from_start(world);

	world->started = world->restarts++ > 0 && checkpoint_possible(world->run) && (!all || race_fits(world->watch.race)) &&
	                 checkpoint_take(&world->start, world->run);
	world->known_racers = world->started && all ? world->racers : 0;
	if (world->known_racers)
		race_keep(world->watch.race, &world->known);
}

static void start_again(struct world *world)
{
	const struct move *moves;

	run_again(world->run);
	if (is_watched_from_start(world))
		race_watch_begin(&world->watch, world->run, world->racers);
	turn_moves(world->run, &moves);
	keep_start(world);
}

void world_restart(struct world *world)
{
	race_watch_end(world->run);
	if (!put_back(world))
		start_again(world);
	if (world->watched && !is_watched_from_start(world))
		race_watch_begin(&world->watch, world->run, world->racers);
}

static bool has_race(const struct world *world)
{
	return world->raced || (world->watched && race_found(world->watch.race));
}

bool world_ends_by_race(const struct world *world)
{
	return run_memory(world->run) == MEMORY_RACES && has_race(world);
}

bool world_is_over(const struct world *world, int n)
{
	return n == 0 || world->run->fault.over || world_ends_by_race(world);
}

/* Some task moves all the time, and does nothing. */
static bool loops_for_ever(const struct run *run)
{
	for (int i = 0; i < run->n_tasks; i++) {
		const struct op *op = turn_op(run, i);

		if (op && op->n_cases && op->cases->object && op->cases->object->primitive == &task_primitive &&
		    op->cases->kind == TASK_OP_LOOP)
			return true;
	}
	return false;
}

enum verdict world_verdict(const struct world *world, int *leaked)
{
	const struct run *run = world->run;

	*leaked = 0;
	if (world_ends_by_race(world))
		return VERDICT_RACE;
	if (run->fault.over)
		return run->fault.verdict == VERDICT_OK && has_race(world) ? VERDICT_RACE : run->fault.verdict;
	if (loops_for_ever(run))
		return VERDICT_LIVELOCK;
	if (!run->tasks[0]->ended)
		return VERDICT_DEADLOCK;
	for (int i = 1; i < run->n_tasks; i++)
		*leaked += !run->tasks[i]->ended;
	if (*leaked)
		return VERDICT_LEAK;
	if (has_race(world))
		return VERDICT_RACE;
	return run_breaches(run) ? VERDICT_UNDECLARED : VERDICT_OK;
}

void world_forget(struct world *world)
{
	*world->found = (struct exploration){ .arena = world->found->arena, .search = world->found->search };
}
