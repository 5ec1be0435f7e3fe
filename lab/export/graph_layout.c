/* graph_layout.c - see graph_layout.h. */
#include "lab/export/graph_layout.h"

#include <stdlib.h>

#include "lab/export/graph_layout_parts.h"

#define POINT 20.0                      /* the height of a point that an edge passes */

enum { SWEEPS = 8, MANY_OBJECTS = 5 };

/* ---- Nodes ---- */

static void measure_nodes(struct laying *l)
{
	for (int i = 0; i < l->graph->n_nodes; i++) {
		const struct graph_node *node = &l->graph->nodes[i];
		double name = svg_width(node->name), below = node->below ? svg_width(node->below) : 0;

		l->layout->spots[i] = (struct spot){ .node = i, .width = (name > below ? name : below) + 28,
			.height = node->below ? 64 : 44 };
	}
}

static bool is_laid(const struct laying *l, int edge)
{
	const struct graph_edge *e = &l->graph->edges[edge];

	return !l->on_ring[e->from] && !l->on_ring[e->to] && e->from != e->to;
}

static int left_of(const struct laying *l, int edge)
{
	return l->layout->ways[edge].turned ? l->graph->edges[edge].to : l->graph->edges[edge].from;
}

static int right_of(const struct laying *l, int edge)
{
	return l->layout->ways[edge].turned ? l->graph->edges[edge].from : l->graph->edges[edge].to;
}

/* ---- Columns ---- */

/* Depth first: an edge to a node that is on the way closes a circle. */
static void turn_from(struct laying *l, int node)
{
	l->state[node] = 1;
	for (int i = 0; i < l->graph->n_edges; i++) {
		const struct graph_edge *edge = &l->graph->edges[i];

		if (edge->from != node || !is_laid(l, i))
			continue;
		if (l->state[edge->to] == 1)
			l->layout->ways[i].turned = true;
		else if (l->state[edge->to] == 0)
			turn_from(l, edge->to);
	}
	l->state[node] = 2;
}

static bool is_entered(const struct laying *l, int node)
{
	for (int i = 0; i < l->graph->n_edges; i++)
		if (l->graph->edges[i].to == node && is_laid(l, i))
			return true;
	return false;
}

/* Can it stand left of its tasks as well as right of them? Nothing goes to it or from it: its edges have no point. */
static bool is_free(const struct laying *l, int node)
{
	bool tied = false;

	for (int i = 0; i < l->graph->n_edges; i++) {
		const struct graph_edge *edge = &l->graph->edges[i];

		if (!is_laid(l, i) || (edge->from != node && edge->to != node))
			continue;
		if (edge->arrow || edge->to != node)
			return false;
		tied = true;
	}
	return tied;
}

static void turn_all(struct laying *l, int node)
{
	for (int i = 0; i < l->graph->n_edges; i++)
		if (is_laid(l, i) && l->graph->edges[i].to == node)
			l->layout->ways[i].turned = true;
}

/* Of many objects that could stand on either side of their tasks some stand left of them: fewer edges cross there. */
static void share_sides(struct laying *l)
{
	int right = 0, left = 0;

	for (int i = 0; i < l->graph->n_nodes; i++)
		if (l->graph->nodes[i].object && !l->on_ring[i]) {
			right += is_entered(l, i);
			left += !is_entered(l, i);
		}
	if (right < MANY_OBJECTS)
		return;
	for (int i = 0; i < l->graph->n_nodes && left + 1 < right; i++)
		if (l->graph->nodes[i].object && !l->on_ring[i] && is_free(l, i)) {
			turn_all(l, i);
			right--;
			left++;
		}
}

/* Those that nothing leads to come first, so that the picture begins with them. */
static void turn_circles(struct laying *l)
{
	for (int i = 0; i < l->graph->n_nodes; i++)
		if (!is_entered(l, i))
			turn_from(l, i);
	for (int i = 0; i < l->graph->n_nodes; i++)
		if (l->state[i] == 0)
			turn_from(l, i);
}

static void choose_columns(struct laying *l)
{
	struct spot *spots = l->layout->spots;
	bool moved = true;

	for (int round = 0; moved && round <= l->graph->n_nodes; round++) {
		moved = false;
		for (int i = 0; i < l->graph->n_edges; i++) {
			int left, right;

			if (!is_laid(l, i))
				continue;
			left = left_of(l, i);
			right = right_of(l, i);
			if (spots[right].column <= spots[left].column) {
				spots[right].column = spots[left].column + 1;
				moved = true;
			}
		}
	}
	for (int i = 0; i < l->graph->n_nodes; i++)
		if (spots[i].column >= l->n_columns && !l->on_ring[i])
			l->n_columns = spots[i].column + 1;
}

/* ---- Edges that go over several columns ---- */

static int count_points(const struct laying *l)
{
	int n = 0;

	for (int i = 0; i < l->graph->n_edges; i++)
		if (is_laid(l, i))
			n += l->layout->spots[right_of(l, i)].column - l->layout->spots[left_of(l, i)].column - 1;
	return n;
}

