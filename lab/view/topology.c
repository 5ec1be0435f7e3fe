/*
 * topology.c - who sends to whom, drawn from the declared uses.
 *
 *     feeder ──jobs[0]──> worker-0..2 ──results[0]──> main
 *
 *     source ──in[0]──> tee ─┬─left[0]──> reader-left
 *                            └─right[0]──> reader-right
 *
 * A node is a set of families; an edge is a channel, from its senders to its receivers, or a join. Where nobody is
 * declared at one end of a channel, main is, if it has declared nothing. A node's edges are drawn once, where it is
 * first met; chains that grow too long for the width go on in the next line, and when that does not help each edge
 * is a sentence of its own. Locks and counters follow, one a line: "mutex a: task-0..1".
 */
#include <string.h>

#include "lab/base/arena.h"
#include "lab/base/text.h"
#include "lab/trace/family.h"
#include "lab/trace/snap_text.h"
#include "lab/view/paint.h"
#include "lab/view/view.h"

/* A set of families: all[i] when has[i]. */
struct node {
	bool       *has;
	const char *name;
	bool        drawn;
	bool        entered;            /* some edge leads here */
};

struct edge {
	int         from, to;           /* nodes */
	const char *label;
};

struct map {
	const struct snapshot *snapshot;
	const struct look     *look;
	struct arena          *arena;
	struct families        all;
	int                   *family;  /* of each task */
	bool                  *placed;  /* families that stand somewhere */
	struct node           *nodes;
	struct edge           *edges;
	int                    n_nodes, n_edges;
	struct buf            *out;
};

/* ---- From the snapshot to nodes and edges ---- */

static const char *names(struct map *map, const bool *has)
{
	struct buf text = { 0 }, clean = { 0 };
	const char *copy;

	for (int i = 0; i < map->all.n; i++) {
		if (!has[i])
			continue;
		if (text.length)
			buf_adds(&text, ", ");
		family_range(&text, map->snapshot, &map->all.of[i]);
	}
	text_cut(&clean, buf_text(&text), (int)text.length, map->look->ascii);
	copy = arena_text(map->arena, buf_text(&clean));
	buf_free(&text);
	buf_free(&clean);
	return copy;
}

/* The node of a set of families; made when it is new. */
static int node_of(struct map *map, bool *has)
{
	for (int i = 0; i < map->n_nodes; i++)
		if (memcmp(map->nodes[i].has, has, (size_t)map->all.n * sizeof *has) == 0)
			return i;
	map->nodes[map->n_nodes] = (struct node){ has, names(map, has), false, false };
	for (int i = 0; i < map->all.n; i++)
		map->placed[i] |= has[i];
	return map->n_nodes++;
}

/* The operations of an object that record this event, as a set of kinds. */
static unsigned kinds_of(const struct snap_object *object, enum event_kind event)
{
	unsigned kinds = 0;

	for (int i = 0; i < object->n_operations; i++)
		if (object->events[i] == event)
			kinds |= 1u << i;
	return kinds;
}

/* The families that declared one of `kinds` on the object; nobody: an undeclared main. Returns whether there are any. */
static bool users(struct map *map, int object, unsigned kinds, bool *has)
{
	bool any = false;

	for (int i = 0; i < map->all.n; i++) {
		const struct snap_task *task = &map->snapshot->tasks[map->all.of[i].tasks[0]];

		for (int j = 0; j < task->n_uses; j++)
			if (task->uses[j].object == object && task->uses[j].kinds & kinds)
				any = has[i] = true;
	}
	if (!any && map->snapshot->n_tasks > 0 && !map->snapshot->tasks[0].declared)
		any = has[map->family[0]] = true;
	return any;
}

static bool *no_families(struct map *map)
{
	return arena_alloc(map->arena, (size_t)map->all.n * sizeof(bool));
}

static void add_edge(struct map *map, int from, int to, const char *label)
{
	map->edges[map->n_edges++] = (struct edge){ from, to, label };
	if (from != to)
		map->nodes[to].entered = true;
}

static void add_channel(struct map *map, int id)
{
	const struct snap_object *object = &map->snapshot->objects[id];
	bool *from = no_families(map), *to = no_families(map);
	struct buf label = { 0 };
	bool sent = users(map, id, kinds_of(object, EV_CHAN_SEND), from);
	bool received = users(map, id, kinds_of(object, EV_CHAN_RECV), to);
	int sender, receiver;

	if (!sent)      /* a channel that is only closed carries that news */
		sent = users(map, id, kinds_of(object, EV_CHAN_CLOSE), from);
	if (!sent && !received)
		return;
	text_cut(&label, object->name, (int)strlen(object->name), map->look->ascii);
	buf_printf(&label, "[%d]", object->capacity);
	sender = node_of(map, from);
	receiver = node_of(map, to);
	add_edge(map, sender, receiver, arena_text(map->arena, buf_text(&label)));
	buf_free(&label);
}

