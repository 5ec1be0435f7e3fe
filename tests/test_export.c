/* test_export.c - files of runs and sweeps: each can be written, and none half. */
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/export_folder.h"
#include "tests/sanitized.h"

#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/line/complete.h"
#include "cmd/look/commands.h"
#include "cmd/look/export.h"
#include "lab/engine/pattern.h"

/* ---- The table ---- */

/* With a run and a sweep each row writes into each of its endings, says so, and is in the help. */
static void test_every_row(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "sweep channel mode=self cap=0..1 sends=1..2");
	say(&c, "run dining seats=3 order=same-handed schedule=\"1 3 2\" log=0");
	for (const struct export_row *row = exports; row->what; row++)
		for (int i = 0; i < MAX_ENDINGS && (i == 0 || row->endings[i]); i++) {
			char command[100], file[100], mention[100];
			char *text;

			snprintf(command, sizeof command, "export %s %s", row->what, row->word ? row->word : "");
			snprintf(mention, sizeof mention, "export %s ", row->what);
			snprintf(file, sizeof file, "x.%s", row->endings[i] ? row->endings[i] : "any");
			assert_int_equal(say_with(&c, command, file), STATUS_OK);
			check_has(c.text, file);
			text = contents(file, NULL);
			assert_true(strlen(text) > 0);
			free(text);
			check_has(cmd_export.detail, mention);
		}
	empty_folder();
	capture_close(&c);
}

/* A step for a slide: the one that is asked for, the one a stepped run is at, the end with its verdict; or all of few. */
static void test_a_step_as_a_picture(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "run dining seats=3 order=same-handed schedule=\"1 3 2\" log=0");
	assert_int_equal(say_with(&c, "export picture at=2", "x.svg"), STATUS_OK);
	check_has(c.text, "has the picture of dining after step 2\n");
	assert_int_equal(count_in("x.svg", ">dining seats=3 order=same-handed</text>"), 1);
	assert_int_equal(count_in("x.svg", ">Step 2 of 3: philosopher-2 locks fork-2</text>"), 1);
	assert_int_equal(count_in("x.svg", ">held by philosopher-0<"), 1);
	assert_int_equal(count_in("x.svg", "nobody can move"), 0);
	assert_int_equal(count_in("x.svg", "in a cycle of waiting"), 0);
	assert_int_equal(count_in("x.svg", "<polygon fill=\"#b82300\""), 3);    /* main, philosopher-2, what it means */
	assert_int_equal(count_in("x.svg", "class="), count_in("x.svg", "<text class=") + count_in("x.svg", "<g class="));
	assert_int_equal(say_with(&c, "export picture", "x.svg"), STATUS_OK);
	assert_int_equal(count_in("x.svg", ">dining seats=3 order=same-handed: deadlock</text>"), 1);
	assert_int_equal(count_in("x.svg", "nobody can move"), 1);
	assert_int_equal(count_in("x.svg", ">holds, in a cycle of waiting</text>"), 1);
	assert_int_equal(say_with(&c, "export picture at=all", "x.svg"), STATUS_OK);
	check_has(c.text, "has 4 pictures of dining, step by step");
	assert_int_equal(count_in("x.svg", ">philosopher-0: "), 4);
	assert_int_equal(say_with(&c, "export picture at=4", "y.svg"), STATUS_USAGE);
	check_has(c.text, "that run has 3 steps: at must be 0 to 3");
	assert_int_equal(say_with(&c, "export picture at=one", "y.svg"), STATUS_USAGE);
	assert_int_equal(say_with(&c, "export picture from=1", "y.svg"), STATUS_USAGE);
	assert_int_equal(say_with(&c, "export timeline at=1", "y.svg"), STATUS_USAGE);
	check_has(c.text, "at= is for a picture");
	say(&c, "run worker-pool seed=1 log=0");
	assert_int_equal(count_files(), 1);
	assert_int_equal(say_with(&c, "export picture at=all", "y.svg"), STATUS_OK);    /* more than go onto a slide: a file each */
	check_has(c.text, "y-00.svg to ");
	assert_int_equal(count_files(), 2 + (int)session_result(c.session)->steps);
	assert_int_equal(count_in("y-00.svg", ">Before the first step</text>"), 1);
	assert_int_equal(count_in("y-07.svg", ">Step 7 of "), 2);
	say(&c, "run worker-pool jobs=600 seed=1 log=0");
	assert_int_equal(say_with(&c, "export picture at=all", "z.svg"), STATUS_USAGE);
	check_has(c.text, "steps, and at=all writes at most 1000 files: at=N is the picture of one step");
	say(&c, "run mutex lock=none loops=1 schedule=\"2 1x2 2 0x3\" log=0");
	assert_int_equal(say_with(&c, "export picture", "x.svg"), STATUS_OK);
	assert_int_equal(count_in("x.svg", "&quot;, but it came to 1</text>"), 1);
	assert_int_equal(count_in("x.svg", ">went wrong</text>"), 1);
	empty_folder();
	capture_close(&c);
}

