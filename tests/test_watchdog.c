/*
 * test_watchdog.c - how runs are judged, and that they end: the supervisor of the free engine.
 *
 * Patience is a time, so some of these tests are about time. Where a run must not be suspected, the patience is PATIENT_MS,
 * long enough for a busy machine to let every task move meanwhile, and what lasts longer is sleep; where it must be, it
 * may take any time longer.
 */
#include <sys/resource.h>
#include <time.h>

#include "lab/engine/strategy.h"
#include "tests/conf.h"

#define MS ((int64_t)1000000)

enum { PATIENT_MS = 1000, A_DAY_MS = 24 * 60 * 60 * 1000 };

static struct chan *chan, *other;
static struct mutex *left, *right;
static struct cell *cell;

static struct result *watch(const struct pattern *pattern, struct watcher watcher)
{
	struct result *result = conf_watch(&free_engine, pattern, &watcher);

	assert_non_null(result);
	return result;
}

/* ---- Deadlock ---- */

static void lock_both(void *arg)
{
	struct mutex *first = arg;
	int value = 0;

	mutex_lock(first);
	chan_send(chan, &value);                /* it has its lock, */
	chan_recv(other, &value);               /* and so has the other one */
	mutex_lock(first == left ? right : left);
}

static void make_locks(void)
{
	left = mutex_make(MUTEX_NORMAL, "left");
	right = mutex_make(MUTEX_NORMAL, "right");
	chan = chan_make(int, 0, "arrived");
	other = chan_make(int, 2, "go");
}

#define BOTH_LOCKS USES(LOCKS(left), LOCKS(right), SENDS(chan), RECVS(other))

static void opposite(const int *p)
{
	int value;

	(void)p;
	make_locks();
	task_go(lock_both, left, BOTH_LOCKS, "lefty");
	task_join(task_go(lock_both, right, BOTH_LOCKS, "righty"));
	chan_recv(chan, &value);
}

static void opposite_and_met(const int *p)
{
	struct task *task;
	int value;

	(void)p;
	make_locks();
	task_go(lock_both, left, BOTH_LOCKS, "lefty");
	task = task_go(lock_both, right, BOTH_LOCKS, "righty");
	chan_recv(chan, &value);
	chan_recv(chan, &value);
	chan_send(other, &value);
	chan_send(other, &value);
	task_uses(USES(JOINS(task)));
	task_join(task);
}

/* The supervisor would look again only after a day: the last to block tells it, or this test does not end. */
static void test_a_deadlock_is_told_without_a_timer(void **state)
{
	(void)state;
	for (int i = 0; i < 20; i++) {
		struct result *result = watch(i % 2 ? PROGRAM(opposite) : PROGRAM(opposite_and_met),
		                              (struct watcher){ .interval_ms = A_DAY_MS });

		assert_int_equal(result->verdict, VERDICT_DEADLOCK);
		assert_true(result->certain && !result->others_run && !result->abandoned);
		assert_int_equal(result->snapshot->n_stuck, 3);
		result_free(result);
	}
}

static void tick_for_ever(void *arg)
{
	(void)arg;
	for (;;)
		task_sleep(1);
}

static void stuck_beside_a_ticker(const int *p)
{
	task_go(tick_for_ever, NULL, USES(), "ticker");
	opposite_and_met(p);
}

static void test_main_is_stuck_while_others_move(void **state)
{
	struct result *result = watch(PROGRAM(stuck_beside_a_ticker), (struct watcher){ .interval_ms = 5 });
	const struct snapshot *snapshot = result->snapshot;

	(void)state;
	assert_int_equal(result->verdict, VERDICT_DEADLOCK);
	assert_true(result->certain && result->others_run && !result->abandoned);
	assert_int_equal(snapshot->n_stuck, 3);
	assert_int_equal(snapshot->n_cycle, 2);
	for (int i = 0; i < snapshot->n_tasks; i++)
		assert_int_equal(snapshot->tasks[i].stuck, strcmp(snapshot->tasks[i].name, "ticker") != 0);
	result_free(result);
}

