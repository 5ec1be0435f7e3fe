/* test_sweep_from.c - grids put together from lines: part= and from=, whatever is wrong with the lines, and what is missing. */
#include "cmd/search/sweep.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cmd/line/complete.h"
#include "cmd/search/sweep_lines.h"
#include "lab/base/files.h"
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/sanitized.h"

/* Every test has a folder of its own, in which it stands. */
static int enter(void **state)
{
	char folder[] = "/tmp/conclab-from-XXXXXX";

	*state = getcwd(NULL, 0);
	assert_non_null(mkdtemp(folder));
	return chdir(folder);
}

static int leave(void **state)
{
	char *folder = getcwd(NULL, 0), command[200];
	int failed = chdir(*state);

	snprintf(command, sizeof command, "rm -r %s", folder);
	failed |= system(command);
	free(folder);
	free(*state);
	return failed;
}

#define GRID "worker-pool feed=main workers=1..2 jobs=1..3"

static void write_part(struct capture *c, const char *grid, int k, int n)
{
	char line[200];

	c->session->json = true;
	snprintf(line, sizeof line, "sweep %s part=%d/%d > part-%d.jsonl", grid, k, n, k);
	assert_true(say(c, line) <= STATUS_FINDING);
	c->session->json = false;
}

static void write_parts(struct capture *c, const char *grid, int n)
{
	for (int k = 1; k <= n; k++)
		write_part(c, grid, k, n);
}

static char *said_by(struct capture *c, const char *line, int status)
{
	assert_int_equal(say(c, line), status);
	return strdup(c->text);
}

static void same_both_ways(struct capture *c, const char *whole, const char *parts, int status)
{
	char *a = said_by(c, whole, status), *b = said_by(c, parts, status);

	assert_string_equal(a, b);
	free(a);
	free(b);
}

static void test_parts_make_the_whole(void **state)
{
	struct capture c;

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	for (int n = 1; n <= 8; n += 3) {               /* more parts than cells, too */
		write_parts(&c, GRID, n);
		same_both_ways(&c, "sweep " GRID, "sweep from=part-*.jsonl", STATUS_FINDING);
		same_both_ways(&c, "law " GRID, "law from=part-*.jsonl", STATUS_OK);
	}
	same_both_ways(&c, "law " GRID " beyond=2", "law beyond=2 from=part-1.jsonl,part-[2-4].jsonl part-5.jsonl from=part-[6-7].jsonl",
	               STATUS_OK);
	capture_close(&c);
}

/* Words, lists of numbers that are no range, one axis, three of them, time=any. */
static void test_all_kinds_of_grids(void **state)
{
	static const char *const grids[] = {
		"channel mode=self,two cap=0,2,1 sends=1..2", "mutex lock=one,none", "heartbeat units=1 timeout=100,5 time=any",
	};
	char line[200];
	struct capture c;

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	for (size_t i = 0; i < sizeof grids / sizeof *grids; i++) {
		write_parts(&c, grids[i], 2);
		snprintf(line, sizeof line, "sweep %s", grids[i]);
		same_both_ways(&c, line, "sweep from=part-*.jsonl", STATUS_FINDING);
		snprintf(line, sizeof line, "law %s", grids[i]);
		same_both_ways(&c, line, "law from=part-*.jsonl", STATUS_OK);
	}
	capture_close(&c);
}

static void test_the_session_does_not_turn_what_was_swept(void **state)
{
	struct capture c;
	char *whole;

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	write_parts(&c, GRID, 2);
	whole = said_by(&c, "sweep " GRID, STATUS_FINDING);
	say(&c, "set close=off results=3; set time=any; set seed=4");
	assert_int_equal(say(&c, "sweep from=part-*.jsonl"), STATUS_FINDING);
	assert_string_equal(c.text, whole);
	assert_false(sweep_newest(c.session)->any_time);
	free(whole);
	capture_close(&c);
}

/* Parts that were searched for different times stand in one map, but not without a word. */
static void test_other_limits_are_told(void **state)
{
	struct capture c;

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	write_parts(&c, GRID " seconds=5", 2);
	assert_int_equal(say(&c, "sweep from=part-*.jsonl"), STATUS_FINDING);
	check_lacks(c.text, "limits");
	write_part(&c, GRID " seconds=50", 2, 2);
	assert_int_equal(say(&c, "sweep from=part-*.jsonl"), STATUS_FINDING);
	check_has(c.text, "(The parts were not searched within the same limits: seconds=5 in part-1.jsonl:1, seconds=50 in "
	          "part-2.jsonl:1.");
	assert_int_equal(say(&c, "law from=part-*.jsonl"), STATUS_OK);
	check_has(c.text, "seconds=50 in part-2.jsonl:1.");
	assert_int_equal(system("sed -i 's/\"schedules\":0,\"seconds\":[0-9]*,//' part-2.jsonl"), 0);
	assert_int_equal(say(&c, "sweep from=part-*.jsonl"), STATUS_FINDING);
	check_lacks(c.text, "limits");  /* as a conclab of before wrote them */
	capture_close(&c);
}

