/*
 * test_lesson_heard.c - what is typed in a lesson is taken for what it was meant: an empty line and a number while a run is
 * stepped, an empty line after something else, a command that names no pattern, keys that came before there was a question.
 */
#define _XOPEN_SOURCE 700       /* posix_openpt() */

#include "cmd/session/guest.h"
#include "tests/capture.h"
#include "tests/kept_folder.h"
#include "tests/on_terminal.h"

static const char course[] =
	"# Course\n\n"
	"## Lesson 1: Seats\n\n"
	"> **Predict.** Ok?\n>\n> - a) yes\n> - b) no\n\n"
	"```conclab\nconclab> run channel mode=self sends=1 log=0\n...\n```\n\n"
	"> **Predict.** How many?\n\n"
	"```conclab\nconclab> run channel mode=self cap=1 sends=1 log=0\n...\n```\n\n"
	"Read.\n\n"
	"### Modify\nReach ok.\n\n"
	"<!-- conclab: check\nstart: run channel mode=self sends=2\ngoal: ok\nkeep: mode=self\nprove: explore\n-->\n"
	"<details><summary>Hint 1</summary>\n\nFirst hint.\n\n</details>\n"
	"<details><summary>Solution</summary>\n\nRoom.\n\n"
	"```conclab\nconclab> run channel mode=self sends=2 cap=2 log=0\n...\n```\n\n</details>\n\n"
	"### Make\nOpen end.\n";

static void begin(struct capture *c)
{
	char line[200];

	capture_open(c);
	write_file("L.md", course);
	snprintf(line, sizeof line, "lesson 1 again lessons=%s", path_of("L.md"));
	c->session->interactive = true;
	c->session->look.width = 300;
	say(c, line);
}

/* Type a line; what is said has these words. */
static void expect(struct capture *c, const char *line, const char *words)
{
	say(c, line);
	if (!strstr(c->text, words))
		fail_msg("after `%s` \"%s\" is not in:\n%s", line, words, c->text);
}

static void expect_not(struct capture *c, const char *line, const char *words)
{
	say(c, line);
	if (strstr(c->text, words))
		fail_msg("after `%s` \"%s\" is in:\n%s", line, words, c->text);
}

static void expect_prompt(const struct capture *c, const char *prompt, const char *offered)
{
	struct buf text = { 0 };

	session_prompt(c->session, &text);
	assert_string_equal(buf_text(&text), prompt);
	assert_string_equal(guest_prefill(c->session) ? guest_prefill(c->session) : "", offered);
	buf_free(&text);
}

/* ---- Stepping ---- */

/* Enter takes the step as long as there is one, and the lesson's command is not offered where it would not be run. */
static void test_enter_is_a_step_while_a_run_is_stepped(void **state)
{
	struct capture c;

	(void)state;
	begin(&c);
	say(&c, "skip");
	expect_prompt(&c, "conclab(lesson 1)> ", "run channel mode=self sends=1 log=0");
	expect(&c, "step mutex lock=none loops=1", "(You step a run: Enter takes the step marked `>`. `quit` leaves it, and Enter "
	       "goes on with the lesson then.)");
	expect_prompt(&c, "conclab(mutex:0)> ", "");
	expect(&c, "", "mutex, step 1, ");
	expect_not(&c, "", "You step a run");
	expect_prompt(&c, "conclab(mutex:2)> ", "");
	expect(&c, "help", "takes the step marked >");
	expect(&c, "quit", "(The lesson goes on with `run channel mode=self sends=1 log=0`; Enter runs it.)");
	expect_prompt(&c, "conclab(lesson 1)> ", "run channel mode=self sends=1 log=0");
	expect(&c, "", "How many?");
	capture_close(&c);
}

/* At its end there is no step: the lesson goes on. */
static void test_enter_goes_on_when_the_run_is_over(void **state)
{
	struct capture c;

	(void)state;
	begin(&c);
	say(&c, "skip");
	say(&c, "step channel mode=self cap=1 sends=1");
	for (int i = 0; i < 20 && !strstr(c.text, "The lesson goes on with"); i++)
		say(&c, "");
	assert_non_null(strstr(c.text, "The lesson goes on with"));
	assert_string_equal(guest_prefill(c.session), "run channel mode=self sends=1 log=0");
	expect(&c, "", "How many?");
	capture_close(&c);
}

/* A question can be answered meanwhile; then Enter is still the run's. */
static void test_a_question_is_answered_while_a_run_is_stepped(void **state)
{
	struct capture c;

	(void)state;
	begin(&c);
	expect(&c, "step mutex lock=none loops=1", "The question can be answered meanwhile.");
	expect(&c, "b", "Noted: b.");
	assert_non_null(strstr(c.text, "(You step a run: Enter takes the step marked `>`."));
	expect_prompt(&c, "conclab(mutex:0)> ", "");
	expect(&c, "", "mutex, step 1, ");
	capture_close(&c);
}

