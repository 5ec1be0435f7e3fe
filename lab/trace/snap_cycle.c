/*
 * snap_cycle.c - a cycle of waiting, drawn.
 *
 * Three drawings, the first that fits in the width:
 *
 *     a ring, for two members               rows, for any number          a column, for narrow screens
 *
 *     main ──send──> jobs 1/1 ──by──> w     ┌─> a ──lock──> m ──by──> b   ┌> a
 *       ^                             │     │   b ──lock──> n ──by──> c   │   lock m, held by
 *       └──by── results 1/1 <──send───┘     │   c ──lock──> o ──by──┐     │  b
 *                                           └───────────────────────┘     └──
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/arena.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/trace/family.h"
#include "lab/trace/snap_text.h"

enum { MAX_STEPS = 24 };        /* of a longer cycle the first so many are drawn, and the last */

/* One member of the cycle: who waits to do what to which object, which the next member could change. */
struct step {
	const char *task, *deed;
	const char *object;     /* "jobs 1/1"; "" when it waits for the next member itself */
	const char *tie;        /* "received by" */
};

/* The pieces lines are made of. */
struct pen {
	struct buf *out;
	bool        ascii;
	const char *line, *bar, *top_left, *top_right, *bottom_left, *bottom_right;
};

static struct pen pen_for(struct buf *out, bool ascii)
{
	if (ascii)
		return (struct pen){ out, true, "-", "|", "+", "+", "+", "+" };
	return (struct pen){ out, false, "─", "│", "┌", "┐", "└", "┘" };
}

static void line(struct pen *pen, int columns)
{
	for (; columns > 0; columns--)
		buf_adds(pen->out, pen->line);
}

