/*
 * lesson_reader.h - LESSONS.md while it is read; between lesson_parse.c, which knows what a course is made of, and
 * lesson_marked.c, which reads whatever has an end mark.
 */
#ifndef CMD_LESSON_READER_H
#define CMD_LESSON_READER_H

#include "cmd/course/lesson.h"

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

/* Only the first complaint is reported; after it there are no more lines. */
void reader_complain(struct reader *, int line, const char *what);

/* The next line. False at the end. */
bool reader_line(struct reader *, struct text_line *);

bool reader_begins(const struct text_line *, const char *word);
bool reader_is_blank(const struct text_line *);

/* `length` bytes and a zero byte. */
char *reader_copy(struct arena *, const void *bytes, size_t length);

/* The array with room for one more than `n`. */
void *reader_grown(void *array, int n, int *room, size_t size);

/* A part of the lesson that is being read, with a copy of the text. */
struct part *reader_add_part(struct reader *, enum part_kind, int line, const char *text, size_t length);

/* Prose is gathered until something else begins: then it becomes a part. */
void reader_add_prose(struct reader *, const struct text_line *);
void reader_flush(struct reader *);

/* Each reads what begins on this line to its end mark. */
void reader_question(struct reader *, struct text_line);
void reader_fence(struct reader *, struct text_line, char mark, size_t length);
void reader_comment(struct reader *, struct text_line);

/* The length of the fence mark the line begins with, 0 for none; `*mark` is its character. */
size_t reader_fence_length(const struct text_line *, char *mark);

#endif
