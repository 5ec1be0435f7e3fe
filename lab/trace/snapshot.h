/*
 * snapshot.h - the state of a run at one moment, as plain data.
 *
 * Made by the engine (which freezes the run to do so), judged by check/ (the fields marked so), shown by view/.
 * Everything lies in the arena the snapshot was made in; nothing points into the run except static texts.
 *
 * Invariants
 *   tasks[i] is the task with id i, tasks[0] is main; objects[i] is the object with id i.
 *   A task's own object (what others join) is tasks[i].object.
 */
#ifndef LAB_TRACE_SNAPSHOT_H
#define LAB_TRACE_SNAPSHOT_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/trace/event.h"

enum task_state {
	TASK_NEW,               /* declared, not started yet */
	TASK_RUNNING,           /* between operations, or about to be woken */
	TASK_BLOCKED,           /* waits, with no timer that would end the wait */
	TASK_SLEEPING,          /* waits for the clock, perhaps for an operation too */
	TASK_ENDED
};

/* A role: the operations (bit 1 << op kind of the object's primitive) a task may do to an object. */
struct snap_use {
	int      object;
	unsigned kinds;
};

/* One way a waiting case can be freed: by one task, or by any live task that declared one of `kinds` on `object`. */
struct snap_helper {
	int      task;          /* id, or NO_TASK */
	int      object;        /* meant when task is NO_TASK */
	unsigned kinds;
};

/* One case of a waiting operation (a plain operation has one). */
struct snap_case {
	int                 object;     /* id, or NO_OBJECT: a nil channel, never ready */
	enum event_kind     event;      /* what would happen: EV_CHAN_SEND, ... */
	bool                needs_all;  /* it takes all its helpers to free it; else any one of them */
	int                 n_helpers;
	struct snap_helper *helpers;
};

struct snap_task {
	const char       *name;
	enum task_state   state;
	const char       *here;         /* of its last or present operation; NULL before the first */
	const char       *called;       /* of a program's thread that waits in a function below its own: "in put(), called from
	                                   produce() :31"; NULL for all others */
	const char       *started_at;   /* where its task_go stands; NULL for main */
	const char       *cancelled_at; /* it has ended, because it was cancelled: where; NULL for all others */
	int               object;
	int               parent;       /* who started it; NO_TASK for main */
	bool              declared;     /* false: it may touch anything (main, when it declares nothing), or
	                                   does more than it declared */
	int               n_uses;
	struct snap_use  *uses;
	int               n_cases;      /* 0 unless it waits */
	struct snap_case *cases;
	bool              heeds;        /* it waits, and whoever cancels it frees it */
	long              events;       /* recorded so far */
	int               n_next;       /* where tasks take turns and it can move: cases of what it is about to do; else 0 */
	enum event_kind   next;         /* of the only case what would happen, */
	int               next_object;  /* and to what; NO_OBJECT: nothing */

	/* Set by check/wait_graph: */
	bool              stuck;        /* certain: it can never move again */
	int               n_freed_by;   /* tasks that could have freed it, in id order; a stuck task's are stuck or ended;
	                                   itself among several: those that wait alike could each free the others */
	int              *freed_by;
};

struct snap_object {
	const char *name;       /* "jobs" */
	const char *kind;       /* its primitive: "channel" */
	const char *state;      /* for people: "1/1 full", "held by worker-1" */
	int         occupancy;  /* items in it, 1 when held, a counter's value */
	int         capacity;   /* -1 when the kind has none */
	int         owner;      /* the task that holds it, or NO_TASK */
	const char *const *operations;  /* the words for 1 << 0, 1 << 1, ... of its primitive: "send", ...; static */
	int         n_operations;
	const enum event_kind *events;  /* the event each of them records; static */
};

/* Where a task was when its run was to end, without having come to an operation for long. */
struct stayed {
	char        task[48];           /* "": none was; its name, cut */
	const char *here;               /* "prog.c:14"; static storage, or NULL */
	bool        waits;              /* the system let it wait; else it computed */
};

struct snapshot {
	int                 n_tasks, n_objects;
	bool                bare;       /* of a program: nobody declares anything, so who may do what is not known */
	struct snap_task   *tasks;
	struct snap_object *objects;

	/* Set by check/wait_graph: */
	int                 n_stuck;
	int                 n_cycle;    /* a cycle of waiting among stuck tasks: each waits for the next, the last for the first */
	int                *cycle;
};

#endif
