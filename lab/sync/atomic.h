/*
 * atomic.h - a shared number with atomic operations: each reads, changes or compares it in one step.
 *
 * The functions are called atom_load() and so on, for atomic_load() is a name of <stdatomic.h>, which a pattern may
 * include. Each takes a memory order in its _explicit form, and is sequentially consistent without (C11 7.17.7).
 *
 * Runs interleave steps, so all of them are sequentially consistent, whatever the orders are. An order decides only what
 * is known to have happened before (C11 5.1.2.4, 7.17.3), and so which accesses to cells race: a release, and what
 * follows from it in its release sequence, comes before an acquire that reads it; a fence likewise (C11 7.17.4). What
 * else a machine may show where an order is weaker is not seen, and the lab says so. Accesses to an atom do not race.
 */
#ifndef LAB_SYNC_ATOMIC_H
#define LAB_SYNC_ATOMIC_H

#include <stdint.h>

#include "lab/sync/here.h"

struct atom;

/* The numbers are those of memory_order_relaxed and so on. A consume is taken for an acquire, as compilers do. */
enum atom_order { ATOM_RELAXED, ATOM_CONSUME, ATOM_ACQUIRE, ATOM_RELEASE, ATOM_ACQ_REL, ATOM_SEQ_CST };

/* The last three are accesses that are not atomic: of a program's memory only, see atom_over.h. */
enum {
	ATOM_LOAD, ATOM_STORE, ATOM_EXCHANGE, ATOM_ADD, ATOM_SUB, ATOM_AND, ATOM_OR, ATOM_XOR, ATOM_NAND,
	ATOM_COMPARE_EXCHANGE, ATOM_USE, ATOM_KINDS, ATOM_PLAIN_LOAD = ATOM_KINDS, ATOM_PLAIN_STORE,
	ATOM_PLAIN_FREE
};

#define atom_make(value, name)  atom_make_(value, name)

/* These return the value that was there before. */
#define atom_load(atom)             atom_load_(atom, ATOM_SEQ_CST, HERE)
#define atom_exchange(atom, value)  atom_change_(atom, ATOM_EXCHANGE, value, ATOM_SEQ_CST, HERE)
#define atom_add(atom, value)       atom_change_(atom, ATOM_ADD, value, ATOM_SEQ_CST, HERE)
#define atom_sub(atom, value)       atom_change_(atom, ATOM_SUB, value, ATOM_SEQ_CST, HERE)
#define atom_and(atom, value)       atom_change_(atom, ATOM_AND, value, ATOM_SEQ_CST, HERE)
#define atom_or(atom, value)        atom_change_(atom, ATOM_OR, value, ATOM_SEQ_CST, HERE)
#define atom_xor(atom, value)       atom_change_(atom, ATOM_XOR, value, ATOM_SEQ_CST, HERE)

#define atom_load_explicit(atom, order)            atom_load_(atom, order, HERE)
#define atom_exchange_explicit(atom, value, order) atom_change_(atom, ATOM_EXCHANGE, value, order, HERE)
#define atom_add_explicit(atom, value, order)      atom_change_(atom, ATOM_ADD, value, order, HERE)
#define atom_sub_explicit(atom, value, order)      atom_change_(atom, ATOM_SUB, value, order, HERE)
#define atom_and_explicit(atom, value, order)      atom_change_(atom, ATOM_AND, value, order, HERE)
#define atom_or_explicit(atom, value, order)       atom_change_(atom, ATOM_OR, value, order, HERE)
#define atom_xor_explicit(atom, value, order)      atom_change_(atom, ATOM_XOR, value, order, HERE)

#define atom_store(atom, value)                 atom_store_(atom, value, ATOM_SEQ_CST, HERE)
#define atom_store_explicit(atom, value, order) atom_store_(atom, value, order, HERE)

/*
 * If the value is *expected, let it be `desired` and return true; else put the value into *expected and return false.
 * It never fails for no reason. `failure` is the order of the load that it is when it fails.
 */
#define atom_compare_exchange(atom, expected, desired) \
	atom_compare_exchange_(atom, expected, desired, ATOM_SEQ_CST, ATOM_SEQ_CST, HERE)
#define atom_compare_exchange_explicit(atom, expected, desired, success, failure) \
	atom_compare_exchange_(atom, expected, desired, success, failure, HERE)

/* Orders what the calling task does before and after; no step. */
#define atom_fence(order) atom_fence_(order, HERE)

struct atom *atom_make_(int64_t value, const char *name);
int64_t atom_load_(struct atom *, enum atom_order, const char *here);
void atom_store_(struct atom *, int64_t value, enum atom_order, const char *here);
int64_t atom_change_(struct atom *, int kind, int64_t value, enum atom_order, const char *here);
bool atom_compare_exchange_(struct atom *, int64_t *expected, int64_t desired, enum atom_order success,
                            enum atom_order failure, const char *here);
void atom_fence_(enum atom_order, const char *here);

/* Declared uses: to load; to store; to do anything with it. */
#define LOADS_ATOM(atom)   ((struct use){ (atom), 1u << ATOM_LOAD })
#define STORES_ATOM(atom)  ((struct use){ (atom), 1u << ATOM_STORE })
#define CHANGES_ATOM(atom) ((struct use){ (atom), (1u << ATOM_KINDS) - 1 })

#endif
