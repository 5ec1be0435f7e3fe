/*
 * test_cond.c - what condition variables promise, in every way.
 */
#include "tests/conf_ways.h"

enum { TASKS = 3, ITEMS = 12 };

static struct seen {
	int line, sum, woken, early;
} seen[1];

static struct cond *cond, *other;
static struct mutex *lock;
static struct cell *condition, *taken;
static struct chan *go, *woken;

static struct uses all_uses(void)
{
	static struct use uses[9];

	uses[0] = (struct use){ NULL, 0 };
	uses[1] = WAITS_ON(cond);
	uses[2] = SIGNALS(cond);
	uses[3] = LOCKS(lock);
	uses[4] = LOADS(condition);
	uses[5] = STORES(condition);
	uses[6] = SENDS(go);
	uses[7] = RECVS(go);
	uses[8] = SENDS(woken);
	return USES_OF(uses, COUNT(uses));
}

static void make_all(int spurious)
{
	cond = cond_make_spurious(spurious, "cond");
	lock = mutex_make(MUTEX_NORMAL, "lock");
	condition = cell_make(0, "condition");
	go = chan_make(int, 0, "go");
	woken = chan_make(int, TASKS, "woken");
}

static void wait_until(void *arg)
{
	(void)arg;
	mutex_lock(lock);
	while (!cell_load(condition))
		cond_wait(cond, lock);
	cell_store(condition, cell_load(condition) - 1);
	mutex_unlock(lock);
}

/* Each signal is for one task, and none is lost: the waiters test the condition under the lock. */
static void signal_each(int spurious)
{
	struct task *tasks[TASKS];

	make_all(spurious);
	for (int i = 0; i < TASKS; i++)
		tasks[i] = task_go(wait_until, NULL, all_uses(), "waiter-%d", i);
	for (int i = 0; i < TASKS; i++) {
		mutex_lock(lock);
		cell_store(condition, cell_load(condition) + 1);
		mutex_unlock(lock);
		cond_signal(cond);
	}
	for (int i = 0; i < TASKS; i++)
		task_join(tasks[i]);
}

static void signal_without_spurious(const int *p)
{
	(void)p;
	signal_each(0);
}

static void signal_with_spurious(const int *p)
{
	(void)p;
	signal_each(5);
}

static void broadcast_once(const int *p)
{
	struct task *tasks[TASKS];

	(void)p;
	make_all(0);
	for (int i = 0; i < TASKS; i++)
		tasks[i] = task_go(wait_until, NULL, all_uses(), "waiter-%d", i);
	mutex_lock(lock);
	cell_store(condition, TASKS);
	cond_broadcast(cond);
	mutex_unlock(lock);
	for (int i = 0; i < TASKS; i++)
		task_join(tasks[i]);
}

static void test_who_tests_under_the_lock_misses_nothing(void **state)
{
	(void)state;
	EACH_WAY(way) {
		way_comes_to(way, PROGRAM(signal_without_spurious), VERDICT_OK);
		way_comes_to(way, PROGRAM(signal_with_spurious), VERDICT_OK);
		way_comes_to(way, PROGRAM(broadcast_once), VERDICT_OK);
	}
}

static void wait_for_ever(const int *p)
{
	(void)p;
	make_all(0);
	cond_signal(cond);              /* nobody hears it, and nobody remembers it */
	cond_broadcast(cond);
	mutex_lock(lock);
	cond_wait(cond, lock);
}

static void test_a_signal_nobody_waits_for_is_lost(void **state)
{
	(void)state;
	ways_hang(PROGRAM(wait_for_ever), 1);
}

/* It says that it is about to wait while it holds the lock. */
static void wait_once(void *arg)
{
	(void)arg;
	mutex_lock(lock);
	chan_send(go, &(int){ 0 });
	cond_wait(cond, lock);
	cell_store(condition, cell_load(condition) + 1);
	mutex_unlock(lock);
	chan_send(woken, &(int){ 0 });
}

/* All wait when the lock has gone round; one signal wakes one, a broadcast the rest. */
static void signal_one_of_many(const int *p)
{
	struct task *tasks[TASKS];
	int nothing;

	(void)p;
	make_all(0);
	for (int i = 0; i < TASKS; i++) {
		tasks[i] = task_go(wait_once, NULL, all_uses(), "waiter-%d", i);
		chan_recv(go, &nothing);
	}
	mutex_lock(lock);               /* the last of them has given it back */
	cond_signal(cond);
	mutex_unlock(lock);
	chan_recv(woken, &nothing);
	task_sleep(1);
	seen->woken = (int)cell_load(condition);
	cond_broadcast(cond);
	for (int i = 0; i < TASKS; i++)
		task_join(tasks[i]);
	seen->sum = (int)cell_load(condition);
}

