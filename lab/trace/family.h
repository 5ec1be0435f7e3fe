/*
 * family.h - tasks that differ only in their number, shown as one: "worker-0..63".
 *
 * Two tasks are of a family when their names are equal up to the number they end in, and they are alike in whatever
 * the caller asks for.
 */
#ifndef LAB_TRACE_FAMILY_H
#define LAB_TRACE_FAMILY_H

#include <stdbool.h>

#include "lab/base/arena.h"
#include "lab/base/buf.h"
#include "lab/trace/snapshot.h"

struct family {
	int  n;
	int *tasks;             /* ids, ascending; tasks[0] stands for all */
};

struct families {
	int            n;
	struct family *of;      /* in the order of their first members */
};

/* Do tasks `a` and `b` declare the same uses, and where they declare none, have the same parent? */
bool alike_in_uses(const struct snapshot *, int a, int b);

/* Do they wait for the same, in the same place; or have they both ended, or do both move, and
 * where it is known, are about to do the same? */
bool alike_in_waiting(const struct snapshot *, int a, int b);

/* The families among the tasks `ids`, which ascend; all in `arena`. `alike` may be NULL: the name decides. */
struct families families_of(const struct snapshot *, const int *ids, int n,
                            bool (*alike)(const struct snapshot *, int a, int b), struct arena *arena);

/* "worker-0..2", "worker-0..2,5", "main"; for more than four ranges "worker-0..17,..". */
void family_range(struct buf *, const struct snapshot *, const struct family *);

/* "main", "worker-0 and worker-1", "worker-0 .. worker-63 (64 tasks)"; with some missing "worker-0..2,5 (4 tasks)". */
void family_words(struct buf *, const struct snapshot *, const struct family *);

/* The same for any names that differ only in the number they end in, `n` > 0 of them in ascending order. */
void name_range(struct buf *, const char *const *names, int n);

/* Are the names equal up to the numbers they end in? */
bool name_alike(const char *a, const char *b);

/* How many bytes of `name` stand before the number at its end; all of it when there is none. */
int name_stem(const char *name);

#endif
