/*
 * queuing - a queue smooths bursts, and only bursts.
 *
 *     source --requests--> queue[4] --> worker-0
 *                  '--when it is full: wait, or drop one--> worker-1
 *
 * Use it when   requests come in bursts, and are fewer than you can serve in
 *               the long run.
 * Ends because  the source closes the queue after its last request; workers
 *               take what is left.
 * Watch         burst=1: the same load, and nobody waits. burst=8: what waits
 *               where? Little's law: the number in the queue is, on average,
 *               how many come in a second times how long each waits. The
 *               load: below 1 the queue empties.
 * Break it      service=40: more comes than two workers can serve. queue=1000
 *               only delays it: every request is late. policy=drop-new or
 *               drop-old keeps those short that are served, reject tells the
 *               others at once. full=never: the claim that there is always room
 *               is broken sooner or later.
 * Law           the queue is full in the long run iff arrivals x service >
 *               1000 x workers.
 */
#include "lab/lab.h"

enum { WORKERS, ARRIVALS, SERVICE, QUEUE, POLICY, REQUESTS, BURST, FULL };    /* index settings[] below and p[] */
enum { POLICY_BLOCK, POLICY_DROP_NEW, POLICY_DROP_OLD, POLICY_REJECT };
enum { FULL_MAY, FULL_NEVER };

struct shop {
	/* read-only once tasks have started */
	const int         *p;
	struct chan       *queue;       /* of int: a request's number */
	struct chan       *refusals;    /* of int: those that are told no; reject only */
	struct wait_group *pending;     /* requests that are neither served nor dropped */
	struct timer      *clock;
	struct mutex      *lock;
	/* under lock */
	struct cell       *served, *dropped;
};

static void count(struct shop *shop, struct cell *cell)
{
	mutex_lock(shop->lock);
	cell_store(cell, cell_load(cell) + 1);
	mutex_unlock(shop->lock);
	wait_group_done(shop->pending);
}

static void drop_oldest(struct shop *shop)
{
	int dropped;

	if (select_on(NOW, RECV(shop->queue, &dropped)) == 0)
		count(shop, shop->dropped);                             //DOC: drop-old
}

/* The queue is full. Returns whether the request is dropped, too. */
static bool give_up(struct shop *shop, int request)
{
	lab_check(shop->p[FULL] == FULL_MAY, "there is room whenever a request comes");        //DOC: promised-room
	switch (shop->p[POLICY]) {
	case POLICY_BLOCK:
		chan_send(shop->queue, &request);                       //DOC: the-source-waits
		return false;
	case POLICY_DROP_OLD:
		drop_oldest(shop);
		return select_on(NOW, SEND(shop->queue, &request)) == SELECT_DEFAULT;
	case POLICY_REJECT:
		chan_send(shop->refusals, &request);                    //DOC: told-at-once
	}
	return true;
}

static void source(void *arg)
{
	struct shop *shop = arg;

	for (int request = 1; request <= shop->p[REQUESTS]; request++) {
		if ((request - 1) % shop->p[BURST] == 0)
			timer_wait(shop->clock);
		if (select_on(NOW, SEND(shop->queue, &request)) == SELECT_DEFAULT && give_up(shop, request))
			count(shop, shop->dropped);
	}
	timer_stop(shop->clock);
	chan_close(shop->queue);
}

static void worker(void *arg)
{
	struct shop *shop = arg;
	int request;

	while (chan_recv(shop->queue, &request)) {                      //DOC: next
		task_sleep(shop->p[SERVICE]);
		count(shop, shop->served);
	}
}

static void make(struct shop *shop, const int *p)
{
	shop->p        = p;
	shop->queue    = chan_make(int, p[QUEUE], "queue");
	shop->refusals = chan_make(int, p[REQUESTS], "refusals");
	shop->pending  = wait_group_make("pending");
	shop->lock     = mutex_make(MUTEX_NORMAL, "lock");
	shop->served   = cell_make(0, "served");
	shop->dropped  = cell_make(0, "dropped");
	shop->clock    = ticker_make((1000 * p[BURST] + p[ARRIVALS] - 1) / p[ARRIVALS], ENDLESS, "clock");
}

static void run(const int *p)
{
	struct shop *shop = lab_new(struct shop);

	make(shop, p);
	wait_group_add(shop->pending, p[REQUESTS]);
	task_go(source, shop,
	        USES(SENDS(shop->queue), RECVS(shop->queue), CLOSES(shop->queue), SENDS(shop->refusals),
	             HEARS(shop->clock), SETS(shop->clock), DONES(shop->pending), LOCKS(shop->lock),
	             LOADS(shop->dropped), STORES(shop->dropped)), "source");
	for (int i = 0; i < p[WORKERS]; i++)
		task_go(worker, shop, USES(RECVS(shop->queue), DONES(shop->pending), LOCKS(shop->lock),
		                           LOADS(shop->served), STORES(shop->served)), "worker-%d", i);
	task_uses(USES(WAITS(shop->pending), LOADS(shop->served), LOADS(shop->dropped)));
	wait_group_wait(shop->pending);                                 //DOC: all-through
	lab_compare(cell_load(shop->served) + cell_load(shop->dropped), ==, p[REQUESTS],
	            "every request is served, or known to be dropped");
	lab_check(p[POLICY] != POLICY_BLOCK || cell_load(shop->dropped) == 0, "who waits drops nothing");
}

const struct pattern pattern_queuing = {
	.name = "queuing", .summary = "a queue smooths bursts, and only bursts",
	.file = __FILE__,
	.settings = {
		[WORKERS]  = NUMBER("workers", 2, 1, 1000, "tasks that serve"),
		[ARRIVALS] = NUMBER("arrivals", 200, 1, 1000, "requests that come in a second"),
		[SERVICE]  = NUMBER("service", 8, 0, 60000, "ms to serve one"),
		[QUEUE]    = NUMBER("queue", 4, 0, 100000, "requests that can wait"),
		[POLICY]   = WORD("policy", POLICY_BLOCK, "what is done when the queue is full",
		                  "block", "drop-new", "drop-old", "reject"),
		[REQUESTS] = NUMBER("requests", 40, 0, 100000, "requests in all"),
		[BURST]    = NUMBER("burst", 4, 1, 1000, "requests that come at a time"),
		[FULL]     = WORD("full", FULL_MAY, "may the queue be full when a request comes", "may", "never"),
	},
	.run = run,
	.measures = {
		{ MEASURE_QUEUE, "worker", "queue", "requests", .refused = "dropped" },
		{ MEASURE_WAITS, "source", "queue", "the source waits for room", NULL },
		{ MEASURE_VALUE, NULL, "dropped", "requests dropped", NULL },
	},
};
