/*
 * deeds.h - who does what in which line of a pattern's source: seen in runs whose schedules chance has made.
 */
#ifndef CMD_DEEDS_H
#define CMD_DEEDS_H

#include <stdbool.h>

#include "lab/base/buf.h"
#include "lab/check/finding.h"
#include "lab/engine/run.h"

/* What became of an operation. DEED_RACES: it is one of the two accesses of a data race. */
enum deed_end { DEED_DONE, DEED_STUCK, DEED_WRONG, DEED_RACES, DEED_ENDS };

/* That some task of a family came to such an end in a line. */
struct deed {
	int           line;
	enum deed_end end;
	char         *who;              /* "worker-*", "main"; owned */
	char         *file;             /* "prog.c"; owned */
};

struct deeds {
	int          n, room;
	struct deed *at;                /* by line, then by end, by name, by file; no two alike */
	long         runs;
	long         ends[VERDICT_COUNT];
	bool         cut;               /* fewer runs than were wanted: too long, or stopped */
};

/*
 * Make runs with seeds 1 .. n, for `steps` steps in all, where one with so many tasks counts for several. `stop` (may be
 * NULL) is asked now and then. False with a sentence in `*error` (malloc'ed) when there can be none. deeds_free() in
 * either case.
 */
bool deeds_watch(struct deeds *, const struct run_options *, int n, long steps, bool (*stop)(void *),
                 void *context, char **error);

/*
 * Add where this run of the same settings went wrong: its fault, who is stuck, what races. It is not counted among
 * the runs.
 */
void deeds_add_wrong(struct deeds *, const struct result *);

/* Those in one file, by the last part of its path. deeds_free(). */
struct deeds deeds_in(const struct deeds *, const char *file);

void deeds_free(struct deeds *);

/* "feeder, worker-*": who came to this end in the line; nothing when nobody did. */
void deeds_who(struct buf *, const struct deeds *, int line, enum deed_end);

#endif
