/* test_lecture.c - a script read as a lecture, what the audience sees of it, straight through, and its recording. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cmd/lecture/commands.h"
#include "cmd/lecture/lecture.h"
#include "cmd/lecture/ready.h"
#include "cmd/lecture/stage.h"
#include "lab/export/cast.h"
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/sanitized.h"
#include "tests/program.h"

#define ABSOLUTE "case $C in /*) ;; *) C=$PWD/$C ;; esac; "

static const char script[] =
	"#!/usr/bin/env -S conclab -f\n"
	"# demo - two words\n"
	"# a note\n"
	"\n"
	"  #  ##  First of all  \r\n"
	"echo \"What; then?\"\n"
	"run channel log=0 expect=ok   # by hand\n"
	"expect verdict == ok\n"
	"# ## Second\n"
	"run channel mode=self log=0 expect=deadlock; expect verdict == deadlock; graph waits;\n"
	"pause 1.5\n"
	"# ## Third\n"
	"run \"a b\n"
	"pause soon";

/* ---- Reading ---- */

static void check_item(const struct lecture *lecture, int i, enum item_kind kind, int line, const char *shown)
{
	const struct item *item = &lecture->items[i];

	assert_int_equal(item->kind, kind);
	assert_int_equal(item->line, line);
	if (kind == ITEM_COMMAND || kind == ITEM_CAPTION)
		assert_string_equal(kind == ITEM_COMMAND ? item->shown : item->text, shown);
}

static void test_lines_become_items(void **state)
{
	struct lecture *lecture = lecture_read("demo.lab", script);

	(void)state;
	assert_string_equal(lecture->about, "two words");
	assert_int_equal(lecture->n, 10);
	check_item(lecture, 0, ITEM_CAPTION, 5, "First of all");
	check_item(lecture, 1, ITEM_SAID, 6, NULL);
	check_item(lecture, 2, ITEM_COMMAND, 7, "run channel log=0 # by hand");
	check_item(lecture, 3, ITEM_QUIET, 8, NULL);
	check_item(lecture, 4, ITEM_CAPTION, 9, "Second");
	check_item(lecture, 5, ITEM_COMMAND, 10, "run channel mode=self log=0; graph waits");
	check_item(lecture, 6, ITEM_PAUSE, 11, NULL);
	assert_true(lecture->items[6].seconds > 1.4 && lecture->items[6].seconds < 1.6);
	check_item(lecture, 7, ITEM_CAPTION, 12, "Third");
	check_item(lecture, 8, ITEM_COMMAND, 13, "run \"a b");
	check_item(lecture, 9, ITEM_QUIET, 14, NULL);
	lecture_free(lecture);
}

static void test_a_pause_that_is_none_is_for_the_complaint(void **state)
{
	struct lecture *lecture = lecture_read("demo.lab", "pause soon\npause -1\npause 1 2\npause 4000\npause");

	(void)state;
	for (int i = 0; i < 4; i++)
		assert_int_equal(lecture->items[i].kind, ITEM_QUIET);
	assert_int_equal(lecture->items[4].kind, ITEM_PAUSE);
	assert_true(lecture->items[4].seconds < 0);
	lecture_free(lecture);
}

/* Before each command, each pause, each caption but the first and one behind a pause, and the end. */
static void test_stops(void **state)
{
	static const bool stops[] = { false, false, true, false, true, true, true, false, true, false, true };
	struct lecture *lecture = lecture_read("demo.lab", script);

	(void)state;
	for (int i = 0; i <= lecture->n; i++)
		assert_int_equal(lecture_stops(lecture, i), stops[i]);
	assert_int_equal(lecture_stops_before(lecture, lecture->n), 5);
	assert_int_equal(lecture_slide(lecture, 0), 0);
	assert_int_equal(lecture_slide(lecture, 4), 0);
	assert_int_equal(lecture_slide(lecture, 5), 4);
	assert_int_equal(lecture_slide(lecture, 9), 7);
	lecture_free(lecture);
	lecture = lecture_read("empty.lab", "");
	assert_true(lecture_stops(lecture, 0));
	assert_string_equal(lecture->about, "");
	lecture_free(lecture);
}

/* ---- What is seen ---- */

