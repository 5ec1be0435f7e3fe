/* picture_row_draw.c - what stands in the cards of a row, and the lines between them; see picture_row.c. */
#include "lab/view/picture_row_parts.h"

#include <string.h>

#include "lab/base/text.h"
#include "lab/trace/family.h"

/* ---- Texts ---- */

static void put(const struct row_form *f, const struct card *card, int line, const char *text, enum paint paint)
{
	const struct column *column = &f->columns[card->column];

	sheet_write(f->sheet, card->top + line, column->left + 1, column->width - 1, text, paint, f->shot->look);
}

static bool has_moved(const struct row_form *f, const struct card *card)
{
	const struct stage_node *node = row_node(f, card);

	for (int i = 0; i < card->n; i++)
		if (node->task != NO_TASK ? f->shot->moment->tasks[node[i].task].moved
		    : f->shot->moment->objects[node[i].object].touched)
			return true;
	return false;
}

static void draw_tasks(const struct row_form *f, const struct card *card)
{
	const struct shot *shot = f->shot;
	const struct stage_node *node = row_node(f, card);
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
	const struct stage_node *node = row_node(f, card);
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
	const struct stage_node *node = row_node(f, card);
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
	return tie != TIE_NONE || now || (row_is_channel(f, object->object) && edge->flow != STAGE_USES);
}

static int name_end(const struct row_form *f, const struct card *card)
{
	const struct column *column = &f->columns[card->column];

	return column->left + 1 + row_smaller(text_columns(card->name), column->width - 1) + 1;
}

/* Who waits for what somebody else may hold stands at the queue, below, where there is a line for it. */
static int row_of(const struct row_form *f, const struct card *card, const struct line *line)
{
	bool queues = row_node(f, card)->task == NO_TASK && line->queues && f->pitch > 2 && card->n == 1;

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

	sheet_line(f->sheet, row, row_smaller(from, end), row, end, line->stroke, line->paint);
	sheet_line(f->sheet, to_row, 0, to_row, begin, line->stroke, line->paint);
	add_tips(f, line, row, from, row, end);
	add_tips(f, line, to_row, 0, to_row, begin);
}

/* From the left card's name along its row to the object's track, along that, and on to the right card. */
static void draw_line(const struct row_form *f, const struct line *line)
{
	const struct card *left = &f->cards[line->left], *right = &f->cards[line->right];
	const struct column *column = &f->columns[left->column];
	const struct card *object = row_node(f, left)->task == NO_TASK ? left : right;
	int row = row_of(f, left, line), to_row = row_of(f, right, line);
	int gutter = column->left + column->width, track = gutter + 1 + (object->track + line->queues) % (column->gutter - 2);
	int from = row == left->top ? name_end(f, left) : gutter, to = gutter + column->gutter - 1;

	if (column->band != f->columns[right->column].band) {
		draw_over(f, line, row, from, to_row);
		return;
	}
	from = row_smaller(from, track - 1);
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

void row_draw(const struct row_form *f)
{
	lay_tracks(f);
	for (int i = 0; i < f->n_cards; i++)
		if (row_node(f, &f->cards[i])->task != NO_TASK)
			draw_tasks(f, &f->cards[i]);
		else
			draw_object(f, &f->cards[i]);
	draw_lines(f);
}
