/*
 * test_step.c - the person plays the scheduler: golden sessions of stepping and of replaying, the screen's size, the
 * prompt, the empty line, completion, JSON.
 */
#include "cmd/session/command.h"

#include <stdlib.h>
#include <unistd.h>

#include "cmd/line/complete.h"
#include "cmd/run/saved.h"
#include "cmd/step/step_state.h"
#include "cmd/step/stepping.h"
#include "lab/base/text.h"
#include "tests/check_text.h"
#include "tests/golden.h"
#include "tests/sanitized.h"

static void test_golden_replay(void **state) { (void)state; golden("replay"); }

static void test_golden_step(void **state)
{
	(void)state;
	if (THREAD_SANITIZED)
		skip();                 /* each step back is a run of its own, on threads; the other tests step, too */
	golden("step");
}

/* What it proves is proved by a search that needs fibers. */
static void test_golden_time(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	golden("time");
}

static void prompt_is(struct capture *c, const char *expected)
{
	struct buf prompt = { 0 };

	session_prompt(c->session, &prompt);
	assert_string_equal(buf_text(&prompt), expected);
	buf_free(&prompt);
}

static void test_the_prompt_counts_steps(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "step mutex");
	prompt_is(&c, "conclab(mutex:0)> ");
	say(&c, "step 12");
	prompt_is(&c, "conclab(mutex:12)> ");
	say(&c, "back 3");
	prompt_is(&c, "conclab(mutex:9)> ");
	assert_int_equal(say(&c, "conclab(mutex:9)> step"), STATUS_OK);
	prompt_is(&c, "conclab(mutex:10)> ");
	say(&c, "goto 1");
	assert_int_equal(say(&c, "back 2"), STATUS_USAGE);
	assert_string_equal(c.text, "back: there is only 1 step to take back\n");
	say(&c, "step quit");
	prompt_is(&c, "conclab> ");
	capture_close(&c);
}

static void test_a_task_alone_is_a_step(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "philosopher-2"), STATUS_USAGE);
	assert_int_equal(say(&c, "step dining"), STATUS_OK);
	for (int interactive = 0; interactive < 2; interactive++) {
		c.session->interactive = interactive;
		say(&c, "goto 0");
		assert_int_equal(say(&c, "philosopher-2; philosopher-2 1"), STATUS_OK);
		assert_string_equal(session_result(c.session)->schedule, "3x2");
		assert_int_equal(say(&c, "1"), STATUS_OK);
		prompt_is(&c, "conclab(dining:3)> ");
		say(&c, "philosopher-0 7");
		check_has(c.text, "step: philosopher-0 ");
		assert_int_equal(say(&c, "philosopher-9"), STATUS_USAGE);
		check_has(c.text, "there is no command 'philosopher-9'. Did you mean 'philosopher-");
	}
	assert_int_equal(say(&c, "clock"), STATUS_USAGE);
	check_has(c.text, "step: the clock moves by itself");
	capture_close(&c);
}

/* At a prompt the first `quit` leaves the stepping, and what it says brings everything back. */
static void test_quit_leaves_the_stepping_first(void **state)
{
	struct capture c;
	char way_back[200] = "", *line;

	(void)state;
	capture_open(&c);
	c.session->interactive = true;
	say(&c, "step dining seats=3 order=same-handed; philosopher-2; philosopher-0");
	assert_int_equal(say(&c, "quit"), STATUS_OK);
	assert_null(stepping_now(c.session));
	assert_false(c.session->quitting);
	check_has(c.text, "no longer stepping through dining; to come back:\n");
	line = strstr(c.text, "\n  step ");
	assert_non_null(line);
	line = strdup(line);
	assert_int_equal(say(&c, "t2"), STATUS_USAGE);
	check_has(c.text, "'t2' lets a task of a run move that is stepped, and none is");
	snprintf(way_back, sizeof way_back, "%.*s", (int)strcspn(line + 3, "\n"), line + 3);
	free(line);
	assert_int_equal(say(&c, way_back), STATUS_OK);
	assert_string_equal(session_result(c.session)->schedule, "3 1");
	prompt_is(&c, "conclab(dining:2)> ");
	say(&c, "quit");
	say(&c, "quit");
	assert_true(c.session->quitting);
	capture_close(&c);
}

