/*
 * test_mutex.c - what mutexes promise, on every engine.
 */
#include "tests/conf.h"

enum { TASKS = 16, LOOPS = 500 };

static struct seen {
	int  line, tries[6], n;
	int  count;             /* guarded by the mutex: plain on purpose, a hole in it is a race that TSan sees */
	int  inside, worst;     /* the same */
} *seen;

static struct mutex *mutex;

/* ---- Mutual exclusion ---- */

static void add_many(void *arg)
{
	(void)arg;
	for (int i = 0; i < LOOPS; i++) {
		mutex_lock(mutex);
		if (++seen->inside > seen->worst)
			seen->worst = seen->inside;
		seen->count++;
		seen->inside--;
		mutex_unlock(mutex);
	}
}

static void add_together(const int *p)
{
	struct task *tasks[TASKS];

	(void)p;
	mutex = mutex_make(MUTEX_NORMAL, "mutex");
	for (int i = 0; i < TASKS; i++)
		tasks[i] = task_go(add_many, NULL, USES(LOCKS(mutex)), "task-%d", i);
	for (int i = 0; i < TASKS; i++)
		task_join(tasks[i]);
}

static void test_one_holder_at_a_time(void **state)
{
	struct seen mine;

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		memset(seen, 0, sizeof *seen);
		conf_comes_to(engine, PROGRAM(add_together), VERDICT_OK);
		assert_int_equal(seen->count, TASKS * LOOPS);
		assert_int_equal(seen->worst, 1);
	}
}

static void try_many(void *arg)
{
	(void)arg;
	for (int done = 0; done < LOOPS;) {
		if (!mutex_trylock(mutex))
			continue;
		if (++seen->inside > seen->worst)
			seen->worst = seen->inside;
		seen->count++;
		seen->inside--;
		mutex_unlock(mutex);
		done++;
	}
}

static void try_together(const int *p)
{
	struct task *tasks[4];

	(void)p;
	mutex = mutex_make(MUTEX_NORMAL, "mutex");
	for (int i = 0; i < 4; i++)
		tasks[i] = task_go(i % 2 ? try_many : add_many, NULL, USES(LOCKS(mutex)), "task-%d", i);
	for (int i = 0; i < 4; i++)
		task_join(tasks[i]);
}

static void test_trylock_excludes_too(void **state)
{
	struct seen mine;

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		memset(seen, 0, sizeof *seen);
		conf_comes_to(engine, PROGRAM(try_together), VERDICT_OK);
		assert_int_equal(seen->count, 4 * LOOPS);
		assert_int_equal(seen->worst, 1);
	}
}

/* ---- Kinds ---- */

static void try_of_another(void *arg)
{
	int *result = arg;

	*result = mutex_trylock(mutex);
	if (*result)
		mutex_unlock(mutex);
}

static void try_each_way(const int *p)
{
	enum mutex_kind kind = (enum mutex_kind)seen->n;

	(void)p;
	mutex = mutex_make(kind, "mutex");
	seen->tries[0] = mutex_trylock(mutex);
	seen->tries[1] = mutex_trylock(mutex);
	task_join(task_go(try_of_another, &seen->tries[2], USES(LOCKS(mutex)), "other-1"));
	mutex_unlock(mutex);
	task_join(task_go(try_of_another, &seen->tries[3], USES(LOCKS(mutex)), "other-2"));
	if (seen->tries[1])
		mutex_unlock(mutex);
	task_join(task_go(try_of_another, &seen->tries[4], USES(LOCKS(mutex)), "other-3"));
}

static void test_trylock(void **state)
{
	static const int expected[][5] = {
		[MUTEX_NORMAL]     = { 1, 0, 0, 1, 1 },
		[MUTEX_ERRORCHECK] = { 1, 0, 0, 1, 1 },
		[MUTEX_RECURSIVE]  = { 1, 1, 0, 0, 1 },
	};
	struct seen mine;

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine)
		for (int kind = MUTEX_NORMAL; kind <= MUTEX_RECURSIVE; kind++) {
			memset(seen, 0, sizeof *seen);
			seen->n = kind;
			conf_comes_to(engine, PROGRAM(try_each_way), VERDICT_OK);
			assert_memory_equal(seen->tries, expected[kind], sizeof expected[kind]);
		}
}

static void lock_again(const int *p)
{
	(void)p;
	mutex = mutex_make((enum mutex_kind)seen->n, "mutex");
	mutex_lock(mutex);
	seen->line = __LINE__ + 1;
	mutex_lock(mutex);
	mutex_unlock(mutex);
	mutex_unlock(mutex);
}

