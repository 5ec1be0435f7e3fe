/* test_law.c - the law that separates a grid is found, is the simplest, and is missed where there is none. */
#include "lab/search/law.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/base/rng.h"

static const char *const names[] = { "jobs", "workers", "buffer", "results", "more" };

struct grid {
	struct law_point points[4096];
	int              n;
};

/* A grid of n variables from 0 to `most`, in which a point is on the side where `holds` says so. */
static void fill(struct grid *grid, int n, int most, bool (*holds)(const int *x))
{
	int x[LAW_VARIABLES] = { 0 };

	for (grid->n = 0;;) {
		int i = n - 1;

		memcpy(grid->points[grid->n].x, x, sizeof x);
		grid->points[grid->n++].holds = holds(x);
		for (; i >= 0 && x[i] == most; i--)
			x[i] = 0;
		if (i < 0)
			return;
		x[i]++;
	}
}

static void expect_law(struct grid *grid, int n, const char *text)
{
	struct buf out = { 0 };
	struct law law;
	int others;

	assert_int_equal(law_find(grid->points, grid->n, n, &law, &others), LAW_FOUND);
	law_print(&out, &law, names, n);
	assert_string_equal(buf_text(&out), text);
	for (int i = 0; i < grid->n; i++)
		assert_int_equal(law_holds(&law, grid->points[i].x, n), grid->points[i].holds);
	buf_free(&out);
}

static bool seats(const int *x)       { return x[0] > x[1] + x[2] + x[3]; }
static bool above_three(const int *x) { return x[0] > 3; }
static bool below_two(const int *x)   { return x[0] < 2; }
static bool twice(const int *x)       { return 2 * x[0] > x[1] + 3; }
static bool one_more(const int *x)    { return x[0] + 2 > x[1]; }
static bool odd(const int *x)         { return x[0] % 2; }
static bool product(const int *x)     { return x[0] * x[1] > 6; }
static bool none_first(const int *x)  { return x[0] == 0 && x[1] > 0; }
static bool between(const int *x)     { return x[0] > 2 && x[0] < 5; }
static bool corner(const int *x)      { return x[0] < 3 && x[1] > 1; }
static bool guarded(const int *x)     { return x[0] > x[1] && x[2] > 0; }
static bool some(const int *x)        { return x[0] > 0 && x[1] > x[2] + 1; }
static bool ring(const int *x)        { return (x[0] - 2) * (x[0] - 2) + (x[1] - 2) * (x[1] - 2) == 4; }
static bool yes(const int *x)         { return x[0] >= 0; }
static bool no(const int *x)          { return x[0] < 0; }

static void test_known_laws(void **state)
{
	static struct grid grid;

	(void)state;
	fill(&grid, 4, 4, seats);
	expect_law(&grid, 4, "jobs > workers + buffer + results");
	fill(&grid, 1, 9, above_three);
	expect_law(&grid, 1, "jobs > 3");
	fill(&grid, 1, 9, below_two);
	expect_law(&grid, 1, "2 > jobs");
	fill(&grid, 2, 9, twice);
	expect_law(&grid, 2, "2 x jobs > workers + 3");
	fill(&grid, 2, 9, one_more);
	expect_law(&grid, 2, "jobs + 2 > workers");
}

static void test_bounds(void **state)
{
	static struct grid grid;

	(void)state;
	for (int most = 2; most <= 5; most++) {
		fill(&grid, 2, most, none_first);
		expect_law(&grid, 2, "jobs = 0 and workers > 0");
	}
	fill(&grid, 2, 5, corner);
	expect_law(&grid, 2, "jobs < 3 and workers > 1");
	fill(&grid, 1, 9, between);
	expect_law(&grid, 1, "jobs > 2 and jobs < 5");
}

static void test_bounds_and_an_inequality(void **state)
{
	static struct grid grid;

	(void)state;
	fill(&grid, 3, 4, guarded);
	expect_law(&grid, 3, "jobs > workers and buffer > 0");
	fill(&grid, 3, 4, some);
	expect_law(&grid, 3, "workers > buffer + 1 and jobs > 0");
}

/* Where an inequality is as simple as bounds it is told, and that there is another. */
static void test_a_tie_is_told(void **state)
{
	static struct grid grid;
	struct law law;
	int others;

	(void)state;
	fill(&grid, 2, 1, none_first);
	expect_law(&grid, 2, "workers > jobs");
	assert_int_equal(law_find(grid.points, grid.n, 2, &law, &others), LAW_FOUND);
	assert_int_equal(others, 1);
}

static void test_no_law(void **state)
{
	static struct grid grid;
	struct law law;
	int others;

	(void)state;
	fill(&grid, 1, 9, odd);
	assert_int_equal(law_find(grid.points, grid.n, 1, &law, &others), LAW_NONE);
	fill(&grid, 2, 4, ring);
	assert_int_equal(law_find(grid.points, grid.n, 2, &law, &others), LAW_NONE);
	fill(&grid, 2, 9, product);
	assert_int_equal(law_find(grid.points, grid.n, 2, &law, &others), LAW_NONE);
}

static void test_nothing_to_separate(void **state)
{
	static struct grid grid;
	struct law law;
	int others;

	(void)state;
	fill(&grid, 2, 3, yes);
	assert_int_equal(law_find(grid.points, grid.n, 2, &law, &others), LAW_ALWAYS);
	fill(&grid, 2, 3, no);
	assert_int_equal(law_find(grid.points, grid.n, 2, &law, &others), LAW_NEVER);
	assert_int_equal(law_find(grid.points, 0, 2, &law, &others), LAW_NEVER);
}

static void test_a_small_grid_has_several(void **state)
{
	static const struct law_point points[] = { { { 0, 0 }, false }, { { 1, 1 }, true } };
	struct law law;
	int others;

	(void)state;
	assert_int_equal(law_find(points, 2, 2, &law, &others), LAW_FOUND);
	assert_int_equal(others, 1);            /* jobs > 0 and workers > 0 */
	assert_int_equal(law.times[0], 1);
}

/* Whatever separates a grid, something that separates it is found, and it is no more complicated. */
static void test_random_laws(void **state)
{
	static struct grid grid;
	struct rng rng = { 7 };

	(void)state;
	for (int i = 0; i < 100; i++) {
		struct law hidden = { .than = (int)rng_below(&rng, 9) - 4 }, law;
		int n = 1 + (int)rng_below(&rng, 3), others, heavy = 0, found = 0;
		enum law_answer answer;

		for (int k = 0; k < n; k++) {
			hidden.times[k] = (int)rng_below(&rng, 7) - 3;
			heavy += abs(hidden.times[k]);
		}
		fill(&grid, n, 5, yes);
		for (int k = 0; k < grid.n; k++)
			grid.points[k].holds = law_holds(&hidden, grid.points[k].x, n);
		answer = law_find(grid.points, grid.n, n, &law, &others);
		assert_true(answer != LAW_NONE);
		for (int k = 0; answer == LAW_FOUND && k < grid.n; k++)
			assert_int_equal(law_holds(&law, grid.points[k].x, n), grid.points[k].holds);
		for (int k = 0; answer == LAW_FOUND && k < n; k++)
			found += abs(law.times[k]);
		assert_true(found <= heavy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_laws),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_bounds_and_an_inequality),
		cmocka_unit_test(test_a_tie_is_told),
		cmocka_unit_test(test_no_law),
		cmocka_unit_test(test_nothing_to_separate),
		cmocka_unit_test(test_a_small_grid_has_several),
		cmocka_unit_test(test_random_laws),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
