/* test_law.c - the law that separates a grid is found, is the simplest, and is missed where there is none. */
#include "lab/law/law.h"

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
	struct laws laws;

	assert_int_equal(law_find(grid->points, grid->n, n, &laws), LAW_FOUND);
	law_print(&out, &laws.laws[0], names);
	assert_string_equal(buf_text(&out), text);
	for (int i = 0; i < grid->n; i++)
		assert_true(grid->points[i].open || law_holds(&laws.laws[0], grid->points[i].x) == grid->points[i].holds);
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
static bool permits(const int *x)     { return x[0] > 0 && x[0] * (x[1] - 1) >= x[2]; }
static bool widths(const int *x)      { return x[0] > x[1] * x[2] + (x[1] + 1) * x[3]; }
static bool divides(const int *x)     { return x[1] ? x[0] % x[1] == 0 : x[0] == 0; }
static bool shares(const int *x)      { return x[2] > (x[1] ? (x[0] + x[1] - 1) / x[1] : 0); }
static bool rest_and_more(const int *x) { return (x[1] ? x[0] % x[1] : x[0]) + x[2] > 3; }
static bool of_both(const int *x)     { return x[0] > x[1] && x[0] > x[2]; }
static bool above_least(const int *x) { return x[2] + x[3] > (x[0] < x[1] ? x[0] : x[1]) + 1; }
static bool either(const int *x)      { return x[1] == 0 || x[1] > x[0]; }
static bool tokens(const int *x)      { return x[0] > 0 && (x[1] == 0 || (x[1] >= x[2] && x[3] == 0)); }
static bool yes(const int *x)         { return x[0] >= 0; }
static bool no(const int *x)          { return x[0] < 0; }

static bool sum_over(const int *times, const int *x, int n, int than)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += times[i] * x[i];
	return sum > than;
}

/* One more point of which nobody knows the side. */
static void open_point(struct grid *grid, int x, int y)
{
	grid->points[grid->n++] = (struct law_point){ .x = { x, y }, .open = true };
}

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

/* Where an inequality is as simple as bounds it is told first, and the other behind it. */
static void test_a_tie_is_told(void **state)
{
	static struct grid grid;
	static struct laws laws;
	struct buf text = { 0 };

	(void)state;
	fill(&grid, 2, 1, none_first);
	open_point(&grid, 0, 2);
	open_point(&grid, 1, 2);
	expect_law(&grid, 2, "workers > jobs");
	assert_int_equal(law_find(grid.points, grid.n, 2, &laws), LAW_FOUND);
	assert_int_equal(laws.n, 3);            /* and jobs = 0 and workers = 1 */
	law_print(&text, &laws.laws[1], names);
	assert_string_equal(buf_text(&text), "jobs = 0 and workers > 0");
	buf_free(&text);
}

/* Laws that say the same at each point, and where they may differ, are one. */
static void test_the_same_law_is_told_once(void **state)
{
	static struct grid grid;
	static struct laws laws;

	(void)state;
	fill(&grid, 2, 1, none_first);
	assert_int_equal(law_find(grid.points, grid.n, 2, &laws), LAW_FOUND);
	assert_int_equal(laws.n, 1);
}

static void test_products(void **state)
{
	static struct grid grid;

	(void)state;
	fill(&grid, 2, 9, product);
	expect_law(&grid, 2, "jobs x workers > 6");
	fill(&grid, 3, 4, permits);
	expect_law(&grid, 3, "jobs x (workers - 1) >= buffer and jobs > 0");
	fill(&grid, 4, 4, widths);
	expect_law(&grid, 4, "jobs > workers x buffer + (workers + 1) x results");
}

static void test_divisions(void **state)
{
	static struct grid grid;

	(void)state;
	fill(&grid, 1, 9, odd);
	expect_law(&grid, 1, "jobs mod 2 > 0");
	fill(&grid, 2, 5, divides);
	expect_law(&grid, 2, "jobs mod workers = 0");
	fill(&grid, 3, 5, shares);
	expect_law(&grid, 3, "buffer > jobs / workers rounded up");
	fill(&grid, 3, 4, rest_and_more);
	expect_law(&grid, 3, "(jobs mod workers) + buffer > 3");
}

static void test_least_and_greatest(void **state)
{
	static struct grid grid;

	(void)state;
	fill(&grid, 3, 5, of_both);
	expect_law(&grid, 3, "jobs > buffer and jobs > workers");
	fill(&grid, 4, 3, above_least);
	expect_law(&grid, 4, "buffer + results > min(jobs, workers) + 1");
}

static void test_and_or(void **state)
{
	static struct grid grid;

	(void)state;
	fill(&grid, 2, 3, either);
	expect_law(&grid, 2, "workers > jobs or workers = 0");
	fill(&grid, 4, 3, tokens);
	expect_law(&grid, 4, "jobs > 0 and (workers = 0 or workers >= buffer and results = 0)");
}

/* Where sides are drawn by lot there is no law, and that is said before long. */
static void test_no_law(void **state)
{
	static struct grid grid;
	static struct laws laws;
	struct rng rng = { 11 };

	(void)state;
	for (int n = 2; n <= 3; n++) {
		fill(&grid, n, 5, yes);
		for (int i = 0; i < grid.n; i++)
			grid.points[i].holds = rng_below(&rng, 2);
		assert_int_equal(law_find(grid.points, grid.n, n, &laws), LAW_NONE);
		assert_int_equal(laws.n, 0);
	}
}

static void test_nothing_to_separate(void **state)
{
	static struct grid grid;
	static struct laws laws;

	(void)state;
	fill(&grid, 2, 3, yes);
	assert_int_equal(law_find(grid.points, grid.n, 2, &laws), LAW_ALWAYS);
	fill(&grid, 2, 3, no);
	assert_int_equal(law_find(grid.points, grid.n, 2, &laws), LAW_NEVER);
	assert_int_equal(law_find(grid.points, 0, 2, &laws), LAW_NEVER);
}

/* Whatever separates a grid, something that separates it is found, and it is no more complicated. */
static void test_random_laws(void **state)
{
	static struct grid grid;
	static struct laws laws;
	struct rng rng = { 7 };

	(void)state;
	for (int i = 0; i < 100; i++) {
		int times[LAW_VARIABLES] = { 0 }, than = (int)rng_below(&rng, 9) - 4;
		int n = 1 + (int)rng_below(&rng, 3), heavy = 0;
		enum law_answer answer;

		for (int k = 0; k < n; k++) {
			times[k] = (int)rng_below(&rng, 7) - 3;
			heavy += abs(times[k]);
		}
		fill(&grid, n, 5, yes);
		for (int k = 0; k < grid.n; k++)
			grid.points[k].holds = sum_over(times, grid.points[k].x, n, than);
		answer = law_find(grid.points, grid.n, n, &laws);
		assert_true(answer != LAW_NONE);
		for (int k = 0; answer == LAW_FOUND && k < grid.n; k++)
			assert_int_equal(law_holds(&laws.laws[0], grid.points[k].x), grid.points[k].holds);
		assert_true(answer != LAW_FOUND || laws.laws[0].weight <= heavy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_laws),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_bounds_and_an_inequality),
		cmocka_unit_test(test_a_tie_is_told),
		cmocka_unit_test(test_the_same_law_is_told_once),
		cmocka_unit_test(test_products),
		cmocka_unit_test(test_divisions),
		cmocka_unit_test(test_least_and_greatest),
		cmocka_unit_test(test_and_or),
		cmocka_unit_test(test_no_law),
		cmocka_unit_test(test_nothing_to_separate),
		cmocka_unit_test(test_random_laws),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
