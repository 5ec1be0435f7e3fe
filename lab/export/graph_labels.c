/* graph_labels.c - see graph_labels.h. */
#include "lab/export/graph_labels.h"

#include <math.h>

#define OVER_BOX   400.0                /* what it costs to lie on a box or a label, */
#define NEAR_BOX   6.0                  /* to touch one, */
#define OVER_EDGE  30.0                 /* on another edge, */
#define OVER_OWN   20.0                 /* on its own; */
#define OUTSIDE    1000.0               /* beyond the picture; */
#define AWAY       8.0                  /* and from the middle of its edge to its end */
#define HALF_LINE  10.0
#define HALF_HALO  3.0
#define HALO       7.0                  /* around a label nothing is seen */
#define MARGIN     6.0

enum { SAMPLES = 80 };

static void point_at(const struct piece *piece, double t, double *x, double *y)
{
	const double *p = piece->p;
	double s = 1 - t, a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;

	if (piece->straight) {
		*x = s * p[0] + t * p[6];
		*y = s * p[1] + t * p[7];
		return;
	}
	*x = a * p[0] + b * p[2] + c * p[4] + d * p[6];
	*y = a * p[1] + b * p[3] + c * p[5] + d * p[7];
}

static bool overlap(const struct box *a, const struct box *b)
{
	return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

/* A curve stays within its four points. */
static struct box around(const struct piece *piece)
{
	const double *p = piece->p;

	return (struct box){
		fmin(fmin(p[0], p[2]), fmin(p[4], p[6])), fmin(fmin(p[1], p[3]), fmin(p[5], p[7])) - 1,
		fmax(fmax(p[0], p[2]), fmax(p[4], p[6])), fmax(fmax(p[1], p[3]), fmax(p[5], p[7])) + 1,
	};
}

/* Does a line go through the box? */
static bool goes_through(const struct piece *piece, const struct box *box)
{
	struct box all = around(piece);
	double x, y;

	if (!overlap(&all, box))
		return false;
	for (int i = 0; i <= SAMPLES; i++) {
		point_at(piece, (double)i / SAMPLES, &x, &y);
		if (x > box->left && x < box->right && y > box->top && y < box->bottom)
			return true;
	}
	return false;
}

static double cost_of(const struct labels *l, int edge, const struct box *box)
{
	double cost = 0;

	if (box->left < 0 || box->top < SVG_TOP / 2 || box->right > l->layout->width || box->bottom > l->layout->height)
		cost += OUTSIDE;
	for (int i = 0; i < l->graph->n_nodes; i++) {
		const struct spot *s = &l->layout->spots[i];

		cost += overlap(box, &(struct box){ s->x - s->width / 2, s->y - s->height / 2, s->x + s->width / 2,
		                                    s->y + s->height / 2 }) ? OVER_BOX : 0;
		cost += overlap(box, &(struct box){ s->x - s->width / 2 - HALO, s->y - s->height / 2 - HALO, s->x + s->width / 2 + HALO,
		                                    s->y + s->height / 2 + HALO }) ? NEAR_BOX : 0;
	}
	for (int i = 0; i < l->n_taken; i++)
		cost += overlap(box, &l->taken[i]) ? OVER_BOX : 0;
	for (int i = 0; i < l->n_pieces; i++) {
		const struct box wiped = { box->left - HALF_HALO, box->top - HALF_HALO, box->right + HALF_HALO, box->bottom + HALF_HALO };

		if (l->pieces[i].edge == edge ? goes_through(&l->pieces[i], box) : goes_through(&l->pieces[i], &wiped))
			cost += l->pieces[i].edge == edge ? OVER_OWN : OVER_EDGE;
	}
	return cost;
}

/* The way that the edge goes there. */
static void direction_at(const struct piece *piece, double t, double *dx, double *dy)
{
	double x, y, to_x, to_y, length;

	point_at(piece, t - 0.02, &x, &y);
	point_at(piece, t + 0.02, &to_x, &to_y);
	length = hypot(to_x - x, to_y - y);
	*dx = length > 0 ? (to_x - x) / length : 1;
	*dy = length > 0 ? (to_y - y) / length : 0;
}

/* So far to one side of the edge (-1), to the other (1), that it does not touch it; or on it (0). */
static struct box beside(const struct piece *piece, double t, int side, double width)
{
	double x, y, dx, dy, away;

	point_at(piece, t, &x, &y);
	direction_at(piece, t, &dx, &dy);
	away = side * (fabs(dy) * width / 2 + fabs(dx) * HALF_LINE + MARGIN);
	x += -dy * away;
	y += dx * away;
	return (struct box){ x - width / 2, y - HALF_LINE, x + width / 2, y + HALF_LINE };
}

bool label_place(struct labels *l, int piece, double *x, double *y)
{
	static const double places[] = { 0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82 };
	const struct piece *of = &l->pieces[piece];
	double width = svg_width(l->graph->edges[of->edge].label), best = HUGE_VAL;
	struct box found = { 0, 0, 0, 0 };

	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		for (int side = -1; side <= 1; side++) {
			struct box box = beside(of, places[i], side, width);
			double cost = cost_of(l, of->edge, &box) + AWAY * fabs(places[i] - 0.5) + 0.1 * side;

			if (cost < best) {
				best = cost;
				found = box;
			}
		}
	if (best >= OVER_OWN && l->graph->edges[of->edge].spare)
		return false;
	l->taken[l->n_taken++] = found;
	*x = (found.left + found.right) / 2;
	*y = (found.top + found.bottom) / 2;
	return best < OVER_OWN;
}
