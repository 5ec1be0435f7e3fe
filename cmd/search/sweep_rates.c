/* sweep_rates.c - a grid run on real threads: throughput and waiting of each cell. */
#include <stdlib.h>

#include "cmd/run/measuring.h"
#include "cmd/search/sweep.h"
#include "lab/base/text.h"
#include "lab/view/grid.h"

void sweep_add_run(struct cell *cell, const struct result *result)
{
	struct measures *m = measuring(result);
	struct wait_stats stats = measure_waits(m, &(struct wait_filter){
		.task = NO_TASK, .object = NO_OBJECT, .no_clock = true, .no_end = true });
	bool failed = result->verdict == VERDICT_OK && result->exited && result->exit;

	for (int i = 0; i < VERDICT_COUNT; i++)
		cell->always[i] = (cell->runs == 0 || cell->always[i]) && (int)result->verdict == i;
	cell->possible[result->verdict] = true;
	cell->always[CELL_EXIT] = (cell->runs == 0 || cell->always[CELL_EXIT]) && failed;
	cell->possible[CELL_EXIT] |= failed;
	cell->runs++;
	cell->elapsed += (double)result->elapsed;
	for (int i = 0; i < m->trace->n_objects; i++)
		cell->operations += m->objects[i].operations;
	cell->measured += m->duration;
	cell->waits += stats.n;
	cell->waiting += stats.sum;
	if (stats.longest && stats.longest->to - stats.longest->from > cell->longest)
		cell->longest = stats.longest->to - stats.longest->from;
	measures_free(m);
}

static double rate(const struct cell *cell)
{
	return cell->measured > 0 ? (double)cell->operations * 1e9 / cell->measured : 0;
}

static double mean_wait(const struct cell *cell)
{
	return cell->waits > 0 ? cell->waiting / (double)cell->waits : 0;
}

static double each(const struct cell *cell, double sum)
{
	return cell->runs > 0 ? sum / cell->runs : 0;
}

struct rates sweep_rates_of(const struct cell *cell)
{
	return (struct rates){ each(cell, cell->elapsed), rate(cell), each(cell, (double)cell->waits), each(cell, cell->waiting),
		mean_wait(cell), cell->longest };
}

void sweep_rates_json(struct json *json, const struct cell *cell)
{
	struct rates rates = sweep_rates_of(cell);

	json_double(json, "elapsed_ms", rates.elapsed / 1e6, 3);
	json_double(json, "operations_per_second", rates.rate, 0);
	json_double(json, "waits", rates.waits, 1);
	json_double(json, "waiting_ms", rates.waiting / 1e6, 3);
	json_double(json, "mean_wait_ms", rates.mean / 1e6, 3);
	json_double(json, "longest_wait_ms", rates.longest / 1e6, 3);
}

/* ---- For people ---- */

enum { CELL, END, TIME, RATE, WAITS, MEAN, LONGEST };

static const struct grid_column columns[] = {
	[CELL]    = { "cell", 0, false },
	[END]     = { "end", 0, false },
	[TIME]    = { "a run takes", 1, true },
	[RATE]    = { "operations/s", 0, true },
	[WAITS]   = { "waits in a run", 2, true },
	[MEAN]    = { "mean wait", 0, true },
	[LONGEST] = { "longest", 0, true },
};

static const char *in_time(struct arena *arena, double ns)
{
	struct buf text = { 0 };
	const char *copy;

	text_time(&text, (int64_t)ns);
	copy = arena_text(arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

static const char *where(struct arena *arena, const struct sweep *sweep, long cell)
{
	struct buf text = { 0 };
	const char *copy;

	for (int axis = 0; axis < sweep->n_axes; axis++) {
		char *value = sweep_label(sweep, axis, sweep_index(sweep, cell, axis), true);

		buf_printf(&text, "%s%s", axis ? " " : "", value);
		free(value);
	}
	copy = arena_text(arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

static void add_cell(struct grid *grid, const struct sweep *sweep, long i)
{
	const struct cell *cell = &sweep->cells[i];
	int worst = cell_worst(cell);
	struct grid_row *row = grid_add(grid);
	struct buf text = { 0 };

	text_count(&text, (long)(rate(cell) + 0.5));
	row->cells[CELL] = where(grid->arena, sweep, i);
	row->cells[END] = cell_word(worst);
	row->paints[END] = worst == VERDICT_OK ? MOVES : FINDING;
	row->cells[TIME] = in_time(grid->arena, each(cell, cell->elapsed));
	row->cells[RATE] = arena_text(grid->arena, buf_text(&text));
	row->cells[WAITS] = arena_printf(grid->arena, "%.1f", each(cell, (double)cell->waits));
	row->cells[MEAN] = in_time(grid->arena, mean_wait(cell));
	row->cells[LONGEST] = in_time(grid->arena, cell->longest);
	buf_free(&text);
}

void sweep_rates(struct buf *out, const struct sweep *sweep, const struct look *look)
{
	struct grid grid = { .arena = arena_new(), .columns = columns, .n_columns = LONGEST + 1 };

	for (long i = 0; i < sweep->n_cells; i++)
		if (sweep->cells[i].done)
			add_cell(&grid, sweep, i);
	grid_print(out, &grid, look);
	arena_free(grid.arena);
}
