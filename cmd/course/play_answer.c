/* play_answer.c - what a learner answers to the question of a lesson is taken and kept; see answer.h, play.h. */
#include "cmd/course/play_parts.h"

#include <string.h>

#include "cmd/course/lesson_show.h"
#include "cmd/session/answer.h"

/* What the course says the answer to the present question is; "" when it says nothing. */
static const char *expected_now(const struct play *play)
{
	int number = question_number(play->lesson, play->lesson->stops[play->at].at);
	const struct part *answer = lesson_part(play->lesson, PART_PROSE, FOLD_ANSWER, number);

	return answer ? answer->expected : "";
}

/* How often the present question has to be answered rightly yet: a wrong answer and a question skipped are asked again. */
static int due_after(const struct play *play, const struct answer *before, bool right, bool skipped)
{
	if (play_part(play)->kind == PART_ORDER || right || (skipped && before->right))
		return before->due;
	return RIGHT_AGAIN;
}

void play_note_answer(struct play *play, const char *answer, bool right)
{
	int number = question_number(play->lesson, play->lesson->stops[play->at].at);
	bool skipped = strcmp(answer, "skip") == 0;
	struct answer *kept = &play->progress.answers[number];

	if (number >= MAX_ANSWERS)
		return;
	*kept = (struct answer){ .right = right, .due = due_after(play, kept, right, skipped) };
	memcpy(kept->text, answer, strlen(answer));
	if (number >= play->n_due || skipped)
		return;
	review_note(play->course, &play->due[number], right);
	play->n_right += right;
}

int play_note(struct session *session, struct play *play, const char *answer)
{
	play_note_answer(play, answer, answer_is(expected_now(play), answer));
	if (strcmp(answer, "skip") != 0)
		play_tell(session, "Noted: %s. Let us see.", answer);
	return play_go_on(session, play);
}

int play_ask_again(struct session *session, const struct part *question, const char *before)
{
	struct buf wanted = { 0 };

	answer_wanted(&wanted, &question->question);
	play_tell(session, "%sThe question wants %s; `skip`, or Enter twice, goes on without.", before, buf_text(&wanted));
	buf_free(&wanted);
	return STATUS_USAGE;
}

static int tell_no_question(struct session *session, const struct part *part)
{
	play_tell(session, "There is no question just now. %s",
	          part->kind == PART_CHECK ? "`lesson hint` helps with the task, `lesson next` gives it up." :
	          part->kind == PART_BLOCK ? "Enter runs the command and goes on." : "Enter goes on.");
	return STATUS_USAGE;
}

int play_answer(struct session *session, struct play *play, const char *typed)
{
	const struct part *part = play_part(play);
	struct buf answer = { 0 };
	int status;

	play->acted = true;
	if (!part_asks(part))
		return tell_no_question(session, part);
	if (strcmp(typed, "skip") == 0)
		return play_note(session, play, typed);
	if (part->kind == PART_ORDER)
		return play_order(session, play, typed, &status) ? status : play_ask_order(session, part, "");
	if ((answer_read(&part->question, typed, &answer) || answer_read_words(&part->question, typed, &answer)) &&
	    answer.length < ANSWER_LENGTH)
		status = play_note(session, play, buf_text(&answer));
	else
		status = play_ask_again(session, part, "");
	buf_free(&answer);
	return status;
}

int play_skip(struct session *session, struct play *play)
{
	const struct part *part = play_part(play);

	play->acted = true;
	if (part_asks(part))
		return play_note(session, play, "skip");
	if (part->kind == PART_BLOCK)
		play_tell(session, "(Not run.)");
	if (part->kind == PART_CHECK && !play->progress.solved)
		play_tell(session, "(The task is left undone. `back` returns to it.)");
	return play_go_on(session, play);
}
