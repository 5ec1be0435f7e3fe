/*
 * test_task.c - what tasks promise, on every engine: starting, joining, sleeping, declared uses, claims.
 */
#include "tests/conf_ways.h"

enum { MANY = SANITIZED ? 1000 : 10000, DEEP = 200, WIDE = 3, NODES = 364 };

static struct seen {
	int line, n, values[DEEP];
	int counts[NODES], short_nights;
} *seen;

static struct chan *chan;
static struct mutex *mutex;
static struct task *task;

static void nothing(void *arg)
{
	(void)arg;
}

/* ---- Starting and joining ---- */

static void note(void *arg)
{
	int *slot = arg;

	*slot = 1;
}

static void join_ended_and_not(const int *p)
{
	struct task *tasks[DEEP];

	(void)p;
	for (int i = 0; i < DEEP; i++)
		tasks[i] = task_go(note, &seen->values[i], USES(), "task-%d", i);
	for (int i = DEEP - 1; i >= 0; i--) {
		task_join(tasks[i]);
		seen->n += seen->values[i];
		task_join(tasks[i]);            /* again: it has ended */
	}
}

static void test_join_waits_for_the_end_and_sees_what_was_done(void **state)
{
	struct seen mine;

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		memset(seen, 0, sizeof *seen);
		conf_comes_to(engine, PROGRAM(join_ended_and_not), VERDICT_OK);
		assert_int_equal(seen->n, DEEP);
	}
}

static void note_with_child(void *arg)
{
	task_go(note, arg, USES(), "child");
}

static void join_all_there_are(const int *p)
{
	(void)p;
	task_join_all();                        /* of nobody */
	for (int i = 0; i < DEEP; i++)
		task_go(note, &seen->values[i], USES(), "task-%d", i);
	task_join_all();
	for (int i = 0; i < DEEP; i++)
		seen->n += seen->values[i];
	task_go(note, seen->counts, USES(), "another");
	task_join_all();                        /* all but one have been joined */
	seen->n += seen->counts[0];
}

static void test_all_are_joined(void **state)
{
	struct seen mine;

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		memset(seen, 0, sizeof *seen);
		conf_comes_to(engine, PROGRAM(join_all_there_are), VERDICT_OK);
		assert_int_equal(seen->n, DEEP + 1);
	}
}

static void wait_for_main(void *arg)
{
	task_join(arg);
}

/* Only its own: the child of another is not waited for. The one that it waits for is told, not the one that has ended. */
static void join_one_that_waits(const int *p)
{
	static int ignored;

	(void)p;
	task_join(task_go(note_with_child, &ignored, USES(), "ended"));
	task_go(wait_for_main, task_me(), USES(), "stuck");
	task_join_all();
}

static void test_who_is_waited_for_is_told(void **state)
{
	(void)state;
	EACH_ENGINE(engine) {
		struct result *result = conf_watch(engine, PROGRAM(join_one_that_waits), NULL);
		const struct snap_task *tasks = result->snapshot->tasks;
		int stuck = 1;

		assert_int_equal(result->verdict, VERDICT_DEADLOCK);
		while (strcmp(tasks[stuck].name, "stuck"))
			stuck++;
		assert_int_equal(tasks[0].n_cases, 1);
		assert_int_equal(tasks[0].cases[0].object, tasks[stuck].object);
		result_free(result);
	}
}

static void join_main(const int *p)
{
	(void)p;
	task_join(task_me());
}

static void join_other(void *arg)
{
	task_join(arg);
}

static void join_each_other(const int *p)
{
	(void)p;
	task_join(task_go(join_other, task_me(), USES(), "other"));
}

static void test_joining_oneself_or_each_other_is_a_deadlock(void **state)
{
	(void)state;
	EACH_ENGINE(engine) {
		struct result *result = conf_run(engine, PROGRAM(join_main), VERDICT_DEADLOCK);

		assert_int_equal(result->snapshot->n_cycle, 1);
		result_free(result);
		result = conf_run(engine, PROGRAM(join_each_other), VERDICT_DEADLOCK);
		assert_int_equal(result->snapshot->n_cycle, 2);
		result_free(result);
	}
}

static void many_join_one(const int *p)
{
	(void)p;
	chan = chan_make(int, 0, "gate");
	task = task_go(join_other, task_go(nothing, NULL, USES(), "first"), USES(), "second");
	for (int i = 0; i < 20; i++)
		task_go(join_other, task, USES(), "waiter-%d", i);
}

static void test_many_may_join_one(void **state)
{
	(void)state;
	EACH_ENGINE(engine)
		conf_comes_to(engine, PROGRAM(many_join_one), VERDICT_OK);
}

/* Each starts the next and joins it. */
static void go_deeper(void *arg)
{
	int *slot = arg;

	if (slot < &seen->values[DEEP - 1])
		task_join(task_go(go_deeper, slot + 1, USES(), "level-%d", (int)(slot - seen->values) + 1));
	*slot = slot < &seen->values[DEEP - 1] ? slot[1] + 1 : 1;
}

