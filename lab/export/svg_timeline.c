/*
 * svg_timeline.c - see svg_timeline.h.
 *
 * Where there is room each thing that was done is spelled in two lines, "lock" and "fork-0"; in narrower columns it is its
 * word, then the letter that the timeline in the terminal has. Whoever points at it reads all of it.
 */
#include "lab/export/svg_timeline.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/export/svg.h"
#include "lab/trace/snap_text.h"
#include "lab/view/timeline_parts.h"

#define MARK    52.0                    /* how high what is done is */
#define HOLD    28.0                    /* a row of what is held */
#define GAP     18.0                    /* between lanes */
#define WIDEST  5200.0                  /* of all columns, where they can be narrower */
#define LEAST   20.0                    /* of a column */
#define LEFT    20.0

struct row {
	double y;
	int    n_holds;                 /* rows of what is held, below it */
	long  *ends;                    /* of those rows, while they are filled */
	int    room;
};

struct drawing {
	FILE                *out;
	const struct lanes  *lanes;
	const struct trace  *trace;
	struct svg_timeline *part;
	long                 first, last;       /* steps drawn, from 0; last is beyond */
	struct row          *rows;              /* by task */
	int                 *hold_row;          /* by span */
	double               left, column, bottom;
	bool                 used[SVG_CLASSES]; /* for the legend */
	bool                 letters[128];      /* that stand for words which have no room */
};

/* ---- Where ---- */

static double x_of(const struct drawing *d, long step)
{
	step = step < d->first ? d->first : step > d->last + 1 ? d->last + 1 : step;
	return d->left + (double)(step - d->first) * d->column;
}

static bool is_seen(const struct drawing *d, long from, long to)
{
	return to > d->first && from <= d->last;
}

static const char *object_name(const struct trace *trace, int object)
{
	return object >= 0 && object < trace->n_objects ? trace->objects[object].name : "";
}

/* ---- Words ---- */

static void add_deed(struct buf *out, const struct trace *trace, const struct mark *mark)
{
	if (mark->wakes || mark->event->object == NO_OBJECT)
		buf_adds(out, mark_word(mark));
	else
		deed_words(out, (enum event_kind)mark->event->kind, object_name(trace, mark->event->object));
}

/* "step 5: philosopher-0: lock fork-0 = 3, dining.c:39" */
static void mark_title(struct buf *out, const struct drawing *d, const struct mark *mark)
{
	const struct event *event = mark->event;

	buf_clear(out);
	buf_printf(out, "step %ld: %s: ", mark->step + 1, d->trace->tasks[event->task]);
	add_deed(out, d->trace, mark);
	if (event->has_value == VALUE_NUMBER && !mark->wakes)
		buf_printf(out, " (%lld)", (long long)event->value);
	if (*snap_place(event->here))
		buf_printf(out, ", %s", snap_place(event->here));
}

static void span_title(struct buf *out, const struct drawing *d, const struct span *span)
{
	buf_clear(out);
	buf_printf(out, "%s ", d->trace->tasks[span->task]);
	if (span->state == LANE_HOLDS) {
		buf_printf(out, "holds %s", object_name(d->trace, span->object));
	} else if (span->state == LANE_ASLEEP) {
		buf_adds(out, "sleeps");
	} else {
		buf_adds(out, "waits to ");
		if (span->choice)
			buf_adds(out, "select");
		else
			deed_words(out, span->what, span->object == NO_OBJECT ? NULL : object_name(d->trace, span->object));
	}
	if (span->to > d->lanes->n_steps)
		buf_printf(out, ", from step %ld to the end", span->from + 1);
	else
		buf_printf(out, ", steps %ld to %ld", span->from + 1, span->to);
}

/* In the middle of a box, cut where it is too long; nothing where it would say nothing. */
static void fit_text(FILE *out, double x, double y, double width, const char *text)
{
	int columns = (int)((width - 8) / SVG_COLUMN);
	struct buf cut = { 0 };

	if (columns < 1 || (columns < 3 && text_columns(text) > columns))
		return;
	text_cut_name(&cut, text, columns, false);
	svg_text(out, SVG_PLAIN, x + width / 2, y, SVG_MIDDLE, buf_text(&cut));
	buf_free(&cut);
}

