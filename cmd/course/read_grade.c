/* read_grade.c - what a course's directives about homework ask for; see read_lesson.h and lesson.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/course/read_lesson.h"

enum { USUAL_RUNS = 20, MOST_MARKS = 1000, MOST_THREADS = 1000 };

static const long USUAL_WORK = 1000000, MOST_WORK = 1000000000;

static const char *const homework_keys[] = { "skeleton", "reference", NULL };

static const char *const grade_keys[] = {
	"what", "marks", "start", "goal", "never", "runs", "prove", "work", "prints", "takes", "threads", "without",
	"with", "hint", NULL
};

static const char *next_line(const char *text)
{
	text += strcspn(text, "\n");
	return text + (*text == '\n');
}

static bool has_key(const char *line, const char *const *keys)
{
	for (; *keys; keys++)
		if (strncmp(line, *keys, strlen(*keys)) == 0 && line[strlen(*keys)] == ':')
			return true;
	return false;
}

/* A mistyped key would be a check that is not made: each line has one that is known. */
bool reader_keys(struct reader *r, const char *text, int line, const char *const *keys)
{
	for (text = next_line(text); *text; text = next_line(text)) {
		line++;
		if (text[strspn(text, " \t\r")] == '\n' || has_key(text, keys))
			continue;
		reader_complain(r, line, arena_printf(r->course->arena, "a line of this directive begins with none of its "
		                "keys: '%.*s'", (int)strcspn(text, ":\r\n"), text));
		return false;
	}
	return true;
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

/* The number of the line with this key; `usual` when there is none; -1 when it is no number from 1 to `most`. */
static long number(struct reader *r, const char *text, const char *key, long usual, long most)
{
	const char *value = reader_value(r->course->arena, text, key);
	char *end;
	long n;

	if (!value)
		return usual;
	errno = 0;
	n = strtol(value, &end, 10);
	return errno || end == value || *end || n < 1 || n > most ? -1 : n;
}

static bool is_told_once(const char *text, const char *key)
{
	int n = 0;

	for (; *text; text = next_line(text))
		n += strncmp(text, key, strlen(key)) == 0 && text[strlen(key)] == ':';
	return n < 2;
}

/* Lines that are to be printed, anything between them. */
static const char *lines_printed(struct reader *r, const char *text)
{
	struct buf all = { 0 };
	const char *lines;

	for (; *text; text = next_line(text)) {
		const char *line = strncmp(text, "prints:", 7) == 0 ? reader_value(r->course->arena, text, "prints") : NULL;

		if (line)
			buf_printf(&all, "%s%s\n...\n", all.length ? "" : "...\n", line);
	}
	lines = arena_text(r->course->arena, buf_text(&all));
	buf_free(&all);
	return lines;
}

/* ---- Checks ---- */

/* "deadlock leak": all verdicts but these, and but those that tell of no end. It will be told as "deadlock or leak". */
static bool read_never(struct reader *r, struct grade *grade)
{
	struct buf words = { 0 }, told = { 0 };
	enum verdict verdict;
	bool good = true;

	grade->allowed = (1u << VERDICT_COUNT) - 1;
	grade->allowed &= ~(1u << VERDICT_STALLED | 1u << VERDICT_INTERRUPTED | 1u << VERDICT_FAILED);
	buf_adds(&words, grade->never);
	for (char *rest, *word = strtok_r(words.text, " \t", &rest); word && good; word = strtok_r(NULL, " \t", &rest)) {
		good = reader_verdict(word, &verdict);
		if (good)
			grade->allowed &= ~(1u << verdict);
		buf_printf(&told, "%s%s", told.length ? " or " : "", word);
	}
	grade->never = arena_text(r->course->arena, buf_text(&told));
	buf_free(&words);
	buf_free(&told);
	return good;
}

static const char *read_verdicts(struct reader *r, struct grade *grade, const char *text)
{
	struct arena *arena = r->course->arena;
	const char *goal = reader_value(arena, text, "goal"), *wrong;

	grade->never = or_empty(reader_value(arena, text, "never"));
	if (*grade->never && goal)
		return "a check has a line \"goal: ...\" or one \"never: ...\", not both";
	if (*grade->never && !read_never(r, grade))
		return "\"never: ...\" names verdicts: deadlock leak race ...";
	wrong = reader_goal(&grade->goal, arena, *grade->never ? arena_printf(arena, "%s\ngoal: ok", text) : text);
	if (!wrong && !*grade->never)
		grade->allowed = 1u << grade->goal.verdict;
	return wrong;
}

/* What is run, and how that is to end. A check that only looks at calls runs nothing. */
static const char *read_goal(struct reader *r, struct grade *grade, const char *text)
{
	const char *wrong;

	grade->goal.start = grade->never = "";
	if (!reader_value(r->course->arena, text, "start"))
		return (*grade->without || *grade->with) && !grade->threads ? NULL :
		       "a check of a homework has a line \"start: run PROGRAM ...\"; only one with \"without: ...\" or \"with: ...\" "
		       "may lack it";
	wrong = read_verdicts(r, grade, text);
	if (wrong)
		return wrong;
	if (strncmp(grade->goal.start, "run PROGRAM", 11) != 0 || !strchr(" ", grade->goal.start[11]))
		return "what is started must be \"run PROGRAM\", with settings behind it";
	if (strstr(grade->goal.start, " seed="))
		return "the runs of a check have seeds of their own: leave out seed=";
	if (grade->goal.proved && !reader_value(r->course->arena, text, "runs"))
		grade->goal.runs = *grade->prints || grade->takes_ms ? USUAL_RUNS : 1;
	return NULL;
}

static const char *read_grade(struct reader *r, struct grade *grade, const char *text)
{
	struct arena *arena = r->course->arena;

	for (int i = 0; grade_keys[i]; i++)
		if (strcmp(grade_keys[i], "prints") != 0 && !is_told_once(text, grade_keys[i]))
			return arena_printf(arena, "a check has two lines with \"%s:\"", grade_keys[i]);
	grade->what = or_empty(reader_value(arena, text, "what"));
	grade->hint = or_empty(reader_value(arena, text, "hint"));
	grade->without = or_empty(reader_value(arena, text, "without"));
	grade->with = or_empty(reader_value(arena, text, "with"));
	grade->prints = lines_printed(r, text);
	grade->marks = (int)number(r, text, "marks", -1, MOST_MARKS);
	grade->work = number(r, text, "work", USUAL_WORK, MOST_WORK);
	grade->takes_ms = number(r, text, "takes", 0, 1000000000);
	grade->threads = (int)number(r, text, "threads", 0, MOST_THREADS);
	if (!*grade->what)
		return "a check of a homework needs a line \"what: ...\": in one line, what is checked";
	if (grade->marks < 0)
		return "a check of a homework needs a line \"marks: N\", from 1 to 1000";
	if (grade->threads < 0)
		return "\"threads: N\" is a number from 1 to 1000: so many are to be started, at least";
	if (grade->work < 0 || grade->takes_ms < 0)
		return "\"work: N\" is a count of steps, \"takes: N\" one of milliseconds; both from 1";
	return read_goal(r, grade, text);
}

static struct homework *homework_at(struct reader *r, int line)
{
	if (!r->lesson.homework.line)
		r->lesson.homework.line = line;
	return &r->lesson.homework;
}

void reader_grade(struct reader *r, const char *text, int line)
{
	struct grade *grade = arena_alloc(r->course->arena, sizeof *grade), **last = &homework_at(r, line)->grades;
	const char *wrong;

	if (!reader_keys(r, text, line, grade_keys))
		return;
	grade->line = line;
	wrong = read_grade(r, grade, text);
	if (wrong)
		reader_complain(r, line, wrong);
	while (*last)
		last = &(*last)->next;
	*last = grade;
}

void reader_homework(struct reader *r, const char *text, int line)
{
	struct homework *homework = homework_at(r, line);

	if (homework->skeleton || homework->reference)
		reader_complain(r, line, "a second homework in one lesson");
	if (!reader_keys(r, text, line, homework_keys))
		return;
	homework->own_line = line;
	homework->skeleton = reader_value(r->course->arena, text, "skeleton");
	homework->reference = reader_value(r->course->arena, text, "reference");
	if (!homework->skeleton || !homework->reference)
		reader_complain(r, line, "a homework needs two lines, \"skeleton: FILE\" and \"reference: FILE\"; the same file "
		                "with other settings will do");
}
