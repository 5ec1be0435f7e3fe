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
	if (!process->keys) {
		process->keys = lab_array(struct key_slot, MOST_KEYS);
		process->key_lock = mutex_make_(MUTEX_NORMAL, "keys");
	}
	lock_give(&process->making);
	return process->key_lock;
}

int program_key_create(unsigned *key, void (*destructor)(void *), const char *here)
{
	struct process *process = process_self();
	struct mutex *lock = lock_of_keys(process);
	unsigned at = 0;

	mutex_lock_(lock, here);
	while (at < MOST_KEYS && process->keys[at].generation & 1)
		at++;
	if (at < MOST_KEYS)
		process->keys[at] = (struct key_slot){ process->keys[at].generation + 1, destructor };
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
	is_one = key < MOST_KEYS && process->keys[key].generation & 1;
	if (is_one)
		process->keys[key] = (struct key_slot){ process->keys[key].generation + 1, NULL };
	mutex_unlock_(lock, here);
	return is_one ? 0 : EINVAL;
}

/* ---- What a thread has ---- */

static bool is_given_out(const struct process *process, unsigned key)
{
	return process->keys && key < MOST_KEYS && process->keys[key].generation & 1;
}

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
	struct process *process = process_self();
	struct thread *thread = thread_self();

	if (!is_given_out(process, key))
		return EINVAL;
	make_room(thread, key);
	thread->specific[key] = (struct specific){ process->keys[key].generation, value };
	return 0;
}

void *program_getspecific(unsigned key)
{
	struct process *process = process_self();
	struct thread *thread = thread_self();

	if (!is_given_out(process, key) || (int)key >= thread->n_specific)
		return NULL;
	return thread->specific[key].generation == process->keys[key].generation ? thread->specific[key].value : NULL;
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
		void (*destructor)(void *) = process->keys[key].destructor;
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
