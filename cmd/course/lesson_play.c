/* lesson_play.c - see lesson_play.h. */
#include "cmd/course/lesson_play_parts.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/course/lesson_show.h"
#include "cmd/course/question.h"
#include "cmd/session/command.h"
#include "cmd/session/guest.h"
#include "cmd/session/out.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"

const struct part *play_part(const struct play *play)
{
	return &play->lesson->parts[play->lesson->stops[play->at].at];
}

const char *play_command(const struct play *play)
{
	return play_part(play)->transcript.exchanges[play->lesson->stops[play->at].command].command;
}

void play_say(struct session *session, struct buf *text)
{
	if (!session->json)
		fwrite(buf_text(text), 1, text->length, session->out);
	fflush(session->out);
	buf_free(text);
}

void play_tell(struct session *session, const char *format, ...)
{
	struct buf text = { 0 }, out = { 0 };
	va_list args;

	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	buf_addc(&out, '\n');
	text_wrap(&out, buf_text(&text), 0, 0, session->look.width, session->look.ascii);
	play_say(session, &out);
	buf_free(&text);
}

/* ---- Moving ---- */

int play_show(struct session *session, struct play *play)
{
	struct buf page = { 0 }, out = { 0 };

	play->acted = true;
	play->reminded = false;
	play->n_past = session->n_past;
	show_stop(&page, play->lesson, play->at, &play->progress, &session->look);
	buf_printf(&out, "\n%s", buf_text(&page));
	buf_free(&page);
	play_say(session, &out);
	return STATUS_OK;
}

static int finish(struct session *session, struct play *play)
{
	const struct course *course = play->course;
	const struct lesson *next = NULL;
	int number = play->lesson->number;

	for (int i = 0; i < course->n && !next; i++)
		if (course->lessons[i].number > number)
			next = &course->lessons[i];
	play->progress.at = 0;
	play->progress.begun = false;
	play->progress.done = true;
	progress_save(&play->progress);
	if (number)
		play_tell(session, "Lesson %d is done.", number);
	if (next)
		play_tell(session, "Next: `lesson %d`, %s.", next->number, next->title);
	guest_leave(session, &lesson_guest);
	return STATUS_OK;
}

int play_go_on(struct session *session, struct play *play)
{
	if (play->at + 1 >= play->lesson->n_stops)
		return finish(session, play);
	play->at++;
	play->progress.at = play->at;
	progress_save(&play->progress);
	return play_show(session, play);
}

int play_back(struct session *session, struct play *play)
{
	if (play->at > 0)
		play->at--;
	else
		play_tell(session, "This is where the lesson begins.");
	return play_show(session, play);
}

/* ---- Commands ---- */