/* Who reads it without its script has the timeline, too: of a long run the end. */
static void test_a_page_without_its_script(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "run dining seats=3 order=same-handed schedule=\"1 3 2\" log=0");
	assert_int_equal(say_with(&c, "export report", "x.html"), STATUS_OK);
	assert_int_equal(count_in("x.html", "<noscript class=\"wide\"><section"), 1);
	assert_int_equal(count_in("x.html", ">in step</text>"), 1);
	assert_int_equal(count_in("x.html", ">Step by step</text>"), 0);       /* the section says so */
	assert_int_equal(count_in("x.html", ".line[data-far] { display: none }</style></noscript>"), 1);
	assert_int_equal(count_in("x.html", "<?xml"), 0);
	say(&c, "run worker-pool jobs=80 seed=1 log=0");
	assert_int_equal(say_with(&c, "export report", "x.html"), STATUS_OK);
	assert_int_equal(count_in("x.html", " steps the last 120</span>"), 1);
	empty_folder();
	capture_close(&c);
}

/* The page has the other schedules, or says why it has not. */
static void test_a_page_says_what_tree_it_has(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "explore dining seats=2 order=same-handed");
	assert_int_equal(say_with(&c, "export report", "x.html"), STATUS_OK);
	assert_true(count_in("x.html", "<code>&quot;1") > 0);   /* a schedule as it is typed */
	say(&c, "explore mutex lock=none");
	assert_int_equal(say_with(&c, "export report", "x.html"), STATUS_OK);
	assert_int_equal(count_in("x.html", "The shortest schedule of each outcome <b>2 of "), 1);
	assert_int_equal(count_in("x.html", " schedules: all of them are too many for a page</b>"), 1);
	say(&c, "run mutex lock=none seed=1 log=0");
	assert_int_equal(say_with(&c, "export report", "x.html"), STATUS_OK);
	assert_int_equal(count_in("x.html", "This run was drawn by chance, one of many"), 1);
	say(&c, "run mutex lock=none log=0");
	assert_int_equal(say_with(&c, "export report", "x.html"), STATUS_OK);
	assert_int_equal(count_in("x.html", "This run was made by real threads"), 1);
	empty_folder();
	capture_close(&c);
}

/* Of a run that is stepped, where it stands. */
static void test_a_stepped_run_as_a_picture(void **state)
{
	struct capture c;

	(void)state;
	if (SANITIZED)
		skip();
	capture_open(&c);
	say(&c, "step dining seats=3 order=same-handed");
	say(&c, "step 2");
	assert_int_equal(say_with(&c, "export picture", "x.svg"), STATUS_OK);
	assert_int_equal(count_in("x.svg", ">dining seats=3 order=same-handed</text>"), 1);
	assert_int_equal(count_in("x.svg", ">Step 2: philosopher-1 locks fork-1</text>"), 1);
	empty_folder();
	capture_close(&c);
}

