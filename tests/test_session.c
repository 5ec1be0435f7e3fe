/*
 * test_session.c - lines, scripts, files, JSON; and the golden sessions: transcripts in tests/golden, played
 * from the first line to the last in one session each.
 */
#include "cmd/session/guest.h"
#include "cmd/session/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cmd/version.h"
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/golden.h"

/* ---- Golden sessions. ---- */

static void test_golden_errors(void **state)   { (void)state; golden("errors"); }
static void test_golden_settings(void **state) { (void)state; golden("settings"); }
static void test_golden_deadlock(void **state) { (void)state; golden("deadlock"); }
static void test_golden_patterns(void **state) { (void)state; golden("patterns"); }

/* ---- Lines and scripts. ---- */

static void test_a_line_stops_at_the_first_mistake(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "hlep; show version"), STATUS_USAGE);
	check_lacks(c.text, "conclab 0");
	c.session->keep_going = true;
	assert_int_equal(say(&c, "hlep; show version"), STATUS_USAGE);
	check_has(c.text, "conclab 0");
	assert_int_equal(c.session->worst, STATUS_USAGE);
	capture_close(&c);
}

static void test_a_pattern_is_no_command(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "mutex lock=none"), STATUS_USAGE);
	check_has(c.text, "'mutex' is a pattern, no command: `run mutex lock=none` runs it, `patterns mutex` ");
	say(&c, "worker_pool");
	check_has(c.text, "`run worker-pool` runs it");
	capture_close(&c);
}

/* The shortest of all stays what it was; every bad outcome has one of its own, and any of them can be the last run. */
static void test_every_bad_outcome_can_be_told(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->json = true;
	say(&c, "explore mutex lock=none loops=1 outcome=race");
	assert_int_equal(c.session->last->verdict, VERDICT_RACE);
	assert_non_null(strstr(c.text, "\"shortest\":{\"outcome\":\"broken\",\"steps\":7,"));
	assert_non_null(strstr(c.text, "\"bad\":{\"broken\":{\"steps\":7,"));
	assert_non_null(strstr(c.text, "\"race\":{\"steps\":7,"));
	say(&c, "explore mutex lock=none loops=1");
	assert_int_equal(c.session->last->verdict, VERDICT_BROKEN);
	say(&c, "explore mutex loops=1");
	assert_non_null(strstr(c.text, "\"shortest\":null,\"bad\":{}"));
	capture_close(&c);
}

/* A search that came to nothing, a wrong line, and what `use` selects. */
static void test_a_bare_run_is_of_what_was_started_last(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "explore channel schedules=1; explore mutex schedules=1");
	say(&c, "explore tasks tasks=0");
	say(&c, "run log=0");
	assert_string_equal(c.session->last->pattern->name, "mutex");
	say(&c, "step dining; quit");
	c.session->quitting = false;
	say(&c, "run log=0");
	assert_string_equal(c.session->last->pattern->name, "dining");
	say(&c, "use tasks; explore mutex schedules=1; run log=0");
	assert_string_equal(c.session->last->pattern->name, "tasks");
	capture_close(&c);
}

static void test_the_history_is_wrapped(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "run worker-pool workers=2 jobs=4 buffer=2 results=2 log=0; run mutex");
	for (int width = 20; width <= 80; width += 10) {
		c.session->look.width = width;
		say(&c, "show history");
		check_drawing(c.text, width, true);
		check_has(c.text, "results=2");
	}
	check_has(c.text, "\n  #2  ok           run mutex   ");
	capture_close(&c);
}

static void test_help_on_a_verdict(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "help leak"), STATUS_OK);
	check_has(c.text, "leak - a verdict: main finished, other tasks are blocked for ever");
	check_has(c.text, "It is mentioned in\n");
	check_has(c.text, "verdicts");
	say(&c, "help race");
	check_has(c.text, "race - a verdict: two unordered accesses to one cell, one of them a store");
	capture_close(&c);
}

static void test_a_finding_does_not_stop_a_line(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "run channel mode=self log=0; show version"), STATUS_FINDING);
	check_has(c.text, "conclab 0");
	capture_close(&c);
}

static void test_the_worst_status_is_kept(void **state)
{
	static const int order[] = { 0, 1, 124, 2, 3, 130 };

	(void)state;
	for (int i = 0; i < 6; i++)
		for (int k = 0; k < 6; k++)
			assert_int_equal(status_worse(order[i], order[k]), order[i > k ? i : k]);
}

