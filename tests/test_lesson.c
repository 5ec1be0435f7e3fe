/* test_lesson.c - courses are parsed, malformed ones are refused with a line, and ours is a good one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cmd/course/lesson.h"
#include "cmd/session/answer.h"
#include "lab/base/rng.h"

static const char small[] =
	"# A course\n\nWelcome.\n\n"
	"## Lesson 3: Seats\n\n"
	"**Goal.** Know seats.\n\n"
	"### One\nProse.\n\n"
	"> **Predict.** Which?\n>\n> - a) this\n> - b) that\n\n"
	"```conclab\nconclab> run channel\nok\nconclab> run channel mode=self\ndeadlock\n[1]\n```\n\n"
	"<details><summary>Answer</summary>\n\n**b.** That.\n</details>\n\n"
	"### Modify\nMake it ok.\n\n"
	"<!-- conclab: check\nstart: run channel mode=self\ngoal: ok\n"
	"keep: mode=self sends>=3\nruns: 7\n-->\n"
	"<details><summary>Hint 1</summary>\n\nOne.\n</details>\n"
	"<details><summary>Hint 2</summary>\n\nTwo.\n</details>\n"
	"<details><summary>Hint 3</summary>\n\nThree.\n</details>\n"
	"<details><summary>Solution</summary>\n\nSo:\n\n"
	"```conclab\nconclab> run channel mode=self cap=3\nok\n```\n</details>\n\n"
	"### Make\nOpen.\n";

static struct course *parse(const char *text)
{
	struct buf error = { 0 };
	struct course *course = course_parse("L.md", text, strlen(text), &error);

	assert_string_equal(buf_text(&error), "");
	assert_non_null(course);
	buf_free(&error);
	return course;
}

/* ---- What is read ---- */

static void test_lessons_are_found_by_number(void **state)
{
	struct course *course = parse(small);

	(void)state;
	assert_int_equal(course->n, 2);
	assert_string_equal(course_lesson(course, 0)->title, "Introduction");
	assert_string_equal(course_lesson(course, 3)->title, "Seats");
	assert_int_equal(course_lesson(course, 3)->line, 5);
	assert_null(course_lesson(course, 4));
	course_free(course);
}

static void test_side_quests_are_found_by_name(void **state)
{
	struct course *course = parse("## Lesson 1: a\n## Side quest tee: Two readers\n\nx\n\n## Side quest or-channel: b\n");
	const struct lesson *tee = course_named(course, "tee");

	(void)state;
	assert_int_equal(course->n, 4);
	assert_non_null(tee);
	assert_string_equal(tee->title, "Two readers");
	assert_int_equal(tee->line, 2);
	assert_true(lesson_is_quest(tee));
	assert_true(lesson_is_quest(course_named(course, "or-channel")));
	assert_true(tee->number < course_named(course, "or-channel")->number);
	assert_ptr_equal(course_named(course, "1"), course_lesson(course, 1));
	assert_false(lesson_is_quest(course_lesson(course, 1)));
	assert_null(course_named(course, ""));
	assert_null(course_named(course, "te"));
	course_free(course);
}

static void test_parts_stand_in_order(void **state)
{
	static const enum part_kind kinds[] = {
		PART_PROSE, PART_PROSE, PART_PREDICT, PART_BLOCK, PART_PROSE, PART_PROSE, PART_CHECK,
		PART_PROSE, PART_PROSE, PART_PROSE, PART_PROSE, PART_BLOCK, PART_PROSE
	};
	static const enum fold folds[] = {
		FOLD_NONE, FOLD_NONE, FOLD_NONE, FOLD_NONE, FOLD_ANSWER, FOLD_NONE, FOLD_NONE,
		FOLD_HINT, FOLD_HINT, FOLD_HINT, FOLD_SOLUTION, FOLD_SOLUTION, FOLD_NONE
	};
	struct course *course = parse(small);
	const struct lesson *lesson = course_lesson(course, 3);

	(void)state;
	assert_int_equal(lesson->n_parts, sizeof kinds / sizeof *kinds);
	for (int i = 0; i < lesson->n_parts; i++) {
		assert_int_equal(lesson->parts[i].kind, kinds[i]);
		assert_int_equal(lesson->parts[i].fold, folds[i]);
	}
	course_free(course);
}

