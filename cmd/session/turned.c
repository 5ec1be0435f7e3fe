/* turned.c - settings somebody has turned, and the settings a run comes to have; see settings.h. */
#include "cmd/session/header_define.h"
#include "cmd/session/text_names.h"
#include "cmd/session/settings.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/term/prose.h"
#include "cmd/term/suggest.h"
#include "lab/base/panic.h"
#include "lab/program/program.h"

static const char *const origin_words[] = {
	[FROM_DEFAULT] = "default",
	[FROM_INIT] = "init file",
	[FROM_ENVIRONMENT] = "CONCLAB_SET",
	[FROM_COMMAND_LINE] = "command line",
	[FROM_SESSION] = "session",
	[FROM_RUN_LINE] = "run line"
};

const char *origin_word(enum origin origin)
{
	return origin_words[origin];
}

const struct turned_value *turned_find(const struct turned_list *list, const char *name)
{
	const struct turned_value *best = NULL;

	for (int i = 0; i < list->n; i++)
		if (!strcmp(list->at[i].name, name) && (!best || list->at[i].origin > best->origin))
			best = &list->at[i];
	return best;
}

static char *copy(const char *text)
{
	struct buf buf = { 0 };

	buf_adds(&buf, text);
	return buf_take(&buf);
}

void turned_set(struct turned_list *list, const char *name, const char *value, enum origin origin)
{
	for (int i = 0; i < list->n; i++)
		if (!strcmp(list->at[i].name, name) && list->at[i].origin == origin) {
			free(list->at[i].value);
			list->at[i].value = copy(value);
			return;
		}
	if (list->n == list->room) {
		list->room = list->room ? 2 * list->room : 8;
		list->at = realloc(list->at, (size_t)list->room * sizeof *list->at);
		must(list->at);
	}
	list->at[list->n++] = (struct turned_value){ copy(name), copy(value), origin };
}

int turned_unset(struct turned_list *list, const char *name)
{
	int kept = 0, gone;

	for (int i = 0; i < list->n; i++) {
		if (name && strcmp(list->at[i].name, name)) {
			list->at[kept++] = list->at[i];
			continue;
		}
		free(list->at[i].name);
		free(list->at[i].value);
	}
	gone = list->n - kept;
	list->n = kept;
	return gone;
}

struct turned_list turned_copy(const struct turned_list *list)
{
	struct turned_list same = { 0 };

	for (int i = 0; i < list->n; i++)
		turned_set(&same, list->at[i].name, list->at[i].value, list->at[i].origin);
	return same;
}

void turned_free(struct turned_list *list)
{
	turned_unset(list, NULL);
	free(list->at);
	*list = (struct turned_list){ 0 };
}

const struct pattern *settings_pattern(const struct session *session)
{
	if (session->pattern)
		return session->pattern;
	return session->started;
}

/* ---- Turning. ---- */

/* Each pattern, and then a program, of which there may be any; NULL ends them. */
static const struct pattern *nth_known(int i)
{
	int n = 0;

	while (patterns[n])
		n++;
	return i < n ? patterns[i] : i == n ? &program_any : NULL;
}

static void offer_settings(struct suggester *suggester, const struct pattern *pattern)
{
	for (int i = 0; i < pattern_n_settings(pattern); i++)
		suggest_offer(suggester, pattern->settings[i].name);
}

/* "worker-pool has no setting 'jbos'. Did you mean 'jobs'?   (settings: workers, jobs, ...)" */
int complain_setting(struct session *session, const struct pattern *pattern, const char *name)
{
	struct suggester suggester = { .typed = name };
	struct buf quoted = { 0 }, tail = { 0 }, header = { 0 };
	int status;

	quote_typed(&quoted, name);
	if (pattern && header_defines(&header, pattern, name))
		buf_adds(&header, " defines it, but not as one number, or not only there, or not beside the program's files");
	else if (pattern)
		text_tells_name(&header, pattern, name);
	if (pattern)
		offer_settings(&suggester, pattern);
	for (int i = 0; !pattern && nth_known(i); i++)
		offer_settings(&suggester, nth_known(i));
	for (int i = 0; i < N_RUN_SETTINGS; i++)
		suggest_offer(&suggester, spec_of_run((enum run_setting)i).name);
	for (int i = 0; pattern && i < pattern_n_settings(pattern); i++)
		buf_printf(&tail, "%s%s", i ? ", " : "   (settings: ", pattern->settings[i].name);
	buf_adds(&tail, tail.length ? ")" : "");
	status = complain_more(session, "unknown-setting", &suggester.best, buf_text(&tail),
	                       "%s has%s setting %s%s%s", pattern ? pattern->name : "no pattern",
	                       pattern ? " no" : " a", buf_text(&quoted), header.length ? ": " : "", buf_text(&header));
	buf_free(&header);
	buf_free(&quoted);
	buf_free(&tail);
	return status;
}

static int complain_problem(struct session *session, struct problem *problem, const char *tail)
{
	int status = complain_more(session, problem->code, &problem->suggestions, tail, "%s",
	                           problem->sentence);

	free(problem->sentence);
	return status;
}

