/* test_markdown.c - Markdown on a terminal: what is shown, how it wraps; no byte of the source gets through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cmd/course/markdown.h"
#include "lab/base/rng.h"
#include "lab/base/text.h"

static void expect_look(const char *source, const struct look *look, const char *shown)
{
	struct buf out = { 0 };

	markdown_render(&out, source, look);
	assert_string_equal(buf_text(&out), shown);
	buf_free(&out);
}

static void expect(const char *source, const char *shown)
{
	struct look look = { .width = 30, .ascii = true };

	expect_look(source, &look, shown);
}

static void test_paragraphs_are_wrapped(void **state)
{
	(void)state;
	expect("", "");
	expect("\n\n\n", "");
	expect("one\ntwo\n", "one two\n");
	expect("one\n\n\n\ntwo\n\n", "one\n\ntwo\n");
	expect("0123456789 0123456789 01234567 x", "0123456789 0123456789 01234567\nx\n");
	expect("0123456789 0123456789 012345678 x", "0123456789 0123456789\n012345678 x\n");
	expect("a-word-that-is-longer-than-the-whole-line b",
	       "a-word-that-is-longer-than-the-whole-line\nb\n");
}

static void test_inline_marks(void **state)
{
	(void)state;
	expect("**bold** and *emphasis* and `code`", "bold and emphasis and `code`\n");
	expect("2*3 = 6, a * b, \\*not\\*", "2*3 = 6, a * b, *not*\n");
	expect("`a ** b` `` ` `` `open", "`a ** b` ``` `open\n");
	expect("a **open\n\n**a **b** c** 2 ** 3", "a **open\n\na b c 2 ** 3\n");
	expect("&lt;b&gt; &amp; <!-- not shown --> <b>x</b>", "<b> & <b>x</b>\n");
	expect("one  \ntwo\\\nthree `four`\nfive", "one\ntwo\nthree `four` five\n");
	expect("![a *picture*](x.png) http://x/y", "a picture http://x/y\n");
	expect("see [the **list**](http://x/y)!", "see the list!\n");
	expect("[1] [x] (y) ](", "[1] [x] (y) ](\n");
}

static void test_code_is_not_broken(void **state)
{
	(void)state;
	expect("type these words: `run x cap=1`", "type these words:\n`run x cap=1`\n");
	expect("now `run a very long command that fills more`",
	       "now `run a very long command\nthat fills more`\n");
}

static void test_headings_lists_quotes_fences(void **state)
{
	(void)state;
	expect("# One\ntext\n## Two\nmore", "One\n\ntext\n\nTwo\n\nmore\n");
	expect("- a\n- b\n  c\n  - d\n1. e\n12. f", "  - a\n  - b c\n    - d\n\n  1. e\n  2. f\n");
	expect("9) a\n1) b", "  9) a\n  10) b\n");
	expect("- a\n\n  b\n\n- c\n\nd", "  - a\n\n    b\n\n  - c\n\nd\n");
	expect("- a\n  ```\n  x\n  ```\n-\n- > q\n  > r", "  - a\n\n        x\n\n  -\n  - | q r\n");
	expect("> 1. a\n>    - b\n>\n> c", "|   1. a\n|      - b\n|\n| c\n");
	expect("- words that are long enough to wrap", "  - words that are long enough\n    to wrap\n");
	expect("> q\n>\n> r\n\nt", "| q\n|\n| r\n\nt\n");
	expect("> > deep\n> lazy\nlazier\n>\n> shallow", "| | deep lazy lazier\n|\n| shallow\n");
	expect("Title\n=====\na\n\n    code  **x**\n\n***\n<!-- c\n-->\n<p>\nas is\n</p>",
	       "Title\n\na\n\n    code  **x**\n\n---\n\n<p>\nas is\n</p>\n");
	expect("a\n```c\nint  x;\n\n  y **z**\n```\nb", "a\n\n    int  x;\n\n      y **z**\n\nb\n");
	expect("~~~\n```\n~~~", "    ```\n");
	expect("```\nnever closed", "    never closed\n");
	expect("#hash\n-dash\n1.x", "#hash -dash 1.x\n");
}

static void test_colour_is_switched_off_at_line_ends(void **state)
{
	struct look look = { .width = 20, .colour = true };

	(void)state;
	expect_look("**bold words that wrap**", &look, "\033[1mbold words that wrap\033[0m\n");
	expect_look("x **bold words that wrap**", &look,
	            "x \033[1mbold words that\033[0m\n\033[1mwrap\033[0m\n");
	expect_look("`code`", &look, "\033[1mcode\033[0m\n");
	expect_look("> q", &look, "\xe2\x94\x82 q\n");
	expect_look("## A **b** c", &look, "\033[1mA b c\033[0m\n");
	expect_look("**a **b** `c`**", &look, "\033[1ma b \033[1mc\033[1m\033[0m\n");
}

static void test_wide_characters_are_measured(void **state)
{
	struct look look = { .width = 20 };

	(void)state;
	expect_look("\xe6\x97\xa5\xe6\x9c\xac 0123456789 01234", &look,
	            "\xe6\x97\xa5\xe6\x9c\xac 0123456789\n01234\n");
	look.ascii = true;
	expect_look("na\xc3\xafve", &look, "na?ve\n");
}

static void test_control_characters_are_not_let_through(void **state)
{
	(void)state;
	expect("a\033[31mb\001\002\003c", "a?[31mb???c\n");
	expect("```\n\033]0;x\a\n```", "    ?]0;x?\n");
	expect("`\033`", "`?`\n");
	expect("\xff\xfe", "??\n");
	expect("a&#27;[31m&#1;&#10;&#9;&#0;b", "a?[31m? ?b\n");
	expect("[x](y &#27;)`\033`&#2;", "[x](y ?)`?`?\n");
}

/* Any bytes: only printable text and newlines come out, without colour. */
static void test_junk_is_survived(void **state)
{
	static const char alphabet[] = "abc  \n\n>>`~*[]()#-1.<!&;_=\\\t\033\001\xff\xc3\xa4";
	struct rng rng = { 3 };
	struct look look = { .width = 24 };
	struct buf source = { 0 }, out = { 0 };

	(void)state;
	for (int i = 0; i < 20000; i++) {
		buf_clear(&source);
		buf_clear(&out);
		for (uint32_t n = rng_below(&rng, 60); n; n--)
			buf_addc(&source, alphabet[rng_below(&rng, sizeof alphabet - 1)]);
		markdown_render(&out, buf_text(&source), &look);
		for (size_t j = 0; j < out.length; j++)
			assert_true((unsigned char)out.text[j] >= ' ' || out.text[j] == '\n');
		if (out.length)
			assert_int_equal(out.text[out.length - 1], '\n');
	}
	buf_free(&source);
	buf_free(&out);
}

