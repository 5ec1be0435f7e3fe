/* step_screen.c - the screen of a stepped run; see step_screen.h. */
#include "cmd/step/step_screen.h"

#include <string.h>

#include "cmd/step/step_parts.h"
#include "cmd/step/step_state.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"
#include "lab/trace/family.h"
#include "lab/trace/snap_text.h"

enum {
	MOST_ROWS = 10, LEAST_ROWS = 3, WRAPPED_ROWS = 6, LONGEST_NAME = 16, NEWEST = 6,
	NARROW = 50, LEAST_WIDTH = 20, USUAL_HEIGHT = 24,
	REPORT = 11                     /* lines of a usual report, with the head and the prompt */
};

/* A task, or several that are alike. */
struct row {
	int         n;
	const char *first, **names;
	int         id, *ids;           /* of the first, of all; the clock has none */
	enum stance stance;
	bool        stuck, next;
	const char *place, *what;
};

struct screen {
	struct buf            *out;
	const struct position *position;
	const struct look     *look;
	struct arena          *arena;
	const struct passages *passages;
	struct row            *rows;
	int                    n_rows, most_rows;
	int                    width, height;
};

/* ---- What the rows say ---- */

/* "worker_pool.c:41", without the name where it is the pattern's own file. */
static const char *place_of(const struct position *position, const char *here)
{
	const char *place = snap_place(here), *own = snap_place(position->result->pattern->file);
	size_t length = strlen(own);

	return strncmp(place, own, length) == 0 && place[length] == ':' ? place + length : place;
}

/* Whom the task meets on this way. */
static int met(const struct way *way, int task)
{
	return way->step.task == task ? way->partner : way->step.task;
}

static const char *what_of(struct screen *s, int task)
{
	const struct stand *stand = &s->position->tasks[task];
	struct buf text = { 0 }, cause = { 0 };
	const char *copy;

	step_deed(&text, s->position, task);
	step_part_words(&text, s->position, s->passages, task);
	step_cause(&cause, s->position, task);
	if (cause.length)
		buf_printf(&text, ", %s", buf_text(&cause));
	if (stand->n_ways > 1)
		buf_printf(&text, " (%d ways)", stand->n_ways);
	else if (stand->n_ways == 1 && stand->ways[0].partner != NO_TASK)
		buf_printf(&text, ", meeting %s", s->position->result->snapshot->tasks[met(&stand->ways[0], task)].name);
	copy = arena_text(s->arena, buf_text(&text));
	buf_free(&text);
	buf_free(&cause);
	return copy;
}

static struct row row_of(struct screen *s, int task)
{
	const struct stand *stand = &s->position->tasks[task];
	const struct snap_task *about = &s->position->result->snapshot->tasks[task];

	return (struct row){
		.n = 1, .first = about->name, .id = task, .stance = stand->stance, .stuck = about->stuck,
		.next = s->position->next && s->position->next->step.task == task,
		.place = place_of(s->position, stand->here), .what = what_of(s, task),
	};
}

static struct row clock_row(struct screen *s)
{
	struct buf text = { 0 };
	struct row row = {
		.n = 1, .first = step_who(s->position, CLOCK_TASK), .id = CLOCK_TASK, .stance = STANCE_CAN_MOVE, .place = "",
		.next = s->position->next == s->position->clock,
	};

	step_way(&text, s->position, s->position->clock, CLOCK_TASK);
	row.what = arena_text(s->arena, buf_text(&text));
	buf_free(&text);
	return row;
}

static bool alike(const struct row *a, const struct row *b)
{
	return a->stance == b->stance && a->stuck == b->stuck && !a->next && !b->next &&
	       !strcmp(a->place, b->place) && !strcmp(a->what, b->what) && name_alike(a->first, b->first);
}

/* Tasks that are alike share a row when there are many. */
static void add_row(struct screen *s, struct row row)
{
	int n = s->position->n_tasks;

	for (int i = 0; i < s->n_rows && n > s->most_rows; i++)
		if (alike(&s->rows[i], &row)) {
			s->rows[i].ids[s->rows[i].n] = row.id;
			s->rows[i].names[s->rows[i].n++] = row.first;
			return;
		}
	row.names = arena_alloc(s->arena, (size_t)n * sizeof *row.names);
	row.names[0] = row.first;
	row.ids = arena_alloc(s->arena, (size_t)n * sizeof *row.ids);
	row.ids[0] = row.id;
	s->rows[s->n_rows++] = row;
}

/* 0: it moves next; 1: it can move; 2: it cannot. */
static int rank(const struct screen *s, int task)
{
	if (s->position->next && s->position->next->step.task == task)
		return 0;
	return s->position->tasks[task].stance == STANCE_CAN_MOVE ? 1 : 2;
}

/* Who moves next and who else can come first where not all can be shown, before them the clock. */
static void make_rows(struct screen *s)
{
	int n = s->position->n_tasks;
	bool sort = n > s->most_rows;

	s->rows = arena_alloc(s->arena, ((size_t)n + 1) * sizeof *s->rows);
	if (s->position->clock && sort)
		add_row(s, clock_row(s));
	for (int turn = 0; turn < (sort ? 3 : 1); turn++)
		for (int i = 0; i < n; i++)
			if (!sort || rank(s, i) == turn)
				add_row(s, row_of(s, i));
	if (s->position->clock && !sort)
		add_row(s, clock_row(s));
}

/* ---- Drawing ---- */