static void test_quit_in_a_script_leaves_at_once(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "step mutex; quit");
	assert_true(c.session->quitting);
	assert_non_null(stepping_now(c.session));
	capture_close(&c);
	capture_open(&c);
	c.session->interactive = true;
	say(&c, "step mutex; quit 4");
	assert_true(c.session->quitting);
	capture_close(&c);
}

/* Enter takes the step that is marked, whatever was typed before. */
static void test_an_empty_line_is_the_next_step(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->interactive = true;
	say(&c, "step mutex lock=none");
	check_has(c.text, ">t1 task-0");
	say(&c, "");
	prompt_is(&c, "conclab(mutex:1)> ");
	say(&c, "step task-1");
	say(&c, "threads");
	say(&c, " ");
	prompt_is(&c, "conclab(mutex:3)> ");
	say(&c, "step 2");
	say(&c, "step nobody");
	say(&c, "");
	prompt_is(&c, "conclab(mutex:6)> ");
	say(&c, "undo 2");
	prompt_is(&c, "conclab(mutex:4)> ");
	c.session->interactive = false;
	say(&c, "");
	prompt_is(&c, "conclab(mutex:4)> ");
	c.session->interactive = true;
	say(&c, "continue");
	assert_int_equal(say(&c, ""), STATUS_OK);       /* there is no next step */
	assert_string_equal(c.text, "");
	capture_close(&c);
}

static void moves(struct capture *c, const char *line, const char *schedule)
{
	assert_int_equal(say(c, "goto 0"), STATUS_OK);
	assert_int_equal(say(c, line), STATUS_OK);
	assert_string_equal(session_result(c->session)->schedule, schedule);
}

static void test_a_task_by_number_or_in_short(void **state)
{
	static const char *const third[] = {
		"philosopher-2", "t3", "p2", "ph2", "p-2", "step t3", "step #3", "step p2", "step philosopher-2",
	};
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "step dining seats=12");
	check_has(c.text, " t3  philosopher-2 ");
	for (size_t i = 0; i < sizeof third / sizeof *third; i++)
		for (int interactive = 0; interactive < 2; interactive++) {
			c.session->interactive = interactive;
			moves(&c, third[i], "3");
		}
	moves(&c, "philosopher-1", "2");                /* philosopher-10 begins so, too */
	moves(&c, "p11", "12");
	moves(&c, "3", "12 2 3");                       /* so many steps */
	assert_int_equal(say(&c, "step phil"), STATUS_USAGE);
	check_has(c.text, "step: 'phil' is short for several tasks: philosopher-0, philosopher-1,");
	assert_int_equal(say(&c, "step t13"), STATUS_USAGE);
	check_has(c.text, "there is no task 13: t0 to t12");
	assert_int_equal(say(&c, "t13"), STATUS_USAGE);
	check_has(c.text, "step: there is no task 13: t0 to t12");
	assert_int_equal(say(&c, "step p12"), STATUS_USAGE);
	assert_int_equal(say(&c, "re"), STATUS_USAGE);  /* short for commands */
	check_has(c.text, "'re' is short for several: ");
	capture_close(&c);
}

/* A pattern and `quit` are not short for a task. */
static void test_short_is_weaker_than_a_word(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->interactive = true;
	say(&c, "step mutex");
	assert_int_equal(say(&c, "step tasks"), STATUS_OK);
	prompt_is(&c, "conclab(tasks:0)> ");
	assert_int_equal(say(&c, "m"), STATUS_OK);
	check_has(c.text, "measured over");
	prompt_is(&c, "conclab(tasks:0)> ");
	capture_close(&c);
}

