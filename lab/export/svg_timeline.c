/*
 * svg_timeline.c - see svg_timeline.h.
 *
 * Where there is room each thing that was done is spelled in two lines, "lock" and "fork-0"; in narrower columns it is its
 * word, then the letter that the timeline in the terminal has. Whoever points at it reads all of it.
 */
#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/export/svg_timeline_parts.h"
#include "lab/view/timeline_parts.h"

/* ---- Drawing ---- */

/* Every tenth step's number, or every hundredth, where there is no room for each. */
static void draw_axis(const struct drawing *d)
{
	double y = SVG_TOP + SVG_LINE / 2;
	long every = 1;
	char number[30];

	while (d->column * (double)every < 6 * SVG_COLUMN && every < d->last)
		every = every == 1 ? 5 : every % 5 == 0 && every % 10 ? 2 * every : 5 * every;
	svg_text(d->out, SVG_DIM, TL_LEFT, y, SVG_START, "in step");
	if (d->last == d->lanes->n_steps && (d->column >= svg_width("end") || (d->last % every && tl_fault(d) < 0)))
		svg_text(d->out, SVG_DIM, tl_x(d, tl_fault(d) < 0 ? d->last : tl_fault(d)) + d->column / 2, y, SVG_MIDDLE, "end");
	for (long step = d->first; step < d->last; step++) {
		if ((step + 1) % every || step == tl_fault(d))
			continue;
		snprintf(number, sizeof number, "%ld", step + 1);
		svg_text(d->out, SVG_DIM, tl_x(d, step) + d->column / 2, y, SVG_MIDDLE, number);
		svg_line(d->out, SVG_DIM, tl_x(d, step), y + SVG_LINE / 2, tl_x(d, step), d->bottom - TL_GAP);
	}
}

static const enum svg_class classes[] = {
	[LANE_BLOCKED] = SVG_WAITS, [LANE_ASLEEP] = SVG_SLEEPS, [LANE_HOLDS] = SVG_HOLDS,
};

/* The box of a span. */
struct place {
	double x, y, width, height;
};

static struct place place_of(const struct drawing *d, long i)
{
	const struct span *span = &d->lanes->spans[i];
	double x = tl_x(d, span->from) + 2, width = tl_x(d, span->to) - x - 2, y = d->rows[span->task].y;

	if (span->state == LANE_HOLDS)
		return (struct place){ x, y + TL_MARK + 4 + d->hold_row[i] * TL_HOLD, width, TL_HOLD - 4 };
	return (struct place){ x, y + 6, width, TL_MARK - 12 };
}

static bool is_drawn(const struct drawing *d, const struct span *span)
{
	return tl_is_seen(d, span->from, span->to) && span->state != LANE_ALIVE;
}

static void draw_span(const struct drawing *d, long i)
{
	const struct span *span = &d->lanes->spans[i];
	struct place at = place_of(d, i);
	struct buf title = { 0 };

	if (!is_drawn(d, span))
		return;
	tl_span_title(&title, d, span);
	svg_group(d->out, buf_text(&title));
	svg_box(d->out, classes[span->state], at.x, at.y, at.width, at.height, span->state == LANE_HOLDS ? 4 : 8);
	svg_end_group(d->out);
	buf_free(&title);
}

/* In the box, where no arrow passes if there is room for that; cut where it is too long; nothing where it would say nothing. */
static void draw_span_words(const struct drawing *d, long i)
{
	const struct span *span = &d->lanes->spans[i];
	struct place at = place_of(d, i);
	double quiet = tl_quiet_width(d, span, at.x, at.width);
	int columns = (int)((quiet - 8) / SVG_COLUMN);
	struct buf text = { 0 }, cut = { 0 }, title = { 0 };

	if (!is_drawn(d, span))
		return;
	tl_span_text(&text, d, span, quiet);
	if (columns >= 1 && (columns >= 3 || text_columns(buf_text(&text)) <= columns)) {
		text_cut_name(&cut, buf_text(&text), columns, false);
		tl_span_title(&title, d, span);
		svg_group(d->out, buf_text(&title));
		svg_text_over(d->out, classes[span->state], tl_quiet_x(d, span, at.x, at.width, svg_width(buf_text(&cut))),
		              at.y + at.height / 2, buf_text(&cut));
		svg_end_group(d->out);
	}
	buf_free(&text);
	buf_free(&cut);
	buf_free(&title);
}

