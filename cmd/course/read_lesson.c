/*
 * read_lesson.c - LESSONS.md becomes a course; see lesson.h for the format.
 *
 * The library cmark says what stands on the page and on which line; one pass over that finds the parts. Prose goes on
 * until something else begins; a fold only colours the parts that are read while it is open. A part of Markdown keeps
 * its source, as whoever shows it wants it.
 *
 * Invariants
 *   After a complaint the pass stops; only the first one is reported.
 *   Parts and lessons grow outside the arena and are moved into it when they are complete.
 *   A line ends where cmark ends it, so its numbers are those of an editor.
 */
#include "cmd/course/read_lesson.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/course/markdown_text.h"

static bool is_a(cmark_node *node, cmark_node_type type)
{
	return node && cmark_node_get_type(node) == type;
}

/* The text of a node, in the course's arena. */
static char *text_of(struct reader *r, cmark_node *node)
{
	struct buf text = { 0 };
	char *copy;

	markdown_text(&text, node);
	copy = arena_text(r->course->arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

/* ---- Lessons ---- */

static const char quest_heading[] = "Side quest ";

static void end_lesson(struct reader *r, int line)
{
	struct arena *arena = r->course->arena;
	struct lesson *lesson = &r->lesson;
	struct part *parts;
	size_t size;

	reader_flush(r, line);
	if (r->fold != FOLD_NONE)
		reader_complain(r, r->fold_line, "the <details> that begins here is never closed");
	if (r->skip || r->varies)
		reader_complain(r, lesson->line, "a directive in this lesson stands before no block");
	if (r->puzzle.program || r->puzzle.n)
		reader_complain(r, lesson->line, "lines to be put in order in this lesson stand before no question **Order.**");
	size = (size_t)lesson->n_parts * sizeof *parts;
	parts = arena_alloc(arena, size);
	if (size)
		memcpy(parts, lesson->parts, size);
	free(lesson->parts);
	lesson->parts = parts;
	r->parts_room = 0;
	lesson_find_stops(lesson, arena);
	r->course->lessons = reader_grown(r->course->lessons, r->course->n, &r->lessons_room, sizeof *lesson);
	r->course->lessons[r->course->n++] = *lesson;
	*lesson = (struct lesson){ 0 };
}

static void begin_lesson(struct reader *r, const char *heading, int line)
{
	char *title = NULL;
	long number = strtol(heading + strlen("Lesson "), &title, 10);

	end_lesson(r, line);
	if (number < 1 || number > 999 || *title != ':')
		reader_complain(r, line, "a lesson's heading must be \"## Lesson N: Title\"");
	else if (course_lesson(r->course, (int)number))
		reader_complain(r, line, "a second lesson with this number");
	else
		title += 1 + strspn(title + 1, " ");
	r->lesson = (struct lesson){ .number = (int)number, .title = title, .line = line };
	r->lesson.name = arena_printf(r->course->arena, "%d", (int)number);
}

/* The length of a side quest's name: small letters and dashes, and not too many for what is kept of it. */
static size_t name_length(const char *text)
{
	enum { LONGEST_NAME = 15 };
	size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz-");

	return n <= LONGEST_NAME ? n : 0;
}

static void begin_quest(struct reader *r, const char *heading, int line)
{
	const char *name = heading + strlen(quest_heading);
	size_t length = name_length(name);
	int before;

	end_lesson(r, line);
	before = r->course->lessons[r->course->n - 1].number;
	r->lesson = (struct lesson){ .number = before < SIDE_QUEST ? SIDE_QUEST + 1 : before + 1, .line = line };
	r->lesson.name = arena_printf(r->course->arena, "%.*s", (int)length, name);
	if (!length || name[length] != ':')
		reader_complain(r, line, "a side quest's heading must be \"## Side quest NAME: Title\"");
	else if (course_named(r->course, r->lesson.name))
		reader_complain(r, line, "a second side quest with this name");
	else
		r->lesson.title = name + length + 1 + strspn(name + length + 1, " ");
}

/* A heading begins a lesson, or a new portion of prose; then it is the caller's: false. */
static bool read_heading(struct reader *r, cmark_node *node, int line)
{
	int level = cmark_node_get_heading_level(node);
	char *heading = text_of(r, node);

	if (level == 1 && !*r->course->title)
		r->course->title = heading;
	if (level == 2 && strncmp(heading, "Lesson ", 7) == 0) {
		begin_lesson(r, heading, line);
		return true;
	}
	if (level == 2 && strncmp(heading, quest_heading, strlen(quest_heading)) == 0) {
		begin_quest(r, heading, line);
		return true;
	}
	if (level == 2 || level == 3)
		reader_flush(r, line);
	return false;
}

/* ---- Questions ---- */

/* A quote that begins with this word in bold. */
static bool is_question(cmark_node *node, const char *word)
{
	cmark_node *first = cmark_node_first_child(node);
	struct buf bold = { 0 };
	bool is;

	if (!is_a(node, CMARK_NODE_BLOCK_QUOTE) || !is_a(first, CMARK_NODE_PARAGRAPH) ||
	    !is_a(cmark_node_first_child(first), CMARK_NODE_STRONG))
		return false;
	markdown_text(&bold, cmark_node_first_child(first));
	is = strcmp(buf_text(&bold), word) == 0;
	buf_free(&bold);
	return is;
}

/* An item "a) words". */
static void read_choice(struct reader *r, struct question *question, cmark_node *item)
{
	char *text = text_of(r, item);

	if (!islower((unsigned char)text[0]) || text[1] != ')' || question->n == MAX_CHOICES)
		return;
	question->letter[question->n] = text[0];
	question->text[question->n++] = text + 2 + strspn(text + 2, " ");
}

static void read_question(struct reader *r, cmark_node *quote, int line, int end)
{
	enum part_kind kind = is_question(quote, "Order.") ? PART_ORDER : PART_PREDICT;
	struct part *part = reader_add_lines(r, kind, line, end);
	cmark_node *list = cmark_node_first_child(quote), *item;

	part->question.asked = text_of(r, list);
	for (; list; list = cmark_node_next(list))
		for (item = cmark_node_first_child(list); is_a(item, CMARK_NODE_ITEM); item = cmark_node_next(item))
			read_choice(r, &part->question, item);
	if (kind == PART_ORDER)
		reader_puzzle(r, part);
}

/* ---- Transcripts ---- */

static bool is_transcript(cmark_node *node)
{
	const char *info = is_a(node, CMARK_NODE_CODE_BLOCK) ? cmark_node_get_fence_info(node) : "";

	return strncmp(info, "conclab", 7) == 0;
}

static int count_lines(const char *text)
{
	int n = 0;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}

/* Code has a fence, or is indented by four. */
static bool is_fenced(const char *line)
{
	size_t indent = strspn(line, " ");

	return indent < 4 && (line[indent] == '`' || line[indent] == '~');
}

/* A fence that is closed ends with a line that is none of the code's. */
static void check_closed(struct reader *r, cmark_node *node, int line)
{
	int more = cmark_node_get_end_line(node) - line - count_lines(cmark_node_get_literal(node));

	if (is_fenced(r->line_at[line - 1]) && more < 1)
		reader_complain(r, line, "the fence that begins here is never closed");
}

static void read_transcript(struct reader *r, cmark_node *node, int line)
{
	const char *inside = cmark_node_get_literal(node);
	size_t length = strlen(inside);
	struct part *block = reader_add_part(r, PART_BLOCK, line, inside, length);
	struct buf why = { 0 };

	block->skip = r->skip;
	block->varies = r->varies;
	r->skip = r->varies = false;
	if (!transcript_parse(&block->transcript, r->course->arena, block->text, length, line + 1, &why)) {
		buf_printf(r->error, "%s: %s", r->course->name, buf_text(&why));
		r->failed = true;
	} else if (block->transcript.n == 0) {
		reader_complain(r, line, "this conclab block has no command");
	}
	buf_free(&why);
}

/* What stands in a list or a quote is shown, never run: nobody means that of a transcript. */
static void check_within(struct reader *r, cmark_node *node)
{
	cmark_iter *at = cmark_iter_new(node);

	while (!r->failed && cmark_iter_next(at) != CMARK_EVENT_DONE)
		if (is_transcript(cmark_iter_get_node(at)))
			reader_complain(r, cmark_node_get_start_line(cmark_iter_get_node(at)),
			                "a conclab block must not stand in a list or a quote: there it is not run");
	cmark_iter_free(at);
}

/* ---- The page ---- */

/* Read what begins on `line`; what comes next begins at or after `end`. */
static void read_one(struct reader *r, cmark_node *node, int line, int end)
{
	if (is_a(node, CMARK_NODE_CODE_BLOCK))
		check_closed(r, node, line);
	if (r->failed)
		return;
	if (is_transcript(node)) {
		reader_flush(r, line);
		read_transcript(r, node, line);
		return;
	}
	check_within(r, node);
	if (is_question(node, "Predict.") || is_question(node, "Order.")) {
		reader_flush(r, line);
		read_question(r, node, line, end);
		return;
	}
	if (is_a(node, CMARK_NODE_CODE_BLOCK) && strcmp(cmark_node_get_fence_info(node), "c order") == 0)
		reader_order_lines(r, cmark_node_get_literal(node), line);
	if (is_a(node, CMARK_NODE_HTML_BLOCK) && reader_html(r, cmark_node_get_literal(node), line))
		return;
	if (is_a(node, CMARK_NODE_HEADING) && read_heading(r, node, line))
		return;
	if (!r->prose)
		r->prose = line;
}

static void read_page(struct reader *r, cmark_node *document)
{
	cmark_node *node = cmark_node_first_child(document), *next;

	for (; node && !r->failed; node = next) {
		next = cmark_node_next(node);
		read_one(r, node, cmark_node_get_start_line(node),
		         next ? cmark_node_get_start_line(next) : r->n_lines + 1);
	}
	end_lesson(r, r->n_lines + 1);
}

/* Where the lines begin. A carriage return that stands alone would be an end of line to some and to others not. */
static void find_lines(struct reader *r, const char *text, size_t length)
{
	const char *end = text + length, *newline, *lone = text;
	int n = 2;

	for (const char *p = text; p < end; p++)
		n += *p == '\n';
	r->line_at = arena_alloc(r->course->arena, (size_t)n * sizeof *r->line_at);
	for (const char *p = text; p < end; p = newline ? newline + 1 : end) {
		r->line_at[r->n_lines++] = p;
		newline = memchr(p, '\n', (size_t)(end - p));
	}
	r->line_at[r->n_lines] = end;
	if (memchr(text, '\0', length))
		reader_complain(r, 1, "it holds zero bytes: that is no text");
	while (!r->failed && (lone = strchr(lone, '\r')) && *++lone)
		if (*lone != '\n')
			reader_complain(r, 1, "it holds carriage returns that end no line");
}

/* The lessons move into the arena; on failure nothing is left. */
static struct course *finish(struct reader *r)
{
	struct course *course = r->course;
	struct lesson *lessons = course->lessons;
	size_t size = (size_t)course->n * sizeof *lessons;

	course->lessons = arena_alloc(course->arena, size);
	memcpy(course->lessons, lessons, size);
	free(lessons);
	if (!r->failed)
		return course;
	course_free(course);
	return NULL;
}

struct course *course_parse(const char *name, const char *text, size_t length, struct buf *error)
{
	struct arena *arena = arena_new();
	struct course *course = arena_alloc(arena, sizeof *course);
	struct reader r = { .course = course, .error = error };
	char *copy = arena_alloc(arena, length + 1);
	cmark_node *document;

	if (length)
		memcpy(copy, text, length);
	*course = (struct course){ .arena = arena, .name = arena_text(arena, name), .title = "", .option = "",
	                            .text = copy };
	r.lesson = (struct lesson){ .name = "", .title = "Introduction", .line = 1 };
	find_lines(&r, copy, length);
	document = cmark_parse_document(copy, length, CMARK_OPT_DEFAULT);
	read_page(&r, document);
	cmark_node_free(document);
	return finish(&r);
}
