/* sweep.c - see sweep.h: reading the grid. */
#include "cmd/search/sweep.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/session/command.h"
#include "cmd/session/guest.h"
#include "lab/base/panic.h"

static const int severity[] = {
	VERDICT_FAILED, VERDICT_STALLED, VERDICT_DEADLOCK, VERDICT_LIVELOCK, VERDICT_CRASH, VERDICT_PANIC, VERDICT_BROKEN,
	VERDICT_RACE, VERDICT_LEAK, VERDICT_UNDECLARED, CELL_EXIT
};

const char *cell_word(int end)
{
	return end == CELL_EXIT ? "exit" : verdict_word((enum verdict)end);
}

int cell_end_named(const char *word)
{
	int end = 0;

	while (end < CELL_ENDS && strcmp(cell_word(end), word) != 0)
		end++;
	return end;
}

int cell_worst(const struct cell *cell)
{
	for (size_t i = 0; i < sizeof severity / sizeof *severity; i++)
		if (cell->possible[severity[i]])
			return severity[i];
	return VERDICT_OK;
}

bool cell_never_well(const struct cell *cell)
{
	return cell->done && cell->proved && cell_worst(cell) != VERDICT_OK && (!cell->possible[VERDICT_OK] || cell->always[CELL_EXIT]);
}

int sweep_index(const struct sweep *sweep, long cell, int axis)
{
	for (int i = sweep->n_axes - 1; i > axis; i--)
		cell /= sweep->axes[i].n;
	return (int)(cell % sweep->axes[axis].n);
}

void sweep_values(const struct sweep *sweep, long cell, int values[MAX_SETTINGS])
{
	memcpy(values, sweep->values, sizeof sweep->values);
	for (int i = 0; i < sweep->n_axes; i++)
		values[sweep->axes[i].setting] = sweep->axes[i].values[sweep_index(sweep, cell, i)];
}

long sweep_n_mine(const struct sweep *sweep)
{
	return sweep->part > sweep->n_cells ? 0 : (sweep->n_cells - sweep->part) / sweep->n_parts + 1;
}

bool sweep_misses(const struct sweep *sweep)
{
	return sweep->read && sweep->n_done < sweep->n_cells;
}

bool sweep_all_well(const struct sweep *sweep)
{
	for (long i = 0; i < sweep->n_cells; i++)
		if (sweep->cells[i].done && cell_worst(&sweep->cells[i]) != VERDICT_OK)
			return false;
	return true;
}

static bool can_end(const struct sweep *sweep, int end)
{
	for (long i = 0; i < sweep->n_cells; i++)
		if (sweep->cells[i].done && sweep->cells[i].possible[end])
			return true;
	return false;
}

int sweep_status(const struct sweep *sweep)
{
	bool good = sweep->expected > 0 ? can_end(sweep, sweep->expected - 1) : sweep_all_well(sweep);

	return good ? STATUS_OK : STATUS_FINDING;
}

void sweep_free(struct sweep *sweep)
{
	if (!sweep)
		return;
	for (int i = 0; i < sweep->n_axes; i++)
		free(sweep->axes[i].values);
	for (int i = 0; i < MAX_SETTINGS; i++)
		free(sweep->files[i]);
	free(sweep->cells);
	free(sweep->far);
	free(sweep->law);
	free(sweep);
}

/* ---- Reading ---- */

static void add_value(struct axis *axis, int value)
{
	axis->values = realloc(axis->values, ((size_t)axis->n + 1) * sizeof *axis->values);
	must(axis->values);
	axis->values[axis->n++] = value;
}

static int complain_value(struct session *session, struct problem *problem)
{
	int status = complain(session, problem->code, &problem->suggestions, "%s", problem->sentence);

	free(problem->sentence);
	return status;
}

/* "1..4", already known to be numbers of the setting. */
static int add_range(struct session *session, struct axis *axis, const struct spec *spec, const char *text)
{
	const char *dots = strstr(text, "..");
	struct problem problem;
	struct buf first = { 0 };
	int from, to, status = STATUS_OK;

	buf_add(&first, text, (size_t)(dots - text));
	if (!value_check(spec, buf_text(&first), &from, &problem) || !value_check(spec, dots + 2, &to, &problem))
		status = complain_value(session, &problem);
	else if (from > to || to - from >= MOST_VALUES)
		status = complain(session, "bad-value", NULL, from > to ? "%s goes from the lower to the higher value: %d..%d"
		                  : "%s has too many values to sweep: %d..%d", spec->name, from > to ? to : from,
		                  from > to ? from : to);
	for (int value = from; !status && value <= to; value++)
		add_value(axis, value);
	buf_free(&first);
	return status;
}

