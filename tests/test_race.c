/*
 * test_race.c - what orders two accesses to a cell, and what does not: on every engine, and over all schedules.
 */
#include "lab/check/explore.h"
#include "lab/check/race.h"
#include "tests/conf_ways.h"

/* How the one who stores lets the other know, and how that waits for it. */
struct way_to_order {
	const char *name;
	void      (*make)(void);
	void      (*before)(void);      /* of who loads: before it looks */
	void      (*after)(void);       /* of who loads: when it has looked; may be NULL */
	void      (*enter)(void);       /* of who stores: may be NULL */
	void      (*leave)(void);
};

static struct cell *cell;
static struct chan *chan;
static struct mutex *mutex;
static struct rwlock *rwlock;
static struct semaphore *semaphore;
static struct wait_group *group;
static struct barrier *barrier;
static struct context *context;

static void make_chan(void) { chan = chan_make(int, 0, "chan"); }
static void make_buffered(void) { chan = chan_make(int, 2, "chan"); }
static void send_one(void) { chan_send(chan, &(int){ 1 }); }
static void send_two(void) { send_one(); send_one(); }
static void receive_one(void) { int got; chan_recv(chan, &got); }
static void close_chan(void) { chan_close(chan); }
static void make_semaphore(void) { semaphore = semaphore_make(0, "semaphore"); }
static void acquire(void) { semaphore_acquire(semaphore); }
static void release(void) { semaphore_release(semaphore); }
static void make_group(void) { group = wait_group_make("group"); wait_group_add(group, 1); }
static void wait_done(void) { wait_group_wait(group); }
static void count_down(void) { wait_group_done(group); }
static void make_barrier(void) { barrier = barrier_make(2, "barrier"); }
static void meet(void) { barrier_wait(barrier); }
static void make_context(void) { context = context_make(NULL, "context"); }
static void hear(void) { context_wait(context); }
static void cancel(void) { context_cancel(context); }
static void make_mutex(void) { mutex = mutex_make(MUTEX_NORMAL, "mutex"); }
static void lock(void) { mutex_lock(mutex); }
static void unlock(void) { mutex_unlock(mutex); }
static void make_rwlock(void) { rwlock = rwlock_make(RWLOCK_PREFER_WRITER, "rwlock"); }
static void read_lock(void) { rwlock_read_lock(rwlock); }
static void read_unlock(void) { rwlock_read_unlock(rwlock); }
static void write_lock(void) { rwlock_write_lock(rwlock); }
static void write_unlock(void) { rwlock_write_unlock(rwlock); }
static void nothing(void) { }

/* The load comes after the store, or before it where both may come first; or they race. */
static const struct way_to_order orders[] = {
	{ "a meeting",            make_chan,      receive_one, nothing,     nothing,    send_one },
	{ "a message",            make_buffered,  receive_one, nothing,     nothing,    send_two },
	{ "a closed channel",     make_buffered,  receive_one, nothing,     nothing,    close_chan },
	{ "a permit",             make_semaphore, acquire,     nothing,     nothing,    release },
	{ "a count of zero",      make_group,     wait_done,   nothing,     nothing,    count_down },
	{ "a barrier",            make_barrier,   meet,        nothing,     nothing,    meet },
	{ "a cancelled context",  make_context,   hear,        nothing,     nothing,    cancel },
	{ "a mutex held by both", make_mutex,     lock,        unlock,      lock,       unlock },
	{ "a read-write lock",    make_rwlock,    read_lock,   read_unlock, write_lock, write_unlock },
};

enum { N_ONE_WAY = 7 };         /* the first so many let the load come only after the store */

static const struct way_to_order *order;

static void ordered_load(void *arg)
{
	(void)arg;
	order->before();
	cell_load(cell);
	order->after();
}

static void early_load(void *arg)
{
	(void)arg;
	cell_load(cell);
	order->before();
	order->after();
}

static void one_stores(void (*load)(void *))
{
	struct task *task;

	cell = cell_make(0, "cell");
	order->make();
	task = task_go(load, NULL, ANYTHING, "reader");
	order->enter();
	cell_store(cell, 1);
	order->leave();
	task_join(task);
}

static void store_and_load_in_order(const int *p)
{
	(void)p;
	one_stores(ordered_load);
}

static void store_and_load_at_will(const int *p)
{
	(void)p;
	one_stores(early_load);
}

static struct exploration *all_schedules(const struct pattern *pattern)
{
	static const int none[1];
	struct run_options options = { .pattern = pattern, .values = none };
	char *error = NULL;
	struct exploration *found = explore(&options, NULL, NULL, &error);

	assert_non_null(found);
	assert_true(found->proved);
	return found;
}

/* On every engine, and in all schedules. */
static void always_comes_to(const struct pattern *pattern, enum verdict verdict)
{
	struct exploration *found;

	EACH_WAY(way)
		way_comes_to(way, pattern, verdict);
	found = all_schedules(pattern);
	assert_int_equal(found->ends[verdict], found->schedules);
	exploration_free(found);
}

