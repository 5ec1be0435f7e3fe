/*
 * lock.h - a lock of four bytes, and sleeping until a word changes.
 *
 * The lock knows two things, that it is held and that somebody sleeps, as the three-state one of Drepper, "Futexes Are
 * Tricky" (2011). It pauses a moment before it sleeps: critical sections here are a few dozen instructions. It does not
 * yield: see moment.h.
 *
 * Where a processor can make another one wait for its stores (membarrier(2)), giving a lock back costs no atomic
 * instruction, which is half the price of a lock: it stores one byte, then looks at the other. That look may come before
 * the store is seen by others, so who is about to sleep says so first, then has every processor finish its stores, and
 * only then sleeps, if the lock is still held: either it sees the store, or whoever gives back sees that it sleeps.
 * (Dice, Huang, Yang, "Asymmetric Dekker Synchronization", 2001.) All zero is a free lock.
 */
#ifndef LAB_ENGINE_LOCK_H
#define LAB_ENGINE_LOCK_H

#include <stdatomic.h>
#include <stdint.h>

#if defined(__linux__) && !defined(PORTABLE_SLEEP) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define LOCK_BY_BYTES 1
#else
#define LOCK_BY_BYTES 0
#endif

struct lock {
	union {
		atomic_int word;        /* LOCK_HELD, LOCK_SLEPT_ON */
		struct {
			atomic_uchar held, slept_on;
		} byte;                 /* where LOCK_BY_BYTES */
	};
};

enum { LOCK_HELD = 1, LOCK_SLEPT_ON = 1 << 8 };

/* By who is about to start threads that lock: without it, who sleeps on a lock wakes now and then to look. */
void lock_prepare(void);

void lock_take_slow(struct lock *);
void lock_wake(struct lock *);                  /* one of those that sleep on it */
void word_wake(atomic_int *word, int count);    /* wake up to `count` tasks that sleep on `word` */

/*
 * Sleep while *word == expected, until woken, until `deadline` (ns of CLOCK_MONOTONIC; NO_DEADLINE for none), until a
 * signal, or for no reason at all: the caller looks again.
 */
void word_sleep(atomic_int *word, int expected, int64_t deadline);

static inline void lock_take(struct lock *lock)
{
	int expected = 0;

	if (!atomic_compare_exchange_strong_explicit(&lock->word, &expected, LOCK_HELD, memory_order_acquire,
	                                             memory_order_relaxed))
		lock_take_slow(lock);
}

static inline void lock_give(struct lock *lock)
{
#if LOCK_BY_BYTES
	atomic_store_explicit(&lock->byte.held, 0, memory_order_release);
	atomic_signal_fence(memory_order_seq_cst);      /* the compiler, too, leaves them in this order */
	if (atomic_load_explicit(&lock->byte.slept_on, memory_order_relaxed))
		lock_wake(lock);
#else
	if (atomic_fetch_and_explicit(&lock->word, ~LOCK_HELD, memory_order_release) & LOCK_SLEPT_ON)
		lock_wake(lock);
#endif
}

#endif
