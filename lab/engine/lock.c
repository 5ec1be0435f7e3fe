/*
 * lock.c - sleeping until a word changes: a futex on Linux, a parking lot elsewhere.
 *
 * The parking lot (after WebKit's WTF::ParkingLot, 2015) hashes the word's address to one of a few mutexes with a
 * condition variable. Wakers take the mutex, so a sleeper that has seen the expected value under it cannot miss them.
 * With -DPORTABLE_SLEEP it serves on Linux too.
 */
#if defined(__linux__) && !defined(PORTABLE_SLEEP)
#define USE_FUTEX
#define _DEFAULT_SOURCE         /* syscall() */
#endif

#include "lab/engine/lock.h"

#include <limits.h>
#include <stdbool.h>
#include <time.h>

#include "lab/engine/moment.h"

static struct timespec to_timespec(int64_t ns)
{
	return (struct timespec){ .tv_sec = ns / 1000000000, .tv_nsec = ns % 1000000000 };
}

#ifdef USE_FUTEX

#include <linux/futex.h>
#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>

void word_sleep(atomic_int *word, int expected, int64_t deadline)
{
	struct timespec at = to_timespec(deadline);

	syscall(SYS_futex, word, FUTEX_WAIT_BITSET_PRIVATE, expected, deadline == INT64_MAX ? NULL : &at, NULL,
	        FUTEX_BITSET_MATCH_ANY);
}

void word_wake(atomic_int *word, int count)
{
	syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

#else

#include <pthread.h>

enum { BUCKET_BITS = 9, BUCKETS = 1 << BUCKET_BITS, NAP = 50000000 };

static struct bucket {
	pthread_mutex_t mutex;
	pthread_cond_t  changed;
} lot[BUCKETS];

static pthread_once_t lot_ready = PTHREAD_ONCE_INIT;

static void make_lot(void)
{
	for (int i = 0; i < BUCKETS; i++) {
		pthread_mutex_init(&lot[i].mutex, NULL);
		pthread_cond_init(&lot[i].changed, NULL);
	}
}

static struct bucket *bucket_of(const atomic_int *word)
{
	pthread_once(&lot_ready, make_lot);
	return &lot[(uint64_t)(uintptr_t)word * 0x9e3779b97f4a7c15u >> (64 - BUCKET_BITS)];
}

/* A sleep with a deadline is cut into naps, so that a signal or a deadline on another clock is noticed soon enough. */
static void nap_until(struct bucket *bucket, int64_t deadline)
{
	struct timespec now, wall;
	int64_t nap;

	clock_gettime(CLOCK_MONOTONIC, &now);
	clock_gettime(CLOCK_REALTIME, &wall);
	nap = deadline - (now.tv_sec * 1000000000LL + now.tv_nsec);
	if (nap <= 0)
		return;
	wall = to_timespec(wall.tv_sec * 1000000000LL + wall.tv_nsec + (nap < NAP ? nap : NAP));
	pthread_cond_timedwait(&bucket->changed, &bucket->mutex, &wall);
}

void word_sleep(atomic_int *word, int expected, int64_t deadline)
{
	struct bucket *bucket = bucket_of(word);

	pthread_mutex_lock(&bucket->mutex);
	if (atomic_load(word) == expected) {
		if (deadline == INT64_MAX)
			pthread_cond_wait(&bucket->changed, &bucket->mutex);
		else
			nap_until(bucket, deadline);
	}
	pthread_mutex_unlock(&bucket->mutex);
}

void word_wake(atomic_int *word, int count)
{
	struct bucket *bucket = bucket_of(word);

	(void)count;            /* a bucket serves many words: wake all, each looks again */
	pthread_mutex_lock(&bucket->mutex);
	pthread_cond_broadcast(&bucket->changed);
	pthread_mutex_unlock(&bucket->mutex);
}

#endif

/* ---- Locks ---- */

#if LOCK_BY_BYTES

enum { LOOK_EVERY = 1000000 };  /* ns */

static bool order_processors(int command)
{
	return syscall(SYS_membarrier, command, 0, 0) == 0;
}

void lock_prepare(void)
{
	order_processors(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED);
}

/* Until when to sleep, after having said so: as long as it takes, if all other processors have finished their stores since. */
static int64_t sleep_until(void)
{
	struct timespec now;

	if (order_processors(MEMBARRIER_CMD_PRIVATE_EXPEDITED))
		return INT64_MAX;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * (int64_t)1000000000 + now.tv_nsec + LOOK_EVERY;
}

#else

void lock_prepare(void)
{
}

static int64_t sleep_until(void)
{
	return INT64_MAX;
}

#endif

/* If it stands at `word`, it becomes `becomes`. */
static bool turn(struct lock *lock, int word, int becomes)
{
	return atomic_compare_exchange_weak_explicit(&lock->word, &word, becomes, memory_order_acquire, memory_order_relaxed);
}

/* Whoever sleeps is not seen while a lock is taken by pausing: the mark stays for who gives it back. */
static bool take_soon(struct lock *lock)
{
	for (int i = 0; i < PAUSES; i++) {
		int word = atomic_load_explicit(&lock->word, memory_order_relaxed);

		if (!(word & LOCK_HELD) && turn(lock, word, word | LOCK_HELD))
			return true;
		cpu_pause();
	}
	return false;
}

/* There may be others that sleep: who has slept marks the lock when it takes it. */
void lock_take_slow(struct lock *lock)
{
	if (take_soon(lock))
		return;
	for (;;) {
		int word = atomic_load_explicit(&lock->word, memory_order_relaxed);

		if (!(word & LOCK_HELD)) {
			if (turn(lock, word, LOCK_HELD | LOCK_SLEPT_ON))
				return;
		} else if (word & LOCK_SLEPT_ON || turn(lock, word, word | LOCK_SLEPT_ON)) {
			word_sleep(&lock->word, LOCK_HELD | LOCK_SLEPT_ON, sleep_until());
		}
	}
}

/* Who is about to sleep, and has not yet, sees that the mark is gone. */
void lock_wake(struct lock *lock)
{
	atomic_fetch_and_explicit(&lock->word, ~LOCK_SLEPT_ON, memory_order_relaxed);
	word_wake(&lock->word, 1);
}
