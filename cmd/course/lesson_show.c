/* lesson_show.c - see lesson_show.h. */
#include "cmd/course/lesson_show.h"

#include <ctype.h>
#include <string.h>

#include "cmd/course/markdown.h"
#include "cmd/session/answer.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"

int question_number(const struct lesson *lesson, int at)
{
	int n = 0;

	for (int i = 0; i < at; i++)
		n += part_asks(&lesson->parts[i]);
	return n;
}

/* An empty line between pieces. */
static void separate(struct buf *out)
{
	if (out->length)
		buf_addc(out, '\n');
}

static void show_markdown(struct buf *out, const char *text, const struct look *look)
{
	separate(out);
	markdown_render(out, text, look);
}

/* What it says of this wrong answer, or NULL. */
static const char *find_remark(const struct part *answer, const char *wrong)
{
	for (int i = 0; i < answer->n_remarks; i++)
		if (strcmp(answer->remarks[i].key, wrong) == 0)
			return answer->remarks[i].text;
	return NULL;
}

/* A remark goes on from "a)"; here it begins a sentence. */
static void add_sentence(struct buf *out, const char *remark)
{
	buf_addc(out, (char)toupper((unsigned char)*remark));
	buf_adds(out, remark + (*remark != '\0'));
}

bool show_remark(struct buf *out, const struct part *answer, const char *wrong, const struct look *look)
{
	const char *remark = find_remark(answer, wrong);
	struct buf text = { 0 };

	if (remark) {
		add_sentence(&text, remark);
		markdown_render(out, buf_text(&text), look);
	}
	buf_free(&text);
	return remark != NULL;
}

/* "You said a: not so.", and what there is to say of just that. */
static void show_wrong(struct buf *out, const char *said, const char *remark, const struct look *look)
{
	struct buf text = { 0 };

	buf_printf(&text, "You said %s: not so. ", said);
	add_sentence(&text, remark);
	markdown_render(out, buf_text(&text), look);
	buf_addc(out, '\n');
	buf_free(&text);
}

/* "2.4.3" was kept of an order. */
static const char *as_said(const struct answer *answer, char said[ANSWER_LENGTH])
{
	memcpy(said, answer->text, ANSWER_LENGTH);
	for (char *c = said; *c; c++)
		if (*c == '.')
			*c = ' ';
	return said;
}

/* Is it an order that is right, too, and not the one that is told? Other answers come as what they are, `3` for `three`. */
static bool is_another(const struct part *answer, const char *said)
{
	return strchr(said, ' ') && strcmp(said, answer->expected) != 0;
}

/* "You said b. The answer:" before the answer with this number. */
static void show_answer(struct buf *out, const struct part *part, const struct answer *answer,
                        const struct look *look)
{
	struct buf line = { 0 };
	char said[ANSWER_LENGTH];
	const char *remark = find_remark(part, as_said(answer, said));

	if (answer->right)
		remark = NULL;
	separate(out);
	if (remark)
		show_wrong(out, said, remark, look);
	if (progress_skipped(answer))
		buf_adds(&line, "You skipped the question. The answer:");
	else if (answer->text[0] && !remark)
		buf_printf(&line, "You said %s: %s", said, !answer->right ? "not so. The answer:" :
		           is_another(part, said) ? "right. So is this:" : "right.");
	else
		buf_adds(&line, "The answer:");
	text_wrap(out, buf_text(&line), 0, 0, look->width, look->ascii);
	markdown_render(out, part->text, look);
	buf_free(&line);
}

static void show_command(struct buf *out, const char *command, const struct look *look)
{
	struct buf line = { 0 };

	separate(out);
	buf_printf(&line, "%s%s", TRANSCRIPT_PROMPT, command);
	buf_adds(out, "    ");
	text_wrap(out, buf_text(&line), 4, 6, look->width, look->ascii);
	buf_free(&line);
}

/* Number of the answer at part `at`, from 0. */
static int answer_number(const struct lesson *lesson, int at)
{
	int n = 0;

	for (int i = 0; i < at; i++)
		n += lesson->parts[i].kind == PART_PROSE && lesson->parts[i].fold == FOLD_ANSWER;
	return n;
}

