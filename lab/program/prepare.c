/* prepare.c - see prepare.h. As many threads as there are processors, each building the next that nobody has begun. */
#define _GNU_SOURCE             /* sysconf beside C11 */

#include "lab/program/prepare.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include "lab/compile/build.h"
#include "lab/program/program.h"
#include "lab/program/variant.h"

enum { MOST_BUILDERS = 16, LOOK_EVERY_MS = 100 };

struct building {
	const struct prepare *what;
	atomic_int            next;             /* nobody has begun it */
	pthread_mutex_t       lock;
	pthread_cond_t        news;
	int                   done, ended;      /* guarded by `lock`: choices; builders */
};

static void *builder(void *arg)
{
	struct building *b = arg;

	for (int i; (i = atomic_fetch_add(&b->next, 1)) < b->what->n;) {
		struct built built;

		variant_build(&built, b->what->pattern, b->what->values[i], b->what->files);
		built_free(&built);
		pthread_mutex_lock(&b->lock);
		b->done++;
		pthread_cond_signal(&b->news);
		pthread_mutex_unlock(&b->lock);
	}
	pthread_mutex_lock(&b->lock);
	b->ended++;
	pthread_cond_signal(&b->news);
	pthread_mutex_unlock(&b->lock);
	return NULL;
}

/* Signals are the caller's: who is told of ^C is the thread that asks for it. Returns how many there are. */
static int start(struct building *b, pthread_t builders[MOST_BUILDERS])
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	int wanted = processors < 1 ? 1 : processors > MOST_BUILDERS ? MOST_BUILDERS : (int)processors, n = 0;
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	while (n < wanted && n < b->what->n && pthread_create(&builders[n], NULL, builder, b) == 0)
		n++;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return n;
}

static void wait_for_news(struct building *b)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_nsec += LOOK_EVERY_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_cond_timedwait(&b->news, &b->lock, &until);
}

static void watch(struct building *b, int builders)
{
	const struct prepare *what = b->what;
	int done;

	pthread_mutex_lock(&b->lock);
	while (b->ended < builders) {
		wait_for_news(b);
		done = b->done;
		pthread_mutex_unlock(&b->lock);
		if (what->told && !what->told(what->context, done))
			atomic_store(&b->next, what->n);
		pthread_mutex_lock(&b->lock);
	}
	pthread_mutex_unlock(&b->lock);
}

void program_prepare(const struct prepare *what)
{
	struct building b = { .what = what, .lock = PTHREAD_MUTEX_INITIALIZER, .news = PTHREAD_COND_INITIALIZER };
	pthread_t builders[MOST_BUILDERS];
	int n;

	if (!program_is_program(what->pattern))
		return;
	n = start(&b, builders);
	watch(&b, n);
	for (int i = 0; i < n; i++)
		pthread_join(builders[i], NULL);
}
