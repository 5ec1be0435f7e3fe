/*
 * livelock.h - going on for ever without getting anywhere: what must be so of a cycle of states to be called that.
 *
 * Weak fairness: a task that can move all along must move in the cycle, and when a timer runs all along time must pass. A
 * choice among several ways that is met again and again comes out each way, so a cycle that one of them leaves is none.
 * What nothing leads out of is for ever in any case: also when somebody waits for the clock, which cannot move as long as
 * anything else can.
 */
#ifndef LAB_SEARCH_LIVELOCK_H
#define LAB_SEARCH_LIVELOCK_H

#include "lab/search/task_set.h"
#include "lab/trace/schedule.h"

/* Who has made a move; NO_TASK: nobody, for it was the clock's; no partner. */
struct made_by {
	int task, partner;
};

/* What is so somewhere in a component: together they tell whether staying in it for ever is fair. */
struct facts {
	bool            cycle;          /* one can stay in it */
	bool            ticks;          /* time passes */
	bool            calm;           /* in some state nobody waits for the clock */
	bool            leaves;         /* some task that has a choice of ways may take one that leaves it */
	bool            exits;          /* some move leaves it, or could not be looked at */
	struct task_set moved;          /* tasks that move from one of its states to another */
	struct task_set unable;         /* tasks that cannot move in some state */
};

/* A schedule that comes back to a state it was in. */
struct lasso {
	bool         fair;
	long         n, round;          /* steps; the last so many are those that come back */
	struct step *steps;             /* owned; NULL: none */
};

/* Nothing is so. */
void facts_clear(struct facts *);

/* They move from one of its states to another. */
void facts_note_moved(struct facts *, struct made_by);

/* `into` is now about what either was about. */
void facts_merge(struct facts *into, const struct facts *from);

/* Could it go on so for ever though nobody who can move is kept waiting, and no timer that runs is held up? */
bool facts_are_fair(const struct facts *, int n_tasks);

/* Keep the better of two: a fair one before one that is not, then the shorter. `offered` is given away. */
void lasso_offer(struct lasso *best, struct lasso offered);

#endif
