/* svg_timeline_place.c - how wide columns are and where rows stand; see svg_timeline_parts.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/export/svg_timeline_parts.h"
#include "lab/view/timeline_parts.h"

#define SLIDE_W 1600.0                  /* of a slide of 16 to 9, which a picture fills before its words become letters */
#define SLIDE_H 900.0
#define LEAST   20.0                    /* of a column: a letter's */

double tl_x(const struct drawing *d, long step)
{
	step = step < d->first ? d->first : step > d->last + 1 ? d->last + 1 : step;
	return d->left + (double)(step - d->first) * d->column + (step > d->last ? d->tail : 0);
}

bool tl_is_seen(const struct drawing *d, long from, long to)
{
	return to > d->first && from <= d->last;
}

const char *tl_object(const struct trace *trace, int object)
{
	return object >= 0 && object < trace->n_objects ? trace->objects[object].name : "";
}

/* ---- Columns: as wide as their words; then so that all fill a slide; then as narrow as a letter, and beyond it ---- */

static bool has_room(const struct drawing *d, size_t columns)
{
	return (double)columns * SVG_COLUMN <= d->column - 7;
}

/* The words of marks are ASCII. */
const char *tl_second_line(const struct drawing *d, const struct mark *mark)
{
	const char *word = timeline_word(mark);

	if (has_room(d, strlen(word)))
		return NULL;
	for (const char *at = strchr(word, ' '); at; at = strchr(at + 1, ' '))
		if (has_room(d, (size_t)(at - word)) && has_room(d, strlen(at + 1)))
			return at + 1;
	return NULL;
}

bool tl_is_spelled(const struct drawing *d, const struct mark *mark)
{
	return has_room(d, strlen(timeline_word(mark))) || tl_second_line(d, mark);
}

static void note_letters(struct drawing *d)
{
	for (long i = 0; i < d->lanes->n_marks; i++) {
		const struct mark *mark = &d->lanes->marks[i];

		if (mark->step >= d->first && mark->step < d->last && !tl_is_spelled(d, mark))
			d->letters[timeline_letter(mark) & 127] = true;
	}
}

static double larger(double a, double b)
{
	return a > b ? a : b;
}

/* The words that are drawn over its columns have room. */
static double room_for_span(const struct drawing *d, const struct span *span)
{
	long from = span->from < d->first ? d->first : span->from, to = span->to > d->last + 1 ? d->last + 1 : span->to;
	struct buf text = { 0 };
	double width;

	if (span->state == LANE_ALIVE || !tl_is_seen(d, span->from, span->to) || to <= from)
		return 0;
	tl_span_text(&text, d, span, 1e9);
	width = (svg_width(buf_text(&text)) + TL_AROUND) / (double)(to - from);
	buf_free(&text);
	return width;
}

/* A column in which everything that is seen can be spelled. */
static double room_for_words(const struct drawing *d)
{
	double room = LEAST;

	for (long i = 0; i < d->lanes->n_marks; i++) {
		const struct mark *mark = &d->lanes->marks[i];

		if (mark->step < d->first || mark->step >= d->last)
			continue;
		room = larger(room, svg_width(timeline_word(mark)) + TL_AROUND);
		room = larger(room, mark->wakes ? 0 : svg_width(tl_object(d->trace, mark->event->object)) + TL_AROUND);
	}
	for (long i = 0; i < d->lanes->n_spans; i++)
		room = larger(room, room_for_span(d, &d->lanes->spans[i]));
	return room;
}

/* Where there are many lanes the slide is that much larger. */
static double slide_width(const struct drawing *d)
{
	double height = d->bottom + 2 * SVG_LINE;

	return height > SLIDE_H ? height * SLIDE_W / SLIDE_H : SLIDE_W;
}

/* What a wait that lasts to the end lacks for the name of what it waits for. */
static double lack_of(const struct drawing *d, const struct span *span)
{
	double x = tl_x(d, span->from) + 2, width = tl_x(d, span->to) - x - 2, lack;
	struct buf text = { 0 };

	if (span->state != LANE_BLOCKED || span->to <= d->last || !tl_is_seen(d, span->from, span->to))
		return 0;
	tl_span_text(&text, d, span, 0);
	lack = svg_width(buf_text(&text)) + 8 + SVG_COLUMN - tl_quiet_width(d, span, x, width);
	buf_free(&text);
	return lack;
}

void tl_choose_columns(struct drawing *d)
{
	double name = svg_width("in step"), words = room_for_words(d);

	for (int i = 0; i < d->trace->n_tasks; i++)
		name = larger(name, svg_width(d->trace->tasks[i]));
	d->left = TL_LEFT + name + 18;
	d->column = (slide_width(d) - d->left - TL_LEFT) / (double)(d->last - d->first + 1);
	d->column = larger(d->column < words ? d->column : words, LEAST);
	for (long i = 0; i < d->lanes->n_spans; i++) {
		double lack = lack_of(d, &d->lanes->spans[i]);

		d->tail = larger(d->tail, d->tail + lack);
	}
	note_letters(d);
}

