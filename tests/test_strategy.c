/*
 * test_strategy.c - who answers the choices of a turn run, and that a run is what its answers make it: the same on
 * both carriers, event by event.
 */
#include "lab/engine/strategy.h"

#include "lab/search/stepper.h"
#include "tests/conf.h"
#include "tests/print_result.h"
#include "tests/run_pattern.h"

enum { SEEDS = SANITIZED ? 3 : 20 };    /* there all run on threads, and slowly */

/* ---- The same seed is the same run ---- */

static char *run_seeded(const struct turned *turned, uint64_t seed, enum carrier_kind carrier)
{
	struct rng rng = { seed };
	struct run_options options = {
		.pattern = turned->pattern,
		.values = turned->values,
		.files = turned->files,
		.engine = &turn_engine,
		.turn = { .strategy = &strategy_random, .context = &rng, .carrier = carrier },
	};
	struct watcher watcher = { 0 };
	char *error = NULL;
	struct result *result = watch_run(&options, &watcher, &error);
	struct buf text = { 0 };

	assert_non_null(result);
	print_result(&text, result);
	result_free(result);
	return buf_take(&text);
}

static void compare_carriers(const struct turned *turned, int seeds)
{
	for (int seed = 0; seed < seeds; seed++) {
		char *fibers = run_seeded(turned, (uint64_t)seed, CARRIER_FIBERS);
		char *again = run_seeded(turned, (uint64_t)seed, CARRIER_FIBERS);
		char *threads = run_seeded(turned, (uint64_t)seed, CARRIER_THREADS);

		if (strcmp(fibers, again) || strcmp(fibers, threads))
			print_error("%s seed=%d\n", turned->pattern->name, seed);
		assert_string_equal(fibers, again);
		assert_string_equal(fibers, threads);
		free(fibers);
		free(again);
		free(threads);
	}
}

static void test_the_same_seed_is_the_same_run_of_every_pattern(void **state)
{
	(void)state;
	for (int i = 0; patterns[i]; i++) {
		struct turned turned;

		turn(&turned, patterns[i]->name, "");
		compare_carriers(&turned, SEEDS);
	}
}

static void test_a_bad_end_is_the_same_too(void **state)
{
	static const char *const bad[][2] = {
		{ "worker-pool", "feed=main jobs=9 workers=2" },
		{ "mutex", "lock=none" },
		{ "dining", "order=same-handed" },
		{ "channel", "close=twice" },
		{ "generator", "take=2 done=off" },
	};

	(void)state;
	for (int i = 0; i < COUNT(bad); i++) {
		struct turned turned;

		turn(&turned, bad[i][0], bad[i][1]);
		compare_carriers(&turned, SEEDS);
	}
}

/* ---- Programs ---- */

static struct cell *shared;

static void loads(void *arg)
{
	for (int i = 0; i < *(int *)arg; i++)
		cell_load(shared);
}

static void chooses(void *arg)
{
	(void)arg;
	lab_random(7);
}

static void start(void (*body)(void *), void *arg, const char *name)
{
	task_go(body, arg, USES(LOADS(shared), STORES(shared)), "%s", name);
}

static struct result *run_strategy(const struct pattern *pattern, const struct strategy *strategy,
                                   void *context)
{
	struct run_options options = {
		.pattern = pattern,
		.engine = &turn_engine,
		.turn = { .strategy = strategy, .context = context },
	};
	char *error = NULL;
	struct result *result = watch_run(&options, NULL, &error);

	assert_non_null(result);
	return result;
}

static struct step *steps_of(const struct result *result, long *n)
{
	char *error = NULL;
	struct step *steps = schedule_parse(result->schedule, n, &error);

	assert_non_null(steps);
	assert_int_equal(*n, result->steps);
	return steps;
}

/* ---- Chance ---- */

enum { RUNS = SANITIZED ? 200 : 2000 };

/* Of four tasks one has seven ways to make its first step. */
static void unequal(const int *p)
{
	static int once = 1;

	(void)p;
	shared = cell_make(0, "shared");
	for (int i = 0; i < 3; i++)
		start(loads, &once, "loader");
	start(chooses, NULL, "chooser");
}

