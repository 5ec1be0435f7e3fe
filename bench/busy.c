/*
 * busy.c - how the lab waits on a machine that others use, too: beside twice as many busy loops as there are
 * processors, and beside none, against the queue of pthreads.
 *
 * Each round measures all of them in turn, so a noisy minute hits all.
 */
#include "bench/bench.h"

#include <stdio.h>

#include "tests/loops.h"

enum { BUSY_ROUNDS = 21 };

static const struct {
	enum work work;
	int       count;
} busy_works[] = {
	{ WORK_POOL, 5000 }, { WORK_PING_PONG, 5000 }, { WORK_STREAM, 100000 }, { WORK_CROWD, 50000 },
	{ WORK_SELECT_0, 5000 }, { WORK_SELECT, 50000 }, { WORK_LOCKS, 200000 },
};

enum contestant { TRACED, UNTRACED, QUEUE, CONTESTANTS };

/* ms of each round. */
struct times {
	double ms[CONTESTANTS][BUSY_ROUNDS];
};

static void measure(struct times *times, int round, enum work work, int count)
{
	times->ms[TRACED][round] = bench_lab(work, count, true) * count / 1e6;
	times->ms[UNTRACED][round] = bench_lab(work, count, false) * count / 1e6;
	times->ms[QUEUE][round] = bench_queue(work, count) * count / 1e6;
}

static void print_row(const char *label, struct times *times, int percent)
{
	double ms[CONTESTANTS];

	for (int i = 0; i < CONTESTANTS; i++)
		ms[i] = bench_percentile(times->ms[i], BUSY_ROUNDS, percent);
	printf("  %-38s %9.1f %9.1f %9.1f %9.2f %9.2f\n", label, ms[TRACED], ms[UNTRACED], ms[QUEUE],
	       ms[TRACED] / ms[QUEUE], ms[UNTRACED] / ms[QUEUE]);
}

static void bench_work(enum work work, int count)
{
	static const char *const operations[] = {
#define X(work, word, operation, count) [WORK_##work] = operation,
		WORKS(X)
#undef X
	};
	struct times quiet, busy;
	struct loops loops;

	printf("%s, %d times\n", operations[work], count);
	for (int round = 0; round < BUSY_ROUNDS; round++) {
		measure(&quiet, round, work, count);
		loops_start(&loops);
		measure(&busy, round, work, count);
		loops_end(&loops);
	}
	print_row("quiet, median", &quiet, 50);
	print_row("quiet, 95th percentile", &quiet, 95);
	print_row("busy, median", &busy, 50);
	print_row("busy, 95th percentile", &busy, 95);
	fflush(stdout);
}

void bench_busy(void)
{
	printf("\nA machine that others use, too. ms of %d rounds; busy is beside %d busy loops.\n\n", BUSY_ROUNDS,
	       loops_wanted());
	printf("%-40s %9s %9s %9s %9s %9s\n", "", "lab", "lab", "", "traced", "untraced");
	printf("%-40s %9s %9s %9s %9s %9s\n", "", "traced", "untraced", "pthreads", "/ pthr.", "/ pthr.");
	for (size_t i = 0; i < sizeof busy_works / sizeof *busy_works; i++)
		bench_work(busy_works[i].work, busy_works[i].count);
}
