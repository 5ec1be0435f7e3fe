/*
 * test_share.c - a search by states that several processes make finds what one finds: ends, final values, how many states there
 * are. Each line of patterns/verdicts that is small is searched both ways, shared from the first states on.
 * And what happens when one of the processes dies, wherever it is.
 *
 * Environment: PART, see part.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/search/states.h"
#include "tests/part.h"
#include "tests/together.h"
#include "tests/verdicts.h"

/* EVERY: one line of so many, other ways for others. What is larger than MOST_MOVES is left out. */
enum { MOST_MOVES = 60000, MOST_STEPS = 2000, MOVES_AT_ONCE = 10, EVERY = 2 };

struct way {
	int  cores;
	long from;
	long killed;            /* after so many turns of the one who began it the others die; 0: they do not */
};

static const struct way ways[] = { { 2, 1, 0 }, { 3, 10, 0 }, { 5, 40, 0 }, { 2, 300, 0 } };

enum { WAYS = sizeof ways / sizeof *ways };

/* Search so; `most` moves alone, or to the end. The caller frees the arena. */
static struct found search_so(const struct turned *turned, struct way way, long most)
{
	struct states_options how = { .max_steps = MOST_STEPS, .max_states = MOST_STATES };
	struct run_options options = {
		.pattern = turned->pattern, .values = turned->values, .files = turned->files,
	};
	struct found found = { .ends = { .arena = arena_new(), .search = "states" } };
	struct states *states;
	struct world world;
	char *error = NULL;
	long turns = 0;

	if (!world_open(&world, &options, &found.ends, &error))
		wrong_test("run", error);
	states = states_new(&world, &how);
	while (states_run(states, MOVES_AT_ONCE) && (way.cores || (most -= MOVES_AT_ONCE) > 0)) {
		if (way.cores)
			states_share(states, way.cores, way.from);
		if (way.killed && states_shared(states) && ++turns == way.killed)
			found.killed = kill_others();
	}
	states_settle(states);
	found.limit = most > 0 ? states_limit(states) : "too large";
	found.states = states_count(states);
	found.swapped = *states_swapped(states);
	found.cores = states_cores(states);
	found.watched = world.watched;
	states_free(states);
	world_close(&world);
	exploration_settle_finals(&found.ends);
	return found;
}

/* Is the line's search the same in this way? Counts those that were shared indeed. */
static bool is_same(const struct verdict_line *line, struct way way, int *shared)
{
	struct turned turned;
	struct found alone, together;
	const char *what = NULL;

	turn(&turned, line->pattern, line->settings);
	alone = search_so(&turned, (struct way){ 0 }, MOST_MOVES);
	if (!alone.limit) {
		together = search_so(&turned, way, MOST_MOVES);
		*shared += together.cores > 1;
		what = difference(&alone, &together);
		if (what)
			print_error("%s:%d: %s %s: %s, alone (%ld states) and by %d from %ld on (%ld)\n", VERDICTS_FILE, line->number,
			            line->pattern, line->settings, what, alone.states, way.cores, way.from, together.states);
		arena_free(together.ends.arena);
	}
	arena_free(alone.ends.arena);
	return !what;
}

static void test_several_find_what_one_finds(void **state)
{
	struct verdicts *all;
	int wrong = 0, shared = 0, lines = 0;

	(void)state;
	if (!FIBERS)
		skip();
	all = verdicts_read();
	for (int i = 0; i < all->n; i++) {
		const struct verdict_line *line = &all->lines[i];

		if (line->is_law || line->schedules.why_not || lines++ % EVERY || !in_part(lines / EVERY))
			continue;
		wrong += !is_same(line, ways[lines / EVERY % WAYS], &shared);
	}
	verdicts_free(all);
	assert_int_equal(wrong, 0);
	assert_true(shared > 0);
}

/* A large search, which has a bad end that only some schedules come to. Whoever dies, and wherever, the others do its work. */
static void test_one_that_dies_is_done_without(void **state)
{
	static const long when[] = { 1, 2, 5, 20, 50, 100 };
	struct turned turned;
	struct found alone;
	int killed = 0;

	(void)state;
	if (!FIBERS || access("/proc/self/task", R_OK) != 0)
		skip();
	turn(&turned, "dining", "order=same-handed seats=4 meals=2");
	alone = search_so(&turned, (struct way){ 0 }, MOST_MOVES);
	assert_null(alone.limit);
	for (size_t i = 0; i < sizeof when / sizeof *when; i++) {
		struct found shared = search_so(&turned, (struct way){ 4, 100, when[i] }, MOST_MOVES);

		killed += shared.killed;
		if (difference(&alone, &shared))
			print_error("killed after %ld turns: %s\n", when[i], difference(&alone, &shared));
		assert_null(difference(&alone, &shared));
		arena_free(shared.ends.arena);
	}
	assert_true(killed > 0);
	arena_free(alone.ends.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_several_find_what_one_finds),
		cmocka_unit_test(test_one_that_dies_is_done_without),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
