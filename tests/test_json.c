/* test_json.c - the JSON writer: commas, escapes, and bytes that are no UTF-8. */
#include "lab/base/json.h"

#include <math.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define REPLACED "\xef\xbf\xbd"         /* U+FFFD */

/* `text` written as a JSON text is `expected`. */
static void expect_text(const char *text, const char *expected)
{
	struct buf out = { 0 };
	struct json json = { .out = &out };

	json_text(&json, NULL, text);
	assert_string_equal(buf_text(&out), expected);
	buf_free(&out);
}

static void test_values_nest(void **state)
{
	struct buf out = { 0 };
	struct json json = { .out = &out };

	(void)state;
	json_object(&json, NULL);
	json_int(&json, "v", 1);
	json_text(&json, "command", "run");
	json_object(&json, "settings");
	json_end_object(&json);
	json_null(&json, "seed");
	json_array(&json, "cycle");
	json_text(&json, NULL, "main");
	json_text(&json, NULL, "worker-0");
	json_array(&json, NULL);
	json_end_array(&json);
	json_end_array(&json);
	json_bool(&json, "certain", true);
	json_bool(&json, "quiet", false);
	json_double(&json, "elapsed_ms", 1.84, 1);
	json_end_object(&json);
	assert_string_equal(buf_text(&out),
	                    "{\"v\":1,\"command\":\"run\",\"settings\":{},\"seed\":null,"
	                    "\"cycle\":[\"main\",\"worker-0\",[]],\"certain\":true,\"quiet\":false,"
	                    "\"elapsed_ms\":1.8}");
	buf_free(&out);
}

static void test_numbers_at_their_limits(void **state)
{
	struct buf out = { 0 };
	struct json json = { .out = &out };

	(void)state;
	json_array(&json, NULL);
	json_int(&json, NULL, INT64_MAX);
	json_int(&json, NULL, INT64_MIN);
	json_double(&json, NULL, -0.5, 0);
	json_double(&json, NULL, 1e15, 2);
	json_double(&json, NULL, (double)NAN, 1);
	json_double(&json, NULL, (double)INFINITY, 1);
	json_end_array(&json);
	assert_string_equal(buf_text(&out), "[9223372036854775807,-9223372036854775808,-0,"
	                                    "1000000000000000.00,null,null]");
	buf_free(&out);
}

static void test_escapes(void **state)
{
	(void)state;
	expect_text("", "\"\"");
	expect_text("say \"hi\" \\ /", "\"say \\\"hi\\\" \\\\ /\"");
	expect_text("a\nb\tc\rd\be\ff", "\"a\\nb\\tc\\rd\\be\\ff\"");
	expect_text("\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\"");
	expect_text(NULL, "null");
}

static void test_keys_are_escaped(void **state)
{
	struct buf out = { 0 };
	struct json json = { .out = &out };

	(void)state;
	json_object(&json, NULL);
	json_int(&json, "a\"b", 1);
	json_end_object(&json);
	assert_string_equal(buf_text(&out), "{\"a\\\"b\":1}");
	buf_free(&out);
}

static void test_utf8_is_kept(void **state)
{
	(void)state;
	expect_text("\xc3\xa9 \xe2\x86\x92 \xf0\x9f\x90\x9b", "\"\xc3\xa9 \xe2\x86\x92 \xf0\x9f\x90\x9b\"");
	expect_text("\xc2\x80 \xed\x9f\xbf \xee\x80\x80 \xf4\x8f\xbf\xbf",
	            "\"\xc2\x80 \xed\x9f\xbf \xee\x80\x80 \xf4\x8f\xbf\xbf\"");
}

/* Stray, cut, overlong, surrogate and too large: each bad byte becomes one U+FFFD. */
static void test_bad_utf8_is_replaced(void **state)
{
	(void)state;
	expect_text("a\x80z", "\"a" REPLACED "z\"");
	expect_text("\xff", "\"" REPLACED "\"");
	expect_text("\xe2\x86", "\"" REPLACED REPLACED "\"");
	expect_text("\xc3(", "\"" REPLACED "(\"");
	expect_text("\xc0\xaf", "\"" REPLACED REPLACED "\"");
	expect_text("\xe0\x80\xaf", "\"" REPLACED REPLACED REPLACED "\"");
	expect_text("\xf0\x80\x80\xaf", "\"" REPLACED REPLACED REPLACED REPLACED "\"");
	expect_text("\xed\xa0\x80", "\"" REPLACED REPLACED REPLACED "\"");
	expect_text("\xf4\x90\x80\x80", "\"" REPLACED REPLACED REPLACED REPLACED "\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values_nest),
		cmocka_unit_test(test_numbers_at_their_limits),
		cmocka_unit_test(test_escapes),
		cmocka_unit_test(test_keys_are_escaped),
		cmocka_unit_test(test_utf8_is_kept),
		cmocka_unit_test(test_bad_utf8_is_replaced),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
