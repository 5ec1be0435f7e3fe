/*
 * lesson_parse.c - LESSONS.md becomes a course; see lesson.h for the format.
 *
 * One pass over the lines. Prose is gathered until something else begins; whatever has an end mark (a
 * fence, a comment, a quote) is read to its end at once; a fold only colours the parts that are read while
 * it is open.
 *
 * Invariants
 *   After a complaint the pass stops; only the first one is reported.
 *   Parts and lessons grow outside the arena and are moved into it when they are complete.
 */
#include "cmd/goal.h"
#include "cmd/lesson.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

struct reader {
	struct course *course;
	const char    *at, *end;        /* what is still to be read */
	int            line;            /* number of the line at `at` */
	struct buf    *error;
	bool           failed;

	struct lesson  lesson;          /* being read; its parts are malloc'ed */
	int            parts_room, lessons_room;
	struct buf     prose;
	int            prose_line;
	enum fold      fold;
	int            fold_line;
	bool           skip, varies;    /* directives for the next block */
};

struct text_line {
	const char *start;
	size_t      length;             /* without the newline and a carriage return before it */
	int         number;
};

static void complain_at(struct reader *r, int line, const char *what)
{
	if (!r->failed)
		buf_printf(r->error, "%s: line %d: %s", r->course->name, line, what);
	r->failed = true;
}

static bool read_line(struct reader *r, struct text_line *line)
{
	const char *newline;

	if (r->at >= r->end || r->failed)
		return false;
	newline = memchr(r->at, '\n', (size_t)(r->end - r->at));
	line->start = r->at;
	line->length = (size_t)((newline ? newline : r->end) - r->at);
	line->number = r->line++;
	r->at = newline ? newline + 1 : r->end;
	if (line->length && line->start[line->length - 1] == '\r')
		line->length--;
	return true;
}

static bool begins(const struct text_line *line, const char *word)
{
	size_t n = strlen(word);

	return line->length >= n && memcmp(line->start, word, n) == 0;
}

static bool is_blank(const struct text_line *line)
{
	for (size_t i = 0; i < line->length; i++)
		if (line->start[i] != ' ' && line->start[i] != '\t')
			return false;
	return true;
}

static char *arena_copy(struct arena *arena, const void *bytes, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	if (length)
		memcpy(copy, bytes, length);
	return copy;
}

static void *grown(void *array, int n, int *room, size_t size)
{
	if (n < *room)
		return array;
	*room = *room ? 2 * *room : 16;
	array = realloc(array, (size_t)*room * size);
	must(array);
	return array;
}

/* ---- Parts ---- */

static struct part *add_part(struct reader *r, enum part_kind kind, int line, const char *text, size_t length)
{
	struct lesson *lesson = &r->lesson;
	struct part *part;

	lesson->parts = grown(lesson->parts, lesson->n_parts, &r->parts_room, sizeof *part);
	part = &lesson->parts[lesson->n_parts++];
	*part = (struct part){ .kind = kind, .fold = r->fold, .line = line };
	part->text = arena_copy(r->course->arena, text, length);
	return part;
}

static void flush_prose(struct reader *r)
{
	if (r->prose.length)
		add_part(r, PART_PROSE, r->prose_line, r->prose.text, r->prose.length);
	buf_clear(&r->prose);
}

static void add_prose(struct reader *r, const struct text_line *line)
{
	if (r->prose.length == 0 && is_blank(line))
		return;
	if (r->prose.length == 0)
		r->prose_line = line->number;
	buf_add(&r->prose, line->start, line->length);
	buf_addc(&r->prose, '\n');
}

/* The question is the quote's lines, marks kept: they are Markdown. */
static void read_question(struct reader *r, struct text_line line)
{
	int first = line.number;
	struct buf quote = { 0 };

	flush_prose(r);
	for (;;) {
		buf_add(&quote, line.start, line.length);
		buf_addc(&quote, '\n');
		if (r->at >= r->end || *r->at != '>' || !read_line(r, &line))
			break;
	}
	add_part(r, PART_PREDICT, first, quote.text, quote.length);
	buf_free(&quote);
}

