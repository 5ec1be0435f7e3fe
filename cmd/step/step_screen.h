/*
 * step_screen.h - where a stepped run stands: for a person, one screen; for a program, an object.
 */
#ifndef CMD_STEP_SCREEN_H
#define CMD_STEP_SCREEN_H

#include "lab/base/buf.h"
#include "lab/base/json.h"
#include "lab/search/stepper.h"
#include "lab/view/view.h"

/*
 * The step, every task with what it is about to do or why it cannot, the picture of it all (picture.h) or where there is no
 * room for that a line of what the objects are, the lines of the source that are more than one step, the newest events, and
 * who moves next. At most 40 lines, and fewer where `height` is less, as far as that goes: then events are left out first,
 * and tasks that are alike share a line. Where there is no screen, 24 lines.
 */
void step_screen(struct buf *, const struct position *, const struct look *, int height);

/* The members of an object. */
void step_json(struct json *, const struct position *);

/* The name of a task, or "clock". */
const char *step_who(const struct position *, int task);

/* What a task does when it goes this way: "receive from a", "receive from jobs, given by main", "choose 3". */
void step_way(struct buf *, const struct position *, const struct way *, int task);

/* What a task is about to do, or waits to do: "send 4 to jobs 0/1", "receive from a or receive from b". */
void step_deed(struct buf *, const struct position *, int task);

/* Who could let a blocked task go on: "main could send or close"; for a lock "held by worker-1". */
void step_cause(struct buf *, const struct position *, int task);

/* "can move", "blocked", "sleeping", "ended", "stopped" */
const char *stance_word(enum stance);

#endif