/* A script. */
static int script(struct capture *c, const char *text, size_t length)
{
	FILE *file = tmpfile();
	int status;

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, length, file), length);
	rewind(file);
	rewind(c->stream);
	status = session_script(c->session, file, "demo.lab");
	fputc('\0', c->stream);
	fflush(c->stream);
	fclose(file);
	return status;
}

#define HANGING_MAP "sweep channel mode=self cap=0 sends=1,2"
#define NAIVE "run dining seats=3 order=same-handed schedule=\"1 3 2\" log=0"

/* A finding is none for a script that was waiting for it, on whatever line it says so. */
static void test_an_expected_finding_counts_for_nothing(void **state)
{
	static const struct {
		const char *text, *told;
		int         status;
	} scripts[] = {
		{ NAIVE "\nexpect verdict == deadlock\n", NULL, STATUS_OK },
		{ NAIVE "; expect verdict == deadlock\necho on\n", NULL, STATUS_OK },
		{ NAIVE "\nexplain\nexpect stuck == 4\nexpect verdict != ok\n", NULL, STATUS_OK },
		{ NAIVE "\nexpect verdict == deadlock\nreplay\nexpect verdict == deadlock\n", NULL, STATUS_OK },
		{ "explore dining seats=2 order=same-handed\nexpect verdict == deadlock\n", NULL, STATUS_OK },
		{ "step dining seats=2 order=same-handed schedule=\"1 2\"\nstep 2\nexpect verdict == deadlock\n", NULL, STATUS_OK },
		{ NAIVE "\nexpect stuck == 4\n", "demo.lab:1: a finding that nothing expected (deadlock)\n", STATUS_FINDING },
		{ HANGING_MAP "\n" HANGING_MAP "\n", "demo.lab:1: a finding that nothing expected (sweep)\n", STATUS_FINDING },
		{ HANGING_MAP "\nexpect verdict == deadlock\n", "demo.lab:2: expect: a map of many settings has no verdict: say what some "
		  "of them end in behind `sweep ...`, as expect=deadlock\n", STATUS_USAGE },
		{ NAIVE "\n" NAIVE "\nexpect verdict == deadlock\n", "demo.lab:1: a finding that nothing expected (deadlock)\n",
		  STATUS_FINDING },
		{ NAIVE "\nrun channel log=0\nexpect verdict == ok\n", "demo.lab:1: a finding that nothing expected (deadlock)\n",
		  STATUS_FINDING },
		{ NAIVE "\nexpect verdict == ok\n", "demo.lab:2: expect: verdict == ok is false: verdict is deadlock\n", STATUS_FINDING },
		{ NAIVE " expect=ok\nexpect verdict == deadlock\n", "demo.lab:1: expected ok, got deadlock\n", STATUS_FINDING },
		{ "run channel log=0 expect=deadlock\n", "demo.lab:1: expected deadlock, got ok\n", STATUS_FINDING },
		{ "explore mutex lock=none loops=1 expect=leak\n", "demo.lab:1: expected leak, got broken, race\n", STATUS_FINDING },
		{ "stress channel n=1 expect=leak\n", "demo.lab:1: expected leak, got ok\n", STATUS_FINDING },
		{ "sweep channel sends=1..2 expect=leak\n", "demo.lab:1: expected leak, got no cell that can end so\n",
		  STATUS_FINDING },
	};
	struct capture c;

	(void)state;
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
		capture_open(&c);
		assert_int_equal(script(&c, scripts[i].text, strlen(scripts[i].text)), scripts[i].status);
		assert_int_equal(c.session->worst, scripts[i].status);
		if (scripts[i].told)
			check_has(c.text, scripts[i].told);
		if (!scripts[i].told || strstr(scripts[i].told, "false") || strstr(scripts[i].told, "got"))
			check_lacks(c.text, "nothing expected");
		capture_close(&c);
	}
}

static void test_a_script_says_where(void **state)
{
	static const char text[] = "# a script\n\nshow version\r\nrun chanel\nshow history\n";
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(script(&c, text, sizeof text - 1), STATUS_USAGE);
	check_has(c.text, "conclab 0");
	check_has(c.text, "demo.lab:4: run: there is no pattern 'chanel'. Did you mean 'channel'?");
	check_lacks(c.text, "nothing has run yet");
	c.session->keep_going = true;
	assert_int_equal(script(&c, text, sizeof text - 1), STATUS_USAGE);
	check_has(c.text, "nothing has run yet");
	capture_close(&c);
}

static void test_a_script_takes_no_short_commands(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->interactive = true;
	assert_int_equal(script(&c, "patt\n", 5), STATUS_USAGE);
	capture_close(&c);
}

