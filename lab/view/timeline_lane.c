/* timeline_lane.c - timeline_lane.h: a task's lane. What lasts is drawn first, over it what happens. */
#include "lab/view/timeline_lane.h"

#include "lab/base/text.h"
#include "lab/view/timeline_parts.h"

enum { ROOM_FOR_NAME = 4, ROOM_FOR_WORDS = 12 };

static const char *object_name(const struct drawing *drawing, int object)
{
	const struct trace *trace = drawing->lanes->trace;

	return object >= 0 && object < trace->n_objects ? trace->objects[object].name : "nil";
}

static bool is_wanted(const struct drawing *drawing, int object)
{
	return drawing->part->object == NO_OBJECT || drawing->part->object == object;
}

/* ---- What lasts ---- */

/*
 * "░ jobs ░": what it waits for in the middle of the wait, where there is room for that. It touches neither a letter nor another
 * name, and a wait is never without its own glyph.
 */
static void label(const struct drawing *drawing, const struct row *row, const struct span *span, int from, int to)
{
	const char *name = span->choice ? "select" : object_name(drawing, span->object);
	int columns = text_columns(name), room = to - from - 2 - (drawing->each > 1 ? 2 : 1);   /* a letter may stand on its begin */

	if (columns > room && room < ROOM_FOR_NAME)
		return;
	columns = columns < room ? columns : room;
	from += (to - from - columns - 2) / 2;
	columns = row_write(row, from + 1, columns, name, BLOCKED, drawing->look);
	row_put(row, from, " ", PLAIN);
	row_put(row, from + 1 + columns, " ", PLAIN);
}

/* Who goes wrong does nothing any more. */
static long life_end(const struct lanes *lanes, const struct span *span)
{
	for (long i = lanes->lanes[span->task].marks; i >= 0; i = lanes->marks[i].next)
		if (lanes->marks[i].event->kind == EV_FAULT && lanes->marks[i].step < span->to)
			return lanes->marks[i].step;
	return span->to;
}

static void draw_span(struct drawing *drawing, const struct row *row, const struct span *span)
{
	long end = span->state == LANE_ALIVE ? life_end(drawing->lanes, span) : span->to;
	int from = timeline_place(drawing, span->from), to = timeline_place(drawing, end);

	if (span->state == LANE_ALIVE) {
		row_fill(row, from, to, drawing->glyphs->alive, DIM);
		drawing->lives |= from < to;
	} else if (span->state == LANE_ASLEEP) {
		row_fill(row, from, to, drawing->glyphs->asleep, READY);
		drawing->sleeps |= from < to;
	} else if (span->state == LANE_BLOCKED) {
		row_fill(row, from, to, drawing->glyphs->blocked, BLOCKED);
		label(drawing, row, span, from, to);
		drawing->waits |= from < to;
	}
}

/* Who waits for something else than what is asked for neither runs nor is of interest. */
static void leave_blank(struct drawing *drawing, const struct row *row, const struct span *span)
{
	int from = timeline_place(drawing, span->from), to = timeline_place(drawing, span->to);

	row_fill(row, from, to, " ", PLAIN);
	drawing->elsewhere |= from < to;
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
			else
				leave_blank(drawing, row, span);
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
		from = timeline_place(drawing, span->from);
		to = timeline_place(drawing, span->to);
		if (span->state != LANE_HOLDS || !is_seen(drawing, span) || from >= to || !is_wanted(drawing, span->object))
			continue;
		while (row <= MOST_HOLDS && !row_is(&drawing->rows[row], from, " "))
			row++;
		if (row > MOST_HOLDS)
			continue;
		row_fill(&drawing->rows[row], from, to, drawing->glyphs->holds, READY);
		drawing->holds = true;
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

/* How far a mark's text can go: to where its task does something else, or a line passes, or in any case as far as its step. */
static int room_for(const struct drawing *drawing, const struct row *row, const struct mark *mark)
{
	int from = timeline_place(drawing, mark->step), room = timeline_room(drawing, mark->step);
	const struct lanes *lanes = drawing->lanes;
	int end = mark->next < 0 ? drawing->width : timeline_place(drawing, lanes->marks[mark->next].step);

	while (from + room < end && row_is(row, from + room, drawing->glyphs->alive) && !drawing->crossed[from + room])
		room++;
	return room;
}

/* "L", "L fork-0" or "lock fork-0", as the room has it; a blank or a line stands behind it. */
static void draw_mark(struct drawing *drawing, const struct row *row, const struct mark *mark)
{
	const struct event *event = mark->event;
	char letter = timeline_letter(mark);
	int room = timeline_room(drawing, mark->step);
	struct buf text = { 0 };

	if (room >= ROOM_FOR_WORDS) {
		buf_adds(&text, timeline_word(mark));
	} else {
		buf_addc(&text, letter);
		drawing->used[(unsigned char)letter] = true;
	}
	if (room > ROOM_FOR_NAME + 2 && event->object != NO_OBJECT) {
		buf_printf(&text, " %s", object_name(drawing, event->object));
		room = room_for(drawing, row, mark);
	}
	row_write(row, timeline_place(drawing, mark->step), room > 1 ? room - 1 : 1, buf_text(&text), paint_of(event), drawing->look);
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

/* Does a line between two that meet pass the lane, or the rows below it? */
static bool passes(const struct drawing *drawing, long i, int task, bool is_hold)
{
	const struct lanes *lanes = drawing->lanes;
	const struct mark *mark = &lanes->marks[i];
	int one, other;

	if (mark->meets < i || !is_drawn(drawing, mark))
		return false;
	one = mark->event->task;
	other = lanes->marks[mark->meets].event->task;
	return task < (one < other ? other : one) && task + is_hold > (one < other ? one : other);
}

static void draw_meetings(struct drawing *drawing, const struct row *row, int task, bool is_hold)
{
	for (long i = 0; i < drawing->lanes->n_marks; i++)
		if (passes(drawing, i, task, is_hold))
			cross(drawing, row, timeline_place(drawing, drawing->lanes->marks[i].step));
}

static void find_crossed(struct drawing *drawing, int task)
{
	for (int i = 0; i < drawing->width; i++)
		drawing->crossed[i] = false;
	for (long i = 0; i < drawing->lanes->n_marks; i++)
		if (passes(drawing, i, task, false))
			drawing->crossed[timeline_place(drawing, drawing->lanes->marks[i].step)] = true;
}

int timeline_lane(struct drawing *drawing, int task)
{
	int n_holds;

	draw_spans(drawing, &drawing->rows[0], task);
	find_crossed(drawing, task);
	draw_marks(drawing, &drawing->rows[0], task);
	n_holds = draw_holds(drawing, task);
	for (int i = 0; i <= n_holds; i++)
		draw_meetings(drawing, &drawing->rows[i], task, i > 0);
	return n_holds;
}