static void test_a_part_is_every_so_many_th_cell(void **state)
{
	const struct sweep *sweep;
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "sweep " GRID " part=2/4"), STATUS_FINDING);
	sweep = sweep_newest(c.session);
	assert_int_equal(sweep->n_done, 2);
	for (long i = 0; i < sweep->n_cells; i++)
		assert_int_equal(sweep->cells[i].done, i % 4 == 1);
	check_has(c.text, "workers=1  -  D  -\nworkers=2  -  -  D\n");
	check_has(c.text, "2 of 6 cells done, those of part 2 of 4\n");
	check_has(c.text, "- not looked at");
	say(&c, "law");
	check_has(c.text, "on the 2 cells that were looked at, of 6: ");
	say(&c, "sweep channel cap=0..2 part=4/4");
	check_has(c.text, "0 of 3 cells done, those of part 4 of 4\n");
	capture_close(&c);
}

static void test_what_is_missing_is_named(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	write_parts(&c, GRID, 3);
	assert_int_equal(say(&c, "sweep from=part-[13].jsonl"), STATUS_USAGE);
	check_has(c.text, "sweep: 2 of 6 cells are missing: part=2/3\n");
	check_has(c.text, "workers=1  .  -  D\nworkers=2  .  -  D\n");
	check_has(c.text, "4 of 6 cells done\n");
	assert_int_equal(say(&c, "law from=part-[13].jsonl"), STATUS_USAGE);
	check_has(c.text, "on the 4 cells that were looked at, of 6: deadlock");
	check_has(c.text, "of the others nothing is claimed");
	write_parts(&c, GRID, 1);
	assert_int_equal(say(&c, "sweep from=part-1.jsonl"), STATUS_FINDING);
	assert_int_equal(say(&c, "expect cells == 6"), STATUS_USAGE);           /* no such value; the grid is there all the same */
	assert_int_equal(system("head -5 part-1.jsonl > part-2.jsonl"), 0);
	assert_int_equal(say(&c, "sweep from=part-2.jsonl"), STATUS_USAGE);
	check_has(c.text, "sweep: 1 of 6 cells is missing: cell 6\n");
	capture_close(&c);
}

/* ---- Mistakes ---- */

/* The file with the first `old` in it another text. */
static void change(const char *from, const char *to, const char *old, const char *new)
{
	size_t length;
	char *text = files_read(from, &length), *at = text ? strstr(text, old) : NULL;
	struct buf out = { 0 };

	assert_non_null(at);
	buf_add(&out, text, (size_t)(at - text));
	buf_adds(&out, new);
	buf_adds(&out, at + strlen(old));
	assert_true(files_replace(to, buf_text(&out), out.length));
	buf_free(&out);
	free(text);
}

