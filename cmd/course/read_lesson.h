/*
 * read_lesson.h - LESSONS.md while it is read; between read_lesson.c, which goes through what stands on the page,
 * lesson_html.c, which reads what a page does not show (folds, comments), read_goal.c and read_grade.c, which read
 * what a directive asks for, read_answer.c, which reads answers, read_order.c, which reads lines to be put in order,
 * and read_parts.c, which keeps the parts.
 */
#ifndef CMD_READ_LESSON_H
#define CMD_READ_LESSON_H

#include <cmark.h>

#include "cmd/course/lesson.h"

struct reader {
	struct course *course;
	int            n_lines;
	const char   **line_at;         /* where each line of the course's text begins, and after the last its end */
	struct buf    *error;
	bool           failed;

	struct lesson  lesson;          /* being read; its parts are malloc'ed */
	int            parts_room, lessons_room;
	int            prose;           /* the line where prose began that is not a part yet; 0 for none */
	enum fold      fold;
	int            fold_line;
	int            review;          /* in FOLD_REVIEW: of which question, from 1 */
	bool           skip, varies;    /* directives for the next block */
	struct puzzle  puzzle;          /* for the next question for an order; its program NULL, its n 0 until they are read */
};

/* Only the first complaint is reported; after it nothing more is read. */
void reader_complain(struct reader *, int line, const char *what);

/* The array with room for one more than `n`. */
void *reader_grown(void *array, int n, int *room, size_t size);

/* A part of the lesson that is being read, with a copy of the text. */
struct part *reader_add_part(struct reader *, enum part_kind, int line, const char *text, size_t length);

/* The same with the lines from `line` up to `end`, empty ones at its end left out. */
struct part *reader_add_lines(struct reader *, enum part_kind, int line, int end);

/* Prose goes on until something else begins, at line `end`: then it becomes a part. */
void reader_flush(struct reader *, int end);

/* The prose is an answer: find what is expected, and what is said of wrong answers, which leaves the text. */
void reader_answer(struct reader *, struct part *);

/* The verdict with this word; false for no verdict's. */
bool reader_verdict(const char *word, enum verdict *);

/* Read a check directive's lines; texts lie in the arena. NULL, or what is wrong, in static storage. */
const char *reader_goal(struct goal *, struct arena *, const char *text);

/* "ok" of the line "goal: ok" in a directive's lines, trimmed, in the arena; NULL when there is none. */
const char *reader_value(struct arena *, const char *text, const char *key);

/* Of lines to be put in order: the directive, the fence, and the question, which takes both. */
void reader_order(struct reader *, const char *text, int line);
void reader_order_lines(struct reader *, const char *fence, int line);
void reader_puzzle(struct reader *, struct part *question);

/* Does each line of a directive, but for its first, begin with one of these keys (NULL-ended)? Else complain. */
bool reader_keys(struct reader *, const char *text, int line, const char *const *keys);

/* Read the lines of a directive about homework: what it is, or one check more of it. */
void reader_homework(struct reader *, const char *text, int line);
void reader_grade(struct reader *, const char *text, int line);

/* HTML is a fold's beginning or end, a comment, or prose; which is left to the caller: false. */
bool reader_html(struct reader *, const char *html, int line);

#endif
