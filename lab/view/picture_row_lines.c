/*
 * picture_row_lines.c - the lines of a row, drawn; see picture_row.c.
 *
 * A line leaves the left card beside one of its rows, turns into the track of its net between the two columns, and turns out
 * of it to the right card. Where it crosses another net's track it is interrupted.
 */
#include "lab/view/picture_row_nets.h"

#include "lab/base/text.h"

static const struct port *port_of(const struct nets *all, const struct line *line, bool left)
{
	const struct port *port = all->ports;

	while (port->net != line->net || port->left != left || port->card != (left ? line->left : line->right))
		port++;
	return port;
}

static void add_tip(const struct nets *all, const struct line *line, int row, int column, enum heading heading)
{
	sheet_tip(all->f->sheet, row, column, heading, line->paint, all->f->shot->look);
}

/* From the end of a band to the beginning of the next. */
static void draw_over(const struct nets *all, const struct line *line)
{
	const struct port *from = port_of(all, line, true), *to = port_of(all, line, false);
	int end = all->f->shot->width - 1, begin = row_smaller(from->edge, end);

	sheet_line(all->f->sheet, from->row, begin, from->row, end, line->stroke, line->paint);
	sheet_line(all->f->sheet, to->row, 0, to->row, to->edge, line->stroke, line->paint);
	if (line->to_right) {
		add_tip(all, line, from->row, end, GOES_RIGHT);
		add_tip(all, line, to->row, to->edge, GOES_RIGHT);
	}
	if (line->to_left) {
		add_tip(all, line, from->row, begin, GOES_LEFT);
		add_tip(all, line, to->row, 0, GOES_LEFT);
	}
}

static void draw_along(const struct nets *all, const struct line *line)
{
	const struct port *from = port_of(all, line, true), *to = port_of(all, line, false);
	const struct net *net = &all->of[line->net];
	struct sheet *sheet = all->f->sheet;

	if (net->top == net->bottom) {
		sheet_line(sheet, from->row, row_smaller(from->edge, to->edge), to->row, to->edge, line->stroke, line->paint);
	} else {
		sheet_line(sheet, from->row, from->edge, from->row, net->track, line->stroke, line->paint);
		sheet_line(sheet, to->row, net->track, to->row, to->edge, line->stroke, line->paint);
	}
}

static void draw_up_and_down(const struct nets *all, const struct line *line)
{
	int row = port_of(all, line, true)->row, to_row = port_of(all, line, false)->row, track = all->of[line->net].track;

	if (row != to_row)
		sheet_line(all->f->sheet, row, track, to_row, track, line->stroke, line->paint);
}

static void draw_tips(const struct nets *all, const struct line *line)
{
	const struct port *from = port_of(all, line, true), *to = port_of(all, line, false);

	if (line->to_right)
		add_tip(all, line, to->row, to->edge, GOES_RIGHT);
	if (line->to_left)
		add_tip(all, line, from->row, row_smaller(from->edge, to->edge), GOES_LEFT);
}

typedef void drawer(const struct nets *, const struct line *);

/* The lines of all nets; a line of a later stroke hides those of an earlier one. */
static void draw(const struct nets *all, drawer *part, bool over)
{
	for (int stroke = 0; stroke < STROKES; stroke++)
		for (int i = 0; i < all->n_lines; i++) {
			const struct line *line = &all->lines[i];

			if ((int)line->stroke != stroke || all->of[line->net].dropped || goes_over(all, &all->of[line->net]) != over)
				continue;
			all->f->sheet->net = line->net + 1;
			part(all, line);
		}
}

void row_lines(const struct row_form *f)
{
	struct nets all;

	nets_find(&all, f);
	nets_route(&all);
	draw(&all, draw_over, true);
	draw(&all, draw_along, false);
	draw(&all, draw_up_and_down, false);
	draw(&all, draw_tips, false);
	f->sheet->net = 0;
}
