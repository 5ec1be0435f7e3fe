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
 */
enum { PCT_TASKS = 256, PCT_CHANGES = 16 };

struct pct {
	struct rng rng;
	int        n_changes;
	long       changes[PCT_CHANGES];        /* at which steps */
	long       at;
	uint32_t   priority[PCT_TASKS];         /* 0: not drawn yet */
	uint32_t   clock;                       /* the clock's priority */
	uint32_t   lowest;                      /* the next priority of one that falls */
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
};

extern const struct strategy strategy_replay;

#endif
