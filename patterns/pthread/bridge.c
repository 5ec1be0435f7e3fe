/*
 * A sequence of streams, read as one.
 *
 * The pattern bridge as a plain program: `cc -pthread bridge.c` builds it.
 *
 *     source --next--> main          `next` says which stream is to be read now
 *        '---streams[0], [1], ... [INNER]--> main
 *
 * Use it when   values come in batches, each with a stream of its own, and the
 *               reader should not have to know.
 * Ends because  the source puts an end into each stream when it is full, and
 *               into `next` after the last one; main reads a stream until its
 *               end, then asks for the next.
 * Watch         FILL=1 INNER=2: the source is done with a stream before main
 *               looks at it.
 * Break it      FILL=1: the source fills a stream that nobody knows of yet.
 *               CLOSE_INNER=1: main waits for more from a stream that is
 *               finished.
 * Law           FILL=1 hangs iff CHANNELS > 0 and ITEMS > INNER. CLOSE_INNER=1
 *               always hangs (with CHANNELS=0 there is nothing to end).
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

#define CHANNELS 3      /* streams in the sequence */
#define ITEMS 2         /* values in each */
#define INNER 0         /* values that wait in each */
#define FILL 0          /* filled after it is handed over, or before: 0 after, 1 before */
#define CLOSE_INNER 0   /* is there an end in each: 0 on, 1 off */

enum { END = -1 };      /* in place of a value, from 0 */
enum { MOST = ITEMS > CHANNELS ? ITEMS : CHANNELS };

/* One puts, one takes: the semaphores are all the order that they need. */
struct stream {
	sem_t values, room;     /* values that are there; places and takes, for the one who puts */
	int   value[MOST + 1], n_put, n_taken;
};

static struct stream next, streams[CHANNELS + 1];

static void make_stream(struct stream *stream, int places)
{
	sem_init(&stream->values, 0, 0);
	sem_init(&stream->room, 0, (unsigned)places);
}

/* Nobody waits for room for an end. */
static void put(struct stream *stream, int value)
{
	stream->value[stream->n_put++] = value;
	sem_post(&stream->values);
	if (value != END)
		sem_wait(&stream->room);
}

static int take(struct stream *stream)
{
	int value;

	sem_wait(&stream->values);
	value = stream->value[stream->n_taken++];
	sem_post(&stream->room);
	return value;
}

static void fill(int number)
{
	for (int value = number * ITEMS; value < (number + 1) * ITEMS; value++)
		put(&streams[number], value);
	if (CLOSE_INNER == 0)
		put(&streams[number], END);
}

static void *source(void *unused)
{
	for (int number = 0; number < CHANNELS; number++) {
		if (FILL == 1)
			fill(number);
		put(&next, number);
		if (FILL == 0)
			fill(number);
	}
	put(&next, END);
	return unused;
}

int main(void)
{
	pthread_t thread;
	int number, value, taken = 0;

	make_stream(&next, 0);
	for (int i = 0; i < CHANNELS; i++)
		make_stream(&streams[i], INNER);
	pthread_create(&thread, NULL, source, NULL);
	while ((number = take(&next)) != END)
		while ((value = take(&streams[number])) != END) {
			assert(value == taken);
			taken++;
		}
	printf("values: %d\n", taken);
	assert(taken == CHANNELS * ITEMS);
	pthread_join(thread, NULL);
	return 0;
}
