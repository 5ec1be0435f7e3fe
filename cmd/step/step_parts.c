/* step_parts.c - see step_parts.h. */
#include "cmd/step/step_parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/term/prose.h"
#include "lab/base/embed.h"
#include "lab/base/text.h"
#include "lab/trace/snap_text.h"

/* The newest events of a task, as far back as they are parts of its passage. */
struct recent {
	const struct event *newest[MOST_PARTS];         /* backwards */
	long                n;
	bool                closed;
};

static bool is_part(enum event_kind kind)
{
	return kind == EV_CELL_LOAD || kind == EV_CELL_STORE;
}

static int line_of(const char *here)
{
	const char *colon = here ? strrchr(here, ':') : NULL;

	return colon ? atoi(colon + 1) : 0;
}

/* ---- The lines that tasks stand in ---- */

static struct passage *add_passage(struct passages *all, const char *here)
{
	struct passage *passage = &all->of[all->n];
	const char *colon = strrchr(here, ':');
	struct buf name = { 0 };

	if (!colon || all->n == MOST_PASSAGES)
		return NULL;
	buf_add(&name, here, (size_t)(colon - here));
	passage->here = here;
	passage->source = embedded_text(buf_text(&name));
	buf_free(&name);
	all->n++;
	return passage->source && line_parts_find(passage->source, line_of(here), &passage->parts) ? passage : NULL;
}

static bool same_file(const char *a, const char *b)
{
	size_t length = strcspn(a, ":");

	return length == strcspn(b, ":") && !strncmp(a, b, length);
}

static bool is_in(const struct passage *passage, const char *here)
{
	int line = line_of(here);

	return here && passage->parts.n && line >= passage->parts.from && line <= passage->parts.to &&
	       same_file(passage->here, here);
}

static struct passage *find_passage(struct passages *all, const char *here)
{
	if (!here)
		return NULL;
	for (int i = 0; i < all->n; i++)
		if (!strcmp(all->of[i].here, here) || is_in(&all->of[i], here))
			return all->of[i].parts.n ? &all->of[i] : NULL;
	return add_passage(all, here);
}

/* ---- How far they are ---- */

/* The load or store that the task is about to do; NULL when that is something else. */
static const struct deed *next_part(const struct stand *stand)
{
	return stand->n_deeds == 1 && is_part(stand->deeds[0].event) ? &stand->deeds[0] : NULL;
}

static void look_back(const struct event *event, const struct passage *in, struct recent *recent)
{
	if (recent->closed || event->kind == EV_PARK || event->kind == EV_SLEEP)
		return;
	if (!is_part(event->kind) || !is_in(in, event->here)) {
		recent->closed = true;
		return;
	}
	if (recent->n < MOST_PARTS)
		recent->newest[recent->n] = event;
	recent->n++;
}

/* Part `i` is the one that names this cell: as one that was done names it, and no other. */
static bool fits_cell(const struct line_parts *parts, const struct event *const *did, int n, int i, int object)
{
	for (int k = 0; k < n; k++)
		if (!strcmp(parts->of[k].cell, parts->of[i].cell) != (did[k]->object == object))
			return false;
	return true;
}

/* Has the task done just the first `n` parts this time, and is about to do the next, or something between? */
static bool fits(const struct inside *inside, const struct stand *stand, int n)
{
	const struct line_parts *parts = &inside->passage->parts;
	const struct deed *deed = next_part(stand);

	for (int i = 0; i < n; i++)
		if ((inside->did[i]->kind == EV_CELL_STORE) != parts->of[i].store ||
		    !fits_cell(parts, inside->did, i, i, inside->did[i]->object))
			return false;
	if (!deed)
		return n > 0;
	return (deed->event == EV_CELL_STORE) == parts->of[n].store &&
	       fits_cell(parts, inside->did, n, n, deed->object);
}

/* Passing through again and again, a task does all parts each time, unless the line leaves some out. */
static void place(struct inside *inside, const struct stand *stand, const struct recent *recent)
{
	for (int n = (int)(recent->n % inside->passage->parts.n); n >= 0; n--) {
		for (int i = 0; i < n; i++)
			inside->did[i] = recent->newest[n - 1 - i];
		inside->done = n;
		if (fits(inside, stand, n))
			return;
	}
	inside->passage = NULL;
	inside->done = 0;
}

static void place_all(struct passages *all, const struct position *position, struct recent *recent)
{
	const struct trace *trace = &position->result->trace;

	for (long i = trace->n_events - 1; i >= 0; i--) {
		const struct event *event = &trace->events[i];

		if (event->task >= 0 && event->task < position->n_tasks)
			look_back(event, all->tasks[event->task].passage, &recent[event->task]);
	}
	for (int i = 0; i < position->n_tasks; i++) {
		struct inside *inside = &all->tasks[i];

		if (inside->passage)
			place(inside, &position->tasks[i], &recent[i]);
		if (inside->passage && (inside->done || (position->next && position->next->step.task == i)))
			inside->passage->lit = true;
	}
}

struct passages *step_parts(const struct position *position, struct arena *arena)
{
	struct passages *all = arena_alloc(arena, sizeof *all);
	struct recent *recent = arena_alloc(arena, (size_t)position->n_tasks * sizeof *recent);