static void test_commands_look_at_the_stepped_run(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "run tasks log=0");
	say(&c, "step worker-pool feed=main workers=2 jobs=5 buffer=1 results=1");
	say(&c, "step 2");
	say(&c, "threads");
	check_has(c.text, "worker-1");
	check_has(c.text, "send to jobs 1/1");
	say(&c, "trace last=1");
	check_has(c.text, "jobs");
	say(&c, "graph topology");
	check_has(c.text, "jobs");
	assert_int_equal(say(&c, "explain"), STATUS_OK);
	check_has(c.text, "It stands after step 2 and can go on; nothing is proved.");
	say(&c, "step quit");
	say(&c, "threads");
	check_has(c.text, "task-2");
	capture_close(&c);
}

static void test_a_bad_end_is_the_last_run(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "step worker-pool feed=main workers=2 jobs=5 buffer=1 results=1");
	assert_int_equal(say(&c, "continue"), STATUS_FINDING);
	check_has(c.text, "5 items, 4 seats");
	assert_int_equal(say(&c, "back"), STATUS_OK);
	assert_int_equal(say(&c, "step"), STATUS_FINDING);
	assert_int_equal(c.session->n_past, 2);
	say(&c, "step 0");
	assert_int_equal(c.session->n_past, 2);         /* looking again is no end */
	say(&c, "step quit");
	assert_int_equal(say(&c, "expect verdict == deadlock"), STATUS_OK);
	assert_int_equal(say(&c, "replay last log=0"), STATUS_FINDING);
	capture_close(&c);
}

static void test_a_run_ends_the_stepping(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "step mutex");
	say(&c, "run tasks log=0");
	assert_null(stepping_now(c.session));
	say(&c, "step mutex");
	say(&c, "step dining");
	prompt_is(&c, "conclab(dining:0)> ");
	capture_close(&c);
}

static void test_a_seed_lays_out_the_way(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "run mutex lock=none seed=3 log=0");
	say(&c, "step mutex lock=none seed=3");
	check_has(c.text, "step 0 of ");
	say(&c, "continue");
	assert_string_equal(session_result(c.session)->schedule, c.session->last->schedule);
	assert_int_equal(c.session->n_past, 2);
	capture_close(&c);
}

/* ---- The screen ---- */

static void screen_fits(struct capture *c, const char *line, int width, int height)
{
	int lines = 0;

	if (say(c, line) == STATUS_USAGE)
		return;                         /* it was over before */
	for (const char *at = c->text, *end; *at; at = end + (*end == '\n')) {
		struct buf one = { 0 };

		end = at + strcspn(at, "\n");
		buf_add(&one, at, (size_t)(end - at));
		if (text_columns(buf_text(&one)) > width)
			print_error("%d columns, not %d: %s\n", text_columns(buf_text(&one)), width,
			            buf_text(&one));
		assert_true(text_columns(buf_text(&one)) <= width);
		buf_free(&one);
		lines++;
	}
	assert_true(height == 0 || lines <= height);
}

/* Each pattern, at its start, in its middle and at its end. */
static void test_the_screen_fits(void **state)
{
	static const int widths[] = { 80, 20, 40, 132 };
	struct capture c;
	char line[100];

	(void)state;
	capture_open(&c);
	for (int i = 0; patterns[i]; i++)
		for (int k = 0; k < 4; k++) {
			int height = widths[k] == 80 ? 24 : 0;

			c.session->look.width = widths[k];
			snprintf(line, sizeof line, "step %s", patterns[i]->name);
			screen_fits(&c, line, widths[k], height);
			screen_fits(&c, "step 5", widths[k], height);
			screen_fits(&c, "step 7", widths[k], height);
		}
	c.session->look.width = 80;
	screen_fits(&c, "step worker-pool workers=60 jobs=200", 80, 24);
	screen_fits(&c, "step 100", 80, 24);
	screen_fits(&c, "step 1000", 80, 24);
	capture_close(&c);
}

/* In place of the picture, where there is no room for that. */
static void check_state(const struct capture *c, const char *expected)
{
	struct buf text = { 0 };

	step_state(&text, stepper_look(stepping_now(c->session)->stepper), 79);
	assert_string_equal(buf_text(&text), expected);
	buf_free(&text);
}

