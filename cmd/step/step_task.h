/*
 * step_task.h - which task of a stepped run a word means.
 *
 * Its name; `clock`; its number as the screen shows it, t1 (or #1); and short for a name: so much of it that no other
 * begins so, or so much of each part of it and all of the numbers, p2 for philosopher-2. Whatever comes first in this
 * list is meant.
 */
#ifndef CMD_STEP_TASK_H
#define CMD_STEP_TASK_H

#include <stdbool.h>

#include "lab/base/buf.h"
#include "lab/search/stepper.h"

enum { SEVERAL_TASKS = -3 };    /* beside NO_TASK and CLOCK_TASK */

/* Is it written as a task's number, t12 or #12, whether there is such a task or not? */
bool step_task_is_number(const char *word);

/* The task whose name or number this is, CLOCK_TASK, or NO_TASK. */
int step_task_exact(const struct position *, const char *word);

/* The same; what is short for one task, too. SEVERAL_TASKS: it is short for more. */
int step_task(const struct position *, const char *word);

/* "philosopher-0, philosopher-1, ...": what the word is short for. */
void step_task_several(struct buf *, const struct position *, const char *word);

#endif
