/*
 * repair.h - the smallest change of the settings after which every schedule ends well.
 *
 * Found by trying: every other word of a setting, the nearest numbers first; then two settings at a time. A repair that
 * only makes something larger or smaller may just have moved the trouble: each is tried once more with a little more of
 * every other number, and what breaks it then is told.
 */
#ifndef LAB_CHECK_REPAIR_H
#define LAB_CHECK_REPAIR_H

#include "lab/check/explore.h"

struct change {
	int setting, value;
};

struct repair {
	int           n;                /* 1 or 2 changes */
	struct change change[2];
	bool          broken;           /* not for long: it ends badly again with this, too */
	struct change by;
	bool          unsure;           /* not all of that could be tried */
};

enum { MAX_REPAIRS = 8 };

struct repairs {
	int           n;
	struct repair at[MAX_REPAIRS];  /* lasting ones first, then the smaller */
	long          tried;            /* settings explored */
	bool          complete;         /* everything near enough was tried */
};

/* How much may be tried. Zero: no limit. */
struct repair_limits {
	long    schedules;              /* of each exploration */
	long    tries;
	int64_t ns;                     /* in all */
};

/*
 * Repairs of a run with these options, which ends badly. Proved ones only. False with a sentence in `*error` (malloc'ed)
 * when the run cannot be made.
 */
bool repair_find(struct repairs *, const struct run_options *, const struct repair_limits *,
                 const struct explore_watcher *, char **error);

#endif
