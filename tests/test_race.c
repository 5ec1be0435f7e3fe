/*
 * test_race.c - what orders two accesses to a cell, and what does not: on every engine, and over all schedules.
 */
#include "lab/check/race.h"
#include "lab/search/explore.h"
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
static struct timer *timer;
static struct once *once;
static struct cond *cond;

static void make_chan(void) { chan = chan_make(int, 0, "chan"); }
static void make_place(void) { chan = chan_make(int, 1, "chan"); }
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
static void make_stopped(void) { timer = timer_make(1000, "timer"); timer_stop(timer); }
static void hear_tick(void) { timer_wait(timer); }
static void set_timer(void) { timer_set(timer, 0); }
static void stop_timer(void) { timer_stop(timer); }
static void count_down_by_adding(void) { wait_group_add(group, -1); }
static void nothing(void) { }

/* The load comes after the store, or before it where both may come first; or they race. */
static const struct way_to_order orders[] = {
	{ "a meeting",            make_chan,      receive_one, nothing,     nothing,    send_one },
	{ "a message",            make_buffered,  receive_one, nothing,     nothing,    send_two },
	{ "a closed channel",     make_place,     receive_one, nothing,     nothing,    close_chan },
	{ "the same, no buffer",  make_chan,      receive_one, nothing,     nothing,    close_chan },
	{ "a permit",             make_semaphore, acquire,     nothing,     nothing,    release },
	{ "a count of zero",      make_group,     wait_done,   nothing,     nothing,    count_down },
	{ "a negative number",    make_group,     wait_done,   nothing,     nothing,    count_down_by_adding },
	{ "a timer that is set",  make_stopped,   hear_tick,   nothing,     nothing,    set_timer },
	{ "a barrier",            make_barrier,   meet,        nothing,     nothing,    meet },
	{ "a cancelled context",  make_context,   hear,        nothing,     nothing,    cancel },
	{ "a mutex held by both", make_mutex,     lock,        unlock,      lock,       unlock },
	{ "a read-write lock",    make_rwlock,    read_lock,   read_unlock, write_lock, write_unlock },
};

enum { N_ONE_WAY = 10 };        /* the first so many let the load come only after the store */

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

/* By schedules, or, where the clock moves as it likes, by states. */
static struct exploration *all_schedules(const struct pattern *pattern, bool any_time)
{
	static const int none[1];
	struct run_options options = { .pattern = pattern, .values = none, .turn.any_time = any_time };
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
	for (int any_time = 0; any_time <= FIBERS; any_time++) {
		found = all_schedules(pattern, any_time);
		assert_string_equal(found->search, any_time ? "states" : "dpor");
		for (int v = 0; v < VERDICT_COUNT; v++)
			assert_int_equal(found->ends[v] > 0, v == (int)verdict);
		exploration_free(found);
	}
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
		found = all_schedules(PROGRAM(store_and_load_at_will), false);
		assert_true(found->ends[VERDICT_RACE] > 0 && found->ends[VERDICT_OK] > 0);
		exploration_free(found);
	}
}

/* ---- What orders nothing ---- */

/* One task stores and then does the first, the other does the second and then loads. */
struct no_order {
	const char *name;
	void      (*make)(void);
	void      (*first)(void);
	void      (*second)(void);
	bool        late;               /* it stores after the first: who is let go on knows only what was before */
};

static void make_filled(void) { make_buffered(); send_two(); }
static void make_closed(void) { make_chan(); close_chan(); }
static void make_closed_buffer(void) { make_buffered(); close_chan(); }
static void add_one(void) { wait_group_add(group, 1); }
static void make_permit(void) { semaphore = semaphore_make(1, "semaphore"); }
static void make_permits(void) { semaphore = semaphore_make(2, "semaphore"); }
static void make_cancelled(void) { make_context(); cancel(); }
static void do_nothing(void *arg) { (void)arg; }
static void make_once(void) { once = once_make("once"); once_do(once, do_nothing, NULL); }
static void do_once(void) { once_do(once, do_nothing, NULL); }
static void make_cond(void) { cond = cond_make("cond"); }
static void signal_nobody(void) { cond_signal(cond); cond_broadcast(cond); }
static void read_and_unlock(void) { read_lock(); read_unlock(); }
static void take_and_keep(void) { semaphore_try(semaphore); }
static void make_held(void) { make_mutex(); lock(); }
static void fail_to_lock(void) { mutex_trylock(mutex); }
static void look_at(void) { context_why(context); }
static void find_nothing(void) { int got; select_on(NOW, RECV(chan, &got)); }

