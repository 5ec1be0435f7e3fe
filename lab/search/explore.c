/*
 * explore.c - two searches take turns until one of them is complete: see explore.h. Where that takes long a third one
 * looks at schedules with few switches first: few.h; and some are made by chance: chance.h.
 *
 * Turns are counted in steps and moves, not in time, so that the answer is the same on every machine. What either has
 * found is true whether or not it came to its end.
 */
#include "lab/search/explore_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/search/minimal.h"
#include "lab/search/sample.h"
#include "lab/engine/fiber.h"

enum {
	LOOK_EVERY = 4096,              /* steps between looks at the clock, about */
	STEPS_A_TURN = 250000,          /* of the search by schedules */
	MOVES_A_TURN = 50000,           /* of the search by states: takes about as long, or longer */
	MOVES_A_LOOK = 1000,
	SHORT_TURNS = 5,                /* at first: each is twice as long as the one before */
	VERY_SHORT_TURNS = 8,           /* where accesses are no steps */
	EARLY_TURNS = 16,               /* what is learned in these makes the search begin anew at once */
	FEW_A_TURN = 25000,             /* moves of the search by few switches */
	FEW_OF_A_CROWD = 8,             /* turns of it where there are too many tasks for the other two */
	HOPELESS_SHARE = 8,
	CHANCES_A_TURN = FIBERS ? 200 : 4,      /* runs by chance; threads make one as dear as many */
	CHANCE_STEPS_A_TURN = 50000,
	SAMPLES = 1000,                 /* where nothing better can be done */
	CHECKS = FIBERS ? 64 : 8,       /* runs by chance after a proof */
	CHECK_STEPS = 20000,            /* of all these runs */
	MAX_STATE_STEPS = 20000         /* of a path through the states */
};

static const int64_t TICK = 100000000;
static const double HOPELESS = 0.02;

/* ---- When to stop ---- */

/* Is one bad end enough, and is it there? */
static void look_for_bad(struct search *s)
{
	if (s->limits->first_bad && (search_found_bad(s->found) || search_found_bad(&s->by_states) ||
	                             (s->few && search_found_bad(few_found(s->few))) ||
	                             (s->chances.found && search_found_bad(s->chances.found))))
		s->found->limit = "a bad end was found";
}

static bool was_interrupted(const struct search *s)
{
	return s->watcher->interrupted && s->watcher->interrupted(s->watcher->context);
}

