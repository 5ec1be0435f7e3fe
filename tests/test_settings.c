/* test_settings.c - which values are legal, where they come from, and which one counts. */
#include "cmd/session/settings.h"
#include "cmd/term/prose.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/capture.h"
#include "tests/check_text.h"

static const struct pattern example = {
	.name = "example", .summary = "for these tests",
	.settings = {
		{ .name = "size", .standard = 3, .min = 0, .max = 64, .help = "a number" },
		{ .name = "mode", .standard = 1, .min = 0, .max = 2, .help = "a word", .words = { "slow", "fast", "off" } },
		{ .name = "input", .help = "a file", .is_file = ONE_FILE },
		{ .name = "low", .standard = -5, .min = -10, .max = -1, .help = "a negative number" },
		{ .name = "path", .help = "a file or a directory", .is_file = FILE_OR_TREE },
	},
};

/* The complaint about a value, "" for none; valid until the next call. */
static const char *complaint(int index, const char *text, int *value)
{
	static char sentence[400];
	struct spec spec = spec_of_pattern(&example, index);
	struct problem problem;

	sentence[0] = '\0';
	if (value_check(&spec, text, value, &problem))
		return sentence;
	snprintf(sentence, sizeof sentence, "%s", problem.sentence);
	if (problem.suggestions.n)
		snprintf(sentence + strlen(sentence), 40, " [%s]", problem.suggestions.word[0]);
	free(problem.sentence);
	return sentence;
}

static void test_numbers(void **state)
{
	int value = 0;

	(void)state;
	assert_string_equal(complaint(0, "4", &value), "");
	assert_int_equal(value, 4);
	assert_string_equal(complaint(0, "064", &value), "");
	assert_int_equal(value, 64);
	assert_string_equal(complaint(0, "65", &value), "size must be 0..64, got 65");
	assert_string_equal(complaint(0, "-1", &value), "size must be 0..64, got -1");
	assert_string_equal(complaint(0, "99999999999999999999999", &value),
	                    "size must be 0..64, got 99999999999999999999999");
	assert_string_equal(complaint(0, "", &value), "size needs a value: 0..64");
	assert_string_equal(complaint(0, "many", &value), "size must be a number, 0..64, got 'many'");
	assert_string_equal(complaint(0, "4x", &value), "size must be a number, 0..64, got '4x'");
	assert_string_equal(complaint(0, " 4", &value), "size must be a number, 0..64, got ' 4'");
	assert_string_equal(complaint(0, "4.5", &value), "size must be a number, 0..64, got '4.5'");
	assert_string_equal(complaint(0, "-", &value), "size must be a number, 0..64, got '-'");
	assert_string_equal(complaint(3, "-7", &value), "");
	assert_int_equal(value, -7);
	assert_string_equal(complaint(3, "0", &value), "low must be -10..-1, got 0");
}

static void test_words(void **state)
{
	int value = 9;

	(void)state;
	assert_string_equal(complaint(1, "off", &value), "");
	assert_int_equal(value, 2);
	assert_string_equal(complaint(1, "fsat", &value),
	                    "mode must be slow, fast or off, got 'fsat' [fast]");
	assert_string_equal(complaint(1, "1", &value), "mode must be slow, fast or off, got '1'");
	assert_string_equal(complaint(1, "", &value), "mode needs a value: slow|fast|off");
}

static void test_files(void **state)
{
	int value = 9;

	(void)state;
	assert_string_equal(complaint(2, "", &value), "");
	assert_int_equal(value, 0);
	assert_string_equal(complaint(2, "Makefile", &value), "");
	assert_int_equal(value, 1);
	assert_string_equal(complaint(2, "/no/such", &value),
	                    "input: cannot read '/no/such': No such file or directory");
	assert_string_equal(complaint(2, "tests", &value), "input: 'tests' is a directory; a file is needed");
	assert_string_equal(complaint(2, "/dev/null", &value), "input: '/dev/null' is no file; a file is needed");
}

static void test_trees(void **state)
{
	int value = 9;

	(void)state;
	assert_string_equal(complaint(4, "tests", &value), "");
	assert_int_equal(value, 1);
	assert_string_equal(complaint(4, "Makefile", &value), "");
	assert_string_equal(complaint(4, "/no/such", &value),
	                    "path: cannot read '/no/such': No such file or directory");
	assert_string_equal(complaint(4, "/dev/null", &value),
	                    "path: '/dev/null' is no file; a file or a directory is needed");
}

