/*
 * html_same.c - which schedule of the tree is the one that the page shows, though perhaps in another order of steps that have
 * nothing to do with each other.
 *
 * Two schedules are the same when each task makes the same steps, and at each object, and between any two that meet, they
 * come in the same order. Where the clock is a part of a schedule, or events are missing, nothing is said.
 */
#include "lab/page/html_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

/* A step: who, which way, to what, with whom; NULL: nothing, nobody. */
struct turn {
	struct step step;
	const char *who, *object, *with;
	bool        loads;              /* it changes nothing */
};

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static bool same_turn(const struct turn *a, const struct turn *b)
{
	return a->step.task == b->step.task && a->step.index == b->step.index && same_text(a->object, b->object);
}

static bool concerns(const struct turn *turn, const char *key)
{
	return same_text(turn->who, key) || same_text(turn->object, key) || same_text(turn->with, key);
}

/* Those that concern `key`, in order; loads that follow each other by their tasks: their order says nothing. Returns how many. */
static long part(const struct turn *turns, long n, const char *key, const struct turn **list)
{
	long found = 0;

	for (long i = 0; i < n; i++) {
		long at;

		if (!concerns(&turns[i], key))
			continue;
		for (at = found++; at > 0 && turns[i].loads && list[at - 1]->loads && list[at - 1]->step.task > turns[i].step.task; at--)
			list[at] = list[at - 1];
		list[at] = &turns[i];
	}
	return found;
}

static bool same_part(const struct turn *a, const struct turn *b, long n, const char *key, const struct turn **room)
{
	long found = part(a, n, key, room);

	if (part(b, n, key, room + n) != found)
		return false;
	for (long i = 0; i < found; i++)
		if (!same_turn(room[i], room[n + i]))
			return false;
	return true;
}

static bool same(const struct turn *a, const struct turn *b, long n)
{
	const struct turn **room = calloc(2 * (size_t)n, sizeof *room);
	bool good = true;

	must(room);
	for (long i = 0; i < n && good; i++)
		good = same_part(a, b, n, a[i].who, room) && (!a[i].object || same_part(a, b, n, a[i].object, room)) &&
		       (!a[i].with || same_part(a, b, n, a[i].with, room));
	free(room);
	return good;
}

/* Are they step by step the same? */
static bool equal(const struct turn *a, const struct turn *b, long n)
{
	for (long i = 0; i < n; i++)
		if (!same_turn(&a[i], &b[i]))
			return false;
	return true;
}

/* ---- What is compared ---- */

/* False: that is not known. */
static bool take_shown(const struct html_writer *w, struct turn *turns, long n)
{
	const struct lanes *lanes = reel_lanes(w->reel);

	for (long i = 0; i < n; i++) {
		long at = lanes_mark_of(lanes, i);
		const struct mark *mark = at < lanes->n_marks && lanes->marks[at].step == i ? &lanes->marks[at] : NULL;
		struct step step = w->trace->steps[i];

		if (!mark || step.task < 0 || step.task >= w->last->n_tasks)
			return false;
		turns[i] = (struct turn){ step, w->last->tasks[step.task].name, NULL, NULL, !strcmp(mark_word(mark), "load") };
		if (mark->event->object != NO_OBJECT && !mark->wakes)
			turns[i].object = w->trace->objects[mark->event->object].name;
		if (mark->meets >= 0)
			turns[i].with = w->last->tasks[lanes->marks[mark->event->task == step.task ? mark->meets : at].event->task].name;
	}
	return true;
}

static void take_leaf(const struct schedule_tree *tree, int leaf, struct turn *turns)
{
	long i = tree->leaves[leaf].steps;

	for (int node = tree->leaves[leaf].node; node > 0; node = tree->nodes[node].parent) {
		const struct tree_node *is = &tree->nodes[node];

		if (is->leaf < 0)
			turns[--i] = (struct turn){ is->step, is->who, is->object, is->with, !strcmp(is->operation, "load") };
	}
}

int html_same_leaf(const struct html_writer *w, bool *equally)
{
	enum { MOST = 300 };
	const struct schedule_tree *tree = w->page->tree;
	long n = w->trace->n_steps;
	struct turn *shown, *other;
	int found = -1;

	if (!tree || !w->trace->steps || w->trace->dropped || n == 0 || n > MOST || n > reel_steps(w->reel) ||
	    schedule_has_clock(w->trace->steps, n))
		return -1;
	shown = calloc((size_t)n, sizeof *shown);
	other = calloc((size_t)n, sizeof *other);
	must(shown);
	must(other);
	for (int i = 0; take_shown(w, shown, n) && i < tree->n_leaves && found < 0; i++) {
		if (tree->leaves[i].steps != n)
			continue;
		take_leaf(tree, i, other);
		if (same(shown, other, n))
			found = i;
		*equally = found >= 0 && equal(shown, other, n);
	}
	free(shown);
	free(other);
	return found;
}
