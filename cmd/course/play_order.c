/* play_order.c - lines that the learner puts in order: built, explored, and shown what they do; see puzzle.h. */
#include "cmd/course/play_parts.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/course/lesson_show.h"
#include "cmd/course/puzzle.h"
#include "cmd/session/parse.h"

int play_ask_order(struct session *session, const struct part *part, const char *before)
{
	play_tell(session, "%sType the numbers of the lines you want, in their order, as in `order %d 1 2`, and leave "
	          "out the others. `skip`, or Enter twice, goes on without.", before, part->puzzle.n);
	return STATUS_USAGE;
}

/* "2.4.3": an order as it is kept, for there blanks and commas stand between answers. */
static void pack(struct buf *kept, const char *order)
{
	for (; *order; order++)
		buf_addc(kept, *order == ' ' ? '.' : *order);
}

/* The lab shows what the program does that was made. */
static void show_it(struct session *session, struct play *play, const char *path)
{
	struct buf command = { 0 };

	buf_adds(&command, "explore ");
	parse_spell(&command, path);
	play_tell(session, "conclab> %s", buf_text(&command));
	play_own(session, play, buf_text(&command));
	buf_free(&command);
}

/* What the lesson says of this order, and what can be done now. */
static void tell_wrong(struct session *session, const struct play *play, const char *order, const struct puzzle_end *end)
{
	const struct part *part = play_part(play);
	const struct part *answer = lesson_answer(play->lesson, question_number(play->lesson, part - play->lesson->parts));
	struct buf said = { 0 };

	if (end->open)
		play_tell(session, "Not every schedule of that could be looked at: it is neither right nor wrong.");
	else
		play_tell(session, "Not so: there is a schedule that ends in %s, %s.", verdict_word(end->verdict),
		          verdict_meaning(end->verdict));
	buf_addc(&said, '\n');
	if (answer && show_remark(&said, answer, order, &session->look))
		play_say(session, &said);
	buf_free(&said);
	play_tell(session, "Try another order, or `skip`. (The program lies in %s.)", end->path);
}

/* The last attempt is kept; what is right goes on. */
static int tell(struct session *session, struct play *play, const char *order, const struct puzzle_end *end)
{
	struct buf kept = { 0 };

	pack(&kept, order);
	play_note_answer(play, buf_text(&kept), end->right);
	play_keep(play);
	buf_free(&kept);
	if (!end->right) {
		tell_wrong(session, play, order, end);
		return STATUS_OK;
	}
	play_tell(session, "Right: every schedule of that ends in %s, and that is proved.",
	          verdict_word(play_part(play)->puzzle.verdict));
	return play_go_on(session, play);
}

static int judge(struct session *session, struct play *play, const char *order)
{
	struct puzzle_end end;
	int status = STATUS_OK;

	play_busy(session, "looking at all schedules ...");
	puzzle_judge(&play_part(play)->puzzle, order, &end);
	play_idle(session);
	if (end.interrupted) {
		status = STATUS_INTERRUPTED;
	} else if (!end.built) {
		play_tell(session, "That cannot be tried: %s. Another order? `skip` goes on without.", buf_text(&end.why));
	} else {
		show_it(session, play, end.path);
		if (play_now(session) == play)
			status = tell(session, play, order, &end);
	}
	puzzle_end_free(&end);
	play_forget_typed(session);
	return status;
}

bool play_order(struct session *session, struct play *play, const char *line, int *status)
{
	const struct part *part = play_part(play);
	struct buf order = { 0 }, why = { 0 };
	bool read = puzzle_read(&part->puzzle, line, &order, &why), meant = read || why.length;

	play->acted = meant;
	if (read)
		*status = judge(session, play, buf_text(&order));
	else if (meant)
		*status = play_ask_order(session, part, buf_text(&why));
	buf_free(&order);
	buf_free(&why);
	return meant;
}
