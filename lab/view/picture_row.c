/*
 * picture_row.c - a group as a row of layers: who gives stands left of what it gives to, who takes right of it.
 *
 *      feeder ─────▶ jobs ────┬──▶ worker-0 ─┬──▶ results ◀┄┄┄┄ main
 *      runs :52      [3 4 .]  └──▶ worker-1 ─┘    [. . .]       waits :88
 *
 * Channels have their lines always; what is shared by all, as locks and cells are, only while somebody holds it, waits for
 * it, or has just touched it: else there would be more lines than picture. So it is with a channel, too, where many tasks
 * use many objects on one side. Lines of an object have a track of their own
 * between two layers; where there is no room for it, they are left out, and it is said in words.
 *
 * Columns that do not fit beside one another go on below. Families are folded into one card when there are too many lines.
 */
#include "lab/view/picture_row_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/text.h"
#include "lab/trace/family.h"

enum { LEAST_GUTTER = 4, LEAD = 3, USUAL_GUTTER = 5, WIDEST_GUTTER = 14, LEAST_FAMILY = 3, TASK_LINE = 13,
       FAMILY_LINE = 22, QUEUE_LINE = 20, LEAST_CONTENT = 8, MOST_CONTENT = 24, FOR = 4 };   /* "for " */

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

bool row_is_channel(const struct row_form *f, int object)
{
	const struct snap_object *thing = &f->shot->last->objects[object];

	for (int i = 0; i < thing->n_operations; i++)
		if (thing->events[i] == EV_CHAN_SEND)
			return true;
	return false;
}

const char *row_arrow(const struct row_form *f, enum stage_flow flow)
{
	static const char *const arrows[][2] = {
		[STAGE_GIVES] = { "←", "<-" }, [STAGE_TAKES] = { "→", "->" }, [STAGE_USES] = { "↔", "<->" },
	};

	return arrows[flow][f->shot->look->ascii];
}

/* No line leads from the one to the other. */
static bool is_far(const struct stage *stage, const struct stage_edge *edge)
{
	const struct stage_node *task = &stage->nodes[edge->task], *object = &stage->nodes[edge->object];

	return task->group != object->group || (task->layer != object->layer + 1 && object->layer != task->layer + 1);
}

