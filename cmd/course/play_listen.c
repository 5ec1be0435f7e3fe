/*
 * play_listen.c - a lesson hears what is typed: an empty line, an answer, one of its words, the command it waits for;
 * everything else is the session's.
 */
#include "cmd/course/play_parts.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/session/answer.h"
#include "cmd/session/command.h"
#include "cmd/session/guest.h"
#include "cmd/session/out.h"
#include "cmd/session/settings.h"
#include "lab/base/text.h"

/* ---- Commands ---- */

/* Run the command that is waiting, as if it had been typed, and go on. */
static int run_here(struct session *session, struct play *play)
{
	struct buf line = { 0 };

	buf_printf(&line, "%s%s", TRANSCRIPT_PROMPT, play_command(play));
	if (!session->json)
		out_prose(session->out, buf_text(&line), &session->look);
	buf_free(&line);
	return play_run(session, play);
}

/* The same words, however they are spaced. */
static bool same_command(const char *a, const char *b)
{
	for (;;) {
		size_t n;

		a += strspn(a, " \t");
		b += strspn(b, " \t");
		n = strcspn(a, " \t");
		if (n != strcspn(b, " \t") || strncmp(a, b, n) != 0)
			return false;
		if (!n)
			return true;
		a += n;
		b += n;
	}
}

int play_next(struct session *session, struct play *play)
{
	play->acted = true;
	switch (play_part(play)->kind) {
	case PART_BLOCK:
		return run_here(session, play);
	case PART_PREDICT:
	case PART_ORDER:
		return play_skip(session, play);
	case PART_CHECK:
		if (!play->progress.solved)
			play_reveal(session, play);
		return play_go_on(session, play);
	default:
		return play_go_on(session, play);
	}
}

/* `hint`, `next`, `skip`, `back`, `help`, where they mean nothing else: a run that is stepped goes back too. */
static bool steer(struct session *session, struct play *play, const char *word, int *status)
{
	if (strcmp(word, "hint") == 0)
		*status = play_hint(session, play);
	else if (strcmp(word, "next") == 0)
		*status = play_next(session, play);
	else if (strcmp(word, "skip") == 0)
		*status = play_skip(session, play);
	else if (strcmp(word, "skip lesson") == 0)
		*status = play_skip_lesson(session, play);
	else if (strcmp(word, "resume") == 0 && !guest_result(session))
		*status = play_show(session, play);
	else if (command_find(word) && command_find(word) == command_find("help"))
		*status = play_help(session, play);
	else if (strcmp(word, "back") == 0 && !guest_result(session))
		*status = play_back(session, play);
	else
		return false;
	return true;
}

/* An empty line: goes on, but neither skips a question nor gives up the goal at once. */
static int enter(struct session *session, struct play *play)
{
	const struct part *part = play_part(play);

	if (part_asks(part) && !play->reminded) {
		(part->kind == PART_ORDER ? play_ask_order : play_ask_again)(session, part, "");
		play->reminded = true;
		return STATUS_OK;
	}
	if (part_asks(part))
		play_tell(session, "(Skipped.)");
	if (part->kind == PART_CHECK)
		return play_remind(session, play);
	return play_next(session, play);
}

/* ---- Answers ---- */

/* A letter or a number that answers, though `b` is a command's short name. */
static bool is_answer(const struct question *question, const char *line)
{
	struct buf answer = { 0 };
	bool read = answer_read(question, line, &answer);

	buf_free(&answer);
	return read;
}

/* Any other line where a question waits; what is neither is told what is wanted. False: it is for commands. */
static bool hear_words(struct session *session, struct play *play, const char *line, int *status)
{
	const struct part *part = play_part(play);
	struct buf answer = { 0 };
	enum heard heard = answer_hear(session, &part->question, line, &answer);

	if (heard == HEARD_ANSWER)
		*status = play_answer(session, play, line);
	else if (heard == HEARD_NEITHER)
		*status = play_ask_again(session, part, "That is neither an answer nor a command. ");
	buf_free(&answer);
	return heard != HEARD_COMMAND;
}

/* The same where lines are to be put in order: what is an order has been heard before. */
static bool hear_no_order(struct session *session, const struct part *part, const char *line, int *status)
{
	struct buf answer = { 0 };
	enum heard heard = answer_hear(session, &part->question, line, &answer);

	if (heard != HEARD_COMMAND)
		*status = play_ask_order(session, part, "That is neither an order nor a command. ");
	buf_free(&answer);
	return heard != HEARD_COMMAND;
}

