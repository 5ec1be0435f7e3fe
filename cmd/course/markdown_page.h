/*
 * markdown_page.h - a page of Markdown while it is written: lines, words, and what stands before every line of a quote
 * or an item; for markdown.c only.
 *
 * Invariants
 *   Styles are switched off at the end of every line, and on again at the beginning of the next.
 */
#ifndef CMD_MARKDOWN_PAGE_H
#define CMD_MARKDOWN_PAGE_H

#include "cmd/course/markdown_inline.h"

enum { MAX_DEPTH = 8 };

struct page {
	struct buf        *out;
	const struct look *look;
	struct buf         rest;        /* before every line: bars of quotes, indents of items */
	struct buf         first;       /* before the next line in place of that; "" when it is as the others */
	size_t             outer[MAX_DEPTH];    /* how long `rest` was outside of each that is open */
	int                depth;       /* of quotes and items; those past MAX_DEPTH are not shown as such */
	bool               begun;       /* something stands on the page, or in the innermost quote or item */
	bool               gap;         /* an empty line is due before the next block */
	struct gathered    line;        /* of the block that is open */
	bool               bold, code;  /* styles that are on */
};

/* The empty line that is due. */
void page_begin_block(struct page *);

/* A line, or several, as they stand in the source, but indented. */
void page_write_plain(struct page *, const char *text, size_t length, int indent);
void page_write_lines(struct page *, const char *text, int indent);

/* What has been gathered, wrapped. */
void page_write_gathered(struct page *);

/* Begin what has `first` before its first line and `rest` before the others; end it. */
void page_open(struct page *, const char *first, const char *rest);
void page_close(struct page *);

#endif
