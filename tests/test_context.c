/*
 * test_context.c - what contexts promise, in every way.
 */
#include "tests/conf_ways.h"

enum { TASKS = 3, DEPTH = 4 };

static struct seen {
	int             n;
	enum context_end why[8];
	void           *values[5];
} seen[1];

static struct context *root, *mine[DEPTH];
static struct cell *ended;

static void cancel_one(const int *p)
{
	(void)p;
	root = context_make(NULL, "root");
	seen->why[0] = context_why(root);
	context_cancel(root);
	seen->why[1] = context_why(root);
	context_cancel(root);           /* harmless */
	context_wait(root);
	seen->n = select_on(NOW, DONE(NULL), DONE(root));
}

static void test_a_cancelled_context_has_ended(void **state)
{
	(void)state;
	EACH_WAY(way) {
		memset(seen, 0, sizeof *seen);
		way_comes_to(way, PROGRAM(cancel_one), VERDICT_OK);
		assert_int_equal(seen->why[0], CONTEXT_LIVES);
		assert_int_equal(seen->why[1], CONTEXT_CANCELLED);
		assert_int_equal(seen->n, 1);
	}
}

/* A chain of four and a branch; the second is cancelled. */
static void cancel_below(const int *p)
{
	struct context *branch, *late;

	(void)p;
	for (int i = 0; i < DEPTH; i++)
		mine[i] = context_make(i ? mine[i - 1] : NULL, lab_name("context-%d", i));
	branch = context_make(mine[0], "branch");
	context_cancel(mine[1]);
	late = context_make(mine[3], "late");
	for (int i = 0; i < DEPTH; i++)
		seen->why[i] = context_why(mine[i]);
	seen->why[4] = context_why(branch);
	seen->why[5] = context_why(late);
}

static void test_cancelling_ends_all_below_and_nothing_else(void **state)
{
	const enum context_end expected[] = { CONTEXT_LIVES, CONTEXT_CANCELLED, CONTEXT_CANCELLED, CONTEXT_CANCELLED,
		CONTEXT_LIVES, CONTEXT_CANCELLED };

	(void)state;
	EACH_WAY(way) {
		memset(seen, 0, sizeof *seen);
		way_comes_to(way, PROGRAM(cancel_below), VERDICT_OK);
		for (int i = 0; i < COUNT(expected); i++)
			assert_int_equal(seen->why[i], expected[i]);
	}
}

static void work_until_the_end(void *arg)
{
	struct chan *never = arg;
	int nothing;

	lab_check(select_on(FOREVER, RECV(never, &nothing), DONE(mine[1])) == 1, "it is the end that is seen");
}

static void wait_below(const int *p)
{
	struct chan *never = chan_make(int, 0, "never");
	struct task *tasks[TASKS];

	(void)p;
	mine[0] = context_make(NULL, "above");
	mine[1] = context_make(mine[0], "below");
	for (int i = 0; i < TASKS; i++)
		tasks[i] = task_go(work_until_the_end, never, USES(RECVS(never), WATCHES(mine[1])), "task-%d", i);
	context_cancel(mine[0]);
	for (int i = 0; i < TASKS; i++)
		task_join(tasks[i]);
}

static void test_all_who_wait_see_the_end(void **state)
{
	(void)state;
	EACH_WAY(way) {
		memset(seen, 0, sizeof *seen);
		way_comes_to(way, PROGRAM(wait_below), VERDICT_OK);
	}
}

/* Another may cancel what is above: the declared use of the one above is enough for those below. */
static void cancel_above(void *arg)
{
	(void)arg;
	context_cancel(mine[0]);
}

static void cancelled_by_another(const int *p)
{
	(void)p;
	mine[0] = context_make(NULL, "above");
	mine[1] = context_make(mine[0], "below");
	task_go(cancel_above, NULL, USES(CANCELS(mine[0])), "other");
	task_uses(USES(WATCHES(mine[1])));
	context_wait(mine[1]);
}

static void test_who_declares_one_may_cancel_those_below(void **state)
{
	(void)state;
	EACH_WAY(way)
		way_comes_to(way, PROGRAM(cancelled_by_another), VERDICT_OK);
}

