/*
 * test_course_played.c - the whole course, played on a terminal from its first lesson to its last: with right answers,
 * with wrong ones and with odd ones, with ^C in between, on a wide and on a narrow terminal, with and without colour,
 * with settings turned beforehand.
 *
 * One way plays all lessons and side quests; the others share them, unless COURSE_PLAYED is "whole". PART (part.h) takes a
 * part of the lessons; a sanitizer takes the first ones, which search little: searches go over threads there, and take minutes.
 *
 * Nothing here sleeps: the lesson says what it waits for, "(3/16) type a, b or c, or skip", and that is what is answered.
 */
#define _XOPEN_SOURCE 700       /* posix_openpt() */

#include <ctype.h>

#include "cmd/course/lesson.h"
#include "tests/on_terminal.h"
#include "tests/part.h"

enum style { RIGHT, WRONG, ODD };

enum { FEW = 3 };               /* with a sanitizer, the first so many lessons */

/* A way to play. */
struct way {
	const char *name;
	int         columns, rows;
	const char *color;              /* --color= */
	const char *init;               /* the init file: what was turned beforehand */
	enum style  style;
	int         every, from;        /* of the lessons: each `every`-th, from the `from`-th on */
	bool        interrupts;         /* ^C in between */
};

/* A lesson being played. */
struct table {
	struct terminal      terminal;
	const struct way    *way;
	const struct lesson *lesson;
	struct buf           heard;     /* since the last answer, as a person reads it */
	int                  stop;      /* where the lesson is, from 1; 0: it is done */
	int                  asked;     /* questions so far */
};

/* ---- Listening ---- */

/* Take colours and the like out; what is printed is left. */
static void add_plain(struct buf *out, const char *text, const char *end)
{
	while (text < end) {
		if (text[0] == '\033' && text[1] == '[') {
			text += 2;
			text += strspn(text, "0123456789;?");
			text += *text != '\0';
		} else if (text[0] == '\033' || (iscntrl((unsigned char)*text) && *text != '\n')) {
			text++;
		} else {
			buf_addc(out, *text++);
		}
	}
}

/* The last "(3/16) " that was heard; 0 for none. */
static int footer(const char *heard, const char **words)
{
	int found = 0, stop, of, n;

	for (const char *at = strchr(heard, '('); at; at = strchr(at + 1, '('))
		if (sscanf(at, "(%d/%d) %n", &stop, &of, &n) == 2) {
			found = stop;
			*words = at + n;
		}
	return found;
}

static void prompt_of(const struct table *t, char *prompt, size_t room)
{
	snprintf(prompt, room, "conclab(lesson %s)> ", t->lesson->name);
}

/* Everything up to the next prompt, of the lesson or, when `main`, the usual one. */
static void hear(struct table *t, bool main_prompt)
{
	char prompt[60];
	size_t from = t->terminal.from;

	prompt_of(t, prompt, sizeof prompt);
	await(&t->terminal, main_prompt ? "conclab> " : prompt);
	add_plain(&t->heard, buf_text(&t->terminal.seen) + from, buf_text(&t->terminal.seen) + t->terminal.from);
}

static bool says(const struct table *t, const char *words)
{
	return strstr(buf_text(&t->heard), words) != NULL;
}

static void expect(const struct table *t, const char *words)
{
	if (!says(t, words))
		fail_msg("%s, lesson %s, stop %d: \"%s\" is not in:\n%s", t->way->name, t->lesson->name, t->stop, words,
		         buf_text(&t->heard));
}

/* Type a line, and hear what comes of it; nothing of what was heard before is kept. */
static void say(struct table *t, const char *line)
{
	buf_clear(&t->heard);
	type(&t->terminal, line);
	type(&t->terminal, "\r");
}

