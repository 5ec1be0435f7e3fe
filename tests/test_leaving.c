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

static void go_to(struct capture *c, const char *what, int stop)
{
	char line[200];

	snprintf(line, sizeof line, "%s lessons=%s", what, path_of("L.md"));
	say(c, line);
	for (int i = 0; i < stop; i++)
		say(c, "lesson next");
}

/* What one is in: what its prompt is, and what is said when it is left. */
struct place {
	const char *prompt, *said;
};

/* Be in these places, the innermost first, and leave them one by one: with each word. */
static void check_leaving(void (*enter)(struct capture *, int stop), int stop, const struct place *places)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct capture c;

		begin(&c);
		enter(&c, stop);
		for (const struct place *place = places; place->prompt; place++) {
			expect_prompt(&c, place->prompt);
			leave(&c, words[i]);
			check_has(c.text, place->said);
			assert_false(c.session->quitting);
		}
		expect_prompt(&c, "conclab> ");
		leave(&c, words[i]);
		assert_true(c.session->quitting);
		capture_close(&c);
	}
}

static void enter_lesson(struct capture *c, int stop)
{
	go_to(c, "lesson 1 again", stop);
}

static void test_a_lesson_is_left_wherever_it_is(void **state)
{
	static const struct place places[] = {
		{ "conclab(lesson 1)> ", "You have left lesson 1; `lesson next lessons=" }, { NULL, NULL },
	};

	(void)state;
	for (int stop = 0; stop < STOPS; stop++)
		check_leaving(enter_lesson, stop, places);
}

static void enter_stepping(struct capture *c, int stop)
{
	enter_lesson(c, stop);
	say(c, "step channel");
}

static void test_a_stepped_run_is_left_before_the_lesson(void **state)
{
	static const struct place places[] = {
		{ "conclab(channel:0)> ", "no longer stepping through channel" },
		{ "conclab(lesson 1)> ", "You have left lesson 1" }, { NULL, NULL },
	};

	(void)state;
	check_leaving(enter_stepping, 2, places);
}

static void enter_review(struct capture *c, int stop)
{
	enter_lesson(c, stop);
	say(c, "a");                    /* not so: it is asked again */
	say(c, "lesson quit");
	go_to(c, "review", 0);
}

static void test_a_review_is_left(void **state)
{
	static const struct place places[] = { { "conclab(review)> ", "You have left the review" }, { NULL, NULL } };

	(void)state;
	check_leaving(enter_review, 0, places);
}

static void enter_challenge(struct capture *c, int stop)
{
	(void)stop;
	say(c, "quiz 40");
	expect_prompt(c, "conclab(quiz 40)> ");
	say(c, "challenge dining order=same-handed seats=2");
}

static void test_a_quiz_and_a_challenge_are_left(void **state)
{
	static const struct place places[] = {
		{ "conclab(dining:0)> ", "no longer stepping through dining" },
		{ "conclab(quiz 40)> ", "is open: `quiz 40`" }, { NULL, NULL },
	};

	(void)state;
	SKIP_SEARCH();
	check_leaving(enter_challenge, 0, places);
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
