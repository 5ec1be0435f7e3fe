/*
 * html_building.h - between the files that put a stage into pixels.
 */
#ifndef LAB_PAGE_HTML_BUILDING_H
#define LAB_PAGE_HTML_BUILDING_H

#include "lab/page/html_parts.h"

enum {
	NODE_H = 48, SLOTS_H = 72, SMALL_W = 42, SMALL_H = 26,
	GAP_X = 86, GAP_Y = 32, MARGIN = 16, HEAD = 22
};

struct size {
	int w, h;
};

struct building {
	struct html_scene     *scene;
	const struct stage    *stage;
	const struct snapshot *snapshot;
};

static inline int between(int low, int value, int high)
{
	return value < low ? low : value > high ? high : value;
}

/* The name of a node; its box, to be filled; the size that it needs. */
const char *building_name(const struct building *, const struct stage_node *);
struct html_box *building_box(const struct building *, const struct stage_node *);
struct size building_size(const struct building *, const struct stage_node *);

/* Put a node there; `frame` or -1. */
void building_place(const struct building *, const struct stage_node *, int x, int y, struct size, int frame);

/* Put a group of layers there. Returns how large it has become. */
struct size building_layers(const struct building *, const struct stage_group *, int left, int top);

/* Move everything and enlarge the scene, so that bent lines have room. */
void building_make_room(const struct building *);

#endif
