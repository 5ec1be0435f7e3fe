/*
 * lesson.c - finding one's way in a course; see lesson.h.
 */
#include "cmd/course/lesson.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/session/parse.h"
#include "lab/base/embed.h"

/* ---- Stops ---- */

/* The open part nearest to `at` in steps of `step`, or -1. */
static int open_part(const struct lesson *lesson, int at, int step)
{
	for (at += step; at >= 0 && at < lesson->n_parts; at += step)
		if (lesson->parts[at].fold == FOLD_NONE)
			return at;
	return -1;
}

/* A heading, and nothing below it. */
static bool is_heading(const struct part *part)
{
	const char *text = part->text;

	if (part->kind != PART_PROSE || *text != '#')
		return false;
	text += strcspn(text, "\n");
	return !text[strspn(text, " \n")];
}

/* Prose leads on to what follows, but for what explains a run, and before the next portion. */
static bool stops_here(const struct lesson *lesson, int at)
{
	int before = open_part(lesson, at, -1), after = open_part(lesson, at, 1);

	if (is_heading(&lesson->parts[at]) && after >= 0)
		return false;
	if (lesson->parts[at].kind != PART_PROSE || after < 0 || lesson->parts[after].kind == PART_PROSE)
		return true;
	return part_asks(&lesson->parts[after]) && before >= 0 &&
		lesson->parts[before].kind == PART_BLOCK;
}

static int fill_stops(const struct lesson *lesson, struct stop *stops)
{
	int n = 0, from = 0;

	for (int at = 0; at < lesson->n_parts; at++) {
		const struct part *part = &lesson->parts[at];
		int n_commands = part->kind == PART_BLOCK ? part->transcript.n : 1;

		if (part->fold != FOLD_NONE || !stops_here(lesson, at))
			continue;
		for (int i = 0; i < n_commands; i++) {
			if (stops)
				stops[n] = (struct stop){ from, at, i };
			n++;
			from = at + (i == n_commands - 1);
		}
		from = at + 1;
	}
	return n;
}

void lesson_find_stops(struct lesson *lesson, struct arena *arena)
{
	lesson->n_stops = fill_stops(lesson, NULL);
	lesson->stops = arena_alloc(arena, (size_t)lesson->n_stops * sizeof *lesson->stops);
	fill_stops(lesson, lesson->stops);
}

/* ---- Finding ---- */

const struct lesson *course_lesson(const struct course *course, int number)
{
	for (int i = 0; i < course->n; i++)
		if (course->lessons[i].number == number)
			return &course->lessons[i];
	return NULL;
}

const struct lesson *course_named(const struct course *course, const char *name)
{
	for (int i = 0; i < course->n; i++)
		if (course->lessons[i].number && strcmp(course->lessons[i].name, name) == 0)
			return &course->lessons[i];
	return NULL;
}

bool lesson_is_quest(const struct lesson *lesson)
{
	return lesson->number > SIDE_QUEST;
}

const struct part *lesson_part(const struct lesson *lesson, enum part_kind kind, enum fold fold, int n)
{
	for (int i = 0; i < lesson->n_parts; i++)
		if (lesson->parts[i].kind == kind && lesson->parts[i].fold == fold && n-- == 0)
			return &lesson->parts[i];
	return NULL;
}

bool part_asks(const struct part *part)
{
	return (part->kind == PART_PREDICT || part->kind == PART_ORDER) && part->fold == FOLD_NONE;
}

const struct part *lesson_question(const struct lesson *lesson, int n)
{
	for (int i = 0; i < lesson->n_parts; i++)
		if (part_asks(&lesson->parts[i]) && n-- == 0)
			return &lesson->parts[i];
	return NULL;
}

const struct part *lesson_answer(const struct lesson *lesson, int n)
{
	return lesson_part(lesson, PART_PROSE, FOLD_ANSWER, n);
}

const char *lesson_reference(const struct lesson *lesson)
{
	const struct part *block;

	for (int n = 0; (block = lesson_part(lesson, PART_BLOCK, FOLD_SOLUTION, n)) != NULL; n++)
		for (int i = 0; i < block->transcript.n; i++)
			if (strncmp(block->transcript.exchanges[i].command, "run ", 4) == 0)
				return block->transcript.exchanges[i].command;
	return NULL;
}

/* ---- Loading ---- */

enum { LARGEST_FILE = 16 << 20 };       /* not every file has an end */

static struct course *load_file(const char *path, struct buf *error)
{
	FILE *file = fopen(path, "rb");
	struct course *course = NULL;
	struct buf text = { 0 };
	char bytes[4096];
	size_t n;

	if (!file) {
		buf_printf(error, "cannot read %s: %s", path, strerror(errno));
		return NULL;
	}
	while ((n = fread(bytes, 1, sizeof bytes, file)) > 0 && text.length <= LARGEST_FILE)
		buf_add(&text, bytes, n);
	if (ferror(file))
		buf_printf(error, "cannot read %s: %s", path, strerror(errno));
	else if (text.length > LARGEST_FILE)
		buf_printf(error, "cannot read %s: %s", path, strerror(EFBIG));
	else
		course = course_parse(path, buf_text(&text), text.length, error);
	fclose(file);
	buf_free(&text);
	return course;
}

const char *course_usual(void)
{
	const char *path = getenv("CONCLAB_LESSONS");

	return path && *path ? path : NULL;
}

static struct course *load_own(const char *path, struct buf *error)
{
	struct course *course = load_file(path, error);
	struct buf option = { 0 };

	if (!course)
		return NULL;
	course->own = true;
	if (!course_usual() || strcmp(course_usual(), path) != 0) {
		buf_adds(&option, " lessons=");
		parse_spell(&option, path);
		course->option = arena_text(course->arena, buf_text(&option));
	}
	buf_free(&option);
	return course;
}

struct course *course_load(const char *path, struct buf *error)
{
	const char *text;

	if (path)
		return load_own(path, error);
	text = embedded_text("LESSONS.md");
	if (text)
		return course_parse("LESSONS.md", text, strlen(text), error);
	buf_adds(error, "this program was built without LESSONS.md");
	return NULL;
}

void course_free(struct course *course)
{
	if (course)
		arena_free(course->arena);
}
