/*
 * select.h - wait for several operations and take one that is ready: any of those, not the first.
 *
 *     switch (select_on(FOREVER, RECV(jobs, &job), RECV(quit, &nothing))) {
 *     case 0: ...                     the index of the case that was taken
 *     case 1: ...
 *     }
 *
 * FOREVER waits until a case is ready. NOW never waits: SELECT_DEFAULT when none is ready. A time in ms waits that long
 * at most: SELECT_TIMEOUT when none was ready by then (0 behaves as NOW, with SELECT_TIMEOUT). Cases on a NULL channel
 * are never taken. The values to send are read when the select is called, before it waits.
 */
#ifndef LAB_SYNC_SELECT_H
#define LAB_SYNC_SELECT_H

#include "lab/sync/here.h"

/* One case, as SEND(), RECV(), DONE() and TICK() make it. */
struct select_case {
	void *object;           /* NULL: never ready */
	int   kind;
	void *value;
	bool *ok;
	int   nil;              /* object NULL: what it would wait for */
};

enum { MOST_CASES = 64 };               /* of one select */
enum { FOREVER = -1, NOW = -2 };
enum { SELECT_DEFAULT = -1, SELECT_TIMEOUT = -2 };

#define select_on(wait, ...)                                                            \
	select_(wait, (struct select_case[]){ __VA_ARGS__ },                                \
	        (int)(sizeof((struct select_case[]){ __VA_ARGS__ }) / sizeof(struct select_case)), HERE)

/* The same over an array: for a number of cases that is a setting. At most MOST_CASES. */
#define select_among(wait, cases, n) select_(wait, cases, n, HERE)

int select_(int wait, const struct select_case *cases, int n, const char *here);

#endif
