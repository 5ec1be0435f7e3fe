/*
 * picture_ring.c - a ring as a table: its nodes around a rectangle, clockwise from the top left corner.
 *
 *     ┌───────────────┐           ┌────────┐           ┌───────────────┐
 *     │ philosopher-0 │◀─ holds ══│ fork-1 │◀┄ waits ┄┄│ philosopher-1 │
 *     │ stuck :41     │           │ held   │           │ stuck :41     │
 *     └───────────────┘           └────────┘           └───────────────┘
 *             ┆ waits                                          ║ holds
 *             ▼                                                ║
 *
 * Between a task and an object stands what ties them now: whoever holds, a double line; whoever waits, an arrow to what
 * it waits for, be it to receive. A channel's arrow is thin, and goes the way of what is sent.
 */
#include "lab/view/picture_parts.h"

#include <stdlib.h>

#include "lab/base/text.h"

enum { WORDY_GAP = 11, LEAST_GAP = 4, BOX_ROWS = 4, PLAIN_ROWS = 2, GAP_ROWS = 2, LEAST_BOX = 12 };

/* Where things are on the sheet. */
struct table {
	const struct shot        *shot;
	const struct stage_group *group;
	struct sheet             *sheet;
	int                       across, down;         /* boxes along the top, and along a side */
	bool                      boxed;
	int                       box, gap;             /* columns of a box, and between two */
	int                       rows;                 /* of a box */
	int                       margin;
};

struct spot {
	int row, column;                /* of its top left corner */
	int at_row, at_column;          /* which box, from the top left */
};

static const struct stage_node *node_at(const struct table *t, int place)
{
	return &t->shot->stage->nodes[t->group->first + place % t->group->n];
}

static int widest_name(const struct shot *shot, const struct stage_group *group)
{
	int widest = LEAST_BOX;

	for (int i = group->first; i < group->first + group->n; i++) {
		int own = text_columns(shot_name(shot, &shot->stage->nodes[i]));

		own = own < WIDEST_CARD_NAME ? own : WIDEST_CARD_NAME;
		widest = own > widest ? own : widest;
	}
	return widest;
}

/* ---- Which rectangle ---- */

static int table_rows(const struct table *t)
{
	return t->down * t->rows + (t->down - 1) * GAP_ROWS;
}

/* So many boxes along the top: does that go? */
static bool try_across(struct table *t, int across, int gap, int height)
{
	t->across = across;
	t->down = t->group->n / 2 + 2 - across;
	t->gap = gap;
	return across >= 2 && t->down >= 2 && across * t->box + (across - 1) * gap <= t->shot->width && table_rows(t) <= height;
}

/* The nearest to a square, rather broad than high. */
static bool try_all(struct table *t, int gap, int height)
{
	int sides = t->group->n / 2 + 2;

	for (int across = (sides + 1) / 2; across <= sides - 2; across++)
		if (try_across(t, across, gap, height))
			return true;
	for (int across = (sides + 1) / 2 - 1; across >= 2; across--)
		if (try_across(t, across, gap, height))
			return true;
	return false;
}

static bool fit(struct table *t, int height)
{
	int name = widest_name(t->shot, t->group);

	for (int try = 0; try < 4; try++) {
		t->boxed = try % 2 == 0;
		t->rows = t->boxed ? BOX_ROWS : PLAIN_ROWS;
		t->box = name + (t->boxed ? 4 : 2);
		if (!try_all(t, try < 2 ? WORDY_GAP : LEAST_GAP, height))
			continue;
		while (t->gap < 2 * WORDY_GAP && t->across * t->box + (t->across - 1) * (t->gap + 1) <= t->shot->width)
			t->gap++;
		t->margin = (t->shot->width - t->across * t->box - (t->across - 1) * t->gap) / 2;
		return true;
	}
	return false;
}

/* ---- Boxes ---- */

