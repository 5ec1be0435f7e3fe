/* html_room.c - room above and below the boxes for the lines that are bent around them. */
#include "lab/page/html_building.h"

struct extent_y {
	int top, bottom;
};

static void take_line(struct extent_y *extent, const struct html_scene *scene, const struct html_box *a, const struct html_box *b)
{
	struct html_path path;
	double y;

	if (!a->w || !b->w || a == b || (a->x == b->x && a->y == b->y))
		return;
	path = html_path_of(&(struct html_line){ scene, a, b, 0 });
	if (path.bend == 0)
		return;
	y = (a->y + b->y) / 2.0 - (b->x - a->x) * path.bend / 2;
	extent->top = (int)y < extent->top ? (int)y : extent->top;
	extent->bottom = (int)y > extent->bottom ? (int)y : extent->bottom;
}

static const struct html_box *outer(const struct html_scene *scene, const struct html_box *box)
{
	return box->frame >= 0 ? &scene->frames[box->frame].box : box;
}

/* Those that are likely: of a use, and to whoever has started a task, and joins it. */
static struct extent_y lines_extent(const struct building *b)
{
	const struct html_scene *scene = b->scene;
	struct extent_y extent = { MARGIN, scene->height - MARGIN };

	for (int i = 0; i < b->stage->n_edges; i++) {
		const struct html_box *task = outer(scene, building_box(b, &b->stage->nodes[b->stage->edges[i].task])),
			*object = building_box(b, &b->stage->nodes[b->stage->edges[i].object]);

		take_line(&extent, scene, task, object);
	}
	for (int i = 0; i < scene->n_tasks; i++) {
		int parent = b->snapshot->tasks[i].parent;

		if (parent == NO_TASK)
			continue;
		take_line(&extent, scene, &scene->tasks[i], &scene->tasks[parent]);
	}
	return extent;
}

void building_make_room(const struct building *b)
{
	struct extent_y extent = lines_extent(b);
	struct html_scene *scene = b->scene;
	int down = MARGIN - extent.top;

	for (int i = 0; i < scene->n_tasks; i++)
		scene->tasks[i].y += down;
	for (int i = 0; i < scene->n_objects; i++)
		scene->objects[i].y += down;
	for (int i = 0; i < scene->n_frames; i++)
		scene->frames[i].box.y += down;
	for (int i = 0; i < scene->n_rings; i++)
		scene->rings[i].y += down;
	scene->height = extent.bottom + down + MARGIN;
	if (scene->n_rings == 0)
		scene->height += HTML_CENTRE_ROW * html_centre_rows(b->snapshot, scene->width);
	scene->bounded = true;
}
