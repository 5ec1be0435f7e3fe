/* moment.c - see moment.h. */
#include "lab/engine/moment.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "lab/engine/engine.h"

/* ns; see bench/busy.c */
enum { DEAR = 200000, SLEEP = 10000, MOST_SAVED = 10000000, FIRST_REST = 100000000 };
enum { REST = 64, WATCHED = 64 };

bool pause_while(atomic_int *word, int value)
{
	for (int i = 0; i < PAUSES; i++) {
		if (atomic_load_explicit(word, memory_order_acquire) != value)
			return true;
		cpu_pause();
	}
	return false;
}

/* How many threads of the machine run or want to, the calling one among them; 0 where nobody says. */
static int running_now(void)
{
	char text[128] = "";
	int running = 0, file = open("/proc/loadavg", O_RDONLY | O_CLOEXEC);

	if (file < 0)
		return 0;
	if (read(file, text, sizeof text - 1) <= 0 || sscanf(text, "%*s %*s %*s %d/", &running) != 1)
		running = 0;
	close(file);
	return running;
}

/* The calling thread is one of those that run: the others are as many as the processors. */
void yielding_begin(struct yielding *yielding)
{
	bool wanted = running_now() > sysconf(_SC_NPROCESSORS_ONLN);

	atomic_store_explicit(&yielding->rest_until, wanted ? clock_now() + FIRST_REST : 0, memory_order_relaxed);
}

static bool resting(const struct yielding *yielding)
{
	int64_t until = atomic_load_explicit(&yielding->rest_until, memory_order_relaxed);

	return until && clock_now() < until;
}

/* Processor time of the whole program. */
static int64_t used_by_us(void)
{
	struct timespec used;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	return used.tv_sec * (int64_t)1000000000 + used.tv_nsec;
}

/*
 * One yield; `*now` is moved on. Returns the ns that it gave to others. Asking for processor time costs as much as a yield: after many cheap
 * ones it is left out, and the next dear one is forgiven.
 */
static int64_t yield_once(struct thrift *thrift, int64_t *now)
{
	bool watched = thrift->cheap < WATCHED;
	int64_t used = watched ? used_by_us() : 0, before = *now, took;

	sched_yield();
	*now = clock_now();
	took = *now - before;
	if (took < DEAR) {
		thrift->cheap += watched;
		return 0;
	}
	thrift->cheap = 0;
	if (watched)
		took -= used_by_us() - used;
	return watched && took > 0 ? took : 0;
}

/* Returns whether it could be paid. */
static bool pay(struct yielding *yielding, struct thrift *thrift, int64_t ns)
{
	thrift->saved -= ns;
	if (thrift->saved >= 0)
		return true;
	atomic_store_explicit(&yielding->rest_until, clock_now() - REST * thrift->saved, memory_order_relaxed);
	thrift->saved = 0;
	return false;
}

bool yield_until(struct yielding *yielding, struct thrift *thrift, atomic_int *word, int value, int most)
{
	bool pays = true;
	int64_t now;

	if (atomic_load_explicit(word, memory_order_acquire) == value)
		return true;
	if (resting(yielding))
		return false;
	now = clock_now();
	for (int i = 0; i < most && pays; i++) {
		pays = pay(yielding, thrift, yield_once(thrift, &now));
		if (atomic_load_explicit(word, memory_order_acquire) == value) {
			thrift->saved += thrift->saved < MOST_SAVED ? SLEEP : 0;
			return true;
		}
	}
	return false;
}
