/*
 * explore_turns.c - two searches take turns until one of them is complete: see explore.h. Where that takes long a third one
 * looks at schedules with few switches first: few.h; and some are made by chance: chance.h.
 *
 * Turns are counted in steps and moves, not in time, so that the answer is the same on every machine. What either has
 * found is true whether or not it came to its end.
 */
#include "lab/search/explore_parts.h"

#include "lab/engine/fiber.h"
#include "lab/search/share.h"

enum {
	LOOK_EVERY = 4096,              /* steps between looks at the clock, about */
	STEPS_A_TURN = 250000,          /* of the search by schedules */
	MOVES_A_TURN = 50000,           /* of the search by states: takes about as long, or longer */
	MOVES_A_LOOK = 1000,
	SHORT_TURNS = 5,                /* at first: each is twice as long as the one before */
	EARLIEST_HOPELESS = 2,          /* turns, where it is plain to see */
	VERY_SHORT_TURNS = 8,           /* where accesses are no steps */
	EARLY_TURNS = 16,               /* what is learned in these makes the search begin anew at once */
	FEW_A_TURN = 25000,             /* moves of the search by few switches */
	FEW_OF_A_CROWD = 8,             /* turns of it where there are too many tasks for the other two */
	HOPELESS_SHARE = 8,
	SHARED_FROM = 8000,             /* states: a fork takes as long as looking at some hundred. Who names cores= does not wait */
	RUNS_SHARED_FROM = 2000,        /* schedules, likewise */
	MOVES_BEFORE_SHARING = 50,
	CHANCES_A_TURN = FIBERS ? 200 : 4,      /* runs by chance; threads make one as dear as many */
	CHANCE_STEPS_A_TURN = 50000
};

static const int64_t TICK = 100000000;
static const double HOPELESS = 0.02, QUITE_HOPELESS = 0.0005;    /* of it is done, by its own estimate */

/* With twice as many runs the estimate has not grown by so much, and it is no more than so: there is more to do than it says. */
static const double STUCK_GROWTH = 1.25, STUCK_BELOW = 0.25;

/* ---- When to stop ---- */

/* Is one bad end enough, and is it there? */
static void look_for_bad(struct search *s)
{
	if (s->limits->first_bad && (search_found_bad(s->found) || search_found_bad(&s->by_states) ||
	                             (s->few && search_found_bad(few_found(s->few))) ||
	                             (s->chances.found && search_found_bad(s->chances.found))))
		s->found->limit = "a bad end was found";
}

bool search_was_interrupted(const struct search *s)
{
	return s->watcher->interrupted && s->watcher->interrupted(s->watcher->context);
}

static long states_alone(const struct search *s)
{
	return s->states && (s->only_states || states_shared(s->states)) ? states_count(s->states) : 0;
}

static void look(struct search *s)
{
	struct exploration *found = s->found;
	int64_t now = clock_now() - s->started;

	if (s->limits->ns && now >= s->limits->ns)
		found->limit = search_limit_of_time;
	if (search_was_interrupted(s))
		found->limit = "interrupted";
	if (s->watcher->tick && now > s->last_tick + TICK) {
		s->watcher->tick(s->watcher->context, dpor_runs(s->dpor), states_alone(s), dpor_done(s->dpor));
		s->last_tick = now;
	}
}

/* What either search may still do: steps; moves. */
static long steps_left(const struct search *s)
{
	long left = s->limits->work ? s->limits->work - s->steps : STEPS_A_TURN;

	return s->dpor_over ? 0 : left;
}

static long moves_left(const struct search *s)
{
	long left = s->limits->work ? s->limits->work / STEPS_A_MOVE - s->moves : MOVES_A_TURN;

	return s->states_over ? 0 : left;
}

static bool goes_on(const struct search *s)
{
	return !s->found->limit && !search_runs_complete(s) && !search_states_complete(s) && (steps_left(s) > 0 || moves_left(s) > 0);
}

/* ---- Taking turns ---- */

static int short_turns(const struct search *s)
{
	return s->memory == MEMORY_RACES ? VERY_SHORT_TURNS : SHORT_TURNS;
}

/*
 * So much of a whole turn. One of the searches may take for ever while the other is soon done: so the first turns are short,
 * and each is twice as long as the one before. Where accesses are no steps a step may be dear, and they begin shorter still.
 */
static long turn_of(const struct search *s, long whole)
{
	int n = short_turns(s);
	long part = s->turns < n ? whole >> (n - s->turns) : whole;

	return part > 0 ? part : 1;
}

/* A turn was taken. From the last of the short ones on they are equally long, and those before it together are as long as one. */
static void note_done(struct search *s)
{
	int first = short_turns(s), half = (s->turns - first + 1) / 2 + first - 1;
	double done = dpor_done(s->dpor);

	if (s->turns >= STUCK_TURNS)
		return;
	s->done[s->turns] = done;
	s->stuck |= s->turns > first + 2 && done < STUCK_BELOW && done < STUCK_GROWTH * s->done[half];
}

/* Has the search by schedules hardly begun after so many turns, or does it come no nearer to its end, while another goes on? */
static bool is_hopeless(const struct search *s)
{
	bool soon = s->turns <= SHORT_TURNS;

	if (!s->states || s->states_over)
		return false;
	return s->stuck || (s->turns > (soon ? EARLIEST_HOPELESS : SHORT_TURNS) && dpor_done(s->dpor) < (soon ? QUITE_HOPELESS : HOPELESS));
}

