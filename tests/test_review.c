/*
 * test_review.c - a wrong prediction is told what is wrong with it, is remembered, and is asked again until it has been
 * right twice, and so is a question that was skipped; what a learner has done can be carried as a line; lessons can be skipped, searched and gone on with.
 */
#include "cmd/course/carry.h"
#include "cmd/course/lesson.h"
#include "cmd/course/lesson_choose.h"
#include "cmd/course/lesson_show.h"
#include "cmd/course/progress.h"
#include "cmd/course/puzzle.h"
#include "cmd/course/review.h"
#include "cmd/session/session.h"
#include "lab/base/buf.h"
#include "tests/kept_folder.h"

static const char course[] =
	"# Course\n\n"
	"## Lesson 1: Seats\n\n**Goal.** Seats.\n\n"
	"> **Predict.** Ok?\n>\n> - a) yes\n> - b) no\n> - c) perhaps\n\n"
	"```conclab\nconclab> run channel mode=self sends=1 log=0\n...\n[1]\n```\n\n"
	"<details><summary>Answer</summary>\n\n**b.** It hangs.\n\n- a) there is *no* place\n  for it.\n\n</details>\n\n"
	"Explained.\n\n"
	"> **Predict.** How many?\n\n"
	"```conclab\nconclab> run channel mode=self cap=1 sends=1 log=0\n...\n```\n\n"
	"<details><summary>Answer</summary>\n\n**1.** One.\n\n- 2: the second waits.\n\nSo it is.\n\n</details>\n\n"
	"### Make\nOpen end.\n\n"
	"<details><summary>Review 1</summary>\n\n> **Predict.** And with two?\n>\n> - a) ok\n> - b) deadlock\n\n"
	"```conclab\nconclab> run channel mode=self sends=2 log=0\n...\n[1]\n```\n\n"
	"**b.** Two have no place either.\n\n- a) two places are wanted.\n\n</details>\n\n"
	"## Lesson 2: Doors\n\nA semaphore is a door.\n\nIt **never\nopens** with `close=off`.\n\n### More\n\nMore.\n";

/* ---- A session whose words are kept ---- */

static char *text;
static size_t length;

static struct session *begin(void)
{
	struct session *session = session_new();

	session->out = session->err = open_memstream(&text, &length);
	assert_non_null(session->out);
	return session;
}

static void end(struct session *session)
{
	FILE *stream = session->out;

	session_free(session);
	fclose(stream);
	free(text);
}

/* Type a line; what was said since the last one. */
static const char *type(struct session *session, const char *line)
{
	size_t heard;

	fflush(session->out);
	heard = length;
	session_line(session, line);
	fflush(session->out);
	return text + heard;
}

/* The same with " lessons=" and the course behind it. */
static const char *type_of_course(struct session *session, const char *line)
{
	char all[240];

	write_file("L.md", course);
	snprintf(all, sizeof all, "%s lessons=%s", line, path_of("L.md"));
	return type(session, all);
}

static void expect(const char *said, const char *words)
{
	if (!strstr(said, words))
		fail_msg("\"%s\" is not in:\n%s", words, said);
}

static void expect_not(const char *said, const char *words)
{
	if (strstr(said, words))
		fail_msg("\"%s\" is in:\n%s", words, said);
}

/* Both questions answered, the lesson played to its end. */
static void play(struct session *session, const char *first, const char *second)
{
	type_of_course(session, "lesson 1 again");
	type(session, first);
	type(session, "");
	type(session, "");
	type(session, second);
	type(session, "");
	expect(type(session, ""), "Lesson 1 is done.");
}

/* ---- Remarks ---- */

static void test_a_wrong_answer_is_told_what_is_wrong_with_it(void **state)
{
	struct session *session = begin();
	const char *said;

	(void)state;
	type_of_course(session, "lesson 1");
	type(session, "a");
	said = type(session, "");
	expect(said, "You said a: not so. There is no place for it.\n\nThe answer:\nb. It hangs.\n");
	type(session, "");
	type(session, "2");
	said = type(session, "");
	expect(said, "You said 2: not so. The second waits.\n\nThe answer:\n1. One.\n\nSo it is.\n");
	end(session);
}

