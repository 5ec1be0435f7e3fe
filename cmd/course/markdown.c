/*
 * markdown.c - see markdown.h.
 *
 * The library cmark reads the source as a tree, and this walks it. What stands in a line (of a paragraph, a heading)
 * is first gathered, marks standing for what the inline nodes mean; then it is cut into words and written. Quotes and
 * list items make the text before every line longer while they are open.
 *
 * Invariants
 *   Nothing here calls itself: a source that is nested a million deep is no danger to the stack.
 */
#include "cmd/course/markdown.h"

#include <cmark.h>
#include <stdint.h>
#include <string.h>

#include "cmd/course/markdown_page.h"
#include "cmd/course/markdown_text.h"
#include "lab/base/text.h"

enum { LIST_INDENT = 2, CODE_INDENT = 4 };

/* ---- Quotes and lists ---- */

static bool is_a(cmark_node *node, cmark_node_type type)
{
	return node && cmark_node_get_type(node) == type;
}

/* Does it stand in a list whose items follow one another without empty lines? */
static bool is_tight(cmark_node *node)
{
	cmark_node *parent = cmark_node_parent(node);

	return is_a(parent, CMARK_NODE_ITEM) && cmark_node_get_list_tight(cmark_node_parent(parent));
}

static void open_quote(struct page *page)
{
	const char *bar = page->look->ascii ? "| " : "\xe2\x94\x82 ";

	page_open(page, bar, bar);
}

/* Each item keeps its number, for the next one. */
static int number_of(cmark_node *item)
{
	cmark_node *before = cmark_node_previous(item);
	intptr_t number = cmark_node_get_list_start(cmark_node_parent(item));

	if (before)
		number = (intptr_t)cmark_node_get_user_data(before) + 1;
	cmark_node_set_user_data(item, (void *)number);
	return (int)number;
}

static void open_item(struct page *page, cmark_node *item)
{
	cmark_node *list = cmark_node_parent(item);
	int indent = is_a(cmark_node_parent(list), CMARK_NODE_ITEM) ? 0 : LIST_INDENT, number = number_of(item);
	struct buf first = { 0 }, rest = { 0 };

	buf_fill(&first, ' ', indent);
	if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST)
		buf_printf(&first, "%d%c ", number, cmark_node_get_list_delim(list) == CMARK_PAREN_DELIM ? ')' : '.');
	else
		buf_adds(&first, page->look->ascii ? "- " : "\xe2\x80\xa2 ");
	buf_fill(&rest, ' ', text_columns(buf_text(&first)));
	page_open(page, buf_text(&first), buf_text(&rest));
	buf_free(&first);
	buf_free(&rest);
}

/* ---- The tree ---- */

static void enter_block(struct page *page, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	page->gap |= type == CMARK_NODE_HEADING || type == CMARK_NODE_CODE_BLOCK;
	page_begin_block(page);
	if (type == CMARK_NODE_BLOCK_QUOTE)
		open_quote(page);
	else if (type == CMARK_NODE_ITEM)
		open_item(page, node);
	else if (type == CMARK_NODE_CODE_BLOCK)
		page_write_lines(page, cmark_node_get_literal(node), CODE_INDENT);
	else if (type == CMARK_NODE_HTML_BLOCK)
		page_write_lines(page, cmark_node_get_literal(node), 0);
	else if (type == CMARK_NODE_THEMATIC_BREAK)
		page_write_plain(page, "---", 3, 0);
	else if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING)
		gather_begin(&page->line, page->look, type == CMARK_NODE_HEADING);
}

static void leave_block(struct page *page, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING)
		page_write_gathered(page);
	else if (type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_ITEM)
		page_close(page);
	if (type != CMARK_NODE_ITEM)
		page->gap = type == CMARK_NODE_HEADING || type == CMARK_NODE_CODE_BLOCK || !is_tight(node);
}

static bool is_leaf(cmark_node *node)
{
	return is_a(node, CMARK_NODE_CODE_BLOCK) || is_a(node, CMARK_NODE_HTML_BLOCK) ||
	       is_a(node, CMARK_NODE_THEMATIC_BREAK);
}

/* A comment is for whoever reads the source. */
static bool is_comment(cmark_node *node)
{
	return is_a(node, CMARK_NODE_HTML_BLOCK) && markdown_is_comment(cmark_node_get_literal(node));
}

static void meet(struct page *page, cmark_node *node, bool entering)
{
	cmark_node_type type = cmark_node_get_type(node);

	if (type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_LIST || is_comment(node)) {
		page->gap |= type == CMARK_NODE_LIST && !entering && !is_tight(node);
	} else if (type >= CMARK_NODE_FIRST_INLINE) {
		gather_inline(&page->line, node, entering);
	} else {
		if (entering)
			enter_block(page, node);
		if (!entering || is_leaf(node))
			leave_block(page, node);
	}
}

void markdown_render(struct buf *out, const char *source, const struct look *look)
{
	struct page page = { .out = out, .look = look };
	cmark_node *document = cmark_parse_document(source, strlen(source), CMARK_OPT_DEFAULT);
	cmark_iter *at = cmark_iter_new(document);
	cmark_event_type event;

	while ((event = cmark_iter_next(at)) != CMARK_EVENT_DONE)
		meet(&page, cmark_iter_get_node(at), event == CMARK_EVENT_ENTER);
	cmark_iter_free(at);
	cmark_node_free(document);
	buf_free(&page.first);
	buf_free(&page.rest);
	buf_free(&page.line.text);
}
