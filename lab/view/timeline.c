/*
 * timeline.c - see timeline.h.
 *
 *     step       1       2       3
 *     main       t work─░ worker-0 ░░
 *     worker-0   ────────L lock──! jobs─░ lock ░
 *       holds            lock═══════════
 *
 * Where there is room a mark has the object's name, and a word for its letter; where there is none, a column stands for
 * several steps, and the last of them is seen. Where names would be cut, steps are not all as wide as each other: together
 * they are as wide as the screen.
 */
#include "lab/view/timeline.h"

#include "lab/base/text.h"
#include "lab/view/timeline_lane.h"
#include "lab/view/timeline_parts.h"

enum { LEAST_NAME = 7, WIDEST_NAME = 14, USUAL_STEP = 14, WIDEST_STEP = 30, EVEN_STEP = 4, NAMED_STEP = 7 };

static const struct glyphs boxes = { "─", "░", "╌", "═", "│", "┼", "╪" };
static const struct glyphs plain = { "_", ":", "~", "=", "|", "|", "|" };

static long limited(long n, long least, long most)
{
	return n < least ? least : n > most ? most : n;
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

/* Steps, or several of them together. */
static long columns_of(const struct drawing *drawing)
{
	return (drawing->to - drawing->from + drawing->each - 1) / drawing->each;
}

int timeline_place(const struct drawing *drawing, long step)
{
	if (step <= drawing->from)
		return 0;
	if (step >= drawing->to)
		return drawing->width;
	if (!drawing->part->by_time)
		return (int)((step - drawing->from) / drawing->each * drawing->width / columns_of(drawing));
	return (int)((time_of(drawing, step) - drawing->begin) / (drawing->end - drawing->begin) * (drawing->width - 1));
}

int timeline_room(const struct drawing *drawing, long step)
{
	long next = drawing->from + ((step - drawing->from) / drawing->each + 1) * drawing->each;

	return drawing->part->by_time ? 1 : timeline_place(drawing, next) - timeline_place(drawing, step);
}

static int widest_name(const struct drawing *drawing)
{
	const struct trace *trace = drawing->lanes->trace;
	int widest = 0;

	for (int i = 0; i < trace->n_tasks; i++)
		widest = (int)limited(text_columns(trace->tasks[i]), widest, WIDEST_NAME);
	return widest;
}

/* So wide that every mark can be written out, with its object. */
static int widest_step(const struct drawing *drawing)
{
	const struct lanes *lanes = drawing->lanes;
	int widest = USUAL_STEP;

	for (long i = lanes_mark_of(lanes, drawing->from); i < lanes->n_marks && lanes->marks[i].step < drawing->to; i++) {
		int object = lanes->marks[i].event->object, columns = text_columns(timeline_word(&lanes->marks[i]));

		if (object != NO_OBJECT)
			columns += 1 + text_columns(lanes->trace->objects[object].name);
		widest = (int)limited(columns + 1, widest, WIDEST_STEP);
	}
	return widest;
}

/* One column more than there are steps is for what lasts beyond the last. */
static void lay_out(struct drawing *drawing)
{
	long n_steps = drawing->lanes->n_steps, n, each;
	int room = paint_width(drawing->look);

	drawing->name = (int)limited(widest_name(drawing), LEAST_NAME, limited(room / 3, LEAST_NAME, WIDEST_NAME)) + 2;
	drawing->from = limited(drawing->part->from - 1, 0, n_steps);
	drawing->to = n_steps + 1;
	if (drawing->part->to && drawing->part->to < drawing->lanes->n_taken)
		drawing->to = limited(drawing->part->to, drawing->from, n_steps);
	n = drawing->to - drawing->from;
	drawing->width = room - drawing->name;
	drawing->each = (n + drawing->width - 1) / drawing->width;
	each = drawing->width / n;
	if (!drawing->part->by_time && each >= EVEN_STEP && (each < NAMED_STEP || each >= USUAL_STEP))
		drawing->width = (int)(n * limited(each, 1, widest_step(drawing)));
	drawing->begin = time_of(drawing, drawing->from);
	drawing->end = time_of(drawing, drawing->to);
	if (drawing->end <= drawing->begin)
		drawing->end = drawing->begin + 1;
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
		int at = timeline_place(drawing, step);

		if (at < next)
			continue;
		buf_clear(&text);
		if (drawing->part->by_time)
			text_time(&text, (int64_t)time_of(drawing, step));
		else if (step < drawing->lanes->n_taken)
			buf_printf(&text, "%ld", step + 1);
		else
			buf_adds(&text, "end");
		if (at + (int)text.length <= drawing->width)
			next = at + row_write(row, at, (int)text.length, buf_text(&text), DIM, drawing->look) + 1;
	}
	print_line(out, drawing, drawing->part->by_time ? "time" : "in step", DIM, row);
	buf_free(&text);
}

static void print_lane(struct buf *out, struct drawing *drawing, int task)
{
	int n_holds;

	for (int i = 0; i <= MOST_HOLDS; i++)
		row_clear(&drawing->rows[i]);
	n_holds = timeline_lane(drawing, task);
	for (int i = 0; i <= n_holds; i++)
		print_line(out, drawing, i ? "  holds" : drawing->lanes->trace->tasks[task], i ? DIM : PLAIN, &drawing->rows[i]);
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
	if (drawing->lives)
		add_meaning(&text, drawing->glyphs->alive, "runs or could");
	if (drawing->waits)
		add_meaning(&text, drawing->glyphs->blocked, "waits");
	if (drawing->sleeps)
		add_meaning(&text, drawing->glyphs->asleep, "sleeps");
	if (drawing->elsewhere)
		add_meaning(&text, "blank", "waits for something else");
	if (drawing->holds)
		add_meaning(&text, drawing->glyphs->holds, "holds");
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
	drawing.crossed = arena_alloc(lanes->arena, (size_t)drawing.width * sizeof *drawing.crossed);
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
