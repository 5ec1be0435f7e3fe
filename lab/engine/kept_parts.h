/*
 * kept_parts.h - what the parts of turn_kept.h share: turn_kept.c notes what happens, kept_look.c looks at what has changed,
 * kept_time.c lets time pass; engine/'s own.
 */
#ifndef LAB_ENGINE_KEPT_PARTS_H
#define LAB_ENGINE_KEPT_PARTS_H

#include "lab/engine/alarms.h"
#include "lab/engine/crowd.h"
#include "lab/engine/turn_kept.h"
#include "lab/engine/turn_parts.h"

struct kept_object {
	bool            changed;        /* it stands in kept->changed */
	struct crowds  *crowds[2];      /* by queue, see object_queue(); NULL: never have many waited there */
	int             waiting[2];
};

/* Of tasks, by id. One that stands in a crowd has no part in alone_ready and alone_can by that case. */
struct sets {
	struct bits look;               /* whose operations are to be looked at */
	struct bits alone_ready, alone_can;     /* who has a case that is ready; and moves itself; each looked at alone */
	struct bits ready, can;         /* the same of all, with crowds */
	struct bits silent;             /* who may have to record that it waits, when it must */
};

struct kept {
	struct run         *run;
	long               *published;  /* by task: so many operations */
	struct kept_object *objects;    /* by id */
	int                *changed;    /* ids of objects */
	int                *timed;      /* ids of those whose primitive knows time */
	int                 tasks_room, objects_room, n_changed, n_timed;
	int                 n_known;    /* objects that were looked through for timed ones */
	struct sets         sets;
	struct crowd      **crowds;     /* all there are */
	int                 n_crowds, crowds_room;
	struct alarms       alarms;
	long                looked_at;
};

static inline struct op *kept_op(const struct kept *kept, int task)
{
	return atomic_load_explicit(&kept->run->tasks[task]->op, memory_order_relaxed);
}

/* Room for all tasks and objects there are by now. */
void kept_make_room(struct kept *);

/* Those that wait at it are to be looked at; there is room for it. */
void kept_change(struct kept *, const struct object *);

static inline struct crowds **kept_crowds_at(const struct kept *kept, const struct op_case *c)
{
	return &kept->objects[c->object->id].crowds[c->kind & 1];
}

/* The crowd that a case stands in; NULL: it is looked at alone. */
static inline struct crowd *kept_crowd_of(const struct kept *kept, const struct op_case *c)
{
	const struct crowds *crowds = *kept_crowds_at(kept, c);

	return crowds ? crowds_find(crowds, c) : NULL;
}

/* One of the crowd of an object's is looked at for all. */
void kept_look_at_crowd(struct kept *, struct crowd *, const struct object *);

#endif
