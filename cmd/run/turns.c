/* turns.c - see turns.h. */
#include "cmd/run/turns.h"

#include <stdlib.h>

#include "lab/search/stepper.h"

enum { LONGEST_DRY_RUN = 10000, DRAWN_SEEDS = 1000000 };

static bool is_turned(const struct resolved *all, enum run_setting setting)
{
	if (setting == RUN_SEED || setting == RUN_SCHEDULE)
		return all->run_text[setting] != NULL;
	return all->run_origin[setting] != FROM_DEFAULT;
}

/* Was `setting` turned, and `other`, which excludes it, not later? */
static bool outlives(const struct resolved *all, enum run_setting setting, enum run_setting other)
{
	return is_turned(all, setting) &&
	       (!is_turned(all, other) || all->run_origin[setting] >= all->run_origin[other]);
}

static bool both_on_line(const struct resolved *all, enum run_setting a, enum run_setting b)
{
	return is_turned(all, a) && is_turned(all, b) && all->run_origin[a] == FROM_RUN_LINE &&
	       all->run_origin[b] == FROM_RUN_LINE;
}

static int complain_both(struct session *session, const char *sentence)
{
	return complain(session, "contradiction", NULL, "%s", sentence);
}

/* Has the schedule, which has been checked, steps of the clock? */
static bool has_clock(const struct resolved *all)
{
	char *error = NULL;
	long n = 0;
	struct step *steps = schedule_parse(all->run_text[RUN_SCHEDULE], &n, &error);
	bool has = steps && schedule_has_clock(steps, n);

	free(steps);
	free(error);
	return has;
}

/* A schedule with steps of the clock says so itself; one without that was set after time= needs time to be virtual. */
static bool takes_any_time(const struct resolved *all, bool schedule)
{
	if (schedule && has_clock(all))
		return true;
	return all->run[RUN_TIME] && (!schedule || outlives(all, RUN_TIME, RUN_SCHEDULE));
}

static int check_line(struct session *session, const struct resolved *all)
{
	int strategy = all->run[RUN_STRATEGY];

	if (both_on_line(all, RUN_SCHEDULE, RUN_SEED) || both_on_line(all, RUN_SCHEDULE, RUN_STRATEGY))
		return complain_both(session, "a schedule decides everything: leave seed and strategy away");
	if (both_on_line(all, RUN_STRATEGY, RUN_SEED) && strategy == STRATEGY_FREE)
		return complain_both(session, "strategy=free leaves it to the system, which knows no seed: "
		                     "leave one of them away");
	if (both_on_line(all, RUN_STRATEGY, RUN_CARRIER) && strategy == STRATEGY_FREE)
		return complain_both(session, "strategy=free takes no turns, so there is no carrier: "
		                     "leave one of them away");
	if (both_on_line(all, RUN_STRATEGY, RUN_SEED) && strategy == STRATEGY_ROUND_ROBIN)
		return complain_both(session, "strategy=round-robin is a fixed order without chance: "
		                     "leave seed away, or take random or pct");
	if (both_on_line(all, RUN_SCHEDULE, RUN_TIME) && !all->run[RUN_TIME] && has_clock(all))
		return complain_both(session, "this schedule has steps of the clock, t, which there are with "
		                     "time=any alone: leave time=virtual away");
	if (all->run_origin[RUN_PCT_DEPTH] == FROM_RUN_LINE && strategy != STRATEGY_PCT)
		return complain_both(session, "pct-depth is for strategy=pct");
	return STATUS_OK;
}

/* ---- One strategy each ---- */

static void take_schedule(struct turns *turns, const char *text)
{
	char *error = NULL;

	turns->replay.steps = schedule_parse(text, &turns->replay.n, &error);   /* it has been checked */
	free(error);
	turns->options.strategy = &strategy_replay;
	turns->options.context = &turns->replay;
}

static void take_seed(struct turns *turns, const struct resolved *all)
{
	struct rng rng = { (uint64_t)clock_now() };

	turns->seeded = true;
	if (!is_turned(all, RUN_SEED) || !seed_read(all->run_text[RUN_SEED], &turns->seed))
		turns->seed = rng_below(&rng, DRAWN_SEEDS);
}

/* The same length for the same settings, so that a seed means the same run every time. */
static long length_of(const struct resolved *all)
{
	struct run_options options = {
		.pattern = all->pattern, .values = all->values, .files = all->files,
		.turn = { .any_time = all->run[RUN_TIME] },
	};
	long length = stepper_length(&options, LONGEST_DRY_RUN);

	return length > 0 ? length : 1;
}

static void take_strategy(struct turns *turns, const struct resolved *all, int strategy)
{
	switch (strategy) {
	case STRATEGY_ROUND_ROBIN:
		turns->options.strategy = &strategy_round_robin;
		turns->options.context = &turns->robin;
		break;
	case STRATEGY_PCT:
		take_seed(turns, all);
		pct_init(&turns->pct, turns->seed, all->run[RUN_PCT_DEPTH], length_of(all));
		turns->options.strategy = &strategy_pct;
		turns->options.context = &turns->pct;
		break;
	default:
		take_seed(turns, all);
		turns->rng.state = turns->seed;
		turns->options.strategy = &strategy_random;
		turns->options.context = &turns->rng;
	}
}

/* Does the strategy count? A fixed order and none exclude a seed, and none excludes a carrier. */
static bool strategy_counts(const struct resolved *all)
{
	int strategy = all->run[RUN_STRATEGY];

	if (!is_turned(all, RUN_STRATEGY))
		return false;
	if ((strategy == STRATEGY_FREE || strategy == STRATEGY_ROUND_ROBIN) &&
	    !outlives(all, RUN_STRATEGY, RUN_SEED))
		return false;
	return strategy != STRATEGY_FREE || outlives(all, RUN_STRATEGY, RUN_CARRIER);
}

/* A schedule counts unless what it excludes was turned later. */
static bool schedule_counts(const struct resolved *all, bool strategy)
{
	return outlives(all, RUN_SCHEDULE, RUN_SEED) &&
	       (!strategy || outlives(all, RUN_SCHEDULE, RUN_STRATEGY));
}

int turns_choose(struct session *session, const struct resolved *all, struct turns *turns)
{
	bool strategy = strategy_counts(all), schedule = schedule_counts(all, strategy);
	int status = check_line(session, all), which = strategy ? all->run[RUN_STRATEGY] : STRATEGY_FREE;

	*turns = (struct turns){ .on = false };
	if (status)
		return status;
	if (!strategy && (is_turned(all, RUN_SEED) || is_turned(all, RUN_CARRIER)))
		which = STRATEGY_RANDOM;
	turns->on = schedule || which != STRATEGY_FREE;
	turns->options.carrier = all->run[RUN_CARRIER] ? CARRIER_THREADS : CARRIER_FIBERS;
	turns->options.any_time = takes_any_time(all, schedule);
	if (schedule)
		take_schedule(turns, all->run_text[RUN_SCHEDULE]);
	else if (turns->on)
		take_strategy(turns, all, which);
	return STATUS_OK;
}

void turns_free(struct turns *turns)
{
	free((struct step *)turns->replay.steps);
}
