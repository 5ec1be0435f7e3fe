/* process.c - see process.h. */
#include "lab/program/process.h"

#include <string.h>

#include "lab/base/panic.h"
#include "lab/base/rng.h"
#include "lab/compile/debug.h"
#include "lab/engine/run.h"
#include "lab/program/heap.h"
#include "lab/program/places.h"
#include "lab/program/variant.h"
#include "lab/sync/atom_over.h"
#include "lab/sync/services.h"

struct process *process_self(void)
{
	return variant_process(task_self()->run);
}

struct thread *thread_self(void)
{
	struct task *self = task_self();
	struct process *process = variant_process(self->run);

	return process->threads[self->id];
}

/* ---- Threads ---- */

static const size_t MOST_ANYWHERE = (size_t)1 << 46;    /* no machine gives as much */

void *thread_alloc(size_t size, size_t align)
{
	void *bytes = heap_alloc(image_heap(process_self()->variant->image), task_self()->id, size, align);

	if (!bytes && size < MOST_ANYWHERE)
		process_self()->variant->refuses_memory = true;
	return bytes;
}

/* What a program needs to begin at all; there is always room for it. */
static void *alloc(size_t size, size_t align)
{
	void *bytes = thread_alloc(size, align);

	must(bytes);
	return bytes;
}

static void make_tls(struct thread *thread, struct image *image)
{
	const struct image_tls *tls = image_tls(image);

	if (!tls->size)
		return;
	thread->tls = alloc(tls->size, tls->align);
	memcpy(thread->tls, tls->initial, tls->initial_size);
}

/* Two are the same once in 2^64 pairs. */
static uintptr_t new_number(struct thread *starter)
{
	struct rng rng = { starter ? starter->number + starter->n_started++ : 0 };

	return (uintptr_t)rng_next(&rng);
}

/* Far from what is added for an enum touch. */
static const uint64_t A_THREAD = 0x9e3779b97f4a7c15u, AN_EPOCH = 0xd1342543de82ef95u;

static uint64_t print_of(const struct holding *holding, const struct task *task)
{
	uint64_t print = (uint64_t)(task->id + 1) * A_THREAD + (uint64_t)holding->epoch * AN_EPOCH;

	for (int i = 0; i < holding->n && !holding->lost; i++)
		print += rng_next(&(struct rng){ 2 * (uint64_t)holding->held[i].lock + holding->held[i].to_write });
	return print;
}

/* Main has started one more, or one that it has started does so. */
static void begin_epoch(struct holding *starter, struct holding *holding)
{
	if (task_self()->id == 0) {
		starter->epoch++;
		starter->print = print_of(starter, task_self());
	}
	holding->epoch = starter->epoch;
}

struct thread *thread_new(struct process *process, void *(*start)(void *), void *arg)
{
	struct thread *thread = lab_new(struct thread);
	bool is_main = process->threads_room == 0;      /* `start` may be NULL by mistake */

	thread->number = new_number(is_main ? NULL : thread_self());
	thread->start = start;
	thread->arg = arg;
	lock_take(&task_self()->run->lock);
	thread->holding = arena_alloc(task_self()->run->arena, sizeof *thread->holding);
	thread->holding->process = process;
	thread->holding->heap = process->heap;
	thread->holding->variables = image_variables(process->variant->image, &thread->holding->variables_size);
	thread->holding->glances = task_self()->run->turn ? shared_glances(process->variant->shared) : NULL;
	if (thread->holding->glances && task_self()->run->named)
		thread->holding->calls = arena_alloc(task_self()->run->arena, sizeof *thread->holding->calls);
	if (!is_main)
		begin_epoch(thread_self()->holding, thread->holding);
	process->n_created += !is_main;
	lock_give(&task_self()->run->lock);
	make_tls(thread, process->variant->image);
	return thread;
}

