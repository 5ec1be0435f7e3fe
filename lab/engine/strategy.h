/*
 * strategy.h - who answers the choices of a turn run: chance, a fixed order, a saved schedule.
 *
 * Each strategy is a const struct strategy and a context that the caller owns and has initialised.
 */
#ifndef LAB_ENGINE_STRATEGY_H
#define LAB_ENGINE_STRATEGY_H

#include "lab/base/rng.h"
#include "lab/engine/turn.h"

/* Any task that can move, or the clock, each as likely; then any of its ways. The context is a struct rng: the seed. */
extern const struct strategy strategy_random;

/*
 * The next task by number after the one that moved last; its first way. The clock moves when nothing else can, so that it
 * starves nobody. The context is a struct round_robin.
 */
struct round_robin {
	int last;               /* 0 at first, or whom to go on after */
};

extern const struct strategy strategy_round_robin;

/*
 * Random priorities, and depth - 1 moments at which whoever moves falls to the lowest: finds a bug that needs `depth`
 * ordered events with a known probability (Burckhardt, Kothari, Musuvathi, Nagarakatte, "A Randomized Scheduler with
 * Probabilistic Guarantees of Finding Bugs", ASPLOS 2010).
 *
 * Strict priorities are not fair: whoever polls for what a lower one is to do polls for ever, which no real scheduler
 * lets it. The guarantee is about runs of `length` steps, and needs no more than strictness for so long. So who could
 * have moved at that many steps since it moved last, and did not, is starved: all above it fall below all others. (Coyote
 * goes on by chance after its unfair steps, Shuttle lowers a task that yields.) So nobody starves, whatever it waits for
 * in between; what a run does under this strategy does not come of its being unfair.
 */
enum { PCT_TASKS = 256, PCT_CHANGES = 16, PCT_LEAST_PATIENCE = 100, PCT_MOST_PATIENCE = 10000 };

struct pct {
	struct rng rng;
	int        n_changes;
	long       changes[PCT_CHANGES];        /* at which steps */
	long       at;
	struct standing {
		int64_t priority;       /* above 0 as drawn, below 0 when it has fallen; 0: not drawn yet */
		long    waited;         /* steps at which it could have moved since it moved last */
	}          tasks[PCT_TASKS], clock;
	int64_t    lowest;                      /* the priority of the last that fell */
	long       patience;                    /* steps until one is starved */
	uint64_t   drawn[PCT_TASKS / 64];       /* whose priorities have been */
};

/* `depth` at least 1, at most PCT_CHANGES; `length`: about how many steps a run has. */
void pct_init(struct pct *, uint64_t seed, int depth, long length);
extern const struct strategy strategy_pct;

/*
 * A schedule; when it is used up, round-robin goes on. A step that cannot be made stops the run: `misfit` is then its
 * number, counted from 1, else 0.
 */
struct replay {
	const struct step *steps;       /* the caller's */
	long               n, at;
	long               misfit;
	int                ways;        /* at a misfit: how many ways its task had to move */
	struct round_robin then;
	bool               stop_after;  /* stop instead of going on */
	bool               goes_on;     /* its own: the last answer was round-robin's */
};

extern const struct strategy strategy_replay;

#endif
