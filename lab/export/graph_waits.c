/* graph_waits.c - who waits for what at a snapshot, and who could end that wait. */
#include <string.h>

#include "lab/base/buf.h"
#include "lab/export/graph.h"
#include "lab/trace/family.h"
#include "lab/trace/snap_text.h"

struct making {
	struct graph          *graph;
	const struct snapshot *snapshot;
	struct families        all;
	int                   *family;          /* by task */
	int                   *task_node;       /* by family; -1: none yet */
	int                   *object_node;     /* by object, and one for the nil channel; -1 */
	int                   *ids;             /* room for all tasks */
};

static const char *keep(struct making *m, struct buf *text)
{
	const char *copy = arena_text(m->graph->arena, buf_text(text));

	buf_free(text);
	return copy;
}

/* ---- Nodes ---- */

static bool is_in_cycle(const struct snapshot *s, int task)
{
	for (int i = 0; i < s->n_cycle && snap_has_cycle(s); i++)
		if (s->cycle[i] == task)
			return true;
	return false;
}

/* Who is in the circle looks otherwise than who waits for those that are. */
static enum svg_class class_of(const struct snapshot *s, int id)
{
	const struct snap_task *task = &s->tasks[id];

	if (is_in_cycle(s, id))
		return SVG_FINDING;
	switch (task->state) {
	case TASK_BLOCKED:  return SVG_WAITS;
	case TASK_SLEEPING: return SVG_SLEEPS;
	case TASK_RUNNING:  return SVG_MOVES;
	default:            return SVG_DIM;
	}
}

static const char *state_of(const struct snap_task *task)
{
	switch (task->state) {
	case TASK_BLOCKED:  return task->stuck ? "stuck" : "waits";
	case TASK_SLEEPING: return "sleeps";
	case TASK_RUNNING:  return "moves";
	case TASK_NEW:      return "not started";
	default:            return "has ended";
	}
}

static int task_node(struct making *m, int task)
{
	int family = m->family[task];
	const struct snap_task *first = &m->snapshot->tasks[m->all.of[family].tasks[0]];
	struct buf name = { 0 }, title = { 0 }, place = { 0 };

	if (m->task_node[family] >= 0)
		return m->task_node[family];
	family_range(&name, m->snapshot, &m->all.of[family]);
	family_words(&title, m->snapshot, &m->all.of[family]);
	buf_printf(&title, ": %s", state_of(first));
	if (first->state == TASK_BLOCKED && *snap_place(first->here))
		buf_adds(&place, snap_place(first->here));
	else
		buf_adds(&place, state_of(first));
	m->task_node[family] = graph_add_node(m->graph, (struct graph_node){ .name = keep(m, &name), .below = keep(m, &place),
		.title = keep(m, &title), .class = class_of(m->snapshot, m->all.of[family].tasks[0]) });
	return m->task_node[family];
}

static bool is_condition(const struct snap_object *object)
{
	for (int i = 0; i < object->n_operations; i++)
		if (object->events[i] == EV_SIGNAL)
			return true;
	return false;
}

/* "4 to go", "1 waits", "1/1": what it has; where it has nothing to count, of what kind it is. */
static void add_content(struct buf *out, const struct snap_object *object)
{
	snap_level(out, object);
	if (!out->length)
		buf_adds(out, object->kind);
	else if (*snap_unit(object))
		buf_printf(out, " %s", snap_unit(object));
	else if (is_condition(object))
		buf_adds(out, object->occupancy == 1 ? " waits" : " wait");
}

static int object_node(struct making *m, int object)
{
	const struct snap_object *of = object == NO_OBJECT ? NULL : &m->snapshot->objects[object];
	int at = object == NO_OBJECT ? m->snapshot->n_objects : object;
	struct buf title = { 0 }, level = { 0 };

	if (m->object_node[at] >= 0)
		return m->object_node[at];
	if (of)
		add_content(&level, of);
	if (of)
		buf_printf(&title, "%s %s%s%s", of->kind, of->name, *of->state ? ": " : "", of->state);
	m->object_node[at] = graph_add_node(m->graph, (struct graph_node){ .name = of ? of->name : "nil channel",
		.below = of ? keep(m, &level) : NULL, .title = of ? keep(m, &title) : "a channel that is none",
		.class = SVG_HOLDS, .object = true });
	return m->object_node[at];
}

/* ---- Edges ---- */

static bool has_edge(const struct graph *graph, int from, int to)
{
	for (int i = 0; i < graph->n_edges; i++)
		if (graph->edges[i].from == from && graph->edges[i].to == to)
			return true;
	return false;
}

static void add_edge(struct making *m, int from, int to, const char *label, enum svg_class class)
{
	if (!has_edge(m->graph, from, to))
		graph_add_edge(m->graph, (struct graph_edge){ .from = from, .to = to, .label = label && *label ? label : NULL,
			.class = class, .arrow = true });
}

