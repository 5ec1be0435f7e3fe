/*
 * bench.h - the same work, done by the lab, by a queue of pthreads, and by Go.
 *
 * X(work, word, operation, count)
 *   word        its name on the command line and for bench/go
 *   operation   what one of the `count` operations is
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#define WORKS(X)                                                                        \
	X(PING_PONG, "ping-pong", "rendezvous ping-pong, a round",            40000)    \
	X(STREAM,    "stream",    "one to one, capacity 128, an item",       600000)    \
	X(CROWD,     "crowd",     "four to four, capacity 128, an item",     200000)    \
	X(POOL,      "pool",      "three workers between two rendezvous, a job", 20000)  \
	X(SELECT_0,  "select-0",  "select over four, rendezvous, an item",   100000)    \
	X(SELECT,    "select",    "select over four, capacity 128, an item", 150000)    \
	X(ALONE,     "alone",     "send and receive, uncontended, both",    1000000)    \
	X(LOCK,      "lock",      "mutex, one task, lock and unlock",       2000000)    \
	X(LOCKS,     "locks",     "mutex, four tasks, lock and unlock",      500000)

struct pattern;

enum work {
#define X(work, word, operation, count) WORK_##work,
	WORKS(X)
#undef X
	WORK_COUNT
};

enum { BENCH_CAPACITY = 128, BENCH_TASKS = 4, BENCH_WORKERS = 3 };

/* ns per operation, over `count` operations. */
double bench_lab(enum work, int count, bool traced);
double bench_queue(enum work, int count);

/* How soon the lab answers: prints its own table. */
void bench_answers(void);

/* How soon a person's own program is built and run: prints its own table. */
void bench_programs(void);

/* How large proofs of the lab are, and how long they take: prints its own table. */
void bench_proofs(void);

/* What several processes make of a search by states: prints its own table. */
void bench_cores(void);

/* What it costs that accesses to memory of such a program are told: prints its own table. */
void bench_hooks(void);

/* The lab and the queue of pthreads while others want the processors: prints its own table. */
void bench_busy(void);

/* What a run of many tasks that take turns costs: prints its own table. */
void bench_turns(void);

/* Files of a trace of a million events. */
void bench_exports(void);

/*
 * How fast every schedule of a pattern is looked at, beside Spin on the same programs where it is installed: prints
 * its own tables. `folder` is where Spin's programs are made; NULL: without Spin.
 */
void bench_searches(const char *folder);

/* The pattern of this name; ends the program when there is none. */
const struct pattern *bench_pattern(const char *name);

/* Its values: "jobs=3 feed=main" over the defaults. */
void bench_values(const struct pattern *, const char *settings, int *values);

/* The middle one of n values, and the one that `percent` of them do not exceed; both sort them. */
double bench_median(double *values, int n);
double bench_percentile(double *values, int n, int percent);

/* Processor time of this program so far, and of all others that it has waited for. */
double bench_cpu_ms(void);
double bench_children_ms(void);

/* The program that is measured: CONCLAB, or the one here. */
char *bench_conclab(void);

/* Run a program to its end, what it says thrown away: from fork on, in ms. The last of the words is NULL. */
double bench_child(char *const words[]);

/* A new folder, in which the lab keeps all that it keeps from now on; and the end of it. */
const char *bench_folder(void);
void bench_folder_end(const char *folder);

static inline int64_t bench_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

#endif
