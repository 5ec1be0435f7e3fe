/* html_layers.c - a group of layers: columns, and frames around many that are alike; a long group is folded. */
#include "lab/page/html_building.h"

#include <math.h>

#include "lab/trace/family.h"

enum {
	MANY = 7,               /* alike: they stand in a frame */
	SMALL_GAP = 6, LONGEST_ROW = 1260
};

/* How many from node `i` on, of those before `end`, are of one family and one layer. */
static int run_of(const struct building *b, int i, int end)
{
	const struct stage_node *nodes = b->stage->nodes;
	int n = 1;

	while (i + n < end && nodes[i + n].layer == nodes[i].layer && nodes[i + n].family == nodes[i].family)
		n++;
	return n;
}

static int columns_of(int n)
{
	return between(3, (int)ceil(sqrt(n / 1.6)), 12);
}

static struct size frame_size(int n)
{
	int columns = columns_of(n), rows = (n + columns - 1) / columns;

	return (struct size){ between(130, columns * (SMALL_W + SMALL_GAP) + SMALL_GAP, 4000),
		rows * (SMALL_H + SMALL_GAP) + SMALL_GAP + HEAD };
}

static const char *run_name(const struct building *b, int i, int n)
{
	const char **names = arena_alloc(b->scene->arena, (size_t)n * sizeof *names);
	struct buf text = { 0 };
	const char *name;

	for (int k = 0; k < n; k++)
		names[k] = building_name(b, &b->stage->nodes[i + k]);
	name_range(&text, names, n);
	name = arena_text(b->scene->arena, buf_text(&text));
	buf_free(&text);
	return name;
}

static void place_frame(const struct building *b, int first, int n, int x, int top)
{
	struct size size = frame_size(n);
	int columns = columns_of(n), id = b->scene->n_frames++;
	int left = x - (columns * (SMALL_W + SMALL_GAP) - SMALL_GAP) / 2 + SMALL_W / 2;

	b->scene->frames[id] = (struct html_frame){ { x, top + size.h / 2, size.w, size.h, -1, false }, run_name(b, first, n) };
	for (int i = 0; i < n; i++)
		building_place(b, &b->stage->nodes[first + i], left + i % columns * (SMALL_W + SMALL_GAP),
		      top + HEAD + SMALL_GAP + SMALL_H / 2 + i / columns * (SMALL_H + SMALL_GAP), (struct size){ SMALL_W, SMALL_H }, id);
}

/* The size of the column of nodes `from` .. `to` - 1. */
static struct size column_size(const struct building *b, int from, int to)
{
	struct size all = { 0, -GAP_Y };

	for (int i = from, n; i < to; i += n) {
		struct size one;

		n = run_of(b, i, to);
		if (n >= MANY)
			one = frame_size(n);
		else
			n = 1, one = building_size(b, &b->stage->nodes[i]);
		all.w = one.w > all.w ? one.w : all.w;
		all.h += one.h + GAP_Y;
	}
	return all;
}

static void place_column(const struct building *b, int from, int to, int x, int top)
{
	for (int i = from, n; i < to; i += n) {
		struct size one;

		n = run_of(b, i, to);
		if (n >= MANY) {
			one = frame_size(n);
			place_frame(b, i, n, x, top);
		} else {
			n = 1;
			one = building_size(b, &b->stage->nodes[i]);
			building_place(b, &b->stage->nodes[i], x, top + one.h / 2, one, -1);
		}
		top += one.h + GAP_Y;
	}
}

/* The end of the column that begins with node `i`. */
static int column_end(const struct building *b, int i, int end)
{
	int layer = b->stage->nodes[i].layer;

	while (i < end && b->stage->nodes[i].layer == layer)
		i++;
	return i;
}

/* A column of a group, and the row it stands in: a long group is folded, every other row goes from right to left. */
struct column {
	int         from, to;   /* nodes */
	int         row;
	struct size size;
};

static int list_columns(const struct building *b, const struct stage_group *group, struct column *columns)
{
	int end = group->first + group->n, n = 0;

	for (int i = group->first; i < end; i = columns[n++].to) {
		int to = column_end(b, i, end);

		columns[n] = (struct column){ i, to, 0, column_size(b, i, to) };
	}
	return n;
}

/* As few rows as there must be, about equally long. Returns the width of the widest. */
static int fold(struct column *columns, int n)
{
	int all = -GAP_X, widest = 0, width = -GAP_X, rows, row = 0;

	for (int i = 0; i < n; i++)
		all += columns[i].size.w + GAP_X;
	rows = (all + LONGEST_ROW - 1) / LONGEST_ROW;
	for (int i = 0; i < n; i++) {
		if (row + 1 < rows && width > 0 && width + columns[i].size.w / 2 > all / rows) {
			row++;
			width = -GAP_X;
		}
		columns[i].row = row;
		width += columns[i].size.w + GAP_X;
		widest = width > widest ? width : widest;
	}
	return widest;
}

struct size building_layers(const struct building *b, const struct stage_group *group, int left, int top)
{
	struct column *columns = arena_alloc(b->scene->arena, (size_t)group->n * sizeof *columns);
	int n = list_columns(b, group, columns), widest = fold(columns, n), y = top;

	for (int i = 0, to; i < n; i = to) {
		int highest = 0, x = 0;

		for (to = i; to < n && columns[to].row == columns[i].row; to++)
			highest = columns[to].size.h > highest ? columns[to].size.h : highest;
		for (int k = i; k < to; k++) {
			int middle = x + columns[k].size.w / 2;

			place_column(b, columns[k].from, columns[k].to, left + (columns[k].row % 2 ? widest - middle : middle),
			             y + (highest - columns[k].size.h) / 2);
			x += columns[k].size.w + GAP_X;
		}
		y += highest + 2 * GAP_Y;
	}
	return (struct size){ widest, y - 2 * GAP_Y - top + 14 };
}