/* ---- Columns: as wide as what is spelled in them, where that is not too much in all ---- */

static double wish(const struct drawing *d, const struct mark *mark)
{
	double word = svg_width(mark_word(mark));
	double name = svg_width(object_name(d->trace, mark->event->object));

	return (word > name ? word : name) + 14;
}

static bool is_spelled(const struct drawing *d, const struct mark *mark)
{
	return svg_width(mark_word(mark)) <= d->column - 7;
}

static void note_letters(struct drawing *d)
{
	for (long i = 0; i < d->lanes->n_marks; i++) {
		const struct mark *mark = &d->lanes->marks[i];

		if (mark->step >= d->first && mark->step < d->last && !is_spelled(d, mark))
			d->letters[timeline_letter(mark) & 127] = true;
	}
}

static void choose_columns(struct drawing *d)
{
	double most = 46, name = 0;
	long n = d->last - d->first + 1;

	for (long i = 0; i < d->lanes->n_marks; i++)
		if (d->lanes->marks[i].step >= d->first && d->lanes->marks[i].step < d->last && wish(d, &d->lanes->marks[i]) > most)
			most = wish(d, &d->lanes->marks[i]);
	most = most > 190 ? 190 : most;
	d->column = most * (double)n <= WIDEST ? most : WIDEST / (double)n;
	d->column = d->column < LEAST ? LEAST : d->column;
	note_letters(d);
	for (int i = 0; i < d->trace->n_tasks; i++)
		if (svg_width(d->trace->tasks[i]) > name)
			name = svg_width(d->trace->tasks[i]);
	d->left = LEFT + name + 18;
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
static int find_row(struct row *row, const struct span *span)
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
		if (lanes->spans[i].state == LANE_HOLDS && is_seen(d, lanes->spans[i].from, lanes->spans[i].to))
			held[n++] = (struct held){ &lanes->spans[i], i };
	qsort(held, (size_t)n, sizeof *held, by_start);
	for (long i = 0; i < n; i++)
		d->hold_row[held[i].i] = find_row(&d->rows[held[i].span->task], held[i].span);
	free(held);
}

static void place_rows(struct drawing *d)
{
	double y = SVG_TOP + SVG_LINE + 10;

	for (int i = 0; i < d->trace->n_tasks; i++) {
		d->rows[i].y = y;
		y += MARK + d->rows[i].n_holds * HOLD + GAP;
	}
	d->bottom = y;
}

/* ---- Drawing ---- */

/* Every tenth step's number, or every hundredth, where there is no room for each. */
static void draw_axis(const struct drawing *d)
{
	double y = SVG_TOP + SVG_LINE / 2;
	long every = 1;
	char number[30];

	while (d->column * (double)every < 6 * SVG_COLUMN && every < d->last)
		every = every == 1 ? 5 : every % 5 == 0 && every % 10 ? 2 * every : 5 * every;
	svg_text(d->out, SVG_DIM, LEFT, y, SVG_START, "step");
	for (long step = d->first; step < d->last; step++) {
		if ((step + 1) % every)
			continue;
		snprintf(number, sizeof number, "%ld", step + 1);
		svg_text(d->out, SVG_DIM, x_of(d, step) + d->column / 2, y, SVG_MIDDLE, number);
		svg_line(d->out, SVG_DIM, x_of(d, step), y + SVG_LINE / 2, x_of(d, step), d->bottom - GAP);
	}
}

/* "waits: fork-1", where there is no room "fork-1". */
static void span_text(struct buf *out, const struct drawing *d, const struct span *span, double width)
{
	const char *name = span->state == LANE_ASLEEP ? "sleeps" : span->choice ? "select" :
		span->object == NO_OBJECT ? "nil channel" : object_name(d->trace, span->object);

	if (span->state == LANE_BLOCKED && svg_width(name) + svg_width("waits: ") < width - 8)
		buf_adds(out, "waits: ");
	buf_adds(out, name);
}

