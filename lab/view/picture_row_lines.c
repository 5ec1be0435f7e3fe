/*
 * picture_row_lines.c - the lines of a row: which there are, on which tracks they run, and how they are drawn; see
 * picture_row.c.
 *
 * A line leaves the left card's name along its row, turns into a track between the two columns, and turns out of it to the
 * right card. The lines of an object share a track, and those of its queue another. Which one that is follows from what
 * else is drawn at the moment: lines of different objects on one track, or end to end in a row, would be read as one.
 */
#include "lab/view/picture_row_parts.h"

#include "lab/base/text.h"

enum { MERGED = 100, TOUCHING = 30, CROSSING = 1, ROUNDS = 3, MOST_CHECKED = 120 };

struct line {
	int         left, right;        /* cards */
	int         object;             /* one of the two */
	int         row, to_row;        /* of the left card, of the right one */
	int         gutter, track;      /* the columns where the gutter begins, and where the line goes up or down */
	enum stroke stroke;
	enum paint  paint;
	bool        to_left, to_right;
	bool        queues;
};

struct lines {
	const struct row_form *f;
	struct line           *of;
	int                    n;
};

/* ---- Which there are ---- */

/* Who waits for what somebody else may hold stands at the queue, below, where there is a line for it. */
static int row_of(const struct row_form *f, const struct card *card, bool queues)
{
	bool below = row_node(f, card)->task == NO_TASK && queues && f->pitch > 2 && card->n == 1;

	return card->top + (below ? 2 : 0);
}

static void place(const struct row_form *f, struct line *line)
{
	const struct card *left = &f->cards[line->left], *right = &f->cards[line->right];
	const struct column *column = &f->columns[left->column];

	line->object = row_node(f, left)->task == NO_TASK ? line->left : line->right;
	line->row = row_of(f, left, line->queues);
	line->to_row = row_of(f, right, line->queues);
	line->gutter = column->left + column->width;
	line->track = line->gutter + 1 + (f->cards[line->object].track + line->queues) % (column->gutter - 2);
}

/* What is to be drawn for an edge; false: nothing. */
static bool line_of(const struct row_form *f, const struct stage_edge *edge, struct line *line)
{
	const struct shot *shot = f->shot;
	const struct stage_node *task = &shot->stage->nodes[edge->task], *object = &shot->stage->nodes[edge->object];
	enum tie tie = shot_tie(shot, task->task, object->object);
	bool now = shot->moment->tasks[task->task].moved && shot->moment->objects[object->object].touched;
	bool task_left = task->layer < object->layer, right = (edge->flow == STAGE_TAKES) != task_left;
	int one = f->card_of[edge->task - f->group->first], two = f->card_of[edge->object - f->group->first];

	*line = (struct line){ .left = task_left ? one : two, .right = task_left ? two : one, .stroke = STROKE_FLOW,
		.paint = now ? MOVES : DIM, .to_left = !right, .to_right = right };
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
	place(f, line);
	return tie != TIE_NONE || now || (row_is_channel(f, object->object) && edge->flow != STAGE_USES);
}

static void find_lines(struct lines *all)
{
	const struct row_form *f = all->f;
	const struct stage *stage = f->shot->stage;
	int group = stage->nodes[f->group->first].group;

	all->of = arena_alloc(f->shot->arena, (size_t)stage->n_edges * sizeof *all->of);
	for (int i = 0; i < stage->n_edges; i++)
		if (stage->nodes[stage->edges[i].task].group == group && stage->nodes[stage->edges[i].object].group == group)
			all->n += line_of(f, &stage->edges[i], &all->of[all->n]);
}

/* ---- Tracks ---- */

static int name_end(const struct row_form *f, const struct card *card)
{
	const struct column *column = &f->columns[card->column];

	return column->left + 1 + row_smaller(text_columns(card->name), column->width - 1) + 1;
}

