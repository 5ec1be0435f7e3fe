/*
 * markdown_inline.h - what stands in a line of Markdown becomes marked text, for markdown.c only.
 *
 * A marked text is plain text with MARK_* bytes in it. Control characters of the source never get into one,
 * so a mark is always one of ours.
 */
#ifndef CMD_MARKDOWN_INLINE_H
#define CMD_MARKDOWN_INLINE_H

#include <cmark.h>
#include <stdbool.h>
#include <stddef.h>

#include "lab/base/buf.h"
#include "lab/view/view.h"

enum {
	MARK_BOLD = 1, MARK_CODE = 2,   /* toggles */
	MARK_SPACE = 3,                 /* a blank that does not break a line */
	MARK_BREAK = 4                  /* here the line ends */
};

/* The line of a block while its inline nodes are met. */
struct gathered {
	struct buf         text;        /* marked */
	const struct look *look;
	int                strong;      /* how many bold nodes are open; a heading is one */
};

void gather_begin(struct gathered *, const struct look *, bool heading);

/* An inline node is entered, or left. */
void gather_inline(struct gathered *, cmark_node *, bool entering);

/* Append bytes of the source as they can be shown: a control character or a stray byte is '?'. */
void mark_plain(struct buf *out, const char *start, size_t length, bool ascii);

/* Columns a marked text takes; with `ticks` code shows its backquotes. */
int marked_columns(const char *text, size_t length, bool ticks);

#endif
