/*
 * picture_row.c - a group as a row of layers: who gives stands left of what it gives to, who takes right of it.
 *
 *      feeder ─────▶ jobs ────┬──▶ worker-0 ─┬──▶ results ────▶ main
 *      waits :52     [3 4 .]  └┄┄▶ worker-1 ─┘    [9 . .]       runs :88
 *
 * Channels have their lines always; what is shared by all, as locks and cells are, only while somebody holds it, waits for
 * it, or has just touched it: else there would be more lines than picture. Lines of an object have a track of their own
 * between two layers, as far as there is room.
 *
 * Columns that do not fit beside one another go on below. Families are folded into one card when there are too many lines.
 */
#include "lab/view/picture_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/text.h"
#include "lab/trace/family.h"

enum { LEAST_GUTTER = 4, LEAD = 3, USUAL_GUTTER = 5, WIDEST_GUTTER = 14, LEAST_FAMILY = 3, TASK_LINE = 13,
       FAMILY_LINE = 22, QUEUE_LINE = 16, LEAST_CONTENT = 8, MOST_CONTENT = 24 };

/* A node, or a family that is folded. */
struct card {
	int         first, n;           /* nodes[] of the stage */
	int         column, top;        /* which column, and the row of its first line */
	const char *name;
	int         track;              /* of an object, in the gutter left of it and right of it */
};

struct column {
	int layer, n;                   /* cards */
	int least, wanted;              /* columns of the screen */
	int left, width;
	int gutter;                     /* right of it */
	int band;                       /* columns that do not fit beside one another go on below */
};

struct row_form {
	const struct shot        *shot;
	const struct stage_group *group;
	struct sheet             *sheet;
	int                       n_columns, n_cards, n_bands, pitch, rows;
	struct column            *columns;
	struct card              *cards;
	int                      *card_of;      /* by node, from the group's first */
};

static const struct stage_node *node_of(const struct row_form *f, const struct card *card)
{
	return &f->shot->stage->nodes[card->first];
}

/* ---- Cards ---- */

