/* play_stepped.c - a run is stepped while a lesson is played: whose is Enter, and whose a number? See play_parts.h. */
#include "cmd/course/play_parts.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/course/lesson_show.h"

/* Can the run that is stepped, if any, take a step? */
static bool can_step(const struct session *session)
{
	char *step = session->interactive ? guest_again(session) : NULL;
	bool can = step != NULL;

	free(step);
	return can;
}

/* What the lesson itself steps is a part of it, as long as nothing else has been typed. */
bool play_gives_way(const struct session *session, const struct play *play)
{
	return (play->ran < 0 || play->disturbed) && can_step(session);
}

void play_tell_stepped(struct session *session, struct play *play)
{
	enum part_kind kind = play_part(play)->kind;

	if (play->stepped && !guest_result(session)) {
		play->stepped = false;
		if (kind == PART_BLOCK)
			play_tell(session, "(The lesson goes on with `%s`; Enter runs it.)", play_command(play));
	} else if (!play->stepped && play_gives_way(session, play)) {
		play->stepped = true;
		play_tell(session, part_asks(play_part(play)) ? "(You step a run: Enter takes the step marked `>`, `quit` leaves it. "
		          "The question can be answered meanwhile.)" :
		          "(You step a run: Enter takes the step marked `>`. `quit` leaves it, and Enter goes on with the lesson then.)");
	}
}

/* ---- Numbers ---- */

/* The question that has just been answered with a number, and stands above what the lesson waits for now; else NULL. */
static const struct answer *answered(const struct play *play)
{
	const struct lesson *lesson = play->lesson;
	const struct part *before = play->at ? &lesson->parts[lesson->stops[play->at - 1].at] : NULL;
	int number = before ? question_number(lesson, lesson->stops[play->at - 1].at) : 0;

	if (!before || before->kind != PART_PREDICT || before->question.n || number >= MAX_ANSWERS)
		return NULL;
	return play->progress.answers[number].text[0] ? &play->progress.answers[number] : NULL;
}

static void add_steps(struct buf *out, const struct session *session, const char *line)
{
	if (guest_result(session))
		buf_printf(out, "A number alone is no step here: `t1` lets the task t1 move, `step %s` goes so many steps. ", line);
}

static int tell_answered(struct session *session, const struct answer *answer, const char *line)
{
	struct buf text = { 0 };

	if (strcmp(answer->text, "skip") == 0)
		buf_adds(&text, "The question is behind you. ");
	else
		buf_printf(&text, "The question is answered: you said %s. ", answer->text);
	add_steps(&text, session, line);
	buf_adds(&text, "`lesson back` returns to the question.");
	play_tell(session, "%s", buf_text(&text));
	buf_free(&text);
	return STATUS_USAGE;
}

bool play_bare_number(struct session *session, struct play *play, const char *line, int *status)
{
	const struct part *part = play_part(play);
	const struct answer *answer = answered(play);
	struct buf steps = { 0 };

	if (!*line || line[strspn(line, "0123456789")] || strlen(line) > 9)
		return false;
	if (part->kind == PART_PREDICT && guest_result(session)) {
		add_steps(&steps, session, line);
		*status = play_ask_again(session, part, buf_text(&steps));
		buf_free(&steps);
		return true;
	}
	if (part_asks(part) || !answer)
		return false;
	*status = tell_answered(session, answer, line);
	return true;
}
