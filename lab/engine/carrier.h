/*
 * carrier.h - how the turn passes between the scheduler and the tasks: on fibers, or on pthreads that hand over a baton.
 */
#ifndef LAB_ENGINE_CARRIER_H
#define LAB_ENGINE_CARRIER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "lab/engine/task.h"
#include "lab/engine/turn.h"

enum { CLEAN_BYTES = 1024 };

struct carrier {
	bool           fibers;
	struct stacks *stacks;
	bool           own_stacks;
	bool           clean;           /* fibers: see turn_clean_stacks() */
	void          *home;            /* fibers: where the scheduler stands */
	atomic_int     back;            /* threads: 1 when the turn is the scheduler's again */
};

/* As the options of the run say. */
void carrier_open(struct carrier *, const struct run *);
void carrier_close(struct carrier *);

/* Make ready to run `task` from the start of its body, at its first resume. False when the system refuses. */
bool carrier_start(struct carrier *, struct task *);

/* The same between threads. */
void carrier_resume_thread(struct carrier *, struct task *);
void carrier_yield_thread(struct carrier *, struct task *);

/* What lies on the task's stack below its context, and is nobody's any more, is zero: as much as its next calls may take. */
static inline void carrier_clean(const struct task *task)
{
	size_t left = task->stack_size - (size_t)(task->stack - (char *)task->context);
	size_t size = left < CLEAN_BYTES ? left : CLEAN_BYTES;

	memset((char *)task->context - size, 0, size);
}

/*
 * By the scheduler: let `task` run until it yields, ends or unwinds. In line, as is the next one, because after a switch
 * the processor guesses each return wrong: the fewer there are, the better.
 */
static inline void carrier_resume(struct carrier *carrier, struct task *task)
{
	if (carrier->fibers) {
		if (carrier->clean)
			carrier_clean(task);
		task_current = task;
		fiber_switch(&carrier->home, task->context);
		task_current = NULL;
	} else {
		carrier_resume_thread(carrier, task);
	}
}

/* By the task: give the turn back; returns when it is resumed. */
static inline void carrier_yield(struct carrier *carrier, struct task *self)
{
	if (carrier->fibers)
		fiber_switch(&self->context, carrier->home);
	else
		carrier_yield_thread(carrier, self);
}

/* By the task: end without going on. */
void carrier_unwind(struct task *);

/* By the task: end as if its body had returned. */
void carrier_leave(struct task *);

/* By the scheduler: end all tasks; run->stopping is set. False when some thread does not end within `patience` ns. */
bool carrier_stop(struct carrier *, struct run *, int64_t patience);

#endif
