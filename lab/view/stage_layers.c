/*
 * stage_layers.c - the parts of a stage that are no circles, in layers from left to right.
 *
 * Objects order their users, the strongest first: who gives stands left of it, who takes right of it. One that would close
 * a circle orders nobody. A task that others join comes before them, as far as that goes. What orders nobody stands behind
 * those who give to it, or between its users.
 */
#include "lab/view/stage_parts.h"

#include <string.h>

enum { STRENGTHS = 5 };

/* Whoever does both does what nobody else does. */
enum side { SIDE_GIVES = 1, SIDE_TAKES = 2 };

struct work {
	const struct cast *cast;
	struct stage_node *tasks, *objects;
	unsigned          *sides;       /* by role */
	bool              *orders;      /* by object */
	bool              *ends;        /* by join: the joiner stands behind */
	int               *joins;       /* by task: the first of its joins in next_join[]; -1 */
	int               *next_join;
	int               *stack;       /* of tasks */
	long              *mark;        /* by task: the last search that came by */
	long               marks;
};

/* ---- Who gives, who takes ---- */

static bool any_does(const struct cast *cast, int object, enum stage_flow flow)
{
	for (int i = 0; i < cast_n_users(cast, object); i++)
		if (stage_flow_of(cast_user(cast, object, i)->deeds) == flow)
			return true;
	return false;
}

static void find_sides(struct work *w, int object)
{
	bool gives = any_does(w->cast, object, STAGE_GIVES), takes = any_does(w->cast, object, STAGE_TAKES);

	for (int k = w->cast->first_user[object]; k < w->cast->first_user[object + 1]; k++) {
		unsigned deeds = w->cast->roles[w->cast->users[k]].deeds;
		enum stage_flow flow = stage_flow_of(deeds);
		bool both = flow == STAGE_USES && deeds & DEED_GIVES;

		if (flow == STAGE_GIVES || (both && !gives && takes))
			w->sides[w->cast->users[k]] |= SIDE_GIVES;
		if (flow == STAGE_TAKES || (both && gives && !takes))
			w->sides[w->cast->users[k]] |= SIDE_TAKES;
	}
}

static bool has_side(const struct work *w, int object, int i, enum side side)
{
	return (w->sides[w->cast->users[w->cast->first_user[object] + i]] & side) != 0;
}

static int n_of_side(const struct work *w, int object, enum side side)
{
	int n = 0;

	for (int i = 0; i < cast_n_users(w->cast, object); i++)
		n += has_side(w, object, i, side);
	return n;
}

/* ---- What would close a circle ---- */

static void visit(struct work *w, int task, int *n)
{
	if (w->mark[task] != w->marks) {
		w->mark[task] = w->marks;
		w->stack[(*n)++] = task;
	}
}

static void visit_takers(struct work *w, int object, int *n)
{
	for (int i = 0; i < cast_n_users(w->cast, object); i++)
		if (has_side(w, object, i, SIDE_TAKES))
			visit(w, cast_user(w->cast, object, i)->task, n);
}

/* Mark the `n` tasks on the stack, which are marked, and all that stand behind them. */
static void spread(struct work *w, int n)
{
	while (n > 0) {
		int task = w->stack[--n];

		for (int k = w->cast->first[task]; k < w->cast->first[task + 1]; k++)
			if (w->sides[k] & SIDE_GIVES && w->orders[w->cast->roles[k].object])
				visit_takers(w, w->cast->roles[k].object, &n);
		for (int k = w->joins[task]; k >= 0; k = w->next_join[k])
			if (w->ends[k])
				visit(w, w->cast->joins[k].task, &n);
	}
}

static void try_object(struct work *w, int object)
{
	bool circle = false;
	int n = 0;

	if (n_of_side(w, object, SIDE_GIVES) == 0 || n_of_side(w, object, SIDE_TAKES) == 0)
		return;
	w->marks++;
	visit_takers(w, object, &n);
	spread(w, n);
	for (int i = 0; i < cast_n_users(w->cast, object) && !circle; i++)
		circle = has_side(w, object, i, SIDE_GIVES) && w->mark[cast_user(w->cast, object, i)->task] == w->marks;
	w->orders[object] = !circle;
}

static void try_join(struct work *w, int k)
{
	const struct role *join = &w->cast->joins[k];
	int n = 0;

	if (w->tasks[join->task].group != w->tasks[join->object].group || w->tasks[join->task].ring >= 0)
		return;
	w->marks++;
	visit(w, join->task, &n);
	spread(w, n);
	w->ends[k] = w->mark[join->object] != w->marks;
}