static void test_slides_fit_every_width(void **state)
{
	struct lecture *lecture = lecture_read("demo.lab", "# ## Zwölf Böxkämpfer jagen Viktor quer über den großen Deich, und "
	                                       "ein Wortungetümohneeinendeunderst rechtkeinenanfang\nrun worker-pool workers=2 "
	                                       "jobs=20 feed=main\nrun tasks\n# ## Two");
	struct buf text = { 0 };

	(void)state;
	for (int width = 20; width <= 300; width++)
		for (int how = 0; how < 4; how++) {
			struct look look = { .width = width, .colour = how & 1, .ascii = how & 2 };

			buf_clear(&text);
			stage_slide(&text, lecture, 2, &look);
			check_drawing(buf_text(&text), width, look.ascii);
			check_has(buf_text(&text), "conclab> ");
			assert_true(strchr(buf_text(&text), '\033') ? look.colour : !look.colour);
		}
	buf_free(&text);
	lecture_free(lecture);
}

/* The words of a drawing, without its box: each followed by a blank. */
static void words_of(struct buf *out, const char *text)
{
	static const char *const drawn[] = { "╔", "╗", "╚", "╝", "═", "║" };
	bool within = false;

	while (*text) {
		size_t skip = *text == ' ' || *text == '\n';

		for (int i = 0; i < 6 && !skip; i++)
			skip = strncmp(text, drawn[i], strlen(drawn[i])) ? 0 : strlen(drawn[i]);
		if (skip && within)
			buf_addc(out, ' ');
		within = !skip;
		if (!skip)
			buf_addc(out, *text);
		text += skip ? skip : 1;
	}
}

/* However narrow it is, a caption is said word for word. */
static void test_captions_wrap_at_twenty_columns(void **state)
{
	const struct look look = { .width = 20 };
	struct ready ready;
	int captions = 0;

	(void)state;
	for (int k = 0; ready_nth(k, &ready); k++) {
		struct lecture *lecture = lecture_read(ready.path, ready.text);

		for (int i = 0; i < lecture->n; i++) {
			struct buf text = { 0 }, words = { 0 }, wanted = { 0 };

			if (lecture->items[i].kind != ITEM_CAPTION)
				continue;
			stage_caption(&text, lecture->items[i].text, &look);
			check_drawing(buf_text(&text), look.width, false);
			words_of(&words, buf_text(&text));
			words_of(&wanted, lecture->items[i].text);
			buf_addc(&wanted, ' ');
			assert_string_equal(buf_text(&words), buf_text(&wanted));
			captions++;
			buf_free(&text);
			buf_free(&words);
			buf_free(&wanted);
		}
		lecture_free(lecture);
	}
	assert_true(captions > 20);
}

/* What a terminal would show in the end, without what was drawn and drawn over. */
static void test_what_is_kept_has_settled(void **state)
{
	struct buf text = { 0 };

	(void)state;
	buf_adds(&text, "one\r\n\r\033[K... running 1 s\r\033[K... running 2 s\r\033[K\033[A\r\033[K\033[31mtwo\033[0m\nthree\n");
	stage_settle(&text, false);
	assert_string_equal(buf_text(&text), "one\n\033[31mtwo\033[0m\nthree\n");
	buf_adds(&text, "\033[?1049h\033[?25lpicture\nof it\033[?25h");
	stage_settle(&text, true);
	buf_adds(&text, "another\033[?1049lfour\n");
	stage_settle(&text, false);
	assert_string_equal(buf_text(&text), "one\n\033[31mtwo\033[0m\nthree\nfour\n");
	buf_adds(&text, "\033[?1049hpicture");
	stage_settle(&text, false);
	assert_string_equal(buf_text(&text), "one\n\033[31mtwo\033[0m\nthree\nfour\n");
	buf_clear(&text);
	buf_adds(&text, "end\033");
	stage_settle(&text, false);
	assert_string_equal(buf_text(&text), "end");
	buf_free(&text);
}

static void test_rows_are_counted_as_a_terminal_does(void **state)
{
	(void)state;
	assert_int_equal(stage_rows("", 20), 0);
	assert_int_equal(stage_rows("a\n\nb\n", 20), 3);
	assert_int_equal(stage_rows("12345678901234567890\n", 20), 1);
	assert_int_equal(stage_rows("123456789012345678901", 20), 2);
	assert_int_equal(stage_rows("\033[31m12345678901234567890\033[0m\n", 20), 1);
	assert_int_equal(stage_rows("\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\n", 4), 2);
}

