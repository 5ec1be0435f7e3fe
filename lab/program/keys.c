/*
 * keys.c - pthread_key_create and its kind: see keys.h.
 *
 * A key is a slot of a table that all threads share. Which thread gets which key depends on who comes first, and a value
 * is there while its key is: so what gives keys out, takes them back and looks at them is told (touch_inside). What a
 * thread has under a key lies in a table of its own, and counts only when the key has not been deleted and given out again
 * since.
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

/* The key as it is; never given out where there is none. */
static struct key_slot slot_of(const struct process *process, unsigned key)
{
	return key < (unsigned)process->n_keys ? process->keys[key] : (struct key_slot){ 0, NULL };
}

static struct key_slot look(unsigned key, const char *here)
{
	struct process *process = process_self();
	struct key_slot slot;

	touch_inside(INSIDE_KEYS, false, here);
	lock_take(&process->making);
	slot = slot_of(process, key);
	lock_give(&process->making);
	return slot;
}

/* There is room for it, if it is the next. */
static void put_slot(struct process *process, unsigned key, struct key_slot slot)
{
	int room = process->n_keys ? 2 * process->n_keys : 8;

	if (key >= (unsigned)process->n_keys) {
		struct key_slot *bigger = lab_array(struct key_slot, room);

		if (process->n_keys)
			memcpy(bigger, process->keys, (size_t)process->n_keys * sizeof *bigger);
		process->keys = bigger;
		process->n_keys = room;
	}
	process->keys[key] = slot;
}

int program_key_create(unsigned *key, void (*destructor)(void *), const char *here)
{
	struct process *process = process_self();
	unsigned at = 0;

	touch_inside(INSIDE_KEYS, true, here);
	lock_take(&process->making);
	while (at < MOST_KEYS && slot_of(process, at).generation & 1)
		at++;
	if (at < MOST_KEYS)
		put_slot(process, at, (struct key_slot){ slot_of(process, at).generation + 1, destructor });
	lock_give(&process->making);
	if (at == MOST_KEYS)
		return EAGAIN;
	*key = at;
	return 0;
}

int program_key_delete(unsigned key, const char *here)
{
	struct process *process = process_self();
	bool is_one;

	touch_inside(INSIDE_KEYS, true, here);
	lock_take(&process->making);
	is_one = slot_of(process, key).generation & 1;
	if (is_one)
		put_slot(process, key, (struct key_slot){ slot_of(process, key).generation + 1, NULL });
	lock_give(&process->making);
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

int program_setspecific(unsigned key, void *value, const char *here)
{
	struct thread *thread = thread_self();
	unsigned generation = look(key, here).generation;

	if (!(generation & 1))
		return EINVAL;
	make_room(thread, key);
	thread->specific[key] = (struct specific){ generation, value };
	return 0;
}

/* What the calling thread has under the key, which is in *slot then; NULL for nothing. */
static void *value_of(unsigned key, struct key_slot *slot, const char *here)
{
	const struct thread *thread = thread_self();

	if (key >= (unsigned)thread->n_specific || !thread->specific[key].value)
		return NULL;
	*slot = look(key, here);
	return slot->generation == thread->specific[key].generation ? thread->specific[key].value : NULL;
}

void *program_getspecific(unsigned key, const char *here)
{
	struct key_slot slot;

	return value_of(key, &slot, here);
}

static bool destroy_all(void)
{
	struct thread *thread = thread_self();
	bool any = false;

	for (int key = 0; key < thread->n_specific; key++) {
		struct key_slot slot;
		void *value = value_of((unsigned)key, &slot, "");

		if (!value || !slot.destructor)
			continue;
		thread->specific[key].value = NULL;
		slot.destructor(value);
		any = true;
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
	return program_setspecific(key, (void *)(uintptr_t)value, CALLER());
}

CALL(void *, pthread_getspecific, (pthread_key_t key))
{
	return program_getspecific(key, CALLER());
}