static void test_others_are_not(void **state)
{
	struct session *session = begin();
	const char *said;

	(void)state;
	type_of_course(session, "lesson 1");
	type(session, "c");
	said = type(session, "");
	expect(said, "You said c: not so. The answer:\nb. It hangs.\n");
	expect_not(said, "no place");
	type_of_course(session, "lesson 1 again");
	type(session, "b");
	said = type(session, "");
	expect(said, "You said b: right.\nb. It hangs.\n");
	expect_not(said, "no place");
	end(session);
}

/* ---- Review ---- */

static void test_with_nothing_to_review_that_is_said(void **state)
{
	struct session *session = begin();

	(void)state;
	expect(type_of_course(session, "review"), "There is nothing to review");
	play(session, "b", "1");
	expect(type_of_course(session, "review"), "There is nothing to review");
	expect(type(session, "review all"), "'all' is nothing that a review has");
	end(session);
}

/* Answer the review's questions, and end it; what was said last. */
static const char *review(struct session *session, const char *first, const char *second)
{
	expect(type_of_course(session, "review"), "And with two?");
	type(session, first);
	type(session, "");
	type(session, second);
	return type(session, "");
}

static void test_what_is_right_twice_is_gone(void **state)
{
	struct session *session = begin();
	const char *said;

	(void)state;
	play(session, "a", "7");
	expect(type_of_course(session, "lesson list"), "asks again what you predicted");
	expect(type_of_course(session, "review"), "2 questions to be asked again, what you predicted wrongly\n");
	expect(type(session, "b"), "run channel mode=self sends=2");
	expect(type(session, ""), "deadlock  1 task");
	expect(type(session, "lesson"), "You said b: right.");
	expect(type(session, "lesson"), "How many?");
	said = type(session, "3");
	expect(said, "You said 3: not so. The answer:\n1. One.");
	expect(said, "That was the last question of this round.");
	expect(type(session, ""), "1 of 2 right.\n\nWhat is right twice is not asked again. 2 questions are left");
	expect(type_of_course(session, "review"), "How many?");         /* which has not been right yet */
	expect(type(session, "1"), "And with two?");
	type(session, "b");
	type(session, "");
	expect(type(session, ""), "2 of 2 right.\n\nWhat is right twice is not asked again. 1 question is left");
	expect(type_of_course(session, "review"), "1 question to be asked again");
	expect(type(session, "one"), "You said 1: right.");
	expect(type(session, ""), "1 of 1 right. Nothing is left to be asked again.");
	expect(type_of_course(session, "review"), "There is nothing to review");
	end(session);
}

/* The wrong one comes first though the lesson asks it last, and each says why it is there. */
static void test_what_was_skipped_is_asked_after_what_was_wrong(void **state)
{
	struct session *session = begin();
	const char *said;

	(void)state;
	play(session, "skip", "7");
	expect(type_of_course(session, "lesson list"), "and what you skipped.\n");
	said = type_of_course(session, "review");
	expect(said, "2 questions to be asked again, what you predicted wrongly, and");
	expect(said, "From lesson 1, Seats: it came otherwise than you said.\n\n│ Predict. How many?");
	expect(type(session, "1"), "From lesson 1, Seats, about `channel`: you skipped it.\n\n│ Predict. And with two?");
	type(session, "b");
	type(session, "");
	expect(type(session, ""), "2 of 2 right.\n\nWhat is right twice is not asked again. 2 questions are left");
	type_of_course(session, "review");
	type(session, "1");
	type(session, "skip");
	type(session, "");
	expect(type(session, ""), "1 of 2 right.\n\nWhat is right twice is not asked again. 1 question is left");
	expect(type_of_course(session, "review"), "1 question to be asked again, what you skipped\n");
	type(session, "b");
	type(session, "");
	expect(type(session, ""), "Nothing is left to be asked again.");
	expect(type_of_course(session, "review"), "There is nothing to review");
	end(session);
}

