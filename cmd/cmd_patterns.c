/* cmd_patterns.c - the patterns: as a list, or one in full. */
#include <stdlib.h>
#include <string.h>

#include "cmd/course/lesson.h"
#include "cmd/session/command.h"
#include "cmd/session/out.h"
#include "cmd/session/settings.h"
#include "cmd/source/about.h"
#include "cmd/source/twin.h"
#include "cmd/term/prose.h"
#include "lab/base/arena.h"
#include "lab/base/text.h"
#include "lab/check/watchdog.h"
#include "lab/program/program.h"

/* The pattern's lesson, or the side quest of its name; NULL when it has none, or the course does not. */
static const struct lesson *lesson_of(const struct course *course, const struct pattern *pattern)
{
	if (!course)
		return NULL;
	return pattern->lesson ? course_lesson(course, pattern->lesson) : course_named(course, pattern->name);
}

/* The course this program carries; NULL when it carries none. */
static struct course *own_course(void)
{
	struct buf error = { 0 };
	struct course *course = course_load(NULL, &error);

	buf_free(&error);
	return course;
}

/* ---- As JSON. ---- */

static void json_setting(struct json *json, const struct spec *spec)
{
	json_object(json, NULL);
	json_text(json, "name", spec->name);
	if (spec->is_file) {
		json_text(json, "default", "");
		json_bool(json, "file", true);
	} else if (spec->is_text) {
		json_text(json, "default", "");
		json_bool(json, "text", true);
	} else if (spec->words) {
		json_text(json, "default", spec->words[spec->standard]);
		json_array(json, "words");
		for (int i = 0; i < spec->n_words; i++)
			json_text(json, NULL, spec->words[i]);
		json_end_array(json);
	} else {
		json_int(json, "default", spec->standard);
		json_int(json, "min", spec->min);
		json_int(json, "max", spec->max);
	}
	json_text(json, "help", spec->help);
	json_end_object(json);
}

/* Its number; a side quest has a name. */
static void json_lesson(struct json *json, const struct lesson *lesson)
{
	if (lesson && !lesson_is_quest(lesson))
		json_int(json, "lesson", lesson->number);
	else
		json_null(json, "lesson");
	if (lesson && lesson_is_quest(lesson))
		json_text(json, "side_quest", lesson->name);
}

static void json_pattern(struct session *session, const struct pattern *pattern, const struct course *course)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(session, &line);
	struct spec spec;

	json_text(&json, "name", pattern->name);
	json_text(&json, "summary", pattern->summary);
	json_lesson(&json, lesson_of(course, pattern));
	json_array(&json, "settings");
	for (int i = 0; i < pattern_n_settings(pattern); i++) {
		spec = spec_of_pattern(pattern, i);
		json_setting(&json, &spec);
	}
	json_end_array(&json);
	twin_json(&json, pattern);
	out_json_end(session, &json);
}

/* ---- For people. ---- */

static void add_rows(struct table *table, const struct course *course, bool scenarios)
{
	struct buf lesson = { 0 };
	const char *cells[3];

	for (int i = 0; patterns[i]; i++) {
		if (!patterns[i]->is_scenario == scenarios)
			continue;
		buf_clear(&lesson);
		if (lesson_of(course, patterns[i]))
			buf_printf(&lesson, "lesson %s", lesson_of(course, patterns[i])->name);
		cells[0] = patterns[i]->name;
		cells[1] = buf_text(&lesson);
		cells[2] = patterns[i]->summary;
		table_row(table, cells);
	}
	buf_free(&lesson);
}

static void list(struct session *session, const struct course *course)
{
	struct buf text = { 0 };
	struct table table = { .n_columns = 3 };
	const struct look *look = &session->look;

	add_rows(&table, course, false);
	buf_adds(&text, "patterns\n");
	table_draw(&text, &table, look);
	add_rows(&table, course, true);
	if (table.n_rows)
		buf_adds(&text, "scenarios\n");
	table_draw(&text, &table, look);
	if (patterns[0])
		text_wrap(&text, "`patterns NAME` tells more, `run NAME` runs it", 0, 0, look->width,
		          look->ascii);
	out_text(session, &text);
	buf_free(&text);
}

static void add_settings(struct buf *out, const struct pattern *pattern, const struct look *look)
{
	struct table table = { .n_columns = 4 };
	struct buf range = { 0 }, standard = { 0 };
	struct spec spec;

	table_row(&table, (const char *const[]){ "setting", "default", "range", "" });
	for (int i = 0; i < pattern_n_settings(pattern); i++) {
		spec = spec_of_pattern(pattern, i);
		buf_clear(&range);
		buf_clear(&standard);
		spec_range(&range, &spec);
		spec_value(&standard, &spec, spec.standard, NULL);
		table_row(&table, (const char *const[]){ spec.name, buf_text(&standard), buf_text(&range),
		                                         spec.help });
	}
	table_draw(out, &table, look);
	buf_free(&range);
	buf_free(&standard);
}

