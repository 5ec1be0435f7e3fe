/*
 * Jobs that give jobs to the pool they run in, and wait for them.
 *
 * The pattern nested-pool as a plain program: `cc -pthread nested_pool.c` builds it.
 *
 *     main --jobs--> work-1 --jobs--> work-2
 *                       ^----reply------'
 *
 * Use it when   a job falls into smaller ones: then a worker that waits has to
 *               help, or the pool must be large enough.
 * Ends because  a worker that waits for a job does other jobs meanwhile, so that
 *               there is always somebody to do the last.
 * Watch         WAIT=1 WORKERS=2 CHAINS=2: it may go well, for as long as the
 *               jobs come one by one.
 * Break it      WAIT=1: a worker that waits does nothing else. When all of them
 *               wait, nobody is left to do a job.
 * Law           WAIT=1 never hangs iff CHAINS x LEVELS < WORKERS, always iff
 *               CHAINS > 0 and LEVELS >= WORKERS; between, sometimes: a job
 *               holds its worker as long as there are jobs below it.
 */
#include <pthread.h>
#include <stdio.h>

#define WORKERS 2       /* threads that do jobs */
#define CHAINS 2        /* jobs that main gives to the pool */
#define LEVELS 1        /* jobs below each of them, one below the other */
#define WAIT 0          /* who waits for a job does others, or nothing: 0 help, 1 hold */

enum { DEPTH = LEVELS + 1, JOBS = CHAINS * DEPTH };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
/* under lock; a job's number is chain x DEPTH + level */
static int queue[JOBS + 1], n_put, n_taken, closed, is_done[JOBS + 1];

static void do_job(int job);

/* ---- The pool; under lock ---- */

static void put(int job)
{
	queue[n_put++] = job;
	pthread_cond_broadcast(&changed);
}

static void do_next(void)
{
	int job = queue[n_taken++];

	pthread_mutex_unlock(&lock);
	do_job(job);
	pthread_mutex_lock(&lock);
	is_done[job] = 1;
	pthread_cond_broadcast(&changed);
}

/* Wait until a job is done, and do others meanwhile. */
static void wait_for(int job)
{
	while (!is_done[job])
		if (WAIT == 0 && n_put > n_taken)
			do_next();
		else
			pthread_cond_wait(&changed, &lock);
}

static void *work(void *unused)
{
	pthread_mutex_lock(&lock);
	while (n_put > n_taken || !closed)
		if (n_put > n_taken)
			do_next();
		else
			pthread_cond_wait(&changed, &lock);
	pthread_mutex_unlock(&lock);
	return unused;
}

/* ---- The jobs ---- */

/* The job of one level gives the next level's to the pool, and waits for it. */
static void do_job(int job)
{
	int part = job + 1;

	if (part % DEPTH == 0)
		return;
	pthread_mutex_lock(&lock);
	put(part);
	wait_for(part);
	pthread_mutex_unlock(&lock);
}

int main(void)
{
	pthread_t workers[WORKERS];

	for (int i = 0; i < WORKERS; i++)
		pthread_create(&workers[i], NULL, work, NULL);
	for (int chain = 0; chain < CHAINS; chain++) {
		pthread_mutex_lock(&lock);
		put(chain * DEPTH);
		pthread_mutex_unlock(&lock);
	}
	pthread_mutex_lock(&lock);
	for (int chain = 0; chain < CHAINS; chain++)
		while (!is_done[chain * DEPTH])
			pthread_cond_wait(&changed, &lock);
	closed = 1;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
	for (int i = 0; i < WORKERS; i++)
		pthread_join(workers[i], NULL);
	printf("jobs done: %d\n", n_taken);
	return 0;
}
