/*
 * Many sources, merged into one stream.
 *
 * The pattern fan-in as a plain program: `cc -pthread fan_in.c` builds it.
 *
 *     source-1 --.
 *     source-2 ---merged[BUFFER]--> main
 *     source-3 --'
 *
 * Use it when   values come from several threads, and one thread wants them
 *               all, in whatever order.
 * Ends because  the closer waits until all sources are done, and then closes
 *               the stream, once.
 * Watch         how the streams mix: the order within each source is kept, that
 *               between them is not.
 * Break it      CLOSE=1: every source closes the stream. CLOSE=2: nobody does.
 *               TAKE=1: main leaves early. FEED=1: main plays all the sources
 *               itself before it takes.
 * Law           FEED=1 hangs iff SOURCES x ITEMS > BUFFER. CLOSE=1 breaks iff
 *               SOURCES > 1: somebody comes after the first close; it hangs iff
 *               SOURCES = 0: nobody closes.
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

#define SOURCES 3       /* threads that send */
#define ITEMS 3         /* values that each source sends */
#define BUFFER 0        /* values that wait for main; 0: a rendezvous */
#define TAKE 0          /* main leaves after so many; 0: takes all */
#define CLOSE 0         /* who closes the stream: 0 last, 1 each, 2 none */
#define FEED 0          /* who sends: 0 task, a thread for each source, 1 main */

enum { ALL = SOURCES * ITEMS };

static sem_t items, room;       /* values that are there; places and takes, for those who put */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
/* under lock */
static int merged[ALL + 1], n_put, n_taken, closed;

static pthread_t sources[SOURCES + 1];

/* ---- The stream ---- */

static void put(int value)
{
	pthread_mutex_lock(&lock);
	assert(!closed);
	merged[n_put++] = value;
	pthread_mutex_unlock(&lock);
	sem_post(&items);
	sem_wait(&room);
}

/* -1: closed and drained. */
static int take(void)
{
	int value = -1;

	sem_wait(&items);
	pthread_mutex_lock(&lock);
	if (n_put > n_taken)
		value = merged[n_taken++];
	pthread_mutex_unlock(&lock);
	sem_post(&room);
	return value;
}

/* Main is woken without a value. */
static void close_merged(void)
{
	pthread_mutex_lock(&lock);
	assert(!closed);
	closed = 1;
	pthread_mutex_unlock(&lock);
	sem_post(&items);
}

/* ---- The threads ---- */

static void *source(void *arg)
{
	int first = (int)(long)arg * ITEMS;

	for (int value = first; value < first + ITEMS; value++)
		put(value);
	if (CLOSE == 1)
		close_merged();
	return NULL;
}

static void *close_after_the_last(void *unused)
{
	for (int i = 0; FEED == 0 && i < SOURCES; i++)
		pthread_join(sources[i], NULL);
	close_merged();
	return unused;
}

static int collect(void)
{
	int next[SOURCES + 1] = { 0 }, taken = 0, value;

	for (; (TAKE == 0 || taken < TAKE) && (value = take()) >= 0; taken++) {
		int from = value / (ITEMS ? ITEMS : 1);

		assert(value == from * ITEMS + next[from]++);
	}
	return taken;
}

int main(void)
{
	pthread_t closer;
	int taken;

	sem_init(&items, 0, 0);
	sem_init(&room, 0, BUFFER);
	for (long i = 0; FEED == 0 && i < SOURCES; i++)
		pthread_create(&sources[i], NULL, source, (void *)i);
	for (long i = 0; FEED != 0 && i < SOURCES; i++)
		source((void *)i);
	if (CLOSE == 0)
		pthread_create(&closer, NULL, close_after_the_last, NULL);
	taken = collect();
	printf("values: %d\n", taken);
	assert(CLOSE == 1 || taken == (TAKE && TAKE < ALL ? TAKE : ALL));
	pthread_exit(NULL);     /* whoever is left goes on */
}
