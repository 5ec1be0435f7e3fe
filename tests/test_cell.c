/*
 * test_cell.c - what cells promise, on every engine.
 */
#include "tests/conf.h"

enum { TASKS = 4, LOOPS = 1000 };

static struct seen {
	int64_t values[4];
	int     wrong;
} *seen;

static struct cell *cell, *other;

static void alone(const int *p)
{
	(void)p;
	cell = cell_make(-5, "cell");
	seen->values[0] = cell_load(cell);
	cell_store(cell, INT64_MAX);
	seen->values[1] = cell_load(cell);
	cell_store(cell, INT64_MIN);
	seen->values[2] = cell_load(cell);
}

static void test_a_cell_keeps_what_was_stored_last(void **state)
{
	struct seen mine = { { 0 }, 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		conf_comes_to(engine, PROGRAM(alone), VERDICT_OK);
		assert_true(seen->values[0] == -5 && seen->values[1] == INT64_MAX && seen->values[2] == INT64_MIN);
	}
}

/* Each stores only values whose two halves agree: a load that tore would show one that does not. */
static void store_halves(void *arg)
{
	int64_t me = *(int *)arg;

	for (int i = 0; i < LOOPS; i++) {
		int64_t value;

		cell_store(cell, me << 32 | me);
		value = cell_load(cell);
		lab_check(value >> 32 == (value & 0xffffffff), "a load sees one store, not parts of two");
	}
}

static void together(const int *p)
{
	static int numbers[TASKS] = { 1, 2, 3, 4 };
	struct task *tasks[TASKS];

	(void)p;
	cell = cell_make(0, "cell");
	for (int i = 0; i < TASKS; i++)
		tasks[i] = task_go(store_halves, &numbers[i], USES(LOADS(cell), STORES(cell)), "task-%d", i);
	for (int i = 0; i < TASKS; i++)
		task_join(tasks[i]);
}

static void test_loads_and_stores_are_atomic(void **state)
{
	(void)state;
	EACH_ENGINE(engine)
		conf_comes_to(engine, PROGRAM(together), VERDICT_RACE);
}

/* Dekker's core: each stores its own, then loads the other's. Sequential consistency: not both see zero. */
static void store_then_load(void *arg)
{
	int64_t *value = arg;
	bool first = value == &seen->values[0];

	cell_store(first ? cell : other, 1);
	*value = cell_load(first ? other : cell);
}

static void dekker(const int *p)
{
	struct task *tasks[2];

	(void)p;
	for (int i = 0; i < 200; i++) {
		cell = cell_make(0, "cell");
		other = cell_make(0, "other");
		for (int k = 0; k < 2; k++)
			tasks[k] = task_go(store_then_load, &seen->values[k],
			                   USES(LOADS(cell), STORES(cell), LOADS(other), STORES(other)), "task-%d", k);
		for (int k = 0; k < 2; k++)
			task_join(tasks[k]);
		seen->wrong += seen->values[0] == 0 && seen->values[1] == 0;
	}
}

static void test_loads_and_stores_are_in_one_order(void **state)
{
	struct seen mine = { { 0 }, 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		conf_comes_to(engine, PROGRAM(dekker), VERDICT_RACE);
		assert_int_equal(seen->wrong, 0);
	}
}

CONF_MAIN(
	cmocka_unit_test(test_a_cell_keeps_what_was_stored_last),
	cmocka_unit_test(test_loads_and_stores_are_atomic),
	cmocka_unit_test(test_loads_and_stores_are_in_one_order)
)