/* ---- Listening ---- */

static bool hear(struct session *session, struct play *play, const char *line, int *status)
{
	const struct part *part = play_part(play);

	if (*line)
		play->reminded = false;
	if (!*line)
		*status = enter(session, play);
	else if (part->kind == PART_BLOCK && same_command(line, play_command(play)))
		*status = play_run(session, play);
	else if (part->kind == PART_PREDICT && is_answer(&part->question, line))
		*status = play_answer(session, play, line);
	else if (part->kind == PART_ORDER && play_order(session, play, line, status))
		return true;
	else if (play_bare_number(session, play, line, status))
		return true;
	else if (!steer(session, play, line, status))
		return part->kind == PART_PREDICT ? hear_words(session, play, line, status) :
		       part->kind == PART_ORDER && hear_no_order(session, part, line, status);
	return true;
}

static bool hear_line(struct session *session, void *context, const char *line, int *status)
{
	struct play *play = context;
	struct buf trimmed = { 0 };
	bool mine;

	if (play->running)
		return false;
	play->acted = false;
	buf_adds(&trimmed, line + strspn(line, " \t"));
	text_trim(&trimmed, 0);
	mine = hear(session, play, buf_text(&trimmed), status);
	buf_free(&trimmed);
	return mine;
}

static void hear_after(struct session *session, void *context, const char *line, int status)
{
	struct play *play = context;
	enum part_kind kind = play_part(play)->kind;
	bool ran = session->n_past != play->n_past;

	(void)line;
	if (play->running)
		return;
	play->n_past = session->n_past;
	play_warn(session, play);
	if (play->acted)
		return;
	play->disturbed = true;
	play_tell_stepped(session, play);
	if (kind == PART_BLOCK && ran)
		play_tell(session, "(The lesson goes on with `%s`; Enter runs it.)", play_command(play));
	else if (kind == PART_CHECK && ran && status != STATUS_INTERRUPTED)
		play_judge(session, play);
}

/* ---- The guest ---- */

/* The command that waits to be run, for the reader of lines to offer. */
static const char *offered(const struct session *session, const void *state)
{
	const struct play *play = state;

	if (!session->interactive || play_part(play)->kind != PART_BLOCK || play_gives_way(session, play))
		return NULL;
	return play_command(play);
}

static void add_prompt(const struct session *session, const void *state, struct buf *out)
{
	const struct play *play = state;

	(void)session;
	if (play->n_due)
		buf_adds(out, "conclab(review)> ");
	else
		buf_printf(out, "conclab(lesson %s)> ", play->lesson->name);
}

static void say_leaving(struct session *session, void *state)
{
	const struct play *play = state;
	struct due due[MOST_REVIEWED];
	int left = play->n_due ? review_find(play->course, due) : 0;

	if (play->n_due)
		remark(session, "You have left the review; what you have answered is kept. %d question%s left, each until it has been "
		       "right twice: `review%s` goes on.", left, left == 1 ? " is" : "s are", play->course->option);
	else
		remark(session, "You have left lesson %s; `lesson next%s` goes on from there.", play->lesson->name,
		       play->course->option);
}

int play_leave(struct session *session, struct play *play)
{
	say_leaving(session, play);
	guest_leave(session, &lesson_guest);
	return STATUS_OK;
}

/* The run that was stepped has been left. */
static void hear_left(struct session *session, void *state)
{
	play_tell_stepped(session, state);
}

static void say_farewell(struct session *session, void *state)
{
	const struct play *play = state;

	if (session->interactive && !play->n_due)
		remark(session, "lesson %s is kept where you are: `lesson next%s` goes on there", play->lesson->name,
		       play->course->option);
}

static void end(struct session *session, void *state)
{
	struct play *play = state;

	(void)session;
	turned_free(&play->turned);
	course_free(play->course);
	free(play);
}

const struct guest_kind lesson_guest = {
	.name = "lesson", .rank = 1,
	.free = end,
	.prompt = add_prompt, .prefill = offered,
	.line = hear_line, .after = hear_after,
	.leave = say_leaving, .left = hear_left, .farewell = say_farewell,
};
