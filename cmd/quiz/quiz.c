/* quiz.c - see quiz.h. */
#include "cmd/quiz/quiz.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/quiz/question_show.h"
#include "cmd/quiz/quiz_parts.h"
#include "cmd/session/out.h"
#include "cmd/term/interrupt.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"

enum {
	SEEDS = 100000,         /* so many numbers a level are drawn from; others can be asked for */
	MOST_REDRAWN = 60       /* and then it may be one that has been asked */
};

struct quiz *quiz_now(const struct session *session)
{
	return guest_state(session, &quiz_guest);
}

void quiz_tell(struct session *session, const char *format, ...)
{
	struct buf text = { 0 }, out = { 0 };
	va_list args;

	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	text_wrap(&out, buf_text(&text), 0, 0, session->look.width, session->look.ascii);
	if (!session->json)
		fputs(buf_text(&out), session->out);
	fflush(session->out);
	buf_free(&text);
	buf_free(&out);
}

/* ---- Asking ---- */

static long draw_number(struct quiz *quiz)
{
	struct rng rng = { quiz->seed + (uint64_t)quiz->drawn++ };

	return (long)rng_below(&rng, SEEDS) * (HARDEST + 1) + quiz->standing.level;
}

/* What it asks about, and what it asks: several numbers may come to the same. */
static char *gist_of(const struct asked *asked)
{
	struct buf gist = { 0 };

	setup_line(&gist, &asked->setup);
	buf_printf(&gist, ": %s", asked->text);
	return buf_take(&gist);
}

/* The same, or much the same as one of the last few. */
static bool is_recent(const struct quiz *quiz, const struct asked *asked, const char *gist)
{
	for (int i = 0; i < RECENT && quiz->recent[i].gist; i++)
		if (!strcmp(quiz->recent[i].gist, gist) ||
		    (i < VARIED && quiz->recent[i].subject == asked->subject && quiz->recent[i].kind == asked->kind))
			return true;
	return false;
}

static void keep_recent(struct quiz *quiz, const struct asked *asked, char *gist)
{
	free(quiz->recent[RECENT - 1].gist);
	memmove(&quiz->recent[1], &quiz->recent[0], (RECENT - 1) * sizeof *quiz->recent);
	quiz->recent[0] = (struct recent){ gist, asked->subject, asked->kind };
}

/* The next question of a series; NULL as asked_new(). */
static struct asked *draw(struct session *session, struct quiz *quiz, long *number)
{
	struct asked *asked;
	char *gist;

	for (int i = 0;; i++) {
		*number = draw_number(quiz);
		asked = asked_new(session, *number);
		if (!asked)
			return NULL;
		gist = gist_of(asked);
		if (i == MOST_REDRAWN || !is_recent(quiz, asked, gist))
			break;
		free(gist);
		asked_free(asked);
	}
	keep_recent(quiz, asked, gist);
	return asked;
}

/* A person is told how to answer: with the first question. */
static void show_how(struct session *session, const struct quiz *quiz)
{
	const struct asked *asked = quiz->asked;
	struct buf wanted = { 0 };

	answer_wanted(&wanted, &asked->question);
	if (quiz->answered == 0)
		quiz_tell(session, "Your answer: %s. `show code %s` shows the code, %s.", buf_text(&wanted),
		          asked->told.pattern->name, quiz->number >= 0 ? "`skip` tells the answer, `quit` leaves it open" :
		          "`skip` goes on, `quit` ends it");
	buf_free(&wanted);
}

static int ask(struct session *session, struct quiz *quiz)
{
	long number = quiz->number;

	quiz->reminded = false;
	quiz->asked = number >= 0 ? asked_new(session, number) : draw(session, quiz, &number);
	if (quiz->asked) {
		asked_show(session, quiz->asked);
		show_how(session, quiz);
		return STATUS_OK;
	}
	guest_leave(session, &quiz_guest);
	if (interrupt_pending())
		return STATUS_INTERRUPTED;
	return complain_system(session, "cannot-prove", "no question %ld: nothing that was drawn could be proved", number);
}

int quiz_show(struct session *session, struct quiz *quiz)
{
	asked_show(session, quiz->asked);
	return STATUS_OK;
}

int quiz_begin(struct session *session, const struct quiz *quiz)
{
	struct quiz *mine = malloc(sizeof *mine);

	must(mine);
	*mine = *quiz;
	guest_enter(session, &quiz_guest, mine);
	return ask(session, mine);
}

