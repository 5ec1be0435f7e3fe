/* test_json_tree.c - JSON read back: values, escapes, what is no JSON, and what was cut off anywhere. */
#include "lab/base/json_tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lab/base/buf.h"
#include "lab/base/json.h"

static const struct json_node *read_all(const char *text, struct arena *arena)
{
	const char *end, *why;
	const struct json_node *node = json_tree(text, arena, &end, &why);

	assert_non_null(node);
	assert_null(why);
	assert_string_equal(end, "");
	return node;
}

static void test_values_come_back(void **state)
{
	struct arena *arena = arena_new();
	const struct json_node *node = read_all(" {\"a\": [1, -20, 2.5e1, 0], \"b\":{\"c\":null,\"d\":true,\"e\":false},\"f\":\"x\", \"g\":[]}",
	                                        arena);
	const struct json_node *a = json_member(node, "a"), *b = json_member(node, "b");

	(void)state;
	assert_int_equal(json_length(node), 4);
	assert_int_equal(json_length(a), 4);
	assert_int_equal(json_item(a, 0)->number, 1);
	assert_int_equal(json_item(a, 1)->number, -20);
	assert_true(json_item(a, 2)->real > 24.9 && json_item(a, 2)->real < 25.1);
	assert_null(json_item(a, 4));
	assert_int_equal(json_member(b, "c")->kind, JSON_NULL);
	assert_int_equal(json_member(b, "d")->number, 1);
	assert_int_equal(json_member(b, "e")->number, 0);
	assert_string_equal(json_member(node, "f")->text, "x");
	assert_int_equal(json_length(json_member(node, "g")), 0);
	assert_null(json_member(node, "h"));
	assert_null(json_member(NULL, "h"));
	assert_null(json_member(a, "h"));
	arena_free(arena);
}

static void test_escapes(void **state)
{
	static const char *const texts[][2] = {
		{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t" }, { "\"\\u0041\\u00e4\\u20AC\"", "A\xc3\xa4\xe2\x82\xac" },
		{ "\"\\ud83d\\ude00!\"", "\xf0\x9f\x98\x80!" }, { "\"\\ud83dx\"", "\xef\xbf\xbdx" },
		{ "\"\\ud83d\\u0041\"", "\xef\xbf\xbd" "A" }, { "\"\\ude00\\u0000\"", "\xef\xbf\xbd\xef\xbf\xbd" },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_string_equal(read_all(texts[i][0], arena)->text, texts[i][1]);
	arena_free(arena);
}

static void test_what_the_writer_writes_is_read(void **state)
{
	struct arena *arena = arena_new();
	struct buf out = { 0 };
	struct json json = { .out = &out };
	char text[256];

	(void)state;
	for (int i = 0; i < 255; i++)
		text[i] = (char)(i < 127 ? i + 1 : 'x');
	text[255] = '\0';
	json_array(&json, NULL);
	json_text(&json, NULL, text);
	json_double(&json, NULL, 1.25, 2);
	json_int(&json, NULL, INT64_MIN);
	json_end_array(&json);
	assert_string_equal(json_item(read_all(buf_text(&out), arena), 0)->text, text);
	assert_true(json_item(read_all(buf_text(&out), arena), 2)->number == INT64_MIN);
	buf_free(&out);
	arena_free(arena);
}

static void test_what_is_no_json(void **state)
{
	static const char *const texts[] = {
		"", "x", "{", "[1,]", "[1 2]", "[,1]", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "\"a\nb\"", "\"\\x\"", "\"\\u12g4\"",
		"-", "01x", "1.", ".5", "1e", "nul", "'a'", "{1:2}", "\"\\",
	};
	struct arena *arena = arena_new();
	const char *end, *why;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const struct json_node *node = json_tree(texts[i], arena, &end, &why);

		if (node && *end)
			continue;               /* "01x": a zero, and something after it */
		assert_null(node);
		assert_non_null(why);
		assert_true(end >= texts[i] && end <= texts[i] + strlen(texts[i]));
	}
	arena_free(arena);
}

static void test_a_text_cut_off_anywhere_ends_in_the_middle(void **state)
{
	static const char whole[] = "{\"a\":[1.5e+3,\"\\u00e4\\n\",true,null],\"b\":{\"c\":\"d\"}}";
	struct arena *arena = arena_new();
	const char *end, *why;
	char cut[sizeof whole];

	(void)state;
	for (size_t i = 0; i < strlen(whole); i++) {
		memcpy(cut, whole, i);
		cut[i] = '\0';
		assert_null(json_tree(cut, arena, &end, &why));
	}
	arena_free(arena);
}

static void test_depth_has_a_limit(void **state)
{
	char deep[4 * JSON_DEEPEST + 1];
	struct arena *arena = arena_new();
	const char *end, *why;

	(void)state;
	memset(deep, '[', JSON_DEEPEST);
	memset(deep + JSON_DEEPEST, ']', JSON_DEEPEST);
	deep[2 * JSON_DEEPEST] = '\0';
	assert_non_null(json_tree(deep, arena, &end, &why));
	memset(deep, '[', 2 * JSON_DEEPEST);
	memset(deep + 2 * JSON_DEEPEST, ']', 2 * JSON_DEEPEST);
	deep[4 * JSON_DEEPEST] = '\0';
	assert_null(json_tree(deep, arena, &end, &why));
	assert_string_equal(why, "too many lists and objects in one another");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values_come_back),
		cmocka_unit_test(test_escapes),
		cmocka_unit_test(test_what_the_writer_writes_is_read),
		cmocka_unit_test(test_what_is_no_json),
		cmocka_unit_test(test_a_text_cut_off_anywhere_ends_in_the_middle),
		cmocka_unit_test(test_depth_has_a_limit),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
