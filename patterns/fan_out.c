/*
 * fan-out - several tasks read one stream, and each item goes to one of them.
 *
 *     source --items[buffer]--> worker-0 --results--> main
 *                          '--> worker-1 --'
 *
 * Use it when   items do not need each other, and one task is too slow for
 *               all of them.
 * Ends because  the source closes `items`; a worker leaves when it is closed
 *               and drained; main counts the results.
 * Watch         the order of the results with cost=20; then slow=1: who does
 *               the work of the worker that is held up?
 * Break it      order=assumed: main takes the n-th result for that of the
 *               n-th item. slow=1 cost=5 makes it certain.
 * Law           order=assumed can break iff workers > 1 and items > 1: only
 *               then can two results be under way at the same time.
 */
#include "lab/lab.h"

enum { WORKERS, ITEMS, BUFFER, COST, SLOW, ORDER };     /* index settings[] below and p[] */
enum { ORDER_KEPT, ORDER_ASSUMED };

struct stream {
	/* read-only once tasks have started */
	const int   *p;
	struct chan *items, *results;   /* of int: an item's number, from 1 */
};

static void source(void *arg)
{
	struct stream *stream = arg;

	for (int item = 1; item <= stream->p[ITEMS]; item++)
		chan_send(stream->items, &item);
	chan_close(stream->items);
}

static void worker(void *arg)
{
	struct stream *stream = arg;
	int item;

	while (chan_recv(stream->items, &item)) {               //DOC: one-of-them
		task_sleep(stream->p[COST] * (item == stream->p[SLOW] ? 100 : 1));
		chan_send(stream->results, &item);
	}
}

static void run(const int *p)
{
	struct stream *stream = lab_new(struct stream);
	char *seen = lab_array(char, p[ITEMS] + 1);
	int item;

	stream->p       = p;
	stream->items   = chan_make(int, p[BUFFER], "items");
	stream->results = chan_make(int, 0, "results");
	for (int i = 0; i < p[WORKERS]; i++)
		task_go(worker, stream, USES(RECVS(stream->items), SENDS(stream->results)), "worker-%d", i);
	task_go(source, stream, USES(SENDS(stream->items), CLOSES(stream->items)), "source");
	task_uses(USES(RECVS(stream->results)));

	for (int n = 1; n <= p[ITEMS]; n++) {
		chan_recv(stream->results, &item);
		if (p[ORDER] == ORDER_ASSUMED)			//DOC: the-first-done-comes-first
			lab_compare(item, ==, n, "results come in the order of the items");
		lab_check(!seen[item]++, "no item is done twice");
	}
}

const struct pattern pattern_fan_out = {
	.name = "fan-out", .summary = "several tasks read one stream, each item goes to one",
	.file = __FILE__, .lesson = 10,
	.settings = {
		[WORKERS] = NUMBER("workers", 3, 1, 10000, "tasks that read the stream"),
		[ITEMS]   = NUMBER("items", 9, 0, 1000000, "items in the stream"),
		[BUFFER]  = NUMBER("buffer", 0, 0, 1000000, "items that wait; 0: a rendezvous"),
		[COST]    = NUMBER("cost", 0, 0, 60000, "ms that each item takes"),
		[SLOW]    = NUMBER("slow", 0, 0, 1000000, "the item that takes 100 times as long; 0: none"),
		[ORDER]   = WORD("order", ORDER_KEPT, "by the item's number, or by the order of arrival",
		                 "kept", "assumed"),
	},
	.run = run,
};
