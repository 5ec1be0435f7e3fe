/*
 * lesson_lint.c - what a good lesson has, checked without running anything; see course_lint() in lesson.h.
 */
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "cmd/course/lesson_lint.h"
#include "lab/base/text.h"
#include "lab/compile/sources.h"
#include "lab/engine/pattern.h"
#include "lab/program/program.h"

enum { N_HINTS = 3 };

void lint_fault(struct lint *lint, int line, const char *format, ...)
{
	va_list args;

	buf_printf(lint->report, "%s: line %d: ", lint->course->name, line);
	va_start(args, format);
	buf_vprintf(lint->report, format, args);
	va_end(args);
	buf_addc(lint->report, '\n');
	lint->n++;
}

/* ---- Patterns that are named exist ---- */

static bool is_pattern(const char *name, size_t length)
{
	for (int i = 0; patterns[i]; i++)
		if (strlen(patterns[i]->name) == length && memcmp(patterns[i]->name, name, length) == 0)
			return true;
	return false;
}

static size_t word_length(const char *text)
{
	return strcspn(text, " \t");
}

static bool word_is(const char *text, const char *word)
{
	return word_length(text) == strlen(word) && strncmp(text, word, strlen(word)) == 0;
}

static const char *next_word(const char *text)
{
	text += word_length(text);
	return text + strspn(text, " \t");
}

/* One that everybody has: the program carries it. */
static bool is_carried(const char *name, size_t length)
{
	struct buf path = { 0 };
	bool carried;

	buf_add(&path, name, length);
	carried = program_is_path(buf_text(&path)) && sources_carried(buf_text(&path));
	buf_free(&path);
	return carried;
}

/* "run NAME ...", "use NAME", "patterns NAME", perhaps after "repeat N". */
static void check_names(struct lint *lint, const char *command, int line)
{
	size_t n;

	if (word_is(command, "repeat"))
		command = next_word(next_word(command));
	if (!word_is(command, "run") && !word_is(command, "use") && !word_is(command, "patterns"))
		return;
	command = next_word(command);
	n = word_length(command);
	if (n && !memchr(command, '=', n) && !is_pattern(command, n) && !is_carried(command, n))
		lint_fault(lint, line, "there is no pattern '%.*s'", (int)n, command);
}

static void check_commands(struct lint *lint, const struct part *part)
{
	for (int i = 0; i < part->transcript.n; i++)
		check_names(lint, part->transcript.exchanges[i].command, part->transcript.exchanges[i].line);
	if (part->kind == PART_CHECK)
		check_names(lint, part->goal.start, part->line);
}

/* ---- The parts are there ---- */

int lint_count(const struct lesson *lesson, enum part_kind kind, enum fold fold)
{
	int n = 0;

	while (lesson_part(lesson, kind, fold, n))
		n++;
	return n;
}

static void check_parts(struct lint *lint, const struct lesson *lesson)
{
	int hints = lint_count(lesson, PART_PROSE, FOLD_HINT), checks = lint_count(lesson, PART_CHECK, FOLD_NONE);
	const struct part *first = lesson_part(lesson, PART_PROSE, FOLD_NONE, 0);

	if (!first || strncmp(first->text, "**Goal.**", 9) != 0)
		lint_fault(lint, lesson->line, "lesson %s does not begin with **Goal.**", lesson->name);
	if (lint_count(lesson, PART_BLOCK, FOLD_NONE) == 0)
		lint_fault(lint, lesson->line, "lesson %s runs nothing", lesson->name);
	lint_questions(lint, lesson);
	if (checks != 1)
		lint_fault(lint, lesson->line, "lesson %s has %d checks, it must have one", lesson->name,
		      checks);
	if (hints != N_HINTS)
		lint_fault(lint, lesson->line, "lesson %s has %d hint%s, it must have %d", lesson->name, hints,
		      text_s(hints), N_HINTS);
	if (!lesson_reference(lesson))
		lint_fault(lint, lesson->line, "lesson %s has no solution that runs a pattern", lesson->name);
}

/* From the folder of the course, as `grade` has it. */
static bool is_there(const struct course *course, const char *name, size_t length)
{
	const char *slash = strrchr(course->name, '/');
	struct buf path = { 0 };
	bool there;

	if (slash && *name != '/')
		buf_add(&path, course->name, (size_t)(slash + 1 - course->name));
	buf_add(&path, name, length);
	there = access(buf_text(&path), R_OK) == 0 || sources_carried(buf_text(&path));
	buf_free(&path);
	return there;
}

/* "hw.c,tools.c FIXED=1": each of the files is there. */
static void check_files(struct lint *lint, int line, const char *role, const char *words)
{
	const char *end = words + word_length(words);

	for (size_t n; words < end; words += n + (words + n < end)) {
		n = strcspn(words, ", \t");
		if (n && !is_there(lint->course, words, n))
			lint_fault(lint, line, "the %s of the homework is not there: %.*s", role, (int)n, words);
	}
}

/* A homework has checks, and can be checked itself. */
static void check_homework(struct lint *lint, const struct homework *homework)
{
	if (homework->skeleton)
		check_files(lint, homework->own_line, "skeleton", homework->skeleton);
	if (homework->reference)
		check_files(lint, homework->own_line, "reference answer", homework->reference);
	if (homework->line && !homework->grades)
		lint_fault(lint, homework->line, "a homework without a check");
	if (homework->grades && !homework->reference)
		lint_fault(lint, homework->line, "a homework names no skeleton and no reference answer");
}

static bool has_homework(const struct course *course)
{
	return course->n > 0 && course->lessons[0].homework.grades;
}

/* ---- The whole ---- */

int course_elided(const struct course *course, int *lines)
{
	int elided = 0, n;

	*lines = 0;
	for (int i = 0; i < course->n; i++)
		for (int j = 0; j < course->lessons[i].n_parts; j++) {
			const struct part *part = &course->lessons[i].parts[j];

			for (int k = 0; k < part->transcript.n && !part->varies; k++) {
				elided += transcript_elided(part->transcript.exchanges[k].expected, &n);
				*lines += n;
			}
		}
	return elided;
}

static void check_elisions(struct lint *lint)
{
	int lines, elided = course_elided(lint->course, &lines);

	if (elided * 100 > lines * MAX_ELIDED_PERCENT)
		lint_fault(lint, 1, "%d of %d expected lines are elided: more than %d %%", elided, lines,
		      MAX_ELIDED_PERCENT);
}

int course_lint(const struct course *course, struct buf *report)
{
	struct lint lint = { course, report, 0 };
	const struct lesson *last = NULL;

	for (int i = 0; i < course->n; i++) {
		const struct lesson *lesson = &course->lessons[i];

		if (last && lesson->number <= last->number)
			lint_fault(&lint, lesson->line, "lesson %s stands after lesson %s", lesson->name, last->name);
		last = lesson;
		for (int j = 0; j < lesson->n_parts; j++)
			check_commands(&lint, &lesson->parts[j]);
		if (lesson->number)
			check_parts(&lint, lesson);
		check_homework(&lint, &lesson->homework);
	}
	if (course->n < 2 && !has_homework(course))
		lint_fault(&lint, 1, "there is no lesson");
	check_elisions(&lint);
	return lint.n;
}
