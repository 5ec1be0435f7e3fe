/*
 * timeline.c - see timeline.h.
 *
 *     step       1       2       3
 *     main       t work░░ worker-0 ░░
 *     worker-0   ────────L lock──! jobs─░ lock ░
 *       holds            lock═══════════
 *
 * What lasts is drawn first, over it what happens. Where there is room a mark has the object's name, and a word for its
 * letter; where there is none, a column stands for several steps, and the last of them is seen.
 */
#include "lab/view/timeline.h"

#include "lab/base/text.h"
#include "lab/view/canvas.h"
#include "lab/view/lanes.h"
#include "lab/view/timeline_parts.h"

enum { LEAST_NAME = 7, WIDEST_NAME = 14, WIDEST_STEP = 14, ROOM_FOR_NAME = 4, ROOM_FOR_WORDS = 12, MOST_HOLDS = 3, LETTERS = 128 };

struct glyphs {
	const char *alive, *blocked, *asleep, *holds, *between, *crossing, *under;
};

static const struct glyphs boxes = { "─", "░", "╌", "═", "│", "┼", "╪" };
static const struct glyphs plain = { "-", ":", "~", "=", "|", "+", "+" };

struct drawing {
	const struct lanes         *lanes;
	const struct timeline_part *part;
	const struct look          *look;
	const struct glyphs        *glyphs;
	long       from, to;            /* steps, from 0: from <= step < to */
	long       each;                /* steps in a column */
	int        step;                /* columns of a step, when `each` is 1 */
	int        name, width;         /* columns of the names, and of the picture */
	double     begin, end;          /* ns, by time */
	bool       used[LETTERS], waits, sleeps;
	struct row rows[1 + MOST_HOLDS];
};

static long limited(long n, long least, long most)
{
	return n < least ? least : n > most ? most : n;
}

static const char *object_name(const struct drawing *drawing, int object)
{
	const struct trace *trace = drawing->lanes->trace;

	return object >= 0 && object < trace->n_objects ? trace->objects[object].name : "nil";
}

static bool is_wanted(const struct drawing *drawing, int object)
{
	return drawing->part->object == NO_OBJECT || drawing->part->object == object;
}

/* ---- Where a step stands ---- */

/* When it began: of what is beyond the last, when the trace ends. */
static double time_of(const struct drawing *drawing, long step)
{
	const struct lanes *lanes = drawing->lanes;
	const struct trace *trace = lanes->trace;
	long mark = lanes_mark_of(lanes, step);

	if (mark < lanes->n_marks)
		return mark_ns(lanes, &lanes->marks[mark]);
	return trace->n_events ? trace_ns(trace, &trace->events[trace->n_events - 1]) : 0;
}

static int place(const struct drawing *drawing, long step)
{
	if (step <= drawing->from)
		return 0;
	if (step >= drawing->to)
		return drawing->width;
	if (!drawing->part->by_time)
		return (int)((step - drawing->from) / drawing->each) * drawing->step;
	return (int)((time_of(drawing, step) - drawing->begin) / (drawing->end - drawing->begin) * (drawing->width - 1));
}

static int widest_name(const struct drawing *drawing)
{
	const struct trace *trace = drawing->lanes->trace;
	int widest = 0;

	for (int i = 0; i < trace->n_tasks; i++)
		widest = (int)limited(text_columns(trace->tasks[i]), widest, WIDEST_NAME);
	return widest;
}

/* One column more than there are steps is for what lasts beyond the last. */
static void lay_out(struct drawing *drawing)
{
	long n_steps = drawing->lanes->n_steps, n;
	int room = paint_width(drawing->look);

	drawing->name = (int)limited(widest_name(drawing), LEAST_NAME, limited(room / 3, LEAST_NAME, WIDEST_NAME)) + 2;
	drawing->from = limited(drawing->part->from - 1, 0, n_steps);
	drawing->to = drawing->part->to ? limited(drawing->part->to, drawing->from, n_steps) : n_steps;
	drawing->to += drawing->to == n_steps;
	n = drawing->to - drawing->from;
	drawing->width = room - drawing->name;
	drawing->step = (int)limited(drawing->width / n, 1, WIDEST_STEP);
	drawing->each = (n + drawing->width - 1) / drawing->width;
	if (!drawing->part->by_time)
		drawing->width = (int)((n + drawing->each - 1) / drawing->each) * drawing->step;
	drawing->begin = time_of(drawing, drawing->from);
	drawing->end = time_of(drawing, drawing->to);
	if (drawing->end <= drawing->begin)
		drawing->end = drawing->begin + 1;
}

/* ---- What lasts ---- */