/* What has not been answered since it came otherwise, and what was skipped, come before what has been right once. */
static void test_what_was_not_asked_yet_comes_first(void **state)
{
	struct buf error = { 0 };
	struct course *ours = course_load(NULL, &error);
	struct due due[MOST_REVIEWED];

	(void)state;
	assert_non_null(ours);
	keep("lesson 1 done=1 answers=a- review=1\nlesson 2 done=1 answers=skip- review=2\nlesson 3 done=1 answers=1- review=2\n");
	assert_int_equal(review_find(ours, due), 3);
	for (int i = 0; i < 3; i++)
		assert_int_equal(due[i].lesson->number, 3 - i);
	course_free(ours);
}

/* What was right before is not asked again because it was skipped when the lesson was played again. */
static void test_what_was_right_may_be_skipped(void **state)
{
	struct session *session = begin();

	(void)state;
	play(session, "b", "1");
	play(session, "skip", "skip");
	expect(type_of_course(session, "review"), "There is nothing to review");
	expect_not(type_of_course(session, "lesson list"), "review");
	end(session);
}

static void test_a_wrong_answer_in_a_review_begins_anew(void **state)
{
	struct session *session = begin();

	(void)state;
	play(session, "a", "7");
	review(session, "b", "1");
	expect(type_of_course(session, "review"), "And with two?");
	type(session, "a");
	expect(type(session, ""), "You said a: not so. Two places are wanted.");
	type(session, "lesson quit");
	expect(review(session, "b", "1"), "1 question is left");
	expect_not(review(session, "b", ""), "question");
	expect(type_of_course(session, "review"), "nothing to review");
	end(session);
}

static void test_a_review_is_kept_over_sessions_and_leaves_the_lesson_as_it_was(void **state)
{
	struct session *session = begin();
	struct buf prompt = { 0 };

	(void)state;
	type_of_course(session, "lesson 1");
	type(session, "a");
	expect(type(session, "review"), "(Lesson 1 is kept where you are:");
	session_prompt(session, &prompt);
	assert_string_equal(buf_text(&prompt), "conclab(review)> ");
	expect(type(session, "help"), "This is a review. It waits for an answer: a or b.");
	expect(type(session, "skip lesson"), "This is a review");
	expect(type(session, "hint"), "The hints are for the task near the end of a lesson. Answer, or `skip`.");
	expect(type(session, "lesson quit"), "1 question is left, each until it has been right twice");
	expect(type_of_course(session, "lesson"), "run channel mode=self sends=1");
	end(session);
	session = begin();
	expect(type_of_course(session, "review"), "1 question to be asked again");
	end(session);
	buf_free(&prompt);
}

/* Lines that were kept before there was a review tell of wrong answers and of skipped questions all the same. */
static void test_older_lines_are_read(void **state)
{
	struct buf error = { 0 };
	struct course *ours = course_load(NULL, &error);
	struct progress progress;

	(void)state;
	assert_non_null(ours);
	keep("lesson 7 at=3 answers=skip,12-,b+\nlesson 8 answers=3-,4- review=0,1\n");
	progress = progress_load(ours, course_lesson(ours, 7));
	assert_int_equal(progress.answers[0].due, RIGHT_AGAIN);
	assert_int_equal(progress.answers[1].due, RIGHT_AGAIN);
	assert_int_equal(progress.answers[2].due, 0);
	progress = progress_load(ours, course_lesson(ours, 8));
	assert_int_equal(progress.answers[0].due, 0);
	assert_int_equal(progress.answers[1].due, 1);
	course_free(ours);
}

/* ---- Carrying ---- */

static void test_progress_is_carried_as_a_line(void **state)
{
	struct buf line = { 0 }, why = { 0 };
	struct session *session = begin();
	char other[80];

	(void)state;
	expect(type(session, "lesson progress"), "You have done nothing yet");
	play(session, "a", "1");
	assert_true(carry_pack(&line));
	expect(type(session, "lesson progress"), buf_text(&line));
	snprintf(other, sizeof other, "%s/other", kept_folder);
	setenv("XDG_STATE_HOME", other, 1);
	expect_not(type_of_course(session, "lesson list"), "done");
	assert_int_equal(carry_take(buf_text(&line), &why), 1);
	expect(type_of_course(session, "lesson list"), "done, 1 of 2 predictions right");
	expect(type_of_course(session, "review"), "1 question to be asked again");
	end(session);
	buf_free(&line);
	buf_free(&why);
}

