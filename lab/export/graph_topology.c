/*
 * graph_topology.c - who may do what to what, from what tasks declare; or who did, where none declares anything.
 *
 * What is put into an object has an arrow towards it, what is taken out an arrow away from it, and says in a word what
 * that is, unless it is a channel; where it is both, as with a lock, there is neither, but at a cell or an atom its words.
 * Where nobody is declared at one
 * end of a channel, main is meant, which made it, unless it has declared what it does. Objects that the same tasks use
 * for the same share a node.
 */
#include <string.h>

#include "lab/base/buf.h"
#include "lab/export/graph.h"
#include "lab/trace/family.h"
#include "lab/trace/snap_text.h"

enum { MOST_FAMILIES = 2000 };          /* in a picture */

struct making {
	struct graph          *graph;
	const struct snapshot *snapshot;
	struct families        all;
	int                    main;            /* its family */
	unsigned              *kinds;           /* by object, by family: what it may do to it */
	int                   *node;            /* by family; -1: none yet */
	const char           **names;           /* room for all objects */
};

/* ---- Uses ---- */

static unsigned *kinds_of(const struct making *m, int object)
{
	return &m->kinds[(size_t)object * (size_t)m->all.n];
}

static unsigned kinds_with(const struct snap_object *object, enum event_kind event)
{
	unsigned kinds = 0;

	for (int i = 0; i < object->n_operations; i++)
		if (object->events[i] == event)
			kinds |= 1u << i;
	return kinds;
}

static bool anybody(const struct making *m, int object, unsigned kinds)
{
	for (int i = 0; i < m->all.n; i++)
		if (kinds_of(m, object)[i] & kinds)
			return true;
	return false;
}

/* An end of a channel at which nobody is declared. */
static void ascribe(struct making *m, int object, enum event_kind event)
{
	unsigned kinds = kinds_with(&m->snapshot->objects[object], event);

	if (kinds && !anybody(m, object, kinds) && anybody(m, object, ~0u))
		kinds_of(m, object)[m->main] |= kinds;
}

static bool any_declares(const struct snapshot *s)
{
	for (int i = 0; i < s->n_tasks; i++)
		if (s->tasks[i].n_uses > 0)
			return true;
	return false;
}

/* What was done in the trace; to be made and to be destroyed is no use. */
static void find_deeds(struct making *m, const struct trace *trace)
{
	const struct snapshot *s = m->snapshot;
	int *family = arena_alloc(m->graph->arena, (size_t)s->n_tasks * sizeof *family);

	for (int i = 0; i < m->all.n; i++)
		for (int k = 0; k < m->all.of[i].n; k++)
			family[m->all.of[i].tasks[k]] = i;
	for (long i = 0; i < trace->n_events; i++) {
		const struct event *event = &trace->events[i];

		if (event->object == NO_OBJECT || event->kind == EV_MADE || event->kind == EV_DESTROYED)
			continue;
		kinds_of(m, event->object)[family[event->task]] |=
			kinds_with(&s->objects[event->object], (enum event_kind)(event->kind == EV_PARK ? event->waits_for : event->kind));
	}
}

static void find_uses(struct making *m)
{
	const struct snapshot *s = m->snapshot;

	for (int i = 0; i < m->all.n; i++) {
		const struct snap_task *task = &s->tasks[m->all.of[i].tasks[0]];

		for (int k = 0; k < task->n_uses; k++)
			kinds_of(m, task->uses[k].object)[i] |= task->uses[k].kinds;
	}
	for (int i = 0; i < s->n_objects && !s->tasks[0].declared; i++) {
		ascribe(m, i, EV_CHAN_SEND);
		ascribe(m, i, EV_CHAN_RECV);
	}
}

/* ---- Which way it goes ---- */

enum way { INTO = 1, OUT_OF = 2 };

static int way_of(enum event_kind event)
{
	switch (event) {
	case EV_CHAN_SEND: case EV_CHAN_CLOSE: case EV_SIGNAL: case EV_BROADCAST: case EV_RELEASE: case EV_CELL_STORE: case EV_CELL_FREE:
	case EV_ATOM_STORE: case EV_CONTEXT_CANCEL: case EV_WAIT_ADD: case EV_WAIT_DONE:
		return INTO;
	case EV_CHAN_RECV: case EV_COND_WAKE: case EV_ACQUIRE: case EV_CELL_LOAD: case EV_ATOM_LOAD: case EV_CONTEXT_OVER:
	case EV_WAIT_ZERO: case EV_TIMER_HEAR:
		return OUT_OF;
	case EV_CHAN_LEN: case EV_COND_ENTER: case EV_COND_LEFT: case EV_CONTEXT_ENDED: case EV_MADE: case EV_DESTROYED:
		return 0;
	default:
		return INTO | OUT_OF;
	}
}

