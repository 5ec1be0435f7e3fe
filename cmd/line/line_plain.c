/* line_plain.c - getline(), for terminals that cannot do more, and builds without readline; see line.h. */
#include "cmd/line/line.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/term/interrupt.h"
#include "cmd/term/terminal.h"

const struct line_editor *line_choose(void)
{
#ifdef HAVE_READLINE
	if (isatty(STDIN_FILENO) && terminal_live(stdout))
		return &line_readline;
#endif
	return &line_plain;
}

static void plain_open(struct session *session)
{
#ifdef HAVE_READLINE
	(void)session;
#else
	if (isatty(STDIN_FILENO) && terminal_live(stdout))
		remark(session, "(plain input: build with readline, or try `rlwrap conclab`)");
#endif
}

/* Wait for the terminal to have a line. False when a signal came first that must be looked at. */
static bool wait_for_line(void)
{
	sigset_t before;
	bool ready = false;

	if (!isatty(STDIN_FILENO))
		return true;
	interrupt_hold(&before);
	while (!ready && !interrupt_pending())
		ready = interrupt_wait(STDIN_FILENO, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return ready;
}

static char *get_line(void)
{
	char *line = NULL;
	size_t room = 0;

	if (wait_for_line() && getline(&line, &room, stdin) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		return line;
	}
	clearerr(stdin);
	free(line);
	return NULL;
}

/* Why there is no line. */
static enum line_end reason(void)
{
	if (interrupt_ending())
		return LINE_ENDING;
	return interrupt_pending() ? LINE_INTERRUPTED : LINE_EOF;
}

/* What Enter would run cannot be shown in the terminal's own line; it stands above. */
static char *plain_read(struct session *session, const char *prompt, const char *prefill, enum line_end *end)
{
	char *line;

	if (prefill)
		printf("(%s)\n", prefill);
	fputs(prompt, stdout);
	fflush(stdout);
	line = get_line();
	*end = line ? LINE_READ : reason();
	if (!line)
		fputc('\n', stdout);
	if (interrupt_resized())
		session->look.width = terminal_width(stdout);
	return line;
}

static void plain_remember(const char *line)
{
	(void)line;
}

static void plain_close(void)
{
}

const struct line_editor line_plain = { plain_open, plain_read, plain_remember, plain_close };
