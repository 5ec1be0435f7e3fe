/*
 * worker-pool - a fixed number of workers share one queue of jobs.
 *
 *     feeder --jobs[buffer]--> worker-0 --results[results]--> main
 *                         '--> worker-1 --'
 *
 * Use it when   there are more jobs than tasks you can afford.
 * Ends because  the feeder closes `jobs`; a worker leaves when it is closed
 *               and drained; main counts the results, or with collect=range
 *               takes them until the closer, who waits for all workers,
 *               closes `results`.
 * Watch         buffer=0, then 8: where does the waiting move to? cost=100:
 *               how long do 9 jobs take, and why?
 * Break it      feed=main: main sends every job before it receives a result;
 *               feed=select does either as it is possible, and ends.
 *               wait-first=on: main waits for the workers before it takes
 *               what they hold out. close=off: nobody says that it is over.
 *               close=workers: each of them closes `results`. take=2: main
 *               leaves early.
 * Law           with take=0 feed=main hangs iff jobs > workers + buffer +
 *               results: each job under way needs a seat (in the queue, in a
 *               worker's hand, among the results), and main, who frees seats,
 *               waits for one. wait-first hangs iff jobs > results. take leaves
 *               workers behind iff take > 0 and jobs - take - results > 0; and
 *               the feeder, too, iff that is more than workers + buffer.
 */
#include <limits.h>
#include <zlib.h>

#include "lab/lab.h"

/* Index settings[] below and p[]. */
enum { WORKERS, JOBS, BUFFER, RESULTS, FEED, CLOSE, COLLECT, WAIT_FIRST, TAKE, COST, INPUT };
enum { FEED_TASK, FEED_MAIN, FEED_SELECT };
enum { CLOSE_ON, CLOSE_OFF, CLOSE_WORKERS };
enum { COLLECT_COUNT, COLLECT_RANGE };

struct pool {
	/* read-only once tasks have started */
	const int              *p;
	struct chan            *jobs, *results; /* of int: a job's number, from 0 */
	struct wait_group      *working;        /* counts the workers down */
	const struct lab_bytes *input;          /* or NULL */
	unsigned long          *digests;        /* by job; a worker's, until main receives its number */
	struct cell            *digest;         /* of all of it; NULL without input */
	/* main's */
	char                   *seen;           /* by job */
	int                     taken;
};

static void closer(void *arg)
{
	struct pool *pool = arg;

	wait_group_wait(pool->working);
	chan_close(pool->results);                      //DOC: closed-after-the-last
}

static void do_job(struct pool *pool, int job)
{
	task_sleep(pool->p[COST]);
	if (pool->input) {
		struct lab_bytes part = lab_part(pool->input, job, pool->p[JOBS]);

		pool->digests[job] = crc32_z(0, part.data, part.size);
	}
}

static void worker(void *arg)
{
	struct pool *pool = arg;
	int job;

	while (chan_recv(pool->jobs, &job)) {           //DOC: until-closed-and-drained
		do_job(pool, job);
		chan_send(pool->results, &job);
	}
	wait_group_done(pool->working);
	if (pool->p[CLOSE] == CLOSE_WORKERS)
		closer(pool);                           //DOC: everybody-closes
}

static void take(struct pool *pool, int job)
{
	lab_check(!pool->seen[job]++, "no job is done twice");
	pool->taken++;
}

static void feeder(void *arg)
{
	struct pool *pool = arg;
	int result;

	for (int job = 0; job < pool->p[JOBS]; job++)
		if (pool->p[FEED] != FEED_SELECT)
			chan_send(pool->jobs, &job);
		else
			while (select_on(FOREVER, SEND(pool->jobs, &job), RECV(pool->results, &result)) == 1)
				take(pool, result);     //DOC: either
	if (pool->p[CLOSE] != CLOSE_OFF)
		chan_close(pool->jobs);                 //DOC: the-sender-closes
}

