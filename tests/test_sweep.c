/* test_sweep.c - stress, sweep, law, repair and explore as commands: grids, maps, laws, mistakes, JSON, golden sessions. */
#include "cmd/search/sweep.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cmd/line/complete.h"
#include "cmd/term/interrupt.h"
#include "lab/engine/fiber.h"
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/golden.h"
#include "tests/sanitized.h"

static void test_golden_sweep(void **state)   { (void)state; golden("sweep"); }

static void test_golden_explore(void **state)
{
	(void)state;
	if (THREAD_SANITIZED)
		skip();                 /* its searches are large, and others search there, too */
	golden("explore");
}

/* ---- Grids ---- */

static void test_a_grid_counts_with_its_last_axis_first(void **state)
{
	static const int sends[] = { 1, 3, 2 };
	int values[MAX_SETTINGS];
	struct capture c;
	const struct sweep *sweep;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "sweep channel mode=self cap=0..1 sends=1,3,2"), STATUS_FINDING);
	sweep = sweep_newest(c.session);
	assert_int_equal(sweep->n_axes, 2);
	assert_int_equal(sweep->n_cells, 6);
	assert_int_equal(sweep->n_done, 6);
	for (long i = 0; i < 6; i++) {
		sweep_values(sweep, i, values);
		assert_int_equal(values[0], i / 3);             /* cap */
		assert_int_equal(values[1], sends[i % 3]);
		assert_int_equal(cell_worst(&sweep->cells[i]), values[1] > values[0] ? VERDICT_DEADLOCK : VERDICT_OK);
		assert_true(sweep->cells[i].proved);
	}
	capture_close(&c);
}

static void test_mistakes_in_a_grid(void **state)
{
	static const char *const lines[][2] = {
		{ "sweep channel", "nothing to sweep" },
		{ "sweep channel cap=3", "nothing to sweep" },
		{ "sweep channel cap=3..1", "cap goes from the lower to the higher value: 1..3" },
		{ "sweep channel cap=1..x", "cap must be a number" },
		{ "sweep channel cap=1,,2", "cap needs a value" },
		{ "sweep channel cap=0..100000", "too many values" },
		{ "sweep channel mode=two,slef", "Did you mean 'self'?" },
		{ "sweep channel cup=0..3", "channel has no setting 'cup'. Did you mean 'cap'?" },
		{ "sweep chanel cap=0..3", "Did you mean 'channel'?" },
		{ "sweep worker-pool workers=1..30 jobs=1..30 buffer=0..30 results=0..30", "more than" },
		{ "sweep worker-pool workers=1..2 jobs=1..2 buffer=0..1 results=0..1 take=0..1 cost=0..1", "at most 5" },
		{ "law", "there is no sweep" },
		{ "stress mutex n=0", "n must be 1.." },
		{ "stress mutex by=luck", "by must be random, pct or run" },
		{ "explore mutex switches=x", "switches must be a number" },
		{ "explore mutex search=state", "search must be both, schedules or states, got 'state'. Did you mean 'states'?" },
		{ "explore mutex search=schedules time=any", "time=any is searched by states: leave time=any or search=schedules away" },
		{ "explore mutex search=schedules switches=3", "leave switches= or search=schedules away" },
		{ "repair mutex", "nothing to repair" },
		{ "set time=any; explore mutex search=schedules", "say time=virtual or leave search=schedules away" },
	};
	struct capture c;

	(void)state;
	capture_open(&c);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		assert_int_equal(say(&c, lines[i][0]), STATUS_USAGE);
		check_has(c.text, lines[i][1]);
		assert_null(sweep_newest(c.session));
	}
	capture_close(&c);
}

/* ---- Drawing ---- */

static void test_maps_keep_their_width(void **state)
{
	static const int widths[] = { 20, 40, 80 };
	struct capture c;

	(void)state;
	capture_open(&c);
	for (int i = 0; i < 3; i += THREAD_SANITIZED ? 2 : 1) {
		c.session->look.width = widths[i];
		assert_int_equal(say(&c, "sweep channel mode=self cap=0..3 sends=1..20"), STATUS_FINDING);
		check_drawing(c.text, widths[i] < 40 ? 40 : widths[i], true);   /* the legend has words of its own */
		assert_int_equal(say(&c, "sweep channel mode=self,two cap=0..1 sends=1..3"), STATUS_FINDING);
		check_has(c.text, "mode=self\n");
		check_has(c.text, "mode=two\n");
	}
	capture_close(&c);
}