static int begin_of(const struct row_form *f, const struct line *line)
{
	const struct card *left = &f->cards[line->left];

	return row_smaller(line->row == left->top ? name_end(f, left) : line->gutter, line->track - 1);
}

static int end_of(const struct row_form *f, const struct line *line)
{
	return line->gutter + f->columns[f->cards[line->left].column].gutter - 1;
}

/* From which column to which it runs along a row; false: not at all. */
static bool along(const struct row_form *f, const struct line *line, int row, int *from, int *to)
{
	*from = line->row == row ? begin_of(f, line) : line->track;
	*to = line->to_row == row ? end_of(f, line) : line->track;
	return line->row == row || line->to_row == row;
}

/* Two lines in one row: of one task they may well share it. */
static int clash_in_row(const struct row_form *f, const struct line *a, const struct line *b, int row)
{
	int from, to, other_from, other_to;

	if (!along(f, a, row, &from, &to) || !along(f, b, row, &other_from, &other_to))
		return 0;
	if ((a->left == b->left && a->row == row && b->row == row) || (a->right == b->right && a->to_row == row && b->to_row == row))
		return 0;
	if (from <= other_to && other_from <= to)
		return MERGED;
	return to + 1 == other_from || other_to + 1 == from ? TOUCHING : 0;
}

static bool is_between(int row, const struct line *line)
{
	int top = row_smaller(line->row, line->to_row), bottom = line->row + line->to_row - top;

	return top <= row && row <= bottom;
}

/* How much two lines in the same gutter, not of the same object, look like one. */
static int clash(const struct row_form *f, const struct line *a, const struct line *b)
{
	bool turns = a->row != a->to_row && b->row != b->to_row, meet;
	int cost = clash_in_row(f, a, b, a->row) + (a->row != a->to_row ? clash_in_row(f, a, b, a->to_row) : 0);

	meet = is_between(a->row, b) || is_between(a->to_row, b) || is_between(b->row, a) || is_between(b->to_row, a);
	if (turns && meet && a->track == b->track)
		cost += MERGED;
	for (int i = 0; i < 2; i++) {
		const struct line *up = i ? b : a, *across = i ? a : b;
		int from, to;

		if (up->row != up->to_row && is_between(across->row, up) && along(f, across, across->row, &from, &to))
			cost += from < up->track && up->track < to ? CROSSING : 0;
		if (up->row != up->to_row && is_between(across->to_row, up) && along(f, across, across->to_row, &from, &to))
			cost += from < up->track && up->track < to ? CROSSING : 0;
	}
	return cost;
}

static bool on_one_track(const struct line *a, const struct line *b)
{
	return a->object == b->object && a->gutter == b->gutter && a->queues == b->queues;
}

/* Of all the lines that share a track with `line`. */
static int cost_of(const struct lines *all, const struct line *line)
{
	int cost = 0;

	for (int i = 0; i < all->n; i++)
		for (int k = 0; on_one_track(line, &all->of[i]) && k < all->n; k++)
			if (all->of[k].gutter == line->gutter && all->of[k].object != line->object)
				cost += clash(all->f, &all->of[i], &all->of[k]);
	return cost;
}

static void move_to(struct lines *all, const struct line *line, int track)
{
	struct line like = *line;

	for (int i = 0; i < all->n; i++)
		if (on_one_track(&like, &all->of[i]))
			all->of[i].track = track;
}

/* Stay, unless there is a better one. */
static bool choose_track(struct lines *all, int i)
{
	struct line *line = &all->of[i];
	int first = line->gutter + 1, last = end_of(all->f, line) - 1, best = line->track, least = cost_of(all, line), was = best;

	for (int track = first; track <= last && least > 0; track++) {
		int cost;

		move_to(all, line, track);
		cost = cost_of(all, line);
		if (cost < least) {
			least = cost;
			best = track;
		}
	}
	move_to(all, line, best);
	return best != was;
}

