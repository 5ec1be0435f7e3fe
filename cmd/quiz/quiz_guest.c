/* quiz_guest.c - the quiz as a guest of the session: it hears answers, an empty line, and its few words. */
#include "cmd/quiz/quiz_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/text.h"

/* An empty line goes on, but does not skip a question at once. A run that is stepped takes it as its own. */
static int enter(struct session *session, struct quiz *quiz)
{
	if (!quiz->asked || quiz->reminded)
		return quiz_next(session, quiz);
	quiz_ask_again(session, quiz, "");
	quiz->reminded = true;
	return STATUS_OK;
}

static bool hear(struct session *session, struct quiz *quiz, const char *line, int *status)
{
	struct buf answer = { 0 };
	enum heard heard;

	if (!*line) {
		if (guest_result(session))
			return false;
		*status = enter(session, quiz);
		return true;
	}
	quiz->reminded = false;
	if (!strcmp(line, "skip") || !strcmp(line, "next")) {
		*status = quiz_next(session, quiz);
		return true;
	}
	if (!quiz->asked)
		return false;
	heard = answer_hear(session, &quiz->asked->question, line, &answer);
	if (heard == HEARD_ANSWER)
		*status = quiz_judge(session, quiz, buf_text(&answer));
	else if (heard == HEARD_NEITHER)
		*status = quiz_ask_again(session, quiz, "That is neither an answer nor a command. ");
	buf_free(&answer);
	return heard != HEARD_COMMAND;
}

static bool hear_line(struct session *session, void *state, const char *line, int *status)
{
	struct buf trimmed = { 0 };
	const char *outer = session->verb;
	bool mine;

	buf_adds(&trimmed, line + strspn(line, " \t"));
	text_trim(&trimmed, 0);
	session->verb = "quiz";
	mine = hear(session, state, buf_text(&trimmed), status);
	session->verb = outer;
	buf_free(&trimmed);
	return mine;
}

static void add_prompt(const struct session *session, const void *state, struct buf *out)
{
	const struct quiz *quiz = state;

	(void)session;
	if (quiz->asked)
		buf_printf(out, "conclab(quiz %ld)> ", quiz->asked->number);
	else
		buf_adds(out, "conclab(quiz)> ");
}

static void leave(struct session *session, void *state)
{
	if (!session->json)
		quiz_say_end(session, state);
}

static void end(struct session *session, void *state)
{
	struct quiz *quiz = state;

	(void)session;
	asked_free(quiz->asked);
	for (int i = 0; i < RECENT; i++)
		free(quiz->recent[i].gist);
	free(quiz);
}

const struct guest_kind quiz_guest = {
	.name = "quiz", .rank = 0,
	.free = end,
	.prompt = add_prompt,
	.help = quiz_help,
	.line = hear_line,
	.leave = leave,
};