/* Those who give to the object or take from it, but stand far; and who stand left of what they take from: "ward-1..3". */
static const char *others_of(const struct row_form *f, int object, enum stage_flow flow)
{
	const struct stage *stage = f->shot->stage;
	const char **names = arena_alloc(f->shot->arena, (size_t)stage->n_edges * sizeof *names);
	struct buf text = { 0 };
	const char *copy;
	int n = 0;

	for (int i = 0; i < stage->n_edges; i++)
		if (stage->edges[i].object == object && stage->edges[i].flow == flow &&
		    (is_far(stage, &stage->edges[i]) || (stage->edges[i].back && flow == STAGE_TAKES)))
			names[n++] = shot_name(f->shot, &stage->nodes[stage->edges[i].task]);
	for (int i = 0, like; i < n; i += like) {
		for (like = 1; i + like < n && name_alike(names[i], names[i + like]); like++)
			;
		buf_adds(&text, i ? ", " : "");
		name_range(&text, &names[i], like);
	}
	copy = arena_text(f->shot->arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

/* "results → main": where a channel leads back to the left, or to where no line goes. */
static void name_returns(struct row_form *f)
{
	for (int i = 0; i < f->n_cards; i++) {
		struct card *card = &f->cards[i];
		const struct stage_node *node = row_node(f, card);
		const char *others;

		if (node->object == NO_OBJECT || card->n > 1 || !row_is_channel(f, node->object))
			continue;
		for (int flow = STAGE_GIVES; flow <= STAGE_USES; flow++) {
			others = others_of(f, card->first, (enum stage_flow)flow);
			if (*others)
				card->name = arena_printf(f->shot->arena, "%s %s %s", card->name,
				                          row_arrow(f, (enum stage_flow)flow), others);
		}
	}
}

/* ---- Room ---- */

static int larger(int a, int b)
{
	return a > b ? a : b;
}

/* What the lines of a task are to have room for: its state, and whom it waits for of those that it has started. */
static int task_columns(const struct row_form *f, int task)
{
	const struct snapshot *last = f->shot->last;
	int columns = TASK_LINE;

	for (int i = 0; i < last->n_tasks; i++)
		if (last->tasks[i].parent == task)
			columns = larger(columns, row_smaller(text_columns(last->tasks[i].name), WIDEST_CARD_NAME) + FOR + 1);
	return columns;
}

static void measure(struct row_form *f)
{
	for (int i = 0; i < f->n_cards; i++) {
		const struct card *card = &f->cards[i];
		const struct stage_node *node = row_node(f, card);
		struct column *column = &f->columns[card->column];
		int name = text_columns(card->name) + 1, least, wanted;

		if (node->task != NO_TASK) {
			least = larger(row_smaller(name, WIDEST_CARD_NAME), STATE_COLUMNS + 1);
			wanted = larger(name, card->n > 1 ? FAMILY_LINE : task_columns(f, node->task));
		} else {
			int content = shot_content_columns(f->shot, node->object, MOST_CONTENT) + 1;

			least = larger(row_smaller(name, WIDEST_CARD_NAME), row_smaller(content, LEAST_CONTENT));
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
		gutter = row_smaller(left / (n - 1), USUAL_GUTTER);
		left -= gutter * (n - 1);
	}
	left = widen(columns, n, left);
	if (n > 1)
		gutter = row_smaller(gutter + left / (n - 1), WIDEST_GUTTER);
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

/* Lines of a card: of objects the last line says who waits, and stands right above the next name unless there is one more. */
static int pitch_of(const struct row_form *f, const struct column *column, bool apart)
{
	bool objects = column->layer % 2 == 1;

	return f->pitch + (apart && objects && column->n > 1);
}

/* Rows that the longest column of a band takes. */
static int rows_of(const struct row_form *f, int band, bool apart)
{
	int most = 0;

	for (int i = 0; i < f->n_columns; i++) {
		int pitch = pitch_of(f, &f->columns[i], apart);

		if (f->columns[i].band == band)
			most = larger(most, f->columns[i].n * pitch - (pitch > f->pitch));
	}
	return most;
}

static bool share_height(struct row_form *f, int pitch, bool apart, int height)
{
	int *tops = arena_alloc(f->shot->arena, (size_t)f->n_bands * sizeof *tops);

	f->pitch = pitch;
	f->rows = 0;
	for (int band = 0; band < f->n_bands; band++) {
		tops[band] = f->rows;
		f->rows += rows_of(f, band, apart);
	}
	if (f->rows > height)
		return false;
	for (int i = 0; i < f->n_cards; i++) {
		const struct column *column = &f->columns[f->cards[i].column];
		int own = pitch_of(f, column, apart), rows = column->n * own - (own > pitch);

		f->cards[i].top = tops[column->band] + f->cards[i].top * own + (rows_of(f, column->band, apart) - rows) / 2;
	}
	return true;
}

static bool fit(struct row_form *f, int height)
{
	for (int try = 0; try < 4; try++) {
		deal(f, try >= 2);
		name_returns(f);
		measure(f);
		if (share_width(f) && ((try % 2 == 0 && share_height(f, 3, true, height)) || share_height(f, try % 2 ? 2 : 3, false, height)))
			return true;
	}
	return false;
}

bool picture_row(struct buf *out, const struct shot *shot, const struct stage_group *group, int height)
{
	struct row_form f = { .shot = shot, .group = group };

	f.columns = arena_alloc(shot->arena, (size_t)group->n_layers * sizeof *f.columns);
	f.cards = arena_alloc(shot->arena, (size_t)group->n * sizeof *f.cards);
	f.card_of = arena_alloc(shot->arena, (size_t)group->n * sizeof *f.card_of);
	if (!fit(&f, height))
		return false;
	f.sheet = sheet_new(shot->arena, shot->width, f.rows);
	row_draw(&f);
	sheet_print(out, f.sheet, shot->look);
	return true;
}
