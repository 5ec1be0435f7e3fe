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

enum { FOREVER = -1, NOW = -2 };
enum { SELECT_DEFAULT = OP_DEFAULT, SELECT_TIMEOUT = OP_TIMEOUT };

#define select_on(wait, ...)                                                            \
	select_(wait, (struct op_case[]){ __VA_ARGS__ },                                \
	        (int)(sizeof((struct op_case[]){ __VA_ARGS__ }) / sizeof(struct op_case)), HERE)

/* The same over an array: for a number of cases that is a setting. At most MAX_CASES. */
#define select_among(wait, cases, n) select_(wait, cases, n, HERE)

int select_(int wait, struct op_case *cases, int n, const char *here);

#endif
