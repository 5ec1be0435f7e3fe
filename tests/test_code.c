/* test_code.c - the source of a pattern as shown: lines, tabs, marks, and where the last run went wrong. */
#include "cmd/source/code.h"
#include "cmd/source/comment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cmd/source/about.h"
#include "lab/base/embed.h"
#include "lab/base/text.h"
#include "tests/capture.h"

static void check_code(const struct code *code, int line, int indent, const char *shown, const char *mark)
{
	struct buf text = { 0 };

	assert_true(line <= code->n);
	code_add(&text, &code->lines[line - 1], indent);
	assert_string_equal(buf_text(&text), shown);
	buf_clear(&text);
	code_add_mark(&text, &code->lines[line - 1]);
	assert_string_equal(buf_text(&text), mark);
	buf_free(&text);
}

static void test_lines_marks_and_tabs(void **state)
{
	struct code code = code_read("int a;\n\n\tb();\t//DOC: why-it-matters\n\t\tint\tc;\nlast");

	(void)state;
	assert_int_equal(code.n, 5);
	check_code(&code, 1, 4, "int a;", "");
	check_code(&code, 2, 4, "", "");
	check_code(&code, 3, 4, "    b();", "why it matters");
	check_code(&code, 4, 2, "    int     c;", "");
	check_code(&code, 5, 4, "last", "");
	code_free(&code);
	code = code_read("");
	assert_int_equal(code.n, 0);
	code_free(&code);
}

static void test_places(void **state)
{
	(void)state;
	assert_int_equal(code_line_of("patterns/worker_pool.c:41"), 41);
	assert_int_equal(code_line_of("nowhere"), 0);
	assert_int_equal(code_line_of(NULL), 0);
}

/* Two lines or more matter, not all of them; and a mark has words of its own. */
static void test_every_pattern_marks_what_matters(void **state)
{
	struct buf words = { 0 };

	(void)state;
	for (int i = 0; patterns[i]; i++) {
		struct code code = code_read(about_source(patterns[i]));
		int marks = 0;

		for (int k = 0; k < code.n; k++) {
			if (!code.lines[k].mark)
				continue;
			buf_clear(&words);
			code_add_mark(&words, &code.lines[k]);
			assert_true(code.lines[k].length > 0);
			assert_true(words.length > 0 && !strpbrk(buf_text(&words), "/*\t_"));
			marks++;
		}
		if (marks < 2 || marks > 9)
			fail_msg("%s marks %d lines", patterns[i]->name, marks);
		code_free(&code);
	}
	buf_free(&words);
}

static bool shows(struct capture *c, const char *command, const char *what)
{
	say(c, command);
	return strstr(c->text, what) != NULL;
}

/* Does the line with this number bear the mark of what went wrong? */
static bool is_wrong(const char *text, int line)
{
	char start[16];

	snprintf(start, sizeof start, "\n%4d !", line);
	return strstr(text, start) != NULL;
}

static void test_where_the_last_run_went_wrong(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_false(shows(&c, "show code worker-pool", "blocked here"));
	say(&c, "run worker-pool feed=main log=0");
	assert_true(shows(&c, "show code", "main blocked here"));
	assert_true(shows(&c, "show code", "worker-0, worker-1, worker-2 blocked here"));
	assert_false(shows(&c, "show code fan-in", "blocked here"));
	say(&c, "run worker-pool feed=main workers=5 log=0");
	assert_true(shows(&c, "show code", "worker-0, worker-1, worker-2 and 2 more blocked here"));
	say(&c, "run worker-pool log=0");
	assert_false(shows(&c, "show code", "! those"));
	say(&c, "run channel close=twice log=0");
	assert_true(shows(&c, "show code", "sender: panic"));
	capture_close(&c);
}

/* Both accesses of a race and the claim; `diff` says the same of the last run. */
static void test_where_accesses_race(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "run mutex lock=none gap=5 seed=1 log=0");
	assert_int_equal(c.session->last->verdict, VERDICT_BROKEN);
	assert_non_null(c.session->last->race);
	say(&c, "show code");
	for (int i = 0; i < 2; i++)
		assert_true(is_wrong(c.text, code_line_of(c.session->last->race->places[i])));
	assert_true(is_wrong(c.text, code_line_of(c.session->last->here)));
	assert_false(is_wrong(c.text, 38));
	assert_non_null(strstr(c.text, "counter: data race"));
	say(&c, "diff");
	for (int i = 0; i < 2; i++)
		assert_true(is_wrong(c.text, code_line_of(c.session->last->race->places[i])));
	assert_true(is_wrong(c.text, code_line_of(c.session->last->here)));
	assert_non_null(strstr(c.text, "in a data race"));
	capture_close(&c);
}

