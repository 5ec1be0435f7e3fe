/* reel_parts.h - what reel.c (which moment), reel_scene.c (the first, copies) and reel_apply.c (what an event does) share. */
#ifndef LAB_VIEW_REEL_PARTS_H
#define LAB_VIEW_REEL_PARTS_H

#include "lab/view/reel.h"

/* What a picture shows of an object, and the room of its lists. `seen` points into the lists. */
struct thing {
	struct moment_object seen;
	struct moment_value *items;     /* a ring is not worth it: channels are short */
	int                 *holders;
	int                  items_room, holders_room;
	bool                 touched_yet;       /* some event has told of it */
	bool                 lends;             /* permits: whoever has taken one gives it back, nobody else does */
};

/* So many permits are taken, or given back; 0 for another event, -1 when they are too many to name who has them. */
int event_permits(const struct event *);

/* The task has one more of the n_holders or n_lent; one less: false, and nothing happens, when it has none. */
void thing_hold(struct thing *, int *n, int task);
bool thing_let_go(struct thing *, int *n, int task);

struct scene {
	struct moment_task *tasks;
	struct thing       *things;
	long                n_events;   /* of the trace that it has seen */
};

/*
 * Before the first event: as the first event of each object tells it; and of what nobody has touched, unless the trace has
 * a gap, as it was at the end. `gap` is the first event after the gap, n_events where there is none.
 */
void scene_begin(struct scene *, const struct trace *, const struct snapshot *last, long gap);

/* `to` is overwritten, and owns what it gets. */
void scene_copy(struct scene *to, const struct scene *from, const struct trace *);
void scene_free(struct scene *, const struct trace *);

/* Event number scene->n_events happens. */
void scene_apply(struct scene *, const struct trace *);

/* The trace has a gap here: what lies in it is not known. */
void scene_forget(struct scene *, const struct trace *);

/*
 * What no event tells of cells: a variable of a person's program is what it was seen to be after the step; what nobody has
 * touched is what it is at the end. Names are compared once; going on costs as many changes as lie between.
 */
struct known_values {
	int                *variable;   /* by object: its number among the trace's variables; -1: none */
	struct trace_value *now;        /* by variable, after step `step` */
	bool               *touched;    /* by object: some event of the trace is about it */
	long                step, n_changes;
};

void known_begin(struct known_values *, const struct trace *);
void known_free(struct known_values *);

/* They are now those after this step. */
void known_go(struct known_values *, const struct trace *, long step);

/* Of this object; VALUE_NONE: it is not known. `at_end`: the moment is the snapshot's. */
struct moment_value known_value(const struct known_values *, const struct trace *, const struct snapshot *last, int object,
                                bool at_end);

#endif