static struct spot spot_of(const struct table *t, int place)
{
	int right = t->across - 1, bottom = t->down - 1, row, column;

	if (place <= right) {
		row = 0;
		column = place;
	} else if (place <= right + bottom) {
		row = place - right;
		column = right;
	} else if (place <= 2 * right + bottom) {
		row = bottom;
		column = 2 * right + bottom - place;
	} else {
		row = 2 * (right + bottom) - place;
		column = 0;
	}
	return (struct spot){ row * (t->rows + GAP_ROWS), t->margin + column * (t->box + t->gap), row, column };
}

static const char *second_line(const struct table *t, const struct stage_node *node, int columns, enum paint *paint)
{
	const struct shot *shot = t->shot;
	const struct moment_object *object;
	const char *text;

	if (node->task != NO_TASK)
		return arena_printf(shot->arena, "%s %s", shot_state(shot, node->task, paint), shot_place(shot, node->task));
	text = shot_content(shot, node->object, columns, paint);
	object = &shot->moment->objects[node->object];
	/* The line to it says by whom, and better than half a name. */
	if (object->owner != NO_TASK && text_columns("by ") + text_columns(shot->last->tasks[object->owner].name) > columns)
		return "held";
	if (text_columns(text) > columns && object->n_holders > 0)
		return "held";
	return text;
}

static void draw_node(const struct table *t, int place)
{
	const struct stage_node *node = node_at(t, place);
	struct spot spot = spot_of(t, place);
	int column = spot.column + (t->boxed ? 2 : 1), columns = t->box - (t->boxed ? 4 : 2);
	int row = spot.row + t->boxed;
	bool moved = node->task != NO_TASK && t->shot->moment->tasks[node->task].moved;
	enum paint paint;
	const char *text = second_line(t, node, columns, &paint);

	if (t->boxed)
		sheet_box(t->sheet, spot.row, spot.column, spot.row + t->rows - 1, spot.column + t->box - 1,
		          paint == FINDING || moved ? paint : DIM);
	if (moved)      /* beside its state: beside its name it would be the point of a line that comes to it */
		sheet_write(t->sheet, row + 1, column - 1, 1, MOVED_SIGN, MOVES, t->shot->look);
	sheet_write(t->sheet, row, column, columns, shot_name(t->shot, node), node->task != NO_TASK ? paint : PLAIN, t->shot->look);
	sheet_write(t->sheet, row + 1, column, columns, text, paint, t->shot->look);
}

/* ---- What ties two neighbours ---- */

struct link {
	enum stroke stroke;
	enum paint  paint;
	const char *word;
	int         to;                 /* the arrow points at the second: 1; at the first: -1; at none: 0 */
};

static enum stage_flow flow_between(const struct shot *shot, int task, int object)
{
	const struct stage *stage = shot->stage;

	for (int i = 0; i < stage->n_edges; i++)
		if (stage->edges[i].task == task && stage->edges[i].object == object)
			return stage->edges[i].flow;
	return STAGE_USES;
}

static struct link link_of(const struct table *t, int place)
{
	const struct stage_node *one = node_at(t, place), *two = node_at(t, place + 1);
	const struct stage_node *task = one->task != NO_TASK ? one : two, *object = one->task != NO_TASK ? two : one;
	const struct shot *shot = t->shot;
	enum stage_flow flow = flow_between(shot, (int)(task - shot->stage->nodes), (int)(object - shot->stage->nodes));
	bool now = shot->moment->tasks[task->task].moved && shot->moment->objects[object->object].touched;
	int to_object = object == two ? 1 : -1;
	enum paint paint;

	switch (shot_tie(shot, task->task, object->object)) {
	case TIE_HOLDS:
		return (struct link){ STROKE_HOLD, READY, "holds", 0 };
	case TIE_WAITS:
		shot_state(shot, task->task, &paint);
		return (struct link){ STROKE_WAIT, paint, "waits", to_object };
	default:
		return (struct link){ now ? STROKE_DEED : STROKE_FLOW, now ? MOVES : DIM, "",
			flow == STAGE_GIVES ? to_object : flow == STAGE_TAKES ? -to_object : 0 };
	}
}

