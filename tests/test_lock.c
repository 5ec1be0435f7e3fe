/*
 * test_lock.c - locks keep others out, and whoever sleeps on one is woken: a thread that is not hangs this program, which
 * the runner of tests ends.
 */
#include "lab/engine/lock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>
#include <pthread.h>
#include <sched.h>

#include "tests/sanitized.h"

enum { THREADS = 8, ROUNDS = SANITIZED ? 2000 : 20000, LONG = 16 };

static struct shared {
	struct lock lock;
	long        count, inside, wrong;
} shared;

/* Now and then it is held for so long that others go to sleep. */
static void *work(void *arg)
{
	int number = *(int *)arg;

	for (int i = 0; i < ROUNDS; i++) {
		lock_take(&shared.lock);
		shared.wrong += shared.inside++ != 0;
		shared.count++;
		if ((i + number) % LONG == 0)
			sched_yield();
		shared.inside--;
		lock_give(&shared.lock);
		if ((i + number) % (4 * LONG) == 1)
			sched_yield();
	}
	return NULL;
}

static void contend(void)
{
	pthread_t threads[THREADS];
	int numbers[THREADS];

	shared = (struct shared){ .count = 0 };
	for (int i = 0; i < THREADS; i++) {
		numbers[i] = i;
		assert_int_equal(pthread_create(&threads[i], NULL, work, &numbers[i]), 0);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(shared.count, (long)THREADS * ROUNDS);
	assert_int_equal(shared.wrong, 0);
	assert_int_equal(atomic_load(&shared.lock.word) & LOCK_HELD, 0);
}

/* Who sleeps looks now and then. */
static void test_unprepared(void **state)
{
	(void)state;
	contend();
}

static void test_prepared(void **state)
{
	(void)state;
	lock_prepare();
	contend();
}

static void test_all_zero_is_free(void **state)
{
	struct lock lock = { 0 };

	(void)state;
	lock_take(&lock);
	assert_int_equal(atomic_load(&lock.word), LOCK_HELD);
	lock_give(&lock);
	assert_int_equal(atomic_load(&lock.word), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_zero_is_free), cmocka_unit_test(test_unprepared), cmocka_unit_test(test_prepared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
