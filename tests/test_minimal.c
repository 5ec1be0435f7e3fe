/* test_minimal.c - the shortest schedules, livelocks, and bounds on switches, on patterns whose answer is known. */
#include "tests/conf.h"

#include "lab/search/minimal.h"
#include "lab/search/reorder.h"
#include "lab/search/retrace.h"
#include "lab/search/tale.h"
#include "tests/run_pattern.h"

struct asked {
	struct turned       turned;
	struct run_options  options;
	struct exploration *found;
};

static struct asked ask(const char *name, const char *settings, const struct explore_limits *limits)
{
	static struct asked asked;
	char *error = NULL;

	turn(&asked.turned, name, settings);
	asked.options = (struct run_options){
		.pattern = asked.turned.pattern, .values = asked.turned.values, .files = asked.turned.files,
	};
	asked.found = explore(&asked.options, limits, NULL, &error);
	assert_non_null(asked.found);
	return asked;
}

static void is_shortest(const char *name, const char *settings, enum verdict verdict, long n, int switches, int preemptions)
{
	struct asked asked = ask(name, settings, NULL);
	const struct ending *ending = asked.found->bad[verdict];

	assert_non_null(ending);
	if (ending->n != n || ending->switches != switches || ending->preemptions != preemptions)
		print_error("%s %s: %ld steps, %d switches, %d pre-emptions\n", name, settings, ending->n, ending->switches,
		            ending->preemptions);
	assert_int_equal(ending->switches, switches);
	if (FIBERS) {
		assert_int_equal(ending->n, n);
		assert_int_equal(ending->preemptions, preemptions);
		assert_true(ending->minimal);
	} else {
		assert_false(ending->minimal);
	}
	exploration_free(asked.found);
}

static void test_philosophers_hang_after_one_preemption(void **state)
{
	(void)state;
	is_shortest("dining", "order=same-handed seats=5", VERDICT_DEADLOCK, 5, 4, 1);
	is_shortest("dining", "order=same-handed seats=3", VERDICT_DEADLOCK, 3, 2, 1);
	is_shortest("lock-order", "order=opposite", VERDICT_DEADLOCK, 4, 2, 0); /* each sleeps in between */
}

static void test_nothing_is_the_shortest_of_all(void **state)
{
	struct asked asked = ask("channel", "mode=self", NULL);
	const struct ending *ending = asked.found->bad[VERDICT_DEADLOCK];

	(void)state;
	assert_int_equal(ending->n, 0);
	assert_true(ending->minimal);
	exploration_free(asked.found);
}

/* ---- Fewer switches by reordering alone ---- */

static void test_reordering_leaves_few_switches(void **state)
{
	struct asked asked = ask("dining", "order=same-handed seats=5", &(struct explore_limits){ .as_found = true });
	struct ending *ending = asked.found->bad[VERDICT_DEADLOCK];
	struct exploration nothing = { .arena = asked.found->arena };
	struct world world;
	char *error = NULL;

	(void)state;
	assert_false(ending->minimal);
	assert_true(world_open(&world, &asked.options, &nothing, &error));
	reorder(&world, ending, asked.found->arena);
	assert_int_equal(ending->n, 5);
	assert_int_equal(ending->switches, 4);
	assert_true(retrace_count(&world, ending));
	world_close(&world);
	exploration_free(asked.found);
}

/* ---- Livelocks ---- */

static void test_going_on_in_step_is_a_livelock(void **state)
{
	struct asked asked;
	const struct ending *ending;

	(void)state;
	if (!FIBERS)
		skip();
	asked = ask("polite", "back-off=none tries=0", NULL);
	ending = asked.found->bad[VERDICT_LIVELOCK];
	assert_true(asked.found->proved);
	assert_string_equal(asked.found->search, "states");
	assert_true(asked.found->ends[VERDICT_OK] > 0);
	assert_non_null(ending);
	assert_true(ending->n >= 6);            /* two tasks, each locks, tries, unlocks */
	for (int task = 1; task <= 2; task++) {
		int moves = 0;

		for (long i = 0; i < ending->n; i++)
			moves += ending->steps[i].task == task;
		assert_true(moves >= 3);
	}
	exploration_free(asked.found);
}