static void test_binary_junk_is_one_sentence(void **state)
{
	static const char text[] = "show\0version\n";
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(script(&c, text, sizeof text - 1), STATUS_USAGE);
	assert_string_equal(c.text, "demo.lab:1: this line holds a zero byte: it is not text\n");
	assert_int_equal(script(&c, "\x80\xff\x01 x\n", 6), STATUS_USAGE);
	check_has(c.text, "demo.lab:1: there is no command");
	assert_null(strchr(c.text, '\x01'));
	capture_close(&c);
}

static void test_a_script_may_end_the_session(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(script(&c, "quit 7\nshow version\n", 20), STATUS_OK);
	assert_true(c.session->quitting);
	assert_int_equal(c.session->quit_status, 7);
	assert_string_equal(c.text, "");
	capture_close(&c);
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

/* A name for a file of this test alone. */
static const char *temporary(const char *name)
{
	static char path[100];

	snprintf(path, sizeof path, "/tmp/conclab-test-%ld-%s", (long)getpid(), name);
	return path;
}

static void test_scripts_in_a_circle_end(void **state)
{
	struct capture c;
	char line[200];

	(void)state;
	snprintf(line, sizeof line, "source %s", temporary("circle"));
	write_file(temporary("circle"), line);
	capture_open(&c);
	assert_int_equal(say(&c, line), STATUS_USAGE);
	check_has(c.text, "is it a circle?");
	assert_int_equal(c.session->depth, 0);
	assert_null(c.session->file);
	unlink(temporary("circle"));
	capture_close(&c);
}

/* One of what `try:` offers can be pasted; of several one is to be chosen. */
static void test_pasted_offers(void **state)
{
	static const char *const several[] = {
		"try: run tasks, graph waits, threads",
		"conclab> run tasks, graph waits, threads",
		"  try: run tasks,  graph waits, threads",
	};
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "try: show version"), STATUS_OK);
	check_has(c.text, "conclab ");
	assert_int_equal(say(&c, "     show version   # that is it, run it"), STATUS_OK);
	for (size_t i = 0; i < sizeof several / sizeof *several; i++) {
		assert_int_equal(say(&c, several[i]), STATUS_USAGE);
		assert_string_equal(c.text, "these are alternatives; choose one: `run tasks`, `graph waits`, `threads`\n");
	}
	assert_null(c.session->last);
	assert_int_equal(say(&c, "run tasks, waits"), STATUS_USAGE);    /* no such thing */
	check_has(c.text, "run: one pattern at a time");
	say(&c, "export schedule \"a, run b\"");
	check_has(c.text, "export: ");
	capture_close(&c);
}

/* Each command that is offered after a run is one that can be typed. */
static void test_offers_are_commands(void **state)
{
	static const char *const lines[] = {
		"run worker-pool feed=main jobs=9", "explore mutex lock=none", "stress mutex lock=none n=20",
		"patterns channel", "sweep channel mode=self cap=0..1 sends=1",
	};
	char line[1000];
	struct capture c;

	(void)state;
	capture_open(&c);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		char *offers, *next;

		say(&c, lines[i]);
		offers = strstr(c.text, "try: ");
		assert_non_null(offers);
		offers = strdup(offers + 5);
		for (char *at = offers; at && *at; at = next) {
			next = strchr(at, '\n');
			if (next)
				*next++ = '\0';
			snprintf(line, sizeof line, "%s", at);
			if (say(&c, line) == STATUS_USAGE)
				fail_msg("%s offers '%s': %s", lines[i], at, c.text);
			say(&c, "step quit");
		}
		free(offers);
	}
	capture_close(&c);
}

static void test_pasted_prompts(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "conclab> show version"), STATUS_OK);
	assert_int_equal(say(&c, "conclab(worker-pool)> show version"), STATUS_OK);
	assert_int_equal(say(&c, "conclab>"), STATUS_OK);
	capture_close(&c);
}

static void test_repeat(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "repeat 3 run channel mode=self log=0"), STATUS_FINDING);
	assert_int_equal(c.session->n_past, 3);
	assert_int_equal(say(&c, "repeat 2 repeat 2 run tasks log=0"), STATUS_OK);
	assert_int_equal(c.session->n_past, 7);
	assert_int_equal(say(&c, "repeat 3 hlep"), STATUS_USAGE);
	assert_int_equal(say(&c, "repeat 0 run"), STATUS_USAGE);
	assert_int_equal(say(&c, "repeat 99999999999999 run"), STATUS_USAGE);
	assert_int_equal(say(&c, "repeat x run"), STATUS_USAGE);
	assert_int_equal(say(&c, "repeat"), STATUS_USAGE);
	capture_close(&c);
}

