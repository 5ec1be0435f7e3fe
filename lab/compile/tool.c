/* tool.c - see tool.h. */
#include "lab/compile/tool.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/base/buf.h"
#include "lab/base/panic.h"

extern char **environ;

static char *copy_of(const char *text)
{
	struct buf copy = { 0 };

	buf_adds(&copy, text);
	return buf_take(&copy);
}

void line_add(struct command_line *line, const char *word)
{
	if (line->n + 1 >= line->room) {
		line->room = line->room ? 2 * line->room : 32;
		line->words = realloc(line->words, (size_t)line->room * sizeof *line->words);
		must(line->words);
	}
	line->words[line->n++] = copy_of(word);
	line->words[line->n] = NULL;
}

void line_add_words(struct command_line *line, const char *text)
{
	struct buf word = { 0 };

	for (text += strspn(text, " \t"); *text; text += strspn(text, " \t")) {
		size_t length = strcspn(text, " \t");

		buf_clear(&word);
		buf_add(&word, text, length);
		line_add(line, buf_text(&word));
		text += length;
	}
	buf_free(&word);
}

void line_free(struct command_line *line)
{
	for (int i = 0; i < line->n; i++)
		free(line->words[i]);
	free(line->words);
	*line = (struct command_line){ .n = 0 };
}

int line_run(struct command_line *line, const char *log)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none;
	pid_t child;
	int error, status = -1;

	must(posix_spawn_file_actions_init(&actions) == 0);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
	sigemptyset(&none);
	must(posix_spawnattr_init(&attributes) == 0);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	error = posix_spawnp(&child, line->words[0], &actions, &attributes, line->words, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	if (error) {
		errno = error;
		return -1;
	}
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

const char *compiler_words(void)
{
	const char *own = getenv("CONCLAB_CC"), *usual = getenv("CC");

	return own && *own ? own : usual && *usual ? usual : "cc";
}
