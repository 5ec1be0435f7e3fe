/*
 * test_lesson_play.c - lessons are played line by line, goals are judged by running, progress is kept, and
 * a check finds what the course says wrongly.
 */
#include "cmd/course/progress.h"
#include "cmd/session/session.h"
#include "lab/base/buf.h"
#include "tests/kept_folder.h"

static const char course[] =
	"# Course\n\n"
	"## Lesson 1: Seats\n\n**Goal.** Seats.\n\n"
	"> **Predict.** Ok?\n>\n> - a) yes\n> - b) no\n\n"
	"```conclab\nconclab> run channel mode=self sends=1 log=0\n...\n[1]\n```\n\n"
	"<details><summary>Answer</summary>\n\n**b.** It hangs.\n\n</details>\n\nExplained.\n\n"
	"> **Predict.** How many?\n\n"
	"```conclab\nconclab> run channel mode=self cap=1 sends=1 log=0\n...\n```\n\n"
	"<details><summary>Answer</summary>\n\n**1.** One.\n\n</details>\n\n"
	"### Modify\nReach ok.\n\n"
	"<!-- conclab: check\nstart: run channel mode=self sends=2\ngoal: ok\n"
	"keep: mode=self sends>=2\nruns: 4\n-->\n"
	"<details><summary>Hint 1</summary>\n\nFirst hint.\n\n</details>\n"
	"<details><summary>Hint 2</summary>\n\nSecond hint.\n\n</details>\n"
	"<details><summary>Hint 3</summary>\n\nThird hint.\n\n</details>\n"
	"<details><summary>Solution</summary>\n\nRoom.\n\n"
	"```conclab\nconclab> run channel mode=self sends=2 cap=2 log=0\n...\n```\n\n</details>\n\n"
	"### Make\nOpen end.\n\n"
	"## Lesson 2: Empty\n\nProse only.\n";

/* What a stream has got. */
struct words {
	char  *text;
	size_t length;
};

/* A session whose words are kept. */
struct talk {
	struct session *session;
	struct words   *said;
};

static struct talk talk_begin(void)
{
	struct talk talk = { session_new(), calloc(1, sizeof *talk.said) };

	assert_non_null(talk.said);
	talk.session->out = talk.session->err = open_memstream(&talk.said->text, &talk.said->length);
	assert_non_null(talk.session->out);
	return talk;
}

static void talk_end(struct talk *talk)
{
	FILE *stream = talk->session->out;

	session_free(talk->session);
	fclose(stream);
	free(talk->said->text);
	free(talk->said);
}

/* Type a line; returns what was said since the last one, valid until the next. */
static const char *type(struct talk *talk, const char *line)
{
	size_t heard;

	fflush(talk->session->out);
	heard = talk->said->length;
	session_line(talk->session, line);
	fflush(talk->session->out);
	return talk->said->text + heard;
}

#define EXPECT(talk, line, words) assert_non_null(strstr(type(talk, line), words))
#define EXPECT_NOT(talk, line, words) assert_null(strstr(type(talk, line), words))

/* One lesson's progress is kept, and this is it. */
static void expect_progress(const char *expected)
{
	const char *text = kept();

	assert_int_equal(strncmp(text, "own ", 4), 0);
	assert_int_equal(strspn(text + 4, "0123456789abcdef"), 8);
	assert_int_equal(strlen(text), 4 + 8 + 1 + strlen(expected) + 1);
	assert_int_equal(strncmp(text + 13, expected, strlen(expected)), 0);
}

static struct talk begin_lesson(void)
{
	struct talk talk = talk_begin();
	char line[200];

	write_file("L.md", course);
	snprintf(line, sizeof line, "lesson 1 again lessons=%s", path_of("L.md"));
	EXPECT(&talk, line, "Predict. Ok?");
	return talk;
}

/* To the place where the goal is to be reached. */
static struct talk begin_goal(void)
{
	struct talk talk = begin_lesson();

	for (int i = 0; i < 5; i++)
		type(&talk, "lesson next");
	EXPECT(&talk, "lesson", "Reach ok.");
	return talk;
}

/* ---- Playing ---- */

static void test_a_lesson_is_played_by_typing(void **state)
{
	struct talk talk = begin_lesson();

	(void)state;
	EXPECT(&talk, "b", "Noted: b.");
	EXPECT(&talk, "", "deadlock  1 task");
	EXPECT(&talk, "lesson", "You said b: right.");
	EXPECT(&talk, "", "How many?");
	EXPECT(&talk, "2", "Noted: 2.");
	EXPECT(&talk, "run  channel mode=self cap=1  sends=1 log=0",
	       "You said 2: not so. The answer:\n1. One.");
	EXPECT(&talk, "run channel mode=self sends=3 cap=9 log=0", "You did it: 4 of 4 runs");
	EXPECT(&talk, "", "Lesson 1 is done.");
	expect_progress("at=0 begun=0 hints=0 done=1 solved=1 answers=b+,2- review=0,2");
	talk_end(&talk);
}

