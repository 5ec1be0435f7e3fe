/*
 * lab.h - everything a pattern may use; the only header of the lab that a pattern includes.
 *
 * A pattern calls no thread function, prints nothing, frees nothing (its memory is the run's), keeps no mutable static,
 * reads no clock. It may be unwound at any operation, so it holds nothing that must be given back.
 *
 * Tasks: tasks.h. Memory, claims, inputs: services.h. Channels: chan.h. Select: select.h. Mutexes: mutex.h. Read-write
 * locks: rwlock.h. Semaphores: semaphore.h. Barriers: barrier.h. Condition variables: cond.h. Wait groups: wait_group.h.
 * Once: once.h. Contexts: context.h. Timers: timer.h. Calls after a time: after.h. Error groups: error_group.h.
 * Cells: cell.h. Atoms: atomic.h.
 */
#ifndef LAB_LAB_H
#define LAB_LAB_H

#include "lab/engine/pattern.h"
#include "lab/sync/after.h"
#include "lab/sync/atomic.h"
#include "lab/sync/barrier.h"
#include "lab/sync/cell.h"
#include "lab/sync/chan.h"
#include "lab/sync/cond.h"
#include "lab/sync/context.h"
#include "lab/sync/error_group.h"
#include "lab/sync/mutex.h"
#include "lab/sync/once.h"
#include "lab/sync/rwlock.h"
#include "lab/sync/select.h"
#include "lab/sync/semaphore.h"
#include "lab/sync/services.h"
#include "lab/sync/tasks.h"
#include "lab/sync/timer.h"
#include "lab/sync/wait_group.h"

#endif
