/* cmd_review.c - the `review` command: what was predicted wrongly, or skipped, is asked again; see review.h. */
#include <string.h>

#include "cmd/course/commands.h"
#include "cmd/course/lesson.h"
#include "cmd/course/lesson_choose.h"
#include "cmd/course/play.h"
#include "cmd/course/review.h"
#include "cmd/session/guest.h"
#include "cmd/session/kept.h"

static int nothing(struct session *session, const struct course *course)
{
	remark(session, "There is nothing to review: no prediction of yours that came out otherwise is left, and no question that "
	       "you skipped. "
	       "`lesson next%s` goes on with the course.", course->option);
	return STATUS_OK;
}

/* The lesson that is being played stays where it is. */
static void leave_lesson(struct session *session)
{
	const struct play *play = play_now(session);

	if (play && !play_is_review(play))
		remark(session, "(Lesson %s is kept where you are: `lesson next%s` goes on there.)", play_lesson(play)->name,
		       play_course(play)->option);
}

static int review(struct session *session, const char *path)
{
	struct course *course = lesson_load(session, path);
	struct due due[MOST_REVIEWED];
	struct buf why = { 0 };
	int n, status;

	if (!course)
		return STATUS_USAGE;
	n = review_find(course, due);
	if (n) {
		leave_lesson(session);
		review_why(&why, course);
		remark(session, "%d question%s to be asked again, %s%s", n, n == 1 ? "" : "s", buf_text(&why),
		       n > MOST_REVIEWED ? "; here are the first five" : "");
		remark(session, "(Each is asked until it has been right twice.)");
		buf_free(&why);
		return play_review(session, course, due, n < MOST_REVIEWED ? n : MOST_REVIEWED);
	}
	status = nothing(session, course);
	course_free(course);
	return status;
}

static int run(struct session *session, const struct call *call)
{
	struct buf why = { 0 };
	const char *path = NULL;
	int status = STATUS_OK;

	for (int i = 0; i < call->n_args; i++) {
		if (!call->args[i].name || strcmp(call->args[i].name, "lessons") != 0)
			return complain_usage(session, call, "'%.40s' is nothing that a review has, only lessons=FILE",
			                      call->args[i].text);
		path = call->args[i].value;
	}
	if (session->json)
		return complain(session, "not-json", NULL, "a review is played for a person, without --json");
	if (!kept_readable(&why))
		status = complain(session, "cannot-read", NULL, "%s", buf_text(&why));
	buf_free(&why);
	return status == STATUS_OK ? review(session, lesson_path(session, path)) : status;
}

const struct command cmd_review = {
	.name = "review", .group = GROUP_LEARN,
	.args = "",
	.summary = "be asked again what you predicted wrongly, or skipped",
	.detail = "What you predict in a lesson is kept. What came out otherwise is asked again here, in\n"
	          "other words and with other numbers, five questions at a time, and after these the\n"
	          "questions that you skipped. A question that was answered rightly twice is not asked\n"
	          "again. It is played as a lesson is: Enter goes on, `quit` leaves.\n"
	          "\n"
	          "lessons=FILE reviews another course.",
	.example = { "review", "review lessons=LESSONS.md" },
	.see_also = "lesson",
	.judged = true,
	.run = run,
};
