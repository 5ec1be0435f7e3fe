/* graph_place.c - where columns and the ring stand, once it is known what is in them; see graph_layout.h. */
#include <math.h>

#include "lab/export/graph_layout_parts.h"

#define ROW_GAP     26.0
#define COLUMN_GAP  70.0
#define MARGIN      30.0

static double column_height(const struct laying *l, int column)
{
	double height = 0;

	for (int i = 0; i < l->counts[column]; i++)
		height += l->layout->spots[l->columns[column][i]].height + (i ? ROW_GAP : 0);
	return height;
}

/* What stands on the edges between this column and the next needs room. */
static double gap_after(const struct laying *l, int column)
{
	double widest = 0, crowd = 0;

	for (int i = 0; i < l->graph->n_edges; i++) {
		const struct way *way = &l->layout->ways[i];
		const char *label = l->graph->edges[i].label;

		if (way->n == 0 || l->layout->spots[way->spots[0]].column != column)
			continue;
		crowd += 6;
		if (label && svg_width(label) > widest)
			widest = svg_width(label);
	}
	return COLUMN_GAP + widest + (crowd > 120 ? 120 : crowd);
}

static void place_column(struct laying *l, int column, double x, double width, double height)
{
	double y = MARGIN + SVG_TOP + (height - column_height(l, column)) / 2;

	for (int i = 0; i < l->counts[column]; i++) {
		struct spot *spot = &l->layout->spots[l->columns[column][i]];

		spot->x = x + width / 2;
		spot->y = y + spot->height / 2;
		if (spot->node < 0)
			spot->width = width;
		y += spot->height + ROW_GAP;
	}
}

void layout_columns(struct laying *l)
{
	double x = MARGIN, height = 0;

	for (int i = 0; i < l->n_columns; i++)
		height = column_height(l, i) > height ? column_height(l, i) : height;
	for (int i = 0; i < l->n_columns; i++) {
		double width = 0;

		for (int k = 0; k < l->counts[i]; k++)
			if (l->layout->spots[l->columns[i][k]].width > width)
				width = l->layout->spots[l->columns[i][k]].width;
		place_column(l, i, x, width, height);
		x += width + (i + 1 < l->n_columns ? gap_after(l, i) : 0);
	}
	l->layout->width = x + MARGIN;
	l->layout->height = SVG_TOP + height + 2 * MARGIN;
}

void layout_ring(struct laying *l)
{
	const struct graph *graph = l->graph;
	struct layout *layout = l->layout;
	double widest = 0, around, left = l->n_columns ? layout->width + 40 : MARGIN, least;

	for (int i = 0; i < graph->n_ring; i++)
		if (layout->spots[graph->ring[i]].width > widest)
			widest = layout->spots[graph->ring[i]].width;
	around = (widest + 70) * graph->n_ring / 6.2832;
	least = graph->n_ring * 110 / 6.2832;
	layout->radius = around > 170 ? around : 170;
	layout->radius = layout->radius > least ? layout->radius : least;
	layout->centre_x = left + widest / 2 + layout->radius;
	layout->centre_y = SVG_TOP + MARGIN + 32 + layout->radius;
	for (int i = 0; i < graph->n_ring; i++) {
		struct spot *spot = &layout->spots[graph->ring[i]];
		double angle = 6.283185307 * i / graph->n_ring - 1.570796327;

		spot->x = layout->centre_x + layout->radius * cos(angle);
		spot->y = layout->centre_y + layout->radius * sin(angle);
	}
	layout->width = layout->centre_x + layout->radius + widest / 2 + MARGIN;
	if (layout->centre_y + layout->radius + 32 + MARGIN > layout->height)
		layout->height = layout->centre_y + layout->radius + 32 + MARGIN;
}
