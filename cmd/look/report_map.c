/*
 * report_map.c - the newest sweep as it stands on a page: what became of each cell, and of a bad one its shortest schedule.
 *
 * A sweep keeps no schedules: each bad cell is explored once more, with limits that are counts, so that the page does not
 * depend on how fast that is.
 */
#include "cmd/look/export.h"
#include "cmd/look/report_page.h"

#include <ctype.h>
#include <stdlib.h>

#include "cmd/search/search_progress.h"
#include "lab/base/text.h"
#include "lab/trace/schedule.h"

enum { MOST_EXPLORED = 200, SCHEDULES = 3000, WORK = 300000 };

struct mapping {
	struct session     *session;
	const struct sweep *sweep;
	struct arena       *arena;
	struct html_cell   *cells;
	int                 explored;
};

static const char *keep(struct mapping *m, struct buf *text)
{
	const char *copy = arena_text(m->arena, buf_text(text));

	buf_free(text);
	return copy;
}

static const char *label(struct mapping *m, int axis, int index, bool named)
{
	char *text = sweep_label(m->sweep, axis, index, named);
	const char *copy = arena_text(m->arena, text);

	free(text);
	return copy;
}

/* "workers=2 jobs=5": the axes from .. to-1 of a cell. */
static const char *place(struct mapping *m, long cell, int from, int to)
{
	struct buf text = { 0 };

	for (int axis = from; axis < to; axis++)
		buf_printf(&text, "%s%s", axis > from ? " " : "", label(m, axis, sweep_index(m->sweep, cell, axis), true));
	return keep(m, &text);
}

static enum html_outcome outcome_of(char mark)
{
	if (mark == '.')
		return HTML_GOOD;
	if (mark == '?' || mark == '-')
		return HTML_OPEN;
	return isupper((unsigned char)mark) ? HTML_BAD : HTML_SOMETIMES;
}

/* The command that shows it: with the steps where the search finds them. */
static void add_command(struct mapping *m, long i, const struct ending *ending)
{
	struct buf text = { 0 }, said = { 0 };
	int values[MAX_SETTINGS];

	sweep_values(m->sweep, i, values);
	report_command(&text, ending ? "run" : "explore", m->sweep->pattern, values, (const char *const *)m->sweep->files);
	if (ending && ending->n > 0) {
		buf_adds(&text, " schedule=\"");
		schedule_print(&text, ending->steps, ending->n);
		buf_addc(&text, '"');
	}
	if (m->sweep->any_time)
		buf_adds(&text, " time=any");
	if (ending)
		buf_printf(&said, "%s; the shortest schedule found has %ld step%s%s", m->cells[i].outcome, ending->n,
		           text_s(ending->n), ending->minimal ? " (minimum)" : "");
	else
		buf_adds(&said, m->cells[i].outcome);
	m->cells[i].outcome = keep(m, &said);
	m->cells[i].command = keep(m, &text);
}

static void find_schedule(struct mapping *m, long i)
{
	struct search_progress progress = { .session = m->session, .what = "the map's schedules" };
	struct explore_watcher watcher = search_watcher(&progress);
	struct explore_limits limits = { .schedules = SCHEDULES, .work = WORK };
	int values[MAX_SETTINGS];
	struct run_options options = { .pattern = m->sweep->pattern, .values = values,
		.files = (const char *const *)m->sweep->files, .turn = { .any_time = m->sweep->any_time } };
	int worst = cell_worst(&m->sweep->cells[i]);
	struct exploration *found = NULL;
	char *error = NULL;

	sweep_values(m->sweep, i, values);
	if (m->explored++ < MOST_EXPLORED && !m->sweep->real && !session_stopped(m->session))
		found = explore(&options, &limits, &watcher, &error);
	search_progress_end(&progress);
	add_command(m, i, !found ? NULL : worst == CELL_EXIT ? found->failed : found->bad[worst]);
	exploration_free(found);
	free(error);
}

static void fill_cell(struct mapping *m, long i)
{
	struct html_cell *cell = &m->cells[i];
	char mark = sweep_mark(m->sweep, i);
	struct buf text = { 0 };

	cell->mark = arena_printf(m->arena, "%c", mark);
	cell->settings = place(m, i, 0, m->sweep->n_axes);
	cell->is = outcome_of(mark);
	sweep_meaning(&text, m->sweep, mark);
	cell->meaning = cell->outcome = keep(m, &text);
	if (cell->is == HTML_SOMETIMES && cell_never_well(&m->sweep->cells[i]))
		cell->outcome = arena_printf(m->arena, "%s, never ok", cell->meaning);
	if (cell->is == HTML_BAD || cell->is == HTML_SOMETIMES)
		find_schedule(m, i);
}

static const char **labels(struct mapping *m, int axis, bool named)
{
	const char **list = arena_alloc(m->arena, (size_t)m->sweep->axes[axis].n * sizeof *list);

	for (int i = 0; i < m->sweep->axes[axis].n; i++)
		list[i] = label(m, axis, i, named);
	return list;
}

static const char *title_of(struct mapping *m)
{
	const struct sweep *sweep = m->sweep;
	struct buf text = { 0 };

	buf_printf(&text, "%s, swept over ", export_name(sweep->pattern));
	for (int axis = 0; axis < sweep->n_axes; axis++)
		buf_printf(&text, "%s%s", axis == 0 ? "" : axis + 1 < sweep->n_axes ? ", " : " and ",
		           sweep->pattern->settings[sweep->axes[axis].setting].name);
	return keep(m, &text);
}

static void set_axes(struct mapping *m, struct html_map *map)
{
	static const char *const none[] = { "" };
	int across = m->sweep->n_axes - 1, down = across - 1;
	const char **blocks;

	map->columns = labels(m, across, true);
	map->n_columns = m->sweep->axes[across].n;
	map->rows = down < 0 ? (const char **)none : labels(m, down, true);
	map->n_rows = down < 0 ? 1 : m->sweep->axes[down].n;
	map->n_blocks = (int)(m->sweep->n_cells / ((long)map->n_columns * map->n_rows));
	blocks = arena_alloc(m->arena, (size_t)map->n_blocks * sizeof *blocks);
	for (int i = 0; i < map->n_blocks; i++)
		blocks[i] = place(m, (long)i * map->n_columns * map->n_rows, 0, down < 0 ? 0 : down);
	map->blocks = blocks;
}

const struct html_map *report_map(struct session *session, const struct sweep *sweep, struct arena *arena)
{
	struct mapping m = { session, sweep, arena, NULL, 0 };
	struct html_map *map = arena_alloc(arena, sizeof *map);

	m.cells = arena_alloc(arena, (size_t)sweep->n_cells * sizeof *m.cells);
	for (long i = 0; i < sweep->n_cells; i++)
		fill_cell(&m, i);
	map->title = title_of(&m);
	map->bound = report_bound(arena, SCHEDULES, WORK, sweep->any_time);
	map->cells = m.cells;
	map->law = sweep->law;
	set_axes(&m, map);
	return map;
}
