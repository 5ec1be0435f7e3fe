/* cmd_lesson.c - the `lesson` command: what its words mean; play.h plays a lesson, author.h checks the course. */
#include <string.h>

#include "cmd/course/author.h"
#include "cmd/course/carry.h"
#include "cmd/course/commands.h"
#include "cmd/course/lesson.h"
#include "cmd/course/lesson_call.h"
#include "cmd/course/lesson_choose.h"
#include "cmd/course/play.h"
#include "cmd/course/progress.h"
#include "cmd/session/candidates.h"
#include "cmd/session/guest.h"
#include "cmd/session/kept.h"
#include "cmd/term/suggest.h"

static const char *const words[] = {
	"list", "next", "resume", "back", "hint", "answer", "skip", "quit", "search", "progress", NULL
};

/* For whoever writes a course: not offered to learners. */
static const char *const authors_words[] = { "check", "accept", NULL };

/* ---- Playing ---- */

/* Where it was left; 0 with `anew`. */
static int place_to_begin(struct session *session, const struct course *course, const struct lesson *lesson, bool anew)
{
	int at = anew ? 0 : progress_load(course, lesson).at;

	if (at > 0 && at < lesson->n_stops)
		remark(session, "(Lesson %s goes on where you left it; `lesson %s again%s` begins it anew.)",
		       lesson->name, lesson->name, course->option);
	return at;
}

/* `number` NULL: whatever is due. `anew`: from its beginning, though it was left further on. */
static int begin(struct session *session, const struct call *call, const char *number, bool anew)
{
	struct course *course;
	const struct lesson *lesson;

	if (session->json)
		return complain(session, "not-json", NULL, "a lesson is played for a person, without --json; "
		                "`lesson list` answers in JSON");
	course = lesson_load(session, lesson_path(session, call_value(call, "lessons")));
	if (!course)
		return STATUS_USAGE;
	lesson = number ? lesson_choose(session, course, number) : lesson_due(course);
	if (lesson && lesson->n_stops)
		return play_begin(session, course, lesson, place_to_begin(session, course, lesson, anew));
	if (lesson)
		complain(session, "empty-lesson", NULL, "lesson %s is empty", lesson->name);
	course_free(course);
	return STATUS_USAGE;
}

/* `lesson skip`, `lesson skip lesson`. */
static int skip(struct session *session, const struct call *call, struct play *play)
{
	const char *what = call_word(call, 1);

	if (what && strcmp(what, "lesson") != 0)
		return complain_usage(session, call, "`skip` skips this portion, `skip lesson` the whole lesson, got '%.40s'",
		                      what);
	return what ? play_skip_lesson(session, play) : play_skip(session, play);
}

static int answer(struct session *session, const struct call *call, struct play *play)
{
	struct buf said = { 0 };
	int status;

	call_rest(call, &said);
	if (said.length)
		status = play_answer(session, play, buf_text(&said));
	else
		status = complain_usage(session, call, "an answer is a letter, a number, or an order");
	buf_free(&said);
	return status;
}

/* The words that need a lesson being played. */
static int steer(struct session *session, const struct call *call, const char *word)
{
	struct play *play = play_now(session);

	if (!play)
		return complain(session, "no-lesson", NULL, "no lesson is being played: `lesson list` shows "
		                "them, `lesson 1` begins the first");
	if (strcmp(word, "next") == 0)
		return play_next(session, play);
	if (strcmp(word, "back") == 0)
		return play_back(session, play);
	if (strcmp(word, "hint") == 0)
		return play_hint(session, play);
	if (strcmp(word, "skip") == 0)
		return skip(session, call, play);
	if (strcmp(word, "quit") == 0)
		return play_leave(session, play);
	return answer(session, call, play);
}

/* `lesson 3`, `lesson 3 again`. */
static int begin_number(struct session *session, const struct call *call)
{
	const char *how = call_word(call, 1);

	if (how && strcmp(how, "again") != 0 && strcmp(how, "1") != 0)
		return complain_usage(session, call, "after a lesson's number only 'again' can follow, got '%.40s'",
		                      how);
	return begin(session, call, call_word(call, 0), how != NULL);
}

/* ---- For authors ---- */

static int check(struct session *session, const struct call *call)
{
	const char *which = call_word(call, 1);
	bool all = !which || strcmp(which, "all") == 0;
	struct course *course = lesson_load(session, lesson_path(session, call_value(call, "lessons")));
	const struct lesson *only = course && !all ? lesson_choose(session, course, which) : NULL;
	int status = STATUS_USAGE;

	if (course && (all || only))
		status = author_check(session, course, only, call_value(call, "corrected"));
	course_free(course);
	return status;
}

