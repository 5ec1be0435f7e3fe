/* test_sample.c - schedules by chance: how many, how they ended, and that ^C is heard within a run. */
#include "lab/check/sample.h"

#include "tests/check_text.h"
#include "tests/run_pattern.h"

/* Wants to stop when it has been asked `left` times. */
static bool stop(void *context)
{
	int *left = context;

	return --*left < 0;
}

static struct exploration *sample_of(const char *settings, long n, int looks)
{
	struct explore_watcher watcher = { .interrupted = stop, .context = &looks };
	struct sampling how = { .n = n, .seed = 1 };
	struct run_options options = { 0 };
	struct turned turned;
	struct sample got;
	char *error = NULL;

	turn(&turned, "mutex", settings);
	options.pattern = turned.pattern;
	options.values = turned.values;
	options.files = turned.files;
	assert_true(sample(&got, &options, &how, &watcher, &error));
	return got.found;
}

static void test_every_run_is_counted(void **state)
{
	struct exploration *found = sample_of("tasks=2 loops=2", 100, 1000000);

	(void)state;
	assert_int_equal(found->schedules, 100);
	assert_int_equal(found->ends[VERDICT_OK], 100);
	assert_false(found->proved);
	exploration_free(found);
}

/* A run that is given up for its length is the longest. */
static void test_a_run_that_is_too_long_has_its_steps(void **state)
{
	struct exploration *found = sample_of("tasks=1 loops=30000", 1, 1000000);

	(void)state;
	assert_int_equal(found->ends[VERDICT_STALLED], 1);
	assert_int_equal(found->longest, found->bad[VERDICT_STALLED]->n);
	assert_true(found->longest > 0);
	exploration_free(found);
}

static void test_an_interrupt_is_heard_between_runs(void **state)
{
	struct exploration *found = sample_of("tasks=1 loops=1", 100, 7);

	(void)state;
	assert_in_range(found->schedules, 3, 7);
	assert_string_equal(found->limit, "interrupted");
	exploration_free(found);
}

/* What is cut short is not counted, neither as an end nor as a stall. */
static void test_an_interrupt_is_heard_within_a_run(void **state)
{
	struct exploration *found = sample_of("tasks=2 loops=5000", 100, 3);

	(void)state;
	assert_int_equal(found->schedules, 0);
	for (int i = 0; i < VERDICT_COUNT; i++)
		assert_int_equal(found->ends[i], 0);
	assert_string_equal(found->limit, "interrupted");
	exploration_free(found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_run_is_counted),
		cmocka_unit_test(test_a_run_that_is_too_long_has_its_steps),
		cmocka_unit_test(test_an_interrupt_is_heard_between_runs),
		cmocka_unit_test(test_an_interrupt_is_heard_within_a_run),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