static void find_order(struct work *w)
{
	const struct snapshot *snapshot = w->cast->snapshot;

	for (int strength = 0; strength < STRENGTHS; strength++)
		for (int i = 0; i < snapshot->n_objects; i++)
			if (w->objects[i].group >= 0 && w->objects[i].ring < 0 &&
			    stage_strength(&snapshot->objects[i]) == strength)
				try_object(w, i);
	for (int i = 0; i < w->cast->n_joins; i++)
		try_join(w, i);
}

/* ---- Layers ---- */

static int last_giver(const struct work *w, int object)
{
	int last = -1;

	for (int i = 0; i < cast_n_users(w->cast, object); i++) {
		int layer = w->tasks[cast_user(w->cast, object, i)->task].layer;

		if (has_side(w, object, i, SIDE_GIVES) && layer > last)
			last = layer;
	}
	return last;
}

static bool push(struct stage_node *node, int layer)
{
	bool moves = node->ring < 0 && node->layer < layer;

	if (moves)
		node->layer = layer;
	return moves;
}

/* Move those who must stand behind others; true when somebody moved. */
static bool push_all(struct work *w)
{
	bool moved = false;

	for (int object = 0; object < w->cast->snapshot->n_objects; object++) {
		int behind = w->orders[object] ? last_giver(w, object) + 2 : 0;

		for (int i = 0; w->orders[object] && i < cast_n_users(w->cast, object); i++)
			if (has_side(w, object, i, SIDE_TAKES))
				moved |= push(&w->tasks[cast_user(w->cast, object, i)->task], behind);
	}
	for (int k = 0; k < w->cast->n_joins; k++)
		if (w->ends[k])
			moved |= push(&w->tasks[w->cast->joins[k].task], w->tasks[w->cast->joins[k].object].layer + 2);
	return moved;
}

/* Between its users, or right of them when they stand in one layer. What nobody gives to stands before those who take. */
static int layer_between(const struct work *w, int object)
{
	int first = -1, last = 0;

	for (int i = 0; i < cast_n_users(w->cast, object); i++) {
		const struct stage_node *task = &w->tasks[cast_user(w->cast, object, i)->task];

		if (task->ring >= 0)
			continue;
		first = first < 0 || task->layer < first ? task->layer : first;
		last = task->layer > last ? task->layer : last;
	}
	if (first > 0 && n_of_side(w, object, SIDE_TAKES) > 0)
		return first - 1;
	return first < 0 ? 1 : (first + last) / 4 * 2 + 1;
}

static void place_object(struct work *w, int object)
{
	struct stage_node *node = &w->objects[object];
	int last = last_giver(w, object);

	if (node->group >= 0 && node->ring < 0)
		node->layer = last >= 0 ? last + 1 : layer_between(w, object);
}

static void list_joins(struct work *w)
{
	for (int i = 0; i < w->cast->snapshot->n_tasks; i++)
		w->joins[i] = -1;
	for (int i = w->cast->n_joins - 1; i >= 0; i--) {
		w->next_join[i] = w->joins[w->cast->joins[i].object];
		w->joins[w->cast->joins[i].object] = i;
	}
}

void stage_layers(const struct cast *cast, struct stage_node *tasks, struct stage_node *objects)
{
	size_t n = (size_t)cast->snapshot->n_tasks;
	struct work w = { .cast = cast, .tasks = tasks, .objects = objects };

	w.sides = arena_alloc(cast->arena, (size_t)cast->n * sizeof *w.sides);
	w.orders = arena_alloc(cast->arena, (size_t)cast->snapshot->n_objects * sizeof *w.orders);
	w.ends = arena_alloc(cast->arena, (size_t)cast->n_joins * sizeof *w.ends);
	w.next_join = arena_alloc(cast->arena, (size_t)cast->n_joins * sizeof *w.next_join);
	w.joins = arena_alloc(cast->arena, n * sizeof *w.joins);
	w.stack = arena_alloc(cast->arena, n * sizeof *w.stack);
	w.mark = arena_alloc(cast->arena, n * sizeof *w.mark);
	for (int i = 0; i < cast->snapshot->n_objects; i++)
		find_sides(&w, i);
	list_joins(&w);
	find_order(&w);
	while (push_all(&w))
		;
	for (int i = 0; i < cast->snapshot->n_objects; i++)
		place_object(&w, i);
}