static void test_as_json(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->json = true;
	assert_true(shows(&c, "show code tee", "\"code\":\"/*\\n * tee - "));
	assert_true(shows(&c, "show code tee", "\"mark\":\"only then the right\",\"wrong\":null}"));
	say(&c, "run tee drain=left-first");
	assert_true(shows(&c, "show code tee", "\"wrong\":\"main blocked here\"}"));
	capture_close(&c);
}

/* A few lines are shown as they are in the whole, with their numbers and marks, in every form. */
static void test_a_few_lines(void **state)
{
	const char *twin = embedded_text("patterns/pthread/mutex.c");
	struct capture c;
	char first[80];

	(void)state;
	capture_open(&c);
	say(&c, "run mutex lock=none gap=5 seed=1 log=0");
	say(&c, "show code from=37 to=43");
	assert_non_null(strstr(c.text, "mutex.c, lines 37 to 43 of "));
	assert_non_null(strstr(c.text, "\n  37   static void add_one("));
	assert_non_null(strstr(c.text, "\n  43   }\n"));
	assert_null(strstr(c.text, "\n  36"));
	assert_null(strstr(c.text, "\n  44"));
	assert_true(is_wrong(c.text, 39));
	assert_true(shows(&c, "show code mutex to=2", "\n   2    * mutex - one at a time.\n"));
	assert_null(strstr(c.text, "\n   3"));
	assert_null(strstr(c.text, "> marks"));
	assert_true(shows(&c, "show code mutex from=90 to=5000", ", lines 90 to 98 of 98"));
	say(&c, "show code mutex as=pthread to=1");
	snprintf(first, sizeof first, "%.*s\n", (int)strcspn(twin, "\n"), twin);
	assert_string_equal(c.text, first);
	assert_true(shows(&c, "show code mutex from=99", "from must be 1..98"));
	assert_true(shows(&c, "show code mutex from=9 to=3", "to must not be before from"));
	assert_true(shows(&c, "show code mutex from=0", "from must be the number of a line, at least 1; got '0'"));
	assert_true(shows(&c, "show code mutex to=3 to=4", "to stands there twice"));
	c.session->json = true;
	say(&c, "show code mutex from=38 to=40");
	assert_non_null(strstr(c.text, "\"code\":\"{\\n\\tint64_t value = "));
	assert_non_null(strstr(c.text, ",\"from\":38,\"to\":40,\"marks\":[{\"line\":39,"));
	assert_null(strstr(c.text, "\"line\":42"));
	capture_close(&c);
}

/* As a plain program it is the file, bare: what is kept of it compiles. */
static void test_as_a_plain_program(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "show code lock-order as=pthread");
	assert_string_equal(c.text, embedded_text("patterns/pthread/lock_order.c"));
	assert_true(shows(&c, "show code as=pthread", "the code of which pattern?"));
	say(&c, "use once");
	say(&c, "show code as=pthread");
	assert_string_equal(c.text, embedded_text("patterns/pthread/once.c"));
	assert_true(shows(&c, "show code", "once_do(program->config"));
	assert_true(shows(&c, "show code dining as=pthred", "as must be pthread, a plain C program, or go, a Go program; "
	                                                   "got 'pthred'. Did you mean 'pthread'?"));
	assert_true(shows(&c, "show code dining as=pthread as=pthread", "one thing at a time"));
	c.session->json = true;
	assert_true(shows(&c, "show code dining as=pthread",
	                  "\"pattern\":\"dining\",\"as\":\"pthread\",\"file\":\"patterns/pthread/dining.c\",\"code\":\"/*\\n"));
	capture_close(&c);
}

