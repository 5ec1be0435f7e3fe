/*
 * html_lines.c - how a line goes from box to box: straight; else bent a little, past what stands between; else around it,
 * from corner to corner.
 *
 * The script does the same (page/edges.js), with the same numbers in the same order.
 */
#include "lab/page/html_lines.h"

#include <math.h>

enum {
	GAP = 4, NEAR = 3,      /* between a line and its ends; and a box that it passes */
	BESIDE = 14, EDGE = 4,  /* between a line and another; and the edge of the picture */
	POINTS = 12, EACH = 16, /* of a curve so many are looked at, and one more for so many pixels */
	MOST_OBSTACLES = 250,   /* where there are more, lines are straight: to find a way would take too long */
	MOST_AROUND = 60        /* and where there are more than so many they are straight or bent */
};

static double part_of(int half, double way)
{
	return way != 0 ? (half + GAP) / fabs(way) : HUGE_VAL;
}

/* Halves are rounded as Math.round() does it: up. */
static struct html_point border_to(const struct html_box *a, double x, double y)
{
	double dx = x - a->x, dy = y - a->y, px = part_of(a->w / 2, dx), py = part_of(a->h / 2, dy), part = px < py ? px : py;

	return (struct html_point){ (long)floor(a->x + dx * part + 0.5), (long)floor(a->y + dy * part + 0.5) };
}

/* ---- What is in the way ---- */

/* Neither end of the line, nor the frame of one. */
bool html_is_apart(const struct html_scene *scene, const struct html_box *box, const struct html_box *a, const struct html_box *b)
{
	return box != a && box != b && (a->frame < 0 || box != &scene->frames[a->frame].box) &&
	       (b->frame < 0 || box != &scene->frames[b->frame].box);
}

/* The part of a way between two limits, narrowed to where it is between lo and hi. */
static bool narrow(double from, double way, double lo, double hi, double *first, double *last)
{
	double a, b;

	if (way == 0)
		return from > lo && from < hi;
	a = (lo - from) / way;
	b = (hi - from) / way;
	*first = fmax(*first, a < b ? a : b);
	*last = fmin(*last, a < b ? b : a);
	return *first < *last;
}

bool html_meets(const struct html_box *box, double x1, double y1, double x2, double y2, double near)
{
	double w = box->w / 2.0 + near, h = box->h / 2.0 + near, first = 0, last = 1;

	return narrow(x1, x2 - x1, box->x - w, box->x + w, &first, &last) && narrow(y1, y2 - y1, box->y - h, box->y + h, &first, &last);
}

static int met(const struct html_line *line, double x1, double y1, double x2, double y2)
{
	const struct html_scene *scene = line->scene;
	int n = 0;

	for (int i = 0; i < scene->n_obstacles; i++)
		n += html_meets(scene->obstacles[i], x1, y1, x2, y2, NEAR) && html_is_apart(scene, scene->obstacles[i], line->a, line->b);
	return n;
}

bool html_is_clear(const struct html_line *line, double x1, double y1, double x2, double y2)
{
	return met(line, x1, y1, x2, y2) == 0;
}

bool html_is_within(const struct html_scene *scene, double x, double y)
{
	return !scene->bounded || (x >= EDGE && y >= EDGE && x <= scene->width - EDGE && y <= scene->height - EDGE);
}

void html_find_obstacles(struct html_scene *scene)
{
	scene->obstacles = arena_alloc(scene->arena, (size_t)(scene->n_tasks + scene->n_objects + scene->n_frames) * sizeof *scene->obstacles);
	scene->n_obstacles = 0;
	for (int i = 0; i < scene->n_tasks; i++)
		if (scene->tasks[i].w > 0 && scene->tasks[i].frame < 0)
			scene->obstacles[scene->n_obstacles++] = &scene->tasks[i];
	for (int i = 0; i < scene->n_objects; i++)
		if (scene->objects[i].w > 0 && scene->objects[i].frame < 0)
			scene->obstacles[scene->n_obstacles++] = &scene->objects[i];
	for (int i = 0; i < scene->n_frames; i++)
		scene->obstacles[scene->n_obstacles++] = &scene->frames[i].box;
	if (scene->n_obstacles > MOST_OBSTACLES)
		scene->n_obstacles = 0;
}

/* ---- The way ---- */

struct html_point html_middle(const struct html_path *path, double bend)
{
	double dx = (double)(path->at[1].x - path->at[0].x), dy = (double)(path->at[1].y - path->at[0].y);

	return (struct html_point){ (long)floor((double)(path->at[0].x + path->at[1].x) / 2 + dy * bend + 0.5),
		(long)floor((double)(path->at[0].y + path->at[1].y) / 2 - dx * bend + 0.5) };
}

