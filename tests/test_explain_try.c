/* test_explain_try.c - what to try after a run. */
#include "tests/explain_text.h"
#include "tests/run_pattern.h"

static void check_try(const struct result *result, const char *expected)
{
	struct buf out = { 0 };

	explain_try(&out, result);
	assert_string_equal(buf_text(&out), expected);
	buf_free(&out);
}

/* What is proposed after this run: `before` the commands that merely look. */
static void check_try_of(const char *pattern, const char *settings, const char *before)
{
	struct result *result = run_pattern(pattern, settings);
	struct buf out = { 0 };

	explain_try(&out, result);
	if (strncmp(buf_text(&out), before, strlen(before)) != 0)
		print_error("%s %s: %s\n", pattern, settings, buf_text(&out));
	assert_true(strncmp(buf_text(&out), before, strlen(before)) == 0);
	assert_true(*before || strncmp(buf_text(&out), "run ", 4) != 0);
	buf_free(&out);
	result_free(result);
}

/* A race of which nothing has come: the search tells what could. */
static void test_try_what_comes_of_a_race(void **state)
{
	struct maker m = make_stuck_pool(1);
	struct result result = result_of(&m, VERDICT_RACE);

	(void)state;
	result.values[0] = 2;
	result.values[4] = 1;
	result.files[4] = "text";       /* no file is read to try */
	check_try(&result, "explore worker-pool workers=2 input=text\ntrace last=20\nthreads");
	maker_free(&m);
}

static void test_try_what_ends_well(void **state)
{
	(void)state;
	check_try_of("worker-pool", "feed=main", "run worker-pool feed=task\ngraph waits");
	check_try_of("channel", "mode=self cap=1 sends=2", "run channel cap=1 sends=2 mode=two\ngraph");
	check_try_of("mutex", "relock=on", "run mutex relock=off\ngraph");
	check_try_of("mutex", "loops=30 relock=on kind=errorcheck",
	             "run mutex loops=30 kind=errorcheck relock=off\ntrace");
	check_try_of("dining", "order=same-handed hold=200", "run dining order=ordered hold=200\n");
}

/* Each of two settings is enough to hang it: to turn one back does not help. */
static void test_try_nothing_that_fails_as_well(void **state)
{
	(void)state;
	check_try_of("channel", "mode=self nil=on", "");
	check_try_of("channel", "mode=self sends=1 receives=0", "");
}

static void test_try_a_number(void **state)
{
	(void)state;
	check_try_of("worker-pool", "take=2", "run worker-pool take=0\ngraph");
}

static void test_try_a_potential_deadlock(void **state)
{
	(void)state;
	check_try_of("dining", "order=seats-1", "run dining order=ordered\nexplore dining order=seats-1\nexplain");
}

static void test_try(void **state)
{
	struct maker m = make_stuck_pool(2);
	struct result result = result_of(&m, VERDICT_DEADLOCK);

	(void)state;
	check_try(&result, "run worker-pool feed=main\ngraph waits\nthreads\ntrace last=20");
	result.values[2] = 1;
	check_try(&result, "run worker-pool feed=task\ngraph waits\nthreads\ntrace last=20");
	result.values[0] = 2;
	result.values[3] = 1;
	check_try(&result, "run worker-pool workers=2 feed=task close=off\ngraph waits\nthreads\ntrace last=20");
	result.values[4] = 1;
	result.files[4] = "a b.txt";
	check_try(&result, "graph waits\nthreads\ntrace last=20");    /* no file is read to try */
	result.verdict = VERDICT_OK;
	check_try(&result, "graph topology\ntrace last=20");
	maker_free(&m);
}

/* What was chosen is not to blame for that somebody stopped it. */
static void test_try_after_an_interrupt(void **state)
{
	struct maker m = make_stuck_pool(2);
	struct result result = result_of(&m, VERDICT_INTERRUPTED);

	(void)state;
	result.values[2] = 1;                   /* that would be tried after a deadlock */
	check_try(&result, "trace last=20\nthreads");
	maker_free(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_try_what_comes_of_a_race),
		cmocka_unit_test(test_try_what_ends_well),
		cmocka_unit_test(test_try_nothing_that_fails_as_well),
		cmocka_unit_test(test_try_a_number),
		cmocka_unit_test(test_try_a_potential_deadlock),
		cmocka_unit_test(test_try),
		cmocka_unit_test(test_try_after_an_interrupt),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