static void expect_stops(const struct lesson *lesson, const struct stop *stops, size_t n)
{
	assert_int_equal(lesson->n_stops, n);
	for (int i = 0; i < lesson->n_stops; i++) {
		assert_int_equal(lesson->stops[i].from, stops[i].from);
		assert_int_equal(lesson->stops[i].at, stops[i].at);
		assert_int_equal(lesson->stops[i].command, stops[i].command);
	}
}

static void test_the_lesson_stops_where_the_learner_acts(void **state)
{
	static const struct stop stops[] = {
		{ 0, 0, 0 }, { 1, 2, 0 }, { 3, 3, 0 }, { 3, 3, 1 }, { 4, 6, 0 }, { 7, 12, 0 }
	};
	struct course *course = parse(small);
	const struct lesson *lesson = course_lesson(course, 3);

	(void)state;
	expect_stops(lesson, stops, sizeof stops / sizeof *stops);
	course_free(course);
}

/* What explains a run can be read before the next question is asked. */
static void test_an_explanation_is_a_portion_of_its_own(void **state)
{
	static const struct stop stops[] = {
		{ 0, 1, 0 }, { 2, 2, 0 }, { 3, 4, 0 }, { 5, 5, 0 }, { 6, 7, 0 }
	};
	struct course *course = parse("Why?\n\n> **Predict.** How many?\n\n```conclab\nconclab> show\n```\n\n"
	                              "<details><summary>Answer</summary>\n\n**1.**\n</details>\n\nSo it is.\n\n"
	                              "> **Predict.** And now?\n\nTry:\n\n```conclab\nconclab> show\n```\n");
	const struct lesson *lesson = course_lesson(course, 0);

	(void)state;
	expect_stops(lesson, stops, sizeof stops / sizeof *stops);
	course_free(course);
}

/* A heading alone is nothing to stop at: it stands above what follows. */
static void test_a_bare_heading_is_no_stop(void **state)
{
	static const struct stop stops[] = { { 0, 0, 0 }, { 1, 2, 0 }, { 3, 3, 0 } };
	struct course *course = parse("```conclab\nconclab> show\n```\n\n### And now\n\n> **Predict.** How many?\n\n"
	                              "```conclab\nconclab> show\n```\n\n<details><summary>Answer</summary>\n\n**1.**\n</details>\n");

	(void)state;
	expect_stops(course_lesson(course, 0), stops, sizeof stops / sizeof *stops);
	course_free(course);
}

static void test_check_and_reference_are_read(void **state)
{
	struct course *course = parse(small);
	const struct lesson *lesson = course_lesson(course, 3);
	const struct part *check = lesson_part(lesson, PART_CHECK, FOLD_NONE, 0);

	(void)state;
	assert_string_equal(check->goal.start, "run channel mode=self");
	assert_int_equal(check->goal.verdict, VERDICT_OK);
	assert_string_equal(check->goal.keep, "mode=self sends>=3");
	assert_int_equal(check->goal.runs, 7);
	assert_string_equal(lesson_reference(lesson), "run channel mode=self cap=3");
	course_free(course);
}

static void test_questions_and_answers(void **state)
{
	struct course *course = parse(small);
	const struct lesson *lesson = course_lesson(course, 3);
	const struct question *question = &lesson_part(lesson, PART_PREDICT, FOLD_NONE, 0)->question;

	(void)state;
	assert_int_equal(question->n, 2);
	assert_memory_equal(question->letter, "ab", 2);
	assert_string_equal(question->text[1], "that");
	assert_string_equal(lesson_part(lesson, PART_PROSE, FOLD_ANSWER, 0)->expected, "b");
	assert_true(answer_is("b", "b"));
	assert_false(answer_is("b", "a"));
	assert_false(answer_is("b", "skip"));
	assert_false(answer_is("", "a"));
	assert_true(answer_is("7", "007"));
	assert_false(answer_is("7", "8"));
	assert_false(answer_is("b", "7"));
	course_free(course);
}

