/* pairs.c - see pairs.h. */
#include "cmd/quiz/pairs.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/search/search_ending.h"
#include "cmd/source/code.h"
#include "lab/base/panic.h"
#include "lab/check/race_watch.h"

/* ---- Lines ---- */

static void add_place(struct pairs *pairs, int line, bool memory)
{
	int at = pairs->n_places;

	for (int i = 0; i < pairs->n_places; i++)
		if (pairs->places[i] == line) {
			pairs->touches[i] |= memory;
			return;
		}
	if (at == MOST_PLACES) {
		pairs->full = true;
		return;
	}
	for (pairs->n_places++; at > 0 && pairs->places[at - 1] > line; at--) {
		pairs->places[at] = pairs->places[at - 1];
		pairs->touches[at] = pairs->touches[at - 1];
	}
	pairs->places[at] = line;
	pairs->touches[at] = memory;
}

const struct pair *pairs_of(const struct pairs *pairs, int line, int other)
{
	for (int i = 0; i < pairs->n; i++) {
		const int *lines = pairs->at[i].lines;

		if ((lines[0] == line && lines[1] == other) || (lines[0] == other && lines[1] == line))
			return &pairs->at[i];
	}
	return NULL;
}

static struct pair *add_pair(struct pairs *pairs, int line, int other)
{
	struct pair *pair = (struct pair *)pairs_of(pairs, line, other);

	if (!pair && pairs->n < MOST_PAIRS) {
		pair = &pairs->at[pairs->n++];
		*pair = (struct pair){ { line < other ? line : other, line < other ? other : line }, PAIR_APART };
	}
	pairs->full |= !pair;
	return pair;
}

/* ---- One schedule ---- */

/* A schedule that has been made again. */
struct replayed {
	const struct trace *trace;
	bool                races;      /* some two of its accesses do */
};

static bool is_of_cell(const struct event *event)
{
	return event->kind == EV_CELL_LOAD || event->kind == EV_CELL_STORE;
}

/* To a cell, from a line that is known. */
static bool is_access(const struct event *event)
{
	return is_of_cell(event) && code_line_of(event->here) > 0;
}

/* Of whatever kind, atomic operations too. */
static bool touches(const struct event *event)
{
	return event->kind >= EV_CELL_LOAD && event->kind <= EV_ATOM_NOT_SWAPPED;
}

static bool is_of(const struct event *event, const struct event *other)
{
	return event->task == other->task && event->object == other->object && !strcmp(event->here, other->here);
}

/* Of what these two tasks do to the cell at these two places: do any two race, in this run? */
static bool do_race(const struct replayed *run, const struct event *one, const struct event *other)
{
	const struct trace *trace = run->trace;
	struct event *events = malloc(((size_t)trace->n_events + 1) * sizeof *events);
	struct trace told = *trace;
	struct conflict found;
	bool any = false;

	must(events);
	told.events = events;
	told.n_events = 0;
	for (long i = 0; i < trace->n_events; i++) {
		const struct event *event = &trace->events[i];

		if (!is_of_cell(event) || (is_access(event) && (is_of(event, one) || is_of(event, other))))
			events[told.n_events++] = *event;
	}
	race_in_trace(&told, &found, &any);
	free(events);
	return any;
}

/* How these two accesses of a run are to each other, unless that is known to be worse already. */
static enum pair_kind compare(const struct replayed *run, const struct event *one, const struct event *other,
                              enum pair_kind known)
{
	if (known == PAIR_RACES || one->object != other->object)
		return known;
	if (one->kind == EV_CELL_LOAD && other->kind == EV_CELL_LOAD)
		return known > PAIR_READS ? known : PAIR_READS;
	return run->races && do_race(run, one, other) ? PAIR_RACES : PAIR_ORDERED;
}

/* Has its task done the same at the same place before? */
static bool is_again(const struct trace *trace, const struct event *event)
{
	for (const struct event *before = trace->events; before < event; before++)
		if (before->kind == event->kind && is_of(before, event))
			return true;
	return false;
}

/* Each access that another task has made before, with this one. */
static void look_back(struct pairs *pairs, const struct replayed *run, const struct event *event)
{
	for (const struct event *before = run->trace->events; before < event; before++) {
		struct pair *pair;

		if (!is_access(before) || before->task == event->task)
			continue;
		pair = add_pair(pairs, code_line_of(before->here), code_line_of(event->here));
		if (pair)
			pair->kind = compare(run, before, event, pair->kind);
	}
}

static bool look_at(struct pairs *pairs, const struct trace *trace)
{
	struct replayed run = { .trace = trace };
	struct conflict found;

	if (trace->dropped || !race_in_trace(trace, &found, &run.races))
		return false;
	for (const struct event *event = trace->events; event < trace->events + trace->n_events; event++) {
		if (code_line_of(event->here) > 0)
			add_place(pairs, code_line_of(event->here), touches(event));
		if (is_access(event) && !is_again(trace, event))
			look_back(pairs, &run, event);
	}
	return true;
}

/* ---- All ---- */

static bool look_at_leaf(struct pairs *pairs, const struct search *search, const struct schedule_tree *tree, int leaf)
{
	struct step *steps = malloc(((size_t)tree->leaves[leaf].steps + 1) * sizeof *steps);
	struct ending ending = { .steps = steps, .n = tree->leaves[leaf].steps, .verdict = tree->leaves[leaf].verdict };
	struct result *result;
	bool good;

	must(steps);
	tree_schedule(tree, leaf, steps);
	result = search_replay_ending(search, &ending);
	good = result && result->verdict == ending.verdict && look_at(pairs, &result->trace);
	result_free(result);
	free(steps);
	return good;
}

bool pairs_find(struct pairs *pairs, const struct search *search, const struct schedule_tree *tree)
{
	*pairs = (struct pairs){ 0 };
	for (int i = 0; i < tree->n_leaves; i++)
		if (!look_at_leaf(pairs, search, tree, i))
			return false;
	return true;
}