/* What the lesson steps itself, its own commands go on with. */
static void test_the_lessons_own_steps_are_its_own(void **state)
{
	struct capture c;
	char line[200];

	(void)state;
	capture_open(&c);
	c.session->interactive = true;
	write_file("S.md", "## Lesson 1: S\n\nSteps.\n\n```conclab\nconclab> step mutex lock=none loops=1\n...\nconclab> step t2\n"
	                   "...\n```\n\nDone.\n");
	snprintf(line, sizeof line, "lesson 1 again lessons=%s", path_of("S.md"));
	say(&c, line);
	say(&c, "");
	expect_prompt(&c, "conclab(mutex:0)> ", "step t2");
	expect(&c, "", "mutex, step 1, ");
	assert_null(strstr(c.text, "You step a run"));
	assert_non_null(strstr(c.text, "Done."));
	capture_close(&c);
}

static void test_a_number_alone_is_an_answer_and_no_step(void **state)
{
	struct capture c;

	(void)state;
	begin(&c);
	say(&c, "step mutex lock=none loops=1");
	expect(&c, "2", "A number alone is no step here: `t1` lets the task t1 move, `step 2` goes so many steps. The question wants a or b");
	expect_prompt(&c, "conclab(mutex:0)> ", "");
	say(&c, "b");
	say(&c, "next");
	assert_non_null(strstr(c.text, "How many?"));
	say(&c, "step mutex lock=none loops=1");
	expect(&c, "5", "Noted: 5.");
	expect(&c, "3", "The question is answered: you said 5. A number alone is no step here: `t1` lets the task t1 move");
	expect_prompt(&c, "conclab(mutex:0)> ", "");
	expect(&c, "step 3", "mutex, step 3, ");
	expect(&c, "t2", "mutex, step 4, ");
	say(&c, "quit");
	expect(&c, "4", "The question is answered: you said 5. `lesson back` returns to the question.");
	expect(&c, "lesson back", "How many?");
	say(&c, "skip");
	expect(&c, "4", "The question is behind you. `lesson back`");
	say(&c, "");
	assert_non_null(strstr(c.text, "Read."));
	expect(&c, "4", "there is no command '4'");
	capture_close(&c);
}

/* ---- An empty line, and what names no pattern ---- */

static void test_only_twice_in_a_row_is_twice(void **state)
{
	struct capture c;

	(void)state;
	begin(&c);
	expect(&c, "", "or Enter twice");
	expect(&c, "xyz", "neither an answer nor a command");
	expect(&c, "", "or Enter twice");
	expect(&c, "show version", "conclab");
	expect(&c, "", "or Enter twice");
	expect(&c, "", "(Skipped.)");
	capture_close(&c);
}

static void test_a_bare_command_is_about_the_lessons_pattern(void **state)
{
	struct capture c;
	char line[200];

	(void)state;
	capture_open(&c);
	write_file("L.md", course);
	say(&c, "run tasks log=0");
	snprintf(line, sizeof line, "lesson 1 again lessons=%s", path_of("L.md"));
	say(&c, line);
	expect(&c, "run log=0", "values");              /* a channel */
	say(&c, "run mutex log=0");
	expect(&c, "run log=0", "counter");             /* what the learner runs is what the learner means */
	capture_close(&c);
}

/* Where lines are to be put in order, what is neither an order nor a command is told what is wanted. */
static void test_words_where_an_order_is_wanted(void **state)
{
	static const char orders[] =
		"## Lesson 1: O\n\n```c order\n1   lock();\n2   use();\n3   unlock();\n```\n\n"
		"<!-- conclab: order\nprogram: lessons/order_forks.c\ngoal: ok\nwrong: 1 3 2 = broken\n-->\n\n> **Order.** Which?\n\n"
		"<details><summary>Answer</summary>\n\n**1 2 3.** So.\n\n- 1 3 2: no.\n\n</details>\n";
	static const char *const neither[] = { "yes", "deadlock", "first lock", "four", "d" };
	struct capture c;
	char line[200];

	(void)state;
	capture_open(&c);
	c.session->interactive = true;
	c.session->look.width = 300;
	write_file("O.md", orders);
	snprintf(line, sizeof line, "lesson 1 again lessons=%s", path_of("O.md"));
	expect(&c, line, "type an order");
	for (size_t i = 0; i < sizeof neither / sizeof *neither; i++)
		expect(&c, neither[i], "That is neither an order nor a command. Type the numbers of the lines you want");
	expect(&c, "1 2 9", "An order is made of the lines' numbers, 1 to 3");
	expect(&c, "show version", "conclab");
	expect(&c, "what is a lock", "lock - ");
	capture_close(&c);
}