static void test_answers_are_read_as_people_type_them(void **state)
{
	static const struct question choice = { 4, "abcd", { "deadlock", "broken: main reads it", "the bigger buffer",
	                                                     "the feeder" }, NULL };
	static const struct question number = { 0 };
	static const struct question time = { .asked = "With 3 stages, after how many ms is the last of the tasks through?" };
	static const struct { const struct question *question; const char *typed, *sure, *words; } cases[] = {
		{ &choice, "b", "b", "" }, { &choice, "B", "b", "" }, { &choice, "b)", "b", "" }, { &choice, "B.", "b", "" },
		{ &choice, "b) broken", "b", "" }, { &choice, "b: whatever", "b", "" }, { &choice, "b broken", "b", "" },
		{ &choice, "b 5", "", "" }, { &choice, "bb", "", "" }, { &choice, "e", "", "" }, { &choice, "", "", "" },
		{ &choice, "broken", "", "b" }, { &choice, "Broken!", "", "b" }, { &choice, "broken: main", "", "b" },
		{ &choice, "broke", "", "" }, { &choice, "brokenly", "", "" }, { &choice, "the", "", "" },
		{ &choice, "The  bigger", "", "" }, { &choice, "the bigger", "", "c" }, { &choice, "the feeder", "", "d" },
		{ &choice, "deadlock", "", "a" }, { &choice, "3", "", "" }, { &choice, ")", "", "" },
		{ &number, "3", "3", "" }, { &number, "3.", "3", "" }, { &number, "12)", "12", "" },
		{ &number, "three", "3", "" }, { &number, "Twelve.", "12", "" }, { &number, "zero", "0", "" },
		{ &number, "threes", "", "" }, { &number, "3 4", "", "" }, { &number, "-3", "", "" }, { &number, "a", "", "" },
		{ &number, "none", "0", "" }, { &number, "Nobody.", "0", "" }, { &number, "no one", "0", "" },
		{ &number, "nothingness", "", "" }, { &number, "7 ms", "", "" }, { &number, "1,700", "1700", "" },
		{ &number, "1,70", "", "" }, { &number, "3 tasks", "", "" }, { &number, "2.5", "", "" }, { &number, "8?", "8", "" },
		{ &number, "99999999999999999999", "", "" },
		{ &time, "1700", "1700", "" }, { &time, "1700 ms", "1700", "" }, { &time, "1700ms.", "1700", "" },
		{ &time, "1.7 s", "1700", "" }, { &time, "1.7s", "1700", "" }, { &time, "2 seconds", "2000", "" },
		{ &time, "1.7005 s", "", "" }, { &time, "1.7", "", "" }, { &time, "3 task", "3", "" }, { &time, "3 apples", "", "" },
		{ &time, "none of the tasks", "0", "" }, { &time, "none of 3", "", "" }, { &time, "two or three", "", "" },
		{ &number, "3x", "", "" }, { &number, "", "", "" }, { &number, ".", "", "" }, { &number, "thre", "", "" },
	};
	struct buf answer = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		buf_clear(&answer);
		assert_int_equal(answer_read(cases[i].question, cases[i].typed, &answer), *cases[i].sure != 0);
		assert_string_equal(buf_text(&answer), cases[i].sure);
		buf_clear(&answer);
		if (!*cases[i].sure)
			assert_int_equal(answer_read_words(cases[i].question, cases[i].typed, &answer), *cases[i].words != 0);
		assert_string_equal(buf_text(&answer), cases[i].words);
	}
	buf_free(&answer);
}

static void test_directives_belong_to_the_next_block(void **state)
{
	struct course *course = parse("<!-- conclab: output-varies -->\n```conclab\nconclab> a\n```\n"
	                              "<!-- conclab: skip -->\n\n```conclab\nconclab> b\n```\n"
	                              "<!-- an ordinary\ncomment -->\n```conclab\nconclab> c\n```\n");
	const struct lesson *intro = course_lesson(course, 0);

	(void)state;
	assert_int_equal(intro->n_parts, 3);
	assert_true(intro->parts[0].varies && !intro->parts[0].skip);
	assert_true(!intro->parts[1].varies && intro->parts[1].skip);
	assert_true(!intro->parts[2].varies && !intro->parts[2].skip);
	course_free(course);
}

