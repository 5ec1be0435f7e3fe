/*
 * judge_goal.h - has a run reached what a lesson asks for?
 *
 * Any run of the goal's pattern counts that keeps what it must keep and ends in the verdict asked for,
 * again and again. Threads are free to interleave, so this is evidence from runs, and no proof; but a goal may ask for
 * one: then every schedule of the run is looked at. Where the goal's pattern is a plain program, its learner may have
 * changed a copy of it: so any program counts that has the settings to be kept, and needs its threads (judge_threads.h).
 */
#ifndef CMD_JUDGE_GOAL_H
#define CMD_JUDGE_GOAL_H

#include <stdbool.h>

#include "cmd/course/lesson.h"
#include "lab/base/buf.h"
#include "lab/check/finding.h"

/* The pattern the goal is about, or NULL when its start names none that exists. A program is built if it has to be. */
const struct pattern *goal_pattern(const struct goal *);

/*
 * Whether the settings hold what must be kept. When they do not, `why` gets the first that fails, with the
 * value the run had: "sends>=5, this run has sends=3".
 */
bool goal_kept(const struct goal *, const struct pattern *, const int *values, struct buf *why);

/* Whether what must be kept makes sense for this pattern; `why` gets the first condition that does not. */
bool goal_valid(const struct goal *, const struct pattern *, struct buf *why);

struct tally {
	int          runs, reached;
	enum verdict other;             /* of the last run that did not reach the goal; when reached < runs */
	bool         interrupted;       /* by ^C */
	unsigned     ends;              /* of all schedules: a bit for each verdict that came, 1 << VERDICT_... */
	bool         open;              /* not reached, for not every schedule could be looked at: `other` says nothing */
};

/* Is the run about the goal: of its pattern, or of a program that can stand for it? */
bool goal_means(const struct goal *, const struct pattern *);

/*
 * Run what `result` ran so many times more, on real threads; after a few seconds stop early. Of a goal that is to be
 * proved: look at every schedule instead, which counts as one run.
 */
struct tally goal_repeat(const struct goal *, const struct result *, int runs);

/* Look at every schedule of this pattern with its usual settings, however the first ends; counts as one run. */
struct tally goal_of_all(const struct goal *, const struct pattern *);

/*
 * Has a learner's run reached the goal, and does it again and again? `said` gets what to tell: that it did,
 * or the class of what came instead; nothing when the run was of another pattern.
 */
bool goal_judge(const struct goal *, const struct result *, struct buf *said);

#endif
