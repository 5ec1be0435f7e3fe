/*
 * loops.h - a busy machine: processes that do nothing but want processors, beside a test or a benchmark.
 *
 * They are processes, for the system shares processors among those. They end with the program that started them, however
 * that ends: each looks now and then whether its parent is still there.
 */
#ifndef TESTS_LOOPS_H
#define TESTS_LOOPS_H

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_LOOPS = 512, SPINS_BETWEEN_LOOKS = 1000000 };

struct loops {
	int   n;
	pid_t children[MOST_LOOPS];
};

_Noreturn static inline void loop_beside(pid_t parent)
{
	while (getppid() == parent)
		for (volatile int i = 0; i < SPINS_BETWEEN_LOOKS; i++)
			;
	_exit(0);
}

/* Two for each processor. */
static inline int loops_wanted(void)
{
	long wanted = 2 * sysconf(_SC_NPROCESSORS_ONLN);

	return wanted < MOST_LOOPS ? (int)wanted : MOST_LOOPS;
}

/* Ends the program when the system refuses. */
static inline void loops_start(struct loops *loops)
{
	pid_t self = getpid();

	for (loops->n = 0; loops->n < loops_wanted(); loops->n++) {
		pid_t child = fork();

		if (child == 0)
			loop_beside(self);
		if (child < 0) {
			perror("fork");
			exit(1);
		}
		loops->children[loops->n] = child;
	}
}

static inline void loops_end(struct loops *loops)
{
	for (int i = 0; i < loops->n; i++)
		kill(loops->children[i], SIGKILL);
	for (int i = 0; i < loops->n; i++)
		waitpid(loops->children[i], NULL, 0);
	loops->n = 0;
}

#endif