static void draw_across(const struct table *t, struct spot left, const struct link *link, bool to_right, bool to_left)
{
	int row = left.row + t->boxed, from = left.column + t->box, to = from + t->gap - 1;
	int room = t->gap - 2, word = text_columns(link->word);

	sheet_line(t->sheet, row, from, row, to, link->stroke, link->paint);
	if (to_right)
		sheet_tip(t->sheet, row, to, GOES_RIGHT, link->paint, t->shot->look);
	if (to_left)
		sheet_tip(t->sheet, row, from, GOES_LEFT, link->paint, t->shot->look);
	if (word > 0 && word + 2 <= room)
		sheet_write(t->sheet, row, from + (t->gap - word - 2) / 2, word + 2,
		            arena_printf(t->shot->arena, " %s ", link->word), link->paint, t->shot->look);
}

static void draw_along(const struct table *t, struct spot upper, const struct link *link, bool down, bool up)
{
	int column = upper.column + t->box / 2, from = upper.row + t->rows, to = from + GAP_ROWS - 1;

	sheet_line(t->sheet, from, column, to, column, link->stroke, link->paint);
	if (down)
		sheet_tip(t->sheet, to, column, GOES_DOWN, link->paint, t->shot->look);
	if (up)
		sheet_tip(t->sheet, from, column, GOES_UP, link->paint, t->shot->look);
	sheet_write(t->sheet, up ? to : from, column + 2, t->box / 2, link->word, link->paint, t->shot->look);
}

static void draw_link(const struct table *t, int place)
{
	struct spot one = spot_of(t, place), two = spot_of(t, (place + 1) % t->group->n);
	struct link link = link_of(t, place);

	if (one.at_row == two.at_row && one.at_column < two.at_column)
		draw_across(t, one, &link, link.to > 0, link.to < 0);
	else if (one.at_row == two.at_row)
		draw_across(t, two, &link, link.to < 0, link.to > 0);
	else if (one.at_row < two.at_row)
		draw_along(t, one, &link, link.to > 0, link.to < 0);
	else
		draw_along(t, two, &link, link.to < 0, link.to > 0);
}

/* ---- The middle ---- */

/* Does everybody around the table wait for the next? */
static bool is_closed(const struct table *t)
{
	for (int i = 0; i < t->group->n; i++) {
		const struct stage_node *node = node_at(t, i);

		if (node->task != NO_TASK && !(t->shot->judged && t->shot->last->tasks[node->task].stuck))
			return false;
	}
	return t->shot->judged && t->shot->last->n_cycle * 2 == t->group->n;
}

static void draw_middle(const struct table *t)
{
	static const char *const words[] = { "each waits", "for the next:", "a circle" };
	int row = table_rows(t) / 2 - 1, inside = t->margin + t->box, columns = (t->across - 1) * (t->box + t->gap) - t->box;

	if (t->across < 3 || t->down < 3 || !is_closed(t))
		return;
	for (int i = 0; i < 3; i++)
		sheet_write(t->sheet, row + i, inside + (columns - text_columns(words[i])) / 2, columns, words[i], FINDING,
		            t->shot->look);
}

bool picture_ring(struct buf *out, const struct shot *shot, const struct stage_group *group, int height)
{
	struct table table = { .shot = shot, .group = group };

	if (!fit(&table, height))
		return false;
	table.sheet = sheet_new(shot->arena, shot->width, table_rows(&table));
	for (int i = 0; i < group->n; i++) {
		draw_node(&table, i);
		draw_link(&table, i);
	}
	draw_middle(&table);
	sheet_print(out, table.sheet, shot->look);
	return true;
}
