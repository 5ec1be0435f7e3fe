/*
 * rate-limit - so many at once, and then only as fast as tokens come.
 *
 *     clock --token every 1/rate s--> bucket[burst] --ask tokens--> request-0, request-1, ...
 *
 * Use it when   something must not be asked too often: a service, a disk, a
 *               person; but may be asked a few times in a row.
 * Ends because  tokens keep coming until everybody has had theirs.
 * Watch         rate=50 burst=3: which requests pass at once, and how long do
 *               the others wait?
 * Break it      burst=0: no token is ever kept, so nobody gets one. ask=3:
 *               more than the bucket holds, however long one waits.
 * Law           hangs iff ask > burst and requests > 0: the bucket never holds
 *               so many. Else the n-th of requests passes after (n x ask -
 *               burst) / rate seconds, at once if that is negative.
 *               (A token takes whole ms: rate=300 is 250.)
 */
#include "lab/lab.h"

enum { RATE, BURST, REQUESTS, ASK };    /* index settings[] below and p[] */

struct limit {
	/* read-only once tasks have started */
	const int        *p;
	struct semaphore *bucket;       /* tokens that are there */
	struct semaphore *room;         /* tokens that fit in */
	struct timer     *clock;
	struct cell      *passed;
};

/* A token for each that is taken, one after the other. */
static void refill(void *arg)
{
	struct limit *limit = arg;

	for (int taken = limit->p[REQUESTS] * limit->p[ASK]; taken > 0; taken--) {
		semaphore_acquire(limit->room);
		timer_set(limit->clock, (999 + limit->p[RATE]) / limit->p[RATE]);
		timer_wait(limit->clock);                                       //DOC: tick
		semaphore_release(limit->bucket);                               //DOC: refill
	}
}

static void request(void *arg)
{
	struct limit *limit = arg;
	int ask = limit->p[ASK];

	semaphore_acquire_many(limit->bucket, ask);                             //DOC: ask
	for (int i = 0; i < ask; i++)
		semaphore_release(limit->room);
	cell_store(limit->passed, cell_load(limit->passed) + 1);
}

static void run(const int *p)
{
	struct limit *limit = lab_new(struct limit);
	struct task *task;

	limit->p      = p;
	limit->bucket = semaphore_make_weighted(p[BURST], "bucket");
	limit->room   = semaphore_make(0, "room");
	limit->clock  = timer_make(0, "clock");
	limit->passed = cell_make(0, "passed");
	task_go(refill, limit, USES(HEARS(limit->clock), SETS(limit->clock), ACQUIRES(limit->room),
	                            RELEASES(limit->bucket)), "refill");
	for (int i = 0; i < p[REQUESTS]; i++) {
		task = task_go(request, limit,
		               USES(ACQUIRES(limit->bucket), RELEASES(limit->room), LOADS(limit->passed),
		                    STORES(limit->passed)), "request-%d", i);
		task_join(task);                                                //DOC: one-after-the-other
	}
	lab_compare(cell_load(limit->passed), ==, p[REQUESTS], "every request passes");
}

const struct pattern pattern_rate_limit = {
	.name = "rate-limit", .summary = "so many at once, and then only as fast as tokens come",
	.file = __FILE__,
	.settings = {
		[RATE]     = NUMBER("rate", 100, 1, 1000, "tokens a second"),
		[BURST]    = NUMBER("burst", 2, 0, 1000, "tokens the bucket holds, full at first"),
		[REQUESTS] = NUMBER("requests", 6, 0, 1000, "requests, one after the other"),
		[ASK]      = NUMBER("ask", 1, 1, 1000, "tokens that each needs"),
	},
	.run = run,
	.measures = {
		{ MEASURE_PACE, "request", "bucket", "requests that pass", NULL },
	},
};
