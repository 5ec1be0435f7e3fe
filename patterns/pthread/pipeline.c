/*
 * Stages joined by queues, each saying when there is no more.
 *
 * The pattern pipeline as a plain program: `cc -pthread pipeline.c` builds it.
 *
 *     feed --links[0]--> stage-1 --links[1]--> stage-2 --links[2]--> ... --> main
 *
 * Use it when   every item goes through the same steps, and while one item is
 *               in the second, the next can be in the first.
 * Ends because  whoever fills a link puts an end into it after its last item.
 * Watch         BUFFER=2: how far ahead is the first stage?
 * Break it      FEED=1: main puts every item before it takes one. TAKE=2 DONE=1:
 *               main has enough, tells nobody, and the stages hold out their
 *               items for ever.
 * Law           FEED=1 hangs iff ITEMS > STAGES + (STAGES + 1) x BUFFER. DONE=1
 *               leaves threads behind iff TAKE > 0 and ITEMS - TAKE > BUFFER.
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>

#define STAGES 3        /* steps that every item goes through */
#define BUFFER 0        /* items that wait before each stage and main */
#define ITEMS 6         /* items to do */
#define FEED 0          /* who puts the items: 0 task, 1 main */
#define TAKE 0          /* main leaves after so many items; 0: takes all */
#define DONE 0          /* does main say that it has enough: 0 on, 1 off */

enum { END };           /* in place of an item, from 1 */

/* One puts, one takes: the semaphores are all the order that they need. */
struct link {
	sem_t items, room;      /* items that are there; places and takes, for the one who puts */
	int   item[ITEMS + 1], n_put, n_taken;
};

static struct link links[STAGES + 1];
static atomic_int done;         /* nobody wants any more */
static int steps[ITEMS + 1];    /* stages behind the item; whoever has the item */

/* 0: nobody wants it. */
static int put(struct link *link, int item)
{
	link->item[link->n_put++] = item;
	sem_post(&link->items);
	if (item != END)
		sem_wait(&link->room);
	return !done;
}

static int take(struct link *link)
{
	int item;

	sem_wait(&link->items);
	item = link->item[link->n_taken++];
	if (item != END)
		sem_post(&link->room);
	return item;
}

/* Whoever waits for room waits no longer. */
static void stop(void)
{
	done = 1;
	for (int i = 0; i <= STAGES; i++)
		sem_post(&links[i].room);
}

static void *feed(void *unused)
{
	for (int item = 1; item <= ITEMS && put(&links[0], item); item++)
		;
	put(&links[0], END);
	return unused;
}

static void *stage(void *arg)
{
	struct link *in = arg, *out = in + 1;
	int item;

	while ((item = take(in)) != END) {
		steps[item]++;
		if (!put(out, item))
			break;
	}
	put(out, END);
	return NULL;
}

static void start(void *(*body)(void *), void *arg)
{
	pthread_t thread;

	pthread_create(&thread, NULL, body, arg);
	pthread_detach(thread);
}

int main(void)
{
	int wanted = TAKE && TAKE < ITEMS ? TAKE : ITEMS;

	for (int i = 0; i <= STAGES; i++) {
		sem_init(&links[i].items, 0, 0);
		sem_init(&links[i].room, 0, BUFFER);
	}
	for (int i = 0; i < STAGES; i++)
		start(stage, &links[i]);
	if (FEED == 0)
		start(feed, NULL);
	else
		feed(NULL);
	for (int i = 1; i <= wanted; i++) {
		int item = take(&links[STAGES]);

		assert(item == i && steps[item] == STAGES);
	}
	printf("items done: %d\n", wanted);
	if (TAKE && DONE == 0)
		stop();
	pthread_exit(NULL);     /* whoever is left goes on */
}