void thread_list(struct process *process, struct thread *thread, struct task *task)
{
	struct run *run = task->run;
	struct thread **bigger;

	thread->task = task;
	thread->random = (uint64_t)task->id;
	thread->holding->print = print_of(thread->holding, task);
	task->outside = thread->holding;
	lock_take(&run->lock);
	if (task->id >= process->threads_room) {
		int room = process->threads_room ? 2 * process->threads_room : 16;

		while (room <= task->id)
			room *= 2;
		bigger = arena_alloc(run->arena, (size_t)room * sizeof *bigger);
		if (process->threads_room)
			memcpy(bigger, process->threads, (size_t)process->threads_room * sizeof *bigger);
		process->threads = bigger;
		process->threads_room = room;
	}
	process->threads[task->id] = thread;
	lock_give(&run->lock);
}

struct thread *thread_find(struct process *process, uintptr_t number)
{
	struct run *run = task_self()->run;
	struct thread *found = NULL;

	lock_take(&run->lock);
	for (int i = 0; i < process->threads_room && !found; i++)
		if (process->threads[i] && process->threads[i]->number == number)
			found = process->threads[i];
	lock_give(&run->lock);
	return found;
}

const struct thread *thread_of_task(struct process *process, int task)
{
	struct run *run = process->threads[0]->task->run;
	const struct thread *thread;

	lock_take(&run->lock);
	thread = task < process->threads_room ? process->threads[task] : NULL;
	lock_give(&run->lock);
	return thread;
}

struct process *process_begin(struct variant *variant)
{
	struct task *self = task_self();
	struct process *process;

	lock_take(&self->run->lock);
	process = arena_alloc(self->run->arena, sizeof *process);
	lock_give(&self->run->lock);
	process->variant = variant;
	process->heap = heap_view(image_heap(variant->image));
	variant_set_process(self->run, process);
	thread_list(process, thread_new(process, NULL, NULL), self);
	self->exposed = variant->cancels || variant->asks_of_ends;
	process->words = alloc(sizeof *process->words, sizeof *process->words);
	process->inside = alloc(N_INSIDE * sizeof *process->inside, sizeof *process->inside);
	if (variant_must_print(self->run))
		process->must_print = alloc(sizeof *process->must_print, 8);
	return process;
}

/* ---- Objects by address ---- */

/* A variable may begin where an object does: whoever sets a whole structure to zero touches one. */
static struct standing *slot_of(const struct process *process, const void *address, bool variable)
{
	size_t at = (size_t)((uintptr_t)address * 0x9e3779b97f4a7c15u >> 32) & (process->n_slots - 1);

	while (process->standing[at].address && (process->standing[at].address != address ||
	                                         (process->standing[at].sort == SORT_VARIABLE) != variable))
		at = (at + 1) & (process->n_slots - 1);
	return &process->standing[at];
}

static void grow(struct process *process, struct arena *arena)
{
	struct standing *old = process->standing;
	size_t n = process->n_slots;

	process->n_slots = n ? 2 * n : 64;
	process->standing = arena_alloc(arena, process->n_slots * sizeof *old);
	for (size_t i = 0; i < n; i++)
		if (old[i].address)
			*slot_of(process, old[i].address, old[i].sort == SORT_VARIABLE) = old[i];
}

struct standing *standing_find(struct process *process, const void *address, bool variable)
{
	struct run *run = task_self()->run;
	struct standing *found = NULL;

	lock_take(&run->lock);
	if (process->n_slots)
		found = slot_of(process, address, variable);
	lock_give(&run->lock);
	return found && found->object ? found : NULL;
}

struct standing *standing_put(struct process *process, const void *address, int sort, struct object *object)
{
	struct run *run = task_self()->run;
	struct standing *slot;

	lock_take(&run->lock);
	if (2 * process->n_standing >= process->n_slots)
		grow(process, run->arena);
	slot = slot_of(process, address, sort == SORT_VARIABLE);
	process->n_standing += !slot->address;
	*slot = (struct standing){ .address = address, .object = object, .sort = sort, .generation = slot->generation + 1 };
	lock_give(&run->lock);
	return slot;
}

