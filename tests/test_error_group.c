/*
 * test_error_group.c - what error groups promise, in every way.
 */
#include "tests/conf_ways.h"

enum { TASKS = 4, LIMIT = 2 };

static struct seen {
	int  error;
	bool ended;
} seen[1];

static struct error_group *group;
static struct mutex *lock;
static struct cell *inside;

static int succeed(void *arg)
{
	(void)arg;
	return 0;
}

static int fail_so(void *arg)
{
	return *(int *)arg;
}

static int wait_for_the_end(void *arg)
{
	(void)arg;
	context_wait(error_group_context(group));
	return 99;                      /* not the first error */
}

static void all_well(const int *p)
{
	(void)p;
	group = error_group_make(NULL, NO_LIMIT, "group");
	for (int i = 0; i < TASKS; i++)
		error_group_go(group, succeed, NULL, USES(), "task-%d", i);
	seen->error = error_group_wait(group);
	seen->ended = context_why(error_group_context(group)) == CONTEXT_CANCELLED;
}

static void test_without_errors_the_context_ends_with_the_wait(void **state)
{
	(void)state;
	EACH_WAY(way) {
		seen->error = -1;
		way_comes_to(way, PROGRAM(all_well), VERDICT_OK);
		assert_int_equal(seen->error, 0);
		assert_true(seen->ended);
	}
}

static void one_fails(const int *p)
{
	static int error = 7;

	(void)p;
	group = error_group_make(NULL, NO_LIMIT, "group");
	for (int i = 0; i < TASKS; i++)
		error_group_go(group, wait_for_the_end, NULL, USES(), "task-%d", i);
	error_group_go(group, fail_so, &error, USES(), "failing");
	seen->error = error_group_wait(group);
}

static void test_the_first_error_ends_the_others_and_is_returned(void **state)
{
	(void)state;
	EACH_WAY(way) {
		way_comes_to(way, PROGRAM(one_fails), VERDICT_OK);
		assert_int_equal(seen->error, 7);
	}
}

static int be_inside(void *arg)
{
	(void)arg;
	mutex_lock(lock);
	cell_store(inside, cell_load(inside) + 1);
	lab_check(cell_load(inside) <= LIMIT, "no more than the limit at a time");
	mutex_unlock(lock);
	mutex_lock(lock);
	cell_store(inside, cell_load(inside) - 1);
	mutex_unlock(lock);
	return 0;
}

static void limited(const int *p)
{
	(void)p;
	group = error_group_make(NULL, LIMIT, "group");
	lock = mutex_make(MUTEX_NORMAL, "lock");
	inside = cell_make(0, "inside");
	for (int i = 0; i < TASKS; i++)
		error_group_go(group, be_inside, NULL, USES(LOCKS(lock), LOADS(inside), STORES(inside)), "task-%d", i);
	seen->error = error_group_wait(group);
}

static void test_no_more_than_the_limit_at_a_time(void **state)
{
	(void)state;
	EACH_WAY(way)
		way_comes_to(way, PROGRAM(limited), VERDICT_OK);
}

static void limit_of_none(const int *p)
{
	(void)p;
	group = error_group_make(NULL, 0, "group");
	error_group_go(group, succeed, NULL, USES(), "task");
}

static int start_another(void *arg)
{
	error_group_go(group, succeed, arg, USES(), "inner");
	return 0;
}

/* The task in the only place starts another, which needs that place. */
static void nested_with_a_limit(const int *p)
{
	(void)p;
	group = error_group_make(NULL, 1, "group");
	error_group_go(group, start_another, NULL, USES(STARTS_IN(group)), "outer");
	error_group_wait(group);
}

static void test_what_hangs(void **state)
{
	(void)state;
	ways_hang(PROGRAM(limit_of_none), 1);
	ways_hang(PROGRAM(nested_with_a_limit), 2);
}

static void nested_without_a_limit(const int *p)
{
	(void)p;
	group = error_group_make(NULL, NO_LIMIT, "group");
	error_group_go(group, start_another, NULL, USES(STARTS_IN(group)), "outer");
	seen->error = error_group_wait(group);
}

static void under_a_parent(const int *p)
{
	struct context *parent = context_make(NULL, "parent");

	(void)p;
	group = error_group_make(parent, NO_LIMIT, "group");
	error_group_go(group, wait_for_the_end, NULL, USES(), "task");
	context_cancel(parent);
	seen->error = error_group_wait(group);
}

static void test_tasks_may_start_others_and_a_parent_may_end_them(void **state)
{
	(void)state;
	EACH_WAY(way) {
		way_comes_to(way, PROGRAM(nested_without_a_limit), VERDICT_OK);
		assert_int_equal(seen->error, 0);
		way_comes_to(way, PROGRAM(under_a_parent), VERDICT_OK);
		assert_int_equal(seen->error, 99);
	}
}

CONF_MAIN(
	cmocka_unit_test(test_without_errors_the_context_ends_with_the_wait),
	cmocka_unit_test(test_the_first_error_ends_the_others_and_is_returned),
	cmocka_unit_test(test_no_more_than_the_limit_at_a_time),
	cmocka_unit_test(test_what_hangs),
	cmocka_unit_test(test_tasks_may_start_others_and_a_parent_may_end_them)
)
