/* picture_objects.c - what objects are at a moment, in few words; see picture_parts.h. */
#include "lab/view/picture_parts.h"

#include <inttypes.h>
#include <limits.h>
#include <string.h>

#include "lab/base/text.h"
#include "lab/trace/family.h"
#include "lab/trace/snap_text.h"

enum { MOST_SLOTS = 16, MOST_QUEUED = 6 };

static bool has(const struct snap_object *object, enum event_kind kind)
{
	for (int i = 0; i < object->n_operations; i++)
		if (object->events[i] == kind)
			return true;
	return false;
}

static bool is_lock(const struct snap_object *object)
{
	return has(object, EV_LOCK) || has(object, EV_READ_LOCK) || has(object, EV_WRITE_LOCK);
}

static bool is_cell(const struct snap_object *object)
{
	return has(object, EV_CELL_LOAD) || has(object, EV_ATOM_LOAD);
}

void shot_value(struct buf *out, const struct shot *shot, const struct moment_value *value)
{
	if (value->kind == VALUE_NUMBER)
		buf_printf(out, "%" PRId64, value->value);
	else if (value->kind == VALUE_OBJECT)
		buf_adds(out, value->value < 0 || value->value >= shot->last->n_objects ? "nil"
		         : shot->last->objects[value->value].name);
	else if (value->kind == VALUE_TEXT)
		buf_adds(out, moment_value_text(value));
	else
		buf_addc(out, '#');
}

/* "[3 4 . .]"; nothing when some value is not known, or there are too many places. */
static void add_slots(struct buf *out, const struct shot *shot, const struct moment_object *now, int capacity)
{
	bool known = false;

	if (capacity > MOST_SLOTS || now->n_items > capacity)
		return;
	for (int i = 0; i < now->n_items; i++)
		known |= now->items[i].kind != VALUE_NONE;
	if (now->n_items > 0 && !known)
		return;
	buf_addc(out, '[');
	for (int i = 0; i < capacity; i++) {
		buf_adds(out, i ? " " : "");
		if (i < now->n_items)
			shot_value(out, shot, &now->items[i]);
		else
			buf_addc(out, '.');
	}
	buf_addc(out, ']');
}

/* The first of three forms that fits: values, marks, numbers. */
static void add_channel(struct buf *out, const struct shot *shot, int object, int columns)
{
	const struct moment_object *now = &shot->moment->objects[object];
	int capacity = shot->last->objects[object].capacity;
	const char *closed = now->closed ? " closed" : "";

	if (now->closed && now->level == 0 && 2 * capacity + 2 + (int)strlen(closed) > columns) {
		buf_adds(out, closed + 1);
		return;
	}
	columns -= (int)strlen(closed);
	if (now->n_items >= 0)
		add_slots(out, shot, now, capacity);
	if (text_columns(buf_text(out)) > columns || !out->length) {
		buf_clear(out);
		if (now->level >= 0 && now->level <= capacity && capacity + 2 <= columns && capacity <= 2 * MOST_SLOTS) {
			buf_addc(out, '[');
			buf_fill(out, '#', now->level);
			buf_fill(out, '.', capacity - now->level);
			buf_addc(out, ']');
		} else if (now->level < 0) {
			buf_printf(out, "?/%d", capacity);
		} else {
			buf_printf(out, "%d/%d", now->level, capacity);
		}
	}
	buf_adds(out, closed);
}

/* "reader-0..2" */
static void add_tasks(struct buf *out, const struct shot *shot, const int *tasks, int n)
{
	const char **names = arena_alloc(shot->arena, (size_t)n * sizeof *names);
	int shown = 0;

	for (int i = 0; i < n; i++)
		names[i] = shot->last->tasks[tasks[i]].name;
	for (int i = 0, end; i < n; i = end, shown++) {
		for (end = i + 1; end < n && tasks[end] == tasks[end - 1] + 1 && name_alike(names[end], names[i]); end++)
			;
		buf_adds(out, shown ? ", " : "");
		if (shown == MOST_QUEUED) {
			buf_printf(out, "and %d more", n - i);
			return;
		}
		name_range(out, &names[i], end - i);
	}
}

static void add_lock(struct buf *out, const struct shot *shot, const struct moment_object *now, int columns)
{
	const char *owner = now->owner != NO_TASK ? shot->last->tasks[now->owner].name : "";

	if (now->owner != NO_TASK) {
		buf_adds(out, (int)sizeof "held by" + text_columns(owner) <= columns ? "held by " : "by ");
		text_cut_name(out, owner, columns - text_columns(buf_text(out)), shot->look->ascii);
	} else if (now->n_holders > 0)
		buf_adds(out, "read by ");
	else
		buf_adds(out, "free");
	if (now->owner == NO_TASK)
		add_tasks(out, shot, now->holders, now->n_holders);
}

/* What the trace does not tell the snapshot does, at its moment; else nothing is said of it. */
static void add_cell(struct buf *out, const struct shot *shot, int object)
{
	const struct moment_value *value = &shot->moment->objects[object].value;
	const char *state = shot->at_end ? shot->last->objects[object].state : "";

	if (value->kind == VALUE_NONE && !*state)
		return;
	buf_adds(out, "= ");
	if (value->kind == VALUE_NONE)
		buf_adds(out, state);
	else
		shot_value(out, shot, value);
}

