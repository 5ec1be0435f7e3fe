/* conds.h - a program's condition variables, whoever asks: pthreads or C11. */
#ifndef LAB_PROGRAM_CONDS_H
#define LAB_PROGRAM_CONDS_H

#include <stdint.h>

int  program_cond_init(void *address, int clock, const char *here);
void program_cond_destroy(void *address, const char *here);

/* 0, or EPERM, ETIMEDOUT as POSIX says. `deadline`: on the run's clock. */
int  program_cond_wait(void *address, void *mutex, int64_t deadline, const char *here);

void program_cond_signal(void *address, const char *here);
void program_cond_broadcast(void *address, const char *here);

#endif