static void test_chance_ends_a_livelock(void **state)
{
	struct asked asked;

	(void)state;
	if (!FIBERS)
		skip();
	asked = ask("polite", "back-off=random tries=0", NULL);
	assert_true(asked.found->proved);
	assert_int_equal(asked.found->ends[VERDICT_LIVELOCK], 0);
	assert_true(asked.found->ends[VERDICT_OK] > 0);
	exploration_free(asked.found);
}

/* ---- Bounds ---- */

/* The lost update needs three switches: with fewer it is not seen, and that is no proof. */
static void test_a_bound_on_switches_is_a_bound(void **state)
{
	struct explore_limits limits = { .switches = 2 };
	struct asked asked;

	(void)state;
	if (!FIBERS)
		skip();
	asked = ask("mutex", "lock=none tasks=2 loops=2", &limits);
	assert_int_equal(asked.found->ends[VERDICT_BROKEN], 0);
	assert_true(asked.found->ends[VERDICT_RACE] > 0);
	assert_false(asked.found->proved);
	assert_string_equal(asked.found->limit, "limit of switches");
	exploration_free(asked.found);
	limits.switches = 3;
	asked = ask("mutex", "lock=none tasks=2 loops=2", &limits);
	assert_true(asked.found->ends[VERDICT_BROKEN] > 0);
	assert_false(asked.found->proved);
	exploration_free(asked.found);
	limits.switches = 1000;
	asked = ask("mutex", "lock=none tasks=2 loops=2", &limits);
	assert_true(asked.found->proved);       /* none was left out */
	exploration_free(asked.found);
}

static void test_more_than_can_be_explored_is_sampled(void **state)
{
	struct asked asked = ask("tasks", "tasks=100", &(struct explore_limits){ .schedules = 20 });

	(void)state;
	assert_false(asked.found->proved);
	assert_string_equal(asked.found->search, "sampled");
	assert_int_equal(asked.found->schedules, 20);
	exploration_free(asked.found);
}

/* ---- Telling ---- */

static void test_a_tale_names_who_waits_for_whom(void **state)
{
	struct asked asked = ask("lock-order", "order=opposite", NULL);
	const struct ending *ending = asked.found->bad[VERDICT_DEADLOCK];
	struct arena *arena = arena_new();
	const char *waits[2] = { "", "" };
	int n = 0;
	char *error = NULL;
	struct tale *tale = tale_tell(&asked.options, ending->steps, ending->n, arena, &error);

	(void)state;
	assert_non_null(tale);
	assert_int_equal(tale->n, ending->n);
	assert_int_equal(tale->switches, ending->switches);
	for (long i = 0; i < tale->n; i++)
		for (int k = 0; k < tale->steps[i].n_waits && n < 2; k++)
			waits[n++] = tale->steps[i].waits[k].what;
	assert_int_equal(n, 2);
	assert_non_null(strstr(waits[0], " (held by task-"));
	assert_non_null(strstr(waits[1], " (held by task-"));
	assert_string_not_equal(waits[0], waits[1]);
	arena_free(arena);
	exploration_free(asked.found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_philosophers_hang_after_one_preemption),
		cmocka_unit_test(test_nothing_is_the_shortest_of_all),
		cmocka_unit_test(test_reordering_leaves_few_switches),
		cmocka_unit_test(test_going_on_in_step_is_a_livelock),
		cmocka_unit_test(test_chance_ends_a_livelock),
		cmocka_unit_test(test_a_bound_on_switches_is_a_bound),
		cmocka_unit_test(test_more_than_can_be_explored_is_sampled),
		cmocka_unit_test(test_a_tale_names_who_waits_for_whom),
	};

	return conf_main(tests, sizeof tests / sizeof *tests);
}
