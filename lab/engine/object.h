/*
 * object.h - what tasks touch: channels, mutexes, ...; and what a kind of object is.
 *
 * Invariants
 *   Objects are numbered from 0 in the order of their creation; several locks are taken in that order.
 *   No op in `waiting` is ready when the lock is released (unless the primitive lets newcomers in: then somebody
 *   has been woken to try again).
 */
#ifndef LAB_ENGINE_OBJECT_H
#define LAB_ENGINE_OBJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "lab/base/hash.h"
#include "lab/engine/access.h"
#include "lab/engine/lock.h"
#include "lab/engine/op.h"
#include "lab/engine/use.h"

struct run;
struct task;

/*
 * A role that could free a waiting case: `task`, when it is not NULL; else any task that declared one of `kinds`
 * (a set of 1 << op kind) on `object`.
 */
struct role {
	struct task   *task;
	struct object *object;
	unsigned       kinds;
};

enum { MAX_ROLES = 16, SORT_OWN = -1, ANYBODY = -2 };

/* What an operation kind is called and which events its completion records. */
struct op_kind {
	const char     *word;           /* "send" */
	enum event_kind done;           /* completed = true */
	enum event_kind not_done;       /* completed = false; the same where that cannot be */
	const char     *use;            /* the word that declares it, "SENDS"; NULL: it need not be declared */
};

/* What a kind of object is. A new primitive is one of these and its state; nothing else changes. */
struct primitive {
	const char           *name;     /* "channel" */
	const struct op_kind *kinds;    /* by op kind */
	int                   n_kinds;
	bool                  meets;    /* with capacity 0, operations of kind 0 and 1 meet each other */
	bool                  barging;  /* a waiter is woken to try again, and a newcomer may win; else it is served */
	bool                  any_order; /* a waiter may be ready though an older one in its queue is not */
	bool                  one_holder; /* its owner alone has it, in whatever way; nobody else can take it meanwhile */
	bool                  needs_all; /* a waiter is freed by all its roles, which are tasks, not by any one of them */

	/*
	 * Ways `c` can complete now, up to `max` of them, in arrival order; 0 when it must wait. When the oldest in a
	 * queue (see object_queue) must wait, so must those behind it, unless the primitive says any_order.
	 */
	int (*ready)(struct op_case *c, struct alternative *out, int max);

	/*
	 * Complete it that way, the partner too where there is one: values are copied, `completed` is set in each
	 * case. Returns a misuse ("send on a closed channel"; static storage), having changed nothing, or NULL.
	 */
	const char *(*apply)(struct op_case *c, const struct alternative *how);

	/*
	 * For who keeps track of many tasks: of what sort a case is that waits, 0 or more. Those of one kind and one sort
	 * are ready together, whoever's they are, and it stays what it is while the case waits. SORT_OWN: it is like no
	 * other. NULL: each is.
	 */
	int64_t (*sort)(const struct op_case *);

	/*
	 * For the same: who else may be ready, or not be, because of a completed case: a task's id, NO_TASK, or ANYBODY
	 * who waits there. NULL: anybody.
	 */
	int (*concerns)(const struct op_case *);

	/*
	 * For what becomes ready by time: when (on the run's clock) a waiting case will be ready, or NO_DEADLINE. From
	 * then on it is. NULL for kinds that know no time. The lock is held.
	 */
	int64_t (*due)(const struct object *);

	/*
	 * For the watchdog: any one of these roles (all of them together, with needs_all) would free a waiting `c`.
	 * Returns how many, up to MAX_ROLES; with needs_all, leaving some out is allowed.
	 */
	int (*freed_by)(const struct op_case *c, struct role *out);

	/* The other task that a completed case is about, or NO_TASK; NULL for kinds that concern nobody else. */
	int (*peer)(const struct op_case *);

	/* With which memory order a completed case was made (enum event_order); NULL for kinds that know none. */
	unsigned (*order)(const struct op_case *);

	/* For the explorer: in which mode a plain operation of this case touches the object, now or when it can. */
	enum access_mode (*access)(const struct op_case *c);

