/*
 * wait_links.h - what the parts of wait_graph.h know of a snapshot: who may do what to each object, and who waits for that.
 */
#ifndef LAB_CHECK_WAIT_LINKS_H
#define LAB_CHECK_WAIT_LINKS_H

#include <stdlib.h>

#include "lab/base/arena.h"
#include "lab/base/panic.h"
#include "lab/trace/snapshot.h"

/* Beside the kinds of operations on an object: on a task's own, that the task lives, which is what its helpers are for. */
#define LIVES (1u << 31)

/* What a task may do to an object, or waits for somebody to do to it. */
struct wait_link {
	int      object, task;
	unsigned kinds;
};

/* Links by object, then by task: list[first[o] .. first[o + 1]) are those of object o. */
struct wait_index {
	struct wait_link *list;
	int              *first;
};

struct wait_graph {
	struct snapshot  *s;
	struct wait_index users;        /* ended tasks left out */
	struct wait_index ended;        /* and only those */
	struct wait_index waiters;
	int              *anyone;       /* undeclared tasks that have not ended: they may touch anything */
	int               n_anyone;
	int               ended_anyone; /* an undeclared task that has ended, or NO_TASK */
	unsigned         *live;         /* by object: what some live task may do */
	int              *missing;      /* by task: helpers that must still become live to free it */
	bool              anyone_lives;
	int              *agenda;       /* live tasks that are still to be followed */
	int               n_agenda;
	long              followed;     /* links so far */
};

/* So many and one more, all zero: none of nothing is asked for. The caller frees them. */
static inline void *waits_allocate(size_t n, size_t size)
{
	void *memory = calloc(n + 1, size);

	if (!memory)
		panic("out of memory");
	return memory;
}

static inline bool task_is_gone(const struct snapshot *s, int task)
{
	return s->tasks[task].state == TASK_ENDED;
}

/* Set freed_by of all stuck tasks, in `arena`. Counts in g->followed. */
void wait_helpers_list(struct wait_graph *g, struct arena *arena);

#endif
