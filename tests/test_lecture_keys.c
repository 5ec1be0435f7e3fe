/* test_lecture_keys.c - a lecture given on a terminal: on, back, quit, ^C, a window of another size. See on_terminal.h. */
#define _XOPEN_SOURCE 700       /* posix_openpt() */

#include "tests/check_text.h"
#include "tests/on_terminal.h"

static char path[] = "/tmp/conclab-lecture-XXXXXX";

/* Present this script. */
static void present(struct terminal *t, const char *script, const char *term)
{
	char *const arguments[] = { "conclab", "-n", "-f", path, "--present", NULL };
	static char *kept[6];
	FILE *file;
	int descriptor;

	strcpy(path + sizeof path - 7, "XXXXXX");
	descriptor = mkstemp(path);
	assert_true(descriptor >= 0);
	file = fdopen(descriptor, "w");
	fputs(script, file);
	fclose(file);
	memcpy(kept, arguments, sizeof arguments);
	start_as(t, term, "", kept);
}

static int leave(struct terminal *t)
{
	int status = finish(t);

	unlink(path);
	return status;
}

/* What has come since the last await() up to where the next would begin. */
static void lacks_so_far(const struct terminal *t, size_t from, const char *text)
{
	struct buf part = { 0 };

	buf_add(&part, t->seen.text + from, t->from - from);
	check_lacks(buf_text(&part), text);
	buf_free(&part);
}

static const char three[] =
	"# ## One\n"
	"echo first words\n"
	"run channel log=0 expect=ok\n"
	"expect verdict == ok\n"
	"show history\n"
	"# ## Two\n"
	"show history\n";

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
	type(&t, "q");
	assert_int_equal(leave(&t), 0);
	check_lacks(buf_text(&t.seen) + from, "q:");    /* a key that does not go into the line is left out, and not cut */
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
		cmocka_unit_test(test_a_command_in_between),
		cmocka_unit_test(test_what_is_typed_in_between_is_forgotten),
		cmocka_unit_test(test_a_stepped_run_is_where_it_was),
		cmocka_unit_test(test_a_lecture_from_the_prompt),
		cmocka_unit_test(test_a_picture_in_a_lecture),
		cmocka_unit_test(test_back_out_of_a_picture),
		cmocka_unit_test(test_a_dumb_terminal_gets_no_codes),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
