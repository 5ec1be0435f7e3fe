/* sweep_line_read.c - sweep_lines.h: is this a line of `sweep --json`, and whole? */
#include "cmd/search/sweep_lines.h"

#include <string.h>

struct member {
	const char    *name;
	enum json_kind kind;
};

static const char *lacks(const struct json_node *node, const struct member *members, int n, const char *of, struct arena *arena)
{
	for (int i = 0; i < n; i++) {
		const struct json_node *member = json_member(node, members[i].name);

		if (!member)
			return arena_printf(arena, "%s has no \"%s\"", of, members[i].name);
		if (member->kind != members[i].kind)
			return arena_printf(arena, "\"%s\" is not what `sweep --json` writes", members[i].name);
	}
	return NULL;
}

static bool is_value(const struct json_node *node)
{
	return node->kind == JSON_TEXT || node->kind == JSON_NUMBER;
}

/* Every member a value, and at least so many. */
static bool all_values(const struct json_node *object, long least)
{
	for (const struct json_node *at = object->first; at; at = at->next)
		if (!is_value(at))
			return false;
	return json_length(object) >= least;
}

static const char *wrong_grid(const struct json_node *grid, struct arena *arena)
{
	static const struct member members[] = { { "cell", JSON_NUMBER }, { "cells", JSON_NUMBER }, { "axes", JSON_OBJECT } };
	const char *why = lacks(grid, members, 3, "its \"grid\"", arena);
	long long cell, cells;

	if (why)
		return why;
	cell = json_member(grid, "cell")->number;
	cells = json_member(grid, "cells")->number;
	if (cells < 1 || cells > MOST_CELLS || cell < 1 || cell > cells)
		return arena_printf(arena, "there is no cell %lld of %lld", cell, cells);
	return all_values(json_member(grid, "axes"), 1) ? NULL : "its \"axes\" are none";
}

static bool says_how_often(const struct json_node *node)
{
	return node->kind == JSON_TEXT && (!strcmp(node->text, "always") || !strcmp(node->text, "sometimes"));
}

static const char *wrong_outcomes(const struct json_node *node, struct arena *arena)
{
	const struct json_node *outcomes = json_member(node, "outcomes"), *exit = json_member(json_member(node, "grid"), "exit");

	for (const struct json_node *at = outcomes->first; at; at = at->next) {
		if (!says_how_often(at))
			return "how often is not said as `sweep --json` says it";
		if (cell_end_named(at->key) == CELL_ENDS)
			return arena_printf(arena, "no run can end as \"%.30s\"", at->key);
	}
	return exit && !says_how_often(exit) ? "\"exit\" is not what `sweep --json` writes" : NULL;
}

static const char *wrong_runs(const struct json_node *node, struct arena *arena)
{
	static const struct member members[] = {
		{ "runs", JSON_NUMBER }, { "elapsed_ms", JSON_NUMBER }, { "operations_per_second", JSON_NUMBER },
		{ "waits", JSON_NUMBER }, { "waiting_ms", JSON_NUMBER }, { "longest_wait_ms", JSON_NUMBER }
	};

	return json_member(node, "by") ? lacks(node, members, 6, "it", arena) : NULL;
}

static const char *wrong_members(const struct json_node *node, struct arena *arena)
{
	static const struct member members[] = {
		{ "pattern", JSON_TEXT }, { "settings", JSON_OBJECT }, { "time", JSON_TEXT }, { "proved", JSON_BOOL },
		{ "outcomes", JSON_OBJECT }, { "grid", JSON_OBJECT }
	};
	const char *why = lacks(node, members, 6, "it", arena);

	if (!why && !all_values(json_member(node, "settings"), 1))
		why = "its \"settings\" are none";
	if (!why)
		why = wrong_outcomes(node, arena);
	if (!why)
		why = wrong_runs(node, arena);
	return why ? why : wrong_grid(json_member(node, "grid"), arena);
}

const char *sweep_line_damaged(const char *why, struct arena *arena)
{
	return arena_printf(arena, "this line is damaged: %s; make that part again, or take the line out", why);
}

const char *sweep_line_read(struct sweep_line *line, struct arena *arena)
{
	const char *end, *why;
	const struct json_node *v, *command;

	line->node = json_tree(line->text, arena, &end, &why);
	if (line->node && end[strspn(end, " \t\r")])
		why = "something follows its end";
	if (why)
		return sweep_line_damaged(why, arena);
	v = json_member(line->node, "v");
	command = json_member(line->node, "command");
	if (line->node->kind != JSON_OBJECT || !v || v->kind != JSON_NUMBER || !command || command->kind != JSON_TEXT)
		return "this is no line of `sweep --json`";
	if (v->number != 1)
		return arena_printf(arena, "this line is of version %lld; this conclab reads version 1", v->number);
	if (strcmp(command->text, "sweep") != 0)
		return arena_printf(arena, "this is an answer of `%.30s`, not of `sweep`", command->text);
	why = wrong_members(line->node, arena);
	return why ? sweep_line_damaged(why, arena) : NULL;
}
