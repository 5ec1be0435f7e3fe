/* test_buf.c - the text that grows. */
#include "lab/base/buf.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void test_empty_is_a_text(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	assert_string_equal(buf_text(&buf), "");
	assert_int_equal(buf.length, 0);
	buf_free(&buf);
	assert_string_equal(buf_text(&buf), "");
}

static void test_appends_in_order(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	buf_adds(&buf, "worker");
	buf_addc(&buf, '-');
	buf_printf(&buf, "%d of %s", 3, "nine");
	buf_fill(&buf, '.', 3);
	buf_fill(&buf, '!', 0);
	buf_fill(&buf, '!', -5);
	buf_add(&buf, "xyz", 1);
	buf_add(&buf, NULL, 0);
	assert_string_equal(buf_text(&buf), "worker-3 of nine...x");
	assert_int_equal(buf.length, strlen("worker-3 of nine...x"));
	buf_free(&buf);
}

static void test_holds_any_byte(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	buf_add(&buf, "a\0b", 3);
	buf_addc(&buf, '\0');
	assert_int_equal(buf.length, 4);
	assert_memory_equal(buf_text(&buf), "a\0b\0", 5);
	buf_free(&buf);
}

/* Every length around the sizes at which memory is asked for again. */
static void test_grows_and_stays_terminated(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	for (size_t i = 0; i < 5000; i++) {
		buf_addc(&buf, (char)('a' + i % 26));
		assert_int_equal(buf.length, i + 1);
		assert_true(buf.length < buf.size);
		assert_int_equal(buf.text[buf.length], '\0');
	}
	for (size_t i = 0; i < 5000; i++)
		assert_int_equal(buf.text[i], 'a' + i % 26);
	buf_free(&buf);
}

static void test_long_format(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	buf_adds(&buf, "<");
	buf_printf(&buf, "%*d", 3000, 7);
	buf_adds(&buf, ">");
	assert_int_equal(buf.length, 3002);
	assert_string_equal(buf_text(&buf) + 2999, " 7>");
	buf_free(&buf);
}

static void test_clear_keeps_memory(void **state)
{
	struct buf buf = { 0 };
	size_t size;

	(void)state;
	buf_clear(&buf);
	buf_fill(&buf, 'x', 200);
	size = buf.size;
	buf_clear(&buf);
	assert_string_equal(buf_text(&buf), "");
	assert_int_equal(buf.size, size);
	buf_adds(&buf, "again");
	assert_string_equal(buf_text(&buf), "again");
	buf_free(&buf);
}

static void test_take_hands_over(void **state)
{
	struct buf buf = { 0 };
	char *text;

	(void)state;
	buf_adds(&buf, "mine");
	text = buf_take(&buf);
	assert_string_equal(text, "mine");
	assert_null(buf.text);
	assert_int_equal(buf.length, 0);
	free(text);

	text = buf_take(&buf);
	assert_string_equal(text, "");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty_is_a_text),
		cmocka_unit_test(test_appends_in_order),
		cmocka_unit_test(test_holds_any_byte),
		cmocka_unit_test(test_grows_and_stays_terminated),
		cmocka_unit_test(test_long_format),
		cmocka_unit_test(test_clear_keeps_memory),
		cmocka_unit_test(test_take_hands_over),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