/* An edge from the family to those it declared to join. */
static void add_joins(struct map *map, int family)
{
	const struct snap_task *task = &map->snapshot->tasks[map->all.of[family].tasks[0]];
	bool *from = no_families(map), *to = no_families(map), any = false;
	int joiner, joined;

	for (int i = 0; i < task->n_uses; i++) {
		const struct snap_object *object = &map->snapshot->objects[task->uses[i].object];
		int other = snap_task_of(map->snapshot, task->uses[i].object);

		if (other != NO_TASK && task->uses[i].kinds & kinds_of(object, EV_TASK_JOIN))
			any = to[map->family[other]] = true;
	}
	if (!any)
		return;
	from[family] = true;
	joiner = node_of(map, from);
	joined = node_of(map, to);
	add_edge(map, joiner, joined, "joins");
}

/* A family without any use stands by whoever started it. */
static void add_lonely(struct map *map, int family)
{
	const struct snap_task *task = &map->snapshot->tasks[map->all.of[family].tasks[0]];
	bool *from = no_families(map), *to = no_families(map);
	int parent, child;

	if (map->placed[family] || task->n_uses > 0 || task->parent == NO_TASK)
		return;
	from[map->family[task->parent]] = true;
	to[family] = true;
	parent = node_of(map, from);
	child = node_of(map, to);
	add_edge(map, parent, child, "starts");
}

static void survey(struct map *map)
{
	const struct snapshot *snapshot = map->snapshot;
	int *ids = arena_alloc(map->arena, (size_t)snapshot->n_tasks * sizeof *ids);
	size_t most;

	for (int i = 0; i < snapshot->n_tasks; i++)
		ids[i] = i;
	map->all = families_of(snapshot, ids, snapshot->n_tasks, alike_in_uses, map->arena);
	map->family = ids;
	for (int i = 0; i < map->all.n; i++)
		for (int j = 0; j < map->all.of[i].n; j++)
			map->family[map->all.of[i].tasks[j]] = i;
	most = (size_t)(snapshot->n_objects + 2 * map->all.n);
	map->placed = no_families(map);
	map->edges = arena_alloc(map->arena, most * sizeof *map->edges);
	map->nodes = arena_alloc(map->arena, 2 * most * sizeof *map->nodes);
	for (int i = 0; i < snapshot->n_objects; i++)
		if (kinds_of(&snapshot->objects[i], EV_CHAN_SEND))
			add_channel(map, i);
	for (int i = 0; i < map->all.n; i++)
		add_joins(map, i);
	for (int i = 0; i < map->all.n; i++)
		add_lonely(map, i);
}

/* ---- From nodes and edges to lines ---- */

static void dash(struct map *map, int n)
{
	for (; n > 0; n--)
		buf_adds(map->out, map->look->ascii ? "-" : "─");
}

static int edges_from(const struct map *map, int node)
{
	int n = 0;

	for (int i = 0; i < map->n_edges; i++)
		n += map->edges[i].from == node;
	return n;
}

/*
 * Draw the node at column `column` and all that follows from it; lines below begin with `margin`, which is `column`
 * wide where branches of earlier nodes pass.
 */
static void draw(struct map *map, int node, int column, const char *margin);

/* "──jobs[0]──> " before the receivers; `fork` is what stands before it. */
static void draw_edge(struct map *map, const struct edge *edge, const char *fork, int column, const char *margin)
{
	int width = look_width(map->look), columns = text_columns(edge->label) + 6;

	if (column > text_columns(margin) + 4 &&
	    column + columns + text_columns(map->nodes[edge->to].name) > width) {
		text_trim(map->out, 0);
		buf_printf(map->out, "\n%s    ", margin);
		column = text_columns(margin) + 4;
		fork = "";
	}
	buf_adds(map->out, fork);
	dash(map, *fork ? 1 : 2);
	buf_adds(map->out, edge->label);
	dash(map, 2);
	buf_adds(map->out, "> ");
	draw(map, edge->to, column + columns, margin);
}

