/*
 * ring-buffer - a channel that never makes its sender wait: when it is full, the oldest goes.
 *
 *     source --in--> ring --out[cap]--> reader
 *                      ^-----oldest----'
 *
 * Use it when   only the latest values count: positions, prices, screens; and
 *               the source must not be held up.
 * Ends because  the ring closes `out` when `in` is closed; and it never waits
 *               for anybody but the source.
 * Watch         cost=5 cap=2: which values does the reader get?
 * Break it      pop=blocking: between seeing that `out` is full and taking
 *               the oldest from it, the reader may take all: then the ring
 *               waits for a value that only the ring could send. Thousands of
 *               runs are clean; cap=1 cost=5 gap=20 makes it likely.
 * Law           pop=blocking can hang iff items > cap, and a reader is fast
 *               enough to empty `out` in that gap; pop=try never does.
 */
#include "lab/lab.h"

enum { CAP, ITEMS, POP, COST, GAP };    /* index settings[] below and p[] */
enum { POP_TRY, POP_BLOCKING };

struct ring {
	/* read-only once tasks have started */
	const int   *p;
	struct chan *in, *out;          /* of int: numbers, from 1 */
};

static void source(void *arg)
{
	struct ring *ring = arg;

	for (int item = 1; item <= ring->p[ITEMS]; item++)
		chan_send(ring->in, &item);
	chan_close(ring->in);
}

static void drop_oldest(struct ring *ring)
{
	int dropped;

	task_sleep(ring->p[GAP]);
	if (ring->p[POP] == POP_BLOCKING)
		chan_recv(ring->out, &dropped);                         //DOC: may-be-empty
	else
		select_on(NOW, RECV(ring->out, &dropped));              //DOC: try
}

static void turn(void *arg)
{
	struct ring *ring = arg;
	int item;

	while (chan_recv(ring->in, &item))
		if (select_on(NOW, SEND(ring->out, &item)) == SELECT_DEFAULT) {
			drop_oldest(ring);
			chan_send(ring->out, &item);                    //DOC: there-is-room
		}
	chan_close(ring->out);
}

static void run(const int *p)
{
	struct ring *ring = lab_new(struct ring);
	int item, latest = 0;

	ring->p   = p;
	ring->in  = chan_make(int, 0, "in");
	ring->out = chan_make(int, p[CAP], "out");
	task_go(source, ring, USES(SENDS(ring->in), CLOSES(ring->in)), "source");
	task_go(turn, ring, USES(RECVS(ring->in), SENDS(ring->out), RECVS(ring->out), CLOSES(ring->out)),
	        "ring");
	task_uses(USES(RECVS(ring->out)));

	while (chan_recv(ring->out, &item)) {                           //DOC: read
		lab_compare(item, >, latest, "values come in order, though not all");
		latest = item;
		task_sleep(p[COST]);
	}
	lab_compare(latest, ==, p[ITEMS], "the latest value is never lost");
}

const struct pattern pattern_ring_buffer = {
	.name = "ring-buffer", .summary = "a channel that drops the oldest when it is full",
	.file = __FILE__,
	.settings = {
		[CAP]   = NUMBER("cap", 4, 1, 10000, "values that are kept"),
		[ITEMS] = NUMBER("items", 10, 0, 1000000, "values that come"),
		[POP]   = WORD("pop", POP_TRY, "how the ring takes the oldest out", "try", "blocking"),
		[COST]  = NUMBER("cost", 0, 0, 60000, "ms that the reader takes for each"),
		[GAP]   = NUMBER("gap", 0, 0, 60000, "ms between seeing that it is full and taking"),
	},
	.run = run,
};
