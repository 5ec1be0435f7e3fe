/*
 * on_terminal.h - the program on a terminal: a pseudo-terminal with the program on one end and a test on the other.
 *
 * Nothing here sleeps: a key is sent when what it answers to has been seen, and what is not seen for very long will
 * not come.
 */
#ifndef TESTS_ON_TERMINAL_H
#define TESTS_ON_TERMINAL_H

/* posix_openpt() is of _XOPEN_SOURCE 700, which has to come before any header. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/program.h"
#include "tests/sanitized.h"

struct terminal {
	int        master;
	pid_t leader; /* of the session; it waits for the program, and starts it again when it stops */
	struct buf seen;                /* everything the program has written */
	size_t     from;                /* what await() has not dealt with yet */
	char       home[64];
	char *const *arguments;         /* of the program, its name the first; NULL: none */
};

static inline void set_size(int terminal, int columns)
{
	struct winsize size = { .ws_row = 60, .ws_col = (unsigned short)columns };

	ioctl(terminal, TIOCSWINSZ, &size);
}

/* The session leader: as a shell would, it gives the terminal to the program, and wakes it when ^Z has
 * stopped it. */
static inline void lead(char *const *arguments)
{
	static char *const alone[] = { "conclab", NULL };
	pid_t program;
	int status;

	program = fork();
	if (program == 0) {
		setpgid(0, 0);
		signal(SIGTTOU, SIG_IGN);
		tcsetpgrp(STDIN_FILENO, getpid());
		signal(SIGTTOU, SIG_DFL);
		execv(program_path(), arguments ? arguments : alone);
		_exit(127);
	}
	while (waitpid(program, &status, WUNTRACED) == program && WIFSTOPPED(status)) {
		(void)!write(STDOUT_FILENO, "STOPPED\n", 8);
		kill(program, SIGCONT);
	}
	_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

static inline int open_pair(char *name, size_t room)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);

	if (master < 0 || grantpt(master) || unlockpt(master) || !ptsname(master))
		return -1;
	snprintf(name, room, "%s", ptsname(master));
	set_size(master, 80);
	return master;
}

static inline void child(const struct terminal *t, const char *slave, const char *term)
{
	int file;

	setsid();
	file = open(slave, O_RDWR);
#ifdef TIOCSCTTY
	ioctl(file, TIOCSCTTY, 0);
#endif
	dup2(file, STDIN_FILENO);
	dup2(file, STDOUT_FILENO);
	dup2(file, STDERR_FILENO);
	close(t->master);
	program_environment(t->home);
	setenv("TERM", term, 1);
	if (getenv("CONCLAB_TEST_STATE"))
		setenv("XDG_STATE_HOME", getenv("CONCLAB_TEST_STATE"), 1);
	setenv("CONCLAB_PAGER", "echo PAGED; cat", 1);
	alarm(HUNG_SECONDS);
	lead(t->arguments);
}

/* Write the init file. */
static inline void write_init(const char *home, const char *text)
{
	char path[200];
	FILE *file;

	snprintf(path, sizeof path, "%s/.config", home);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/.config/conclab", home);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/.config/conclab/init", home);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* Start the program with a home of its own, and these arguments. Skips the test where there are no pseudo-terminals. */
static inline void start_as(struct terminal *t, const char *term, const char *init, char *const *arguments)
{
	char slave[100];

	memset(t, 0, sizeof *t);
	t->arguments = arguments;
	t->master = open_pair(slave, sizeof slave);
	if (t->master < 0) {
		print_message("there are no pseudo-terminals here\n");
		skip();
	}
	snprintf(t->home, sizeof t->home, "/tmp/conclab-home-XXXXXX");
	assert_non_null(mkdtemp(t->home));
	write_init(t->home, init);
	t->leader = fork();
	if (t->leader == 0)
		child(t, slave, term);
}

static inline void start_with(struct terminal *t, const char *term, const char *init)
{
	start_as(t, term, init, NULL);
}

static inline void start(struct terminal *t)
{
	start_with(t, "xterm", "");
}

/* Read what there is, waiting until `until`. False at the end of the time or of the program. */
static inline bool listen_until(struct terminal *t, const struct timespec *until)
{
	struct timespec now;
	struct timeval left;
	char block[4096];
	fd_set set;
	ssize_t n;

	clock_gettime(CLOCK_MONOTONIC, &now);
	left.tv_sec = until->tv_sec - now.tv_sec;
	left.tv_usec = 0;
	FD_ZERO(&set);
	FD_SET(t->master, &set);
	if (left.tv_sec <= 0 || select(t->master + 1, &set, NULL, NULL, &left) <= 0)
		return false;
	n = read(t->master, block, sizeof block);
	if (n > 0)
		buf_add(&t->seen, block, (size_t)n);
	return n > 0;
}

/* Wait until the program has written `text`, after what was awaited before. Fails when it does not come. */
static inline void await(struct terminal *t, const char *text)
{
	struct timespec until;
	const char *found;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += HUNG_SECONDS;
	while (!(found = strstr(buf_text(&t->seen) + t->from, text)))
		if (!listen_until(t, &until)) {
			print_error("\"%s\" did not come after:\n%s\n", text, buf_text(&t->seen) + t->from);
			fail();
		}
	t->from = (size_t)(found - buf_text(&t->seen)) + strlen(text);
}

static inline void type(struct terminal *t, const char *keys)
{
	assert_int_equal(write(t->master, keys, strlen(keys)), (ssize_t)strlen(keys));
}

/* Type when the prompt is there. */
static inline void at_prompt(struct terminal *t, const char *keys)
{
	await(t, "conclab> ");
	type(t, keys);
}

static inline void remove_home(const struct terminal *t)
{
	char command[200];

	snprintf(command, sizeof command, "rm -rf '%s'", t->home);
	assert_int_equal(system(command), 0);
}

/* Wait for the end; returns the program's status. */
static inline int finish(struct terminal *t)
{
	struct timespec until;
	int status;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += HUNG_SECONDS;
	while (listen_until(t, &until))
		;
	waitpid(t->leader, &status, 0);
	close(t->master);
	buf_free(&t->seen);
	remove_home(t);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* ThreadSanitizer puts signals off that come while the program waits in pselect(): it would never hear of them. */
static inline void skip_without_signals(void)
{
	if (THREAD_SANITIZED)
		skip();
}

#endif