static void test_questions_can_be_skipped_and_mistyped(void **state)
{
	struct talk talk = begin_lesson();

	(void)state;
	EXPECT(&talk, "z", "That is neither an answer nor a command. The question wants a or b");
	EXPECT(&talk, "7", "The question wants a or b");
	EXPECT(&talk, "lesson answer 7", "The question wants a or b");
	EXPECT(&talk, "", "The question wants a or b");
	EXPECT(&talk, "skip", "run channel mode=self sends=1");
	EXPECT(&talk, "z", "there is no command");
	EXPECT(&talk, "lesson answer b", "no question just now");
	EXPECT(&talk, "", "You skipped the question.");
	EXPECT(&talk, "lesson next", "How many?");
	EXPECT(&talk, "lesson answer 1", "Noted: 1.");
	EXPECT(&talk, "lesson back", "How many?");
	EXPECT(&talk, "A", "The question wants a number");
	talk_end(&talk);
	expect_progress("at=4 begun=1 hints=0 done=0 solved=0 answers=skip,1+ review=2");
}

static void test_other_commands_do_not_move_the_lesson(void **state)
{
	struct talk talk = begin_lesson();

	(void)state;
	EXPECT(&talk, "run channel log=0", "ok  2 tasks");
	EXPECT(&talk, "lesson", "Predict. Ok?");
	EXPECT(&talk, "a", "Noted: a.");
	EXPECT(&talk, "run channel log=0",
	       "(The lesson goes on with `run channel mode=self sends=1 log=0`; Enter runs it.)");
	EXPECT(&talk, "show", "mode");
	EXPECT(&talk, "", "You said a: not so.");
	talk_end(&talk);
}

static void test_hints_come_one_at_a_time_and_then_the_solution(void **state)
{
	struct talk talk = begin_lesson();

	(void)state;
	EXPECT(&talk, "lesson hint", "The hints are for the task");
	talk_end(&talk);
	talk = begin_goal();
	EXPECT(&talk, "", "Run something that ends in ok.");
	EXPECT(&talk, "lesson hint", "Hint 1. First hint.");
	EXPECT_NOT(&talk, "lesson hint", "Third");
	EXPECT(&talk, "lesson hint", "Hint 3. Third hint.");
	EXPECT(&talk, "lesson hint", "Room.\n\n    conclab> run channel mode=self sends=2 cap=2 log=0\n");
	EXPECT(&talk, "lesson next", "Open end.");
	EXPECT(&talk, "lesson back", "Reach ok.");
	talk_end(&talk);
}

static void test_a_lesson_is_left_and_taken_up_again(void **state)
{
	struct talk talk = begin_lesson();
	char line[200];

	(void)state;
	type(&talk, "b");
	EXPECT(&talk, "lesson quit", "You have left lesson 1");
	EXPECT(&talk, "lesson back", "no lesson is being played");
	talk_end(&talk);
	talk = talk_begin();
	snprintf(line, sizeof line, "lesson next lessons=%s", path_of("L.md"));
	EXPECT(&talk, line, "conclab> run channel mode=self sends=1 log=0");
	EXPECT(&talk, "lesson quit", "You have left");
	snprintf(line, sizeof line, "lesson list lessons=%s", path_of("L.md"));
	EXPECT(&talk, line, "begun, 1 of 1 prediction right");
	snprintf(line, sizeof line, "lesson 1 lessons=%s", path_of("L.md"));
	EXPECT(&talk, line, "(Lesson 1 goes on where you left it; `lesson 1 again lessons=");
	EXPECT(&talk, "lesson", "conclab> run channel mode=self sends=1 log=0");
	snprintf(line, sizeof line, "lesson 1 again lessons=%s", path_of("L.md"));
	EXPECT(&talk, line, "Predict. Ok?");
	EXPECT(&talk, "lesson 1 often", "only 'again' can follow, got 'often'");
	talk_end(&talk);
}

static void test_words_say_when_they_work(void **state)
{
	struct talk talk = begin_lesson();

	(void)state;
	EXPECT(&talk, "skip", "run channel mode=self sends=1");
	EXPECT(&talk, "show version; next", "'next' is for the lesson when it stands alone on a line");
	EXPECT(&talk, "skip", "(Not run.)");
	EXPECT(&talk, "lesson", "You skipped the question.");
	EXPECT(&talk, "skip", "How many?");
	talk_end(&talk);
	talk = begin_goal();
	EXPECT_NOT(&talk, "skip", "Room.");
	EXPECT(&talk, "back", "Reach ok.");
	EXPECT(&talk, "lesson skip twice", "`skip lesson` the whole lesson, got 'twice'");
	EXPECT(&talk, "next", "Open end.");
	EXPECT(&talk, "next", "Lesson 1 is done.");
	EXPECT(&talk, "next", "'next' is for a lesson, and none is being played: `lesson next` begins the next one");
	EXPECT(&talk, "skip", "'skip' is for a lesson, and none is being played");
	EXPECT(&talk, "back", "and in a lesson; there is neither");
	talk_end(&talk);
}

