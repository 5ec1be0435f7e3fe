/*
 * program.h - the built program, run as a person or a script runs it.
 */
#ifndef TESTS_PROGRAM_H
#define TESTS_PROGRAM_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/base/buf.h"

/* A child that is still there after so long has hung. It says nothing about speed: what is waited for takes moments. */
enum { HUNG_SECONDS = 900 };

/* $CONCLAB, else the program of the build folder $O, else ./conclab. */
static inline const char *program_path(void)
{
	static char path[400];

	if (getenv("CONCLAB"))
		return getenv("CONCLAB");
	if (!getenv("O"))
		return "./conclab";
	snprintf(path, sizeof path, "%s/conclab", getenv("O"));
	return path;
}

/* What came of it. */
struct outcome {
	int  status;            /* exit status; 256 + signal when it died of one */
	char *out, *err;        /* owned */
};

static inline char *take_file(FILE *file)
{
	struct buf text = { 0 };
	int c;

	rewind(file);
	while ((c = getc(file)) != EOF)
		buf_addc(&text, (char)c);
	fclose(file);
	return buf_take(&text);
}

/* In the child: an environment of which nothing is left to chance. `home` may be NULL. */
static inline void program_environment(const char *home)
{
	unsetenv("XDG_STATE_HOME");
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("COLUMNS");
	unsetenv("CONCLAB_SET");
	unsetenv("NO_COLOR");
	unsetenv("CLICOLOR_FORCE");
	unsetenv("INPUTRC");
	unsetenv("INSIDE_EMACS");
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("HOME", home ? home : "/dev/null", 1);       /* where nothing can be made */
}

/*
 * Run a shell command in which "$C" is the program, with `input` on its standard input; a signal that is not `input`'s
 * business ends it when it has hung.
 */
static inline struct outcome shell(const char *command, const char *input, size_t length)
{
	FILE *in = tmpfile(), *out = tmpfile(), *err = tmpfile();
	struct outcome outcome;
	pid_t child;
	int status;

	fwrite(input, 1, length, in);
	rewind(in);
	child = fork();
	if (child == 0) {
		program_environment(NULL);
		setenv("C", program_path(), 1);
		dup2(fileno(in), STDIN_FILENO);
		dup2(fileno(out), STDOUT_FILENO);
		dup2(fileno(err), STDERR_FILENO);
		signal(SIGPIPE, SIG_DFL);
		alarm(HUNG_SECONDS);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	waitpid(child, &status, 0);
	outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
	fclose(in);
	outcome.out = take_file(out);
	outcome.err = take_file(err);
	return outcome;
}

static inline void outcome_free(struct outcome *outcome)
{
	free(outcome->out);
	free(outcome->err);
}

#endif
