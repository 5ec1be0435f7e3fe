/* test_schedules.c - the tree of schedules as it is drawn, from wide to narrow, and `graph schedules`. */
#include "tests/conf.h"

#include "lab/engine/fiber.h"
#include "lab/search/listing.h"
#include "lab/view/schedules.h"
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/list_schedules.h"

/* ---- Files ---- */

static char *read_golden(int width, bool ascii)
{
	struct buf text = { 0 };
	char path[100];
	FILE *file;
	int c;

	snprintf(path, sizeof path, "tests/golden/schedules-%d%s.txt", width, ascii ? "-ascii" : "");
	file = fopen(path, "r");
	assert_non_null(file);
	while ((c = getc(file)) != EOF)
		buf_addc(&text, (char)c);
	fclose(file);
	return buf_take(&text);
}

/* Few, too many, many. */
static void check_golden(int width, bool ascii)
{
	static const char *const lines[] = {
		"graph schedules dining seats=3 order=same-handed",
		"graph schedules dining seats=3 order=same-handed meals=3",
		"graph schedules mutex",
	};
	char *expected = read_golden(width, ascii);
	struct buf text = { 0 };
	struct capture c;

	capture_open(&c);
	c.session->look.width = width;
	c.session->look.ascii = ascii;
	for (int i = 0; i < COUNT(lines); i++) {
		assert_int_equal(say(&c, lines[i]), STATUS_OK);
		buf_printf(&text, "conclab> %s\n%s", lines[i], c.text);
	}
	assert_string_equal(buf_text(&text), expected);
	capture_close(&c);
	buf_free(&text);
	free(expected);
}

/* That the outcomes are all there are, and the shortest, is known by a search that needs fibers. */
static void test_golden_files(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	for (int ascii = 0; ascii < 2; ascii++) {
		check_golden(20, ascii);
		check_golden(60, ascii);
		check_golden(120, ascii);
	}
}

/* ---- Every width ---- */

/* Every leaf is there once, with its number and its verdict. */
static void check_leaves(const char *text, const struct schedule_tree *tree, bool ascii)
{
	for (int i = 0; i < tree->n_leaves; i++) {
		const char *found, *arrow = ascii ? "->" : "→", *verdict = verdict_word(tree->leaves[i].verdict);
		struct buf mark = { 0 };

		buf_printf(&mark, "%s [%d] %s", arrow, i + 1, verdict);
		found = strstr(text, buf_text(&mark));
		if (!found) {                   /* there was no room for [ ] */
			buf_clear(&mark);
			buf_printf(&mark, "%s %d %s", arrow, i + 1, verdict);
			found = strstr(text, buf_text(&mark));
		}
		assert_non_null(found);
		assert_null(strstr(found + 1, buf_text(&mark)));
		buf_free(&mark);
	}
}

static void check_widths(const char *name, const char *settings, int stride)
{
	struct schedule_tree *tree = list_schedules_of(name, settings);

	for (int width = 20; width <= 300; width += stride)
		for (int ascii = 0; ascii < 2; ascii++) {
			struct look look = { .width = width, .ascii = ascii, .colour = width % 2 };
			struct buf out = { 0 };
			char *plain;

			view_schedules(&out, tree, &look);
			check_drawing(buf_text(&out), width, ascii);
			plain = without_colour(buf_text(&out));
			check_leaves(plain, tree, ascii);
			free(plain);
			buf_free(&out);
		}
	tree_free(tree);
}

static void test_every_width(void **state)
{
	(void)state;
	check_widths("dining", "seats=4 order=same-handed", SANITIZED ? 7 : 1);
	check_widths("heartbeat", "", SANITIZED ? 17 : 2);
	check_widths("error-group", "", SANITIZED ? 16 : 1);
	check_widths("tee", "", SANITIZED ? 35 : 5);
	check_widths("worker-pool", "feed=main workers=1 buffer=0 results=0 jobs=3", 1);
	check_widths("bounded-buffer", "", SANITIZED ? 140 : 20);
}

/* ---- Trees of no search ---- */

static void tell_by_hand(struct schedule_tree *tree)
{
	for (int i = 1; i < tree->n_nodes; i++) {
		struct tree_node *node = &tree->nodes[i];

		if (node->leaf >= 0)
			continue;
		node->who = node->step.task ? "größe-日本語-feeder-of-jobs-1" : "a";
		node->what = node->step.index ? "print \"x\n\x01 " : "lock b";
		node->operation = node->step.index ? "" : "lock";
		node->object = node->step.index ? NULL : "b";
		node->here = "";
	}
}

