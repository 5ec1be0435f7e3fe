/*
 * atomics.c - a program's atomic operations: each is one on an atom over its memory.
 *
 * gcc and clang call __tsan_atomic32_load and its kind for C11's atomic types and for the __atomic and __sync builtins
 * (compiler-rt, tsan_interface_atomic.h; the orders are numbered as in C11); __atomic_load_4 and its kind are those of
 * libatomic, which they call where they do not. A weak compare-exchange fails only when the values differ.
 */
#include <stdint.h>

#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/process.h"
#include "lab/program/spin.h"
#include "lab/program/touch.h"
#include "lab/sync/atom_over.h"

/* Some compilers add hints to the order. */
static enum atom_order order_of(int order)
{
	int plain = order & 0x7fff;

	return plain <= ATOM_SEQ_CST ? (enum atom_order)plain : ATOM_SEQ_CST;
}

/* It has left what was there, as who spins on it does. */
static bool has_only_read(int kind, const struct atom_access *access, bool done)
{
	return kind == ATOM_LOAD || !done || (kind == ATOM_EXCHANGE && access->was == access->value);
}

static bool perform(int kind, struct atom_access *access, struct caller caller)
{
	uintptr_t address = (uintptr_t)access->address;
	size_t size = (size_t)access->size;
	struct holding *own = thread_self()->holding;
	struct atom *atom;
	bool done, again;

	call_from(caller.address, caller.frame);
	if (!touch_atomically(address, size, kind != ATOM_LOAD, &atom)) {
		done = atom_perform_alone(kind, access);
	} else {
		again = task_self()->run->turn && spin_repeats(own, address, false, caller);
		done = atom_perform(atom, kind, access, process_line(caller.address));
		if (has_only_read(kind, access, done))
			spin_read(own, again);
	}
	touch_made(address, size, kind != ATOM_LOAD, caller.address);
	return done;
}

/* Returns the value before. */
static int64_t change(int kind, const volatile void *address, int size, int64_t value, int order,
                      struct caller caller)
{
	struct atom_access access = {
		.value = value, .address = (void *)(uintptr_t)address, .size = size, .order = order_of(order),
		.failure = order_of(order),
	};

	perform(kind, &access, caller);
	return access.was;
}

static bool compare_exchange(volatile void *address, int size, int64_t *expected, int64_t desired, int order, int failure,
                             struct caller caller)
{
	struct atom_access access = {
		.value = desired, .expected = *expected, .address = (void *)(uintptr_t)address, .size = size,
		.order = order_of(order), .failure = order_of(failure),
	};
	bool done = perform(ATOM_COMPARE_EXCHANGE, &access, caller);

	*expected = access.was;
	return done;
}

/* CALL, of a name that a macro makes. */
#define DEFINE(type, name, arguments) CALL(type, name, arguments)

/* One of those that take a value and return the one before. */
#define CHANGE(type, name, bytes, kind)                                                                         \
	DEFINE(type, name, (volatile void *address, type value, int order))                                       \
	{                                                                                                       \
		return (type)change(kind, address, bytes, (int64_t)value, order, THE_CALLER);             \
	}

/* What differs in their names: __tsan_atomic32_load and __atomic_load_4. */
#define TSAN_(bits, bytes, word) __tsan_atomic##bits##_##word
#define LIB_(bits, bytes, word)  __atomic_##word##_##bytes

#define CALLS(name, type, bits, bytes)                                                                          \
	DEFINE(type, name(bits, bytes, load), (const volatile void *address, int order))                          \
	{                                                                                                       \
		return (type)change(ATOM_LOAD, address, bytes, 0, order, THE_CALLER);                     \
	}                                                                                                       \
	DEFINE(void, name(bits, bytes, store), (volatile void *address, type value, int order))                   \
	{                                                                                                       \
		change(ATOM_STORE, address, bytes, (int64_t)value, order, THE_CALLER);                    \
	}                                                                                                       \
	CHANGE(type, name(bits, bytes, exchange), bytes, ATOM_EXCHANGE)                                         \
	CHANGE(type, name(bits, bytes, fetch_add), bytes, ATOM_ADD)                                             \
	CHANGE(type, name(bits, bytes, fetch_sub), bytes, ATOM_SUB)                                             \
	CHANGE(type, name(bits, bytes, fetch_and), bytes, ATOM_AND)                                             \
	CHANGE(type, name(bits, bytes, fetch_or), bytes, ATOM_OR)                                               \
	CHANGE(type, name(bits, bytes, fetch_xor), bytes, ATOM_XOR)                                             \
	CHANGE(type, name(bits, bytes, fetch_nand), bytes, ATOM_NAND)

