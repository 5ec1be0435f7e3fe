/*
 * read_answer.c - what an answer says: what is expected, and of wrong answers what is wrong with them; see
 * read_lesson.h.
 */
#include <ctype.h>
#include <string.h>

#include "cmd/course/read_lesson.h"
#include "cmd/course/markdown_text.h"

/* ---- What is expected ---- */

/* What an answer begins with in bold, punctuation at its end dropped: "b". */
static const char *read_expected(struct arena *arena, cmark_node *document)
{
	struct buf bold = { 0 };
	size_t length;
	const char *expected;

	markdown_first_bold(&bold, document);
	for (length = bold.length; length && strchr(".:,;)! ", bold.text[length - 1]); length--)
		;
	expected = arena_printf(arena, "%.*s", (int)length, buf_text(&bold));
	buf_free(&bold);
	return expected;
}

/* ---- Remarks ---- */

/* The length of the key that words begin with: "a" of "a) ...", "7" of "7: ...", "3 1 2" of "3 1 2: ..."; 0 for none. */
static size_t key_length(const char *words)
{
	size_t n;

	if (islower((unsigned char)words[0]) && words[1] == ')')
		return 1;
	if (!isdigit((unsigned char)*words))
		return 0;
	n = strspn(words, "0123456789 ");
	return words[n] == ':' ? n : 0;
}

/* Where line `line` (from 1) of the text begins; its end where there is none such. */
static const char *line_start(const char *text, int line)
{
	while (--line > 0 && *text) {
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	return text;
}

/* The item's words as they are written, its bullet left out. */
static const char *item_words(const char *text, cmark_node *item)
{
	const char *words = line_start(text, cmark_node_get_start_line(item));

	return words + strspn(words, "-*+ \t");
}

static bool is_remark(const char *text, cmark_node *item)
{
	return cmark_node_get_type(item) == CMARK_NODE_ITEM && key_length(item_words(text, item));
}

static bool are_remarks(const char *text, cmark_node *list)
{
	cmark_node *item = cmark_node_first_child(list);

	if (cmark_node_get_type(list) != CMARK_NODE_LIST)
		return false;
	while (item && is_remark(text, item))
		item = cmark_node_next(item);
	return !item;
}

static struct remark read_remark(struct arena *arena, const char *text, cmark_node *item)
{
	const char *words = item_words(text, item), *end = line_start(text, cmark_node_get_end_line(item) + 1);
	size_t n = key_length(words);
	struct remark remark = { .key = arena_printf(arena, "%.*s", (int)n, words) };

	words += n + 1;
	words += strspn(words, " ");
	while (end > words && strchr(" \t\r\n", end[-1]))
		end--;
	remark.text = arena_printf(arena, "%.*s", (int)(end - words), words);
	return remark;
}

/* The remarks leave the text: they are for whoever has given that answer. */
static void read_remarks(struct arena *arena, struct part *part, cmark_node *list)
{
	const char *from = line_start(part->text, cmark_node_get_start_line(list));
	const char *to = line_start(part->text, cmark_node_get_end_line(list) + 1);
	int n = 0;

	for (cmark_node *item = cmark_node_first_child(list); item; item = cmark_node_next(item))
		n++;
	part->remarks = arena_alloc(arena, (size_t)n * sizeof *part->remarks);
	for (cmark_node *item = cmark_node_first_child(list); item; item = cmark_node_next(item))
		part->remarks[part->n_remarks++] = read_remark(arena, part->text, item);
	part->text = arena_printf(arena, "%.*s%s", (int)(from - part->text), part->text, to);
}

void reader_answer(struct reader *r, struct part *part)
{
	cmark_node *document = cmark_parse_document(part->text, strlen(part->text), CMARK_OPT_DEFAULT);
	cmark_node *node = cmark_node_first_child(document);

	part->expected = read_expected(r->course->arena, document);
	while (node && !are_remarks(part->text, node))
		node = cmark_node_next(node);
	if (node)
		read_remarks(r->course->arena, part, node);
	cmark_node_free(document);
}
