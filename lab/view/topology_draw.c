/*
 * topology_draw.c - the map's edges as lines.
 *
 *     feeder ──jobs[0]──> worker-0..2 ──results[0]──> main
 *
 *     source ──in[0]──> tee ─┬─left[0]──> reader-left
 *                            └─right[0]──> reader-right
 *
 * A node's edges are drawn once, where it is first met. Chains that grow too long for the width go on in the next line;
 * when that does not help either, each edge is a sentence of its own.
 */
#include "lab/base/text.h"
#include "lab/view/topology.h"

static void dash(struct map *map, int n)
{
	for (; n > 0; n--)
		buf_adds(map->out, map->look->ascii ? "-" : "─");
}

/*
 * Draw the node at column `column` and all that follows from it; lines below begin with `margin`, which is `column`
 * wide where branches of earlier nodes pass.
 */
static void draw(struct map *map, int node, int column, const char *margin);

/* "──jobs[0]──> " before the receivers; `fork` is what stands before it. */
static void draw_edge(struct map *map, const struct edge *edge, const char *fork, int column, const char *margin)
{
	int width = paint_width(map->look), columns = text_columns(edge->label) + 6;

	if (column > text_columns(margin) + 4 &&
	    column + columns + text_columns(map->nodes[edge->to].name) > width) {
		text_trim(map->out, 0);
		buf_printf(map->out, "\n%s    ", margin);
		column = text_columns(margin) + 4;
		fork = "";
	}
	buf_adds(map->out, fork);
	dash(map, *fork ? 1 : 2);
	buf_adds(map->out, edge->label);
	dash(map, 2);
	buf_adds(map->out, "> ");
	draw(map, edge->to, column + columns, margin);
}

static void draw(struct map *map, int node, int column, const char *margin)
{
	int left = map->nodes[node].n_out;
	bool fork = left > 1;
	struct buf below = { 0 };

	buf_adds(map->out, map->nodes[node].name);
	if (map->nodes[node].drawn || left == 0)
		return;
	map->nodes[node].drawn = true;
	column += text_columns(map->nodes[node].name) + 1;
	buf_addc(map->out, ' ');
	for (int i = 0, first = 1; i < map->n_edges; i++) {
		const char *stem = map->look->ascii ? (left > 1 ? "+" : "\\") : first ? "┬" : left > 1 ? "├" : "└";

		if (map->edges[i].from != node)
			continue;
		buf_clear(&below);
		buf_adds(&below, margin);
		buf_fill(&below, ' ', column - text_columns(margin) + fork);
		if (!first)
			buf_printf(map->out, "\n%.*s", (int)below.length - fork, buf_text(&below));
		if (fork && first)
			dash(map, 1);
		else if (fork)
			buf_addc(map->out, ' ');
		if (fork && left > 1)
			buf_adds(&below, map->look->ascii ? "|" : "│");
		draw_edge(map, &map->edges[i], fork ? stem : "", column + fork, fork ? buf_text(&below) : margin);
		first = 0;
		left--;
	}
	buf_free(&below);
}

/* Each edge a line of its own: "jobs[0]: feeder -> worker-0..2". */
static void list_edges(struct map *map)
{
	struct buf text = { 0 };

	for (int i = 0; i < map->n_edges; i++) {
		const struct edge *edge = &map->edges[i];

		buf_clear(&text);
		buf_printf(&text, "%s: %s %s %s", edge->label, map->nodes[edge->from].name,
		           map->look->ascii ? "->" : "→", map->nodes[edge->to].name);
		text_wrap(map->out, buf_text(&text), 0, 2, paint_width(map->look), map->look->ascii);
	}
	buf_free(&text);
}

/* The node to begin the next line with: not drawn, with edges; of those the one with the first family; or -1. */
static int next_start(const struct map *map, bool roots)
{
	int found = -1;

	for (int i = 0; i < map->n_nodes; i++) {
		const struct node *node = &map->nodes[i];

		if (!node->drawn && node->n_out && !(roots && node->entered) &&
		    (found < 0 || node->first < map->nodes[found].first))
			found = i;
	}
	return found;
}

static void draw_from(struct map *map, bool roots)
{
	for (int node; (node = next_start(map, roots)) >= 0;) {
		draw(map, node, 0, "");
		buf_addc(map->out, '\n');
	}
}

void map_draw_edges(struct map *map)
{
	struct buf *out = map->out, drawing = { 0 };

	map->out = &drawing;
	draw_from(map, true);
	draw_from(map, false);
	map->out = out;
	if (text_widest(buf_text(&drawing)) <= paint_width(map->look))
		buf_add(out, buf_text(&drawing), drawing.length);
	else
		list_edges(map);
	buf_free(&drawing);
}
