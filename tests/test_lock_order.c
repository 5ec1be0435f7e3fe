/*
 * test_lock_order.c - which orders of locking are warned of; traces made by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/check/lock_order.h"

enum { ROOM = 20000, A = 10, B = 11, C = 12, D = 13, G = 14 };

static struct event room[ROOM];

/* A result with a trace of `n_tasks` tasks, still empty. */
static struct result *result_new(int n_tasks)
{
	struct arena *arena = arena_new();
	struct result *result = arena_alloc(arena, sizeof *result);

	result->arena = arena;
	result->trace.events = room;
	result->trace.n_tasks = n_tasks;
	return result;
}

static void add(struct result *result, enum event_kind kind, int task, int object, int level)
{
	struct event *event = &room[result->trace.n_events++];

	assert_true(result->trace.n_events <= ROOM);
	*event = (struct event){
		.stamp = (uint64_t)result->trace.n_events, .kind = (uint8_t)kind, .task = task, .object = object,
		.level = level, .peer = NO_TASK, .here = "tests/here.c:1",
	};
}

static void lock(struct result *result, int task, int object)
{
	add(result, EV_LOCK, task, object, 1);
}

static void unlock(struct result *result, int task, int object)
{
	add(result, EV_UNLOCK, task, object, 0);
}

/* The task locks those in this order, ending with 0, and unlocks them. */
static void nest(struct result *result, int task, const int *objects)
{
	int n = 0;

	for (; objects[n]; n++)
		lock(result, task, objects[n]);
	while (n > 0)
		unlock(result, task, objects[--n]);
}

#define NEST(result, task, ...) nest(result, task, (const int[]){ __VA_ARGS__, 0 })

/* Find the warnings, and forget the rest. */
static int warnings(struct result *result)
{
	int n;

	lock_order_find(result);
	n = result->n_lock_orders;
	arena_free(result->arena);
	return n;
}

static void test_opposite_orders(void **state)
{
	struct result *result = result_new(3);

	(void)state;
	NEST(result, 1, A, B);
	NEST(result, 2, B, A);
	lock_order_find(result);
	assert_int_equal(result->n_lock_orders, 1);
	assert_int_equal(result->lock_orders[0].n, 2);
	assert_int_equal(result->lock_orders[0].locks[0], A);
	assert_int_equal(result->lock_orders[0].locks[1], B);
	assert_int_equal(result->lock_orders[0].tasks[0], 1);
	assert_int_equal(result->lock_orders[0].tasks[1], 2);
	assert_string_equal(result->lock_orders[0].places[0], "tests/here.c:1");
	arena_free(result->arena);
}

static void test_each_cycle_is_told_once(void **state)
{
	struct result *result = result_new(5);

	(void)state;
	for (int i = 0; i < 10; i++) {
		NEST(result, 1, A, B);
		NEST(result, 2, B, A);
		NEST(result, 3, A, B);
		NEST(result, 4, B, A);
	}
	assert_int_equal(warnings(result), 1);
}

static void test_rings_of_three_and_more(void **state)
{
	(void)state;
	for (int n = 3; n <= 20; n++) {
		struct result *result = result_new(n + 1);

		for (int i = 0; i < n; i++)
			NEST(result, i + 1, A + i, A + (i + 1) % n);
		lock_order_find(result);
		assert_int_equal(result->n_lock_orders, 1);
		assert_int_equal(result->lock_orders[0].n, n);
		arena_free(result->arena);
	}
}

static void test_one_order_is_no_cycle(void **state)
{
	struct result *result = result_new(4);

	(void)state;
	NEST(result, 1, A, B, C);
	NEST(result, 2, A, C);
	NEST(result, 3, B, C);
	NEST(result, 1, C);
	NEST(result, 2, B);
	assert_int_equal(warnings(result), 0);
}

/* One task cannot wait for itself in both orders at once. */
static void test_one_task_in_both_orders(void **state)
{
	struct result *result = result_new(3);

	(void)state;
	NEST(result, 1, A, B);
	NEST(result, 1, B, A);
	assert_int_equal(warnings(result), 0);
	result = result_new(3);
	NEST(result, 1, A, B);
	NEST(result, 2, B, C);
	NEST(result, 1, C, A);                  /* a ring of three, but of two tasks */
	assert_int_equal(warnings(result), 0);
}

static void test_a_gate_keeps_them_apart(void **state)
{
	struct result *result = result_new(3);

	(void)state;
	NEST(result, 1, G, A, B);
	NEST(result, 2, G, B, A);
	assert_int_equal(warnings(result), 0);
	result = result_new(3);
	NEST(result, 1, G, A, B);
	NEST(result, 2, D, B, A);               /* another gate is none */
	assert_int_equal(warnings(result), 1);
	result = result_new(3);
	NEST(result, 1, G, A, B);
	NEST(result, 2, G, B, A);
	NEST(result, 2, B, A);                  /* once without */
	assert_int_equal(warnings(result), 1);
	result = result_new(3);
	NEST(result, 1, A, G, B);               /* taken between: A is held when G is waited for */
	NEST(result, 2, B, G, A);
	assert_true(warnings(result) >= 1);
}

