/* schedules_words.c - a chain of steps in a line, and what a tree of schedules shows; see schedules.h. */
#include <limits.h>
#include <string.h>

#include "lab/base/text.h"
#include "lab/view/schedules.h"

enum { LEAST_NAME = 3, ROOM_FOR_MORE = 40 };

/* A chain on its way into a line. */
struct chain {
	const struct schedule_tree *tree;
	int                         to;         /* its last step */
	int                         columns, name;      /* of the line; of a task's name */
	bool                        ascii;
};

static bool is_same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

/* Is what the step does told by its operation and its object alone? */
static bool is_plain(const struct tree_node *node)
{
	size_t n = strlen(node->operation);

	return node->object && n > 0 && !strncmp(node->what, node->operation, n) && node->what[n] == ' ' &&
	       !strcmp(node->what + n + 1, node->object);
}

static void add_text(struct buf *out, const char *text, const struct chain *chain)
{
	text_cut(out, text, INT_MAX, chain->ascii);
}

/* The step `node` after the step `before` (NULL: it is the first of the line). */
static void add_step(struct buf *out, const struct chain *chain, const struct tree_node *before,
                     const struct tree_node *node)
{
	bool same = before && is_same(before->who, node->who);

	if (same)
		buf_adds(out, ", ");
	else if (before)
		buf_adds(out, chain->ascii ? "; " : " · ");
	if (!same) {
		text_cut_name(out, node->who, chain->name, chain->ascii);
		buf_adds(out, ": ");
	}
	if (same && is_plain(node) && is_plain(before) && is_same(before->operation, node->operation))
		add_text(out, node->object, chain);
	else
		add_text(out, node->what, chain);
}

/* " … 12 more" */
static void add_more(struct buf *out, const struct chain *chain, int left)
{
	bool roomy = chain->columns >= ROOM_FOR_MORE;

	if (left > 0)
		buf_printf(out, roomy ? " %s %d more" : " %s%d", chain->ascii ? roomy ? "..." : ".." : "…", left);
}

static int steps_of(const struct chain *chain, int from)
{
	int n = 1;

	for (; from != chain->to; from = chain->tree->nodes[from].first)
		n++;
	return n;
}

/* The columns that the text takes when `left` steps are not told in it. */
static int columns_of(const struct chain *chain, const struct buf *text, int left)
{
	struct buf more = { 0 };
	int columns;

	add_more(&more, chain, left);
	columns = text_columns(buf_text(text)) + text_columns(buf_text(&more));
	buf_free(&more);
	return columns;
}

/* Names may take half of the line, but not the room that the first step needs. */
static int name_room(const struct chain *chain, int from)
{
	const struct tree_node *first = &chain->tree->nodes[from];
	struct buf text = { 0 };
	int most = chain->columns / 2, left;

	add_text(&text, first->what, chain);
	left = chain->columns - columns_of(chain, &text, steps_of(chain, from) - 1) - 2;
	buf_free(&text);
	if (left > most)
		left = most;
	return left > LEAST_NAME ? left : LEAST_NAME;
}

/* As many whole steps as there is room for, into `kept`. Returns how many are left. */
static int take_steps(struct buf *kept, const struct chain *chain, int from)
{
	const struct tree_node *before = NULL, *node = &chain->tree->nodes[from];
	int left = steps_of(chain, from), left_then = left;
	struct buf text = { 0 };

	while (left > 0 && text_columns(buf_text(&text)) <= chain->columns) {
		add_step(&text, chain, before, node);
		if (columns_of(chain, &text, --left) <= chain->columns) {
			buf_clear(kept);
			buf_adds(kept, buf_text(&text));
			left_then = left;
		}
		before = node;
		node = left > 0 ? &chain->tree->nodes[node->first] : NULL;
	}
	buf_free(&text);
	return left_then;
}

/* The beginning of the first step alone. */
static int cut_step(struct buf *kept, const struct chain *chain, int from)
{
	int left = steps_of(chain, from) - 1;
	struct buf text = { 0 }, none = { 0 };

	add_step(&text, chain, NULL, &chain->tree->nodes[from]);
	text_cut(kept, buf_text(&text), chain->columns - columns_of(chain, &none, left), chain->ascii);
	buf_free(&text);
	return left;
}

bool chain_words(struct buf *out, const struct schedule_tree *tree, int from, int to, int columns, bool ascii)
{
	struct chain chain = { .tree = tree, .to = to, .columns = columns, .ascii = ascii };
	struct buf kept = { 0 };
	bool whole;
	int left;

	chain.name = name_room(&chain, from);
	left = take_steps(&kept, &chain, from);
	whole = kept.length > 0;
	if (!whole)
		left = cut_step(&kept, &chain, from);
	buf_adds(out, buf_text(&kept));
	add_more(out, &chain, left);
	buf_free(&kept);
	return whole;
}

/* ---- What it shows ---- */

static void every_words(struct buf *out, const struct schedule_tree *tree)
{
	int n = tree->n_leaves + tree->left_out;

	buf_adds(out, tree->limit || n == 1 ? "" : "all ");
	text_count(out, n);
	buf_printf(out, " inequivalent schedule%s", text_s(n));
	if (tree->limit)
		buf_printf(out, ", and there may be more: %s%s", tree->limit, tree->settled ? "; but no other outcome" : "");
	else if (n == 1)
		buf_adds(out, ": there is no other");
}

static void outcomes_words(struct buf *out, const struct schedule_tree *tree)
{
	int n = tree->n_leaves + tree->left_out;

	if (tree->schedules) {
		buf_adds(out, tree->limit ? "more than " : "");
		text_count(out, tree->schedules);
		buf_printf(out, " inequivalent schedule%s%s", text_s(tree->schedules),
		           tree->schedules > TREE_MOST_LEAVES ? ", too many to draw" : "");
		if (tree->limit && tree->schedules <= TREE_MOST_LEAVES)
			buf_printf(out, " (%s)", tree->limit);
	} else {
		buf_printf(out, "schedules that cannot be listed%s%s", tree->limit ? ", for " : "", tree->limit ? tree->limit : "");
	}
	buf_adds(out, n == 1 ? ": the shortest known" : ": the shortest known of each outcome");
	buf_adds(out, !tree->settled ? "; there may be other outcomes" : n == 1 ? "; all end so" : "; there is no other outcome");
}

/* What is not drawn, though it is among those that have been counted. */
static void left_out_words(struct buf *out, const struct schedule_tree *tree)
{
	if (tree->left_out == 0)
		return;
	if (tree->n_leaves == 0)
		buf_adds(out, tree->left_out == 1 ? "; it ends otherwise than asked for, and is left out" : "; none of them ends as asked for");
	else
		buf_printf(out, "; %d that end%s otherwise %s left out", tree->left_out, tree->left_out == 1 ? "s" : "", tree->left_out == 1 ? "is" : "are");
}

void schedules_words(struct buf *out, const struct schedule_tree *tree)
{
	if (tree->n_leaves + tree->left_out == 0)
		buf_printf(out, "no schedule came to an end%s%s", tree->limit ? ": " : "", tree->limit ? tree->limit : "");
	else if (tree->extent == TREE_EVERY)
		every_words(out, tree);
	else
		outcomes_words(out, tree);
	left_out_words(out, tree);
}
