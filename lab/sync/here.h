/*
 * here.h - the place in the source that calls, as "patterns/worker_pool.c:41"; and what the header of every primitive
 * includes. Those name nothing of the engine: a pattern may have a struct of any other name.
 */
#ifndef LAB_SYNC_HERE_H
#define LAB_SYNC_HERE_H

#include <stdbool.h>
#include <stddef.h>

#include "lab/engine/use.h"

#define HERE_TEXT_(line) #line
#define HERE_LINE_(line) HERE_TEXT_(line)
#define HERE __FILE__ ":" HERE_LINE_(__LINE__)

#endif
