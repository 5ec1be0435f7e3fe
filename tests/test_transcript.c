/* test_transcript.c - transcripts are parsed, matched and compared as transcript.h says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cmd/course/transcript.h"
#include "cmd/course/transcript_times.h"
#include "lab/base/rng.h"

/* ---- Matching ---- */

static void test_equal_lines_match(void **state)
{
	(void)state;
	assert_true(transcript_match("", ""));
	assert_true(transcript_match("a\nb\n", "a\nb\n"));
	assert_true(transcript_match("a\nb\n", "a\nb"));
	assert_true(transcript_match("a  \n", "a\t\n"));
	assert_false(transcript_match("a\n", "b\n"));
	assert_false(transcript_match("a\n", "a\na\n"));
	assert_false(transcript_match("a\na\n", "a\n"));
	assert_false(transcript_match("a\n", "a\n\n"));
	assert_false(transcript_match("", "a\n"));
}

static void test_dots_take_any_lines(void **state)
{
	(void)state;
	assert_true(transcript_match("...\n", ""));
	assert_true(transcript_match("...\n", "a\nb\n"));
	assert_true(transcript_match("a\n...\nd\n", "a\nb\nc\nd\n"));
	assert_true(transcript_match("a\n...\nd\n", "a\nd\n"));
	assert_true(transcript_match("...\nb\n...\nb\n", "b\nb\n"));
	assert_true(transcript_match("...\nx\ny\n", "x\nx\ny\n"));
	assert_false(transcript_match("a\n...\nd\n", "a\nd\ne\n"));
	assert_false(transcript_match("...\nx\ny\n", "x\ny\nx\n"));
	assert_false(transcript_match("a ...\n", "a\nb\n"));
}

static void test_gap_takes_any_text_in_a_line(void **state)
{
	(void)state;
	assert_true(transcript_match("ok in [..] ms\n", "ok in 1.8 ms\n"));
	assert_true(transcript_match("   [..]  :7\n", "  14.258  :7\n"));
	assert_false(transcript_match("a  [..]  :7\n", "a 14.258  :7\n"));
	assert_true(transcript_match("[..]\n", "\n"));
	assert_true(transcript_match("[..]a[..]b\n", "aab ab\n"));
	assert_false(transcript_match("[..]a[..]b\n", "aabc\n"));
	assert_false(transcript_match("ok in [..] ms\n", "ok in 1.8\nms\n"));
	assert_false(transcript_match("[..]\n", ""));
}

static void test_nothing_else_is_special(void **state)
{
	(void)state;
	assert_true(transcript_match("a*b? [.] .+ \\\n", "a*b? [.] .+ \\\n"));
	assert_false(transcript_match("a*b\n", "axb\n"));
	assert_false(transcript_match("[.]\n", "x\n"));
}

static void test_long_lines_and_many_wildcards_end(void **state)
{
	struct buf pattern = { 0 }, text = { 0 };

	(void)state;
	buf_fill(&text, 'a', 1 << 20);
	for (int i = 0; i < 50; i++)
		buf_adds(&pattern, "a[..]");
	buf_adds(&pattern, "b\n");
	assert_false(transcript_match(buf_text(&pattern), buf_text(&text)));
	buf_addc(&text, 'b');
	assert_true(transcript_match(buf_text(&pattern), buf_text(&text)));
	buf_free(&pattern);
	buf_free(&text);
}

static void test_elided_lines_are_counted(void **state)
{
	int lines = -1;

	(void)state;
	assert_int_equal(transcript_elided("a\n...\nb [..]\nc [..] [..]\nd\n", &lines), 3);
	assert_int_equal(lines, 5);
	assert_int_equal(transcript_elided("", &lines), 0);
	assert_int_equal(lines, 0);
}

/* ---- Comparing ---- */

static void expect_compare(const char *expected, const char *actual, int changes, const char *diff,
                           const char *corrected)
{
	struct buf d = { 0 }, c = { 0 };

	assert_int_equal(transcript_compare(expected, actual, &d, &c), changes);
	assert_string_equal(buf_text(&d), diff);
	assert_string_equal(buf_text(&c), corrected);
	assert_true(transcript_match(buf_text(&c), actual));
	buf_free(&d);
	buf_free(&c);
}

