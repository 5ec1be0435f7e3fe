/* test_explore.c - the explorer on patterns whose answer is known, and what it says when it has not seen everything. */
#include "tests/conf.h"

#include "lab/engine/fiber.h"
#include "lab/search/explore.h"
#include "tests/run_pattern.h"

static struct exploration *explore_pattern(const char *name, const char *settings, const struct explore_limits *limits)
{
	struct turned turned;
	struct run_options options = { .values = turned.values, .files = turned.files };
	char *error = NULL;

	struct exploration *found;

	turn(&turned, name, settings);
	options.pattern = turned.pattern;
	found = explore(&options, limits, NULL, &error);
	free(error);
	return found;
}

static struct exploration *explore_body(void (*run)(const int *), const struct explore_limits *limits)
{
	static const int none[1];
	struct pattern pattern = { .name = "test", .summary = "a test", .file = __FILE__, .run = run };
	struct run_options options = { .pattern = &pattern, .values = none };
	char *error = NULL;

	return explore(&options, limits, NULL, &error);
}

/* "always" of one verdict, after a complete search. */
static bool always(const struct exploration *found, enum verdict verdict)
{
	long ends = 0;

	for (int v = 0; v < VERDICT_COUNT; v++)
		ends += found->ends[v];
	return found->proved && ends > 0 && found->ends[verdict] == ends;
}

static void is_proved(const char *name, const char *settings, long schedules, enum verdict verdict)
{
	struct exploration *found = explore_pattern(name, settings, &(struct explore_limits){ .by = BY_SCHEDULES });

	if (!always(found, verdict) || found->schedules != schedules)
		print_error("%s %s: %ld schedules, %ld pruned, limit %s\n", name, settings, found->schedules,
		            found->pruned, found->limit ? found->limit : "none");
	assert_true(always(found, verdict));
	assert_int_equal(found->schedules, schedules);
	exploration_free(found);
}

/* ---- Counts that are known ---- */

static void test_ordered_philosophers_have_known_counts(void **state)
{
	(void)state;
	is_proved("dining", "order=ordered seats=3", 6, VERDICT_OK);
	is_proved("dining", "order=ordered seats=4", 14, VERDICT_OK);
	is_proved("dining", "order=ordered seats=5", 30, VERDICT_OK);
	is_proved("dining", "order=ordered seats=7", 126, VERDICT_OK);
	if (!SANITIZED)
		is_proved("dining", "order=ordered seats=5 meals=2", 5730, VERDICT_OK);
}

static void test_philosophers_of_one_hand_can_hang(void **state)
{
	struct exploration *found = explore_pattern("dining", "order=same-handed seats=5", NULL);

	(void)state;
	assert_true(found->proved);
	assert_int_equal(found->schedules, 31);
	assert_int_equal(found->ends[VERDICT_DEADLOCK], 1);
	assert_int_equal(found->ends[VERDICT_OK], 30);
	assert_non_null(found->bad[VERDICT_DEADLOCK]);
	assert_null(found->bad[VERDICT_LEAK]);
	exploration_free(found);
	found = explore_pattern("dining", "order=same-handed seats=5", &(struct explore_limits){ .schedules = 24 });
	assert_int_equal(found->ends[VERDICT_DEADLOCK], 1);     /* soon */
	assert_false(found->proved);
	exploration_free(found);
}

static void test_a_pool_has_a_known_count(void **state)
{
	(void)state;
	is_proved("worker-pool", "workers=2 buffer=1 jobs=3 results=1", 72, VERDICT_OK);
}

/* ---- Final values ---- */

static const struct final_values *final_of(const struct exploration *found, const char *name)
{
	for (int i = 0; i < found->n_finals; i++)
		if (!strcmp(found->finals[i].name, name))
			return &found->finals[i];
	return NULL;
}

static void finals_are(const char *settings, int64_t least, int64_t most)
{
	struct exploration *found = explore_pattern("mutex", settings, NULL);
	const struct final_values *final = final_of(found, "counter");

	assert_true(found->proved);
	assert_non_null(final);
	assert_int_equal(final->n, most - least + 1);
	for (int i = 0; i < final->n; i++)
		assert_int_equal(final->values[i], least + i);
	exploration_free(found);
}

static void test_lost_updates_leave_exactly_these_values(void **state)
{
	(void)state;
	finals_are("lock=one tasks=2 loops=3", 6, 6);
	finals_are("lock=none tasks=2 loops=1", 1, 2);
	finals_are("lock=none tasks=2 loops=2", 2, 4);
	finals_are("lock=none tasks=2 loops=3", 2, 6);
	finals_are("lock=each tasks=2 loops=2", 2, 4);
	if (!SANITIZED)
		finals_are("lock=none tasks=3 loops=2", 2, 6);
}

/* ---- The law of the pool ---- */

