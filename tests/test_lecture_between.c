/* test_lecture_between.c - a lecture in which a picture moves, or something is typed in between, and goes on as if it had not been. */
#define _XOPEN_SOURCE 700       /* posix_openpt() */

#include "tests/check_text.h"
#include "tests/lecture_given.h"

/* Type this behind a colon, and wait for what it says. */
static void type_between(struct terminal *t, const char *line, const char *said)
{
	type(t, ":");
	await(t, "conclab> ");
	type(t, line);
	type(t, "\r");
	await(t, said);
	await(t, "Space: run it");
}

/* A picture within a lecture waits for the first key, obeys a clicker, and lets a command be asked for. */
static void test_a_picture_in_a_lecture(void **state)
{
	static const char script[] = "# ## One\nwatch explore dining seats=2 order=same-handed expect=deadlock\necho behind it\n# ## Two\necho the end of it\n";
	struct terminal t;
	size_t from;

	(void)state;
	present(&t, script, "xterm");
	await(&t, "[1/3] Space: run it");
	type(&t, " ");
	await(&t, "step 0 of 2");
	await(&t, "space goes on");
	from = t.from;
	type(&t, "\033[6~");
	await(&t, "step 1 of 2");
	type(&t, "n");
	await(&t, "step 2 of 2");
	type(&t, "\033[5~");
	await(&t, "step 1 of 2");
	lacks_so_far(&t, from, "step 0 of 2");
	type(&t, ":");
	await(&t, "conclab> ");
	type(&t, "patterns ring\r");
	await(&t, "any key: back to the picture");
	type(&t, ":");
	await(&t, "conclab> ");
	type(&t, "run channel log=0\r");
	await(&t, "2 tasks");
	await(&t, "any key: back to the picture");
	type(&t, " ");
	await(&t, "step 1 of 2");
	type(&t, "\033[6~");
	await(&t, "the end: space");
	type(&t, "\033[6~");
	await(&t, "behind it");
	await(&t, "[2/3]");
	type(&t, " ");
	await(&t, "the end of it");
	await(&t, "[3/3]");                     /* what is typed before that is forgotten */
	from = t.from;
	type(&t, "\033[5~");                   /* what was typed in between has left no trace */
	await(&t, "behind it");
	await(&t, "[2/3]");
	lacks_so_far(&t, from, "2 tasks");
	type(&t, " q");
	assert_int_equal(leave(&t), 0);
}

/* Who goes back before the first step of a picture is at the slide before it, and finds the picture as new when he comes again. */
static void test_back_out_of_a_picture(void **state)
{
	static const char script[] = "# ## One\necho well begun\npause\nwatch explore dining seats=2 order=same-handed expect=deadlock\nexpect verdict == deadlock\n# ## Two\necho the end of it\n";
	struct terminal t;

	(void)state;
	present(&t, script, "xterm");
	await(&t, "[1/4] Space: on");
	type(&t, " ");
	await(&t, "[2/4] Space: run it");
	type(&t, " ");
	await(&t, "step 0 of 2");
	type(&t, "\033[6~");
	await(&t, "step 1 of 2");
	type(&t, "\033[5~");
	await(&t, "step 0 of 2");
	type(&t, "\033[5~");
	await(&t, "well begun");
	await(&t, "[2/4] Space: run it");
	type(&t, "\033[5~");
	await(&t, "[1/4] Space: on");
	type(&t, "\033[6~");
	await(&t, "[2/4] Space: run it");
	type(&t, " ");
	await(&t, "step 0 of 2");
	type(&t, "q");
	await(&t, "[3/4]");
	type(&t, " ");
	await(&t, "the end of it");
	await(&t, "[4/4]");
	type(&t, "\r");
	assert_int_equal(leave(&t), 0);
}

/* Somebody asks: what is typed in between is shown, and neither kept nor judged. */
static void test_a_command_in_between(void **state)
{
	struct terminal t;
	size_t from;

	(void)state;
	present(&t, three, "xterm");
	await(&t, "[1/5]");
	type(&t, ":");
	await(&t, "conclab> ");
	type(&t, "run channel mode=self log=0\r");
	await(&t, "1 task");
	await(&t, "[1/5] Space: run it");
	type(&t, ":");
	await(&t, "conclab> ");
	type(&t, "hlep\r");
	await(&t, "\nthere is no command 'hlep'");
	await(&t, "[1/5] Space: run it");
	type(&t, " ");
	await(&t, "first words");       /* again: what comes answers no line that was typed */
	await(&t, "2 tasks");
	await(&t, "[2/5]");
	from = t.from;
	type(&t, "b");
	await(&t, "[1/5] Space: on");
	lacks_so_far(&t, from, "1 task");
	type(&t, "q");
	assert_int_equal(leave(&t), 0);
}

/* What is typed in between sees what was there, and what else is typed so; the lecture goes on as if none of it had been. */
static void test_what_is_typed_in_between_is_forgotten(void **state)
{
	static const char script[] =
		"run channel log=0 sends=3\n"
		"show history\n"
		"show cap\n"
		"run\n"
		"threads\n";
	struct terminal t;
	size_t from;

	(void)state;
	present(&t, script, "xterm");
	await(&t, "[1/6]");
	type(&t, " ");
	await(&t, "2 tasks");
	await(&t, "[2/6] Space: run it");
	type_between(&t, "explain", "every task came to its end");
	type_between(&t, "set cap=7", "cap = 7");
	type_between(&t, "use tasks", "tasks");
	type_between(&t, "run channel mode=self sends=9", "deadlock");
	type_between(&t, "explain", "main");
	type_between(&t, "show history", "#2");
	from = t.from;
	type(&t, " ");
	await(&t, "#1");
	await(&t, "[3/6] Space: run it");
	lacks_so_far(&t, from, "#2");
	type(&t, " ");
	await(&t, "cap      0");
	await(&t, "[4/6] Space: run it");
	type(&t, " ");
	await(&t, "2 tasks");
	await(&t, "[5/6]");
	type_between(&t, "run tasks", "ok");
	type(&t, " ");
	await(&t, "sender");
	await(&t, "[6/6]");
	type(&t, "q");
	assert_int_equal(leave(&t), 0);
}

/* A run that is stepped in the lecture stands where it stood. */
static void test_a_stepped_run_is_where_it_was(void **state)
{
	struct terminal t;

	(void)state;
	present(&t, "step dining seats=3 order=same-handed\nstep\nstep\nbreak lock\n", "xterm");
	await(&t, "[1/5]");
	type(&t, " ");
	await(&t, "[2/5] Space: run it");
	type(&t, " ");
	await(&t, "philosopher-1 will lock fork-1");
	await(&t, "[3/5] Space: run it");
	type_between(&t, "step 2", "3 steps, by hand");
	type_between(&t, "back 2", "philosopher-1 will lock fork-1");
	type_between(&t, "run channel log=0", "2 tasks");
	type(&t, " ");
	await(&t, "philosopher-2 will lock fork-2");
	await(&t, "[4/5] Space: run it");
	type(&t, "q");
	assert_int_equal(leave(&t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_picture_in_a_lecture),
		cmocka_unit_test(test_back_out_of_a_picture),
		cmocka_unit_test(test_a_command_in_between),
		cmocka_unit_test(test_what_is_typed_in_between_is_forgotten),
		cmocka_unit_test(test_a_stepped_run_is_where_it_was),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
