/*
 * finding.h - how a run ended, with the evidence: plain data that outlives the run.
 *
 * Everything a result points at lies in its arena or in its trace; result_free() gives it back.
 */
#ifndef LAB_CHECK_FINDING_H
#define LAB_CHECK_FINDING_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/base/arena.h"
#include "lab/engine/pattern.h"
#include "lab/trace/snapshot.h"
#include "lab/trace/breach.h"
#include "lab/trace/trace.h"
#include "lab/trace/verdict.h"

/* A lock order that could deadlock though it did not: POTENTIAL, never a verdict. */
struct lock_order {
	int          n;                 /* length of the cycle: locks[0] -> locks[1] -> ... -> locks[0] */
	int         *locks;             /* object ids */
	int         *tasks;             /* tasks[i] took locks[i+1] while it held locks[i] */
	const char **places;            /* where */
};

/* What a file setting gave the run to work on. */
struct read_input {
	const char *setting;            /* its name; NULL: nothing was read */
	int         n_files;
	size_t      size;               /* bytes */
	int         n_left_out;         /* could not be read */
	const char *left_out;           /* the first of them, one a line: "src/key: Permission denied" */
};

/* A data race: two accesses to one cell or byte, one of them a store, that nothing orders; as they were made. */
struct data_race {
	int         cell;               /* id of the object; NO_OBJECT where memory is none */
	const char *name;               /* of what both touched: "queue.head" */
	int         tasks[2];
	bool        stores[2];
	bool        frees[2];           /* a store that gives the memory back */
	const char *places[2];
	int         owner;              /* the task on whose stack it lies; NO_TASK: on none's that is known */
	const char *text;               /* "worker-0 stores counter (mutex.c:41), worker-1 ...", no full stop */
};

/* "loads", "stores" or "frees": what the first, or the second, of its accesses does. */
const char *race_verb(const struct data_race *, int i);

/* Is that the end of a function, or of a thread, that had it on its stack? */
bool race_leaves(const struct data_race *, int i);

/* What is known of how long a run's schedule is, among those that end as it does; by whoever made the run. */
enum how_short { SHORTEST_UNKNOWN, SHORTEST_FOUND, SHORTEST_PROVED };

struct result {
	struct arena         *arena;    /* owns what follows */
	const struct pattern *pattern;
	int                   values[MAX_SETTINGS];
	const char           *files[MAX_SETTINGS];      /* paths of the file settings, NULL elsewhere */
	struct read_input     inputs[MAX_SETTINGS];     /* by setting */
	const char           *engine;   /* "free" or "turn" */
	const char           *schedule; /* turn: the steps that were made, as schedule.h writes them; else NULL */
	long                  steps;    /* turn: how many */
	enum how_short        shortest; /* found: by a search; proved: there is none with fewer steps */
	const char           *strategy; /* turn: who answered the choices, "random"; else NULL */
	bool                  any_time; /* turn: the clock moved as it was let, not only when nothing else could */
	bool                  seeded;   /* by whoever made the run: chance took part, and this was its seed */
	uint64_t              seed;

	enum verdict          verdict;
	bool                  certain;  /* false only for stalled: it has gone on for too long, no more */
	bool                  others_run;       /* a deadlock of main, or a leak, while other tasks still moved */
	bool                  abandoned;        /* some task did not end when stopped: its memory is lost */
	int                   leaked;   /* tasks blocked for ever though main has finished */
	long                  events;   /* recorded, the dropped ones included */
	int64_t               elapsed;  /* ns from the start of main to the verdict */
	size_t                memory;   /* bytes of the run's arena and trace at its end */
	const char           *message;  /* panic, broken, crash, failed: what was wrong; else NULL */
	bool                  exited;   /* a program has said that it is at its end: all others were ended where they were */
	int                   exited_by;        /* which task said so, or NO_TASK */
	int                   exit;     /* the status that it said */
	int                   culprit;  /* the task that did it, or NO_TASK */
	int                   object;   /* the object it did it to, or NO_OBJECT */
	const char           *operation;        /* panic: the word for what it did; crash: the signal; or NULL */
	const char           *here;     /* where it did it, or NULL; crash: its last operation before, NULL for none */

	struct trace          trace;
	struct snapshot      *snapshot; /* the state at the verdict, judged (stuck, freed_by, cycle) */
	int                   n_lock_orders;
	struct lock_order    *lock_orders;
	struct data_race     *race;     /* the first that was seen, whatever the verdict; or NULL */
	const char           *weak;     /* where a memory order was weaker than seq_cst, or NULL; static storage */
	struct stayed         stayed;   /* who computed, or waited in a call of the system, when it was stopped; "": nobody, or not known */
	const char           *dry;      /* where a program read its standard input, but was given none, or NULL */
	const char           *cut;      /* where a program printed the first of what was not kept, or NULL */
	struct breaches       breaches;   /* what tasks did though they had not declared it, whatever the verdict */
	const char           *unraced;  /* why races were not looked for though there are cells, or NULL */
};

void result_free(struct result *);      /* NULL is harmless */

#endif
