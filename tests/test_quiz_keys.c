/*
 * test_quiz_keys.c - the quiz and a challenge on a terminal: right answers, wrong ones, odd ones, ^C, ^D, and what is kept
 * then. See on_terminal.h.
 */
#define _XOPEN_SOURCE 700       /* posix_openpt() */

#include "tests/on_terminal.h"
#include "tests/sanitized.h"

/* What the program has kept in its home; "" for nothing. */
static const char *kept(const struct terminal *t)
{
	static char text[4096];
	char path[200];
	FILE *file;
	size_t n = 0;

	snprintf(path, sizeof path, "%s/.local/state/conclab/progress", t->home);
	file = fopen(path, "r");
	if (file) {
		n = fread(text, 1, sizeof text - 1, file);
		fclose(file);
	}
	text[n] = '\0';
	return text;
}

/* One question, with all that can come between it and its answer. */
static void play_one(int columns)
{
	struct terminal t;

	skip_without_signals();
	start(&t);
	set_size(t.master, columns);
	at_prompt(&t, "set buffer=4 messages=9\r");
	at_prompt(&t, "quiz 40\r");
	await(&t, "Question 40");
	await(&t, "conclab(quiz 40)> ");
	type(&t, "xyzzy\r");
	await(&t, "neither an answer nor a command");
	await(&t, "conclab(quiz 40)> ");
	type(&t, "half a li\x03");
	await(&t, "^C");
	await(&t, "conclab(quiz 40)> ");
	type(&t, "\r");
	await(&t, "The question wants a, b or c");
	await(&t, "conclab(quiz 40)> ");
	type(&t, "run channel log=0\r");
	await(&t, "ok");
	await(&t, "conclab(quiz 40)> ");
	type(&t, "B)\r");
	await(&t, "No.");
	await(&t, "PROVED");
	await(&t, "step last");
	at_prompt(&t, "step last\r");
	await(&t, "conclab(pub-sub:0)> ");
	type(&t, "quit\r");
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

static void test_a_question_is_played(void **state)
{
	(void)state;
	SKIP_SEARCH();
	play_one(80);
	play_one(50);
}

/* ^D leaves the quiz, and then the program; what was answered is kept at once. */
static void test_nothing_is_lost(void **state)
{
	struct terminal t;

	(void)state;
	skip_without_signals();
	start(&t);
	at_prompt(&t, "quiz level=0 seed=5\r");
	await(&t, "(level 0 of 9)");
	await(&t, "> ");
	type(&t, "skip\r");
	await(&t, "Skipped.");
	await(&t, "Enter asks the next one");
	await(&t, "conclab(quiz)> ");
	assert_non_null(strstr(kept(&t), "quiz level=0 asked=1 right=0 row=0\n"));
	type(&t, "\r");
	await(&t, "(level 0 of 9)");
	await(&t, "> ");
	type(&t, "\x04");
	await(&t, "1 question, 0 right.");
	await(&t, "is open: `quiz ");
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

static void test_a_challenge_is_met(void **state)
{
	struct terminal t;

	(void)state;
	skip_without_signals();
	start(&t);
	at_prompt(&t, "challenge dining order=same-handed seats=2\r");
	await(&t, "to a bad end");
	await(&t, "conclab(dining:0)> ");
	type(&t, "t1\r");
	await(&t, "conclab(dining:1)> ");
	type(&t, "back\r");
	await(&t, "conclab(dining:0)> ");
	type(&t, "t2\r");
	await(&t, "conclab(dining:1)> ");
	type(&t, "t1\r");
	await(&t, "deadlock after 2 steps");
	await(&t, "conclab(dining:2)> ");
	assert_non_null(strstr(kept(&t), "challenge deadlock dining seats=2 order=same-handed : steps=2 of=2\n"));
	type(&t, "\x04");
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

/* A script answers one question after another, without a line between. */
static void test_a_script_answers(void **state)
{
	char *const arguments[] = { "conclab", "-c", "quiz level=0 seed=1 n=3", "-c", "b", "-c", "Sometimes.", "-c", "c)", NULL };
	struct terminal t;

	(void)state;
	SKIP_SEARCH();
	start_as(&t, "xterm", "", arguments);
	for (int i = 0; i < 3; i++)
		await(&t, "Question ");
	await(&t, "3 questions, ");
	assert_int_equal(finish(&t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_question_is_played),
		cmocka_unit_test(test_nothing_is_lost),
		cmocka_unit_test(test_a_challenge_is_met),
		cmocka_unit_test(test_a_script_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