/* Run the command that is waiting, as if it had been typed, and go on. */
static int run_here(struct session *session, struct play *play)
{
	const char *command = play_command(play);
	struct buf line = { 0 };
	int status;

	buf_printf(&line, "%s%s", TRANSCRIPT_PROMPT, command);
	if (!session->json)
		out_prose(session->out, buf_text(&line), &session->look);
	buf_free(&line);
	play->running = true;
	status = session_line(session, command);
	if (play_now(session) != play)
		return status;
	play->running = false;
	if (status == STATUS_INTERRUPTED)
		return status;
	return status_worse(status, play_go_on(session, play));
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

/* ---- Listening ---- */

int play_next(struct session *session, struct play *play)
{
	play->acted = true;
	switch (play_part(play)->kind) {
	case PART_BLOCK:
		return run_here(session, play);
	case PART_PREDICT:
		return play_answer(session, play, "skip");
	case PART_CHECK:
		if (!play->progress.solved)
			play_reveal(session, play);
		return play_go_on(session, play);
	default:
		return play_go_on(session, play);
	}
}

/* `hint`, `next`, `skip`, `back`, where they mean nothing else: a run that is stepped goes back too. */
static bool steer(struct session *session, struct play *play, const char *word, int *status)
{
	if (strcmp(word, "hint") == 0)
		*status = play_hint(session, play);
	else if (strcmp(word, "next") == 0)
		*status = play_next(session, play);
	else if (strcmp(word, "skip") == 0)
		*status = play_answer(session, play, word);
	else if (strcmp(word, "back") == 0 && !guest_result(session))
		*status = play_back(session, play);
	else
		return false;
	return true;
}

/* An empty line: goes on, but neither skips a question nor gives up the goal at once. */
static int enter(struct session *session, struct play *play)
{
	enum part_kind kind = play_part(play)->kind;

	if (kind == PART_PREDICT && !play->reminded) {
		play_ask_again(session, play_part(play));
		play->reminded = true;
		return STATUS_OK;
	}
	if (kind == PART_PREDICT)
		play_tell(session, "(Skipped.)");
	if (kind == PART_CHECK)
		return play_remind(session, play);
	return play_next(session, play);
}

/* Is the line meant as an answer: a letter that is offered or is no command, a number, skip? */
static bool is_answer(const struct part *question, const char *line)
{
	return question_allows(&question->question, line) || strcmp(line, "skip") == 0 ||
		!line[strspn(line, "0123456789")] ||
		(!line[1] && isalpha((unsigned char)line[0]) && !command_find(line));
}

static bool hear_line(struct session *session, void *context, const char *line, int *status)
{
	struct play *play = context;
	struct buf word = { 0 };
	bool mine = true;

	if (play->running)
		return false;
	play->acted = false;
	line += strspn(line, " \t");
	buf_adds(&word, line);
	text_trim(&word, 0);
	if (!word.length)
		*status = enter(session, play);
	else if (play_part(play)->kind == PART_PREDICT && is_answer(play_part(play), word.text))
		*status = play_answer(session, play, word.text);
	else
		mine = steer(session, play, word.text, status);
	buf_free(&word);
	return mine;
}

static void hear_after(struct session *session, void *context, const char *line, int status)
{
	struct play *play = context;
	enum part_kind kind = play_part(play)->kind;
	bool ran = session->n_past != play->n_past;

	if (play->running)
		return;
	play->n_past = session->n_past;
	if (play->acted)
		return;
	if (kind == PART_BLOCK && same_command(line, play_command(play)) && status != STATUS_INTERRUPTED)
		play_go_on(session, play);
	else if (kind == PART_BLOCK && ran)
		play_tell(session, "(The lesson goes on with `%s`; Enter runs it.)", play_command(play));
	else if (kind == PART_CHECK && ran && status != STATUS_INTERRUPTED)
		play_judge(session, play);
}

/* The command that waits to be run, for the reader of lines to offer. */
static const char *offered(const struct session *session, const void *state)
{
	const struct play *play = state;

	return session->interactive && play_part(play)->kind == PART_BLOCK ? play_command(play) : NULL;
}

static void add_prompt(const struct session *session, const void *state, struct buf *out)
{
	const struct play *play = state;

	(void)session;
	buf_printf(out, "conclab(lesson %d)> ", play->lesson->number);
}

static void say_farewell(struct session *session, void *state)
{
	const struct play *play = state;

	if (session->interactive)
		remark(session, "lesson %d is kept where you are: `lesson next` goes on there", play->lesson->number);
}

static void end(struct session *session, void *state)
{
	struct play *play = state;

	(void)session;
	course_free(play->course);
	free(play);
}

const struct guest_kind lesson_guest = {
	.name = "lesson", .rank = 1,
	.free = end,
	.prompt = add_prompt, .prefill = offered,
	.line = hear_line, .after = hear_after,
	.farewell = say_farewell,
};

struct play *play_now(const struct session *session)
{
	return guest_state(session, &lesson_guest);
}

const struct course *play_course(const struct play *play)
{
	return play->course;
}

const struct lesson *play_lesson(const struct play *play)
{
	return play->lesson;
}

int play_begin(struct session *session, struct course *course, const struct lesson *lesson, int at)
{
	struct play *play = calloc(1, sizeof *play);

	must(play);
	play->course = course;
	play->lesson = lesson;
	play->at = at < 0 || at >= lesson->n_stops ? 0 : at;
	play->progress = progress_load(lesson->number);
	play->progress.at = play->at;
	play->progress.begun = true;
	progress_save(&play->progress);
	guest_enter(session, &lesson_guest, play);
	if (session->turned.n > 0)
		play_tell(session, "(You have turned settings; they hold for the lesson's runs too. `show` lists them, "
		     "`unset all` forgets them.)");
	return play_show(session, play);
}