/* Of so many ways that are alike, one was taken `count` times: within five standard deviations of its share of RUNS? */
static bool is_as_likely_as_others(int count, int ways)
{
	int off = ways * count - RUNS;

	return off * off < 25 * RUNS * (ways - 1);
}

static void test_chance_is_fair_to_tasks(void **state)
{
	int first[5] = { 0 }, ways[7] = { 0 };

	(void)state;
	for (uint64_t seed = 0; seed < RUNS; seed++) {
		struct rng rng = { seed };
		struct result *result = run_strategy(PROGRAM(unequal), &strategy_random, &rng);
		long n;
		struct step *steps = steps_of(result, &n);

		assert_int_equal(n, 4);
		first[steps[0].task]++;
		for (long i = 0; i < n; i++)
			ways[steps[i].index] += steps[i].task == 4;
		free(steps);
		result_free(result);
	}
	for (int i = 1; i <= 4; i++)
		assert_true(is_as_likely_as_others(first[i], 4));
	for (int i = 0; i < 7; i++)
		assert_true(is_as_likely_as_others(ways[i], 7));
}

/* ---- A fixed order ---- */

static void three(const int *p)
{
	static int counts[] = { 2, 3, 1 };

	(void)p;
	shared = cell_make(0, "shared");
	for (int i = 0; i < 3; i++)
		start(loads, &counts[i], "loader");
}

static void test_round_robin_goes_round(void **state)
{
	struct round_robin robin = { 0 };
	struct result *result;

	(void)state;
	result = run_strategy(PROGRAM(three), &strategy_round_robin, &robin);
	assert_string_equal(result->schedule, "1 2 3 1 2x2");
	assert_string_equal(result->strategy, "round-robin");
	result_free(result);
}

/* ---- PCT ---- */

enum { DELAY = 30 };

/* Only while the cell is 1, which is one step long, must the other task make all of its many steps. */
static void opens_a_window(void *arg)
{
	(void)arg;
	cell_store(shared, 1);
	cell_store(shared, 0);
}

static void looks_late(void *arg)
{
	(void)arg;
	for (int i = 0; i < DELAY; i++)
		cell_load(shared);
	lab_check(cell_load(shared) == 0, "nobody looks through the window");
}

static void window(const int *p)
{
	(void)p;
	shared = cell_make(0, "shared");
	start(opens_a_window, NULL, "opener");
	start(looks_late, NULL, "looker");
}

static int found_by(const struct strategy *strategy, int depth)
{
	int found = 0;

	for (uint64_t seed = 0; seed < RUNS; seed++) {
		struct rng rng = { seed };
		struct pct pct;
		struct result *result;

		pct_init(&pct, seed, depth, DELAY + 3);
		result = run_strategy(PROGRAM(window), strategy, depth ? (void *)&pct : (void *)&rng);
		found += result->verdict == VERDICT_BROKEN;
		result_free(result);
	}
	return found;
}

static void test_pct_finds_what_is_as_deep_as_it_looks(void **state)
{
	(void)state;
	assert_int_equal(found_by(&strategy_random, 0), 0);     /* one in 2^26 */
	assert_int_equal(found_by(&strategy_pct, 1), 0);        /* it takes two ordered events */
	assert_true(found_by(&strategy_pct, 2) >= RUNS / (2 * (DELAY + 3)) / 2);        /* the bound, halved for luck */
}

static void test_pct_changes_at_different_steps(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 200; seed++) {
		struct pct pct;

		pct_init(&pct, seed, PCT_CHANGES, 5);
		assert_int_equal(pct.n_changes, PCT_CHANGES - 1);
		for (int i = 0; i < pct.n_changes; i++)
			assert_true(pct.changes[i] >= 0 && pct.changes[i] < 5);
		pct_init(&pct, seed, 1, 0);
		assert_int_equal(pct.n_changes, 0);
	}
}

/* Two poll, and lock and unlock what the third needs to let them go. */
static struct mutex *mutex;