	all->tasks = arena_alloc(arena, (size_t)position->n_tasks * sizeof *all->tasks);
	if (position->over || position->result->events > position->result->trace.n_events)
		return all;
	for (int i = 0; i < position->n_tasks; i++) {
		all->tasks[i].passage = find_passage(all, position->tasks[i].here);
		recent[i].closed = !all->tasks[i].passage;
	}
	place_all(all, position, recent);
	return all;
}

/* ---- Words ---- */

static const struct snap_object *object_of(const struct position *position, int id)
{
	return &position->result->snapshot->objects[id];
}

void step_part_words(struct buf *out, const struct position *position, const struct passages *all, int task)
{
	const struct inside *inside = &all->tasks[task];

	if (!inside->passage)
		return;
	if (next_part(&position->tasks[task]))
		buf_printf(out, ": part %d of %d", inside->done + 1, inside->passage->parts.n);
	else
		buf_printf(out, ": between parts %d and %d", inside->done, inside->done + 1);
	for (int i = 0; i < inside->done; i++) {
		const struct event *did = inside->did[i];
		const struct snap_object *cell = object_of(position, did->object);

		buf_printf(out, "%s%s %s = %" PRId64, i ? ", " : ", after ", event_operation(did->kind), cell->name,
		           did->value);
		if (strtoll(cell->state, NULL, 10) != did->value)
			buf_printf(out, " (%s by now)", cell->state);
	}
}

/* ---- The source ---- */

static const char *line_at(const char *source, int line)
{
	for (; line > 1 && *source; line--) {
		source += strcspn(source, "\n");
		source += *source == '\n';
	}
	return source;
}

/* Without its indent, its mark for the lessons and its last comment. */
static void draw_line(struct buf *out, const struct passage *passage, int line, const struct look *look)
{
	const char *text = line_at(passage->source, line);
	struct buf own = { 0 }, number = { 0 };

	text += strspn(text, " \t");
	buf_add(&own, text, strcspn(text, "\n"));
	if (strstr(buf_text(&own), "//"))
		own.length = (size_t)(strstr(buf_text(&own), "//") - buf_text(&own));
	text_trim(&own, 0);
	buf_printf(&number, ":%d", line);
	prose_colour(out, look, "2", buf_text(&number));
	buf_adds(out, "  ");
	text_wrap(out, buf_text(&own), (int)number.length + 4, (int)number.length + 4, look->width, look->ascii);
	buf_free(&own);
	buf_free(&number);
}

/* Does a part stand on this line? */
static bool has_part(const struct line_parts *parts, int line)
{
	for (int i = 0; i < parts->n; i++)
		if (parts->of[i].line == line)
			return true;
	return false;
}

static void draw_passage(struct buf *out, const struct passage *passage, const struct look *look)
{
	const struct line_parts *parts = &passage->parts;
	struct buf text = { 0 };

	for (int line = parts->from; line <= parts->to; line++)
		if (has_part(parts, line)) {
			buf_adds(out, "  ");
			draw_line(out, passage, line, look);
		}
	buf_printf(&text, "in %d parts", parts->n);
	for (int i = 0; i < parts->n; i++)
		buf_printf(&text, "%s%d %s %s", i ? ", " : ": ", i + 1,
		           event_operation(parts->of[i].store ? EV_CELL_STORE : EV_CELL_LOAD), parts->of[i].cell);
	buf_adds(&text, "; others may come between");
	buf_adds(out, "    ");
	text_wrap(out, buf_text(&text), 4, 4, look->width, look->ascii);
	buf_free(&text);
}

void step_passages(struct buf *out, const struct passages *all, const struct look *look, int most)
{
	struct buf one = { 0 };

	for (int i = 0; i < all->n; i++) {
		if (!all->of[i].lit)
			continue;
		buf_clear(&one);
		buf_addc(&one, '\n');
		draw_passage(&one, &all->of[i], look);
		most -= text_lines(buf_text(&one));
		if (most >= 0)
			buf_add(out, buf_text(&one), one.length);
	}
	buf_free(&one);
}

/* ---- JSON ---- */

static void add_done(struct json *json, const struct position *position, const struct event *did)
{
	json_text(json, "object", object_of(position, did->object)->name);
	json_int(json, "value", did->value);
	json_text(json, "state", "done");
}

void step_parts_json(struct json *json, const struct position *position, const struct passages *all, int task)
{
	const struct inside *inside = &all->tasks[task];
	const struct deed *deed = next_part(&position->tasks[task]);

	json_array(json, "parts");
	for (int i = 0; inside->passage && i < inside->passage->parts.n; i++) {
		const struct line_part *part = &inside->passage->parts.of[i];
		bool next = i == inside->done && deed;

		json_object(json, NULL);
		json_text(json, "operation", event_operation(part->store ? EV_CELL_STORE : EV_CELL_LOAD));
		if (i < inside->done)
			add_done(json, position, inside->did[i]);
		if (next && deed->has_value)
			json_int(json, "value", deed->value);
		if (i >= inside->done)
			json_text(json, "state", next ? "next" : "then");
		json_end_object(json);
	}
	json_end_array(json);
}
