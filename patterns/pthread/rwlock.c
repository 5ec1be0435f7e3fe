/*
 * Many readers, or one writer.
 *
 * The pattern rwlock as a plain program: `cc -pthread rwlock.c` builds it.
 *
 *     reader-1 --read-lock----.
 *     reader-2 --read-lock----+--> value and copy, which must agree
 *     writer-1 --write-lock---'
 *
 * Use it when   much is read and little is written, and reading takes long
 *               enough to be worth a lock that costs more than a mutex.
 * Ends because  readers hold it together, and nobody asks again for what it
 *               holds; the writer gets it when the readers are through.
 * Watch         READERS=4 LOOPS=20, then PREFER=1: how long does the writer
 *               wait? PREFER=1 is what a lock does that is made with NULL.
 * Break it      DEPTH=2: a reader that has the lock read-locks again, behind
 *               a writer that waits for it. UPGRADE=1: a reader that wants to
 *               write waits for itself.
 * Law           it can hang iff PREFER=0 and DEPTH > 1 and READERS > 0 and
 *               WRITERS > 0 and LOOPS > 0. UPGRADE=1 hangs iff READERS > 0 and
 *               LOOPS > 0.
 */
#define _GNU_SOURCE             /* pthread_rwlockattr_setkind_np */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define READERS 2       /* threads that read */
#define WRITERS 1       /* threads that write */
#define DEPTH 1         /* read-locks a reader holds at a time */
#define PREFER 0        /* whose turn it is when both wait: 0 writer, 1 reader */
#define UPGRADE 0       /* do readers write, too; and if so: how: 0 off, 1 naive, 2 let go first */
#define LOOPS 1         /* times that each thread takes the lock */
#define HOLD 5          /* ms that a reader reads */

static pthread_rwlock_t lock;
static int value, copy;         /* under lock */

static void change(void)
{
	value++;
	copy = value;
}

/* A function that reads calls another one that reads, and both take the lock. */
static void look(int depth)
{
	pthread_rwlock_rdlock(&lock);
	if (HOLD)
		usleep(HOLD * 1000);
	if (depth > 1)
		look(depth - 1);
	assert(value == copy);
	pthread_rwlock_unlock(&lock);
}

/* Read, and then change what was read. */
static void look_and_change(void)
{
	pthread_rwlock_rdlock(&lock);
	if (HOLD)
		usleep(HOLD * 1000);
	if (UPGRADE == 2)
		pthread_rwlock_unlock(&lock);
	pthread_rwlock_wrlock(&lock);
	change();
	pthread_rwlock_unlock(&lock);
}

static void *reader(void *unused)
{
	for (int i = 0; i < LOOPS; i++)
		if (UPGRADE)
			look_and_change();
		else
			look(DEPTH);
	return unused;
}

static void *writer(void *unused)
{
	for (int i = 0; i < LOOPS; i++) {
		pthread_rwlock_wrlock(&lock);
		change();
		pthread_rwlock_unlock(&lock);
	}
	return unused;
}

static void make_lock(void)
{
	pthread_rwlockattr_t attributes;

	pthread_rwlockattr_init(&attributes);
	if (PREFER == 0)
		pthread_rwlockattr_setkind_np(&attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	pthread_rwlock_init(&lock, &attributes);
	pthread_rwlockattr_destroy(&attributes);
}

int main(void)
{
	pthread_t threads[READERS + WRITERS];

	make_lock();
	for (int i = 0; i < READERS + WRITERS; i++)
		pthread_create(&threads[i], NULL, i < READERS ? reader : writer, NULL);
	for (int i = 0; i < READERS + WRITERS; i++)
		pthread_join(threads[i], NULL);
	printf("changes: %d\n", copy);
	assert(copy == (WRITERS + (UPGRADE ? READERS : 0)) * LOOPS);
	return 0;
}
