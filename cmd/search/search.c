/* search.c - see search.h. */
#include "cmd/search/search.h"
#include "cmd/search/search_progress.h"
#include "cmd/session/command.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/program/program.h"
#include "lab/search/stepper.h"

/* The command's own option of this name, or NULL; a pattern's setting comes first. */
static const struct spec *own_option(const struct spec *own, int n_own, const struct pattern *pattern, const char *name)
{
	struct spec of_pattern;

	if (!name || (spec_find(&of_pattern, pattern, name) && !of_pattern.of_run))
		return NULL;
	for (int i = 0; i < n_own; i++)
		if (strcmp(own[i].name, name) == 0)
			return &own[i];
	return NULL;
}

static int read_option(struct session *session, const struct spec *spec, const char *text, int *value)
{
	struct problem problem;
	int status = STATUS_OK;

	if (!value_check(spec, text, value, &problem)) {
		status = complain(session, problem.code, &problem.suggestions, "%s", problem.sentence);
		free(problem.sentence);
	}
	return status;
}

/* What an option is when the line does not say: its standard; but $CONCLAB_SECONDS goes before that of seconds=. */
static int read_standard(struct session *session, const struct spec *spec, int *value)
{
	const char *seconds = session_usual_seconds();

	*value = spec->standard;
	return seconds && !strcmp(spec->name, "seconds") ? read_option(session, spec, seconds, value) : STATUS_OK;
}

struct run_options search_options(const struct resolved *all)
{
	return (struct run_options){
		.pattern = all->pattern,
		.values = all->values,
		.files = all->files,
		.engine = &free_engine,
		.trace_limit = all->run[RUN_KEEP],
		.turn = { .any_time = all->run[RUN_TIME] },
	};
}

int search_read(struct session *session, const struct call *call, const struct spec *own, int n_own, int *values,
                struct search *search)
{
	struct arg *args;
	int n_args = 0, status = STATUS_OK;

	search->session = session;
	status = which_pattern(session, call, &search->pattern);
	for (int i = 0; i < n_own && !status; i++)
		status = read_standard(session, &own[i], &values[i]);
	if (status)
		return status;
	args = calloc((size_t)call->n_args + 1, sizeof *args);
	must(args);
	for (int i = 0; i < call->n_args && !status; i++) {
		const struct arg *arg = &call->args[i];
		const struct spec *spec = own_option(own, n_own, search->pattern, arg->name);

		if (spec)
			status = read_option(session, spec, arg->value, &values[spec - own]);
		else
			args[n_args++] = *arg;
	}
	if (!status)
		status = settings_resolve(session, search->pattern, args, n_args, &search->all);
	free(args);
	search->options = search_options(&search->all);
	if (!status)
		session->started = search->pattern;
	return status;
}

static bool is_assigned(const struct call *call, const char *name)
{
	for (int i = 0; i < call->n_args; i++)
		if (call->args[i].name && strcmp(call->args[i].name, name) == 0)
			return true;
	return false;
}

bool search_means(const struct call *call, const struct search *search, const struct result *last)
{
	if (!last || last->pattern != search->pattern)
		return false;
	for (int i = 0; i < call->n_args; i++)
		if (!call->args[i].name)
			return false;
	return true;
}

void search_as_last(struct search *search, const struct call *call, const struct result *last)
{
	if (last->schedule && !is_assigned(call, "time"))
		search->options.turn.any_time = last->any_time;
	for (int i = 0; i < pattern_n_settings(search->pattern); i++)
		if (!is_assigned(call, search->pattern->settings[i].name)) {
			search->all.values[i] = last->values[i];
			search->all.files[i] = last->files[i];
		}
}

int search_builds(struct session *session, const struct search *search)
{
	struct search_progress progress = { .session = session, .early = true };
	int status;

	if (program_is_program(search->pattern))
		search_progress_draw(&progress, "... building");
	status = which_builds(session, search->pattern, search->all.values, search->all.files);
	search_progress_end(&progress);
	return status;
}

int search_check_time(struct session *session, const struct search *search, bool real)
{
	if (!real || search->all.run_origin[RUN_TIME] != FROM_RUN_LINE)
		return STATUS_OK;
	return complain(session, "contradiction", NULL, "with by=run time is real: leave time= or by= away");
}

int search_check_expect(struct session *session, const struct call *call, const char *instead)
{
	if (!is_assigned(call, "expect"))
		return STATUS_OK;
	return complain_usage(session, call, "expect= is about how something ends: %s", instead);
}

const char *search_time(const struct search *search)
{
	return search->options.turn.any_time ? "any" : "virtual";
}

struct run_options search_turn(const struct search *search, const struct strategy *strategy, void *context)
{
	struct run_options options = search->options;

	options.engine = &turn_engine;
	options.turn.strategy = strategy;
	options.turn.context = context;
	return options;
}

long search_length(const struct search *search)
{
	enum { LONGEST_DRY_RUN = 10000 };
	struct run_options options = {
		.pattern = search->pattern, .values = search->all.values, .files = search->all.files,
		.turn = search->options.turn,
	};
	long length = stepper_length(&options, LONGEST_DRY_RUN);

	return length > 0 ? length : 1;
}

void search_line(struct buf *out, const struct search *search)
{
	settings_print(out, &search->all);
	buf_adds(out, search->options.turn.any_time ? " time=any" : "");
}

void search_remember(struct search *search, struct result *result)
{
	struct session *session = search->session;

	session_begin_run(session, search->pattern);
	session_keep_run(session, result, settings_line_of(&search->all));
}
