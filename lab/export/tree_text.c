/* tree_text.c - see tree_text.h. */
#include "lab/export/tree_text.h"

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/base/text.h"

enum { MOST_TOLD = 40, LONGEST_SCHEDULE = 400 };        /* steps */

int tree_last_step(const struct schedule_tree *tree, int node)
{
	int to = tree_chain(tree, node);

	if (tree->nodes[to].leaf < 0)
		return to;
	return node == to ? -1 : tree->nodes[to].parent;
}

static void add_step(struct buf *out, const struct tree_node *node)
{
	buf_printf(out, "%s%s: %s", out->length ? "\n" : "", node->who, node->what);
	if (*node->here)
		buf_printf(out, " (%s)", node->here);
}

void tree_chain_title(struct buf *out, const struct schedule_tree *tree, int node)
{
	int last = tree_last_step(tree, node), n = 0;

	buf_clear(out);
	for (int i = node; last >= 0; i = tree->nodes[i].first) {
		if (n++ < MOST_TOLD)
			add_step(out, &tree->nodes[i]);
		if (i == last)
			break;
	}
	if (n > MOST_TOLD)
		buf_printf(out, "\nand %d more step%s", n - MOST_TOLD, text_s(n - MOST_TOLD));
}

void tree_leaf_text(struct buf *out, const struct schedule_tree *tree, int leaf)
{
	const struct tree_leaf *end = &tree->leaves[leaf];

	buf_clear(out);
	buf_printf(out, "[%d] %s, %ld step%s", end->number, verdict_word(end->verdict), end->steps, text_s(end->steps));
}

static void add_schedule(struct buf *out, const struct schedule_tree *tree, int leaf)
{
	long n = tree->leaves[leaf].steps;
	struct step *steps = malloc((size_t)(n + 1) * sizeof *steps);

	must(steps);
	tree_schedule(tree, leaf, steps);
	schedule_print(out, steps, n);
	free(steps);
}

void tree_leaf_title(struct buf *out, const struct schedule_tree *tree, int leaf)
{
	const struct tree_leaf *end = &tree->leaves[leaf];

	buf_clear(out);
	buf_printf(out, "%s: %s", verdict_word(end->verdict), end->why ? end->why : verdict_meaning(end->verdict));
	if (end->steps == 0 || end->steps > LONGEST_SCHEDULE)
		return;
	buf_adds(out, "\nschedule=\"");
	add_schedule(out, tree, leaf);
	buf_addc(out, '"');
}
