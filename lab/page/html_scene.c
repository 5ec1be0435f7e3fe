/*
 * html_scene.c - the places of a stage in pixels: rings are ellipses, layers columns; many that are alike stand in a frame.
 */
#include "lab/page/html_building.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/trace/snap_text.h"

enum { LARGE_RING = 24, AIRY_RING = 12, RING_W = 148, MOST_RING_W = 220, ROW = 760, MOST_WAITS = 188 };

const char *building_name(const struct building *b, const struct stage_node *node)
{
	return node->task != NO_TASK ? b->snapshot->tasks[node->task].name : b->snapshot->objects[node->object].name;
}

struct html_box *building_box(const struct building *b, const struct stage_node *node)
{
	return node->task != NO_TASK ? &b->scene->tasks[node->task] : &b->scene->objects[node->object];
}

/* How wide a box is in which the longest wait of a task can be read: "can now receive from results". */
static int width_of_waits(const struct building *b, const struct snap_task *task)
{
	struct buf text = { 0 };
	int columns = 0;

	for (int i = 0; i < task->n_uses; i++) {
		const struct snap_object *object = &b->snapshot->objects[task->uses[i].object];

		for (int kind = 0; kind < object->n_operations; kind++) {
			if (!(task->uses[i].kinds & 1u << kind))
				continue;
			buf_clear(&text);
			buf_adds(&text, "can now ");
			snap_deed(&text, b->snapshot, object->events[kind], task->uses[i].object);
			columns = text_columns(buf_text(&text)) > columns ? text_columns(buf_text(&text)) : columns;
		}
	}
	buf_free(&text);
	return columns * 64 / 10 + 11;
}

struct size building_size(const struct building *b, const struct stage_node *node)
{
	const struct snap_object *object = node->object == NO_OBJECT ? NULL : &b->snapshot->objects[node->object];
	int name = 9 * text_columns(building_name(b, node)) + 20;

	if (!object)
		return (struct size){ between(172, between(name, width_of_waits(b, &b->snapshot->tasks[node->task]), name > MOST_WAITS ? name : MOST_WAITS), 210), NODE_H };
	if (!strcmp(html_sort(object), "channel") && object->capacity > 0)
		return (struct size){ between(116, name, 200) > 24 * between(1, object->capacity, 8) + 20 ? between(116, name, 200)
			: 24 * between(1, object->capacity, 8) + 20, SLOTS_H };
	if (!strcmp(html_sort(object), "level") && 7 * text_columns(object->kind) + 44 > name)
		name = 7 * text_columns(object->kind) + 44;
	return (struct size){ between(!strcmp(html_sort(object), "lock") ? 158 : 116, name, 180), NODE_H };
}

void building_place(const struct building *b, const struct stage_node *node, int x, int y, struct size size, int frame)
{
	*building_box(b, node) = (struct html_box){ x, y, size.w, size.h, frame, size.h == SMALL_H };
}

/* ---- A ring ---- */

/* How wide a task of a ring is in which what it waits for can be read: "waits: lock accounts[1].lock". */
static int ring_width(const struct building *b, const struct stage_group *group)
{
	int columns = 0;

	for (int i = 0; i < group->n; i++) {
		const struct stage_node *node = &b->stage->nodes[group->first + i];

		if (node->object != NO_OBJECT && text_columns(building_name(b, node)) > columns)
			columns = text_columns(building_name(b, node));
	}
	return between(RING_W, (columns + (int)sizeof "waits: lock ") * 64 / 10 + 11, MOST_RING_W);
}

static struct size place_ring(const struct building *b, const struct stage_group *group, int left, int top)
{
	const struct stage_node *nodes = &b->stage->nodes[group->first];
	bool small = group->n > LARGE_RING;
	double turn = 2 * acos(-1) / group->n, narrow = sin(turn > 1.5 ? 1.5 : turn);
	bool airy = group->n <= AIRY_RING;      /* with room for words beside the lines */
	int w = small ? SMALL_W : airy ? ring_width(b, group) : RING_W, h = small ? SMALL_H : NODE_H;
	int rx = between(small ? 40 : 190, (int)((small ? 74 : airy ? w + 68 : 178) / narrow), 4000);
	int ry = between(small ? 40 : 150, (int)((small ? 56 : airy ? 104 : 84) / narrow), 4000);
	int x = left + rx + w / 2, y = top + ry + h / 2 + (small ? 0 : 4);

