/*
 * html_around.c - the way of a line around boxes: over their corners, the shortest; each turn costs something, too.
 *
 * The script does the same (page/around.js), with the same numbers in the same order.
 */
#include "lab/page/html_lines.h"

#include <math.h>

enum { BESIDE_BOX = 8, BESIDE_LINE = 6, TURN = 30, MOST_CORNERS = 4 * 60 + 2 };

struct corner {
	double x, y, cost;              /* of the way to it */
	int    from;
	bool   done;
};

/* The ends come first, then what lies within the picture of the corners of each obstacle. */
static int find_corners(const struct html_line *line, struct corner *corners)
{
	const struct html_scene *scene = line->scene;
	int n = 0;

	corners[n++] = (struct corner){ line->a->x, line->a->y, 0, -1, false };
	corners[n++] = (struct corner){ line->b->x, line->b->y, HUGE_VAL, -1, false };
	for (int i = 0; i < scene->n_obstacles; i++) {
		const struct html_box *box = scene->obstacles[i];
		double beside = BESIDE_BOX + (line->aside ? BESIDE_LINE : 0), w = box->w / 2.0 + beside, h = box->h / 2.0 + beside;

		for (int k = 0; k < 4 && html_is_apart(scene, box, line->a, line->b); k++) {
			double x = box->x + (k % 2 ? w : -w), y = box->y + (k < 2 ? -h : h);

			if (html_is_within(scene, x, y))
				corners[n++] = (struct corner){ x, y, HUGE_VAL, -1, false };
		}
	}
	return n;
}

/* The nearest that the way has not been found to yet; -1: there is none. */
static int nearest(const struct corner *corners, int n)
{
	int best = -1;

	for (int i = 0; i < n; i++)
		if (!corners[i].done && corners[i].cost < HUGE_VAL && (best < 0 || corners[i].cost < corners[best].cost))
			best = i;
	return best;
}

static void look_from(const struct html_line *line, struct corner *corners, int n, int at)
{
	const struct corner *here = &corners[at];

	for (int i = 0; i < n; i++) {
		double dx = corners[i].x - here->x, dy = corners[i].y - here->y, cost = here->cost + sqrt(dx * dx + dy * dy) + TURN;

		if (corners[i].done || (at == 0 && i == 1) || cost >= corners[i].cost ||
		    !html_is_clear(line, here->x, here->y, corners[i].x, corners[i].y))
			continue;
		corners[i].cost = cost;
		corners[i].from = at;
	}
}

/* False, and nothing is changed: the way has too many turns. */
static bool keep(const struct corner *corners, struct html_path *path)
{
	int n = 0;

	for (int at = 1; at >= 0; at = corners[at].from)
		n++;
	if (n > HTML_MOST_TURNS)
		return false;
	path->n = n;
	for (int at = 1; at >= 0; at = corners[at].from)
		path->at[--n] = (struct html_point){ (long)floor(corners[at].x + 0.5), (long)floor(corners[at].y + 0.5) };
	return true;
}

bool html_go_around(const struct html_line *line, struct html_path *path)
{
	struct corner corners[MOST_CORNERS];
	int n = find_corners(line, corners), at;

	while ((at = nearest(corners, n)) >= 0) {
		if (at == 1)
			return keep(corners, path);
		corners[at].done = true;
		look_from(line, corners, n, at);
	}
	return false;
}
