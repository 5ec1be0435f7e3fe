/*
 * lesson_html.c - what a page does not show of a lesson: where a fold begins and ends, and comments, which may be
 * directives; see read_lesson.h.
 */
#include "cmd/course/read_lesson.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/course/markdown_text.h"

static bool begins(const char *text, const char *word)
{
	return strncmp(text, word, strlen(word)) == 0;
}

/* ---- Folds ---- */

static void open_fold(struct reader *r, const char *html, int line)
{
	static const struct { const char *mark; enum fold fold; } folds[] = {
		{ "<details><summary>Answer</summary>",   FOLD_ANSWER },
		{ "<details><summary>Hint ",              FOLD_HINT },
		{ "<details><summary>Solution</summary>", FOLD_SOLUTION },
		{ "<details><summary>Review ",            FOLD_REVIEW },
	};

	if (r->fold != FOLD_NONE)
		reader_complain(r, line, "a <details> within a <details>");
	for (size_t i = 0; i < sizeof folds / sizeof *folds; i++)
		if (begins(html, folds[i].mark))
			r->fold = folds[i].fold;
	r->fold_line = line;
	if (r->fold == FOLD_NONE)
		reader_complain(r, line, "a fold must begin with <details><summary>Answer</summary>, Hint 1, Solution or Review 1");
	if (r->fold != FOLD_REVIEW)
		return;
	r->review = atoi(html + strlen("<details><summary>Review "));
	if (r->review < 1)
		reader_complain(r, line, "a review says which of the lesson's questions is asked again: Review 1, ...");
}

static void close_fold(struct reader *r, int line)
{
	if (r->fold == FOLD_NONE)
		reader_complain(r, line, "a </details> that closes nothing");
	r->fold = FOLD_NONE;
}

static bool is_fold(const char *line)
{
	return begins(line, "<details>") || begins(line, "</details>");
}

static const char *next_line(const char *line)
{
	line += strcspn(line, "\n");
	return line + (*line == '\n');
}

static bool has_fold(const char *html)
{
	while (*html && !is_fold(html))
		html = next_line(html);
	return *html != '\0';
}

/* Until an empty line everything after a <details> is HTML, whatever it looks like. */
static void read_folds(struct reader *r, const char *html, int line)
{
	reader_flush(r, line);
	for (; *html && !r->failed; html = next_line(html), line++) {
		if (begins(html, "<details>"))
			open_fold(r, html, line);
		else if (begins(html, "</details>"))
			close_fold(r, line);
		else
			reader_complain(r, line, "there must be an empty line between this and the <details> or </details>: "
			                "without it a page takes it for no Markdown");
	}
}

/* ---- Comments ---- */

static void read_check(struct reader *r, const char *text, int line)
{
	struct part *part = reader_add_part(r, PART_CHECK, line, text, strlen(text));
	const char *wrong = reader_goal(&part->goal, r->course->arena, text);

	if (wrong)
		reader_complain(r, line, wrong);
}

/* Is it the directive of this name, with lines of its own behind it? */
static bool is_directive(const char *text, const char *name)
{
	return begins(text, name) && strchr("\n ", text[strlen(name)]);
}

static void apply_directive(struct reader *r, const char *text, int line)
{
	if (strcmp(text, "skip") == 0) {
		r->skip = true;
	} else if (strcmp(text, "output-varies") == 0) {
		r->varies = true;
	} else if (is_directive(text, "check")) {
		reader_flush(r, line);
		read_check(r, text, line);
	} else if (is_directive(text, "order")) {
		reader_order(r, text, line);
	} else if (is_directive(text, "homework")) {
		reader_homework(r, text, line);
	} else if (is_directive(text, "grade")) {
		reader_grade(r, text, line);
	} else {
		reader_complain(r, line, "a directive must be skip, output-varies, check, order, homework or grade");
	}
}

static void read_comment(struct reader *r, const char *html, int line)
{
	const char *text = strstr(html, "<!--") + 4, *end = strstr(text, "-->");

	if (!end) {
		reader_complain(r, line, "the comment that begins here is never closed");
		return;
	}
	text += strspn(text, " \t");
	if (!begins(text, "conclab:"))
		return;
	text += strlen("conclab:");
	text += strspn(text, " \t");
	while (end > text && strchr(" \t\n", end[-1]))
		end--;
	apply_directive(r, arena_printf(r->course->arena, "%.*s", (int)(end - text), text), line);
}

bool reader_html(struct reader *r, const char *html, int line)
{
	if (markdown_is_comment(html))
		read_comment(r, html, line);
	else if (has_fold(html))
		read_folds(r, html, line);
	else
		return false;
	return true;
}
