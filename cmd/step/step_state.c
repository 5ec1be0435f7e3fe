/* step_state.c - see step_state.h. */
#include "cmd/step/step_state.h"

#include <inttypes.h>
#include <string.h>

#include "lab/base/text.h"
#include "lab/trace/snap_text.h"
#include "lab/view/variables.h"

enum { MOST_VALUES = 4, ROOM_FOR_MORE = 14, ROOM_FOR_HOW = 20 };        /* "; and 100 more", ": trace variable=all" */

/* In the order in which they are told. */
enum sort { CELL, FILLED, IDLE, LEFT_OUT };

struct variables {
	struct variable_now *list;
	int                  n;
};

struct line {
	struct buf *out;
	int         width;
	int         left;               /* what is still to be told, this one included */
	int         variables;          /* those of them that are variables */
	bool        full;
};

static enum sort sort_of(const struct snap_object *object)
{
	if (snap_is_task(object) || object->owner != NO_TASK)
		return LEFT_OUT;
	if (!strcmp(object->kind, "cell"))
		return *object->state ? CELL : LEFT_OUT;        /* it may be gone */
	if (object->capacity == 0 && !strchr(object->state, ' '))
		return LEFT_OUT;                /* nothing can be in it */
	return object->occupancy ? FILLED : IDLE;
}

/* Add it where it fits, and with it, if more is to come, how much more that is. */
static void add(struct line *line, const char *text)
{
	int room = line->width - text_columns(buf_text(line->out)) - (line->left > 1 ? ROOM_FOR_MORE : 0) -
		(line->variables > 1 ? ROOM_FOR_HOW : 0);

	line->full = line->full || text_columns(text) + 2 > room;
	if (line->full)
		return;
	buf_printf(line->out, "%s%s", line->out->length ? "; " : "", text);
	line->left--;
}

/* ---- What there is to say ---- */

/* "philosopher-0 holds fork-0, fork-1", or "t1 has fork-0, fork-1"; nothing when it holds nothing. */
static void holdings(struct buf *out, const struct snapshot *snapshot, int task, bool named)
{
	int n = 0;

	for (int i = 0; i < snapshot->n_objects; i++) {
		if (snapshot->objects[i].owner != task || snap_is_task(&snapshot->objects[i]))
			continue;
		if (n++)
			buf_adds(out, ", ");
		else if (named)
			buf_printf(out, "%s holds ", snapshot->tasks[task].name);
		else
			buf_printf(out, "t%d has ", task);
		buf_adds(out, snapshot->objects[i].name);
	}
}

/*
 * " (3, 4)": a queue holds what was sent to it last, as far as that was recorded. Of more values the next to come out
 * are told.
 */
static void contents(struct buf *out, const struct result *result, int object)
{
	const struct trace *trace = &result->trace;
	int n = result->snapshot->objects[object].occupancy, found = 0;
	int64_t values[MOST_VALUES] = { 0 };

	if (result->events > trace->n_events || strcmp(result->snapshot->objects[object].kind, "channel"))
		return;
	for (long i = trace->n_events - 1; i >= 0 && found < n; i--) {
		const struct event *event = &trace->events[i];

		if (event->kind != EV_CHAN_SEND || event->object != object)
			continue;
		if (!event->has_value)
			return;
		found++;
		if (n - found < MOST_VALUES)
			values[n - found] = event->value;
	}
	for (int i = 0; found == n && i < n && i < MOST_VALUES; i++)
		buf_printf(out, "%s%" PRId64, i ? ", " : " (", values[i]);
	if (found == n && n)
		buf_adds(out, n > MOST_VALUES ? ", ...)" : ")");
}

static void describe(struct buf *out, const struct result *result, int id, enum sort sort)
{
	const struct snap_object *object = &result->snapshot->objects[id];

	buf_printf(out, sort == CELL ? "%s = %s" : "%s %s", object->name, object->state);
	contents(out, result, id);
}

/* What the program's variables are that are no objects. */
static void add_variables(struct line *line, const struct variables *variables)
{
	struct buf text = { 0 };

	for (int i = 0; i < variables->n; i++) {
		buf_clear(&text);
		buf_printf(&text, "%s = %s", variables->list[i].name, variables->list[i].value);
		add(line, buf_text(&text));
		line->variables -= !line->full;
	}
	buf_free(&text);
}

static int count(const struct snapshot *snapshot)
{
	int n = 0;

	for (int i = 0; i < snapshot->n_objects; i++)
		n += sort_of(&snapshot->objects[i]) != LEFT_OUT;
	for (int i = 0; i < snapshot->n_tasks; i++) {
		struct buf text = { 0 };

		holdings(&text, snapshot, i, true);
		n += text.length > 0;
		buf_free(&text);
	}
	return n;
}

static void add_holdings(struct line *line, const struct snapshot *snapshot, bool named)
{
	struct buf text = { 0 };

	for (int i = 0; i < snapshot->n_tasks; i++) {
		buf_clear(&text);
		holdings(&text, snapshot, i, named);
		if (text.length)
			add(line, buf_text(&text));
	}
	buf_free(&text);
}

static void add_sort(struct line *line, const struct result *result, enum sort sort)
{
	const struct snapshot *snapshot = result->snapshot;
	struct buf text = { 0 };

	for (int i = 0; i < snapshot->n_objects; i++)
		if (sort_of(&snapshot->objects[i]) == sort) {
			buf_clear(&text);
			describe(&text, result, i, sort);
			add(line, buf_text(&text));
		}
	buf_free(&text);
}

/* False when there was no room for all that is more than idle. */
static bool make(struct line *line, const struct result *result, const struct variables *variables, bool named)
{
	bool fits;

	buf_clear(line->out);
	line->full = false;
	line->left = count(result->snapshot) + variables->n;
	line->variables = variables->n;
	add_holdings(line, result->snapshot, named);
	add_sort(line, result, CELL);
	add_variables(line, variables);
	add_sort(line, result, FILLED);
	fits = !line->full;
	add_sort(line, result, IDLE);
	return fits;
}

void step_state(struct buf *out, const struct position *position, int width)
{
	struct arena *arena = arena_new();
	struct variables variables = { 0 };
	struct buf all = { 0 };
	struct line line = { .out = &all, .width = width };

	variables.n = variables_at(&position->result->trace, position->step, arena, &variables.list);
	if (!make(&line, position->result, &variables, true))
		make(&line, position->result, &variables, false);
	if (line.left && all.length)
		buf_printf(&all, "; and %d more%s", line.left, line.variables ? ": trace variable=all" : "");
	buf_add(out, buf_text(&all), all.length);
	buf_free(&all);
	arena_free(arena);
}