/* A name as it can be shown. */
static const char *shown(const char *name, bool ascii, struct arena *arena)
{
	struct buf text = { 0 };
	const char *copy;

	text_cut(&text, name, (int)strlen(name), ascii);
	copy = arena_text(arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

/* The member, or all that could stand where it does: "worker-0..2". */
static const char *who(const struct snapshot *snapshot, int i, bool ascii, struct arena *arena)
{
	int *ids = arena_alloc(arena, (size_t)snapshot->n_tasks * sizeof *ids);
	struct family family = { snap_alike(snapshot, i, ids), ids };
	struct buf text = { 0 };
	const char *name;

	family_range(&text, snapshot, &family);
	name = shown(buf_text(&text), ascii, arena);
	buf_free(&text);
	return name;
}

static struct step step_of(const struct snapshot *snapshot, int i, bool ascii, struct arena *arena)
{
	const struct snap_task *task = &snapshot->tasks[snapshot->cycle[i]];
	int next = snapshot->cycle[(i + 1) % snapshot->n_cycle];
	const struct snap_case *c = snap_case_for(snapshot, task, next);
	struct step step = { who(snapshot, i, ascii, arena), event_operation(c->event), "", "" };
	struct buf text = { 0 };

	if (c->object != NO_OBJECT && snap_task_of(snapshot, c->object) != next) {
		snap_level(&text, &snapshot->objects[c->object]);
		step.object = arena_printf(arena, "%s%s%s", shown(snapshot->objects[c->object].name, ascii, arena),
		                           text.length ? " " : "", buf_text(&text));
		step.tie = snap_tie(snapshot, c);
	}
	buf_free(&text);
	return step;
}

/* What forth() takes; object and tie are 0 where each member waits for the next itself. */
static int forth_columns(int deed, int object, int tie)
{
	return 2 + deed + 2 + (object ? 2 + object + 1 + 2 + tie + 2 : 0);
}

/* "──send──> jobs 1/1 ──received by──", dashes added so that its three parts are `deed`, `object`, `tie` wide. */
static void forth(struct pen *pen, const struct step *step, int deed, int object, int tie)
{
	line(pen, 2);
	buf_adds(pen->out, step->deed);
	if (!*step->object) {   /* the line runs through to where the others' end */
		line(pen, forth_columns(deed, object, tie) - 2 - text_columns(step->deed));
		return;
	}
	line(pen, deed - text_columns(step->deed) + 2);
	buf_adds(pen->out, "> ");
	text_pad(pen->out, step->object, object, pen->ascii);
	buf_addc(pen->out, ' ');
	line(pen, 2);
	buf_adds(pen->out, step->tie);
	line(pen, tie - text_columns(step->tie) + 2);
}

/* "──received by── jobs 1/1 <──send──": the way back of a ring. Returns its columns; only measures without a pen. */
static int back(struct pen *pen, const struct step *step)
{
	int deed = text_columns(step->deed), tie = text_columns(step->tie), object = text_columns(step->object);

	if (pen) {
		if (*step->object) {
			line(pen, 2);
			buf_printf(pen->out, "%s", step->tie);
			line(pen, 2);
			buf_printf(pen->out, " %s <", step->object);
		}
		line(pen, 2);
		buf_adds(pen->out, step->deed);
		line(pen, 2);
	}
	return (*step->object ? 2 + tie + 2 + 1 + object + 2 : 0) + 2 + deed + 2;
}

static bool ring(struct pen *pen, const struct step *steps, int width)
{
	int deed = text_columns(steps[0].deed), object = text_columns(steps[0].object);
	int tie = text_columns(steps[0].tie), first = text_columns(steps[0].task), second = text_columns(steps[1].task);
	int left = first / 2, right, spare;

	right = first + 1 + forth_columns(deed, object, tie) + 2 + second / 2;
	spare = back(NULL, &steps[1]) - (right - left - 1);
	if (spare > 0) {        /* the way back is longer: so must the way forth be */
		*(object ? &tie : &deed) += spare;
		right += spare;
	}
	if (right - second / 2 + second > width)
		return false;

	buf_printf(pen->out, "%s ", steps[0].task);
	forth(pen, &steps[0], deed, object, tie);
	buf_printf(pen->out, "> %s\n", steps[1].task);
	buf_fill(pen->out, ' ', left);
	buf_addc(pen->out, '^');
	buf_fill(pen->out, ' ', right - left - 1);
	buf_printf(pen->out, "%s\n", pen->bar);
	buf_fill(pen->out, ' ', left);
	buf_adds(pen->out, pen->bottom_left);
	back(pen, &steps[1]);
	line(pen, -spare);
	buf_printf(pen->out, "%s\n", pen->bottom_right);
	return true;
}

static int widest(const struct step *steps, int n, size_t field)
{
	int columns = 0;

	for (int i = 0; i < n; i++) {
		int own = text_columns(*(const char *const *)((const char *)&steps[i] + field));

		columns = own > columns ? own : columns;
	}
	return columns;
}

/* "│   ... 976 more" for the members that are left out before step `i`. Returns whether `i` is one of them. */
static bool skip(struct pen *pen, int i, int n, int indent)
{
	if (i >= MAX_STEPS && i == n - 2) {
		buf_adds(pen->out, pen->bar);
		buf_fill(pen->out, ' ', indent);
		buf_printf(pen->out, "... %d more\n", n - 1 - MAX_STEPS);
	}
	return i >= MAX_STEPS && i < n - 1;
}

static bool rows(struct pen *pen, const struct step *steps, int n, int width)
{
	int task = widest(steps, n, offsetof(struct step, task)), deed = widest(steps, n, offsetof(struct step, deed));
	int object = widest(steps, n, offsetof(struct step, object)), tie = widest(steps, n, offsetof(struct step, tie));
	int columns = 4 + task + 1 + forth_columns(deed, object, tie);

	if (columns + 2 + (n > 1 ? task : 0) > width)
		return false;
	for (int i = 0; i < n; i++) {
		if (skip(pen, i, n, 3))
			continue;
		buf_adds(pen->out, i == 0 ? pen->top_left : pen->bar);
		if (i == 0)
			line(pen, 1);
		buf_adds(pen->out, i == 0 ? "> " : "   ");
		text_pad(pen->out, steps[i].task, task, pen->ascii);
		buf_addc(pen->out, ' ');
		forth(pen, &steps[i], deed, object, tie);
		if (i < n - 1)
			buf_printf(pen->out, "> %s\n", steps[i + 1].task);
	}
	buf_printf(pen->out, "%s\n%s", pen->top_right, pen->bottom_left);
	line(pen, columns - 1);
	buf_printf(pen->out, "%s\n", pen->bottom_right);
	return true;
}

/* "│   text" */
static void beside(struct pen *pen, const char *text, int width)
{
	buf_printf(pen->out, "%s   ", pen->bar);
	text_cut_name(pen->out, text, width - 4, pen->ascii);
	buf_addc(pen->out, '\n');
}

static void column(struct pen *pen, const struct step *steps, int n, int width)
{
	struct buf text = { 0 };
	bool apart;

	for (int i = 0; i < n; i++) {
		if (skip(pen, i, n, 2))
			continue;
		buf_adds(pen->out, i == 0 ? pen->top_left : pen->bar);
		buf_adds(pen->out, i == 0 ? "> " : "  ");
		text_cut_name(pen->out, steps[i].task, width - 3, pen->ascii);
		buf_addc(pen->out, '\n');
		buf_clear(&text);
		buf_printf(&text, "%s %s", steps[i].deed, steps[i].object);
		text_trim(&text, 0);
		apart = text_columns(buf_text(&text)) + 2 + text_columns(steps[i].tie) > width - 4;
		if (*steps[i].tie && !apart)
			buf_printf(&text, ", %s", steps[i].tie);
		beside(pen, buf_text(&text), width);
		if (*steps[i].tie && apart)
			beside(pen, steps[i].tie, width);
	}
	buf_adds(pen->out, pen->bottom_left);
	line(pen, 1);
	buf_addc(pen->out, ' ');
	text_cut_name(pen->out, steps[0].task, width - 3, pen->ascii);
	buf_addc(pen->out, '\n');
	buf_free(&text);
}

bool snap_has_cycle(const struct snapshot *snapshot)
{
	for (int i = 0; i < snapshot->n_cycle; i++) {
		const struct snap_task *task = &snapshot->tasks[snapshot->cycle[i]];
		int next = snapshot->cycle[(i + 1) % snapshot->n_cycle];

		if (task->n_cases == 0 || !snap_helps(snapshot, snap_case_for(snapshot, task, next), next))
			return false;
	}
	return snapshot->n_cycle > 0;
}

bool snap_is_group(const struct snapshot *snapshot)
{
	const struct snap_task *first = snapshot->n_cycle ? &snapshot->tasks[snapshot->cycle[0]] : NULL;

	if (!snap_has_cycle(snapshot) || first->n_cases != 1 || first->cases->needs_all || first->cases->object == NO_OBJECT ||
	    (snapshot->n_cycle == 1 && first->cases->event != EV_COND_WAKE))
		return false;
	for (int i = 0; i < snapshot->n_cycle; i++) {
		const struct snap_task *task = &snapshot->tasks[snapshot->cycle[i]];

		if (task->n_cases != 1 || task->cases->object != first->cases->object || task->cases->event != first->cases->event ||
		    !snap_helps(snapshot, first->cases, snapshot->cycle[i]))
			return false;
	}
	return true;
}

void snap_group(struct buf *out, const struct snapshot *snapshot)
{
	const struct snap_task *first = &snapshot->tasks[snapshot->cycle[0]];
	bool one = snapshot->n_cycle == 1;

	if (one)
		buf_printf(out, "%s waits ", first->name);
	else if (snapshot->n_cycle == 2)
		buf_adds(out, "both wait ");
	else
		buf_printf(out, "all %d wait ", snapshot->n_cycle);
	if (first->cases->event == EV_COND_WAKE) {
		buf_printf(out, "for a signal from %s that only %s could give", snapshot->objects[first->cases->object].name,
		           one ? "it" : "they");
		return;
	}
	buf_adds(out, "to ");
	snap_wait(out, snapshot, first);
	buf_printf(out, ", and only %s could ", one ? "it" : "they");
	snap_remedy(out, snapshot, first->cases);
}

int snap_alike(const struct snapshot *snapshot, int i, int *ids)
{
	int at = snapshot->cycle[i], before = snapshot->cycle[(i + snapshot->n_cycle - 1) % snapshot->n_cycle], n = 0;
	const struct snap_case *wanted = snap_case_for(snapshot, &snapshot->tasks[before], at);

	if (before == at || snapshot->n_cycle > MAX_STEPS) {
		ids[0] = at;
		return 1;
	}
	for (int task = 0; task < snapshot->n_tasks; task++)
		if (task == at || (snapshot->tasks[task].stuck && alike_in_waiting(snapshot, task, at) &&
		                   snap_helps(snapshot, wanted, task) &&
		                   name_alike(snapshot->tasks[task].name, snapshot->tasks[at].name)))
			ids[n++] = task;
	return n;
}

void snap_on_cycle(const struct snapshot *snapshot, bool *on)
{
	int *ids = malloc((size_t)(snapshot->n_tasks + 1) * sizeof *ids);

	must(ids);
	for (int i = 0; snap_has_cycle(snapshot) && i < snapshot->n_cycle; i++)
		for (int n = snap_alike(snapshot, i, ids); n > 0; n--)
			on[ids[n - 1]] = true;
	free(ids);
}

void snap_cycle(struct buf *out, const struct snapshot *snapshot, int width, bool ascii)
{
	struct arena *arena = arena_new();
	struct pen pen = pen_for(out, ascii);
	int n = snap_has_cycle(snapshot) ? snapshot->n_cycle : 0;
	struct step *steps = arena_alloc(arena, (size_t)n * sizeof *steps);

	for (int i = 0; i < n; i++)
		steps[i] = step_of(snapshot, i, ascii, arena);
	if (n > 0 && !(n == 2 && ring(&pen, steps, width)) && !rows(&pen, steps, n, width))
		column(&pen, steps, n, width);
	arena_free(arena);
}