static void test_a_huge_value_is_not_repeated_whole(void **state)
{
	char text[3000];
	int value;

	(void)state;
	memset(text, '9', sizeof text);
	text[sizeof text - 1] = '\0';
	assert_true(strlen(complaint(0, text, &value)) < 100);
	assert_true(strlen(complaint(1, text, &value)) < 100);
	text[5] = '\x01';
	assert_null(strchr(complaint(1, text, &value), '\x01'));
}

static void test_every_default_is_legal(void **state)
{
	struct problem problem;
	struct spec spec;
	int value;

	(void)state;
	for (int p = 0; patterns[p]; p++)
		for (int i = 0; i < pattern_n_settings(patterns[p]); i++) {
			struct buf text = { 0 };

			spec = spec_of_pattern(patterns[p], i);
			if (!spec.is_file)
				spec_value(&text, &spec, spec.standard, NULL);
			assert_true(value_check(&spec, buf_text(&text), &value, &problem));
			assert_int_equal(value, spec.is_file ? 0 : spec.standard);
			buf_free(&text);
		}
	for (int i = 0; i < N_RUN_SETTINGS; i++) {
		spec = spec_of_run((enum run_setting)i);
		assert_true(spec.standard >= spec.min && spec.standard <= spec.max);
		assert_int_equal(spec.index, i);
		assert_true(!spec.check == !spec.range);
	}
}

static void test_no_pattern_hides_what_every_run_has(void **state)
{
	struct spec spec;

	(void)state;
	for (int p = 0; patterns[p]; p++)
		for (int i = 0; i < N_RUN_SETTINGS; i++) {
			assert_true(spec_find(&spec, patterns[p], spec_of_run((enum run_setting)i).name));
			assert_true(spec.of_run);
		}
}

static void test_the_nearest_value_wins(void **state)
{
	struct turned_list list = { 0 };

	(void)state;
	turned_set(&list, "size", "1", FROM_SESSION);
	turned_set(&list, "size", "2", FROM_INIT);
	turned_set(&list, "size", "3", FROM_COMMAND_LINE);
	assert_string_equal(turned_find(&list, "size")->value, "1");
	turned_set(&list, "size", "4", FROM_SESSION);
	assert_string_equal(turned_find(&list, "size")->value, "4");
	assert_int_equal(list.n, 3);
	assert_int_equal(turned_unset(&list, "size"), 3);
	assert_null(turned_find(&list, "size"));
	turned_free(&list);
}

/* The value `name` resolves to for the pattern channel with "cap=5" on its line, or without. */
static int resolve(struct session *session, const char *line_value)
{
	struct arg arg = { .text = (char *)"", .name = (char *)"cap", .value = (char *)line_value };
	struct resolved all;

	assert_int_equal(settings_resolve(session, pattern_find("channel"), &arg, line_value != NULL, &all),
	                 STATUS_OK);
	return all.values[0];
}

static void test_precedence(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(resolve(c.session, NULL), pattern_find("channel")->settings[0].standard);
	turned_set(&c.session->turned, "cap", "1", FROM_INIT);
	assert_int_equal(resolve(c.session, NULL), 1);
	turned_set(&c.session->turned, "cap", "2", FROM_ENVIRONMENT);
	assert_int_equal(resolve(c.session, NULL), 2);
	turned_set(&c.session->turned, "cap", "3", FROM_COMMAND_LINE);
	assert_int_equal(resolve(c.session, NULL), 3);
	turned_set(&c.session->turned, "cap", "4", FROM_SESSION);
	assert_int_equal(resolve(c.session, NULL), 4);
	assert_int_equal(resolve(c.session, "5"), 5);
	capture_close(&c);
}

static void test_turning_is_reported(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "cap=3"), STATUS_OK);
	assert_string_equal(c.text, "cap = 3\n");
	assert_int_equal(say(&c, "set cap 4"), STATUS_OK);
	assert_string_equal(c.text, "cap = 4   (was 3)\n");
	assert_int_equal(say(&c, "cap = 4"), STATUS_OK);
	assert_string_equal(c.text, "cap = 4   (as before)\n");
	assert_int_equal(say(&c, "use channel; unset cap; cap=2"), STATUS_OK);
	check_has(c.text, "cap = 0   (was 4)\ncap = 2   (was 0)\n");
	capture_close(&c);
}