/* Every pattern has both forms. */
static void test_each_pattern_in_each_form(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	for (int i = 0; patterns[i]; i++) {
		char command[100];

		snprintf(command, sizeof command, "patterns %s", patterns[i]->name);
		assert_true(shows(&c, command, "also written as a plain C program (as=pthread) and a Go program (as=go)"));
	}
	capture_close(&c);
}

/* In Go, as bare; each pattern says which forms there are of it, for people and as JSON. */
static void test_in_go(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "show code lock-order as=go");
	assert_string_equal(c.text, embedded_text("patterns/go/lock_order.go"));
	assert_true(shows(&c, "show code lessons/lazy.c as=go",
	                  "there is no Go program of lessons/lazy.c: it can be had as it is, as=pthread"));
	assert_true(shows(&c, "patterns dining", "show code dining as=go"));
	c.session->json = true;
	assert_true(shows(&c, "patterns dining", "\"forms\":[\"pthread\",\"go\"]}"));
	assert_true(shows(&c, "show code dining as=go",
	                  "\"pattern\":\"dining\",\"as\":\"go\",\"file\":\"patterns/go/dining.go\",\"code\":\"// Philosophers"));
	capture_close(&c);
}

/* Is this code there, wherever blanks and ends of lines stand? */
static bool keeps(const char *text, const char *code)
{
	struct buf bare = { 0 };
	bool found;

	for (; *text; text++)
		if (!strchr(" \n", *text))
			buf_addc(&bare, *text);
	found = strstr(buf_text(&bare), code) != NULL;
	buf_free(&bare);
	return found;
}

/* No line is wider than a terminal that is narrow, and nothing is cut; in a pipe it is whole. */
static void test_narrow_terminals(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->look.width = 20;
	say(&c, "run worker-pool feed=main log=0");
	say(&c, "show code");
	assert_true(text_widest(c.text) > 60);
	c.session->live = true;
	for (int width = 20; width <= 120; width += 5) {
		c.session->look.width = width;
		say(&c, "show code");
		assert_true(text_widest(c.text) <= width);
		assert_non_null(strstr(c.text, " !"));
		assert_null(strstr(c.text, "…"));
		assert_true(keeps(c.text, "chan_close(pool->results);"));
		assert_true(keeps(c.text, "\"everyjobisdone\""));
	}
	say(&c, "run mutex lock=none seed=1 log=0");
	c.session->look.width = 60;
	say(&c, "show code");
	assert_non_null(strstr(c.text, " !     lab_compare(cell_load(counter)"));
	assert_non_null(strstr(c.text, "\n             "));
	capture_close(&c);
}

/* What does not fit into a line of a comment goes on in the next of the same paragraph, and code is left alone. */
static void test_a_comment_flows_from_line_to_line(void **state)
{
	static const char source[] =
		"/*\n * Watch   the first words of all\n *         and more of it\n *         at the end.\n * Law     none of it.\n *\n * A b c.\n"
		" */\nint a_name_that_is_long;\n";
	static const char *const expected[] = {
		"", " * Watch   the first\n", " *         words of all\n", " *         and more of\n           it at the\n           end.\n", "", "", "", "", ""
	};
	struct code code = code_read(source);
	struct buf rest = { 0 }, out = { 0 };

	(void)state;
	assert_int_equal(code.n, 9);
	/* 24 columns: each line but the first leaves something to the next, the last of a paragraph to nobody */
	for (int i = 0; i < code.n; i++) {
		buf_clear(&out);
		assert_int_equal(comment_flow(&out, &code.lines[i], i + 1 < code.n ? &code.lines[i + 1] : NULL, &rest, 24), *expected[i] != 0);
		assert_string_equal(buf_text(&out), expected[i]);
	}
	assert_int_equal(rest.length, 0);
	buf_free(&rest);
	buf_free(&out);
	code_free(&code);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_comment_flows_from_line_to_line),
		cmocka_unit_test(test_lines_marks_and_tabs),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_every_pattern_marks_what_matters),
		cmocka_unit_test(test_where_the_last_run_went_wrong),
		cmocka_unit_test(test_where_accesses_race),
		cmocka_unit_test(test_as_json),
		cmocka_unit_test(test_a_few_lines),
		cmocka_unit_test(test_as_a_plain_program),
		cmocka_unit_test(test_each_pattern_in_each_form),
		cmocka_unit_test(test_in_go),
		cmocka_unit_test(test_narrow_terminals),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