	for (int i = 0; i < group->n; i++) {
		double angle = i * turn - acos(-1) / 2;
		struct size size = small ? (struct size){ SMALL_W, SMALL_H } : building_size(b, &nodes[i]);

		if (!small && nodes[i].task != NO_TASK)
			size.w = w;

		building_place(b, &nodes[i], x + (int)lround(rx * cos(angle)), y + (int)lround(ry * sin(angle)), size, -1);
	}
	b->scene->rings[b->scene->n_rings++] = (struct html_box){ x, y, 2 * rx, 2 * ry, -1, small };
	return (struct size){ 2 * rx + w + 40, 2 * ry + h + 24 };
}

/* ---- All of it ---- */

/* A task that stands for itself, as main does, has the corner beside a ring. */
static bool has_corner(const struct building *b, int group)
{
	return b->stage->groups[group].ring && group + 1 < b->stage->n_groups && b->stage->groups[group + 1].n == 1;
}

static struct size place_ring_and_corner(const struct building *b, const struct stage_group *group, int left, int top)
{
	struct size corner = building_layers(b, &group[1], left, top), ring = place_ring(b, group, left + corner.w * 3 / 4, top);

	return (struct size){ ring.w + corner.w * 3 / 4, ring.h };
}

static struct size place_group(const struct building *b, int group, int left, int top)
{
	if (has_corner(b, group))
		return place_ring_and_corner(b, &b->stage->groups[group], left, top);
	return (b->stage->groups[group].ring ? place_ring : building_layers)(b, &b->stage->groups[group], left, top);
}

/* Groups stand side by side as long as there is room, then below. */
static void place_groups(const struct building *b)
{
	int left = MARGIN, top = MARGIN, below = 0;
	struct html_scene *scene = b->scene;

	for (int i = 0; i < b->stage->n_groups; i += 1 + has_corner(b, i)) {
		int frames = scene->n_frames, rings = scene->n_rings;
		struct size size = place_group(b, i, left, top);

		if (left > MARGIN && left + size.w > ROW) {
			left = MARGIN;
			top += below + GAP_Y;
			below = 0;
			scene->n_frames = frames;
			scene->n_rings = rings;
			size = place_group(b, i, left, top);
		}
		below = size.h > below ? size.h : below;
		left += size.w + GAP_X / 2;
		scene->width = left - GAP_X / 2 + MARGIN > scene->width ? left - GAP_X / 2 + MARGIN : scene->width;
		scene->height = top + below + MARGIN;
	}
}

struct html_scene *html_scene_new(const struct stage *stage, const struct snapshot *snapshot)
{
	struct html_scene *scene = calloc(1, sizeof *scene);
	struct building b = { scene, stage, snapshot };

	must(scene);
	scene->arena = arena_new();
	scene->tasks = arena_alloc(scene->arena, (size_t)snapshot->n_tasks * sizeof *scene->tasks);
	scene->objects = arena_alloc(scene->arena, (size_t)snapshot->n_objects * sizeof *scene->objects);
	memset(scene->tasks, 0, (size_t)snapshot->n_tasks * sizeof *scene->tasks);
	memset(scene->objects, 0, (size_t)snapshot->n_objects * sizeof *scene->objects);
	scene->frames = arena_alloc(scene->arena, (size_t)stage->n_nodes * sizeof *scene->frames);
	scene->rings = arena_alloc(scene->arena, (size_t)(stage->n_groups + 1) * sizeof *scene->rings);
	scene->n_tasks = snapshot->n_tasks;
	scene->n_objects = snapshot->n_objects;
	place_groups(&b);
	html_find_obstacles(scene);
	building_make_room(&b);
	return scene;
}

void html_scene_free(struct html_scene *scene)
{
	if (!scene)
		return;
	arena_free(scene->arena);
	free(scene);
}
