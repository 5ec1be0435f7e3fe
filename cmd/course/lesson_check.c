/*
 * lesson_check.c - see lesson_check.h.
 *
 * Invariant
 *   `corrected` holds the file up to line `copied - 1`, corrected; the rest is copied when the next
 *   difference, or the end, is reached.
 */
#include "cmd/course/lesson_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/course/lesson_choose.h"
#include "cmd/course/lesson_prove.h"
#include "cmd/course/lesson_show.h"
#include "cmd/course/transcript_times.h"
#include "cmd/session/out.h"
#include "lab/base/text.h"

struct checker {
	struct session      *to;        /* where the report goes */
	const struct course *course;
	struct check        *check;
	struct session      *lab;       /* of the lesson being checked */
	const char          *at;        /* in the course's text: the beginning of line `copied` */
	int                  copied;
	int                  shift;     /* lines the corrected file is longer so far */
	bool                 interrupted;
	/* of the lesson being checked */
	int                  n_commands, n_differ;
	int                  n_orders;  /* lines put in order, that were tried */
	struct buf           orders;    /* what is wrong with them */
	struct proof         proof;     /* of its goal */
};

/* ---- The corrected file ---- */

/* Copy the lines of the file before `line`. */
static void copy_to(struct checker *c, int line)
{
	for (; c->copied < line && *c->at; c->copied++) {
		size_t length = strcspn(c->at, "\n");

		length += c->at[length] == '\n';
		buf_add(&c->check->corrected, c->at, length);
		c->at += length;
	}
}

static void skip_lines(struct checker *c, int n)
{
	for (; n > 0 && *c->at; n--, c->copied++) {
		size_t length = strcspn(c->at, "\n");

		c->at += length + (c->at[length] == '\n');
	}
}

static void add_status(struct buf *out, const char *mark, int status)
{
	if (status)
		buf_printf(out, "%s[%d]\n", mark, status);
}

/* Put what really came in the place of what was expected. */
static void correct(struct checker *c, const struct exchange *exchange, const char *actual, int status)
{
	struct buf lines = { 0 }, corrected = { 0 }, answer = { 0 };
	struct check *check = c->check;
	int now;

	transcript_compare(exchange->expected, actual, &lines, &corrected);
	transcript_add_untimed(&answer, buf_text(&corrected));
	add_status(&lines, exchange->status == status ? " " : "-", exchange->status);
	if (exchange->status != status)
		add_status(&lines, "+", status);
	add_status(&answer, "", status);
	if (check->diff.length == 0)
		buf_printf(&check->diff, "--- %s\n+++ %s.corrected\n", c->course->name, c->course->name);
	now = 1 + text_lines(buf_text(&answer));
	buf_printf(&check->diff, "@@ -%d,%d +%d,%d @@\n %s%s\n", exchange->line, exchange->n_lines,
	           exchange->line + c->shift, now, TRANSCRIPT_PROMPT, exchange->command);
	buf_adds(&check->diff, buf_text(&lines));
	copy_to(c, exchange->line + 1);
	skip_lines(c, exchange->n_lines - 1);
	buf_adds(&check->corrected, buf_text(&answer));
	c->shift += now - exchange->n_lines;
	buf_free(&lines);
	buf_free(&corrected);
	buf_free(&answer);
}

/* ---- Transcripts ---- */

/* A session as the course's rules have it. */
static struct session *fresh_session(void)
{
	struct session *session = session_new();

	session->look = (struct look){ .width = 80 };
	return session;
}

static void check_exchange(struct checker *c, const struct part *part, const struct exchange *exchange)
{
	char *said = NULL;
	int status = prove_hear(c->lab, exchange->command, &said);
	bool good = status == exchange->status && transcript_match(exchange->expected, said);

	c->n_commands++;
	c->interrupted = c->interrupted || status == STATUS_INTERRUPTED;
	if (part->varies)
		good = status < STATUS_USAGE || status == exchange->status;
	if (!good && status != STATUS_INTERRUPTED) {
		correct(c, exchange, said, status);
		c->n_differ++;
	}
	free(said);
}

/* ---- The report ---- */

