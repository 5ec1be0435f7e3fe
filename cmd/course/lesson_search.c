/* lesson_search.c - where in a course something is told; see lesson_choose.h. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "cmd/course/lesson_choose.h"
#include "cmd/course/markdown.h"
#include "cmd/session/out.h"
#include "lab/base/text.h"

enum { SHOWN = 2, LESSONS_SHOWN = 6 };  /* places of a lesson, of the first lessons; of the others there is a count, or a name */

/* How what is looked for stands in a text; what fits best anywhere in the course is shown. */
enum fit { WHOLE_WORDS, WORD_STARTS, ANYWHERE };

static bool is_in_word(char c)
{
	return isalnum((unsigned char)c);
}

/* Does a word end here? Several of what it means are the same word. */
static bool is_end(const char *at)
{
	return !is_in_word(at[0]) || (at[0] == 's' && !is_in_word(at[1]));
}

/* Where `words` stand in the text, in any case; NULL: nowhere. */
static const char *find(const char *text, const char *words, enum fit fit)
{
	size_t n = strlen(words);

	for (const char *at = text; *at; at++)
		if (strncasecmp(at, words, n) == 0 && (fit == ANYWHERE || at == text || !is_in_word(at[-1])) &&
		    (fit != WHOLE_WORDS || is_end(at + n)))
			return at;
	return NULL;
}

/* The words as they stand; else, where all of them are somewhere, the first of them. */
static const char *find_words(const char *text, const char *words, enum fit fit)
{
	const char *found = find(text, words, fit), *first = NULL;
	struct buf copy = { 0 };
	char *rest = NULL;
	bool all = true;

	buf_adds(&copy, words);
	for (char *word = strtok_r(copy.text, " ", &rest); word && all; word = strtok_r(NULL, " ", &rest)) {
		const char *place = find(text, word, fit);

		all = place != NULL;
		first = first ? first : place;
	}
	buf_free(&copy);
	return found ? found : all ? first : NULL;
}

/* The sentence, or as much of a long one, around what was found. */
static void add_excerpt(struct buf *out, const char *text, const char *found)
{
	const char *from = found, *to = found + strcspn(found, "\n");

	while (from > text && found - from < 40 && from[-1] != '\n')
		from--;
	while (from > text && from < found && from[-1] != ' ' && from[-1] != '\n')
		from++;
	if (to - found > 80)
		for (to = found + 80; *to && *to != ' ' && *to != '\n'; to++)
			;
	buf_printf(out, "%s%.*s%s", from > text && from[-1] != '\n' ? "... " : "", (int)(to - from), from,
	           *to && *to != '\n' ? " ..." : "");
}

/* What a part says on a page so wide that a paragraph is one line, without marks but for code. */
static void read_part(struct buf *out, const struct part *part)
{
	static const struct look page = { .width = 1 << 20 };

	if (part->kind == PART_BLOCK)
		buf_adds(out, part->text);
	else
		markdown_render(out, part->text, &page);
}

/* What is read of the course: no directives; answers and hints neither, which are for whoever has come so far. */
static bool is_open(const struct part *part)
{
	return part->fold == FOLD_NONE && part->kind != PART_CHECK;
}

static void tell_place(struct session *session, const char *text, const char *found)
{
	struct buf line = { 0 }, out = { 0 };

	add_excerpt(&line, text, found);
	buf_adds(&out, "      ");
	text_wrap(&out, buf_text(&line), 6, 6, session->look.width, session->look.ascii);
	out_text(session, &out);
	buf_free(&line);
	buf_free(&out);
}

static void tell_json(struct session *session, const struct lesson *lesson, int places)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(session, &line);

	lesson_json(&json, lesson);
	json_int(&json, "places", places);
	out_json_end(session, &json);
}

/* How many places of the lesson have the words; the first are shown when `show`. */
static int search(struct session *session, const struct lesson *lesson, const char *words, enum fit fit, bool show)
{
	int n = 0;

	for (int i = 0; i < lesson->n_parts; i++) {
		const struct part *part = &lesson->parts[i];
		struct buf text = { 0 };
		const char *found;

		if (is_open(part))
			read_part(&text, part);
		found = find_words(buf_text(&text), words, fit);
		if (found && show && n < SHOWN)
			tell_place(session, buf_text(&text), found);
		n += found != NULL;
		buf_free(&text);
	}
	return n;
}

static void tell_lesson(struct session *session, const struct lesson *lesson, int places)
{
	struct buf out = { 0 };

	buf_printf(&out, "%3s  %s", lesson->name, lesson->title);
	if (places > SHOWN)
		buf_printf(&out, "  (and %d more place%s)", places - SHOWN, text_s(places - SHOWN));
	buf_addc(&out, '\n');
	out_text(session, &out);
	buf_free(&out);
}

/* How many lessons speak of it so. */
static int count(struct session *session, const struct course *course, const char *words, enum fit fit)
{
	int n = 0;

	for (int i = 0; i < course->n; i++)
		n += course->lessons[i].number && (search(session, &course->lessons[i], words, fit, false) ||
		                                   find(course->lessons[i].title, words, fit));
	return n;
}

/* "... and in lessons 12, 14 and tee" */
static void tell_others(struct session *session, const struct buf *others)
{
	struct buf out = { 0 };

	text_wrap(&out, buf_text(others), 0, 2, session->look.width, session->look.ascii);
	out_text(session, &out);
	buf_free(&out);
}

int lesson_search(struct session *session, const struct course *course, const char *words)
{
	enum fit fit = WHOLE_WORDS;
	struct buf others = { 0 };
	int lessons = 0;

	while (fit < ANYWHERE && !count(session, course, words, fit))
		fit++;
	for (int i = 0; i < course->n; i++) {
		const struct lesson *lesson = &course->lessons[i];
		bool titled = find(lesson->title, words, fit) != NULL;
		int n = lesson->number ? search(session, lesson, words, fit, false) : 0;

		if (!lesson->number || (!n && !titled))
			continue;
		lessons++;
		if (session->json) {
			tell_json(session, lesson, n);
		} else if (lessons > LESSONS_SHOWN) {
			buf_printf(&others, "%s %s", others.length ? "," : "and in", lesson->name);
		} else {
			tell_lesson(session, lesson, n);
			search(session, lesson, words, fit, true);
		}
	}
	if (others.length)
		tell_others(session, &others);
	if (!lessons)
		remark(session, "no lesson speaks of '%s'", words);
	buf_free(&others);
	return STATUS_OK;
}
