/* export_map.c - the newest sweep: its map as a picture, its cells as a table. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/look/export.h"
#include "lab/base/arena.h"
#include "lab/base/text.h"
#include "lab/export/csv.h"
#include "lab/export/svg_map.h"

/* "12 cells of the sweep of worker-pool" */
static void say(struct exporting *job)
{
	const struct sweep *sweep = job->sweep;

	buf_printf(&job->said, "%ld cell%s of the sweep of %s", sweep->n_done, text_s(sweep->n_done), sweep->pattern->name);
	if (sweep->n_done < sweep->n_cells)
		buf_printf(&job->said, " (%ld more were not done)", sweep->n_cells - sweep->n_done);
	job->n = sweep->n_done;
	job->unit = "cells";
}

/* ---- The map ---- */

static enum svg_class class_of(char mark)
{
	if (mark == '.')
		return SVG_MOVES;
	if (mark == '?' || mark == '-')
		return SVG_SLEEPS;
	return isupper((unsigned char)mark) ? SVG_FINDING : SVG_WAITS;
}

/* "workers=2 jobs=5" of the axes from .. to-1 */
static void add_place(struct buf *out, const struct sweep *sweep, long cell, int from, int to)
{
	for (int axis = from; axis < to; axis++) {
		char *text = sweep_label(sweep, axis, sweep_index(sweep, cell, axis), true);

		buf_printf(out, "%s%s", axis > from ? " " : "", text);
		free(text);
	}
}

static struct svg_map_cell cell_of(void *context, long i, struct buf *title)
{
	const struct sweep *sweep = context;
	char mark = sweep_mark(sweep, i);

	add_place(title, sweep, i, 0, sweep->n_axes);
	buf_adds(title, ": ");
	sweep_meaning(title, sweep, mark);
	return (struct svg_map_cell){ mark, class_of(mark) };
}

static const char **labels(struct arena *arena, const struct sweep *sweep, int axis)
{
	const char **list = arena_alloc(arena, (size_t)sweep->axes[axis].n * sizeof *list);

	for (int i = 0; i < sweep->axes[axis].n; i++) {
		char *text = sweep_label(sweep, axis, i, false);

		list[i] = arena_text(arena, text);
		free(text);
	}
	return list;
}

static const char *axis_name(const struct sweep *sweep, int axis)
{
	return sweep->pattern->settings[sweep->axes[axis].setting].name;
}

static void set_axes(struct svg_map *map, struct arena *arena, const struct sweep *sweep)
{
	int across = sweep->n_axes - 1, down = across - 1;

	map->across = axis_name(sweep, across);
	map->columns = labels(arena, sweep, across);
	map->n_columns = sweep->axes[across].n;
	map->n_rows = down < 0 ? 1 : sweep->axes[down].n;
	if (down >= 0) {
		map->down = axis_name(sweep, down);
		map->rows = labels(arena, sweep, down);
	}
	map->n_blocks = (int)(sweep->n_cells / ((long)map->n_columns * map->n_rows));
}

static void set_blocks(struct svg_map *map, struct arena *arena, const struct sweep *sweep)
{
	const char **heads = arena_alloc(arena, (size_t)map->n_blocks * sizeof *heads);

	for (int i = 0; i < map->n_blocks; i++) {
		struct buf text = { 0 };

		add_place(&text, sweep, (long)i * map->n_columns * map->n_rows, 0, sweep->n_axes - 2);
		heads[i] = arena_text(arena, buf_text(&text));
		buf_free(&text);
	}
	map->blocks = sweep->n_axes > 2 ? heads : NULL;
}

static bool has_mark(const struct sweep *sweep, char mark)
{
	for (long i = 0; i < sweep->n_cells; i++)
		if (sweep_mark(sweep, i) == mark)
			return true;
	return false;
}

