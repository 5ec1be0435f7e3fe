/*
 * alike_shown.h - where somebody's address may stand, and how it comes there.
 */
#ifndef TESTS_ALIKE_SHOWN_H
#define TESTS_ALIKE_SHOWN_H

#include "tests/alike_ways.h"

static int keys[2];

/*
 * Two like tasks have a local each. One of them shows it, forgets that it has, and so that nobody else can tell, has a number
 * that is 0 or 1, as has the other. Then somebody writes there. That is wrong if the number of the one is 1.
 */
enum { IN_MEMORY, IN_MEMORY_PACKED, IN_A_CHANNEL, IN_A_CHANNEL_PACKED, ON_A_STACK, ON_A_STACK_PACKED, IN_A_CELL, IN_AN_ATOM,
       IN_A_CONTEXT, PLACES };

struct __attribute__((packed)) packed {
	char tag[3];
	int *address;
};

struct showing {
	struct mutex   *lock;
	struct barrier *shown, *written;
	struct cell    *cell;
	struct atom    *atom;
	struct chan    *plain, *packed; /* of int *, of struct packed */
	struct chan    *next;           /* of int: nobody sends */
	/* under the lock, or between the barriers */
	struct context *context;
	int             sum;
	bool            is_shown;
	int            *address;
	struct packed   hidden;
};

static inline void show(struct showing *all, int *mine)
{
	struct packed packed = { "", mine };

	switch (what) {
	case IN_MEMORY:        all->address = mine; break;
	case IN_MEMORY_PACKED: all->hidden = packed; break;
	case IN_A_CHANNEL:
	case ON_A_STACK:       chan_send(all->plain, &mine); break;
	case IN_A_CHANNEL_PACKED:
	case ON_A_STACK_PACKED: chan_send(all->packed, &packed); break;
	case IN_A_CELL:        cell_store(all->cell, (int64_t)(uintptr_t)mine); break;
	case IN_AN_ATOM:       atom_store(all->atom, (int64_t)(uintptr_t)mine); break;
	case IN_A_CONTEXT:     all->context = context_make_with(NULL, keys, mine, "c"); break;
	}
}

static __attribute__((noinline, unused)) int *look(struct showing *all)
{
	int *address = NULL;
	struct packed packed;

	switch (what) {
	case IN_MEMORY:        return all->address;
	case IN_MEMORY_PACKED: return all->hidden.address;
	case IN_A_CHANNEL:     chan_recv(all->plain, &address); return address;
	case IN_A_CHANNEL_PACKED: chan_recv(all->packed, &packed); return packed.address;
	case IN_A_CELL:        return (int *)(uintptr_t)cell_load(all->cell);
	case IN_AN_ATOM:       return (int *)(uintptr_t)atom_load(all->atom);
	case IN_A_CONTEXT:     return context_value(all->context, keys);
	}
	return NULL;
}

#endif
