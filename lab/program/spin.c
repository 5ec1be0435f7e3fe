/* spin.c - see spin.h. */
#include "lab/program/spin.h"

#include "lab/engine/run.h"
#include "lab/program/process.h"

enum { FIRST_LOOK = 64, A_REST = 1000000, MOST_RESTS = 200, MOST_TRIES = 4 };

/* What the thread's functions have on its stack, below which the hooks' own frames lie. */
static struct key hash_locals(const struct task *self, uintptr_t above)
{
	struct hash hash;

	hash_begin(&hash);
	hash_bytes(&hash, (const char *)above, (size_t)((uintptr_t)self->stack - above));
	return hash_end(&hash);
}

static bool can_hash(const struct task *self, uintptr_t above)
{
	return self->stack && above < (uintptr_t)self->stack && (uintptr_t)self->stack - above < self->stack_size;
}

static void begin(struct spin *spin)
{
	spin->reads = 0;
	spin->look_at = FIRST_LOOK;
	spin->address = 0;
}

/* One read more: is it as one before? What is noted is noted anew at twice as many reads (R. P. Brent, 1980). */
static bool repeats(struct spin *spin, const struct task *self, uintptr_t address, const struct caller *caller)
{
	struct key locals;

	if (++spin->reads != spin->look_at && (spin->tries >= MOST_TRIES || address != spin->address || caller->address != spin->caller))
		return false;
	if (!can_hash(self, caller->frames))
		return false;
	spin->tries++;
	locals = hash_locals(self, caller->frames);
	if (address == spin->address && caller->address == spin->caller && locals.a == spin->locals.a && locals.b == spin->locals.b)
		return true;
	if (spin->reads >= spin->look_at) {
		spin->look_at *= 2;
		spin->address = address;
		spin->caller = caller->address;
		spin->locals = locals;
		spin->tries = 0;
	}
	return false;
}

enum spin_found spin_look(struct thread *thread, uintptr_t address, bool write, const struct caller *caller)
{
	struct spin *spin = &thread->holding->spin;
	struct task *self = task_self();
	long events = atomic_load_explicit(&self->log.count, memory_order_relaxed);

	if (spin->events != events) {
		*spin = (struct spin){ .events = events };
		begin(spin);
	}
	if (++spin->hooks >= A_REST)
		return SPIN_LONG;
	if (write)
		begin(spin);
	else if (repeats(spin, self, address, caller))
		return SPIN_REPEATS;
	return SPIN_NONE;
}

void spin_rest(struct thread *thread, const char *here)
{
	struct spin *spin = &thread->holding->spin;
	struct task *self = task_self();
	int rests = spin->rests + 1;

	if (rests > MOST_RESTS)
		run_fail(self, VERDICT_STALLED, NULL, NULL, here, "%s has accessed memory %d million times without an operation "
		         "of another kind: it may compute for ever", self->object.name, A_REST / 1000000 * MOST_RESTS);
	self->run->engine->choose(self, 1, CHOOSE_NUMBER);
	*spin = (struct spin){ .rests = rests, .events = atomic_load_explicit(&self->log.count, memory_order_relaxed) };
	begin(spin);
}