/* Each character changed, the line cut anywhere: refused, and nothing is changed. */
static void test_a_damaged_line_is_refused(void **state)
{
	struct buf line = { 0 }, why = { 0 }, changed = { 0 };
	struct session *session = begin();

	(void)state;
	play(session, "a", "1");
	assert_true(carry_pack(&line));
	setenv("XDG_STATE_HOME", path_of("other"), 1);
	for (size_t i = 0; i < line.length; i++) {
		buf_clear(&changed);
		buf_adds(&changed, buf_text(&line));
		changed.text[i] = changed.text[i] == 'b' ? 'd' : 'b';
		assert_int_equal(carry_take(buf_text(&changed), &why), -1);
		changed.text[i] = '\0';
		assert_int_equal(carry_take(buf_text(&changed), &why), -1);
	}
	expect(type(session, "lesson progress=c1-12345678-AAAA"), "that is no line of progress, or a damaged one");
	expect(type(session, "lesson progress"), "You have done nothing yet");
	end(session);
	buf_free(&line);
	buf_free(&why);
	buf_free(&changed);
}

static void test_what_is_carried_loses_nothing_that_is_done(void **state)
{
	struct buf line = { 0 }, why = { 0 };
	struct session *session = begin();

	(void)state;
	keep("quiz level=2\nlesson 3 at=2 begun=1 hints=1 done=0 solved=0 answers=b+\n");
	assert_true(carry_pack(&line));
	keep("lesson 3 at=0 done=1 solved=1 answers=\nlesson 4 done=1\nquiz level=1\n");
	assert_int_equal(carry_take(buf_text(&line), &why), 1);
	expect(type(session, "lesson list"), "done, begun again, solved, 1 of 1 prediction right");
	buf_clear(&why);
	buf_clear(&line);
	assert_true(carry_pack(&line));
	end(session);
	buf_free(&line);
	buf_free(&why);
}

/* Of each challenge the better one stays, whichever of the two it is, and the others stay as they are. */
static void test_the_best_of_challenges_is_carried(void **state)
{
	static const char there[] = "challenge deadlock dining order=same-handed seats=3 : steps=3 of=3\n"
	                            "challenge deadlock dining order=same-handed seats=4 : steps=9 of=4\n"
	                            "challenge miss channel cap=1 : steps=100 of=100\n";
	struct buf line = { 0 }, why = { 0 };

	(void)state;
	keep(there);
	assert_true(carry_pack(&line));
	keep("challenge deadlock dining order=same-handed seats=3 : steps=5 of=3\n"
	     "challenge miss channel cap=1 : steps=40 of=100\n"
	     "challenge deadlock dining order=same-handed seats=4 : steps=4 of=4\n"
	     "challenge miss channel cap=2 : steps=7 of=100\n");
	assert_int_equal(carry_take(buf_text(&line), &why), 0);
	assert_string_equal(kept(), "challenge deadlock dining order=same-handed seats=4 : steps=4 of=4\n"
	                            "challenge miss channel cap=2 : steps=7 of=100\n"
	                            "challenge deadlock dining order=same-handed seats=3 : steps=3 of=3\n"
	                            "challenge miss channel cap=1 : steps=100 of=100\n");
	keep("");
	assert_int_equal(carry_take(buf_text(&line), &why), 0);
	assert_string_equal(kept(), there);
	buf_free(&line);
	buf_free(&why);
}

/* ---- Skipping, searching, going on ---- */

static void test_a_lesson_alone_goes_on(void **state)
{
	struct session *session = begin();

	(void)state;
	expect(type_of_course(session, "lesson"), "`lesson 1 lessons=");
	type_of_course(session, "lesson 2");
	type(session, "");
	type(session, "lesson quit");
	expect(type_of_course(session, "lesson"), "More.");
	expect(type(session, ""), "Lesson 2 is done.");
	expect(type_of_course(session, "lesson"), "Ok?");
	end(session);
}

