/*
 * cage.h - a function is run in a process of its own, which can harm nobody.
 *
 * Invariants
 *   The process stands in an empty folder, of which nothing is left when the cage is closed. It is confined (confine.h), and
 *   bounded in processor time, memory, the size of a file, and how much it may say.
 *   Whatever it does, cage_run() returns; then it, and all that it has started, has ended.
 */
#ifndef CMD_CAGE_H
#define CMD_CAGE_H

#include <stdbool.h>

#include "cmd/homework/confine.h"
#include "lab/base/buf.h"

enum { MOST_SAID = 64 << 10 };

struct cage {
	char *folder;           /* owned */
	int   seconds;          /* of processor time; of real time a few times as many */
	int   memory_mib;
	int   held;             /* what held in every process so far: a set of enum confined */
};

enum caged_end {
	CAGED_DONE,             /* the function has returned */
	CAGED_TOO_LONG, CAGED_TOO_MUCH_MEMORY, CAGED_TOO_MUCH_SAID,
	CAGED_DIED,             /* of a signal, or it called exit() */
	CAGED_STOPPED,          /* by ^C here */
	CAGED_NOT_BEGUN         /* the system refused */
};

/* Make the folder. False with errno set. */
bool cage_open(struct cage *, int seconds, int memory_mib);
void cage_close(struct cage *);

/*
 * Run `body` there. What it writes to the file `out` is `said`. With `alone` it may start no other process. `signal` is
 * what it died of, 0 for none.
 */
enum caged_end cage_run(struct cage *, bool alone, void (*body)(int out, void *context), void *context,
                        struct buf *said, int *signal);

#endif
