/*
 * globals.h - the program's own static variables, looked at after each step of a run that is recorded: those that changed.
 *
 * Invariants
 *   A search, whose runs are not recorded, never comes here. Nothing is written to the program's memory.
 *   The system's own types (a mutex, a thread's number) are objects of the lab, or nobody's business, and no variables.
 */
#ifndef LAB_PROGRAM_GLOBALS_H
#define LAB_PROGRAM_GLOBALS_H

#include "lab/compile/debug.h"
#include "lab/trace/values.h"

/* Of a variant: which there are. All zero at first. */
struct globals {
	struct global *list;            /* by address */
	int            n;
	bool           known;
};

/* Of one run: what they were. All zero at first. */
struct globals_seen {
	struct global_seen *list;       /* by their number in the variant's */
};

/* They begin with what they are now. */
void globals_begin(struct globals *, struct globals_seen *, struct debug *);

/* Which are no longer what they were the last time: see outside.h. */
void globals_note(struct globals *, struct globals_seen *, struct debug *, struct trace_values *, long step, long most);

void globals_forget(struct globals_seen *);

#endif
