/* lesson_choose.c - see lesson_choose.h. */
#include "cmd/course/lesson_choose.h"

#include <stdlib.h>

#include "cmd/course/play.h"
#include "cmd/course/progress.h"

enum { NO_SUCH_LESSON = SIDE_QUEST };    /* nor is it a side quest's */

const char *lesson_path(const struct session *session, const char *file)
{
	if (!file && play_now(session) && play_course(play_now(session))->own)
		return play_course(play_now(session))->name;
	return file ? file : course_usual();
}

struct course *lesson_load(struct session *session, const char *path)
{
	struct buf error = { 0 };
	struct course *course = course_load(path, &error);

	if (!course)
		complain(session, "bad-course", NULL, "%s", buf_text(&error));
	buf_free(&error);
	return course;
}

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
			buf_printf(out, "%s%s", comma, course->lessons[i].name);
			comma = ", ";
		}
}

/* The smallest number above `number` that the course leaves out below its last; 0 when there is none. */
static int missing_above(const struct course *course, int number)
{
	int last = 0;

	for (int i = 0; i < course->n; i++)
		if (!lesson_is_quest(&course->lessons[i]))
			last = course->lessons[i].number;
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

	lesson = lesson_number(word, &number) ? course_lesson(course, number) : course_named(course, word);
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

/* Done, or left as skipped. */
static bool is_behind(const struct course *course, const struct lesson *lesson)
{
	struct progress progress = progress_load(course, lesson);

	return progress.done || progress.skipped;
}

bool lesson_any_done(const struct course *course)
{
	for (int i = 0; i < course->n; i++)
		if (course->lessons[i].number && progress_load(course, &course->lessons[i]).done)
			return true;
	return false;
}

/* Of the lessons from this number on, or of the side quests. */
static const struct lesson *first_undone(const struct course *course, bool quest, int from)
{
	for (int i = 0; i < course->n; i++) {
		const struct lesson *lesson = &course->lessons[i];

		if (lesson->number && lesson->number >= from && lesson_is_quest(lesson) == quest && !is_behind(course, lesson))
			return lesson;
	}
	return NULL;
}

const struct lesson *lesson_open(const struct course *course)
{
	const struct lesson *last = progress_latest(course, LATEST);

	return last && progress_load(course, last).begun ? last : NULL;
}

const struct lesson *lesson_undone(const struct course *course)
{
	const struct lesson *last = progress_latest(course, LATEST_NO_QUEST);
	const struct lesson *next = first_undone(course, false, last ? last->number : 0);

	return next ? next : first_undone(course, false, 0);
}

const struct lesson *lesson_due(const struct course *course)
{
	const struct lesson *due = lesson_open(course);

	if (!due)
		due = lesson_undone(course);
	if (!due)
		due = progress_latest(course, LATEST_BEGUN);
	if (!due)
		due = first_undone(course, true, 0);
	return due ? due : &course->lessons[course->n > 1];
}

void lesson_json(struct json *json, const struct lesson *lesson)
{
	if (lesson_is_quest(lesson))
		json_text(json, "side_quest", lesson->name);
	else
		json_int(json, "lesson", lesson->number);
	json_text(json, "title", lesson->title);
}
