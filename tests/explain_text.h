/*
 * explain_text.h - results as a run would have, and what is told of them: for test_explain.c and its like.
 */
#ifndef TESTS_EXPLAIN_TEXT_H
#define TESTS_EXPLAIN_TEXT_H

#include "tests/check_text.h"
#include "tests/make_snapshot.h"

#include "lab/explain/explain.h"

static inline void run(const int *p)
{
	(void)p;
}

static const struct pattern pool = {
	.name = "worker-pool", .run = run,
	.settings = {
		{ .name = "workers", .standard = 3, .min = 1, .max = 64, .help = "" },
		{ .name = "jobs", .standard = 9, .max = 1000, .help = "" },
		{ .name = "feed", .max = 1, .help = "", .words = { "task", "main" } },
		{ .name = "close", .max = 1, .help = "", .words = { "on", "off" } },
		{ .name = "input", .max = 1, .help = "", .is_file = 1 },
	},
};

static inline struct result result_of(struct maker *m, enum verdict verdict)
{
	struct result result = {
		.arena = m->arena, .pattern = &pool, .engine = "free", .verdict = verdict, .certain = true,
		.culprit = NO_TASK, .object = NO_OBJECT, .snapshot = &m->snapshot,
	};

	for (int i = 0; i < MAX_SETTINGS; i++)
		result.values[i] = pool.settings[i].standard;
	return result;
}

static inline char *explain(const struct result *result, int width, bool ascii)
{
	struct buf out = { 0 };

	explain_result(&out, result, width, ascii);
	check_drawing(buf_text(&out), width, ascii);
	return buf_take(&out);
}

static inline void check(const struct result *result, const char *expected)
{
	char *text = explain(result, 80, true);

	assert_string_equal(text, expected);
	free(text);
}

#endif
