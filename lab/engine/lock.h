/*
 * lock.h - a lock of four bytes, and sleeping until a word changes.
 *
 * The lock is the three-state one of Drepper, "Futexes Are Tricky" (2011): 0 free, 1 held, 2 held and somebody sleeps.
 * It pauses a moment before it sleeps: critical sections here are a few dozen instructions. It does not yield: see moment.h.
 * All zero is a free lock.
 */
#ifndef LAB_ENGINE_LOCK_H
#define LAB_ENGINE_LOCK_H

#include <stdatomic.h>
#include <stdint.h>

struct lock {
	atomic_int word;
};

void lock_take_slow(struct lock *);
void word_wake(atomic_int *word, int count);    /* wake up to `count` tasks that sleep on `word` */

/*
 * Sleep while *word == expected, until woken, until `deadline` (ns of CLOCK_MONOTONIC; NO_DEADLINE for none), until a
 * signal, or for no reason at all: the caller looks again.
 */
void word_sleep(atomic_int *word, int expected, int64_t deadline);

static inline void lock_take(struct lock *lock)
{
	int expected = 0;

	if (!atomic_compare_exchange_strong_explicit(&lock->word, &expected, 1, memory_order_acquire,
	                                             memory_order_relaxed))
		lock_take_slow(lock);
}

static inline void lock_give(struct lock *lock)
{
	if (atomic_exchange_explicit(&lock->word, 0, memory_order_release) == 2)
		word_wake(&lock->word, 1);
}

#endif