/* From what is waited for to who could bring it, a family once. */
static void add_helpers(struct making *m, int task, const struct snap_case *c, int from, const char *label)
{
	int n = snap_helpers(m->snapshot, task, c, m->ids);

	for (int i = 0; i < n; i++)
		add_edge(m, from, task_node(m, m->ids[i]), label, m->snapshot->tasks[m->ids[i]].stuck ? SVG_WAITS : SVG_PLAIN);
}

/* Nothing of that has been done: who waits at a lock has not locked it. */
static const char *waits_to(struct making *m, const struct snap_case *c)
{
	const char *what = event_operation(c->event);

	return !strcmp(what, "wait") ? "waits" : arena_printf(m->graph->arena, "waits to %s", what);
}

/* "held by"; "to be received by" */
static const char *brought_by(struct making *m, const struct snap_case *c)
{
	const char *tie = snap_tie(m->snapshot, c);

	if (c->event == EV_WAIT_ZERO)
		return "to be counted down by";
	return !*tie || !strcmp(tie, "held by") ? tie : arena_printf(m->graph->arena, "to be %s", tie);
}

static void add_case(struct making *m, int task, const struct snap_case *c)
{
	int from = task_node(m, task), object;

	if (c->object != NO_OBJECT && snap_task_of(m->snapshot, c->object) != NO_TASK) {
		add_helpers(m, task, c, from, waits_to(m, c));
		return;
	}
	object = object_node(m, c->object);
	add_edge(m, from, object, waits_to(m, c), SVG_WAITS);
	add_helpers(m, task, c, object, brought_by(m, c));
}

static void add_family(struct making *m, const struct family *family)
{
	const struct snap_task *task = &m->snapshot->tasks[family->tasks[0]];

	for (int i = 0; i < task->n_cases; i++)
		add_case(m, family->tasks[0], &task->cases[i]);
}

/* Each of the circle, and what it waits for. */
static void add_ring(struct making *m)
{
	const struct snapshot *s = m->snapshot;
	struct graph *graph = m->graph;

	if (!snap_has_cycle(s) || s->n_cycle < 2)
		return;
	graph->ring = arena_alloc(graph->arena, (size_t)(2 * s->n_cycle) * sizeof *graph->ring);
	for (int i = 0; i < s->n_cycle; i++) {
		const struct snap_case *c = snap_case_for(s, &s->tasks[s->cycle[i]], s->cycle[(i + 1) % s->n_cycle]);

		graph->ring[graph->n_ring++] = task_node(m, s->cycle[i]);
		if (c->object == NO_OBJECT || snap_task_of(s, c->object) == NO_TASK)
			graph->ring[graph->n_ring++] = object_node(m, c->object);
	}
}

/* A ring on which a node would stand twice is none: the circle leads through tasks or objects that share one. */
static void check_ring(struct graph *graph)
{
	for (int i = 0; i < graph->n_ring; i++)
		for (int j = 0; j < i; j++)
			if (graph->ring[i] == graph->ring[j])
				graph->n_ring = 0;
	if (graph->n_ring < 3)
		graph->n_ring = 0;
}

/* What leads from one of the ring to the next has the look of the circle. */
static void colour_ring(struct graph *graph)
{
	for (int i = 0; i < graph->n_edges; i++)
		for (int k = 0; k < graph->n_ring; k++)
			if (graph->edges[i].from == graph->ring[k] && graph->edges[i].to == graph->ring[(k + 1) % graph->n_ring])
				graph->edges[i].class = SVG_FINDING;
}

static int *filled(struct arena *arena, int n, int with)
{
	int *list = arena_alloc(arena, (size_t)(n + 1) * sizeof *list);

	for (int i = 0; i <= n; i++)
		list[i] = with;
	return list;
}

static void find_families(struct making *m)
{
	int n = m->snapshot->n_tasks, *all = filled(m->graph->arena, n, 0);

	for (int i = 0; i < n; i++)
		all[i] = i;
	m->all = families_of(m->snapshot, all, n, alike_in_waiting, m->graph->arena);
	for (int i = 0; i < m->all.n; i++)
		for (int k = 0; k < m->all.of[i].n; k++)
			m->family[m->all.of[i].tasks[k]] = i;
}

struct graph *graph_of_waits(const struct snapshot *snapshot, const char *title)
{
	struct graph *graph = graph_new(title);
	struct making m = { .graph = graph, .snapshot = snapshot };

	m.ids = filled(graph->arena, snapshot->n_tasks, 0);
	m.family = filled(graph->arena, snapshot->n_tasks, 0);
	m.task_node = filled(graph->arena, snapshot->n_tasks, -1);
	m.object_node = filled(graph->arena, snapshot->n_objects, -1);
	find_families(&m);
	add_ring(&m);
	for (int i = 0; i < m.all.n; i++)
		add_family(&m, &m.all.of[i]);
	check_ring(graph);
	colour_ring(graph);
	graph->empty = "nobody waits";
	graph->description = arena_printf(graph->arena, "Who waits for what, and who could bring it. Stuck for ever: %d, of %d in all.",
	                                  snapshot->n_stuck, snapshot->n_tasks);
	return graph;
}