static void test_a_signal_wakes_one_and_a_broadcast_all(void **state)
{
	(void)state;
	EACH_WAY(way) {
		memset(seen, 0, sizeof *seen);
		way_comes_to(way, PROGRAM(signal_one_of_many), VERDICT_OK);
		assert_int_equal(seen->woken, 1);
		assert_int_equal(seen->sum, TASKS);
	}
}

/* Who is signalled still has to get the mutex: it has it when the wait returns. */
static void wake_under_the_lock(const int *p)
{
	struct task *task;
	int nothing;

	(void)p;
	make_all(0);
	task = task_go(wait_once, NULL, all_uses(), "waiter");
	chan_recv(go, &nothing);
	mutex_lock(lock);
	cond_signal(cond);
	task_sleep(1);
	seen->early = (int)cell_load(condition);
	mutex_unlock(lock);
	task_join(task);
	seen->woken = (int)cell_load(condition);
}

static void test_the_mutex_is_held_again_when_the_wait_returns(void **state)
{
	(void)state;
	EACH_WAY(way) {
		memset(seen, 0, sizeof *seen);
		way_comes_to(way, PROGRAM(wake_under_the_lock), VERDICT_OK);
		assert_int_equal(seen->early, 0);
		assert_int_equal(seen->woken, 1);
	}
}

/* Nobody signals: each of the first two waits may end for no reason, a third may not. */
static void no_reason(const int *p)
{
	(void)p;
	make_all(2);
	mutex_lock(lock);
	for (;; seen->woken++)
		cond_wait(cond, lock);
}

static void test_waits_end_for_no_reason_as_often_as_asked_for(void **state)
{
	(void)state;
	EACH_WAY(way) {
		memset(seen, 0, sizeof *seen);
		way_comes_to(way, PROGRAM(no_reason), VERDICT_DEADLOCK);
		assert_in_range(seen->woken, 0, 2);
	}
}

static void wait_without_the_lock(const int *p)
{
	(void)p;
	make_all(0);
	seen->line = __LINE__ + 1;
	cond_wait(cond, lock);
}

static void test_misuse(void **state)
{
	(void)state;
	ways_panic(PROGRAM(wait_without_the_lock), "unlock of a mutex that is not locked", "unlock", "main",
	           &seen->line);
}

/* A bounded buffer of one: two conditions, so that a signal finds the right side. */
static void produce(void *arg)
{
	(void)arg;
	for (int i = 0; i < ITEMS; i++) {
		mutex_lock(lock);
		while (cell_load(condition))
			cond_wait(other, lock);
		cell_store(condition, 1);
		cond_signal(cond);
		mutex_unlock(lock);
	}
}

static void consume(void *arg)
{
	(void)arg;
	for (int i = 0; i < ITEMS / 2; i++) {
		mutex_lock(lock);
		while (!cell_load(condition))
			cond_wait(cond, lock);
		cell_store(condition, 0);
		cell_store(taken, cell_load(taken) + 1);
		cond_signal(other);
		mutex_unlock(lock);
	}
}

static void buffer_of_one(const int *p)
{
	struct task *tasks[3];

	(void)p;
	make_all(0);
	other = cond_make("other");
	taken = cell_make(0, "taken");
	tasks[0] = task_go(produce, NULL, ANYTHING, "producer");
	tasks[1] = task_go(consume, NULL, ANYTHING, "consumer-1");
	tasks[2] = task_go(consume, NULL, ANYTHING, "consumer-2");
	for (int i = 0; i < 3; i++)
		task_join(tasks[i]);
	seen->sum = (int)cell_load(taken);
}

static void test_a_bounded_buffer(void **state)
{
	(void)state;
	EACH_WAY(way) {
		way_comes_to(way, PROGRAM(buffer_of_one), VERDICT_OK);
		assert_int_equal(seen->sum, ITEMS);
	}
}

CONF_MAIN(
	cmocka_unit_test(test_who_tests_under_the_lock_misses_nothing),
	cmocka_unit_test(test_a_signal_nobody_waits_for_is_lost),
	cmocka_unit_test(test_a_signal_wakes_one_and_a_broadcast_all),
	cmocka_unit_test(test_the_mutex_is_held_again_when_the_wait_returns),
	cmocka_unit_test(test_waits_end_for_no_reason_as_often_as_asked_for),
	cmocka_unit_test(test_misuse),
	cmocka_unit_test(test_a_bounded_buffer)
)