static void test_letters_say_what_colours_say(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->look.colour = true;
	say(&c, "sweep mutex lock=one,none loops=1..2");
	check_has(c.text, "\033[32m.\033[0m");
	check_has(c.text, "\033[35mb\033[0m");
	check_has(c.text, "sometimes broken");
	c.session->look.colour = false;
	say(&c, "sweep mutex lock=one,none loops=1..2");
	check_lacks(c.text, "\033");
	check_has(c.text, "lock=none  b  b\n");
	capture_close(&c);
}

/* As if only the first n cells had been looked at. */
static void undo(struct sweep *sweep, long n)
{
	for (long i = n; i < sweep->n_cells; i++)
		sweep->cells[i].done = false;
	sweep->n_done = n;
}

static void test_an_interrupted_grid_is_kept(void **state)
{
	struct buf map = { 0 };
	struct capture c;
	int status;

	(void)state;
	capture_open(&c);
	say(&c, "sweep channel mode=self cap=0..3");
	undo(sweep_newest(c.session), 3);               /* as if ^C had come in the fourth */
	interrupt_install();
	raise(SIGINT);
	status = sweep_run(c.session, sweep_newest(c.session), false);
	interrupt_clear();
	assert_int_equal(status, STATUS_INTERRUPTED);
	assert_int_equal(sweep_newest(c.session)->n_done, 3);
	sweep_map(&map, sweep_newest(c.session), &c.session->look);
	check_has(buf_text(&map), "  D  D  D  -\n");
	check_has(buf_text(&map), "- not looked at\n");
	check_has(buf_text(&map), "3 of 4 cells done\n");
	buf_free(&map);
	say(&c, "sweep channel mode=self cap=0..3 sends=1..3");
	undo(sweep_newest(c.session), 7);
	say(&c, "law");
	check_has(c.text, "on the 7 cells that were looked at, of 12: deadlock");
	check_lacks(c.text, "on this grid");
	capture_close(&c);
}

/* ---- Laws ---- */

static void test_the_law_of_the_pool(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, SANITIZED ? "law worker-pool feed=main workers=1..2 jobs=1..4 beyond=0"
	                                   : "law worker-pool feed=main workers=1..3 buffer=0..1 results=0..1 jobs=1..6"),
	                 STATUS_OK);
	check_has(c.text, SANITIZED ? "deadlock (always) iff jobs > workers"
	                            : "deadlock (always) iff jobs > workers + buffer + results");
	assert_int_equal(say(&c, "law channel mode=two,self cap=0..2 sends=1..3 beyond=0"), STATUS_OK);
	check_has(c.text, "on this grid, with mode=self: deadlock (always) iff sends > cap;");
	check_has(c.text, "beyond this grid nothing is claimed");
	check_lacks(c.text, "mode=two:");
	assert_int_equal(say(&c, "law lock-order order=opposite hold=0 tasks=1..2 loops=0..2 beyond=3"), STATUS_OK);
	check_has(c.text, "deadlock (sometimes, or always) iff tasks > 1 and loops > 0;");
	check_has(c.text, "; and right on 3 more beyond them");
	assert_int_equal(say(&c, "law channel mode=self cap=5 sends=1..2"), STATUS_OK);
	check_has(c.text, "there is nothing to separate");
	capture_close(&c);
}

/* What is explored beyond is kept with the sweep. */
static void test_a_law_is_tried_beyond_its_grid(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "law channel mode=self receives=9 cap=0..2 sends=1..3 seconds=0 beyond=6"), STATUS_OK);
	check_has(c.text, "deadlock (always) iff sends > cap; learned on 9 cells, ");
	check_has(c.text, "6 more beyond them; farther out nothing is claimed");
	assert_int_equal(sweep_newest(c.session)->n_far, 6);
	assert_int_equal(say(&c, "law beyond=6"), STATUS_OK);
	check_has(c.text, "6 more beyond them; farther out nothing is claimed");
	assert_int_equal(sweep_newest(c.session)->n_far, 6);    /* they are known */
	capture_close(&c);
}