static bool is_range(const struct spec *spec, const char *text)
{
	return !spec->words && !spec->is_text && strstr(text, "..") != NULL;
}

/* "1..4", "1,2,8", "task,main" */
static int read_axis(struct session *session, struct axis *axis, const struct spec *spec, const char *text)
{
	int status = STATUS_OK, value;
	struct buf one = { 0 };
	struct problem problem;

	*axis = (struct axis){ .setting = spec->index };
	for (size_t length; !status; text += length + 1) {
		length = strcspn(text, ",");
		buf_clear(&one);
		buf_add(&one, text, length);
		if (is_range(spec, buf_text(&one)))
			status = add_range(session, axis, spec, buf_text(&one));
		else if (value_check(spec, buf_text(&one), &value, &problem))
			add_value(axis, value);
		else
			status = complain_value(session, &problem);
		if (!text[length])
			break;
	}
	buf_free(&one);
	return status;
}

static bool is_axis(const struct pattern *pattern, const struct arg *arg, struct spec *spec)
{
	if (!arg->name || !spec_find(spec, pattern, arg->name) || spec->of_run || spec->is_text)
		return false;
	return strchr(arg->value, ',') || is_range(spec, arg->value);
}

static int count_cells(struct session *session, struct sweep *sweep)
{
	sweep->n_cells = 1;
	for (int i = 0; i < sweep->n_axes; i++) {
		sweep->n_cells *= sweep->axes[i].n;
		if (sweep->n_cells > MOST_CELLS)
			return complain(session, "too-many", NULL, "that grid has more than %d cells", MOST_CELLS);
	}
	sweep->cells = calloc((size_t)sweep->n_cells, sizeof *sweep->cells);
	must(sweep->cells);
	return STATUS_OK;
}

/* Take the axes out of the line: what is left goes to `rest`. */
static int take_axes(struct session *session, const struct call *call, struct sweep *sweep, struct call *rest)
{
	struct spec spec;
	int status = STATUS_OK;

	for (int i = 0; i < call->n_args && !status; i++) {
		if (!is_axis(sweep->pattern, &call->args[i], &spec)) {
			rest->args[rest->n_args++] = call->args[i];
			continue;
		}
		if (sweep->n_axes == MAX_AXES)
			return complain(session, "too-many", NULL, "at most %d settings are swept at a time", MAX_AXES);
		status = read_axis(session, &sweep->axes[sweep->n_axes++], &spec, call->args[i].value);
	}
	return status;
}

static void keep_rest(struct sweep *sweep, const struct search *search)
{
	memcpy(sweep->values, search->all.values, sizeof sweep->values);
	for (int i = 0; i < MAX_SETTINGS; i++)
		if (search->all.files[i]) {
			struct buf copy = { 0 };

			buf_adds(&copy, search->all.files[i]);
			sweep->files[i] = buf_take(&copy);
		}
}

struct sweep *sweep_read(struct session *session, const struct call *call, const struct spec *own, int n_own,
                         int *values, struct search *search, int *status)
{
	struct sweep *sweep = calloc(1, sizeof *sweep);
	struct call rest = *call;

	rest.args = calloc((size_t)call->n_args + 1, sizeof *rest.args);
	rest.n_args = 0;
	must(sweep && rest.args);
	sweep->part = sweep->n_parts = 1;
	*status = which_pattern(session, call, &sweep->pattern);
	if (!*status)
		*status = take_axes(session, call, sweep, &rest);
	if (!*status)
		*status = search_read(session, &rest, own, n_own, values, search);
	if (!*status && sweep->n_axes == 0)
		*status = complain_usage(session, call, "nothing to sweep: give a setting several values, "
		                         "as in name=1..4 or name=one,other");
	if (!*status)
		*status = count_cells(session, sweep);
	if (!*status)
		keep_rest(sweep, search);
	free(rest.args);
	if (!*status)
		return sweep;
	sweep_free(sweep);
	return NULL;
}

/* ---- The newest stays in the session, for `law` ---- */

static void forget(struct session *session, void *state)
{
	(void)session;
	sweep_free(state);
}

static const struct guest_kind sweep_guest = { .name = "sweep", .free = forget };

void sweep_keep(struct session *session, struct sweep *sweep)
{
	guest_enter(session, &sweep_guest, sweep);
	session->mapped = true;
}

struct sweep *sweep_newest(const struct session *session)
{
	return guest_state(session, &sweep_guest);
}
