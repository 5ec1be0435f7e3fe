/*
 * test_lend.c - a search by schedules that several processes make finds what one finds: ends, final values, and just as many
 * schedules. Each line of patterns/verdicts that is small is searched both ways, lent from the first run on.
 * And what happens when processes die, wherever they are.
 *
 * Environment: PART, see part.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/search/dpor.h"
#include "tests/part.h"
#include "tests/together.h"
#include "tests/verdicts.h"

/* EVERY: one line of so many, other ways for others. What is larger than MOST_RUNS is left out. */
enum { MOST_RUNS = 6000, EVERY = 2, MOST_KILLED = 12 };

struct way {
	int  cores;
	long from;
	long killed;            /* after so many runs, and again after as many, the others die; 0: they do not */
};

static const struct way ways[] = { { 2, 1, 0 }, { 3, 10, 0 }, { 5, 40, 0 }, { 2, 300, 0 } };

enum { WAYS = sizeof ways / sizeof *ways };

/* Search so; `most` runs alone, or to the end. The caller frees the arena. */
static struct found search_so(const struct turned *turned, struct way way, long most)
{
	struct run_options options = {
		.pattern = turned->pattern, .values = turned->values, .files = turned->files,
	};
	struct found found = { .ends = { .arena = arena_new(), .search = "dpor" } };
	struct dpor *dpor;
	struct world world;
	char *error = NULL;
	long turns = 0;

	if (!world_open(&world, &options, &found.ends, &error))
		wrong_test("run", error);
	dpor = dpor_new(&world, MAX_RUN_STEPS);
	while (dpor_run(dpor) && (way.cores || --most > 0)) {
		if (way.cores)
			dpor_share(dpor, way.cores, way.from);
		if (way.killed && found.killed < MOST_KILLED && ++turns % way.killed == 0)
			found.killed += kill_others();
	}
	dpor_settle(dpor);
	found.limit = most > 0 ? dpor_limit(dpor) : "too large";
	found.states = found.ends.schedules;
	found.cores = dpor_cores(dpor);
	dpor_free(dpor);
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
	alone = search_so(&turned, (struct way){ 0 }, MOST_RUNS);
	if (!alone.limit) {
		together = search_so(&turned, way, 1);
		*shared += together.cores > 1;
		what = difference(&alone, &together);
		if (what)
			print_error("%s:%d: %s %s: %s, alone (%ld schedules) and by %d from %ld on (%ld)\n", VERDICTS_FILE, line->number,
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

/* A large search, which has a bad end that only some schedules come to. Whoever dies, and wherever, who lent to it does its work. */
static void test_one_that_dies_is_done_without(void **state)
{
	static const long when[] = { 1, 3, 20, 100 };
	struct turned turned;
	struct found alone;
	int killed = 0;

	(void)state;
	if (!FIBERS || access("/proc/self/task", R_OK) != 0)
		skip();
	turn(&turned, "dining", "order=same-handed seats=4 meals=2");
	alone = search_so(&turned, (struct way){ 0 }, 1000000);
	assert_null(alone.limit);
	for (size_t i = 0; i < sizeof when / sizeof *when; i++) {
		struct found shared = search_so(&turned, (struct way){ 4, 1, when[i] }, 1);

		killed += shared.killed;
		if (difference(&alone, &shared))
			print_error("killed after %ld runs: %s\n", when[i], difference(&alone, &shared));
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