/* Who goes wrong does nothing any more. */
static long life_end(const struct drawing *d, const struct span *span)
{
	for (long i = d->lanes->lanes[span->task].marks; i >= 0; i = d->lanes->marks[i].next)
		if (d->lanes->marks[i].event->kind == EV_FAULT && d->lanes->marks[i].step < span->to)
			return d->lanes->marks[i].step + 1;
	return span->to;
}

static void draw_lane(const struct drawing *d, int task)
{
	const struct tl_row *row = &d->rows[task];

	svg_text(d->out, SVG_PLAIN, TL_LEFT, row->y + TL_MARK / 2, SVG_START, d->trace->tasks[task]);
	for (long i = d->lanes->lanes[task].spans; i >= 0; i = d->lanes->spans[i].next)
		if (d->lanes->spans[i].state == LANE_ALIVE && tl_is_seen(d, d->lanes->spans[i].from, d->lanes->spans[i].to))
			svg_line(d->out, SVG_PLAIN, tl_x(d, d->lanes->spans[i].from), row->y + TL_MARK / 2,
			         tl_x(d, life_end(d, &d->lanes->spans[i])), row->y + TL_MARK / 2);
	if (d->rows[task].n_holds > 0)
		svg_text(d->out, SVG_DIM, d->left - 12, row->y + TL_MARK + TL_HOLD / 2, SVG_END, "holds");
}

static void draw_line(const struct drawing *d, double x, double y, const char *text)
{
	svg_text(d->out, SVG_PLAIN, x, y, SVG_MIDDLE, text);
}

/* The word, and below it what it was done to; or the word in two lines; or its letter. */
static void draw_words(const struct drawing *d, const struct mark *mark, double x, double y, double width)
{
	const char *word = timeline_word(mark), *name = mark->wakes ? "" : tl_object(d->trace, mark->event->object);
	char letter[2] = { timeline_letter(mark), '\0' };
	const char *second = tl_second_line(d, mark);
	struct buf first = { 0 };

	x += width / 2;
	y += TL_MARK / 2;
	if (!tl_is_spelled(d, mark)) {
		draw_line(d, x, y, letter);
	} else if (second) {
		buf_add(&first, word, (size_t)(second - word) - 1);
		draw_line(d, x, y - 11, buf_text(&first));
		draw_line(d, x, y + 11, second);
	} else if (*name && svg_width(name) <= width - 4) {
		draw_line(d, x, y - 11, word);
		draw_line(d, x, y + 11, name);
	} else {
		draw_line(d, x, y, word);
	}
	buf_free(&first);
}

static enum svg_class class_of(const struct mark *mark)
{
	return mark->event->kind == EV_FAULT ? SVG_FINDING : SVG_MOVES;
}

static void draw_mark(const struct drawing *d, const struct mark *mark)
{
	const struct event *event = mark->event;
	double x = tl_x(d, mark->step) + 1.5, y = d->rows[event->task].y, width = d->column - 3;
	struct buf title = { 0 };

	tl_mark_title(&title, d, mark);
	svg_group(d->out, buf_text(&title));
	svg_box(d->out, class_of(mark), x, y, width, TL_MARK, 5);
	draw_words(d, mark, x, y, width);
	svg_end_group(d->out);
	buf_free(&title);
}

/* From who gives to who takes. */
static void draw_meeting(const struct drawing *d, const struct mark *mark)
{
	const struct mark *other = &d->lanes->marks[mark->meets];
	double x = tl_x(d, mark->step) + d->column / 2;
	double from = d->rows[mark->event->task].y, to = d->rows[other->event->task].y;

	if (from < to)
		svg_arrow(d->out, SVG_MEETS, x, from + TL_MARK, x, to - 1);
	else
		svg_arrow(d->out, SVG_MEETS, x, from, x, to + TL_MARK + 1);
}