/* ---- Fences ---- */

/* The length of the fence mark the line begins with, 0 for none; `*mark` is its character. */
static size_t fence_length(const struct text_line *line, char *mark)
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
	size_t n = fence_length(line, &other);

	if (n < length || other != mark)
		return false;
	while (rest.length && (*rest.start == ' ' || *rest.start == mark))
		rest.start++, rest.length--;
	return is_blank(&rest);
}

static void add_block(struct reader *r, const struct buf *inside, int line)
{
	struct part *block;
	struct buf why = { 0 };

	flush_prose(r);
	block = add_part(r, PART_BLOCK, line, buf_text(inside), inside->length);
	block->skip = r->skip;
	block->varies = r->varies;
	r->skip = r->varies = false;
	if (!transcript_parse(&block->transcript, r->course->arena, block->text, inside->length, line + 1,
	                      &why)) {
		buf_printf(r->error, "%s: %s", r->course->name, buf_text(&why));
		r->failed = true;
	} else if (block->transcript.n == 0) {
		complain_at(r, line, "this conclab block has no command");
	}
	buf_free(&why);
}

static void read_fence(struct reader *r, struct text_line line, char mark, size_t length)
{
	struct text_line info = line, open = line;
	bool transcript;
	struct buf inside = { 0 };

	while (info.length && (*info.start == ' ' || *info.start == mark))
		info.start++, info.length--;
	transcript = begins(&info, "conclab");
	if (!transcript)
		add_prose(r, &line);
	while (read_line(r, &line) && !closes_fence(&line, mark, length)) {
		buf_add(&inside, line.start, line.length);
		buf_addc(&inside, '\n');
		if (!transcript)
			add_prose(r, &line);
	}
	if (!closes_fence(&line, mark, length) || line.number == open.number)
		complain_at(r, open.number, "the fence that begins here is never closed");
	else if (transcript)
		add_block(r, &inside, open.number);
	else
		add_prose(r, &line);
	buf_free(&inside);
}

/* ---- Comments ---- */

static void read_check(struct reader *r, const char *text, int line)
{
	struct part *part = add_part(r, PART_CHECK, line, text, strlen(text));
	const char *wrong = goal_parse(&part->goal, r->course->arena, text);

	if (wrong)
		complain_at(r, line, wrong);
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
		flush_prose(r);
		read_check(r, text, line);
	} else {
		complain_at(r, line, "a directive must be skip, output-varies or check");
	}
}

static void read_comment(struct reader *r, struct text_line line)
{
	struct buf inside = { 0 };
	int first = line.number;
	char *end = NULL, *text;
	size_t from = strlen("<!--");

	do {
		buf_add(&inside, line.start, line.length);
		buf_addc(&inside, '\n');
		end = strstr(buf_text(&inside) + from, "-->");
	} while (!end && read_line(r, &line));
	if (!end) {
		complain_at(r, first, "the comment that begins here is never closed");
	} else {
		*end = '\0';
		text = inside.text + from + strspn(inside.text + from, " \t");
		if (strncmp(text, "conclab:", 8) == 0)
			apply_directive(r, text + 8, first);
	}
	buf_free(&inside);
}

/* ---- Folds ---- */

static void open_fold(struct reader *r, const struct text_line *line)
{
	static const struct { const char *mark; enum fold fold; } folds[] = {
		{ "<details><summary>Answer</summary>",   FOLD_ANSWER },
		{ "<details><summary>Hint ",              FOLD_HINT },
		{ "<details><summary>Solution</summary>", FOLD_SOLUTION },
	};

	flush_prose(r);
	if (r->fold != FOLD_NONE)
		complain_at(r, line->number, "a <details> within a <details>");
	for (size_t i = 0; i < sizeof folds / sizeof *folds; i++)
		if (begins(line, folds[i].mark))
			r->fold = folds[i].fold;
	r->fold_line = line->number;
	if (r->fold == FOLD_NONE)
		complain_at(r, line->number,
		            "a fold must begin with <details><summary>Answer</summary>, Hint 1 or Solution");
}