/* Until the lesson waits again, or has ended. What it waits for; NULL at its end. */
static const char *await_stop(struct table *t)
{
	const char *words = NULL;
	char done[60];

	snprintf(done, sizeof done, "Lesson %s is done.", t->lesson->name);
	for (;;) {
		const char *seen = buf_text(&t->terminal.seen) + t->terminal.from;

		if (strstr(seen, done) && strstr(strstr(seen, done), "conclab> ")) {
			hear(t, true);
			t->stop = 0;
			return NULL;
		}
		if (strstr(seen, "conclab(lesson ")) {
			hear(t, false);
			t->stop = footer(buf_text(&t->heard), &words);
			if (t->stop)
				return words;
			continue;
		}
		{
			struct timespec until;

			clock_gettime(CLOCK_MONOTONIC, &until);
			until.tv_sec += HUNG_SECONDS;
			if (!listen_until(&t->terminal, &until))
				fail_msg("%s, lesson %s, stop %d: nothing came after:\n%s\n%s", t->way->name, t->lesson->name, t->stop,
				         buf_text(&t->heard), seen);
		}
	}
}

/* ---- Answering ---- */

static const char *const number_words[] = {
	"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"
};

/* A right answer, in a way that people type it. */
static void add_odd(struct buf *line, const struct question *question, const char *expected, int which)
{
	long number = strtol(expected, NULL, 10);

	if (question->n)
		buf_printf(line, which % 3 == 0 ? "%c)" : which % 3 == 1 ? "  %c." : "%c) whatever", toupper(*expected));
	else if (number < (long)(sizeof number_words / sizeof *number_words))
		buf_adds(line, number_words[number]);
	else
		buf_printf(line, which % 2 ? " %ld." : "%ld)", number);
}

static void add_wrong(struct buf *line, const struct question *question, const char *expected)
{
	if (question->n)
		buf_addc(line, question->letter[*expected == question->letter[0]]);
	else
		buf_printf(line, "%ld", strtol(expected, NULL, 10) + 4711);
}

static const char *expected_now(const struct table *t)
{
	const struct part *answer = lesson_answer(t->lesson, t->asked - 1);

	assert_non_null(answer);
	return answer->expected;
}

/* What is neither an answer nor a command is told so, and changes nothing. */
static void try_nonsense(struct table *t)
{
	int stop = t->stop;

	say(t, "brokenn?");
	hear(t, false);
	expect(t, "neither an answer nor a");
	say(t, "lesson");
	await_stop(t);
	assert_int_equal(t->stop, stop);
}

static void answer_question(struct table *t)
{
	const struct question *question = &lesson_question(t->lesson, t->asked++)->question;
	const char *expected = expected_now(t);
	struct buf line = { 0 };

	if (t->way->style == ODD)
		try_nonsense(t);
	if (t->way->style == RIGHT)
		buf_adds(&line, expected);
	else if (t->way->style == ODD)
		add_odd(&line, question, expected, t->asked);
	else
		add_wrong(&line, question, expected);
	say(t, buf_text(&line));
	await_stop(t);
	buf_free(&line);
	expect(t, "Noted: ");
}

/* A wrong order first, which shows what it comes to; then the right one. */
static void answer_order(struct table *t)
{
	const struct puzzle *puzzle = &lesson_question(t->lesson, t->asked++)->puzzle;
	char line[60];

	if (t->way->style != RIGHT) {
		snprintf(line, sizeof line, "order %s", puzzle->wrong->order);
		say(t, line);
		hear(t, false);
		expect(t, "Not so: ");
		expect(t, verdict_word(puzzle->wrong->verdict));
	}
	snprintf(line, sizeof line, t->way->style == ODD ? "%s" : "order %s", expected_now(t));
	say(t, line);
	await_stop(t);
	expect(t, "Right: every schedule of");
}

static void do_task(struct table *t)
{
	if (t->way->style == RIGHT) {
		say(t, lesson_reference(t->lesson));
		await_stop(t);
		expect(t, "You did it: ");
		return;
	}
	say(t, "hint");
	hear(t, false);
	expect(t, "Hint 1.");
	say(t, t->way->style == ODD ? "skip" : "next");
	await_stop(t);
}

/* ^C, and the lesson is still where it was. */
static void interrupt(struct table *t)
{
	int stop = t->stop;

	type(&t->terminal, "half a li");
	await(&t->terminal, "li");
	type(&t->terminal, "\003");     /* what is typed before the new prompt may be lost with it */
	hear(t, false);
	say(t, "lesson");
	await_stop(t);
	assert_int_equal(t->stop, stop);
}

