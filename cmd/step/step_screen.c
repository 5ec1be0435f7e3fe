/* step_screen.c - the screen of a stepped run; see step_screen.h. */
#include "cmd/step/step_screen.h"

#include <string.h>

#include "cmd/step/step_parts.h"
#include "cmd/step/step_rows.h"
#include "cmd/step/step_state.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"
#include "lab/view/picture.h"

enum {
	MOST_ROWS = 10, LEAST_ROWS = 3, NEWEST = 6,
	LEAST_WIDTH = 20, USUAL_HEIGHT = 24, TALL = 40, NO_SCREEN = 1000, LEAST_PICTURE = 5,
	REPORT = 11,                    /* lines of a usual report, with the head and the prompt */
	AROUND = 3, SOURCE = 4          /* lines: the head, the next step and the prompt; for the source below the picture */
};

struct screen {
	struct buf            *out;
	const struct position *position;
	const struct look     *look;
	int                    width, height;
};

/* "worker-pool, step 12 of 41, 3 tasks can move" */
static void draw_head(struct screen *s)
{
	const struct position *position = s->position;
	struct buf text = { 0 };
	int able = 0;

	for (int i = 0; i < position->n_tasks; i++)
		able += position->tasks[i].stance == STANCE_CAN_MOVE;
	buf_printf(&text, "%s, step %ld", position->result->pattern->name, position->step);
	if (position->known > position->step)
		buf_printf(&text, " of %ld", position->known);
	if (position->over)
		buf_adds(&text, ": it is over");
	else
		buf_printf(&text, ", %d of %d task%s%s can move", able, position->n_tasks, text_s(position->n_tasks),
		           position->clock ? " and the clock" : "");
	if (position->now > 0) {
		buf_adds(&text, ", at ");
		text_moment(&text, position->now);
	}
	text_wrap(s->out, buf_text(&text), 0, 2, s->width, s->look->ascii);
	buf_free(&text);
}

/* What the objects are, in one line; indented below the tasks. */
static void draw_state(struct screen *s)
{
	struct buf text = { 0 };

	step_state(&text, s->position, s->width - 1);
	if (text.length)
		buf_printf(s->out, " %s\n", buf_text(&text));
	buf_free(&text);
}

/* Of a table that leaves room for the rest. */
static int most_rows(const struct screen *s)
{
	int rows = (s->height - 4) / (s->width < STEP_NARROW ? 2 : 1);

	rows = rows < MOST_ROWS ? rows : MOST_ROWS;
	return rows > LEAST_ROWS ? rows : LEAST_ROWS;
}

/* Can a line of the source be more than one step? */
static bool has_parts(const struct snapshot *snapshot)
{
	for (int i = 0; i < snapshot->n_objects; i++)
		for (int k = 0; k < snapshot->objects[i].n_operations; k++)
			if (snapshot->objects[i].events[k] == EV_CELL_LOAD)
				return true;
	return false;
}

/*
 * What the picture may take. It follows from the run and the screen alone, so that nothing in it moves to another place while the
 * run is stepped, nor at its end: the rest has what is left, and a report goes on below.
 */
static int picture_lines(const struct screen *s)
{
	int rows = s->position->n_tasks < most_rows(s) ? s->position->n_tasks : most_rows(s) + 1;

	return s->height - AROUND - rows - (has_parts(s->position->result->snapshot) ? SOURCE : 0);
}

/* Where everybody stands, and who holds and waits for what, with a blank line before it. */
static void draw_picture(struct screen *s, int lines)
{
	const struct result *result = s->position->result;
	struct picture *picture;
	struct buf text = { 0 };

	if (lines < LEAST_PICTURE || s->width < STEP_NARROW || result->trace.n_events == 0)
		return;
	picture = picture_new(&result->trace, result->snapshot, result->pattern->file, s->position->over);
	if (picture_draw_forms(&text, picture, picture_steps(picture), s->look, lines - 1)) {
		buf_addc(s->out, '\n');
		buf_add(s->out, buf_text(&text), text.length);
	}
	picture_free(picture);
	buf_free(&text);
}

static void draw_newest(struct screen *s, struct buf *out, long n)
{
	const struct trace *trace = &s->position->result->trace;

	buf_addc(out, '\n');
	view_log_head(out, trace, NULL, s->look);
	view_log(out, trace, trace->n_events - n, trace->n_events, NULL, s->look);
	if (s->position->result->events > trace->n_events)
		text_wrap(out, "(newer events are not kept; keep=N keeps more)", 0, 2, s->width, s->look->ascii);
}

/* As many as fit into so many lines. */
static void draw_events(struct screen *s, int lines)
{
	long n = s->position->result->trace.n_events;
	struct buf text = { 0 };

	for (n = n < NEWEST ? n : NEWEST; n > 0; n--) {
		buf_clear(&text);
		draw_newest(s, &text, n);
		if (text_lines(buf_text(&text)) <= lines)
			break;
	}
	if (n > 0)
		buf_add(s->out, buf_text(&text), text.length);
	buf_free(&text);
}

/* What `step` would do, and, where there is room, what else there is. */
static void draw_next(struct screen *s)
{
	static const char more[] = "   step NAME or t1: another   back";
	const struct way *way = s->position->next;
	struct buf text = { 0 };

	if (!way || s->width < STEP_NARROW)
		return;
	buf_printf(&text, "step: %s will ", step_who(s->position, way->step.task));
	step_way(&text, s->position, way, way->step.task);
	if (text_columns(buf_text(&text)) + (int)strlen(more) <= s->width)
		buf_adds(&text, more);
	if (text_columns(buf_text(&text)) <= s->width) {
		prose_colour(s->out, s->look, "2", buf_text(&text));
		buf_addc(s->out, '\n');
	}
	buf_free(&text);
}

/* How many lines are left below what is drawn, with one for the next step and one for the prompt. */
static int lines_left(const struct screen *s)
{
	return s->height - 2 - text_lines(buf_text(s->out));
}

void step_screen(struct buf *out, const struct position *position, const struct look *look, int height)
{
	struct arena *arena = arena_new();
	struct passages *all = step_parts(position, arena);
	struct screen screen = {
		.position = position, .look = look,
		.width = look->width < LEAST_WIDTH ? LEAST_WIDTH : look->width,
		.height = height > NO_SCREEN ? USUAL_HEIGHT : height < TALL ? height : TALL,
	};
	struct buf text = { 0 }, picture = { 0 };
	int left = screen.height - REPORT;      /* when it is over */

	screen.out = &text;
	draw_head(&screen);
	if (!position->over)
		step_rows(&text, position, all, look, most_rows(&screen));
	screen.out = &picture;
	draw_picture(&screen, picture_lines(&screen));
	screen.out = &text;
	if (position->over) {
		left -= text_lines(buf_text(&picture));
		buf_add(&text, buf_text(&picture), picture.length);
	} else {
		left = lines_left(&screen);
		if (picture.length == 0 || text_lines(buf_text(&picture)) > left)
			draw_state(&screen);
		else
			buf_add(&text, buf_text(&picture), picture.length);
		step_passages(&text, all, look, lines_left(&screen) - 1);
		left = lines_left(&screen);
	}
	draw_events(&screen, left);
	draw_next(&screen);
	buf_add(out, buf_text(&text), text.length);
	buf_free(&text);
	buf_free(&picture);
	arena_free(arena);
}