/* Two whose lines clash, both at once: neither can leave its track for a better one while the other stands there. */
static bool choose_two(struct lines *all, int i, int k)
{
	struct line *one = &all->of[i], *two = &all->of[k];
	int first = one->gutter + 1, n = end_of(all->f, one) - first, was = one->track, other = two->track;
	int best = was, second = other, least = cost_of(all, one) + cost_of(all, two), before = least;

	for (int pair = 0; pair < n * n && least > 0; pair++) {
		int cost;

		move_to(all, one, first + pair / n);
		move_to(all, two, first + pair % n);
		cost = cost_of(all, one) + cost_of(all, two);
		if (cost < least) {
			least = cost;
			best = first + pair / n;
			second = first + pair % n;
		}
	}
	move_to(all, one, best);
	move_to(all, two, second);
	return least < before;
}

static bool is_first(const struct lines *all, int i)
{
	for (int k = 0; k < i; k++)
		if (on_one_track(&all->of[k], &all->of[i]))
			return false;
	return true;
}

/* Do the two look like one anywhere? */
static bool clash_badly(const struct lines *all, int i, int k)
{
	const struct line *one = &all->of[i], *two = &all->of[k];

	for (int a = 0; a < all->n && one->gutter == two->gutter && one->object != two->object; a++)
		for (int b = 0; on_one_track(one, &all->of[a]) && b < all->n; b++)
			if (on_one_track(two, &all->of[b]) && clash(all->f, &all->of[a], &all->of[b]) >= TOUCHING)
				return true;
	return false;
}

static bool choose_in_pairs(struct lines *all, int i)
{
	bool moved = false;

	for (int k = i + 1; k < all->n; k++)
		if (is_first(all, k) && clash_badly(all, i, k))
			moved |= choose_two(all, i, k);
	return moved;
}

static void choose_tracks(struct lines *all)
{
	bool moved = all->n <= MOST_CHECKED;

	for (int round = 0; round < ROUNDS && moved; round++) {
		moved = false;
		for (int i = 0; i < all->n; i++)
			moved |= is_first(all, i) && choose_track(all, i);
		for (int i = 0; i < all->n; i++)
			moved |= is_first(all, i) && choose_in_pairs(all, i);
	}
}

/* To begin with each object has a track, and one for its queue, in the order of its layer. */
static void number_tracks(const struct row_form *f)
{
	int n = 0;

	for (int i = 0; i < f->n_cards; i++) {
		n = i > 0 && f->cards[i].column == f->cards[i - 1].column ? n + 2 : 0;
		f->cards[i].track = f->columns[f->cards[i].column].n > 1 ? n : 1;
	}
}

/* ---- Drawing ---- */

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

static void draw_line(const struct row_form *f, const struct line *line)
{
	int row = line->row, to_row = line->to_row, from = begin_of(f, line), to = end_of(f, line), track = line->track;

	if (f->columns[f->cards[line->left].column].band != f->columns[f->cards[line->right].column].band) {
		draw_over(f, line, row, row == f->cards[line->left].top ? name_end(f, &f->cards[line->left]) : line->gutter, to_row);
		return;
	}
	sheet_line(f->sheet, row, from, row, row == to_row ? to : track, line->stroke, line->paint);
	if (row != to_row) {
		sheet_line(f->sheet, row, track, to_row, track, line->stroke, line->paint);
		sheet_line(f->sheet, to_row, track, to_row, to, line->stroke, line->paint);
	}
	add_tips(f, line, row, from, to_row, to);
}

void row_lines(const struct row_form *f)
{
	struct lines all = { .f = f };

	number_tracks(f);
	find_lines(&all);
	choose_tracks(&all);
	for (int stroke = 0; stroke < STROKES; stroke++)
		for (int i = 0; i < all.n; i++)
			if ((int)all.of[i].stroke == stroke)
				draw_line(f, &all.of[i]);
}