static void test_other_fences_are_prose(void **state)
{
	struct course *course = parse("a\n~~~~c\n## Lesson 9: not one\n~~~\n```conclab\n~~~~\nb\n");

	(void)state;
	assert_int_equal(course->n, 1);
	assert_int_equal(course->lessons[0].n_parts, 1);
	course_free(course);
}

static void test_windows_line_ends_are_read(void **state)
{
	struct course *course = parse("## Lesson 1: T\r\n\r\n```conclab\r\nconclab> a\r\nok\r\n```\r\n");
	const struct part *block = lesson_part(course_lesson(course, 1), PART_BLOCK, FOLD_NONE, 0);

	(void)state;
	assert_string_equal(course_lesson(course, 1)->title, "T");
	assert_string_equal(block->transcript.exchanges[0].expected, "ok\n");
	course_free(course);
}

/* ---- What is refused ---- */

static void expect_error(const char *text, size_t length, const char *message)
{
	struct buf error = { 0 };

	assert_null(course_parse("L.md", text, length, &error));
	assert_non_null(strstr(buf_text(&error), message));
	buf_free(&error);
}

#define EXPECT_ERROR(text, message) expect_error(text, sizeof(text) - 1, message)

static void test_what_never_ends_is_named_with_its_line(void **state)
{
	(void)state;
	EXPECT_ERROR("a\n\n```conclab\nconclab> b\n", "L.md: line 3: the fence");
	EXPECT_ERROR("```", "line 1: the fence");
	EXPECT_ERROR("a\n```c\n``\n", "line 2: the fence");
	EXPECT_ERROR("```\n\n\n", "line 1: the fence");
	EXPECT_ERROR("a\n<!-- conclab: check\nstart: x\n", "line 2: the comment");
	EXPECT_ERROR("a\n<details><summary>Answer</summary>\n\nb\n", "line 2: the <details>");
	EXPECT_ERROR("<details><summary>Answer</summary>\n\n## Lesson 1: x\n", "line 1: the <details>");
	EXPECT_ERROR("</details>\n", "line 1: a </details>");
	EXPECT_ERROR("<details><summary>Answer</summary>\n<details><summary>Hint 1</summary>\n",
	             "line 2: a <details>");
}

/* What a page shows otherwise than the lab would read it. */
static void test_what_a_page_takes_for_something_else_is_named(void **state)
{
	(void)state;
	EXPECT_ERROR("<details><summary>Answer</summary>\n**b.**\n</details>\n", "line 2: there must be an empty line");
	EXPECT_ERROR("a\n</details>\n", "line 2: a </details>");
	EXPECT_ERROR("<details><summary>Answer</summary>\n\na\n</details>\n## Lesson 1: x\n",
	             "line 5: there must be an empty line");
	EXPECT_ERROR("<p>\n</details>\n", "line 1: there must be an empty line");
	EXPECT_ERROR("a\n\n- b\n\n  ```conclab\n  conclab> c\n  ```\n", "line 5: a conclab block must not stand in a list");
	EXPECT_ERROR("> ```conclab\n> conclab> c\n> ```\n", "line 1: a conclab block must not stand in a list or a quote");
	EXPECT_ERROR("a\rb\n", "carriage returns");
}

static void test_markdown_is_read_as_a_page_shows_it(void **state)
{
	struct course *course = parse("The *whole*\n===\n\n# Not the title\n\nLesson 1: `a` **b**\n---\n\n"
	                              "    indented\n\n<!-- a comment -->\n\n"
	                              "> **Predict.** Which?\nlazy\n> * a) one, *this*\n>   one\n> * b) `two`\n\n"
	                              "<details><summary>Answer</summary>\n\n*Well,* __a):__ it is.\n\n</details>\n");
	const struct lesson *lesson = course_lesson(course, 1);
	const struct part *predict;

	(void)state;
	assert_string_equal(course->title, "The whole");
	assert_non_null(lesson);
	assert_string_equal(lesson->title, "a b");
	assert_int_equal(lesson->line, 6);
	assert_int_equal(lesson->n_parts, 3);
	predict = &lesson->parts[1];
	assert_int_equal(predict->line, 13);
	assert_int_equal(predict->question.n, 2);
	assert_string_equal(predict->question.text[0], "one, this one");
	assert_string_equal(predict->question.text[1], "two");
	assert_string_equal(lesson->parts[2].expected, "a");
	course_free(course);
}