static void draw(struct map *map, int node, int column, const char *margin)
{
	int left = edges_from(map, node);
	bool fork = left > 1;
	struct buf below = { 0 };

	buf_adds(map->out, map->nodes[node].name);
	if (map->nodes[node].drawn || left == 0)
		return;
	map->nodes[node].drawn = true;
	column += text_columns(map->nodes[node].name) + 1;
	buf_addc(map->out, ' ');
	for (int i = 0, first = 1; i < map->n_edges; i++) {
		const char *stem = map->look->ascii ? (left > 1 ? "+" : "\\") : first ? "┬" : left > 1 ? "├" : "└";

		if (map->edges[i].from != node)
			continue;
		buf_clear(&below);
		buf_adds(&below, margin);
		buf_fill(&below, ' ', column - text_columns(margin) + fork);
		if (!first)
			buf_printf(map->out, "\n%.*s", (int)below.length - fork, buf_text(&below));
		if (fork && first)
			dash(map, 1);
		else if (fork)
			buf_addc(map->out, ' ');
		if (fork && left > 1)
			buf_adds(&below, map->look->ascii ? "|" : "│");
		draw_edge(map, &map->edges[i], fork ? stem : "", column + fork, fork ? buf_text(&below) : margin);
		first = 0;
		left--;
	}
	buf_free(&below);
}

/* Each edge a line of its own: "jobs[0]: feeder -> worker-0..2". */
static void list_edges(struct map *map)
{
	struct buf text = { 0 };

	for (int i = 0; i < map->n_edges; i++) {
		const struct edge *edge = &map->edges[i];

		buf_clear(&text);
		buf_printf(&text, "%s: %s %s %s", edge->label, map->nodes[edge->from].name,
		           map->look->ascii ? "->" : "→", map->nodes[edge->to].name);
		text_wrap(map->out, buf_text(&text), 0, 2, look_width(map->look), map->look->ascii);
	}
	buf_free(&text);
}

static void draw_from(struct map *map, bool roots)
{
	for (int i = 0; i < map->n_nodes; i++) {
		if (map->nodes[i].drawn || !edges_from(map, i) || (roots && map->nodes[i].entered))
			continue;
		draw(map, i, 0, "");
		buf_addc(map->out, '\n');
	}
}

static void draw_edges(struct map *map)
{
	struct buf *out = map->out, drawing = { 0 };

	map->out = &drawing;
	draw_from(map, true);
	draw_from(map, false);
	map->out = out;
	if (text_widest(buf_text(&drawing)) <= look_width(map->look))
		buf_add(out, buf_text(&drawing), drawing.length);
	else
		list_edges(map);
	buf_free(&drawing);
}

/* ---- What is neither a channel nor a task ---- */

/* " (add, done)". */
static void add_operations(struct buf *text, const struct snap_object *object, unsigned kinds)
{
	const char *before = " (";

	for (int i = 0; i < object->n_operations; i++) {
		if (!(kinds & 1u << i))
			continue;
		buf_printf(text, "%s%s", before, object->operations[i]);
		before = ", ";
	}
	buf_adds(text, *before == ',' ? ")" : "");
}

static void list_object(struct map *map, int id)
{
	const struct snap_object *object = &map->snapshot->objects[id];
	bool is_lock = kinds_of(object, EV_LOCK) != 0, *has = no_families(map);
	struct buf text = { 0 };

	buf_printf(&text, "%s %s:", object->kind, object->name);
	if (!users(map, id, ~0u, has))
		buf_adds(&text, " nobody");
	for (int i = 0, first = 1; i < map->all.n; i++) {
		const struct snap_task *task = &map->snapshot->tasks[map->all.of[i].tasks[0]];
		unsigned kinds = 0;

		if (!has[i])
			continue;
		buf_adds(&text, first ? " " : ", ");
		family_range(&text, map->snapshot, &map->all.of[i]);
		for (int j = 0; j < task->n_uses; j++)
			kinds |= task->uses[j].object == id ? task->uses[j].kinds : 0;
		if (!is_lock)
			add_operations(&text, object, kinds);
		map->placed[i] = true;
		first = 0;
	}
	text_wrap(map->out, buf_text(&text), 0, 4, look_width(map->look), map->look->ascii);
	buf_free(&text);
}

void view_topology(struct buf *out, const struct snapshot *snapshot, const struct look *look)
{
	struct map map = { .snapshot = snapshot, .look = look, .arena = arena_new(), .out = out };

	survey(&map);
	draw_edges(&map);
	for (int i = 0; i < snapshot->n_objects; i++)
		if (!kinds_of(&snapshot->objects[i], EV_CHAN_SEND) && !snap_is_task(&snapshot->objects[i]))
			list_object(&map, i);
	if (snapshot->n_tasks == 1 && !map.placed[0])
		buf_printf(out, "%s alone\n", snapshot->tasks[0].name);
	arena_free(map.arena);
}
