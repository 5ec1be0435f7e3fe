/*
 * test_resume.c - a lesson that was left and is resumed, at each of its stops, says what it says when it is played through:
 * a command that looks back at a run, or at a sweep, finds it. So does one that is gone back to, and one before which
 * something else was typed.
 */
#include "cmd/course/lesson.h"
#include "lab/engine/fiber.h"
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/kept_folder.h"
#include "tests/part.h"
#include "tests/sanitized.h"

enum { FEW = 4 };               /* with a sanitizer, the first so many lessons: searches go over threads there */

/* Programs are for the lab itself: test_resume_programs.sh resumes their lessons. */
static bool is_about_programs(const struct lesson *lesson)
{
	return lesson->number >= 21 && !lesson_is_quest(lesson);
}

/* Without fibers nobody says whether a schedule is the shortest there is. */
static bool is_beyond_this_build(const struct exchange *exchange)
{
	return !FIBERS && strstr(exchange->expected, "(minimum)");
}

/* What the lesson's command at this stop is expected to say, when it is compared; else NULL. */
static const struct exchange *exchange_at(const struct lesson *lesson, int stop)
{
	const struct part *part = &lesson->parts[lesson->stops[stop].at];
	const struct exchange *exchange;

	if (part->kind != PART_BLOCK || part->varies || part->skip)
		return NULL;
	exchange = &part->transcript.exchanges[lesson->stops[stop].command];
	return is_beyond_this_build(exchange) ? NULL : exchange;
}

/* Take what the lesson says after the command's own answer off: it begins with an empty line. */
static bool begins_as_expected(const struct exchange *exchange, char *said)
{
	size_t prompt = strlen("conclab> ") + strlen(exchange->command);

	if (strncmp(said, "conclab> ", 9) != 0 || strncmp(said + 9, exchange->command, strlen(exchange->command)) != 0)
		return false;
	for (char *end = said + strlen(said); end > said + prompt; end--)
		if (end[-1] == '\n' && (*end == '\0' || *end == '\n')) {
			*end = '\0';
			if (transcript_match(exchange->expected, said + prompt + 1))
				return true;
		}
	return false;
}

static void resume(struct capture *c, const struct lesson *lesson, int stop)
{
	char line[80];

	snprintf(line, sizeof line, "lesson %s at=%d begun=1\n", lesson->name, stop);
	keep(line);
	capture_open(c);
	snprintf(line, sizeof line, "lesson %s", lesson->name);
	assert_int_equal(say(c, line), STATUS_OK);
	snprintf(line, sizeof line, "(%d/%d)", stop + 1, lesson->n_stops);
	check_has(c->text, line);
}

static void check_stop(const struct lesson *lesson, int stop)
{
	const struct exchange *exchange = exchange_at(lesson, stop);
	struct capture c;

	resume(&c, lesson, stop);
	if (exchange) {
		char *said;

		say(&c, "");
		said = strdup(c.text);
		if (!begins_as_expected(exchange, said))
			fail_msg("lesson %s, resumed at stop %d: `%s` says:\n%s", lesson->name, stop + 1, exchange->command, c.text);
		free(said);
	}
	capture_close(&c);
}

static void test_each_stop_of_each_lesson_can_be_resumed(void **state)
{
	struct buf error = { 0 };
	struct course *course = course_load(NULL, &error);

	(void)state;
	assert_non_null(course);
	for (int i = 1; i < course->n && (!SANITIZED || i <= FEW); i++) {
		if (!in_part(i) || is_about_programs(&course->lessons[i]))
			continue;
		print_message("lesson %s\n", course->lessons[i].name);
		for (int stop = 0; stop < course->lessons[i].n_stops; stop++)
			check_stop(&course->lessons[i], stop);
	}
	course_free(course);
	buf_free(&error);
}

/* ---- A course of its own ---- */

static const char course_text[] =
	"# Course\n\n## Lesson 1: Looking back\n\n**Goal.** Back.\n\n"
	"```conclab\nconclab> set cap=2\ncap = 2   (was 0)\nconclab> run channel mode=self sends=3 log=0 seed=1\n...\n[1]\n"
	"conclab> sweep channel mode=self sends=1..4 cap=0..2\n...\n[1]\nconclab> run channel mode=self sends=1 log=0 seed=1\n...\n"
	"conclab> explain\n...\nconclab> law\n...\n```\n\n### End\n\nEnd.\n";

static void begin(struct capture *c, const char *kept_line)
{
	char line[200];

	write_file("L.md", course_text);
	capture_open(c);
	snprintf(line, sizeof line, "lesson 1 %s lessons=%s", kept_line, path_of("L.md"));
	assert_int_equal(say(c, line), STATUS_OK);
}

/* From the start to before `explain`, its fifth command. */
static void go_to_explain(struct capture *c)
{
	keep("");
	begin(c, "again");
	for (int i = 0; i < 4; i++)
		say(c, "");
}

static void test_what_the_lesson_has_turned_is_turned_again(void **state)
{
	struct capture c;

	(void)state;
	go_to_explain(&c);
	capture_close(&c);
	begin(&c, "");                          /* in a new session, before `explain` */
	check_has(c.text, "explain");
	say(&c, "");
	check_has(c.text, "ok");
	check_lacks(c.text, "set cap=2");
	check_lacks(c.text, "sweep");           /* nothing is heard of what is run again */
	say(&c, "");
	check_has(c.text, "law: on this grid: deadlock (always) iff sends > cap");
	capture_close(&c);
}

static void test_what_was_typed_between_does_not_matter(void **state)
{
	struct capture c;

	(void)state;
	go_to_explain(&c);
	say(&c, "run dining seats=2 order=same-handed schedule=\"1 2\" log=0");
	check_has(c.text, "deadlock");
	say(&c, "");
	check_has(c.text, "conclab> explain");
	check_lacks(c.text, "fork");
	say(&c, "back");
	say(&c, "back");                        /* before the run that explain looks at */
	say(&c, "skip");
	say(&c, "run dining seats=2 order=same-handed schedule=\"1 2\" log=0");
	say(&c, "");
	check_lacks(c.text, "fork");
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_each_stop_of_each_lesson_can_be_resumed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_what_the_lesson_has_turned_is_turned_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_what_was_typed_between_does_not_matter, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
