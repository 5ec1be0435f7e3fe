/*
 * html_lines.c - how a line goes from box to box: straight, or bent as little as is enough to get past what stands between.
 *
 * The script does the same (page/picture.js), with the same numbers in the same order.
 */
#include "lab/export/html_parts.h"

#include <math.h>

enum {
	GAP = 4, POINTS = 12,
	MOST_OBSTACLES = 250    /* where there are more, lines are straight: to find a way would take too long */
};

static double part_of(int half, int way)
{
	return way ? (half + GAP) / fabs((double)way) : HUGE_VAL;
}

/* Halves are rounded as Math.round() does it: up. */
struct html_point html_border(const struct html_box *a, const struct html_box *b)
{
	double x = part_of(a->w / 2, b->x - a->x), y = part_of(a->h / 2, b->y - a->y), part = x < y ? x : y;

	return (struct html_point){ (long)floor(a->x + (b->x - a->x) * part + 0.5), (long)floor(a->y + (b->y - a->y) * part + 0.5) };
}

static bool is_in_the_way(const struct html_box *box, double x, double y)
{
	return fabs(x - box->x) < box->w / 2.0 + 3 && fabs(y - box->y) < box->h / 2.0 + 3;
}

/* Neither end of the line, nor the frame of one. */
static bool is_apart(const struct html_scene *scene, const struct html_box *box, const struct html_box *a, const struct html_box *b)
{
	return box != a && box != b && (a->frame < 0 || box != &scene->frames[a->frame].box) &&
	       (b->frame < 0 || box != &scene->frames[b->frame].box);
}

static int in_the_way(const struct html_scene *scene, double x, double y, const struct html_box *a, const struct html_box *b)
{
	int n = 0;

	for (int i = 0; i < scene->n_obstacles; i++)
		n += is_in_the_way(scene->obstacles[i], x, y) && is_apart(scene, scene->obstacles[i], a, b);
	return n;
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

/* How often a line bent so far meets a box that it has nothing to do with. */
static int crossings(const struct html_scene *scene, const struct html_box *a, const struct html_box *b, double bend)
{
	struct html_point from = html_border(a, b), to = html_border(b, a);
	double dx = (double)(to.x - from.x), dy = (double)(to.y - from.y), mx = (double)(from.x + to.x) / 2 + dy * bend,
		my = (double)(from.y + to.y) / 2 - dx * bend;
	int n = 0;

	for (int i = 1; i < POINTS; i++) {
		double t = (double)i / POINTS, s = 1 - t;

		n += in_the_way(scene, s * s * (double)from.x + 2 * s * t * mx + t * t * (double)to.x,
		                s * s * (double)from.y + 2 * s * t * my + t * t * (double)to.y, a, b);
	}
	return n;
}

/* As little as is enough to get past what stands between. */
double html_bend(const struct html_scene *scene, const struct html_box *a, const struct html_box *b)
{
	static const double bends[] = { 0, 0.05, -0.05, 0.1, -0.1, 0.17, -0.17, 0.25, -0.25, 0.35, -0.35, 0.5, -0.5 };
	double best = 0;
	int least = -1;

	for (size_t i = 0; i < sizeof bends / sizeof *bends && least != 0; i++) {
		int n = crossings(scene, a, b, bends[i]);

		if (least < 0 || n < least) {
			least = n;
			best = bends[i];
		}
	}
	return best;
}
