/* sample.c - see sample.h. */
#include "lab/search/sample.h"

#include <stdlib.h>

#include "lab/engine/strategy.h"
#include "lab/search/standstill.h"
#include "lab/search/world.h"

enum { LOOK_EVERY = 1024, MOST_RACERS_OF_ALL = 1024 };  /* steps; tasks */
enum { MIXED_DEPTHS = 3, LATE_STEPS = 4000 };

/* How a run came to an end. */
enum way_out { OUT_ENDED, OUT_TOO_LONG, OUT_CUT };

static const int64_t TICK = 100000000;

/* What all runs have taken so far. */
struct spent {
	int64_t started;
	long    steps;
	struct move *others;    /* room for some of the moves there are */
	int     room;
	struct standstill still; /* of the run in hand */
	long    raced;          /* steps after which it had a race; -1: it has none */
};

/* Who decides in one run. */
struct chance {
	const struct strategy *strategy;
	void                  *context;
	struct rng             rng;
	struct pct             pct;
	bool                   late;            /* nobody ends the program for some time, as long as others can move */
};

static void begin(struct chance *chance, const struct sampling *how, uint64_t seed, long longest)
{
	bool mixed = how->mixed && seed % 2, pct = how->pct || mixed;

	chance->late = how->mixed && seed / 2 % 2;
	chance->rng.state = seed;
	chance->strategy = pct ? &strategy_pct : &strategy_random;
	chance->context = pct ? (void *)&chance->pct : (void *)&chance->rng;
	if (mixed)
		pct_init(&chance->pct, seed, 1 + (int)(seed / 2 % MIXED_DEPTHS), longest);
	else if (pct)
		pct_init(&chance->pct, seed, how->depth, how->length);
}

/* Why no more is to be done, as a phrase; or NULL. */
static const char *reason_to_stop(const struct sampling *how, const struct spent *spent,
                                  const struct explore_watcher *watcher)
{
	if (watcher->interrupted && watcher->interrupted(watcher->context))
		return "interrupted";
	if (how->steps && spent->steps >= how->steps)
		return "limit of moves";
	return how->ns && clock_now() - spent->started > how->ns ? "limit of time" : NULL;
}

static bool ends_all(const struct run *run, const struct move *move)
{
	const struct op *op = move->task == CLOCK_TASK ? NULL : turn_op(run, move->task);

	return op && op->n_cases == 1 && op->cases->object &&
	       op->cases->object->primitive->kinds[op->cases->kind].done == EV_EXIT;
}

/*
 * The moves that do not end the program, the clock aside; all of them when that would be none. A main that does not join its
 * threads would end most runs before these have done anything.
 */
static int leave_out_ends(struct spent *spent, struct world *world, const struct move **moves, int n)
{
	int kept = 0;

	if (n > spent->room) {
		spent->room = 2 * n;
		spent->others = arena_alloc(world->found->arena, (size_t)spent->room * sizeof *spent->others);
	}
	for (int i = 0; i < n; i++)
		if (!ends_all(world->run, &(*moves)[i]))
			spent->others[kept++] = (*moves)[i];
	if (kept == n || kept == 0 || spent->others[0].task == CLOCK_TASK)
		return n;
	*moves = spent->others;
	return kept;
}

/* Before the next step is made: has there been a race by now? And near the end, is there anything new? */
static void look_on(struct world *world, struct spent *spent, bool near_the_end)
{
	const struct step *steps;

	if (spent->raced < 0 && world->watched && race_found(world->watch.race))
		spent->raced = turn_steps(world->run, &steps);
	if (near_the_end)
		standstill_note(&spent->still, world->run);
}

static enum way_out run_once(struct world *world, const struct sampling *how, uint64_t seed, struct spent *spent,
                             const struct explore_watcher *watcher)
{
	long most = how->run_steps ? how->run_steps : MAX_SAMPLE_STEPS;
	const struct move *moves;
	struct chance chance;

	begin(&chance, how, seed, world->found->longest);
	standstill_begin(&spent->still);
	spent->raced = -1;
	world_restart(world);
	for (long i = 0, before = turn_extra(world->run); i < most; i++, spent->steps++) {
		int n = turn_moves(world->run, &moves);

		if (run_braked(world->run))
			return OUT_CUT;
		if (world_is_over(world, n))
			return OUT_ENDED;
		if ((i % LOOK_EVERY == 0 || turn_extra(world->run) != before) && reason_to_stop(how, spent, watcher))
			return OUT_CUT;
		look_on(world, spent, !how->unwatched && most - i <= STANDSTILL_STATES);
		if (chance.late && i < LATE_STEPS)
			n = leave_out_ends(spent, world, &moves, n);
		turn_make(world->run, &moves[turn_pick(world->run, chance.strategy, chance.context, moves, n)]);
		i += turn_extra(world->run) - before;
		spent->steps += turn_extra(world->run) - before;
		before = turn_extra(world->run);
	}
	return OUT_TOO_LONG;
}

