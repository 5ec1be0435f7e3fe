/* test_lecture_keys.c - a lecture given on a terminal: on, back, quit, ^C, a window of another size. See on_terminal.h. */
#define _XOPEN_SOURCE 700       /* posix_openpt() */

#include "tests/check_text.h"
#include "tests/lecture_given.h"

static void test_on_back_and_on_again(void **state)
{
	struct terminal t;
	size_t from;

	(void)state;
	present(&t, three, "xterm");
	await(&t, " One ");
	await(&t, "first words");
	await(&t, "run channel log=0\033[0m");
	await(&t, "[1/5] Space: run it   q: leave   : a command");
	lacks_so_far(&t, 0, "2 tasks");
	type(&t, " ");
	await(&t, "2 tasks");
	await(&t, "show history");
	await(&t, "[2/5] Space: run it   Left: back   q: leave");
	type(&t, "\r");
	await(&t, "#1");
	await(&t, "[3/5] Space: on");
	from = t.from;
	type(&t, "\033[D");                     /* before `show history`: what it said is gone, the run's answer is there */
	await(&t, " One ");
	await(&t, "2 tasks");
	await(&t, "[2/5] Space: on");
	lacks_so_far(&t, from, "#1");
	from = t.from;
	type(&t, "\x7f");
	await(&t, "[1/5] Space: on");
	lacks_so_far(&t, from, "2 tasks");
	type(&t, "\x7f");                       /* there is nothing before it */
	await(&t, "[1/5] Space: on");
	type(&t, "\033[C");
	await(&t, "2 tasks");
	await(&t, "[2/5]");
	type(&t, "\033[6~");
	await(&t, "#1");
	await(&t, "[3/5]");
	type(&t, " ");
	await(&t, " Two ");
	await(&t, "[4/5] Space: run it");
	from = t.from;
	type(&t, "\033[5~");
	await(&t, " One ");
	await(&t, "#1");
	await(&t, "[3/5]");
	lacks_so_far(&t, from, " Two ");
	type(&t, " ");
	await(&t, "[4/5] Space: run it");
	from = t.from;
	type(&t, " ");
	await(&t, "#1");
	await(&t, "[5/5] the end");
	lacks_so_far(&t, from, "#2");           /* all was executed once */
	type(&t, " \033[C?");                  /* one too many does not leave it */
	await(&t, "q leaves, ^C stops a run");
	type(&t, "\r");
	assert_int_equal(leave(&t), 0);
}

static void test_it_can_be_left(void **state)
{
	struct terminal t;

	(void)state;
	present(&t, three, "xterm");
	await(&t, "[1/5]");
	type(&t, "?");
	await(&t, "q leaves, ^C stops a run");
	type(&t, "\x03");
	await(&t, "^C stops a run; q leaves the lecture");
	type(&t, "q");
	assert_int_equal(leave(&t), 0);
	present(&t, "run channel mode=self log=0\nshow history\n", "xterm");
	await(&t, "[1/3]");
	type(&t, " ");
	await(&t, "[2/3]");
	type(&t, "\x04");
	assert_int_equal(leave(&t), 1);         /* so far it had a finding that nobody expected */
}

/* ^C comes as a signal while something runs, and as a key else. */
static void test_interrupt_stops_a_run_and_not_the_lecture(void **state)
{
	struct terminal t;

	skip_without_signals();
	(void)state;
	present(&t, "# ## Long\nrun worker-pool pace=10000\nshow history\n", "xterm");
	await(&t, "[1/3]");
	type(&t, " ");
	await(&t, " ms ");
	type(&t, "\x03");
	await(&t, "interrupted");
	await(&t, "[2/3] Space: run it");
	type(&t, "\033[D");
	await(&t, "[1/3] Space: on");
	type(&t, " ");
	await(&t, "interrupted");
	await(&t, "[2/3] Space: run it");
	type(&t, " ");
	await(&t, "#1");
	await(&t, "[3/3]");
	type(&t, "q");
	assert_int_equal(leave(&t), 0);
}

