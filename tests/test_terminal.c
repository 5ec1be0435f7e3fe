/* test_terminal.c - the prompt on a terminal; see on_terminal.h. */
#define _XOPEN_SOURCE 700       /* posix_openpt() */

#include "cmd/topics.h"
#include "cmd/version.h"
#include "lab/base/text.h"
#include "tests/check_text.h"
#include "tests/on_terminal.h"

static void needs_readline(void)
{
#ifndef HAVE_READLINE
	print_message("this build reads plain lines\n");
	skip();
#endif
}

static void test_prompt_and_end(void **state)
{
	struct terminal t;

	(void)state;
	start(&t);
	await(&t, "threads you can watch");
	at_prompt(&t, "show version\r");
	await(&t, "conclab " CONCLAB_VERSION);
	at_prompt(&t, "patt\r");                /* a person may shorten */
	await(&t, "worker-pool");
	at_prompt(&t, "hlep\r");
	await(&t, "Did you mean 'help'?");
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);        /* mistakes at the prompt are forgiven */
}

static void test_quit_with_a_status(void **state)
{
	struct terminal t;

	(void)state;
	start(&t);
	at_prompt(&t, "quit 5\r");
	assert_int_equal(finish(&t), 5);
}

static void test_completion(void **state)
{
	struct terminal t;

	(void)state;
	needs_readline();
	start(&t);
	at_prompt(&t, "run chan\tlog=0\r");
	await(&t, "ok\033[0m  2 tasks");
	at_prompt(&t, "exp\t");
	await(&t, "expect ");
	await(&t, "check a claim");
	await(&t, "explain");
	await(&t, "say in plain words");
	type(&t, "\x15\x04");
	assert_int_equal(finish(&t), 0);
}

