/* test_export_sweeps.c - files of sweeps: the map and the page of a grid of settings; and which settings a picture is of. */
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/export_folder.h"

/* The blocks of a map of three settings stand side by side, for a slide. */
static void test_a_map_of_three_settings(void **state)
{
	struct capture c;
	double width, height;
	char *text;

	(void)state;
	capture_open(&c);
	say(&c, "sweep worker-pool feed=main workers=1,2 buffer=0,1,2,3 jobs=1,2 log=0");
	assert_int_equal(say_with(&c, "export map", "x.svg"), STATUS_OK);
	text = contents("x.svg", NULL);
	assert_int_equal(sscanf(strstr(text, "viewBox"), "viewBox=\"0 0 %lf %lf", &width, &height), 2);
	assert_true(height < 1.5 * width && width < 4 * height);
	free(text);
	empty_folder();
	capture_close(&c);
}

/* A page has the map of its own pattern: where it cannot, that is said, and what would. */
static void test_a_page_and_a_map(void **state)
{
	struct capture c;
	char *page;

	(void)state;
	capture_open(&c);
	say(&c, "sweep worker-pool feed=main workers=1..2 jobs=1..3");
	assert_int_equal(say_with(&c, "export report", "x.html"), STATUS_OK);
	check_has(c.text, "has a page of the sweep of worker-pool: open it in a browser");
	page = contents("x.html", NULL);
	check_has(page, "<title>worker-pool: 3 of 6 cells always end badly</title>");
	check_has(page, "<code id=\"command\">conclab sweep worker-pool feed=main workers=1,2 jobs=1,2,3</code>");
	check_has(page, "<code>conclab run worker-pool workers=1 jobs=2 feed=main schedule=&quot;");
	check_has(page, "workers=2 jobs=3: ");
	check_lacks(page, "run-data");
	check_has(page, "Copy the command</button>");
	check_lacks(page, "iff jobs");
	check_lacks(page, "Hide the end");
	free(page);
	assert_int_equal(say_with(&c, "export map", "x.svg"), STATUS_OK);
	assert_int_equal(count_in("x.svg", "iff jobs"), 0);
	assert_int_equal(say(&c, "law beyond=0"), STATUS_OK);
	assert_int_equal(say_with(&c, "export map", "x.svg"), STATUS_OK);
	assert_int_equal(count_in("x.svg", "iff jobs &gt; workers"), 1);
	assert_int_equal(say_with(&c, "export report", "x.html"), STATUS_OK);
	page = contents("x.html", NULL);
	check_has(page, "<p class=\"law\">law: on this grid: deadlock (always) iff jobs &gt; workers;");
	free(page);
	say(&c, "run channel seed=1 log=0");
	assert_int_equal(say_with(&c, "export report", "x.html"), STATUS_OK);
	check_has(c.text, "the map of worker-pool is not in it: it is of another pattern");
	say(&c, "run worker-pool workers=1 jobs=2 feed=main seed=1 log=0");
	assert_int_equal(say_with(&c, "export report", "x.html"), STATUS_OK);
	check_lacks(c.text, "is not in it");
	page = contents("x.html", NULL);
	check_has(page, "worker-pool, swept over workers and jobs");
	free(page);
	empty_folder();
	capture_close(&c);
}

/* How many cells end badly, and how many of them whatever the schedule. */
static void test_a_page_says_how_often(void **state)
{
	static const struct {
		const char *sweep, *verdict;
	} pages[] = {
		{ "sweep worker-pool feed=main workers=1 jobs=2,3", "<title>worker-pool: 2 of 2 cells always end badly</title>" },
		{ "sweep dining order=same-handed seats=2,3", "<title>dining: 2 of 2 cells can end badly</title>" },
		{ "sweep wait-group add-where=inside cost=5 done=2,3", "<title>wait-group: 2 of 2 cells can end badly, 1 of them always does</title>" },
		{ "sweep worker-pool feed=main workers=1,2 jobs=2", "<title>worker-pool: 1 of 2 cells always ends badly</title>" },
		{ "sweep mutex lock=one loops=1,2", "<title>mutex: of 2 no cell ends badly</title>" },
	};
	struct capture c;

	(void)state;
	capture_open(&c);
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		char *page;

		say(&c, pages[i].sweep);
		assert_int_equal(say_with(&c, "export report", "x.html"), STATUS_OK);
		page = contents("x.html", NULL);
		check_has(page, pages[i].verdict);
		if (strstr(pages[i].verdict, "1 of them always does"))
			check_has(page, "sometimes deadlock, never ok; the shortest schedule");
		free(page);
	}
	empty_folder();
	capture_close(&c);
}

/* Settings that are not the usual ones tell one slide of a topology from another. */
static void test_a_topology_says_of_which_settings(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "run worker-pool workers=2 feed=main log=0 seed=1");
	assert_int_equal(say_with(&c, "export graph topology", "x.svg"), STATUS_OK);
	assert_true(count_in("x.svg", ">worker-pool workers=2 feed=main<") > 0);
	empty_folder();
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_map_of_three_settings),
		cmocka_unit_test(test_a_page_and_a_map),
		cmocka_unit_test(test_a_page_says_how_often),
		cmocka_unit_test(test_a_topology_says_of_which_settings),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
