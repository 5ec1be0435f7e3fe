/* lesson_choose.c - see lesson_choose.h. */
#include "cmd/course/lesson_choose.h"

#include <stdlib.h>

#include "cmd/course/progress.h"

enum { NO_SUCH_LESSON = 1000 };

bool lesson_number(const char *word, int *number)
{
	char *end;
	long n = strtol(word, &end, 10);

	*number = n < 0 || n >= NO_SUCH_LESSON ? NO_SUCH_LESSON : (int)n;
	return end > word && !*end;
}

static void add_numbers(struct buf *out, const struct course *course)
{
	const char *comma = "";

	for (int i = 0; i < course->n; i++)
		if (course->lessons[i].number) {
			buf_printf(out, "%s%d", comma, course->lessons[i].number);
			comma = ", ";
		}
}

/* The smallest number above `number` that the course leaves out below its last; 0 when there is none. */
static int missing_above(const struct course *course, int number)
{
	int last = course->n ? course->lessons[course->n - 1].number : 0;

	while (++number < last)
		if (!course_lesson(course, number))
			return number;
	return 0;
}

void lesson_missing(struct buf *out, const struct course *course)
{
	int number = missing_above(course, 0), next, n = 0;

	for (; number; number = next, n++) {
		next = missing_above(course, number);
		buf_printf(out, "%s%d", n == 0 ? "" : next ? ", " : " and ", number);
	}
	if (n)
		buf_adds(out, n == 1 ? " is not written yet" : " are not written yet");
}

const struct lesson *lesson_choose(struct session *session, const struct course *course, const char *word)
{
	const struct lesson *lesson = NULL;
	struct buf there = { 0 };
	int number;

	if (lesson_number(word, &number))
		lesson = course_lesson(course, number);
	if (lesson)
		return lesson;
	add_numbers(&there, course);
	if (missing_above(course, 0))
		buf_adds(&there, "; ");
	lesson_missing(&there, course);
	complain(session, "unknown-lesson", NULL, "there is no lesson '%.40s', only %s", word, buf_text(&there));
	buf_free(&there);
	return NULL;
}

bool lesson_any_done(const struct course *course)
{
	for (int i = 0; i < course->n; i++)
		if (course->lessons[i].number && progress_load(course, &course->lessons[i]).done)
			return true;
	return false;
}

const struct lesson *lesson_undone(const struct course *course)
{
	for (int i = 0; i < course->n; i++)
		if (course->lessons[i].number && !progress_load(course, &course->lessons[i]).done)
			return &course->lessons[i];
	return NULL;
}

const struct lesson *lesson_due(const struct course *course)
{
	const struct lesson *left = progress_latest(course);

	if (!left)
		left = lesson_undone(course);
	return left ? left : &course->lessons[course->n > 1];
}