/* One that is as deep as it has leaves: it is drawn in parts. */
static void test_a_deep_tree_is_drawn_in_parts(void **state)
{
	struct schedule_tree *tree = tree_new();
	struct step steps[200] = { { 0, 0 } };

	(void)state;
	for (int i = 0; i < COUNT(steps); i++) {
		if (i > 0)
			steps[i - 1] = (struct step){ i % 2, 0 };
		steps[i] = (struct step){ 2, i % 3 };
		assert_true(tree_add(tree, steps, i + 1, i % 5 ? VERDICT_OK : VERDICT_UNDECLARED));
	}
	tell_by_hand(tree);
	for (int width = 20; width <= 300; width += SANITIZED ? 40 : 10) {
		struct look look = { .width = width };
		struct buf out = { 0 };

		view_schedules(&out, tree, &look);
		check_drawing(buf_text(&out), width, false);
		check_leaves(buf_text(&out), tree, false);
		check_has(buf_text(&out), "→ (a)");
		check_has(buf_text(&out), "\n(a)\n");
		buf_free(&out);
	}
	tree_free(tree);
}

static void test_what_is_said_of_the_whole(void **state)
{
	static const struct step none[1];
	struct schedule_tree *tree = tree_new();
	struct buf text = { 0 };

	(void)state;
	tree->limit = "limit of time";
	schedules_words(&text, tree);
	check_has(buf_text(&text), "no schedule came to an end: limit of time");
	assert_true(tree_add(tree, none, 0, VERDICT_OK));
	buf_clear(&text);
	schedules_words(&text, tree);
	assert_string_equal(buf_text(&text), "1 inequivalent schedule, and there may be more: limit of time");
	tree->limit = NULL;
	buf_clear(&text);
	view_schedules(&text, tree, &(struct look){ .width = 80 });
	assert_string_equal(buf_text(&text), "1 inequivalent schedule: there is no other\n→ [1] ok, 0 steps\n");
	tree->extent = TREE_OUTCOMES;
	tree->schedules = 12345;
	tree->limit = "limit of time";
	buf_clear(&text);
	schedules_words(&text, tree);
	assert_string_equal(buf_text(&text), "more than 12,345 inequivalent schedules, too many to draw: the shortest known; "
	                    "there may be other outcomes");
	buf_free(&text);
	tree_free(tree);
}

/* ---- The command ---- */

static void test_a_leaf_can_be_stepped(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "explore dining seats=3 order=same-handed"), STATUS_FINDING);
	assert_int_equal(say(&c, "graph schedules"), STATUS_OK);
	check_has(c.text, "dining seats=3 order=same-handed\nall 7 inequivalent schedules; in [ ] the number of a leaf\n");
	check_has(c.text, "→ [4] deadlock, 3 steps\n");
	check_has(c.text, "try: graph schedules dining seats=3 order=same-handed leaf=4\n");
	assert_int_equal(say(&c, "graph schedules leaf=4"), STATUS_OK);
	check_has(c.text, "dining, step 0 of 3");
	assert_int_equal(say(&c, "graph schedules"), STATUS_OK);        /* the run that is stepped is the last one */
	check_has(c.text, "all 7 inequivalent schedules; in [ ] the number of a leaf\n");
	assert_int_equal(say(&c, "continue"), STATUS_FINDING);
	check_has(c.text, "deadlock");
	assert_int_equal(say(&c, "graph schedules leaf=8"), STATUS_USAGE);
	check_has(c.text, "there is no leaf 8: the first is 1, the last 7");
	assert_int_equal(say(&c, "graph schedules leaf=0"), STATUS_USAGE);
	assert_int_equal(say(&c, "graph schedules order=ordered"), STATUS_OK);
	check_has(c.text, "all 6 inequivalent schedules; in [ ] the number of a leaf\n");
	assert_int_equal(say(&c, "run mutex seed=1 log=0; graph schedules dining seats=3"), STATUS_OK);
	assert_int_equal(say(&c, "graph schedules leaf=3"), STATUS_OK);         /* one of the tree that was shown */
	check_has(c.text, "dining, step 0 of 15");
	assert_int_equal(say(&c, "graph schedules leaf=5 seconds=9"), STATUS_OK);
	check_has(c.text, "dining, step 0 of 15");
	assert_int_equal(say(&c, "graph schedules leaf=7"), STATUS_USAGE);
	check_has(c.text, "the last 6");
	assert_int_equal(say(&c, "run dining seats=2 log=0 seed=1; graph schedules leaf=1"), STATUS_OK);
	check_has(c.text, "dining, step 0 of 10");
	capture_close(&c);
}