/* The text shown on so many rows, `up` from its end. */
static void check_shown(int rows, int up, int was_up, const char *shown)
{
	char *text;
	size_t length;
	FILE *stream = open_memstream(&text, &length);

	assert_int_equal(stage_show(stream, "1\n2\n3\n4\n5\n", 20, rows, up), was_up);
	fclose(stream);
	assert_string_equal(text, shown);
	free(text);
}

static void test_a_slide_taller_than_the_screen_is_scrolled(void **state)
{
	(void)state;
	check_shown(3, 0, 0, "\033[H\033[2J3\n4\n5\n");
	check_shown(3, 1, 1, "\033[H\033[2J2\n3\n4\n");
	check_shown(3, 9, 2, "\033[H\033[2J1\n2\n3\n");
	check_shown(3, -1, 0, "\033[H\033[2J3\n4\n5\n");
	check_shown(8, 2, 0, "\033[H\033[2J1\n2\n3\n4\n5\n");
}

/* ---- Straight through ---- */

static struct outcome play(const char *options, const char *text)
{
	char command[400];

	snprintf(command, sizeof command, "d=$(mktemp -d); cat >$d/demo.lab; $C -f $d/demo.lab %s; s=$?; rm -r $d; exit $s", options);
	return shell(command, text, strlen(text));
}

static void test_straight_through_it_is_a_script_with_captions(void **state)
{
	struct outcome o = play("--present", "# demo\n# ## One\necho It \"is  so\" #1\nrun channel mode=self log=0 expect=deadlock\n"
	                        "expect verdict == deadlock\npause\npause 3600\n# ## Two\nrun channel log=0\n");

	(void)state;
	assert_int_equal(o.status, 0);
	check_has(o.out, " One ");
	check_has(o.out, "\n\nIt is  so #1\n\nconclab> run channel mode=self log=0\n");
	check_has(o.out, "\ndeadlock  1 task, ");
	check_has(o.out, " Two ");
	check_has(o.out, "\n\nconclab> run channel log=0\n");
	check_lacks(o.out, "expect");
	check_lacks(o.out, "pause");
	check_lacks(o.out, "try:");
	check_lacks(o.out, "\033");
	assert_string_equal(o.err, "");
	outcome_free(&o);
}

/* A false claim, a mistake, and where it stands. */
static void test_straight_through_it_is_a_test(void **state)
{
	struct outcome o;

	(void)state;
	o = play("--present", "run channel log=0\n\nexpect verdict == deadlock\necho on\n");
	assert_int_equal(o.status, 1);
	check_has(o.err, "demo.lab:3: expect: verdict == deadlock is false: verdict is ok");
	check_has(o.out, "\non\n");
	outcome_free(&o);
	o = play("--present", "# ## One\nhlep\necho on\n");
	assert_int_equal(o.status, 2);
	check_has(o.err, "demo.lab:2: there is no command 'hlep'. Did you mean 'help'?");
	check_lacks(o.out, "\non\n");
	outcome_free(&o);
	o = play("--present -k", "hlep\necho on\n");
	assert_int_equal(o.status, 2);
	check_has(o.out, "\non\n");
	outcome_free(&o);
	o = play("--present", "run channel mode=self log=0\n");
	assert_int_equal(o.status, 1);
	outcome_free(&o);
	o = play("--present", "quit 7\necho on\n");
	assert_int_equal(o.status, 7);
	outcome_free(&o);
	o = play("", "# ## One\necho said\npause 60\npause\nrun channel log=0\n");
	assert_int_equal(o.status, 0);
	assert_int_equal(strncmp(o.out, "said\nsender ", 12), 0);
	outcome_free(&o);
	o = play("", "pause soon\n");
	assert_int_equal(o.status, 2);
	check_has(o.err, "it takes a number of seconds");
	outcome_free(&o);
}

static void test_json_is_only_of_the_answers(void **state)
{
	struct outcome o = play("--present --json", "# ## One\necho said\nrun channel\npause 5\n");

	(void)state;
	assert_int_equal(o.status, 0);
	assert_int_equal(strncmp(o.out, "{\"v\":1,\"command\":\"echo\",\"text\":\"said\"}\n{\"v\":1,\"command\":\"run\",", 55), 0);
	check_lacks(o.out, "One");
	outcome_free(&o);
}