static void test_enter_shows_the_task_again(void **state)
{
	struct talk talk = begin_goal();

	(void)state;
	for (int hint = 1; hint <= 3; hint++) {
		char words[64];

		EXPECT(&talk, "", "Reach ok.");
		snprintf(words, sizeof words, "`lesson hint` shows hint %d of 3", hint);
		EXPECT(&talk, "", words);
		type(&talk, "hint");
	}
	EXPECT(&talk, "", "`lesson hint` shows the solution");
	talk_end(&talk);
}

static void test_lessons_that_are_not_written_are_named(void **state)
{
	struct talk talk = talk_begin();
	char line[200];

	(void)state;
	write_file("G.md", "## Lesson 1: One\n\nA.\n\n## Lesson 3: Three\n\nB.\n\n## Lesson 6: Six\n\nC.\n");
	snprintf(line, sizeof line, "lesson 4 lessons=%s", path_of("G.md"));
	EXPECT(&talk, line, "there is no lesson '4', only 1, 3, 6; 2, 4 and 5 are not written yet\n");
	snprintf(line, sizeof line, "lesson list lessons=%s", path_of("G.md"));
	EXPECT(&talk, line, "2, 4 and 5 are not written yet. `lesson 1 lessons=");
	write_file("G.md", "## Lesson 1: One\n\nA.\n\n## Lesson 3: Three\n\nB.\n");
	EXPECT(&talk, line, "\n2 is not written yet.");
	write_file("G.md", "## Lesson 1: One\n\nA.\n\n## Lesson 2: Two\n\nB.\n");
	EXPECT_NOT(&talk, line, "written");
	talk_end(&talk);
}

/* The number of the lesson of this course that was left last; -1: none. */
static int latest_of(const char *name)
{
	struct buf error = { 0 };
	struct course *own = course_load(name ? path_of(name) : NULL, &error);
	const struct lesson *latest = own ? progress_latest(own, LATEST_BEGUN) : NULL;
	int number = latest ? latest->number : -1;

	assert_non_null(own);
	course_free(own);
	buf_free(&error);
	return number;
}

static void test_the_lesson_left_last_goes_on(void **state)
{
	struct talk talk = talk_begin();
	char line[200];

	(void)state;
	write_file("L.md", "## Lesson 1: One\n\nFirst.\n\n### More\n\nMore.\n\n"
	                   "## Lesson 2: Two\n\nSecond.\n\n## Lesson 3: Three\n\nThird.\n");
	snprintf(line, sizeof line, "lesson 1 lessons=%s", path_of("L.md"));
	EXPECT(&talk, line, "First.");
	EXPECT(&talk, "", "More.");
	snprintf(line, sizeof line, "lesson 2 lessons=%s", path_of("L.md"));
	EXPECT(&talk, line, "Second.");
	talk_end(&talk);
	assert_int_equal(latest_of("L.md"), 2);
	talk = talk_begin();
	snprintf(line, sizeof line, "lesson list lessons=%s", path_of("L.md"));
	EXPECT(&talk, line, "2  Two     1 min  begun\n");
	snprintf(line, sizeof line, "lesson next lessons=%s", path_of("L.md"));
	EXPECT(&talk, line, "Second.");
	EXPECT(&talk, "", "Lesson 2 is done.");
	assert_int_equal(latest_of("L.md"), 1);
	EXPECT(&talk, line, "Third.");
	EXPECT(&talk, "", "Lesson 3 is done.");
	EXPECT(&talk, line, "More.");
	talk_end(&talk);
}

static void test_bare_words_and_the_prompt_belong_to_the_lesson(void **state)
{
	struct talk talk = begin_goal();
	struct buf prompt = { 0 };

	(void)state;
	session_prompt(talk.session, &prompt);
	assert_string_equal(buf_text(&prompt), "conclab(lesson 1)> ");
	EXPECT(&talk, "hint", "Hint 1. First hint.");
	EXPECT(&talk, "next", "Open end.");
	EXPECT(&talk, "back", "Reach ok.");
	EXPECT(&talk, "conclab(lesson 1)> hint", "Hint 2.");
	type(&talk, "lesson quit");
	EXPECT(&talk, "hint", "'hint' is for a lesson, and none is being played");
	buf_clear(&prompt);
	session_prompt(talk.session, &prompt);
	assert_string_equal(buf_text(&prompt), "conclab> ");
	buf_free(&prompt);
	talk_end(&talk);
}

static void test_enter_twice_skips_a_question_and_says_so(void **state)
{
	struct talk talk = begin_lesson();

	(void)state;
	EXPECT(&talk, "", "`skip`, or Enter twice, goes on without.");
	EXPECT(&talk, "", "(Skipped.)");
	EXPECT(&talk, "", "You skipped the question.");
	talk_end(&talk);
}

static void test_a_script_plays_a_lesson(void **state)
{
	struct talk talk = talk_begin();
	char line[400];

	(void)state;
	write_file("L.md", course);
	snprintf(line, sizeof line, "lesson 1 lessons=%s\nb\n\nlesson next\n1\n\nlesson next\n\n",
	         path_of("L.md"));
	write_file("script", line);
	snprintf(line, sizeof line, "source %s", path_of("script"));
	EXPECT(&talk, line, "Lesson 1 is done.");
	talk_end(&talk);
	expect_progress("at=0 begun=0 hints=0 done=1 solved=0 answers=b+,1+");
}