static void test_the_state_is_one_line(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "step mutex; step");
	check_state(&c, "task-0 holds guard; counter = 0");
	say(&c, "step dining order=same-handed; p0");
	check_state(&c, "philosopher-0 holds fork-0; fork-1 free; fork-2 free; fork-3 free; fork-4 free");
	say(&c, "p1;p2;p3");
	check_state(&c, "t1 has fork-0; t2 has fork-1; t3 has fork-2; t4 has fork-3; fork-4 free");
	say(&c, "step channel cap=8 sends=9; sender; sender; sender");
	check_state(&c, "values 3/8 (1, 2, 3)");
	say(&c, "main; sender; sender; sender");
	check_state(&c, "values 5/8 (2, 3, 4, 5, ...)");
	say(&c, "step pipeline");                        /* nothing is held, nothing can lie in a channel */
	check_state(&c, "");
	c.session->look.width = 49;
	say(&c, "step mutex; step");
	check_has(c.text, "\n task-0 holds guard; counter = 0\n");
	c.session->json = true;
	say(&c, "step mutex; step");
	check_has(c.text, "{\"object\":\"guard\",\"kind\":\"mutex\",\"state\":\"held by task-0\",\"holder\":\"task-0\"}");
	capture_close(&c);
}

/* Where there is room, the picture. */
static void test_the_screen_has_the_picture(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "step dining seats=2 order=same-handed; p0; p1");
	check_has(c.text,
	          "\n\n"
	          "            ┌───────────────┐                      ┌───────────────┐\n"
	          "            │ philosopher-0 │═══════ holds ════════│ fork-0        │\n"
	          "            │ stuck :41     │                      │ held          │\n"
	          "            └───────────────┘                      └───────────────┘\n"
	          "                    ┆ waits                                ▲\n"
	          "                    ▼                                      ┆ waits\n"
	          "            ┌───────────────┐                      ┌───────────────┐\n"
	          "            │ fork-1        │═══════ holds ════════│ philosopher-1 │\n"
	          "            │ held          │                      │*stuck :41     │\n"
	          "            └───────────────┘                      └───────────────┘\n"
	          "deadlock");
	say(&c, "step worker-pool workers=1; step 8");
	check_has(c.text, " feeder ");
	check_has(c.text, "▶ jobs ");
	capture_close(&c);
}

/* Who joins all it has started waits for the first that has not ended, and not for itself. */
static void test_all_are_joined_one_by_one(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "step bounded-buffer items=1");
	check_has(c.text, "join producer-0, until it ends\n");
	check_lacks(c.text, "join main");
	say(&c, "break join producer-0");
	say(&c, "continue");
	check_has(c.text, "step: main will join producer-0");
	capture_close(&c);
}

/* Who can move does not wait in the picture either; and how many wait is said once. */
static void test_the_picture_agrees_with_the_list(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "step bounded-buffer consumers=2 producers=1; c0; c0; c0");
	say(&c, "c0");
	check_has(c.text, "━━━━━ free\n");
	check_has(c.text, "consumer-0 waits\n");
	check_lacks(c.text, "2 wait");
	check_lacks(c.text, " 1 waits");
	say(&c, "c1; c1; c1; c1; p0; p0; p0; p0; p0");
	say(&c, "step p0 1");
	check_has(c.text, "can move :53   get woken by not-empty 1, woken\n");
	check_has(c.text, " woken :53");
	check_has(c.text, "consumer-1 waits\n");
	say(&c, "threads");
	check_has(c.text, "\nconsumer-0  woken ");
	say(&c, "c0");
	check_has(c.text, "blocked  :53   lock lock, held by producer-0\n");
	check_has(c.text, " waits :53");
	say(&c, "graph");
	check_has(c.text, "consumer-0 ──lock──────────> lock");
	capture_close(&c);
}

/* Who can move, and why the others cannot, is told in words: the colour only says it again. */
static void test_colour_is_never_alone(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "step dining order=same-handed");
	say(&c, "step 4");
	check_has(c.text, "blocked");
	check_has(c.text, "held by philosopher-1");
	check_lacks(c.text, "\033");
	c.session->look.colour = true;
	say(&c, "step 0");
	check_has(c.text, "\033[31mblocked\033[0m");
	capture_close(&c);
}