void standing_forget(struct process *process, const void *address, size_t size)
{
	struct run *run = task_self()->run;
	uintptr_t from = (uintptr_t)address;

	lock_take(&run->lock);
	for (size_t i = 0; i < process->n_slots; i++)
		if ((uintptr_t)process->standing[i].address - from < size && process->standing[i].object) {
			if (process->standing[i].sort == SORT_VARIABLE)
				atom_lose((struct atom *)process->standing[i].object);
			else
				process->standing[i].object = NULL;
		}
	lock_give(&run->lock);
}

/* ---- Locks held ---- */

enum { ADDRESS_BITS = 48 };

/* The address, and above it which of those that have stood there. */
static uintptr_t lock_key(const void *lock)
{
	const struct standing *standing = standing_find(process_self(), lock, false);

	return (uintptr_t)lock ^ (uintptr_t)(standing ? standing->generation : 0) << ADDRESS_BITS;
}

void holding_add(const void *lock, bool to_write)
{
	struct holding *holding = thread_self()->holding;

	if (holding->n < MOST_HELD)
		holding->held[holding->n] = (struct held){ lock_key(lock), to_write };
	holding->n++;
	holding->lost |= holding->n > MOST_HELD;
	holding->print = print_of(holding, task_self());
}

/* Where the list has it, be the object there another by now; -1 when it has not. */
static int index_held(const struct holding *holding, const void *lock)
{
	int i = holding->lost ? -1 : holding->n - 1;

	while (i >= 0 && (holding->held[i].lock ^ (uintptr_t)lock) << (64 - ADDRESS_BITS))
		i--;
	return i;
}

void holding_remove(const void *lock)
{
	struct holding *holding = thread_self()->holding;
	int i = index_held(holding, lock);

	holding->lost |= i < 0;         /* nothing is told that might not be so */
	for (; i >= 0 && i + 1 < holding->n; i++)
		holding->held[i] = holding->held[i + 1];
	holding->n -= holding->n > 0;
	holding->lost &= holding->n > 0;
	holding->print = print_of(holding, task_self());
}

bool process_has_others(void)
{
	const struct task *self = task_self();
	const struct run *run = self->run;

	for (int i = 0; i < run->n_tasks; i++)
		if (run->tasks[i] != self && !run->tasks[i]->joined)
			return true;
	return false;
}

void lent_add(const void *semaphore)
{
	struct holding *holding = thread_self()->holding;

	if (holding->n_lent < MOST_HELD)
		holding->lent[holding->n_lent++] = semaphore;
}

bool lent_remove(const void *semaphore)
{
	struct holding *holding = thread_self()->holding;
	int i = holding->n_lent - 1;

	while (i >= 0 && holding->lent[i] != semaphore)
		i--;
	if (i < 0)
		return false;
	holding->lent[i] = holding->lent[--holding->n_lent];
	return true;
}

const char *standing_name(struct process *process, const void *address, size_t size, const char *word)
{
	const char *name = place_name(process, task_self()->run, (uintptr_t)address, size);

	return name ? name : lab_name("%s-%d", word, task_self()->run->n_objects);
}

__attribute__((noinline)) void clean_below(void)
{
	char below[768];                /* the frames of a call as far as where it waits */

	memset(below, 0, sizeof below);
	__asm__ volatile("" : : "r"(below) : "memory");
}

uintptr_t call_from(uintptr_t code, uintptr_t frame)
{
	const struct task *self = task_self();
	struct holding *own = self ? self->outside : NULL;

	if (own)
		note_frame(own, code, frame);
	if (own && own->glances)
		clean_below();
	return code;
}

const char *process_line(uintptr_t return_address)
{
	return variant_line(process_self()->variant, return_address);
}
