/*
 * test_rwlock.c - what read-write locks promise, in every way.
 */
#include "tests/conf_ways.h"

enum { READERS = 3, WRITERS = 2, LOOPS = 20 };

static struct seen {
	int  line, sum;
	bool got, again;
} seen[1];

static struct rwlock *lock;
static struct cell *cell, *copy;
static struct chan *go;

/* A writer makes two cells differ for a while; no reader may see that. */
static void write_both(void *arg)
{
	(void)arg;
	for (int i = 0; i < LOOPS; i++) {
		rwlock_write_lock(lock);
		cell_store(cell, cell_load(cell) + 1);
		cell_store(copy, cell_load(cell));
		rwlock_write_unlock(lock);
	}
}

static void read_both(void *arg)
{
	(void)arg;
	for (int i = 0; i < LOOPS; i++) {
		rwlock_read_lock(lock);
		lab_check(cell_load(cell) == cell_load(copy), "nobody writes while somebody reads");
		rwlock_read_unlock(lock);
	}
}

static void readers_and_writers(enum rwlock_preference preference)
{
	struct task *tasks[READERS + WRITERS];

	lock = rwlock_make(preference, "lock");
	cell = cell_make(0, "cell");
	copy = cell_make(0, "copy");
	for (int i = 0; i < READERS; i++)
		tasks[i] = task_go(read_both, NULL, USES(READS(lock), LOADS(cell), LOADS(copy)), "reader-%d", i);
	for (int i = 0; i < WRITERS; i++)
		tasks[READERS + i] = task_go(write_both, NULL,
		                             USES(WRITES(lock), LOADS(cell), STORES(cell), STORES(copy)), "writer-%d", i);
	for (int i = 0; i < READERS + WRITERS; i++)
		task_join(tasks[i]);
	seen->sum = (int)cell_load(copy);
}

static void prefer_writer(const int *p)
{
	(void)p;
	readers_and_writers(RWLOCK_PREFER_WRITER);
}

static void prefer_reader(const int *p)
{
	(void)p;
	readers_and_writers(RWLOCK_PREFER_READER);
}

static void test_writers_are_alone(void **state)
{
	(void)state;
	EACH_WAY(way) {
		memset(seen, 0, sizeof *seen);
		way_comes_to(way, PROGRAM(prefer_writer), VERDICT_OK);
		assert_int_equal(seen->sum, WRITERS * LOOPS);
		way_comes_to(way, PROGRAM(prefer_reader), VERDICT_OK);
		assert_int_equal(seen->sum, WRITERS * LOOPS);
	}
}

/* Two readers hold it at the same time: each waits for the other while it reads. */
static void meet_while_reading(void *arg)
{
	struct wait_group *both = arg;

	rwlock_read_lock(lock);
	wait_group_done(both);
	wait_group_wait(both);
	rwlock_read_unlock(lock);
}

static void two_read(const int *p)
{
	struct wait_group *both = wait_group_make("both");
	struct task *tasks[2];

	(void)p;
	lock = rwlock_make(RWLOCK_PREFER_WRITER, "lock");
	wait_group_add(both, 2);
	for (int i = 0; i < 2; i++)
		tasks[i] = task_go(meet_while_reading, both, USES(READS(lock), DONES(both), WAITS(both)), "reader-%d", i);
	for (int i = 0; i < 2; i++)
		task_join(tasks[i]);
	rwlock_write_lock(lock);        /* nothing is left of them */
	rwlock_write_unlock(lock);
}

static void test_readers_hold_it_together(void **state)
{
	(void)state;
	EACH_WAY(way)
		way_comes_to(way, PROGRAM(two_read), VERDICT_OK);
}

static void write_once(void *arg)
{
	(void)arg;
	chan_send(go, &(int){ 0 });
	rwlock_write_lock(lock);
	rwlock_write_unlock(lock);
}

/* main reads, a writer comes, main reads again and again: until the writer keeps it out, or `times`. */
static void read_again(enum rwlock_preference preference, int times)
{
	struct task *task;
	int nothing;

	lock = rwlock_make(preference, "lock");
	go = chan_make(int, 0, "go");
	rwlock_read_lock(lock);
	task = task_go(write_once, NULL, USES(WRITES(lock), SENDS(go)), "writer");
	chan_recv(go, &nothing);
	task_sleep(1);
	for (int i = 0; i != times; i++) {
		rwlock_read_lock(lock);
		rwlock_read_unlock(lock);
	}
	rwlock_read_unlock(lock);
	task_join(task);
}

static void read_again_past_a_writer(const int *p)
{
	(void)p;
	read_again(RWLOCK_PREFER_WRITER, -1);
}

static void read_again_before_a_writer(const int *p)
{
	(void)p;
	read_again(RWLOCK_PREFER_READER, 100);
}

static void test_a_waiting_writer_keeps_new_readers_out_if_preferred(void **state)
{
	(void)state;
	ways_hang(PROGRAM(read_again_past_a_writer), 2);
	EACH_WAY(way)
		way_comes_to(way, PROGRAM(read_again_before_a_writer), VERDICT_OK);
}

static void test_the_cycle_of_a_read_again_is_found(void **state)
{
	(void)state;
	EACH_WAY(way) {
		struct result *result = way_run(way, PROGRAM(read_again_past_a_writer), VERDICT_DEADLOCK);

		assert_int_equal(result->snapshot->n_cycle, 2);
		result_free(result);
	}
}

static void upgrade_alone(const int *p)
{
	(void)p;
	lock = rwlock_make(RWLOCK_PREFER_WRITER, "lock");
	rwlock_read_lock(lock);
	rwlock_read_lock(lock);
	seen->got = rwlock_upgrade(lock);
	rwlock_write_unlock(lock);
	rwlock_write_lock(lock);        /* both its read locks are gone */
	rwlock_write_unlock(lock);
}

