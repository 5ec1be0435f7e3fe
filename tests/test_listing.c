/*
 * test_listing.c - the schedules of a setting as a tree: as many leaves as the search has schedules, each of which ends as
 * it says.
 */
#include "tests/conf.h"

#include "lab/engine/fiber.h"
#include "lab/engine/strategy.h"
#include "lab/search/listing.h"
#include "tests/run_pattern.h"

static struct schedule_tree *list(const struct turned *turned, const struct explore_limits *limits, bool any_time)
{
	struct run_options options = {
		.pattern = turned->pattern, .values = turned->values, .files = turned->files, .turn = { .any_time = any_time },
	};
	char *error = NULL;
	struct schedule_tree *tree = listing_make(&options, limits, 0, NULL, &error);

	if (!tree)
		wrong_test("listing", error);
	return tree;
}

static struct exploration *search(const struct turned *turned)
{
	struct run_options options = { .pattern = turned->pattern, .values = turned->values, .files = turned->files };
	char *error = NULL;

	return explore(&options, NULL, NULL, &error);
}

/* ---- What every tree keeps ---- */

static int check_below(const struct schedule_tree *tree, int node, int *leaf)
{
	const struct tree_node *at = &tree->nodes[node];
	int leaves = 0;

	if (at->leaf >= 0) {
		assert_int_equal(at->first, -1);
		assert_int_equal(tree->leaves[at->leaf].node, node);
		if (tree->extent == TREE_EVERY)
			assert_int_equal(at->leaf, (*leaf)++);
		assert_int_equal(at->leaves, 1);
		return 1;
	}
	for (int i = at->first; i >= 0; i = tree->nodes[i].next) {
		const struct tree_node *child = &tree->nodes[i];

		assert_int_equal(child->parent, node);
		assert_true(i > node);
		for (int k = child->next; k >= 0; k = tree->nodes[k].next)
			assert_true(child->leaf >= 0 || tree->nodes[k].leaf >= 0 || child->step.task != tree->nodes[k].step.task ||
			            child->step.index != tree->nodes[k].step.index);
		if (child->leaf < 0)
			assert_true(child->who && child->what && child->operation && child->here);
		leaves += check_below(tree, i, leaf);
	}
	assert_int_equal(at->leaves, leaves);
	return leaves;
}

/* Run by the schedule of a leaf, the pattern ends as the leaf says. */
static void check_replays(const struct turned *turned, const struct schedule_tree *tree, int leaf, bool any_time)
{
	struct step *steps = calloc((size_t)tree->leaves[leaf].steps + 1, sizeof *steps);
	struct replay replay = { .steps = steps, .n = tree->leaves[leaf].steps, .stop_after = true };
	struct run_options options = {
		.pattern = turned->pattern, .values = turned->values, .files = turned->files, .engine = &turn_engine,
		.turn = { .strategy = &strategy_replay, .context = &replay, .any_time = any_time },
	};
	char *error = NULL;
	struct result *result;

	tree_schedule(tree, leaf, steps);
	result = watch_run(&options, NULL, &error);
	assert_non_null(result);
	assert_int_equal(replay.misfit, 0);
	if (tree->leaves[leaf].verdict != VERDICT_LIVELOCK)      /* which is where it comes back to where it was: no end */
		assert_int_equal(result->verdict, tree->leaves[leaf].verdict);
	assert_int_equal(result->steps, tree->leaves[leaf].steps);
	result_free(result);
	free(steps);
}

static void check_tree(const struct turned *turned, const struct schedule_tree *tree, bool any_time)
{
	int leaf = 0;

	assert_int_equal(check_below(tree, 0, &leaf), tree->n_leaves);
	for (int i = 0; i < tree->n_leaves; i++)
		check_replays(turned, tree, i, any_time);
}

/* ---- All schedules ---- */

static void every(const char *name, const char *settings, int leaves, int bad)
{
	struct turned turned;
	struct schedule_tree *tree;
	struct exploration *found;
	int n_bad = 0;

	turn(&turned, name, settings);
	tree = list(&turned, NULL, false);
	found = search(&turned);
	if (tree->n_leaves != leaves)
		print_error("%s %s: %d leaves\n", name, settings, tree->n_leaves);
	assert_int_equal(tree->extent, TREE_EVERY);
	assert_null(tree->limit);
	assert_true(tree->settled);
	assert_int_equal(tree->n_leaves, leaves);
	assert_int_equal(tree->schedules, leaves);
	if (!strcmp(found->search, "dpor"))
		assert_int_equal(tree->n_leaves, found->schedules);
	for (int i = 0; i < leaves; i++)
		n_bad += tree->leaves[i].verdict != VERDICT_OK;
	assert_int_equal(n_bad, bad);
	check_tree(&turned, tree, false);
	exploration_free(found);
	tree_free(tree);
}

static void test_there_are_as_many_leaves_as_schedules(void **state)
{
	(void)state;
	every("dining", "order=ordered seats=3", 6, 0);
	every("dining", "order=ordered seats=4", 14, 0);
	every("dining", "order=ordered seats=5", 30, 0);
	every("dining", "order=same-handed seats=5", 31, 1);
	every("worker-pool", "workers=2 buffer=1 jobs=3 results=1", 72, 0);
	every("worker-pool", "feed=main workers=1 buffer=0 results=0 jobs=3", 1, 1);
}

