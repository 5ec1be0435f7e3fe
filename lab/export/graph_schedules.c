/* graph_schedules.c - schedules as a tree, for Graphviz: a node for each chain of steps without a fork, one for each end. */
#include "lab/export/graph.h"
#include "lab/export/tree_text.h"
#include "lab/view/schedules.h"

enum { COLUMNS = 40, START = 0 };

static const char *kept(struct graph *graph, const struct buf *text)
{
	return arena_text(graph->arena, buf_text(text));
}

static int add_chain(struct graph *graph, const struct schedule_tree *tree, int node, struct buf *text)
{
	struct graph_node box = { .class = SVG_PLAIN };

	buf_clear(text);
	chain_words(text, tree, node, tree_last_step(tree, node), COLUMNS, false);
	box.name = kept(graph, text);
	tree_chain_title(text, tree, node);
	box.title = kept(graph, text);
	return graph_add_node(graph, box);
}

static int add_leaf(struct graph *graph, const struct schedule_tree *tree, int leaf, struct buf *text)
{
	struct graph_node end = {
		.class = tree->leaves[leaf].verdict == VERDICT_OK ? SVG_MOVES : SVG_FINDING, .object = true,
	};

	tree_leaf_text(text, tree, leaf);
	end.name = kept(graph, text);
	tree_leaf_title(text, tree, leaf);
	end.title = kept(graph, text);
	return graph_add_node(graph, end);
}

static int tie(struct graph *graph, int from, int to)
{
	graph_add_edge(graph, (struct graph_edge){ .from = from, .to = to, .class = SVG_PLAIN, .arrow = true });
	return to;
}

/* The chain that begins with `node`, and what follows it, after the graph's node `from`. */
static void add_from(struct graph *graph, const struct schedule_tree *tree, int from, int node, struct buf *text)
{
	const struct tree_node *last = &tree->nodes[tree_chain(tree, node)];

	if (tree_last_step(tree, node) >= 0)
		from = tie(graph, from, add_chain(graph, tree, node, text));
	if (last->leaf >= 0) {
		tie(graph, from, add_leaf(graph, tree, last->leaf, text));
		return;
	}
	for (int i = last->first; i >= 0; i = tree->nodes[i].next)
		add_from(graph, tree, from, i, text);
}

struct graph *graph_of_schedules(const struct schedule_tree *tree, const char *title)
{
	struct graph *graph = graph_new(title);
	struct buf text = { 0 };

	schedules_words(&text, tree);
	graph->description = kept(graph, &text);
	graph->empty = graph->description;
	if (tree->n_leaves > 0)
		graph_add_node(graph, (struct graph_node){ .name = "start", .title = "start", .class = SVG_DIM, .object = true });
	for (int i = tree->nodes[0].first; i >= 0; i = tree->nodes[i].next)
		add_from(graph, tree, START, i, &text);
	buf_free(&text);
	return graph;
}