int quiz_next(struct session *session, struct quiz *quiz)
{
	return quiz->asked ? quiz_skip(session, quiz) : ask(session, quiz);
}

/* ---- The end ---- */

static void add_wrong(struct buf *out, const struct quiz *quiz)
{
	for (int i = 0; i < quiz->n_wrong; i++)
		buf_printf(out, "%s`quiz %ld`", i == 0 ? "" : i + 1 < quiz->n_wrong ? ", " : " and ", quiz->wrong[i]);
}

void quiz_say_end(struct session *session, const struct quiz *quiz)
{
	struct buf again = { 0 };

	add_wrong(&again, quiz);
	if (quiz->answered > 0 && quiz->number < 0)
		quiz_tell(session, "%d question%s, %d right. The next ones are of level %d.", quiz->answered, text_s(quiz->answered),
		          quiz->right, quiz->standing.level);
	if (quiz->n_wrong > 0 && quiz->number < 0)
		quiz_tell(session, "To try again: %s.", buf_text(&again));
	if (quiz->asked)
		quiz_tell(session, "Question %ld is open: `quiz %ld` asks it again.", quiz->asked->number, quiz->asked->number);
	buf_free(&again);
}

static void end_json(struct session *session, const struct quiz *quiz)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(session, &line);

	json_int(&json, "answered", quiz->answered);
	json_int(&json, "right", quiz->right);
	json_int(&json, "level", quiz->standing.level);
	json_array(&json, "wrong");
	for (int i = 0; i < quiz->n_wrong; i++)
		json_int(&json, NULL, quiz->wrong[i]);
	json_end_array(&json);
	out_json_end(session, &json);
}

int quiz_end(struct session *session)
{
	struct quiz *quiz = quiz_now(session);

	if (session->json && quiz->number < 0)
		end_json(session, quiz);
	else if (!session->json)
		quiz_say_end(session, quiz);
	guest_leave(session, &quiz_guest);
	return STATUS_OK;
}

/* ---- Answering ---- */

/* A question that was asked for by its number is one, and no series. */
static int end_of_one(struct session *session)
{
	if (session->interactive)
		quiz_tell(session, "That was the one question that you asked for. `quiz` asks more.");
	return quiz_end(session);
}

/* A person goes on when they have read what was said; a script at once. */
static int go_on(struct session *session, struct quiz *quiz)
{
	if (quiz->number >= 0)
		return end_of_one(session);
	if (quiz->n && quiz->answered >= quiz->n)
		return quiz_end(session);
	if (!session->interactive)
		return ask(session, quiz);
	quiz_tell(session, "Enter asks the next one, `quit` ends the quiz.");
	return STATUS_OK;
}

static void count(struct quiz *quiz, bool right)
{
	quiz->answered++;
	quiz->right += right;
	if (!right && quiz->n_wrong < MOST_WRONG_LISTED)
		quiz->wrong[quiz->n_wrong++] = quiz->asked->number;
	if (quiz->number >= 0)
		return;
	standing_count(&quiz->standing, right);
	standing_save(&quiz->standing);
}

int quiz_judge(struct session *session, struct quiz *quiz, const char *answer)
{
	struct asked *asked = quiz->asked;

	asked_explain(session, asked, answer);
	count(quiz, answer && answer_is(asked->expected, answer));
	quiz->asked = NULL;
	asked_free(asked);
	return go_on(session, quiz);
}

int quiz_ask_again(struct session *session, const struct quiz *quiz, const char *before)
{
	struct buf wanted = { 0 };
	int status = STATUS_USAGE;

	answer_wanted(&wanted, &quiz->asked->question);
	if (session->json)
		status = complain(session, "no-answer", NULL, "the question wants %s", buf_text(&wanted));
	else
		quiz_tell(session, "%sThe question wants %s; `skip`, or Enter twice, goes on without.", before, buf_text(&wanted));
	buf_free(&wanted);
	return status;
}

int quiz_answer(struct session *session, struct quiz *quiz, const char *typed)
{
	struct buf answer = { 0 };
	int status;

	if (answer_read(&quiz->asked->question, typed, &answer) ||
	    answer_read_words(&quiz->asked->question, typed, &answer))
		status = quiz_judge(session, quiz, buf_text(&answer));
	else
		status = quiz_ask_again(session, quiz, "");
	buf_free(&answer);
	return status;
}

int quiz_skip(struct session *session, struct quiz *quiz)
{
	return quiz_judge(session, quiz, NULL);
}
