/*
 * schedules.c - the tree of schedules as lines.
 *
 *     p-0: lock fork-0
 *     ├─ p-0: lock fork-1, unlock fork-1, fork-0
 *     │  ├─ p-1: lock fork-1 · p-2: lock fork-2 … 7 more → [1] ok, 15 steps
 *     │  └─ p-2: lock fork-0 … 9 more → [2] ok, 15 steps
 *     └─ p-1: lock fork-1 · p-2: lock fork-2 → [3] deadlock, 3 steps
 *
 * A line is a chain; where it forks, the branches stand below it. Where there would be too little room for them, they are
 * drawn further down, from the first column on, under a letter that stands at the end of the chain.
 *
 * Invariant
 *   There are always at least LEAST_ROOM columns for what is said in a line.
 */
#include "lab/view/schedules.h"

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/view/paint.h"

enum { LEAST_ROOM = 16, LEAST_WORDS = 12, ROOM_FOR_DASH = 60 };

struct drawing {
	struct buf                 *out;
	const struct schedule_tree *tree;
	const struct look          *look;
	struct buf                  margin;     /* what stands before further lines of the branch that is drawn */
	int                        *later;      /* forks whose branches are drawn further down */
	int                         n_later;
};

/* ---- Marks ---- */

/* How a line ends: "→ [3] deadlock, 8 steps", "→ (a)"; empty: it forks below. */
struct mark {
	struct buf text, terse, bare;   /* from the longest to the shortest */
	enum paint paint;
};

static void add_letter(struct buf *out, int i)
{
	if (i >= 26)
		add_letter(out, i / 26 - 1);
	buf_addc(out, (char)('a' + i % 26));
}

static void mark_later(struct drawing *drawing, struct mark *mark, int fork)
{
	mark->paint = READY;
	buf_adds(&mark->text, drawing->look->ascii ? "-> (" : "→ (");
	add_letter(&mark->text, drawing->n_later);
	buf_addc(&mark->text, ')');
	drawing->later[drawing->n_later++] = fork;
}

static void mark_end(const struct drawing *drawing, struct mark *mark, int leaf)
{
	const struct tree_leaf *end = &drawing->tree->leaves[leaf];

	mark->paint = end->verdict == VERDICT_OK ? MOVES : FINDING;
	buf_printf(&mark->terse, "%s [%d] %s", drawing->look->ascii ? "->" : "→", end->number, verdict_word(end->verdict));
	buf_printf(&mark->bare, "%s %d %s", drawing->look->ascii ? "->" : "→", end->number, verdict_word(end->verdict));
	buf_printf(&mark->text, "%s, %ld step%s", buf_text(&mark->terse), end->steps, text_s(end->steps));
}

/* ---- Lines ---- */

static int room_of(const struct drawing *drawing)
{
	return paint_width(drawing->look) - text_columns(buf_text(&drawing->margin));
}

/* Words and mark in one line, when all of the mark and at least a step find room in it. */
static bool add_beside(struct drawing *drawing, int from, int to, const struct buf *text, enum paint paint)
{
	int room = room_of(drawing) - text_columns(buf_text(text)) - 1;
	struct buf words = { 0 };
	bool fits = room >= LEAST_WORDS && chain_words(&words, drawing->tree, from, to, room, drawing->look->ascii);

	if (fits) {
		buf_printf(drawing->out, "%s ", buf_text(&words));
		painted(drawing->out, buf_text(text), room_of(drawing), paint, drawing->look);
	}
	buf_free(&words);
	return fits;
}

/* The mark in a line of its own, which has begun. */
static void add_mark(struct drawing *drawing, const struct mark *mark)
{
	const struct buf *text = &mark->text;

	if (mark->terse.length && text_columns(buf_text(text)) > room_of(drawing))
		text = text_columns(buf_text(&mark->terse)) > room_of(drawing) ? &mark->bare : &mark->terse;
	painted(drawing->out, buf_text(text), room_of(drawing), mark->paint, drawing->look);
}

static void add_steps(struct drawing *drawing, int from, int to, const struct mark *mark)
{
	if (mark->text.length && (add_beside(drawing, from, to, &mark->text, mark->paint) ||
	                          (mark->terse.length && add_beside(drawing, from, to, &mark->terse, mark->paint))))
		return;
	chain_words(drawing->out, drawing->tree, from, to, room_of(drawing), drawing->look->ascii);
	if (!mark->text.length)
		return;
	text_trim(drawing->out, 0);
	buf_printf(drawing->out, "\n%s", buf_text(&drawing->margin));
	add_mark(drawing, mark);
}