static int accept(struct session *session, const struct call *call)
{
	const char *chosen = lesson_path(session, call_value(call, "lessons")), *path = chosen ? chosen : "LESSONS.md";
	const char *more = call_word(call, 1);
	struct course *course;
	int status;

	if (more)
		return complain_usage(session, call, "`accept` is about the whole file: lessons=FILE, got '%.40s'", more);
	course = lesson_load(session, path);
	status = course ? author_accept(session, course, path) : STATUS_USAGE;
	course_free(course);
	return status;
}

/* ---- The command ---- */

static int unknown(struct session *session, const struct course *course, const char *word)
{
	struct suggester suggester = { .typed = word };

	for (int i = 0; i < course->n; i++)
		if (lesson_is_quest(&course->lessons[i]))
			suggest_offer(&suggester, course->lessons[i].name);
	for (int i = 0; words[i]; i++)
		suggest_offer(&suggester, words[i]);
	for (int i = 0; authors_words[i]; i++)
		suggest_offer(&suggester, authors_words[i]);
	return complain(session, "unknown-word", &suggester.best, "'%.40s' is neither a lesson's number, nor "
	                "a side quest, nor one of list, next, resume, back, hint, answer, skip, quit, search, progress", word);
}

/* `lesson tee`, if there is such a side quest. */
static int begin_named(struct session *session, const struct call *call, const char *word)
{
	struct course *course = lesson_load(session, lesson_path(session, call_value(call, "lessons")));
	int status = STATUS_USAGE;

	if (course)
		status = course_named(course, word) ? begin_number(session, call) : unknown(session, course, word);
	course_free(course);
	return status;
}

static int list(struct session *session, const struct call *call)
{
	struct course *course;
	int status;

	course = lesson_load(session, lesson_path(session, call_value(call, "lessons")));
	if (!course)
		return STATUS_USAGE;
	status = lesson_list(session, course);
	course_free(course);
	return status;
}

/* `lesson` alone: the present portion again, or what is due goes on; where nothing is begun or all is done, the list. */
static int show_or_resume(struct session *session, const struct call *call)
{
	struct course *course;
	bool due;

	if (play_now(session))
		return play_show(session, play_now(session));
	course = lesson_load(session, lesson_path(session, call_value(call, "lessons")));
	if (!course)
		return STATUS_USAGE;
	due = progress_latest(course, LATEST_BEGUN) || (lesson_any_done(course) && lesson_undone(course));
	course_free(course);
	return due && !session->json ? begin(session, call, NULL, false) : list(session, call);
}

static int search(struct session *session, const struct call *call)
{
	struct course *course;
	struct buf sought = { 0 };
	int status = STATUS_USAGE;

	call_rest(call, &sought);
	if (!sought.length)
		return complain_usage(session, call, "search for what? `lesson search semaphore`");
	course = lesson_load(session, lesson_path(session, call_value(call, "lessons")));
	if (course)
		status = lesson_search(session, course, buf_text(&sought));
	course_free(course);
	buf_free(&sought);
	return status;
}

/* Whoever plays is told when what was done cannot be known. */
static int check_progress(struct session *session)
{
	struct buf why = { 0 };
	int status = kept_readable(&why) ? STATUS_OK : complain(session, "cannot-read", NULL, "%s", buf_text(&why));

	buf_free(&why);
	return status;
}

static int run(struct session *session, const struct call *call)
{
	const char *word = call_word(call, 0);
	int status = lesson_check_call(session, call), number;

	if (status != STATUS_OK)
		return status;
	if (strcmp(word ? word : "", "check") != 0 && strcmp(word ? word : "", "accept") != 0)
		status = check_progress(session);
	if (status != STATUS_OK)
		return status;
	if (call_value(call, "progress") || strcmp(word ? word : "", "progress") == 0)
		return carry_tell(session, call_value(call, "progress"));
	if (!word || strcmp(word, "resume") == 0)
		return show_or_resume(session, call);
	if (strcmp(word, "list") == 0)
		return list(session, call);
	if (strcmp(word, "search") == 0)
		return search(session, call);
	if (lesson_number(word, &number))
		return begin_number(session, call);
	if (strcmp(word, "next") == 0 && !play_now(session))
		return begin(session, call, NULL, false);
	if (strcmp(word, "check") == 0)
		return check(session, call);
	if (strcmp(word, "accept") == 0)
		return accept(session, call);
	for (int i = 0; words[i]; i++)
		if (strcmp(word, words[i]) == 0)
			return steer(session, call, word);
	return begin_named(session, call, word);
}

