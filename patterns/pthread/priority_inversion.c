/*
 * The most urgent thread waits for the least urgent one, and that for others.
 *
 * The pattern priority-inversion as a plain program: `cc -pthread priority_inversion.c` builds it.
 *
 *     high    -------wants shared..............................gets it, works
 *     medium  ------------------works, works, works
 *     low     -has shared-(pushed aside)-------------works, gives it back
 *
 * A program has real priorities only where it may ask for SCHED_FIFO, and then
 * INHERIT=0 is pthread_mutexattr_setprotocol(&attr, PTHREAD_PRIO_INHERIT) for
 * `shared`. Here the threads play it: they take turns on one processor, the most
 * urgent first.
 *
 * Use it when   threads have priorities and share locks: then who holds a lock
 *               must be as urgent as whoever waits for it.
 * Ends because  everybody works for a while and is through. This is about
 *               waiting, not about hanging.
 * Watch         `behind`: the pieces of work that others did while high waited.
 *               MEDIUM=5?
 * Break it      INHERIT=1: low holds what high needs, and every medium thread
 *               comes before low.
 * Law           `behind` can come to MEDIUM x WORK iff INHERIT=1, else it is 0:
 *               all that medium threads have to do comes before low, who has
 *               what high waits for.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define MEDIUM 2        /* threads of medium urgency */
#define INHERIT 0       /* is low as urgent as high while high waits for it: 0 on, 1 off */
#define WORK 3          /* pieces of work that each has to do */
#define SLICE 2         /* ms for a piece */

enum { LOW, MIDDLE, HIGH, LEVELS };
enum { NOT_YET, WAITS, HAS_IT };        /* how far high has come */

static pthread_mutex_t shared = PTHREAD_MUTEX_INITIALIZER;      /* what low and high both need */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
/* under lock */
static int busy, wants[LEVELS];         /* the processor; threads of each level that have work to do */
static int low_has_it, high;            /* with `shared`: NOT_YET, ... */
static int behind;

/* ---- The processor ---- */

/* High waits for what low has. Under lock. */
static int low_delays_high(void)
{
	return low_has_it && high == WAITS;
}

/* Under lock. */
static int must_wait(int level)
{
	int low_is_raised = INHERIT == 0 && low_delays_high();

	if (busy)
		return 1;
	if (level == MIDDLE)
		return wants[HIGH] || (low_is_raised && wants[LOW]);
	return level == LOW && !low_is_raised && (wants[MIDDLE] || wants[HIGH]);
}

static void do_piece(int level)
{
	pthread_mutex_lock(&lock);
	while (must_wait(level))
		pthread_cond_wait(&changed, &lock);
	busy = 1;
	if (level == MIDDLE && low_delays_high())
		behind++;
	pthread_mutex_unlock(&lock);
	if (SLICE)
		usleep(SLICE * 1000);
	pthread_mutex_lock(&lock);
	busy = 0;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

static void change(int *what, int by)
{
	pthread_mutex_lock(&lock);
	*what += by;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

static void wait_for(const int *what)
{
	pthread_mutex_lock(&lock);
	while (!*what)
		pthread_cond_wait(&changed, &lock);
	pthread_mutex_unlock(&lock);
}

static void work(int level)
{
	for (int i = 0; i < WORK; i++)
		do_piece(level);
}

/* ---- The threads ---- */

static void *be_low(void *unused)
{
	pthread_mutex_lock(&shared);
	change(&wants[LOW], 1);
	change(&low_has_it, 1);
	wait_for(&high);
	work(LOW);
	change(&low_has_it, -1);
	pthread_mutex_unlock(&shared);
	change(&wants[LOW], -1);
	return unused;
}

static void *be_medium(void *unused)
{
	wait_for(&high);
	change(&wants[MIDDLE], 1);
	work(MIDDLE);
	change(&wants[MIDDLE], -1);
	return unused;
}

static void *be_high(void *unused)
{
	wait_for(&low_has_it);
	change(&high, 1);
	pthread_mutex_lock(&shared);
	change(&wants[HIGH], 1);
	change(&high, 1);
	work(HIGH);
	change(&wants[HIGH], -1);
	pthread_mutex_unlock(&shared);
	return unused;
}

int main(void)
{
	pthread_t threads[MEDIUM + 2];

	pthread_create(&threads[0], NULL, be_low, NULL);
	pthread_create(&threads[1], NULL, be_high, NULL);
	for (int i = 0; i < MEDIUM; i++)
		pthread_create(&threads[2 + i], NULL, be_medium, NULL);
	for (int i = 0; i < MEDIUM + 2; i++)
		pthread_join(threads[i], NULL);
	printf("behind: %d\n", behind);
	assert(INHERIT == 1 || behind == 0);
	return 0;
}