/*
 * What is expected is read before the operation, and written after one that fails: plain accesses, which clang's code makes
 * itself and tells of. One to the caller's own variable is passed over, as other accesses to it are.
 */
static void touch_expected(void *expected, size_t size, bool write, struct caller caller)
{
	const struct task *self = task_self();

	if (self && self->outside && (uintptr_t)self->stack - (uintptr_t)expected > self->stack_size)
		touch_here((uintptr_t)expected, size, write, caller.address, caller.frames, caller.frame);
}

#define COMPARE_EXCHANGE(result, type, name, bytes)                                                             \
	DEFINE(result, name, (volatile void *address, void *expected, type desired, int order, int failure))      \
	{                                                                                                       \
		int64_t was;                                                                                    \
		bool done;                                                                                      \
                                                                                                                \
		touch_expected(expected, bytes, false, THE_CALLER);                                             \
		was = (int64_t)*(type *)expected;                                                               \
		done = compare_exchange(address, bytes, &was, (int64_t)desired, order, failure, THE_CALLER);    \
		if (!done)                                                                                      \
			touch_expected(expected, bytes, true, THE_CALLER);                                      \
		if (!done)                                                                                      \
			*(type *)expected = (type)was;                                                          \
		return done;                                                                                    \
	}

#define ALL_OF(type, bits, bytes)                                                                               \
	CALLS(TSAN_, type, bits, bytes)                                                                         \
	CALLS(LIB_, type, bits, bytes)                                                                          \
	COMPARE_EXCHANGE(int, type, TSAN_(bits, bytes, compare_exchange_strong), bytes)                         \
	COMPARE_EXCHANGE(int, type, TSAN_(bits, bytes, compare_exchange_weak), bytes)                           \
	COMPARE_EXCHANGE(bool, type, LIB_(bits, bytes, compare_exchange), bytes)                                \
	DEFINE(type, TSAN_(bits, bytes, compare_exchange_val), (volatile void *address, type expected, type desired, \
	     int order, int failure))                                                                           \
	{                                                                                                       \
		int64_t was = (int64_t)expected;                                                                \
		compare_exchange(address, bytes, &was, (int64_t)desired, order, failure, THE_CALLER);     \
		return (type)was;                                                                               \
	}

ALL_OF(uint8_t, 8, 1)
ALL_OF(uint16_t, 16, 2)
ALL_OF(uint32_t, 32, 4)
ALL_OF(uint64_t, 64, 8)

/* ---- In assembler ---- */

/* The person's own instruction comes right behind it: see inline_asm.h. What it does to the value is not known here. */
static void about_to(uintptr_t address, size_t size, enum atom_order order, struct caller caller)
{
	struct atom_access access = { .address = (void *)address, .size = (int)size, .order = order, .failure = order };
	struct atom *atom;

	call_from(caller.address, caller.frame);
	if (touch_atomically(address, size, true, &atom))
		atom_perform(atom, ATOM_USE, &access, process_line(caller.address));
	touch_made(address, size, true, caller.address);
}

#define IN_ASSEMBLER(bytes)                                                                                     \
	CALL(void, conclab_locked##bytes, (uintptr_t address))                                                  \
	{                                                                                                       \
		about_to(address, bytes, ATOM_SEQ_CST, THE_CALLER);                                             \
	}                                                                                                       \
	CALL(void, conclab_stored##bytes, (uintptr_t address))                                                  \
	{                                                                                                       \
		about_to(address, bytes, ATOM_RELEASE, THE_CALLER);                                             \
	}

IN_ASSEMBLER(1)
IN_ASSEMBLER(2)
IN_ASSEMBLER(4)
IN_ASSEMBLER(8)

CALL(void, __tsan_atomic_thread_fence, (int order))
{
	if (thread_self())
		atom_fence_(order_of(order), CALLER());
}

/* Between a thread and a handler of signals in it, of which there are none. */
CALL(void, __tsan_atomic_signal_fence, (int order))
{
	(void)order;
}
