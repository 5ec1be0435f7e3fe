/*
 * test_schedule.c - schedules as text, and the files that keep them: what is written is read again, and junk is told
 * from what is right, with a sentence.
 */
#include "lab/trace/schedule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cmd/run/saved.h"
#include "lab/base/rng.h"
#include "tests/check_text.h"

static char *print(const struct step *steps, long n)
{
	struct buf text = { 0 };

	schedule_print(&text, steps, n);
	return buf_take(&text);
}

/* Read, and write again. */
static void comes_to(const char *text, const char *expected)
{
	char *error = NULL, *again;
	long n;
	struct step *steps = schedule_parse(text, &n, &error);

	assert_non_null(steps);
	assert_null(error);
	again = print(steps, n);
	assert_string_equal(again, expected);
	free(again);
	free(steps);
}

static void is_no_schedule(const char *text, const char *part)
{
	char *error = NULL;
	long n;

	assert_null(schedule_parse(text, &n, &error));
	assert_non_null(error);
	check_has(error, part);
	free(error);
}

static void test_what_is_written_is_as_short_as_can_be(void **state)
{
	(void)state;
	comes_to("", "");
	comes_to(" \t\n", "");
	comes_to("0", "0");
	comes_to("0 0 0", "0x3");
	comes_to("0x2 0", "0x3");
	comes_to("1.0", "1");
	comes_to("1.2 1.2 1 1.2", "1.2x2 1 1.2");
	comes_to("0x0 1", "1");
	comes_to("  7.11x3\t0\n", "7.11x3 0");
	comes_to("t", "t");
	comes_to("0 t t tx2 1", "0 tx4 1");
}

static void test_the_clock_takes_the_turn_from_nobody(void **state)
{
	const struct step clock = { CLOCK_TASK, 0 }, a = { 0, 0 }, b = { 1, 1 };

	(void)state;
	assert_int_equal(schedule_switches(&clock, 1), 0);
	assert_int_equal(schedule_switches((struct step[]){ clock, a, clock, a, b, clock, clock, b, a }, 9), 2);
	assert_true(schedule_has_clock((struct step[]){ a, clock }, 2));
	assert_false(schedule_has_clock((struct step[]){ a, b }, 2));
	assert_false(schedule_has_clock(NULL, 0));
}

static void test_what_is_no_schedule(void **state)
{
	(void)state;
	is_no_schedule("x", "'x' is not part of a schedule");
	is_no_schedule("0 -1", "'-1'");
	is_no_schedule("0.", "'0.'");
	is_no_schedule("0 t1", "'t1'");
	is_no_schedule("t.0", "'t.0'");
	is_no_schedule("tx", "'tx'");
	is_no_schedule("tick", "'tick'");
	is_no_schedule("0x", "'0x'");
	is_no_schedule("0x3.1", "'0x3.1'");
	is_no_schedule("1,2", "'1,2'");
	is_no_schedule("99999999", "'99999999' is too large");
	is_no_schedule("0x9999999", "'0x9999999' is too large");
	is_no_schedule("0x600000 1x600000", "'1x600000' is too large: a number has at most 7 digits, a schedule at most 1000000");
	is_no_schedule(".99999999", "'.99999999' is not part");
	is_no_schedule("0x3.11111111111111111111", "'0x3.1111111111111111...' is not");
}

static void test_random_schedules_come_back(void **state)
{
	struct rng rng = { 3 };

	(void)state;
	for (int round = 0; round < 2000; round++) {
		long n = (long)rng_below(&rng, 60), got;
		struct step steps[60], *read;
		char *text, *error = NULL;

		for (long i = 0; i < n; i++)
			steps[i] = rng_below(&rng, 5) == 0
				? (struct step){ CLOCK_TASK, 0 }
				: (struct step){ (int32_t)rng_below(&rng, 3), (int32_t)rng_below(&rng, 2) };
		text = print(steps, n);
		read = schedule_parse(text, &got, &error);
		assert_non_null(read);
		assert_int_equal(got, n);
		if (n)
			assert_memory_equal(read, steps, (size_t)n * sizeof *steps);
		free(read);
		free(text);
	}
}

/* ---- Files ---- */

static const char whole[] =
	"# a comment\n"
	"pattern=worker-pool\n"
	"  workers = 2 \r\n"
	"\n"
	"feed=main\n"
	"schedule=0 1x3\n"
	"schedule=2.1\n";

static bool reads(const char *text, struct saved *saved, struct problem *problem)
{
	return saved_read(text, strlen(text), saved, problem);
}

static void test_a_file_says_what_ran(void **state)
{
	struct problem problem;
	struct saved saved;

	(void)state;
	assert_true(reads(whole, &saved, &problem));
	assert_string_equal(saved.pattern->name, "worker-pool");
	assert_int_equal(saved.values[0], 2);
	assert_string_equal(saved.schedule, "0 1x3 2.1");
	saved_free(&saved);
	assert_true(reads("pattern=tasks\nschedule=", &saved, &problem));
	assert_int_equal(saved.values[0], saved.pattern->settings[0].standard);
	assert_string_equal(saved.schedule, "");
	saved_free(&saved);
}

static void is_wrong(const char *text, int line, const char *part, const char *suggestion)
{
	struct problem problem;
	struct saved saved;

	assert_false(reads(text, &saved, &problem));
	assert_int_equal(saved.line, line);
	check_has(problem.sentence, part);
	if (suggestion)
		assert_string_equal(problem.suggestions.word[0], suggestion);
	else
		assert_int_equal(problem.suggestions.n, 0);
	free(problem.sentence);
}

