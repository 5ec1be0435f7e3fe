/*
 * test_wait_group.c - what wait groups promise, on every engine.
 */
#include <limits.h>

#include "tests/conf.h"

enum { TASKS = 8, ROUNDS = 50 };

static struct seen {
	int line, n, done[TASKS];
} *seen;

static struct wait_group *group;

static void work(void *arg)
{
	int *done = arg;

	*done = 1;
	wait_group_done(group);
}

/* What was done before done() is seen after wait(): the plain ints are a race otherwise. */
static void count_down(const int *p)
{
	(void)p;
	group = wait_group_make("group");
	wait_group_wait(group);         /* zero at first */
	for (int round = 0; round < ROUNDS; round++) {
		memset(seen->done, 0, sizeof seen->done);
		wait_group_add(group, TASKS);
		for (int i = 0; i < TASKS; i++)
			task_go(work, &seen->done[i], USES(DONES(group)), "task-%d-%d", round, i);
		wait_group_wait(group);
		for (int i = 0; i < TASKS; i++)
			seen->n += seen->done[i];
	}
}

static void test_wait_sees_all_that_was_done_round_after_round(void **state)
{
	struct seen mine;

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		memset(seen, 0, sizeof *seen);
		conf_comes_to(engine, PROGRAM(count_down), VERDICT_OK);
		assert_int_equal(seen->n, TASKS * ROUNDS);
	}
}

static void wait_and_note(void *arg)
{
	int *done = arg;

	wait_group_wait(group);
	*done = 1;
}

static void many_wait(const int *p)
{
	struct task *tasks[TASKS];

	(void)p;
	group = wait_group_make("group");
	wait_group_add(group, 2);
	for (int i = 0; i < TASKS; i++)
		tasks[i] = task_go(wait_and_note, &seen->done[i], USES(WAITS(group)), "waiter-%d", i);
	wait_group_done(group);
	task_sleep(1);
	wait_group_add(group, -1);
	for (int i = 0; i < TASKS; i++)
		task_join(tasks[i]);
}

static void test_zero_frees_all_who_wait(void **state)
{
	struct seen mine;

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		memset(seen, 0, sizeof *seen);
		conf_comes_to(engine, PROGRAM(many_wait), VERDICT_OK);
		for (int i = 0; i < TASKS; i++)
			assert_int_equal(seen->done[i], 1);
	}
}

static void below_zero(const int *p)
{
	(void)p;
	group = wait_group_make("group");
	wait_group_add(group, 1);
	wait_group_done(group);
	seen->line = __LINE__ + 1;
	wait_group_done(group);
}

static void add_too_little(const int *p)
{
	(void)p;
	group = wait_group_make("group");
	wait_group_add(group, 3);
	seen->line = __LINE__ + 1;
	wait_group_add(group, -4);
}

static void add_too_much(const int *p)
{
	(void)p;
	group = wait_group_make("group");
	wait_group_add(group, INT_MAX);
	seen->line = __LINE__ + 1;
	wait_group_add(group, 1);
}

static void test_misuses(void **state)
{
	struct seen mine = { 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		conf_panics_at(engine, PROGRAM(below_zero), "the counter of the wait group goes below zero", "done", "main", &seen->line);
		conf_panics_at(engine, PROGRAM(add_too_little), "the counter of the wait group goes below zero", "add", "main", &seen->line);
		conf_panics_at(engine, PROGRAM(add_too_much), "the counter of the wait group grows too large", "add", "main", &seen->line);
	}
}

static void one_too_few(const int *p)
{
	(void)p;
	group = wait_group_make("group");
	wait_group_add(group, TASKS + 1);
	for (int i = 0; i < TASKS; i++)
		task_go(work, &seen->done[i], USES(DONES(group)), "task-%d", i);
	wait_group_wait(group);
}

static void test_one_done_too_few_waits_for_ever(void **state)
{
	struct seen mine = { 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		struct result *result = conf_run(engine, PROGRAM(one_too_few), VERDICT_DEADLOCK);

		assert_int_equal(result->snapshot->n_stuck, 1);
		assert_int_equal(result->snapshot->objects[result->snapshot->tasks[0].cases[0].object].occupancy, 1);
		result_free(result);
	}
}

CONF_MAIN(
	cmocka_unit_test(test_wait_sees_all_that_was_done_round_after_round),
	cmocka_unit_test(test_zero_frees_all_who_wait),
	cmocka_unit_test(test_misuses),
	cmocka_unit_test(test_one_done_too_few_waits_for_ever)
)