/* With no pattern in view a value is good when some pattern takes it; else the first one's complaint is told. */
static bool check_anywhere(const char *name, const char *value, struct spec *spec, struct problem *problem)
{
	struct problem first = { 0 };
	bool found = false, good = false;
	int ignored;

	for (int i = 0; nth_known(i) && !good; i++) {
		if (!spec_find(spec, nth_known(i), name) || spec->of_run)
			continue;
		good = value_check(spec, value, &ignored, problem);
		if (!good && !found)
			first = *problem;
		else
			free(problem->sentence);
		found = true;
	}
	if (good)
		free(first.sentence);
	else
		*problem = first;
	return good;
}

bool settings_known(const char *name)
{
	struct spec spec;

	for (int i = 0; nth_known(i); i++)
		if (spec_find(&spec, nth_known(i), name))
			return true;
	return false;
}

/* "workers = 4   (was 2)" */
static void report_turn(struct session *session, const struct pattern *pattern, const char *name,
                        const char *value, const char *was, bool foreign)
{
	struct buf text = { 0 };

	buf_printf(&text, "%s = %s", name, *value ? value : "none");
	if (foreign)
		buf_printf(&text, "   (kept for patterns that have it; %s has not)", pattern->name);
	else if (was && !strcmp(was, value))
		buf_adds(&text, "   (as before)");
	else if (was)
		buf_printf(&text, "   (was %s)", *was ? was : "none");
	remark(session, "%s", buf_text(&text));
	buf_free(&text);
}

int settings_turn(struct session *session, const char *name, const char *value)
{
	const struct pattern *pattern = settings_pattern(session);
	const struct turned_value *before = turned_find(&session->turned, name);
	struct problem problem = { 0 };
	struct buf was = { 0 };
	struct spec spec;
	bool here = spec_find(&spec, pattern, name), good;
	int ignored;

	if (!here && !settings_known(name))
		return complain_setting(session, pattern, name);
	good = here ? value_check(&spec, value, &ignored, &problem)
	            : check_anywhere(name, value, &spec, &problem);
	if (!good)
		return complain_problem(session, &problem, NULL);
	if (before)
		buf_adds(&was, before->value);
	else if (here)
		spec_value(&was, &spec, spec.standard, NULL);
	turned_set(&session->turned, name, value, session->origin);
	if (session->origin == FROM_SESSION)
		report_turn(session, pattern, name, value, was.text, !here && pattern);
	buf_free(&was);
	return STATUS_OK;
}

/* ---- All settings of one run. ---- */

/* On the line of a run the empty schedule is one, of no steps; elsewhere it is none. */
static bool is_given_empty(const struct spec *spec, enum origin origin)
{
	return spec->index == RUN_SCHEDULE && origin == FROM_RUN_LINE;
}

static void take(struct resolved *all, const struct spec *spec, int value, const char *text,
                 enum origin origin)
{
	if (spec->of_run) {
		all->run[spec->index] = value;
		all->run_origin[spec->index] = origin;
		all->run_text[spec->index] = spec->check && value && (*text || is_given_empty(spec, origin)) ? text : NULL;
		return;
	}
	all->values[spec->index] = value;
	all->files[spec->index] = spec->is_text && value && *text ? text : NULL;
	all->origin[spec->index] = origin;
}

/* The default, or what was turned before this run. */
static int take_standing(struct session *session, struct resolved *all, const struct spec *spec)
{
	const struct turned_value *turned = turned_find(&session->turned, spec->name);
	struct problem problem;
	struct buf tail = { 0 };
	int value, status;

	take(all, spec, spec->standard, "", FROM_DEFAULT);
	if (!turned)
		return STATUS_OK;
	if (value_check(spec, turned->value, &value, &problem)) {
		take(all, spec, value, turned->value, turned->origin);
		return STATUS_OK;
	}
	buf_printf(&tail, "   (from the %s; `unset %s` takes it back)", origin_word(turned->origin),
	           spec->name);
	status = complain_problem(session, &problem, buf_text(&tail));
	buf_free(&tail);
	return status;
}

static int take_arg(struct session *session, struct resolved *all, const struct arg *arg)
{
	struct problem problem;
	struct spec spec;
	int value;

	if (!spec_find(&spec, all->pattern, arg->name))
		return complain_setting(session, all->pattern, arg->name);
	if (!value_check(&spec, arg->value, &value, &problem))
		return complain_problem(session, &problem, NULL);
	take(all, &spec, value, arg->value, FROM_RUN_LINE);
	return STATUS_OK;
}

static bool assigned(const struct arg *args, int n_args, const char *name)
{
	for (int i = 0; i < n_args; i++)
		if (args[i].name && !strcmp(args[i].name, name))
			return true;
	return false;
}

int settings_resolve(struct session *session, const struct pattern *pattern, const struct arg *args,
                     int n_args, struct resolved *all)
{
	struct spec spec;
	int status = STATUS_OK;

	*all = (struct resolved){ .pattern = pattern };
	for (int i = 0; i < pattern_n_settings(pattern) && !status; i++) {
		spec = spec_of_pattern(pattern, i);
		if (!assigned(args, n_args, spec.name))
			status = take_standing(session, all, &spec);
	}
	for (int i = 0; i < N_RUN_SETTINGS && !status; i++) {
		spec = spec_of_run((enum run_setting)i);
		if (!assigned(args, n_args, spec.name))
			status = take_standing(session, all, &spec);
	}
	for (int i = 0; i < n_args && !status; i++)
		if (args[i].name)
			status = take_arg(session, all, &args[i]);
	return status;
}