/* Three lessons, and two side quests, of two portions each. */
static const char three[] =
	"# Three\n\n## Lesson 1: One\n\nOne.\n\n> **Predict.** Is it?\n>\n> - a) yes\n> - b) no\n\n"
	"```conclab\nconclab> run channel log=0\n...\n```\n\n<details><summary>Answer</summary>\n\n**a.** It is.\n\n</details>\n\n"
	"## Lesson 2: Two\n\nTwo.\n\n### More\n\nOf two.\n\n"
	"## Lesson 3: Three\n\nThree.\n\n### More\n\nOf three.\n\n"
	"## Side quest tee: A tee\n\nA tee.\n\n### More\n\nOf a tee.\n";

/* What a line about that course says, and `lesson quit` after it. */
static const char *of_three(struct session *session, const char *line)
{
	static char said[4000];
	char all[240];

	write_file("T.md", three);
	snprintf(all, sizeof all, "%s lessons=%s", line, path_of("T.md"));
	snprintf(said, sizeof said, "%s", type(session, all));
	type(session, "lesson quit");
	return said;
}

static void finish_of_three(struct session *session, const char *line)
{
	char all[240];

	write_file("T.md", three);
	snprintf(all, sizeof all, "%s lessons=%s", line, path_of("T.md"));
	type(session, all);
	expect(type(session, ""), "Of ");
	expect(type(session, ""), "is done.");
}

/* A lesson that was left open is not what a learner goes on with who has finished later ones since. */
static void test_what_was_played_last_is_gone_on_with(void **state)
{
	struct session *session = begin();

	(void)state;
	of_three(session, "lesson 1");
	expect(of_three(session, "lesson next"), "One.");
	finish_of_three(session, "lesson 2");
	expect(of_three(session, "lesson next"), "Three.");
	expect(of_three(session, "lesson"), "Three.");          /* it is open now */
	of_three(session, "lesson 1");
	expect(of_three(session, "lesson next"), "One.");
	finish_of_three(session, "lesson 3");
	expect(of_three(session, "lesson next"), "One.");       /* nothing is left after it */
	finish_of_three(session, "lesson 2 again");
	of_three(session, "lesson tee");
	expect(of_three(session, "lesson next"), "A tee.");     /* open */
	finish_of_three(session, "lesson tee again");
	expect(of_three(session, "lesson next"), "One.");
	end(session);
}

static void test_a_review_does_not_count_as_played(void **state)
{
	struct buf error = { 0 };
	struct course *ours = course_load(NULL, &error);
	struct due due[MOST_REVIEWED];

	(void)state;
	assert_non_null(ours);
	keep("lesson 1 done=1 answers=a- review=2\nlesson 2 done=1\n");
	assert_int_equal(review_find(ours, due), 1);
	review_note(ours, &due[0], true);
	assert_int_equal(progress_load(ours, due[0].lesson).answers[0].due, 1);
	assert_int_equal(progress_latest(ours, LATEST)->number, 2);
	assert_int_equal(lesson_undone(ours)->number, 3);
	course_free(ours);
}

static void test_a_lesson_is_skipped_as_a_whole(void **state)
{
	struct session *session = begin();

	(void)state;
	type_of_course(session, "lesson 1");
	expect(type(session, "skip lesson"), "Lesson 1 is left as skipped");
	expect(type(session, "lesson"), "A semaphore is a door.");
	expect(type_of_course(session, "lesson list"), "1  Seats   1 min  skipped\n    2  Doors   1 min  begun\n");
	expect(type(session, "lesson skip lesson"), "Lesson 2 is left as skipped");
	expect(type(session, "lesson skip"), "no lesson is being played");
	expect(type_of_course(session, "lesson"), "1  Seats   1 min  skipped\n");
	type_of_course(session, "lesson 1");
	expect_not(type_of_course(session, "lesson list"), "1  Seats   1 min  skipped\n");
	end(session);
}

