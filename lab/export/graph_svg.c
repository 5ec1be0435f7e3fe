/* graph_svg.c - a graph, drawn; see graph.h. */
#include <math.h>

#include "lab/export/graph_labels.h"
#include "lab/export/graph_layout.h"

struct drawing {
	FILE                *out;
	const struct graph  *graph;
	const struct layout *layout;
	struct piece        *pieces;    /* of all edges, those of an edge one after the other */
	int                  n_pieces;
};

struct point {
	double x, y;
};

/* ---- Edges in columns: from the right side of a spot to the left side of the next ---- */

static void add_line(struct drawing *d, int edge, struct point a, struct point b, bool arrow)
{
	d->pieces[d->n_pieces++] = (struct piece){ edge, true, arrow, { a.x, a.y, a.x, a.y, b.x, b.y, b.x, b.y } };
}

static void add_curve(struct drawing *d, int edge, struct point a, struct point b, bool arrow)
{
	double half = (b.x - a.x) / 2;

	d->pieces[d->n_pieces++] = (struct piece){ edge, false, arrow, { a.x, a.y, a.x + half, a.y, b.x - half, b.y, b.x, b.y } };
}

/* How high the edge comes from that ends at the left side of a spot, or where it goes to from the right one. */
static double other_end(const struct drawing *d, const struct way *way, bool left)
{
	return d->layout->spots[way->spots[left ? way->n - 2 : 1]].y;
}

/* Where several edges touch one side of a node, each has its own place there: those that go up are above those that go down. */
static double shift_at(const struct drawing *d, int spot, int edge, bool left)
{
	double own = other_end(d, &d->layout->ways[edge], left);
	int n = 0, at = 0;

	if (d->layout->spots[spot].node < 0)
		return 0;
	for (int i = 0; i < d->graph->n_edges; i++) {
		const struct way *way = &d->layout->ways[i];

		if (way->n == 0 || way->spots[left ? way->n - 1 : 0] != spot)
			continue;
		at += other_end(d, way, left) < own || (other_end(d, way, left) <= own && i < edge);
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
static void add_way(struct drawing *d, int i)
{
	const struct way *way = &d->layout->ways[i];
	bool arrow = d->graph->edges[i].arrow;

	for (int k = 0; k + 1 < way->n; k++) {
		const struct spot *spot = &d->layout->spots[way->spots[k]];
		struct point a = side(d, way->spots[k], i, false), b = side(d, way->spots[k + 1], i, true);
		bool last = k + 2 == way->n;

		if (way->turned)
			add_curve(d, i, b, a, arrow && k == 0);
		else
			add_curve(d, i, a, b, arrow && last);
		if (k > 0)
			add_line(d, i, (struct point){ spot->x - spot->width / 2, spot->y }, a, false);
	}
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

static void add_straight(struct drawing *d, int i)
{
	const struct graph_edge *edge = &d->graph->edges[i];
	const struct spot *from = &d->layout->spots[edge->from], *to = &d->layout->spots[edge->to];

	add_line(d, i, border(from, to->x, to->y), border(to, from->x, from->y), edge->arrow);
}

/* ---- All ---- */

static void add_pieces(struct drawing *d, struct arena *arena)
{
	int room = 0;

	for (int i = 0; i < d->graph->n_edges; i++)
		room += 1 + 2 * d->layout->ways[i].n;
	d->pieces = arena_alloc(arena, (size_t)room * sizeof *d->pieces);
	for (int i = 0; i < d->graph->n_edges; i++)
		if (d->layout->ways[i].n)
			add_way(d, i);
		else if (d->graph->edges[i].from != d->graph->edges[i].to)
			add_straight(d, i);
}

static void draw_piece(FILE *out, enum svg_class class, const struct piece *piece)
{
	const double *p = piece->p;

	if (!piece->straight)
		svg_curve(out, class, p, piece->arrow);
	else if (piece->arrow)
		svg_arrow(out, class, p[0], p[1], p[6], p[7]);
	else
		svg_line(out, class, p[0], p[1], p[6], p[7]);
}

static void draw_edges(const struct drawing *d)
{
	for (int i = 0, at = 0; i < d->graph->n_edges; i++) {
		svg_group(d->out, d->graph->edges[i].title);
		for (; at < d->n_pieces && d->pieces[at].edge == i; at++)
			draw_piece(d->out, d->graph->edges[i].class, &d->pieces[at]);
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

/* By the first piece of its edge. */
static void draw_labels(const struct drawing *d, struct arena *arena)
{
	struct labels labels = { .graph = d->graph, .layout = d->layout, .pieces = d->pieces, .n_pieces = d->n_pieces,
		.taken = arena_alloc(arena, (size_t)(d->graph->n_edges + 1) * sizeof *labels.taken) };
	double x, y;

	for (int i = 0; i < d->n_pieces; i++) {
		int edge = d->pieces[i].edge;

		if ((i > 0 && d->pieces[i - 1].edge == edge) || !d->graph->edges[edge].label || is_crowded(d, edge))
			continue;
		if (!label_place(&labels, i, &x, &y) && d->graph->edges[edge].spare)
			continue;
		svg_halo_text(d->out, SVG_PLAIN, x, y, SVG_MIDDLE, d->graph->edges[edge].label);
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
	struct drawing d = { .out = out, .graph = graph, .layout = layout_of(graph, arena) };

	if (graph->n_nodes == 0) {
		svg_begin(out, 400, SVG_TOP + 2 * SVG_LINE, graph->title, graph->description);
		svg_text(out, SVG_DIM, 20, SVG_TOP + SVG_LINE / 2, SVG_START, graph->empty);
	} else {
		svg_begin(out, d.layout->width, d.layout->height, graph->title, graph->description);
		add_pieces(&d, arena);
		draw_edges(&d);
		for (int i = 0; i < graph->n_nodes; i++)
			draw_node(&d, i);
		draw_labels(&d, arena);
	}
	svg_end(out);
	arena_free(arena);
}
