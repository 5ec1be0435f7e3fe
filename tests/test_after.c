/*
 * test_after.c - a function called after a time, by every schedule.
 */
#include "tests/conf.h"

#include "lab/search/explore.h"

static struct cell *called;

static void call(void *arg)
{
	(void)arg;
	cell_store(called, cell_load(called) + 1);
}

static void let_it(const int *p)
{
	struct after *after;

	(void)p;
	called = cell_make(0, "called");
	after = call_after(2, call, NULL, USES(LOADS_STORES(called)), "late");
	task_uses(USES(LOADS(called), STOPS(after)));
	task_join(after_task(after));
	lab_check(cell_load(called) == 1, "it has been called");
	lab_check(!after_stop(after), "it is too late to stop it");
}

static void stop_it(const int *p)
{
	struct after *after;

	(void)p;
	called = cell_make(0, "called");
	after = call_after(60000, call, NULL, USES(LOADS_STORES(called)), "late");
	lab_check(after_stop(after), "it is stopped");
	lab_check(!after_stop(after), "it is stopped once");
	task_join(after_task(after));
	lab_check(cell_load(called) == 0, "it has not been called");
}

/* Either it is stopped or it is called, whatever the clock does. */
static void both(const int *p)
{
	struct after *after;
	bool stopped;

	(void)p;
	called = cell_make(0, "called");
	after = call_after(1, call, NULL, USES(LOADS_STORES(called)), "late");
	task_sleep(1);
	stopped = after_stop(after);
	task_join(after_task(after));
	lab_check(cell_load(called) == !stopped, "stopped or called, not both");
}

static void test_called_or_stopped(void **state)
{
	(void)state;
	EACH_ENGINE(engine) {
		conf_comes_to(engine, PROGRAM(let_it), VERDICT_OK);
		conf_comes_to(engine, PROGRAM(both), VERDICT_OK);
		conf_comes_to(engine, PROGRAM(stop_it), VERDICT_OK);
	}
}

static void test_never_both_by_every_schedule(void **state)
{
	static const int none[1];
	struct pattern pattern = { .name = "both", .summary = "", .file = __FILE__, .run = both };
	struct run_options options = { .pattern = &pattern, .values = none, .turn = { .any_time = true } };
	char *error = NULL;
	struct exploration *found;

	(void)state;
	if (!FIBERS)
		skip();
	found = explore(&options, NULL, NULL, &error);
	assert_true(found->proved);
	assert_true(found->ends[VERDICT_OK] > 0);
	for (int v = VERDICT_OK + 1; v < VERDICT_COUNT; v++)
		assert_int_equal(found->ends[v], 0);
	exploration_free(found);
}

CONF_MAIN(
	cmocka_unit_test(test_called_or_stopped),
	cmocka_unit_test(test_never_both_by_every_schedule)
)
