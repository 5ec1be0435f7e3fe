/* test_sample.c - schedules by chance: how many, how they ended, and that ^C is heard within a run. */
#include "lab/engine/fiber.h"
#include "lab/search/minimal.h"
#include "lab/search/sample.h"

#include "lab/lab.h"
#include "tests/check_text.h"
#include "tests/run_pattern.h"

/* Wants to stop when it has been asked `left` times. */
static bool stop(void *context)
{
	int *left = context;

	return --*left < 0;
}

static struct exploration *sample_short(const char *settings, long n, int looks, long run_steps)
{
	struct explore_watcher watcher = { .interrupted = stop, .context = &looks };
	struct sampling how = { .n = n, .seed = 1, .run_steps = run_steps };
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

static struct exploration *sample_of(const char *settings, long n, int looks)
{
	return sample_short(settings, n, looks, 0);
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
	assert_int_equal(found->ends[VERDICT_STALLED], 0);      /* it went on and on */
	assert_int_equal(found->schedules, 1);
	assert_int_equal(found->unended, 1);
	assert_int_equal(found->cut, 1);
	assert_true(found->longest > 50000);
	exploration_free(found);
}

/* What it has shown by then counts, as soon as it has. */
static void test_a_race_of_a_run_that_is_too_long_is_told(void **state)
{
	struct exploration *found = sample_short("tasks=2 loops=30000 lock=none", 2, 1000000, 2000);

	(void)state;
	assert_int_equal(found->ends[VERDICT_RACE], 2);
	assert_int_equal(found->unended, 2);
	assert_int_equal(found->cut, 0);
	assert_true(found->bad[VERDICT_RACE]->cut);
	assert_in_range(found->bad[VERDICT_RACE]->n, 1, 100);
	assert_int_equal(found->ends[VERDICT_STALLED], 0);
	exploration_free(found);
}

/* It is made as short as it can be, as ends are. */
static void test_that_race_is_made_short(void **state)
{
	static const struct explore_watcher nobody;
	static const struct sampling how = { .n = 1, .seed = 1, .run_steps = 2000 };
	struct run_options options = { 0 };
	struct turned turned;
	struct sample got;
	char *error = NULL;

	(void)state;
	turn(&turned, "mutex", "tasks=2 loops=30000 lock=none");
	options.pattern = turned.pattern;
	options.values = turned.values;
	options.files = turned.files;
	assert_true(sample(&got, &options, &how, &nobody, &error));
	minimal_find(&options, got.found->bad[VERDICT_RACE], got.found->arena, &nobody);
	if (FIBERS) {
		assert_true(got.found->bad[VERDICT_RACE]->minimal);
		assert_int_equal(got.found->bad[VERDICT_RACE]->switches, 1);
		assert_in_range(got.found->bad[VERDICT_RACE]->n, 2, 6);
	}
	exploration_free(got.found);
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

/* One polls, and locks and unlocks what the other needs to let it go. */
static struct cell *gate;
static struct mutex *lock;

static void open_the_gate(void *arg)
{
	(void)arg;
	mutex_lock(lock);
	cell_store(gate, 1);
	mutex_unlock(lock);
}

static void poll_the_gate(const int *p)
{
	bool open = false;

	(void)p;
	gate = cell_make(0, "gate");
	lock = mutex_make(MUTEX_NORMAL, "lock");
	task_go(open_the_gate, NULL, ANYTHING, "opener");
	while (!open) {
		mutex_lock(lock);
		open = cell_load(gate);
		mutex_unlock(lock);
	}
}

static void test_random_priorities_let_nobody_poll_for_ever(void **state)
{
	static const struct pattern polling = {
		.name = "polling", .summary = "one polls", .file = __FILE__, .run = poll_the_gate,
	};
	static const int none[1];
	struct run_options options = { .pattern = &polling, .values = none };
	struct sampling how = { .n = 200, .seed = 1, .pct = true, .depth = 3, .length = 12 };
	struct sample got;
	char *error = NULL;

	(void)state;
	assert_true(sample(&got, &options, &how, NULL, &error));
	assert_int_equal(got.found->ends[VERDICT_OK], 200);
	assert_in_range(got.found->longest, 100, 1000);         /* some polled until their patience was over */
	exploration_free(got.found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_run_is_counted),
		cmocka_unit_test(test_a_run_that_is_too_long_has_its_steps),
		cmocka_unit_test(test_a_race_of_a_run_that_is_too_long_is_told),
		cmocka_unit_test(test_that_race_is_made_short),
		cmocka_unit_test(test_an_interrupt_is_heard_between_runs),
		cmocka_unit_test(test_an_interrupt_is_heard_within_a_run),
		cmocka_unit_test(test_random_priorities_let_nobody_poll_for_ever),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
