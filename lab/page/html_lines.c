/*
 * html_lines.c - how a line goes from box to box: straight; else bent a little, past what stands between; else around it,
 * from corner to corner.
 *
 * The script does the same (page/edges.js), with the same numbers in the same order.
 */
#include "lab/page/html_lines.h"

#include <math.h>
#include <string.h>

enum {
	GAP = 4, NEAR = 3,      /* between a line and its ends; and a box that it passes */
	BESIDE = 14, EDGE = 4,  /* between a line and another; and the edge of the picture */
	BESIDE_ONE = 60,        /* with so much between them a box stands beside another, and not above or below it */
	IN_GAP = 3,             /* below the box of one of many, between the rows */
	CORNER = 8,             /* so far from a box's corner a line ends that goes around something */
	POINTS = 12, EACH = 16, /* of a curve so many are looked at, and one more for so many pixels */
	MOST_OBSTACLES = 250,   /* where there are more, lines are straight: to find a way would take too long */
	MOST_AROUND = 60        /* and where there are more than so many they are straight or bent */
};

static double part_of(int half, double way)
{
	return way != 0 ? (half + GAP) / fabs(way) : HUGE_VAL;
}

static double within(double limit, double value)
{
	return value < -limit ? -limit : value > limit ? limit : value;
}

/* How far apart, from left to right, are the box and one of that width in another place? */
static double gap_between(const struct html_box *a, double x, int w)
{
	return fabs(x - a->x) - a->w / 2 - w / 2;
}

/* Where a line from the middle of `a` leaves it. Halves are rounded as Math.round() does it: up. */
static struct html_point border_to(const struct html_box *a, double x, double y)
{
	double dx = x - a->x, dy = y - a->y, px = part_of(a->w / 2, dx), py = part_of(a->h / 2, dy), part = px < py ? px : py;

	return (struct html_point){ (long)floor(a->x + dx * part + 0.5), (long)floor(a->y + dy * part + 0.5) };
}

/*
 * Where a line to a box of that width leaves the box `a`. Who stands beside it is reached by the side that faces it: at the
 * upper and the lower border of a box its neighbour in the column would be as near. `margin` of that side is for the lines
 * aside.
 */
static struct html_point leave(const struct html_box *a, double x, double y, int w, double margin)
{
	double dx = x - a->x, room = fmax(a->h / 2 - GAP - margin, 0);

	if (gap_between(a, x, w) < BESIDE_ONE)
		return border_to(a, x, y);
	return (struct html_point){ a->x + (dx < 0 ? -1 : 1) * (a->w / 2 + GAP),
		(long)floor(a->y + within(room, (y - a->y) * part_of(a->w / 2, dx)) + 0.5) };
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

/* Along the sides that face each other: the steeper the line, the farther, so that there is something between the two lines. */
static double along_side(const struct html_line *line, int far)
{
	double gap = gap_between(line->a, line->b->x, line->b->w), dy = line->b->y - line->a->y;
	int high = line->a->h < line->b->h ? line->a->h : line->b->h;

	return fmin(high / 2 - GAP, floor(far * sqrt(gap * gap + dy * dy) / gap + 0.5));
}

static bool is_beside(const struct html_line *line)
{
	return gap_between(line->a, line->b->x, line->b->w) >= BESIDE_ONE;
}

/* Where a line beside the straight one from the middle of `a`, so far to its right, leaves it. */
static struct html_point border_aside(const struct html_box *a, double dx, double dy, double far)
{
	double length = sqrt(dx * dx + dy * dy), x = -dy / length * far, y = dx / length * far;
	double px = dx != 0 ? ((dx < 0 ? -1 : 1) * (a->w / 2 + GAP) - x) / dx : HUGE_VAL;
	double py = dy != 0 ? ((dy < 0 ? -1 : 1) * (a->h / 2 + GAP) - y) / dy : HUGE_VAL, part = px < py ? px : py;