static void poll_for_it(void *arg)
{
	bool seen = false;

	(void)arg;
	while (!seen) {
		mutex_lock(mutex);
		seen = cell_load(shared);
		mutex_unlock(mutex);
	}
}

static void let_them_go(void *arg)
{
	(void)arg;
	mutex_lock(mutex);
	cell_store(shared, 1);
	mutex_unlock(mutex);
}

static void polls(const int *p)
{
	(void)p;
	shared = cell_make(0, "shared");
	mutex = mutex_make(MUTEX_NORMAL, "mutex");
	task_go(poll_for_it, NULL, ANYTHING, "poller-0");
	task_go(poll_for_it, NULL, ANYTHING, "poller-1");
	task_go(let_them_go, NULL, ANYTHING, "worker");
}

/* Strict priorities let a poller starve the worker for ever; after some patience they are strict no more. */
static void test_pct_starves_nobody(void **state)
{
	long longest = 0;

	(void)state;
	for (uint64_t seed = 0; seed < RUNS / 10; seed++) {
		struct pct pct;
		struct result *result;

		pct_init(&pct, seed, 1 + (int)(seed % 4), 10);
		result = run_strategy(PROGRAM(polls), &strategy_pct, &pct);
		assert_int_equal(result->verdict, VERDICT_OK);
		if (result->steps > longest)
			longest = result->steps;
		result_free(result);
	}
	assert_true(longest > PCT_LEAST_PATIENCE);      /* it has come to that */
	assert_true(longest < 20 * PCT_LEAST_PATIENCE);
}

/* ---- A saved schedule ---- */

static struct result *replay_text(struct replay *replay, const char *text)
{
	char *error = NULL;
	long n;
	struct step *steps = schedule_parse(text, &n, &error);
	struct result *result;

	assert_non_null(steps);
	*replay = (struct replay){ .steps = steps, .n = n, .stop_after = replay->stop_after };
	result = run_strategy(PROGRAM(three), &strategy_replay, replay);
	free(steps);
	return result;
}

static void test_a_schedule_is_followed_and_then_goes_round(void **state)
{
	struct replay replay = { .stop_after = false };
	struct result *result;

	(void)state;
	result = replay_text(&replay, "3 2x2");
	assert_string_equal(result->schedule, "3 2x2 1 2 1");
	assert_int_equal(replay.misfit, 0);
	assert_int_equal(result->verdict, VERDICT_OK);
	result_free(result);
}

static void test_a_schedule_can_stop_where_it_ends(void **state)
{
	struct replay replay = { .stop_after = true };
	struct result *result;

	(void)state;
	result = replay_text(&replay, "3 2");
	assert_string_equal(result->schedule, "3 2");
	assert_int_equal(result->verdict, VERDICT_INTERRUPTED);
	result_free(result);
}

static void test_what_does_not_fit_stops_the_run(void **state)
{
	struct replay replay = { .stop_after = false };
	struct result *result;

	(void)state;
	result = replay_text(&replay, "3x2");
	assert_int_equal(replay.misfit, 2);
	assert_int_equal(replay.ways, 0);
	assert_int_equal(result->verdict, VERDICT_INTERRUPTED);
	result_free(result);
	result = replay_text(&replay, "1.4");
	assert_int_equal(replay.misfit, 1);
	assert_int_equal(replay.ways, 1);
	result_free(result);
}

CONF_MAIN(
	cmocka_unit_test(test_the_same_seed_is_the_same_run_of_every_pattern),
	cmocka_unit_test(test_a_bad_end_is_the_same_too),
	cmocka_unit_test(test_chance_is_fair_to_tasks),
	cmocka_unit_test(test_round_robin_goes_round),
	cmocka_unit_test(test_pct_finds_what_is_as_deep_as_it_looks),
	cmocka_unit_test(test_pct_changes_at_different_steps),
	cmocka_unit_test(test_pct_starves_nobody),
	cmocka_unit_test(test_a_schedule_is_followed_and_then_goes_round),
	cmocka_unit_test(test_a_schedule_can_stop_where_it_ends),
	cmocka_unit_test(test_what_does_not_fit_stops_the_run),
)
