/* picture_row_draw.c - what stands in the cards of a row; see picture_row.c. */
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

void row_write_name(const struct row_form *f, const struct card *card)
{
	put(f, card, 0, card->name, has_moved(f, card) ? MOVES : PLAIN);
}

/* "waits :88"; where the card has but two lines also what stands on the third, as far as there is room. */
static const char *state_of(const struct row_form *f, int task, int columns, const char *joins, enum paint *paint)
{
	const struct shot *shot = f->shot;
	const char *state = shot_state(shot, task, paint), *place = shot_place(shot, task), *read = shot_read(shot, task);
	const char *whole = *place ? arena_printf(shot->arena, "%s %s", state, place) : state;

	if (f->pitch == 2 && *joins && text_columns(whole) + 1 + text_columns(joins) <= columns)
		return arena_printf(shot->arena, "%s %s", whole, joins);
	if (f->pitch == 2 && *joins && text_columns(state) + 1 + text_columns(joins) <= columns)
		return arena_printf(shot->arena, "%s %s", state, joins);
	if (text_columns(whole) > columns)
		whole = text_columns(state) > columns && !strcmp(state, "went wrong") ? "wrong" : state;
	if (f->pitch == 2 && *read && text_columns(whole) + 2 + text_columns(read) <= columns)
		return arena_printf(shot->arena, "%s  %s", whole, read);
	return whole;
}

static void draw_tasks(const struct row_form *f, const struct card *card)
{
	const struct shot *shot = f->shot;
	const struct stage_node *node = row_node(f, card);
	int columns = f->columns[card->column].width - 1;
	const char *text, *below = "";
	enum paint paint;

	if (card->n > 1) {
		int *tasks = arena_alloc(shot->arena, (size_t)card->n * sizeof *tasks);

		for (int i = 0; i < card->n; i++)
			tasks[i] = node[i].task;
		text = shot_many(shot, tasks, card->n, &paint);
	} else {
		below = shot_joins(shot, node->task);
		text = state_of(f, node->task, columns, below, &paint);
		if (*below && text_columns(below) > columns)
			below = strchr(below, ' ') + 1;
		below = *below ? below : shot_read(shot, node->task);
	}
	put(f, card, 0, card->name, paint);
	put(f, card, 1, text, paint);
	if (f->pitch > 2)
		put(f, card, 2, below, PLAIN);
	if (has_moved(f, card))         /* beside its state: beside its name it would be the point of a line that comes to it */
		sheet_write(f->sheet, card->top + 1, f->columns[card->column].left, 1, MOVED_SIGN, MOVES, shot->look);
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
	row_write_name(f, card);
	if (card->n > 1) {
		put(f, card, 1, held_of(f, card), READY);
		return;
	}
	queue = shot_queue(shot, node->object, columns - (f->pitch > 2 ? 0 : text_columns(content) + 2));
	if (f->pitch > 2)
		put(f, card, *content ? 2 : 1, queue, BLOCKED);
	else if (*queue && text_columns(content) + 2 + text_columns(queue) <= columns)
		content = arena_printf(shot->arena, "%s%s%s", content, *content ? "  " : "", queue);
	if (*content)
		put(f, card, 1, content, paint);
}

void row_draw(const struct row_form *f)
{
	for (int i = 0; i < f->n_cards; i++)
		if (row_node(f, &f->cards[i])->task != NO_TASK)
			draw_tasks(f, &f->cards[i]);
		else
			draw_object(f, &f->cards[i]);
	row_lines(f);
}
