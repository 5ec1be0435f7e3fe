/* threads.h - a program's main, and how it ends; its threads, whoever asks: pthreads or C11. */
#ifndef LAB_PROGRAM_THREADS_H
#define LAB_PROGRAM_THREADS_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct process;

/* By main: run the program's main to its end, which is the end of the program. */
void run_main(struct process *);

/* The last part of its path, without ".c": what a program is called by. The run's. */
const char *program_name(void);

/* A thread to be. */
struct thread_order {
	void *(*start)(void *);
	void  *arg;
	bool   detached;
	const pthread_attr_t *attributes;       /* how it is scheduled; NULL: as its maker is */
	bool   is_c11;                  /* `start` gives an int */
};

/*
 * The calling thread is over, and so is the program if it was the last: then what atexit() was told is done. Else it has
 * no variables of its own any more.
 */
void thread_left(void);

/* 0, or EINVAL, EDEADLK as POSIX says; what is no thread ends the run. `*result` is written to when it is not NULL and nothing is wrong. */
int program_create(pthread_t *number, const struct thread_order *, const char *here);
int program_join(pthread_t number, int64_t deadline, void **result, const char *here);
int program_detach(pthread_t number, const char *here);

#endif
