/*
 * A fixed number of workers share one queue of jobs.
 *
 * The pattern worker-pool as a plain program: `cc -pthread worker_pool.c` builds it.
 *
 *     feeder --jobs[BUFFER]--> work-1 --results[RESULTS]--> main
 *                         '--> work-2 --'
 *
 * Use it when   there are more jobs than threads you can afford.
 * Ends because  the feeder closes the queue of jobs; a worker leaves when it is
 *               closed and drained; main counts the results.
 * Watch         BUFFER=8: where does the waiting move to?
 * Break it      FEED=1: main puts every job before it takes a result.
 *               WAIT_FIRST=1: main joins the workers before it takes what they
 *               hold out. CLOSE=1: nobody says that it is over. TAKE=2: main
 *               leaves early.
 * Law           with TAKE=0 FEED=1 hangs iff JOBS > WORKERS + BUFFER + RESULTS.
 *               WAIT_FIRST=1 hangs iff JOBS > RESULTS. TAKE leaves workers behind
 *               iff TAKE > 0 and JOBS - TAKE - RESULTS > 0.
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

#define WORKERS 3       /* threads that share the work */
#define JOBS 9          /* jobs to do */
#define BUFFER 0        /* jobs that wait in the queue; 0: a rendezvous */
#define RESULTS 0       /* results that wait for main; 0: a rendezvous */
#define FEED 0          /* who puts the jobs: 0 task, 1 main */
#define CLOSE 0         /* is the queue of jobs closed: 0 on, 1 off */
#define WAIT_FIRST 0    /* 1: main waits for the workers, then collects */
#define TAKE 0          /* main leaves after so many results; 0: takes all */

/* Whoever puts an item waits until no more than there are places for are left that nobody has taken. */
struct queue {
	sem_t           items, room;    /* items that are there; places and takes, for those who put */
	pthread_mutex_t lock;
	/* under lock */
	int             item[JOBS + 1], n_put, n_taken;
};

static struct queue jobs, results;

static void make_queue(struct queue *queue, int places)
{
	sem_init(&queue->items, 0, 0);
	sem_init(&queue->room, 0, (unsigned)places);
	pthread_mutex_init(&queue->lock, NULL);
}

static void put(struct queue *queue, int item)
{
	pthread_mutex_lock(&queue->lock);
	queue->item[queue->n_put++] = item;
	pthread_mutex_unlock(&queue->lock);
	sem_post(&queue->items);
	sem_wait(&queue->room);
}

/* 0: the queue is closed and drained. */
static int take(struct queue *queue, int *item)
{
	int any;

	sem_wait(&queue->items);
	pthread_mutex_lock(&queue->lock);
	any = queue->n_put > queue->n_taken;
	if (any)
		*item = queue->item[queue->n_taken++];
	pthread_mutex_unlock(&queue->lock);
	if (any)
		sem_post(&queue->room);
	return any;
}

/* One who waits for an item is woken without one, for each who takes. */
static void close_queue(struct queue *queue)
{
	for (int i = 0; i < WORKERS; i++)
		sem_post(&queue->items);
}

static void *feed(void *unused)
{
	for (int job = 0; job < JOBS; job++)
		put(&jobs, job);
	if (CLOSE == 0)
		close_queue(&jobs);
	return unused;
}

static void *work(void *unused)
{
	int job;

	while (take(&jobs, &job))
		put(&results, job);
	return unused;
}

int main(void)
{
	pthread_t workers[WORKERS], feeder;
	int wanted = TAKE && TAKE < JOBS ? TAKE : JOBS, seen[JOBS + 1] = { 0 }, job;

	make_queue(&jobs, BUFFER);
	make_queue(&results, RESULTS);
	for (int i = 0; i < WORKERS; i++)
		pthread_create(&workers[i], NULL, work, NULL);
	if (FEED == 0)
		pthread_create(&feeder, NULL, feed, NULL);
	else
		feed(NULL);
	for (int i = 0; WAIT_FIRST && i < WORKERS; i++)
		pthread_join(workers[i], NULL);
	for (int i = 0; i < wanted; i++) {
		take(&results, &job);
		assert(!seen[job]++);
	}
	printf("jobs done: %d\n", wanted);
	pthread_exit(NULL);     /* whoever is left goes on */
}