/* Where a question waits a command is still one, and what is neither is told what is wanted. */
static void test_answers_and_commands_are_told_apart(void **state)
{
	static const char *const answers[] = { "b", "B)", "b.", "b) broken", "broken", "lesson answer broken" };
	static const char *const commands[] = { "show cap", "cap=3", "unset cap; cap=3", "trace", "show version # why" };
	static const char *const neither[] = { "leak", "brok", "z)", "rnu channel", "say \"x", "3" };
	struct talk talk;
	char line[200];

	(void)state;
	write_file("L.md", "## Lesson 1: T\n\n> **Predict.** Which?\n>\n> - a) trace\n> - b) broken: it is\n\nDone.\n");
	snprintf(line, sizeof line, "lesson 1 again lessons=%s", path_of("L.md"));
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		talk = talk_begin();
		type(&talk, line);
		EXPECT(&talk, answers[i], "Noted: b.");
		talk_end(&talk);
	}
	talk = talk_begin();
	type(&talk, line);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		const char *said = type(&talk, commands[i]);

		assert_null(strstr(said, "The question wants"));
		assert_null(strstr(said, "Noted"));
	}
	for (size_t i = 0; i < sizeof neither / sizeof *neither; i++) {
		EXPECT(&talk, neither[i], "The question wants a or b");
		EXPECT_NOT(&talk, neither[i], "no command '");
	}
	talk.session->interactive = true;
	EXPECT(&talk, "shw", "The question wants a or b");
	EXPECT_NOT(&talk, "sho version", "The question wants");
	EXPECT(&talk, "lesson", "Which?");
	talk_end(&talk);
}

static void test_help_in_a_lesson_is_about_the_lesson(void **state)
{
	struct talk talk = begin_lesson();

	(void)state;
	EXPECT(&talk, "help", "This is lesson 1, Seats. It waits for an answer: a or b.\n  Enter");
	EXPECT(&talk, "help", "`help all` lists them");
	EXPECT(&talk, "help run", "usage: run");
	EXPECT(&talk, "help all", "`help run` tells about one.");
	type(&talk, "b");
	EXPECT(&talk, "help", "It waits for `run channel");
	EXPECT(&talk, "", "Explained.");
	EXPECT(&talk, "h", "It waits until you have read: Enter goes on.");
	talk_end(&talk);
	talk = begin_goal();
	EXPECT(&talk, "help", "ends in ok, with mode=self");
	type(&talk, "lesson quit");
	EXPECT(&talk, "help", "`help run` tells about one.");
	EXPECT_NOT(&talk, "help lesson", "accept");
	EXPECT(&talk, "help authoring", "lesson accept");
	talk_end(&talk);
}

/* ---- Settings ---- */

static void test_the_lessons_commands_run_with_its_settings(void **state)
{
	struct talk talk = talk_begin();
	char line[200];

	(void)state;
	write_file("L.md", course);
	EXPECT(&talk, "set cap=2; set seed=7", "seed = 7");
	snprintf(line, sizeof line, "lesson 1 lessons=%s", path_of("L.md"));
	EXPECT(&talk, line, "(You have turned cap=2, seed=7. The lesson's own commands run without them,");
	EXPECT_NOT(&talk, "a", "turned");
	EXPECT(&talk, "run channel mode=self log=0 sends=1", "ok  1 task");
	assert_true(talk.session->last->seeded);
	EXPECT(&talk, "run channel  mode=self sends=1 log=0 ", "deadlock  1 task");
	assert_false(talk.session->last->seeded);
	EXPECT(&talk, "lesson back", "run channel mode=self sends=1");
	EXPECT(&talk, "", "deadlock  1 task");
	EXPECT(&talk, "lesson back", "run channel mode=self sends=1");
	EXPECT(&talk, "lesson next", "deadlock  1 task");
	EXPECT(&talk, "show", "cap        2");
	EXPECT_NOT(&talk, "set cap=5", "You have turned");
	talk_end(&talk);
	talk = begin_lesson();
	EXPECT(&talk, "set cap=2", "(You have turned cap=2. The lesson's own commands run without it,");
	EXPECT_NOT(&talk, "set cap=3", "You have turned");
	talk_end(&talk);
}

