/*
 * picture_row_ports.c - in which rows the nets of a row of cards come to the cards, and how near; see picture_row_nets.h.
 *
 * At a card each net has a row of its own, beside the name, the state, or what is below.
 */
#include "lab/view/picture_row_nets.h"

static void add_port(struct nets *all, int net, int card, bool left)
{
	for (int i = 0; i < all->n_ports; i++)
		if (all->ports[i].net == net && all->ports[i].card == card && all->ports[i].left == left)
			return;
	all->ports[all->n_ports++] = (struct port){ .card = card, .left = left, .net = net };
}

static bool is_same_side(const struct port *a, const struct port *b)
{
	return a->card == b->card && a->left == b->left;
}

/* How high the other ends of the net's lines at this port stand. */
static double height_of(const struct nets *all, const struct port *port)
{
	double sum = 0;
	int n = 0;

	for (int i = 0; i < all->n_lines; i++) {
		const struct line *line = &all->lines[i];

		if (line->net != port->net || (port->left ? line->left : line->right) != port->card)
			continue;
		sum += all->f->cards[port->left ? line->right : line->left].top;
		n++;
	}
	return n ? sum / n : 0;
}

/* Does the mark of who moved stand there, at which the line would end? */
static bool is_at_mark(const struct nets *all, const struct card *card, int row)
{
	return row_is(&all->f->sheet->rows[row], all->f->columns[card->column].left, MOVED_SIGN);
}

/* Beside the text in that row or its mark, with a blank between; where there is none, beside the text above it. */
static int edge_of(const struct nets *all, const struct port *port)
{
	const struct card *card = &all->f->cards[port->card];
	const struct column *column = &all->f->columns[card->column];
	int end = column->left;

	if (!port->left)
		return column->left - 1 - is_at_mark(all, card, port->row);
	for (int row = port->row; row >= card->top && end == column->left; row--) {
		end = column->left + column->width;
		while (end > column->left && row_is(&all->f->sheet->rows[row], end - 1, " "))
			end--;
	}
	return end + 1;
}

/* Does the row of the card have a text? A line that ends beside none seems to lead nowhere. */
static bool has_text(const struct nets *all, const struct card *card, int line)
{
	const struct column *column = &all->f->columns[card->column];

	for (int at = column->left + 1; at < column->left + column->width; at++)
		if (!row_is(&all->f->sheet->rows[card->top + line], at, " "))
			return true;
	return false;
}

/* Does the mark of who moved stand where the second line would end, and has that a row below it to end in? */
static bool has_mark(const struct nets *all, const struct port *port)
{
	const struct card *card = &all->f->cards[port->card];

	return !port->left && is_at_mark(all, card, card->top + 1) && (all->f->pitch == 2 || has_text(all, card, 2));
}

/* Whose other ends stand higher comes to the card higher; returns a net that finds no row there, or -1. */
static int place_ports(struct nets *all)
{
	for (int i = 0; i < all->n_ports; i++)
		all->ports[i].height = height_of(all, &all->ports[i]);
	for (int i = 0; i < all->n_ports; i++) {
		struct port *port = &all->ports[i];
		int before = 0, lightest = port->net;

		for (int k = 0; k < all->n_ports; k++) {
			double other = all->ports[k].height;

			if (k == i || !is_same_side(port, &all->ports[k]))
				continue;
			before += other < port->height || (other <= port->height && k < i);
			if (all->of[all->ports[k].net].weight < all->of[lightest].weight)
				lightest = all->ports[k].net;
		}
		if (before > 0 && has_mark(all, port))
			before++;
		if (before >= all->f->pitch)
			return lightest;
		port->row = all->f->cards[port->card].top + before;
		port->edge = edge_of(all, port);
	}
	return -1;
}

static void span_rows(struct nets *all)
{
	for (int i = 0; i < all->n; i++) {
		struct net *net = &all->of[i];

		net->top = all->f->rows;
		net->bottom = 0;
		for (int k = 0; k < all->n_ports; k++) {
			if (all->ports[k].net != i)
				continue;
			net->top = row_smaller(net->top, all->ports[k].row);
			net->bottom = all->ports[k].row > net->bottom ? all->ports[k].row : net->bottom;
		}
	}
}

void nets_find_ports(struct nets *all)
{
	int dropped;

	all->n_ports = 0;
	for (int i = 0; i < all->n_lines; i++)
		if (!all->of[all->lines[i].net].dropped) {
			add_port(all, all->lines[i].net, all->lines[i].left, true);
			add_port(all, all->lines[i].net, all->lines[i].right, false);
		}
	dropped = place_ports(all);
	if (dropped >= 0)
		nets_drop(all, dropped);
	else
		span_rows(all);
}
