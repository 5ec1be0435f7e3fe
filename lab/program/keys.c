/*
 * keys.c - pthread_key_create and its kind: see keys.h.
 *
 * A key is a slot of a table that all threads share. What gives it out and takes it back is done under a lock of the
 * lab, which is an operation: which thread gets which key depends on who comes first. What a thread has under a key lies
 * in a table of its own, and counts only when the key has not been deleted and given out again since.
 */
#define _XOPEN_SOURCE 700

#include "lab/program/keys.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>

#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/process.h"
#include "lab/program/touch.h"
#include "lab/sync/mutex.h"
#include "lab/sync/services.h"

enum { MOST_KEYS = PTHREAD_KEYS_MAX, ROUNDS = PTHREAD_DESTRUCTOR_ITERATIONS };

/* A key: odd while it is given out. */
struct key_slot {
	unsigned generation;
	void   (*destructor)(void *);
};

struct specific {
	unsigned generation;
	void    *value;
};

/* ---- Giving keys out ---- */

/* The keys of the process, made by whoever comes first. */
static struct mutex *lock_of_keys(struct process *process)
{
	lock_take(&process->making);
	if (!process->key_lock)
		process->key_lock = mutex_make_(MUTEX_NORMAL, "keys");
	lock_give(&process->making);
	return process->key_lock;
}

/* The key as it is at this moment; never given out where there is none. */
static struct key_slot slot_of(struct process *process, unsigned key)
{
	struct key_slot slot = { 0, NULL };

	lock_take(&process->making);
	if (key < (unsigned)process->n_keys)
		slot = process->keys[key];
	lock_give(&process->making);
	return slot;
}

/* There is room for it, if it is the next. */
static void put_slot(struct process *process, unsigned key, struct key_slot slot)
{
	int room = process->n_keys ? 2 * process->n_keys : 8;
	struct key_slot *bigger = key < (unsigned)process->n_keys ? NULL : lab_array(struct key_slot, room);

	lock_take(&process->making);
	if (bigger) {
		if (process->n_keys)
			memcpy(bigger, process->keys, (size_t)process->n_keys * sizeof *bigger);
		process->keys = bigger;
		process->n_keys = room;
	}
	process->keys[key] = slot;
	lock_give(&process->making);
}

int program_key_create(unsigned *key, void (*destructor)(void *), const char *here)
{
	struct process *process = process_self();
	struct mutex *lock = lock_of_keys(process);
	unsigned at = 0;

	mutex_lock_(lock, here);
	while (at < MOST_KEYS && slot_of(process, at).generation & 1)
		at++;
	if (at < MOST_KEYS)
		put_slot(process, at, (struct key_slot){ slot_of(process, at).generation + 1, destructor });
	mutex_unlock_(lock, here);
	if (at == MOST_KEYS)
		return EAGAIN;
	*key = at;
	return 0;
}

int program_key_delete(unsigned key, const char *here)
{
	struct process *process = process_self();
	struct mutex *lock = lock_of_keys(process);
	bool is_one;

	mutex_lock_(lock, here);
	is_one = slot_of(process, key).generation & 1;
	if (is_one)
		put_slot(process, key, (struct key_slot){ slot_of(process, key).generation + 1, NULL });
	mutex_unlock_(lock, here);
	return is_one ? 0 : EINVAL;
}

/* ---- What a thread has ---- */

static void make_room(struct thread *thread, unsigned key)
{
	int room = (int)key < 8 ? 8 : 2 * (int)key;
	struct specific *bigger;

	if ((int)key < thread->n_specific)
		return;
	bigger = lab_array(struct specific, room);
	if (thread->n_specific)
		memcpy(bigger, thread->specific, (size_t)thread->n_specific * sizeof *bigger);
	thread->specific = bigger;
	thread->n_specific = room;
}

int program_setspecific(unsigned key, void *value)
{
	struct thread *thread = thread_self();
	unsigned generation = slot_of(process_self(), key).generation;

	if (!(generation & 1))
		return EINVAL;
	make_room(thread, key);
	thread->specific[key] = (struct specific){ generation, value };
	return 0;
}

void *program_getspecific(unsigned key)
{
	struct thread *thread = thread_self();
	unsigned generation = slot_of(process_self(), key).generation;

	if (!(generation & 1) || key >= (unsigned)thread->n_specific)
		return NULL;
	return thread->specific[key].generation == generation ? thread->specific[key].value : NULL;
}

/* What stands under this key, taken away. */
static void *take(unsigned key)
{
	void *value = program_getspecific(key);

	if (value)
		thread_self()->specific[key].value = NULL;
	return value;
}

static bool destroy_all(void)
{
	struct process *process = process_self();
	bool any = false;

	for (int key = 0; key < thread_self()->n_specific; key++) {
		void (*destructor)(void *) = slot_of(process, (unsigned)key).destructor;
		void *value = destructor ? take((unsigned)key) : NULL;

		if (value)
			destructor(value);
		any |= value != NULL;
	}
	return any;
}

void run_destructors(void)
{
	for (int round = 0; round < ROUNDS && destroy_all(); round++)
		;
}

CALL(int, pthread_key_create, (pthread_key_t *key, void (*destructor)(void *)))
{
	unsigned made;
	int error = program_key_create(&made, destructor, CALLER());

	if (error)
		return error;
	touch((uintptr_t)key, sizeof *key, true, (uintptr_t)__builtin_return_address(0));
	*key = made;
	return 0;
}

CALL(int, pthread_key_delete, (pthread_key_t key))
{
	return program_key_delete(key, CALLER());
}

CALL(int, pthread_setspecific, (pthread_key_t key, const void *value))
{
	return program_setspecific(key, (void *)(uintptr_t)value);
}

CALL(void *, pthread_getspecific, (pthread_key_t key))
{
	return program_getspecific(key);
}
