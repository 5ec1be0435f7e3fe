/* play_help.c - `help` alone in a lesson: what it waits for, and what its words do; see play_parts.h. */
#include "cmd/course/play_parts.h"

#include "cmd/session/answer.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"

/* What the lesson waits for. */
static void add_wanted(struct buf *out, const struct play *play)
{
	const struct part *part = play_part(play);

	switch (part->kind) {
	case PART_PREDICT:
		buf_adds(out, "It waits for an answer: ");
		answer_wanted(out, &part->question);
		buf_adds(out, ".");
		break;
	case PART_ORDER:
		buf_printf(out, "It waits for an order of the lines: `order %d 1 2` and the like. The program with them in it is "
		           "built, and every schedule of it looked at.", part->puzzle.n);
		break;
	case PART_BLOCK:
		buf_printf(out, "It waits for `%s`: Enter runs it.", play_command(play));
		break;
	case PART_CHECK:
		buf_printf(out, "It waits for a run that ends in %s%s%s%s.", verdict_word(part->goal.verdict),
		           *part->goal.keep ? ", with " : "", part->goal.keep, part->goal.proved ? ", in every schedule" :
		           part->goal.runs > 1 ? ", every time" : "");
		if (*part->goal.must_print)
			buf_printf(out, " Each has to print \"%s\".", part->goal.must_print);
		break;
	default:
		buf_adds(out, "It waits until you have read: Enter goes on.");
	}
}

static void add_words(struct buf *out, const struct session *session, const struct play *play)
{
	enum part_kind kind = play_part(play)->kind;
	bool asks = part_asks(play_part(play));
	const char *next = kind == PART_CHECK ? "gives the task up, shows the solution, and goes on" : asks ?
	                   "goes on without an answer" : kind == PART_BLOCK ? "the same as Enter" : "goes on";
	const char *const rows[][2] = {
		{ "Enter", play_gives_way(session, play) ? "takes the step marked >, as long as a run is stepped" : kind == PART_CHECK ? "shows the task again" : asks ?
		             "goes on without an answer, the second time" : kind == PART_BLOCK ? "runs the command" : "goes on" },
		{ "next", next },
		{ "skip", "goes on without doing it; `skip lesson`: with the next lesson" },
		{ "back", "the portion before" },
		{ "hint", kind == PART_CHECK ? "a hint; after the last, the solution" : "for the task near the end" },
		{ "lesson", "this portion again" },
		{ "quit, q, ^D", "leaves; what you have done is kept" },
	};
	struct table table = { .n_columns = 2 };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		table_row(&table, rows[i]);
	table_draw(out, &table, &session->look);
}

int play_help(struct session *session, struct play *play)
{
	const struct look *look = &session->look;
	struct buf wanted = { 0 }, out = { 0 };

	play->acted = true;
	if (play->n_due)
		buf_adds(&wanted, "This is a review. ");
	else
		buf_printf(&wanted, "This is lesson %s, %s. ", play->lesson->name, play->lesson->title);
	add_wanted(&wanted, play);
	buf_addc(&out, '\n');
	text_wrap(&out, buf_text(&wanted), 0, 0, look->width, look->ascii);
	add_words(&out, session, play);
	text_wrap(&out, "Every command works meanwhile: `help all` lists them, `help run` tells about one.", 0, 0,
	          look->width, look->ascii);
	play_say(session, &out);
	buf_free(&wanted);
	return STATUS_OK;
}
