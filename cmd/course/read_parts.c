/* read_parts.c - the parts of a lesson while it is read; see read_lesson.h. */
#include "cmd/course/read_lesson.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

void reader_complain(struct reader *r, int line, const char *what)
{
	if (!r->failed)
		buf_printf(r->error, "%s: line %d: %s", r->course->name, line, what);
	r->failed = true;
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

struct part *reader_add_part(struct reader *r, enum part_kind kind, int line, const char *text, size_t length)
{
	struct lesson *lesson = &r->lesson;
	struct part *part;
	char *copy = arena_alloc(r->course->arena, length + 1);

	if (length)
		memcpy(copy, text, length);
	lesson->parts = reader_grown(lesson->parts, lesson->n_parts, &r->parts_room, sizeof *part);
	part = &lesson->parts[lesson->n_parts++];
	*part = (struct part){ .kind = kind, .fold = r->fold, .line = line, .text = copy, .expected = "",
	                        .number = r->fold == FOLD_REVIEW ? r->review : 0 };
	return part;
}

struct part *reader_add_lines(struct reader *r, enum part_kind kind, int line, int end)
{
	const char *from = r->line_at[line - 1], *to = r->line_at[end - 1];

	while (to > from && strchr(" \t\r\n", to[-1]))
		to--;
	return reader_add_part(r, kind, line, from, (size_t)(to - from));
}

void reader_flush(struct reader *r, int end)
{
	struct part *part;

	if (!r->prose)
		return;
	part = reader_add_lines(r, PART_PROSE, r->prose, end);
	if (r->fold == FOLD_ANSWER || r->fold == FOLD_REVIEW)
		reader_answer(r, part);
	r->prose = 0;
}