static void look(struct search *s)
{
	struct exploration *found = s->found;
	int64_t now = clock_now() - s->started;

	if (s->limits->ns && now >= s->limits->ns)
		found->limit = search_limit_of_time;
	if (was_interrupted(s))
		found->limit = "interrupted";
	if (s->watcher->tick && now > s->next_tick) {
		s->watcher->tick(s->watcher->context, found->schedules + found->pruned, dpor_done(s->dpor));
		s->next_tick = now + TICK;
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

/*
 * So much of a whole turn. One of the searches may take for ever while the other is soon done: so the first turns are short,
 * and each is twice as long as the one before. Where accesses are no steps a step may be dear, and they begin shorter still.
 */
static long turn_of(const struct search *s, long whole)
{
	int n = s->memory == MEMORY_RACES ? VERY_SHORT_TURNS : SHORT_TURNS;
	long part = s->turns < n ? whole >> (n - s->turns) : whole;

	return part > 0 ? part : 1;
}

/* Has the search by schedules hardly begun after so many turns, by its own estimate, while another goes on? Then it takes less. */
static long share_of(const struct search *s, long turn)
{
	bool hopeless = s->turns > SHORT_TURNS && s->states && !s->states_over && dpor_done(s->dpor) < HOPELESS;

	return hopeless ? turn / HOPELESS_SHARE : turn;
}

static void take_runs(struct search *s)
{
	struct exploration *found = s->found;

	for (long steps = 0, looked = 0, most = share_of(s, turn_of(s, STEPS_A_TURN)); steps < most && steps_left(s) > 0 && !found->limit;) {
		const struct step *made;
		long before = steps, extra = turn_extra(s->world.run);

		s->dpor_over = !dpor_run(s->dpor);
		if (dpor_strayed(s->dpor))
			found->limit = dpor_limit(s->dpor);     /* then nothing is proved, by whatever search */
		steps += turn_steps(s->world.run, &made) + 1 + turn_extra(s->world.run) - extra;
		s->steps += steps - before;
		if (!s->dpor_over && s->limits->schedules && found->schedules + found->pruned >= s->limits->schedules)
			found->limit = "limit of schedules";
		look_for_bad(s);
		if (steps - looked >= LOOK_EVERY || run_braked(s->world.run)) {
			looked = steps;
			look(s);
		}
	}
}

static void take_moves(struct search *s)
{
	long most = turn_of(s, MOVES_A_TURN), part = most < MOVES_A_LOOK ? most : MOVES_A_LOOK;

	for (long made, i = 0; i < most && moves_left(s) > 0 && !s->found->limit; i += made) {
		made = states_work(s->states, part, &s->states_over);
		s->moves += made;
		if (s->only_states && s->limits->schedules && s->by_states.schedules >= s->limits->schedules)
			s->found->limit = "limit of schedules";
		look_for_bad(s);
		look(s);
	}
}

static void take_few(struct search *s)
{
	for (long i = 0, most = share_of(s, turn_of(s, FEW_A_TURN)); i < most && s->few && !few_is_over(s->few) && !s->found->limit;) {
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
	look_for_bad(s);
	look(s);
}

static bool has_crowd(const struct search *s)
{
	const struct run *run = s->only_states && s->states ? s->second.run : s->world.run;

	return run->n_tasks > MAX_EXPLORED_TASKS;
}

static void take_turns(struct search *s)
{
	while (goes_on(s) && !s->learned) {
		take_runs(s);
		if (goes_on(s))
			take_moves(s);
		if (goes_on(s))
			take_few(s);
		if (goes_on(s))
			take_chances(s);
		s->turns++;
		s->learned = s->turns <= EARLY_TURNS && goes_on(s) && run_learns(s->world.run);
	}
	s->crowded = has_crowd(s) && s->dpor_over && s->states_over && !s->limits->work;
	for (int i = 0; i < FEW_OF_A_CROWD && s->crowded; i++)
		take_few(s);
}

/* Are schedules to be listed, and can they be? Then no other search is made. */
static bool begin_list(struct search *s)
{
	struct schedule_tree *tree = s->limits->listed;

	if (!tree)
		return false;
	tree_clear(tree);
	tree->extent = s->only_states ? TREE_OUTCOMES : TREE_EVERY;
	s->world.listed = s->only_states ? NULL : tree;
	return !s->only_states;
}

/* With more tasks neither search goes on; who starts them for ever is not waited for. */
static bool open_bounded(struct world *world, const struct run_options *options, struct exploration *found, char **error)
{
	struct run_options bounded = *options;

	bounded.most_tasks = MAX_EXPLORED_TASKS + 1;
	return world_open(world, &bounded, found, error);
}

static void begin(struct search *s, const struct run_options *options)
{
	struct states_options how = {
		.max_steps = s->limits->steps ? s->limits->steps : MAX_STATE_STEPS, .max_states = MOST_STATES, .max_switches = s->limits->switches,
		.named = s->limits->named,
	};
	char *error = NULL;

	s->dpor = dpor_new(&s->world, s->limits->steps ? s->limits->steps : MAX_RUN_STEPS);
	s->only_states = s->limits->switches > 0 || options->turn.any_time;
	s->dpor_over = s->only_states;
	s->states_over = true;
	s->by_states.arena = s->found->arena;
	if (begin_list(s))
		return;
	if (!states_possible(&s->world) || !open_bounded(&s->second, options, &s->by_states, &error)) {
		free(error);
		return;
	}
	s->states = states_new(&s->second, &how);
	s->states_over = false;
	if (!s->limits->switches)
		s->few = few_new(options, s->found->arena);
}

static void end(struct search *s)
{
	dpor_free(s->dpor);
	if (s->states) {
		states_free(s->states);
		world_close(&s->second);
	}
	few_free(s->few);
	world_close(&s->world);
}

/* Make each bad ending as short as it can be. */
static void shorten(const struct search *s, const struct run_options *options)
{
	struct exploration *found = s->found;

	for (int i = 0; i < VERDICT_COUNT; i++)
		if (found->bad[i])
			minimal_find(options, found->bad[i], found->arena, s->watcher);
	if (found->good && search_found_bad(found))
		minimal_count(options, found->good);
	if (found->failed)
		minimal_count(options, found->failed);
}

/* Has neither search come to a single end, though nobody stopped it? What few switches have shown of a crowd is little. */
static bool is_too_large(const struct search *s)
{
	if (s->found->proved || s->limits->work || s->limits->switches || was_interrupted(s))
		return false;
	return s->crowded || (s->found->schedules == 0 && s->by_states.schedules == 0 && !search_has_ends(s->found));
}

/* Then chance must do; with what was found all the same. */
static void sample_instead(struct search *s, const struct run_options *options)
{
	struct sampling how = { .n = s->limits->schedules ? s->limits->schedules : SAMPLES, .seed = 1, .mixed = true };
	int64_t left = s->limits->ns - (clock_now() - s->started);
	struct sample sampled;
	char *error = NULL;

	if (s->limits->ns)
		how.ns = left > s->limits->ns / 4 ? left : s->limits->ns / 4;   /* a search may have taken all there was */

	if (sample(&sampled, options, &how, s->watcher, &error)) {
		if (!was_interrupted(s))
			sampled.found->limit = s->found->limit;
		sampled.found->work += s->found->work;
		exploration_add(sampled.found, s->found);
		sampled.found->besides = s->found;
		s->found = sampled.found;
	}
	free(error);
}

/*
 * A search believes what operations say they touch. A few runs by chance do not: one that ends as none should has seen
 * tasks share something that is no object of the run. So it ends, too.
 */
static void check_by_chance(const struct search *s, const struct run_options *options)
{
	struct chances checks = { .options = options };

	if (s->found->proved)
		chances_take(&checks, CHECKS, CHECK_STEPS);
	search_add_chances(s->found, &checks);
}

static bool cannot_count(const struct search *s, char **error)
{
	struct buf text = { 0 };

	if (!s->limits->switches || s->states)
		return false;
	buf_adds(&text, "switches can be bounded only where tasks are fibers, and this build has none");
	*error = buf_take(&text);
	return true;
}

/* Who may end the whole of it, and when. */
struct patience {
	const struct explore_limits  *limits;
	const struct explore_watcher *watcher;
	int64_t                       started;
};

static bool is_lost(void *context)
{
	const struct patience *patience = context;
	const struct explore_watcher *watcher = patience->watcher;

	return (patience->limits->ns && clock_now() - patience->started >= patience->limits->ns) ||
	       (watcher->interrupted && watcher->interrupted(watcher->context));
}

static struct exploration *explore_once(struct run_options *options, const struct patience *patience, bool *again,
                                        char **error)
{
	struct arena *arena = arena_new();
	struct exploration *found = arena_alloc(arena, sizeof *found);
	struct search s = {
		.found = found, .limits = patience->limits, .watcher = patience->watcher, .started = patience->started,
		.next_tick = TICK, .chances = { .options = options, .mixed = true },
	};
	bool possible, learned, strayed;

	found->arena = arena;
	if (!open_bounded(&s.world, options, found, error)) {
		arena_free(arena);
		return NULL;
	}
	s.memory = run_memory(s.world.run);
	begin(&s, options);
	possible = !cannot_count(&s, error);
	if (possible) {
		take_turns(&s);
		search_conclude(&s);
	}
	learned = run_learns(s.world.run) || s.learned;
	strayed = dpor_strayed(s.dpor);
	search_note_places(&s);
	s.doubt = run_doubt(s.world.run);
	learned |= search_note_breaches(&s, options);
	end(&s);
	if (!possible) {
		arena_free(arena);
		return NULL;
	}
	*again = learned && (found->proved || strayed || s.learned) && !was_interrupted(&s);
	if (*again)
		return s.found;
	search_doubt(&s, learned, strayed);
	check_by_chance(&s, options);
	if (is_too_large(&s))
		sample_instead(&s, options);
	if (!s.limits->as_found)
		shorten(&s, options);
	exploration_settle_finals(s.found);
	s.found->elapsed = clock_now() - s.started;
	return s.found;
}

/*
 * What tasks share of a program's memory is found out by running it. First by chance, for that is cheap; then a search
 * during which something more is found out is made again. So is one in which a task does more than it has declared.
 */
struct exploration *explore(const struct run_options *options, const struct explore_limits *limits,
                            const struct explore_watcher *watcher, char **error)
{
	static const struct explore_limits no_limits;
	static const struct explore_watcher nobody;
	struct patience patience = { limits ? limits : &no_limits, watcher ? watcher : &nobody, clock_now() };
	const struct brake brake = { is_lost, &patience };
	struct run_options how = *options;
	struct exploration *found;
	bool again;

	how.brake = &brake;
	sample_to_learn(&how);
	for (;;) {
		found = explore_once(&how, &patience, &again, error);
		if (!found || !again)
			return found;
		exploration_free(found);
	}
}

void exploration_free(struct exploration *found)
{
	if (!found)
		return;
	exploration_free(found->besides);
	arena_free(found->arena);
}