static void draw_span(struct drawing *d, long i)
{
	static const enum svg_class classes[] = { [LANE_BLOCKED] = SVG_WAITS, [LANE_ASLEEP] = SVG_SLEEPS, [LANE_HOLDS] = SVG_HOLDS };
	const struct span *span = &d->lanes->spans[i];
	const struct row *row = &d->rows[span->task];
	double x = x_of(d, span->from) + 2, width = x_of(d, span->to) - x - 2;
	bool holds = span->state == LANE_HOLDS;
	double y = holds ? row->y + MARK + 4 + d->hold_row[i] * HOLD : row->y + 6, height = holds ? HOLD - 4 : MARK - 12;
	struct buf title = { 0 };
	struct buf text = { 0 };

	if (!is_seen(d, span->from, span->to) || span->state == LANE_ALIVE)
		return;
	span_title(&title, d, span);
	svg_group(d->out, buf_text(&title));
	svg_box(d->out, classes[span->state], x, y, width, height, holds ? 4 : 8);
	span_text(&text, d, span, width);
	fit_text(d->out, x, y + height / 2, width, buf_text(&text));
	svg_end_group(d->out);
	d->used[classes[span->state]] = true;
	buf_free(&text);
	buf_free(&title);
}

static void draw_lane(const struct drawing *d, int task)
{
	const struct row *row = &d->rows[task];

	svg_text(d->out, SVG_PLAIN, LEFT, row->y + MARK / 2, SVG_START, d->trace->tasks[task]);
	for (long i = d->lanes->lanes[task].spans; i >= 0; i = d->lanes->spans[i].next)
		if (d->lanes->spans[i].state == LANE_ALIVE && is_seen(d, d->lanes->spans[i].from, d->lanes->spans[i].to))
			svg_line(d->out, SVG_PLAIN, x_of(d, d->lanes->spans[i].from), row->y + MARK / 2,
			         x_of(d, d->lanes->spans[i].to), row->y + MARK / 2);
	if (d->rows[task].n_holds > 0)
		svg_text(d->out, SVG_DIM, d->left - 12, row->y + MARK + HOLD / 2, SVG_END, "holds");
}

static void draw_words(const struct drawing *d, const struct mark *mark, double x, double y, double width)
{
	const char *word = mark_word(mark), *name = mark->wakes ? "" : object_name(d->trace, mark->event->object);
	char letter[2] = { timeline_letter(mark), '\0' };

	if (!is_spelled(d, mark))
		svg_text(d->out, SVG_PLAIN, x + width / 2, y + MARK / 2, SVG_MIDDLE, letter);
	else if (*name && svg_width(name) <= width - 4) {
		svg_text(d->out, SVG_PLAIN, x + width / 2, y + MARK / 2 - 11, SVG_MIDDLE, word);
		svg_text(d->out, SVG_PLAIN, x + width / 2, y + MARK / 2 + 11, SVG_MIDDLE, name);
	} else {
		svg_text(d->out, SVG_PLAIN, x + width / 2, y + MARK / 2, SVG_MIDDLE, word);
	}
}

static void draw_mark(struct drawing *d, const struct mark *mark)
{
	const struct event *event = mark->event;
	double x = x_of(d, mark->step) + 1.5, y = d->rows[event->task].y, width = d->column - 3;
	enum svg_class class = event->kind == EV_FAULT ? SVG_FINDING : SVG_MOVES;
	struct buf title = { 0 };

	d->used[class] = true;
	mark_title(&title, d, mark);
	svg_group(d->out, buf_text(&title));
	svg_box(d->out, class, x, y, width, MARK, 5);
	draw_words(d, mark, x, y, width);
	svg_end_group(d->out);
	buf_free(&title);
}

/* From who gives to who takes. */
static void draw_meeting(struct drawing *d, const struct mark *mark)
{
	const struct mark *other = &d->lanes->marks[mark->meets];
	double x = x_of(d, mark->step) + d->column / 2;
	double from = d->rows[mark->event->task].y, to = d->rows[other->event->task].y;

	d->used[SVG_MEETS] = true;
	if (from < to)
		svg_arrow(d->out, SVG_MEETS, x, from + MARK, x, to - 1);
	else
		svg_arrow(d->out, SVG_MEETS, x, from, x, to + MARK + 1);
}

static bool draw_marks(struct drawing *d, bool meetings, const struct export_progress *progress)
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
		else if (mark->meets >= 0 && mark->event->kind == EV_CHAN_SEND)
			draw_meeting(d, mark);
	}
	return true;
}

