/*
 * share_parts.h - what lies in the mapping that processes share: see share.h. For share.c, which has the processes and what they
 * report, and share_states.c, which has the states.
 *
 * Invariants
 *   table[generation] has all states and ends; those before it are empty. It grows, under the lock, into the next one, twice as
 *   large, whose place in the mapping was known from the start: only what is touched takes memory.
 *   lock is 0, or 1 + the number of who holds it. Who dies with it leaves it held, and the table perhaps half-written: that is
 *   seen by share_look(). Who dies without it has left states open, which the others enter.
 *   closed[number] is set after all that is to be known of the state was put there.
 */
#ifndef LAB_SEARCH_SHARE_PARTS_H
#define LAB_SEARCH_SHARE_PARTS_H

#include <stdatomic.h>
#include <sys/types.h>

#include "lab/search/explore.h"
#include "lab/search/share.h"

enum { FIRST_ROOM = 1 << 14 };          /* slots of the first table */

/* Of a state; COUNTED, PASSED: closed, see share_close(). */
enum { OPENED, COUNTED, PASSED };

struct slot {
	struct key key;
	int64_t    number;              /* 1 + it; 0: the slot is free */
};

/* What lies at the beginning of the mapping. */
struct common {
	atomic_int             lock;
	atomic_int             state;
	int                    generation;
	long                   room, used;              /* slots of that generation */
	atomic_long            states, ends, n_passed;
	atomic_long            counts[SHARE_COUNTS];
	_Atomic uint64_t       tasks[TASK_SET_WORDS];   /* words of a set */
	_Atomic(const char *)  limit;
	atomic_long            reported;                /* steps that the reports take */
};

struct share {
	struct common *common;
	struct slot   *tables;          /* all generations, one after the other */
	atomic_uchar  *closed;          /* by number of state */
	struct step   *reports;
	size_t         size;            /* of the mapping */
	long           most_states, last_room;
	long           passed_before;   /* states closed before it was shared that are COUNTED but were passed */
	long           read;            /* steps of the reports */
	int            me, others;
	pid_t          founder, pids[MAX_CORES];
};

/* By whoever writes what is not atomic. False when the search is stopped: then there may be nobody to give the lock back. */
bool share_lock(struct share *);
void share_unlock(struct share *);

#endif