static void test_compare_shows_what_changed(void **state)
{
	(void)state;
	expect_compare("a\nb\nc\n", "a\nb\nc\n", 0, " a\n b\n c\n", "a\nb\nc\n");
	expect_compare("a\nb\nc\n", "a\nx\nc\n", 2, " a\n-b\n+x\n c\n", "a\nx\nc\n");
	expect_compare("a\nb\n", "b\n", 1, "-a\n b\n", "b\n");
	expect_compare("", "a\n", 1, "+a\n", "a\n");
	expect_compare("a\n", "", 1, "-a\n", "");
}

static void test_compare_keeps_elisions_that_hold(void **state)
{
	(void)state;
	expect_compare("t [..] ms\n...\nend\n", "t 4 ms\np\nq\nfin\n", 1, " t [..] ms\n ...\n-end\n",
	               "t [..] ms\n...\n");
	expect_compare("a\n...\nok [..]\n", "b\np\nok 3\n", 1, "-a\n ...\n ok [..]\n", "...\nok [..]\n");
	expect_compare("...\nok [..]\nold\nolder\nend\n", "log\nok 3\nnew\nnewer\nend\n", 4,
	               " ...\n ok [..]\n-old\n-older\n+new\n+newer\n end\n",
	               "...\nok [..]\nnew\nnewer\nend\n");
}

/* Random short texts over a small alphabet: no changes exactly when they match. */
static void random_text(struct rng *rng, struct buf *out, bool wild)
{
	static const char *const words[] = { "a\n", "b\n", "\n", "a b\n", "[..]b\n", "...\n", "a[..]\n" };
	uint32_t n = rng_below(rng, 6);

	buf_clear(out);
	while (n--)
		buf_adds(out, words[rng_below(rng, wild ? 7 : 4)]);
}

static void test_compare_and_match_agree(void **state)
{
	struct rng rng = { 7 };
	struct buf expected = { 0 }, actual = { 0 }, corrected = { 0 };
	int matches = 0;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		bool same;

		random_text(&rng, &expected, true);
		random_text(&rng, &actual, false);
		buf_clear(&corrected);
		same = transcript_match(buf_text(&expected), buf_text(&actual));
		matches += same;
		assert_int_equal(
			transcript_compare(buf_text(&expected), buf_text(&actual), NULL, &corrected) == 0,
			same);
		assert_true(transcript_match(buf_text(&corrected), buf_text(&actual)));
		if (same)
			assert_string_equal(buf_text(&corrected), buf_text(&expected));
	}
	assert_true(matches > 1000);
	buf_free(&expected);
	buf_free(&actual);
	buf_free(&corrected);
}

static void test_compare_of_huge_texts_ends(void **state)
{
	struct buf text = { 0 }, corrected = { 0 };

	(void)state;
	for (int i = 0; i < 10000; i++)
		buf_printf(&text, "line %d\n", i);
	assert_int_equal(transcript_compare("...\n", buf_text(&text), NULL, &corrected), 0);
	buf_clear(&corrected);
	assert_true(transcript_compare(buf_text(&text), buf_text(&text) + 7, NULL, &corrected) > 0);
	assert_string_equal(buf_text(&corrected), buf_text(&text) + 7);
	buf_free(&text);
	buf_free(&corrected);
}

/* ---- Parsing ---- */

struct parsed {
	struct arena     *arena;
	struct transcript transcript;
	struct buf        error;
	bool              good;
};

static struct parsed parse(const char *text)
{
	struct parsed p = { .arena = arena_new() };

	p.good = transcript_parse(&p.transcript, p.arena, text, strlen(text), 10, &p.error);
	return p;
}

static void parsed_free(struct parsed *p)
{
	arena_free(p->arena);
	buf_free(&p->error);
}

static void test_commands_with_answers_and_statuses(void **state)
{
	struct parsed p = parse(
		"conclab> run tasks\nok\n\nmore\nconclab> expect verdict == leak\nno: ok\n[1]\nconclab> show\n");

	(void)state;
	assert_true(p.good);
	assert_int_equal(p.transcript.n, 3);
	assert_string_equal(p.transcript.exchanges[0].command, "run tasks");
	assert_string_equal(p.transcript.exchanges[0].expected, "ok\n\nmore\n");
	assert_int_equal(p.transcript.exchanges[0].status, 0);
	assert_int_equal(p.transcript.exchanges[0].line, 10);
	assert_int_equal(p.transcript.exchanges[0].n_lines, 4);
	assert_string_equal(p.transcript.exchanges[1].expected, "no: ok\n");
	assert_int_equal(p.transcript.exchanges[1].status, 1);
	assert_int_equal(p.transcript.exchanges[1].line, 14);
	assert_int_equal(p.transcript.exchanges[1].n_lines, 3);
	assert_string_equal(p.transcript.exchanges[2].expected, "");
	parsed_free(&p);
}