static const char *colour_of(const struct row *row)
{
	static const char *const colours[] = {
		[STANCE_CAN_MOVE] = "32", [STANCE_BLOCKED] = "31", [STANCE_SLEEPING] = "33",
		[STANCE_ENDED] = "2", [STANCE_STOPPED] = "2"
	};

	return row->stuck ? "35" : colours[row->stance];
}

static const char *name_of(struct screen *s, const struct row *row)
{
	struct buf text = { 0 };
	const char *copy;

	name_range(&text, row->names, row->n);
	copy = arena_text(s->arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

/* "t3", "t3..7", "t3,.."; nothing for the clock. */
static const char *number_of(struct screen *s, const struct row *row)
{
	bool range = row->ids[row->n - 1] == row->id + row->n - 1;
	struct buf text = { 0 };
	const char *copy;

	if (row->id != CLOCK_TASK)
		buf_printf(&text, "t%d", row->id);
	if (row->n > 1 && range)
		buf_printf(&text, "..%d", row->id + row->n - 1);
	else if (row->n > 1)
		buf_adds(&text, ",..");
	copy = arena_text(s->arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

static const char *place_in(struct screen *s, const struct row *row)
{
	(void)s;
	return row->place;
}

static int widest(struct screen *s, const char *(*text)(struct screen *, const struct row *))
{
	int most = 0, own;

	for (int i = 0; i < s->n_rows; i++) {
		own = text_columns(text(s, &s->rows[i]));
		most = own > most ? own : most;
	}
	return most;
}

static void pad(struct buf *out, int taken, int columns)
{
	buf_fill(out, ' ', columns - taken);
}

struct columns {
	int numbers, names, places;
};

/* ">t0 main     can move :41  send 4 to jobs 0/1" */
static void draw_row(struct screen *s, const struct row *row, const struct columns *columns)
{
	const char *word = row->stuck ? "stuck" : stance_word(row->stance);
	int names = columns->names, places = columns->places;
	int column = 1 + columns->numbers + 1 + names + 1 + 8 + 1 + places + 2;
	size_t from = s->out->length;

	buf_addc(s->out, row->next ? '>' : ' ');
	prose_colour(s->out, s->look, "2", number_of(s, row));
	pad(s->out, text_columns(number_of(s, row)), columns->numbers + 1);
	pad(s->out, text_cut_name(s->out, name_of(s, row), names, s->look->ascii), names + 1);
	prose_colour(s->out, s->look, colour_of(row), word);
	pad(s->out, (int)strlen(word), 9);
	if (*row->place)
		prose_colour(s->out, s->look, "2", row->place);
	pad(s->out, text_columns(row->place), places + 2);
	if (!*row->what) {
		text_trim(s->out, from);
		buf_addc(s->out, '\n');
	} else if (s->n_rows <= WRAPPED_ROWS) {
		text_wrap(s->out, row->what, column, column, s->width, s->look->ascii);
	} else {
		text_cut(s->out, row->what, s->width - column, s->look->ascii);
		buf_addc(s->out, '\n');
	}
}

/* Too narrow for columns. */
static void draw_paragraph(struct screen *s, const struct row *row)
{
	const char *word = row->stuck ? "stuck" : stance_word(row->stance);
	const char *number = number_of(s, row);
	int names = s->width - 4 - (int)strlen(word) - (int)strlen(number);

	buf_printf(s->out, "%s%s%s", row->next ? ">" : " ", number, *number ? " " : "");
	text_cut_name(s->out, name_of(s, row), names, s->look->ascii);
	buf_addc(s->out, ' ');
	prose_colour(s->out, s->look, colour_of(row), word);
	buf_addc(s->out, '\n');
	if (*row->what) {
		buf_adds(s->out, "    ");
		text_wrap(s->out, row->what, 4, 4, s->width, s->look->ascii);
	}
}

static void draw_rows(struct screen *s)
{
	struct columns columns = { widest(s, number_of), widest(s, name_of), widest(s, place_in) };
	int more = 0;

	columns.names = columns.names < LONGEST_NAME ? columns.names : LONGEST_NAME;
	for (int i = 0; i < s->n_rows; i++)
		if (i >= s->most_rows)
			more += s->rows[i].n;
		else if (s->width < NARROW)
			draw_paragraph(s, &s->rows[i]);
		else
			draw_row(s, &s->rows[i], &columns);
	if (more)
		buf_printf(s->out, "  ... and %d more (`threads`)\n", more);
}

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
	if (position->now > 0)
		buf_printf(&text, ", at %.3g ms", (double)position->now / 1e6);
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

	if (!way || s->width < NARROW)
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
	struct screen screen = {
		.position = position, .look = look, .arena = arena_new(),
		.width = look->width < LEAST_WIDTH ? LEAST_WIDTH : look->width,
		.height = height < USUAL_HEIGHT ? height : USUAL_HEIGHT,
	};
	struct buf text = { 0 };

	screen.out = &text;
	screen.passages = step_parts(position, screen.arena);
	screen.most_rows = (screen.height - 4) / (screen.width < NARROW ? 2 : 1);
	screen.most_rows = screen.most_rows < MOST_ROWS ? screen.most_rows : MOST_ROWS;
	screen.most_rows = screen.most_rows > LEAST_ROWS ? screen.most_rows : LEAST_ROWS;
	draw_head(&screen);
	make_rows(&screen);
	if (!position->over) {
		draw_rows(&screen);
		draw_state(&screen);
		step_passages(&text, screen.passages, look, lines_left(&screen));
	}
	draw_events(&screen, position->over ? screen.height - REPORT : lines_left(&screen));
	draw_next(&screen);
	buf_add(out, buf_text(&text), text.length);
	buf_free(&text);
	arena_free(screen.arena);
}
