/*
 * waits.c - the wait-for graph in text: the cycle first, drawn; then whoever else is stuck, and who merely waits.
 *
 *     worker-0..63 ──send──> results 0/0 ──received by──> main (ended)
 */
#include <stdlib.h>
#include <string.h>

#include "lab/base/arena.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/trace/family.h"
#include "lab/trace/snap_text.h"
#include "lab/view/paint.h"
#include "lab/view/view.h"

enum { MAX_HELPERS = 3, MAX_FAMILIES = 50 };

/* One line: a family, and one case of what it waits for. */
struct wait {
	const char *who, *deed, *object, *tie, *helpers;
};

struct waits {
	const struct snapshot *snapshot;
	const struct look     *look;
	struct arena          *arena;
	int                   *ids;     /* room for all tasks */
	struct wait           *of;
	int                    n;
};

/* The tasks that could complete the case: "main, worker-0..2", "main (ended)", "nobody"; nothing where that is not known. */
static const char *helpers(struct waits *waits, int task, const struct snap_case *c)
{
	const struct snapshot *snapshot = waits->snapshot;
	struct buf text = { 0 };
	struct families all;
	const char *copy;
	int n = snap_helpers(snapshot, task, c, waits->ids);

	all = families_of(snapshot, waits->ids, n, alike_in_waiting, waits->arena);
	for (int i = 0; i < all.n && i < MAX_HELPERS; i++) {
		buf_adds(&text, i ? ", " : "");
		family_range(&text, snapshot, &all.of[i]);
		if (snapshot->tasks[all.of[i].tasks[0]].state == TASK_ENDED)
			buf_adds(&text, " (ended)");
	}
	if (all.n > MAX_HELPERS)
		buf_adds(&text, ", ..");
	if (all.n == 0 && !snapshot->bare)
		buf_adds(&text, snap_helps(snapshot, c, task) ? "itself" : "nobody");
	copy = arena_text(waits->arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

static const char *object_text(struct waits *waits, const struct snap_case *c)
{
	const struct snap_object *object = c->object == NO_OBJECT ? NULL : &waits->snapshot->objects[c->object];
	struct buf text = { 0 };
	const char *copy;

	if (!object)
		return "nil";
	buf_printf(&text, "%s ", object->name);
	snap_level(&text, object);
	text_trim(&text, 0);
	copy = arena_text(waits->arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

static void add_family(struct waits *waits, const struct family *family)
{
	const struct snap_task *task = &waits->snapshot->tasks[family->tasks[0]];
	struct buf name = { 0 };

	family_range(&name, waits->snapshot, family);
	for (int i = 0; i < task->n_cases; i++) {
		struct wait *wait = &waits->of[waits->n++];

		wait->who = i ? "" : arena_text(waits->arena, buf_text(&name));
		wait->deed = event_operation(task->cases[i].event);
		wait->object = object_text(waits, &task->cases[i]);
		wait->helpers = helpers(waits, family->tasks[0], &task->cases[i]);
		wait->tie = *wait->helpers ? snap_tie(waits->snapshot, &task->cases[i]) : "";
	}
	buf_free(&name);
}

static int widest(const struct waits *waits, size_t field)
{
	int columns = 0;

	for (int i = 0; i < waits->n; i++) {
		int own = text_columns(*(const char *const *)((const char *)&waits->of[i] + field));

		columns = own > columns ? own : columns;
	}
	return columns;
}

static void dashes(struct buf *out, int n, bool ascii)
{
	for (; n > 0; n--)
		buf_adds(out, ascii ? "-" : "─");
}

/* "──send──> " in `columns` for the word. */
static void arrow(struct buf *out, const char *word, int columns, bool ascii)
{
	dashes(out, 2, ascii);
	buf_adds(out, word);
	dashes(out, columns - text_columns(word) + 2, ascii);
	buf_adds(out, "> ");
}

static void one_line_each(struct buf *out, const struct waits *waits, enum paint paint)
{
	int who = widest(waits, offsetof(struct wait, who)), deed = widest(waits, offsetof(struct wait, deed));
	int object = widest(waits, offsetof(struct wait, object)), tie = widest(waits, offsetof(struct wait, tie));
	const struct look *look = waits->look;

	for (int i = 0; i < waits->n; i++) {
		const struct wait *wait = &waits->of[i];

		buf_adds(out, "  ");
		paint_on(out, paint, look);
		text_pad(out, wait->who, who, look->ascii);
		paint_off(out, paint, look);
		buf_addc(out, ' ');
		arrow(out, wait->deed, deed, look->ascii);
		text_pad(out, wait->object, *wait->tie ? object : text_columns(wait->object), look->ascii);
		if (*wait->tie) {       /* else a join: the object is who could end it; or it is not known */
			buf_addc(out, ' ');
			arrow(out, wait->tie, tie, look->ascii);
			text_cut(out, wait->helpers, text_columns(wait->helpers), look->ascii);
		}
		buf_addc(out, '\n');
	}
}

static void several_lines_each(struct buf *out, const struct waits *waits, enum paint paint)
{
	const struct look *look = waits->look;
	int width = paint_width(look);
	struct buf text = { 0 };

	for (int i = 0; i < waits->n; i++) {
		const struct wait *wait = &waits->of[i];

		if (*wait->who) {
			painted(out, wait->who, width, paint, look);
			buf_addc(out, '\n');
		}
		buf_clear(&text);
		buf_printf(&text, "%s %s", wait->deed, wait->object);
		if (*wait->tie)
			buf_printf(&text, ", %s %s", wait->tie, wait->helpers);
		buf_adds(out, "  ");
		text_wrap(out, buf_text(&text), 2, 4, width, look->ascii);
	}
	buf_free(&text);
}

static void print_waits(struct buf *out, const struct waits *waits, enum paint paint)
{
	int columns = 2 + 1 + 6 + 1 + 6 + widest(waits, offsetof(struct wait, who)) +
	              widest(waits, offsetof(struct wait, deed)) + widest(waits, offsetof(struct wait, object)) +
	              widest(waits, offsetof(struct wait, tie)) + widest(waits, offsetof(struct wait, helpers));

	if (columns <= paint_width(waits->look))
		one_line_each(out, waits, paint);
	else
		several_lines_each(out, waits, paint);
}

/* The waiting tasks off the cycle that are stuck, or are not, under a heading. Returns how many there are. */
static int print_section(struct buf *out, const struct snapshot *snapshot, bool stuck, const char *heading,
                         const struct look *look)
{
	struct waits waits = { .snapshot = snapshot, .look = look, .arena = arena_new() };
	int *ids = arena_alloc(waits.arena, (size_t)snapshot->n_tasks * sizeof *ids), n = 0, cases = 0, more = 0;
	bool *drawn = arena_alloc(waits.arena, (size_t)snapshot->n_tasks * sizeof *drawn);
	struct families all;

	snap_on_cycle(snapshot, drawn);
	for (int i = 0; i < snapshot->n_tasks; i++) {
		const struct snap_task *task = &snapshot->tasks[i];

		if (task->n_cases > 0 && task->stuck == stuck && !drawn[i]) {
			ids[n++] = i;
			cases += task->n_cases;
		}
	}
	waits.of = arena_alloc(waits.arena, (size_t)cases * sizeof *waits.of);
	waits.ids = arena_alloc(waits.arena, (size_t)snapshot->n_tasks * sizeof *waits.ids);
	all = families_of(snapshot, ids, n, alike_in_waiting, waits.arena);
	for (int i = 0; i < all.n; i++)
		if (i < MAX_FAMILIES)
			add_family(&waits, &all.of[i]);
		else
			more += all.of[i].n;
	if (n) {
		painted(out, heading, paint_width(look), stuck ? FINDING : DIM, look);
		buf_addc(out, '\n');
		print_waits(out, &waits, BLOCKED);
		if (more)
			buf_printf(out, "  ... %d more\n", more);
	}
	arena_free(waits.arena);
	return n;
}

/* All that wait for what only they could bring, and who they are. */
static void print_group(struct buf *out, const struct snapshot *snapshot, const struct look *look)
{
	struct arena *arena = arena_new();
	struct families all = families_of(snapshot, snapshot->cycle, snapshot->n_cycle, NULL, arena);
	struct buf text = { 0 }, wrapped = { 0 };

	snap_group(&text, snapshot);
	for (int i = 0; snapshot->n_cycle > 1 && i < all.n && i < MAX_FAMILIES; i++) {
		buf_adds(&text, i ? ", " : ": ");
		family_range(&text, snapshot, &all.of[i]);
	}
	text_wrap(&wrapped, buf_text(&text), 0, 2, paint_width(look), look->ascii);
	paint_lines(out, buf_text(&wrapped), FINDING, look);
	buf_free(&text);
	buf_free(&wrapped);
	arena_free(arena);
}

/* Is there a member in whose place another could stand? */
static bool has_alike(const struct snapshot *snapshot)
{
	bool *on = calloc((size_t)snapshot->n_tasks + 1, sizeof *on);
	int n = 0;

	must(on);
	snap_on_cycle(snapshot, on);
	for (int i = 0; i < snapshot->n_tasks; i++)
		n += on[i];
	free(on);
	return n > snapshot->n_cycle;
}

static void print_cycle(struct buf *out, const struct snapshot *snapshot, const struct look *look)
{
	struct buf text = { 0 };

	if (snapshot->n_cycle == 1)
		buf_adds(&text, "waits for itself");
	else if (has_alike(snapshot))
		buf_adds(&text, "a cycle");
	else
		buf_printf(&text, "a cycle of %d", snapshot->n_cycle);
	painted(out, buf_text(&text), paint_width(look), FINDING, look);
	buf_addc(out, '\n');
	buf_clear(&text);
	snap_cycle(&text, snapshot, paint_width(look), look->ascii);
	paint_lines(out, buf_text(&text), FINDING, look);
	buf_free(&text);
}

void view_waits(struct buf *out, const struct snapshot *snapshot, const struct look *look)
{
	bool cycle = snap_has_cycle(snapshot);
	int waiting = 0;

	if (cycle && snap_is_group(snapshot))
		print_group(out, snapshot, look);
	else if (cycle)
		print_cycle(out, snapshot, look);
	waiting += print_section(out, snapshot, true, cycle ? snap_is_group(snapshot) && snapshot->n_cycle > 1 ? "stuck with them" : "stuck with it" : "stuck for ever", look);
	waiting += print_section(out, snapshot, false, "waiting, may still be freed", look);
	if (!cycle && !waiting)
		buf_adds(out, "no task waits\n");
}