/* Only some of them, with the numbers that they have among all; of more than can be drawn, too. */
static void test_those_that_end_badly(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "graph schedules dining seats=3 order=same-handed outcome=bad"), STATUS_OK);
	check_has(c.text, "all 7 inequivalent schedules; 6 that end otherwise are left out\n");
	check_has(c.text, "→ [4] deadlock, 3 steps\ntry: graph schedules dining seats=3 order=same-handed outcome=bad leaf=4\n");
	check_lacks(c.text, " ok");
	assert_int_equal(say(&c, "graph schedules dining seats=3 order=same-handed outcome=bad leaf=4; continue"), STATUS_FINDING);
	assert_int_equal(say(&c, "graph schedules outcome=ok leaf=4"), STATUS_USAGE);
	check_has(c.text, "there is no leaf 4: the first is 1, the last 7");
	assert_int_equal(say(&c, "graph schedules dining seats=3 order=ordered outcome=bad"), STATUS_OK);
	check_has(c.text, "all 6 inequivalent schedules; none of them ends as asked for\n");
	check_lacks(c.text, "try:");
	assert_int_equal(say(&c, "graph schedules dining seats=4 meals=2 order=same-handed outcome=deadlock"), STATUS_OK);
	check_has(c.text, " that end otherwise are left out; in [ ] the\n");
	check_has(c.text, "→ [418] deadlock, 4 steps");
	assert_int_equal(say(&c, "graph schedules dining seats=4 meals=2 order=same-handed outcome=deadlock leaf=418; continue"), STATUS_FINDING);
	assert_int_equal(say(&c, "graph schedules outcome=worse"), STATUS_USAGE);
	capture_close(&c);
}

static void test_every_leaf_ends_as_it_says(void **state)
{
	struct capture c;
	char line[100];

	(void)state;
	capture_open(&c);
	for (int i = 1; i <= 7; i++) {
		snprintf(line, sizeof line, "graph schedules dining seats=3 order=same-handed leaf=%d; continue", i);
		assert_int_equal(say(&c, line), i == 4 ? STATUS_FINDING : STATUS_OK);
		check_has(c.text, i == 4 ? "deadlock  4 tasks" : "ok  4 tasks");
	}
	capture_close(&c);
}

static void test_the_clock_is_asked_as_the_last_run_was(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	assert_int_equal(say(&c, "graph schedules lock-order time=any"), STATUS_OK);
	check_has(c.text, "lock-order time=any\nschedules that cannot be listed, for the search goes by states: ");
	assert_int_equal(say(&c, "graph schedules lock-order time=any leaf=1; continue"), STATUS_OK);
	check_lacks(c.text, "does not fit");
	assert_int_equal(say(&c, "graph schedules"), STATUS_OK);
	check_has(c.text, "lock-order time=any\n");
	assert_int_equal(say(&c, "use pipeline; explore dining seats=3; graph schedules leaf=1; graph schedules"), STATUS_OK);
	check_has(c.text, "dining seats=3\n");         /* the last run's, whatever is in use */
	capture_close(&c);
}

static void test_json(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->json = true;
	assert_int_equal(say(&c, "graph schedules dining seats=3 order=same-handed"), STATUS_OK);
	check_has(c.text, "{\"v\":1,\"command\":\"graph\",\"graph\":\"schedules\",\"pattern\":\"dining\",");
	check_has(c.text, "\"shown\":\"all\",\"schedules\":7,\"limit\":null,\"settled\":true,");
	check_has(c.text, "{\"leaf\":4,\"verdict\":\"deadlock\",\"steps\":3,\"schedule\":\"1 2 3\",");
	check_has(c.text, "{\"node\":1,\"parent\":0,\"task\":\"philosopher-0\",\"does\":\"lock fork-0\",\"operation\":\"lock\","
	          "\"object\":\"fork-0\",\"at\":\"dining.c:");
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden_files),
		cmocka_unit_test(test_every_width),
		cmocka_unit_test(test_a_deep_tree_is_drawn_in_parts),
		cmocka_unit_test(test_what_is_said_of_the_whole),
		cmocka_unit_test(test_a_leaf_can_be_stepped),
		cmocka_unit_test(test_those_that_end_badly),
		cmocka_unit_test(test_every_leaf_ends_as_it_says),
		cmocka_unit_test(test_the_clock_is_asked_as_the_last_run_was),
		cmocka_unit_test(test_json),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
