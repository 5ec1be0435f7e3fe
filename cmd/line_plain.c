/* line_plain.c - getline(), for terminals that cannot do more, and builds without readline; see line.h. */
#include "cmd/line.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/interrupt.h"
#include "cmd/terminal.h"

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

/* Why getline() gave nothing. */
static enum line_end reason(void)
{
	enum line_end end = LINE_EOF;

	if (interrupt_ending())
		end = LINE_ENDING;
	else if (interrupt_pending())
		end = LINE_INTERRUPTED;
	clearerr(stdin);
	return end;
}

/* A text to be edited cannot be put into the terminal's own line; it is shown, to be typed. */
static char *plain_read(struct session *session, const char *prompt, const char *prefill, enum line_end *end)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t length;

	errno = 0;
	if (prefill)
		printf("(%s)\n", prefill);
	fputs(prompt, stdout);
	fflush(stdout);
	while ((length = getline(&line, &room, stdin)) < 0 && errno == EINTR && !interrupt_pending())
		clearerr(stdin);
	if (length < 0) {
		*end = reason();
		fputc('\n', stdout);
		free(line);
		return NULL;
	}
	if (interrupt_resized())
		session->look.width = terminal_width(stdout);
	*end = LINE_READ;
	line[strcspn(line, "\n")] = '\0';
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
