/*
 * test_once.c - what once promises, in every way.
 */
#include "tests/conf_ways.h"

enum { TASKS = 4 };

static struct once *once, *other;
static struct cell *done;

static void do_it(void *arg)
{
	(void)arg;
	lab_check(cell_load(done) == 0, "it is done once");
	cell_store(done, 1);
}

static void ask(void *arg)
{
	once_do(once, do_it, arg);
	lab_check(cell_load(done) == 1, "it is done when once_do() returns");
}

static void all_ask(const int *p)
{
	struct task *tasks[TASKS];

	(void)p;
	once = once_make("once");
	done = cell_make(0, "done");
	for (int i = 0; i < TASKS; i++)
		tasks[i] = task_go(ask, NULL, USES(DOES(once), LOADS(done), STORES(done)), "task-%d", i);
	for (int i = 0; i < TASKS; i++)
		task_join(tasks[i]);
	ask(NULL);
}

static void test_once_and_for_all(void **state)
{
	(void)state;
	EACH_WAY(way)
		way_comes_to(way, PROGRAM(all_ask), VERDICT_OK);
}

static void do_the_first_again(void *arg)
{
	once_do(once, do_it, arg);
}

static void by_way_of_another(void *arg)
{
	once_do(other, do_the_first_again, arg);
}

static void nested(const int *p)
{
	(void)p;
	once = once_make("once");
	other = once_make("other");
	once_do(once, by_way_of_another, NULL);
}

static void itself(void *arg)
{
	once_do(once, itself, arg);
}

static void in_itself(const int *p)
{
	(void)p;
	once = once_make("once");
	once_do(once, itself, NULL);
}

static void test_who_comes_back_to_it_waits_for_itself(void **state)
{
	(void)state;
	ways_hang(PROGRAM(nested), 1);
	ways_hang(PROGRAM(in_itself), 1);
}

/* Each is done by a task that needs the other. */
static void need_other(void *arg)
{
	barrier_wait(arg);
	once_do(other, do_it, NULL);
}

static void need_once(void *arg)
{
	barrier_wait(arg);
	once_do(once, do_it, NULL);
}

static void begin_with_once(void *arg)
{
	once_do(once, need_other, arg);
}

static void begin_with_other(void *arg)
{
	once_do(other, need_once, arg);
}

static void crosswise(const int *p)
{
	struct barrier *both = barrier_make(2, "both");
	struct task *one, *two;

	(void)p;
	once = once_make("once");
	other = once_make("other");
	one = task_go(begin_with_once, both, USES(DOES(once), DOES(other), MEETS(both)), "one");
	two = task_go(begin_with_other, both, USES(DOES(once), DOES(other), MEETS(both)), "two");
	task_join(one);
	task_join(two);
}

static void test_two_crosswise_are_a_cycle(void **state)
{
	(void)state;
	EACH_WAY(way) {
		struct result *result = way_run(way, PROGRAM(crosswise), VERDICT_DEADLOCK);

		assert_int_equal(result->snapshot->n_stuck, 3);
		assert_int_equal(result->snapshot->n_cycle, 2);
		result_free(result);
	}
}

CONF_MAIN(
	cmocka_unit_test(test_once_and_for_all),
	cmocka_unit_test(test_who_comes_back_to_it_waits_for_itself),
	cmocka_unit_test(test_two_crosswise_are_a_cycle)
)
