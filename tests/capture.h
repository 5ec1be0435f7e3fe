/*
 * capture.h - a session whose words go into memory.
 */
#ifndef TESTS_CAPTURE_H
#define TESTS_CAPTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/session/session.h"

struct capture {
	struct session *session;
	FILE           *stream;         /* both its out and its err */
	char           *text;           /* what was said since the last say() */
	size_t          length;
};

static inline void capture_open(struct capture *c)
{
	memset(c, 0, sizeof *c);
	c->session = session_new();
	c->stream = open_memstream(&c->text, &c->length);
	c->session->out = c->session->err = c->stream;
}

/* Execute a line; `c->text` is then what it said. Returns its status. */
static inline int say(struct capture *c, const char *line)
{
	int status;

	rewind(c->stream);
	status = session_line(c->session, line);
	fputc('\0', c->stream);         /* what an earlier, longer answer left behind it is not part of this one */
	fflush(c->stream);
	return status;
}

static inline void capture_close(struct capture *c)
{
	session_free(c->session);
	fclose(c->stream);
	free(c->text);
}

#endif