/* " jobs " in the middle of what waits for it, "jobs" where there is just room for it. */
static void label(const struct drawing *drawing, const struct row *row, const struct span *span, int from, int to)
{
	const char *name = span->choice ? "select" : object_name(drawing, span->object);
	int columns = text_columns(name), room = to - from, margin = columns + 2 <= room || columns > room;

	if (columns + 2 * margin > room)
		columns = room - 2 * margin;
	if (columns < 1 || (columns < ROOM_FOR_NAME && columns < text_columns(name)))
		return;
	from += (room - columns - 2 * margin) / 2;
	columns = row_write(row, from + margin, columns, name, BLOCKED, drawing->look);
	if (margin) {
		row_put(row, from, " ", PLAIN);
		row_put(row, from + 1 + columns, " ", PLAIN);
	}
}

static void draw_span(struct drawing *drawing, const struct row *row, const struct span *span)
{
	int from = place(drawing, span->from), to = place(drawing, span->to);

	if (span->state == LANE_ALIVE) {
		row_fill(row, from, to, drawing->glyphs->alive, DIM);
	} else if (span->state == LANE_ASLEEP) {
		row_fill(row, from, to, drawing->glyphs->asleep, READY);
		drawing->sleeps |= from < to;
	} else if (span->state == LANE_BLOCKED) {
		row_fill(row, from, to, drawing->glyphs->blocked, BLOCKED);
		label(drawing, row, span, from, to);
		drawing->waits |= from < to;
	}
}

static bool is_seen(const struct drawing *drawing, const struct span *span)
{
	return span->from < drawing->to && span->to > drawing->from;
}

/* A life first: it ends after all that it has in it. */
static void draw_spans(struct drawing *drawing, const struct row *row, int task)
{
	const struct lanes *lanes = drawing->lanes;
	const struct span *span;

	for (int life = 1; life >= 0; life--)
		for (long i = lanes->lanes[task].spans; i >= 0; i = span->next) {
			span = &lanes->spans[i];
			if ((span->state == LANE_ALIVE) != life || !is_seen(drawing, span))
				continue;
			if (span->state != LANE_BLOCKED || span->choice || is_wanted(drawing, span->object))
				draw_span(drawing, row, span);
		}
}

/* Those of a task, each in the first row that is free there. Returns the rows used. */
static int draw_holds(struct drawing *drawing, int task)
{
	const struct lanes *lanes = drawing->lanes;
	const struct span *span;
	int rows = 0;

	for (long i = lanes->lanes[task].spans; i >= 0; i = span->next) {
		int from, to, row = 1;

		span = &lanes->spans[i];
		from = place(drawing, span->from);
		to = place(drawing, span->to);
		if (span->state != LANE_HOLDS || !is_seen(drawing, span) || from >= to || !is_wanted(drawing, span->object))
			continue;
		while (row <= MOST_HOLDS && !row_is(&drawing->rows[row], from, " "))
			row++;
		if (row > MOST_HOLDS)
			continue;
		row_fill(&drawing->rows[row], from, to, drawing->glyphs->holds, READY);
		if (to - from > ROOM_FOR_NAME)
			row_write(&drawing->rows[row], from, to - from - 1, object_name(drawing, span->object), READY, drawing->look);
		rows = row > rows ? row : rows;
	}
	return rows;
}

/* ---- What happens ---- */

static enum paint paint_of(const struct event *event)
{
	return event->kind == EV_FAULT ? FINDING : event_is_idle((enum event_kind)event->kind) ? READY : MOVES;
}

/* "L", "L fork-0" or "lock fork-0", as the room has it. */
static void draw_mark(struct drawing *drawing, const struct row *row, const struct mark *mark)
{
	const struct event *event = mark->event;
	char letter = timeline_letter(mark);
	int room = drawing->part->by_time ? 1 : drawing->step;
	struct buf text = { 0 };

	if (room >= ROOM_FOR_WORDS) {
		buf_adds(&text, mark_word(mark));
	} else {
		buf_addc(&text, letter);
		drawing->used[(unsigned char)letter] = true;
	}
	if (room > ROOM_FOR_NAME + 2 && event->object != NO_OBJECT)
		buf_printf(&text, " %s", object_name(drawing, event->object));
	row_write(row, place(drawing, mark->step), room > 1 ? room - 1 : 1, buf_text(&text), paint_of(event), drawing->look);
	buf_free(&text);
}

static bool is_drawn(const struct drawing *drawing, const struct mark *mark)
{
	return mark->step >= drawing->from && mark->step < drawing->to && is_wanted(drawing, mark->event->object);
}

static void draw_marks(struct drawing *drawing, const struct row *row, int task)
{
	const struct lanes *lanes = drawing->lanes;

	for (long i = lanes->lanes[task].marks; i >= 0; i = lanes->marks[i].next)
		if (is_drawn(drawing, &lanes->marks[i]))
			draw_mark(drawing, row, &lanes->marks[i]);
}

