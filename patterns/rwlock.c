/*
 * rwlock - many readers, or one writer.
 *
 *     reader-0 --read-lock----.
 *     reader-1 --read-lock----+--> data: two cells that must agree
 *     writer-0 --write-lock---'
 *
 * Use it when   much is read and little is written, and reading takes long
 *               enough to be worth a lock that costs more than a mutex.
 * Ends because  readers hold it together; a writer gets it when the readers
 *               of the moment are through, since new ones wait behind it.
 * Watch         readers=4 loops=20, then prefer=reader: how long does the
 *               writer wait? For one reading, or for all of them.
 * Break it      depth=2: a reader that has the lock read-locks again, behind
 *               a writer that waits for it. upgrade=naive: a reader that
 *               wants to write waits for itself.
 * Law           it can hang iff prefer=writer and depth > 1 and readers > 0 and
 *               writers > 0 and loops > 0: the reader waits behind the writer,
 *               and the writer for the reader. upgrade=naive hangs iff readers
 *               > 0 and loops > 0: each waits for itself to let go.
 */
#include "lab/lab.h"

enum { READERS, WRITERS, DEPTH, PREFER, UPGRADE, LOOPS, HOLD };         /* index settings[] below and p[] */
enum { UPGRADE_OFF, UPGRADE_NAIVE, UPGRADE_LAST };

struct data {
	/* read-only once tasks have started */
	const int     *p;
	struct rwlock *lock;
	/* under lock */
	struct cell   *value, *copy;
};

static void change(struct data *data)
{
	cell_store(data->value, cell_load(data->value) + 1);
	cell_store(data->copy, cell_load(data->value));
}

/* A function that reads calls another one that reads, and both take the lock. */
static void look(struct data *data, int depth)
{
	rwlock_read_lock(data->lock);                           //DOC: again
	task_sleep(data->p[HOLD]);
	if (depth > 1)
		look(data, depth - 1);
	lab_compare(cell_load(data->value), ==, cell_load(data->copy), "nobody reads what is half written");
	rwlock_read_unlock(data->lock);
}

/* Read, and then change what was read. */
static void look_and_change(struct data *data)
{
	rwlock_read_lock(data->lock);
	task_sleep(data->p[HOLD]);
	if (data->p[UPGRADE] == UPGRADE_NAIVE) {
		rwlock_write_lock(data->lock);                  //DOC: waits-for-itself
	} else if (!rwlock_upgrade(data->lock)) {
		rwlock_read_unlock(data->lock);                 //DOC: lets-go-first
		rwlock_write_lock(data->lock);
	}
	change(data);
	rwlock_write_unlock(data->lock);
}

static void reader(void *arg)
{
	struct data *data = arg;

	for (int i = 0; i < data->p[LOOPS]; i++)
		if (data->p[UPGRADE] == UPGRADE_OFF)
			look(data, data->p[DEPTH]);
		else
			look_and_change(data);
}

static void writer(void *arg)
{
	struct data *data = arg;

	for (int i = 0; i < data->p[LOOPS]; i++) {
		rwlock_write_lock(data->lock);                  //DOC: alone
		change(data);
		rwlock_write_unlock(data->lock);
	}
}

static void run(const int *p)
{
	struct data *data = lab_new(struct data);
	int writers = p[WRITERS] + (p[UPGRADE] == UPGRADE_OFF ? 0 : p[READERS]);

	data->p     = p;
	data->lock  = rwlock_make((enum rwlock_preference)p[PREFER], "lock"); //DOC: who-goes-first
	data->value = cell_make(0, "value");
	data->copy  = cell_make(0, "copy");
	for (int i = 0; i < p[READERS]; i++)
		task_go(reader, data, USES(READS(data->lock), LOADS(data->value), LOADS(data->copy),
		                           USE_IF(p[UPGRADE] != UPGRADE_OFF, WRITES(data->lock)),
		                           USE_IF(p[UPGRADE] != UPGRADE_OFF, STORES(data->value)),
		                           USE_IF(p[UPGRADE] != UPGRADE_OFF, STORES(data->copy))),
		        "reader-%d", i);
	for (int i = 0; i < p[WRITERS]; i++)
		task_go(writer, data, USES(WRITES(data->lock), LOADS(data->value), STORES(data->value), STORES(data->copy)),
		        "writer-%d", i);

	task_join_all();
	lab_compare(cell_load(data->copy), ==, (int64_t)writers * p[LOOPS], "no change is lost");
}

const struct pattern pattern_rwlock = {
	.name = "rwlock", .summary = "many readers, or one writer",
	.file = __FILE__,
	.settings = {
		[READERS] = NUMBER("readers", 2, 0, 1000, "tasks that read"),
		[WRITERS] = NUMBER("writers", 1, 0, 1000, "tasks that write"),
		[DEPTH]   = NUMBER("depth", 1, 1, 100, "read-locks a reader holds at a time"),
		[PREFER]  = WORD("prefer", RWLOCK_PREFER_WRITER, "whose turn it is when both wait",
		                 "writer", "reader"),
		[UPGRADE] = WORD("upgrade", UPGRADE_OFF, "do readers write, too; and if so: how",
		                 "off", "naive", "last"),
		[LOOPS]   = NUMBER("loops", 1, 0, 1000000, "times that each task takes the lock"),
		[HOLD]    = NUMBER("hold", 5, 0, 60000, "ms that a reader reads"),
	},
	.run = run,
	.measures = {
		{ MEASURE_WAITS, "writer", "lock", "writers wait for the lock", NULL },
		{ MEASURE_WAITS, "reader", "lock", "readers wait for the lock", NULL },
	},
};