/* Side quests; the other words stand in the table. */
static void offer_quests(const struct session *session, const struct call *call, struct offers *offers)
{
	struct buf error = { 0 };
	struct course *course = call->n_args ? NULL : course_load(course_usual(), &error);

	(void)session;
	for (int i = 0; course && i < course->n; i++)
		if (lesson_is_quest(&course->lessons[i]))
			offer(offers, course->lessons[i].name, course->lessons[i].title);
	course_free(course);
	buf_free(&error);
}

static bool is_heard_alone(const char *verb)
{
	static const char *const alone[] = { "next", "hint", "skip", "answer", "order", NULL };

	for (int i = 0; alone[i]; i++)
		if (!strcmp(alone[i], verb))
			return true;
	return false;
}

/* `resume`, which is no command, is about a lesson; but for whoever steps a run it is not. */
static int resume(struct session *session, const struct call *call)
{
	if (guest_result(session))
		return complain(session, "unknown-command", NULL, "there is no command 'resume': `continue` goes on with the run that "
		                "is stepped, `lesson resume` with a lesson");
	if (call_word(call, 0))
		return complain(session, "unknown-command", NULL, "'resume' stands alone: it goes on with the lesson that was left; "
		                "`lesson 3` plays that one");
	return show_or_resume(session, call);
}

/* `next` and the like are heard by a lesson; here it did not hear them, or there is none. */
static bool misheard(struct session *session, const struct call *call, int *status)
{
	const char *verb = call->verb;

	if (strcmp(verb, "resume") == 0) {
		*status = resume(session, call);
		return true;
	}
	if (!is_heard_alone(verb))
		return false;
	if (strcmp(verb, "order") == 0) {
		*status = complain(session, "no-order", NULL, "'order' is for a lesson that asks to put lines in order, and "
		                   "none asks just now");
		return true;
	}
	if (play_now(session))
		*status = complain(session, "unknown-command", NULL, "'%s' is for the lesson when it stands alone on a "
		                   "line; `lesson %s` can stand anywhere", verb, verb);
	else
		*status = complain(session, "no-lesson", NULL, "'%s' is for a lesson, and none is being played: "
		                   "`lesson next` begins the next one, `lesson list` shows all", verb);
	return true;
}

const struct command cmd_lesson = {
	.name = "lesson", .alias = { "l" }, .group = GROUP_LEARN,
	.args = "[n [again] | list | next | resume | back | hint | answer X | skip | quit | search WORD | progress]",
	.summary = "play the course: say what will happen, run it, look, change it",
	.detail = "A lesson shows a portion, asks, lets you run and change things, and explains.\n"
	          "While it is played every command works as usual; Enter goes on, `help` says\n"
	          "what it waits for.\n"
	          "\n"
	          "  lesson 3           play lesson 3, from where you left it\n"
	          "  lesson 3 again     from its beginning\n"
	          "  lesson tee         a side quest: a page on one pattern\n"
	          "  lesson list        all lessons, and what you have done\n"
	          "  lesson             go on where you were; in a lesson, the portion again. So\n"
	          "                     does `lesson resume`, or `resume` alone\n"
	          "  lesson next, back  go on; the portion before\n"
	          "  lesson hint        the next of three hints, then the solution\n"
	          "                     (in a lesson `next`, `back`, `hint` are enough)\n"
	          "  lesson answer X    answer the question; X alone is enough, and `order 3 1 2`\n"
	          "                     where lines are to be put in order\n"
	          "  lesson skip        go on without doing it; `lesson skip lesson`: leave the\n"
	          "                     whole lesson, as skipped, and begin the next\n"
	          "  lesson quit        leave; progress is kept, `lesson next` takes it up\n"
	          "  lesson search WORD which lessons speak of it\n"
	          "  lesson progress    what you have done, as one line of text\n"
	          "  lesson progress=LINE  take such a line, from another machine\n"
	          "\n"
	          "What you predict otherwise than it comes, or skip, is asked again by `review`.\n"
	          "\n"
	          "The lesson's own commands run with its settings, whatever you have turned; what\n"
	          "you type besides runs with yours. lessons=FILE plays another course; `help\n"
	          "authoring` tells how to write one.",
	.example = { "lesson 1", "lesson next" },
	.see_also = "review, run, patterns, explain",
	.completer = COMPLETE_WORDS, .words = words, .offer = offer_quests, .judged = true,
	.run = run, .misheard = misheard,
};
