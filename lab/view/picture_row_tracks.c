/*
 * picture_row_tracks.c - the column of the gutter in which each net goes up and down; see picture_row_nets.h.
 *
 * No two nets share a cell, but that one may cross another; and in no row does one end where another begins. Of the ways to
 * do that the one with the fewest crossings is looked for, as far as a bound on the search allows.
 */
#include "lab/view/picture_row_nets.h"

#include "lab/base/arena.h"

enum { MOST_TRIES = 4000, MOST_BENT = 40, NO_WAY = 1 << 20 };

/* The nets of a gutter that must go up or down, and how they stand to each other, as [a * n + b]. */
struct gutter {
	struct nets *all;
	int          column, n, first, last;    /* columns */
	int         *nets;
	int         *least, *most;      /* the first column that a net can have, and the last */
	bool        *before;            /* a's track is left of b's, with a column between */
	bool        *apart;             /* not in the same column */
	int         *left, *right;      /* how often b's ends left and right lie between the rows of a */
	int         *best;              /* by net: its column */
	int          cost;              /* of the best; NO_WAY: none was found */
	long         tries;
};

static bool is_bent(const struct net *net)
{
	return net->top != net->bottom;
}

static void see_pair(struct gutter *g, int a, int b)
{
	const struct nets *all = g->all;
	const struct net *one = &all->of[g->nets[a]], *two = &all->of[g->nets[b]];
	int at = a * g->n + b;

	g->apart[at] = one->top <= two->bottom && two->top <= one->bottom;
	for (int i = 0; i < all->n_ports; i++) {
		const struct port *port = &all->ports[i];

		if (port->net != g->nets[b])
			continue;
		if (one->top <= port->row && port->row <= one->bottom)
			(*(port->left ? &g->left[at] : &g->right[at]))++;
		for (int k = 0; k < all->n_ports && !port->left; k++)
			g->before[at] |= all->ports[k].net == g->nets[a] && all->ports[k].left && all->ports[k].row == port->row;
	}
}

/* What it costs that a has this column, and b that one. */
static int cost_of(const struct gutter *g, int a, int track, int b, int other)
{
	int ab = a * g->n + b, ba = b * g->n + a;

	if ((g->apart[ab] && track == other) || (g->before[ab] && track + 1 >= other) || (g->before[ba] && other + 1 >= track))
		return NO_WAY;
	return (track < other ? g->left[ab] : track > other ? g->right[ab] : 0) +
	       (other < track ? g->left[ba] : other > track ? g->right[ba] : 0);
}

/* Nets 0 .. n-1 have their columns. */
static void try_from(struct gutter *g, int n, int cost)
{
	struct net *net;

	if (n == g->n) {
		g->cost = cost;
		for (int i = 0; i < n; i++)
			g->best[i] = g->all->of[g->nets[i]].track;
		return;
	}
	net = &g->all->of[g->nets[n]];
	for (int i = 0; i <= g->last - g->first && g->tries > 0; i++) {
		int more = 0;

		net->track = g->first + i;
		if (net->track < g->least[n] || net->track > g->most[n])
			continue;
		g->tries--;
		for (int k = 0; k < n && more < NO_WAY; k++)
			more += cost_of(g, n, net->track, k, g->all->of[g->nets[k]].track);
		if (cost + more < g->cost)
			try_from(g, n + 1, cost + more);
	}
}

/* The first column that is neither next to a text beside which the net goes up or down, nor where a line there begins. */
static int beside_texts(const struct gutter *g, const struct net *net)
{
	const struct nets *all = g->all;
	int least = g->first;

	for (int row = net->top; row <= net->bottom; row++)
		if (!row_is(&all->f->sheet->rows[row], g->first - 1, " "))
			least = g->first + 1;
	for (int i = 0; i < all->n_ports; i++) {
		const struct port *port = &all->ports[i];

		if (port->left && all->of[port->net].column == g->column && net->top <= port->row && port->row <= net->bottom &&
		    port->edge + 1 > least)
			least = port->edge + 1;
	}
	return least;
}

/* The last column from which the net can turn to all its ends on the right. */
static int before_ends(const struct gutter *g, int net)
{
	const struct nets *all = g->all;
	int most = g->last;

	for (int i = 0; i < all->n_ports; i++)
		if (all->ports[i].net == net && !all->ports[i].left)
			most = row_smaller(most, all->ports[i].edge - 1);
	return most;
}

static void *room(const struct gutter *g, size_t n, size_t size)
{
	return arena_alloc(g->all->f->shot->arena, n * size);
}

static void survey(struct gutter *g)
{
	struct nets *all = g->all;
	size_t n;

	g->n = 0;
	g->nets = room(g, (size_t)all->n, sizeof *g->nets);
	for (int i = 0; i < all->n; i++)
		if (!all->of[i].dropped && all->of[i].column == g->column && is_bent(&all->of[i]) && !goes_over(all, &all->of[i]))
			g->nets[g->n++] = i;
	n = (size_t)row_smaller(g->n, MOST_BENT);
	g->first = gutter_begin(all, g->column);
	g->last = gutter_end(all, g->column) - 1;
	g->least = room(g, n, sizeof *g->least);
	g->most = room(g, n, sizeof *g->most);
	g->best = room(g, n, sizeof *g->best);
	g->before = room(g, n * n, sizeof *g->before);
	g->apart = room(g, n * n, sizeof *g->apart);
	g->left = room(g, n * n, sizeof *g->left);
	g->right = room(g, n * n, sizeof *g->right);
	for (int a = 0; a < g->n && g->n <= MOST_BENT; a++) {
		g->least[a] = beside_texts(g, &all->of[g->nets[a]]);
		g->most[a] = before_ends(g, g->nets[a]);
		for (int b = 0; b < g->n; b++)
			if (a != b)
				see_pair(g, a, b);
	}
}

static int lightest(const struct gutter *g)
{
	int found = 0;

	for (int i = 1; i < g->n; i++)
		if (g->all->of[g->nets[i]].weight <= g->all->of[g->nets[found]].weight)
			found = i;
	return g->nets[found];
}

static void route_gutter(struct nets *all, int column)
{
	struct gutter g = { .all = all, .column = column };

	for (;;) {
		survey(&g);
		g.cost = NO_WAY;
		g.tries = MOST_TRIES;
		if (g.n <= MOST_BENT)
			try_from(&g, 0, 0);
		if (g.cost < NO_WAY || g.n == 0)
			break;
		nets_drop(all, lightest(&g));
	}
	for (int i = 0; i < g.n; i++)
		all->of[g.nets[i]].track = g.best[i];
}

/* Between two bands there are no tracks: there is but one net. */
static void route_over(struct nets *all, int column)
{
	int kept = -1;

	for (int i = 0; i < all->n; i++)
		if (!all->of[i].dropped && all->of[i].column == column && goes_over(all, &all->of[i]) &&
		    (kept < 0 || all->of[i].weight > all->of[kept].weight))
			kept = i;
	for (int i = 0; i < all->n && kept >= 0; i++)
		if (i != kept && !all->of[i].dropped && all->of[i].column == column)
			nets_drop(all, i);
}

void nets_route(struct nets *all)
{
	for (int column = 0; column + 1 < all->f->n_columns; column++) {
		route_over(all, column);
		route_gutter(all, column);
	}
}