static void test_only_a_last_line_is_a_status(void **state)
{
	struct parsed p = parse(
		"conclab> a\n[1]\nx\nconclab> b\n[124]\nconclab> c\n[x]\nconclab> d\n[12345]\nconclab> e\n[]\n");

	(void)state;
	assert_true(p.good);
	assert_string_equal(p.transcript.exchanges[0].expected, "[1]\nx\n");
	assert_int_equal(p.transcript.exchanges[1].status, 124);
	assert_string_equal(p.transcript.exchanges[1].expected, "");
	assert_string_equal(p.transcript.exchanges[2].expected, "[x]\n");
	assert_string_equal(p.transcript.exchanges[3].expected, "[12345]\n");
	assert_string_equal(p.transcript.exchanges[4].expected, "[]\n");
	parsed_free(&p);
}

static void expect_error(const char *text, const char *error)
{
	struct parsed p = parse(text);

	assert_false(p.good);
	assert_string_equal(buf_text(&p.error), error);
	parsed_free(&p);
}

static void test_malformed_blocks_are_named(void **state)
{
	(void)state;
	expect_error("ok\nconclab> a\n",
	             "line 10: a conclab block must start with \"conclab> \" and a command");
	expect_error("conclab> a\nconclab>   \n", "line 11: a prompt with no command after it");
	expect_error("conclab>\n", "line 10: a prompt with no command after it");
}

static void test_an_empty_block_has_no_commands(void **state)
{
	struct parsed p = parse("");

	(void)state;
	assert_true(p.good);
	assert_int_equal(p.transcript.n, 0);
	parsed_free(&p);
}

/* What takes another while each time is not written down; what the lab's own clock says is. */
static void test_times_of_the_machine_are_elided(void **state)
{
	static const struct { const char *said, *kept; } rows[] = {
		{ "ok  1 task, 9 events, 0.053 ms\ntry: graph\n", "ok  1 task, 9 events, [..]\ntry: graph\n" },
		{ "race  3 tasks, 13 events, 7 steps, seed 1, 1.2 s\n  1 waits, 5 ms\n",
		  "race  3 tasks, 13 events, 7 steps, seed 1, [..]\n  1 waits, 5 ms\n" },
		{ "PROVED: always ok, for x: the only schedule there is, longest 7 steps, 0.5\n  ms; time=virtual: no\n  time\n"
		  "  ok  always  1 schedule\n",
		  "PROVED: always ok, for x: the only schedule there is, longest 7 steps, [..]\n...\n  ok  always  1 schedule\n" },
		{ "  requests that pass: 6 in 60.0 ms: 3 at once, 4 ms\n", "  requests that pass: 6 in 60.0 ms: 3 at once, 4 ms\n" },
		{ "okay, 5 ms\n", "okay, 5 ms\n" }, { "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf out = { 0 };

		transcript_add_untimed(&out, rows[i].said);
		assert_string_equal(buf_text(&out), rows[i].kept);
		assert_true(transcript_match(buf_text(&out), rows[i].said));
		buf_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal_lines_match),
		cmocka_unit_test(test_dots_take_any_lines),
		cmocka_unit_test(test_gap_takes_any_text_in_a_line),
		cmocka_unit_test(test_nothing_else_is_special),
		cmocka_unit_test(test_long_lines_and_many_wildcards_end),
		cmocka_unit_test(test_elided_lines_are_counted),
		cmocka_unit_test(test_compare_shows_what_changed),
		cmocka_unit_test(test_compare_keeps_elisions_that_hold),
		cmocka_unit_test(test_compare_and_match_agree),
		cmocka_unit_test(test_compare_of_huge_texts_ends),
		cmocka_unit_test(test_commands_with_answers_and_statuses),
		cmocka_unit_test(test_only_a_last_line_is_a_status),
		cmocka_unit_test(test_malformed_blocks_are_named),
		cmocka_unit_test(test_an_empty_block_has_no_commands),
		cmocka_unit_test(test_times_of_the_machine_are_elided),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