static void add_topology(struct buf *out, const struct pattern *pattern, const struct look *look)
{
	struct arena *arena = arena_new();
	const char *files[MAX_SETTINGS] = { NULL };
	int values[MAX_SETTINGS] = { 0 };
	struct run_options options = { .pattern = pattern, .values = values, .files = files,
	                               .engine = &free_engine };
	struct snapshot *plan;
	char *error = NULL;

	for (int i = 0; i < pattern_n_settings(pattern); i++)
		values[i] = pattern->settings[i].standard;
	plan = watch_plan(&options, arena, &error);
	if (plan) {
		buf_addc(out, '\n');
		view_topology(out, plan, look);
	}
	free(error);
	arena_free(arena);
}

/* ", diff worker-pool feed=main": its first switch, when it has one. */
static void add_diff(struct buf *out, const struct pattern *pattern)
{
	for (int i = 0; i < pattern_n_settings(pattern); i++) {
		const struct setting *s = &pattern->settings[i];

		if (!s->words[0])
			continue;
		buf_printf(out, "\ndiff %s %s=%s", pattern->name, s->name, s->words[s->standard == 0]);
		return;
	}
}

/* "also written as a Go program (as=go)" */
static void add_forms(struct buf *out, const struct pattern *pattern, const struct look *look)
{
	struct buf forms = { 0 }, line = { 0 };

	twin_add_forms(&forms, pattern);
	if (forms.length) {
		buf_printf(&line, "also written as %s", buf_text(&forms));
		buf_addc(out, '\n');
		text_wrap(out, buf_text(&line), 0, 2, look->width, look->ascii);
	}
	buf_free(&forms);
	buf_free(&line);
}

static void describe(struct session *session, const struct pattern *pattern, const struct course *course)
{
	struct buf text = { 0 }, title = { 0 };
	const struct look *look = &session->look;

	prose_colour(&text, look, "1", pattern->name);
	buf_printf(&title, "- %s", pattern->summary);
	buf_addc(&text, ' ');
	text_wrap(&text, buf_text(&title), text_columns(pattern->name) + 1, 2, look->width, look->ascii);
	buf_addc(&text, '\n');
	if (about_head(&text, about_source(pattern), look))
		buf_addc(&text, '\n');
	add_settings(&text, pattern, look);
	add_topology(&text, pattern, look);
	add_forms(&text, pattern, look);
	buf_clear(&title);
	buf_printf(&title, "run %s", pattern->name);
	if (lesson_of(course, pattern))
		buf_printf(&title, "\nlesson %s", lesson_of(course, pattern)->name);
	if (program_n_files(pattern) < 2)
		buf_printf(&title, "\nshow code %s", pattern->name);
	twin_add_commands(&title, pattern);
	add_diff(&title, pattern);
	buf_addc(&text, '\n');
	prose_try(&text, look, buf_text(&title));
	out_text(session, &text);
	buf_free(&text);
	buf_free(&title);
}

/* The name on the line, NULL for none. Beside it may stand what a file needs to be built. False: something else does. */
static bool read_name(const struct call *call, const char **name)
{
	*name = NULL;
	for (int i = 0; i < call->n_args; i++) {
		if (call->args[i].name ? strcmp(call->args[i].name, "cflags") != 0 : *name != NULL)
			return false;
		if (!call->args[i].name)
			*name = call->args[i].text;
	}
	return *name || call->n_args == 0;
}

static int run(struct session *session, const struct call *call)
{
	const struct pattern *pattern = NULL;
	struct course *course;
	const char *name;
	int status;

	if (!read_name(call, &name))
		return complain_usage(session, call, "one name at a time");
	if (name) {
		status = pattern_named(session, call, name, &pattern);
		if (status)
			return status;
	}
	course = own_course();
	if (session->json) {
		for (int i = 0; patterns[i] && !pattern; i++)
			json_pattern(session, patterns[i], course);
		if (pattern)
			json_pattern(session, pattern, course);
	} else if (pattern) {
		describe(session, pattern, course);
	} else {
		list(session, course);
	}
	course_free(course);
	return STATUS_OK;
}

const struct command cmd_patterns = {
	.name = "patterns", .alias = { "ls" }, .group = GROUP_LEARN,
	.args = "[name]",
	.summary = "list the patterns, or tell about one",
	.detail = "With a name: what it is for, how it ends, what to watch, how to break it,\n"
	          "its settings with their ranges, and who talks to whom.",
	.example = { "patterns", "patterns worker-pool" },
	.see_also = "run, use, diff, lesson",
	.completer = COMPLETE_PATTERN,
	.run = run,
};