/* Several orders can be right: the one that is told then is no correction. */
static void test_another_right_order_is_not_corrected(void **state)
{
	static const char orders[] =
		"## Lesson 1: O\n\n```c order\n1   pthread_mutex_lock(&right);\n2   pthread_mutex_lock(&left);\n3   rice--, fish--;\n"
		"4   pthread_mutex_unlock(&left);\n5   pthread_mutex_unlock(&right);\n```\n\n"
		"<!-- conclab: order\nprogram: lessons/order_forks.c\ngoal: ok\nwrong: 1 2 3 4 5 = deadlock\n-->\n\n> **Order.** Which?\n\n"
		"<details><summary>Answer</summary>\n\n**2 1 3 5 4.** So.\n\n- 1 2 3 4 5: no.\n\n</details>\n\nDone.\n";
	static const struct { const char *order, *said; } right[] = {
		{ "2 1 3 5 4", "You said 2 1 3 5 4: right.\r\n" },
		{ "2 1 3 4 5", "You said 2 1 3 4 5: right. So is this:\r\n" },
	};

	(void)state;
	skip_without_signals();
	SKIP_SEARCH();
	write_file("O.md", orders);
	for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
		struct terminal t;
		char line[200];

		start(&t);
		snprintf(line, sizeof line, "lesson 1 lessons=%s\r", path_of("O.md"));
		at_prompt(&t, line);
		await(&t, "type an order");
		await(&t, "conclab(lesson 1)> ");
		type(&t, right[i].order);
		type(&t, "\r");
		await(&t, right[i].said);
		await(&t, "conclab(lesson 1)> ");
		type(&t, "\x04");
		at_prompt(&t, "\x04");
		assert_int_equal(finish(&t), 0);
	}
}

/* ---- Keys that came too early ---- */

/* What is typed while the lab proves a solution is no answer to what it says then. */
static void test_what_was_typed_before_the_verdict_is_dropped(void **state)
{
	struct terminal t;
	char line[300];

	(void)state;
	skip_without_signals();
	SKIP_SEARCH();
	write_file("L.md", course);
	start(&t);
	snprintf(line, sizeof line, "lesson 1 lessons=%s\r", path_of("L.md"));
	at_prompt(&t, line);
	for (int i = 1; i <= 5; i++) {
		snprintf(line, sizeof line, "(%d/7) ", i);
		await(&t, line);
		await(&t, "conclab(lesson 1)> ");
		type(&t, i < 5 ? "next\r" : "\r");
	}
	await(&t, "(6/7) your turn");
	await(&t, "conclab(lesson 1)> ");
	type(&t, "run channel mode=self sends=2 cap=2 log=0\r\r\r\r");
	await(&t, "looking at all schedules ...");
	await(&t, "\r\033[K");
	await(&t, "You did it: every schedule ends in ok");
	await(&t, "(7/7) Enter ends the lesson");
	await(&t, "conclab(lesson 1)> ");
	type(&t, "show version\r");
	await(&t, "conclab(lesson 1)> ");
	type(&t, "\x04");
	await(&t, "You have left lesson 1");
	assert_null(strstr(buf_text(&t.seen), "Lesson 1 is done"));
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

/* ---- What is offered ---- */

/* However long it is: what it ends in is what differs from the one before. */
static void test_a_long_command_is_offered_whole(void **state)
{
	static const char command[] = "run channel mode=self sends=1 cap=3 log=0 seed=1234567";
	struct terminal t;
	char text[300];

	(void)state;
	skip_without_signals();
#ifndef HAVE_READLINE
	skip();
#endif
	snprintf(text, sizeof text, "## Lesson 1: L\n\nA.\n\n```conclab\nconclab> %s\n...\n```\n", command);
	write_file("L.md", text);
	start(&t);
	set_size(t.master, 40);
	snprintf(text, sizeof text, "lesson 1 lessons=%s\r", path_of("L.md"));
	at_prompt(&t, text);
	await(&t, "conclab(lesson 1)> ");
	snprintf(text, sizeof text, "\033[2m%s\033[0m\r\033[1A\033[19C", command);
	await(&t, text);
	type(&t, "x");
	await(&t, "\033[J");
	type(&t, "\x15\x04");
	await(&t, "You have left lesson 1");
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_enter_is_a_step_while_a_run_is_stepped),
		TEST(test_enter_goes_on_when_the_run_is_over),
		TEST(test_a_question_is_answered_while_a_run_is_stepped),
		TEST(test_the_lessons_own_steps_are_its_own),
		TEST(test_a_number_alone_is_an_answer_and_no_step),
		TEST(test_only_twice_in_a_row_is_twice),
		TEST(test_a_bare_command_is_about_the_lessons_pattern),
		TEST(test_words_where_an_order_is_wanted),
		TEST(test_another_right_order_is_not_corrected),
		TEST(test_what_was_typed_before_the_verdict_is_dropped),
		TEST(test_a_long_command_is_offered_whole),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