/* What the lesson itself turns holds on, for it and for the learner; what the learner turns holds for him alone. */
static void test_what_a_lesson_turns_holds(void **state)
{
	struct talk talk = talk_begin();
	char line[200];

	(void)state;
	write_file("L.md", "## Lesson 1: T\n\n```conclab\nconclab> set cap=1\nconclab> run channel mode=self sends=2 log=0\n"
	                   "conclab> unset cap\nconclab> run channel mode=self sends=1 log=0\nconclab> show version\n```\n");
	snprintf(line, sizeof line, "lesson 1 lessons=%s", path_of("L.md"));
	type(&talk, line);
	EXPECT_NOT(&talk, "", "You have turned");
	EXPECT(&talk, "run channel mode=self sends=1 log=0", "ok  1 task");
	EXPECT(&talk, "set cap=9", "You have turned cap=9.");
	EXPECT(&talk, "run channel mode=self sends=9 log=0", "ok  1 task");
	EXPECT(&talk, "", "deadlock  1 task");
	EXPECT(&talk, "run channel mode=self sends=9 log=0", "ok  1 task");
	type(&talk, "");
	EXPECT(&talk, "run channel mode=self sends=8 log=0", "deadlock  1 task");
	EXPECT(&talk, "", "deadlock  1 task");
	talk_end(&talk);
}

static void test_a_goal_reached_by_what_was_turned_counts_and_says_so(void **state)
{
	struct talk talk = begin_goal();

	(void)state;
	type(&talk, "set cap=1");
	EXPECT(&talk, "run channel mode=self sends=2 log=0", "(It had what you have turned, too: cap=1.)");
	EXPECT_NOT(&talk, "run channel mode=self sends=2 cap=0 log=0", "(It had");
	type(&talk, "set cap=2");
	EXPECT(&talk, "run channel mode=self sends=2 log=0",
	       "You did it: 4 of 4 runs on real threads ended in ok.");
	talk_end(&talk);
}

/* ---- Goals ---- */

static void test_every_run_that_reaches_the_goal_counts(void **state)
{
	static const char *const ways[] = {
		"run channel mode=self sends=2 cap=2 log=0",
		"run channel mode=self sends=6 cap=70 receives=1 log=0",
		"repeat 2 run channel mode=self cap=3 log=0"
	};

	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct talk talk = begin_goal();

		EXPECT(&talk, ways[i], "You did it: 4 of 4 runs on real threads ended in ok.");
		talk_end(&talk);
	}
}

static void test_other_ends_are_named(void **state)
{
	struct talk talk = begin_goal();

	(void)state;
	EXPECT(&talk, "run channel mode=self log=0", "That is deadlock: the main task is blocked for ever.");
	EXPECT(&talk, "run channel mode=self close=twice cap=3 log=0",
	       "That is panic: an operation was misused.");
	EXPECT(&talk, "run channel cap=9 log=0", "asks to keep mode=self, this run has mode=two");
	EXPECT(&talk, "run channel mode=self sends=1 cap=9 log=0",
	       "asks to keep sends>=2, this run has sends=1");
	EXPECT_NOT(&talk, "run tasks log=0", "That is");
	EXPECT(&talk, "lesson", "Reach ok.");
	talk_end(&talk);
}

/* The same lesson, but its goal is to be proved; to the place where that is done. */
static struct talk begin_proof(void)
{
	struct talk talk = talk_begin();
	const char *runs = strstr(course, "runs: 4");
	char line[200];
	struct buf proved = { 0 };

	buf_add(&proved, course, (size_t)(runs - course));
	buf_printf(&proved, "prove: explore%s", runs + strlen("runs: 4"));
	write_file("P.md", buf_text(&proved));
	snprintf(line, sizeof line, "lesson 1 again lessons=%s", path_of("P.md"));
	type(&talk, line);
	for (int i = 0; i < 5; i++)
		type(&talk, "lesson next");
	buf_free(&proved);
	return talk;
}

/* A repair for today's numbers counts, and is told to be one, with the number at which it breaks. */
static void test_a_repair_for_todays_numbers_is_named(void **state)
{
	static const struct { const char *run, *said; } repairs[] = {
		{ "run channel mode=self sends=2 cap=2 log=0", "not for all: with sends=3 it always ends in deadlock. That is no fault of" },
		{ "run channel mode=self sends=3 cap=37 log=0", "with sends=38 it always ends in deadlock." },
	};

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct talk talk = begin_proof();
		const char *said;

		talk.session->look.width = 400;
		said = type(&talk, repairs[i].run);
		if (!strstr(said, "You did it: every schedule ends in ok, and that is proved. But") || !strstr(said, repairs[i].said))
			fail_msg("\"%s\" is not in:\n%s", repairs[i].said, said);
		talk_end(&talk);
	}
}

/* ---- Progress ---- */

static void test_progress_of_others_is_kept(void **state)
{
	struct buf error = { 0 };
	struct course *ours = course_load(NULL, &error);
	struct progress progress;

	(void)state;
	assert_non_null(ours);
	keep("# from a later version\nlesson 7 at=3 done=1 unknown=x answers=skip,12+\nlesson 70\n");
	progress = progress_load(ours, course_lesson(ours, 7));
	assert_int_equal(progress.at, 3);
	assert_true(progress.done);
	assert_string_equal(progress.answers[0].text, "skip");
	assert_string_equal(progress.answers[1].text, "12");
	assert_true(progress.answers[1].right);
	strcpy(progress.key, progress_load(ours, course_lesson(ours, 8)).key);
	progress_save(&progress);
	assert_string_equal(
		kept(),
		"# from a later version\nlesson 7 at=3 done=1 unknown=x answers=skip,12+\nlesson 70\n"
		"lesson 8 at=3 begun=1 hints=0 done=1 solved=0 answers=skip,12+ review=2\n");
	course_free(ours);
}

