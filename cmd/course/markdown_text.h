/*
 * markdown_text.h - what a node of a Markdown tree says, for whoever reads a course.
 */
#ifndef CMD_MARKDOWN_TEXT_H
#define CMD_MARKDOWN_TEXT_H

#include <cmark.h>
#include <stdbool.h>

#include "lab/base/buf.h"

/* Append the plain text within the node: marks are gone, a line end is a blank. */
void markdown_text(struct buf *, cmark_node *);

/* Append the first **bold** words within the node. Nothing when there are none. */
void markdown_first_bold(struct buf *, cmark_node *);

/* Is a piece of HTML a comment? */
bool markdown_is_comment(const char *html);

#endif
