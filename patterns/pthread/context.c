/*
 * One signal that ends everything that was started for one purpose.
 *
 * The pattern context as a plain program: `cc -pthread context.c` builds it.
 *
 *     contexts[0] --> contexts[1]        main cancels contexts[0]: all below it
 *                         |              end, too
 *             .-----------+-----------.
 *          count-1     count-2     count-3 --numbers--> main
 *
 * Threads could be ended from outside by pthread_cancel(); but then each must be
 * ready to be ended wherever it stands. Here each looks for itself.
 *
 * Use it when   one request starts many threads, and all of them are to stop
 *               when it is answered, given up, or too late.
 * Ends because  every thread looks at the context wherever it may wait, and
 *               somebody cancels it (or its deadline passes).
 * Watch         CANCEL=1 DEADLINE=20: who ends it?
 * Break it      LISTEN=1: threads that never look are left behind, holding out
 *               what nobody wants. CANCEL=1: they look, but nothing ends.
 * Law           leaks iff TASKS > 0 and (LISTEN=1 or CANCEL=1 and DEADLINE =
 *               0): all its threads, for nothing reaches them.
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

#define DEPTH 2         /* contexts, each under the one before */
#define TASKS 3         /* threads that work under the lowest */
#define DEADLINE 0      /* ms until the first ends by itself; 0: never */
#define LISTEN 0        /* do threads look at their context: 0 on, 1 off */
#define CANCEL 0        /* does main cancel when it has what it wants: 0 on, 1 off */

struct context {
	struct context *above;          /* or NULL */
	int             ended;          /* under lock; it has also ended when one above it has */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
/* under lock */
static int numbers[2 * TASKS + 1], n_held_out, n_taken;

static struct context contexts[DEPTH], *const lowest = &contexts[DEPTH - 1];
static struct timespec deadline;

/* ---- The contexts ---- */

static int has_ended(const struct context *context)
{
	for (; context; context = context->above)
		if (context->ended)
			return 1;
	return 0;
}

/* Under lock. */
static void cancel(struct context *context)
{
	context->ended = 1;
	pthread_cond_broadcast(&changed);
}

static void make_contexts(void)
{
	for (int i = 1; i < DEPTH; i++)
		contexts[i].above = &contexts[i - 1];
	clock_gettime(CLOCK_REALTIME, &deadline);
	deadline.tv_nsec += DEADLINE % 1000 * 1000000L;
	deadline.tv_sec += DEADLINE / 1000 + deadline.tv_nsec / 1000000000L;
	deadline.tv_nsec %= 1000000000L;
}

/* Wait for a change; at the deadline the first context ends. Under lock. */
static void wait_for_change(void)
{
	if (!DEADLINE || contexts[0].ended)
		pthread_cond_wait(&changed, &lock);
	else if (pthread_cond_timedwait(&changed, &lock, &deadline) == ETIMEDOUT)
		cancel(&contexts[0]);
}

/* ---- The threads ---- */

/* Hold a number out until somebody takes it. Returns 0 when nobody will. */
static int send(int number)
{
	int mine, taken;

	pthread_mutex_lock(&lock);
	mine = n_held_out;
	numbers[n_held_out++] = number;
	pthread_cond_broadcast(&changed);
	while (n_taken <= mine && (LISTEN == 1 || !has_ended(lowest)))
		wait_for_change();
	taken = n_taken > mine;
	assert(taken || has_ended(lowest));
	pthread_mutex_unlock(&lock);
	return taken;
}

static void *count(void *unused)
{
	for (int number = 0; send(number); number++)
		;
	return unused;
}

/* Returns 0 when the request has ended. */
static int take(int *number)
{
	int any;

	pthread_mutex_lock(&lock);
	while (n_held_out == n_taken && !has_ended(&contexts[0]))
		wait_for_change();
	any = !has_ended(&contexts[0]);
	if (any)
		*number = numbers[n_taken++];
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
	return any;
}

int main(void)
{
	pthread_t thread;
	int number, taken = 0;

	make_contexts();
	for (int i = 0; i < TASKS; i++)
		pthread_create(&thread, NULL, count, NULL);
	while (taken < TASKS && take(&number))
		taken++;
	printf("numbers: %d\n", taken);
	pthread_mutex_lock(&lock);
	if (CANCEL == 0)
		cancel(&contexts[0]);
	pthread_mutex_unlock(&lock);
	pthread_exit(NULL);     /* whoever is left goes on */
}