static const char *const meanings[SVG_CLASSES] = {
	[SVG_MOVES] = "does something", [SVG_WAITS] = "waits", [SVG_SLEEPS] = "sleeps", [SVG_HOLDS] = "holds",
	[SVG_MEETS] = "hands over", [SVG_FINDING] = "goes wrong",
};

static void draw_legend(const struct drawing *d)
{
	double x = LEFT, y = d->bottom + SVG_LINE / 2;

	for (int i = 0; i < SVG_CLASSES; i++) {
		if (!d->used[i])
			continue;
		if (i != SVG_MEETS) {
			x = svg_legend(d->out, (enum svg_class)i, x, y, meanings[i]);
			continue;
		}
		svg_arrow(d->out, SVG_MEETS, x, y, x + 28, y);
		svg_text(d->out, SVG_PLAIN, x + 38, y, SVG_START, meanings[i]);
		x += 38 + svg_width(meanings[i]) + 28;
	}
}

/* "L lock, U unlock": a line, or several; nothing where everything is spelled. Returns how many. */
static int draw_letters(const struct drawing *d, double width, bool draw)
{
	struct buf line = { 0 };
	double y = d->bottom + 1.5 * SVG_LINE;
	int lines = 0;

	for (int i = 0; i < 128; i++) {
		struct buf entry = { 0 };
		bool over;

		if (!d->letters[i])
			continue;
		buf_printf(&entry, "%c %s", i, timeline_meaning((char)i));
		over = line.length > 0 && svg_width(buf_text(&line)) + svg_width(buf_text(&entry)) + 5 * SVG_COLUMN > width;
		if (over && draw)
			svg_text(d->out, SVG_DIM, LEFT, y + lines * SVG_LINE, SVG_START, buf_text(&line));
		if (over)
			buf_clear(&line);
		lines += over;
		buf_printf(&line, "%s%s", line.length ? ",  " : "", buf_text(&entry));
		buf_free(&entry);
	}
	if (line.length && draw)
		svg_text(d->out, SVG_DIM, LEFT, y + lines * SVG_LINE, SVG_START, buf_text(&line));
	lines += line.length > 0;
	buf_free(&line);
	return lines;
}

static double legend_width(void)
{
	double width = 2 * LEFT;

	for (int i = 0; i < SVG_CLASSES; i++)
		width += meanings[i] ? 66 + svg_width(meanings[i]) : 0;
	return width;
}

static void describe(struct buf *out, const struct drawing *d)
{
	buf_printf(out, "A lane for each of %d task%s, a column for each step from %ld to %ld", d->trace->n_tasks,
	           text_s(d->trace->n_tasks), d->first + 1, d->last);
	if (d->last - d->first < d->lanes->n_steps)
		buf_printf(out, " of %ld", d->lanes->n_steps);
}

static bool draw(struct drawing *d, const struct export_progress *progress)
{
	double width = x_of(d, d->last + 1) + LEFT;
	struct buf text = { 0 };
	bool whole;

	width = width > legend_width() ? width : legend_width();
	describe(&text, d);
	svg_begin(d->out, width, d->bottom + (1 + draw_letters(d, width - 2 * LEFT, false)) * SVG_LINE + 16, d->part->title,
	          buf_text(&text));
	draw_axis(d);
	for (int i = 0; i < d->trace->n_tasks; i++)
		draw_lane(d, i);
	for (long i = 0; i < d->lanes->n_spans; i++)
		draw_span(d, i);
	whole = draw_marks(d, false, progress) && draw_marks(d, true, progress);
	draw_legend(d);
	draw_letters(d, width - 2 * LEFT, true);
	svg_end(d->out);
	buf_free(&text);
	return whole;
}

static void choose_steps(struct drawing *d)
{
	d->last = d->part->to > 0 && d->part->to < d->lanes->n_steps ? d->part->to : d->lanes->n_steps;
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
	choose_columns(&d);
	place_holds(&d);
	place_rows(&d);
	whole = draw(&d, progress);
	for (int i = 0; i < d.trace->n_tasks; i++)
		free(d.rows[i].ends);
	free(d.rows);
	free(d.hold_row);
	return whole;
}
