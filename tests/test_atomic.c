/*
 * test_atomic.c - what atoms promise, on every engine; and a mutex that anybody may unlock, and the length of a channel.
 */
#include "tests/conf.h"

enum { TASKS = 4, LOOPS = 500 };

static struct seen {
	int64_t values[16];
	int     n;
} *seen;

static struct atom *atom;
static struct mutex *mutex;

static void note(int64_t value)
{
	seen->values[seen->n++] = value;
}

static void alone(const int *p)
{
	int64_t expected = 1;

	(void)p;
	seen->n = 0;
	atom = atom_make(6, "atom");
	note(atom_load(atom));
	note(atom_add(atom, 4));
	note(atom_sub(atom, 3));
	note(atom_and(atom, 5));
	note(atom_or(atom, 8));
	note(atom_xor(atom, 1));
	note(atom_exchange(atom, -1));
	note(atom_compare_exchange(atom, &expected, 50));
	note(expected);
	note(atom_compare_exchange_explicit(atom, &expected, INT64_MAX, ATOM_ACQ_REL, ATOM_RELAXED));
	note(atom_add_explicit(atom, 1, ATOM_RELAXED));
	note(atom_load_explicit(atom, ATOM_ACQUIRE));
	atom_store_explicit(atom, 7, ATOM_RELEASE);
	atom_fence(ATOM_SEQ_CST);
	note(atom_load(atom));
}

static void test_operations_return_what_was_there(void **state)
{
	static const int64_t wanted[] = { 6, 6, 10, 7, 5, 13, 12, 0, -1, 1, INT64_MAX, INT64_MIN, 7 };
	struct seen mine = { { 0 }, 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		conf_comes_to(engine, PROGRAM(alone), VERDICT_OK);
		assert_int_equal(seen->n, sizeof wanted / sizeof *wanted);
		assert_memory_equal(seen->values, wanted, sizeof wanted);
	}
}

static void increase(void *arg)
{
	(void)arg;
	for (int i = 0; i < LOOPS; i++) {
		int64_t was = atom_load(atom);

		atom_add(atom, 1);
		do
			was = atom_load_explicit(atom, ATOM_RELAXED);
		while (!atom_compare_exchange(atom, &was, was + 1));
	}
}

static void together(const int *p)
{
	struct task *tasks[TASKS];

	(void)p;
	atom = atom_make(0, "atom");
	for (int i = 0; i < TASKS; i++)
		tasks[i] = task_go(increase, NULL, USES(CHANGES_ATOM(atom)), "task-%d", i);
	for (int i = 0; i < TASKS; i++)
		task_join(tasks[i]);
	lab_check(atom_load(atom) == 2 * TASKS * LOOPS, "no change is lost");
}

static void test_changes_are_atomic_and_race_with_nobody(void **state)
{
	(void)state;
	EACH_ENGINE(engine)
		conf_comes_to(engine, PROGRAM(together), VERDICT_OK);
}

static void undeclared(const int *p)
{
	(void)p;
	atom = atom_make(0, "atom");
	mutex = mutex_make(MUTEX_NORMAL, "mutex");
	task_join(task_go(increase, NULL, USES(LOADS_ATOM(atom), STORES_ATOM(atom)), "task"));
}

static void test_changing_takes_more_than_loading_and_storing(void **state)
{
	(void)state;
	EACH_ENGINE(engine)
		conf_comes_to(engine, PROGRAM(undeclared), VERDICT_UNDECLARED);
}

static void unlock_it(void *arg)
{
	(void)arg;
	mutex_unlock(mutex);
}

static void anybody(const int *p)
{
	(void)p;
	mutex = mutex_make(MUTEX_ANYBODY, "mutex");
	mutex_lock(mutex);
	task_go(unlock_it, NULL, USES(LOCKS(mutex)), "other");
	mutex_lock(mutex);
	mutex_unlock(mutex);
}

static void nobody(const int *p)
{
	(void)p;
	mutex = mutex_make(MUTEX_ANYBODY, "mutex");
	mutex_lock(mutex);
	mutex_lock(mutex);
}

static void of_nobody(const int *p)
{
	(void)p;
	mutex_unlock(mutex_make(MUTEX_ANYBODY, "mutex"));
}

static void test_anybody_may_unlock(void **state)
{
	(void)state;
	EACH_ENGINE(engine) {
		conf_comes_to(engine, PROGRAM(anybody), VERDICT_OK);
		conf_comes_to(engine, PROGRAM(nobody), VERDICT_DEADLOCK);
		conf_comes_to(engine, PROGRAM(of_nobody), VERDICT_PANIC);
	}
}

static void count(const int *p)
{
	struct chan *chan = chan_make(int, 2, "chan"), *objects = chan_make(struct chan *, 1, "objects");
	int value = 5;

	(void)p;
	seen->n = 0;
	note(chan_len(chan));
	chan_send(chan, &value);
	chan_send(chan, &value);
	note(chan_len(chan));
	chan_close(chan);
	chan_recv(chan, &value);
	note(chan_len(chan));
	note(chan_len((struct chan *)NULL));
	chan_send(objects, &chan);
	note(chan_len(objects));
	note(chan_len(chan_make(int, 0, "none")));
}

static void test_the_length_of_a_channel(void **state)
{
	static const int64_t wanted[] = { 0, 2, 1, 0, 1, 0 };
	struct seen mine = { { 0 }, 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		conf_comes_to(engine, PROGRAM(count), VERDICT_OK);
		assert_memory_equal(seen->values, wanted, sizeof wanted);
	}
}

CONF_MAIN(
	cmocka_unit_test(test_operations_return_what_was_there),
	cmocka_unit_test(test_changes_are_atomic_and_race_with_nobody),
	cmocka_unit_test(test_changing_takes_more_than_loading_and_storing),
	cmocka_unit_test(test_anybody_may_unlock),
	cmocka_unit_test(test_the_length_of_a_channel)
)