/* Then it takes less. */
static long share_of(const struct search *s, long turn)
{
	return is_hopeless(s) ? turn / HOPELESS_SHARE : turn;
}

/* Moves of large runs are dear: the searches by states make fewer, as long as that by schedules goes on beside them. */
static long moves_of(const struct search *s, long whole)
{
	bool beside = !s->dpor_over && !is_hopeless(s);

	return turn_of(s, s->states && beside ? whole / states_weight(s->states) : whole);
}

/*
 * Then, or where there is none, that by states may be made by several processes, and the other rests: which of the two is
 * complete first must not depend on how fast the others are.
 */
static void share(const struct search *s)
{
	bool only = s->dpor_over || is_hopeless(s);

	if (s->limits->cores && only && s->states && !s->states_over && !s->limits->work)
		states_share(s->states, s->limits->cores, s->limits->cores == ALL_CORES ? SHARED_FROM : 1);
}

/* The search by schedules may be made by several where it is the only one: see above. Not where runs count against a limit. */
static void share_runs(const struct search *s)
{
	bool only = !s->states || s->states_over;

	if (s->limits->cores && only && !s->limits->work && !s->limits->schedules && !s->limits->first_bad && !s->world.listed)
		dpor_share(s->dpor, s->limits->cores == ALL_CORES ? share_processors() : s->limits->cores,
		           s->limits->cores == ALL_CORES ? RUNS_SHARED_FROM : 1);
}

static void take_runs(struct search *s)
{
	struct exploration *found = s->found;

	for (long steps = 0, looked = 0, most = share_of(s, turn_of(s, STEPS_A_TURN)); steps < most && steps_left(s) > 0 && !found->limit;) {
		const struct step *made;
		long before = steps, extra = turn_extra(s->world.run);

		share_runs(s);
		s->dpor_over = !dpor_run(s->dpor);
		if (dpor_strayed(s->dpor))
			found->limit = dpor_limit(s->dpor);     /* then nothing is proved, by whatever search */
		steps += turn_steps(s->world.run, &made) + 1 + turn_extra(s->world.run) - extra;
		s->steps += steps - before;
		if (!s->dpor_over && s->limits->schedules && found->schedules + found->pruned >= s->limits->schedules)
			found->limit = "limit of schedules";
		look_for_bad(s);
		if (steps - looked >= LOOK_EVERY || run_braked(s->world.run) || dpor_waits(s->dpor)) {
			looked = steps;
			look(s);
		}
	}
}

/*
 * Where no search by schedules is made, ends of that by states count against a limit of schedules; and where it was given up,
 * runs by chance, too: there may be few ends, and then chance must do.
 */
static void look_at_count(struct search *s)
{
	long most = s->limits->schedules, ends = s->by_states.schedules, runs = s->only_states ? 0 : (long)s->chances.runs;

	if (!s->dpor_over || !most || s->found->limit || ends + runs < most)
		return;
	s->found->limit = "limit of schedules";
	s->crowded = ends < most;
}

static void take_moves(struct search *s)
{
	long look_every = s->limits->cores > 1 ? MOVES_BEFORE_SHARING : MOVES_A_LOOK;
	long most = moves_of(s, MOVES_A_TURN), part = most < look_every ? most : look_every;

	for (long made, i = 0; i < most && moves_left(s) > 0 && !s->found->limit; i += made) {
		share(s);
		made = states_work(s->states, part, &s->states_over);
		s->moves += made;
		look_at_count(s);
		look_for_bad(s);
		look(s);
	}
}

static void take_few(struct search *s)
{
	for (long i = 0, most = share_of(s, moves_of(s, FEW_A_TURN)); i < most && s->few && !few_is_over(s->few) && !s->found->limit;) {
		i += few_run(s->few, most < MOVES_A_LOOK ? most : MOVES_A_LOOK);
		look_for_bad(s);
		look(s);
	}
}

static void take_chances(struct search *s)
{
	if (s->limits->switches || s->limits->work || s->limits->listed)
		return;
	chances_take(&s->chances, turn_of(s, CHANCES_A_TURN), turn_of(s, CHANCE_STEPS_A_TURN));
	look_at_count(s);
	look_for_bad(s);
	look(s);
}

static bool has_crowd(const struct search *s)
{
	const char *limit = s->states ? states_limit(s->states) : dpor_limit(s->dpor);

	return limit == too_many_tasks || limit == too_many_racers;
}

void search_take_turns(struct search *s)
{
	while (goes_on(s) && !s->learned) {
		if (!s->states || !states_shared(s->states))
			take_runs(s);
		if (goes_on(s))
			take_moves(s);
		if (goes_on(s))
			take_few(s);
		if (goes_on(s))
			take_chances(s);
		s->turns++;
		note_done(s);
		s->learned = s->turns <= EARLY_TURNS && goes_on(s) && run_learns(s->world.run);
	}
	dpor_settle(s->dpor);
	if (s->states)
		states_settle(s->states);
	s->crowded |= has_crowd(s) && s->dpor_over && s->states_over && !s->limits->work;
	for (int i = 0; i < FEW_OF_A_CROWD && s->crowded; i++)
		take_few(s);
}
