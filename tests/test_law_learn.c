/* test_law_learn.c - laws are tried beyond their grid, near the boundary, and learned again where they are wrong. */
#include "lab/law/law_learn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char *const names[] = { "jobs", "workers", "buffer" };

/* Who answers, and what was asked. */
struct oracle {
	bool (*holds)(const int *x);
	int    undecided_over;          /* of the first variable, more than this is not known */
	int    stop_after;              /* so many answers */
	int    n;
	int    asked[200][LAW_VARIABLES];
};

static enum law_answered ask(void *context, const int *x)
{
	struct oracle *oracle = context;

	if (oracle->n == oracle->stop_after)
		return LAW_STOP;
	memcpy(oracle->asked[oracle->n++], x, sizeof oracle->asked[0]);
	if (x[0] > oracle->undecided_over)
		return LAW_UNDECIDED;
	return oracle->holds(x) ? LAW_HOLDS : LAW_FAILS;
}

static struct oracle oracle_of(bool (*holds)(const int *x))
{
	return (struct oracle){ .holds = holds, .undecided_over = 1000, .stop_after = 200 };
}

/* A grid of n variables, least .. most each, that can be 0 .. 100. */
static struct law_learned learn(struct oracle *oracle, int n, int least, int most, int beyond)
{
	static struct law_point points[1000];
	struct law_grid grid = { .points = points, .n_variables = n, .beyond = beyond, .ask = ask, .context = oracle };
	struct law_learned learned;
	int x[LAW_VARIABLES] = { 0 };

	for (int i = 0; i < n; i++) {
		x[i] = least;
		grid.most[i] = 100;
	}
	for (int i = n; i >= 0;) {
		points[grid.n] = (struct law_point){ .holds = oracle->holds(x) };
		memcpy(points[grid.n++].x, x, sizeof x);
		for (i = n - 1; i >= 0 && x[i] == most; i--)
			x[i] = least;
		if (i >= 0)
			x[i]++;
	}
	law_learn(&grid, &learned);
	return learned;
}

static void expect_law(const struct law_learned *learned, const char *text)
{
	struct buf out = { 0 };

	assert_int_equal(learned->answer, LAW_FOUND);
	law_print(&out, &learned->laws.laws[0], names);
	assert_string_equal(buf_text(&out), text);
	buf_free(&out);
}

static bool more(const int *x)    { return x[0] > x[1]; }
static bool product(const int *x) { return x[0] * x[1] > x[2]; }
static bool late(const int *x)    { return x[0] < 4 ? x[0] > x[1] : (x[0] * 7 + x[1] * 5) % 11 < 5; }
static bool lone(const int *x)    { return x[0] > 2; }

static bool is_beyond(const int *x, int n, int least, int most)
{
	for (int i = 0; i < n; i++)
		if (x[i] < least || x[i] > most)
			return true;
	return false;
}

static void test_points_beyond_are_asked_for(void **state)
{
	struct oracle oracle = oracle_of(more);
	struct law_learned learned = learn(&oracle, 2, 1, 4, 12);
	int sides[2] = { 0, 0 };

	(void)state;
	expect_law(&learned, "jobs > workers");
	assert_int_equal(learned.learned, 16);
	assert_int_equal(learned.right, 12);
	assert_int_equal(learned.wrong, 0);
	assert_int_equal(oracle.n, 12);
	for (int i = 0; i < oracle.n; i++) {
		assert_true(is_beyond(oracle.asked[i], 2, 1, 4));
		assert_true(oracle.asked[i][0] >= 0 && oracle.asked[i][1] >= 0);
		for (int k = 0; k < i; k++)
			assert_true(memcmp(oracle.asked[i], oracle.asked[k], sizeof oracle.asked[i]) != 0);
		sides[more(oracle.asked[i])]++;
	}
	assert_true(sides[0] >= 4 && sides[1] >= 4);
}

static void test_nobody_need_be_asked(void **state)
{
	struct oracle oracle = oracle_of(more);
	struct law_learned learned = learn(&oracle, 2, 1, 4, 0);

	(void)state;
	expect_law(&learned, "jobs > workers");
	assert_int_equal(oracle.n + learned.right + learned.wrong, 0);
	assert_int_equal(learned.learned, 16);
}

/* On so small a grid laws of sums fit, too: they are found out. */
static void test_what_is_wrong_is_learned_again(void **state)
{
	struct oracle oracle = oracle_of(product);
	struct law_learned learned = learn(&oracle, 3, 1, 2, 24);

	(void)state;
	expect_law(&learned, "jobs x workers > buffer");
	assert_true(learned.learned > 8);
	assert_int_equal(learned.right, 24);
	assert_int_equal(learned.wrong, 0);
}

static void test_what_is_not_known_counts_for_nothing(void **state)
{
	struct oracle oracle = oracle_of(more);
	struct law_learned learned;

	(void)state;
	oracle.undecided_over = 4;
	learned = learn(&oracle, 2, 1, 4, 12);
	expect_law(&learned, "jobs > workers");
	assert_true(learned.right < oracle.n);
	for (int i = 0; i < oracle.n; i++)
		learned.right -= oracle.asked[i][0] <= 4;
	assert_int_equal(learned.right, 0);
}

static void test_stopping(void **state)
{
	struct oracle oracle = oracle_of(more);
	struct law_learned learned;

	(void)state;
	oracle.stop_after = 5;
	learned = learn(&oracle, 2, 1, 4, 12);
	expect_law(&learned, "jobs > workers");
	assert_int_equal(learned.right, 5);
}

/* The law of the grid is told, with where it is wrong. */
static void test_a_law_that_fails_beyond(void **state)
{
	struct oracle oracle = oracle_of(late);
	struct law_learned learned = learn(&oracle, 2, 0, 3, 40);

	(void)state;
	expect_law(&learned, "jobs > workers");
	assert_true(learned.wrong > 0);
	assert_int_equal(learned.learned, 16);
	assert_int_equal(learned.right + learned.wrong, oracle.n);
	assert_true(late(learned.at) != more(learned.at));
}

static void test_one_variable(void **state)
{
	struct oracle oracle = oracle_of(lone);
	struct law_learned learned = learn(&oracle, 1, 1, 3, 24);

	(void)state;
	expect_law(&learned, "jobs > 2");
	assert_true(learned.right >= 2);        /* 0 and 4 */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_points_beyond_are_asked_for),
		cmocka_unit_test(test_nobody_need_be_asked),
		cmocka_unit_test(test_what_is_wrong_is_learned_again),
		cmocka_unit_test(test_what_is_not_known_counts_for_nothing),
		cmocka_unit_test(test_stopping),
		cmocka_unit_test(test_a_law_that_fails_beyond),
		cmocka_unit_test(test_one_variable),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
