/* html_layers.c - a group of layers: columns, and frames around many that are alike; a long group is folded. */
#include "lab/page/html_building.h"

#include <math.h>

#include "lab/trace/family.h"

enum {
	MANY = 7,               /* alike: they stand in a frame */
	SMALL_GAP = 12, LONGEST_ROW = 1260,
	WIDEST_ALIKE = 180, WIDEST_GAP = 170
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

/* Objects of a column are equally wide, channels with many places aside: lines to one of them do not come near another. */
static struct size node_size(const struct building *b, int i, int from, int to)
{
	struct size one = building_size(b, &b->stage->nodes[i]);

	for (int k = from; k < to && b->stage->nodes[i].object != NO_OBJECT; k++) {
		int w = building_size(b, &b->stage->nodes[k]).w;

		one.w = w > one.w && w <= WIDEST_ALIKE ? w : one.w;
	}
	return one;
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
			n = 1, one = node_size(b, i, from, to);
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
			one = node_size(b, i, from, to);
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

/* Between a column and the next: the higher they are, the steeper are the lines. */
static int gap_after(const struct column *column)
{
	int h = column[0].size.h > column[1].size.h ? column[0].size.h : column[1].size.h;

	return between(GAP_X, h / 3, WIDEST_GAP);
}

/* As few rows as there must be, about equally long. Returns the width of the widest. */
static int fold(struct column *columns, int n)
{
	int all = 0, widest = 0, width = 0, rows, row = 0;

	for (int i = 0; i < n; i++)
		all += columns[i].size.w + (i ? gap_after(&columns[i - 1]) : 0);
	rows = (all + LONGEST_ROW - 1) / LONGEST_ROW;
	for (int i = 0; i < n; i++) {
		if (row + 1 < rows && width > 0 && width + columns[i].size.w / 2 > all / rows) {
			row++;
			width = 0;
		}
		columns[i].row = row;
		width += columns[i].size.w + (width ? gap_after(&columns[i - 1]) : 0);
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
			x += columns[k].size.w + (k + 1 < to ? gap_after(&columns[k]) : 0);
		}
		y += highest + 2 * GAP_Y;
	}
	return (struct size){ widest, y - 2 * GAP_Y - top + 14 };
}
