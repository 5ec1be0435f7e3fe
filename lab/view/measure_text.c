/* measure_text.c - measures as tables, and levels as a row of blocks. */
#include <stdlib.h>
#include <string.h>

#include "lab/base/text.h"
#include "lab/trace/snap_text.h"
#include "lab/view/grid.h"
#include "lab/view/measure.h"
#include "lab/view/measure_parts.h"

enum { WIDE_SPARK = 24, NARROW_SPARK = 12, WIDE = 80 };

struct telling {
	struct buf            *out;
	const struct measures *m;
	const struct look     *look;
	int                    task, object;    /* or NO_TASK, NO_OBJECT */
};

static const char *in_time(struct arena *arena, double ns)
{
	struct buf text = { 0 };
	const char *copy;

	text_time(&text, (int64_t)ns);
	copy = arena_text(arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

static bool is_task(const struct measures *m, int object)
{
	return !strcmp(m->trace->objects[object].kind, "task");
}

/* ---- Levels ---- */

void view_spark(struct buf *out, const struct measured_object *object, int columns, bool ascii)
{
	static const char *const blocks[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	static const char letters[] = "_.:-=+*#";
	int each = MEASURE_SLOTS / columns;

	for (int i = 0; i < columns; i++) {
		double sum = 0;
		int step = 0;

		for (int k = 0; k < each; k++)
			sum += object->slots[i * each + k];
		if (object->most > 0 && sum > 0)
			step = (int)(sum / each / object->most * 7 + 0.5);
		if (ascii)
			buf_addc(out, letters[step < 8 ? step : 7]);
		else
			buf_adds(out, blocks[step < 8 ? step : 7]);
	}
}

static const char *spark(struct arena *arena, const struct measured_object *object, const struct look *look)
{
	struct buf text = { 0 };
	const char *copy;

	view_spark(&text, object, paint_width(look) < WIDE ? NARROW_SPARK : WIDE_SPARK, look->ascii);
	copy = arena_text(arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

/* ---- Objects ---- */

enum { NAME, OPERATIONS, RATE, LEVEL, MEAN, OVER_TIME };

static const struct grid_column object_columns[] = {
	[NAME]       = { "object", 0, false },
	[OPERATIONS] = { "operations", 3, true },
	[RATE]       = { "a second", 2, true },
	[LEVEL]      = { "level", 0, true },
	[MEAN]       = { "mean", 0, true },
	[OVER_TIME]  = { "over time", 1, false },
};

static void add_object(struct telling *t, struct grid *grid, int id)
{
	const struct measured_object *object = &t->m->objects[id];
	struct grid_row *row = grid_add(grid);
	struct buf rate = { 0 };

	row->cells[NAME] = t->m->trace->objects[id].name;
	row->cells[OPERATIONS] = arena_printf(grid->arena, "%ld", object->operations);
	if (t->m->duration > 0)
		words_rate(&rate, (double)object->operations * 1e9 / t->m->duration);
	row->cells[RATE] = arena_text(grid->arena, buf_text(&rate));
	row->paints[OPERATIONS] = row->paints[RATE] = DIM;
	if (object->has_level) {
		row->cells[LEVEL] = arena_printf(grid->arena, "%d..%d", object->least, object->most);
		row->cells[MEAN] = arena_printf(grid->arena, "%.2f", object->mean);
		row->cells[OVER_TIME] = spark(grid->arena, object, t->look);
	}
	buf_free(&rate);
}

static void tell_objects(struct telling *t)
{
	struct grid grid = { .arena = arena_new(), .columns = object_columns, .n_columns = OVER_TIME + 1 };

	for (int i = 0; i < t->m->trace->n_objects; i++)
		if (i == t->object ||
		    (t->object == NO_OBJECT && !is_task(t->m, i) && t->m->objects[i].operations > 0))
			add_object(t, &grid, i);
	if (grid.n_rows > 0)
		grid_print(t->out, &grid, t->look);
	arena_free(grid.arena);
}

/* ---- Waits ---- */

enum { WHERE, COUNT, AVERAGE, MEDIAN, P95, LONGEST, BY };

static const struct grid_column wait_columns[] = {
	[WHERE]   = { "waits for", 0, false },
	[COUNT]   = { "times", 0, true },
	[AVERAGE] = { "mean", 0, true },
	[MEDIAN]  = { "median", 3, true },
	[P95]     = { "95 %", 2, true },
	[LONGEST] = { "longest", 0, true },
	[BY]      = { "by", 1, false },
};

static const char *who_and_how(struct arena *arena, const struct measures *m,
                               const struct measured_wait *wait)
{
	static const char *const ends[] = {
		[WAIT_DONE] = "", [WAIT_TIMED_OUT] = ", timed out", [WAIT_LASTS] = ", to the end"
	};

	return arena_printf(arena, "%s%s", m->trace->tasks[wait->task], ends[wait->end]);
}

static void add_waits(struct telling *t, struct grid *grid, int task, int object, const char *name)
{
	struct wait_stats stats = measure_waits(t->m, &(struct wait_filter){
		.task = task, .object = object });
	struct grid_row *row;

	if (stats.n == 0)
		return;
	row = grid_add(grid);
	row->cells[WHERE] = name;
	row->cells[COUNT] = arena_printf(grid->arena, "%ld", stats.n);
	row->cells[AVERAGE] = in_time(grid->arena, stats.mean);
	row->cells[MEDIAN] = in_time(grid->arena, stats.median);
	row->cells[P95] = in_time(grid->arena, stats.p95);
	row->cells[LONGEST] = in_time(grid->arena, stats.longest->to - stats.longest->from);
	row->cells[BY] = who_and_how(grid->arena, t->m, stats.longest);
	row->paints[LONGEST] = BLOCKED;
	row->paints[MEDIAN] = row->paints[P95] = DIM;
}

/* An object or all; and of one object: a task each. */
static void tell_waits(struct telling *t)
{
	struct grid grid = { .arena = arena_new(), .columns = wait_columns, .n_columns = BY + 1 };
	const struct trace *trace = t->m->trace;

	for (int i = 0; i < trace->n_objects; i++)
		if (t->object == NO_OBJECT || t->object == i)
			add_waits(t, &grid, t->task, i, trace->objects[i].name);
	for (int i = 0; i < trace->n_tasks && t->object != NO_OBJECT && t->task == NO_TASK; i++)
		add_waits(t, &grid, i, t->object, arena_printf(grid.arena, "  %s", trace->tasks[i]));
	if (grid.n_rows > 0) {
		buf_addc(t->out, '\n');
		grid_print(t->out, &grid, t->look);
	}
	arena_free(grid.arena);
}

/* ---- Tasks ---- */

enum { TASK, MOVING, WAITING, ASLEEP, WAITS, ITS_LONGEST, FOR };

static const struct grid_column task_columns[] = {
	[TASK]        = { "task", 0, false },
	[MOVING]      = { "could move", 0, true },
	[WAITING]     = { "waits", 0, true },
	[ASLEEP]      = { "sleeps", 0, true },
	[WAITS]       = { "times", 2, true },
	[ITS_LONGEST] = { "longest wait", 0, true },
	[FOR]         = { "to", 1, false },
};

static const char *share(struct arena *arena, double part, double whole)
{
	double percent = whole > 0 ? part / whole * 100 : 0;

	return arena_printf(arena, "%.0f %%", percent > 0 ? percent : 0);
}

static const char *deed(struct arena *arena, const struct measures *m, const struct measured_wait *wait)
{
	struct buf text = { 0 };
	const char *copy;

	if (wait->choice && wait->end != WAIT_DONE)
		buf_adds(&text, "see one of several");
	else
		deed_words(&text, wait->what, wait->object == NO_OBJECT ? NULL
		           : m->trace->objects[wait->object].name);
	copy = arena_text(arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

static void add_task(struct telling *t, struct grid *grid, int id)
{
	const struct measured_task *task = &t->m->tasks[id];
	double alive = task->to - task->from;
	struct wait_stats stats = measure_waits(t->m, &(struct wait_filter){
		.task = id, .object = NO_OBJECT, .no_clock = true });
	struct grid_row *row = grid_add(grid);

	row->cells[TASK] = t->m->trace->tasks[id];
	if (alive < 0)
		return;
	row->cells[MOVING] = share(grid->arena, alive - task->waiting - task->asleep, alive);
	row->cells[WAITING] = share(grid->arena, task->waiting, alive);
	row->cells[ASLEEP] = share(grid->arena, task->asleep, alive);
	row->cells[WAITS] = arena_printf(grid->arena, "%ld", stats.n);
	row->paints[MOVING] = MOVES;
	row->paints[WAITING] = BLOCKED;
	row->paints[ASLEEP] = READY;
	if (stats.n > 0) {
		row->cells[ITS_LONGEST] = in_time(grid->arena, stats.longest->to - stats.longest->from);
		row->cells[FOR] = deed(grid->arena, t->m, stats.longest);
	}
}

/* Nothing is recorded when a task goes on after it has become ready, so the two cannot be told apart. */
static void explain_moving(struct telling *t, bool virtual_time)
{
	const char *text = arena_printf(t->m->arena, "could move: ran, or was ready and waited for %s",
	                                virtual_time ? "its turn" : "a processor");

	buf_adds(t->out, "  ");
	text_wrap(t->out, text, 2, 4, paint_width(t->look), t->look->ascii);
}

static void tell_tasks(struct telling *t, bool virtual_time)
{
	struct grid grid = { .arena = arena_new(), .columns = task_columns, .n_columns = FOR + 1 };

	for (int i = 0; i < t->m->trace->n_tasks; i++)
		if (t->task == NO_TASK || t->task == i)
			add_task(t, &grid, i);
	buf_addc(t->out, t->task == NO_TASK ? '\n' : ' ');
	if (t->task != NO_TASK)
		text_trim(t->out, t->out->length - 1);
	grid_print(t->out, &grid, t->look);
	explain_moving(t, virtual_time);
	arena_free(grid.arena);
}

/* ---- All of it ---- */

static void tell_span(struct telling *t, bool virtual_time)
{
	struct buf text = { 0 };

	buf_adds(&text, "measured over ");
	text_time(&text, (int64_t)t->m->duration);
	buf_adds(&text, !virtual_time ? " of real time"
	         : t->m->times ? " of virtual time, in which only sleeps and clocks take any"
	         : " of virtual time: 0.001 ms an event, for nobody slept");
	if (t->m->n_events < t->m->trace->n_events || t->m->trace->dropped) {
		buf_printf(&text, ", the first of ");
		text_time(&text, (int64_t)t->m->whole_run);
		buf_adds(&text, ": later on events were not kept, ");
		text_count(&text, t->m->trace->dropped);
		buf_adds(&text, " in all");
	}
	text_wrap(t->out, buf_text(&text), 0, 2, paint_width(t->look), t->look->ascii);
	buf_free(&text);
}

void view_measures(struct buf *out, const struct measures *m, int task, int object, bool virtual_time,
                   const struct look *look)
{
	struct telling t = { out, m, look, task, object };
	bool first = true;

	tell_span(&t, virtual_time);
	if (task == NO_TASK)
		tell_objects(&t);
	if (object == NO_OBJECT)
		tell_tasks(&t, virtual_time);
	tell_waits(&t);
	for (int i = 0; i < m->trace->n_objects && task == NO_TASK; i++) {
		struct buf text = { 0 };

		if ((object == NO_OBJECT || object == i) && words_little(&text, m, i, look)) {
			buf_adds(out, first ? "\n" : "");
			text_wrap(out, buf_text(&text), 0, 2, paint_width(look), look->ascii);
			first = false;
		}
		buf_free(&text);
	}
}
