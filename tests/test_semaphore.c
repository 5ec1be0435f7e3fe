/*
 * test_semaphore.c - what semaphores promise, in every way.
 */
#include <limits.h>

#include "tests/conf_ways.h"

enum { TASKS = 5, PERMITS = 2, LOOPS = 10 };

static struct seen {
	int  line;
	bool got[3];
} seen[1];

static struct semaphore *semaphore;
static struct mutex *lock;
static struct cell *inside, *order;
static struct chan *go;

static void count(int by)
{
	mutex_lock(lock);
	cell_store(inside, cell_load(inside) + by);
	lab_check(cell_load(inside) <= PERMITS, "no more than so many hold a permit");
	mutex_unlock(lock);
}

static void take_and_give(void *arg)
{
	(void)arg;
	for (int i = 0; i < LOOPS; i++) {
		semaphore_acquire(semaphore);
		count(1);
		count(-1);
		semaphore_release(semaphore);
	}
}

static void share(bool weighted)
{
	struct task *tasks[TASKS];

	semaphore = weighted ? semaphore_make_weighted(PERMITS, "permits") : semaphore_make(PERMITS, "permits");
	lock = mutex_make(MUTEX_NORMAL, "lock");
	inside = cell_make(0, "inside");
	for (int i = 0; i < TASKS; i++)
		tasks[i] = task_go(take_and_give, NULL,
		                   USES(ACQUIRES(semaphore), RELEASES(semaphore), LOCKS(lock), LOADS(inside),
		                        STORES(inside)), "task-%d", i);
	for (int i = 0; i < TASKS; i++)
		task_join(tasks[i]);
	for (int i = 0; i < PERMITS; i++)
		lab_check(semaphore_try(semaphore), "all have been given back");
	lab_check(!semaphore_try(semaphore), "none is too many");
}

static void share_counting(const int *p)
{
	(void)p;
	share(false);
}

static void share_weighted(const int *p)
{
	(void)p;
	share(true);
}

static void test_no_more_than_so_many(void **state)
{
	(void)state;
	EACH_WAY(way) {
		way_comes_to(way, PROGRAM(share_counting), VERDICT_OK);
		way_comes_to(way, PROGRAM(share_weighted), VERDICT_OK);
	}
}

static void signal_first(void *arg)
{
	(void)arg;
	semaphore_release(semaphore);
}

static void released_by_another(const int *p)
{
	(void)p;
	semaphore = semaphore_make(0, "permits");
	task_go(signal_first, NULL, USES(RELEASES(semaphore)), "other");
	semaphore_acquire(semaphore);
}

static void test_it_remembers_a_release_by_another(void **state)
{
	(void)state;
	EACH_WAY(way)
		way_comes_to(way, PROGRAM(released_by_another), VERDICT_OK);
}

/* Write down, as a digit, who gets through. */
static void pass(int n, int digit)
{
	chan_send(go, &(int){ 0 });
	semaphore_acquire_many(semaphore, n);
	cell_store(order, cell_load(order) * 10 + digit);
	semaphore_release_many(semaphore, n);
}

static void pass_large(void *arg)
{
	(void)arg;
	pass(3, 3);
}

static void pass_small(void *arg)
{
	(void)arg;
	pass(1, 1);
}

/* Two of three are left: there is enough for the small one, but the large one stands before it. */
static void large_before_small(const int *p)
{
	struct uses uses;
	struct task *large, *small;
	int nothing;

	(void)p;
	semaphore = semaphore_make_weighted(3, "permits");
	order = cell_make(0, "order");
	go = chan_make(int, 0, "go");
	uses = USES(ACQUIRES(semaphore), RELEASES(semaphore), LOADS(order), STORES(order), SENDS(go));
	semaphore_acquire(semaphore);
	large = task_go(pass_large, NULL, uses, "large");
	chan_recv(go, &nothing);
	while (semaphore_try(semaphore))        /* until it stands in line */
		semaphore_release(semaphore);
	small = task_go(pass_small, NULL, uses, "small");
	chan_recv(go, &nothing);
	task_sleep(1);
	seen->got[0] = cell_load(order) == 0;
	seen->got[1] = !semaphore_try(semaphore);
	semaphore_release(semaphore);
	task_join(large);
	task_join(small);
	seen->got[2] = cell_load(order) == 31;
}