static void test_the_hint_can_be_taken(void **state)
{
	struct terminal t;

	(void)state;
	needs_readline();
	start(&t);
	at_prompt(&t, "run chan");
	await(&t, "\033[2mnel");
	type(&t, "\033[C log=0\r");
	await(&t, "ok\033[0m  2 tasks");
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

static void test_interrupt_clears_the_line(void **state)
{
	struct terminal t;

	skip_without_signals();
	(void)state;
	start(&t);
	at_prompt(&t, "nonsense");
	await(&t, "nonsense");
	type(&t, "\x03");
	at_prompt(&t, "show version\r");
	await(&t, "conclab " CONCLAB_VERSION);
	assert_null(strstr(buf_text(&t.seen), "there is no command"));
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

static void test_interrupt_stops_a_run(void **state)
{
	struct terminal t;

	skip_without_signals();
	(void)state;
	start(&t);
	at_prompt(&t, "run worker-pool pace=10000\r");
	await(&t, " ms ");
	type(&t, "\x03");
	await(&t, "interrupted");
	at_prompt(&t, "run channel log=0\r");
	await(&t, "ok");
	at_prompt(&t, "show history\r");
	await(&t, "#2");
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

static void test_history(void **state)
{
	struct terminal t;
	struct stat facts;
	char path[120];

	(void)state;
	needs_readline();
	start(&t);
	at_prompt(&t, "show version\r");
	await(&t, "conclab " CONCLAB_VERSION);
	at_prompt(&t, " show settings\r");      /* a space in front: not to be kept */
	await(&t, "setting");
	at_prompt(&t, "help keys\r");
	await(&t, "~/.inputrc");
	at_prompt(&t, "show\033[A\r");
	await(&t, "conclab " CONCLAB_VERSION);
	at_prompt(&t, "\x12keys\r");
	await(&t, "~/.inputrc");
	at_prompt(&t, "show version\r");
	await(&t, "conclab " CONCLAB_VERSION);
	await(&t, "conclab> ");
	snprintf(path, sizeof path, "%s/.local/state/conclab/history", t.home);
	assert_int_equal(stat(path, &facts), 0);
	assert_int_equal(facts.st_mode & 0777, 0600);
	assert_int_equal(facts.st_size, strlen("help keys\nshow version\n"));
	type(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

static void test_resize(void **state)
{
	struct terminal t;

	skip_without_signals();
	(void)state;
	start(&t);
	at_prompt(&t, "help\r");
	await(&t, "for example: run worker-pool feed=main jobs=20\r\n");
	await(&t, "conclab> ");
	set_size(t.master, 20);
	type(&t, "help\r");
	await(&t, "for example: run\r\n");
	at_prompt(&t, "hlep\r");
	await(&t, "there is no command\r\n  'hlep'. Did you\r\n  mean 'help'?\r\n");
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

/* A run that is being watched goes on as the window is now. */
static void test_resize_during_a_run(void **state)
{
	struct terminal t;

	skip_without_signals();
	(void)state;
	start(&t);
	at_prompt(&t, "run dining seats=2 meals=1000 pace=100\r");
	await(&t, "line  main");
	set_size(t.master, 24);
	await(&t, "task: what");
	type(&t, "\x03");
	await(&t, "interrupted");
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

/* Write a course with a command to run into the home. */
static void write_course(const struct terminal *t)
{
	char path[100];
	FILE *file;

	snprintf(path, sizeof path, "%s/L.md", t->home);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs("## Lesson 1: One\n\nLook.\n\n```conclab\nconclab> show history\nx\n```\n\nThere.\n", file);
	fclose(file);
}

static void test_a_lesson_offers_its_command(void **state)
{
	struct terminal t;
	char line[200];

	skip_without_signals();
	(void)state;
	needs_readline();
	start(&t);
	write_course(&t);
	snprintf(line, sizeof line, "lesson 1 lessons=%s/L.md\r", t.home);
	at_prompt(&t, line);
	await(&t, "conclab(lesson 1)> ");
	await(&t, "\033[2mshow history\033[0m");
	type(&t, "show version\r");             /* what is typed takes its place */
	await(&t, "conclab " CONCLAB_VERSION);
	await(&t, "\033[2mshow history\033[0m");
	type(&t, "\x03");                       /* ^C leaves it offered */
	await(&t, "^C");
	await(&t, "\033[2mshow history\033[0m");
	type(&t, "\r");
	await(&t, "nothing has run yet");
	await(&t, "There.");
	await(&t, "conclab(lesson 1)> ");
	type(&t, "\x04");                       /* leaves the lesson */
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

static void test_nothing_kept_is_said(void **state)
{
	struct terminal t;

	(void)state;
	setenv("CONCLAB_TEST_STATE", "/dev/null", 1);
	start(&t);
	unsetenv("CONCLAB_TEST_STATE");
	await(&t, "History and progress are not kept: cannot write /dev/null/conclab/history");
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

static void test_paste(void **state)
{
	struct terminal t;

	(void)state;
	needs_readline();
	start(&t);
	at_prompt(&t, "\033[200~conclab> show version\nsome output\nconclab> show history\033[201~\r");
	await(&t, "conclab " CONCLAB_VERSION);
	await(&t, "nothing has run yet");
	assert_null(strstr(buf_text(&t.seen), "there is no command"));
	at_prompt(&t, "\033[200~hlep\nshow version\n\033[201~\r");
	await(&t, "there is no command 'hlep'");
	await(&t, "conclab " CONCLAB_VERSION);
	at_prompt(&t, "\033[200~try: run tasks\n     graph waits\n     threads\033[201~\r");
	await(&t, "these are alternatives; choose one: `run tasks`, `graph waits`, `threads`");
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

static void test_stop_and_go_on(void **state)
{
	struct terminal t;

	skip_without_signals();
	(void)state;
	start(&t);
	at_prompt(&t, "show ver");
	await(&t, "show ver");
	type(&t, "\x1a");
	await(&t, "STOPPED");
#ifdef HAVE_READLINE
	await(&t, "show ver");                  /* the line is as it was */
	type(&t, "sion\r");
#else
	type(&t, "show version\r");             /* the terminal has forgotten it */
#endif
	await(&t, "conclab " CONCLAB_VERSION);
	at_prompt(&t, "run worker-pool pace=10000\r");
	await(&t, " ms ");
	type(&t, "\x1a");
	await(&t, "STOPPED");
	type(&t, "\x03");
	await(&t, "interrupted");
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

static void test_long_answers_go_through_the_pager(void **state)
{
	struct terminal t;

	(void)state;
	start(&t);
	at_prompt(&t, "show code worker-pool\r");
	await(&t, "PAGED");
	await(&t, "#include \"lab/lab.h\"");
	at_prompt(&t, "show version\r");
	await(&t, "conclab " CONCLAB_VERSION);
	assert_null(strstr(buf_text(&t.seen) + t.from - 20, "PAGED"));
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

/* An answer that is a few lines too long is scrolled back to more easily than it is paged through. */
static void test_a_little_more_than_the_screen_is_not_paged(void **state)
{
	int lines = text_lines(topics[0].text);
	struct winsize size = { .ws_row = (unsigned short)((3 * lines + 3) / 4), .ws_col = 80 };
	struct terminal t;
	char line[60];

	(void)state;
	start(&t);
	ioctl(t.master, TIOCSWINSZ, &size);
	snprintf(line, sizeof line, "help %s\r", topics[0].name);
	at_prompt(&t, line);
	await(&t, "conclab> ");
	assert_null(strstr(buf_text(&t.seen), "PAGED"));
	type(&t, "help homework\r");
	await(&t, "PAGED");
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

/* Once a screenful, of which there are two here. */
static void test_the_heads_of_a_log_come_again(void **state)
{
	struct terminal t;

	needs_readline();
	(void)state;
	start(&t);
	at_prompt(&t, "run worker-pool jobs=20 seed=1 log=200\r");
	await(&t, "  ms  main");
	await(&t, "  ms  main");
	await(&t, "5 tasks, 114 events");
	at_prompt(&t, "trace\r");
	await(&t, "PAGED");
	await(&t, "  ms  main");
	await(&t, "  ms  main");
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

/* What is typed ahead is a command, not for the pager. */
static void test_the_pager_takes_no_command(void **state)
{
	struct terminal t;

	needs_readline();
	(void)state;
	start(&t);
	at_prompt(&t, "show code worker-pool\rshow version\r");
	await(&t, "#include \"lab/lab.h\"");
	await(&t, "conclab " CONCLAB_VERSION);
	assert_null(strstr(buf_text(&t.seen), "PAGED"));
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

static void test_a_dumb_terminal_gets_no_codes(void **state)
{
	struct terminal t;

	skip_without_signals();
	(void)state;
	start_with(&t, "dumb", "");
	at_prompt(&t, "run worker-pool feed=main log=5\r");
	await(&t, "deadlock");
	at_prompt(&t, "\x03");
	at_prompt(&t, "show version\r");
	await(&t, "conclab " CONCLAB_VERSION);
	await(&t, "conclab> ");
	for (size_t i = 0; i < t.seen.length; i++)
		assert_true((unsigned char)t.seen.text[i] < 0x80 && t.seen.text[i] != '\033');
	type(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

static void test_the_init_file(void **state)
{
	struct terminal t;

	(void)state;
	start_with(&t, "xterm", "cap=5\nuse channel\nhlep\n");
	await(&t, "init:3: there is no command 'hlep'");
	await(&t, "conclab(channel)> ");
	type(&t, "show cap\r");
	await(&t, "init file");
	await(&t, "conclab(channel)> ");
	type(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

/* A home that goes away, or was never to be written to, is nobody's business. */
static void test_a_home_that_cannot_be_written_to(void **state)
{
	struct terminal t;
	FILE *file;

	(void)state;
	start(&t);
	await(&t, "conclab> ");
	remove_home(&t);
	file = fopen(t.home, "w"); /* now it is a file: nobody, not even root, can make anything in it */
	assert_non_null(file);
	fclose(file);
	type(&t, "show version\r");
	await(&t, "conclab " CONCLAB_VERSION "\r\n");
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

static const char right[] = "\033[C", left[] = "\033[D", home[] = "\033[H", end[] = "\033[F";

/* A run that is stepped from the shell is gone at once: it is said how it stays. */
static void test_a_step_from_the_shell(void **state)
{
	char *const arguments[] = { "conclab", "-n", "step", "dining", "seats=3", NULL };
	struct terminal t;

	(void)state;
	start_as(&t, "xterm", "", arguments);
	await(&t, "to go on from here: conclab -i step dining seats=3\r\n");
	assert_int_equal(finish(&t), 0);
}

/* Nothing moves by itself in this test: the pace is too slow for that. */
static void test_watching(void **state)
{
	struct terminal t;

	(void)state;
	start(&t);
	at_prompt(&t, "run dining seats=3 order=same-handed schedule=\"1 3 2\" log=0\r");
	at_prompt(&t, "watch pace=10000\r");
	await(&t, "\033[?1049h");
	await(&t, "step 0 of 3");
	await(&t, "space stops");
	type(&t, right);
	await(&t, "step 1 of 3");
	await(&t, "philosopher-0 locks fork-0");
	await(&t, "space goes on");
	type(&t, end);
	await(&t, "step 3 of 3");
	await(&t, "a circle");
	type(&t, left);
	await(&t, "step 2 of 3");
	type(&t, "+");
	await(&t, "pace 5000 ms");
	type(&t, "-");
	await(&t, "pace 10000 ms");
	type(&t, home);
	await(&t, "step 0 of 3");
	type(&t, " ");
	await(&t, "space stops");
	type(&t, "q");
	await(&t, "\033[?1049l");
	await(&t, "step 3 of 3");                  /* the last picture stays */
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

static void test_watching_is_resized_and_interrupted(void **state)
{
	struct terminal t;

	skip_without_signals();
	(void)state;
	start(&t);
	at_prompt(&t, "watch pace=10000 run channel seed=1\r");
	await(&t, "step 0 of");
	await(&t, "q leaves");
	set_size(t.master, 40);
	await(&t, "step 0 of");
	await(&t, "space ← → q");
	type(&t, "\x03");
	await(&t, "\033[?1049l");
	at_prompt(&t, "show version\r");
	await(&t, "conclab " CONCLAB_VERSION);
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

/* Larger than the screen: more steps than columns. */
static void test_the_timeline_scrolls(void **state)
{
	struct terminal t;

	(void)state;
	start(&t);
	at_prompt(&t, "run worker-pool jobs=40 seed=1 log=0\r");
	at_prompt(&t, "timeline\r");
	await(&t, "\033[?1049h");
	await(&t, "steps 1..");
	type(&t, "+");                                  /* the middle half of 88 steps */
	await(&t, "steps 23..66 of 88");
	type(&t, home);
	await(&t, "steps 1..44 of 88");
	type(&t, right);
	await(&t, "steps 12..55 of 88");
	type(&t, end);
	await(&t, "steps 45..88 of 88");
	type(&t, "q");
	await(&t, "\033[?1049l");
	at_prompt(&t, "run channel seed=1 log=0\r");
	at_prompt(&t, "timeline\r");                  /* it fits: it is printed */
	await(&t, "step");
	at_prompt(&t, "\x04");
	assert_int_equal(finish(&t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prompt_and_end),
		cmocka_unit_test(test_quit_with_a_status),
		cmocka_unit_test(test_completion),
		cmocka_unit_test(test_the_hint_can_be_taken),
		cmocka_unit_test(test_interrupt_clears_the_line),
		cmocka_unit_test(test_interrupt_stops_a_run),
		cmocka_unit_test(test_history),
		cmocka_unit_test(test_resize),
		cmocka_unit_test(test_resize_during_a_run),
		cmocka_unit_test(test_a_lesson_offers_its_command),
		cmocka_unit_test(test_nothing_kept_is_said),
		cmocka_unit_test(test_paste),
		cmocka_unit_test(test_stop_and_go_on),
		cmocka_unit_test(test_long_answers_go_through_the_pager),
		cmocka_unit_test(test_the_pager_takes_no_command),
		cmocka_unit_test(test_a_little_more_than_the_screen_is_not_paged),
		cmocka_unit_test(test_the_heads_of_a_log_come_again),
		cmocka_unit_test(test_a_dumb_terminal_gets_no_codes),
		cmocka_unit_test(test_the_init_file),
		cmocka_unit_test(test_a_home_that_cannot_be_written_to),
		cmocka_unit_test(test_a_step_from_the_shell),
		cmocka_unit_test(test_watching),
		cmocka_unit_test(test_watching_is_resized_and_interrupted),
		cmocka_unit_test(test_the_timeline_scrolls),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