/* ---- Words beside arrows ---- */

bool tl_hands_over(const struct mark *mark)
{
	return mark->meets >= 0 && mark->event->kind == EV_CHAN_SEND;
}

/* Does its arrow pass the box of the span? It goes from the lower edge of one task's marks to the upper edge of another's. */
static bool passes(const struct drawing *d, const struct mark *mark, const struct span *span)
{
	int one = mark->event->task, two = d->lanes->marks[mark->meets].event->task;
	int upper = one < two ? one : two, lower = one < two ? two : one;

	return span->task < lower && (span->state == LANE_HOLDS ? span->task >= upper : span->task > upper);
}

double tl_quiet_width(const struct drawing *d, const struct span *span, double x, double width)
{
	const struct lanes *lanes = d->lanes;
	long end = span->to < d->last ? span->to : d->last;
	double from = x, widest = 0;

	for (long i = lanes_mark_of(lanes, span->from < d->first ? d->first : span->from);
	     i < lanes->n_marks && lanes->marks[i].step < end; i++) {
		double at = tl_x(d, lanes->marks[i].step) + d->column / 2;

		if (!tl_hands_over(&lanes->marks[i]) || !passes(d, &lanes->marks[i], span))
			continue;
		widest = larger(widest, at - from - 12);
		from = at;
	}
	return larger(widest, x + width - from - (from > x ? 12 : 0));
}

double tl_quiet_x(const struct drawing *d, const struct span *span, double x, double width, double words)
{
	const struct lanes *lanes = d->lanes;
	double middle = x + width / 2, found = middle, from = x, best = width, half = words / 2 + 6;
	long end = span->to < d->last ? span->to : d->last;
	bool passed = false;

	for (long i = lanes_mark_of(lanes, span->from < d->first ? d->first : span->from); i <= lanes->n_marks; i++) {
		const struct mark *mark = i < lanes->n_marks && lanes->marks[i].step < end ? &lanes->marks[i] : NULL;
		double to = mark ? tl_x(d, mark->step) + d->column / 2 : x + width, at;

		if (mark && !(tl_hands_over(mark) && passes(d, mark, span)))
			continue;
		passed |= mark != NULL;
		at = middle < from + half ? from + half : middle > to - half ? to - half : middle;
		if (to - from >= 2 * half && fabs(at - middle) < best) {
			best = fabs(at - middle);
			found = at;
		}
		from = to;
		if (!mark)
			break;
	}
	return passed ? found : middle;
}

/* ---- Rows ---- */

struct held {
	const struct span *span;
	long               i;
};

static int by_start(const void *a, const void *b)
{
	const struct span *x = ((const struct held *)a)->span, *y = ((const struct held *)b)->span;

	return x->from != y->from ? (x->from < y->from ? -1 : 1) : (x > y) - (x < y);
}

/* The first row of its task in which nothing is held any more; a new one where there is none. */
static int find_row(struct tl_row *row, const struct span *span)
{
	int i = 0;

	while (i < row->n_holds && row->ends[i] > span->from)
		i++;
	if (i == row->room) {
		row->room = row->room ? 2 * row->room : 4;
		row->ends = realloc(row->ends, (size_t)row->room * sizeof *row->ends);
		must(row->ends);
	}
	row->n_holds += i == row->n_holds;
	row->ends[i] = span->to;
	return i;
}

static void place_holds(struct drawing *d)
{
	const struct lanes *lanes = d->lanes;
	struct held *held = calloc((size_t)lanes->n_spans + 1, sizeof *held);
	long n = 0;

	must(held);
	for (long i = 0; i < lanes->n_spans; i++)
		if (lanes->spans[i].state == LANE_HOLDS && tl_is_seen(d, lanes->spans[i].from, lanes->spans[i].to))
			held[n++] = (struct held){ &lanes->spans[i], i };
	qsort(held, (size_t)n, sizeof *held, by_start);
	for (long i = 0; i < n; i++)
		d->hold_row[held[i].i] = find_row(&d->rows[held[i].span->task], held[i].span);
	free(held);
}

void tl_place_rows(struct drawing *d)
{
	double y = SVG_TOP + SVG_LINE + 10;

	place_holds(d);
	for (int i = 0; i < d->trace->n_tasks; i++) {
		d->rows[i].y = y;
		y += TL_MARK + d->rows[i].n_holds * TL_HOLD + TL_GAP;
	}
	d->bottom = y;
}
