/*
 * test_timer.c - what timers and tickers promise, in every way.
 */
#include "tests/conf_ways.h"

enum { TICKS = 3 };

static struct seen {
	int     line, n;
	bool    was[4];
	int64_t from, to;
} seen[1];

static struct timer *timer;
static struct chan *go;

/* The run's time, in ns; a pattern has no clock, but a test may look. */
static int64_t now(void)
{
	return engine_deadline(0);
}

static void wait_once(const int *p)
{
	(void)p;
	seen->from = now();
	timer = timer_make(20, "timer");
	timer_wait(timer);
	seen->to = now();
}

static void test_a_timer_is_ready_when_its_time_has_come(void **state)
{
	(void)state;
	EACH_WAY(way) {
		way_comes_to(way, PROGRAM(wait_once), VERDICT_OK);
		assert_true(seen->to - seen->from >= 20000000);
		assert_true(way == WAY_FREE || seen->to - seen->from == 20000000);
	}
}

static void wait_twice(const int *p)
{
	(void)p;
	timer = timer_make(1, "timer");
	timer_wait(timer);
	timer_wait(timer);
}

static void stop_before(const int *p)
{
	(void)p;
	timer = timer_make(1, "timer");
	seen->was[0] = timer_stop(timer);
	seen->was[1] = timer_stop(timer);
	timer_wait(timer);
}

static void test_it_rings_once_or_not_at_all(void **state)
{
	(void)state;
	ways_hang(PROGRAM(wait_twice), 1);
	ways_hang(PROGRAM(stop_before), 1);
	assert_true(seen->was[0]);
	assert_false(seen->was[1]);
}

/* Ten ms each; the third is heard late, so the next tick comes when it would have come anyway. */
static void tick(const int *p)
{
	(void)p;
	seen->from = now();
	timer = ticker_make(10, TICKS, "ticker");
	for (int i = 0; i < TICKS - 1; i++, seen->n++)
		timer_wait(timer);
	task_sleep(25);                 /* 45: those of 30 and 40 have become one */
	timer_wait(timer);
	seen->to = now();
	seen->was[0] = timer_stop(timer);
}

static void test_a_ticker_ticks_so_often_and_drops_what_nobody_heard(void **state)
{
	(void)state;
	EACH_WAY(way) {
		memset(seen, 0, sizeof *seen);
		way_comes_to(way, PROGRAM(tick), VERDICT_OK);
		assert_int_equal(seen->n, TICKS - 1);
		assert_false(seen->was[0]);
		assert_true(seen->to - seen->from >= 45000000);
		assert_true(way == WAY_FREE || seen->to - seen->from == 45000000);
	}
}

/*
 * Whichever is first; a timer that is not first is not used up. On real threads a task may be late by any time: those that
 * shall not be ready are a minute away, which nobody waits for.
 */
static void select_first(const int *p)
{
	struct timer *late = timer_make(60000, "late"), *early = timer_make(10, "early");

	(void)p;
	seen->n = select_on(FOREVER, TICK(NULL), TICK(late), TICK(early));
	seen->was[0] = timer_stop(late);
	seen->was[1] = timer_stop(early);
	seen->was[2] = select_on(NOW, TICK(late), TICK(early)) == SELECT_DEFAULT;
	seen->was[3] = select_on(5, TICK(timer_make(60000, "later")), TICK(late)) == SELECT_TIMEOUT;
}

static void test_a_select_takes_the_first(void **state)
{
	(void)state;
	EACH_WAY(way) {
		memset(seen, 0, sizeof *seen);
		way_comes_to(way, PROGRAM(select_first), VERDICT_OK);
		assert_int_equal(seen->n, 2);
		assert_true(seen->was[0] && !seen->was[1] && seen->was[2] && seen->was[3]);
	}
}

/* Somebody waits for a far tick; it is set nearer, or stopped and set again. */
static void wait_for_it(void *arg)
{
	(void)arg;
	chan_send(go, &(int){ 0 });
	timer_wait(timer);
}

static void set_while_waiting(bool stop)
{
	struct task *task;
	int nothing;

	timer = timer_make(50000, "timer");
	go = chan_make(int, 0, "go");
	task = task_go(wait_for_it, NULL, USES(HEARS(timer), SENDS(go)), "task");
	chan_recv(go, &nothing);
	task_sleep(2);
	if (stop)
		timer_stop(timer);
	seen->was[0] = timer_set(timer, 5);
	task_join(task);
}

static void set_nearer(const int *p)
{
	(void)p;
	set_while_waiting(false);
}

static void stop_and_set(const int *p)
{
	(void)p;
	set_while_waiting(true);
}

static void test_who_waits_hears_of_a_nearer_time(void **state)
{
	(void)state;
	EACH_WAY(way) {
		way_comes_to(way, PROGRAM(set_nearer), VERDICT_OK);
		assert_true(seen->was[0]);
		way_comes_to(way, PROGRAM(stop_and_set), VERDICT_OK);
		assert_false(seen->was[0]);
	}
}

/* Stopped while somebody waits: nobody else could set it. */
static void stop_while_waiting(const int *p)
{
	struct task *task;
	int nothing;

	(void)p;
	timer = timer_make(30, "timer");
	go = chan_make(int, 0, "go");
	task = task_go(wait_for_it, NULL, USES(HEARS(timer), SENDS(go)), "task");
	chan_recv(go, &nothing);
	timer_stop(timer);
	task_join(task);
}

static void test_who_waits_for_a_stopped_one_is_stuck(void **state)
{
	(void)state;
	ways_hang(PROGRAM(stop_while_waiting), 2);
}

static void tick_without_pause(const int *p)
{
	(void)p;
	seen->line = __LINE__ + 1;
	ticker_make(0, ENDLESS, "ticker");
}

static void test_misuse(void **state)
{
	(void)state;
	ways_panic(PROGRAM(tick_without_pause), "timer ticker of -1 ticks, each after 0 ms: neither can be", "make",
	           "main", &seen->line);
}

CONF_MAIN(
	cmocka_unit_test(test_a_timer_is_ready_when_its_time_has_come),
	cmocka_unit_test(test_it_rings_once_or_not_at_all),
	cmocka_unit_test(test_a_ticker_ticks_so_often_and_drops_what_nobody_heard),
	cmocka_unit_test(test_a_select_takes_the_first),
	cmocka_unit_test(test_who_waits_hears_of_a_nearer_time),
	cmocka_unit_test(test_who_waits_for_a_stopped_one_is_stuck),
	cmocka_unit_test(test_misuse)
)
