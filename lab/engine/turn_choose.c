/* turn_choose.c - the turn engine: the strategy is asked, among moves that are found anew or kept; see turn.h. */
#include "lab/engine/turn_kept.h"
#include "lab/engine/turn_parts.h"

/* Whom the strategy takes is the first of the moves it has, in the way it takes. */
static int pick_way(const struct strategy *strategy, void *context, const struct move *moves, int n, int first)
{
	int end = first, way;

	while (end < n && moves[end].task == moves[first].task)
		end++;
	way = strategy->way(context, end - first);
	return way == HALT ? HALT : first + way;
}

int turn_pick(struct run *run, const struct strategy *strategy, void *context, const struct move *moves, int n)
{
	struct turn *turn = run->turn;
	struct movers movers = { &turn->can, moves[n - 1].task == CLOCK_TASK };
	int who, at = 0;

	bits_reserve(&turn->can, run->n_tasks);
	bits_clear(&turn->can);
	for (int i = 0; i < n - movers.clock; i++)
		bits_add(&turn->can, moves[i].task);
	who = strategy->who(context, run, &movers);
	while (who != HALT && moves[at].task != who)
		at++;
	return who == HALT ? HALT : pick_way(strategy, context, moves, n, at);
}

/* The strategy's among all moves, which are found anew. NULL: there is none, or it takes none. */
static const struct move *choose_anew(struct run *run)
{
	const struct turn_options *options = &run->turn_options;
	const struct move *moves;
	int n = turn_moves(run, &moves), pick;

	if (n == 0 || run_fault(run))
		return NULL;
	pick = turn_pick(run, options->strategy, options->context, moves, n);
	run->turn->halted = pick == HALT;
	return pick == HALT ? NULL : &moves[pick];
}

/* Who can move, after the clock has jumped if it had to. */
static struct movers find_movers(struct run *run)
{
	bool any_time = run->turn_options.any_time, nobody;
	struct movers movers = { kept_settle(run), false };
	int64_t awaited = NO_DEADLINE;

	while ((nobody = bits_next(movers.tasks, 0) < 0) && !run_fault(run) &&
	       (awaited = kept_first_awaited(run)) != NO_DEADLINE && !any_time) {
		kept_pass_time(run, awaited);
		kept_settle(run);
	}
	movers.clock = any_time && !run_fault(run) && (!nobody || awaited != NO_DEADLINE) && turn_next_time(run) != NO_DEADLINE;
	return movers;
}

/* The strategy's among those that are kept. */
static const struct move *choose_kept(struct run *run)
{
	const struct turn_options *options = &run->turn_options;
	struct movers movers;
	int who, pick;

	turn_advance_fresh(run);
	movers = find_movers(run);
	if (options->keeping >= KEEP_CHECKED)
		kept_check(run);
	if (run_fault(run) || (!movers.clock && bits_next(movers.tasks, 0) < 0))
		return NULL;
	who = options->strategy->who(options->context, run, &movers);
	run->turn->halted = who == HALT;
	if (who == HALT)
		return NULL;
	turn_find_ways(run, who, MAX_WAYS);
	pick = pick_way(options->strategy, options->context, run->turn->moves, run->turn->n_moves, 0);
	run->turn->halted = pick == HALT;
	return pick == HALT ? NULL : &run->turn->moves[pick];
}

/* From so many tasks on it costs less to keep who can move than to find it anew; so many steps are late enough. */
enum { MANY = 128, LATE = 100 };

static bool keeps(const struct run *run)
{
	switch (run->turn_options.keeping) {
	case KEEP_MANY:
		return run->n_tasks >= MANY;
	case KEEP_NEVER:
		return false;
	case KEEP_CHECKED_LATE:
		return run->turn->n_steps >= LATE;
	default:
		return true;
	}
}

const struct move *turn_next_move(struct run *run)
{
	if (!run->turn->kept && !keeps(run))
		return choose_anew(run);
	if (!run->turn->kept)
		kept_begin(run);
	return choose_kept(run);
}