/* On one cell of each side any law fits; a cell more is asked for where they differ, until one is left. */
static void test_a_law_is_learned_again(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "law mutex lock=none tasks=1..2 loops=1 seconds=0 beyond=3"), STATUS_OK);
	check_has(c.text, "broken (sometimes, or always) iff tasks > 1;");
	assert_int_equal(say(&c, "law fan-in feed=main sources=1..2 items=1..2 buffer=1..2 seconds=0"), STATUS_OK);
	check_has(c.text, "deadlock (always) iff sources x items > buffer;");
	check_has(c.text, " more beyond them, and right on");
	capture_close(&c);
}

/* Some cells always end so and others may: each has its law. */
static void test_a_law_of_what_is_always_so(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->json = true;
	assert_int_equal(say(&c, "law semaphore take=one-by-one cost=0 tasks=0..2 each=1..3 permits=0..3 beyond=0"), STATUS_OK);
	check_has(c.text, "\"iff\":\"tasks x (each - 1) >= permits and tasks > 0\"");
	check_has(c.text, "\"how\":\"possible\",\"learned\":36,\"right\":0,\"wrong\":0,\"also\":[");
	check_has(c.text, "\"iff\":\"each > permits and tasks > 0\"");
	check_has(c.text, "\"how\":\"always\",");
	capture_close(&c);
}

/* ---- Repairs ---- */

/* One that breaks again when another number grows is no repair: a search that is cut by a clock has not seen that. */
static void test_explore_tells_no_repair_that_does_not_last(void **state)
{
	struct capture c;

	(void)state;
	if (SANITIZED)
		skip();                 /* threads carry every run there */
	capture_open(&c);
	assert_int_equal(say(&c, "explore semaphore permits=0"), STATUS_FINDING);
	check_lacks(c.text, "would finish");
	assert_int_equal(say(&c, "repair semaphore permits=0"), STATUS_OK);
	check_has(c.text, "permits=1  but not for long: it breaks again with each=2");
	capture_close(&c);
}

static void test_repairs_true_and_false(void **state)
{
	struct capture c;

	(void)state;
	if (SANITIZED)
		skip();
	capture_open(&c);
	assert_int_equal(say(&c, "repair channel mode=self sends=2"), STATUS_OK);
	check_has(c.text, "mode=two  proved");
	check_has(c.text, "cap=2     but not for long: it breaks again with sends=3");
	assert_int_equal(say(&c, "explore dining order=same-handed"), STATUS_FINDING);
	check_has(c.text, "would finish with order=ordered, or order=one-left (proved)\n");
	assert_int_equal(say(&c, "explore mutex lock=none; repair"), STATUS_FINDING);
	check_has(c.text, "would end well with lock=one (proved)\n");
	check_has(c.text, "lock=one  proved");
	assert_int_equal(say(&c, "repair channel close=off"), STATUS_OK);
	check_has(c.text, "close=on  proved, and with one more of any other number but sends (which\n");
	assert_int_equal(say(&c, "repair heartbeat units=1 timeout=5 seconds=0"), STATUS_OK);
	if (FIBERS)
		check_has(c.text, "heeds=off   proved, with time=any, too; and with one more of any other");
	check_has(c.text, "breaks again with pulse=5");
	capture_close(&c);
}

/* A thousand jobs: no machine decides it in a second. */
/* Where threads carry the runs, there is a limit of work for all, whatever the time. */
static void test_a_count_that_cuts_is_told(void **state)
{
	struct capture c;

	(void)state;
	if (FIBERS)
		skip();
	capture_open(&c);
	say(&c, "repair worker-pool feed=main jobs=20 seconds=0");
	check_has(c.text, "not decided in 20,000 steps of search: ");
	check_lacks(c.text, "in the time");
	check_lacks(c.text, "seconds=");
	capture_close(&c);
}