/* Do what the lesson waits for. */
static void act(struct table *t, const char *words)
{
	if (t->way->interrupts && t->stop % 4 == 2)
		interrupt(t);
	if (strncmp(words, "type an order", 13) == 0) {
		answer_order(t);
	} else if (strncmp(words, "type ", 5) == 0) {
		answer_question(t);
	} else if (strncmp(words, "your turn", 9) == 0) {
		do_task(t);
	} else {
		assert_int_equal(strncmp(words, "Enter ", 6), 0);
		say(t, "");
		await_stop(t);
	}
}

static void play(struct table *t, const struct lesson *lesson)
{
	const char *words;
	char line[60];
	int stops = 0;

	t->lesson = lesson;
	t->asked = 0;
	snprintf(line, sizeof line, "lesson %s again", lesson->name);
	say(t, line);
	words = await_stop(t);
	expect(t, "minutes.");
	while (words) {
		char copy[40];

		assert_int_equal(t->stop, ++stops);
		snprintf(copy, sizeof copy, "%s", words);
		act(t, copy);
		footer(buf_text(&t->heard), &words);
		if (!t->stop)
			words = NULL;
	}
	assert_int_equal(stops, lesson->n_stops);
}

/* ---- The ways ---- */

static void play_course(const struct way *way)
{
	char color[40];
	char *arguments[] = { "conclab", color, NULL };
	struct buf error = { 0 };
	struct course *course = course_load(NULL, &error);
	struct table t = { .way = way };
	struct winsize size = { .ws_row = (unsigned short)way->rows, .ws_col = (unsigned short)way->columns };
	bool whole = getenv("COURSE_PLAYED") && !strcmp(getenv("COURSE_PLAYED"), "whole");
	int played = 0;

	skip_without_signals();
	assert_non_null(course);
	snprintf(color, sizeof color, "--color=%s", way->color);
	start_as(&t.terminal, "xterm", way->init, arguments);
	ioctl(t.terminal.master, TIOCSWINSZ, &size);
	await(&t.terminal, "conclab> ");
	for (int i = 0; i < course->n; i++) {
		const struct lesson *lesson = &course->lessons[i];

		if (!lesson->number || (!whole && (i % way->every != way->from || !in_part(i / way->every))))
			continue;
		if (SANITIZED && lesson->number > FEW)
			continue;
		play(&t, lesson);
		played++;
	}
	say(&t, "lesson list");
	hear(&t, true);                         /* what is typed while a command goes on is a line's end to the terminal */
	type(&t.terminal, "\x04");
	assert_int_equal(finish(&t.terminal), 0);
	print_message("%s: lessons played: %d\n", way->name, played);
	buf_free(&t.heard);
	buf_free(&error);
	course_free(course);
}

static void test_right_answers_all_lessons(void **state)
{
	static const struct way way = { "right, 80x24, colour", 80, 24, "always", "", RIGHT, 1, 0, false };

	(void)state;
	play_course(&way);
}

static void test_wrong_answers_on_a_narrow_terminal(void **state)
{
	static const struct way way = { "wrong, 50x20, no colour", 50, 20, "never", "", WRONG, 3, 0, true };

	(void)state;
	play_course(&way);
}

static void test_odd_answers_with_settings_turned(void **state)
{
	static const struct way way = { "odd, 80x24, no colour", 80, 24, "never", "set seed=7\nset log=3\nset cap=2\n", ODD, 3, 1,
	                                false };

	(void)state;
	play_course(&way);
}

static void test_odd_answers_and_interrupts_with_colour(void **state)
{
	static const struct way way = { "odd, 50x20, colour", 50, 20, "always", "set jobs=3\n", ODD, 3, 2, true };

	(void)state;
	play_course(&way);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_right_answers_all_lessons),
		cmocka_unit_test(test_wrong_answers_on_a_narrow_terminal),
		cmocka_unit_test(test_odd_answers_with_settings_turned),
		cmocka_unit_test(test_odd_answers_and_interrupts_with_colour),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
