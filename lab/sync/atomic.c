/*
 * atomic.c - shared numbers with atomic operations.
 *
 * Two kinds of object are made of this: an atom of a pattern, whose value is its own, and a place in a program's memory,
 * which is told as a cell, and where plain accesses are operations, too.
 *
 * A compare-exchange is decided when it is applied, so for the explorer it stores, whatever comes of it.
 */
#include "lab/sync/atom_over.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lab/base/address.h"
#include "lab/base/text.h"
#include "lab/engine/fast.h"

_Static_assert((int)ATOM_RELAXED == ORDER_RELAXED && (int)ATOM_ACQUIRE == ORDER_ACQUIRE &&
               (int)ATOM_RELEASE == ORDER_RELEASE && (int)ATOM_SEQ_CST == ORDER_SEQ_CST, "the same orders");

struct atom {
	struct object object;           /* must be first */
	int64_t       value;            /* guarded by object.lock */
	void         *over;             /* where its value stands; NULL: in `value` */
	int           over_size;
	bool          number;           /* what stands there is one */
	bool          gone;             /* what it was over */
};

/* An access that is not atomic. */
struct plain {
	int64_t     value;              /* loaded, when it is a number; must be first, for it is told */
	struct extent span;
	bool        number;
};

/* ---- Memory ---- */

/* On real threads a program may access it at the same time as it likes. */
static int64_t read_at(const void *address, int size)
{
	switch (size) {
	case 1: return __atomic_load_n((const int8_t *)address, __ATOMIC_SEQ_CST);
	case 2: return __atomic_load_n((const int16_t *)address, __ATOMIC_SEQ_CST);
	case 4: return __atomic_load_n((const int32_t *)address, __ATOMIC_SEQ_CST);
	case 8: return __atomic_load_n((const int64_t *)address, __ATOMIC_SEQ_CST);
	}
	return 0;
}

static void write_at(void *address, int size, int64_t value)
{
	switch (size) {
	case 1: __atomic_store_n((int8_t *)address, (int8_t)value, __ATOMIC_SEQ_CST); break;
	case 2: __atomic_store_n((int16_t *)address, (int16_t)value, __ATOMIC_SEQ_CST); break;
	case 4: __atomic_store_n((int32_t *)address, (int32_t)value, __ATOMIC_SEQ_CST); break;
	case 8: __atomic_store_n((int64_t *)address, value, __ATOMIC_SEQ_CST); break;
	}
}

/* As a number of so many bytes is read. */
static int64_t of_size(int64_t value, int size)
{
	int bits = 64 - 8 * size;

	return (int64_t)((uint64_t)value << bits) >> bits;
}

int64_t atom_number(const void *address, int size)
{
	int64_t value = 0;

	memcpy(&value, address, (size_t)size);
	return of_size(value, size);
}

static int64_t value_of(const struct atom *atom)
{
	return atom->over && atom->number ? atom_number(atom->over, atom->over_size) : atom->value;
}

/* ---- Operations ---- */

static uint64_t changed(int kind, uint64_t was, uint64_t value)
{
	switch (kind) {
	case ATOM_ADD:  return was + value;
	case ATOM_SUB:  return was - value;
	case ATOM_AND:  return was & value;
	case ATOM_OR:   return was | value;
	case ATOM_XOR:  return was ^ value;
	case ATOM_NAND: return ~(was & value);
	case ATOM_USE:  return was;
	default:        return value;
	}
}

/* Make the access where the value is. Returns whether it was done. */
static bool make(int kind, struct atom_access *access, int64_t was, int64_t *becomes)
{
	access->was = *becomes = was;
	if (kind == ATOM_LOAD)
		access->value = was;
	else if (kind != ATOM_COMPARE_EXCHANGE || was == of_size(access->expected, access->size))
		*becomes = of_size((int64_t)changed(kind, (uint64_t)was, (uint64_t)access->value), access->size);
	else
		return false;
	return true;
}

static int ready(struct op_case *c, struct alternative *out, int max)
{
	(void)c, (void)max;
	out->partner = NULL;
	return 1;
}

static void load(struct plain *plain)
{
	if (plain->number)
		plain->value = atom_number((void *)plain->span.from, (int)plain->span.size);
}

static const char *apply(struct op_case *c, const struct alternative *how)
{
	struct atom *atom = (struct atom *)c->object;
	struct atom_access *access = c->value;

	(void)how;
	c->completed = true;
	if (c->kind == ATOM_PLAIN_LOAD)
		load(c->value);
	else if (c->kind >= ATOM_KINDS)
		;                               /* the program's to make */
	else if (access->address)
		c->completed = atom_perform_alone(c->kind, access);
	else
		c->completed = make(c->kind, access, atom->value, &atom->value);
	return NULL;
}

