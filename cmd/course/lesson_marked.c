/* lesson_marked.c - what has an end mark in a lesson: quotes, fences, comments; see lesson_reader.h. */
#include "cmd/course/lesson_reader.h"

#include <string.h>

#include "cmd/course/goal.h"

/* The question is the quote's lines, marks kept: they are Markdown. */
void reader_question(struct reader *r, struct text_line line)
{
	int first = line.number;
	struct buf quote = { 0 };

	reader_flush(r);
	for (;;) {
		buf_add(&quote, line.start, line.length);
		buf_addc(&quote, '\n');
		if (r->at >= r->end || *r->at != '>' || !reader_line(r, &line))
			break;
	}
	reader_add_part(r, PART_PREDICT, first, quote.text, quote.length);
	buf_free(&quote);
}

/* ---- Fences ---- */

size_t reader_fence_length(const struct text_line *line, char *mark)
{
	size_t indent = 0, n = 0;

	while (indent < 3 && indent < line->length && line->start[indent] == ' ')
		indent++;
	if (indent == line->length || (line->start[indent] != '`' && line->start[indent] != '~'))
		return 0;
	*mark = line->start[indent];
	while (indent + n < line->length && line->start[indent + n] == *mark)
		n++;
	return n >= 3 ? n : 0;
}

static bool closes_fence(const struct text_line *line, char mark, size_t length)
{
	char other = 0;
	struct text_line rest = *line;
	size_t n = reader_fence_length(line, &other);

	if (n < length || other != mark)
		return false;
	while (rest.length && (*rest.start == ' ' || *rest.start == mark))
		rest.start++, rest.length--;
	return reader_is_blank(&rest);
}

static void add_block(struct reader *r, const struct buf *inside, int line)
{
	struct part *block;
	struct buf why = { 0 };

	reader_flush(r);
	block = reader_add_part(r, PART_BLOCK, line, buf_text(inside), inside->length);
	block->skip = r->skip;
	block->varies = r->varies;
	r->skip = r->varies = false;
	if (!transcript_parse(&block->transcript, r->course->arena, block->text, inside->length, line + 1,
	                      &why)) {
		buf_printf(r->error, "%s: %s", r->course->name, buf_text(&why));
		r->failed = true;
	} else if (block->transcript.n == 0) {
		reader_complain(r, line, "this conclab block has no command");
	}
	buf_free(&why);
}

void reader_fence(struct reader *r, struct text_line line, char mark, size_t length)
{
	struct text_line info = line, open = line;
	bool transcript;
	struct buf inside = { 0 };

	while (info.length && (*info.start == ' ' || *info.start == mark))
		info.start++, info.length--;
	transcript = reader_begins(&info, "conclab");
	if (!transcript)
		reader_add_prose(r, &line);
	while (reader_line(r, &line) && !closes_fence(&line, mark, length)) {
		buf_add(&inside, line.start, line.length);
		buf_addc(&inside, '\n');
		if (!transcript)
			reader_add_prose(r, &line);
	}
	if (!closes_fence(&line, mark, length) || line.number == open.number)
		reader_complain(r, open.number, "the fence that begins here is never closed");
	else if (transcript)
		add_block(r, &inside, open.number);
	else
		reader_add_prose(r, &line);
	buf_free(&inside);
}

/* ---- Comments ---- */

static void read_check(struct reader *r, const char *text, int line)
{
	struct part *part = reader_add_part(r, PART_CHECK, line, text, strlen(text));
	const char *wrong = goal_parse(&part->goal, r->course->arena, text);

	if (wrong)
		reader_complain(r, line, wrong);
}

static void apply_directive(struct reader *r, char *text, int line)
{
	char *end = text + strlen(text);

	text += strspn(text, " \t");
	while (end > text && strchr(" \t\n", end[-1]))
		*--end = '\0';
	if (strcmp(text, "skip") == 0) {
		r->skip = true;
	} else if (strcmp(text, "output-varies") == 0) {
		r->varies = true;
	} else if (strncmp(text, "check", 5) == 0 && strchr("\n ", text[5])) {
		reader_flush(r);
		read_check(r, text, line);
	} else {
		reader_complain(r, line, "a directive must be skip, output-varies or check");
	}
}

void reader_comment(struct reader *r, struct text_line line)
{
	struct buf inside = { 0 };
	int first = line.number;
	char *end = NULL, *text;
	size_t from = strlen("<!--");

	do {
		buf_add(&inside, line.start, line.length);
		buf_addc(&inside, '\n');
		end = strstr(buf_text(&inside) + from, "-->");
	} while (!end && reader_line(r, &line));
	if (!end) {
		reader_complain(r, first, "the comment that begins here is never closed");
	} else {
		*end = '\0';
		text = inside.text + from + strspn(inside.text + from, " \t");
		if (strncmp(text, "conclab:", 8) == 0)
			apply_directive(r, text + 8, first);
	}
	buf_free(&inside);
}