static void wait_in_vain(void *arg)
{
	int value;

	(void)arg;
	chan_recv(chan, &value);
}

static void leave_a_ticker(const int *p)
{
	(void)p;
	chan = chan_make(int, 0, "chan");
	task_go(tick_for_ever, NULL, USES(), "ticker");
	task_go(wait_in_vain, NULL, USES(RECVS(chan)), "waiter");
}

/* main has ended, one is stuck for ever, another moves for ever: the run does not go on for ever. */
static void test_a_leak_beside_a_ticker_is_told(void **state)
{
	struct result *result = watch(PROGRAM(leave_a_ticker), (struct watcher){ .interval_ms = 5, .patience_ms = PATIENT_MS });

	(void)state;
	assert_int_equal(result->verdict, VERDICT_LEAK);
	assert_true(result->certain && result->others_run && !result->abandoned);
	assert_int_equal(result->leaked, 1);
	result_free(result);
}

static void help_late(void *arg)
{
	int value = 1;

	(void)arg;
	for (int i = 0; i < 100; i++)
		task_sleep(2);
	chan_send(chan, &value);
}

static void wait_for_late_help(const int *p)
{
	int value;

	(void)p;
	chan = chan_make(int, 0, "help");
	task_go(help_late, NULL, USES(SENDS(chan)), "helper");
	task_uses(USES(RECVS(chan)));
	chan_recv(chan, &value);
}

static void test_who_may_yet_be_freed_is_not_stuck(void **state)
{
	struct result *result = watch(PROGRAM(wait_for_late_help), (struct watcher){ .interval_ms = 1 });

	(void)state;
	assert_int_equal(result->verdict, VERDICT_OK);
	result_free(result);
}

/* ---- Leak ---- */

static void wait_for_nothing(void *arg)
{
	int value;

	(void)arg;
	chan_recv(chan, &value);
}

static void leave_some(const int *p)
{
	(void)p;
	chan = chan_make(int, 0, "chan");
	for (int i = 0; i < 7; i++)
		task_go(wait_for_nothing, NULL, USES(RECVS(chan)), "left-%d", i);
	chan_send(chan, &(int){ 1 });
}

static void test_a_leak_is_counted(void **state)
{
	struct result *result = watch(PROGRAM(leave_some), (struct watcher){ .interval_ms = A_DAY_MS });

	(void)state;
	assert_int_equal(result->verdict, VERDICT_LEAK);
	assert_int_equal(result->leaked, 6);
	assert_true(result->certain);
	assert_int_equal(result->snapshot->tasks[0].state, TASK_ENDED);
	result_free(result);
}

/* ---- Stalled ---- */

static void spin_on_default(const int *p)
{
	int value;

	(void)p;
	chan = chan_make(int, 0, "chan");
	while (select_on(NOW, RECV(chan, &value)) == SELECT_DEFAULT)
		;
}

static void spin_on_trylock(const int *p)
{
	(void)p;
	left = mutex_make(MUTEX_NORMAL, "left");
	mutex_lock(left);
	while (!mutex_trylock(left))
		;
}

static void check_stalled(const struct pattern *pattern, bool untraced)
{
	struct run_options options = { .pattern = pattern, .engine = &free_engine, .untraced = untraced };
	struct watcher watcher = { .interval_ms = 10, .patience_ms = 150 };
	char *error = NULL;
	struct result *result = watch_run(&options, &watcher, &error);

	assert_int_equal(result->verdict, VERDICT_STALLED);
	assert_false(result->certain);
	assert_false(result->abandoned);
	assert_non_null(result->message);
	assert_true(result->elapsed >= 150 * MS);
	result_free(result);
}

static void test_a_spinning_task_is_suspected(void **state)
{
	(void)state;
	for (int untraced = 0; untraced < 2; untraced++) {
		check_stalled(PROGRAM(spin_on_default), untraced);
		check_stalled(PROGRAM(spin_on_trylock), untraced);
	}
}

