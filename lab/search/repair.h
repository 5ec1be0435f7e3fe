/*
 * repair.h - the smallest change of the settings after which every schedule ends well.
 *
 * Found by trying: every other word of a setting, the nearest numbers first; then two settings at a time. All of them
 * are given little work at first, then those that are still open more and more.
 *
 * A repair that only makes something larger or smaller may just have moved the trouble: each is tried again with a
 * little more of every other number, and what breaks it then is told. But not when the number breaks the pattern by
 * itself: with every word at its default, where it ended well before. And a repair that needs the clock to stand still
 * while tasks compute is told from one that does not.
 */
#ifndef LAB_SEARCH_REPAIR_H
#define LAB_SEARCH_REPAIR_H

#include "lab/search/trials.h"

struct change {
	int setting, value;
};

/* Whenever the clock moves, too? CLOCKLESS: there is no difference, or that is what was asked for. */
enum lasting { CLOCKLESS, AT_ANY_TIME, TIME_UNDECIDED, IN_VIRTUAL_TIME };

struct repair {
	int           n;                /* 1 or 2 changes */
	struct change change[2];
	bool          broken;           /* not for long: it ends badly again with this, too */
	struct change by;               /* the smallest such number */
	bool          unsure;           /* not all of that could be decided */
	unsigned      silent;           /* a bit for each setting of which more says nothing: it breaks by itself */
	enum lasting  lasting;
};

enum { FARTHEST = 8, FARTHEST_PAIR = 2 };       /* how far a number is changed; when two are, how far each */
enum { MAX_REPAIRS = 16, MAX_CHANGES = MAX_SETTINGS * 2 * FARTHEST };

struct repairs {
	int           n;
	struct repair at[MAX_REPAIRS];  /* lasting ones first, then the more certain; words before numbers */
	int           n_undecided;
	struct change undecided[MAX_CHANGES];   /* words before numbers; those that nothing nearer makes idle */
	long          undecided_pairs;
	long          tried;            /* settings explored */
	bool          complete;         /* everything near enough was decided */
	bool          cut;              /* that is because no more was allowed in all, or wished; else searches were cut */
	bool          counted;          /* no more work, that is, whatever the time */
	long          work;             /* that was allowed for one search */
	long          worked;           /* in all, as struct trial_limits counts it */
};

/* How much may be tried. Zero: no limit, but for `work`. */
struct repair_limits {
	long                work;       /* of each exploration, as in struct explore_limits; more than 0 */
	struct trial_limits all;
};

/*
 * Repairs of a run with these options, which ends badly. Proved ones only. False with a sentence in `*error` (malloc'ed)
 * when the run cannot be made. `watcher` may be NULL.
 */
bool repair_find(struct repairs *, const struct run_options *, const struct repair_limits *,
                 const struct explore_watcher *, char **error);

#endif