/* One pass over everything, by one task, must come to the same. */
static void check_digests(struct pool *pool)
{
	unsigned long total = 0;
	int n = pool->p[JOBS];

	for (int job = 0; job < n; job++)
		total = crc32_combine(total, pool->digests[job], (long)lab_part(pool->input, job, n).size);
	lab_compare(total, ==, crc32_z(0, pool->input->data, pool->input->size),
	            "the digests of the parts make up the digest of the whole");
	cell_store(pool->digest, (int64_t)total);
}

static void start_tasks(struct pool *pool, const int *p)
{
	bool all_close = p[CLOSE] == CLOSE_WORKERS;

	wait_group_add(pool->working, p[WORKERS]);
	for (int i = 0; i < p[WORKERS]; i++)
		task_go(worker, pool, USES(RECVS(pool->jobs), SENDS(pool->results), DONES(pool->working),
		                           USE_IF(all_close, WAITS(pool->working)),
		                           USE_IF(all_close, CLOSES(pool->results))), "worker-%d", i);
	if (p[COLLECT] == COLLECT_RANGE && !all_close)	//DOC: somebody-must-close
		task_go(closer, pool, USES(WAITS(pool->working), CLOSES(pool->results)), "closer");
	if (p[FEED] == FEED_TASK)
		task_go(feeder, pool, USES(SENDS(pool->jobs), CLOSES(pool->jobs)), "feeder");
	else
		task_uses(USES(SENDS(pool->jobs), CLOSES(pool->jobs), RECVS(pool->results),
		               WAITS(pool->working)));
}

static void run(const int *p)
{
	struct pool *pool = lab_new(struct pool);
	int wanted = p[TAKE] && p[TAKE] < p[JOBS] ? p[TAKE] : p[JOBS];
	int most = p[COLLECT] == COLLECT_RANGE && wanted == p[JOBS] ? INT_MAX : wanted;

	pool->p       = p;
	pool->jobs    = chan_make(int, p[BUFFER], "jobs");
	pool->results = chan_make(int, p[RESULTS], "results");
	pool->working = wait_group_make("working");
	pool->input   = lab_input(INPUT);
	pool->digest  = pool->input ? cell_make(0, "digest") : NULL;
	pool->digests = lab_array(unsigned long, p[JOBS]);
	pool->seen    = lab_array(char, p[JOBS]);
	start_tasks(pool, p);

	if (p[FEED] != FEED_TASK)
		feeder(pool);                           //DOC: main-feeds
	task_uses(USES(RECVS(pool->results), WAITS(pool->working), STORES(pool->digest)));
	if (p[WAIT_FIRST])
		wait_group_wait(pool->working);         //DOC: wait-first
	for (int job; pool->taken < most && chan_recv(pool->results, &job);)
		take(pool, job);

	lab_compare(pool->taken, >=, wanted, "every job is done");
	if (pool->input && wanted == p[JOBS] && wanted > 0)
		check_digests(pool);
}

const struct pattern pattern_worker_pool = {
	.name = "worker-pool", .summary = "a fixed number of workers share one queue of jobs",
	.file = __FILE__, .lesson = 7,
	.settings = {
		[WORKERS] = NUMBER("workers", 3, 1, 10000, "tasks that share the work"),
		[JOBS]    = NUMBER("jobs", 9, 0, 1000000, "jobs to do"),
		[BUFFER]  = NUMBER("buffer", 0, 0, 1000000, "jobs that wait in the queue; 0: a rendezvous"),
		[RESULTS] = NUMBER("results", 0, 0, 1000000, "results that wait for main; 0: a rendezvous"),
		[FEED]    = WORD("feed", 0, "who sends the jobs", "task", "main", "select"),
		[CLOSE]   = WORD("close", 0, "jobs closed; not; results, too, by each worker",
		                 "on", "off", "workers"),
		[COLLECT] = WORD("collect", 0, "main counts results, or ranges over them",
		                 "count", "range"),
		[WAIT_FIRST] = WORD("wait-first", 0, "main waits for the workers, then collects",
		                    "off", "on"),
		[TAKE]    = NUMBER("take", 0, 0, 1000000, "main leaves after so many results; 0: takes all"),
		[COST]    = NUMBER("cost", 0, 0, 60000, "ms that each job takes"),
		[INPUT]   = FILE_NAME("input", "a file to digest, a part for each job"),
	},
	.run = run,
};