static const char *range_of(const struct row_form *f, const struct card *card)
{
	const char **names = arena_alloc(f->shot->arena, (size_t)card->n * sizeof *names);
	struct buf text = { 0 };
	const char *copy;

	for (int i = 0; i < card->n; i++)
		names[i] = shot_name(f->shot, &f->shot->stage->nodes[card->first + i]);
	name_range(&text, names, card->n);
	copy = arena_text(f->shot->arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

static int family_size(const struct row_form *f, int node)
{
	const struct stage_node *nodes = f->shot->stage->nodes;
	int end = node;

	while (end < f->group->first + f->group->n && nodes[end].family == nodes[node].family)
		end++;
	return end - node;
}

static void add_card(struct row_form *f, int node, int n)
{
	const struct stage_node *first = &f->shot->stage->nodes[node];
	struct column *column = &f->columns[f->n_columns ? f->n_columns - 1 : 0];
	struct card *card = &f->cards[f->n_cards];

	if (f->n_columns == 0 || column->layer != first->layer) {
		column = &f->columns[f->n_columns++];
		*column = (struct column){ .layer = first->layer };
	}
	*card = (struct card){ .first = node, .n = n, .column = f->n_columns - 1, .top = column->n++ };
	card->name = range_of(f, card);
	for (int i = 0; i < n; i++)
		f->card_of[node - f->group->first + i] = f->n_cards;
	f->n_cards++;
}

static void deal(struct row_form *f, bool folded)
{
	f->n_columns = f->n_cards = 0;
	for (int node = f->group->first, n; node < f->group->first + f->group->n; node += n) {
		n = folded ? family_size(f, node) : 1;
		if (n < LEAST_FAMILY)
			n = 1;
		add_card(f, node, n);
	}
}

static bool is_channel(const struct row_form *f, int object)
{
	const struct snap_object *thing = &f->shot->last->objects[object];

	for (int i = 0; i < thing->n_operations; i++)
		if (thing->events[i] == EV_CHAN_SEND)
			return true;
	return false;
}

/* "results → main": where a channel leads back to the left. */
static void name_returns(struct row_form *f)
{
	const struct stage *stage = f->shot->stage;

	for (int i = 0; i < stage->n_edges; i++) {
		const struct stage_edge *edge = &stage->edges[i];
		const struct stage_node *object = &stage->nodes[edge->object];
		struct card *card;

		if (!edge->back || edge->flow != STAGE_TAKES || object->group != f->shot->stage->nodes[f->group->first].group ||
		    !is_channel(f, object->object))
			continue;
		card = &f->cards[f->card_of[edge->object - f->group->first]];
		if (card->n == 1 && !strchr(card->name, ' '))
			card->name = arena_printf(f->shot->arena, "%s %s %s", card->name, f->shot->look->ascii ? "->" : "→",
			                          shot_name(f->shot, &stage->nodes[edge->task]));
	}
}

/* ---- Room ---- */

static int larger(int a, int b)
{
	return a > b ? a : b;
}

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

static void measure(struct row_form *f)
{
	for (int i = 0; i < f->n_cards; i++) {
		const struct card *card = &f->cards[i];
		const struct stage_node *node = node_of(f, card);
		struct column *column = &f->columns[card->column];
		int name = text_columns(card->name) + 1, least, wanted;

		if (node->task != NO_TASK) {
			least = larger(smaller(name, WIDEST_CARD_NAME), STATE_COLUMNS + 1);
			wanted = larger(name, card->n > 1 ? FAMILY_LINE : TASK_LINE);
		} else {
			int content = shot_content_columns(f->shot, node->object, MOST_CONTENT) + 1;

			least = larger(smaller(name, WIDEST_CARD_NAME), smaller(content, LEAST_CONTENT));
			wanted = larger(larger(name, content), QUEUE_LINE);
		}
		column->least = larger(column->least, least);
		column->wanted = larger(column->wanted, wanted);
	}
}

/* Which columns stand beside one another. A band that goes on has room for an arrow out, and the next for one in. */
static bool break_bands(struct row_form *f, bool single)
{
	int room = f->shot->width - (single ? 0 : LEAD), used = 0;

	f->n_bands = 1;
	for (int i = 0; i < f->n_columns; i++) {
		struct column *column = &f->columns[i];
		bool opens = i == 0 || f->columns[i - 1].band != f->n_bands - 1;

		used += column->least + (opens ? 0 : LEAST_GUTTER);
		if (used > room && i > 0) {
			if (single)
				return false;
			f->n_bands++;
			used = LEAD + column->least;
		}
		if (used > room)
			return false;
		column->band = f->n_bands - 1;
	}
	return true;
}

/* Give each of the columns one more that wants it, while there are any left. Returns what is left. */
static int widen(struct column *columns, int n, int left)
{
	bool given = true;

	while (left > 0 && given) {
		given = false;
		for (int i = 0; i < n && left > 0; i++)
			if (columns[i].width < columns[i].wanted) {
				columns[i].width++;
				left--;
				given = true;
			}
	}
	return left;
}

/* The columns of a band: gutters first, then what they want, then wider gutters. */
static void share_band(struct row_form *f, struct column *columns, int n)
{
	int lead = columns->band > 0 ? LEAD : 0, left = f->shot->width - (f->n_bands > 1 ? LEAD : 0) - lead, gutter = 0;

	for (int i = 0; i < n; i++)
		left -= columns[i].width = columns[i].least;
	if (n > 1) {
		gutter = smaller(left / (n - 1), USUAL_GUTTER);
		left -= gutter * (n - 1);
	}
	left = widen(columns, n, left);
	if (n > 1)
		gutter = smaller(gutter + left / (n - 1), WIDEST_GUTTER);
	for (int i = 0; i < n; i++) {
		columns[i].gutter = gutter;
		columns[i].left = i ? columns[i - 1].left + columns[i - 1].width + gutter : lead;
	}
}

static bool share_width(struct row_form *f)
{
	if (!break_bands(f, true) && !break_bands(f, false))
		return false;
	for (int i = 0, n; i < f->n_columns; i += n) {
		for (n = 1; i + n < f->n_columns && f->columns[i + n].band == f->columns[i].band; n++)
			;
		share_band(f, &f->columns[i], n);
	}
	return true;
}

/* How many cards the longest column of a band has. */
static int cards_of(const struct row_form *f, int band)
{
	int most = 0;

	for (int i = 0; i < f->n_columns; i++)
		if (f->columns[i].band == band)
			most = larger(most, f->columns[i].n);
	return most;
}

static bool share_height(struct row_form *f, int pitch, int height)
{
	int *tops = arena_alloc(f->shot->arena, (size_t)f->n_bands * sizeof *tops);

	f->pitch = pitch;
	f->rows = 0;
	for (int band = 0; band < f->n_bands; band++) {
		tops[band] = f->rows;
		f->rows += cards_of(f, band) * pitch;
	}
	if (f->rows > height)
		return false;
	for (int i = 0; i < f->n_cards; i++) {
		const struct column *column = &f->columns[f->cards[i].column];

		f->cards[i].top = tops[column->band] + f->cards[i].top * pitch + (cards_of(f, column->band) - column->n) * pitch / 2;
	}
	return true;
}

static bool fit(struct row_form *f, int height)
{
	for (int try = 0; try < 4; try++) {
		deal(f, try >= 2);
		name_returns(f);
		measure(f);
		if (share_width(f) && share_height(f, try % 2 ? 2 : 3, height))
			return true;
	}
	return false;
}

/* ---- Texts ---- */

static void put(const struct row_form *f, const struct card *card, int line, const char *text, enum paint paint)
{
	const struct column *column = &f->columns[card->column];

	sheet_write(f->sheet, card->top + line, column->left + 1, column->width - 1, text, paint, f->shot->look);
}

static bool has_moved(const struct row_form *f, const struct card *card)
{
	const struct stage_node *node = node_of(f, card);

	for (int i = 0; i < card->n; i++)
		if (node->task != NO_TASK ? f->shot->moment->tasks[node[i].task].moved
		    : f->shot->moment->objects[node[i].object].touched)
			return true;
	return false;
}

static void draw_tasks(const struct row_form *f, const struct card *card)
{
	const struct shot *shot = f->shot;
	const struct stage_node *node = node_of(f, card);
	int columns = f->columns[card->column].width - 1;
	const char *text, *place;
	enum paint paint;

	if (card->n > 1) {
		int *tasks = arena_alloc(shot->arena, (size_t)card->n * sizeof *tasks);

		for (int i = 0; i < card->n; i++)
			tasks[i] = node[i].task;
		text = shot_many(shot, tasks, card->n, &paint);
	} else {
		text = shot_state(shot, node->task, &paint);
		place = shot_place(shot, node->task);
		if (*place && text_columns(text) + 1 + text_columns(place) <= columns)
			text = arena_printf(shot->arena, "%s %s", text, place);
	}
	put(f, card, 0, card->name, paint);
	put(f, card, 1, text, paint);
	if (has_moved(f, card))
		sheet_write(f->sheet, card->top, f->columns[card->column].left, 1, ">", MOVES, shot->look);
}

/* Of several objects how many are held, where that says something. */
static const char *held_of(const struct row_form *f, const struct card *card)
{
	const struct stage_node *node = node_of(f, card);
	int held = 0;

	for (int i = 0; i < card->n; i++) {
		const struct moment_object *object = &f->shot->moment->objects[node[i].object];

		held += object->owner != NO_TASK || object->n_holders > 0;
	}
	return held ? arena_printf(f->shot->arena, "%d held", held) : "";
}

static void draw_object(const struct row_form *f, const struct card *card)
{
	const struct shot *shot = f->shot;
	const struct stage_node *node = node_of(f, card);
	int columns = f->columns[card->column].width - 1;
	const char *content, *queue;
	enum paint paint;

	content = shot_content(shot, node->object, columns, &paint);
	put(f, card, 0, card->name, has_moved(f, card) ? MOVES : PLAIN);
	if (card->n > 1) {
		put(f, card, 1, held_of(f, card), READY);
		return;
	}
	queue = shot_queue(shot, node->object, columns - (f->pitch > 2 ? 0 : text_columns(content) + 2),
	                   f->pitch > 2);
	if (f->pitch > 2)
		put(f, card, 2, queue, BLOCKED);
	else if (*queue && text_columns(content) + 2 + text_columns(queue) <= columns)
		content = arena_printf(shot->arena, "%s  %s", content, queue);
	put(f, card, 1, content, paint);
}

/* ---- Lines ---- */

struct line {
	int         left, right;        /* cards */
	enum stroke stroke;
	enum paint  paint;
	bool        to_left, to_right;
	bool        queues;
};

/* What is to be drawn for an edge; false: nothing. */
static bool line_of(const struct row_form *f, const struct stage_edge *edge, struct line *line)
{
	const struct shot *shot = f->shot;
	const struct stage_node *task = &shot->stage->nodes[edge->task], *object = &shot->stage->nodes[edge->object];
	enum tie tie = shot_tie(shot, task->task, object->object);
	bool now = shot->moment->tasks[task->task].moved && shot->moment->objects[object->object].touched;
	bool task_left = task->layer < object->layer, right = (edge->flow == STAGE_TAKES) != task_left;
	int one = f->card_of[edge->task - f->group->first], two = f->card_of[edge->object - f->group->first];

	*line = (struct line){ task_left ? one : two, task_left ? two : one, STROKE_FLOW, now ? MOVES : DIM, !right, right, false };
	if (f->cards[line->right].column != f->cards[line->left].column + 1)
		return false;
	if (tie == TIE_WAITS) {
		line->stroke = STROKE_WAIT;
		line->queues = edge->flow == STAGE_USES;
		shot_state(shot, task->task, &line->paint);
	} else if (tie == TIE_HOLDS) {
		line->stroke = STROKE_HOLD;
		line->paint = READY;
	}
	if (tie == TIE_HOLDS || (edge->flow == STAGE_USES && tie == TIE_NONE))
		line->to_left = line->to_right = false;
	return tie != TIE_NONE || now || (is_channel(f, object->object) && edge->flow != STAGE_USES);
}

static int name_end(const struct row_form *f, const struct card *card)
{
	const struct column *column = &f->columns[card->column];

	return column->left + 1 + smaller(text_columns(card->name), column->width - 1) + 1;
}

/* Who waits for what somebody else may hold stands at the queue, below, where there is a line for it. */
static int row_of(const struct row_form *f, const struct card *card, const struct line *line)
{
	bool queues = node_of(f, card)->task == NO_TASK && line->queues && f->pitch > 2 && card->n == 1;

	return card->top + (queues ? 2 : 0);
}

static void add_tips(const struct row_form *f, const struct line *line, int row, int from, int to_row, int to)
{
	if (line->to_right)
		sheet_tip(f->sheet, to_row, to, GOES_RIGHT, line->paint, f->shot->look);
	if (line->to_left)
		sheet_tip(f->sheet, row, from, GOES_LEFT, line->paint, f->shot->look);
}

/* From the end of a band to the beginning of the next. */
static void draw_over(const struct row_form *f, const struct line *line, int row, int from, int to_row)
{
	int end = f->shot->width - 1, begin = f->columns[f->cards[line->right].column].left - 1;

	sheet_line(f->sheet, row, smaller(from, end), row, end, line->stroke, line->paint);
	sheet_line(f->sheet, to_row, 0, to_row, begin, line->stroke, line->paint);
	add_tips(f, line, row, from, row, end);
	add_tips(f, line, to_row, 0, to_row, begin);
}

/* From the left card's name along its row to the object's track, along that, and on to the right card. */
static void draw_line(const struct row_form *f, const struct line *line)
{
	const struct card *left = &f->cards[line->left], *right = &f->cards[line->right];
	const struct column *column = &f->columns[left->column];
	const struct card *object = node_of(f, left)->task == NO_TASK ? left : right;
	int row = row_of(f, left, line), to_row = row_of(f, right, line);
	int gutter = column->left + column->width, track = gutter + 1 + (object->track + line->queues) % (column->gutter - 2);
	int from = row == left->top ? name_end(f, left) : gutter, to = gutter + column->gutter - 1;

	if (column->band != f->columns[right->column].band) {
		draw_over(f, line, row, from, to_row);
		return;
	}
	from = smaller(from, track - 1);
	sheet_line(f->sheet, row, from, row, row == to_row ? to : track, line->stroke, line->paint);
	if (row != to_row) {
		sheet_line(f->sheet, row, track, to_row, track, line->stroke, line->paint);
		sheet_line(f->sheet, to_row, track, to_row, to, line->stroke, line->paint);
	}
	add_tips(f, line, row, from, to_row, to);
}

/* Each object a track, and one for its queue, in the order of its layer. */
static void lay_tracks(const struct row_form *f)
{
	int n = 0;

	for (int i = 0; i < f->n_cards; i++) {
		n = i > 0 && f->cards[i].column == f->cards[i - 1].column ? n + 2 : 0;
		f->cards[i].track = f->columns[f->cards[i].column].n > 1 ? n : 1;
	}
}

static void draw_lines(const struct row_form *f)
{
	const struct stage *stage = f->shot->stage;
	int group = stage->nodes[f->group->first].group;
	struct line line;

	for (int stroke = 0; stroke < STROKES; stroke++)
		for (int i = 0; i < stage->n_edges; i++)
			if (stage->nodes[stage->edges[i].task].group == group && stage->nodes[stage->edges[i].object].group == group &&
			    line_of(f, &stage->edges[i], &line) && (int)line.stroke == stroke)
				draw_line(f, &line);
}

bool picture_row(struct buf *out, const struct shot *shot, const struct stage_group *group, int height)
{
	struct row_form f = { .shot = shot, .group = group };

	f.columns = arena_alloc(shot->arena, (size_t)group->n_layers * sizeof *f.columns);
	f.cards = arena_alloc(shot->arena, (size_t)group->n * sizeof *f.cards);
	f.card_of = arena_alloc(shot->arena, (size_t)group->n * sizeof *f.card_of);
	if (!fit(&f, height))
		return false;
	lay_tracks(&f);
	f.sheet = sheet_new(shot->arena, shot->width, f.rows);
	for (int i = 0; i < f.n_cards; i++)
		if (node_of(&f, &f.cards[i])->task != NO_TASK)
			draw_tasks(&f, &f.cards[i]);
		else
			draw_object(&f, &f.cards[i]);
	draw_lines(&f);
	sheet_print(out, f.sheet, shot->look);
	return true;
}