/* Locking again what it holds orders nothing; held until its last unlock. */
static void test_recursive_locks(void **state)
{
	struct result *result = result_new(3);

	(void)state;
	lock(result, 1, A);
	lock(result, 1, B);
	lock(result, 1, A);
	add(result, EV_UNLOCK, 1, A, 1);
	unlock(result, 1, B);
	unlock(result, 1, A);
	NEST(result, 2, A, B);
	assert_int_equal(warnings(result), 0);
	result = result_new(3);
	lock(result, 1, A);
	lock(result, 1, A);
	add(result, EV_UNLOCK, 1, A, 1);
	lock(result, 1, B);                     /* A is held still */
	unlock(result, 1, B);
	unlock(result, 1, A);
	NEST(result, 2, B, A);
	assert_int_equal(warnings(result), 1);
}

/* Who only tries does not wait; but others may wait for what it got that way. */
static void test_tries(void **state)
{
	struct result *result = result_new(3);

	(void)state;
	lock(result, 1, A);
	add(result, EV_TRY_LOCKED, 1, B, 1);
	unlock(result, 1, B);
	unlock(result, 1, A);
	NEST(result, 2, B, A);
	assert_int_equal(warnings(result), 0);
	result = result_new(3);
	add(result, EV_TRY_LOCKED, 1, A, 1);
	lock(result, 1, B);
	unlock(result, 1, B);
	unlock(result, 1, A);
	NEST(result, 2, B, A);
	assert_int_equal(warnings(result), 1);
}

/* Released in any order, held meanwhile. */
static void test_hand_over_hand(void **state)
{
	struct result *result = result_new(3);

	(void)state;
	lock(result, 1, A);
	lock(result, 1, B);
	unlock(result, 1, A);
	lock(result, 1, C);
	unlock(result, 1, B);
	unlock(result, 1, C);
	NEST(result, 2, C, A);                  /* A was not held when C was taken: no C under A by task 1 */
	assert_int_equal(warnings(result), 0);
	NEST(result = result_new(3), 1, B, C);
	NEST(result, 2, C, B);
	assert_int_equal(warnings(result), 1);
}

static void start(struct result *result, int by, int task)
{
	add(result, EV_TASK_GO, by, NO_OBJECT, 0);
	room[result->trace.n_events - 1].peer = task;
}

static void join(struct result *result, int by, int task)
{
	add(result, EV_TASK_END, task, NO_OBJECT, 0);
	room[result->trace.n_events - 1].peer = task;
	add(result, EV_TASK_JOIN, by, NO_OBJECT, 0);
	room[result->trace.n_events - 1].peer = task;
}

/* The second is started when the first has been joined: they never run at the same time. */
static void test_orders_that_a_join_keeps_apart(void **state)
{
	struct result *result = result_new(4);

	(void)state;
	start(result, 0, 1);
	NEST(result, 1, A, B);
	join(result, 0, 1);
	start(result, 0, 2);
	NEST(result, 2, B, A);
	join(result, 0, 2);
	assert_int_equal(warnings(result), 0);
	result = result_new(4);
	start(result, 0, 1);
	start(result, 0, 2);
	NEST(result, 1, A, B);
	join(result, 0, 1);
	NEST(result, 2, B, A);                  /* later by luck only */
	join(result, 0, 2);
	assert_int_equal(warnings(result), 1);
	result = result_new(4);
	NEST(result, 0, A, B);                  /* before it starts the other */
	start(result, 0, 1);
	NEST(result, 1, B, A);
	join(result, 0, 1);
	NEST(result, 0, A, B);                  /* and after it has joined it */
	assert_int_equal(warnings(result), 0);
	result = result_new(4);
	start(result, 0, 1);
	NEST(result, 0, A, B);                  /* between */
	NEST(result, 1, B, A);
	join(result, 0, 1);
	assert_int_equal(warnings(result), 1);
}

static void test_no_warning_from_half_a_trace(void **state)
{
	struct result *result = result_new(3);

	(void)state;
	NEST(result, 1, A, B);
	NEST(result, 2, B, A);
	result->trace.dropped = 1;
	assert_int_equal(warnings(result), 0);
}

/* Many locks and many cycles: bounded work, a few warnings. */
static void test_more_than_it_can_look_at(void **state)
{
	struct result *result = result_new(40);
	int n;

	(void)state;
	for (int task = 1; task < 40; task++)
		for (int i = 0; i < 100; i++)
			NEST(result, task, 100 + (task * 7 + i * 13) % 90, 100 + (task * 11 + i * 5) % 90 + 100 * (task % 2));
	n = warnings(result);
	assert_true(n >= 1 && n <= 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_opposite_orders),
		cmocka_unit_test(test_each_cycle_is_told_once),
		cmocka_unit_test(test_rings_of_three_and_more),
		cmocka_unit_test(test_one_order_is_no_cycle),
		cmocka_unit_test(test_one_task_in_both_orders),
		cmocka_unit_test(test_a_gate_keeps_them_apart),
		cmocka_unit_test(test_recursive_locks),
		cmocka_unit_test(test_tries),
		cmocka_unit_test(test_hand_over_hand),
		cmocka_unit_test(test_orders_that_a_join_keeps_apart),
		cmocka_unit_test(test_no_warning_from_half_a_trace),
		cmocka_unit_test(test_more_than_it_can_look_at),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