static void test_what_is_open_is_listed(void **state)
{
	struct capture c;

	(void)state;
	if (SANITIZED)
		skip();
	capture_open(&c);
	say(&c, "repair worker-pool feed=main jobs=1000 seconds=1");
	check_has(c.text, "\nnot decided in the time: feed=task,select");
	check_has(c.text, "try: repair worker-pool jobs=1000 feed=main seconds=10\n");
	c.session->json = true;
	say(&c, "repair worker-pool feed=main jobs=1000 seconds=1");
	check_has(c.text, "\"undecided\":[{\"feed\":\"task\"},{\"feed\":\"select\"}");
	check_has(c.text, "\"complete\":false}");
	capture_close(&c);
}

/* ---- Stress ---- */

static void test_a_bad_seed_is_bad_again(void **state)
{
	struct capture c;
	const char *at;
	char line[100];

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, SANITIZED ? "stress dining order=same-handed n=60" : "stress dining order=same-handed n=300"), STATUS_FINDING);
	at = strstr(c.text, "seed=");
	assert_non_null(at);
	snprintf(line, sizeof line, "run dining order=same-handed seed=%ld log=0", strtol(at + 5, NULL, 10));
	assert_int_equal(say(&c, line), STATUS_FINDING);
	check_has(c.text, "deadlock");
	assert_int_equal(say(&c, SANITIZED ? "stress dining order=same-handed n=60 by=pct pct-depth=4 strategy=pct"
	                                   : "stress dining order=same-handed n=300 by=pct pct-depth=4 strategy=pct"), STATUS_FINDING);
	assert_int_equal(say(&c, "stress mutex tasks=1 loops=100000 n=1 by=pct"), STATUS_TIMEOUT);
	check_has(c.text, "cut  1  100.00 %");
	check_has(c.text, "all runs were left after 100,000 steps");
	check_has(c.text, "try: explore mutex tasks=1  #");
	assert_int_equal(say(&c, "explore mutex tasks=1 loops=100000 schedules=1"), STATUS_TIMEOUT);
	check_has(c.text, "SAMPLED: nothing has come to an end, for its runs are long");
	check_has(c.text, "1 schedule, which did not end");
	check_has(c.text, "cut  so far  1 schedule, left after 100,000 steps");
	check_has(c.text, "try: explore mutex tasks=1  #");
	assert_int_equal(say(&c, "stress dining n=20 by=run"), STATUS_OK);
	check_has(c.text, "20 runs on real threads");
	capture_close(&c);
}

/* ---- Completing ---- */

static bool offers(const struct session *session, const char *before, const char *word, const char *text)
{
	struct candidates all;
	bool found = false;

	complete(session, before, word, &all);
	for (int i = 0; i < all.n; i++)
		found = found || !strcmp(all.at[i].text, text);
	candidates_free(&all);
	return found;
}

static void test_several_values_are_offered(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_true(offers(c.session, "sweep ", "work", "worker-pool"));
	assert_true(offers(c.session, "sweep worker-pool ", "workers=", "workers=1..4"));
	assert_true(offers(c.session, "law worker-pool ", "feed=", "feed=task,main,select"));
	assert_false(offers(c.session, "explore worker-pool ", "workers=", "workers=1..4"));
	assert_true(offers(c.session, "explore worker-pool ", "feed=m", "feed=main"));
	capture_close(&c);
}

/* ---- Exploring ---- */

static void test_the_shortest_becomes_the_last_run(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, SANITIZED ? "set seats=2" : "set seats=4"), STATUS_OK);
	assert_int_equal(say(&c, "explore dining order=same-handed"), STATUS_FINDING);
	assert_int_equal(say(&c, SANITIZED ? "expect verdict == deadlock; expect seats == 2"
	                                   : "expect verdict == deadlock; expect seats == 4"), STATUS_OK);
	assert_int_equal(say(&c, "explain"), STATUS_OK);
	check_has(c.text, "fork-0");
	assert_int_equal(say(&c, "explore dining order=same-handed expect=deadlock"), STATUS_OK);
	assert_int_equal(say(&c, "explore dining expect=deadlock"), STATUS_FINDING);
	assert_int_equal(say(&c, "explore dining"), STATUS_OK);
	capture_close(&c);
}