static void expect_complaint(const char *command, const char *part)
{
	struct outcome o = shell(command, "echo x\n", 7);

	assert_int_equal(o.status, 2);
	check_has(o.err, part);
	outcome_free(&o);
}

static void test_what_cannot_be_presented_is_told(void **state)
{
	struct outcome o;

	(void)state;
	expect_complaint("$C present deadlok", "there is no lecture 'deadlok'. Did you mean 'deadlock'?");
	expect_complaint("$C present /no/such.lab", "cannot read '/no/such.lab': No such file or directory");
	expect_complaint("$C -f /tmp --present", "cannot read '/tmp': Is a directory");
	expect_complaint("printf 'echo \\0' | $C -f - --present", "'-' holds a zero byte: it is not text");
	expect_complaint("$C present deadlock now", "only cast=FILE or `script` can follow, got 'now'");
	expect_complaint("$C --present run channel", "--present is for a script");
	expect_complaint("$C -f - --cast=x.cast", "--cast records one lecture");
	expect_complaint("echo present deadlock | $C -f - --present", "a lecture is being given already");
	o = shell("$C present deadlock cast=/dev/null/x.cast", "", 0);
	assert_int_equal(o.status, 3);
	check_has(o.err, "cannot write '/dev/null/x.cast'");
	assert_string_equal(o.out, "");
	outcome_free(&o);
}

/* ---- The ready ones ---- */

/* All hold in every build, as a script and as a lecture; each is a slide after the other, with a key before each command. */
static void test_the_ready_lectures_hold(void **state)
{
	struct ready ready;
	int n = 0;

	(void)state;
	if (SANITIZED)
		skip();         /* it takes its minute, and what is run is run by other tests */
	for (; ready_nth(n, &ready); n++) {
		struct lecture *lecture = lecture_read(ready.path, ready.text);
		char command[200];
		struct outcome o;

		assert_true(*lecture->about);
		assert_int_equal(lecture->items[0].kind, ITEM_CAPTION);
		assert_true(lecture_stops_before(lecture, lecture->n) >= 15);
		snprintf(command, sizeof command, "export XDG_CACHE_HOME=$(mktemp -d); $C %s %s; s=$?; rm -r $XDG_CACHE_HOME; exit $s",
		         n % 2 ? "-f" : "present", ready.path);
		o = shell(command, "", 0);
		if (o.status || *o.err)
			print_error("%s: status %d\n%s", ready.path, o.status, o.err);
		assert_int_equal(o.status, 0);
		assert_string_equal(o.err, "");
		check_lacks(o.out, "BOUNDED");
		outcome_free(&o);
		lecture_free(lecture);
	}
	assert_int_equal(n, 3);
}

static void test_they_are_listed_and_shown(void **state)
{
	struct outcome o = shell(ABSOLUTE "cd / && $C present && $C present deadlock script && $C --complete present d", "", 0);
	struct ready ready;

	(void)state;
	assert_int_equal(o.status, 0);
	assert_false(ready_find("deadlock.lab", &ready));
	assert_true(ready_find("./lectures/deadlock.lab", &ready));
	assert_true(ready_find("deadlock", &ready) && !strcmp(ready.path, "lectures/deadlock.lab"));
	check_has(o.out, "  deadlock ");
	check_has(o.out, "  thousand-runs ");
	check_has(o.out, ready.text);
	check_has(o.out, "\ndeadlock\t");
	outcome_free(&o);
}

/* ---- Casts ---- */

static void test_a_cast_is_what_asciinema_reads(void **state)
{
	char *text;
	size_t length;
	FILE *stream = open_memstream(&text, &length);
	struct cast cast;

	(void)state;
	cast_begin(&cast, stream, &(struct cast_head){ .width = 80, .height = 24, .title = "a \"b\"", .longest = 4 });
	cast_written(&cast, 0.5, "one\ntw\xc3", 7);
	cast_written(&cast, 0.25, "\xb6\033[0m\xff\n", 7);
	cast_mark(&cast, 1, "here");
	fclose(stream);
	assert_string_equal(text, "{\"version\":2,\"width\":80,\"height\":24,\"idle_time_limit\":4.0,\"title\":\"a \\\"b\\\"\"}\n"
	                    "[0.500000,\"o\",\"one\\r\\ntw\"]\n"
	                    "[0.500000,\"o\",\"\xc3\xb6\\u001b[0m\xef\xbf\xbd\\r\\n\"]\n"
	                    "[1.000000,\"m\",\"here\"]\n");
	free(text);
}