static void test_a_wrong_setting_changes_nothing(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "use channel; cap=2"), STATUS_OK);
	assert_int_equal(say(&c, "cap=-2"), STATUS_USAGE);
	assert_int_equal(say(&c, "set caap=3"), STATUS_USAGE);
	check_has(c.text, "set: channel has no setting 'caap'. Did you mean 'cap'?");
	assert_int_equal(say(&c, "set cap"), STATUS_USAGE);
	assert_int_equal(say(&c, "set"), STATUS_USAGE);
	assert_string_equal(turned_find(&c.session->turned, "cap")->value, "2");
	capture_close(&c);
}

static void test_a_setting_may_wait_for_its_pattern(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "use channel; workers=2"), STATUS_OK);
	check_has(c.text, "workers = 2   (kept for patterns that have it; channel has not)");
	assert_int_equal(say(&c, "run worker-pool log=0; expect workers == 2"), STATUS_OK);
	capture_close(&c);
}

static void test_none_is_no_file(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "run worker-pool input=none log=0 jobs=1"), STATUS_OK);
	assert_int_equal(say(&c, "run worker-pool input=./none log=0"), STATUS_USAGE);
	check_has(c.text, "cannot read './none'");
	say(&c, "run worker-pool FEED=main");
	check_has(c.text, "Did you mean 'feed'?");
	say(&c, "unset foo");
	check_has(c.text, "unset: worker-pool has no setting 'foo'");
	say(&c, "unset jobs");
	check_has(c.text, "'jobs' is not set: it has its default");
	capture_close(&c);
}

static void test_underscores_name_patterns_too(void **state)
{
	(void)state;
	assert_true(pattern_find("worker_pool") == pattern_find("worker-pool"));
	assert_non_null(pattern_find("worker-pool"));
	assert_null(pattern_find("worker"));
	assert_null(pattern_find(""));
}

static void test_quoting(void **state)
{
	struct buf out = { 0 };

	(void)state;
	quote_typed(&out, "a\tb");
	assert_string_equal(buf_text(&out), "'a?b'");
	buf_clear(&out);
	quote_typed(&out, "0123456789012345678901234567890123456789");
	assert_string_equal(buf_text(&out), "'0123456789012345678901234567890123456789'");
	buf_clear(&out);
	quote_typed(&out, "01234567890123456789012345678901234567890");
	assert_string_equal(buf_text(&out), "'0123456789012345678901234567890123456...'");
	buf_free(&out);
}

/* Too narrow for all: what ends its row does not widen its column, and a short row stays in one line. */
static void test_a_table_gets_narrower_before_it_falls_apart(void **state)
{
	struct look look = { .width = 40 };
	struct table table = { .n_columns = 3 };
	struct buf out = { 0 };

	(void)state;
	table_row(&table, (const char *const[]){ "1", "lock fork", "dining.c:39" });
	table_row(&table, (const char *const[]){ "", "blocks on a fork that somebody else has taken", "" });
	table_draw(&out, &table, &look);
	assert_string_equal(buf_text(&out), "  1  lock fork  dining.c:39\n     blocks on a fork that somebody else\n     has taken\n");
	buf_clear(&out);
	look.width = 27;
	table_row(&table, (const char *const[]){ "1", "lock the fork", "dining.c:39" });
	table_draw(&out, &table, &look);
	assert_string_equal(buf_text(&out), "  1  lock the fork,\n     dining.c:39\n");
	buf_clear(&out);
	look.width = 80;
	table_row(&table, (const char *const[]){ "1", "lock", "dining.c:39" });
	table_row(&table, (const char *const[]){ "", "blocks on a fork", "" });
	table_draw(&out, &table, &look);
	assert_string_equal(buf_text(&out), "  1  lock              dining.c:39\n     blocks on a fork\n");
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_table_gets_narrower_before_it_falls_apart),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_trees),
		cmocka_unit_test(test_a_huge_value_is_not_repeated_whole),
		cmocka_unit_test(test_every_default_is_legal),
		cmocka_unit_test(test_no_pattern_hides_what_every_run_has),
		cmocka_unit_test(test_the_nearest_value_wins),
		cmocka_unit_test(test_precedence),
		cmocka_unit_test(test_turning_is_reported),
		cmocka_unit_test(test_a_wrong_setting_changes_nothing),
		cmocka_unit_test(test_a_setting_may_wait_for_its_pattern),
		cmocka_unit_test(test_none_is_no_file),
		cmocka_unit_test(test_underscores_name_patterns_too),
		cmocka_unit_test(test_quoting),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