/* A map has no verdict: what is expected of it stands on its line, and what would be ignored is a mistake. */
static void test_what_is_expected_of_a_map(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "run channel; expect verdict == ok"), STATUS_OK);
	assert_int_equal(say(&c, "sweep channel mode=self cap=0..1 sends=1 expect=deadlock"), STATUS_OK);
	assert_int_equal(say(&c, "expect verdict == ok"), STATUS_USAGE);
	check_has(c.text, "a map of many settings has no verdict");
	assert_int_equal(say(&c, "sweep channel mode=self cap=0..1 sends=1 expect=ok"), STATUS_OK);
	assert_int_equal(say(&c, "sweep channel mode=self cap=0..1 sends=1 expect=panic"), STATUS_FINDING);
	assert_int_equal(say(&c, "run channel; expect verdict == ok"), STATUS_OK);
	say(&c, "sweep channel mode=self cap=0..1 sends=1");
	assert_int_equal(say(&c, "step tasks; expect verdict != deadlock"), STATUS_OK);         /* it is about that run */
	assert_int_equal(say(&c, "step quit"), STATUS_OK);
	assert_int_equal(say(&c, "law channel mode=self cap=0..1 expect=deadlock"), STATUS_USAGE);
	check_has(c.text, "a law has no verdict");
	assert_int_equal(say(&c, "law expect=deadlock"), STATUS_USAGE);
	assert_int_equal(say(&c, "repair channel mode=self cap=0 expect=deadlock"), STATUS_USAGE);
	check_has(c.text, "a repair has no verdict");
	capture_close(&c);
}

static void test_a_limit_is_no_proof(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "explore dining schedules=5");
	check_has(c.text, "BOUNDED");
	check_has(c.text, "limit of schedules");
	check_lacks(c.text, "PROVED");
	c.session->json = true;
	say(&c, "explore dining schedules=5");
	check_has(c.text, "\"proved\":false");
	capture_close(&c);
}

static void test_json_has_what_scripts_rely_on(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->json = true;
	assert_int_equal(say(&c, "explore mutex lock=none loops=2"), STATUS_FINDING);
	check_has(c.text, "{\"v\":1,\"command\":\"explore\",\"pattern\":\"mutex\",\"settings\":{\"tasks\":2,");
	check_has(c.text, "\"proved\":true,\"outcomes\":{\"broken\":\"sometimes\",\"race\":\"sometimes\"},\"leaked\":[0,0],"
	                  "\"finals\":{\"counter\":[2,3,4]},\"search\":\"dpor\",\"schedules\":");
	check_has(c.text, "\"shortest\":{\"outcome\":\"broken\",\"steps\":11,");
	assert_int_equal(say(&c, "explore mutex"), STATUS_OK);
	check_has(c.text, "\"shortest\":null,\"bad\":{}}\n");
	assert_int_equal(say(&c, "sweep channel mode=self cap=0..1 sends=1"), STATUS_FINDING);
	check_has(c.text, "{\"v\":1,\"command\":\"sweep\",\"pattern\":\"channel\",\"settings\":{\"cap\":0,");
	check_has(c.text, "\n{\"v\":1,\"command\":\"sweep\",\"pattern\":\"channel\",\"settings\":{\"cap\":1,");
	assert_int_equal(say(&c, "stress mutex n=7"), STATUS_OK);
	check_has(c.text, "\"by\":\"random\",\"runs\":7,\"outcomes\":{\"ok\":7}");
	assert_int_equal(say(&c, "law channel mode=self cap=0..2 sends=1..4"), STATUS_OK);
	check_has(c.text, "\"iff\":\"sends > cap\"");
	assert_int_equal(say(&c, "repair channel mode=self sends=1"), STATUS_OK);
	check_has(c.text, "{\"set\":{\"mode\":\"two\"},\"lasts\":true,\"breaks_with\":null,\"at_any_time\":true}");
	capture_close(&c);
}