static void test_what_is_meant(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "export"), STATUS_USAGE);
	assert_int_equal(say(&c, "export trase x.json"), STATUS_USAGE);
	check_has(c.text, "there is no way to export 'trase'. Did you mean 'trace'?");
	assert_int_equal(say(&c, "export nothing x.json"), STATUS_USAGE);
	check_has(c.text, "; there is: schedule, trace, ");
	assert_int_equal(say(&c, "export trace x.json"), STATUS_USAGE);
	check_has(c.text, "nothing has run yet");
	assert_int_equal(say(&c, "export map x.svg"), STATUS_USAGE);
	check_has(c.text, "nothing has been swept yet");
	say(&c, "run dining seed=1 log=0");
	assert_int_equal(say(&c, "export graph topologie x.svg"), STATUS_USAGE);
	check_has(c.text, "there is no graph of 'topologie'. Did you mean 'topology'?");
	assert_int_equal(say(&c, "export timeline x y.svg"), STATUS_USAGE);
	assert_int_equal(say(&c, "export trace x.txt"), STATUS_USAGE);
	check_has(c.text, "'x.txt'");
	check_has(c.text, ".pftrace or .json");
	assert_int_equal(say(&c, "export trace x"), STATUS_USAGE);
	assert_int_equal(say(&c, "export graph from=2 x.svg"), STATUS_USAGE);
	assert_int_equal(say(&c, "export timeline from=9 to=2 x.svg"), STATUS_USAGE);
	assert_int_equal(say_with(&c, "export timeline from=2 to=4", "t.svg"), STATUS_OK);
	check_has(c.text, "steps 2 to 4 of ");
	assert_int_equal(say_with(&c, "export table", "t.csv"), STATUS_OK);
	check_has(c.text, "the measures of dining");
	say(&c, "sweep channel mode=self cap=0..1 sends=1");
	assert_int_equal(say_with(&c, "export table", "t.csv"), STATUS_OK);
	check_has(c.text, "2 cells of the sweep of channel");
	empty_folder();
	capture_close(&c);
}

static void test_completion(void **state)
{
	static const struct {
		const char *before, *word, *expected;
	} cases[] = {
		{ "export ", "ti", "timeline" }, { "export graph ", "to", "topology" }, { "export timeline ", "fr", "from=" },
	};
	struct capture c;

	(void)state;
	capture_open(&c);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct candidates all;
		bool found = false;

		complete(c.session, cases[i].before, cases[i].word, &all);
		for (int k = 0; k < all.n; k++)
			found |= !strcmp(all.at[k].text, cases[i].expected);
		assert_true(found);
		candidates_free(&all);
	}
	capture_close(&c);
}

/* ---- Whole or not at all ---- */

static void test_places_that_take_nothing(void **state)
{
	struct capture c;
	char link[600];

	(void)state;
	capture_open(&c);
	say(&c, "run worker-pool jobs=300 seed=1 log=0");
	snprintf(link, sizeof link, "%s/full.svg", folder);
	assert_int_equal(symlink("/dev/full", link), 0);
	assert_int_equal(say_with(&c, "export timeline", "full.svg"), STATUS_SYSTEM);
	check_has(c.text, "No space left on device");
	assert_int_equal(say(&c, "export trace /dev/full"), STATUS_SYSTEM);
	assert_int_equal(say(&c, "export trace /nowhere/x.json"), STATUS_SYSTEM);
	check_has(c.text, "cannot write '/nowhere/x.json'");
	assert_int_equal(say_with(&c, "export trace", "none/x.json"), STATUS_SYSTEM);
	assert_int_equal(count_files(), 1);
	empty_folder();
	capture_close(&c);
}

/* What was there stays where the export comes to nothing, and its link is followed where it comes to something. */
static void test_what_is_replaced(void **state)
{
	struct capture c;
	struct stat facts;
	char link[1300], *text;

	(void)state;
	capture_open(&c);
	say(&c, "run worker-pool seed=1 log=0");
	put("mine.lab", "echo mine\n", 10);
	assert_int_equal(say_with(&c, "export schedule", "mine.lab"), STATUS_USAGE);
	text = contents("mine.lab", NULL);
	assert_string_equal(text, "echo mine\n");
	free(text);
	assert_int_equal(say_with(&c, "export schedule", "new.sched"), STATUS_OK);
	assert_int_equal(say_with(&c, "export schedule", "new.sched"), STATUS_OK);
	snprintf(link, sizeof link, "rm %s/mine.lab %s/new.sched", folder, folder);
	assert_int_equal(system(link), 0);
	say(&c, "run worker-pool log=0");
	put("old.svg", "old", 3);
	snprintf(link, sizeof link, "%s/link.svg", folder);
	assert_int_equal(symlink("old.svg", link), 0);
	assert_int_equal(say_with(&c, "export schedule", "link.svg"), STATUS_USAGE);
	check_has(c.text, "the last run was free");
	text = contents("old.svg", NULL);
	assert_string_equal(text, "old");
	free(text);
	assert_int_equal(count_files(), 2);
	assert_int_equal(say_with(&c, "export timeline", "link.svg"), STATUS_OK);
	text = contents("old.svg", NULL);
	assert_true(strlen(text) > 3);
	free(text);
	assert_int_equal(lstat(link, &facts), 0);
	assert_true(S_ISLNK(facts.st_mode));
	assert_int_equal(count_files(), 2);
	empty_folder();
	capture_close(&c);
}

