/* quiz_help.c - `help` alone in a quiz: what it waits for, and what helps to find the answer; see quiz_parts.h. */
#include "cmd/quiz/quiz_parts.h"

#include "cmd/term/prose.h"
#include "lab/base/text.h"

static void add_wanted(struct buf *out, const struct quiz *quiz)
{
	if (!quiz->asked) {
		buf_adds(out, "This is a quiz, between two questions: Enter asks the next one.");
		return;
	}
	buf_printf(out, "This is question %ld of the quiz. It waits for an answer: ", quiz->asked->number);
	answer_wanted(out, &quiz->asked->question);
	buf_adds(out, ".");
}

/* What shows the code, runs it, and would give the answer away. */
static void add_words(struct buf *out, const struct session *session, const struct quiz *quiz)
{
	struct table table = { .n_columns = 2 };
	struct buf code = { 0 };
	const char *enter = quiz->asked ? "goes on without an answer, the second time" : "the next question";

	table_row(&table, (const char *const[]){ "Enter", enter });
	if (quiz->asked) {
		buf_printf(&code, "show code %s", quiz->asked->told.pattern->name);
		table_row(&table, (const char *const[]){ "skip", "goes on without an answer, and says it" });
		table_row(&table, (const char *const[]){ "quiz", "this question again" });
		table_row(&table, (const char *const[]){ buf_text(&code), "what it is about" });
		table_row(&table, (const char *const[]){ "run ...", "one run of it: what can happen" });
		table_row(&table, (const char *const[]){ "explore ...", "every schedule: the answer" });
	}
	table_row(&table, (const char *const[]){ "quit, q, ^D", "ends the quiz; how you do is kept" });
	table_draw(out, &table, &session->look);
	buf_free(&code);
}

void quiz_help(const struct session *session, const void *state, struct buf *out)
{
	const struct quiz *quiz = state;
	struct buf wanted = { 0 };

	add_wanted(&wanted, quiz);
	text_wrap(out, buf_text(&wanted), 0, 0, session->look.width, session->look.ascii);
	add_words(out, session, quiz);
	text_wrap(out, "Every command works meanwhile: `help all` lists them, `help quiz` tells about the quiz.", 0, 0,
	          session->look.width, session->look.ascii);
	buf_free(&wanted);
}
