/*
 * threads.h - a program's main, and how it ends.
 */
#ifndef LAB_PROGRAM_THREADS_H
#define LAB_PROGRAM_THREADS_H

struct process;

/* By main: run the program's main to its end, which is the end of the program. */
void run_main(struct process *);

#endif
