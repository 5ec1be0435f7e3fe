/*
 * places.h - what bytes of a program are called by whoever wrote it: a static variable, one of a function that has not
 * returned, memory that such a variable points to, or the line that asked malloc for it.
 *
 * Only static variables have names where nothing is recorded, as in searches: nobody reads others there.
 */
#ifndef LAB_PROGRAM_PLACES_H
#define LAB_PROGRAM_PLACES_H

#include <stddef.h>
#include <stdint.h>

#include "lab/trace/trace.h"

struct process;
struct arena;
struct run;

/* "fork_[2]", "lock", "worker.lock", "queue->lock", "malloc at prog.c:12"; NULL for none. For ever, or the run's. */
const char *place_name(struct process *, struct run *, uintptr_t address, size_t size);

/* Where the thread of a task is, see outside.h. */
const char *place_called(struct process *, int task, struct arena *);

/* Where the functions were called that it is in, its own aside: see outside.h. */
void place_callers(struct process *, int task, const char *callers[MOST_CALLERS]);

/* malloc has given this memory to the calling thread, which has asked for it there. */
void place_note(const void *bytes, uintptr_t caller);

/* The calling thread has given back this memory, there. */
void place_note_freed(const void *bytes, size_t size, uintptr_t caller);

/* ", by f-1 at prog.c:15": who gave back last what had this byte; "" where that is not known. For ever, or the run's. */
const char *place_freed_by(struct process *, uintptr_t address);

#endif
