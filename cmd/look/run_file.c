/* run_file.c - see run_file.h. */
#include "cmd/look/run_file.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/look/carried.h"
#include "cmd/look/run_file_parts.h"
#include "cmd/session/settings.h"
#include "cmd/session/which.h"
#include "lab/base/panic.h"
#include "lab/export/archive.h"
#include "lab/export/archive_trace.h"
#include "lab/trace/schedule.h"

static const char format[] = "conclab-run";
enum { VERSION = 1 };

/* What must be known before a result can be made: which pattern, with which values. */
struct head {
	struct carried carried;
	int            n_settings;
	const char    *names[MAX_SETTINGS], *values[MAX_SETTINGS];
};

/* ---- The head, written and read ---- */

static void walk_settings(struct archive *a, struct head *head)
{
	archive_begin(a, "settings");
	archive_int(a, &head->n_settings, 0, MAX_SETTINGS);
	archive_end(a);
	for (int i = 0; i < head->n_settings; i++) {
		archive_begin(a, "setting");
		archive_text(a, &head->names[i]);
		archive_text(a, &head->values[i]);
		archive_end(a);
	}
}

static void walk_files(struct archive *a, struct carried *carried)
{
	archive_begin(a, "files");
	archive_int(a, &carried->n_sources, 0, MOST_CARRIED);
	archive_int(a, &carried->n, carried->n_sources, MOST_CARRIED);
	archive_end(a);
	for (int i = 0; i < carried->n && archive_is_good(a); i++) {
		archive_begin(a, "file");
		archive_text(a, &carried->at[i].path);
		archive_body(a, &carried->at[i].text);
	}
}

static void walk_head(struct archive *a, struct head *head)
{
	archive_begin(a, "pattern");
	archive_text(a, &head->carried.name);
	archive_end(a);
	walk_settings(a, head);
	walk_files(a, &head->carried);
}

static void fill_head(struct head *head, const struct result *result, struct arena *arena)
{
	head->n_settings = pattern_n_settings(result->pattern);
	for (int i = 0; i < head->n_settings; i++) {
		struct spec spec = spec_of_pattern(result->pattern, i);
		struct buf value = { 0 };

		if (spec.is_text)
			buf_adds(&value, result->files[i] ? result->files[i] : "");
		else
			spec_value(&value, &spec, result->values[i], NULL);
		head->names[i] = spec.name;
		head->values[i] = arena_text(arena, buf_text(&value));
		buf_free(&value);
	}
}

/* ---- The pattern and its values ---- */

static const char *value_of(const struct head *head, const char *name)
{
	for (int i = 0; i < head->n_settings; i++)
		if (head->names[i] && !strcmp(head->names[i], name))
			return head->values[i] ? head->values[i] : "";
	return NULL;
}

static void set_value(struct head *head, const char *name, const char *value)
{
	for (int i = 0; i < head->n_settings; i++)
		if (head->names[i] && !strcmp(head->names[i], name))
			head->values[i] = value;
}

static bool cflags_are_legal(const char *cflags)
{
	struct problem problem = { 0 };
	struct spec spec;
	int ignored;
	bool good = spec_find(&spec, &program_any, "cflags") && value_check(&spec, cflags, &ignored, &problem);

	free(problem.sentence);
	return good;
}

/* Its options become those with which it was built here. */
static const struct pattern *load_program(struct archive *a, struct head *head, struct arena *arena)
{
	const char *cflags = value_of(head, "cflags");
	struct program_outcome outcome;
	const struct pattern *pattern;
	struct buf used = { 0 };

	if (cflags && *cflags && !cflags_are_legal(cflags)) {
		archive_fail(a, "its program is to be built with what cflags= does not allow");
		return NULL;
	}
	carried_load(&outcome, &head->carried, cflags ? cflags : "", &used);
	set_value(head, "cflags", arena_text(arena, buf_text(&used)));
	buf_free(&used);
	pattern = outcome.pattern;
	if (!pattern)
		archive_fail(a, "%s", outcome.why ? outcome.why : "its program cannot be loaded");
	program_outcome_free(&outcome);
	return pattern;
}

static const struct pattern *find_pattern(struct archive *a, struct head *head, struct arena *arena)
{
	const char *name = head->carried.name;
	const struct pattern *pattern;

	if (!archive_is_good(a))
		return NULL;
	for (int i = 0; i < head->carried.n; i++)
		if (!head->carried.at[i].path || !*head->carried.at[i].path) {
			archive_fail(a, "a file has no name");
			return NULL;
		}
	if (name && head->carried.n_sources > 0)
		return load_program(a, head, arena);
	pattern = name && !program_is_path(name) ? pattern_find(name) : NULL;
	if (!pattern)
		archive_fail(a, "this conclab has no pattern '%s'", name ? name : "");
	return pattern;
}

