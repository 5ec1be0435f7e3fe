/* test_cli.c - the program itself: options, statuses, scripts, and what its terminal is like. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "cmd/version.h"
#include "tests/check_text.h"
#include "tests/cli.h"
#include "tests/sanitized.h"


static void test_statuses(void **state)
{
	(void)state;
	expect_status("$C run channel", 0);
	expect_status("$C run channel mode=self", 1);
	expect_status("$C run channel mode=self expect=deadlock", 0);
	expect_status("$C run channel expect=deadlock", 1);
	expect_status("$C run channel close=twice", 1);
	expect_status("$C run generator take=1 done=off", 1);
	expect_status("$C hlep", 2);
	expect_status("$C run nothing", 2);
	expect_status("$C -c 'run channel mode=self' -c 'run channel'", 1);
	expect_status("$C -c 'hlep; run channel mode=self'", 2);
	expect_status("$C -c 'quit 9'", 9);
	expect_status("$C -c 'run channel mode=self; quit'", 1);
	expect_status("$C -c 'run channel; expect verdict == deadlock'", 1);
	expect_status("$C </dev/null", 0);
}

static void test_scripts(void **state)
{
	struct outcome o;

	(void)state;
	o = shell("$C", "show version\n# no\nrun nothing\nshow version\n", 43);
	assert_int_equal(o.status, 2);
	assert_string_equal(o.out, "conclab " CONCLAB_VERSION "\n");
	check_has(o.err, "stdin:3: run: there is no pattern 'nothing'");
	outcome_free(&o);
	o = shell("$C -k -f -", "hlep\nshow version", 17);
	assert_int_equal(o.status, 2);
	assert_string_equal(o.out, "conclab " CONCLAB_VERSION "\n");
	outcome_free(&o);
	expect_complaint("$C -f /no/such", 2, "cannot read '/no/such': No such file or directory");
	expect_complaint("$C 'run tasks log=0; graph'", 2, "a whole line is given with -c");
	expect_complaint("$C -f /tmp", 2, "cannot read '/tmp': Is a directory");
	expect_status("echo 'show version' | $C -f -", 0);
}

static void test_options(void **state)
{
	struct outcome o;

	(void)state;
	expect_complaint("$C --jsn", 2, "there is no option '--jsn'. Did you mean '--json'?");
	expect_complaint("$C -Z", 2, "there is no option '-Z'");
	expect_complaint("$C -c", 2, "needs a value");
	expect_complaint("$C --color=blue", 2, "--color must be auto, always or never, got 'blue'");
	expect_complaint("$C -c 'run channel' tasks", 2, "not both");
	expect_complaint("$C -s caap=1", 2, "has a setting 'caap'. Did you mean 'cap'");
	expect_complaint("CONCLAB_SET='cap=x' $C run channel", 2, "cap must be a number");
	expect_status("$C run channel cap=-1 2>/dev/null", 2);
	o = expect("$C run -h", 0);
	check_has(o.out, "usage: run [pattern]");
	outcome_free(&o);
	o = expect("$C --help", 0);
	check_has(o.out, "-k, --keep-going");
	check_drawing(o.out, 80, true);
	outcome_free(&o);
	o = expect("$C run channel -q -s cap=2 mode=self sends=2 receives=2", 0);
	assert_int_equal(strncmp(o.out, "ok  1 task, ", 12), 0);
	outcome_free(&o);
	o = expect("CONCLAB_SET='cap=3 sends=1' $C -s cap=4 -c 'use channel; show'", 0);
	check_has(o.out, "command line");
	check_has(o.out, "CONCLAB_SET");
	outcome_free(&o);
}

/* Run a command whose stdout python, where there is one, must find to be JSON, a value a line. */
static void expect_json(const char *arguments, int status)
{
	char command[600];
	struct outcome o;

	snprintf(command, sizeof command,
	         "f=$(mktemp); $C %s >$f; s=$?; if command -v python3 >/dev/null; then python3 -c '"
	         "import json,sys\nfor line in sys.stdin: assert json.loads(line)[\"v\"] == 1\n' "
	         "<$f || s=99; fi; rm -f $f; exit $s", arguments);
	o = expect(command, status);
	outcome_free(&o);
}

static void test_json(void **state)
{
	(void)state;
	expect_json("run channel --json", 0);
	expect_json("--json run channel mode=self", 1);
	expect_json("-j run lock-order order=opposite 'schedule=1 2' expect=any", 1);
	expect_json("-j patterns", 0);
	expect_json("-j -c 'run channel; threads; graph; trace; explain; show; show history; help'", 0);
	expect_json("-j hlep", 2);
	expect_json("-j run channel \"$(printf 'x\\377\\001=1')\"", 2);
}

static void test_json_goes_alone_to_stdout(void **state)
{
	struct outcome o = expect("$C --json -c 'use channel; cap=2; run; hlep'", 2);

	(void)state;
	assert_int_equal(o.out[0], '{');
	check_lacks(o.out, "\n\n");
	for (const char *line = o.out; *line; line = strchr(line, '\n') + 1)
		assert_int_equal(*line, '{');
	check_has(o.err, "cap = 2");
	check_has(o.err, "there is no command 'hlep'");
	outcome_free(&o);
}

/* What the prompt says at its start to somebody with this progress. */
static void expect_greeting(const char *progress, const char *words)
{
	char command[300];
	struct outcome o;

	snprintf(command, sizeof command, "d=$(mktemp -d); mkdir $d/conclab; printf '%s' >$d/conclab/progress; "
	         "echo quit | XDG_STATE_HOME=$d $C -i -n; rm -rf $d", progress);
	o = expect(command, 0);
	check_has(o.out, words);
	outcome_free(&o);
}

