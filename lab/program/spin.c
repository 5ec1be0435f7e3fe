/* spin.c - see spin.h. */
#include "lab/program/spin.h"

#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/cancel.h"
#include "lab/program/process.h"
#include "lab/program/variant.h"

enum { MOST_TRIES = 4 };
enum { A_REST = 250000, MOST_RESTS = 400, A_PRINT = 50 };       /* pieces of code; rests; pieces that take as long */
enum { STEPS_A_REST = 1250 };                                   /* that take about as long */

/* ---- The same read again ---- */

/* Of a stack, where a sanitizer that we are built with keeps what it does not want to be read. */
__attribute__((no_sanitize("address"), noinline)) static uint64_t word_at(uintptr_t address)
{
	return *(const volatile uint64_t *)address;
}

/* What the thread's functions have on its stack, below which the hooks' own frames lie: both ends are a frame's. */
static struct key hash_locals(const struct task *self, uintptr_t above)
{
	uintptr_t end = (uintptr_t)self->stack;
	struct hash hash;

	hash_begin(&hash);
	for (uintptr_t at = above & ~(uintptr_t)7; at + sizeof(uint64_t) <= end; at += sizeof(uint64_t))
		hash_word(&hash, word_at(at));
	return hash_end(&hash);
}

static bool can_hash(const struct task *self, uintptr_t above)
{
	return self->stack && above < (uintptr_t)self->stack && (uintptr_t)self->stack - above < self->stack_size;
}

/* One read more: is it as one before? What is noted is noted anew at twice as many reads (R. P. Brent, 1980). */
static bool is_again(struct spin *spin, const struct task *self, uintptr_t address, struct caller caller)
{
	struct key locals;

	if (++spin->reads != spin->look_at && (spin->tries >= MOST_TRIES || address != spin->address || caller.address != spin->caller))
		return false;
	if (!can_hash(self, caller.frames))
		return false;
	spin->tries++;
	locals = hash_locals(self, caller.frames);
	if (address == spin->address && caller.address == spin->caller && locals.a == spin->locals.a && locals.b == spin->locals.b) {
		spin->tries = 0;
		return true;
	}
	if (spin->reads >= spin->look_at) {
		spin->look_at *= 2;
		spin->address = address;
		spin->caller = caller.address;
		spin->locals = locals;
		spin->tries = 0;
	}
	return false;
}

/* One to the thread's own variables is seen where those are compared. */
static bool is_write_elsewhere(const struct task *self, uintptr_t address, bool write, struct caller caller)
{
	return write && !(can_hash(self, caller.frames) && address >= caller.frames && address < (uintptr_t)self->stack);
}

bool spin_repeats(struct holding *own, uintptr_t address, bool write, struct caller caller)
{
	struct spin *spin = &own->spin;
	struct task *self = task_self();
	long events = spin_events(self);

	if (spin->events != events || spin->look_at == 0 || is_write_elsewhere(self, address, write, caller)) {
		spin->events = events;
		spin_begin(spin);
	}
	return !write && is_again(spin, self, address, caller);
}

void spin_read(struct holding *own, bool repeats)
{
	struct task *self = task_self();

	own->spin.events = spin_events(self);
	if (repeats)
		trace_note_idle(&self->log);
}

/* ---- Computing for long ---- */

static _Noreturn void give_up(struct task *self, const struct spin *spin, const char *here)
{
	if (spin->prints > spin->prints_first)
		run_fail(self, VERDICT_STALLED, NULL, NULL, here, "%s prints without end: for %d million steps of a program it "
		         "has done nothing else", self->object.name, A_REST / 1000 * MOST_RESTS / 1000);
	run_fail(self, VERDICT_STALLED, NULL, NULL, here, "%s has computed for %d million steps of a program without an "
	         "operation: it may compute for ever", self->object.name, A_REST / 1000 * MOST_RESTS / 1000);
}

/* What all the others have done: to rest, and to do the same again, is nothing. */
static long done_by_others(const struct process *process, const struct task *self)
{
	long sum = 0;

	for (int i = 0; i < process->threads_room; i++) {
		const struct thread *thread = process->threads[i];

		if (thread && thread->task && thread->task != self)
			sum += spin_events(thread->task) - thread->holding->spin.rested -
			       atomic_load_explicit(&thread->task->log.idle, memory_order_relaxed);
	}
	return sum;
}

/* Has anybody else done anything since it rested last? */
static bool others_move(const struct task *self, struct spin *spin)
{
	long before = spin->others;

	spin->others = done_by_others(variant_process(self->run), self);
	return spin->others != before;
}

/* Let others move; or end the run, when it has done so too often. */
static void rest(struct task *self, struct spin *spin, const char *here)
{
	if (others_move(self, spin))
		spin->rests = 0;
	if (spin->rests == 0)
		spin->prints_first = spin->prints;
	if (++spin->rests > MOST_RESTS)
		give_up(self, spin, here);
	turn_add_extra(self->run, STEPS_A_REST);
	engine_do(&self->object, TASK_OP_REST, NULL, here && *here ? here : atomic_load_explicit(&self->here, memory_order_relaxed));
	spin->rested++;
	spin->done = spin_events(self) - spin->printed;
}

/* After so much work: has it done anything else since the last time? */
static __attribute__((noinline)) void look_up(uintptr_t code, uintptr_t frame)
{
	struct task *self = task_self();
	uintptr_t caller = call_from(code, frame);
	struct process *process = variant_process(self->run);
	struct thread *thread = process ? process->threads[self->id] : NULL;
	struct spin *spin = thread ? &thread->holding->spin : NULL;

	self->worked = 0;
	run_look_up(self);
	if (!spin || !self->run->turn)
		return;
	if (spin->done == spin_events(self) - spin->printed) {
		rest(self, spin, process_line(caller));
	} else {
		spin->done = spin_events(self) - spin->printed;
		spin->rests = 0;
	}
}

void spin_printed(bool event)
{
	struct task *self = task_self();

	struct spin *spin = &thread_self()->holding->spin;

	spin->printed += event;
	spin->prints++;
	self->worked += A_PRINT;
}

CALL(void, __sanitizer_cov_trace_pc, (void))
{
	struct task *self = task_self();

	if (self && ++self->worked >= A_REST)
		look_up(CALLED_FROM);
}

CALL(void, conclab_empty_loop, (void))
{
	struct task *self = task_self();

	if (!self)
		return;
	engine_lock_until(&self->object, TASK_OP_LOOP, NULL, NO_DEADLINE, process_line(HERE_CALLED));
	cancel_act();
}