/* Play the first portion of lesson `number` of a file, and leave; what the list says then. */
static const char *leave_and_list(struct talk *talk, const char *name, int number)
{
	char line[240];

	snprintf(line, sizeof line, "lesson %d lessons=%s", number, path_of(name));
	type(talk, line);
	type(talk, "");
	type(talk, "lesson quit");
	snprintf(line, sizeof line, "lesson list lessons=%s", path_of(name));
	return type(talk, line);
}

static void test_each_course_has_its_own_progress(void **state)
{
	static const char one[] = "# Homework\n\n## Lesson 1: Seats\n\nA.\n\n### B\n\nB.\n\n## Lesson 2: Doors\n\nC.\n";
	struct talk talk = talk_begin();
	char line[200];

	(void)state;
	keep("lesson 1 at=2 done=1\n");
	write_file("one.md", one);
	assert_non_null(strstr(leave_and_list(&talk, "one.md", 1), "1  Seats   1 min  begun\n"));
	assert_int_equal(latest_of("one.md"), 1);
	assert_int_equal(latest_of(NULL), 1);
	EXPECT(&talk, "lesson list", "done, begun again");
	/* Edited: another text, another number, something before it; moved to another file. */
	write_file("two.md", "# Homework\n\nNew.\n\n## Lesson 1: Chairs\n\nX.\n\n## Lesson 4: Seats\n\nA new one.\n\n"
	                     "### B\n\nB.\n\n## Lesson 5: Doors\n\nC.\n");
	snprintf(line, sizeof line, "lesson list lessons=%s", path_of("two.md"));
	EXPECT(&talk, line, "4  Seats    1 min  begun\n");
	EXPECT_NOT(&talk, line, "Chairs   1 min  begun");
	assert_int_equal(latest_of("two.md"), 4);
	/* Another course, though the lessons are called the same. */
	write_file("three.md", "# Exam\n\n## Lesson 1: Seats\n\nA.\n\n### B\n\nB.\n");
	assert_int_equal(latest_of("three.md"), -1);
	/* Without a title the file's name stands for it. Two lessons that are called the same are two. */
	write_file("four.md", "## Lesson 1: Seats\n\nA.\n\n### B\n\nB.\n\n## Lesson 2: Seats\n\nA.\n\n### B\n\nB.\n");
	assert_non_null(strstr(leave_and_list(&talk, "four.md", 2), "1  Seats   1 min\n    2  Seats   1 min  begun\n"));
	write_file("five.md", "## Lesson 2: Seats\n\nA.\n");
	assert_int_equal(latest_of("five.md"), -1);
	talk_end(&talk);
}

/* Side quests are begun by name, and counted apart; they come when the lessons are done. */
static void test_side_quests(void **state)
{
	struct talk talk = talk_begin();

	(void)state;
	write_file("Q.md", "# Q\n\n## Lesson 1: One\n\nA.\n\n## Side quest tee: Two readers\n\nB.\n\n### More\n\nC.\n\n"
	                   "## Side quest bridge: Batches\n\nD.\n");
	setenv("CONCLAB_LESSONS", path_of("Q.md"), 1);
	EXPECT(&talk, "lesson list", "1  One   1 min\nside quests, 0 of 2 done\n  tee     Two readers   1 min\n  bridge  Batches       1 min");
	EXPECT(&talk, "lesson te", "nor a side quest, nor one of list, next, resume, back, hint, answer, skip, quit, search, progress. Did you mean 'tee'");
	EXPECT(&talk, "lesson 2", "there is no lesson '2', only 1, tee, bridge");
	EXPECT(&talk, "lesson next", "Lesson 1: One");
	EXPECT(&talk, "", "Next: `lesson tee`, Two readers.");
	EXPECT(&talk, "lesson tee", "Side quest tee: Two readers");
	EXPECT(&talk, "", "More");
	EXPECT(&talk, "lesson quit", "You have left lesson tee");
	EXPECT(&talk, "lesson list", "tee     Two readers   1 min  begun");
	EXPECT(&talk, "lesson tee", "Lesson tee goes on where you left it; `lesson tee again` begins it anew");
	EXPECT(&talk, "", "Next: `lesson bridge`, Batches.");
	EXPECT(&talk, "lesson list", "1  One   1 min  done\nside quests, 1 of 2 done\n  tee     Two readers   1 min  done\n  bridge  Batches       1 min");
	EXPECT(&talk, "lesson next", "Side quest bridge: Batches");
	unsetenv("CONCLAB_LESSONS");
	talk_end(&talk);
}