static void add_count(struct buf *out, const struct shot *shot, const struct snap_object *object,
                      const struct moment_object *now)
{
	const char *unit = snap_unit(object);

	if (!*unit)
		return;
	if (now->level < 0 && shot->at_end) {
		buf_adds(out, object->state);
		return;
	}
	if (now->level < 0)
		return;
	if (has(object, EV_BARRIER_ARRIVE) && object->capacity >= 0)
		buf_printf(out, "%d of %d", now->level, object->capacity);
	else
		buf_printf(out, "%d", now->level);
	buf_printf(out, " %s", unit);
}

/* "0 left, held by task-2", as much as fits: the lines say it, too. */
static void add_permits(struct buf *out, const struct shot *shot, const struct moment_object *now, int columns)
{
	int *tasks = arena_alloc(shot->arena, (size_t)now->n_lent * sizeof *tasks), n = 0;
	struct buf text = { 0 };

	for (int i = 0; i < now->n_lent; i++) {
		bool twice = false;

		for (int k = 0; k < n; k++)
			twice |= tasks[k] == now->holders[i];
		if (!twice)
			tasks[n++] = now->holders[i];
	}
	if (n == 0)
		return;
	add_tasks(&text, shot, tasks, n);
	columns -= text_columns(buf_text(out)) + text_columns(buf_text(&text));
	if (columns >= (int)sizeof ", by " - 1)
		buf_printf(out, "%s%s", columns >= (int)sizeof ", held by " - 1 ? ", held by " : ", by ", buf_text(&text));
	buf_free(&text);
}

static enum paint paint_of(const struct moment_object *now)
{
	if (now->touched)
		return MOVES;
	return now->owner != NO_TASK || now->n_holders + now->n_lent > 0 ? READY : now->made ? PLAIN : DIM;
}

/* Then shot_queue() says who waits for it, or how many. */
static bool has_queue(const struct shot *shot, int object)
{
	return *shot_queue(shot, object, INT_MAX);
}

/* Did nobody hear what was signalled there in this step? */
static bool is_lost(const struct shot *shot, int object)
{
	for (int i = 0; i < shot->moment->n_marks; i++)
		if (shot->moment->marks[i].event->object == object && event_is_unheard((enum event_kind)shot->moment->marks[i].event->kind))
			return true;
	return false;
}

const char *shot_content(const struct shot *shot, int object, int columns, enum paint *paint)
{
	const struct snap_object *thing = &shot->last->objects[object];
	const struct moment_object *now = &shot->moment->objects[object];
	struct buf text = { 0 };

	*paint = paint_of(now);
	if (has(thing, EV_CHAN_SEND)) {
		add_channel(&text, shot, object, columns);
	} else if (is_lock(thing)) {
		add_lock(&text, shot, now, columns);
	} else if (is_cell(thing)) {
		add_cell(&text, shot, object);
	} else {
		add_count(&text, shot, thing, now);
		if (has(thing, EV_RELEASE))
			add_permits(&text, shot, now, columns);
		if (!text.length && now->owner != NO_TASK)
			buf_printf(&text, "by %s", shot->last->tasks[now->owner].name);
		else if (!text.length && now->closed)
			buf_adds(&text, *snap_over(thing) ? snap_over(thing) : "ended");
		else if (!text.length && is_lost(shot, object))
			buf_adds(&text, "signal lost");
		else if (!text.length && shot->at_end && !(has(thing, EV_SIGNAL) && has_queue(shot, object)))
			buf_adds(&text, thing->state);
	}
	return shot_keep(shot, &text);
}

int shot_content_columns(const struct shot *shot, int object, int most)
{
	const struct snap_object *thing = &shot->last->objects[object];
	int columns = 6;

	if (has(thing, EV_CHAN_SEND))
		columns = thing->capacity <= MOST_SLOTS ? 2 * thing->capacity + 2 : 8;
	else if (is_lock(thing) || has(thing, EV_RELEASE))
		columns = 24;
	else if (!is_cell(thing))
		columns = 9;
	return columns < most ? columns : most;
}

/* Those who wait for it, or those who have been woken there; returns how many. */
static int queued(const struct shot *shot, int object, bool woken, int *tasks)
{
	int n = 0;

	for (int i = 0; i < shot->n_queue; i++) {
		const struct moment_task *task = &shot->moment->tasks[shot->queue[i]];

		if (task->object == object && !task->choice &&
		    (woken ? shot_woken(shot, shot->queue[i]) : !shot_ready(shot, shot->queue[i])))
			tasks[n++] = shot->queue[i];
	}
	return n;
}

const char *shot_queue(const struct shot *shot, int object, int columns)
{
	int *tasks = arena_alloc(shot->arena, (size_t)shot->n_queue * sizeof *tasks), n = queued(shot, object, false, tasks);
	const char *word = n == 1 ? "waits" : "wait", *whole;
	struct buf text = { 0 };

	if (n == 0) {
		n = queued(shot, object, true, tasks);
		word = "woken";
	}
	if (n == 0)
		return "";
	add_tasks(&text, shot, tasks, n);
	buf_printf(&text, " %s", word);
	whole = shot_keep(shot, &text);
	if (text_columns(whole) > columns)
		whole = arena_printf(shot->arena, "%d %s", n, word);
	return text_columns(whole) <= columns ? whole : "";
}
