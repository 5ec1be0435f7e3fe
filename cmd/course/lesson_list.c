/* lesson_list.c - the lessons of a course, and what has been done of each; see lesson_choose.h. */
#include <string.h>

#include "cmd/course/lesson_choose.h"
#include "cmd/course/lesson_show.h"
#include "cmd/course/progress.h"
#include "cmd/course/review.h"
#include "cmd/session/out.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"

static void list_json(struct session *session, const struct lesson *lesson, const struct progress *progress)
{
	struct buf line = { 0 };
	struct json json = out_json_begin(session, &line);

	lesson_json(&json, lesson);
	json_int(&json, "minutes", lesson_minutes(lesson));
	json_bool(&json, "done", progress->done);
	json_bool(&json, "solved", progress->solved);
	out_json_end(session, &json);
}

/* "done, solved, 1 of 2 predictions right" */
static void list_progress(struct buf *out, const struct progress *progress)
{
	int given = 0, right = 0;

	for (int i = 0; i < MAX_ANSWERS; i++) {
		given += progress->answers[i].text[0] && !progress_skipped(&progress->answers[i]);
		right += progress->answers[i].right;
	}
	if (progress->done)
		buf_adds(out, progress->begun ? "done, begun again" : "done");
	else if (progress->begun)
		buf_adds(out, "begun");
	else if (progress->skipped)
		buf_adds(out, "skipped");
	if (progress->solved)
		buf_adds(out, ", solved");
	if (given)
		buf_printf(out, ", %d of %d prediction%s right", right, given, text_s(given));
}

static void list_row(struct table *table, const struct lesson *lesson, const struct progress *progress)
{
	struct buf number = { 0 }, minutes = { 0 }, state = { 0 };

	buf_printf(&number, "%3s", lesson->name);
	list_progress(&state, progress);
	buf_printf(&minutes, "%2d min", lesson_minutes(lesson));
	table_row(table, (const char *[]){ buf_text(&number), lesson->title, buf_text(&minutes), buf_text(&state) });
	buf_free(&minutes);
	buf_free(&number);
	buf_free(&state);
}

/* Lessons, or side quests; those with how many are done, above. */
static void list_some(struct session *session, struct buf *out, const struct course *course, bool quests)
{
	struct table table = { .n_columns = 4 };
	struct buf above = { 0 };
	int n = 0, done = 0;

	for (int i = 0; i < course->n; i++) {
		const struct lesson *lesson = &course->lessons[i];
		struct progress progress = progress_load(course, lesson);

		if (!lesson->number || lesson_is_quest(lesson) != quests)
			continue;
		n++;
		done += progress.done;
		if (session->json)
			list_json(session, lesson, &progress);
		else
			list_row(&table, lesson, &progress);
	}
	if (quests && n) {
		buf_printf(&above, "side quests, %d of %d done", done, n);
		text_wrap(out, buf_text(&above), 0, 0, session->look.width, session->look.ascii);
	}
	table_draw(out, &table, &session->look);
	buf_free(&above);
}

int lesson_list(struct session *session, const struct course *course)
{
	struct buf out = { 0 }, below = { 0 };

	list_some(session, &out, course, false);
	list_some(session, &out, course, true);
	lesson_missing(&below, course);
	buf_printf(&below, "%s`lesson 1%s` begins the first, `lesson next%s` goes on where you were.",
	           below.length ? ". " : "", course->option, course->option);
	buf_addc(&below, ' ');
	review_offer(&below, course);
	text_wrap(&out, buf_text(&below), 0, 0, session->look.width, session->look.ascii);
	out_text(session, &out);
	buf_free(&out);
	buf_free(&below);
	return STATUS_OK;
}