/* ---- Branches ---- */

static void draw_branches(struct drawing *, int fork);

/* What is added to the margin by a branch. */
static const char *rail(const struct drawing *drawing, bool last)
{
	bool roomy = paint_width(drawing->look) >= ROOM_FOR_DASH, ascii = drawing->look->ascii;

	if (last)
		return roomy ? "   " : "  ";
	return ascii ? roomy ? "|  " : "| " : roomy ? "│  " : "│ ";
}

static const char *branch(const struct drawing *drawing, bool last)
{
	bool roomy = paint_width(drawing->look) >= ROOM_FOR_DASH, ascii = drawing->look->ascii;

	if (last)
		return ascii ? roomy ? "\\- " : "\\ " : roomy ? "└─ " : "└ ";
	return ascii ? roomy ? "+- " : "+ " : roomy ? "├─ " : "├ ";
}

/* Must the branches of what is drawn now stand elsewhere? */
static bool is_deep(const struct drawing *drawing)
{
	int room = room_of(drawing) - text_columns(rail(drawing, false)), third = paint_width(drawing->look) / 3;

	return room < LEAST_ROOM || room < third;
}

/* The chain that begins with `node`, and all that follows it. The cursor stands where its line begins. */
static void draw_chain(struct drawing *drawing, int node)
{
	int to = tree_chain(drawing->tree, node), leaf = drawing->tree->nodes[to].leaf;
	bool deep = leaf < 0 && is_deep(drawing);
	struct mark mark = { 0 };

	if (leaf >= 0)
		mark_end(drawing, &mark, leaf);
	else if (deep)
		mark_later(drawing, &mark, to);
	if (leaf >= 0 && node == to)
		add_mark(drawing, &mark);
	else
		add_steps(drawing, node, leaf >= 0 ? drawing->tree->nodes[to].parent : to, &mark);
	text_trim(drawing->out, 0);
	buf_addc(drawing->out, '\n');
	buf_free(&mark.text);
	buf_free(&mark.terse);
	buf_free(&mark.bare);
	if (leaf < 0 && !deep)
		draw_branches(drawing, to);
}

static void draw_branches(struct drawing *drawing, int fork)
{
	const struct tree_node *nodes = drawing->tree->nodes;

	for (int i = nodes[fork].first; i >= 0; i = nodes[i].next) {
		size_t before = drawing->margin.length;

		buf_printf(drawing->out, "%s%s", buf_text(&drawing->margin), branch(drawing, nodes[i].next < 0));
		buf_adds(&drawing->margin, rail(drawing, nodes[i].next < 0));
		draw_chain(drawing, i);
		drawing->margin.length = before;
		drawing->margin.text[before] = '\0';
	}
}

static void draw_tree(struct drawing *drawing)
{
	int first = drawing->tree->nodes[0].first;

	if (drawing->tree->nodes[first].next < 0)
		draw_chain(drawing, first);
	else
		draw_branches(drawing, 0);
	for (int i = 0; i < drawing->n_later; i++) {
		struct buf letter = { 0 };

		add_letter(&letter, i);
		buf_printf(drawing->out, "(%s)\n", buf_text(&letter));
		draw_branches(drawing, drawing->later[i]);
		buf_free(&letter);
	}
}

void view_schedules(struct buf *out, const struct schedule_tree *tree, const struct look *look)
{
	struct drawing drawing = { .out = out, .tree = tree, .look = look };
	struct buf text = { 0 };

	schedules_words(&text, tree);
	buf_adds(&text, tree->n_leaves > 1 ? "; in [ ] the number of a leaf" : "");
	text_wrap(out, buf_text(&text), 0, 2, paint_width(look), look->ascii);
	buf_free(&text);
	if (tree->n_leaves == 0)
		return;
	drawing.later = malloc((size_t)tree->n_leaves * sizeof *drawing.later);      /* there are fewer forks than leaves */
	must(drawing.later);
	draw_tree(&drawing);
	free(drawing.later);
	buf_free(&drawing.margin);
}
