/* test_text.c - widths, cutting and wrapping of UTF-8. */
#include "tests/check_text.h"

static void test_columns(void **state)
{
	(void)state;
	assert_int_equal(text_columns(""), 0);
	assert_int_equal(text_columns("jobs"), 4);
	assert_int_equal(text_columns("größe"), 5);
	assert_int_equal(text_columns("日本"), 4);
	assert_int_equal(text_columns("e\xcc\x81"), 1);         /* e and a combining accent */
	assert_int_equal(text_columns("\xff\xc3"), 2);          /* no UTF-8: a column a byte */
	assert_int_equal(text_columns("\xed\xa0\x80"), 3);      /* a surrogate is none either */
	assert_int_equal(text_columns("\xc0\xaf"), 2);          /* nor is an overlong form */
}

static char *cut(const char *text, int columns, bool ascii)
{
	struct buf out = { 0 };
	int taken = text_cut(&out, text, columns, ascii);

	assert_int_equal(taken, text_columns(buf_text(&out)));
	assert_true(taken <= (columns > 0 ? columns : 0));
	return buf_take(&out);
}

static void check_cut(const char *text, int columns, bool ascii, const char *expected)
{
	char *got = cut(text, columns, ascii);

	assert_string_equal(got, expected);
	free(got);
}

static void test_cut(void **state)
{
	(void)state;
	check_cut("jobs", 4, false, "jobs");
	check_cut("jobs", 3, false, "jo…");
	check_cut("jobs", 3, true, "jo~");
	check_cut("jobs", 1, false, "…");
	check_cut("jobs", 0, false, "");
	check_cut("jobs", -3, false, "");
	check_cut("日本語", 4, false, "日…");           /* a wide character is never cut in two */
	check_cut("größe", 9, true, "gr??e");
	check_cut("a\tb\033[31m", 9, false, "a?b?[31m");
	check_cut("\xff", 1, false, "?");
}

static void test_every_cut_fits(void **state)
{
	const char *texts[] = { "worker-12", "日本語-3", "größe", "\xff\xfe", "e\xcc\x81", "" };

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (int columns = -1; columns < 14; columns++) {
			free(cut(texts[i], columns, false));
			free(cut(texts[i], columns, true));
		}
}

static void check_name(const char *name, int columns, const char *expected)
{
	struct buf out = { 0 };

	text_cut_name(&out, name, columns, false);
	assert_string_equal(buf_text(&out), expected);
	assert_true(text_columns(buf_text(&out)) <= columns);
	buf_free(&out);
}

static void test_a_name_keeps_its_number(void **state)
{
	(void)state;
	check_name("worker-12", 9, "worker-12");
	check_name("worker-12", 6, "wor…12");
	check_name("worker-12", 4, "w…12");
	check_name("stage-0.1", 6, "st…0.1");
	check_name("worker-12", 3, "wo…");              /* no room for name and number */
	check_name("feeder", 4, "fee…");
	check_name("123456", 4, "123…");
}

static void check_wrap(const char *text, int column, int indent, int width, const char *expected)
{
	struct buf out = { 0 };

	buf_fill(&out, ' ', column);
	text_wrap(&out, text, column, indent, width, false);
	assert_string_equal(buf_text(&out), expected);
	buf_free(&out);
}

static void test_wrap(void **state)
{
	(void)state;
	check_wrap("", 0, 2, 20, "\n");
	check_wrap("one two", 0, 2, 20, "one two\n");
	check_wrap("one two three four five six", 0, 2, 20, "one two three four\n  five six\n");
	check_wrap("one two three four five", 4, 6, 20, "    one two three\n      four five\n");
	check_wrap("a  b", 0, 0, 20, "a b\n");
	check_wrap("patterns/worker_pool.c:41", 0, 2, 20, "patterns/worker_pool\n  .c:41\n");
	check_wrap("waits patterns/worker_pool.c:41", 2, 4, 20, "  waits\n    patterns/worker_\n    pool.c:41\n");
}

static void test_every_wrap_fits(void **state)
{
	const char *text = "main waits to send to 日本語日本語日本語日本語 (1/1 full), at patterns/worker_pool.c:41 größer";

	(void)state;
	for (int width = 20; width < 90; width++)
		for (int indent = 0; indent < 12; indent += 3) {
			struct buf out = { 0 };

			buf_fill(&out, ' ', indent);
			text_wrap(&out, text, indent, indent + 2, width, width % 2);
			check_drawing(buf_text(&out), width, width % 2);
			buf_free(&out);
		}
}

static void test_count(void **state)
{
	const struct {
		long        count;
		const char *text;
	} rows[] = { { 0, "0" }, { 999, "999" }, { 1204, "1,204" }, { 1000000, "1,000,000" }, { 1020030, "1,020,030" } };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf out = { 0 };

		text_count(&out, rows[i].count);
		assert_string_equal(buf_text(&out), rows[i].text);
		buf_free(&out);
	}
}

static void test_moment(void **state)
{
	const struct {
		int64_t     ns;
		const char *text;
	} rows[] = { { 0, "0 ms" }, { 5000000, "5 ms" }, { 250000, "0.25 ms" }, { 2345000000, "2345 ms" }, { 60000000000, "60000 ms" } };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf out = { 0 };

		text_moment(&out, rows[i].ns);
		assert_string_equal(buf_text(&out), rows[i].text);
		buf_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_every_cut_fits),
		cmocka_unit_test(test_a_name_keeps_its_number),
		cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_every_wrap_fits),
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_moment),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
