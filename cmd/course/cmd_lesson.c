/* cmd_lesson.c - the `lesson` command: what its words mean; play.h plays a lesson, author.h checks the course. */
#include <string.h>

#include "cmd/course/author.h"
#include "cmd/course/commands.h"
#include "cmd/course/lesson.h"
#include "cmd/course/lesson_choose.h"
#include "cmd/course/play.h"
#include "cmd/course/progress.h"
#include "cmd/session/candidates.h"
#include "cmd/session/guest.h"
#include "cmd/session/kept.h"
#include "cmd/term/suggest.h"

static const char *const words[] = { "list", "next", "back", "hint", "answer", "skip", "quit", NULL };

/* For whoever writes a course: not offered to learners. */
static const char *const authors_words[] = { "check", "accept", NULL };

/* ---- Arguments ---- */

/* The n-th argument that is a plain word, or NULL. */
static const char *word_at(const struct call *call, int n)
{
	for (int i = 0; i < call->n_args; i++)
		if (!call->args[i].name && n-- == 0)
			return call->args[i].text;
	return NULL;
}

/* The value of `name=...`, or NULL. */
static const char *value_of(const struct call *call, const char *name)
{
	for (int i = 0; i < call->n_args; i++)
		if (call->args[i].name && strcmp(call->args[i].name, name) == 0)
			return call->args[i].value;
	return NULL;
}

static int check_arguments(struct session *session, const struct call *call)
{
	for (int i = 0; i < call->n_args; i++) {
		const char *name = call->args[i].name;

		if (name && strcmp(name, "lessons") != 0 && strcmp(name, "corrected") != 0)
			return complain_usage(session, call, "'%.40s' is no setting of a lesson, only "
			                      "lessons=FILE and corrected=FILE", name);
	}
	if (word_at(call, 2))
		return complain_usage(session, call, "'%s' is a word too many", word_at(call, 2));
	return STATUS_OK;
}

/* Where the course comes from: lessons=FILE, else as the one being played, else as usual. NULL: the program itself. */
static const char *course_path(struct session *session, const struct call *call)
{
	const char *path = value_of(call, "lessons");

	if (!path && play_now(session) && play_course(play_now(session))->own)
		path = play_course(play_now(session))->name;
	return path ? path : course_usual();
}

/* Complains when it cannot be read. */
static struct course *load(struct session *session, const char *path)
{
	struct buf error = { 0 };
	struct course *course = course_load(path, &error);

	if (!course)
		complain(session, "bad-course", NULL, "%s", buf_text(&error));
	buf_free(&error);
	return course;
}

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
	course = load(session, course_path(session, call));
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

static int quit(struct session *session, struct play *play)
{
	remark(session, "You have left lesson %s; `lesson next%s` goes on from there.", play_lesson(play)->name,
	       play_course(play)->option);
	guest_leave(session, &lesson_guest);
	return STATUS_OK;
}

/* The words that need a lesson being played. */
static int steer(struct session *session, const struct call *call, const char *word)
{
	struct play *play = play_now(session);
	const char *answer = word_at(call, 1);

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
		return play_answer(session, play, "skip");
	if (strcmp(word, "quit") == 0)
		return quit(session, play);
	if (!answer)
		return complain_usage(session, call, "an answer is a letter or a number");
	return play_answer(session, play, answer);
}

/* `lesson 3`, `lesson 3 again`. */
static int begin_number(struct session *session, const struct call *call)
{
	const char *how = word_at(call, 1);

	if (how && strcmp(how, "again") != 0 && strcmp(how, "1") != 0)
		return complain_usage(session, call, "after a lesson's number only 'again' can follow, got '%.40s'",
		                      how);
	return begin(session, call, word_at(call, 0), how != NULL);
}

/* ---- For authors ---- */

static int check(struct session *session, const struct call *call)
{
	const char *which = word_at(call, 1);
	bool all = !which || strcmp(which, "all") == 0;
	struct course *course = load(session, course_path(session, call));
	const struct lesson *only = course && !all ? lesson_choose(session, course, which) : NULL;
	int status = STATUS_USAGE;

	if (course && (all || only))
		status = author_check(session, course, only, value_of(call, "corrected"));
	course_free(course);
	return status;
}

static int accept(struct session *session, const struct call *call)
{
	const char *chosen = course_path(session, call), *path = chosen ? chosen : "LESSONS.md";
	struct course *course = load(session, path);
	int status = course ? author_accept(session, course, path) : STATUS_USAGE;

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
	                "a side quest, nor one of list, next, back, hint, answer, skip, quit", word);
}

/* `lesson tee`, if there is such a side quest. */
static int begin_named(struct session *session, const struct call *call, const char *word)
{
	struct course *course = load(session, course_path(session, call));
	int status = STATUS_USAGE;

	if (course)
		status = course_named(course, word) ? begin_number(session, call) : unknown(session, course, word);
	course_free(course);
	return status;
}

static int list_or_show(struct session *session, const struct call *call, bool show)
{
	struct course *course;
	int status;

	if (show && play_now(session))
		return play_show(session, play_now(session));
	course = load(session, course_path(session, call));
	if (!course)
		return STATUS_USAGE;
	status = lesson_list(session, course);
	course_free(course);
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
	const char *word = word_at(call, 0);
	int status = check_arguments(session, call), number;

	if (status != STATUS_OK)
		return status;
	if (strcmp(word ? word : "", "check") != 0 && strcmp(word ? word : "", "accept") != 0)
		status = check_progress(session);
	if (status != STATUS_OK)
		return status;
	if (!word || strcmp(word, "list") == 0)
		return list_or_show(session, call, !word);
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
	static const char *const alone[] = { "next", "hint", "skip", "answer", NULL };

	for (int i = 0; alone[i]; i++)
		if (!strcmp(alone[i], verb))
			return true;
	return false;
}

/* `next` and the like are heard by a lesson; here it did not hear them, or there is none. */
static bool misheard(struct session *session, const struct call *call, int *status)
{
	const char *verb = call->verb;

	if (!is_heard_alone(verb))
		return false;
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
	.args = "[n [again] | list | next | back | hint | answer X | skip | quit]",
	.summary = "play the course: say what will happen, run it, look, change it",
	.detail = "A lesson shows a portion, asks, lets you run and change things, and explains.\n"
	          "While it is played every command works as usual; Enter goes on, `help` says\n"
	          "what it waits for.\n"
	          "\n"
	          "  lesson 3           play lesson 3, from where you left it\n"
	          "  lesson 3 again     from its beginning\n"
	          "  lesson tee         a side quest: a page on one pattern\n"
	          "  lesson list        all lessons, and what you have done\n"
	          "  lesson             the present portion again, or the list\n"
	          "  lesson next, back  go on; the portion before\n"
	          "  lesson hint        the next of three hints, then the solution\n"
	          "                     (in a lesson `next`, `back`, `hint` are enough)\n"
	          "  lesson answer X    answer the question; X alone is enough, and `skip`\n"
	          "  lesson quit        leave; progress is kept, `lesson next` takes it up\n"
	          "\n"
	          "The lesson's own commands run with its settings, whatever you have turned; what\n"
	          "you type besides runs with yours. lessons=FILE plays another course; `help\n"
	          "authoring` tells how to write one.",
	.example = { "lesson 1", "lesson next" },
	.see_also = "run, patterns, explain",
	.completer = COMPLETE_WORDS, .words = words, .offer = offer_quests, .judged = true,
	.run = run, .misheard = misheard,
};