/* What is drawn has its line in the legend. */
static void find_used(struct drawing *d)
{
	const struct lanes *lanes = d->lanes;

	for (long i = 0; i < lanes->n_spans; i++)
		if (lanes->spans[i].state != LANE_ALIVE && tl_is_seen(d, lanes->spans[i].from, lanes->spans[i].to))
			d->used[classes[lanes->spans[i].state]] = true;
	for (long i = 0; i < lanes->n_marks; i++) {
		if (lanes->marks[i].step < d->first || lanes->marks[i].step >= d->last)
			continue;
		d->used[class_of(&lanes->marks[i])] = true;
		d->used[SVG_MEETS] |= tl_hands_over(&lanes->marks[i]);
	}
}

static bool draw_marks(const struct drawing *d, bool meetings, const struct export_progress *progress)
{
	const struct lanes *lanes = d->lanes;

	for (long i = 0; i < lanes->n_marks; i++) {
		const struct mark *mark = &lanes->marks[i];

		if (!export_goes_on(progress, i, lanes->n_marks))
			return false;
		if (mark->step < d->first || mark->step >= d->last)
			continue;
		if (!meetings)
			draw_mark(d, mark);
		else if (tl_hands_over(mark))
			draw_meeting(d, mark);
	}
	return true;
}

static void describe(struct buf *out, const struct drawing *d)
{
	long n = d->lanes->n_taken, last = d->last < n ? d->last : n;

	buf_printf(out, "A lane for each of %d task%s, a column for each step from %ld to %ld", d->trace->n_tasks,
	           text_s(d->trace->n_tasks), d->first + 1, last);
	if (last - d->first < n)
		buf_printf(out, " of %ld", n);
}

static bool draw(const struct drawing *d, const struct export_progress *progress)
{
	double width = tl_x(d, d->last + 1) + TL_LEFT;
	struct buf text = { 0 };
	bool whole;

	width = width > tl_legend_width(d) ? width : tl_legend_width(d);
	describe(&text, d);
	svg_begin(d->out, width, d->bottom + (1 + tl_letters(d, width - 2 * TL_LEFT, false)) * SVG_LINE + 16, d->part->title,
	          buf_text(&text));
	draw_axis(d);
	for (int i = 0; i < d->trace->n_tasks; i++)
		draw_lane(d, i);
	for (long i = 0; i < d->lanes->n_spans; i++)
		draw_span(d, i);
	whole = draw_marks(d, false, progress) && draw_marks(d, true, progress);
	for (long i = 0; i < d->lanes->n_spans; i++)
		draw_span_words(d, i);
	tl_draw_legend(d);
	tl_letters(d, width - 2 * TL_LEFT, true);
	svg_end(d->out);
	buf_free(&text);
	return whole;
}

static void choose_steps(struct drawing *d)
{
	d->last = d->part->to > 0 && d->part->to < d->lanes->n_taken ? d->part->to : d->lanes->n_steps;
	d->first = d->part->from > 0 ? d->part->from - 1 : 0;
	if (d->first > d->last)
		d->first = d->last;
	if (d->last - d->first > SVG_MOST_STEPS)
		d->first = d->last - SVG_MOST_STEPS;
	d->part->from = d->first + 1;
	d->part->to = d->last;
}

bool svg_timeline(FILE *out, const struct lanes *lanes, struct svg_timeline *part, const struct export_progress *progress)
{
	struct drawing d = { .out = out, .lanes = lanes, .trace = lanes->trace, .part = part };
	bool whole;

	d.rows = calloc((size_t)d.trace->n_tasks + 1, sizeof *d.rows);
	d.hold_row = calloc((size_t)lanes->n_spans + 1, sizeof *d.hold_row);
	must(d.rows && d.hold_row);
	choose_steps(&d);
	tl_place_rows(&d);
	tl_choose_columns(&d);
	find_used(&d);
	whole = draw(&d, progress);
	for (int i = 0; i < d.trace->n_tasks; i++)
		free(d.rows[i].ends);
	free(d.rows);
	free(d.hold_row);
	return whole;
}