static void set_meanings(struct svg_map *map, struct arena *arena, const struct sweep *sweep)
{
	const char *marks = sweep_marks();
	const char **meanings = arena_alloc(arena, strlen(marks) * sizeof *meanings);
	struct svg_map_cell *cells = arena_alloc(arena, strlen(marks) * sizeof *cells);

	for (; *marks; marks++) {
		struct buf text = { 0 };

		if (!has_mark(sweep, *marks))
			continue;
		sweep_meaning(&text, sweep, *marks);
		meanings[map->n_meanings] = arena_text(arena, buf_text(&text));
		cells[map->n_meanings++] = (struct svg_map_cell){ *marks, class_of(*marks) };
		buf_free(&text);
	}
	map->meanings = meanings;
	map->marks = cells;
}

/* "sweep of worker-pool feed=main": with what is not swept and not as by default. */
static const char *title_of(struct arena *arena, const struct sweep *sweep)
{
	struct buf text = { 0 };
	const char *copy;

	buf_printf(&text, "%s", export_name(sweep->pattern));
	for (int i = 0; i < pattern_n_settings(sweep->pattern); i++) {
		struct spec spec = spec_of_pattern(sweep->pattern, i);
		bool swept = false;

		for (int axis = 0; axis < sweep->n_axes; axis++)
			swept |= sweep->axes[axis].setting == i;
		if (swept || spec.is_text || sweep->values[i] == sweep->pattern->settings[i].standard)
			continue;
		buf_printf(&text, " %s=", spec.name);
		spec_value(&text, &spec, sweep->values[i], NULL);
	}
	copy = arena_text(arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

int export_map(struct exporting *job)
{
	const struct sweep *sweep = job->sweep;
	struct arena *arena = arena_new();
	struct svg_map map = { .cell = cell_of, .context = (void *)sweep };

	map.title = title_of(arena, sweep);
	map.description = sweep->real ? "How runs on real threads ended, for each combination of settings."
	                              : "What can become of a run, for each combination of settings.";
	set_axes(&map, arena, sweep);
	set_blocks(&map, arena, sweep);
	set_meanings(&map, arena, sweep);
	map.law = sweep->law;
	svg_map(job->out, &map);
	arena_free(arena);
	say(job);
	return STATUS_OK;
}

/* ---- The table ---- */

static void write_head(struct csv *csv, const struct sweep *sweep)
{
	static const char *const found[] = { "worst", "always", "proved", NULL };
	static const char *const ran[] = { "runs", "elapsed_ms", "operations_per_second", "waits", "waiting_ms", "mean_wait_ms",
	                                   "longest_wait_ms", NULL };

	for (int axis = 0; axis < sweep->n_axes; axis++)
		csv_text(csv, axis_name(sweep, axis));
	for (int i = 0; found[i]; i++)
		csv_text(csv, found[i]);
	for (int i = 0; sweep->real && ran[i]; i++)
		csv_text(csv, ran[i]);
	csv_end_line(csv);
}

static void write_rates(struct csv *csv, const struct cell *cell)
{
	struct rates rates = sweep_rates_of(cell);

	csv_int(csv, cell->runs);
	csv_double(csv, rates.elapsed / 1e6, 3);
	csv_double(csv, rates.rate, 0);
	csv_double(csv, rates.waits, 1);
	csv_double(csv, rates.waiting / 1e6, 3);
	csv_double(csv, rates.mean / 1e6, 3);
	csv_double(csv, rates.longest / 1e6, 3);
}

static void write_cell(struct csv *csv, const struct sweep *sweep, long i)
{
	const struct cell *cell = &sweep->cells[i];
	int worst = cell_worst(cell);

	for (int axis = 0; axis < sweep->n_axes; axis++) {
		char *text = sweep_label(sweep, axis, sweep_index(sweep, i, axis), false);

		csv_text(csv, text);
		free(text);
	}
	csv_text(csv, cell_word(worst));
	csv_text(csv, cell->always[worst] ? "yes" : "no");
	csv_text(csv, cell->proved ? "yes" : "no");
	if (sweep->real)
		write_rates(csv, cell);
	csv_end_line(csv);
}

int export_cells(struct exporting *job)
{
	struct csv csv = { .out = job->out };

	write_head(&csv, job->sweep);
	for (long i = 0; i < job->sweep->n_cells; i++)
		if (job->sweep->cells[i].done)
			write_cell(&csv, job->sweep, i);
	say(job);
	return STATUS_OK;
}