static void test_a_large_one_in_front_holds_back_small_ones(void **state)
{
	(void)state;
	EACH_WAY(way) {
		memset(seen, 0, sizeof *seen);
		way_comes_to(way, PROGRAM(large_before_small), VERDICT_OK);
		assert_true(seen->got[0] && seen->got[1] && seen->got[2]);
	}
}

/* Each takes one, then wants another. */
static void take_two(void *arg)
{
	struct wait_group *each_has_one = arg;

	semaphore_acquire(semaphore);
	wait_group_done(each_has_one);
	wait_group_wait(each_has_one);
	semaphore_acquire(semaphore);
}

static void hold_and_wait(const int *p)
{
	struct wait_group *each_has_one = wait_group_make("each-has-one");
	struct task *tasks[2];

	(void)p;
	semaphore = semaphore_make(2, "permits");
	wait_group_add(each_has_one, 2);
	for (int i = 0; i < 2; i++)
		tasks[i] = task_go(take_two, each_has_one,
		                   USES(ACQUIRES(semaphore), RELEASES(semaphore), DONES(each_has_one),
		                        WAITS(each_has_one)), "task-%d", i);
	for (int i = 0; i < 2; i++)
		task_join(tasks[i]);
}

static void more_than_there_are(const int *p)
{
	(void)p;
	semaphore = semaphore_make_weighted(2, "permits");
	semaphore_acquire_many(semaphore, 3);
}

static void test_what_hangs(void **state)
{
	(void)state;
	ways_hang(PROGRAM(hold_and_wait), 3);
	ways_hang(PROGRAM(more_than_there_are), 1);
}

static void release_too_many(const int *p)
{
	(void)p;
	semaphore = semaphore_make_weighted(3, "permits");
	semaphore_acquire_many(semaphore, 2);
	seen->line = __LINE__ + 1;
	semaphore_release_many(semaphore, 3);
}

static void take_none(const int *p)
{
	(void)p;
	semaphore = semaphore_make_weighted(3, "permits");
	seen->line = __LINE__ + 1;
	semaphore_acquire_many(semaphore, 0);
}

static void take_two_at_a_time(const int *p)
{
	(void)p;
	semaphore = semaphore_make(3, "permits");
	seen->line = __LINE__ + 1;
	semaphore_acquire_many(semaphore, 2);
}

static void release_past_the_end(const int *p)
{
	(void)p;
	semaphore = semaphore_make(INT_MAX, "permits");
	seen->line = __LINE__ + 1;
	semaphore_release(semaphore);
}

static void make_a_negative_one(const int *p)
{
	(void)p;
	seen->line = __LINE__ + 1;
	semaphore_make(-1, "permits");
}

static void test_misuses(void **state)
{
	(void)state;
	ways_panic(PROGRAM(release_too_many), "release of more permits than were lent", "release", "main", &seen->line);
	ways_panic(PROGRAM(take_none), "a semaphore lends at least one permit", "acquire", "main", &seen->line);
	ways_panic(PROGRAM(take_two_at_a_time), "a counting semaphore lends one permit at a time", "acquire", "main",
	           &seen->line);
	ways_panic(PROGRAM(release_past_the_end), "the number of permits grows too large", "release", "main",
	           &seen->line);
	ways_panic(PROGRAM(make_a_negative_one), "semaphore permits of -1 permits: it must be 0 or more", "make", "main",
	           &seen->line);
}

CONF_MAIN(
	cmocka_unit_test(test_no_more_than_so_many),
	cmocka_unit_test(test_it_remembers_a_release_by_another),
	cmocka_unit_test(test_a_large_one_in_front_holds_back_small_ones),
	cmocka_unit_test(test_what_hangs),
	cmocka_unit_test(test_misuses)
)