static void test_what_is_unknown_is_named(void **state)
{
	(void)state;
	EXPECT_ERROR("<details><summary>Awnser</summary>\n", "line 1: a fold must begin");
	EXPECT_ERROR("<!-- conclab: skpi -->\n", "line 1: a directive must be");
	EXPECT_ERROR("<!-- conclab: skip -->\n", "stands before no block");
	EXPECT_ERROR("## Lesson x\n", "line 1: a lesson's heading");
	EXPECT_ERROR("## Lesson 99999999999999999999: x\n", "line 1: a lesson's heading");
	EXPECT_ERROR("## Lesson 1: a\n## Lesson 1: b\n", "line 2: a second lesson");
	EXPECT_ERROR("## Side quest : x\n", "line 1: a side quest's heading");
	EXPECT_ERROR("## Side quest tee\n", "line 1: a side quest's heading");
	EXPECT_ERROR("## Side quest 3: x\n", "line 1: a side quest's heading");
	EXPECT_ERROR("## Side quest far-too-long-for-what-is-kept: x\n", "line 1: a side quest's heading");
	EXPECT_ERROR("## Side quest tee: a\n## Side quest tee: b\n", "line 2: a second side quest");
	EXPECT_ERROR("```conclab\n```\n", "line 1: this conclab block has no command");
	EXPECT_ERROR("```conclab\nhello\n```\n", "line 2: a conclab block must start");
	EXPECT_ERROR("<!-- conclab: check\ngoal: ok\n-->\n", "a line \"start:");
	EXPECT_ERROR("<!-- conclab: check\nstart: run a\ngoal: good\n-->\n", "a line \"goal:");
	EXPECT_ERROR("<!-- conclab: check\nstart: run a\ngoal: ok\nruns: -3\n-->\n", "between 1 and 1000");
	EXPECT_ERROR("a\0b", "zero bytes");
}

/* Any bytes: parsed or refused with a sentence, never more. */
static void test_junk_is_survived(void **state)
{
	static const char *const pieces[] = {
		"```conclab\n", "```\n", "~~~\n", "conclab> x\n", "[1]\n", "...\n",
		"<!-- conclab: skip -->\n", "<!--", "-->\n", "<details><summary>Answer</summary>\n",
		"<details><summary>Hint 1</summary>\n", "</details>\n", "## Lesson 1: a\n",
		"## Lesson 2: b\n", "### c\n", "> **Predict.** q\n", "> - a) b\n", "**a.**\n", "\n",
		"\xff\xfe\x80", "\033[31m", "text\n", "<!-- conclab: check\n", "start: run x\n",
		"goal: ok\n", "```c order\n1   a;\n```\n", "> **Order.** q\n", "<!-- conclab: order\nprogram: x\ngoal: ok\n-->\n",
		"<details><summary>Review 1</summary>\n", "- a) b\n", "- 7: c\n"
	};
	struct rng rng = { 11 };
	struct buf text = { 0 }, error = { 0 }, report = { 0 };
	int parsed = 0, refused = 0;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct course *course;

		buf_clear(&text);
		buf_clear(&error);
		for (uint32_t n = rng_below(&rng, 12); n; n--)
			buf_adds(&text, pieces[rng_below(&rng, sizeof pieces / sizeof *pieces)]);
		course = course_parse("junk", buf_text(&text), text.length, &error);
		assert_int_equal(course != NULL, error.length == 0);
		if (course) {
			buf_clear(&report);
			course_lint(course, &report);
		}
		parsed += course != NULL;
		refused += course == NULL;
		course_free(course);
	}
	assert_true(parsed > 100 && refused > 100);
	buf_free(&text);
	buf_free(&error);
	buf_free(&report);
}

