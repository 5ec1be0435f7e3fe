/*
 * topology.c - who sends to whom, drawn from the declared uses: the survey that makes the map.
 */
#include <string.h>

#include "lab/base/text.h"
#include "lab/trace/snap_text.h"
#include "lab/view/topology.h"

enum { MAX_NAMED = 6 };

const char *map_text(struct map *map, const char *text)
{
	struct buf clean = { 0 };
	const char *copy;

	text_cut(&clean, text, (int)strlen(text), map->look->ascii);
	copy = arena_text(map->arena, buf_text(&clean));
	buf_free(&clean);
	return copy;
}

const char *map_names(struct map *map, const bool *has)
{
	int *ids = arena_alloc(map->arena, (size_t)map->snapshot->n_tasks * sizeof *ids), n = 0;
	struct buf text = { 0 };
	struct families named;
	const char *copy;

	for (int i = 0; i < map->snapshot->n_tasks; i++)
		if (has[map->family[i]])
			ids[n++] = i;
	named = families_of(map->snapshot, ids, n, NULL, map->arena);
	for (int i = 0; i < named.n && i <= MAX_NAMED; i++) {
		buf_adds(&text, i ? ", " : "");
		if (i == MAX_NAMED)
			buf_adds(&text, "..");
		else
			family_range(&text, map->snapshot, &named.of[i]);
	}
	if (n == 0)
		buf_adds(&text, "nobody");
	copy = map_text(map, buf_text(&text));
	buf_free(&text);
	return copy;
}

/* Main, of which it is only guessed that it is meant. */
static bool *perhaps_main(struct map *map)
{
	bool *has = map_nobody(map);

	has[map->family[0]] = true;
	return has;
}

/* The node of a set of families, or of a guess; made when it is new. */
static int node_of(struct map *map, bool *has)
{
	bool guessed = !has;

	has = has ? has : perhaps_main(map);
	for (int i = 0; i < map->n_nodes; i++)
		if (map->nodes[i].guessed == guessed && memcmp(map->nodes[i].has, has, (size_t)map->all.n * sizeof *has) == 0)
			return i;
	map->nodes[map->n_nodes] = (struct node){ .has = has, .name = map_names(map, has), .guessed = guessed };
	if (guessed)
		map->nodes[map->n_nodes].name = arena_printf(map->arena, "%s?", map->nodes[map->n_nodes].name);
	while (map->nodes[map->n_nodes].first < map->all.n && !has[map->nodes[map->n_nodes].first])
		map->nodes[map->n_nodes].first++;
	return map->n_nodes++;
}

unsigned map_kinds(const struct snap_object *object, enum event_kind event)
{
	unsigned kinds = 0;

	for (int i = 0; i < object->n_operations; i++)
		if (object->events[i] == event)
			kinds |= 1u << i;
	return kinds;
}

bool *map_nobody(struct map *map)
{
	return arena_alloc(map->arena, (size_t)map->all.n * sizeof(bool));
}

void map_add_edge(struct map *map, bool *from, bool *to, const char *label)
{
	int sender = node_of(map, from), receiver = node_of(map, to);

	map->edges[map->n_edges++] = (struct edge){ sender, receiver, label };
	map->nodes[sender].n_out++;
	if (sender != receiver)
		map->nodes[receiver].entered = true;
}

/* The task that the use is to join, or NO_TASK. */
static int joined_by(const struct map *map, const struct snap_use *use)
{
	const struct snap_object *object = &map->snapshot->objects[use->object];

	return use->kinds & map_kinds(object, EV_TASK_JOIN) ? snap_task_of(map->snapshot, use->object) : NO_TASK;
}

/* An edge from the family to those it declared to join. */
static void add_joins(struct map *map, int family)
{
	const struct snap_task *task = &map->snapshot->tasks[map->all.of[family].tasks[0]];
	bool *from, *to = NULL;

	for (int i = 0; i < task->n_uses; i++) {
		int other = joined_by(map, &task->uses[i]);

		if (other == NO_TASK)
			continue;
		to = to ? to : map_nobody(map);
		to[map->family[other]] = true;
	}
	if (!to)
		return;
	from = map_nobody(map);
	from[family] = true;
	map_add_edge(map, from, to, "joins");
}

static bool is_placed(const struct map *map, int family)
{
	for (int i = 0; i < map->n_nodes; i++)
		if (map->nodes[i].has[family])
			return true;
	return false;
}

static int parent_of(const struct map *map, int family)
{
	int parent = map->snapshot->tasks[map->all.of[family].tasks[0]].parent;

	return parent == NO_TASK ? -1 : map->family[parent];
}

/* Families that no channel and no join leads to stand by whoever started them. */
static void add_starts(struct map *map)
{
	bool *lonely = map_nobody(map);

	for (int i = 0; i < map->all.n; i++)
		lonely[i] = !is_placed(map, i) && parent_of(map, i) >= 0;
	for (int i = 0; i < map->all.n; i++) {
		bool *from, *to;

		if (!lonely[i])
			continue;
		from = map_nobody(map);
		to = map_nobody(map);
		for (int j = i; j < map->all.n; j++) {
			to[j] = lonely[j] && parent_of(map, j) == parent_of(map, i);
			lonely[j] = lonely[j] && !to[j];
		}
		from[parent_of(map, i)] = true;
		map_add_edge(map, from, to, "starts");
	}
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
	map->edges = arena_alloc(map->arena, most * sizeof *map->edges);
	map->nodes = arena_alloc(map->arena, 2 * most * sizeof *map->nodes);
	map_add_channels(map);
	for (int i = 0; i < map->all.n; i++)
		add_joins(map, i);
	add_starts(map);
}

/* What the sign of a guess means. */
static void explain_guess(struct map *map)
{
	for (int i = 0; i < map->n_nodes; i++)
		if (map->nodes[i].guessed) {
			struct buf text = { 0 };

			buf_printf(&text, "(%s: perhaps %s, which has not said yet what it uses)", map->nodes[i].name,
			           map->snapshot->tasks[0].name);
			text_wrap(map->out, buf_text(&text), 0, 0, paint_width(map->look), map->look->ascii);
			buf_free(&text);
		}
}

void view_topology(struct buf *out, const struct snapshot *snapshot, const struct look *look)
{
	struct map map = { .snapshot = snapshot, .look = look, .arena = arena_new(), .out = out };

	survey(&map);
	map_draw_edges(&map);
	explain_guess(&map);
	map_list_objects(&map);
	if (map.n_edges == 0 && snapshot->n_tasks > 0)
		buf_printf(out, "%s alone\n", snapshot->tasks[0].name);
	arena_free(map.arena);
}
