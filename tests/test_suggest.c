/* test_suggest.c - the words nearest to a mistyped one. */
#include "cmd/term/suggest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void test_distance(void **state)
{
	(void)state;
	assert_int_equal(suggest_distance("", ""), 0);
	assert_int_equal(suggest_distance("jobs", "jobs"), 0);
	assert_int_equal(suggest_distance("", "jobs"), 4);
	assert_int_equal(suggest_distance("jobs", ""), 4);
	assert_int_equal(suggest_distance("jobs", "job"), 1);
	assert_int_equal(suggest_distance("jobs", "jabs"), 1);
	assert_int_equal(suggest_distance("hlep", "help"), 1);
	assert_int_equal(suggest_distance("ca", "abc"), 3); /* of aligned strings: no edit inside a swap */
	assert_int_equal(suggest_distance("kitten", "sitting"), 3);
}

static void test_distance_is_symmetric(void **state)
{
	static const char *const words[] = { "run", "trace", "threads", "worker-pool",
		                             "",    "a",     "rnu",     "treads" };
	const size_t n = sizeof words / sizeof *words;

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++)
			assert_int_equal(suggest_distance(words[i], words[k]),
			                 suggest_distance(words[k], words[i]));
}

static void test_a_long_word_is_far_from_all(void **state)
{
	char word[200];

	(void)state;
	memset(word, 'x', sizeof word);
	word[sizeof word - 1] = '\0';
	assert_true(suggest_distance(word, "x") > 1000);
}

/* "a b c": what is suggested for `typed` among the others. */
static const char *suggested(const char *typed, const char *const *words)
{
	static char text[200];
	struct suggester suggester = { .typed = typed };

	text[0] = '\0';
	for (int i = 0; words[i]; i++)
		suggest_offer(&suggester, words[i]);
	for (int i = 0; i < suggester.best.n; i++) {
		strcat(text, i ? " " : "");
		strcat(text, suggester.best.word[i]);
	}
	return text;
}

static void test_nearest_first(void **state)
{
	static const char *const words[] = { "seat", "seats", "rounds", "order", "seed", NULL };

	(void)state;
	assert_string_equal(suggested("seets", words), "seats seed");
	assert_string_equal(suggested("oder", words), "order");
	assert_string_equal(suggested("xyz", words), "");
	assert_string_equal(suggested("", words), "");
}

static void test_a_common_start_counts(void **state)
{
	static const char *const words[] = { "worker-pool", "pipeline", NULL };

	(void)state;
	assert_string_equal(suggested("worker", words), "worker-pool");
	assert_string_equal(suggested("w", words), "");
	assert_string_equal(suggested("woo", words), "");       /* two of three are no start */
	assert_string_equal(suggested("PIPELINE", words), "pipeline");
}

static void test_three_at_most_and_each_once(void **state)
{
	static const char *const words[] = { "aa1", "aa2", "aa3", "aa4", "aa1", NULL };

	(void)state;
	assert_string_equal(suggested("aa", words), "aa1 aa2 aa3");
	assert_string_equal(suggested("aa4", words), "aa4 aa1 aa2");
}

static void test_one_letter_never_becomes_another(void **state)
{
	static const char *const words[] = { "q", "r", NULL };

	(void)state;
	assert_string_equal(suggested("z", words), "");
}

static void test_sentence(void **state)
{
	struct suggestions s = { 1, { "cap" } };
	struct buf text = { 0 };

	(void)state;
	suggest_text(&text, &s);
	assert_string_equal(buf_text(&text), " Did you mean 'cap'?");
	buf_clear(&text);
	s = (struct suggestions){ 3, { "a", "b", "c" } };
	suggest_text(&text, &s);
	assert_string_equal(buf_text(&text), " Did you mean 'a', 'b' or 'c'?");
	buf_clear(&text);
	suggest_text(&text, NULL);
	assert_string_equal(buf_text(&text), "");
	buf_free(&text);
}

static void test_what_there_is_is_listed(void **state)
{
	struct listing few = { 0 }, many = { 0 };

	(void)state;
	assert_string_equal(listing_text(&few), "");
	listing_add(&few, "counter");
	listing_add(&few, "guard");
	assert_string_equal(listing_text(&few), " (there are: counter, guard)");
	for (int i = 0; i < LISTED_AT_MOST + 3; i++)
		listing_add(&many, "x");
	assert_non_null(strstr(listing_text(&many), ", x and 3 more)"));
	listing_free(&few);
	listing_free(&many);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_distance),
		cmocka_unit_test(test_distance_is_symmetric),
		cmocka_unit_test(test_a_long_word_is_far_from_all),
		cmocka_unit_test(test_nearest_first),
		cmocka_unit_test(test_a_common_start_counts),
		cmocka_unit_test(test_three_at_most_and_each_once),
		cmocka_unit_test(test_one_letter_never_becomes_another),
		cmocka_unit_test(test_sentence),
		cmocka_unit_test(test_what_there_is_is_listed),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