static unsigned order(const struct op_case *c)
{
	const struct atom_access *access = c->value;

	if (c->kind >= ATOM_KINDS)
		return ORDER_RELAXED;
	return c->completed ? access->order : access->failure;
}

static enum access_mode access(const struct op_case *c)
{
	return c->kind == ATOM_LOAD || c->kind == ATOM_PLAIN_LOAD ? ACCESS_LOAD : ACCESS_STORE;
}

static void digest(const struct object *object, struct hash *hash)
{
	hash_content(hash, &((const struct atom *)object)->value, sizeof(int64_t));     /* what it is over is told apart by who owns that */
}

static int64_t value(const struct object *object)
{
	return value_of((const struct atom *)object);
}

static bool gone(const struct object *object)
{
	return ((const struct atom *)object)->gone;
}

static struct extent span(const struct op_case *c)
{
	const struct atom_access *access = c->value;

	if (c->kind >= ATOM_KINDS)
		return ((const struct plain *)c->value)->span;
	return (struct extent){ (uintptr_t)access->address, (size_t)access->size };
}

/* What is stored is the program's to know. */
static bool tells(const struct op_case *c)
{
	if (c->kind >= ATOM_KINDS && (c->kind != ATOM_PLAIN_LOAD || !((const struct plain *)c->value)->number))
		return false;
	return !is_address(*(const int64_t *)c->value);
}

static bool loads(const struct op_case *c, int64_t *value)
{
	struct plain plain;

	if (c->kind != ATOM_PLAIN_LOAD)
		return false;
	plain = *(const struct plain *)c->value;
	load(&plain);
	*value = plain.value;
	return plain.number && !is_address(plain.value);
}

static int freed_by(const struct op_case *c, struct role *out)
{
	(void)c, (void)out;
	return 0;               /* nobody ever waits for an atom */
}

static void describe(const struct object *object, char *text, size_t size)
{
	const struct atom *atom = (const struct atom *)object;

	if (atom->over && !atom->number)
		snprintf(text, size, "%d byte%s", atom->over_size, text_s(atom->over_size));
	else if (is_address(value_of(atom)))
		snprintf(text, size, "an address");
	else
		snprintf(text, size, "%" PRId64, value_of(atom));
}

static const struct op_kind kinds[] = {
	[ATOM_LOAD]  = { "load", EV_ATOM_LOAD, EV_ATOM_LOAD, "LOADS_ATOM" },
	[ATOM_STORE] = { "store", EV_ATOM_STORE, EV_ATOM_STORE, "STORES_ATOM" },
	[ATOM_EXCHANGE] = { "exchange", EV_ATOM_EXCHANGE, EV_ATOM_EXCHANGE, "CHANGES_ATOM" },
	[ATOM_ADD]   = { "add", EV_ATOM_ADD, EV_ATOM_ADD, "CHANGES_ATOM" },
	[ATOM_SUB]   = { "subtract", EV_ATOM_SUB, EV_ATOM_SUB, "CHANGES_ATOM" },
	[ATOM_AND]   = { "and", EV_ATOM_BITS, EV_ATOM_BITS, "CHANGES_ATOM" },
	[ATOM_OR]    = { "or", EV_ATOM_BITS, EV_ATOM_BITS, "CHANGES_ATOM" },
	[ATOM_XOR]   = { "exclusive-or", EV_ATOM_BITS, EV_ATOM_BITS, "CHANGES_ATOM" },
	[ATOM_NAND]  = { "nand", EV_ATOM_BITS, EV_ATOM_BITS, "CHANGES_ATOM" },
	[ATOM_COMPARE_EXCHANGE] = { "compare and exchange", EV_ATOM_SWAPPED, EV_ATOM_NOT_SWAPPED, "CHANGES_ATOM" },
	[ATOM_USE]   = { "use", EV_ATOM_USE, EV_ATOM_USE, "CHANGES_ATOM" },
	[ATOM_PLAIN_LOAD]  = { "load", EV_CELL_LOAD, EV_CELL_LOAD, "LOADS" },
	[ATOM_PLAIN_STORE] = { "store", EV_CELL_STORE, EV_CELL_STORE, "STORES" },
	[ATOM_PLAIN_FREE] = { "free", EV_CELL_FREE, EV_CELL_FREE, "STORES" },
};

