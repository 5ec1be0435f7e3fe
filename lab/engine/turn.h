/*
 * turn.h - the turn engine: one task moves at a time, and a strategy answers every choice.
 *
 * A task runs up to its next operation and publishes it; then the turn goes back to the scheduler, which lives in
 * run_wait() on the supervisor's own stack. A move completes one published operation in one way, and lets its task (and
 * its partner's, where two meet) run up to their next. Starting a task and ending one are no choice points: they
 * commute with everything other tasks do. That a task fails between two operations commutes with nothing, for it ends
 * the run: it is an operation of its own, published when the task has come so far.
 *
 * Time is virtual: it stands still while anything can move, then jumps to the earliest deadline. With any_time tasks may
 * be slow: whenever something is due later, the clock may go on to it, as a move of its own that comes last in the list.
 *
 * Invariants
 *   Between moves every task has published an operation, has ended, or is dead (it has done something wrong).
 *   Where two operations meet, the one of the lower kind moves (the sender); the other is its partner.
 */
#ifndef LAB_ENGINE_TURN_H
#define LAB_ENGINE_TURN_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/base/bits.h"
#include "lab/engine/fiber.h"
#include "lab/engine/op.h"
#include "lab/trace/schedule.h"

struct run;
struct task;

/* One way in which one task can move now. */
struct move {
	int             task;           /* or CLOCK_TASK: then the rest means nothing */
	int             index;          /* which of the task's ways: 0, 1, ... */
	int             chosen;         /* the case, OP_DEFAULT or OP_TIMEOUT */
	struct alternative how;
};

/* Who can move now: one at least. */
struct movers {
	const struct bits *tasks;        /* by id */
	bool              clock;        /* the clock, too, which comes after them */
};

enum { HALT = -1 };             /* a strategy's answer: go no further */

/* Who answers the choices. First it is asked who moves, then, unless it says HALT, in which way. */
struct strategy {
	const char *name;               /* "random" */
	int (*who)(void *context, struct run *run, const struct movers *);      /* a task, CLOCK_TASK, or HALT */
	int (*way)(void *context, int n);       /* which of the n >= 1 ways it has: 0 .. n-1, or HALT */
};

enum carrier_kind { CARRIER_FIBERS, CARRIER_THREADS };

/* How it is known who can move: see turn_kept.h. Whichever, the same seed is the same run. */
enum keeping {
	KEEP_MANY,              /* where there are many tasks it is kept as it changes, else found anew at each step */
	KEEP_ALWAYS,
	KEEP_NEVER,
	KEEP_CHECKED,           /* always, and compared with what is found anew; for tests */
	KEEP_CHECKED_LATE       /* the same, but not from the beginning */
};

/* The turn engine's part of struct run_options. */
struct turn_options {
	const struct strategy *strategy;
	void                  *context;
	enum carrier_kind      carrier;         /* CARRIER_FIBERS falls back to threads where FIBERS is 0 */
	struct stacks         *stacks;          /* to use again and again; the caller's. NULL: the run makes its own */
	bool                   any_time;        /* the clock moves when it is let, not only when nothing else can */
	bool                   unbound;         /* a search is not to rely on what tasks declare */
	enum keeping           keeping;         /* where run_wait() makes the moves */
};

enum { TURN_LOOK = 4096 };      /* run_wait() returns after every so many steps, however fast they were */

extern const struct engine turn_engine;

/* ---- For who steps a run by hand instead of letting run_wait() do it ---- */

/* Ways to move now, after the clock has jumped if it had to and is not one of those that move. Valid until the next move. */
int turn_moves(struct run *, const struct move **moves);

/* Which of these n >= 1 moves, found by turn_moves(), the strategy takes; or HALT. */
int turn_pick(struct run *, const struct strategy *, void *context, const struct move *moves, int n);

/* Make one of them. */
void turn_make(struct run *, const struct move *);

/* Moves made so far, and who made them. Valid until the next move. */
long turn_steps(const struct run *, const struct step **steps);

/*
 * What else than steps its tasks have done since the run was made, in steps that take about as long: what they compute
 * between operations, where somebody counts that. It never goes back.
 */
long turn_extra(const struct run *);
void turn_add_extra(struct run *, long steps);

/* The published op of a task, NULL when it has none. */
const struct op *turn_op(const struct run *, int task);

/* How many published operations have been looked at so far by run_wait() to know who can move; 0: none are kept. */
long turn_looked_at(const struct run *);

/* Virtual time since the start, in ns. */
int64_t turn_now(struct run *);

/* The next moment a published operation or an object waits for, later than now; NO_DEADLINE when there is none. */
int64_t turn_next_time(const struct run *);

/* Could the task's published op complete now, by whoever's move? */
bool turn_can_move(const struct task *);

/* Can somebody move now, without time passing? Then turn_moves() has a move, and leaves the clock as it is. */
bool turn_can_go_on(struct run *);

/* Has some operation had more ways than are looked at? Then nothing is proved. */
bool turn_was_cut(const struct run *);

/* Has the strategy said to go no further, though something could still move? */
bool turn_halted(const struct run *);

/* For checkpoint.c: what of the engine's own changes with each move, but for the steps themselves. */
struct turn_mark {
	int64_t  now;
	uint64_t clock;
	long     n_steps;
};

struct turn_mark turn_mark(const struct run *);
void turn_return(struct run *, struct turn_mark);

/* Where a task's fiber begins: the upper end of its stack. NULL when tasks are not fibers. */
char *turn_stack_top(const struct run *, int task);

/*
 * From now on a fiber is resumed on a clean stack: what its calls leave in their frames without writing to it is zero, not what
 * other calls have left there before. For who tells states apart by what is on the stacks.
 */
void turn_clean_stacks(struct run *);

/* For complete_case(): it has been completed. */
void turn_completed(const struct op_case *);

/* For run_again(): back to time zero. */
void turn_rewind(struct run *);

#endif