static void test_locking_again(void **state)
{
	struct seen mine = { 0 };
	struct result *result;

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		seen->n = MUTEX_NORMAL;
		result = conf_run(engine, PROGRAM(lock_again), VERDICT_DEADLOCK);
		assert_int_equal(result->snapshot->n_cycle, 1);
		assert_int_equal(result->snapshot->tasks[0].freed_by[0], 0);
		result_free(result);
		seen->n = MUTEX_ERRORCHECK;
		conf_panics(engine, PROGRAM(lock_again), "lock of a mutex it holds already", "lock", "main", seen->line);
		seen->n = MUTEX_RECURSIVE;
		conf_comes_to(engine, PROGRAM(lock_again), VERDICT_OK);
	}
}

/* A recursive mutex is free after as many unlocks, and not before. */
static void nest(void *arg)
{
	(void)arg;
	for (int i = 0; i < 50; i++) {
		for (int depth = 0; depth < 5; depth++)
			mutex_lock(mutex);
		if (++seen->inside > seen->worst)
			seen->worst = seen->inside;
		for (int depth = 0; depth < 4; depth++)
			mutex_unlock(mutex);
		seen->count++;
		seen->inside--;
		mutex_unlock(mutex);
	}
}

static void nest_together(const int *p)
{
	struct task *tasks[4];

	(void)p;
	mutex = mutex_make(MUTEX_RECURSIVE, "mutex");
	for (int i = 0; i < 4; i++)
		tasks[i] = task_go(nest, NULL, USES(LOCKS(mutex)), "task-%d", i);
	for (int i = 0; i < 4; i++)
		task_join(tasks[i]);
}

static void test_a_recursive_mutex_is_held_until_the_last_unlock(void **state)
{
	struct seen mine = { 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine) {
		memset(seen, 0, sizeof *seen);
		conf_comes_to(engine, PROGRAM(nest_together), VERDICT_OK);
		assert_int_equal(seen->count, 200);
		assert_int_equal(seen->worst, 1);
	}
}

/* ---- Misuse ---- */

static void unlock_free(const int *p)
{
	(void)p;
	mutex = mutex_make((enum mutex_kind)seen->n, "mutex");
	seen->line = __LINE__ + 1;
	mutex_unlock(mutex);
}

static void unlock_twice(const int *p)
{
	(void)p;
	mutex = mutex_make((enum mutex_kind)seen->n, "mutex");
	mutex_lock(mutex);
	mutex_unlock(mutex);
	seen->line = __LINE__ + 1;
	mutex_unlock(mutex);
}

static void unlock_it(void *arg)
{
	(void)arg;
	seen->line = __LINE__ + 1;
	mutex_unlock(mutex);
}

static void unlock_anothers(const int *p)
{
	(void)p;
	mutex = mutex_make((enum mutex_kind)seen->n, "mutex");
	mutex_lock(mutex);
	task_join(task_go(unlock_it, NULL, USES(LOCKS(mutex)), "thief"));
}

static void test_misuses_of_each_kind(void **state)
{
	const struct { const struct pattern *program; const char *message, *task; } misuses[] = {
		{ PROGRAM(unlock_free), "unlock of a mutex that is not locked", "main" },
		{ PROGRAM(unlock_twice), "unlock of a mutex that is not locked", "main" },
		{ PROGRAM(unlock_anothers), "unlock of a mutex another task holds", "thief" },
	};
	struct seen mine = { 0 };

	(void)state;
	seen = &mine;
	EACH_ENGINE(engine)
		for (int i = 0; i < COUNT(misuses); i++)
			for (seen->n = MUTEX_NORMAL; seen->n <= MUTEX_RECURSIVE; seen->n++) {
				conf_comes_to(engine, misuses[i].program, VERDICT_PANIC);
				conf_panics(engine, misuses[i].program, misuses[i].message, "unlock", misuses[i].task, seen->line);
			}
}

/* The holder ends: nobody else can ever unlock it. */
static void hold_and_end(void *arg)
{
	(void)arg;
	mutex_lock(mutex);
}

static void lock_of_the_dead(const int *p)
{
	(void)p;
	mutex = mutex_make(MUTEX_NORMAL, "mutex");
	task_join(task_go(hold_and_end, NULL, USES(LOCKS(mutex)), "holder"));
	mutex_lock(mutex);
}

static void test_a_mutex_whose_holder_has_ended_stays_locked(void **state)
{
	(void)state;
	EACH_ENGINE(engine)
		conf_comes_to(engine, PROGRAM(lock_of_the_dead), VERDICT_DEADLOCK);
}

CONF_MAIN(
	cmocka_unit_test(test_one_holder_at_a_time),
	cmocka_unit_test(test_trylock_excludes_too),
	cmocka_unit_test(test_trylock),
	cmocka_unit_test(test_locking_again),
	cmocka_unit_test(test_a_recursive_mutex_is_held_until_the_last_unlock),
	cmocka_unit_test(test_misuses_of_each_kind),
	cmocka_unit_test(test_a_mutex_whose_holder_has_ended_stays_locked)
)