static void test_lines_that_are_damaged(void **state)
{
	static const char *const changes[][3] = {
		{ "\"v\":1", "\"v\":2", "bad.jsonl:1: this line is of version 2; this conclab reads version 1" },
		{ "{\"v\":1", "[\"v\",1", "bad.jsonl:1: this line is damaged: a ',' should stand there" },
		{ "\"sweep\"", "\"law\"", "bad.jsonl:1: this is an answer of `law`, not of `sweep`" },
		{ "\"worker-pool\"", "\"worker-poll\"", "Did you mean 'worker-pool'?" },
		{ "\"jobs\":1", "\"jbos\":1", "bad.jsonl:1: worker-pool has no setting 'jbos'" },
		{ "\"jobs\":1,", "", "bad.jsonl:1: worker-pool has a setting 'jobs', and the line has not" },
		{ "\"jobs\":1", "\"jobs\":[1]", "its \"settings\" are none" },
		{ "\"jobs\":1", "\"jobs\":2", "its settings are not those of its cell" },
		{ "\"proved\":true", "\"proved\":1", "\"proved\" is not what `sweep --json` writes" },
		{ "\"proved\":true,", "", "it has no \"proved\"" },
		{ "\"always\"", "\"alway\"", "how often is not said" },
		{ "\"ok\":", "\"fine\":", "no run can end as \"fine\"" },
		{ "\"cell\":1", "\"exit\":1,\"cell\":1", "\"exit\" is not what `sweep --json` writes" },
		{ "\"cell\":1", "\"cell\":0", "there is no cell 0 of 6" },
		{ "\"cell\":1", "\"cell\":7", "there is no cell 7 of 6" },
		{ "\"cell\":1", "\"cell\":3", "its settings are not those of its cell" },
		{ "\"cells\":6", "\"cells\":99999999", "there is no cell 1 of 99999999" },
		{ "\"cells\":6", "\"cells\":7", "its settings are not those of its cell" },
		{ "\"axes\":{", "\"axes\":{},\"x\":{", "its \"axes\" are none" },
		{ "\"jobs\":\"1..3\"", "\"jobs\":\"1..x\"", "jobs must be a number" },
		{ "\"jobs\":\"1..3\"", "\"jobs\":\"1..4\"", "its settings are not those of its cell" },
		{ "}\n", "} x\n", "something follows its end" },
	};
	const struct sweep *before;
	struct capture c;

	(void)state;
	capture_open(&c);
	write_parts(&c, GRID, 2);
	before = sweep_newest(c.session);
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		change("part-1.jsonl", "bad.jsonl", changes[i][0], changes[i][1]);
		assert_int_equal(say(&c, "sweep from=bad.jsonl"), STATUS_USAGE);
		check_has(c.text, changes[i][2]);
		assert_ptr_equal(sweep_newest(c.session), before);
	}
	capture_close(&c);
}

static void test_lines_that_do_not_fit_the_others(void **state)
{
	static const char *const grids[][2] = {
		{ "dining seats=2..3", "other.jsonl:1: this line is about dining, and part-1.jsonl:1 about worker-pool" },
		{ "worker-pool feed=main workers=1..2 jobs=1..4", "the grid is workers=1,2 jobs=1..4 here, and workers=1,2 jobs=1..3 in part-1" },
		{ "worker-pool workers=1..2 jobs=1..3", "feed=task is said here, and feed=main in part-1.jsonl:1: that is another grid" },
		{ GRID " time=any", "this line is with time=any, and part-1.jsonl:1 with time=virtual" },
		{ GRID " by=run n=1", "this line is with by=run, and part-1.jsonl:1 with time=virtual" },
		{ GRID, "other.jsonl:1: cell 1 stands here, and in part-1.jsonl:1 as well: take one of the two away" },
	};
	char line[200];
	struct capture c;

	(void)state;
	capture_open(&c);
	write_parts(&c, GRID, 2);
	for (size_t i = 0; i < sizeof grids / sizeof *grids; i++) {
		c.session->json = true;
		snprintf(line, sizeof line, "sweep %s > other.jsonl", grids[i][0]);
		assert_true(say(&c, line) <= STATUS_FINDING);
		c.session->json = false;
		assert_int_equal(say(&c, "law from=part-1.jsonl,other.jsonl"), STATUS_USAGE);
		check_has(c.text, grids[i][1]);
	}
	capture_close(&c);
}

static void test_mistakes_on_the_line(void **state)
{
	static const char *const lines[][2] = {
		{ "sweep " GRID " part=0/3", "part must be one of so many, as 3/8, at most 20000, got '0/3'" },
		{ "sweep " GRID " part=4/3", "got '4/3'" }, { "sweep " GRID " part=2", "got '2'" },
		{ "sweep " GRID " part=1/3x", "got '1/3x'" }, { "sweep " GRID " part=1/99999999999999999999", "got '1/9999" },
		{ "law " GRID " part=1/3", "'part'" },
		{ "sweep from=", "from= needs the files" }, { "sweep from=none-*.jsonl", "cannot read none-*.jsonl: No such file" },
		{ "law from=.", "cannot read .: Is a directory" }, { "law from=empty", "there is no line in this file" },
		{ "law from=part-1.jsonl jobs=1..3", "with from= the lines say what was swept, and how: leave jobs= away" },
		{ "law from=part-1.jsonl by=run", "leave by= away" }, { "law from=part-1.jsonl time=any", "leave time= away" },
		{ "sweep from=part-1.jsonl part=1/2", "leave part= away" },
		{ "law from=part-1.jsonl beyon=3", "Did you mean 'beyond'?" },
		{ "law from=part-1.jsonl beyond=x", "beyond must be a number" },
		{ "law from=part-1.jsonl part-3.jsonl", "cannot read part-3.jsonl: No such file" },
		{ "law from=text", "text:1: this line is damaged: a value should stand there" },
		{ "law from=number", "number:1: this is no line of `sweep --json`" },
		{ "law from=zero", "zero: a file of lines has no bytes that are 0" },
	};
	struct capture c;

	(void)state;
	capture_open(&c);
	write_parts(&c, GRID, 2);
	assert_true(files_replace("empty", " \n\n", 3));
	assert_true(files_replace("text", "words\n", 6));
	assert_true(files_replace("number", "7\n", 2));
	assert_true(files_replace("zero", "7\n\0\n", 4));
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		assert_int_equal(say(&c, lines[i][0]), STATUS_USAGE);
		check_has(c.text, lines[i][1]);
	}
	capture_close(&c);
}

