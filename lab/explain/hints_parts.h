/*
 * hints_parts.h - what those who find hints share: looking back through the trace, and adding one.
 */
#ifndef LAB_EXPLAIN_HINTS_PARTS_H
#define LAB_EXPLAIN_HINTS_PARTS_H

#include "lab/explain/hints.h"

struct hinting {
	struct hints             *hints;
	const struct result      *result;
	const struct hint_source *source;
	struct arena             *arena;
};

enum { MOST_LOCKS_HELD = 16 };

/* Locks that a task holds at some moment: the numbers of the events that took them, the newest last. */
struct locks_held {
	int  n;
	long taken[MOST_LOCKS_HELD];
};

/* Before event number `before`. */
struct locks_held hint_held(const struct trace *, int task, long before);

/* The event by which it took this lock, of those that it holds; -1: it does not hold it. */
long hint_taken(const struct trace *, int task, int object, long before);

/*
 * The event by which a task has a permit of a semaphore that it has not given back; -1: none. Only where permits are lent: who
 * gives one has taken one before.
 */
long hint_permit(const struct trace *, int task, int object);

/* The newest event before number `before` by this task (NO_TASK: any), of this kind, on this object (NO_OBJECT: any); -1. */
long hint_last(const struct trace *, int task, int object, enum event_kind, long before);

/* "prog.c:14"; "" for NULL. */
const char *hint_place(const char *here);

/*
 * The line to tell such an event at: it takes a lock; it gives one back; what the task waits for. Where the function returns that
 * does only this, it is the line of who has called it.
 */
const char *hint_taken_at(const struct hinting *, long event);
const char *hint_given_at(const struct hinting *, long event);
const char *hint_stands_at(const struct hinting *, int task);

/* ", called at prog.c:12," of an event that is told at its own line, in a function that others call; "" of any other. */
const char *hint_called(const struct hinting *, long event);

/* Is the event, a wait, in an `if` or a loop: on its line, or on that of the call of the function that does it? `*at`: which. */
enum hint_line hint_look(const struct hinting *, long event, const char **at);

/* Unless the same is there: the sentence, of a line. */
void hint_add(struct hinting *, const char *kind, const char *here, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

bool hints_of_looks(struct hinting *);          /* hints_faults.c: of waits after which somebody surely should have looked again */
void hints_of_waits(struct hinting *, bool told);       /* hints_waits.c: of tasks that are stuck; of signals only where nothing is told */
void hints_of_silence(struct hinting *);        /* of those for whom nobody does anything: less is known of why */
void hints_of_faults(struct hinting *, bool told);      /* hints_faults.c: of races, false claims, crashes and misuses */

#endif
