/*
 * One stream, copied to two readers.
 *
 * The pattern tee as a plain program: `cc -pthread tee.c` builds it.
 *
 *     source --in--> tee --left[LEFT_BUFFER]----> main
 *                      '---right[RIGHT_BUFFER]--> right-reader
 *
 * Use it when   two threads need the same values.
 * Ends because  the source puts an end into its link after its last value; the
 *               tee hands every value to both sides before it takes the next,
 *               and the end, too; a reader leaves with it.
 * Watch         the faster side waits for the slower: never further ahead than
 *               the buffer and one.
 * Break it      DRAIN=1: main reads the whole left side before it reads the
 *               right one.
 * Law           DRAIN=1 hangs iff ITEMS > RIGHT_BUFFER + 1 with READ=0 (the one
 *               more is in the tee's hand), iff ITEMS > RIGHT_BUFFER with READ=1
 *               (the end comes left only after the last value went right).
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

#define ITEMS 5         /* values in the stream */
#define LEFT_BUFFER 0   /* values that wait on the left */
#define RIGHT_BUFFER 0  /* values that wait on the right */
#define DRAIN 0         /* a reader for each side, or one after the other: 0 both, 1 left-first */
#define READ 0          /* 0 count: count the values, 1 range: take them until the end */

enum { END };           /* in place of a value, from 1 */

/* One puts, one takes: the semaphores are all the order that they need. */
struct link {
	sem_t values, room;     /* values that are there; places and takes, for the one who puts */
	int   value[ITEMS + 1], n_put, n_taken;
};

static struct link in, left, right;

/* ---- The links ---- */

static void make_link(struct link *link, int places)
{
	sem_init(&link->values, 0, 0);
	sem_init(&link->room, 0, (unsigned)places);
}

/* Hold a value out; whoever does so waits for room afterwards, but not with an end. */
static void hold_out(struct link *link, int value)
{
	link->value[link->n_put++] = value;
	sem_post(&link->values);
}

static int take(struct link *link)
{
	int value;

	sem_wait(&link->values);
	value = link->value[link->n_taken++];
	sem_post(&link->room);
	return value;
}

/* ---- The threads ---- */

static void *source(void *unused)
{
	for (int value = 1; value <= ITEMS; value++) {
		hold_out(&in, value);
		sem_wait(&in.room);
	}
	hold_out(&in, END);
	return unused;
}

/* Each value to both sides, in whatever order they are ready. */
static void *tee(void *unused)
{
	int value;

	while ((value = take(&in)) != END) {
		hold_out(&left, value);
		hold_out(&right, value);
		sem_wait(&left.room);
		sem_wait(&right.room);
	}
	hold_out(&left, END);
	hold_out(&right, END);
	return unused;
}

static void drain(struct link *side)
{
	int taken = 0, value;

	while ((READ == 1 || taken < ITEMS) && (value = take(side)) != END) {
		taken++;
		assert(value == taken);
	}
	assert(taken == ITEMS);
}

static void *right_reader(void *unused)
{
	drain(&right);
	return unused;
}

int main(void)
{
	pthread_t thread;

	make_link(&in, 0);
	make_link(&left, LEFT_BUFFER);
	make_link(&right, RIGHT_BUFFER);
	pthread_create(&thread, NULL, source, NULL);
	pthread_create(&thread, NULL, tee, NULL);
	if (DRAIN == 0)
		pthread_create(&thread, NULL, right_reader, NULL);
	drain(&left);
	if (DRAIN == 1)
		drain(&right);
	printf("values: %d\n", ITEMS);
	pthread_exit(NULL);     /* the others end by themselves */
}
