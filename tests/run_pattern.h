/*
 * run_pattern.h - run a pattern from a test: settings as a person types them, on real threads, to the verdict.
 *
 * A mistake in the text ends the test program with a sentence: it is the test that is wrong.
 */
#ifndef TESTS_RUN_PATTERN_H
#define TESTS_RUN_PATTERN_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/check/watchdog.h"
#include "tests/sanitized.h"

/* The settings of one run. */
struct turned {
	const struct pattern *pattern;
	int                   values[MAX_SETTINGS];
	const char           *files[MAX_SETTINGS];
	char                  text[256];        /* what files[] points into */
};

static inline void wrong_test(const char *what, const char *text)
{
	fprintf(stderr, "test: no such %s: %s\n", what, text);
	exit(2);
}

static inline const struct pattern *pattern_called(const char *name)
{
	for (int i = 0; patterns[i]; i++)
		if (!strcmp(patterns[i]->name, name))
			return patterns[i];
	wrong_test("pattern", name);
	return NULL;
}

/* Its index, or -1. */
static inline int find_setting(const struct pattern *pattern, const char *name)
{
	for (int i = 0; i < pattern_n_settings(pattern); i++)
		if (!strcmp(pattern->settings[i].name, name))
			return i;
	return -1;
}

static inline int setting_called(const struct pattern *pattern, const char *name)
{
	int i = find_setting(pattern, name);

	if (i < 0)
		wrong_test("setting", name);
	return i;
}

/* Is this a value of the setting? */
static inline bool read_value(const struct setting *setting, const char *text, int *value)
{
	char *end;
	long number = strtol(text, &end, 10);

	for (*value = 0; setting->words[0] && *value <= setting->max; ++*value)
		if (!strcmp(setting->words[*value], text))
			return true;
	*value = (int)number;
	return !setting->words[0] && end > text && !*end && number >= setting->min && number <= setting->max;
}

static inline int value_called(const struct setting *setting, const char *text)
{
	int value;

	if (!read_value(setting, text, &value))
		wrong_test("value", text);
	return value;
}

/* The pattern's defaults with `text` ("feed=main jobs=5") turned. */
static inline void turn(struct turned *turned, const char *name, const char *text)
{
	const struct pattern *pattern = turned->pattern = pattern_called(name);

	memset(turned->files, 0, sizeof turned->files);
	for (int i = 0; i < MAX_SETTINGS; i++)
		turned->values[i] = pattern->settings[i].standard;
	snprintf(turned->text, sizeof turned->text, "%s", text);
	for (char *word = strtok(turned->text, " "); word; word = strtok(NULL, " ")) {
		char *value = strchr(word, '=');
		int i;

		if (!value)
			wrong_test("assignment", word);
		*value++ = '\0';
		i = setting_called(pattern, word);
		turned->values[i] = pattern->settings[i].is_file ? 1 : value_called(&pattern->settings[i], value);
		turned->files[i] = pattern->settings[i].is_file ? value : NULL;
	}
}

/* The caller frees the result. */
static inline struct result *run_turned(const struct turned *turned, bool untraced)
{
	struct run_options options = {
		.pattern = turned->pattern, .values = turned->values, .files = turned->files,
		.engine = &free_engine, .untraced = untraced,
	};
	struct watcher watcher = { 0 };
	char *error = NULL;
	struct result *result = watch_run(&options, &watcher, &error);

	if (!result)
		wrong_test("run", error);
	return result;
}

static inline struct result *run_pattern(const char *name, const char *text)
{
	struct turned turned;

	turn(&turned, name, text);
	return run_turned(&turned, false);
}

#endif
