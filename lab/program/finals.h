/*
 * finals.h - the numbers in what a program's threads share, all of them, and what they have come to.
 *
 * They are those of static variables, for others have no name by which one run's could be held against another's.
 */
#ifndef LAB_PROGRAM_FINALS_H
#define LAB_PROGRAM_FINALS_H

#include <stdbool.h>
#include <stdint.h>

struct debug;
struct shared;

/* By address; all zero at first. */
struct finals {
	struct final *list;
	int           n, room;
	bool          known;            /* since the last shared_settle(), whose caller says when it is not */
};

/* Tell each that is watched, by its name and what it is now; the first so many, where they are very many. */
void finals_tell(struct finals *, const struct shared *, struct debug *,
                 void (*note)(void *context, const char *name, int64_t value), void *context);

#endif
