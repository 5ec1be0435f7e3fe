/* sweep_lines.c - see sweep_lines.h: a line's grid, written, compared, and its cell taken. */
#include "cmd/search/sweep_lines.h"

#include <stdlib.h>
#include <string.h>

#include "lab/program/program.h"

/* ---- Writing ---- */

/* "1..4", "1,2,8", "task,main" */
static void add_axis(struct buf *out, const struct sweep *sweep, int axis)
{
	const struct axis *a = &sweep->axes[axis];
	bool range = a->n > 2 && !sweep->pattern->settings[a->setting].words[0];

	for (int i = 1; i < a->n; i++)
		range &= a->values[i] == a->values[i - 1] + 1;
	if (range) {
		buf_printf(out, "%d..%d", a->values[0], a->values[a->n - 1]);
		return;
	}
	for (int i = 0; i < a->n; i++) {
		char *label = sweep_label(sweep, axis, i, false);

		buf_printf(out, "%s%s", i ? "," : "", label);
		free(label);
	}
}

void sweep_line_json(struct json *json, const struct sweep *sweep, long cell)
{
	struct buf text = { 0 };

	json_object(json, "grid");
	json_int(json, "cell", cell + 1);
	json_int(json, "cells", sweep->n_cells);
	if (sweep->n_parts > 1) {
		buf_printf(&text, "%d/%d", sweep->part, sweep->n_parts);
		json_text(json, "part", buf_text(&text));
	}
	if (!sweep->real) {
		json_int(json, "schedules", sweep->limits.schedules);
		json_int(json, "seconds", (long)(sweep->limits.ns / 1000000000));
	}
	json_object(json, "axes");
	for (int i = 0; i < sweep->n_axes; i++) {
		buf_clear(&text);
		add_axis(&text, sweep, i);
		json_text(json, sweep->pattern->settings[sweep->axes[i].setting].name, buf_text(&text));
	}
	json_end_object(json);
	if (sweep->cells[cell].possible[CELL_EXIT])
		json_text(json, "exit", sweep->cells[cell].always[CELL_EXIT] ? "always" : "sometimes");
	if (program_source(sweep->pattern)) {
		json_text(json, "file", sweep->pattern->name);
		buf_clear(&text);
		program_digest(&text, sweep->pattern);
		json_text(json, "digest", buf_text(&text));
	}
	json_end_object(json);
	buf_free(&text);
}

/* ---- What it says ---- */

static const struct json_node *grid_member(const struct sweep_line *line, const char *name)
{
	return json_member(json_member(line->node, "grid"), name);
}

long sweep_line_cell(const struct sweep_line *line)
{
	return (long)grid_member(line, "cell")->number - 1;
}

long sweep_line_cells(const struct sweep_line *line)
{
	return (long)grid_member(line, "cells")->number;
}

const char *sweep_line_value(const struct json_node *node, struct arena *arena)
{
	if (!node)
		return "";
	return node->kind == JSON_TEXT ? node->text : arena_printf(arena, "%lld", node->number);
}

static bool same(const struct json_node *a, const struct json_node *b, struct arena *arena)
{
	return !strcmp(sweep_line_value(a, arena), sweep_line_value(b, arena));
}

/* " workers=1..4 jobs=1..8" */
static const char *axes_of(const struct sweep_line *line, struct arena *arena)
{
	const char *text = "";

	for (const struct json_node *at = grid_member(line, "axes")->first; at; at = at->next)
		text = arena_printf(arena, "%s %s=%s", text, at->key, sweep_line_value(at, arena));
	return text;
}

/* Settings that are not swept, in one of the two lists of members. */
static const char *other_setting(const struct sweep_line *line, const struct sweep_line *first, const char *name, bool beside,
                                 struct arena *arena)
{
	const struct json_node *a = beside ? line->node : json_member(line->node, "settings");
	const struct json_node *b = beside ? first->node : json_member(first->node, "settings");

	a = json_member(a, name);
	b = json_member(b, name);
	if (json_member(grid_member(first, "axes"), name) || same(a, b, arena))
		return NULL;
	return arena_printf(arena, "%s=%s is said here, and %s=%s in %s: that is another grid", name, sweep_line_value(a, arena),
	                    name, sweep_line_value(b, arena), first->place);
}

