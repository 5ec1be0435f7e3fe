/* test_cli_streams.c - what can go wrong around the program: pipes, disks, junk, lines without end, signals. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/version.h"
#include "tests/cli.h"
#include "tests/sanitized.h"

/* Dies of SIGPIPE without a word, whether the reader leaves before the first byte or in the midst of it. */
static void test_a_closed_pipe_ends_in_silence(void **state)
{
	static const char *const commands[] = {
		"$C -c 'repeat 50 patterns worker-pool'", "$C explore dining", "$C --json -c 'repeat 50 run mutex'",
		"$C -q run mutex"
	};
	char command[200];

	(void)state;
	for (int i = 0; i < 4; i++) {
		struct outcome o;

		/* the fifo's reader has opened and left before the program begins */
		snprintf(command, sizeof command, "d=$(mktemp -d); mkfifo $d/p; exec 3<>$d/p 4>$d/p 3>&-; %s >&4; "
		         "echo status $? >&2; rm -r $d", commands[i]);
		o = expect(command, 0);
		assert_string_equal(o.err, "status 141\n");
		outcome_free(&o);
	}
}

static void test_a_full_disk_is_a_sentence(void **state)
{
	(void)state;
	if (access("/dev/full", W_OK))
		skip();
	expect_complaint("$C patterns >/dev/full", 3,
	                 "conclab: cannot write the output: No space left on device");
	expect_complaint("$C --json run channel >/dev/full", 3, "No space left on device");
	expect_complaint("$C -V >/dev/full", 3, "No space left on device");
	expect_complaint("$C -c 'patterns >/dev/full'", 3, "cannot write '/dev/full': No space left on device");
}

static void test_junk_on_stdin(void **state)
{
	char junk[5000];
	unsigned seed = 7;
	struct outcome o;

	(void)state;
	for (size_t i = 0; i < sizeof junk; i++) {
		seed = seed * 1103515245u + 12345u;
		junk[i] = (char)(seed >> 16);
	}
	o = shell("$C", junk, sizeof junk);
	assert_int_equal(o.status, 2);
	check_has(o.err, "stdin:1: ");
	outcome_free(&o);
	o = shell("$C -k", junk, sizeof junk);
	assert_int_equal(o.status & ~3, 0);
	outcome_free(&o);
}

static void test_a_line_of_a_megabyte(void **state)
{
	enum { MEGABYTE = 1 << 20 };
	char *line = malloc(MEGABYTE + 40);
	struct outcome o;
	size_t n;

	(void)state;
	memset(line, 'a', MEGABYTE);
	memcpy(line + MEGABYTE, "\nshow version\n", 15);
	o = shell("$C -k", line, MEGABYTE + 14);
	assert_int_equal(o.status, 2);
	check_has(o.err, "there is no command 'aaaaaaaaaa");
	assert_true(strlen(o.err) < 200);
	assert_string_equal(o.out, "conclab " CONCLAB_VERSION "\n");
	outcome_free(&o);
	n = (size_t)snprintf(line, 40, "run channel cap=");
	memset(line + n, '9', MEGABYTE - n);
	o = shell("$C", line, MEGABYTE);
	assert_int_equal(o.status, 2);
	check_has(o.err, "run: cap must be 0..");
	assert_true(strlen(o.err) < 200);
	outcome_free(&o);
	memset(line, ' ', MEGABYTE);
	for (int i = 0; i < MEGABYTE; i += 2)
		line[i] = 'a';
	o = shell("$C", line, MEGABYTE);
	assert_int_equal(o.status, 2);
	outcome_free(&o);
	free(line);
}

/* What has no end is not read for ever, from wherever lines come; the lines before it are obeyed. */
static void test_a_line_without_end(void **state)
{
	static const char *const sentence = "this line has more than 16 MB and no end: it is not text";
	struct outcome o;

	(void)state;
	expect_complaint("$C -f /dev/zero", 2, "/dev/zero:1: this line has more than 16 MB");
	expect_complaint("$C -k -f /dev/zero", 2, sentence);
	expect_complaint("$C </dev/zero", 2, "stdin:1: this line has more than 16 MB");
	expect_complaint("$C -c 'source /dev/zero'", 2, sentence);
	expect_complaint("$C lesson check lessons=/dev/zero", 2, "cannot read /dev/zero: File too large");
	o = shell("{ echo show version; echo; tr '\\0' a </dev/zero; } | $C", "", 0);
	assert_int_equal(o.status, 2);
	assert_string_equal(o.out, "conclab " CONCLAB_VERSION "\n");
	check_has(o.err, "stdin:3: this line has more than 16 MB");
	outcome_free(&o);
}

/* Send a signal to a slow run once it has shown its first event; what it says goes to `text`. Its wait status. */
static int signal_a_run(int signal_number, char *text, size_t room)
{
	size_t length = 0;
	bool sent = false;
	int ends[2], status;
	ssize_t n;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		program_environment(NULL);
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		close(ends[1]);
		signal(signal_number, SIG_DFL);
		alarm(HUNG_SECONDS);
		execl(program_path(), "conclab", "run", "worker-pool", "pace=10000", (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	while ((n = read(ends[0], text + length, room - 1 - length)) > 0) {
		length += (size_t)n;
		text[length] = '\0';
		if (!sent && strstr(text, " ms "))
			sent = kill(child, signal_number) == 0;
	}
	close(ends[0]);
	waitpid(child, &status, 0);
	assert_true(sent);
	return status;
}

static void test_an_interrupted_run_ends_and_says_so(void **state)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	char text[8000];
	int status;

	(void)state;
	for (int i = 0; i < 3; i++) {
		status = signal_a_run(signals[i], text, sizeof text);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), signals[i]);
		check_has(text, "interrupted  ");
	}
}

/* ^C while a script waits for its next line takes effect at once, whenever it comes. */
static void test_an_interrupt_ends_the_waiting_for_a_line(void **state)
{
	int in[2], out[2], status;
	char text[100];
	pid_t child;

	(void)state;
	if (THREAD_SANITIZED)
		skip();         /* it puts signals off that come during a pselect() */
	for (int i = 0; i < 20; i++) {
		assert_int_equal(pipe(in), 0);
		assert_int_equal(pipe(out), 0);
		child = fork();
		if (child == 0) {
			program_environment(NULL);
			dup2(in[0], STDIN_FILENO);
			dup2(out[1], STDOUT_FILENO);
			close(in[0]), close(in[1]), close(out[0]), close(out[1]);
			signal(SIGINT, SIG_DFL);
			alarm(HUNG_SECONDS);
			execl(program_path(), "conclab", "-c", "show version > /dev/stdout", "-f", "-", (char *)NULL);
			_exit(127);
		}
		close(in[0]);
		close(out[1]);
		assert_true(read(out[0], text, sizeof text) > 0);       /* it is about to wait, or does */
		assert_int_equal(kill(child, SIGINT), 0);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), SIGINT);
		close(in[1]);
		close(out[0]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_closed_pipe_ends_in_silence),
		cmocka_unit_test(test_a_full_disk_is_a_sentence),
		cmocka_unit_test(test_junk_on_stdin),
		cmocka_unit_test(test_a_line_of_a_megabyte),
		cmocka_unit_test(test_a_line_without_end),
		cmocka_unit_test(test_an_interrupted_run_ends_and_says_so),
		cmocka_unit_test(test_an_interrupt_ends_the_waiting_for_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