static void test_json_names_the_time(void **state)
{
	static const char *const lines[] = {
		"explore heartbeat units=1 schedules=20", "stress heartbeat n=5",
		"sweep heartbeat units=1 timeout=30,100 schedules=20", "law heartbeat units=1 timeout=5,100 schedules=20",
		"repair heartbeat units=1 timeout=5", "run heartbeat seed=1", "step heartbeat",
	};
	struct capture c;
	char line[100];

	(void)state;
	capture_open(&c);
	c.session->json = true;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		say(&c, lines[i]);
		check_has(c.text, "\"time\":\"virtual\"");
		if (!FIBERS && strncmp(lines[i], "repair", 6) == 0)
			continue;       /* with time=any there are only samples then, and those may all be well */
		snprintf(line, sizeof line, "%s time=any", lines[i]);
		say(&c, line);
		check_has(c.text, "\"time\":\"any\"");
		check_lacks(c.text, "\"time\":\"virtual\"");
	}
	say(&c, "run channel");
	check_has(c.text, "\"time\":\"real\"");
	capture_close(&c);
}

/* A run on real threads never takes less time than what its tasks sleep; how much more is up to the system. */
static void test_a_grid_run_on_real_threads(void **state)
{
	const struct cell *cells;
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "sweep worker-pool workers=1,4 jobs=8 cost=5 by=run n=2"), STATUS_OK);
	cells = sweep_newest(c.session)->cells;
	for (int i = 0; i < 2; i++) {
		assert_int_equal(cells[i].runs, 2);
		assert_true(cells[i].always[VERDICT_OK]);
		assert_true(cells[i].elapsed >= 2 * 5e6 * (i == 0 ? 8 : 2));
		assert_true(cells[i].waits > 0);
		assert_true(cells[i].longest * (double)cells[i].waits >= cells[i].waiting);
		assert_true(cells[i].operations >= 2 * 4 * 8);  /* two sends and two receives a job */
	}
	assert_true(cells[0].longest >= 5e6);                   /* a second job waits for the first */
	check_has(c.text, "operations/s");
	check_has(c.text, "mean wait");
	c.session->json = true;
	say(&c, "sweep rwlock prefer=reader,writer readers=2 loops=4 by=run n=1");
	check_has(c.text, "\"by\":\"run\",\"runs\":1,\"proved\":false");
	check_has(c.text, "\"operations_per_second\":");
	check_has(c.text, "\"mean_wait_ms\":");
	check_has(c.text, "\"longest_wait_ms\":");
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_grid_run_on_real_threads),
		cmocka_unit_test(test_golden_explore),
		cmocka_unit_test(test_golden_sweep),
		cmocka_unit_test(test_a_grid_counts_with_its_last_axis_first),
		cmocka_unit_test(test_mistakes_in_a_grid),
		cmocka_unit_test(test_maps_keep_their_width),
		cmocka_unit_test(test_letters_say_what_colours_say),
		cmocka_unit_test(test_an_interrupted_grid_is_kept),
		cmocka_unit_test(test_the_law_of_the_pool),
		cmocka_unit_test(test_a_law_is_tried_beyond_its_grid),
		cmocka_unit_test(test_a_law_is_learned_again),
		cmocka_unit_test(test_a_law_of_what_is_always_so),
		cmocka_unit_test(test_explore_tells_no_repair_that_does_not_last),
		cmocka_unit_test(test_repairs_true_and_false),
		cmocka_unit_test(test_a_count_that_cuts_is_told),
		cmocka_unit_test(test_what_is_open_is_listed),
		cmocka_unit_test(test_a_bad_seed_is_bad_again),
		cmocka_unit_test(test_several_values_are_offered),
		cmocka_unit_test(test_the_shortest_becomes_the_last_run),
		cmocka_unit_test(test_what_is_expected_of_a_map),
		cmocka_unit_test(test_a_limit_is_no_proof),
		cmocka_unit_test(test_json_has_what_scripts_rely_on),
		cmocka_unit_test(test_json_names_the_time),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