/* The same lecture is the same file, and all of what was seen is in it. */
static void test_a_lecture_is_recorded_at_reading_speed(void **state)
{
	static const char seen[] =
		ABSOLUTE "d=$(mktemp -d); export XDG_CACHE_HOME=$d; cd $d; cat >demo.lab; $C -f demo.lab --present --cast=a.cast >a.txt && "
		"$C present demo.lab cast=b.cast >b.txt && cmp a.txt b.txt && cmp a.cast b.cast && ls && cat a.cast; s=$?; "
		"if [ $s = 0 ] && command -v python3 >/dev/null; then python3 -c '"
		"import json\nhead, *events = [json.loads(line) for line in open(\"a.cast\")]\n"
		"assert head[\"version\"] == 2 and head[\"width\"] == 80\n"
		"assert max(len(line) for line in open(\"a.txt\")) <= 81\n"
		"times = [e[0] for e in events]\nassert times == sorted(times) and times[-1] > 5\n"
		"assert [e[2] for e in events if e[1] == \"m\"] == [\"One\", \"Two\"]\n"
		"last = events.pop()\nassert last[2] == \"\\033[0m\" and last[0] > times[-2] + 1\n"
		"text = \"\".join(e[2] for e in events if e[1] == \"o\").replace(\"\\r\\n\", \"\\n\").replace(\"\\033[H\\033[2J\", \"\")\n"
		"assert text.split() == open(\"a.txt\").read().split()\n'; s=$?; fi; cd /; rm -r $d; exit $s";
	static const char lecture[] = "# ## One\necho said, in a sentence that goes on and on until it is wider than the screen of the film is\nrun channel seed=1 log=0 >/dev/null\npause 3\n# ## Two\nshow version\nhelp keys\n";
	struct outcome o = shell(seen, lecture, sizeof lecture - 1);

	(void)state;
	if (o.status)
		print_error("%s%s", o.out, o.err);
	assert_int_equal(o.status, 0);
	check_has(o.out, "a.cast\na.txt\nb.cast\n");
	check_has(o.out, "\"m\",\"One\"]");
	outcome_free(&o);
}

/* Each event of the run comes, the last of them long after the first, and then how it ended. */
static void test_a_run_is_a_film(void **state)
{
	static const char film[] =
		"d=$(mktemp -d); $C -c 'run channel mode=self log=0' -c \"export cast $d/x.cast\"; cat $d/x.cast; rm -r $d";
	struct outcome o = shell(film, "", 0);
	int lines = 0;

	(void)state;
	check_has(o.out, "x.cast has 1 event of channel, ");
	check_has(o.out, "{\"version\":2,\"width\":80,\"height\":24,\"title\":\"channel mode=self log=0: deadlock\"}\n[0.");
	check_has(o.out, ",\"m\",\"deadlock\"]\n");
	check_has(o.out, "waits to send to values  0/0");
	for (const char *at = o.out; (at = strstr(at, "\"o\"")); at++)
		lines++;
	assert_true(lines > 20);
	outcome_free(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines_become_items),
		cmocka_unit_test(test_a_pause_that_is_none_is_for_the_complaint),
		cmocka_unit_test(test_stops),
		cmocka_unit_test(test_slides_fit_every_width),
		cmocka_unit_test(test_captions_wrap_at_twenty_columns),
		cmocka_unit_test(test_what_is_kept_has_settled),
		cmocka_unit_test(test_rows_are_counted_as_a_terminal_does),
		cmocka_unit_test(test_a_slide_taller_than_the_screen_is_scrolled),
		cmocka_unit_test(test_straight_through_it_is_a_script_with_captions),
		cmocka_unit_test(test_straight_through_it_is_a_test),
		cmocka_unit_test(test_json_is_only_of_the_answers),
		cmocka_unit_test(test_what_cannot_be_presented_is_told),
		cmocka_unit_test(test_the_ready_lectures_hold),
		cmocka_unit_test(test_they_are_listed_and_shown),
		cmocka_unit_test(test_a_cast_is_what_asciinema_reads),
		cmocka_unit_test(test_a_lecture_is_recorded_at_reading_speed),
		cmocka_unit_test(test_a_run_is_a_film),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
