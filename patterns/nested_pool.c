/*
 * nested-pool - jobs that give jobs to the pool they run in, and wait for them.
 *
 *     main --jobs--> worker-0 --jobs--> worker-1
 *                        ^-----reply-------'
 *
 * Use it when   a job falls into smaller ones: then a worker that waits has
 *               to help, or the pool must be large enough.
 * Ends because  a worker that waits for a job does other jobs meanwhile, so
 *               that there is always somebody to do the last.
 * Watch         wait=hold workers=2 chains=2: it may go well, for as long as
 *               the jobs come one by one.
 * Break it      wait=hold: a worker that waits does nothing else. When all of
 *               them wait, nobody is left to do a job.
 * Law           wait=hold never hangs iff chains x levels < workers, always iff
 *               chains > 0 and levels >= workers; between, sometimes: a job
 *               holds its worker as long as there are jobs below it.
 */
#include "lab/lab.h"

enum { WORKERS, CHAINS, LEVELS, WAIT };         /* index settings[] below and p[] */
enum { WAIT_HELP, WAIT_HOLD };

struct pool {
	/* read-only once tasks have started */
	const int    *p;
	int           depth;            /* jobs in a chain */
	struct chan  *jobs;             /* of int: chain x depth + level; room for all */
	struct chan **replies;          /* of int, by job; room for one */
};

static void do_job(struct pool *pool, int job);

/* Wait for the reply of a job. */
static void wait_for(struct pool *pool, int job)
{
	int reply, other;

	if (pool->p[WAIT] == WAIT_HOLD)
		chan_recv(pool->replies[job], &reply);          //DOC: does-nothing-else
	else
		while (select_on(FOREVER, RECV(pool->replies[job], &reply), RECV(pool->jobs, &other)) == 1)
			do_job(pool, other);                    //DOC: helps
}

/* The job of one level gives the next level's to the pool, and waits for it. */
static void do_job(struct pool *pool, int job)
{
	int part = job + 1;

	if (part % pool->depth != 0) {
		chan_send(pool->jobs, &part);                   //DOC: submits-to-its-own-pool
		wait_for(pool, part);
	}
	chan_send(pool->replies[job], &job);
}

static void worker(void *arg)
{
	struct pool *pool = arg;
	int job;

	while (chan_recv(pool->jobs, &job))
		do_job(pool, job);
}

static void start_workers(struct pool *pool, int n_jobs)
{
	struct use *uses = lab_array(struct use, 2 * n_jobs + 2);

	for (int i = 0; i < n_jobs; i++) {
		uses[2 * i]     = SENDS(pool->replies[i]);
		uses[2 * i + 1] = RECVS(pool->replies[i]);
	}
	uses[2 * n_jobs]     = SENDS(pool->jobs);
	uses[2 * n_jobs + 1] = RECVS(pool->jobs);
	for (int i = 0; i < pool->p[WORKERS]; i++)
		task_go(worker, pool, USES_OF(uses, 2 * n_jobs + 2), "worker-%d", i);
}

static void run(const int *p)
{
	struct pool *pool = lab_new(struct pool);
	int depth = p[LEVELS] + 1, n_jobs = p[CHAINS] * depth, reply;
	struct use *uses;

	pool->p       = p;
	pool->depth   = depth;
	pool->jobs    = chan_make(int, n_jobs, "jobs");
	pool->replies = lab_array(struct chan *, n_jobs);
	for (int i = 0; i < n_jobs; i++)
		pool->replies[i] = chan_make(int, 1, lab_name("reply-%d.%d", i / depth, i % depth));
	start_workers(pool, n_jobs);

	uses = lab_array(struct use, p[CHAINS] + 2);
	for (int chain = 0; chain < p[CHAINS]; chain++)
		uses[chain] = RECVS(pool->replies[chain * depth]);
	uses[p[CHAINS]]     = SENDS(pool->jobs);
	uses[p[CHAINS] + 1] = CLOSES(pool->jobs);
	task_uses(USES_OF(uses, p[CHAINS] + 2));

	for (int chain = 0; chain < p[CHAINS]; chain++)
		chan_send(pool->jobs, &(int){ chain * depth });
	for (int chain = 0; chain < p[CHAINS]; chain++) {
		chan_recv(pool->replies[chain * depth], &reply);
		lab_compare(reply, ==, chain * depth, "a reply belongs to its job");
	}
	chan_close(pool->jobs);
}

const struct pattern pattern_nested_pool = {
	.name = "nested-pool", .summary = "jobs that give jobs to their own pool, and wait for them",
	.file = __FILE__, .lesson = 18, .is_scenario = 1,
	.settings = {
		[WORKERS] = NUMBER("workers", 2, 1, 100, "tasks that do jobs"),
		[CHAINS]  = NUMBER("chains", 2, 0, 20, "jobs that main gives to the pool"),
		[LEVELS]  = NUMBER("levels", 1, 0, 20, "jobs below each of them, one below the other"),
		[WAIT]    = WORD("wait", WAIT_HELP, "who waits for a job does others, or nothing",
		                 "help", "hold"),
	},
	.run = run,
};
