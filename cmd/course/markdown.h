/*
 * markdown.h - Markdown on a terminal.
 *
 * What CommonMark knows, as the library cmark reads it: headings, paragraphs, **bold**, *emphasis* (not shown),
 * `code`, [links](address) (their text), lists, quotes, fences. Whatever else there is stays as it was written; only
 * comments are left out. Any bytes are legal: what is not text is shown as '?', and no byte of the source ever
 * reaches the terminal as a control character.
 */
#ifndef CMD_MARKDOWN_H
#define CMD_MARKDOWN_H

#include "lab/base/buf.h"
#include "lab/view/view.h"

/*
 * Append `source` (NUL-terminated), wrapped at look->width, each line ended. Without colour, code keeps its
 * backquotes. Lines of a fence are not wrapped.
 */
void markdown_render(struct buf *out, const char *source, const struct look *look);

#endif
