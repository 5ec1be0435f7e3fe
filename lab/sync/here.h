/*
 * here.h - the place in the source that calls, as "patterns/worker_pool.c:41"; and what every primitive includes.
 */
#ifndef LAB_SYNC_HERE_H
#define LAB_SYNC_HERE_H

#include <stdbool.h>
#include <stddef.h>

#include "lab/engine/engine.h"
#include "lab/engine/task.h"

#define HERE_TEXT_(line) #line
#define HERE_LINE_(line) HERE_TEXT_(line)
#define HERE __FILE__ ":" HERE_LINE_(__LINE__)

#endif