static void read_and_stay(void *arg)
{
	struct chan *stay = arg;
	int nothing;

	rwlock_read_lock(lock);
	chan_send(go, &(int){ 0 });
	chan_recv(stay, &nothing);
	rwlock_read_unlock(lock);
}

static void upgrade_beside_another(const int *p)
{
	struct chan *stay = chan_make(int, 0, "stay");
	struct task *task;
	int nothing;

	(void)p;
	lock = rwlock_make(RWLOCK_PREFER_WRITER, "lock");
	go = chan_make(int, 0, "go");
	task = task_go(read_and_stay, stay, USES(READS(lock), SENDS(go), RECVS(stay)), "reader");
	chan_recv(go, &nothing);
	rwlock_read_lock(lock);
	seen->got = rwlock_upgrade(lock);
	chan_send(stay, &(int){ 0 });
	task_join(task);
	seen->again = rwlock_upgrade(lock);
	rwlock_write_unlock(lock);
}

static void test_the_last_reader_can_become_the_writer(void **state)
{
	(void)state;
	EACH_WAY(way) {
		memset(seen, 0, sizeof *seen);
		way_comes_to(way, PROGRAM(upgrade_alone), VERDICT_OK);
		assert_true(seen->got);
		way_comes_to(way, PROGRAM(upgrade_beside_another), VERDICT_OK);
		assert_false(seen->got);
		assert_true(seen->again);
	}
}

static void write_while_reading(const int *p)
{
	(void)p;
	lock = rwlock_make(RWLOCK_PREFER_WRITER, "lock");
	rwlock_read_lock(lock);
	rwlock_write_lock(lock);
}

static void write_twice(const int *p)
{
	(void)p;
	lock = rwlock_make(RWLOCK_PREFER_READER, "lock");
	rwlock_write_lock(lock);
	rwlock_write_lock(lock);
}

static void test_to_write_what_one_holds_hangs(void **state)
{
	(void)state;
	ways_hang(PROGRAM(write_while_reading), 1);
	ways_hang(PROGRAM(write_twice), 1);
}

/* One that reads and ends holds it for ever; the watchdog knows, though another task still moves. */
static void read_and_end(void *arg)
{
	(void)arg;
	rwlock_read_lock(lock);
}

static void sleep_long(void *arg)
{
	(void)arg;
	for (;;)
		task_sleep(10);
}

static void a_reader_is_gone(const int *p)
{
	struct task *task;

	(void)p;
	lock = rwlock_make(RWLOCK_PREFER_WRITER, "lock");
	task_go(sleep_long, NULL, USES(READS(lock)), "sleeper");
	task = task_go(read_and_end, NULL, USES(READS(lock)), "reader");
	task_join(task);
	rwlock_write_lock(lock);
}

static void test_a_writer_needs_all_readers(void **state)
{
	struct result *result = way_run(WAY_FREE, PROGRAM(a_reader_is_gone), VERDICT_DEADLOCK);

	(void)state;
	assert_true(result->others_run);
	assert_true(result->snapshot->tasks[0].stuck);
	assert_int_equal(result->snapshot->n_stuck, 1);
	result_free(result);
}

static void unlock_nothing(const int *p)
{
	(void)p;
	lock = rwlock_make(RWLOCK_PREFER_WRITER, "lock");
	seen->line = __LINE__ + 1;
	rwlock_read_unlock(lock);
}

static void write_unlock_a_read_lock(const int *p)
{
	(void)p;
	lock = rwlock_make(RWLOCK_PREFER_WRITER, "lock");
	rwlock_read_lock(lock);
	seen->line = __LINE__ + 1;
	rwlock_write_unlock(lock);
}

static void unlock_for_another(void *arg)
{
	(void)arg;
	seen->line = __LINE__ + 1;
	rwlock_read_unlock(lock);
}

static void another_unlocks(const int *p)
{
	(void)p;
	lock = rwlock_make(RWLOCK_PREFER_WRITER, "lock");
	rwlock_read_lock(lock);
	task_join(task_go(unlock_for_another, NULL, USES(READS(lock)), "other"));
}

static void upgrade_nothing(const int *p)
{
	(void)p;
	lock = rwlock_make(RWLOCK_PREFER_WRITER, "lock");
	seen->line = __LINE__ + 1;
	rwlock_upgrade(lock);
}

static void test_misuses(void **state)
{
	(void)state;
	ways_panic(PROGRAM(unlock_nothing), "read-unlock of a lock it does not read-lock", "read-unlock", "main",
	           &seen->line);
	ways_panic(PROGRAM(write_unlock_a_read_lock), "write-unlock of a lock it does not write-lock", "write-unlock",
	           "main", &seen->line);
	ways_panic(PROGRAM(another_unlocks), "read-unlock of a lock it does not read-lock", "read-unlock", "other",
	           &seen->line);
	ways_panic(PROGRAM(upgrade_nothing), "upgrade of a lock it does not read-lock", "upgrade", "main", &seen->line);
}

CONF_MAIN(
	cmocka_unit_test(test_writers_are_alone),
	cmocka_unit_test(test_readers_hold_it_together),
	cmocka_unit_test(test_a_waiting_writer_keeps_new_readers_out_if_preferred),
	cmocka_unit_test(test_the_cycle_of_a_read_again_is_found),
	cmocka_unit_test(test_the_last_reader_can_become_the_writer),
	cmocka_unit_test(test_to_write_what_one_holds_hangs),
	cmocka_unit_test(test_a_writer_needs_all_readers),
	cmocka_unit_test(test_misuses)
)