static void test_the_greeting_names_what_is_next(void **state)
{
	(void)state;
	expect_greeting("", "Type `lesson 1` to start,");
	expect_greeting("lesson 1 at=3\n", "You are in lesson 1: `lesson next` goes on;");
	expect_greeting("lesson 3 at=2\nlesson 5 done=1\n", "Lesson 6 is next: `lesson 6` goes on;");
	expect_greeting("lesson 1 done=1\nlesson 2 done=1\n", "Lesson 3 is next: `lesson 3` goes on;");
}

/* The end of the input is what ^D makes. */
static void test_the_end_of_input_leaves_the_stepping_first(void **state)
{
	struct outcome o = expect("echo 'step mutex' | $C -i -n", 0);

	(void)state;
	check_has(o.out, "no longer stepping through mutex; `step mutex` begins anew");
	outcome_free(&o);
	o = expect("echo 'step mutex' | $C", 0);
	check_lacks(o.out, "no longer");
	outcome_free(&o);
}

/* The limit of time that a search has when its line names none. */
static void test_seconds_from_the_environment(void **state)
{
	(void)state;
	expect_complaint("CONCLAB_SECONDS=soon $C explore tasks", 2, "explore: seconds must be a number, 0..1000000, got 'soon'");
	expect_complaint("CONCLAB_SECONDS=-1 $C sweep tasks tasks=1,2", 2, "sweep: seconds must be ");
	expect_complaint("CONCLAB_SECONDS=-1 $C repair channel mode=self", 2, "repair: seconds must be ");
	expect_status("CONCLAB_SECONDS=0 $C explore tasks", 0);
	expect_status("CONCLAB_SECONDS= $C explore tasks", 0);
	expect_status("CONCLAB_SECONDS=soon $C run tasks", 0);          /* searches alone have it */
}

static void test_colour(void **state)
{
	struct outcome o = expect("$C run channel", 0);

	(void)state;
	check_lacks(o.out, "\033");
	outcome_free(&o);
	o = expect("$C --color=always run channel", 0);
	check_has(o.out, "\033[32mok\033[0m");
	outcome_free(&o);
	o = expect("TERM=xterm CLICOLOR_FORCE=1 $C run channel", 0);
	check_has(o.out, "\033[");
	outcome_free(&o);
	o = expect("TERM=xterm CLICOLOR_FORCE=1 NO_COLOR=1 $C run channel", 0);
	check_lacks(o.out, "\033");
	outcome_free(&o);
	o = expect("TERM=dumb CLICOLOR_FORCE=1 $C run channel", 0);
	check_lacks(o.out, "\033");
	outcome_free(&o);
}

static void test_other_locales_get_ascii(void **state)
{
	struct outcome o =
		expect(THREAD_SANITIZED ? "LC_ALL=C $C -c 'run channel close=off; graph; explain; patterns'" :
		       "LC_ALL=C $C -c 'run worker-pool feed=main jobs=9; graph; explain; patterns'", 1);

	(void)state;
	for (const char *at = o.out; *at; at++)
		assert_true((unsigned char)*at < 0x80);
	outcome_free(&o);
}

/* What is offered to be typed stays on a line of its own, however long: see prose_try(). */
static void cut_offers(char *text)
{
	char *at = strstr(text, "\ntry: ");

	if (at)
		at[1] = '\0';
}

static void test_widths(void **state)
{
	static const char *const commands[] = {
		"help", "patterns", "show", "help run", "help keys", "help files", "help challenge",
		"lesson list", "run worker-pool feed=main jobs=9"
	};
	char command[200];
	struct outcome o;

	(void)state;
	for (int width = 20; width <= 80; width += SANITIZED ? 60 : 20)      /* a sanitizer is long in starting */
		for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
			snprintf(command, sizeof command, "COLUMNS=%d $C %s", width, commands[i]);
			o = shell(command, "", 0);
			assert_true(o.status <= 1);
			cut_offers(o.out);
			if (text_widest(o.out) > width)
				print_error("%s\n%s", command, o.out);
			assert_true(text_widest(o.out) <= width);
			outcome_free(&o);
		}
	expect_status("COLUMNS=1 $C help", 0);
	expect_status("COLUMNS=nonsense $C help", 0);
	expect_status("COLUMNS=-5 $C help", 0);
}

/* ns of processor time that children have taken so far. */
static long long children_took(void)
{
	struct rusage usage;

	getrusage(RUSAGE_CHILDREN, &usage);
	return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000000LL +
	       (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000LL;
}

/*
 * About speed itself. Processor time, so that a busy machine does not matter, and a hundred times what it should be, so that
 * sanitizers and slow machines do not: this finds only what is badly wrong.
 */
static void test_starting_is_quick(void **state)
{
	long long before = children_took();

	(void)state;
	expect_status("$C run tasks", 0);
	assert_true(children_took() - before < 1000 * 1000000LL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_statuses),
		cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_json_goes_alone_to_stdout),
		cmocka_unit_test(test_the_greeting_names_what_is_next),
		cmocka_unit_test(test_the_end_of_input_leaves_the_stepping_first),
		cmocka_unit_test(test_seconds_from_the_environment),
		cmocka_unit_test(test_colour),
		cmocka_unit_test(test_other_locales_get_ascii),
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_starting_is_quick),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