static const struct no_order no_orders[] = {
	{ "who waits for a close and the closer's later work",  make_chan,      close_chan,    receive_one,     true },
	{ "the same, with a place",                             make_place,     close_chan,    receive_one,     true },
	{ "a meeting, and what comes after it",                 make_chan,      send_one,      receive_one,     true },
	{ "a message, and what comes after it",                 make_buffered,  send_two,      receive_one,     true },
	{ "a permit, and what comes after it",                  make_semaphore, release,       acquire,         true },
	{ "a count of zero, and what comes after it",           make_group,     count_down,    wait_done,       true },
	{ "a barrier, and what comes after it",                 make_barrier,   meet,          meet,            true },
	{ "a cancel, and what comes after it",                  make_context,   cancel,        hear,            true },
	{ "the setting of a timer, and what comes after it",    make_stopped,   set_timer,     hear_tick,       true },
	{ "two receivers of a closed channel",                  make_closed,    receive_one,   receive_one,     false },
	{ "two receivers of a closed buffer",                   make_closed_buffer, receive_one, receive_one,   false },
	{ "two receivers",                                      make_filled,    receive_one,   receive_one,     false },
	{ "two senders",                                        make_buffered,  send_one,      send_one,        false },
	{ "a close and a receive that finds an item",           make_filled,    close_chan,    receive_one,     false },
	{ "a receiver and a later close",                       make_filled,    receive_one,   close_chan,      false },
	{ "an acquire and a later release",                     make_permit,    acquire,       release,         false },
	{ "two that acquire",                                   make_permits,   acquire,       acquire,         false },
	{ "two that try to acquire",                            make_semaphore, take_and_keep, take_and_keep,   false },
	{ "two that release",                                   make_semaphore, release,       release,         false },
	{ "one that adds and one that counts down",             make_group,     add_one,       count_down,      false },
	{ "two readers of a read-write lock",                   make_rwlock,    read_and_unlock, read_and_unlock, false },
	{ "two that fail to lock",                              make_held,      fail_to_lock,  fail_to_lock,    false },
	{ "a cancel that comes too late, and who sees the end", make_cancelled, cancel,        hear,            false },
	{ "two that see the end of a context",                  make_cancelled, hear,          look_at,         false },
	{ "two that see that a context lives",                  make_context,   look_at,       look_at,         false },
	{ "two that find done what is done once",               make_once,      do_once,       do_once,         false },
	{ "signals that nobody hears",                          make_cond,      signal_nobody, signal_nobody,   false },
	{ "two that stop a timer",                              make_stopped,   stop_timer,    stop_timer,      false },
	{ "two selects that find nothing ready",                make_chan,      find_nothing,  find_nothing,    false },
};

static const struct no_order *no_order;

static void second_and_load(void *arg)
{
	(void)arg;
	no_order->second();
	cell_load(cell);
}

static void first_and_store(void *arg)
{
	(void)arg;
	if (no_order->late)
		no_order->first();
	cell_store(cell, 1);
	if (!no_order->late)
		no_order->first();
}

static void two_without_order(const int *p)
{
	struct task *one, *other;

	(void)p;
	cell = cell_make(0, "cell");
	no_order->make();
	one = task_go(first_and_store, NULL, ANYTHING, "one");
	other = task_go(second_and_load, NULL, ANYTHING, "other");
	task_join(one);
	task_join(other);
}

static void test_nothing_but_the_table_orders(void **state)
{
	(void)state;
	for (int i = 0; i < COUNT(no_orders); i++) {
		no_order = &no_orders[i];
		always_comes_to(PROGRAM(two_without_order), VERDICT_RACE);
	}
}

/* The load is made only when the lock was found taken, so the store has always come first; yet nothing says so. */
static void load_where_locked(void *arg)
{
	(void)arg;
	if (mutex_trylock(mutex))
		mutex_unlock(mutex);
	else
		cell_load(cell);
}

static void store_and_lock(const int *p)
{
	struct task *task;

	(void)p;
	cell = cell_make(0, "cell");
	make_mutex();
	task = task_go(load_where_locked, NULL, ANYTHING, "reader");
	cell_store(cell, 1);
	lock();
	unlock();
	task_join(task);
}

static void test_a_failed_try_orders_nothing(void **state)
{
	(void)state;
	for (int any_time = 0; any_time <= FIBERS; any_time++) {
		struct exploration *found = all_schedules(PROGRAM(store_and_lock), any_time);

		assert_true(found->ends[VERDICT_RACE] > 0 && found->ends[VERDICT_OK] > 0);
		assert_true(found->bad[VERDICT_RACE]->minimal || !FIBERS);
		exploration_free(found);
	}
}

/* Who leaves the first round late must not learn what others have done since, on their way to the second. */
static void meet_store_meet(void *arg)
{
	(void)arg;
	meet();
	cell_store(cell, 1);
	meet();
}

static void meet_load_meet(const int *p)
{
	struct task *task;

	(void)p;
	cell = cell_make(0, "cell");
	make_barrier();
	task = task_go(meet_store_meet, NULL, ANYTHING, "writer");
	meet();
	cell_load(cell);
	meet();
	task_join(task);
}

static void test_a_round_of_a_barrier_orders_no_later_round(void **state)
{
	(void)state;
	always_comes_to(PROGRAM(meet_load_meet), VERDICT_RACE);
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

/* Who has slept long enough knows no more, even where computation takes no time. */
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

static void test_a_pause_orders_nothing(void **state)
{
	(void)state;
	always_comes_to(PROGRAM(by_luck), VERDICT_RACE);
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
	cmocka_unit_test(test_nothing_but_the_table_orders),
	cmocka_unit_test(test_a_failed_try_orders_nothing),
	cmocka_unit_test(test_a_round_of_a_barrier_orders_no_later_round),
	cmocka_unit_test(test_a_pause_orders_nothing),
	cmocka_unit_test(test_without_a_whole_trace_nothing_is_said)
)
