/* test_report.c - what `export report` writes: the page of a run, with what a search or a sweep has found of it. */
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/export_folder.h"
#include "tests/page_form.h"
#include "tests/sanitized.h"

/* The page that `export report` writes now. To be given back with free(). */
static char *page_now(struct capture *c)
{
	assert_int_equal(say_with(c, "export report", "page.html"), STATUS_OK);
	return contents("page.html", NULL);
}

/* What was claimed is not told as if it were so; and there are as many steps everywhere as the search has counted. */
static void test_a_claim_is_told_as_one(void **state)
{
	struct capture c;
	char *page;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "run mutex lock=none loops=1 schedule=\"2 1x2 2 0x3\""), STATUS_FINDING);
	page = page_now(&c);
	check_has(page, "<p class=\"why\">Broken: it was claimed that no update is lost, but it came to 1 instead of 2.");
	check_has(page, "<p id=\"said\" class=\"say\">After step 7 of 7: main goes wrong. So it ends: broken.</p>");
	check_has(page, "<summary>7 steps</summary>");
	check_has(page, "<li value=\"7\">main loads counter=1</li>\n<li class=\"then\">main goes wrong</li>");
	check_has(page, "class=\"task wrong moves\"");
	check_has(page, ">went wrong</text>");
	check_lacks(page, "of 8");
	check_has(page, "</svg>waits for</li>");                /* what lines mean, of those that there are */
	check_lacks(page, "</svg>holds</li>");
	check_lacks(page, "in a cycle of waiting</li>");
	check_lacks(page, "</span>sleeps</li>");
	check_lacks(page, "</span>holds a lock</li>");
	check_has(page, "as task numbers: 0 main, 1 task-0, 2 task-1; 1x4 is four steps");
	free(page);
	capture_close(&c);
}

/* How often `part` is in it. */
static int count(const char *text, const char *part)
{
	int n = 0;

	for (const char *at = text; (at = strstr(at, part)); at++)
		n++;
	return n;
}

static void check_same(struct capture *c, const char *run, const char *schedule, const char *words)
{
	char leaf[200], *page;

	assert_true(say(c, run) <= STATUS_FINDING);
	page = page_now(c);
	snprintf(leaf, sizeof leaf, "<code>&quot;%s&quot;</code> <b class=\"same\">the one shown above%s</b>", schedule, words);
	assert_int_equal(count(page, "<b class=\"same\">"), schedule ? 1 : 0);
	if (schedule)
		check_has(page, leaf);
	free(page);
}

/* Of the schedules that are listed, the one that is shown says so, also where it is told in another order; and no other does. */
static void test_the_schedule_that_is_shown_is_marked(void **state)
{
	static const char other[] = ", but for the order of steps that have nothing to do with each other";
	struct capture c;

	(void)state;
	if (SANITIZED)
		skip();
	capture_open(&c);
	check_same(&c, "run dining seats=3 order=same-handed schedule=\"1 3 2\" log=0", "1 2 3", other);
	check_same(&c, "run dining seats=3 order=same-handed schedule=\"1 2 3\" log=0", "1 2 3", "");
	check_same(&c, "run mutex lock=none loops=1 schedule=\"2 1x2 2 0x3\" log=0", "1 2 1 0 2 0x2", other);
	check_same(&c, "run mutex lock=none loops=1 schedule=\"2 1 2 1 0x3\" log=0", "1 2x2 1 0x3", other);
	check_same(&c, "run dining seats=3 order=same-handed seed=3 log=0", NULL, "");
	capture_close(&c);
}

/* Where a search came to its limit, and more schedules are counted than are shown, what may be missing is an outcome. */
static void test_what_a_search_has_left_is_said(void **state)
{
	struct capture c;
	char *page;

	(void)state;
	if (SANITIZED)
		skip();
	capture_open(&c);
	assert_int_equal(say(&c, "run worker-pool workers=4 jobs=8 schedule=\"0\" log=0"), STATUS_OK);
	page = page_now(&c);
	check_has(page, "of more than 1000 schedules: all of them are too many for a page</b> there may be other outcomes: limit of schedules</h2>");
	free(page);
	capture_close(&c);
}

/* That a schedule is the shortest is said of what a search has found, and of nothing else. */
static void test_only_a_search_knows_the_shortest(void **state)
{
	struct capture c;
	char *page;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "run dining seats=3 order=same-handed schedule=\"1 2 3\""), STATUS_FINDING);
	page = page_now(&c);
	check_lacks(page, "to end so");
	free(page);
	assert_int_equal(say(&c, "explore dining seats=3"), STATUS_OK);
	page = page_now(&c);
	check_lacks(page, "to end so");
	free(page);
	capture_close(&c);
}

static void test_the_command_writes_a_page(void **state)
{
	struct capture c;
	char *page;

	(void)state;
	capture_open(&c);
	assert_int_equal(say_with(&c, "export report", "page.html"), STATUS_USAGE);
	assert_int_equal(say(&c, "sweep dining seats=2..3 order=same-handed,ordered meals=1"), STATUS_FINDING);
	assert_int_equal(say(&c, "explore dining seats=3 order=same-handed"), STATUS_FINDING);
	page = page_now(&c);
	check_has(c.text, "has a page of dining");
	check_has(page, SANITIZED ? "It takes 3 steps to end so: the fewest that were found, maybe not the fewest there are." :
	          "It takes 3 steps to end so, and no schedule takes fewer: that is proved.</p>");
	check_has(page, "<span class=\"leaf bad shortest\">deadlock</span> 3 steps");
	check_nesting(page);
	check_ids(page);
	check_asks_for_nothing(page);
	check_has(page, "conclab run dining seats=3 order=same-handed schedule=&quot;");
	check_has(page, "None of the 4 tasks that are left can ever move again.");
	check_has(page, "In a circle, philosopher-0 waits for philosopher-1, philosopher-1 for philosopher-2, philosopher-2 for philosopher-0.");
	check_has(page, "would finish with order=ordered");
	check_has(page, "mutex_lock(self-&gt;second); <span class=\"note\">// second fork</span></span><span class=\"who\"><span class=\"chip waits\">waits: philosopher-0..2</span>");
	check_has(page, "</svg>holds, in a cycle of waiting</li>");
	check_has(page, "</svg>may use</li>");
	check_has(page, "From the beginning</span></button>");
	check_has(page, "<div id=\"L0-1\" class=\"line\" data-head=\"\" data-far=\"\">");
	check_lacks(page, "class=\"line waits\" data-far");
	check_has(page, "conclab run dining seats=2 order=same-handed schedule=&quot;");
	check_has(page, "the shortest schedule found has 2 steps");
	check_has(page, "<span class=\"leaf good\">ok</span>");
	check_has(page, "<span class=\"leaf good shortest\">ok</span>");
	free(page);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_claim_is_told_as_one),
		cmocka_unit_test(test_the_schedule_that_is_shown_is_marked),
		cmocka_unit_test(test_what_a_search_has_left_is_said),
		cmocka_unit_test(test_only_a_search_knows_the_shortest),
		cmocka_unit_test(test_the_command_writes_a_page),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
