/*
 * conf.h - conformance: a test's own pattern, run on each engine to the verdict.
 *
 * A test's tasks write what they saw into memory the test owns, through a static pointer; only the test's own thread
 * asserts, when the run has ended. The text of a test does not know which engine it runs on.
 */
#ifndef TESTS_CONF_H
#define TESTS_CONF_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/check/watchdog.h"
#include "lab/lab.h"
#include "tests/sanitized.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

/* Where every conformance test runs. */
static const struct engine *const conf_engines[] = { &free_engine, NULL };

#define EACH_ENGINE(engine) \
	for (const struct engine *const *at_ = conf_engines, *engine; (engine = *at_); at_++)

/* A pattern of the test's, without settings; as long as the enclosing block. */
#define PROGRAM(body) (&(const struct pattern){ .name = #body, .summary = #body, .file = __FILE__, .run = body })

/* The caller frees the result. */
static inline struct result *conf_watch(const struct engine *engine, const struct pattern *pattern,
                                        const struct watcher *watcher)
{
	struct run_options options = { .pattern = pattern, .engine = engine };
	char *error = NULL;

	return watch_run(&options, watcher, &error);
}

/* Run to the verdict, which must be this one. The caller frees the result. */
static inline struct result *conf_run(const struct engine *engine, const struct pattern *pattern, enum verdict verdict)
{
	struct result *result = conf_watch(engine, pattern, NULL);

	assert_non_null(result);
	if (result->verdict != verdict)
		print_error("%s on %s: %s, not %s: %s\n", pattern->name, engine->name, verdict_word(result->verdict),
		            verdict_word(verdict), result->message ? result->message : "");
	assert_int_equal(result->verdict, verdict);
	assert_false(result->abandoned);
	return result;
}

/* The same, where only the verdict matters. */
static inline void conf_comes_to(const struct engine *engine, const struct pattern *pattern, enum verdict verdict)
{
	result_free(conf_run(engine, pattern, verdict));
}

/* A misuse: the finding says `message`, and names the operation, the task and the line "tests/...:N" of it. */
static inline void conf_panics(const struct engine *engine, const struct pattern *pattern, const char *message,
                               const char *operation, const char *task, int line)
{
	struct result *result = conf_run(engine, pattern, VERDICT_PANIC);
	char here[128];

	snprintf(here, sizeof here, "%s:%d", pattern->file, line);
	assert_string_equal(result->message, message);
	assert_string_equal(result->operation, operation);
	assert_true(result->culprit >= 0 && result->culprit < result->trace.n_tasks);
	assert_string_equal(result->trace.tasks[result->culprit], task);
	assert_string_equal(result->here, here);
	result_free(result);
}

/* The same at a line that the body notes in *line: it is run once to know it. */
static inline void conf_panics_at(const struct engine *engine, const struct pattern *pattern, const char *message,
                                  const char *operation, const char *task, const int *line)
{
	conf_comes_to(engine, pattern, VERDICT_PANIC);
	conf_panics(engine, pattern, message, operation, task, *line);
}

static inline int conf_main(const struct CMUnitTest *tests, size_t n)
{
	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return _cmocka_run_group_tests("tests", tests, n, NULL, NULL);
}

#define CONF_MAIN(...)                                                                                  \
	int main(void)                                                                                  \
	{                                                                                               \
		const struct CMUnitTest tests[] = { __VA_ARGS__ };                                      \
		return conf_main(tests, sizeof tests / sizeof *tests);                                  \
	}

#endif
