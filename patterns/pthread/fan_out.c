/*
 * Several threads read one stream, and each item goes to one of them.
 *
 * The pattern fan-out as a plain program: `cc -pthread fan_out.c` builds it.
 *
 *     source --items[BUFFER]--> work-1 --results--> main
 *                          '--> work-2 --'
 *
 * Use it when   items do not need each other, and one thread is too slow for
 *               all of them.
 * Ends because  the source closes the stream of items; a worker leaves when it
 *               is closed and drained; main counts the results.
 * Watch         the order of the results with COST=20; then SLOW=1: who does
 *               the work of the worker that is held up?
 * Break it      ORDER=1: main takes the n-th result for that of the n-th item.
 *               SLOW=1 COST=5 makes it certain.
 * Law           ORDER=1 can break iff WORKERS > 1 and ITEMS > 1: only then can
 *               two results be under way at the same time.
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

#define WORKERS 3       /* threads that read the stream */
#define ITEMS 9         /* items in the stream */
#define BUFFER 0        /* items that wait; 0: a rendezvous */
#define COST 0          /* ms that each item takes */
#define SLOW 0          /* the item that takes 100 times as long; 0: none */
#define ORDER 0         /* by the item's number, or by the order of arrival: 0 kept, 1 assumed */

/* Whoever puts an item waits until no more than there are places for are left that nobody has taken. */
struct stream {
	sem_t           items, room;    /* items that are there; places and takes, for those who put */
	pthread_mutex_t lock;
	/* under lock */
	int             item[ITEMS + 1], n_put, n_taken;
};

static struct stream items, results;

static void make_stream(struct stream *stream, int places)
{
	sem_init(&stream->items, 0, 0);
	sem_init(&stream->room, 0, (unsigned)places);
	pthread_mutex_init(&stream->lock, NULL);
}

static void put(struct stream *stream, int item)
{
	pthread_mutex_lock(&stream->lock);
	stream->item[stream->n_put++] = item;
	pthread_mutex_unlock(&stream->lock);
	sem_post(&stream->items);
	sem_wait(&stream->room);
}

/* 0: the stream is closed and drained. */
static int take(struct stream *stream)
{
	int item = 0;

	sem_wait(&stream->items);
	pthread_mutex_lock(&stream->lock);
	if (stream->n_put > stream->n_taken)
		item = stream->item[stream->n_taken++];
	pthread_mutex_unlock(&stream->lock);
	if (item)
		sem_post(&stream->room);
	return item;
}

static void *source(void *unused)
{
	for (int item = 1; item <= ITEMS; item++)
		put(&items, item);
	for (int i = 0; i < WORKERS; i++)       /* it is closed: each is woken without an item */
		sem_post(&items.items);
	return unused;
}

static void *work(void *unused)
{
	int item;

	while ((item = take(&items)) != 0) {
		if (COST)
			usleep(COST * 1000 * (item == SLOW ? 100 : 1));
		put(&results, item);
	}
	return unused;
}

int main(void)
{
	pthread_t thread;
	int seen[ITEMS + 1] = { 0 };

	make_stream(&items, BUFFER);
	make_stream(&results, 0);
	for (int i = 0; i < WORKERS; i++)
		pthread_create(&thread, NULL, work, NULL);
	pthread_create(&thread, NULL, source, NULL);
	for (int n = 1; n <= ITEMS; n++) {
		int item = take(&results);

		assert(ORDER == 0 || item == n);
		assert(!seen[item]++);
	}
	printf("items done: %d\n", ITEMS);
	pthread_exit(NULL);     /* the workers end by themselves */
}