static void add_way(struct laying *l, int edge)
{
	struct layout *layout = l->layout;
	struct way *way = &layout->ways[edge];
	int left = left_of(l, edge), right = right_of(l, edge);

	way->spots = arena_alloc(l->arena, (size_t)(layout->spots[right].column - layout->spots[left].column + 1) * sizeof *way->spots);
	way->spots[way->n++] = left;
	for (int column = layout->spots[left].column + 1; column < layout->spots[right].column; column++) {
		layout->spots[layout->n_spots] = (struct spot){ .node = -1, .column = column, .height = POINT };
		way->spots[way->n++] = layout->n_spots++;
	}
	way->spots[way->n++] = right;
}

static void add_ways(struct laying *l)
{
	struct layout *layout = l->layout;
	int n = l->graph->n_nodes;
	struct spot *spots = arena_alloc(l->arena, (size_t)(n + count_points(l) + 1) * sizeof *spots);

	for (int i = 0; i < n; i++)
		spots[i] = layout->spots[i];
	layout->spots = spots;
	for (int i = 0; i < l->graph->n_edges; i++)
		if (is_laid(l, i))
			add_way(l, i);
}

/* ---- The order in a column ---- */

static void fill_columns(struct laying *l)
{
	const struct layout *layout = l->layout;

	l->columns = arena_alloc(l->arena, (size_t)(l->n_columns + 1) * sizeof *l->columns);
	l->counts = arena_alloc(l->arena, (size_t)(l->n_columns + 1) * sizeof *l->counts);
	for (int i = 0; i < l->n_columns; i++)
		l->columns[i] = arena_alloc(l->arena, (size_t)layout->n_spots * sizeof **l->columns);
	for (int i = 0; i < layout->n_spots; i++) {
		int column = layout->spots[i].column;

		if (i < l->graph->n_nodes && l->on_ring[i])
			continue;
		layout->spots[i].order = l->counts[column];
		l->columns[column][l->counts[column]++] = i;
	}
}

/* The mean place of a spot's neighbours in the column on one side; its own where there are none. */
static double middle_of(const struct laying *l, int spot, bool left)
{
	const struct layout *layout = l->layout;
	double sum = 0;
	int n = 0;

	for (int i = 0; i < l->graph->n_edges; i++) {
		const struct way *way = &layout->ways[i];

		for (int k = left ? 1 : 0; k < way->n - (left ? 0 : 1); k++)
			if (way->spots[k] == spot) {
				sum += layout->spots[way->spots[left ? k - 1 : k + 1]].order;
				n++;
			}
	}
	return n ? sum / n : layout->spots[spot].order;
}

static void sort_column(struct laying *l, int column, bool left)
{
	int *spots = l->columns[column], n = l->counts[column];
	double *middle = malloc((size_t)(n + 1) * sizeof *middle);

	if (!middle)
		return;
	for (int i = 0; i < n; i++)
		middle[i] = middle_of(l, spots[i], left);
	for (int i = 1; i < n; i++) {
		int spot = spots[i], at = i;
		double key = middle[i];

		for (; at > 0 && middle[at - 1] > key; at--) {
			spots[at] = spots[at - 1];
			middle[at] = middle[at - 1];
		}
		spots[at] = spot;
		middle[at] = key;
	}
	for (int i = 0; i < n; i++)
		l->layout->spots[spots[i]].order = i;
	free(middle);
}

static void order_columns(struct laying *l)
{
	for (int sweep = 0; sweep < SWEEPS; sweep++) {
		for (int i = 1; sweep % 2 == 0 && i < l->n_columns; i++)
			sort_column(l, i, true);
		for (int i = l->n_columns - 2; sweep % 2 == 1 && i >= 0; i--)
			sort_column(l, i, false);
	}
}

struct layout *layout_of(const struct graph *graph, struct arena *arena)
{
	struct layout *layout = arena_alloc(arena, sizeof *layout);
	struct laying l = { .graph = graph, .layout = layout, .arena = arena };

	layout->spots = arena_alloc(arena, (size_t)(graph->n_nodes + 1) * sizeof *layout->spots);
	layout->ways = arena_alloc(arena, (size_t)(graph->n_edges + 1) * sizeof *layout->ways);
	layout->n_spots = graph->n_nodes;
	l.on_ring = arena_alloc(arena, (size_t)graph->n_nodes + 1);
	l.state = arena_alloc(arena, (size_t)graph->n_nodes + 1);
	for (int i = 0; i < graph->n_ring; i++)
		l.on_ring[graph->ring[i]] = true;
	measure_nodes(&l);
	turn_circles(&l);
	share_sides(&l);
	choose_columns(&l);
	add_ways(&l);
	fill_columns(&l);
	order_columns(&l);
	layout_columns(&l);
	if (graph->n_ring)
		layout_ring(&l);
	return layout;
}
