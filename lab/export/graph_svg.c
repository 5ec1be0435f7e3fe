/* graph_svg.c - a graph, drawn; see graph.h. */
#include <math.h>

#include "lab/export/graph_layout.h"

struct drawing {
	FILE                *out;
	const struct graph  *graph;
	const struct layout *layout;
};

struct point {
	double x, y;
};

/* ---- Edges in columns: from the right side of a spot to the left side of the next ---- */

static void draw_piece(const struct drawing *d, enum svg_class class, struct point a, struct point b, bool arrow)
{
	double half = (b.x - a.x) / 2;

	svg_curve(d->out, class, (const double[]){ a.x, a.y, a.x + half, a.y, b.x - half, b.y, b.x, b.y }, arrow);
}

/* Where several edges touch one side of a node, each has its own place there. */
static double shift_at(const struct drawing *d, int spot, int edge, bool left)
{
	int n = 0, at = 0;

	if (d->layout->spots[spot].node < 0)
		return 0;
	for (int i = 0; i < d->graph->n_edges; i++) {
		const struct way *way = &d->layout->ways[i];

		if (way->n == 0 || way->spots[left ? way->n - 1 : 0] != spot)
			continue;
		at = i == edge ? n : at;
		n++;
	}
	return n < 2 ? 0 : (at - (n - 1) / 2.0) * (d->layout->spots[spot].height - 18) / n;
}

static struct point side(const struct drawing *d, int spot, int edge, bool left)
{
	const struct spot *s = &d->layout->spots[spot];

	return (struct point){ s->x + (left ? -1 : 1) * s->width / 2, s->y + shift_at(d, spot, edge, left) };
}

/* `turned`: the arrow is at the left end. */
static void draw_way(const struct drawing *d, int i)
{
	const struct way *way = &d->layout->ways[i];
	const struct graph_edge *edge = &d->graph->edges[i];

	for (int k = 0; k + 1 < way->n; k++) {
		struct point a = side(d, way->spots[k], i, false), b = side(d, way->spots[k + 1], i, true);
		bool last = k + 2 == way->n;

		if (k > 0)
			svg_line(d->out, edge->class, d->layout->spots[way->spots[k]].x - d->layout->spots[way->spots[k]].width / 2,
			         d->layout->spots[way->spots[k]].y, a.x, a.y);
		if (way->turned)
			draw_piece(d, edge->class, b, a, edge->arrow && k == 0);
		else
			draw_piece(d, edge->class, a, b, edge->arrow && last);
	}
}

static void draw_way_label(const struct drawing *d, int i)
{
	const struct way *way = &d->layout->ways[i];
	struct point a = side(d, way->spots[0], i, false), b = side(d, way->spots[1], i, true);

	svg_halo_text(d->out, SVG_PLAIN, (a.x + b.x) / 2, (a.y + b.y) / 2, SVG_MIDDLE, d->graph->edges[i].label);
}

/* ---- Edges at the ring: straight, from border to border ---- */

/* Where the line from the middle of a spot towards a point leaves its box. */
static struct point border(const struct spot *s, double x, double y)
{
	double dx = x - s->x, dy = y - s->y;
	double across = fabs(dx) > 1e-6 ? (s->width / 2 + 3) / fabs(dx) : 1e9;
	double down = fabs(dy) > 1e-6 ? (s->height / 2 + 3) / fabs(dy) : 1e9;
	double part = across < down ? across : down;

	part = part > 1 ? 1 : part;
	return (struct point){ s->x + dx * part, s->y + dy * part };
}

static void draw_straight(const struct drawing *d, const struct graph_edge *edge)
{
	const struct spot *from = &d->layout->spots[edge->from], *to = &d->layout->spots[edge->to];
	struct point a = border(from, to->x, to->y), b = border(to, from->x, from->y);

	if (edge->arrow)
		svg_arrow(d->out, edge->class, a.x, a.y, b.x, b.y);
	else
		svg_line(d->out, edge->class, a.x, a.y, b.x, b.y);
}

static void draw_straight_label(const struct drawing *d, const struct graph_edge *edge)
{
	const struct spot *from = &d->layout->spots[edge->from], *to = &d->layout->spots[edge->to];
	struct point a = border(from, to->x, to->y), b = border(to, from->x, from->y);

	svg_halo_text(d->out, SVG_PLAIN, (a.x + b.x) / 2, (a.y + b.y) / 2, SVG_MIDDLE, edge->label);
}

/* ---- All ---- */

static void draw_edges(const struct drawing *d)
{
	for (int i = 0; i < d->graph->n_edges; i++) {
		svg_group(d->out, d->graph->edges[i].title);
		if (d->layout->ways[i].n)
			draw_way(d, i);
		else if (d->graph->edges[i].from != d->graph->edges[i].to)
			draw_straight(d, &d->graph->edges[i]);
		svg_end_group(d->out);
	}
}

enum { MOST_LABELS = 10 };              /* between two columns: more would lie on one another */

static bool is_crowded(const struct drawing *d, int edge)
{
	const struct layout *layout = d->layout;
	int n = 0;

	for (int i = 0; i < d->graph->n_edges && layout->ways[edge].n; i++)
		n += layout->ways[i].n && d->graph->edges[i].label &&
		     layout->spots[layout->ways[i].spots[0]].column == layout->spots[layout->ways[edge].spots[0]].column;
	return n > MOST_LABELS;
}

static void draw_labels(const struct drawing *d)
{
	for (int i = 0; i < d->graph->n_edges; i++) {
		if (!d->graph->edges[i].label || is_crowded(d, i))
			continue;
		if (d->layout->ways[i].n)
			draw_way_label(d, i);
		else if (d->graph->edges[i].from != d->graph->edges[i].to)
			draw_straight_label(d, &d->graph->edges[i]);
	}
}

static void draw_node(const struct drawing *d, int i)
{
	const struct graph_node *node = &d->graph->nodes[i];
	const struct spot *s = &d->layout->spots[i];

	svg_group(d->out, node->title);
	svg_box(d->out, node->class, s->x - s->width / 2, s->y - s->height / 2, s->width, s->height, node->object ? s->height / 2 : 8);
	svg_text(d->out, SVG_PLAIN, s->x, s->y - (node->below ? 12 : 0), SVG_MIDDLE, node->name);
	if (node->below)
		svg_text(d->out, SVG_DIM, s->x, s->y + 12, SVG_MIDDLE, node->below);
	svg_end_group(d->out);
}

void graph_svg(FILE *out, const struct graph *graph)
{
	struct arena *arena = arena_new();
	struct drawing d = { out, graph, layout_of(graph, arena) };

	if (graph->n_nodes == 0) {
		svg_begin(out, 400, SVG_TOP + 2 * SVG_LINE, graph->title, graph->description);
		svg_text(out, SVG_DIM, 20, SVG_TOP + SVG_LINE / 2, SVG_START, graph->empty);
	} else {
		svg_begin(out, d.layout->width, d.layout->height, graph->title, graph->description);
		draw_edges(&d);
		for (int i = 0; i < graph->n_nodes; i++)
			draw_node(&d, i);
		draw_labels(&d);
	}
	svg_end(out);
	arena_free(arena);
}
