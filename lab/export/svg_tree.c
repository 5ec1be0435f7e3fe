/*
 * svg_tree.c - see svg_tree.h.
 *
 * Each leaf has a row, in the order in which a walk meets them; a chain stands in the middle of the rows of what follows
 * it. How far to the right it stands, its level, is how many forks there are before it: chains of one level stand below one
 * another, and a level is as wide as the widest of them.
 */
#include "lab/export/svg_tree.h"

#include <stdlib.h>

#include "lab/base/buf.h"
#include "lab/base/panic.h"
#include "lab/export/svg.h"
#include "lab/export/tree_text.h"
#include "lab/view/schedules.h"

#define BOX   34.0                      /* how high a box is */
#define ROW   46.0
#define PAD   10.0                      /* between a box and its text */
#define REACH 46.0                      /* from one level to the next */
#define LEFT  20.0
#define DOT   12.0

enum { COLUMNS_OF_ALL = 160, LEAST_COLUMNS = 18, MOST_COLUMNS = 40 };

/* What is known of a chain, under its first node. */
struct placed {
	double y;                       /* its middle */
	int    level;
};

struct drawing {
	FILE                         *out;
	const struct schedule_tree   *tree;
	struct placed                *placed;   /* by node */
	double                       *x;        /* of each level, where it begins */
	double                       *width;    /* of each level, of its widest chain */
	int                           n_levels, columns;        /* of a chain's text, at most */
	double                        row;      /* the next leaf's */
	bool                          well, badly;      /* is there such a leaf? */
	char                          about_number[80]; /* what those of the leaves are for */
};

static void chain_text(struct buf *out, const struct drawing *d, int node)
{
	buf_clear(out);
	chain_words(out, d->tree, node, tree_last_step(d->tree, node), d->columns, false);
}

/* ---- Where ---- */

/* The chain that begins with `node`, and what follows it: rows and levels. */
static void place(struct drawing *d, int node, int level)
{
	const struct tree_node *nodes = d->tree->nodes;
	int to = tree_chain(d->tree, node), first = nodes[to].first, last = first;

	d->placed[node].level = level;
	if (level >= d->n_levels)
		d->n_levels = level + 1;
	if (nodes[to].leaf >= 0) {
		d->placed[node].y = d->row;
		d->row += ROW;
		return;
	}
	for (int i = first; i >= 0; last = i, i = nodes[i].next)
		place(d, i, level + 1);
	d->placed[node].y = (d->placed[first].y + d->placed[last].y) / 2;
}

static void measure_chain(struct drawing *d, int node)
{
	const struct tree_node *nodes = d->tree->nodes;
	int to = tree_chain(d->tree, node), level = d->placed[node].level;
	struct buf text = { 0 };

	if (tree_last_step(d->tree, node) >= 0) {
		chain_text(&text, d, node);
		if (svg_width(buf_text(&text)) + 2 * PAD > d->width[level])
			d->width[level] = svg_width(buf_text(&text)) + 2 * PAD;
		buf_free(&text);
	}
	for (int i = nodes[to].leaf < 0 ? nodes[to].first : -1; i >= 0; i = nodes[i].next)
		measure_chain(d, i);
}

static void spread(struct drawing *d)
{
	double x = LEFT;

	for (int i = 0; i < d->n_levels; i++) {
		d->x[i] = x;
		x += d->width[i] + REACH;
	}
}

/* ---- Boxes ---- */

static double text_box(const struct drawing *d, enum svg_class class, double x, double y, const char *text,
                       const char *title)
{
	double width = svg_width(text) + 2 * PAD;

	svg_group(d->out, title);
	svg_box(d->out, class, x, y - BOX / 2, width, BOX, 6);
	svg_text(d->out, SVG_PLAIN, x + PAD, y, SVG_START, text);
	svg_end_group(d->out);
	return x + width;
}

static void draw_leaf(struct drawing *d, int leaf, double x, double y)
{
	bool well = d->tree->leaves[leaf].verdict == VERDICT_OK;
	struct buf text = { 0 }, title = { 0 };

	tree_leaf_text(&text, d->tree, leaf);
	tree_leaf_title(&title, d->tree, leaf);
	text_box(d, well ? SVG_MOVES : SVG_FINDING, x, y, buf_text(&text), buf_text(&title));
	d->well |= well;
	d->badly |= !well;
	buf_free(&text);
	buf_free(&title);
}

static double draw_steps(struct drawing *d, int node, double x, double y)
{
	struct buf text = { 0 }, title = { 0 };

	chain_text(&text, d, node);
	tree_chain_title(&title, d->tree, node);
	x = text_box(d, SVG_PLAIN, x, y, buf_text(&text), buf_text(&title));
	buf_free(&text);
	buf_free(&title);
	return x;
}