/* Wherever a line is cut off, it is refused. */
static void test_a_line_cut_off_anywhere_is_refused(void **state)
{
	struct arena *arena = arena_new();
	struct capture c;
	size_t length;
	char *text;

	(void)state;
	capture_open(&c);
	write_parts(&c, "channel cap=0..1", 1);
	text = files_read("part-1.jsonl", &length);
	assert_non_null(text);
	*strchr(text, '\n') = '\0';
	assert_null(sweep_line_read(&(struct sweep_line){ .place = "", .text = text }, arena));
	for (size_t n = strlen(text); n-- > 0;) {
		text[n] = '\0';
		assert_non_null(sweep_line_read(&(struct sweep_line){ .place = "", .text = text }, arena));
	}
	free(text);
	arena_free(arena);
	capture_close(&c);
}

/* ---- Runs, and JSON ---- */

static void test_runs_on_real_threads_are_read_back(void **state)
{
	const struct sweep *sweep;
	struct capture c;

	(void)state;
	capture_open(&c);
	write_parts(&c, "worker-pool workers=1,4 jobs=2 cost=2 by=run n=3", 2);
	assert_int_equal(say(&c, "sweep from=part-1.jsonl part-2.jsonl"), STATUS_OK);
	check_has(c.text, "operations/s");
	sweep = sweep_newest(c.session);
	assert_true(sweep->real);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(sweep->cells[i].runs, 3);
		assert_true(sweep_rates_of(&sweep->cells[i]).elapsed >= 2e6);
		assert_true(sweep_rates_of(&sweep->cells[i]).rate > 0);
		assert_true(sweep->cells[i].waits > 0);
	}
	capture_close(&c);
}

static void test_json_of_all_parts_is_in_order(void **state)
{
	struct capture c;
	const char *at;

	(void)state;
	SKIP_SEARCH();
	capture_open(&c);
	write_parts(&c, GRID, 4);
	c.session->json = true;
	assert_int_equal(say(&c, "sweep from=part-*.jsonl > all.jsonl"), STATUS_FINDING);
	assert_int_equal(say(&c, "sweep from=all.jsonl"), STATUS_FINDING);
	at = c.text;
	for (int cell = 1; cell <= 6; cell++) {
		char said[20];

		snprintf(said, sizeof said, "\"cell\":%d,", cell);
		at = strstr(at, said);
		assert_non_null(at);
	}
	assert_int_equal(say(&c, "law from=part-*.jsonl beyond=0"), STATUS_OK);
	check_has(c.text, "\"iff\":\"jobs > workers\",\"cells\":6,");
	capture_close(&c);
}

static void test_files_are_completed(void **state)
{
	struct candidates all;
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_true(files_replace("part-1.jsonl", "", 0));
	complete(c.session, "law ", "from=par", &all);
	assert_int_equal(all.n, 1);
	assert_string_equal(all.at[0].text, "from=part-1.jsonl");
	candidates_free(&all);
	capture_close(&c);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(test_parts_make_the_whole),
		IN_A_FOLDER(test_all_kinds_of_grids),
		IN_A_FOLDER(test_the_session_does_not_turn_what_was_swept),
		IN_A_FOLDER(test_other_limits_are_told),
		IN_A_FOLDER(test_a_part_is_every_so_many_th_cell),
		IN_A_FOLDER(test_what_is_missing_is_named),
		IN_A_FOLDER(test_lines_that_are_damaged),
		IN_A_FOLDER(test_lines_that_do_not_fit_the_others),
		IN_A_FOLDER(test_mistakes_on_the_line),
		IN_A_FOLDER(test_a_line_cut_off_anywhere_is_refused),
		IN_A_FOLDER(test_runs_on_real_threads_are_read_back),
		IN_A_FOLDER(test_json_of_all_parts_is_in_order),
		IN_A_FOLDER(test_files_are_completed),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