static const char *search_in(struct session *session, const char *name, const char *words)
{
	char line[240];

	snprintf(line, sizeof line, "lesson search %s lessons=%s", words, path_of(name));
	return type(session, line);
}

static void test_words_are_searched_in_what_is_open(void **state)
{
	struct session *session = begin();
	const char *said;

	(void)state;
	said = type_of_course(session, "lesson search SEMAPHORE is");
	expect(said, "  2  Doors\n      A semaphore is a door.\n");
	expect_not(said, "Seats");
	expect(type_of_course(session, "lesson search hangs"), "no lesson speaks of 'hangs'");
	expect(type_of_course(session, "lesson search doors"), "  2  Doors\n");
	expect(type_of_course(session, "lesson search never opens"), "  2  Doors\n      It never opens with `close=off`.\n");
	expect(type_of_course(session, "lesson search close=off"), "  2  Doors\n");
	expect(type_of_course(session, "lesson search opens never it"), "  2  Doors\n      It never opens with `close=off`.\n");
	expect(type_of_course(session, "lesson search opens never here"), "no lesson speaks of");
	expect(type(session, "lesson search"), "search for what?");
	write_file("S.md", "# S\n\n## Lesson 1: A\n\nNo deadlock.\n\n## Lesson 2: B\n\nTwo locks.\n\n## Lesson 3: C\n\nLocking.\n\n"
	                   "## Lesson 4: D\n\nLock.\n\n## Lesson 5: E\n\nlock\n\n## Lesson 6: F\n\nlock\n\n## Lesson 7: G\n\nlock\n\n"
	                   "## Lesson 8: H\n\nlock\n\n## Lesson 9: I\n\nlock\n\n## Lesson 10: J\n\nlock\n");
	said = search_in(session, "S.md", "lock");      /* whole words first, several of them, too; bounded */
	expect_not(said, "  1  A");
	expect(said, "  2  B\n      Two locks.\n  4  D\n");
	expect(said, "  8  H\n      lock\nand in 9, 10\n");
	expect(search_in(session, "S.md", "lockin"), "  3  C\n      Locking.\n");
	expect(search_in(session, "S.md", "eadl"), "  1  A\n      No deadlock.\n");
	end(session);
}

/* A word that learners type, and that is no command. */
static void test_resume_goes_on_with_the_lesson(void **state)
{
	struct session *session = begin();

	(void)state;
	type_of_course(session, "lesson 2");
	type(session, "");
	expect(type(session, "resume"), "More.");
	type(session, "lesson quit");
	expect(type_of_course(session, "resume"), "(Lesson 2 goes on where you left it");
	type(session, "lesson quit");
	expect(type_of_course(session, "lesson resume"), "More.");
	type(session, "lesson quit");
	expect(type(session, "resume 2"), "`lesson 3` plays that one");
	type(session, "step channel");
	expect(type(session, "resume"), "`continue` goes on with the run that is stepped, `lesson resume` with a lesson");
	end(session);
}

static void test_the_time_is_told(void **state)
{
	struct session *session = begin();
	struct buf error = { 0 };
	struct course *ours = course_load(NULL, &error);

	(void)state;
	expect(type_of_course(session, "lesson 1"), "Lesson 1: Seats\n\nAbout 1 minute.\n");
	assert_non_null(ours);
	for (int i = 1; i <= 24; i++)
		assert_in_range(lesson_minutes(course_lesson(ours, i)), 2, 20);
	course_free(ours);
	end(session);
}

/* ---- Orders ---- */

static void test_orders_are_read_as_people_type_them(void **state)
{
	static const struct puzzle puzzle = { .n = 4 };
	static const struct { const char *typed, *order; bool meant; } cases[] = {
		{ "order 3 1 2", "3 1 2", true }, { "3 1 2", "3 1 2", true }, { "3,1,2", "3 1 2", true }, { "312.", "3 1 2", true },
		{ "Order 4", "4", true }, { "order", "", true }, { "order 5", "", true }, { "order 1 1", "", true },
		{ "order one", "", true }, { "9", "", true }, { "1 2 x", "", true }, { "run", "", false }, { "", "", false },
		{ "orders 1", "", false }, { "0", "", true },
	};
	struct buf order = { 0 }, why = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		buf_clear(&order);
		buf_clear(&why);
		assert_int_equal(puzzle_read(&puzzle, cases[i].typed, &order, &why), *cases[i].order != 0);
		assert_string_equal(buf_text(&order), cases[i].order);
		assert_int_equal(why.length > 0, cases[i].meant && !*cases[i].order);
	}
	buf_free(&order);
	buf_free(&why);
}