static void show_part(struct buf *out, const struct lesson *lesson, int at, int command,
                      const struct progress *progress, const struct look *look)
{
	const struct part *part = &lesson->parts[at];
	int number = answer_number(lesson, at);

	if (part->fold == FOLD_ANSWER && part->kind == PART_PROSE && number < MAX_ANSWERS)
		show_answer(out, part, &progress->answers[number], look);
	else if (part->fold != FOLD_NONE || part->kind == PART_CHECK)
		return;
	else if (part->kind == PART_BLOCK)
		show_command(out, part->transcript.exchanges[command].command, look);
	else
		show_markdown(out, part->text, look);
}

/* What the learner can do now. */
static void what_to_do(struct buf *line, const struct lesson *lesson, const struct part *part, bool last)
{
	if (part->kind == PART_PROSE) {
		buf_adds(line, !last ? "Enter goes on" : lesson->number ? "Enter ends the lesson" : "Enter ends it");
	} else if (part->kind == PART_BLOCK) {
		buf_adds(line, "Enter runs it; or type another command");
	} else if (part->kind == PART_CHECK) {
		buf_adds(line, "your turn: every run that gets there counts; `lesson hint` helps, "
		               "`lesson next` gives up");
	} else if (part->kind == PART_ORDER) {
		buf_printf(line, "type an order, as `order %d 1 2`, or skip", part->puzzle.n);
	} else {
		buf_adds(line, "type ");
		answer_wanted(line, &part->question);
		buf_adds(line, ", or skip");
	}
}

static void show_footer(struct buf *out, const struct lesson *lesson, int stop, const struct look *look)
{
	struct buf line = { 0 }, wrapped = { 0 };

	buf_printf(&line, "(%d/%d) ", stop + 1, lesson->n_stops);
	what_to_do(&line, lesson, &lesson->parts[lesson->stops[stop].at], stop + 1 == lesson->n_stops);
	text_wrap(&wrapped, buf_text(&line), 0, 0, look->width, look->ascii);
	wrapped.text[--wrapped.length] = '\0';
	separate(out);
	prose_colour(out, look, "2", buf_text(&wrapped));
	buf_addc(out, '\n');
	buf_free(&line);
	buf_free(&wrapped);
}

void show_stop(struct buf *out, const struct lesson *lesson, int stop, const struct progress *progress,
               const struct look *look)
{
	const struct stop *here = &lesson->stops[stop];
	struct buf page = { 0 };

	if (stop == 0 && lesson->number) {
		int minutes = lesson_minutes(lesson);

		buf_printf(&page, "# %s %s: %s\n\nAbout %d minute%s.\n", lesson_is_quest(lesson) ? "Side quest" : "Lesson",
		           lesson->name, lesson->title, minutes, text_s(minutes));
		show_markdown(out, buf_text(&page), look);
	}
	for (int i = here->from; i <= here->at; i++)
		show_part(out, lesson, i, here->command, progress, look);
	show_footer(out, lesson, stop, look);
	buf_free(&page);
}

void show_hint(struct buf *out, const struct lesson *lesson, int n, const struct look *look)
{
	const struct part *hint = lesson_part(lesson, PART_PROSE, FOLD_HINT, n);
	struct buf text = { 0 };

	if (!hint)
		return;
	buf_printf(&text, "**Hint %d.** %s", n + 1, hint->text);
	markdown_render(out, buf_text(&text), look);
	buf_free(&text);
}

void show_solution(struct buf *out, const struct lesson *lesson, const struct look *look)
{
	struct buf text = { 0 };

	for (int i = 0; i < lesson->n_parts; i++) {
		const struct part *part = &lesson->parts[i];

		if (part->fold != FOLD_SOLUTION)
			continue;
		if (part->kind == PART_PROSE)
			buf_adds(&text, part->text);
		for (int j = 0; j < part->transcript.n; j++)
			buf_printf(&text, "\n```\n%s%s\n```\n\n", TRANSCRIPT_PROMPT,
			           part->transcript.exchanges[j].command);
	}
	if (text.length) {
		separate(out);
		markdown_render(out, buf_text(&text), look);
	}
	buf_free(&text);
}