/* Runs that end alike are told once, and counted. */
static void test_repeat_folds_what_is_alike(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "repeat 5 run channel mode=self log=0"), STATUS_FINDING);
	assert_int_equal(c.session->n_past, 5);
	assert_int_equal(text_lines(c.text), 2);
	check_has(c.text, "deadlock  1 task, ");
	check_has(c.text, "\n5 runs: 5 deadlock\n");
	assert_int_equal(say(&c, "repeat 4 patterns channel"), STATUS_OK);
	check_has(c.text, "channel");
	assert_true(text_lines(c.text) > 4 * 5);        /* what is no run is shown each time */
	c.session->json = true;
	assert_int_equal(say(&c, "repeat 4 run channel mode=self"), STATUS_FINDING);
	assert_true(text_lines(c.text) >= 4);
	c.session->json = false;
	c.session->quiet = true;
	say(&c, "repeat 4 run channel mode=self");
	check_has(c.text, "\n4 runs: 4 deadlock\n");
	capture_close(&c);
}

static void test_run_again(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "run channel cap=4 log=0"), STATUS_OK);
	assert_int_equal(say(&c, "run log=0; expect cap == 0"), STATUS_OK); /* cap=4 was for that run only */
	assert_int_equal(say(&c, "use tasks; run log=0"), STATUS_OK);
	assert_string_equal(c.session->last->pattern->name, "tasks");
	capture_close(&c);
}

/* ---- Files. ---- */

static void test_an_answer_into_a_file(void **state)
{
	struct capture c;
	char line[200], *text;

	(void)state;
	capture_open(&c);
	snprintf(line, sizeof line, "show version > %s", temporary("file"));
	assert_int_equal(say(&c, line), STATUS_OK);
	assert_string_equal(c.text, "");
	snprintf(line, sizeof line, "show version >> %s; show version", temporary("file"));
	assert_int_equal(say(&c, line), STATUS_OK);
	check_has(c.text, "conclab 0");
	text = golden_file(temporary("file"));
	assert_string_equal(text, "conclab " CONCLAB_VERSION "\nconclab " CONCLAB_VERSION "\n");
	free(text);
	unlink(temporary("file"));
	capture_close(&c);
}

static void test_a_mistake_leaves_the_file_alone(void **state)
{
	struct capture c;
	char line[200], *text;

	(void)state;
	write_file(temporary("kept"), "old\n");
	capture_open(&c);
	snprintf(line, sizeof line, "show nonsense > %s", temporary("kept"));
	assert_int_equal(say(&c, line), STATUS_USAGE);
	text = golden_file(temporary("kept"));
	assert_string_equal(text, "old\n");
	free(text);
	unlink(temporary("kept"));
	capture_close(&c);
}

static void test_a_full_disk_is_noticed(void **state)
{
	struct capture c;

	(void)state;
	if (access("/dev/full", W_OK))
		skip();
	capture_open(&c);
	assert_int_equal(say(&c, "help > /dev/full"), STATUS_SYSTEM);
	check_has(c.text, "help: cannot write '/dev/full': No space left on device");
	assert_int_equal(say(&c, "show version"), STATUS_OK);
	capture_close(&c);
}

/* ---- JSON. ---- */

static void test_json_is_a_line_each(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->json = true;
	assert_int_equal(say(&c, "run channel mode=self sends=2"), STATUS_FINDING);
	check_has(c.text,
	          "{\"v\":1,\"command\":\"run\",\"pattern\":\"channel\",\"settings\":{\"cap\":0,\"sends\":2,");
	check_has(c.text, "\"mode\":\"self\"");
	check_has(c.text,
	          "\"engine\":\"free\",\"seed\":null,\"verdict\":\"deadlock\",\"leaked\":0,\"tasks\":1,");
	check_has(c.text,
	          "\"finding\":{\"kind\":\"deadlock\",\"certain\":true,\"blocked\":[{\"task\":\"main\","
	          "\"operation\":\"send\",\"object\":\"values\",\"occupancy\":0,\"capacity\":0,"
	          "\"at\":\"patterns/channel.c:");
	check_has(c.text, "\"cycle\":[\"main\"]");
	check_has(c.text, "\"schedule\":null}\n");
	assert_int_equal(say(&c, "run channel"), STATUS_OK);
	check_has(c.text, "\"finding\":null,\"schedule\":null}\n");
	assert_true(strchr(c.text, '\n') == c.text + strlen(c.text) - 1);
	capture_close(&c);
}

