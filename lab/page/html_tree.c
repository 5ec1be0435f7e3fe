/*
 * html_tree.c - the schedules that a search came to the end of, as a list in lists: what several have in common at their
 * beginning stands once, each end has its verdict.
 */
#include "lab/page/html_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/base/text.h"

enum { MOST_TOLD = 7, TOLD_FIRST = 4, TOLD_LAST = 2 };        /* steps of a chain that is longer */

/* Steps of one task that follow each other name it once. */
static void write_step(FILE *out, const struct tree_node *node, const char *who)
{
	if (!who || strcmp(who, node->who) != 0) {
		fprintf(out, "%s<b>", who ? " <i>·</i> " : "");
		html_text(out, node->who);
		fputs("</b> ", out);
		if (node->step.task >= 0)
			fprintf(out, "<i>t%d</i> ", (int)node->step.task);
	} else {
		fputs(", ", out);
	}
	html_text(out, node->what);
}

/* From node `from` on, as long as there is no choice. Returns the node at which the chain ends. */
static int write_chain(struct html_writer *w, int from)
{
	const struct tree_node *nodes = w->page->tree->nodes;
	int last = tree_chain(w->page->tree, from), n = 0, i = 0;
	const char *who = NULL;

	for (int at = from;; at = nodes[at].first) {
		n += nodes[at].leaf < 0;
		if (at == last)
			break;
	}
	for (int at = from;; at = nodes[at].first) {
		if (nodes[at].leaf < 0 && (n <= MOST_TOLD || i < TOLD_FIRST || i >= n - TOLD_LAST)) {
			write_step(w->out, &nodes[at], who);
			who = nodes[at].who;
		} else if (nodes[at].leaf < 0 && i == TOLD_FIRST) {
			fprintf(w->out, " <i>… %d more …</i>", n - TOLD_FIRST - TOLD_LAST);
			who = "";
		}
		i += nodes[at].leaf < 0;
		if (at == last)
			return last;
	}
}

static void write_leaf(struct html_writer *w, int number)
{
	const struct schedule_tree *tree = w->page->tree;
	const struct tree_leaf *leaf = &tree->leaves[number];
	struct step *steps = calloc((size_t)leaf->steps + 1, sizeof *steps);

	must(steps);
	tree_schedule(tree, number, steps);
	buf_clear(&w->text);
	schedule_print(&w->text, steps, leaf->steps);
	fprintf(w->out, " <span class=\"leaf %s%s\">%s</span> %ld step%s", leaf->verdict == VERDICT_OK ? "good" : "bad",
	        tree_shortest(tree, number) == number ? " shortest" : "", verdict_word(leaf->verdict), leaf->steps, text_s(leaf->steps));
	if (leaf->why) {
		fputs(": ", w->out);
		html_text(w->out, leaf->why);
	}
	fputs(" <code>&quot;", w->out);
	html_text(w->out, buf_text(&w->text));
	fputs("&quot;</code>", w->out);
	if (number == w->same)
		fprintf(w->out, " <b class=\"same\">the one shown above%s</b>", w->equally ? "" :
		        ", but for the order of steps that have nothing to do with each other");
	free(steps);
}

/* What follows node `node`: each way that can be taken is an item. */
static void write_choices(struct html_writer *w, int node)
{
	const struct tree_node *nodes = w->page->tree->nodes;

	fputs("<ul>\n", w->out);
	for (int child = nodes[node].first; child >= 0; child = nodes[child].next) {
		int last;

		fputs("<li>", w->out);
		last = write_chain(w, child);
		if (nodes[last].leaf >= 0)
			write_leaf(w, nodes[last].leaf);
		else
			write_choices(w, last);
		fputs("</li>\n", w->out);
	}
	fputs("</ul>", w->out);
}

/* What a reader may look for is there, or it is said why not. */
static void write_none(struct html_writer *w)
{
	fputs("<section id=\"tree\" class=\"wide\" aria-labelledby=\"tree-head\"><h2 id=\"tree-head\">Other schedules</h2>\n<p class=\"hint\">", w->out);
	html_text(w->out, w->page->no_tree);
	fputs("</p></section>\n", w->out);
}

static void write_head(struct html_writer *w)
{
	const struct schedule_tree *tree = w->page->tree;
	if (tree->extent == TREE_EVERY)
		fprintf(w->out, "Every schedule <b>%d schedule%s</b>", tree->n_leaves, text_s(tree->n_leaves));
	else if (tree->schedules > tree->n_leaves)
		fprintf(w->out, "The shortest schedule of each outcome <b>%d of %s%ld schedules: all of them are too many for a page</b>", tree->n_leaves,
		        tree->limit ? "more than " : "", tree->schedules);
	else
		fprintf(w->out, "The shortest schedule of each outcome <b>%d schedule%s</b>", tree->n_leaves, text_s(tree->n_leaves));
	if (tree->limit && (tree->extent == TREE_EVERY || !tree->settled)) {
		fputs(tree->extent == TREE_EVERY ? " there may be more: " : " there may be other outcomes: ", w->out);
		html_text(w->out, tree->limit);
	}
	if (tree->limit && tree->settled)
		fputs(tree->extent == TREE_EVERY ? "; but no other outcome" : " there is no other outcome", w->out);
	if (tree->extent == TREE_EVERY && tree->n_leaves > 1)
		fputs(" <span class=\"paper\">on paper the shortest of each outcome</span>", w->out);
}

void html_tree(struct html_writer *w)
{
	const struct schedule_tree *tree = w->page->tree;

	if (!tree || tree->n_leaves == 0) {
		if (w->page->no_tree)
			write_none(w);
		return;
	}
	fputs("<section id=\"tree\" class=\"wide\" aria-labelledby=\"tree-head\"><h2 id=\"tree-head\">", w->out);
	write_head(w);
	fputs("</h2>\n<p class=\"hint\">The numbers at an end are its schedule: <code>step schedule=&quot;…&quot;</code> goes through it. ", w->out);
	html_text(w->out, w->page->bound);
	fputs("</p>\n<div class=\"tree\" tabindex=\"0\" role=\"region\" aria-label=\"Schedules\">", w->out);
	w->same = html_same_leaf(w, &w->equally);
	write_choices(w, 0);
	fputs("</div></section>\n", w->out);
}