static void test_what_orders_two_accesses(void **state)
{
	(void)state;
	for (int i = 0; i < COUNT(orders); i++) {
		order = &orders[i];
		always_comes_to(PROGRAM(store_and_load_in_order), VERDICT_OK);
	}
}

static void test_what_comes_too_late_orders_nothing(void **state)
{
	(void)state;
	for (int i = 0; i < N_ONE_WAY; i++) {
		order = &orders[i];
		always_comes_to(PROGRAM(store_and_load_at_will), VERDICT_RACE);
	}
}

/* Who looks before taking the lock is safe when it takes the lock first, by luck. */
static void test_a_lock_taken_too_late_orders_by_luck(void **state)
{
	(void)state;
	for (int i = N_ONE_WAY; i < COUNT(orders); i++) {
		struct exploration *found;

		order = &orders[i];
		found = all_schedules(PROGRAM(store_and_load_at_will));
		assert_true(found->ends[VERDICT_RACE] > 0 && found->ends[VERDICT_OK] > 0);
		exploration_free(found);
	}
}

/* ---- What is told ---- */

static void load_twice(void *arg)
{
	(void)arg;
	cell_load(cell);
	cell_load(cell);
}

static void two_read(const int *p)
{
	struct task *tasks[2];

	(void)p;
	cell = cell_make(0, "cell");
	cell_store(cell, 7);
	for (int i = 0; i < 2; i++)
		tasks[i] = task_go(load_twice, NULL, USES(LOADS(cell)), "reader-%d", i);
	for (int i = 0; i < 2; i++)
		task_join(tasks[i]);
	cell_store(cell, 8);
}

static void test_loads_alone_never_race(void **state)
{
	(void)state;
	always_comes_to(PROGRAM(two_read), VERDICT_OK);
}

static void store_one(void *arg)
{
	(void)arg;
	cell_store(cell, 1);
}

static void a_false_claim(const int *p)
{
	struct task *task;

	(void)p;
	cell = cell_make(0, "cell");
	task = task_go(store_one, NULL, USES(STORES(cell)), "writer");
	cell_store(cell, 2);
	task_join(task);
	lab_check(false, "nothing is true");
}

/* The verdict is the worse one, and the race is told beside it. */
static void test_a_race_behind_a_false_claim_is_told(void **state)
{
	(void)state;
	EACH_WAY(way) {
		struct result *result = way_run(way, PROGRAM(a_false_claim), VERDICT_BROKEN);

		assert_non_null(result->race);
		assert_true(result->race->stores[0] && result->race->stores[1]);
		assert_int_not_equal(result->race->tasks[0], result->race->tasks[1]);
		assert_non_null(strstr(result->race->text, "stores cell (test_race.c:"));
		result_free(result);
	}
}

/* A pause orders nothing on real threads; where computation takes no time, it does. */
static void pause_and_load(void *arg)
{
	(void)arg;
	task_sleep(20);
	cell_load(cell);
}

static void by_luck(const int *p)
{
	struct task *task;

	(void)p;
	cell = cell_make(0, "cell");
	task = task_go(pause_and_load, NULL, USES(LOADS(cell)), "reader");
	cell_store(cell, 1);
	task_join(task);
}

static void test_a_pause_orders_nothing_on_real_threads(void **state)
{
	(void)state;
	way_comes_to(WAY_FREE, PROGRAM(by_luck), VERDICT_RACE);
	way_comes_to(WAY_ROBIN, PROGRAM(by_luck), VERDICT_OK);
}

static void store_often(void *arg)
{
	(void)arg;
	for (int i = 0; i < 1000; i++)
		cell_store(cell, i);
}

static void many_stores(const int *p)
{
	struct task *task;

	(void)p;
	cell = cell_make(0, "cell");
	task = task_go(store_often, NULL, USES(STORES(cell)), "writer");
	store_often(NULL);
	task_join(task);
}

static void test_without_a_whole_trace_nothing_is_said(void **state)
{
	struct run_options options = { .pattern = PROGRAM(many_stores), .engine = &free_engine, .trace_limit = 1 };
	char *error = NULL;
	struct result *result;

	(void)state;
	result = watch_run(&options, NULL, &error);
	assert_non_null(result);
	assert_int_equal(result->verdict, VERDICT_OK);
	assert_null(result->race);
	assert_non_null(result->unraced);
	result_free(result);
}

CONF_MAIN(
	cmocka_unit_test(test_what_orders_two_accesses),
	cmocka_unit_test(test_what_comes_too_late_orders_nothing),
	cmocka_unit_test(test_a_lock_taken_too_late_orders_by_luck),
	cmocka_unit_test(test_loads_alone_never_race),
	cmocka_unit_test(test_a_race_behind_a_false_claim_is_told),
	cmocka_unit_test(test_a_pause_orders_nothing_on_real_threads),
	cmocka_unit_test(test_without_a_whole_trace_nothing_is_said)
)
