/*
 * export.h - what can be written into files: a table with a row for each, in exports.c.
 *
 * To add one, add its function below and a row there. `export`'s help, completion and complaints come from the table.
 *
 * Invariants
 *   Rows with the same `what` stand together. One is told from the other by its `word`; where a person leaves that
 *   out, the first row is meant whose needs are met.
 *   A row's function only writes: the file is made before it and takes its place, or is thrown away, after it.
 */
#ifndef CMD_EXPORT_H
#define CMD_EXPORT_H

#include <stdio.h>

#include "cmd/search/sweep.h"
#include "cmd/session/session.h"
#include "lab/base/buf.h"
#include "lab/check/finding.h"
#include "lab/export/progress.h"

enum export_need {
	NEEDS_RUN,
	NEEDS_STEPS,            /* a run, too; from=N and to=N may say which of its steps */
	NEEDS_MOMENT,           /* a run, too; at=N or at=all may say which of its moments */
	NEEDS_SWEEP
};

enum { MAX_ENDINGS = 3 };
enum { AT_END = -1, AT_ALL = -2 };

/* One file on its way. */
struct exporting {
	struct session        *session;
	const struct result   *result;          /* not NEEDS_SWEEP: the run that is looked at */
	const struct sweep    *sweep;           /* NEEDS_SWEEP: the newest */
	const char            *path;            /* as it was typed */
	const char            *ending;          /* one of the row's: "svg" */
	long                   from, to;        /* NEEDS_STEPS: counted from 1; 0: from the first, to the last */
	long                   at;              /* NEEDS_MOMENT: after which step; 0: before the first; AT_END, AT_ALL */
	FILE                  *out;             /* errors on it are noticed and told by whoever gave it */
	struct export_progress progress;        /* for what may take long */

	/* For the function to fill, told when the file is there: "x.sched has 9 steps of dining; `replay ...`" */
	struct buf             said;            /* what it has; freed by whoever gave it */
	long                   n;               /* and in JSON: so many ... */
	const char            *unit;            /* ... "steps"; NULL: no member */
};

struct export_row {
	const char      *what;                  /* "graph" */
	const char      *word;                  /* "waits"; NULL where there is but one `what` */
	const char      *endings[MAX_ENDINGS];  /* "svg"; none at all: a file may be called as one likes */
	enum export_need need;
	const char      *help;                  /* "who waits for whom" */

	/* Writes all of it. Returns a status; other than STATUS_OK after a complaint: then there is no file. */
	int            (*write)(struct exporting *);
};

extern const struct export_row exports[];   /* ends with a row that has no `what` */

/* ---- The functions of the rows, each in its file export_WHAT.c ---- */

int export_schedule(struct exporting *);
int export_trace(struct exporting *);
int export_timeline(struct exporting *);
int export_waits(struct exporting *);
int export_topology(struct exporting *);
int export_graph_schedules(struct exporting *);
int export_map(struct exporting *);
int export_cells(struct exporting *);
int export_measures(struct exporting *);
int export_run(struct exporting *);
int export_cast(struct exporting *);
int export_picture(struct exporting *);
int export_report(struct exporting *);

/*
 * Of a run that has more moments than go onto one slide, at=all is a file each: how many, with the one before the first step; 0:
 * one file will do. -1 after a complaint: there are too many.
 */
long export_pictures(const struct exporting *);

/* What a picture or a page calls a pattern: of a program the last part of its path. */
const char *export_name(const struct pattern *);

/* "patterns/pthread/queue.c SLOTS=2"; what a picture is headed with: "queue.c SLOTS=2"; of a run "queue.c SLOTS=2: deadlock". */
void export_settings(struct buf *, const struct result *);
void export_heading(struct buf *, const struct result *);
void export_title(struct buf *, const struct result *);

#endif