	/*
	 * For the explorer: add what distinguishes the object's state from another of its states, and from those of any other
	 * object of this primitive and capacity: which is made first, and lies here, may depend on the schedule. Where more
	 * than a fixed number of words is added, what is added says where it ends. What is said of a task goes through
	 * object_relate(), and what may hold an address through hash_content(), for tasks that are alike may be swapped.
	 */
	void (*digest)(const struct object *, struct hash *);

	/*
	 * For the explorer: how many bytes at `value` the completion of this case, an operation of its own, writes, whatever
	 * they were, and nobody reads before. NULL: none.
	 */
	size_t (*fills)(const struct op_case *);

	/* The object's final value, where it has one; NULL for kinds that have none. */
	int64_t (*value)(const struct object *);
	bool      (*gone)(const struct object *);       /* is its value nothing to anybody any more? NULL: never */

	/* What a case would load now, where that is known and worth telling; NULL for kinds that load nothing. */
	bool (*loads)(const struct op_case *, int64_t *value);

	/* Is the value that a case carries worth telling? NULL: always. */
	bool (*tells)(const struct op_case *);

	/* For people: would a case that can complete do so for no reason now, and is to be told as not_done? NULL: never. */
	bool (*baseless)(const struct op_case *);

	/* The bytes of a program's memory that a case touches; NULL for kinds that are no memory. */
	struct extent (*span)(const struct op_case *);

	/* For people: "3/4", "held by worker-1". The lock is held. */
	void (*describe)(const struct object *, char *text, size_t size);
};

/*
 * Objects of a person's own program come to life by an operation, and end by one. Those of a pattern are GIVEN.
 * From NEVER on it is lost: whatever is done to it but an initialisation is a misuse (see sync/life.h).
 */
enum object_life {
	LIFE_GIVEN,             /* it may be used, and may be initialised once more */
	LIFE_MADE,              /* initialised */
	LIFE_NEVER,             /* not initialised yet */
	LIFE_GONE               /* destroyed */
};

struct object {
	/* read-only after creation */
	const struct primitive *primitive;
	struct run             *run;
	const char             *name;           /* "jobs" */
	int                     id;
	int                     capacity;       /* -1 where it has no meaning; an initialisation may set it */
	int                     value_size;     /* bytes a case carries; 1, 2, 4, 8 are shown as a number, 0: none */
	bool                    carries_objects; /* the value is a pointer to one: it is told by its id */
	struct object          *above;          /* who may do something to that one may do it to this too; NULL: none */

	struct lock             lock;           /* guards what follows, and the primitive's own state */
	struct list             waiting[2];     /* of op_case, in arrival order; see object_queue() */
	uint64_t                stamp;          /* of the newest event on this object */
	int                     occupancy;      /* items in it, 1 when held, a counter's value */
	struct task            *owner;          /* who holds it, NULL for nobody */
	enum object_life        life;
	bool                    lent;           /* a semaphore of one permit, which is only given by who has it: see search/alone.c */
};

/*
 * A zeroed object of `size` bytes (a structure that begins with struct object) in the calling task's run, named,
 * numbered and listed. The run owns it. `name` is copied.
 */
void *object_new(size_t size, const struct primitive *, const char *name, int capacity, int value_size);

/* A primitive's sort, where all of one kind are alike. */
int64_t sort_alike(const struct op_case *);

/* Does the calling task hold it? Nobody else can change that. */
bool object_is_mine(struct object *);

/*
 * So many zeroed bytes for the object's own state, in the calling task's run, which owns them. They are no part of what a
 * pattern has allocated: of them counts what the digest says.
 */
void *object_room(size_t size);

/* In a digest: the object stands in that relation to the task, NULL for nobody: `what` says in which, and how. */
void object_relate(const struct object *, struct hash *, const struct task *, int64_t what);

/* What a declared use is of; not NULL. */
static inline struct object *use_object(const struct use *use)
{
	return use->object;
}

/* Where cases of this kind wait: two queues, so that who looks for a partner does not walk past its own kind. */
static inline struct list *object_queue(struct object *object, int kind)
{
	return &object->waiting[kind & 1];
}

#endif
