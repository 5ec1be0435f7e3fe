/*
 * busy.c - how the lab waits on a machine that others use, too: beside twice as many busy loops as there are
 * processors, and beside none, against the queue of pthreads.
 *
 * Each round measures all of them in turn, so a noisy minute hits all. The loops are processes of their own, for
 * the system shares processors among those; they end with this program, even when it is killed.
 */
#include "bench/bench.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BUSY_ROUNDS = 21, MOST_LOOPS = 512, SPINS = 1000000 };

static const struct {
	enum work work;
	int       count;
} busy_works[] = {
	{ WORK_POOL, 5000 }, { WORK_PING_PONG, 5000 }, { WORK_STREAM, 100000 }, { WORK_CROWD, 50000 },
	{ WORK_SELECT_0, 5000 }, { WORK_SELECT, 50000 }, { WORK_LOCKS, 200000 },
};

/* ---- The loops ---- */

static struct {
	int   n;
	pid_t children[MOST_LOOPS];
} loops;

/* Until the parent is gone, however it went. */
_Noreturn static void loop_beside(pid_t parent)
{
	while (getppid() == parent)
		for (volatile int i = 0; i < SPINS; i++)
			;
	_exit(0);
}

static void start_loops(void)
{
	long wanted = 2 * sysconf(_SC_NPROCESSORS_ONLN);
	pid_t self = getpid();

	for (loops.n = 0; loops.n < wanted && loops.n < MOST_LOOPS; loops.n++) {
		pid_t child = fork();

		if (child == 0)
			loop_beside(self);
		if (child < 0) {
			perror("bench: fork");
			exit(1);
		}
		loops.children[loops.n] = child;
	}
}

static void end_loops(void)
{
	for (int i = 0; i < loops.n; i++)
		kill(loops.children[i], SIGKILL);
	for (int i = 0; i < loops.n; i++)
		waitpid(loops.children[i], NULL, 0);
	loops.n = 0;
}

/* ---- Measuring ---- */

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

	printf("%s, %d times\n", operations[work], count);
	for (int round = 0; round < BUSY_ROUNDS; round++) {
		measure(&quiet, round, work, count);
		start_loops();
		measure(&busy, round, work, count);
		end_loops();
	}
	print_row("quiet, median", &quiet, 50);
	print_row("quiet, 95th percentile", &quiet, 95);
	print_row("busy, median", &busy, 50);
	print_row("busy, 95th percentile", &busy, 95);
	fflush(stdout);
}

void bench_busy(void)
{
	printf("\nA machine that others use, too. ms of %d rounds; busy is beside %ld busy loops.\n\n", BUSY_ROUNDS,
	       2 * sysconf(_SC_NPROCESSORS_ONLN));
	printf("%-40s %9s %9s %9s %9s %9s\n", "", "lab", "lab", "", "traced", "untraced");
	printf("%-40s %9s %9s %9s %9s %9s\n", "", "traced", "untraced", "pthreads", "/ pthr.", "/ pthr.");
	for (size_t i = 0; i < sizeof busy_works / sizeof *busy_works; i++)
		bench_work(busy_works[i].work, busy_works[i].count);
}