/* ---- Too many, or cut short ---- */

static void test_of_too_many_the_shortest_of_each_outcome_is_there(void **state)
{
	struct turned turned;
	struct schedule_tree *tree;

	(void)state;
	turn(&turned, "dining", "order=same-handed seats=3 meals=3");
	tree = list(&turned, NULL, false);
	assert_int_equal(tree->extent, TREE_OUTCOMES);
	assert_true(tree->schedules > TREE_MOST_LEAVES);
	assert_null(tree->limit);
	assert_true(tree->settled);
	assert_int_equal(tree->n_leaves, 2);
	assert_int_equal(tree->leaves[0].verdict, VERDICT_OK);
	assert_int_equal(tree->leaves[1].verdict, VERDICT_DEADLOCK);
	assert_int_equal(tree->leaves[1].steps, 3);
	check_tree(&turned, tree, false);
	tree_free(tree);
}

static void test_where_the_clock_moves_as_it_likes_there_are_outcomes(void **state)
{
	struct turned turned;
	struct schedule_tree *tree;

	(void)state;
	if (!FIBERS)
		skip();
	turn(&turned, "sleeping-barber", "");
	tree = list(&turned, &(struct explore_limits){ .work = 1000000 }, true);
	assert_int_equal(tree->extent, TREE_OUTCOMES);
	assert_true(tree->n_leaves > 0);
	check_tree(&turned, tree, true);
	tree_free(tree);
}

/* A run without end cuts that search short before it has met the livelock, which the search by states knows. */
static void test_what_another_search_knows_is_not_left_out(void **state)
{
	struct turned turned;
	struct schedule_tree *tree;

	(void)state;
	if (!FIBERS)
		skip();
	turn(&turned, "polite", "back-off=none tries=0");
	tree = list(&turned, NULL, false);
	assert_int_equal(tree->extent, TREE_OUTCOMES);
	assert_string_equal(tree->limit, "a run with too many steps was cut");
	assert_true(tree->settled);
	assert_int_equal(tree->n_leaves, 2);
	assert_int_equal(tree->leaves[0].verdict, VERDICT_OK);
	assert_int_equal(tree->leaves[1].verdict, VERDICT_LIVELOCK);
	check_tree(&turned, tree, false);
	tree_free(tree);
}

static void test_a_search_that_was_cut_short_says_so(void **state)
{
	struct turned turned;
	struct schedule_tree *tree;

	(void)state;
	turn(&turned, "dining", "order=ordered seats=5");
	tree = list(&turned, &(struct explore_limits){ .schedules = 20 }, false);
	assert_int_equal(tree->extent, TREE_EVERY);
	assert_string_equal(tree->limit, "limit of schedules");
	assert_false(tree->settled);
	assert_true(tree->n_leaves > 0 && tree->n_leaves <= 20);
	check_tree(&turned, tree, false);
	tree_free(tree);
}

/* ---- The tree by itself ---- */

static void test_a_tree_that_is_full_stays_as_it_is(void **state)
{
	struct schedule_tree *tree = tree_new();
	struct step steps[2] = { { 0, 0 }, { 1, 0 } };

	(void)state;
	for (int i = 0; i < TREE_MOST_LEAVES; i++) {
		steps[1].task = i;
		assert_true(tree_add(tree, steps, 2, VERDICT_OK));
	}
	steps[1].task++;
	assert_false(tree_add(tree, steps, 2, VERDICT_OK));
	assert_int_equal(tree->n_nodes, 2 + 2 * TREE_MOST_LEAVES);
	assert_int_equal(tree->nodes[0].leaves, TREE_MOST_LEAVES);
	assert_int_equal(tree_chain(tree, 0), 1);
	tree_clear(tree);
	assert_true(tree_add(tree, NULL, 0, VERDICT_OK));
	assert_int_equal(tree_chain(tree, 0), 1);
	tree_free(tree);
}

static void test_a_schedule_may_be_the_beginning_of_another(void **state)
{
	struct schedule_tree *tree = tree_new();
	struct step steps[2] = { { 0, 0 }, { 1, 1 } }, again[2];

	(void)state;
	assert_true(tree_add(tree, steps, 2, VERDICT_OK));
	assert_true(tree_add(tree, steps, 1, VERDICT_LIVELOCK));
	assert_int_equal(tree->n_nodes, 5);
	assert_int_equal(tree->leaves[1].steps, 1);
	tree_schedule(tree, 0, again);
	assert_memory_equal(again, steps, sizeof steps);
	tree_free(tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_there_are_as_many_leaves_as_schedules),
		cmocka_unit_test(test_of_too_many_the_shortest_of_each_outcome_is_there),
		cmocka_unit_test(test_where_the_clock_moves_as_it_likes_there_are_outcomes),
		cmocka_unit_test(test_what_another_search_knows_is_not_left_out),
		cmocka_unit_test(test_a_search_that_was_cut_short_says_so),
		cmocka_unit_test(test_a_tree_that_is_full_stays_as_it_is),
		cmocka_unit_test(test_a_schedule_may_be_the_beginning_of_another),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