int html_points(const struct html_path *path, struct html_point points[CURVE_POINTS])
{
	struct html_point from = path->at[0], to = path->at[1], middle = html_middle(path, path->bend);

	for (int i = 0; i < path->n && path->bend == 0; i++)
		points[i] = path->at[i];
	for (int i = 0; i < CURVE_POINTS && path->bend != 0; i++) {
		double t = (double)i / (CURVE_POINTS - 1), s = 1 - t;

		points[i] = (struct html_point){ (long)(s * s * (double)from.x + 2 * s * t * (double)middle.x + t * t * (double)to.x),
			(long)(s * s * (double)from.y + 2 * s * t * (double)middle.y + t * t * (double)to.y) };
	}
	return path->bend == 0 ? path->n : CURVE_POINTS;
}

/* How often a line bent so far meets a box that it has nothing to do with, or leaves the picture. */
static int crossings(const struct html_line *line, const struct html_path *straight, double bend)
{
	struct html_point from = straight->at[0], to = straight->at[1], middle = html_middle(straight, bend);
	double dx = (double)(to.x - from.x), dy = (double)(to.y - from.y), x = (double)from.x, y = (double)from.y;
	int n = 0, points = POINTS + (int)floor(sqrt(dx * dx + dy * dy) / EACH);

	if (bend == 0)
		return met(line, x, y, (double)to.x, (double)to.y);
	for (int i = 1; i <= points; i++) {
		double t = (double)i / points, s = 1 - t, was_x = x, was_y = y;

		x = s * s * (double)from.x + 2 * s * t * (double)middle.x + t * t * (double)to.x;
		y = s * s * (double)from.y + 2 * s * t * (double)middle.y + t * t * (double)to.y;
		n += met(line, was_x, was_y, x, y) + !html_is_within(line->scene, x, y);
	}
	return n;
}

/* As little as is enough; else that of the fewest crossings. */
static double least_bend(const struct html_line *line, const struct html_path *straight, const double *bends, int n_bends,
                         int *least)
{
	double best = 0;

	*least = -1;
	for (int i = 0; i < n_bends && *least != 0; i++) {
		int n = crossings(line, straight, bends[i]);

		if (*least < 0 || n < *least) {
			*least = n;
			best = bends[i];
		}
	}
	return best;
}

static long aside(double way, double length, int far)
{
	return (long)floor(way / length * far + 0.5);
}

static void shift(struct html_point *point, const struct html_line *line, int far)
{
	double dx = line->b->x - line->a->x, dy = line->b->y - line->a->y, length = sqrt(dx * dx + dy * dy);

	point->x += aside(-dy, length, far);
	point->y += aside(dx, length, far);
}

int html_beside(const struct html_box *a, const struct html_box *b)
{
	int high = a->h < b->h ? a->h : b->h;

	return high / 2 - GAP < BESIDE ? high / 2 - GAP : BESIDE;
}

/* Bent as little as is enough, so far aside. */
static struct html_path bent_path(const struct html_line *line, int far, const double *bends, int n_bends, int *least)
{
	struct html_path path = { .n = 2 };

	path.at[0] = border_to(line->a, line->b->x, line->b->y);
	path.at[1] = border_to(line->b, line->a->x, line->a->y);
	shift(&path.at[0], line, far);
	shift(&path.at[1], line, far);
	path.bend = least_bend(line, &path, bends, n_bends, least);
	return path;
}

struct html_path html_path_of(const struct html_line *line)
{
	static const double bends[] = { 0, 0.05, -0.05, 0.1, -0.1, 0.17, -0.17, 0.25, -0.25, 0.35, -0.35, 0.5, -0.5 };
	enum { SMALL = 9, ALL = sizeof bends / sizeof *bends };
	bool around = line->scene->n_obstacles <= MOST_AROUND;
	int least, others;
	struct html_path path = bent_path(line, line->aside, bends, around ? SMALL : ALL, &least), other;

	if (least == 0 || !around)
		return path;
	for (int far = line->aside / 2; far > 0; far /= 2) {
		path = bent_path(line, far, bends, SMALL, &least);
		if (least == 0)
			return path;
	}
	if (html_go_around(line, &path)) {
		path.at[0] = border_to(line->a, (double)path.at[1].x, (double)path.at[1].y);
		path.at[path.n - 1] = border_to(line->b, (double)path.at[path.n - 2].x, (double)path.at[path.n - 2].y);
		path.bend = 0;
		return path;
	}
	path = bent_path(line, 0, bends, ALL, &least);
	other = bent_path(line, line->aside, bends, ALL, &others);
	return others <= least ? other : path;
}
