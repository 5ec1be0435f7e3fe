/* play.c - a lesson being played: what is shown, and where it goes on; see play.h. */
#include "cmd/course/play_parts.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/course/lesson_show.h"
#include "cmd/session/guest.h"
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
	play->stepped = false;
	play_tell_stepped(session, play);
	return STATUS_OK;
}

void play_keep(const struct play *play)
{
	if (!play->n_due)
		progress_save(&play->progress);
}

/* Of a review: what came of it, and what is left. */
static int finish_review(struct session *session, struct play *play)
{
	struct due due[MOST_REVIEWED];
	int left = review_find(play->course, due);

	play_tell(session, "%d of %d right.%s", play->n_right, play->n_due, left ? "" : " Nothing is left to be asked again.");
	if (left)
		play_tell(session, "What is right twice is not asked again. %d question%s left: `review%s` goes on.", left,
		          left == 1 ? " is" : "s are", play->course->option);
	guest_leave(session, &lesson_guest);
	return STATUS_OK;
}

static const struct lesson *next_lesson(const struct course *course, int number)
{
	for (int i = 0; i < course->n; i++)
		if (course->lessons[i].number > number)
			return &course->lessons[i];
	return NULL;
}

static int finish(struct session *session, struct play *play)
{
	const struct course *course = play->course;
	const struct lesson *next = next_lesson(course, play->lesson->number);
	struct buf offer = { 0 };
	int number = play->lesson->number;

	if (play->n_due)
		return finish_review(session, play);
	play->progress.at = 0;
	play->progress.begun = false;
	play->progress.done = true;
	play_keep(play);
	if (number)
		play_tell(session, "Lesson %s is done.", play->lesson->name);
	review_offer(&offer, course);
	if (offer.length)
		play_tell(session, "%s", buf_text(&offer));
	if (next)
		play_tell(session, "Next: `lesson %s%s`, %s.", next->name, course->option, next->title);
	buf_free(&offer);
	guest_leave(session, &lesson_guest);
	return STATUS_OK;
}

int play_go_on(struct session *session, struct play *play)
{
	if (play->at + 1 >= play->lesson->n_stops)
		return finish(session, play);
	play->at++;
	play->progress.at = play->at;
	play_keep(play);
	return play_show(session, play);
}

int play_skip_lesson(struct session *session, struct play *play)
{
	const struct lesson *next = NULL;

	play->acted = true;
	if (play->n_due) {
		play_tell(session, "This is a review: `quit` leaves it.");
		return STATUS_USAGE;
	}
	play->progress.begun = false;
	play->progress.at = 0;
	play->progress.skipped = !play->progress.done;
	play_keep(play);
	play_tell(session, "Lesson %s is left as skipped; `lesson %s%s` plays it all the same.", play->lesson->name,
	          play->lesson->name, play->course->option);
	next = next_lesson(play->course, play->lesson->number);
	if (!next) {
		guest_leave(session, &lesson_guest);
		return STATUS_OK;
	}
	play->lesson = next;
	play->at = 0;
	play->ran = -1;
	play->progress = progress_load(play->course, next);
	play->progress.begun = true;
	play_keep(play);
	play_take_pattern(session, play);
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

bool play_is_review(const struct play *play)
{
	return play->n_due > 0;
}

static struct play *new_play(struct course *course, const struct lesson *lesson)
{
	struct play *play = calloc(1, sizeof *play);

	must(play);
	play->course = course;
	play->lesson = lesson;
	play->ran = -1;
	return play;
}

int play_review(struct session *session, struct course *course, const struct due *due, int n)
{
	struct play *play = new_play(course, review_lesson(course, due, n));

	play->n_due = n;
	memcpy(play->due, due, (size_t)n * sizeof *due);
	guest_enter(session, &lesson_guest, play);
	play_take_pattern(session, play);
	play_warn(session, play);
	return play_show(session, play);
}

int play_begin(struct session *session, struct course *course, const struct lesson *lesson, int at)
{
	struct play *play = new_play(course, lesson);

	play->at = at < 0 || at >= lesson->n_stops ? 0 : at;
	play->progress = progress_load(course, lesson);
	play->progress.at = play->at;
	play->progress.begun = true;
	play->progress.skipped = false;
	play_keep(play);
	guest_enter(session, &lesson_guest, play);
	play_take_pattern(session, play);
	play_warn(session, play);
	return play_show(session, play);
}