static int ways_of(const struct snap_object *object, unsigned kinds)
{
	int ways = 0;

	for (int i = 0; i < object->n_operations; i++)
		if (kinds & 1u << i)
			ways |= way_of(object->events[i]);
	return ways ? ways : INTO | OUT_OF;
}

/* All that it may do to the object: "philosopher-0 and fork-0: lock, try to lock, unlock". */
static const char *title_of(struct making *m, int task, int node, const struct snap_object *object, unsigned kinds)
{
	struct buf text = { 0 };
	const char *copy, *before = ": ";

	buf_printf(&text, "%s and %s", m->graph->nodes[task].name, m->graph->nodes[node].name);
	for (int i = 0; i < object->n_operations; i++)
		if (kinds & 1u << i && object->operations[i]) {
			buf_printf(&text, "%s%s", before, object->operations[i]);
			before = ", ";
		}
	copy = arena_text(m->graph->arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

/* The first word that goes this way. */
static const char *word_of(const struct snap_object *object, unsigned kinds, int way)
{
	for (int i = 0; i < object->n_operations; i++)
		if (kinds & 1u << i && way_of(object->events[i]) == way)
			return object->operations[i];
	return NULL;
}

/* A cell, an atom: what is done to it is said where it goes both ways, too. */
static bool is_read_and_written(const struct snap_object *object)
{
	return kinds_with(object, EV_CELL_LOAD) || kinds_with(object, EV_ATOM_LOAD);
}

/* "load, store"; of more the first, and that there are others. */
static const char *words_of(struct making *m, const struct snap_object *object, unsigned kinds)
{
	enum { MOST = 2 };
	const char *words = NULL;
	int n = 0;

	for (int i = 0; i < object->n_operations; i++)
		if (kinds & 1u << i && object->operations[i] && n++ < MOST)
			words = words ? arena_printf(m->graph->arena, "%s, %s", words, object->operations[i]) : object->operations[i];
	return n > MOST ? arena_printf(m->graph->arena, "%s, …", words) : words;
}

/* ---- Nodes and edges ---- */

static int task_node(struct making *m, int family)
{
	struct buf name = { 0 }, title = { 0 };

	if (m->node[family] >= 0)
		return m->node[family];
	family_range(&name, m->snapshot, &m->all.of[family]);
	family_words(&title, m->snapshot, &m->all.of[family]);
	m->node[family] = graph_add_node(m->graph, (struct graph_node){ .name = arena_text(m->graph->arena, buf_text(&name)),
		.title = arena_text(m->graph->arena, buf_text(&title)), .class = SVG_MOVES });
	buf_free(&name);
	buf_free(&title);
	return m->node[family];
}

/* What is said at its edge: "release"; "load, store" where it goes both ways; NULL: nothing. */
static const char *label_of(struct making *m, int family, int object)
{
	const struct snap_object *of = &m->snapshot->objects[object];
	unsigned kinds = kinds_of(m, object)[family];
	int ways = ways_of(of, kinds);

	if (!kinds || kinds_with(of, EV_CHAN_SEND))
		return NULL;
	if (ways != (INTO | OUT_OF))
		return word_of(of, kinds, ways);
	return is_read_and_written(of) ? words_of(m, of, kinds) : NULL;
}

/* What many do to the object is said once, in its node: so many labels would have no room. NULL: they do not. */
static const char *label_of_many(struct making *m, int object)
{
	enum { MANY = 3, MANY_BOTH_WAYS = 2 };

	for (int i = 0; i < m->all.n; i++) {
		const char *label = label_of(m, i, object);
		int n = 0;

		for (int k = i; k < m->all.n && label; k++) {
			const char *other = label_of(m, k, object);

			n += other && !strcmp(label, other);
		}
		if (n >= (label && strchr(label, ',') ? MANY_BOTH_WAYS : MANY))
			return label;
	}
	return NULL;
}

/* `told`: this label stands in the node. */
static void tie(struct making *m, int family, int object, int node, const char *told)
{
	const struct snap_object *of = &m->snapshot->objects[object];
	unsigned kinds = kinds_of(m, object)[family];
	int ways = ways_of(of, kinds), task;
	bool channel = kinds_with(of, EV_CHAN_SEND) != 0;
	struct graph_edge edge = { .to = node, .class = channel ? SVG_MEETS : SVG_PLAIN, .arrow = true };

	if (!kinds)
		return;
	edge.from = task = task_node(m, family);
	edge.title = title_of(m, task, node, of, kinds);
	edge.label = label_of(m, family, object);
	if (told && edge.label && !strcmp(told, edge.label))
		edge.label = NULL;
	edge.spare = !channel && ways == (INTO | OUT_OF);
	edge.arrow = channel || ways != (INTO | OUT_OF);
	if (ways & INTO)
		graph_add_edge(m->graph, edge);
	if (ways == OUT_OF || (ways & OUT_OF && channel)) {
		edge.from = node;
		edge.to = task;
		graph_add_edge(m->graph, edge);
	}
}

static bool used_alike(const struct making *m, int one, int two)
{
	const struct snap_object *a = &m->snapshot->objects[one], *b = &m->snapshot->objects[two];

	return !strcmp(a->kind, b->kind) && a->capacity == b->capacity && name_alike(a->name, b->name) &&
	       memcmp(kinds_of(m, one), kinds_of(m, two), (size_t)m->all.n * sizeof *m->kinds) == 0;
}

static void add_object(struct making *m, int object, bool *done)
{
	const struct snap_object *of = &m->snapshot->objects[object];
	struct buf name = { 0 };
	const char *below, *words;
	int n = 0, node;

	for (int i = object; i < m->snapshot->n_objects; i++)
		if (i == object || (!done[i] && used_alike(m, object, i))) {
			done[i] = true;
			m->names[n++] = m->snapshot->objects[i].name;
		}
	name_range(&name, m->names, n);
	words = label_of_many(m, object);
	below = words ? arena_printf(m->graph->arena, "%s: %s", of->kind, words) : of->capacity >= 0 ? arena_printf(m->graph->arena, "%s[%d]", of->kind, of->capacity) : of->kind;
	node = graph_add_node(m->graph, (struct graph_node){ .name = arena_text(m->graph->arena, buf_text(&name)), .below = below,
		.class = SVG_HOLDS, .object = true });
	m->graph->nodes[node].title = arena_printf(m->graph->arena, "%s %s", of->kind, m->graph->nodes[node].name);
	for (int i = 0; i < m->all.n; i++)
		tie(m, i, object, node, words);
	buf_free(&name);
}

static bool uses_any(const struct making *m, int family)
{
	for (int i = 0; i < m->snapshot->n_objects; i++)
		if (kinds_of(m, i)[family] && !snap_is_task(&m->snapshot->objects[i]))
			return true;
	return false;
}

static void add_objects(struct making *m)
{
	const struct snapshot *s = m->snapshot;
	bool *done = arena_alloc(m->graph->arena, (size_t)s->n_objects + 1);

	for (int i = 0; i < m->all.n; i++)      /* main first: the picture begins with it where nothing else must */
		if (uses_any(m, i))
			task_node(m, i);
	for (int i = 0; i < s->n_objects; i++)
		if (!done[i] && !snap_is_task(&s->objects[i]) && anybody(m, i, ~0u))
			add_object(m, i, done);
}

/* Who uses nothing is at least somebody whom somebody has started. */
static void add_starts(struct making *m)
{
	const struct snapshot *s = m->snapshot;
	int *family = arena_alloc(m->graph->arena, (size_t)s->n_tasks * sizeof *family);

	for (int i = 0; i < m->all.n; i++)
		for (int k = 0; k < m->all.of[i].n; k++)
			family[m->all.of[i].tasks[k]] = i;
	for (int i = 0; i < m->all.n; i++) {
		int parent = s->tasks[m->all.of[i].tasks[0]].parent;

		if (m->node[i] < 0 && parent != NO_TASK)
			graph_add_edge(m->graph, (struct graph_edge){ .from = task_node(m, family[parent]), .to = task_node(m, i),
				.label = "starts", .class = SVG_DIM, .arrow = true });
	}
}

struct graph *graph_of_topology(const struct snapshot *snapshot, const struct trace *trace, const char *title)
{
	struct graph *graph = graph_new(title);
	struct making m = { .graph = graph, .snapshot = snapshot };
	bool declares = any_declares(snapshot);
	int *ids = arena_alloc(graph->arena, (size_t)snapshot->n_tasks * sizeof *ids);

	for (int i = 0; i < snapshot->n_tasks; i++)
		ids[i] = i;
	m.all = families_of(snapshot, ids, snapshot->n_tasks, alike_in_uses, graph->arena);
	graph->empty = "there is but one task";
	graph->description = arena_printf(graph->arena, declares ?
	                                  "Who may do what to what, as %d task%s declared it." :
	                                  "Who did what to what in this run of %d task%s.", snapshot->n_tasks,
	                                  snapshot->n_tasks == 1 ? "" : "s");
	if (m.all.n > MOST_FAMILIES) {
		graph->empty = arena_printf(graph->arena, "too many tasks that differ to draw: %d", m.all.n);
		return graph;
	}
	m.kinds = arena_alloc(graph->arena, (size_t)snapshot->n_objects * (size_t)m.all.n * sizeof *m.kinds);
	m.names = arena_alloc(graph->arena, (size_t)snapshot->n_objects * sizeof *m.names);
	m.node = arena_alloc(graph->arena, (size_t)m.all.n * sizeof *m.node);
	for (int i = 0; i < m.all.n; i++) {
		m.node[i] = -1;
		m.main = m.all.of[i].tasks[0] == 0 ? i : m.main;
	}
	if (declares)
		find_uses(&m);
	else
		find_deeds(&m, trace);
	add_objects(&m);
	graph_find_ring(graph);
	if (!graph->n_ring)
		add_starts(&m);
	return graph;
}
