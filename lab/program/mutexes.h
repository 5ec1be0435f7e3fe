/* mutexes.h - a program's mutexes, whoever asks: pthreads, C11, or a condition variable. */
#ifndef LAB_PROGRAM_MUTEXES_H
#define LAB_PROGRAM_MUTEXES_H

#include <stdbool.h>
#include <stdint.h>

struct mutex;

/* What stands there. */
struct mutex *program_mutex(void *address, const char *here);

/* 0, or EDEADLK, EPERM, EBUSY, ETIMEDOUT as POSIX says. `deadline`: on the run's clock. */
int program_mutex_init(void *address, int type, const char *here);
int program_mutex_lock(void *address, int64_t deadline, const char *here);
int program_mutex_trylock(void *address, const char *here);
int program_mutex_unlock(void *address, const char *here);

/*
 * The calling thread has just come to hold it. `error`, but of a robust mutex EOWNERDEAD where who held it has ended without
 * giving it back, or ENOTRECOVERABLE, and then it is given back.
 */
int program_mutex_health(void *address, int error, const char *here);

/* The calling thread ends: what it still holds and is robust goes to who comes next. Of more than sixteen locks nothing does. */
void program_mutexes_left(const char *here);

/* Of whatever type it is: of who has not locked it a misuse, which ends the run. */
void program_mutex_give(void *address, const char *here);

void program_mutex_destroy(void *address, const char *here);

/* Said before anything but locking and unlocking what one holds, so that the search takes that for no private matter. */
void program_mutex_contest(void);

/* Is it of a type that tells who does not hold it, and does the caller not hold it? */
bool program_mutex_refuses(struct mutex *);

#endif