static void holds_in_cell(int workers, int buffer, int results, int jobs)
{
	char settings[100];
	struct exploration *found;
	bool hangs = jobs > workers + buffer + results;

	snprintf(settings, sizeof settings, "feed=main workers=%d buffer=%d results=%d jobs=%d", workers, buffer, results,
	         jobs);
	found = explore_pattern("worker-pool", settings, NULL);
	if (!always(found, hangs ? VERDICT_DEADLOCK : VERDICT_OK))
		print_error("worker-pool %s: not always %s\n", settings, hangs ? "deadlock" : "ok");
	assert_true(always(found, hangs ? VERDICT_DEADLOCK : VERDICT_OK));
	exploration_free(found);
}

static void test_a_pool_fed_by_main_hangs_exactly_without_seats(void **state)
{
	int most = SANITIZED ? 1 : 2, jobs = SANITIZED ? 4 : 6;

	(void)state;
	for (int workers = 1; workers <= most; workers++)
		for (int buffer = 0; buffer <= most; buffer++)
			for (int results = 0; results <= most; results++)
				for (int n = 1; n <= jobs; n++)
					holds_in_cell(workers, buffer, results, n);
}

/* ---- One search alone ---- */

static void test_one_search_may_be_asked_for(void **state)
{
	struct explore_limits limits = { .by = BY_SCHEDULES };
	struct exploration *found = explore_pattern("dining", "order=same-handed seats=3", &limits);

	(void)state;
	assert_true(found->proved);
	assert_string_equal(found->search, "dpor");
	assert_int_equal(found->schedules, 7);
	assert_int_equal(found->states, 0);
	exploration_free(found);
	limits.by = BY_STATES;
	found = explore_pattern("dining", "order=same-handed seats=3", &limits);
	assert_int_equal(found != NULL, FIBERS);
	if (!found)
		return;
	assert_true(found->proved);
	assert_string_equal(found->search, "states");
	assert_int_equal(found->ends[VERDICT_DEADLOCK], 1);
	assert_int_equal(found->ends[VERDICT_OK], 1);
	assert_true(found->states > 7);
	assert_int_equal(found->pruned, 0);
	exploration_free(found);
}

static void test_states_want_fibers(void **state)
{
	struct turned turned;
	struct run_options options = { .values = turned.values, .files = turned.files };
	const struct explore_limits limits = { .by = BY_STATES };
	char *error = NULL;

	(void)state;
	if (FIBERS)
		skip();
	turn(&turned, "tasks", "tasks=1");
	options.pattern = turned.pattern;
	assert_null(explore(&options, &limits, NULL, &error));
	assert_string_equal(error, "that takes the search by states, which needs fibers, and this build has none");
	free(error);
}

/* ---- Not proved ---- */

static void limited(const struct explore_limits *limits, const char *limit)
{
	struct exploration *found = explore_pattern("dining", "order=ordered seats=5 meals=2", limits);

	assert_false(found->proved);
	assert_string_equal(found->limit, limit);
	exploration_free(found);
}

static void test_a_limit_is_no_proof(void **state)
{
	(void)state;
	limited(&(struct explore_limits){ .schedules = 100 }, "limit of schedules");
	limited(&(struct explore_limits){ .work = 1000 }, "limit of work");
	limited(&(struct explore_limits){ .ns = 1 }, "limit of time");
	limited(&(struct explore_limits){ .steps = 10 }, "a run with too many steps was cut");
	limited(&(struct explore_limits){ .schedules = 100, .by = BY_SCHEDULES }, "limit of schedules");
	if (FIBERS)
		limited(&(struct explore_limits){ .work = 1000, .by = BY_STATES }, "limit of work");
}

static bool at_once(void *context)
{
	(void)context;
	return true;
}

static void test_an_interruption_is_no_proof(void **state)
{
	struct turned turned;
	struct run_options options = { .values = turned.values, .files = turned.files };
	struct explore_watcher watcher = { .interrupted = at_once };
	struct exploration *found;
	char *error = NULL;

	(void)state;
	turn(&turned, "dining", "order=ordered seats=5 meals=2");
	options.pattern = turned.pattern;
	found = explore(&options, NULL, &watcher, &error);
	assert_false(found->proved);
	assert_string_equal(found->limit, "interrupted");
	assert_true(found->schedules > 0);
	exploration_free(found);
}

/* As many schedules as there are is no limit. */
static void test_the_last_schedule_may_be_the_limit(void **state)
{
	struct exploration *found = explore_pattern("tasks", "tasks=1", NULL);
	long all = found->schedules + found->pruned;

	(void)state;
	assert_true(found->proved);
	exploration_free(found);
	found = explore_pattern("tasks", "tasks=1", &(struct explore_limits){ .schedules = all });
	assert_true(found->proved);
	exploration_free(found);
}

static int times_run;

static void leaf(void *arg)
{
	cell_store(arg, 1);
}

