/*
 * stage_parts.h - between the files of the stage: who does what to which object, before anybody has a place.
 */
#ifndef LAB_VIEW_STAGE_PARTS_H
#define LAB_VIEW_STAGE_PARTS_H

#include "lab/view/stage.h"

/* What a task does to an object, as a set. */
enum deed { DEED_GIVES = 1, DEED_TAKES = 2, DEED_CLOSES = 4, DEED_HOLDS = 8, DEED_JOINS = 16, DEED_OTHER = 32 };

/* A task at an object. */
struct role {
	int      task, object;  /* ids */
	unsigned deeds;
};

/* Everybody's roles, each pair once, by task, then by object; and for each object the same by task. */
struct cast {
	const struct snapshot *snapshot;
	struct arena          *arena;
	int                    n;
	struct role           *roles;
	int                   *first;           /* by task: its roles are roles[first[task]] .. first[task + 1] - 1 */
	int                   *users;           /* indices in roles[], by object, then by task */
	int                   *first_user;      /* by object, likewise */
	struct role           *joins;           /* who joins which task: `object` is that task's id */
	int                    n_joins;
};

struct cast *stage_cast(const struct trace *, const struct snapshot *, struct arena *);

static inline int cast_n_users(const struct cast *cast, int object)
{
	return cast->first_user[object + 1] - cast->first_user[object];
}

static inline int cast_n_roles(const struct cast *cast, int task)
{
	return cast->first[task + 1] - cast->first[task];
}

static inline const struct role *cast_user(const struct cast *cast, int object, int i)
{
	return &cast->roles[cast->users[cast->first_user[object] + i]];
}

/* How strongly an object orders its users: 0 is the most, for a channel; 3 a semaphore; STAGE_LOOSE: not at all. */
enum { STAGE_LOOSE = 9 };
int stage_strength(const struct snap_object *);

enum stage_flow stage_flow_of(unsigned deeds);

/* Give the tasks and objects of circles their group and their place. Returns how many groups there are. */
int stage_rings(const struct cast *, struct stage_node *tasks, struct stage_node *objects);

/* Give all others their group. Takes and returns how many there are. */
int stage_groups(const struct cast *, struct stage_node *tasks, struct stage_node *objects, int n_groups);

/* Give them their layers. */
void stage_layers(const struct cast *, struct stage_node *tasks, struct stage_node *objects);

/* Order each layer: slots, families; `stage` has its nodes, by group and layer, and its edges. */
void stage_slots(struct stage *, const struct cast *);

#endif