/* By turns, by chance. The caller frees the result. */
static struct result *take_turns(const struct pattern *pattern, struct watcher watcher)
{
	struct rng rng = { 1 };
	struct run_options options = {
		.pattern = pattern, .engine = &turn_engine, .untraced = true,
		.turn = { .strategy = &strategy_random, .context = &rng },
	};
	char *error = NULL;
	struct result *result = watch_run(&options, &watcher, &error);

	assert_non_null(result);
	return result;
}

/* However long it takes: at the same step with no patience at all, and looked at ever so often. */
static void check_same_step(const struct pattern *pattern, enum verdict verdict)
{
	struct result *result = take_turns(pattern, (struct watcher){ .interval_ms = 1, .patience_ms = 1 });
	struct result *again = take_turns(pattern, (struct watcher){ .interval_ms = 1000, .patience_ms = 60000 });

	assert_int_equal(result->verdict, verdict);
	assert_int_equal(again->verdict, verdict);
	assert_true(result->steps > 500000 && result->steps < MAX_SCHEDULE_STEPS);
	assert_int_equal(result->steps, again->steps);
	assert_string_equal(result->schedule, again->schedule);
	assert_true(verdict != VERDICT_STALLED || strcmp(result->message, again->message) == 0);
	result_free(result);
	result_free(again);
}

static void test_a_run_of_turns_loses_patience_by_its_steps(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();                         /* so many steps would take too long */
	check_same_step(PROGRAM(spin_on_default), VERDICT_STALLED);
	check_same_step(PROGRAM(leave_a_ticker), VERDICT_LEAK);
}

/* It moves on and on, and nobody could say that it makes no progress. */
static void lock_for_ever(const int *p)
{
	struct mutex *mutex = mutex_make(MUTEX_NORMAL, "mutex");

	(void)p;
	for (;;) {
		mutex_lock(mutex);
		mutex_unlock(mutex);
	}
}

static void test_a_run_of_turns_has_only_so_many_steps(void **state)
{
	struct result *result = take_turns(PROGRAM(lock_for_ever), (struct watcher){ .most_steps = 50000 });

	(void)state;
	assert_int_equal(result->verdict, VERDICT_STALLED);
	assert_false(result->certain);
	assert_in_range(result->steps, 50000, 50000 + TURN_LOOK);
	assert_non_null(strstr(result->message, "no end after 5"));
	result_free(result);
}

static void work_for_long(const int *p)
{
	(void)p;
	cell = cell_make(0, "cell");
	for (int i = 0; i < 600000; i++)
		cell_store(cell, cell_load(cell) + 1);
}

static void test_a_long_run_of_turns_is_not_suspected(void **state)
{
	struct result *result;

	(void)state;
	if (!FIBERS)
		skip();
	result = take_turns(PROGRAM(work_for_long), (struct watcher){ .interval_ms = 1, .patience_ms = 1 });
	assert_int_equal(result->verdict, VERDICT_OK);
	assert_true(result->steps > 1100000);
	result_free(result);
}

static void sleep_long(const int *p)
{
	(void)p;
	chan = chan_make(int, 0, "chan");
	for (int i = 0; i < 3; i++)
		task_go(wait_for_nothing, NULL, USES(RECVS(chan)), "waiter-%d", i);
	task_sleep(2 * PATIENT_MS);
	chan_close(chan);
}

static void test_a_sleeping_task_is_not(void **state)
{
	struct result *result = watch(PROGRAM(sleep_long), (struct watcher){ .interval_ms = 5, .patience_ms = PATIENT_MS });

	(void)state;
	assert_int_equal(result->verdict, VERDICT_OK);
	result_free(result);
}

static void progress_for_long(const int *p)
{
	(void)p;
	cell = cell_make(0, "cell");
	for (int i = 0; i < 20; i++) {
		cell_store(cell, i);
		task_sleep(PATIENT_MS / 10);
	}
}