/* A line through the lanes between two that meet; where something else is told, that stays. */
static void cross(const struct drawing *drawing, const struct row *row, int at)
{
	const struct glyphs *glyphs = drawing->glyphs;

	if (row_is(row, at, glyphs->alive))
		row_put(row, at, glyphs->crossing, MOVES);
	else if (row_is(row, at, glyphs->holds))
		row_put(row, at, glyphs->under, MOVES);
	else if (row_is(row, at, " ") || row_is(row, at, glyphs->blocked))
		row_put(row, at, glyphs->between, MOVES);
}

static void draw_meetings(struct drawing *drawing, const struct row *row, int task, bool is_hold)
{
	const struct lanes *lanes = drawing->lanes;

	for (long i = 0; i < lanes->n_marks; i++) {
		const struct mark *mark = &lanes->marks[i];
		int one, other;

		if (mark->meets < i || !is_drawn(drawing, mark))
			continue;
		one = mark->event->task;
		other = lanes->marks[mark->meets].event->task;
		if (task < (one < other ? other : one) && task + is_hold > (one < other ? one : other))
			cross(drawing, row, place(drawing, mark->step));
	}
}

/* ---- Writing it down ---- */

static void print_line(struct buf *out, const struct drawing *drawing, const char *name, enum paint paint,
                       const struct row *row)
{
	size_t from = out->length;
	int taken;

	paint_on(out, paint, drawing->look);
	taken = text_cut_name(out, name, drawing->name - 1, drawing->look->ascii);
	paint_off(out, paint, drawing->look);
	buf_printf(out, "%*s", drawing->name - taken, "");
	row_print(out, row, drawing->look);
	text_trim(out, from);
	buf_addc(out, '\n');
}

/* The numbers of the steps, or the time at some columns; as many as do not touch. */
static void print_head(struct buf *out, const struct drawing *drawing)
{
	const struct row *row = &drawing->rows[0];
	struct buf text = { 0 };
	int next = 0;

	row_clear(row);
	for (long step = drawing->from; step < drawing->to && step < drawing->lanes->n_steps; step++) {
		int at = place(drawing, step);

		if (at < next)
			continue;
		buf_clear(&text);
		if (drawing->part->by_time)
			text_time(&text, (int64_t)time_of(drawing, step));
		else
			buf_printf(&text, "%ld", step + 1);
		if (at + (int)text.length <= drawing->width)
			next = at + row_write(row, at, (int)text.length, buf_text(&text), DIM, drawing->look) + 1;
	}
	print_line(out, drawing, drawing->part->by_time ? "time" : "step", DIM, row);
	buf_free(&text);
}

static void print_lane(struct buf *out, struct drawing *drawing, int task)
{
	int n_holds;

	for (int i = 0; i <= MOST_HOLDS; i++)
		row_clear(&drawing->rows[i]);
	draw_spans(drawing, &drawing->rows[0], task);
	draw_marks(drawing, &drawing->rows[0], task);
	n_holds = draw_holds(drawing, task);
	for (int i = 0; i <= n_holds; i++) {
		draw_meetings(drawing, &drawing->rows[i], task, i > 0);
		print_line(out, drawing, i ? "  holds" : drawing->lanes->trace->tasks[task], i ? DIM : PLAIN,
		           &drawing->rows[i]);
	}
}

static void add_meaning(struct buf *text, const char *glyph, const char *meaning)
{
	buf_printf(text, "%s%s %s", text->length ? ", " : "", glyph, meaning);
}

static void print_meanings(struct buf *out, const struct drawing *drawing)
{
	struct buf text = { 0 };

	for (int i = 0; i < LETTERS; i++)
		if (drawing->used[i])
			add_meaning(&text, (char[]){ (char)i, '\0' }, timeline_meaning((char)i));
	if (drawing->waits)
		add_meaning(&text, drawing->glyphs->blocked, "waits");
	if (drawing->sleeps)
		add_meaning(&text, drawing->glyphs->asleep, "sleeps");
	if (drawing->each > 1 && !drawing->part->by_time)
		buf_printf(&text, "%ssteps in a column: %ld", text.length ? "; " : "", drawing->each);
	if (text.length)
		text_wrap(out, buf_text(&text), 0, 2, paint_width(drawing->look), drawing->look->ascii);
	buf_free(&text);
}

void view_timeline(struct buf *out, const struct trace *trace, const struct timeline_part *part, const struct look *look)
{
	struct lanes *lanes = lanes_new(trace);
	struct drawing drawing = { .lanes = lanes, .part = part, .look = look, .glyphs = look->ascii ? &plain : &boxes };

	lay_out(&drawing);
	for (int i = 0; i <= MOST_HOLDS; i++) {
		drawing.rows[i].width = drawing.width;
		drawing.rows[i].cells = arena_alloc(lanes->arena, (size_t)drawing.width * sizeof *drawing.rows[i].cells);
	}
	print_head(out, &drawing);
	for (int i = 0; i < trace->n_tasks; i++)
		if (part->task == NO_TASK || part->task == i)
			print_lane(out, &drawing, i);
	print_meanings(out, &drawing);
	lanes_free(lanes);
}