/* A file that the run has read need not be here now: only a run that is made again needs it. */
static void take_value(struct archive *a, struct result *result, const struct spec *spec, const char *text)
{
	struct problem problem = { 0 };
	int i = spec->index;

	if (spec->is_text) {
		result->values[i] = *text != '\0';
		result->files[i] = *text ? arena_text(result->arena, text) : NULL;
	} else if (!value_check(spec, text, &result->values[i], &problem)) {
		archive_fail(a, "%s", problem.sentence);
	}
	free(problem.sentence);
}

static void take_values(struct archive *a, struct result *result, const struct head *head)
{
	for (int i = 0; i < pattern_n_settings(result->pattern); i++)
		result->values[i] = result->pattern->settings[i].standard;
	for (int i = 0; i < head->n_settings; i++) {
		struct spec spec;

		if (head->names[i] && spec_find(&spec, result->pattern, head->names[i]) && !spec.of_run)
			take_value(a, result, &spec, head->values[i] ? head->values[i] : "");
		else
			archive_fail(a, "%s has no setting '%s'", result->pattern->name, head->names[i] ? head->names[i] : "");
	}
}

/* ---- What the result is ---- */

/* The trace has the steps one by one, too. More than can be replayed are not read: then it has none. */
static void take_steps(struct archive *a, struct result *result)
{
	char *error = NULL;
	long n;
	struct step *steps, *copy;

	if (result->steps > MAX_SCHEDULE_STEPS)
		return;
	steps = schedule_parse(result->schedule, &n, &error);
	if (error || n != result->steps) {
		archive_fail(a, "%s", error ? error : "the schedule has another number of steps");
	} else {
		copy = arena_alloc(result->arena, (size_t)(n + 1) * sizeof *copy);
		for (long i = 0; i < n; i++) {
			copy[i] = steps[i];
			if (steps[i].task != CLOCK_TASK && (steps[i].task < 0 || steps[i].task >= result->trace.n_tasks))
				archive_fail(a, "the schedule lets a task move that there is not");
		}
		result->trace.steps = copy;
		result->trace.n_steps = n;
	}
	free(steps);
	free(error);
}

static void walk_schedule(struct archive *a, struct result *result)
{
	static const char *const engines[] = { "free", "turn" };
	int engine = !archive_reads(a) && !strcmp(result->engine, "turn");

	archive_begin(a, "run");
	archive_word(a, &engine, engines, 2);
	archive_text(a, &result->schedule);
	archive_long(a, &result->steps, 0, LONG_MAX);
	archive_text(a, &result->strategy);
	archive_bool(a, &result->any_time);
	archive_bool(a, &result->seeded);
	archive_uint64(a, &result->seed);
	archive_end(a);
	result->engine = engines[engine];
	if (archive_reads(a) && result->schedule)
		take_steps(a, result);
	if (archive_reads(a) && archive_is_good(a) && engine == 1 && !result->schedule)
		archive_fail(a, "a run in turns has no schedule");
}

/* The ids are those of the trace, which comes first. */
static void walk_result(struct archive *a, struct result *result)
{
	archive_kinds(a);
	archive_trace(a, &result->trace);
	archive_snapshot(a, &result->snapshot, &result->trace);
	walk_schedule(a, result);
	run_file_finding(a, result);
	archive_values(a, &result->trace.values);
	if (archive_reads(a) && archive_is_good(a) && !result->snapshot)
		archive_fail(a, "it has no snapshot");
}

char *run_file_write(FILE *out, const struct result *result, const struct export_progress *progress)
{
	struct result copy = *result;           /* walked, not changed */
	struct arena *arena = arena_new();
	struct head *head = arena_alloc(arena, sizeof *head);
	struct buf why = { 0 };
	struct archive *a;

	fill_head(head, result, arena);
	if (!carried_collect(&head->carried, result->pattern, value_of(head, "cflags"), arena, &why)) {
		arena_free(arena);
		return buf_take(&why);
	}
	a = archive_write(out, format, VERSION, progress);
	walk_head(a, head);
	walk_result(a, &copy);
	arena_free(arena);
	return archive_close(a);
}

struct result *run_file_read(const char *bytes, size_t length, char **why)
{
	struct arena *arena = arena_new();
	struct result *result = arena_alloc(arena, sizeof *result);
	struct head *head = arena_alloc(arena, sizeof *head);
	struct archive *a = archive_read(bytes, length, format, VERSION, arena);

	result->arena = arena;
	walk_head(a, head);
	result->pattern = find_pattern(a, head, arena);
	if (result->pattern)
		take_values(a, result, head);
	if (archive_is_good(a))
		walk_result(a, result);
	if (result->snapshot)
		result->snapshot->bare = result->pattern && result->pattern->outside;
	*why = archive_close(a);
	if (!*why)
		return result;
	result_free(result);
	return NULL;
}
