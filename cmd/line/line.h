/*
 * line.h - reading a line a person types. Two editors behind one interface: GNU readline, and plain getline().
 */
#ifndef CMD_LINE_H
#define CMD_LINE_H

#include <stdbool.h>

#include "cmd/session/session.h"

enum line_end {
	LINE_READ,
	LINE_EOF,               /* ^D, or the terminal is gone */
	LINE_INTERRUPTED,       /* ^C: there is no line */
	LINE_ENDING             /* a signal wants the program to end */
};

struct line_editor {
	void  (*open)(struct session *);
	/*
	 * A line without its newline, malloc'ed, the caller's; it holds newlines when several were pasted. NULL with
	 * the reason in `*end`. `prefill` (may be NULL) is what Enter on the empty line means. Keeps session->look.width right.
	 */
	char *(*read)(struct session *, const char *prompt, const char *prefill, enum line_end *end);
	void  (*remember)(const char *line);            /* for the keys that bring it back */
	void  (*close)(void);
};

extern const struct line_editor line_plain;
#ifdef HAVE_READLINE
extern const struct line_editor line_readline;
#endif

/* The editor that suits this terminal. */
const struct line_editor *line_choose(void);

#endif