static void test_slow_progress_is_progress(void **state)
{
	struct result *result = watch(PROGRAM(progress_for_long), (struct watcher){ .interval_ms = 1, .patience_ms = PATIENT_MS });

	(void)state;
	assert_int_equal(result->verdict, VERDICT_OK);
	result_free(result);
}

/* ---- Interrupted ---- */

struct interrupt {
	int calls, at;
};

static bool interrupt_at(void *context)
{
	struct interrupt *interrupt = context;

	return ++interrupt->calls >= interrupt->at;
}

static void send_for_ever(void *arg)
{
	int value = 0;

	(void)arg;
	for (;;) {
		if (select_on(value % 3, SEND(chan, &value), RECV(other, &value)) < 0)
			mutex_lock(left), mutex_unlock(left);
		value++;
	}
}

static void receive_for_ever(void *arg)
{
	int value;

	(void)arg;
	for (;;) {
		chan_recv(chan, &value);
		mutex_lock(left);
		cell_store(cell, value);
		mutex_unlock(left);
		if (value % 100 == 99)
			task_sleep(1);
	}
}

#define EVERYTHING USES(SENDS(chan), RECVS(chan), SENDS(other), RECVS(other), LOCKS(left), LOADS(cell), STORES(cell))

static void busy_for_ever(const int *p)
{
	(void)p;
	chan = chan_make(int, 1, "chan");
	other = chan_make(int, 0, "other");
	left = mutex_make(MUTEX_NORMAL, "mutex");
	cell = cell_make(0, "cell");
	for (int i = 0; i < 3; i++) {
		task_go(send_for_ever, NULL, EVERYTHING, "sender-%d", i);
		task_go(receive_for_ever, NULL, EVERYTHING, "receiver-%d", i);
	}
	tick_for_ever(NULL);
}

static void test_an_interrupted_run_ends_wherever_it_is(void **state)
{
	(void)state;
	for (int i = 0; i < (SANITIZED ? 50 : 200); i++) {
		struct interrupt interrupt = { 0, 1 + i % 7 };
		struct result *result = watch(PROGRAM(busy_for_ever), (struct watcher){
			.interval_ms = 1, .interrupted = interrupt_at, .context = &interrupt,
		});

		assert_int_equal(result->verdict, VERDICT_INTERRUPTED);
		assert_false(result->abandoned);
		assert_int_equal(result->trace.n_events + result->trace.dropped, result->events);
		result_free(result);
	}
}

/* A run that is going wrong is stopped at once, whatever the others are at. */
static void fail_in_the_middle(void *arg)
{
	(void)arg;
	task_sleep(2);
	mutex_unlock(right);
}

static void busy_and_wrong(const int *p)
{
	right = mutex_make(MUTEX_NORMAL, "other");
	task_go(fail_in_the_middle, NULL, USES(LOCKS(right)), "culprit");
	busy_for_ever(p);
}

static void test_a_fault_stops_the_others(void **state)
{
	(void)state;
	for (int i = 0; i < 20; i++) {
		struct result *result = watch(PROGRAM(busy_and_wrong), (struct watcher){ .interval_ms = A_DAY_MS });

		assert_int_equal(result->verdict, VERDICT_PANIC);
		assert_string_equal(result->trace.tasks[result->culprit], "culprit");
		assert_false(result->abandoned);
		assert_int_equal(result->trace.n_events + result->trace.dropped, result->events);
		result_free(result);
	}
}

/* ---- Abandoned ---- */

/* It never comes to an operation. It does not keep a processor busy, so that the other tests are not disturbed. */
static void compute(void *arg)
{
	(void)arg;
	for (;;)
		nanosleep(&(struct timespec){ .tv_sec = 1000 }, NULL);
}

static void compute_for_ever(const int *p)
{
	(void)p;
	chan = chan_make(int, 0, "chan");
	for (int i = 0; i < 5; i++)
		task_go(wait_for_nothing, NULL, USES(RECVS(chan)), "waiter-%d", i);
	task_go(compute, NULL, USES(), "computer");
	task_uses(USES(RECVS(chan)));
	wait_for_nothing(NULL);
}

