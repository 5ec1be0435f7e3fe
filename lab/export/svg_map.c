/* svg_map.c - see svg_map.h. */
#include "lab/export/svg_map.h"

#include <string.h>

#include "lab/base/buf.h"

#define CELL   46.0                     /* at least so wide, and so high */
#define MARGIN 20.0

struct placing {
	double side;                    /* the room for the names of rows */
	double cell;                    /* the width of one */
	double block;                   /* the height of a block with its heads, */
	double across;                  /* its width, with the room to the next */
	int    beside;                  /* so many blocks stand side by side */
	double grid;                    /* where its cells begin, from its top */
	double meanings;                /* the widest of them, with its box */
};

static double widest(const char *const *texts, int n)
{
	double most = 0;

	for (int i = 0; i < n; i++)
		if (svg_width(texts[i]) > most)
			most = svg_width(texts[i]);
	return most;
}

/* All blocks together are about as wide as a slide. */
static int blocks_beside(const struct svg_map *map, const struct placing *p)
{
	int best = 1;
	double least = 0;

	for (int n = 1; n <= map->n_blocks; n++) {
		int rows = (map->n_blocks + n - 1) / n;
		double w = n * p->across * 9, h = rows * p->block * 16, off = w > h ? w / h : h / w;

		if (n == 1 || off < least) {
			least = off;
			best = n;
		}
	}
	return best;
}

static struct placing place(const struct svg_map *map)
{
	struct placing p = { .cell = widest(map->columns, map->n_columns) + 14 };

	p.cell = p.cell > CELL ? p.cell : CELL;
	p.side = MARGIN + (map->down ? widest(map->rows, map->n_rows) + 14 : 0);
	if (map->down && svg_width(map->down) + MARGIN + 14 > p.side)
		p.side = svg_width(map->down) + MARGIN + 14;
	p.grid = (map->blocks ? SVG_LINE + 6 : 0) + 2 * SVG_LINE;
	p.block = p.grid + map->n_rows * CELL + SVG_LINE;
	p.across = p.side + map->n_columns * p.cell;
	if (p.side + svg_width(map->across) > p.across)
		p.across = p.side + svg_width(map->across);
	for (int i = 0; map->blocks && i < map->n_blocks; i++)
		if (svg_width(map->blocks[i]) + MARGIN > p.across)
			p.across = svg_width(map->blocks[i]) + MARGIN;
	p.across += MARGIN;
	p.beside = blocks_beside(map, &p);
	p.meanings = widest(map->meanings, map->n_meanings) + 60;
	return p;
}

static void draw_cell(FILE *out, const struct svg_map *map, long i, double x, double y, double width)
{
	struct buf title = { 0 };
	struct svg_map_cell cell = map->cell(map->context, i, &title);
	char text[2] = { cell.mark, '\0' };

	svg_group(out, buf_text(&title));
	svg_box(out, cell.class, x + 2, y + 2, width - 4, CELL - 4, 5);
	svg_text(out, SVG_PLAIN, x + width / 2, y + CELL / 2, SVG_MIDDLE, text);
	svg_end_group(out);
	buf_free(&title);
}

static void draw_block(FILE *out, const struct svg_map *map, const struct placing *p, int block, double x, double y)
{
	long first = (long)block * map->n_rows * map->n_columns;

	if (map->blocks)
		svg_text(out, SVG_PLAIN, x + MARGIN, y + SVG_LINE / 2, SVG_START, map->blocks[block]);
	y += p->grid;
	svg_text(out, SVG_DIM, x + p->side, y - 1.5 * SVG_LINE, SVG_START, map->across);
	if (map->down)
		svg_text(out, SVG_DIM, x + MARGIN, y - 0.5 * SVG_LINE, SVG_START, map->down);
	for (int column = 0; column < map->n_columns; column++)
		svg_text(out, SVG_PLAIN, x + p->side + (column + 0.5) * p->cell, y - 0.5 * SVG_LINE, SVG_MIDDLE, map->columns[column]);
	for (int row = 0; row < map->n_rows; row++) {
		if (map->down)
			svg_text(out, SVG_PLAIN, x + p->side - 12, y + (row + 0.5) * CELL, SVG_END, map->rows[row]);
		for (int column = 0; column < map->n_columns; column++)
			draw_cell(out, map, first + (long)row * map->n_columns + column, x + p->side + column * p->cell, y + row * CELL,
			          p->cell);
	}
}

static void draw_meanings(FILE *out, const struct svg_map *map, double y)
{
	for (int i = 0; i < map->n_meanings; i++, y += SVG_LINE + 8) {
		char text[2] = { map->marks[i].mark, '\0' };

		svg_box(out, map->marks[i].class, MARGIN, y - 14, 30, 28, 4);
		svg_text(out, SVG_PLAIN, MARGIN + 15, y, SVG_MIDDLE, text);
		svg_text(out, SVG_PLAIN, MARGIN + 42, y, SVG_START, map->meanings[i]);
	}
}

/* Draws the lines, or without `out` only measures them. Returns the widest; `*n` is how many there are. */
static double draw_law(FILE *out, const char *law, double y, int *n)
{
	struct buf line = { 0 };
	double most = 0;

	*n = 0;
	for (const char *at = law ? law : ""; *at; at += at[0] == '\n') {
		size_t indent = strspn(at, " "), length = strcspn(at, "\n");

		indent = indent < length ? indent : length;
		buf_clear(&line);
		buf_add(&line, at + indent, length - indent);
		if (indent * SVG_COLUMN + svg_width(buf_text(&line)) > most)
			most = (double)indent * SVG_COLUMN + svg_width(buf_text(&line));
		if (out)
			svg_text(out, SVG_PLAIN, MARGIN + (double)indent * SVG_COLUMN, y + *n * SVG_LINE, SVG_START, buf_text(&line));
		++*n;
		at += length;
	}
	buf_free(&line);
	return most;
}

void svg_map(FILE *out, const struct svg_map *map)
{
	struct placing p = place(map);
	double width = p.beside * p.across, y = SVG_TOP, law;
	int lines, rows = (map->n_blocks + p.beside - 1) / p.beside;

	width = p.meanings + 2 * MARGIN > width ? p.meanings + 2 * MARGIN : width;
	law = draw_law(NULL, map->law, 0, &lines) + 2 * MARGIN;
	width = law > width ? law : width;
	svg_begin(out, width, SVG_TOP + rows * p.block + map->n_meanings * (SVG_LINE + 8) + MARGIN +
	          (lines ? (lines + 1) * SVG_LINE : 0), map->title, map->description);
	for (int i = 0; i < map->n_blocks; i++)
		draw_block(out, map, &p, i, i % p.beside * p.across, y + i / p.beside * p.block);
	y += rows * p.block;
	draw_meanings(out, map, y + SVG_LINE / 2);
	draw_law(out, map->law, y + SVG_LINE + map->n_meanings * (SVG_LINE + 8), &lines);
	svg_end(out);
}
