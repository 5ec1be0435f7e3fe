/* report_sweep.c - a page of a sweep where nothing was run: its map, and of each bad cell the shortest schedule. */
#include <stdlib.h>
#include <string.h>

#include "cmd/look/export.h"
#include "cmd/look/report_page.h"
#include "lab/base/text.h"

/* "conclab sweep worker-pool feed=main workers=1,2,3 jobs=1,2" */
static void add_command(struct buf *out, const struct sweep *sweep)
{
	int values[MAX_SETTINGS];

	memcpy(values, sweep->values, sizeof values);
	for (int axis = 0; axis < sweep->n_axes; axis++)
		values[sweep->axes[axis].setting] = spec_of_pattern(sweep->pattern, sweep->axes[axis].setting).standard;
	report_command(out, "sweep", sweep->pattern, values, (const char *const *)sweep->files);
	for (int axis = 0; axis < sweep->n_axes; axis++) {
		buf_printf(out, " %s=", sweep->pattern->settings[sweep->axes[axis].setting].name);
		for (int i = 0; i < sweep->axes[axis].n; i++) {
			char *text = sweep_label(sweep, axis, i, false);

			buf_printf(out, "%s%s", i ? "," : "", text);
			free(text);
		}
	}
	buf_adds(out, sweep->real ? " by=run" : "");
	buf_adds(out, sweep->any_time ? " time=any" : "");
}

static long count_bad(const struct sweep *sweep)
{
	long n = 0;

	for (long i = 0; i < sweep->n_cells; i++)
		n += sweep->cells[i].done && cell_worst(&sweep->cells[i]) != VERDICT_OK;
	return n;
}

static long count_hopeless(const struct sweep *sweep)
{
	long n = 0;

	for (long i = 0; i < sweep->n_cells; i++)
		n += cell_never_well(&sweep->cells[i]);
	return n;
}

/* "3 of 6 cells can end badly, 1 of them always does" */
static void add_verdict(struct buf *out, const struct sweep *sweep)
{
	long bad = count_bad(sweep), hopeless = count_hopeless(sweep);

	if (bad == 0) {
		buf_printf(out, "of %ld no cell ends badly", sweep->n_done);
		return;
	}
	buf_printf(out, "%ld of %ld cell%s ", bad, sweep->n_done, text_s(sweep->n_done));
	if (hopeless == bad)
		buf_printf(out, "always end%s badly", bad == 1 ? "s" : "");
	else
		buf_adds(out, "can end badly");
	if (hopeless > 0 && hopeless < bad)
		buf_printf(out, ", %ld of them always do%s", hopeless, hopeless == 1 ? "es" : "");
}

void report_sweep(struct session *session, FILE *out, const struct sweep *sweep)
{
	struct arena *arena = arena_new();
	struct buf verdict = { 0 }, summary = { 0 }, command = { 0 };
	struct html_page page = { .name = export_name(sweep->pattern) };
	long bad = count_bad(sweep);

	add_verdict(&verdict, sweep);
	if (sweep->n_done < sweep->n_cells)
		buf_printf(&summary, "%ld more cell%s not looked at. ", sweep->n_cells - sweep->n_done,
		           sweep->n_cells - sweep->n_done == 1 ? " was" : "s were");
	if (bad)
		buf_adds(&summary, "A cell is a combination of settings; a bad one leads to the command that shows it.");
	else
		buf_adds(&summary, "A cell is a combination of settings.");
	if (!sweep->law && bad)
		buf_adds(&summary, " `law` looks for what separates the bad ones, and is on the page when it was found before.");
	add_command(&command, sweep);
	page.verdict = buf_text(&verdict);
	page.bad = bad > 0;
	page.summary = buf_text(&summary);
	page.command = buf_text(&command);
	page.map = report_map(session, sweep, arena);
	html_map_page(out, &page);
	buf_free(&verdict);
	buf_free(&summary);
	buf_free(&command);
	arena_free(arena);
}