static void refuse(const char *markdown, const char *words)
{
	struct buf error = { 0 };

	assert_null(course_parse("L.md", markdown, strlen(markdown), &error));
	expect(buf_text(&error), words);
	buf_free(&error);
}

#define LINES "```c order\n1   a();\n2   b();\n```\n\n"
#define ORDER "<!-- conclab: order\nprogram: p.c\ngoal: ok\nwrong: 1 = race\n-->\n\n"
#define QUESTION "> **Order.** Which?\n"

static void test_lines_to_be_put_in_order_are_whole(void **state)
{
	static const char good[] = LINES ORDER QUESTION;
	struct buf error = { 0 };
	struct course *parsed = course_parse("L.md", good, strlen(good), &error);
	const struct puzzle *puzzle;

	(void)state;
	assert_non_null(parsed);
	puzzle = &lesson_question(course_lesson(parsed, 0), 0)->puzzle;
	assert_int_equal(puzzle->n, 2);
	assert_string_equal(puzzle->lines[1], "   b();");
	assert_string_equal(puzzle->wrong->order, "1");
	assert_int_equal(puzzle->wrong->verdict, VERDICT_RACE);
	course_free(parsed);
	refuse(LINES QUESTION, "line 6: a question **Order.** comes after its lines");
	refuse(ORDER QUESTION, "a question **Order.** comes after its lines");
	refuse(LINES ORDER, "stand before no question **Order.**");
	refuse("```c order\n1   a();\n3   b();\n```\n", "line 3: lines that are put in order are numbered from 1");
	refuse("<!-- conclab: order\ngoal: ok\n-->\n", "need a line \"program: FILE\"");
	refuse("<!-- conclab: order\nprogram: p.c\n-->\n", "need a line \"goal: ...\"");
	refuse("<!-- conclab: order\nprogram: p.c\ngoal: ok\nwrong: 1\n-->\n", "is told as \"wrong: 1 4 3 = broken\"");
	refuse("<!-- conclab: order\nprogram: p.c\ngoal: ok\nworng: 1 = ok\n-->\n", "none of its keys");
	refuse("<details><summary>Review x</summary>\n", "a review says which of the lesson's questions");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_a_wrong_answer_is_told_what_is_wrong_with_it),
		TEST(test_others_are_not),
		TEST(test_with_nothing_to_review_that_is_said),
		TEST(test_what_is_right_twice_is_gone),
		TEST(test_what_was_skipped_is_asked_after_what_was_wrong),
		TEST(test_what_was_not_asked_yet_comes_first),
		TEST(test_what_was_right_may_be_skipped),
		TEST(test_a_wrong_answer_in_a_review_begins_anew),
		TEST(test_a_review_is_kept_over_sessions_and_leaves_the_lesson_as_it_was),
		TEST(test_older_lines_are_read),
		TEST(test_progress_is_carried_as_a_line),
		TEST(test_a_damaged_line_is_refused),
		TEST(test_what_is_carried_loses_nothing_that_is_done),
		TEST(test_the_best_of_challenges_is_carried),
		TEST(test_a_lesson_alone_goes_on),
		TEST(test_what_was_played_last_is_gone_on_with),
		TEST(test_a_review_does_not_count_as_played),
		TEST(test_a_lesson_is_skipped_as_a_whole),
		TEST(test_words_are_searched_in_what_is_open),
		TEST(test_resume_goes_on_with_the_lesson),
		TEST(test_the_time_is_told),
		TEST(test_orders_are_read_as_people_type_them),
		TEST(test_lines_to_be_put_in_order_are_whole),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