static void deep(const int *p)
{
	(void)p;
	task_join(task_go(go_deeper, seen->values, USES(), "level-0"));
}

static void grow(void *arg)
{
	int node = (int)(intptr_t)arg;
	struct task *children[WIDE];

	for (int i = 0; i < WIDE; i++)
		children[i] = node * WIDE + i + 1 < NODES
			? task_go(grow, (void *)(intptr_t)(node * WIDE + i + 1), USES(), "node-%d", node * WIDE + i + 1) : NULL;
	seen->counts[node]++;
	for (int i = 0; i < WIDE; i++)
		if (children[i])
			task_join(children[i]);
}

static void tree(const int *p)
{
	(void)p;
	grow((void *)0);
}

static void test_tasks_start_tasks(void **state)
{
	struct seen mine;

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		memset(seen, 0, sizeof *seen);
		conf_comes_to(engine, PROGRAM(deep), VERDICT_OK);
		assert_int_equal(seen->values[0], DEEP);
		memset(seen, 0, sizeof *seen);
		conf_comes_to(engine, PROGRAM(tree), VERDICT_OK);
		for (int i = 0; i < NODES; i++)
			assert_int_equal(seen->counts[i], 1);
	}
}

/* One after the other: an ended task leaves nothing that counts against the next. */
static void one_by_one(const int *p)
{
	(void)p;
	for (int i = 0; i < 4 * MANY; i++)
		task_join(task_go(nothing, NULL, USES(), "task"));
}

static void test_forty_thousand_tasks_one_after_the_other(void **state)
{
	(void)state;
	EACH_ENGINE(engine)
		conf_comes_to(engine, PROGRAM(one_by_one), VERDICT_OK);
}

static void start_many(const int *p)
{
	(void)p;
	chan = chan_make(int, 0, "gate");
	for (int i = 0; i < MANY; i++)
		task_go(nothing, NULL, USES(), "task-%d", i);
}

static void receive_forever(void *arg)
{
	int value;

	(void)arg;
	while (chan_recv(chan, &value))
		;
}

static void start_many_that_wait(const int *p)
{
	(void)p;
	chan = chan_make(int, 0, "gate");
	for (int i = 0; i < MANY; i++)
		task_go(receive_forever, NULL, USES(RECVS(chan)), "task-%d", i);
	chan_close(chan);
	task_join_all();
}

/* All at once, or one clear sentence about the limit of the system. ThreadSanitizer has room for fewer. */
static void test_ten_thousand_tasks(void **state)
{
	(void)state;
	EACH_ENGINE(engine) {
		struct result *result;

		conf_comes_to(engine, PROGRAM(start_many), VERDICT_OK);
		result = conf_watch(engine, PROGRAM(start_many_that_wait), NULL);
		assert_non_null(result);
		if (result->verdict == VERDICT_FAILED)
			assert_non_null(strstr(result->message, "the system allows no more than"));
		else
			assert_int_equal(result->verdict, VERDICT_OK);
		assert_false(result->abandoned);
		result_free(result);
	}
}

static void start_for_ever(const int *p)
{
	(void)p;
	for (;;)
		task_go(nothing, NULL, USES(), "task");
}

/* It is the lab that has had enough, long before the memory is used up, and it says so. */
static void test_tasks_without_end(void **state)
{
	(void)state;
	if (SANITIZED)                  /* which has room for fewer */
		skip();
	EACH_ENGINE(engine) {
		struct result *result = conf_watch(engine, PROGRAM(start_for_ever), NULL);

		assert_int_equal(result->verdict, VERDICT_FAILED);
		assert_non_null(strstr(result->message, "the lab runs no more tasks than 20000"));
		assert_int_equal(result->snapshot->n_tasks, MOST_RUN_TASKS + 1);
		result_free(result);
	}
}

/* ---- Sleeping ---- */

static void sleep_and_note(void *arg)
{
	int *slot = arg;
	int64_t from = engine_deadline(0), slept;

	task_sleep(slot[0]);
	slept = engine_deadline(0) - from;
	mutex_lock(mutex);
	seen->counts[seen->n++] = slot[0];
	seen->short_nights += slept < slot[0] * (int64_t)1000000;
	mutex_unlock(mutex);
}

static void sleep_sort(const int *p)
{
	static const int times[] = { 120, 0, 240, -5, 60, 180 };

	(void)p;
	mutex = mutex_make(MUTEX_NORMAL, "mutex");
	for (int i = 0; i < COUNT(times); i++) {
		seen->values[i] = times[i];
		task_go(sleep_and_note, &seen->values[i], USES(LOCKS(mutex)), "sleeper-%d", i);
	}
}

