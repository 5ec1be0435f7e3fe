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
#include "cmd/course/lesson_reader.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

/* ---- Lines ---- */

void reader_complain(struct reader *r, int line, const char *what)
{
	if (!r->failed)
		buf_printf(r->error, "%s: line %d: %s", r->course->name, line, what);
	r->failed = true;
}

bool reader_line(struct reader *r, struct text_line *line)
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

bool reader_begins(const struct text_line *line, const char *word)
{
	size_t n = strlen(word);

	return line->length >= n && memcmp(line->start, word, n) == 0;
}

bool reader_is_blank(const struct text_line *line)
{
	for (size_t i = 0; i < line->length; i++)
		if (line->start[i] != ' ' && line->start[i] != '\t')
			return false;
	return true;
}

char *reader_copy(struct arena *arena, const void *bytes, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	if (length)
		memcpy(copy, bytes, length);
	return copy;
}

void *reader_grown(void *array, int n, int *room, size_t size)
{
	if (n < *room)
		return array;
	*room = *room ? 2 * *room : 16;
	array = realloc(array, (size_t)*room * size);
	must(array);
	return array;
}

/* ---- Parts ---- */

struct part *reader_add_part(struct reader *r, enum part_kind kind, int line, const char *text, size_t length)
{
	struct lesson *lesson = &r->lesson;
	struct part *part;

	lesson->parts = reader_grown(lesson->parts, lesson->n_parts, &r->parts_room, sizeof *part);
	part = &lesson->parts[lesson->n_parts++];
	*part = (struct part){ .kind = kind, .fold = r->fold, .line = line };
	part->text = reader_copy(r->course->arena, text, length);
	return part;
}

void reader_flush(struct reader *r)
{
	if (r->prose.length)
		reader_add_part(r, PART_PROSE, r->prose_line, r->prose.text, r->prose.length);
	buf_clear(&r->prose);
}

void reader_add_prose(struct reader *r, const struct text_line *line)
{
	if (r->prose.length == 0 && reader_is_blank(line))
		return;
	if (r->prose.length == 0)
		r->prose_line = line->number;
	buf_add(&r->prose, line->start, line->length);
	buf_addc(&r->prose, '\n');
}

/* ---- Folds ---- */

static void open_fold(struct reader *r, const struct text_line *line)
{
	static const struct { const char *mark; enum fold fold; } folds[] = {
		{ "<details><summary>Answer</summary>",   FOLD_ANSWER },
		{ "<details><summary>Hint ",              FOLD_HINT },
		{ "<details><summary>Solution</summary>", FOLD_SOLUTION },
	};

	reader_flush(r);
	if (r->fold != FOLD_NONE)
		reader_complain(r, line->number, "a <details> within a <details>");
	for (size_t i = 0; i < sizeof folds / sizeof *folds; i++)
		if (reader_begins(line, folds[i].mark))
			r->fold = folds[i].fold;
	r->fold_line = line->number;
	if (r->fold == FOLD_NONE)
		reader_complain(r, line->number,
		            "a fold must begin with <details><summary>Answer</summary>, Hint 1 or Solution");
}

static void close_fold(struct reader *r, const struct text_line *line)
{
	reader_flush(r);
	if (r->fold == FOLD_NONE)
		reader_complain(r, line->number, "a </details> that closes nothing");
	r->fold = FOLD_NONE;
}

/* ---- Lessons ---- */

static void end_lesson(struct reader *r)
{
	struct arena *arena = r->course->arena;
	struct lesson *lesson = &r->lesson;
	struct part *parts;

	reader_flush(r);
	parts = lesson->parts;
	if (r->fold != FOLD_NONE)
		reader_complain(r, r->fold_line, "the <details> that begins here is never closed");
	if (r->skip || r->varies)
		reader_complain(r, lesson->line, "a directive in this lesson stands before no block");
	lesson->parts = (struct part *)reader_copy(arena, parts, (size_t)lesson->n_parts * sizeof *parts);
	free(parts);
	r->parts_room = 0;
	lesson_find_stops(lesson, arena);
	r->course->lessons = reader_grown(r->course->lessons, r->course->n, &r->lessons_room, sizeof *lesson);
	r->course->lessons[r->course->n++] = *lesson;
	*lesson = (struct lesson){ 0 };
}

static void begin_lesson(struct reader *r, const struct text_line *line)
{
	char *heading = reader_copy(r->course->arena, line->start, line->length), *title = NULL;
	long number = strtol(heading + strlen("## Lesson "), &title, 10);

	end_lesson(r);
	if (number < 1 || number > 999 || *title != ':')
		reader_complain(r, line->number, "a lesson's heading must be \"## Lesson N: Title\"");
	else if (course_lesson(r->course, (int)number))
		reader_complain(r, line->number, "a second lesson with this number");
	else
		title += 1 + strspn(title + 1, " ");
	r->lesson = (struct lesson){ .number = (int)number, .title = title, .line = line->number };
}

static void read_one(struct reader *r, const struct text_line *line)
{
	char mark = 0;
	size_t fence = reader_fence_length(line, &mark);

	if (fence) {
		reader_fence(r, *line, mark, fence);
	} else if (reader_begins(line, "<!--")) {
		reader_comment(r, *line);
	} else if (reader_begins(line, "<details>")) {
		open_fold(r, line);
	} else if (reader_begins(line, "</details>")) {
		close_fold(r, line);
	} else if (reader_begins(line, "## Lesson ")) {
		begin_lesson(r, line);
	} else if (reader_begins(line, "> **Predict.**")) {
		reader_question(r, *line);
	} else {
		if (reader_begins(line, "## ") || reader_begins(line, "### "))
			reader_flush(r);
		reader_add_prose(r, line);
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
		(struct lesson *)reader_copy(course->arena, lessons, (size_t)course->n * sizeof *lessons);
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
	course->text = reader_copy(arena, text, length);
	r.at = course->text;
	r.end = course->text + length;
	r.lesson.title = "Introduction";
	r.lesson.line = 1;
	if (memchr(text, '\0', length))
		reader_complain(&r, 1, "it holds zero bytes: that is no text");
	while (reader_line(&r, &line))
		read_one(&r, &line);
	return finish(&r);
}