/* ---- Completion ---- */

static bool offers_word(struct capture *c, const char *before, const char *word, const char *expected)
{
	struct candidates all;
	bool found = false;

	complete(c->session, before, word, &all);
	for (int i = 0; i < all.n; i++)
		found = found || !strcmp(all.at[i].text, expected);
	candidates_free(&all);
	return found;
}

static void test_completion(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_true(offers_word(&c, "step ", "wor", "worker-pool"));
	assert_true(offers_word(&c, "step worker-pool ", "fe", "feed="));
	assert_true(offers_word(&c, "step worker-pool ", "se", "seed="));
	assert_true(offers_word(&c, "replay ", "l", "last"));
	assert_true(offers_word(&c, "export ", "s", "schedule"));
	say(&c, "step worker-pool feed=main buffer=1");
	say(&c, "step");
	assert_true(offers_word(&c, "step ", "m", "main"));
	assert_false(offers_word(&c, "step ", "w", "worker-0"));        /* it cannot move */
	assert_true(offers_word(&c, "step ", "q", "quit"));
	assert_true(offers_word(&c, "", "m", "main"));
	assert_true(offers_word(&c, "threads; ", "m", "measure"));
	assert_false(offers_word(&c, "", "w", "worker-0"));
	assert_false(offers_word(&c, "run ", "m", "main"));
	assert_true(offers_word(&c, "break ", "s", "send"));
	assert_true(offers_word(&c, "break ", "t", "time-out"));
	assert_false(offers_word(&c, "break ", "l", "lock"));           /* there is no lock */
	assert_true(offers_word(&c, "break send ", "j", "jobs"));
	capture_close(&c);
}

/* ---- JSON ---- */

static void test_json(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->json = true;
	say(&c, "step worker-pool feed=main workers=1 jobs=4 buffer=1 results=1");
	check_has(c.text, "{\"v\":1,\"command\":\"step\",\"pattern\":\"worker-pool\",\"step\":0,");
	say(&c, "step");
	check_has(
		c.text,
		"{\"task\":\"worker-0\",\"state\":\"blocked\",\"stuck\":false,\"operations\":"
		"[{\"operation\":\"receive\",\"object\":\"jobs\",\"occupancy\":0,\"capacity\":1}],\"ways\":[],"
		"\"why_not\":\"main could send or close\",\"at\":\"patterns/worker_pool.c:");
	check_has(c.text, "\"over\":false,\"verdict\":null,\"finding\":null,\"schedule\":\"0\",");
	say(&c, "break send jobs");
	assert_string_equal(
		c.text,
		"{\"v\":1,\"command\":\"break\",\"breaks\":[{\"event\":\"send\",\"object\":\"jobs\"}]}\n");
	say(&c, "continue");
	check_has(c.text, "\"note\":\"break: send jobs comes next\"}");
	say(&c, "break off");
	assert_int_equal(say(&c, "continue"), STATUS_FINDING);
	check_has(
		c.text,
		"\"over\":true,\"verdict\":\"deadlock\",\"finding\":{\"kind\":\"deadlock\",\"certain\":true,");
	say(&c, "step quit");
	assert_int_equal(say(&c, "replay"), STATUS_FINDING);
	check_has(c.text, "{\"v\":1,\"command\":\"replay\",\"pattern\":\"worker-pool\",");
	check_has(c.text, "\"engine\":\"turn\",\"seed\":null,\"verdict\":\"deadlock\"");
	say(&c, "run mutex seed=18446744073709551615");
	check_has(c.text, "\"engine\":\"turn\",\"seed\":18446744073709551615,\"verdict\":\"ok\"");
	say(&c, "run mutex");
	check_has(c.text, "\"engine\":\"free\",\"seed\":null,");
	check_has(c.text, "\"schedule\":null}");
	assert_int_equal(say(&c, "replay"), STATUS_USAGE);
	check_has(c.text, "{\"v\":1,\"command\":\"replay\",\"error\":{\"code\":\"cannot-replay\",");
	capture_close(&c);
}