static void test_what_is_wrong_in_a_file_is_told_with_its_line(void **state)
{
	(void)state;
	is_wrong("", 0, "no line pattern=NAME", NULL);
	is_wrong("# nothing\n", 1, "no line pattern=NAME", NULL);
	is_wrong("pattern=tasks\n", 1, "no line schedule=STEPS", NULL);
	is_wrong("\npattern=worker-pol\n", 2, "there is no pattern 'worker-pol'", "worker-pool");
	is_wrong("workers=2\npattern=worker-pool\n", 1, "first comes a line pattern=NAME", NULL);
	is_wrong("pattern=tasks\npattern=tasks\n", 2, "a second pattern line", NULL);
	is_wrong("pattern=worker-pool\nworkrs=2\nschedule=0\n", 2, "worker-pool has no setting 'workrs'",
	         "workers");
	is_wrong("pattern=worker-pool\nworkers=2\nworkers=3\n", 3, "workers has been given before", NULL);
	is_wrong("pattern=worker-pool\nworkers=0\n", 2, "workers must be 1..", NULL);
	is_wrong("pattern=worker-pool\nfeed=mian\n", 2, "feed must be ", "main");
	is_wrong("pattern=worker-pool\nschedul=1\n", 2, "no setting 'schedul'", "schedule");
	is_wrong("pattern=tasks\nschedule=0 y\n", 2, "'y' is not part of a schedule", NULL);
	is_wrong("pattern=tasks\nschedule=0x600000\nschedule=0x600000\n", 3, "'0x600000' is too large", NULL);
	is_wrong("pattern=tasks\njust words\n", 2, "'just words' is not of the form name=value", NULL);
	is_wrong("=3\n", 1, "'=3' is not of the form name=value", NULL);
}

static void test_a_file_with_a_zero_byte_is_no_text(void **state)
{
	static const char text[] = "pattern=tasks\nschedule=0\0 1\n";
	struct problem problem;
	struct saved saved;

	(void)state;
	assert_false(saved_read(text, sizeof text - 1, &saved, &problem));
	assert_int_equal(saved.line, 2);
	check_has(problem.sentence, "zero byte");
	free(problem.sentence);
}

/* A result as a run would leave it. */
static void test_what_is_saved_is_read_again(void **state)
{
	struct problem problem;
	struct buf schedule = { 0 };
	struct saved saved;
	char *text;

	(void)state;
	for (int i = 0; patterns[i]; i++) {
		struct result result = { .pattern = patterns[i], .verdict = VERDICT_OK };

		buf_clear(&schedule);
		for (int k = 0; k < i * 20; k++)
			buf_printf(&schedule, "%s%d", k ? " " : "", k % 100);
		result.schedule = buf_text(&schedule);
		for (int k = 0; k < pattern_n_settings(patterns[i]); k++)
			result.values[k] =
				patterns[i]->settings[k].is_file ? 0 : patterns[i]->settings[k].max;
		text = saved_of(&result);
		assert_true(reads(text, &saved, &problem));
		assert_true(saved.pattern == patterns[i]);
		assert_memory_equal(saved.values, result.values, sizeof saved.values);
		assert_string_equal(saved.schedule, buf_text(&schedule));
		for (const char *line = text; *line; line = strchr(line, '\n') + 1)
			assert_true(strcspn(line, "\n") <= 110);
		saved_free(&saved);
		free(text);
	}
	buf_free(&schedule);
}

static void test_a_free_run_is_not_saved(void **state)
{
	struct result result = { .pattern = patterns[0] };

	(void)state;
	assert_null(saved_of(&result));
}

/* Either it is read, or there is a sentence: never a crash, never both. */
static void test_junk_gets_a_sentence(void **state)
{
	static const char alphabet[] = "0123456789x. =#\npatternscheduleworkers-pool";
	struct rng rng = { 11 };
	int good = 0;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char text[sizeof whole];
		struct problem problem;
		struct saved saved;

		memcpy(text, whole, sizeof whole);
		for (uint32_t i = rng_below(&rng, 4) + 1; i > 0; i--)
			text[rng_below(&rng, sizeof whole - 1)] = round % 3
				? alphabet[rng_below(&rng, sizeof alphabet - 1)] : (char)rng_below(&rng, 256);
		if (saved_read(text, rng_below(&rng, 2) ? sizeof whole - 1 : rng_below(&rng, sizeof whole),
		               &saved, &problem)) {
			good++;
			assert_non_null(saved.schedule);
			saved_free(&saved);
		} else {
			assert_true(problem.sentence && *problem.sentence && problem.code);
			free(problem.sentence);
		}
	}
	assert_true(good > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_written_is_as_short_as_can_be),
		cmocka_unit_test(test_what_is_no_schedule), cmocka_unit_test(test_the_clock_takes_the_turn_from_nobody),
		cmocka_unit_test(test_random_schedules_come_back),
		cmocka_unit_test(test_a_file_says_what_ran),
		cmocka_unit_test(test_what_is_wrong_in_a_file_is_told_with_its_line),
		cmocka_unit_test(test_a_file_with_a_zero_byte_is_no_text),
		cmocka_unit_test(test_what_is_saved_is_read_again),
		cmocka_unit_test(test_a_free_run_is_not_saved),
		cmocka_unit_test(test_junk_gets_a_sentence),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
