/*
 * moment.h - to wait a moment before going to sleep, for a sleep and the wake-up that ends it cost ten times as much.
 *
 * There are two ways, and who waits for what decides between them:
 *
 *   pausing    the processor is kept. For what somebody does in a few dozen instructions: a lock is given back, results
 *              are written. It ends after PAUSES, in a few microseconds at most, however busy the machine is.
 *   yielding   the processor is given away. For what a task does that may have to move first. It is cheap while only
 *              tasks of this run want the processors. Beside a program that computes, each yield gives that one whole
 *              slices of time, some milliseconds: a thousand sleeps would cost less.
 *
 * So each yield is timed. What a dear one took, less the time in which the program itself had processors, was lost to
 * others. A task pays for that with what its yields have saved before, sleeps that were not needed. What it cannot pay,
 * all tasks of the run make up for together: they sleep at once, REST times as long, before one of them tries again.
 * That bounds what is lost by trying, on any machine. Where the system tells how many threads run or want to (Linux), it
 * is asked when a run starts: most runs are over sooner than one dear yield. Later only trying tells: others may be many
 * and yet have little right to the processors.
 */
#ifndef LAB_ENGINE_MOMENT_H
#define LAB_ENGINE_MOMENT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum { PAUSES = 100 };          /* before sleeping */

/* A hint that the processor is pausing. */
static inline void cpu_pause(void)
{
#if defined(__x86_64__) || defined(__i386__)
	__builtin_ia32_pause();
#elif defined(__aarch64__) || defined(__arm__)
	__asm__ __volatile__("yield");
#endif
}

/* Pause until *word != value, PAUSES times at most. Returns whether it is so. */
bool pause_while(atomic_int *word, int value);

/* What a run has learned. All zero: nothing. */
struct yielding {
	_Atomic int64_t rest_until;     /* its tasks sleep at once until then: ns of CLOCK_MONOTONIC */
};

/* A run starts: do others want all processors right now? */
void yielding_begin(struct yielding *);

/* What a task has. All zero: nothing. */
struct thrift {
	int64_t saved;                  /* ns; what its yields have saved and it has not paid with yet */
	int     cheap;                  /* yields since the last dear one; no more than matter */
};

/* Yield until *word == value, `most` times at most, and no longer than it pays. Returns whether it is so. */
bool yield_until(struct yielding *, struct thrift *, atomic_int *word, int value, int most);

#endif