static void report_json(struct checker *c, const struct lesson *lesson)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(c->to, &line);

	lesson_json(&json, lesson);
	json_bool(&json, "ok", !c->n_differ && !c->proof.why.length && !c->orders.length);
	json_int(&json, "commands", c->n_commands);
	json_int(&json, "differ", c->n_differ);
	json_text(&json, "goal", buf_text(c->proof.why.length ? &c->proof.why : &c->proof.text));
	out_json_end(c->to, &json);
}

static void report(struct checker *c, const struct lesson *lesson)
{
	struct buf line = { 0 };

	buf_printf(&line, "lesson %s  %-6s  %d command%s", lesson->name,
	           c->n_differ ? "differs" : c->proof.why.length || c->orders.length ? "fails" : "ok", c->n_commands,
	           text_s(c->n_commands));
	if (c->n_orders)
		buf_printf(&line, ", %d order%s", c->n_orders, text_s(c->n_orders));
	buf_adds(&line, buf_text(&c->orders));
	if (c->n_differ)
		buf_printf(&line, ", %d differ", c->n_differ);
	if (c->proof.why.length)
		buf_printf(&line, "; the goal: %s", buf_text(&c->proof.why));
	else if (c->proof.text.length)
		buf_printf(&line, "; goal: %s (%s)", buf_text(&c->proof.text),
		           c->proof.all ? "every schedule" : "runs, not a proof");
	out_prose(c->to->out, buf_text(&line), &c->to->look);
	fflush(c->to->out);
	buf_free(&line);
}

/* The lesson's order, and the wrong ones that it tells of. */
static void check_order(struct checker *c, const struct lesson *lesson, const struct part *part)
{
	const struct part *answer = lesson_answer(lesson, question_number(lesson, (int)(part - lesson->parts)));

	if (!prove_puzzle(&part->puzzle, answer ? answer->expected : "", &c->orders))
		c->interrupted = true;
	c->n_orders++;
	for (const struct wrong_order *wrong = part->puzzle.wrong; wrong; wrong = wrong->next)
		c->n_orders++;
}

static void check_lesson(struct checker *c, const struct lesson *lesson)
{
	c->lab = fresh_session();
	c->n_commands = c->n_differ = c->n_orders = 0;
	buf_clear(&c->orders);
	buf_clear(&c->proof.why);
	buf_clear(&c->proof.text);
	for (int i = 0; i < lesson->n_parts && !c->interrupted; i++) {
		const struct part *part = &lesson->parts[i];

		for (int j = 0; j < part->transcript.n && !part->skip && !c->interrupted; j++)
			check_exchange(c, part, &part->transcript.exchanges[j]);
		if (part->kind == PART_ORDER)
			check_order(c, lesson, part);
		if (part->kind == PART_CHECK) {
			prove_goal(c->lab, lesson, &part->goal, &c->proof);
			c->interrupted = c->interrupted || c->proof.interrupted;
		}
	}
	session_free(c->lab);
	c->check->n_lessons++;
	c->check->n_differ += c->n_differ > 0;
	c->check->n_unproved += c->proof.why.length || c->orders.length;
	if (c->to->json)
		report_json(c, lesson);
	else
		report(c, lesson);
}

static bool is_empty(const struct lesson *lesson)
{
	return !lesson_part(lesson, PART_BLOCK, FOLD_NONE, 0) &&
		!lesson_part(lesson, PART_CHECK, FOLD_NONE, 0);
}

int check_course(struct session *session, const struct course *course, const struct lesson *only,
                 struct check *check)
{
	struct checker c = { session, course, check, .at = course->text, .copied = 1 };

	for (int i = 0; i < course->n && !c.interrupted; i++)
		if (only ? only == &course->lessons[i] : !is_empty(&course->lessons[i]))
			check_lesson(&c, &course->lessons[i]);
	copy_to(&c, 1 << 30);
	buf_free(&c.proof.why);
	buf_free(&c.proof.text);
	buf_free(&c.orders);
	if (c.interrupted)
		return STATUS_INTERRUPTED;
	return check->n_differ || check->n_unproved ? STATUS_FINDING : STATUS_OK;
}

void check_free(struct check *check)
{
	buf_free(&check->diff);
	buf_free(&check->corrected);
}