static void test_a_task_that_never_comes_to_an_operation_is_abandoned(void **state)
{
	struct result *result = watch(PROGRAM(compute_for_ever), (struct watcher){ .interval_ms = 1 });

	(void)state;
	assert_int_equal(result->verdict, VERDICT_DEADLOCK);
	assert_true(result->others_run);
	assert_true(result->abandoned);
	assert_int_equal(result->trace.n_events, 0);
	assert_non_null(result->snapshot);
	result_free(result);
	result = watch(PROGRAM(leave_some), (struct watcher){ 0 });
	assert_int_equal(result->verdict, VERDICT_LEAK);
	assert_false(result->abandoned);
	result_free(result);
}

/* ---- What watching costs ---- */

static int64_t cpu_time(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000000LL +
	       (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000LL;
}

static void sleep_half_a_second(const int *p)
{
	(void)p;
	chan = chan_make(int, 0, "chan");
	for (int i = 0; i < 10; i++)
		task_go(wait_for_nothing, NULL, USES(RECVS(chan)), "waiter-%d", i);
	task_sleep(500);
	chan_close(chan);
}

/* Processor time, so that a busy machine does not matter; to look all the time would take all of the 500 ms. */
static void test_waiting_costs_no_processor_time(void **state)
{
	int64_t before = cpu_time(), spent;
	struct result *result = watch(PROGRAM(sleep_half_a_second), (struct watcher){ 0 });

	(void)state;
	spent = cpu_time() - before;
	assert_int_equal(result->verdict, VERDICT_OK);
	result_free(result);
	print_message("%.1f ms of processor time in 500 ms\n", (double)spent / 1e6);
	assert_true(SANITIZED || spent < 100 * MS);
}

static int wait_ms;

static void many_wait(const int *p)
{
	(void)p;
	chan = chan_make(int, 0, "chan");
	for (int i = 0; i < 300; i++)
		task_go(wait_for_nothing, NULL, USES(RECVS(chan)), "waiter-%d", i);
	task_sleep(wait_ms);
	chan_close(chan);
}

static size_t kept(int ms)
{
	struct result *result;
	size_t bytes;

	wait_ms = ms;
	result = watch(PROGRAM(many_wait), (struct watcher){ .interval_ms = 1 });
	assert_int_equal(result->verdict, VERDICT_OK);
	bytes = arena_bytes(result->arena);
	result_free(result);
	return bytes;
}

/* A run of an hour has been looked at thousands of times. */
static void test_looking_on_keeps_nothing(void **state)
{
	size_t shortly = kept(0), long_after = kept(700);

	(void)state;
	assert_true(long_after <= shortly + shortly / 4);
}

CONF_MAIN(
	cmocka_unit_test(test_a_deadlock_is_told_without_a_timer),
	cmocka_unit_test(test_main_is_stuck_while_others_move),
	cmocka_unit_test(test_a_leak_beside_a_ticker_is_told),
	cmocka_unit_test(test_who_may_yet_be_freed_is_not_stuck),
	cmocka_unit_test(test_a_leak_is_counted),
	cmocka_unit_test(test_a_spinning_task_is_suspected),
	cmocka_unit_test(test_a_run_of_turns_loses_patience_by_its_steps),
	cmocka_unit_test(test_a_run_of_turns_has_only_so_many_steps),
	cmocka_unit_test(test_a_long_run_of_turns_is_not_suspected),
	cmocka_unit_test(test_a_sleeping_task_is_not),
	cmocka_unit_test(test_slow_progress_is_progress),
	cmocka_unit_test(test_an_interrupted_run_ends_wherever_it_is),
	cmocka_unit_test(test_a_fault_stops_the_others),
	cmocka_unit_test(test_a_task_that_never_comes_to_an_operation_is_abandoned),
	cmocka_unit_test(test_waiting_costs_no_processor_time),
	cmocka_unit_test(test_looking_on_keeps_nothing)
)