/* ---- Files ---- */

static void test_what_is_exported_is_replayed(void **state)
{
	char path[] = "/tmp/conclab-schedule-XXXXXX", line[100], *schedule;
	struct buf copy = { 0 };
	struct capture c;
	int file = mkstemp(path);

	(void)state;
	assert_true(file >= 0);
	close(file);
	capture_open(&c);
	say(&c, "run mutex lock=none tasks=3 seed=9 log=0");
	buf_adds(&copy, c.session->last->schedule);
	schedule = buf_take(&copy);
	snprintf(line, sizeof line, "export schedule %s", path);
	assert_int_equal(say(&c, line), STATUS_OK);
	say(&c, "run tasks log=0");
	snprintf(line, sizeof line, "replay %s log=0 carrier=threads", path);
	say(&c, line);
	assert_string_equal(c.session->last->schedule, schedule);
	assert_string_equal(c.session->last->pattern->name, "mutex");
	assert_true(c.session->last->values[0] == 3);
	capture_close(&c);
	free(schedule);
	unlink(path);
}

/* Only the newest are kept, and the others say so. */
static void test_old_runs_are_forgotten(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->quiet = true;
	for (int i = 0; i < SAVED_RUNS + 5; i++)
		say(&c, "run tasks tasks=1 strategy=round-robin trace=off");
	assert_int_equal(say(&c, "replay #5 log=0"), STATUS_USAGE);
	check_has(c.text, "only the newest 1000 runs can be replayed");
	assert_int_equal(say(&c, "replay #6 log=0"), STATUS_OK);
	capture_close(&c);
}

/* What was found or run last is the way laid out; what explore is asked for by itself is not what was run. */
static void test_the_last_run_is_stepped(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "step last");
	check_has(c.text, "nothing has run yet");
	say(&c, "explore dining seats=3 order=same-handed");
	say(&c, "step last");
	check_has(c.text, "dining, step 0 of 3, 3 of 4 tasks can move");
	say(&c, "step quit");
	say(&c, "run dining seats=3 order=same-handed schedule=\"1 3 2\" log=0");
	say(&c, "explore");
	check_has(c.text, "its settings were for that run alone, these are the usual ones)");
	check_has(c.text, "PROVED: always ok, for dining: all 30");
	say(&c, "run dining seats=2 log=0");
	say(&c, "step last");
	check_has(c.text, "the last run was free");
	say(&c, "graph schedules dining seats=3 order=same-handed");
	check_has(c.text, "try: graph schedules dining seats=3 order=same-handed leaf=4");
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden_step),
		cmocka_unit_test(test_golden_replay),
		cmocka_unit_test(test_golden_time),
		cmocka_unit_test(test_the_prompt_counts_steps),
		cmocka_unit_test(test_a_task_alone_is_a_step),
		cmocka_unit_test(test_quit_leaves_the_stepping_first),
		cmocka_unit_test(test_quit_in_a_script_leaves_at_once),
		cmocka_unit_test(test_an_empty_line_is_the_next_step),
		cmocka_unit_test(test_a_task_by_number_or_in_short),
		cmocka_unit_test(test_short_is_weaker_than_a_word),
		cmocka_unit_test(test_commands_look_at_the_stepped_run),
		cmocka_unit_test(test_a_bad_end_is_the_last_run),
		cmocka_unit_test(test_a_run_ends_the_stepping),
		cmocka_unit_test(test_a_seed_lays_out_the_way),
		cmocka_unit_test(test_the_screen_fits),
		cmocka_unit_test(test_the_state_is_one_line),
		cmocka_unit_test(test_the_screen_has_the_picture),
		cmocka_unit_test(test_all_are_joined_one_by_one),
		cmocka_unit_test(test_the_picture_agrees_with_the_list),
		cmocka_unit_test(test_colour_is_never_alone),
		cmocka_unit_test(test_completion),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_what_is_exported_is_replayed),
		cmocka_unit_test(test_old_runs_are_forgotten),
		cmocka_unit_test(test_the_last_run_is_stepped),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