/* Are there more tasks than were watched for races? Then more are, if that can be. */
static bool needs_more_racers(struct world *world)
{
	if (!world->watched || !race_over(world->watch.race) || world->racers >= MOST_RACERS_OF_ALL)
		return false;
	world->racers *= 2;
	return true;
}

/* It is watched for races only from when there are cells; then what was not is made once more. */
static enum way_out run_seed(struct world *world, const struct sampling *how, uint64_t seed, struct spent *spent,
                             const struct explore_watcher *watcher)
{
	enum way_out out = run_once(world, how, seed, spent, watcher);

	if (out != OUT_CUT && !how->unwatched && !world->watched && run_has_cells(world->run)) {
		world->watched = true;
		out = run_once(world, how, seed, spent, watcher);
	}
	while (out != OUT_CUT && needs_more_racers(world))
		out = run_once(world, how, seed, spent, watcher);
	return out;
}

/*
 * It was left, for it is too long. What it has shown by then counts: that it has a race, or else that it gets nowhere. One that
 * has shown neither may only take long.
 */
static void note_left(struct sample *sample, struct world *world, const struct spent *spent, uint64_t seed)
{
	struct exploration *found = sample->found;
	enum verdict verdict = spent->raced >= 0 ? VERDICT_RACE : standstill_is(&spent->still) ? VERDICT_STALLED : VERDICT_OK;
	const struct step *steps;
	long n = turn_steps(world->run, &steps);

	found->schedules++;
	found->unended++;
	found->longest = n > found->longest ? n : found->longest;
	if (verdict == VERDICT_OK) {
		found->cut++;
		return;
	}
	if (found->ends[verdict] == 0)
		sample->seed[verdict] = seed;
	world_note_schedule(world, verdict, steps, verdict == VERDICT_RACE ? spent->raced : n);
}

/* One run more; its seed is kept when it is the first of its kind. */
static void note(struct sample *sample, struct world *world, uint64_t seed)
{
	struct exploration *found = sample->found;
	long failures = found->failures;
	int leaked;
	enum verdict verdict = world_verdict(world, &leaked);

	if (found->ends[verdict] == 0)
		sample->seed[verdict] = seed;
	world_note_end(world);
	if (failures == 0 && found->failures)
		sample->failed_seed = seed;
}

static void run_all(struct sample *sample, struct world *world, const struct sampling *how,
                    const struct explore_watcher *watcher)
{
	struct spent spent = { .started = clock_now(), .raced = -1 };
	int64_t next_tick = TICK;

	world->watched = false;
	for (long i = 0; i < how->n; i++) {
		uint64_t seed = how->seed + (uint64_t)i;
		enum way_out out = run_seed(world, how, seed, &spent, watcher);

		if (out == OUT_CUT) {
			const char *reason = reason_to_stop(how, &spent, watcher);

			sample->found->limit = reason ? reason : "limit of time";
			break;
		}
		if (out == OUT_ENDED)
			note(sample, world, seed);
		else
			note_left(sample, world, &spent, seed);
		if (watcher->tick && clock_now() - spent.started > next_tick) {
			watcher->tick(watcher->context, i + 1, 0, (double)(i + 1) / (double)how->n);
			next_tick += TICK;
		}
	}
	standstill_free(&spent.still);
	sample->found->work = spent.steps;
	sample->found->elapsed = clock_now() - spent.started;
}

bool sample(struct sample *sample, const struct run_options *options, const struct sampling *how,
            const struct explore_watcher *watcher, char **error)
{
	static const struct explore_watcher nobody;
	struct arena *arena = arena_new();
	struct exploration *found = arena_alloc(arena, sizeof *found);
	struct world world;

	*sample = (struct sample){ .found = found };
	found->arena = arena;
	found->search = "sampled";
	found->limit = "chance, not every schedule";
	if (!world_open(&world, options, found, error)) {
		arena_free(arena);
		return false;
	}
	run_all(sample, &world, how, watcher ? watcher : &nobody);
	breaches_add(&found->breaches, &world.run->breaches, arena);
	found->stayed = world.run->stayed;
	exploration_settle_finals(found);
	world_close(&world);
	return true;
}

void sample_to_learn(const struct run_options *options)
{
	enum { RUNS = 20, ROUNDS = 10, STEPS = 5000, MOST_TASKS = 1000 };
	static const struct sampling how = {
		.n = RUNS, .seed = 1, .run_steps = STEPS, .steps = RUNS * STEPS, .unwatched = true,
	};
	static const struct explore_watcher nobody;
	bool learned = options->pattern->outside != NULL;
	struct run_options bounded = *options;

	bounded.most_tasks = MOST_TASKS;
	for (int i = 0; i < ROUNDS && learned; i++) {
		struct arena *arena = arena_new();
		struct exploration *found = arena_alloc(arena, sizeof *found);
		struct sample sampled = { .found = found };
		struct world world;
		char *error = NULL;

		found->arena = arena;
		learned = world_open(&world, &bounded, found, &error);
		if (learned) {
			run_all(&sampled, &world, &how, &nobody);
			learned = run_learns(world.run);
			world_close(&world);
		}
		free(error);
		arena_free(arena);
	}
}