static const struct primitive atom_primitive = {
	.name = "atomic", .kinds = kinds, .n_kinds = ATOM_KINDS,
	.ready = ready, .apply = apply, .sort = sort_alike, .order = order, .access = access, .digest = digest, .value = value,
	.freed_by = freed_by, .describe = describe,
};

static const struct primitive place_primitive = {
	.name = "cell", .kinds = kinds, .n_kinds = ATOM_PLAIN_FREE + 1,
	.ready = ready, .apply = apply, .sort = sort_alike, .order = order, .access = access, .digest = digest, .value = value, .gone = gone,
	.loads = loads, .tells = tells,
	.span = span, .freed_by = freed_by, .describe = describe,
};

/* ---- What patterns call ---- */

struct atom *atom_make_(int64_t value, const char *name)
{
	struct atom *atom = object_new(sizeof *atom, &atom_primitive, name, -1, sizeof atom->value);

	lock_take(&atom->object.lock);  /* it is listed already: a snapshot may describe it */
	atom->value = value;
	lock_give(&atom->object.lock);
	return atom;
}

/* That an order was weaker is said once; see run.h. */
static void note_order(enum atom_order order, const char *here)
{
	if (order != ATOM_SEQ_CST)
		run_note_weak(task_self()->run, here);
}

/* As FAST() makes one. */
static __attribute__((noinline)) bool do_at_once(struct object *object, int kind, void *value, const char *here)
{
	return fast_try(object, kind, value, here, ready, apply);
}

bool atom_perform(struct atom *atom, int kind, struct atom_access *access, const char *here)
{
	note_order(access->order, here);
	if (fast_allowed(task_self(), &atom->object, kind))
		return do_at_once(&atom->object, kind, access, here);
	return engine_do(&atom->object, kind, access, here);
}

static struct atom_access access_of(int64_t value, enum atom_order order)
{
	struct atom_access access;

	memset(&access, 0, sizeof access);      /* padding, too: stacks are compared */
	access.value = value;
	access.size = sizeof value;
	access.order = access.failure = order;
	return access;
}

int64_t atom_load_(struct atom *atom, enum atom_order order, const char *here)
{
	struct atom_access access = access_of(0, order);

	atom_perform(atom, ATOM_LOAD, &access, here);
	return access.was;
}

void atom_store_(struct atom *atom, int64_t value, enum atom_order order, const char *here)
{
	struct atom_access access = access_of(value, order);

	atom_perform(atom, ATOM_STORE, &access, here);
}

int64_t atom_change_(struct atom *atom, int kind, int64_t value, enum atom_order order, const char *here)
{
	struct atom_access access = access_of(value, order);

	atom_perform(atom, kind, &access, here);
	return access.was;
}

bool atom_compare_exchange_(struct atom *atom, int64_t *expected, int64_t desired, enum atom_order success,
                            enum atom_order failure, const char *here)
{
	struct atom_access access = access_of(desired, success);
	bool done;

	access.expected = *expected;
	access.failure = failure;
	done = atom_perform(atom, ATOM_COMPARE_EXCHANGE, &access, here);
	*expected = access.was;
	return done;
}

void atom_fence_(enum atom_order order, const char *here)
{
	int number = order;

	note_order(order, here);
	engine_do(&task_self()->object, TASK_OP_FENCE, &number, here);
}

/* ---- Over somebody else's memory ---- */

struct atom *atom_over(void *address, int size, bool number, const char *name)
{
	struct atom *atom = object_new(sizeof *atom, &place_primitive, name, -1, sizeof atom->value);

	lock_take(&atom->object.lock);
	atom->over = address;
	atom->over_size = size;
	atom->number = number;
	lock_give(&atom->object.lock);
	return atom;
}

bool atom_perform_alone(int kind, struct atom_access *access)
{
	int64_t becomes;

	if (!make(kind, access, read_at(access->address, access->size), &becomes))
		return false;
	if (kind != ATOM_LOAD)
		write_at(access->address, access->size, becomes);
	return true;
}

void atom_touch(struct atom *atom, struct extent span, int kind, const char *here)
{
	struct plain plain;

	memset(&plain, 0, sizeof plain);        /* padding, too: stacks are compared */
	plain.span = span;
	plain.number = kind == ATOM_PLAIN_LOAD && atom->number && span.from == (uintptr_t)atom->over && span.size == (size_t)atom->over_size;
	engine_do(&atom->object, kind, &plain, here);
}

void atom_lose(struct atom *atom)
{
	lock_take(&atom->object.lock);
	atom->over = NULL;
	atom->gone = true;
	lock_give(&atom->object.lock);
}
