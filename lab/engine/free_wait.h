/*
 * free_wait.h - how a task of the free engine waits. For free.c alone.
 */
#ifndef LAB_ENGINE_FREE_WAIT_H
#define LAB_ENGINE_FREE_WAIT_H

#include "lab/engine/op.h"

struct run;

/* Join the queues; the op's objects are locked. From here on others may complete the op. */
void wait_enqueue(struct op *);

/* The op has been enqueued, nothing is locked: return when somebody has decided about it (op->chosen). Unwinds when the
 * run is being stopped. */
void wait_await(struct op *);

/* One task fewer is awake. The last one tells the supervisor. */
void wait_count_asleep(struct run *);

#endif
