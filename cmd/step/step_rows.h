/*
 * step_rows.h - the tasks of a stepped run as a table.
 */
#ifndef CMD_STEP_ROWS_H
#define CMD_STEP_ROWS_H

#include "cmd/step/step_parts.h"

enum { STEP_NARROW = 50 };              /* narrower, there are no columns */

/*
 * A row for each task, with its number and with what it is about to do or why it cannot, and one for the clock. At most
 * so many rows: tasks that are alike share one when there are many, and it is said how many there are beyond them.
 */
void step_rows(struct buf *, const struct position *, const struct passages *, const struct look *, int most_rows);

#endif