static void close_fold(struct reader *r, const struct text_line *line)
{
	flush_prose(r);
	if (r->fold == FOLD_NONE)
		complain_at(r, line->number, "a </details> that closes nothing");
	r->fold = FOLD_NONE;
}

/* ---- Lessons ---- */

static void end_lesson(struct reader *r)
{
	struct arena *arena = r->course->arena;
	struct lesson *lesson = &r->lesson;
	struct part *parts;

	flush_prose(r);
	parts = lesson->parts;
	if (r->fold != FOLD_NONE)
		complain_at(r, r->fold_line, "the <details> that begins here is never closed");
	if (r->skip || r->varies)
		complain_at(r, lesson->line, "a directive in this lesson stands before no block");
	lesson->parts = (struct part *)arena_copy(arena, parts, (size_t)lesson->n_parts * sizeof *parts);
	free(parts);
	r->parts_room = 0;
	lesson_find_stops(lesson, arena);
	r->course->lessons = grown(r->course->lessons, r->course->n, &r->lessons_room, sizeof *lesson);
	r->course->lessons[r->course->n++] = *lesson;
	*lesson = (struct lesson){ 0 };
}

static void begin_lesson(struct reader *r, const struct text_line *line)
{
	char *heading = arena_copy(r->course->arena, line->start, line->length), *title = NULL;
	long number = strtol(heading + strlen("## Lesson "), &title, 10);

	end_lesson(r);
	if (number < 1 || number > 999 || *title != ':')
		complain_at(r, line->number, "a lesson's heading must be \"## Lesson N: Title\"");
	else if (course_lesson(r->course, (int)number))
		complain_at(r, line->number, "a second lesson with this number");
	else
		title += 1 + strspn(title + 1, " ");
	r->lesson = (struct lesson){ .number = (int)number, .title = title, .line = line->number };
}

static void read_one(struct reader *r, const struct text_line *line)
{
	char mark = 0;
	size_t fence = fence_length(line, &mark);

	if (fence) {
		read_fence(r, *line, mark, fence);
	} else if (begins(line, "<!--")) {
		read_comment(r, *line);
	} else if (begins(line, "<details>")) {
		open_fold(r, line);
	} else if (begins(line, "</details>")) {
		close_fold(r, line);
	} else if (begins(line, "## Lesson ")) {
		begin_lesson(r, line);
	} else if (begins(line, "> **Predict.**")) {
		read_question(r, *line);
	} else {
		if (begins(line, "## ") || begins(line, "### "))
			flush_prose(r);
		add_prose(r, line);
	}
}

/* The lessons move into the arena; on failure nothing is left. */
static struct course *finish(struct reader *r)
{
	struct course *course = r->course;
	struct lesson *lessons;

	end_lesson(r);
	lessons = course->lessons;
	course->lessons =
		(struct lesson *)arena_copy(course->arena, lessons, (size_t)course->n * sizeof *lessons);
	free(lessons);
	buf_free(&r->prose);
	if (!r->failed)
		return course;
	course_free(course);
	return NULL;
}

struct course *course_parse(const char *name, const char *text, size_t length, struct buf *error)
{
	struct arena *arena = arena_new();
	struct course *course = arena_alloc(arena, sizeof *course);
	struct reader r = { .course = course, .line = 1, .error = error };
	struct text_line line;

	course->arena = arena;
	course->name = arena_text(arena, name);
	course->text = arena_copy(arena, text, length);
	r.at = course->text;
	r.end = course->text + length;
	r.lesson.title = "Introduction";
	r.lesson.line = 1;
	if (memchr(text, '\0', length))
		complain_at(&r, 1, "it holds zero bytes: that is no text");
	while (read_line(&r, &line))
		read_one(&r, &line);
	return finish(&r);
}
