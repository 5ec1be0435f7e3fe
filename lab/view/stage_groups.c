/*
 * stage_groups.c - what is in no circle falls into parts that hang together; whatever hangs on nothing shares the last.
 */
#include "lab/view/stage_parts.h"

enum { REST = -2 };

struct work {
	const struct cast *cast;
	struct stage_node *tasks, *objects;
	int               *root;        /* by task: a parent on the way to the one that stands for its part */
};

static bool is_free(const struct stage_node *node)
{
	return node->group < 0;
}

static int root_of(struct work *w, int task)
{
	while (w->root[task] != task)
		task = w->root[task] = w->root[w->root[task]];
	return task;
}

/* The one that was started first stands for all; but main for none but itself. */
static void unite(struct work *w, int one, int two)
{
	one = root_of(w, one);
	two = root_of(w, two);
	if (one == two)
		return;
	if (one != 0 && (two == 0 || one < two))
		w->root[two] = one;
	else
		w->root[one] = two;
}

static void unite_users(struct work *w, int object)
{
	int first = NO_TASK;

	for (int i = 0; i < cast_n_users(w->cast, object); i++) {
		int task = cast_user(w->cast, object, i)->task;

		if (!is_free(&w->tasks[task]))
			continue;
		if (first == NO_TASK)
			first = task;
		unite(w, first, task);
	}
}

/* Who does nothing but join stands by the first that it joins. */
static void unite_joiners(struct work *w)
{
	for (int i = 0; i < w->cast->n_joins; i++) {
		const struct role *join = &w->cast->joins[i];

		if (cast_n_roles(w->cast, join->task) == 0 && root_of(w, join->task) == join->task &&
		    is_free(&w->tasks[join->task]) && is_free(&w->tasks[join->object]))
			unite(w, join->task, join->object);
	}
}

/* A number for each part; those who are alone with nothing have none. */
static void number_parts(struct work *w, int *n_groups)
{
	int n = w->cast->snapshot->n_tasks;
	int *size = arena_alloc(w->cast->arena, (size_t)n * sizeof *size);

	for (int i = 0; i < n; i++)
		if (is_free(&w->tasks[i]))
			size[root_of(w, i)] += 1 + cast_n_roles(w->cast, i);
	for (int i = 0; i < n; i++)
		if (is_free(&w->tasks[i]) && root_of(w, i) == i)
			w->tasks[i].group = size[i] > 1 ? (*n_groups)++ : REST;
	for (int i = 0; i < n; i++)
		if (w->tasks[i].group == -1)
			w->tasks[i].group = w->tasks[root_of(w, i)].group;
}

/* An object stands with its users; when all of those are in circles, with the rest. */
static void number_object(struct work *w, int object)
{
	int n = cast_n_users(w->cast, object);

	if (!is_free(&w->objects[object]) || n == 0)
		return;
	w->objects[object].group = REST;
	for (int i = 0; i < n && w->objects[object].group == REST; i++) {
		const struct stage_node *task = &w->tasks[cast_user(w->cast, object, i)->task];

		if (task->ring < 0)
			w->objects[object].group = task->group;
	}
}

static bool number_rest(struct stage_node *nodes, int n, int group)
{
	bool any = false;

	for (int i = 0; i < n; i++)
		if (nodes[i].group == REST) {
			nodes[i].group = group;
			any = true;
		}
	return any;
}

int stage_groups(const struct cast *cast, struct stage_node *tasks, struct stage_node *objects, int n_groups)
{
	int n = cast->snapshot->n_tasks;
	struct work w = { cast, tasks, objects, arena_alloc(cast->arena, (size_t)n * sizeof *w.root) };
	bool rest;

	for (int i = 0; i < n; i++)
		w.root[i] = i;
	for (int i = 0; i < cast->snapshot->n_objects; i++)
		if (is_free(&objects[i]))
			unite_users(&w, i);
	unite_joiners(&w);
	number_parts(&w, &n_groups);
	for (int i = 0; i < cast->snapshot->n_objects; i++)
		number_object(&w, i);
	rest = number_rest(tasks, n, n_groups);
	rest |= number_rest(objects, cast->snapshot->n_objects, n_groups);
	return n_groups + rest;
}