static void test_json_errors(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->json = true;
	assert_int_equal(say(&c, "run channel caap=1"), STATUS_USAGE);
	check_has(c.text, "{\"v\":1,\"command\":\"run\",\"error\":{\"code\":\"unknown-setting\",\"message\":"
	                  "\"channel has no setting 'caap'\",\"suggest\":[\"cap\"]}}\n");
	assert_int_equal(say(&c, "hlep"), STATUS_USAGE);
	check_has(c.text, "{\"v\":1,\"command\":null,\"error\":{\"code\":\"unknown-command\"");
	capture_close(&c);
}

static void test_every_command_answers_in_json(void **state)
{
	static const char *const lines[] = {
		"patterns channel", "use channel", "show", "show history", "show version", "show code",
		"set cap=1", "unset cap", "threads", "graph", "trace last=3", "explain",
		"expect verdict == ok", "help"
	};
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->json = true;
	say(&c, "run channel");
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		assert_int_equal(say(&c, lines[i]), STATUS_OK);
		check_has(c.text, "{\"v\":1,\"command\":\"");
	}
	capture_close(&c);
}

/* ---- Guests. ---- */

struct heard {
	int  answers, commands, left;
	char last[50];
};

static bool hear(struct session *session, void *state, const char *line, int *status)
{
	struct heard *heard = state;

	(void)session;
	if (strcmp(line, "42"))
		return false;
	heard->answers++;
	*status = STATUS_OK;
	return true;
}

static void hear_after(struct session *session, void *state, const char *line, int status)
{
	struct heard *heard = state;

	(void)session;
	(void)status;
	heard->commands++;
	snprintf(heard->last, sizeof heard->last, "%s", line);
}

static void hear_leave(struct session *session, void *state)
{
	(void)session;
	((struct heard *)state)->left++;
}

static void test_a_guest_hears_lines_first(void **state)
{
	static const struct guest_kind kind = {
		.name = "heard", .rank = 9, .line = hear, .after = hear_after, .free = hear_leave
	};
	struct heard heard = { 0 };
	struct capture c;

	(void)state;
	capture_open(&c);
	guest_enter(c.session, &kind, &heard);
	assert_ptr_equal(guest_state(c.session, &kind), &heard);
	assert_int_equal(say(&c, "42"), STATUS_OK);
	assert_int_equal(say(&c, "show version"), STATUS_OK);
	assert_int_equal(say(&c, "43"), STATUS_USAGE);
	assert_int_equal(heard.answers, 1);
	assert_int_equal(heard.commands, 2);
	assert_string_equal(heard.last, "43");
	guest_leave(c.session, &kind);
	assert_int_equal(heard.left, 1);
	assert_null(guest_state(c.session, &kind));
	assert_int_equal(say(&c, "42"), STATUS_USAGE);
	capture_close(&c);
	assert_int_equal(heard.left, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden_errors),
		cmocka_unit_test(test_golden_settings),
		cmocka_unit_test(test_golden_deadlock),
		cmocka_unit_test(test_golden_patterns),
		cmocka_unit_test(test_a_line_stops_at_the_first_mistake),
		cmocka_unit_test(test_a_pattern_is_no_command),
		cmocka_unit_test(test_every_bad_outcome_can_be_told),
		cmocka_unit_test(test_a_bare_run_is_of_what_was_started_last),
		cmocka_unit_test(test_the_history_is_wrapped),
		cmocka_unit_test(test_help_on_a_verdict),
		cmocka_unit_test(test_a_finding_does_not_stop_a_line),
		cmocka_unit_test(test_the_worst_status_is_kept),
		cmocka_unit_test(test_an_expected_finding_counts_for_nothing),
		cmocka_unit_test(test_a_script_says_where),
		cmocka_unit_test(test_a_script_takes_no_short_commands),
		cmocka_unit_test(test_binary_junk_is_one_sentence),
		cmocka_unit_test(test_a_script_may_end_the_session),
		cmocka_unit_test(test_scripts_in_a_circle_end),
		cmocka_unit_test(test_pasted_prompts),
		cmocka_unit_test(test_pasted_offers),
		cmocka_unit_test(test_offers_are_commands),
		cmocka_unit_test(test_repeat),
		cmocka_unit_test(test_repeat_folds_what_is_alike),
		cmocka_unit_test(test_run_again),
		cmocka_unit_test(test_an_answer_into_a_file),
		cmocka_unit_test(test_a_mistake_leaves_the_file_alone),
		cmocka_unit_test(test_a_full_disk_is_noticed),
		cmocka_unit_test(test_json_is_a_line_each),
		cmocka_unit_test(test_json_errors),
		cmocka_unit_test(test_every_command_answers_in_json),
		cmocka_unit_test(test_a_guest_hears_lines_first),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
