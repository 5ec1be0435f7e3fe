/* sweep_run.c - every cell of a grid: explored, or run on real threads. */
#include <stdlib.h>
#include <string.h>

#include "cmd/search/search_progress.h"
#include "cmd/search/search_report.h"
#include "cmd/search/sweep.h"
#include "cmd/search/sweep_lines.h"
#include "cmd/session/out.h"
#include "cmd/session/which.h"
#include "cmd/term/interrupt.h"
#include "lab/check/watchdog.h"
#include "lab/program/prepare.h"

struct sweeping {
	struct session            *session;
	struct sweep              *sweep;
	bool                       silent;
	long                       cell;                /* the one in hand */
	long                       built;               /* those before it are built */
	long                       to_build;
	struct search_progress     progress;
};

/* ---- Exploring ---- */

void sweep_keep_found(struct cell *cell, const struct exploration *found)
{
	cell->proved = found->proved;
	for (int i = 0; i < VERDICT_COUNT; i++) {
		cell->possible[i] = found->ends[i] > 0;
		cell->always[i] = cell->possible[i] && search_always(found, (enum verdict)i);
	}
	cell->possible[CELL_EXIT] = found->failures > 0;
	cell->always[CELL_EXIT] = search_always_fails(found);
}

static void tell_cell(struct sweeping *s, const struct run_options *options, const struct exploration *found)
{
	struct search search = { .session = s->session, .pattern = s->sweep->pattern };
	struct buf line = { 0 };
	struct json json;

	if (!s->session->json || s->silent)
		return;
	memcpy(search.all.values, options->values, sizeof search.all.values);
	memcpy(search.all.files, s->sweep->files, sizeof search.all.files);
	search.options = *options;
	json = out_json_begin(s->session, &line);
	search_json(&json, &search, found);
	sweep_line_json(&json, s->sweep, s->cell);
	out_json_end(s->session, &json);
}

static bool explore_cell(struct sweeping *s, struct cell *cell, const struct run_options *options, char **error)
{
	struct explore_watcher watcher = search_watcher(&s->progress);
	struct explore_limits limits = { .schedules = s->sweep->limits.schedules, .ns = s->sweep->limits.ns,
		.as_found = s->silent || !s->session->json };
	struct exploration *found = explore(options, &limits, &watcher, error);

	if (!found)
		return false;
	if (!session_stopped(s->session)) {
		sweep_keep_found(cell, found);
		tell_cell(s, options, found);
	}
	exploration_free(found);
	return true;
}

/* ---- Running ---- */

static void tell_runs(struct sweeping *s, const int *values, const struct cell *cell)
{
	struct buf line = { 0 };
	struct json json;

	if (!s->session->json || s->silent)
		return;
	json = out_json_begin(s->session, &line);
	which_json(&json, s->sweep->pattern);
	settings_json(&json, s->sweep->pattern, values, (const char *const *)s->sweep->files);
	json_text(&json, "time", "real");
	json_text(&json, "by", "run");
	json_int(&json, "runs", cell->runs);
	json_bool(&json, "proved", false);
	json_object(&json, "outcomes");
	for (int i = 0; i < CELL_ENDS; i++)
		if (cell->possible[i])
			json_text(&json, cell_word(i), cell->always[i] ? "always" : "sometimes");
	json_end_object(&json);
	sweep_rates_json(&json, cell);
	sweep_line_json(&json, s->sweep, s->cell);
	out_json_end(s->session, &json);
}

static bool run_cell(struct sweeping *s, struct cell *cell, const struct run_options *options, char **error)
{
	struct watcher watcher = { .interrupted = session_stopped, .context = s->session, .patience_ms = 2000 };

	for (int i = 0; i < s->sweep->limits.runs && !session_stopped(s->session); i++) {
		struct result *result = watch_run(options, &watcher, error);

		if (!result)
			return false;
		if (result->verdict != VERDICT_INTERRUPTED)
			sweep_add_run(cell, result);
		result_free(result);
	}
	if (!session_stopped(s->session))
		tell_runs(s, options->values, cell);
	return true;
}

/* ---- Building ---- */

/* Cells of a program are built so many at a time, before the first of them is looked at. */
enum { BUILT_AT_A_TIME = 64 };

static bool tell_built(void *context, int done)
{
	struct sweeping *s = context;
	struct buf what = { 0 };

	buf_printf(&what, "building: %d of %ld", done, s->to_build);
	search_progress_draw(&s->progress, buf_text(&what));
	buf_free(&what);
	return !session_stopped(s->session);
}

static void build_cells(struct sweeping *s)
{
	static int values[BUILT_AT_A_TIME][MAX_SETTINGS];
	const struct sweep *sweep = s->sweep;
	struct prepare prepare = { .pattern = sweep->pattern, .values = (const int (*)[MAX_SETTINGS])values,
		.files = (const char *const *)sweep->files, .told = tell_built, .context = s };

	if (s->cell < s->built)
		return;
	for (s->built = s->cell; prepare.n < BUILT_AT_A_TIME && s->built < sweep->n_cells; s->built += sweep->n_parts)
		sweep_values(sweep, s->built, values[prepare.n++]);
	s->to_build = prepare.n;
	program_prepare(&prepare);
}

/* ---- All of them ---- */

static void draw(struct sweeping *s, struct buf *what)
{
	buf_clear(what);
	buf_printf(what, "cell %ld of %ld", s->sweep->n_done + 1, sweep_n_mine(s->sweep));
	s->progress.what = buf_text(what);
	search_progress_draw(&s->progress, buf_text(what));
}

/* The cell in hand: explored, or run. */
static int do_cell(struct sweeping *s, struct run_options *options, const int *values)
{
	struct cell *cell = &s->sweep->cells[s->cell];
	char *error = NULL;
	int status;

	status = which_builds(s->session, s->sweep->pattern, values, options->files);
	if (status)
		return status;
	if (!(s->sweep->real ? run_cell : explore_cell)(s, cell, options, &error)) {
		status = complain_system(s->session, "cannot-run", "%s", error ? error : "the run could not be made");
	} else if (!session_stopped(s->session)) {
		cell->done = true;
		s->sweep->n_done++;
	}
	free(error);
	return status;
}

int sweep_run(struct session *session, struct sweep *sweep, bool silent)
{
	struct sweeping s = { .session = session, .sweep = sweep, .silent = silent, .progress = { .session = session } };
	int values[MAX_SETTINGS], status = STATUS_OK;
	struct run_options options = {
		.pattern = sweep->pattern, .values = values, .files = (const char *const *)sweep->files, .engine = &free_engine,
		.turn = { .any_time = sweep->any_time },
	};
	struct buf what = { 0 };

	for (s.cell = sweep->part - 1; s.cell < sweep->n_cells && !session_stopped(session) && !status; s.cell += sweep->n_parts) {
		if (sweep->cells[s.cell].done)
			continue;
		build_cells(&s);
		sweep_values(sweep, s.cell, values);
		draw(&s, &what);
		status = do_cell(&s, &options, values);
	}
	search_progress_end(&s.progress);
	buf_free(&what);
	return status ? status : interrupt_pending() ? STATUS_INTERRUPTED : STATUS_OK;
}