static void test_sleepers_wake_in_the_order_of_their_times(void **state)
{
	static struct seen mine;

	(void)state;
	seen = &mine;
	EACH_WAY(way) {
		memset(seen, 0, sizeof *seen);
		way_comes_to(way, PROGRAM(sleep_sort), VERDICT_OK);
		assert_int_equal(seen->n, 6);
		assert_int_equal(seen->short_nights, 0);
		if (way == WAY_FREE)
			continue;               /* who gets up first then is up to the system */
		assert_true(seen->counts[0] <= 0 && seen->counts[1] <= 0);
		for (int i = 2; i < 6; i++)
			assert_int_equal(seen->counts[i], (i - 1) * 60);
	}
}

/* ---- Declared uses ---- */

/* What a task makes itself it may use in any way. */
static void make_and_use(void *arg)
{
	struct chan *mine = chan_make(int, 1, "mine");
	struct mutex *lock = mutex_make(MUTEX_NORMAL, "lock");
	int value = 1;

	(void)arg;
	chan_send(mine, &value);
	chan_recv(mine, &value);
	mutex_lock(lock);
	mutex_unlock(lock);
	chan_close(mine);
	task_join(task_go(nothing, NULL, USES(SENDS(mine), LOCKS(lock)), "child"));
}

static void use_own(const int *p)
{
	(void)p;
	task_go(make_and_use, NULL, USES(), "maker");
}

static void test_a_task_may_use_what_it_made(void **state)
{
	(void)state;
	EACH_ENGINE(engine)
		conf_comes_to(engine, PROGRAM(use_own), VERDICT_OK);
}

static void touch_all(void *arg)
{
	int value = 1;

	(void)arg;
	chan_send(chan, &value);
	mutex_lock(mutex);
	mutex_unlock(mutex);
	task_join(task_go(nothing, NULL, ANYTHING, "grandchild"));
	task_uses(USES(RECVS(chan)));
	chan_recv(chan, &value);
}

static void anything(const int *p)
{
	(void)p;
	chan = chan_make(int, 1, "jobs");
	mutex = mutex_make(MUTEX_NORMAL, "mutex");
	task_go(touch_all, NULL, ANYTHING, "child");
	task_uses(ANYTHING);
	task_uses(USES(SENDS(chan), RECVS(chan)));
	task_uses(USES(SENDS(chan)));
}

static void test_anything_goes_until_it_is_narrowed(void **state)
{
	(void)state;
	EACH_ENGINE(engine)
		conf_comes_to(engine, PROGRAM(anything), VERDICT_OK);
}

/* ---- Claims ---- */

static void claim(void *arg)
{
	(void)arg;
	lab_check(2 + 2 == 4, "arithmetic holds");
	seen->line = __LINE__ + 1;
	lab_check(2 + 2 == 5, "two and two is five");
	seen->n++;
}

static void claim_wrongly(const int *p)
{
	(void)p;
	task_join(task_go(claim, NULL, USES(), "liar"));
	seen->n++;
}

static void test_a_false_claim_ends_the_run(void **state)
{
	struct seen mine = { 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		struct result *result = conf_run(engine, PROGRAM(claim_wrongly), VERDICT_BROKEN);
		char here[64];

		snprintf(here, sizeof here, "%s:%d", __FILE__, seen->line);
		assert_string_equal(result->message, "two and two is five");
		assert_string_equal(result->here, here);
		assert_string_equal(result->trace.tasks[result->culprit], "liar");
		assert_int_equal(seen->n, 0);
		result_free(result);
	}
}

/* ---- Random numbers ---- */

static void draw(const int *p)
{
	(void)p;
	for (int i = 0; i < 10000; i++)
		seen->counts[lab_random(10)]++;
	seen->n = lab_random(1);
}

static void test_random_numbers_are_in_range_and_spread(void **state)
{
	struct seen mine;

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		memset(seen, 0, sizeof *seen);
		conf_comes_to(engine, PROGRAM(draw), VERDICT_OK);
		for (int i = 0; i < 10; i++)
			assert_true(seen->counts[i] > 800 && seen->counts[i] < 1200);
		assert_int_equal(seen->n, 0);
	}
}

CONF_MAIN(
	cmocka_unit_test(test_join_waits_for_the_end_and_sees_what_was_done),
	cmocka_unit_test(test_all_are_joined),
	cmocka_unit_test(test_who_is_waited_for_is_told),
	cmocka_unit_test(test_joining_oneself_or_each_other_is_a_deadlock),
	cmocka_unit_test(test_many_may_join_one),
	cmocka_unit_test(test_tasks_start_tasks),
	cmocka_unit_test(test_ten_thousand_tasks),
	cmocka_unit_test(test_tasks_without_end),
	cmocka_unit_test(test_forty_thousand_tasks_one_after_the_other),
	cmocka_unit_test(test_sleepers_wake_in_the_order_of_their_times),
	cmocka_unit_test(test_a_task_may_use_what_it_made),
	cmocka_unit_test(test_anything_goes_until_it_is_narrowed),
	cmocka_unit_test(test_a_false_claim_ends_the_run),
	cmocka_unit_test(test_random_numbers_are_in_range_and_spread)
)