static void test_huge_and_deep_sources_end(void **state)
{
	struct look look = { .width = 80 };
	struct buf source = { 0 }, out = { 0 };

	(void)state;
	buf_fill(&source, '>', 1 << 20);
	buf_adds(&source, " x");
	markdown_render(&out, buf_text(&source), &look);
	assert_non_null(strstr(buf_text(&out), "\xe2\x94\x82 x\n"));
	buf_clear(&source);
	buf_clear(&out);
	for (int i = 0; i < 1 << 16; i++)
		buf_adds(&source, "- ");
	buf_adds(&source, "x");
	markdown_render(&out, buf_text(&source), &look);
	assert_non_null(strstr(buf_text(&out), "\xe2\x80\xa2 x\n"));
	buf_clear(&source);
	buf_clear(&out);
	for (int i = 0; i < 1 << 18; i++)
		buf_adds(&source, "w ");
	markdown_render(&out, buf_text(&source), &look);
	assert_int_equal(text_widest(buf_text(&out)), 79);
	buf_free(&source);
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paragraphs_are_wrapped),
		cmocka_unit_test(test_inline_marks),
		cmocka_unit_test(test_code_is_not_broken),
		cmocka_unit_test(test_headings_lists_quotes_fences),
		cmocka_unit_test(test_colour_is_switched_off_at_line_ends),
		cmocka_unit_test(test_wide_characters_are_measured),
		cmocka_unit_test(test_control_characters_are_not_let_through),
		cmocka_unit_test(test_junk_is_survived),
		cmocka_unit_test(test_huge_and_deep_sources_end),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
