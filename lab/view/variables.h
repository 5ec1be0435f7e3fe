/*
 * variables.h - what the variables of a person's program are at a moment of its run: those that changed since its threads
 * were started.
 *
 * Invariants
 *   What is an object of its own (a cell, an atomic) is left to whoever shows objects.
 *   They stand in the order in which they first changed, so they stay where they are; the elements of an array are one.
 */
#ifndef LAB_VIEW_VARIABLES_H
#define LAB_VIEW_VARIABLES_H

#include "lab/base/arena.h"
#include "lab/trace/trace.h"
#include "lab/view/view.h"

struct variable_now {
	const char *name;               /* "count", "buffer" */
	const char *value;              /* "2", "[7 8]" */
	long        since;              /* the step that changed it last; 0: it has not changed yet */
	int         first, n;           /* which of the trace's variables these are */
};

/*
 * As they were after step `step` (the steps of reel.h); texts and list lie in the arena. Returns how many there are, and 0
 * where the trace does not tell it.
 */
int variables_at(const struct trace *, long step, struct arena *, struct variable_now **list);

/* A value as it is shown: "2", "NULL". */
void variable_word(struct buf *, const struct trace_value *);

/* What a step has changed of a variable: of an array all of it before and after. */
struct variable_change {
	long        step;               /* 1 is the first */
	int         task;               /* whose step it was; NO_TASK: not known */
	const char *here;               /* where what it did then was done; NULL: not known. The change comes after that */
	const char *name, *from, *to;
};

/* All changes of this variable (NULL: of each), in order; in the arena. Returns how many, 0 where the trace does not tell. */
long variables_changes(const struct trace *, const char *name, struct arena *, struct variable_change **list);

/* Keep `most` of the list, those that changed last, in their order. Returns how many are left. */
int variables_newest(struct variable_now *list, int n, int most);

/*
 * " count = 2  *in = 1", in a line with its newline, those that changed in this step marked; what does not fit is counted, and
 * is what changed long ago. Nothing where there are none.
 */
void view_variables(struct buf *, const struct trace *, long step, const struct look *);

#endif