/* Every other run does more. */
static void forgets_nothing(const int *p)
{
	struct cell *cell = cell_make(0, "cell");

	(void)p;
	task_go(leaf, cell, USES(STORES(cell)), "a");
	if (times_run++ % 2)
		task_go(leaf, cell, USES(STORES(cell)), "b");
	cell_load(cell);
}

static void stores_what_it_remembers(const int *p)
{
	(void)p;
	cell_store(cell_make(0, "cell"), times_run++);
}

static void chooses_by_what_it_remembers(const int *p)
{
	struct cell *a = cell_make(0, "a"), *b = cell_make(0, "b");

	(void)p;
	task_go(leaf, a, USES(STORES(a)), "a");
	cell_store(times_run++ % 2 ? a : b, 2);
	cell_load(a);
}

static void not_deterministic(void (*run)(const int *))
{
	struct exploration *found = explore_body(run, NULL);

	assert_false(found->proved);
	assert_non_null(found->limit);
	assert_non_null(strstr(found->limit, "not deterministic"));
	exploration_free(found);
}

static void test_a_pattern_with_a_memory_is_not_proved(void **state)
{
	(void)state;
	not_deterministic(forgets_nothing);
	not_deterministic(stores_what_it_remembers);
	not_deterministic(chooses_by_what_it_remembers);
}

/* They share a plain variable, which no operation tells of: by what they do touch, their order does not matter. */
struct hidden {
	struct cell *own[2];
	int          plain;
};

static void look_at_plain(void *arg)
{
	struct hidden *hidden = arg;

	cell_store(hidden->own[0], 1);
	lab_check(hidden->plain == 0, "nobody has written");
}

static void write_plain(void *arg)
{
	struct hidden *hidden = arg;

	cell_store(hidden->own[1], 1);
	hidden->plain = 1;
	cell_load(hidden->own[1]);
}

static void share_in_secret(const int *p)
{
	struct hidden *hidden = lab_new(struct hidden);

	(void)p;
	for (int i = 0; i < 2; i++)
		hidden->own[i] = cell_make(0, lab_name("own-%d", i));
	task_go(look_at_plain, hidden, USES(STORES(hidden->own[0])), "looks");
	task_go(write_plain, hidden, USES(STORES(hidden->own[1]), LOADS(hidden->own[1])), "writes");
}

static void test_what_is_shared_in_secret_is_not_proved(void **state)
{
	struct exploration *found = explore_body(share_in_secret, NULL);

	(void)state;
	assert_false(found->proved);
	assert_non_null(strstr(found->limit, "no object of the run"));
	assert_true(found->ends[VERDICT_OK] > 0 && found->ends[VERDICT_BROKEN] > 0);    /* what chance has shown counts */
	assert_non_null(found->bad[VERDICT_BROKEN]);
	exploration_free(found);
}

/* Its memory lies elsewhere in the second run than in the first. */
static void sprawls(const int *p)
{
	struct cell *cell = NULL;

	(void)p;
	for (int i = 0; i < 100; i++) {
		lab_alloc(1000);
		cell = cell_make(0, "cell");
	}
	task_go(leaf, cell, USES(STORES(cell)), "a");
	cell_store(cell, 2);
}

static void test_much_memory_is_no_obstacle(void **state)
{
	struct exploration *found = explore_body(sprawls, NULL);

	(void)state;
	assert_true(always(found, VERDICT_RACE));
	assert_int_equal(found->schedules, 2);
	exploration_free(found);
}

/* 16 bytes tell a state from others; the rest is what finds them, and the way to the present one. */
static void test_states_are_counted_in_bytes(void **state)
{
	struct exploration *found;

	(void)state;
	if (!FIBERS)
		skip();
	found = explore_pattern("polite", "back-off=none tries=0", NULL);
	assert_string_equal(found->search, "states");
	assert_true(found->states > 0);
	assert_true(found->bytes >= (size_t)found->states * 16);
	assert_true(found->bytes < 16 * 1024 * 1024);
	exploration_free(found);
}

CONF_MAIN(
	cmocka_unit_test(test_ordered_philosophers_have_known_counts),
	cmocka_unit_test(test_philosophers_of_one_hand_can_hang),
	cmocka_unit_test(test_a_pool_has_a_known_count),
	cmocka_unit_test(test_lost_updates_leave_exactly_these_values),
	cmocka_unit_test(test_a_pool_fed_by_main_hangs_exactly_without_seats),
	cmocka_unit_test(test_one_search_may_be_asked_for),
	cmocka_unit_test(test_states_want_fibers),
	cmocka_unit_test(test_a_limit_is_no_proof),
	cmocka_unit_test(test_an_interruption_is_no_proof),
	cmocka_unit_test(test_the_last_schedule_may_be_the_limit),
	cmocka_unit_test(test_a_pattern_with_a_memory_is_not_proved),
	cmocka_unit_test(test_what_is_shared_in_secret_is_not_proved),
	cmocka_unit_test(test_much_memory_is_no_obstacle),
	cmocka_unit_test(test_states_are_counted_in_bytes))
