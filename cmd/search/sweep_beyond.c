/* sweep_beyond.c - see sweep_beyond.h. */
#include "cmd/search/sweep_beyond.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/engine/engine.h"
#include "lab/program/program.h"

/* Of one cell, as explore_limits count it: what it comes to does not depend on how fast anything is. */
enum { WORK = 300000 };

void beyond_begin(struct beyond *beyond, struct session *session, struct sweep *sweep)
{
	*beyond = (struct beyond){ .session = session, .sweep = sweep, .progress = { .session = session } };
	if (sweep->limits.ns)
		beyond->until = clock_now() + sweep->limits.ns;
}

void beyond_end(struct beyond *beyond)
{
	search_progress_end(&beyond->progress);
}

static const struct cell *known(const struct sweep *sweep, const int *values)
{
	for (int i = 0; i < sweep->n_far; i++)
		if (!memcmp(sweep->far[i].values, values, sizeof sweep->far[i].values))
			return &sweep->far[i].cell;
	return NULL;
}

static const struct cell *keep(struct sweep *sweep, const int *values, const struct cell *cell)
{
	struct far_cell *far;

	if (sweep->n_far == sweep->far_room) {
		sweep->far_room = sweep->far_room ? 2 * sweep->far_room : 64;
		sweep->far = realloc(sweep->far, (size_t)sweep->far_room * sizeof *sweep->far);
		must(sweep->far);
	}
	far = &sweep->far[sweep->n_far++];
	memcpy(far->values, values, sizeof far->values);
	far->cell = *cell;
	return &far->cell;
}

static bool builds(const struct sweep *sweep, const int *values)
{
	struct program_outcome outcome;
	bool ok;

	program_build(&outcome, sweep->pattern, values, (const char *const *)sweep->files);
	ok = outcome.result == PROGRAM_OK;
	program_outcome_free(&outcome);
	return ok;
}

/* As explore_limits have it: 0 is none. */
static int64_t time_left(const struct beyond *beyond)
{
	int64_t left = beyond->until - clock_now();

	return !beyond->until ? 0 : left > 1 ? left : 1;
}

static struct exploration *explored(struct beyond *beyond, const int *values)
{
	const struct sweep *sweep = beyond->sweep;
	const struct run_options options = {
		.pattern = sweep->pattern, .values = values, .files = (const char *const *)sweep->files, .engine = &free_engine,
		.turn = { .any_time = sweep->any_time },
	};
	const struct explore_limits limits = {
		.schedules = sweep->limits.schedules, .work = WORK, .as_found = true,
		.ns = time_left(beyond),
	};
	struct explore_watcher watcher = search_watcher(&beyond->progress);
	struct exploration *found;
	char *error = NULL;

	if (!builds(sweep, values))
		return NULL;
	beyond->progress.what = "beyond the grid";
	found = explore(&options, &limits, &watcher, &error);
	free(error);
	return found;
}

static bool is_over(const struct beyond *beyond)
{
	return session_stopped(beyond->session) || (beyond->until && clock_now() >= beyond->until);
}

const struct cell *beyond_cell(struct beyond *beyond, const int *values)
{
	const struct cell *cell = known(beyond->sweep, values);
	struct cell new = { 0 };
	struct exploration *found;

	if (cell || is_over(beyond))
		return cell;
	found = explored(beyond, values);
	if (found)
		sweep_keep_found(&new, found);
	exploration_free(found);
	return is_over(beyond) && !new.proved ? NULL : keep(beyond->sweep, values, &new);
}
