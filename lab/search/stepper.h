/*
 * stepper.h - a run that is stepped by hand, forwards and backwards.
 *
 * Back is forwards: the run starts again and makes the same steps but the last ones. What was taken back, or
 * suggested, is remembered as the way ahead until another step is made.
 */
#ifndef LAB_SEARCH_STEPPER_H
#define LAB_SEARCH_STEPPER_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/base/buf.h"
#include "lab/check/finding.h"
#include "lab/engine/run.h"

enum stance {
	STANCE_CAN_MOVE,
	STANCE_BLOCKED,
	STANCE_SLEEPING,        /* it waits for the clock, perhaps for something else too */
	STANCE_ENDED,
	STANCE_STOPPED          /* the run is over, and has stopped it where it stood */
};

/* What a task is about to do, or waits to do: one case of its operation. */
struct deed {
	enum event_kind event;
	int             object;         /* id, or NO_OBJECT for a nil channel */
	enum value_kind has_value;      /* it brings a value along */
	int64_t         value;
};

/* One step that can be made now. Of the clock's step, nothing but `move` and `step` is meant. */
struct way {
	int             move;           /* the stepper's own */
	struct step     step;
	int             partner;        /* the task it meets, or NO_TASK */
	enum event_kind event;          /* what happens; EV_DEFAULT, EV_TIMEOUT, EV_SLEEP are no case */
	enum event_kind met;            /* what the partner does */
	int             object;         /* id, or NO_OBJECT */
	int             pick;           /* EV_CHOOSE: the number */
};

/* How a task stands. */
struct stand {
	enum stance  stance;
	int          n_deeds;           /* 0: it sleeps, or has ended */
	struct deed *deeds;
	int          n_ways;
	struct way  *ways;              /* that move it: its own, and others' in which it is met */
	const char  *here;              /* of its operation, or NULL */
	int64_t      wakes;             /* ns of virtual time when it goes on by itself, or NO_DEADLINE */
};

/* Where a stepped run is. */
struct position {
	long                 step;      /* steps made */
	long                 known;     /* at least as much: how far the way is known */
	bool                 over;      /* nothing can move any more, or something went wrong */
	int64_t              now;       /* virtual time, ns */
	const struct result *result;    /* the state, judged; interrupted unless it is over */
	int                  n_tasks;
	struct stand        *tasks;     /* by id */
	const struct way    *clock;     /* its step, where it moves as it is let and can; else NULL */
	int64_t              due;       /* when it would go on to, ns */
	const struct way    *next;      /* the step stepper_next() makes; NULL when it is over */
	const char          *misfit;    /* why the known way does not fit, told once; else NULL */
};

struct stepper;

/* Before the first step. `options` as for run_new(); engine and strategy are ignored. NULL and `*error` too. */
struct stepper *stepper_new(const struct run_options *, char **error);
void stepper_free(struct stepper *);

/* The position; valid until the stepper moves. */
const struct position *stepper_look(struct stepper *);

/* Make a step of the present position. */
void stepper_make(struct stepper *, const struct way *);

/* The next step: the known one, else that of the next task by number. Nothing when it is over. */
void stepper_next(struct stepper *);

/* The way ahead from the start. Copied. */
void stepper_suggest(struct stepper *, const struct step *, long n);

/*
 * To after step `n`, back or along the known way; not beyond that. False with a sentence in `why` when that does not
 * fit: then it stands before the step that does not.
 */
bool stepper_goto(struct stepper *, long n, struct buf *why);

/*
 * Next steps until the run is over, `most` were made, or `stop` (may be NULL) says so of the step to be made; it is
 * not asked about the first. Returns how many were made.
 */
long stepper_go(struct stepper *, long most,
                bool (*stop)(void *context, const struct run *, const struct way *), void *context);

/*
 * Where a stepper stands, with the way ahead: enough to make it again when it is gone, for while it is there its run may have
 * something that only one can have. stepper_note_free().
 */
struct stepper_note;
struct stepper_note *stepper_note(const struct stepper *);
void stepper_note_free(struct stepper_note *);

/* One that stands there. NULL and `*error` too. */
struct stepper *stepper_again(const struct stepper_note *, char **error);

/* When it is over: the result as one of its own, the caller's. */
struct result *stepper_result(struct stepper *);

/*
 * How many steps a run has in which tasks take turns in the order of their numbers; at most `most`. 0 when it cannot be
 * made.
 */
long stepper_length(const struct run_options *, long most);

#endif