/* ---- A timeline ---- */

/* How wide the picture of a run is; `line` runs it. */
static double width_of(struct capture *c, const char *line)
{
	double width;
	char *text;

	say(c, line);
	assert_int_equal(say_with(c, "export timeline", "x.svg"), STATUS_OK);
	text = contents("x.svg", NULL);
	assert_int_equal(sscanf(strstr(text, "viewBox"), "viewBox=\"0 0 %lf", &width), 1);
	free(text);
	return width;
}

/* A run of few steps is as wide as its words, one of some fills a slide; one of many is wider. */
static void test_how_wide_a_timeline_is(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_true(width_of(&c, "run channel mode=self cap=1 seed=1 log=0") < 700);
	assert_true(width_of(&c, "run dining seats=3 order=same-handed schedule=\"1 3 2\" log=0") < 1100);
	assert_int_equal(lround(width_of(&c, "run dining seats=3 meals=1 seed=1 log=0")), 1600);
	assert_true(session_result(c.session)->steps >= 15);
	assert_true(width_of(&c, "run dining seats=3 meals=9 seed=1 log=0") > 2000);
	empty_folder();
	capture_close(&c);
}

/* To wait to send is not to wait to receive; and no tooltip names a step that there is not. */
static void test_what_is_waited_for(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "run worker-pool feed=main schedule=\"0x4\" log=0");
	assert_int_equal(say_with(&c, "export timeline", "x.svg"), STATUS_OK);
	assert_true(count_in("x.svg", ">waits: send to jobs<") > 0);
	assert_true(count_in("x.svg", "<title>main waits to send to jobs, at the end</title>") > 0);
	assert_int_equal(count_in("x.svg", "from step 5 to the end"), 0);
	empty_folder();
	capture_close(&c);
}

/* Steps that the run has not are asked for: what is there stays. */
static void test_a_timeline_of_no_steps(void **state)
{
	struct capture c;
	char *text, line[700];

	(void)state;
	capture_open(&c);
	put("old.svg", "old", 3);
	say(&c, "run dining seats=3 order=same-handed schedule=\"1 3 2\" log=0");
	snprintf(line, sizeof line, "export timeline %s/old.svg from=4", folder);
	assert_int_equal(say(&c, line), STATUS_USAGE);
	check_has(c.text, "from must be 1..3");
	text = contents("old.svg", NULL);
	assert_string_equal(text, "old");
	free(text);
	assert_int_equal(count_files(), 1);
	snprintf(line, sizeof line, "export timeline %s/old.svg from=3", folder);
	assert_int_equal(say(&c, line), STATUS_OK);
	empty_folder();
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_row),
		cmocka_unit_test(test_a_step_as_a_picture),
		cmocka_unit_test(test_a_page_says_what_tree_it_has),
		cmocka_unit_test(test_a_page_without_its_script),
		cmocka_unit_test(test_a_stepped_run_as_a_picture),
		cmocka_unit_test(test_what_is_meant),
		cmocka_unit_test(test_completion),
		cmocka_unit_test(test_places_that_take_nothing),
		cmocka_unit_test(test_what_is_replaced),
		cmocka_unit_test(test_how_wide_a_timeline_is),
		cmocka_unit_test(test_what_is_waited_for),
		cmocka_unit_test(test_a_timeline_of_no_steps),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
