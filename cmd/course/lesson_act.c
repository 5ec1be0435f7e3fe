/* lesson_act.c - what a learner does in a lesson: answers a question, asks for a hint, reaches the goal. */
#include "cmd/course/lesson_play_parts.h"

#include <ctype.h>
#include <string.h>

#include "cmd/course/goal.h"
#include "cmd/course/lesson_show.h"
#include "cmd/course/question.h"

/* ---- Questions ---- */

static int note_answer(struct session *session, struct play *play, const char *text, bool right)
{
	int number = question_number(play->lesson, play->lesson->stops[play->at].at);

	if (number < MAX_ANSWERS) {
		struct answer *answer = &play->progress.answers[number];

		memset(answer, 0, sizeof *answer);
		memcpy(answer->text, text, strlen(text));
		answer->right = right;
	}
	if (strcmp(text, "skip") != 0)
		play_tell(session, "Noted: %s. Let us see.", text);
	return play_go_on(session, play);
}

int play_ask_again(struct session *session, const struct part *question)
{
	struct buf wanted = { 0 };

	question_wants(&wanted, &question->question);
	play_tell(session, "The question wants %s; `skip`, or Enter twice, goes on without.", buf_text(&wanted));
	buf_free(&wanted);
	return STATUS_USAGE;
}

/* What the course says the answer to the present question is; "" when it says nothing. */
static const char *expected_now(const struct play *play)
{
	int number = question_number(play->lesson, play->lesson->stops[play->at].at);
	const struct part *answer = lesson_part(play->lesson, PART_PROSE, FOLD_ANSWER, number);

	return answer ? answer->expected : "";
}

static int tell_no_question(struct session *session, const struct part *part, bool skip)
{
	play_tell(session, "There is %s. %s", skip ? "nothing to skip here" : "no question just now",
	          part->kind == PART_CHECK ? "`lesson hint` helps with the task, `lesson next` gives it up." :
	          part->kind == PART_BLOCK ? "Enter runs the command and goes on." : "Enter goes on.");
	return STATUS_USAGE;
}

int play_answer(struct session *session, struct play *play, const char *typed)
{
	const struct part *question = play_part(play);
	char text[ANSWER_LENGTH] = "";

	play->acted = true;
	if (question->kind != PART_PREDICT)
		return tell_no_question(session, question, strcmp(typed, "skip") == 0);
	if (strcmp(typed, "skip") == 0)
		return note_answer(session, play, typed, false);
	if (!question_allows(&question->question, typed) || strlen(typed) >= sizeof text)
		return play_ask_again(session, question);
	for (int i = 0; typed[i]; i++)
		text[i] = (char)tolower((unsigned char)typed[i]);
	return note_answer(session, play, text, answer_is(expected_now(play), text));
}

/* ---- The goal ---- */

int play_reveal(struct session *session, struct play *play)
{
	struct buf out = { 0 };

	show_solution(&out, play->lesson, &session->look);
	if (out.length)
		play_tell(session, "The lesson's own solution:");
	play_say(session, &out);
	return STATUS_OK;
}

int play_hint(struct session *session, struct play *play)
{
	struct buf out = { 0 };
	int n = play->progress.hints;

	play->acted = true;
	if (play_part(play)->kind != PART_CHECK) {
		play_tell(session, "The hints are for the task near the end of this lesson. Enter goes on.");
		return STATUS_USAGE;
	}
	if (!lesson_part(play->lesson, PART_PROSE, FOLD_HINT, n))
		return play_reveal(session, play);
	buf_addc(&out, '\n');
	show_hint(&out, play->lesson, n, &session->look);
	play_say(session, &out);
	play->progress.hints++;
	progress_save(&play->progress);
	if (!lesson_part(play->lesson, PART_PROSE, FOLD_HINT, n + 1))
		play_tell(session, "(That was the last hint; `lesson hint` now shows the solution.)");
	return STATUS_OK;
}

/* "`lesson hint` shows hint 2 of 3" */
static void add_help(struct buf *out, const struct play *play)
{
	int seen = play->progress.hints, n = 0;

	while (lesson_part(play->lesson, PART_PROSE, FOLD_HINT, n))
		n++;
	if (seen < n)
		buf_printf(out, "`lesson hint` shows hint %d of %d", seen + 1, n);
	else
		buf_adds(out, "`lesson hint` shows the solution");
}

int play_remind(struct session *session, struct play *play)
{
	struct buf help = { 0 };
	int status = play_show(session, play);

	add_help(&help, play);
	play_tell(session, "Run something that ends in %s. %s, `lesson next` gives up.",
	          verdict_word(play_part(play)->goal.verdict), buf_text(&help));
	buf_free(&help);
	return status;
}

void play_judge(struct session *session, struct play *play)
{
	struct buf said = { 0 };
	bool reached = session->last && goal_judge(&play_part(play)->goal, session->last, &said);

	if (said.length)
		play_tell(session, "%s", buf_text(&said));
	buf_free(&said);
	if (!reached)
		return;
	play->progress.solved = true;
	play_reveal(session, play);
	play_go_on(session, play);
}
