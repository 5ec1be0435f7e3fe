/*
 * stage_ring.c - the circles among tasks and objects: each task at two objects, each object with two tasks, all around.
 *
 * Locks make a circle whoever takes which first. Channels make one when each carries from one task to the next and the
 * tasks are alike: what goes round through different tasks is better drawn as a row.
 */
#include "lab/view/stage_parts.h"

#include <string.h>

#include "lab/trace/family.h"

enum { LEAST_IN_A_CIRCLE = 2, LEAST_WITH_A_STRANGER = 4 };

/* A task's two links of the sort that is looked at. */
struct linked {
	int n;                          /* how many it has; more than two are only counted */
	int objects[2];
};

struct search {
	const struct cast *cast;
	struct stage_node *tasks, *objects;
	struct linked     *linked;      /* by task */
	bool              *seen;        /* by task */
	int               *way;         /* tasks of the circle that is tried, in order */
	int               *between;     /* between[i]: from way[i] to the next */
	bool               channels;
	int                n_groups;
};

/* Is the object a link of the sort? A lock, or a semaphore that both take from; or a channel from one to the other. */
static bool is_link(const struct search *s, int object)
{
	const struct role *one, *two;

	if (cast_n_users(s->cast, object) != 2)
		return false;
	one = cast_user(s->cast, object, 0);
	two = cast_user(s->cast, object, 1);
	if (!s->channels)
		return (one->deeds & DEED_HOLDS && two->deeds & DEED_HOLDS) ||
		       (stage_strength(&s->cast->snapshot->objects[object]) == 3 && one->deeds & two->deeds & DEED_TAKES);
	return stage_strength(&s->cast->snapshot->objects[object]) == 0 &&
	       ((stage_flow_of(one->deeds) == STAGE_GIVES && stage_flow_of(two->deeds) == STAGE_TAKES) ||
	        (stage_flow_of(one->deeds) == STAGE_TAKES && stage_flow_of(two->deeds) == STAGE_GIVES));
}

static void find_links(struct search *s)
{
	const struct snapshot *snapshot = s->cast->snapshot;

	memset(s->linked, 0, (size_t)snapshot->n_tasks * sizeof *s->linked);
	memset(s->seen, 0, (size_t)snapshot->n_tasks * sizeof *s->seen);
	for (int object = 0; object < snapshot->n_objects; object++)
		for (int i = 0; s->objects[object].group < 0 && is_link(s, object) && i < 2; i++) {
			struct linked *linked = &s->linked[cast_user(s->cast, object, i)->task];

			if (linked->n < 2)
				linked->objects[linked->n] = object;
			linked->n++;
		}
}

static int other_user(const struct search *s, int object, int task)
{
	return cast_user(s->cast, object, cast_user(s->cast, object, 0)->task == task)->task;
}

static enum stage_flow flow(const struct search *s, int object, int task)
{
	return stage_flow_of(cast_user(s->cast, object, cast_user(s->cast, object, 0)->task != task)->deeds);
}

/* The way goes with the channels; else towards the neighbour that was started first. */
static int first_link(const struct search *s, int task)
{
	const int *objects = s->linked[task].objects;

	if (s->channels)
		return objects[flow(s, objects[0], task) != STAGE_GIVES];
	return objects[other_user(s, objects[1], task) < other_user(s, objects[0], task)];
}

/* Follow the links from `task` on. Returns how many tasks the circle has, 0 when it is none. */
static int follow(struct search *s, int task)
{
	int at = task, link = first_link(s, task), n = 0;

	do {
		if (s->linked[at].n != 2 || s->tasks[at].group >= 0 || (s->channels && flow(s, link, at) != STAGE_GIVES))
			return 0;
		s->seen[at] = true;
		s->way[n] = at;
		s->between[n++] = link;
		at = other_user(s, link, at);
		link = s->linked[at].objects[s->linked[at].objects[0] == link];
	} while (at != task && n < s->cast->snapshot->n_tasks);
	return at == task ? n : 0;
}

static int n_unlike(const struct search *s, int n, int one)
{
	const struct snap_task *tasks = s->cast->snapshot->tasks;
	int unlike = 0;

	for (int i = 0; i < n; i++)
		unlike += !name_alike(tasks[s->way[i]].name, tasks[s->way[one]].name);
	return unlike;
}

/* Are the tasks alike, but for one in a larger circle? */
static bool is_of_a_kind(const struct search *s, int n)
{
	int most = n >= LEAST_WITH_A_STRANGER;

	return n_unlike(s, n, 0) <= most || n_unlike(s, n, 1) <= most;
}

static void place(struct search *s, int n)
{
	for (int i = 0; i < n; i++) {
		s->tasks[s->way[i]].group = s->objects[s->between[i]].group = s->n_groups;
		s->tasks[s->way[i]].ring = 2 * i;
		s->objects[s->between[i]].ring = 2 * i + 1;
	}
	s->n_groups++;
}

static void find_circles(struct search *s, bool channels)
{
	s->channels = channels;
	find_links(s);
	for (int task = 0; task < s->cast->snapshot->n_tasks; task++) {
		int n = s->linked[task].n == 2 && !s->seen[task] ? follow(s, task) : 0;

		if (n >= LEAST_IN_A_CIRCLE && (!channels || is_of_a_kind(s, n)))
			place(s, n);
	}
}

int stage_rings(const struct cast *cast, struct stage_node *tasks, struct stage_node *objects)
{
	struct search s = { .cast = cast, .tasks = tasks, .objects = objects };
	size_t n = (size_t)cast->snapshot->n_tasks;

	s.linked = arena_alloc(cast->arena, n * sizeof *s.linked);
	s.seen = arena_alloc(cast->arena, n * sizeof *s.seen);
	s.way = arena_alloc(cast->arena, n * sizeof *s.way);
	s.between = arena_alloc(cast->arena, n * sizeof *s.between);
	find_circles(&s, false);
	find_circles(&s, true);
	return s.n_groups;
}