static void test_a_huge_line_is_survived(void **state)
{
	struct buf text = { 0 }, error = { 0 };
	struct course *course;

	(void)state;
	buf_adds(&text, "## Lesson 1: ");
	buf_fill(&text, 'x', 3 << 20);
	buf_adds(&text, "\n> **Predict.** ");
	buf_fill(&text, '>', 3 << 20);
	course = course_parse("huge", buf_text(&text), text.length, &error);
	assert_non_null(course);
	assert_int_equal(strlen(course_lesson(course, 1)->title), 3 << 20);
	course_free(course);
	buf_free(&text);
	buf_free(&error);
}

static void test_a_missing_file_is_a_sentence(void **state)
{
	struct buf error = { 0 };

	(void)state;
	assert_null(course_load("/nonexistent/L.md", &error));
	assert_string_equal(buf_text(&error), "cannot read /nonexistent/L.md: No such file or directory");
	buf_clear(&error);
	assert_null(course_load("/", &error));
	assert_non_null(strstr(buf_text(&error), "cannot read /: "));
	buf_free(&error);
}

/* ---- What makes a good lesson ---- */

/* `small` with `from` replaced by `to`, linted: how many faults, and one of them says `message`. */
static void expect_fault(const char *from, const char *to, const char *message)
{
	struct buf text = { 0 }, report = { 0 };
	const char *at = strstr(small, from);
	struct course *course;

	assert_non_null(at);
	buf_add(&text, small, (size_t)(at - small));
	buf_adds(&text, to);
	buf_adds(&text, at + strlen(from));
	course = parse(buf_text(&text));
	assert_true(course_lint(course, &report) >= 1);
	assert_non_null(strstr(buf_text(&report), message));
	course_free(course);
	buf_free(&text);
	buf_free(&report);
}

static void test_the_small_course_has_no_faults(void **state)
{
	struct course *course = parse(small);
	struct buf report = { 0 };

	(void)state;
	assert_int_equal(course_lint(course, &report), 0);
	assert_string_equal(buf_text(&report), "");
	course_free(course);
	buf_free(&report);
}

static void test_missing_parts_are_named(void **state)
{
	(void)state;
	expect_fault("**Goal.** ", "", "lesson 3 does not begin with **Goal.**");
	expect_fault("> **Predict.** Which?\n>\n> - a) this\n> - b) that\n", "",
	             "lesson 3 asks for no prediction");
	expect_fault("<details><summary>Answer</summary>\n\n**b.** That.\n</details>\n", "",
	             "1 question and 0 answers");
	expect_fault("**b.** That", "**c.** That",
	             "line 27: the answer must begin with one of the choices ab in bold");
	expect_fault("> - a) this\n> - b) that\n", "", "the answer must begin with a number in bold");
	expect_fault("<details><summary>Hint 2</summary>\n\nTwo.\n</details>\n", "",
	             "lesson 3 has 2 hints, it must have 3");
	expect_fault("conclab> run channel mode=self cap=3\n", "conclab> show\n",
	             "no solution that runs a pattern");
	expect_fault("<!-- conclab: check", "<!-- check", "lesson 3 has 0 checks");
	expect_fault("## Lesson 3: Seats", "## Side quest tee: x\n## Lesson 3: Seats", "lesson 3 stands after lesson tee");
	expect_fault("## Lesson 3: Seats", "## Lesson 4: x\n## Lesson 3: Seats",
	             "lesson 3 stands after lesson 4");
	expect_fault("conclab> run channel\nok", "conclab> run channel\n...", "elided: more than 30 %");
}

static void test_patterns_that_do_not_exist_are_named(void **state)
{
	(void)state;
	expect_fault("conclab> run channel\n", "conclab> run chanel cap=1\n",
	             "line 18: there is no pattern 'chanel'");
	expect_fault("conclab> run channel\n", "conclab> use chan\n", "there is no pattern 'chan'");
	expect_fault("conclab> run channel\n", "conclab> repeat 5 run pool jobs=3\n",
	             "there is no pattern 'pool'");
	expect_fault("start: run channel", "start: run chann", "there is no pattern 'chann'");
}