static const char *how(const struct sweep_line *line)
{
	return json_member(line->node, "by") ? "by=run" : strcmp(json_member(line->node, "time")->text, "any") ? "time=virtual"
	       : "time=any";
}

const char *sweep_line_differs(const struct sweep_line *line, const struct sweep_line *first, const struct pattern *pattern,
                               struct arena *arena)
{
	const char *why = NULL, *a = json_member(line->node, "pattern")->text, *b = json_member(first->node, "pattern")->text;

	if (strcmp(a, b) != 0)
		return arena_printf(arena, "this line is about %.60s, and %s about %.60s", a, first->place, b);
	if (!same(grid_member(line, "digest"), grid_member(first, "digest"), arena))
		return arena_printf(arena, "this line is about another version of %.60s than %s", a, first->place);
	a = axes_of(line, arena);
	b = axes_of(first, arena);
	if (strcmp(a, b) != 0)
		return arena_printf(arena, "the grid is%s here, and%s in %s", a, b, first->place);
	if (sweep_line_cells(line) != sweep_line_cells(first))
		return sweep_line_damaged("its cells are too few, or too many", arena);
	if (strcmp(how(line), how(first)) != 0)
		return arena_printf(arena, "this line is with %s, and %s with %s", how(line), first->place, how(first));
	for (int i = 0; i < pattern_n_settings(pattern) && !why; i++)
		why = other_setting(line, first, pattern->settings[i].name, pattern->settings[i].is_beside, arena);
	return why;
}

const char *sweep_line_changed(const struct sweep_line *line, const struct pattern *pattern, struct arena *arena)
{
	const struct json_node *digest = grid_member(line, "digest");
	struct buf now = { 0 };
	bool changed = false;

	if (digest && digest->kind == JSON_TEXT && program_source(pattern)) {
		program_digest(&now, pattern);
		changed = strcmp(digest->text, buf_text(&now)) != 0;
	}
	buf_free(&now);
	return changed ? arena_printf(arena, "%s has changed since this line was written: sweep it again", pattern->name) : NULL;
}

/* ---- Its cell ---- */

/* Are the values of its axes those of its cell? */
static bool is_at(const struct sweep_line *line, const struct sweep *sweep, struct arena *arena)
{
	const struct json_node *settings = json_member(line->node, "settings");
	bool well = true;

	for (int axis = 0; axis < sweep->n_axes; axis++) {
		char *label = sweep_label(sweep, axis, sweep_index(sweep, sweep_line_cell(line), axis), false);
		const char *name = sweep->pattern->settings[sweep->axes[axis].setting].name;

		well &= !strcmp(label, sweep_line_value(json_member(settings, name), arena));
		free(label);
	}
	return well;
}

static double number(const struct sweep_line *line, const char *name)
{
	return json_member(line->node, name)->real;
}

/* The sums from the means that are told; as exact as these are. */
static void take_runs(const struct sweep_line *line, struct cell *cell)
{
	cell->runs = (int)number(line, "runs");
	cell->elapsed = number(line, "elapsed_ms") * 1e6 * cell->runs;
	cell->measured = 1e9;
	cell->operations = (long)number(line, "operations_per_second");
	cell->waits = (long)(number(line, "waits") * cell->runs + 0.5);
	cell->waiting = number(line, "waiting_ms") * 1e6 * cell->runs;
	cell->longest = number(line, "longest_wait_ms") * 1e6;
}

static void take_end(struct cell *cell, int end, const struct json_node *how_often)
{
	cell->possible[end] = true;
	cell->always[end] = !strcmp(how_often->text, "always");
}

const char *sweep_line_take(const struct sweep_line *line, struct sweep *sweep, struct arena *arena)
{
	struct cell *cell;

	if (sweep->n_cells != sweep_line_cells(line) || !is_at(line, sweep, arena))
		return sweep_line_damaged("its settings are not those of its cell", arena);
	cell = &sweep->cells[sweep_line_cell(line)];
	for (const struct json_node *at = json_member(line->node, "outcomes")->first; at; at = at->next)
		take_end(cell, cell_end_named(at->key), at);
	if (grid_member(line, "exit"))
		take_end(cell, CELL_EXIT, grid_member(line, "exit"));
	cell->proved = json_member(line->node, "proved")->number;
	if (sweep->real)
		take_runs(line, cell);
	cell->done = true;
	sweep->n_done++;
	return NULL;
}
