/* markdown_text.c - see markdown_text.h. */
#include "cmd/course/markdown_text.h"

#include <string.h>

void markdown_text(struct buf *out, cmark_node *node)
{
	cmark_iter *at = cmark_iter_new(node);

	while (cmark_iter_next(at) != CMARK_EVENT_DONE) {
		cmark_node *inner = cmark_iter_get_node(at);
		cmark_node_type type = cmark_node_get_type(inner);

		if (cmark_iter_get_event_type(at) != CMARK_EVENT_ENTER)
			continue;
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			buf_adds(out, cmark_node_get_literal(inner));
		else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			buf_addc(out, ' ');
	}
	cmark_iter_free(at);
}

void markdown_first_bold(struct buf *out, cmark_node *node)
{
	cmark_iter *at = cmark_iter_new(node);
	cmark_node *bold = NULL;

	while (!bold && cmark_iter_next(at) != CMARK_EVENT_DONE)
		if (cmark_node_get_type(cmark_iter_get_node(at)) == CMARK_NODE_STRONG)
			bold = cmark_iter_get_node(at);
	cmark_iter_free(at);
	if (bold)
		markdown_text(out, bold);
}

bool markdown_is_comment(const char *html)
{
	return strncmp(html + strspn(html, " "), "<!--", 4) == 0;
}