/* From the end of a chain to the beginning of one that follows it. */
static void draw_branch(const struct drawing *d, double x, double y, int to)
{
	double there = d->x[d->placed[to].level], middle = there - REACH / 2;

	svg_curve(d->out, SVG_PLAIN, (const double[8]){ x, y, middle, y, middle, d->placed[to].y, there, d->placed[to].y }, 0);
}

/* Everything from the chain that begins with `node` on. */
static void draw_chain(struct drawing *d, int node)
{
	const struct tree_node *nodes = d->tree->nodes;
	int to = tree_chain(d->tree, node);
	double x = d->x[d->placed[node].level], y = d->placed[node].y;

	if (tree_last_step(d->tree, node) >= 0) {
		x = draw_steps(d, node, x, y);
		if (nodes[to].leaf >= 0)
			svg_line(d->out, SVG_PLAIN, x, y, x + REACH / 2, y);
	}
	if (nodes[to].leaf >= 0)
		draw_leaf(d, nodes[to].leaf, tree_last_step(d->tree, node) >= 0 ? x + REACH / 2 : x, y);
	for (int i = nodes[to].leaf < 0 ? nodes[to].first : -1; i >= 0; i = nodes[i].next) {
		draw_branch(d, x, y, i);
		draw_chain(d, i);
	}
}

/* ---- The picture ---- */

static double right_end(const struct drawing *d, const char *words)
{
	double x = d->x[d->n_levels - 1] + d->width[d->n_levels - 1], least = svg_width(words) + 2 * LEFT;

	x += REACH / 2 + svg_width("300 undeclared, 1000 steps") + 2 * PAD + LEFT;
	if (svg_width(d->about_number) + 2 * LEFT > least)
		least = svg_width(d->about_number) + 2 * LEFT;
	return x > least ? x : least;
}

/* Where the very first step is a choice, a dot stands for the start. */
static void draw_fork_at_start(struct drawing *d)
{
	const struct tree_node *nodes = d->tree->nodes;
	int first = nodes[0].first, last = first;
	double y;

	while (nodes[last].next >= 0)
		last = nodes[last].next;
	y = (d->placed[first].y + d->placed[last].y) / 2;
	svg_group(d->out, "start");
	svg_box(d->out, SVG_PLAIN, LEFT - DOT / 2, y - DOT / 2, DOT, DOT, DOT / 2);
	svg_end_group(d->out);
	for (int i = first; i >= 0; i = nodes[i].next) {
		draw_branch(d, LEFT + DOT / 2, y, i);
		draw_chain(d, i);
	}
}

static void draw_legend(struct drawing *d, double y)
{
	double x = LEFT;

	if (d->well)
		x = svg_legend(d->out, SVG_MOVES, x, y, "ends well");
	if (d->badly)
		svg_legend(d->out, SVG_FINDING, x, y, "ends badly");
	svg_text(d->out, SVG_DIM, LEFT, y + SVG_LINE, SVG_START, d->about_number);
}

static void draw(struct drawing *d, const char *title)
{
	int first = d->tree->nodes[0].first;
	bool forks = d->tree->nodes[first].next >= 0;
	struct buf words = { 0 };
	double height;

	d->row = SVG_TOP + SVG_LINE + ROW / 2;
	for (int i = first; i >= 0; i = d->tree->nodes[i].next)
		place(d, i, forks);
	d->columns = COLUMNS_OF_ALL / d->n_levels;
	d->columns = d->columns > MOST_COLUMNS ? MOST_COLUMNS : d->columns < LEAST_COLUMNS ? LEAST_COLUMNS : d->columns;
	for (int i = first; i >= 0; i = d->tree->nodes[i].next)
		measure_chain(d, i);
	spread(d);
	height = d->row + SVG_LINE;
	schedules_words(&words, d->tree);
	snprintf(d->about_number, sizeof d->about_number, "[%d] is the number of a leaf: go its way with graph schedules leaf=%d",
	         d->tree->leaves[0].number, d->tree->leaves[0].number);
	svg_begin(d->out, right_end(d, buf_text(&words)), height + 2 * SVG_LINE, title, buf_text(&words));
	svg_text(d->out, SVG_DIM, LEFT, SVG_TOP, SVG_START, buf_text(&words));
	if (forks)
		draw_fork_at_start(d);
	else
		draw_chain(d, first);
	draw_legend(d, height);
	svg_end(d->out);
	buf_free(&words);
}

void svg_tree(FILE *out, const struct schedule_tree *tree, const char *title)
{
	struct drawing d = { .out = out, .tree = tree };
	size_t levels = (size_t)tree->n_leaves + 2;     /* there are fewer forks than leaves, and one more level for the start */

	must(tree->n_leaves > 0);
	d.placed = calloc((size_t)tree->n_nodes, sizeof *d.placed);
	d.x = calloc(levels, sizeof *d.x);
	d.width = calloc(levels, sizeof *d.width);
	must(d.placed && d.x && d.width);
	draw(&d, title);
	free(d.placed);
	free(d.x);
	free(d.width);
}