/* Whatever tells how to go on names the course, where it is not the usual one. */
static void test_a_course_of_ones_own_stays_the_one_meant(void **state)
{
	struct talk talk = begin_lesson();
	char line[200], words[240];

	(void)state;
	EXPECT(&talk, "lesson 2", "Lesson 2: Empty");
	EXPECT(&talk, "lesson list", "2  Empty   1 min  begun");
	snprintf(words, sizeof words, "`lesson next lessons=%s` goes on from there", path_of("L.md"));
	EXPECT(&talk, "lesson quit", words);
	EXPECT(&talk, "lesson list", "Tasks end in any order");
	setenv("CONCLAB_LESSONS", path_of("L.md"), 1);
	EXPECT(&talk, "lesson next", "Lesson 2: Empty");
	EXPECT(&talk, "lesson quit", "`lesson next` goes on from there");
	unsetenv("CONCLAB_LESSONS");
	snprintf(line, sizeof line, "lesson 1 lessons=%s", path_of("L.md"));
	EXPECT(&talk, line, "Ok?");
	for (int i = 0; i < 6; i++)
		type(&talk, "lesson next");
	snprintf(words, sizeof words, "Next: `lesson 2 lessons=%s`,", path_of("L.md"));
	EXPECT(&talk, "", words);
	talk_end(&talk);
}

static void test_a_home_that_cannot_be_written_is_no_error(void **state)
{
	struct talk talk;

	(void)state;
	write_file("L.md", course);
	setenv("XDG_STATE_HOME", "/dev/null", 1);
	talk = begin_lesson();
	EXPECT(&talk, "b", "Noted: b.");
	EXPECT_NOT(&talk, "", "annot");
	talk_end(&talk);
}

static void test_progress_that_is_junk_is_survived(void **state)
{
	struct talk talk;
	char line[200];

	(void)state;
	keep("lesson 1 at=99999999999 answers=,,,,,,,,,,,,,a-very-long-answer-that-no-question-has+\n"
	     "lesson 1 at=-5\n\xff\xfe lesson\nlesson\nlesson x");
	write_file("L.md", course);
	talk = talk_begin();
	snprintf(line, sizeof line, "lesson next lessons=%s", path_of("L.md"));
	EXPECT(&talk, line, "Lesson 1: Seats");
	talk_end(&talk);
}

/* ---- Checking ---- */

/* The course with `from` replaced by `to`, checked; returns what was said. */
static const char *check_changed(struct talk *talk, const char *from, const char *to)
{
	static char line[512];
	struct buf text = { 0 };
	const char *at = strstr(course, from);

	assert_non_null(at);
	buf_add(&text, course, (size_t)(at - course));
	buf_adds(&text, to);
	buf_adds(&text, at + strlen(from));
	write_file("L.md", buf_text(&text));
	buf_free(&text);
	snprintf(line, sizeof line, "lesson check 1 lessons=%s/L.md corrected=%s/new.md", kept_folder, kept_folder);
	return type(talk, line);
}

static void test_a_course_that_says_the_truth_is_ok(void **state)
{
	struct talk talk = talk_begin();
	const char *said = check_changed(&talk, "Open end", "The end");

	(void)state;
	assert_string_equal(said, "lesson 1  ok      3 commands; goal: start deadlock 4/4, solution ok 4/4 "
	                          "(runs, not a proof)\n");
	assert_int_equal(talk.session->worst, STATUS_OK);
	talk_end(&talk);
}

static void test_a_difference_is_shown_and_corrected(void **state)
{
	struct talk talk = talk_begin();
	const char *said = check_changed(&talk, "sends=1 log=0\n...\n[1]\n",
	                                 "sends=1 log=0\nnonsense\n...\nok [..]\n...\n");
	char line[200];

	(void)state;
	assert_int_equal(talk.session->worst, STATUS_FINDING);
	assert_non_null(strstr(said, "lesson 1  differs  3 commands, 1 differ"));
	assert_non_null(strstr(said, "/L.md.corrected\n@@ -13,5 +13,4 @@\n"
	                             " conclab> run channel mode=self sends=1 log=0\n"
	                             "-nonsense\n ...\n-ok [..]\n ...\n+[1]\n"));
	snprintf(line, sizeof line, "lesson check 1 lessons=%s/new.md", kept_folder);
	EXPECT(&talk, line, "lesson 1  ok ");
	talk_end(&talk);
}

static void test_what_is_accepted_is_written(void **state)
{
	struct talk talk = talk_begin();
	char line[200], words[400];

	(void)state;
	check_changed(&talk, "sends=1 log=0\n...\n[1]\n", "sends=1 log=0\n...\n");
	snprintf(line, sizeof line, "lesson accept lessons=%s/L.md", kept_folder);
	snprintf(words, sizeof words, "\nwriting %s\n%s written\n", path_of("L.md"), path_of("L.md"));
	EXPECT(&talk, line, words);
	assert_string_equal(read_file(path_of("L.md")), course);
	EXPECT(&talk, line, "L.md stays as it is");
	talk_end(&talk);
}