static void test_our_course_is_good(void **state)
{
	static const int numbers[] = { 0, 1, 2, 3, 4, 7, 8, 9 };
	struct buf error = { 0 }, report = { 0 };
	struct course *course = course_load(NULL, &error);

	(void)state;
	if (!course)
		fail_msg("%s", buf_text(&error));
	if (course_lint(course, &report))
		fail_msg("%s", buf_text(&report));
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		assert_non_null(course_lesson(course, numbers[i]));
	course_free(course);
	buf_free(&error);
	buf_free(&report);
}

static bool is_asked_again(const struct lesson *lesson, int number)
{
	for (int i = 0; i < lesson->n_parts; i++)
		if (lesson->parts[i].fold == FOLD_REVIEW && lesson->parts[i].number == number)
			return true;
	return false;
}

/* What `review` asks again is never the same question twice: each prediction has another form. */
static void test_each_prediction_of_our_course_is_asked_again(void **state)
{
	struct buf error = { 0 };
	struct course *course = course_load(NULL, &error);

	(void)state;
	assert_non_null(course);
	for (int i = 0; i < course->n; i++) {
		const struct lesson *lesson = &course->lessons[i];
		const struct part *question;

		for (int j = 0; (question = lesson_question(lesson, j)) != NULL; j++)
			if (question->kind == PART_PREDICT && !is_asked_again(lesson, j + 1))
				fail_msg("lesson %s: prediction %d has no review", lesson->name, j + 1);
	}
	course_free(course);
	buf_free(&error);
}

/* Whoever always says the same letter is right about once in three times. */
static void test_no_letter_of_our_course_is_right_more_often(void **state)
{
	struct buf error = { 0 };
	struct course *course = course_load(NULL, &error);
	int right[128] = { 0 }, n = 0;

	(void)state;
	assert_non_null(course);
	for (int i = 0; i < course->n; i++)
		for (int j = 0; j < course->lessons[i].n_parts; j++) {
			const char *expected = course->lessons[i].parts[j].kind == PART_PROSE ? course->lessons[i].parts[j].expected : NULL;

			if (expected && expected[0] >= 'a' && expected[0] <= 'z' && !expected[1]) {
				right[(int)expected[0]]++;
				n++;
			}
		}
	assert_true(n > 100);
	for (char letter = 'a'; letter <= 'c'; letter++)
		if (right[(int)letter] < n / 4 || right[(int)letter] > n * 2 / 5)
			fail_msg("%c is right in %d of %d questions", letter, right[(int)letter], n);
	course_free(course);
	buf_free(&error);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_letter_of_our_course_is_right_more_often),
		cmocka_unit_test(test_lessons_are_found_by_number),
		cmocka_unit_test(test_side_quests_are_found_by_name),
		cmocka_unit_test(test_parts_stand_in_order),
		cmocka_unit_test(test_the_lesson_stops_where_the_learner_acts),
		cmocka_unit_test(test_an_explanation_is_a_portion_of_its_own),
		cmocka_unit_test(test_a_bare_heading_is_no_stop),
		cmocka_unit_test(test_check_and_reference_are_read),
		cmocka_unit_test(test_questions_and_answers),
		cmocka_unit_test(test_answers_are_read_as_people_type_them),
		cmocka_unit_test(test_directives_belong_to_the_next_block),
		cmocka_unit_test(test_other_fences_are_prose),
		cmocka_unit_test(test_windows_line_ends_are_read),
		cmocka_unit_test(test_what_never_ends_is_named_with_its_line),
		cmocka_unit_test(test_what_a_page_takes_for_something_else_is_named),
		cmocka_unit_test(test_markdown_is_read_as_a_page_shows_it),
		cmocka_unit_test(test_what_is_unknown_is_named),
		cmocka_unit_test(test_junk_is_survived),
		cmocka_unit_test(test_a_huge_line_is_survived),
		cmocka_unit_test(test_a_missing_file_is_a_sentence),
		cmocka_unit_test(test_the_small_course_has_no_faults),
		cmocka_unit_test(test_missing_parts_are_named),
		cmocka_unit_test(test_patterns_that_do_not_exist_are_named),
		cmocka_unit_test(test_our_course_is_good),
		cmocka_unit_test(test_each_prediction_of_our_course_is_asked_again),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
