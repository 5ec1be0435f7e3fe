/*
 * explore.c - every schedule of a run, by one search or by two that take turns: see explore.h, and explore_turns.c. It makes
 * what they need, and again where a run has taught more of it; and what they have found is looked at from other sides.
 */
#include "lab/search/explore_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/search/minimal.h"
#include "lab/search/repeat.h"
#include "lab/search/sample.h"
#include "lab/engine/fiber.h"

enum {
	SAMPLES = 1000,                 /* where nothing better can be done */
	CHECKS = FIBERS ? 64 : 8,       /* runs by chance after a proof */
	CHECK_STEPS = 20000,            /* of all these runs */
	MAX_STATE_STEPS = 20000         /* of a path through the states */
};

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

/* With more tasks the search does not go on; who starts them for ever is not waited for. */
static bool open_bounded(struct world *world, const struct run_options *options, int most_tasks, struct exploration *found,
                         char **error)
{
	struct run_options bounded = *options;

	bounded.most_tasks = most_tasks + 1;
	return world_open(world, &bounded, found, error);
}

static void begin(struct search *s, const struct run_options *options)
{
	struct states_options how = {
		.max_steps = s->limits->steps ? s->limits->steps : MAX_STATE_STEPS, .max_states = MOST_STATES, .max_switches = s->limits->switches,
		.named = s->limits->named || s->hidden.who, .whole = s->hidden.reads,
	};
	char *error = NULL;

	s->dpor = dpor_new(&s->world, s->limits->steps ? s->limits->steps : MAX_RUN_STEPS);
	s->only_states = s->limits->by == BY_STATES || s->limits->switches > 0 || options->turn.any_time;
	s->dpor_over = s->only_states;
	s->states_over = true;
	s->by_states.arena = s->found->arena;
	if (begin_list(s) || s->limits->by == BY_SCHEDULES)
		return;
	if (!states_possible(&s->world) || !open_bounded(&s->second, options, MAX_STATES_TASKS, &s->by_states, &error)) {
		free(error);
		return;
	}
	s->repeats = repeat_once(&s->second, &s->once);
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
	if (s->found->proved || s->limits->work || s->limits->switches || search_was_interrupted(s))
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
		if (!search_was_interrupted(s))
			sampled.found->limit = s->found->limit;
		sampled.found->work += s->found->work;
		sampled.found->too_long = s->found->too_long;
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

/* Is what is asked for beyond this build? */
static bool lacks_fibers(const struct search *s, char **error)
{
	struct buf text = { 0 };

	if (s->states || (!s->limits->switches && s->limits->by != BY_STATES))
		return false;
	buf_adds(&text, s->limits->switches ? "switches can be bounded only where tasks are fibers, and this build has none" :
	                "that takes the search by states, which needs fibers, and this build has none");
	*error = buf_take(&text);
	return true;
}

/* Who may end the whole of it, and when; and what was learned of the pattern. */
struct patience {
	const struct explore_limits  *limits;
	const struct explore_watcher *watcher;
	int64_t                       started;
	struct hidden                 hidden;
};

/* Does what was found rest on something which the search by states has not seen? Then it is to be made again. */
static bool rests_on_hidden(struct search *s, struct patience *patience)
{
	struct hidden hidden;

	if (!s->states || !s->states_over || strcmp(s->found->search, "states") != 0)
		return false;
	hidden = hidden_find(&s->second);
	patience->hidden.who |= hidden.who && !task_set_is_empty(&s->found->alike);
	patience->hidden.reads |= hidden.reads;
	return patience->hidden.who != s->hidden.who || patience->hidden.reads != s->hidden.reads;
}

static bool is_lost(void *context)
{
	const struct patience *patience = context;
	const struct explore_watcher *watcher = patience->watcher;

	return (patience->limits->ns && clock_now() - patience->started >= patience->limits->ns) ||
	       (watcher->interrupted && watcher->interrupted(watcher->context));
}

/* Where the search by schedules was not made, nobody has seen yet whether a run is the same when it is made again. */
static void check_that_it_repeats(struct search *s)
{
	struct key again;

	if (!s->found->proved || !s->repeats || !search_states_complete(s) || (!s->only_states && dpor_limit(s->dpor) != too_many_tasks) ||
	    !repeat_once(&s->second, &again) || (again.a == s->once.a && again.b == s->once.b))
		return;
	s->found->proved = false;
	s->found->limit = not_deterministic;
}

/* What either search has seen: the one may have had to stop where there are too many tasks for it. */
static const char *doubt_of(const struct search *s)
{
	const char *doubt = run_doubt(s->world.run);

	return !doubt && s->states ? run_doubt(s->second.run) : doubt;
}

static struct exploration *explore_once(struct run_options *options, struct patience *patience, bool *again,
                                        char **error)
{
	struct arena *arena = arena_new();
	struct exploration *found = arena_alloc(arena, sizeof *found);
	struct search s = {
		.found = found, .limits = patience->limits, .watcher = patience->watcher, .started = patience->started,
		.chances = { .options = options, .mixed = true }, .hidden = patience->hidden,
	};
	bool possible, learned, strayed, unseen = false;

	found->arena = arena;
	if (!open_bounded(&s.world, options, MAX_EXPLORED_TASKS, found, error)) {
		arena_free(arena);
		return NULL;
	}
	s.memory = run_memory(s.world.run);
	begin(&s, options);
	possible = !lacks_fibers(&s, error);
	if (possible) {
		search_take_turns(&s);
		search_conclude(&s);
		check_that_it_repeats(&s);
		unseen = rests_on_hidden(&s, patience);
	}
	learned = run_learns(s.world.run) || s.learned;
	strayed = dpor_strayed(s.dpor);
	search_note_places(&s);
	s.doubt = unseen ? "somebody finds memory of another by an address that is not seen" : doubt_of(&s);
	found->any_time = run_doubt_at_any_time(s.world.run);
	learned |= search_note_breaches(&s, options);
	end(&s);
	if (!possible) {
		arena_free(arena);
		return NULL;
	}
	*again = ((learned && (found->proved || strayed || s.learned)) || unseen) && !search_was_interrupted(&s);
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
	struct patience patience = { limits ? limits : &no_limits, watcher ? watcher : &nobody, clock_now(), { false, false } };
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
