/* lines.c - see lines.h. */
#include "cmd/term/lines.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cmd/term/interrupt.h"

/* Wait until there is something to read, or an error to be had. False when a signal came first. */
static bool wait_for_input(int file)
{
	sigset_t before;
	bool ready = false;

	interrupt_hold(&before);
	while (!ready && !interrupt_pending())
		ready = interrupt_wait(file, &before) || errno != EINTR;
	sigprocmask(SIG_SETMASK, &before, NULL);
	return ready;
}

/* Read a block more. False at the end, after an error and at an interrupt. */
static bool fill(struct lines *lines)
{
	char block[4096];
	ssize_t n = -1;

	errno = EINTR;
	while (n < 0 && errno == EINTR && wait_for_input(fileno(lines->file)))
		n = read(fileno(lines->file), block, sizeof block);
	buf_clear(&lines->ahead);
	lines->at = 0;
	if (n > 0)
		buf_add(&lines->ahead, block, (size_t)n);
	if (n == 0 || interrupt_pending())
		errno = 0;
	return n > 0;
}

ssize_t lines_next(struct lines *lines, char **line)
{
	const char *from, *end;
	size_t length;

	buf_clear(&lines->line);
	do {
		if (lines->at == lines->ahead.length && !fill(lines))
			break;
		from = lines->ahead.text + lines->at;
		end = memchr(from, '\n', lines->ahead.length - lines->at);
		length = end ? (size_t)(end - from) + 1 : lines->ahead.length - lines->at;
		buf_add(&lines->line, from, length);
		lines->at += length;
	} while (!end && lines->line.length <= LONGEST_LINE);
	*line = lines->line.text;
	if (lines->line.length > LONGEST_LINE) {
		errno = EFBIG;
		return -1;
	}
	return lines->line.length && !interrupt_pending() ? (ssize_t)lines->line.length : -1;
}

void lines_free(struct lines *lines)
{
	buf_free(&lines->ahead);
	buf_free(&lines->line);
}
