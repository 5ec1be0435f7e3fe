/*
 * sample.h - so many schedules by chance: what happened, and how often. It never proves anything.
 */
#ifndef LAB_SEARCH_SAMPLE_H
#define LAB_SEARCH_SAMPLE_H

#include "lab/search/explore.h"

struct sampling {
	long     n;             /* runs */
	uint64_t seed;          /* of the first; each next one has the next */
	bool     unwatched;     /* for races, or for getting nowhere: what comes of a run does not matter */
	bool     pct;           /* random priorities instead of random steps: strategy.h */
	bool     mixed;         /* every second run so, with a depth of its own; and in two of four a program ends late, if it can */
	int      depth;         /* pct: events whose order matters */
	long     length;        /* pct: about how many steps a run has */
	long     run_steps;     /* of a run, at most; 0: MAX_SAMPLE_STEPS */
	int64_t  ns;            /* of real time, at most; 0: no limit. A run that is cut does not count */
	long     steps;         /* of all runs together, at most; 0: no limit. The same on every machine, as `ns` is not */
};

enum { MAX_SAMPLE_STEPS = 100000 };     /* a run with more is left where it is: exploration's `unended` */

struct sample {
	struct exploration *found;      /* `proved` is false, `search` "sampled"; exploration_free() */
	uint64_t            seed[VERDICT_COUNT];        /* the first that ended so; meant where found->ends[] is not 0 */
	uint64_t            failed_seed;                /* with a status other than 0; meant where found->failures is not 0 */
};

/*
 * Run them. A seed means the run that `run seed=` makes of it. False with a sentence in `*error` (malloc'ed) when the run
 * cannot be made. `watcher` may be NULL; its `done` is exact.
 */
bool sample(struct sample *, const struct run_options *, const struct sampling *, const struct explore_watcher *,
            char **error);

/*
 * Let runs of a program find out what its tasks share, a few of them by chance, until they find out nothing more. Nothing
 * is done for a pattern.
 */
void sample_to_learn(const struct run_options *);

#endif