/* Where a person types, nothing is written before there is a yes. */
static void test_accept_asks_a_person_first(void **state)
{
	struct talk talk = talk_begin();
	struct buf prompt = { 0 };
	char line[200], words[240];
	struct stat was, is;

	(void)state;
	check_changed(&talk, "sends=1 log=0\n...\n[1]\n", "sends=1 log=0\n...\n");
	assert_int_equal(chmod(path_of("L.md"), 0640), 0);
	assert_int_equal(symlink("L.md", path_of("link.md")) | stat(path_of("L.md"), &was), 0);
	snprintf(words, sizeof words, "This would be written to %s.", path_of("L.md"));
	snprintf(line, sizeof line, "lesson accept lessons=%s/link.md", kept_folder);
	talk.session->interactive = true;
	EXPECT(&talk, line, words);
	session_prompt(talk.session, &prompt);
	assert_string_equal(buf_text(&prompt), "write it? (yes or no) ");
	EXPECT(&talk, "run channel", "Please say yes or no.");
	EXPECT(&talk, "no", "link.md stays as it is");
	assert_string_not_equal(read_file(path_of("L.md")), course);
	EXPECT_NOT(&talk, "yes", "written");
	EXPECT(&talk, line, words);
	EXPECT(&talk, "", "link.md stays as it is");
	EXPECT(&talk, line, words);
	EXPECT(&talk, " Yes ", "link.md written");
	assert_string_equal(read_file(path_of("L.md")), course);
	assert_int_equal(lstat(path_of("link.md"), &is), 0);
	assert_true(S_ISLNK(is.st_mode));
	assert_int_equal(stat(path_of("L.md"), &is), 0);
	assert_int_equal(is.st_mode, was.st_mode);
	assert_true(is.st_ino != was.st_ino);
	buf_free(&prompt);
	talk_end(&talk);
}

/* With `from` replaced by `to` the check says `words`. */
static void expect_found(const char *from, const char *to, const char *words)
{
	struct talk talk = talk_begin();

	assert_non_null(strstr(check_changed(&talk, from, to), words));
	talk_end(&talk);
}

static void test_goals_that_prove_nothing_are_named(void **state)
{
	(void)state;
	expect_found("start: run channel mode=self sends=2", "start: run channel", "reaches the goal");
	expect_found("sends=2 cap=2", "sends=3 cap=2", "the solution ends in deadlock in 4 of 4 runs");
	expect_found("sends=2 cap=2", "sends=1 cap=2", "does not keep sends>=2, this run has sends=1");
	expect_found("sends>=2", "sneds>=2", "'sneds>=2' is no condition");
	expect_found("sends>=2", "sends>=x", "'sends>=x' is no condition");
	expect_found("start: run channel", "start: run chanel", "names no pattern");
	expect_found("start: run channel mode=self", "start: run channel mode=x",
	             "does not run the pattern (status 2)");
}

static void test_what_varies_is_run_but_not_compared(void **state)
{
	static const char block[] = "```conclab\nconclab> run channel mode=self sends=1 log=0\n";

	(void)state;
	expect_found(block, "<!-- conclab: output-varies -->\n```conclab\nconclab> run channel\nx\n",
	             "lesson 1  ok ");
	expect_found(block, "<!-- conclab: output-varies -->\n```conclab\nconclab> run chanel\nx\n",
	             "lesson 1  differs");
	expect_found(block, "<!-- conclab: skip -->\n```conclab\nconclab> run chanel\nx\n",
	             "lesson 1  ok      2 commands");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_a_lesson_is_played_by_typing),
		TEST(test_questions_can_be_skipped_and_mistyped),
		TEST(test_other_commands_do_not_move_the_lesson),
		TEST(test_hints_come_one_at_a_time_and_then_the_solution),
		TEST(test_a_lesson_is_left_and_taken_up_again),
		TEST(test_words_say_when_they_work),
		TEST(test_enter_shows_the_task_again),
		TEST(test_lessons_that_are_not_written_are_named),
		TEST(test_the_lesson_left_last_goes_on),
		TEST(test_bare_words_and_the_prompt_belong_to_the_lesson),
		TEST(test_enter_twice_skips_a_question_and_says_so),
		TEST(test_a_script_plays_a_lesson),
		TEST(test_every_run_that_reaches_the_goal_counts),
		TEST(test_other_ends_are_named),
		TEST(test_a_repair_for_todays_numbers_is_named),
		TEST(test_answers_and_commands_are_told_apart),
		TEST(test_help_in_a_lesson_is_about_the_lesson),
		TEST(test_the_lessons_commands_run_with_its_settings),
		TEST(test_what_a_lesson_turns_holds),
		TEST(test_a_goal_reached_by_what_was_turned_counts_and_says_so),
		TEST(test_progress_of_others_is_kept),
		TEST(test_each_course_has_its_own_progress),
		TEST(test_side_quests),
		TEST(test_a_course_of_ones_own_stays_the_one_meant),
		TEST(test_a_home_that_cannot_be_written_is_no_error),
		TEST(test_progress_that_is_junk_is_survived),
		TEST(test_a_course_that_says_the_truth_is_ok),
		TEST(test_a_difference_is_shown_and_corrected),
		TEST(test_what_is_accepted_is_written),
		TEST(test_accept_asks_a_person_first),
		TEST(test_goals_that_prove_nothing_are_named),
		TEST(test_what_varies_is_run_but_not_compared),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
