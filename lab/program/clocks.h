/*
 * clocks.h - the time of a program: the run's clock. It starts at one moment that is always the same, and in turns
 * it stands still while anybody can move.
 */
#ifndef LAB_PROGRAM_CLOCKS_H
#define LAB_PROGRAM_CLOCKS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/* A time that is given to a call: the caller reads it, and it is what it was then. `caller`: in the program's code. */
struct timespec time_given(const struct timespec *, uintptr_t caller);

/* Can it be a time: has it from 0 to 999,999,999 ns? */
bool is_time(const struct timespec *);

/* How long it is, in ns; what is longer than 100 years is NO_DEADLINE. */
int64_t span_of(const struct timespec *);

/* A moment of the program's clock (CLOCK_REALTIME or CLOCK_MONOTONIC) as a deadline on the run's. */
int64_t deadline_at(clockid_t, const struct timespec *);

/* Can one wait by this clock? */
bool is_clock(clockid_t);

#endif