	return (struct html_point){ (long)floor(a->x + x + dx * part + 0.5), (long)floor(a->y + y + dy * part + 0.5) };
}

/* Both ends so far aside. */
static void begin_path(const struct html_line *line, int far, struct html_path *path)
{
	const struct html_box *a = line->a, *b = line->b;
	double dx = b->x - a->x, dy = b->y - a->y, margin;

	if (!is_beside(line)) {
		path->at[0] = border_aside(a, dx, dy, far);
		path->at[1] = border_aside(b, -dx, -dy, -far);
		return;
	}
	margin = along_side(line, html_beside(a, b));
	path->at[0] = leave(a, b->x, b->y, b->w, margin);
	path->at[1] = leave(b, a->x, a->y, a->w, margin);
	for (int i = 0; i < 2; i++)
		path->at[i].y += (long)(dx < 0 ? -along_side(line, far) : along_side(line, far));
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

	begin_path(line, far, &path);
	path.bend = least_bend(line, &path, bends, n_bends, least);
	return path;
}

/* Where a line leaves a box for a turn. */
static struct html_point leave_for(const struct html_line *line, const struct html_box *box, struct html_point turn)
{
	struct html_point side = leave(box, (double)turn.x, (double)turn.y, 0, CORNER);

	return html_is_clear(line, (double)side.x, (double)side.y, (double)turn.x, (double)turn.y) ? side
		: border_to(box, (double)turn.x, (double)turn.y);
}

static struct html_path outer_path(const struct html_line *line)
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
		path.at[0] = leave_for(line, line->a, path.at[1]);
		path.at[path.n - 1] = leave_for(line, line->b, path.at[path.n - 2]);
		path.bend = 0;
		return path;
	}
	path = bent_path(line, 0, bends, ALL, &least);
	other = bent_path(line, line->aside, bends, ALL, &others);
	return others <= least ? other : path;
}

/* ---- Out of a frame ---- */

static bool is_outermost(const struct html_scene *scene, const struct html_box *box, int way)
{
	for (int i = 0; i < scene->n_tasks; i++)
		if (scene->tasks[i].frame == box->frame && scene->tasks[i].y == box->y && (scene->tasks[i].x - box->x) * way > 0)
			return false;
	return true;
}

/*
 * One of many, for a line to `b` beside their frame: where its line leaves the frame, and the way there: between it and those
 * below; aside, and those above. False: it goes as it would without a frame.
 */
static bool leave_frame(const struct html_line *line, const struct html_box *box, const struct html_box *b, struct html_box *gate,
                        struct html_point *lead, int *n)
{
	const struct html_scene *scene = line->scene;
	const struct html_box *frame = box->frame >= 0 ? &scene->frames[box->frame].box : NULL;
	int way = b->x < box->x ? -1 : 1, x, y, side = line->aside ? -1 : 1;

	if (!frame || box->frame == b->frame || gap_between(frame, b->x, b->w) < BESIDE_ONE)
		return false;
	x = frame->x + way * (frame->w / 2);
	if (is_outermost(scene, box, way)) {
		y = box->y;
		lead[(*n)++] = (struct html_point){ box->x + way * (box->w / 2), y };
	} else {
		y = box->y + side * (box->h / 2 + IN_GAP);
		lead[(*n)++] = (struct html_point){ box->x, y - side * IN_GAP };
		lead[(*n)++] = (struct html_point){ box->x, y };
	}
	*gate = (struct html_box){ x, y, 0, box->h, box->frame, false };
	return true;
}

struct html_path html_path_of(const struct html_line *line)
{
	struct html_path leads = { 0 }, path;
	struct html_box from, to;
	struct html_line outer = *line;

	if (leave_frame(line, line->a, line->b, &from, leads.out, &leads.n_out))
		outer.a = &from;
	if (leave_frame(line, line->b, line->a, &to, leads.in, &leads.n_in))
		outer.b = &to;
	path = outer_path(&outer);
	path.n_out = leads.n_out;
	path.n_in = leads.n_in;
	memcpy(path.out, leads.out, sizeof path.out);
	memcpy(path.in, leads.in, sizeof path.in);
	return path;
}
