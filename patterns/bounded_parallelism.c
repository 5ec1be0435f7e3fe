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
	unsigned long          *digests;        /* by item; its task's, until the number is received */
	/* the collector's */
	char                   *seen;           /* by item */
};

struct item {
	struct work *work;
	int          number, slot;
};

static void do_item(void *arg)
{
	struct item *item = arg;
	struct work *work = item->work;

	task_sleep(work->p[COST]);
	if (work->input) {
		struct lab_bytes part = lab_part(work->input, item->number, work->p[ITEMS]);

		work->digests[item->number] = crc32_z(0, part.data, part.size);
	}
	chan_send(work->results, &item->number);        //DOC: holding-a-slot
	chan_send(work->slots, &item->slot);            //DOC: gives-it-back
}

static void collect(void *arg)
{
	struct work *work = arg;
	unsigned long total = 0;
	int number, n = work->p[ITEMS];

	for (int i = 0; i < n; i++) {
		chan_recv(work->results, &number);
		lab_check(!work->seen[number]++, "no item is done twice");
	}
	for (int i = 0; i < n && work->input; i++)
		total = crc32_combine(total, work->digests[i], (long)lab_part(work->input, i, n).size);
	if (n > 0 && work->input)
		lab_check(total == crc32_z(0, work->input->data, work->input->size),
		          "the digests of the parts make up the digest of the whole");
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
	work->digests = lab_array(unsigned long, p[ITEMS]);
	work->seen    = lab_array(char, p[ITEMS]);
	for (int slot = 0; slot < p[LIMIT]; slot++)
		chan_send(work->slots, &slot);
	if (p[COLLECT] == COLLECT_TASK)
		collector = task_go(collect, work, USES(RECVS(work->results)), "collector");

	for (int number = 0; number < p[ITEMS]; number++)
		start(work, number);
	task_uses(USES(USE_IF(!collector, RECVS(work->results))));
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
		[ITEMS]   = NUMBER("items", 8, 0, 20000, "items, each with a task of its own"),
		[RESULTS] = NUMBER("results", 0, 0, 1000000, "results that wait; 0: a rendezvous"),
		[COLLECT] = WORD("collect", COLLECT_TASK, "a task takes the results, or main, after the loop",
		                 "task", "after"),
		[COST]    = NUMBER("cost", 0, 0, 60000, "ms that each item takes"),
		[PATH]    = FILE_NAME("path", "a file to digest, a part for each item"),
	},
	.run = run,
};
