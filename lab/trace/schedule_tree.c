/* schedule_tree.c - see schedule_tree.h. */
#include "lab/trace/schedule_tree.h"

#include <stdlib.h>

#include "lab/base/panic.h"

enum { NONE = -1, FIRST_ROOM = 64 };

static void *grown(void *array, int *room, size_t size)
{
	*room = *room ? 2 * *room : FIRST_ROOM;
	array = realloc(array, (size_t)*room * size);
	must(array);
	return array;
}

/* A new last child of `parent`. */
static int add_node(struct schedule_tree *tree, int parent, struct step step)
{
	int node = tree->n_nodes++, *link;

	if (node == tree->node_room)
		tree->nodes = grown(tree->nodes, &tree->node_room, sizeof *tree->nodes);
	tree->nodes[node] = (struct tree_node){
		.parent = parent, .first = NONE, .next = NONE, .leaf = NONE, .step = step,
	};
	if (parent == NONE)
		return node;
	for (link = &tree->nodes[parent].first; *link != NONE; link = &tree->nodes[*link].next)
		;
	*link = node;
	return node;
}

struct schedule_tree *tree_new(void)
{
	struct schedule_tree *tree = calloc(1, sizeof *tree);

	must(tree);
	tree->texts = arena_new();
	tree_clear(tree);
	return tree;
}

void tree_free(struct schedule_tree *tree)
{
	if (!tree)
		return;
	arena_free(tree->texts);
	free(tree->nodes);
	free(tree->leaves);
	free(tree);
}

void tree_clear(struct schedule_tree *tree)
{
	tree->n_nodes = tree->n_leaves = tree->left_out = 0;
	add_node(tree, NONE, (struct step){ 0 });
}

static int child_by(const struct schedule_tree *tree, int parent, const struct step *step)
{
	for (int i = tree->nodes[parent].first; i != NONE; i = tree->nodes[i].next)
		if (tree->nodes[i].leaf == NONE && tree->nodes[i].step.task == step->task &&
		    tree->nodes[i].step.index == step->index)
			return i;
	return NONE;
}

/* How far the schedule is in the tree already: the node in *node, its steps returned. */
static long follow(const struct schedule_tree *tree, const struct step *steps, long n, int *node)
{
	long i = 0;

	*node = 0;
	for (int child; i < n && (child = child_by(tree, *node, &steps[i])) != NONE; i++)
		*node = child;
	return i;
}

static void add_leaf(struct schedule_tree *tree, int parent, long n, enum verdict verdict)
{
	int node = add_node(tree, parent, (struct step){ 0 });

	if (tree->n_leaves == tree->leaf_room)
		tree->leaves = grown(tree->leaves, &tree->leaf_room, sizeof *tree->leaves);
	tree->nodes[node].leaf = tree->n_leaves;
	tree->leaves[tree->n_leaves] = (struct tree_leaf){ .node = node, .verdict = verdict, .steps = n, 
		.number = tree->n_leaves + tree->left_out + 1 };
	tree->n_leaves++;
	for (; node != NONE; node = tree->nodes[node].parent)
		tree->nodes[node].leaves++;
}

bool tree_add(struct schedule_tree *tree, const struct step *steps, long n, enum verdict verdict)
{
	int node;
	long i;

	if (tree->wanted && !(tree->wanted >> verdict & 1)) {
		tree->left_out++;
		return true;
	}
	i = follow(tree, steps, n, &node);
	if (tree->n_leaves == TREE_MOST_LEAVES || n - i + 1 > TREE_MOST_NODES - tree->n_nodes)
		return false;
	for (; i < n; i++)
		node = add_node(tree, node, steps[i]);
	add_leaf(tree, node, n, verdict);
	return true;
}

/* What is told of the steps to a leaf, from one tree to another that has them, too. */
static void take_told(struct schedule_tree *tree, const struct schedule_tree *from, int leaf)
{
	int to = tree->nodes[tree->leaves[tree->n_leaves - 1].node].parent;

	for (int at = from->nodes[from->leaves[leaf].node].parent; at > 0; at = from->nodes[at].parent) {
		struct tree_node *node = &tree->nodes[to];
		const struct tree_node *told = &from->nodes[at];

		node->who = told->who;
		node->what = told->what;
		node->operation = told->operation;
		node->object = told->object;
		node->with = told->with;
		node->here = told->here;
		to = node->parent;
	}
}

void tree_keep(struct schedule_tree *tree, const bool *keep)
{
	struct schedule_tree old = *tree;

	tree->nodes = NULL;
	tree->leaves = NULL;
	tree->node_room = tree->leaf_room = 0;
	tree_clear(tree);
	for (int i = 0; i < old.n_leaves; i++) {
		struct step *steps = keep[i] ? malloc((size_t)(old.leaves[i].steps + 1) * sizeof *steps) : NULL;

		if (!keep[i]) {
			tree->left_out++;
			continue;
		}
		must(steps);
		tree_schedule(&old, i, steps);
		tree_add(tree, steps, old.leaves[i].steps, old.leaves[i].verdict);
		tree->leaves[tree->n_leaves - 1].number = old.leaves[i].number;
		tree->leaves[tree->n_leaves - 1].why = old.leaves[i].why;
		take_told(tree, &old, i);
		free(steps);
	}
	free(old.nodes);
	free(old.leaves);
}

int tree_shortest(const struct schedule_tree *tree, int leaf)
{
	int best = leaf;

	for (int i = 0; i < tree->n_leaves; i++)
		if (tree->leaves[i].verdict == tree->leaves[leaf].verdict &&
		    (tree->leaves[i].steps < tree->leaves[best].steps || (tree->leaves[i].steps == tree->leaves[best].steps && i < best)))
			best = i;
	return best;
}

void tree_schedule(const struct schedule_tree *tree, int leaf, struct step *steps)
{
	int node = tree->nodes[tree->leaves[leaf].node].parent;

	for (long i = tree->leaves[leaf].steps; i-- > 0; node = tree->nodes[node].parent)
		steps[i] = tree->nodes[node].step;
}

int tree_chain(const struct schedule_tree *tree, int node)
{
	int first;

	while ((first = tree->nodes[node].first) != NONE && tree->nodes[first].next == NONE)
		node = first;
	return node;
}