/* A mistake is seen, and the one who gives the lecture goes on. */
static void test_a_mistake_does_not_end_it(void **state)
{
	struct terminal t;

	(void)state;
	present(&t, "hlep\nexpect verdict == ok\nshow version\n", "xterm");
	await(&t, "[1/3]");
	type(&t, " ");
	await(&t, "there is no command 'hlep'");
	await(&t, "[2/3]");
	type(&t, " ");
	await(&t, "conclab ");
	await(&t, "[3/3]");
	type(&t, "q");
	assert_int_equal(leave(&t), 2);
}

static void test_a_window_of_another_size(void **state)
{
	struct terminal t;
	size_t from;

	skip_without_signals();
	(void)state;
	present(&t, "# ## A caption that is wider than that\necho and words that are as wide\nrun channel log=0\n", "xterm");
	await(&t, "A caption that is wider than that");
	await(&t, "[1/2]");
	set_size(t.master, 24);
	await(&t, " A caption that is ");
	await(&t, " wider than that ");
	await(&t, "run channel\r\n         log=0");
	from = t.from;
	await(&t, "[1/2] Space: run it");
	type(&t, "x");
	await(&t, "[1/2] Space on");
	lacks_so_far(&t, from, "run it ");         /* a key that does not go into the line is left out, and not cut */
	type(&t, "q");
	assert_int_equal(leave(&t), 0);
}

static void test_pauses(void **state)
{
	struct terminal t;

	(void)state;
	present(&t, "echo one\npause 0\necho two\npause\necho three\n", "xterm");
	await(&t, "one");
	await(&t, "two");                       /* its time is over */
	await(&t, "[2/3] Space: on");
	lacks_so_far(&t, 0, "three");
	type(&t, " ");
	await(&t, "three");
	await(&t, "[3/3]");
	type(&t, "\033[D");                     /* shown again, no time is over */
	await(&t, "[2/3]");
	type(&t, "\033[D");
	await(&t, "[1/3]");
	type(&t, "q");
	assert_int_equal(leave(&t), 0);
}

static void test_a_pause_in_a_script(void **state)
{
	struct terminal t;

	(void)state;
	start(&t);
	at_prompt(&t, "pause\r");
	await(&t, "(any key goes on)");
	type(&t, "x");
	at_prompt(&t, "pause 0\r");
	at_prompt(&t, "pause\r");
	await(&t, "(any key goes on)");
	type(&t, "\x03");
	at_prompt(&t, "quit\r");
	assert_int_equal(finish(&t), 0);
}

/* The prompt is there again when a lecture is over, with what has run in it. */
static void test_a_lecture_from_the_prompt(void **state)
{
	struct terminal t;

	(void)state;
	start(&t);
	at_prompt(&t, "present deadlock\r");
	await(&t, "[1/");
	type(&t, " ");
	await(&t, "[2/");
	type(&t, " ");
	await(&t, "20 steps");
	await(&t, "[3/");
	type(&t, "q");
	at_prompt(&t, "show history\r");
	await(&t, "lock-order");
	at_prompt(&t, "quit\r");
	assert_int_equal(finish(&t), 0);
}

static void test_a_dumb_terminal_gets_no_codes(void **state)
{
	struct terminal t;

	(void)state;
	present(&t, three, "dumb");
	await(&t, "|   ");
	await(&t, "[1/5] Space: run it");
	type(&t, " ");
	await(&t, "2 tasks");
	await(&t, "[2/5]");
	type(&t, "b");
	await(&t, "[1/5] Space: on");
	type(&t, "n");
	await(&t, "2 tasks");
	await(&t, "[2/5]");
	for (size_t i = 0; i < t.seen.length; i++)
		assert_true((unsigned char)t.seen.text[i] < 0x80 && t.seen.text[i] != '\033');
	type(&t, "q");
	assert_int_equal(leave(&t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_on_back_and_on_again),
		cmocka_unit_test(test_it_can_be_left),
		cmocka_unit_test(test_interrupt_stops_a_run_and_not_the_lecture),
		cmocka_unit_test(test_a_mistake_does_not_end_it),
		cmocka_unit_test(test_a_window_of_another_size),
		cmocka_unit_test(test_pauses),
		cmocka_unit_test(test_a_pause_in_a_script),
		cmocka_unit_test(test_a_lecture_from_the_prompt),
		cmocka_unit_test(test_a_dumb_terminal_gets_no_codes),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
