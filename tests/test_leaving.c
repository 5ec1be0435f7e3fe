/*
 * test_leaving.c - `q`, `quit`, `exit` and ^D are one rule: they leave what one is in, one thing at a time, and conclab when
 * one is in nothing.
 */
#include "cmd/session/guest.h"
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/kept_folder.h"
#include "tests/sanitized.h"

static const char course[] =
	"# Course\n\n## Lesson 1: One\n\n**Goal.** One.\n\n> **Predict.** Ok?\n>\n> - a) yes\n> - b) no\n\n"
	"```conclab\nconclab> run channel mode=self sends=1 log=0\n...\n[1]\n```\n\n"
	"<details><summary>Answer</summary>\n\n**b.** It hangs.\n\n</details>\n\n"
	"```conclab\nconclab> run channel log=0\n...\n```\n\n### Modify\nReach ok.\n\n"
	"<!-- conclab: check\nstart: run channel mode=self sends=2\ngoal: ok\nkeep: mode=self sends>=2\nruns: 4\n-->\n\n"
	"### End\n\nEnd.\n";

enum { STOPS = 4 };

/* Each way to say it, ^D last. */
static const char *const words[] = { "q", "quit", "exit", NULL };

static void begin(struct capture *c)
{
	write_file("L.md", course);
	capture_open(c);
	c->session->interactive = true;
	c->session->look.width = 200;
}

/* NULL: ^D, as the prompt takes it. */
static void leave(struct capture *c, const char *word)
{
	if (word) {
		say(c, word);
	} else {
		rewind(c->stream);
		c->session->quitting = !guest_leave_one(c->session);
		fputc('\0', c->stream);
		fflush(c->stream);
	}
}

static void expect_prompt(const struct capture *c, const char *expected)
{
	struct buf prompt = { 0 };

	session_prompt(c->session, &prompt);
	assert_string_equal(buf_text(&prompt), expected);
	buf_free(&prompt);
}

static void expect_left(struct capture *c, const char *word, const char *said)
{
	leave(c, word);
	check_has(c->text, said);
	assert_false(c->session->quitting);
}

static void expect_the_end(struct capture *c, const char *word)
{
	expect_prompt(c, "conclab> ");
	leave(c, word);
	assert_true(c->session->quitting);
}

static void go_to(struct capture *c, const char *what, int stop)
{
	char line[200];

	snprintf(line, sizeof line, "%s lessons=%s", what, path_of("L.md"));
	say(c, line);
	for (int i = 0; i < stop; i++)
		say(c, "lesson next");
}

static void test_a_lesson_is_left_wherever_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (int stop = 0; stop < STOPS; stop++) {
			struct capture c;

			begin(&c);
			go_to(&c, "lesson 1 again", stop);
			expect_prompt(&c, "conclab(lesson 1)> ");
			expect_left(&c, words[i], "You have left lesson 1; `lesson next lessons=");
			expect_the_end(&c, words[i]);
			capture_close(&c);
		}
}

static void test_a_stepped_run_is_left_before_the_lesson(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct capture c;

		begin(&c);
		go_to(&c, "lesson 1 again", 2);
		say(&c, "step channel");
		expect_prompt(&c, "conclab(channel:0)> ");
		expect_left(&c, words[i], "no longer stepping through channel");
		expect_prompt(&c, "conclab(lesson 1)> ");
		expect_left(&c, words[i], "You have left lesson 1");
		expect_the_end(&c, words[i]);
		capture_close(&c);
	}
}

static void test_a_review_is_left(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct capture c;

		begin(&c);
		go_to(&c, "lesson 1 again", 0);
		say(&c, "a");                   /* not so: it is asked again */
		say(&c, "lesson quit");
		go_to(&c, "review", 0);
		expect_prompt(&c, "conclab(review)> ");
		expect_left(&c, words[i], "You have left the review");
		expect_the_end(&c, words[i]);
		capture_close(&c);
	}
}

static void test_a_quiz_and_a_challenge_are_left(void **state)
{
	(void)state;
	if (SANITIZED)
		skip();                 /* searches go over threads there, and take long */
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct capture c;

		begin(&c);
		say(&c, "quiz 40");
		expect_prompt(&c, "conclab(quiz 40)> ");
		say(&c, "challenge dining order=same-handed seats=2");
		expect_prompt(&c, "conclab(dining:0)> ");
		expect_left(&c, words[i], "no longer stepping through dining");
		expect_prompt(&c, "conclab(quiz 40)> ");
		expect_left(&c, words[i], "is open: `quiz 40`");
		expect_the_end(&c, words[i]);
		capture_close(&c);
	}
}

/* A status says that conclab is meant. */
static void test_with_a_status_all_is_left(void **state)
{
	struct capture c;

	(void)state;
	begin(&c);
	go_to(&c, "lesson 1 again", 0);
	say(&c, "quit 3");
	assert_true(c.session->quitting);
	assert_int_equal(c.session->quit_status, 3);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_lesson_is_left_wherever_it_is, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_stepped_run_is_left_before_the_lesson, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_review_is_left, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_quiz_and_a_challenge_are_left, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_with_a_status_all_is_left, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
