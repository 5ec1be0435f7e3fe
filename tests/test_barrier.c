/*
 * test_barrier.c - what barriers promise, in every way.
 */
#include "tests/conf_ways.h"

enum { TASKS = 4, ROUNDS = 10 };

static struct seen {
	int line, last[TASKS];
} seen[1];

static struct barrier *barrier;
static struct cell *arrived[2 * TASKS];

/* All are here when I pass. Odd and even rounds have cells of their own: who is ahead must not store where others look. */
static void meet(void *arg)
{
	int me = *(int *)arg;

	for (int round = 1; round <= ROUNDS; round++) {
		cell_store(arrived[2 * me + round % 2], round);
		seen->last[me] += barrier_wait(barrier);
		for (int i = 0; i < TASKS; i++)
			lab_check(cell_load(arrived[2 * i + round % 2]) == round, "nobody passes before all have come");
	}
}

static void all_meet(const int *p)
{
	static int numbers[TASKS] = { 0, 1, 2, 3 };
	struct use uses[1 + 4 * TASKS + 1] = { { NULL, 0 } };
	struct task *tasks[TASKS];

	(void)p;
	barrier = barrier_make(TASKS, "barrier");
	for (int i = 0; i < 2 * TASKS; i++) {
		arrived[i] = cell_make(0, lab_name("arrived-%d", i));
		uses[1 + 2 * i] = LOADS(arrived[i]);
		uses[2 + 2 * i] = STORES(arrived[i]);
	}
	uses[1 + 4 * TASKS] = MEETS(barrier);
	for (int i = 0; i < TASKS; i++)
		tasks[i] = task_go(meet, &numbers[i], USES_OF(uses, COUNT(uses)), "task-%d", i);
	for (int i = 0; i < TASKS; i++)
		task_join(tasks[i]);
}

static void test_all_meet_and_one_is_last_round_after_round(void **state)
{
	(void)state;
	EACH_WAY(way) {
		int sum = 0;

		memset(seen, 0, sizeof *seen);
		way_comes_to(way, PROGRAM(all_meet), VERDICT_OK);
		for (int i = 0; i < TASKS; i++)
			sum += seen->last[i];
		assert_int_equal(sum, ROUNDS);
	}
}

static void alone(const int *p)
{
	(void)p;
	barrier = barrier_make(1, "barrier");
	seen->last[0] = barrier_wait(barrier) + barrier_wait(barrier);
}

static void test_alone_one_is_always_last(void **state)
{
	(void)state;
	EACH_WAY(way) {
		memset(seen, 0, sizeof *seen);
		way_comes_to(way, PROGRAM(alone), VERDICT_OK);
		assert_int_equal(seen->last[0], 2);
	}
}

static void wait_once(void *arg)
{
	(void)arg;
	barrier_wait(barrier);
}

/* Three come, two at a time: one is left over. */
static void one_left_over(const int *p)
{
	struct task *tasks[3];

	(void)p;
	barrier = barrier_make(2, "barrier");
	for (int i = 0; i < 3; i++)
		tasks[i] = task_go(wait_once, NULL, USES(MEETS(barrier)), "task-%d", i);
	for (int i = 0; i < 3; i++)
		task_join(tasks[i]);
}

static void test_one_left_over_waits_for_ever(void **state)
{
	(void)state;
	ways_hang(PROGRAM(one_left_over), 2);
}

static void make_an_empty_one(const int *p)
{
	(void)p;
	seen->line = __LINE__ + 1;
	barrier_make(0, "barrier");
}

static void test_misuse(void **state)
{
	(void)state;
	ways_panic(PROGRAM(make_an_empty_one), "barrier barrier of 0 parties: it must be 1 or more", "make", "main",
	           &seen->line);
}

CONF_MAIN(
	cmocka_unit_test(test_all_meet_and_one_is_last_round_after_round),
	cmocka_unit_test(test_alone_one_is_always_last),
	cmocka_unit_test(test_one_left_over_waits_for_ever),
	cmocka_unit_test(test_misuse)
)
