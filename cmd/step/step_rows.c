/* step_rows.c - the tasks of a stepped run as a table; see step_rows.h. */
#include "cmd/step/step_rows.h"

#include <string.h>

#include "cmd/step/step_screen.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"
#include "lab/trace/family.h"
#include "lab/trace/snap_text.h"

enum { WRAPPED_ROWS = 6, LONGEST_NAME = 16, LEAST_WIDTH = 20 };

/* A task, or several that are alike. */
struct row {
	int         n;
	const char *first, **names;
	int         id, *ids;           /* of the first, of all; the clock has none */
	enum stance stance;
	bool        stuck, next;
	const char *place, *what;
};

struct rows_table {
	struct buf            *out;
	const struct position *position;
	const struct look     *look;
	struct arena          *arena;
	const struct passages *passages;
	struct row            *rows;
	int                    n_rows, most_rows, width;
};

/* ---- What the rows say ---- */

/* "worker_pool.c:41", without the name where it is the pattern's own file. */
static const char *place_of(const struct position *position, const char *here)
{
	return snap_place_in(here, position->result->pattern->file);
}

/* Whom the task meets on this way. */
static int met(const struct way *way, int task)
{
	return way->step.task == task ? way->partner : way->step.task;
}

static const char *what_of(struct rows_table *s, int task)
{
	const struct stand *stand = &s->position->tasks[task];
	struct buf text = { 0 }, cause = { 0 };
	const char *copy;

	step_deed(&text, s->position, task);
	if (snap_woken(s->position->result->snapshot, &s->position->result->snapshot->tasks[task]))
		buf_adds(&text, ", woken");
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

static struct row row_of(struct rows_table *s, int task)
{
	const struct stand *stand = &s->position->tasks[task];
	const struct snap_task *about = &s->position->result->snapshot->tasks[task];

	return (struct row){
		.n = 1, .first = about->name, .id = task, .stance = stand->stance, .stuck = about->stuck,
		.next = s->position->next && s->position->next->step.task == task,
		.place = place_of(s->position, stand->here), .what = what_of(s, task),
	};
}

static struct row clock_row(struct rows_table *s)
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
static void add_row(struct rows_table *s, struct row row)
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
static int rank(const struct rows_table *s, int task)
{
	if (s->position->next && s->position->next->step.task == task)
		return 0;
	return s->position->tasks[task].stance == STANCE_CAN_MOVE ? 1 : 2;
}

/* Who moves next and who else can come first where not all can be shown, before them the clock. */
static void make_rows(struct rows_table *s)
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

static const char *name_of(struct rows_table *s, const struct row *row)
{
	struct buf text = { 0 };
	const char *copy;

	name_range(&text, row->names, row->n);
	copy = arena_text(s->arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

/* "t3", "t3..7", "t3,.."; nothing for the clock. */
static const char *number_of(struct rows_table *s, const struct row *row)
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

static const char *place_in(struct rows_table *s, const struct row *row)
{
	(void)s;
	return row->place;
}

static int widest(struct rows_table *s, const char *(*text)(struct rows_table *, const struct row *))
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
static void draw_row(struct rows_table *s, const struct row *row, const struct columns *columns)
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
static void draw_paragraph(struct rows_table *s, const struct row *row)
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

static void draw_rows(struct rows_table *s)
{
	struct columns columns = { widest(s, number_of), widest(s, name_of), widest(s, place_in) };
	int more = 0;

	columns.names = columns.names < LONGEST_NAME ? columns.names : LONGEST_NAME;
	for (int i = 0; i < s->n_rows; i++)
		if (i >= s->most_rows)
			more += s->rows[i].n;
		else if (s->width < STEP_NARROW)
			draw_paragraph(s, &s->rows[i]);
		else
			draw_row(s, &s->rows[i], &columns);
	if (more)
		buf_printf(s->out, "  ... and %d more (`threads`)\n", more);
}

void step_rows(struct buf *out, const struct position *position, const struct passages *passages, const struct look *look,
               int most_rows)
{
	struct rows_table table = {
		.out = out, .position = position, .look = look, .arena = arena_new(), .passages = passages,
		.most_rows = most_rows, .width = look->width < LEAST_WIDTH ? LEAST_WIDTH : look->width,
	};

	make_rows(&table);
	draw_rows(&table);
	arena_free(table.arena);
}
