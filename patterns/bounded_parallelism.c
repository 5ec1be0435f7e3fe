/*
 * bounded-parallelism - a task for each item, but never more than `limit` of them at a time.
 *
 *     main --starts--> item-0 --results[results]--> collector
 *      ^     '-------> item-1 --'
 *      '--slots[limit]----'
 *
 * Use it when   each item deserves a task of its own, and all of them at once
 *               would be too many.
 * Ends because  a task gives its slot back when its result is taken, and the
 *               collector takes results all the time.
 * Watch         cost=50 limit=2, then limit=8: how long does it take?
 * Break it      collect=after: main takes no result before it has started the
 *               last task; the tasks hold their slots, and main waits for a
 *               slot.
 * Law           collect=after hangs iff items > limit + results.
 */
#include <zlib.h>

#include "lab/lab.h"

enum { LIMIT, ITEMS, RESULTS, COLLECT, COST, PATH };    /* index settings[] below and p[] */
enum { COLLECT_TASK, COLLECT_AFTER };

struct work {
	/* read-only once tasks have started */
	const int              *p;
	struct chan            *slots;          /* of int: those that are free */
	struct chan            *results;        /* of int: an item's number, from 0 */
	const struct lab_bytes *input;          /* or NULL */
	struct cell            *digest;         /* of all items together; NULL without input */
	int                     n;              /* items */
	unsigned long          *digests;        /* by item; its task's, until the number is received */
	/* the collector's */
	char                   *seen;           /* by item */
};

struct item {
	struct work *work;
	int          number, slot;
};

/* A file of the directory, or a part of the file. */
static struct lab_bytes item_bytes(const struct work *work, int number)
{
	return work->input->files ? work->input->files[number] : lab_part(work->input, number, work->n);
}

static void do_item(void *arg)
{
	struct item *item = arg;
	struct work *work = item->work;

	task_sleep(work->p[COST]);
	if (work->input) {
		struct lab_bytes bytes = item_bytes(work, item->number);

		work->digests[item->number] = crc32_z(0, bytes.data, bytes.size);
	}
	chan_send(work->results, &item->number);        //DOC: holding-a-slot
	chan_send(work->slots, &item->slot);            //DOC: gives-it-back
}

/* One pass over everything, by one task, must come to the same. */
static void check_digests(struct work *work)
{
	unsigned long total = 0;

	for (int i = 0; i < work->n; i++)
		total = crc32_combine(total, work->digests[i], (long)item_bytes(work, i).size);
	lab_compare(total, ==, crc32_z(0, work->input->data, work->input->size),
	            "the digests of the items make up the digest of the whole");
	cell_store(work->digest, (int64_t)total);
}

static void collect(void *arg)
{
	struct work *work = arg;
	int number;

	for (int i = 0; i < work->n; i++) {
		chan_recv(work->results, &number);
		lab_check(!work->seen[number]++, "no item is done twice");
	}
	if (work->input && work->n > 0)
		check_digests(work);
}

static void start(struct work *work, int number)
{
	struct item *item = lab_new(struct item);

	*item = (struct item){ work, number, 0 };
	chan_recv(work->slots, &item->slot);            //DOC: waits-for-a-slot
	task_go(do_item, item, USES(SENDS(work->results), SENDS(work->slots)), "item-%d", number);
}

static void run(const int *p)
{
	struct work *work = lab_new(struct work);
	struct task *collector = NULL;

	work->p       = p;
	work->slots   = chan_make(int, p[LIMIT], "slots");
	work->results = chan_make(int, p[RESULTS], "results");
	work->input   = lab_input(PATH);
	work->digest  = work->input ? cell_make(0, "digest") : NULL;
	work->n       = work->input && work->input->files ? work->input->n_files : p[ITEMS];
	work->digests = lab_array(unsigned long, work->n);
	work->seen    = lab_array(char, work->n);
	for (int slot = 0; slot < p[LIMIT]; slot++)
		chan_send(work->slots, &slot);
	if (p[COLLECT] == COLLECT_TASK)			//DOC: takes-all-the-time
		collector = task_go(collect, work, USES(RECVS(work->results), STORES(work->digest)), "collector");

	for (int number = 0; number < work->n; number++)
		start(work, number);
	task_uses(USES(USE_IF(!collector, RECVS(work->results)), USE_IF(!collector, STORES(work->digest))));
	if (collector)
		task_join(collector);
	else
		collect(work);                          //DOC: only-now
}

const struct pattern pattern_bounded_parallelism = {
	.name = "bounded-parallelism", .summary = "a task for each item, never more than a limit at a time",
	.file = __FILE__,
	.settings = {
		[LIMIT]   = NUMBER("limit", 2, 1, 10000, "tasks at work at the same time"),
		[ITEMS]   = NUMBER("items", 8, 0, 20000, "items, each with a task of its own; path=DIR: its files"),
		[RESULTS] = NUMBER("results", 0, 0, 1000000, "results that wait; 0: a rendezvous"),
		[COLLECT] = WORD("collect", COLLECT_TASK, "a task takes the results, or main, after the loop",
		                 "task", "after"),
		[COST]    = NUMBER("cost", 0, 0, 60000, "ms that each item takes"),
		[PATH]    = PATH_NAME("path", "a file to digest, or a directory, each file an item"),
	},
	.run = run,
};