static void expire(const int *p)
{
	struct context *child, *sooner;

	(void)p;
	root = context_make_within(NULL, 20, "root");
	child = context_make_within(root, 60000, "child");
	sooner = context_make_within(root, 1, "sooner");
	context_wait(sooner);
	seen->why[0] = context_why(sooner);
	context_wait(child);
	seen->why[1] = context_why(root);
	seen->why[2] = context_why(child);
	context_cancel(root);           /* too late to be the reason */
	seen->why[3] = context_why(root);
	seen->why[4] = context_why(context_make(root, "late"));
}

static void test_a_deadline_ends_it_and_what_is_below(void **state)
{
	(void)state;
	EACH_WAY(way) {
		memset(seen, 0, sizeof *seen);
		way_comes_to(way, PROGRAM(expire), VERDICT_OK);
		for (int i = 0; i < 5; i++)
			assert_int_equal(seen->why[i], CONTEXT_EXPIRED);
	}
}

/* A wait for a deadline is no deadlock; one without end is. */
static void wait_for_the_deadline(const int *p)
{
	(void)p;
	context_wait(context_make_within(NULL, 30, "root"));
}

static void wait_for_nobody(const int *p)
{
	(void)p;
	context_wait(context_make(NULL, "root"));
}

static void test_who_waits_for_the_clock_is_not_stuck(void **state)
{
	(void)state;
	EACH_WAY(way)
		way_comes_to(way, PROGRAM(wait_for_the_deadline), VERDICT_OK);
	ways_hang(PROGRAM(wait_for_nobody), 1);
}

/* The one that is cancelled before its deadline was cancelled, also afterwards. On real threads it has a second to do so. */
static void cancelled_before_the_deadline(const int *p)
{
	(void)p;
	root = context_make_within(NULL, 1000, "root");
	context_cancel(root);
	task_sleep(1100);
	seen->why[0] = context_why(root);
}

static void test_it_ends_for_one_reason(void **state)
{
	(void)state;
	EACH_WAY(way) {
		way_comes_to(way, PROGRAM(cancelled_before_the_deadline), VERDICT_OK);
		assert_int_equal(seen->why[0], CONTEXT_CANCELLED);
	}
}

static void values(const int *p)
{
	static const char user[] = "user", trace[] = "trace";
	static int one, two, three;
	struct context *a = context_make_with(NULL, user, &one, "a"), *b = context_make_with(a, trace, &two, "b");
	struct context *c = context_make_with(b, user, &three, "c");

	(void)p;
	seen->n = context_value(c, user) == &three && context_value(c, trace) == &two && context_value(b, user) == &one &&
	          !context_value(a, trace);
}

static void test_values_are_found_from_below(void **state)
{
	(void)state;
	EACH_WAY(way) {
		seen->n = 0;
		way_comes_to(way, PROGRAM(values), VERDICT_OK);
		assert_true(seen->n);
	}
}

/* Derived and cancelled at the same time: the new one ends in every order. */
static void derive_and_wait(void *arg)
{
	(void)arg;
	context_wait(context_make(root, "new"));
	cell_store(ended, 1);
}

static void derive_while_cancelling(const int *p)
{
	struct task *task;

	(void)p;
	root = context_make(NULL, "root");
	ended = cell_make(0, "ended");
	task = task_go(derive_and_wait, NULL, USES(WATCHES(root), STORES(ended)), "task");
	context_cancel(root);
	task_join(task);
	seen->n += (int)cell_load(ended);
}

static void test_none_is_forgotten_that_is_made_meanwhile(void **state)
{
	(void)state;
	seen->n = 0;
	EACH_WAY(way)
		way_comes_to(way, PROGRAM(derive_while_cancelling), VERDICT_OK);
	assert_int_equal(seen->n, WAYS);
}

CONF_MAIN(
	cmocka_unit_test(test_a_cancelled_context_has_ended),
	cmocka_unit_test(test_cancelling_ends_all_below_and_nothing_else),
	cmocka_unit_test(test_all_who_wait_see_the_end),
	cmocka_unit_test(test_who_declares_one_may_cancel_those_below),
	cmocka_unit_test(test_a_deadline_ends_it_and_what_is_below),
	cmocka_unit_test(test_who_waits_for_the_clock_is_not_stuck),
	cmocka_unit_test(test_it_ends_for_one_reason),
	cmocka_unit_test(test_values_are_found_from_below),
	cmocka_unit_test(test_none_is_forgotten_that_is_made_meanwhile)
)
