/*
 * test_many_tasks.c - more tasks than a word has bits: what a search by states proves of 63, 64, 65, ... tasks is what is so of
 * any number of them.
 */
#include "tests/conf.h"

#include "lab/check/race.h"
#include "lab/engine/fiber.h"
#include "lab/engine/strategy.h"
#include "lab/search/explore.h"
#include "tests/run_pattern.h"

static const int sizes[] = { 3, 62, 63, 64, 65, 66, 100 };

static int n_tasks, special;            /* of the program that is explored: how many it starts, and which of them is different */

static struct exploration *explore_options(const struct run_options *options, const struct explore_limits *limits)
{
	char *error = NULL;
	struct exploration *found = explore(options, limits, NULL, &error);

	free(error);
	assert_non_null(found);
	return found;
}

static struct exploration *explore_body(void (*run)(const int *), const struct explore_limits *limits)
{
	static const int none[1];
	struct pattern pattern = { .name = "test", .summary = "a test", .file = __FILE__, .run = run };

	return explore_options(&(struct run_options){ .pattern = &pattern, .values = none }, limits);
}

static struct exploration *explore_pattern(const char *name, const char *settings, const struct explore_limits *limits)
{
	struct turned turned;

	turn(&turned, name, settings);
	return explore_options(&(struct run_options){ .pattern = turned.pattern, .values = turned.values, .files = turned.files }, limits);
}

/* It is proved that it ends in these ways, a bit for each, and in no other. */
static void comes_to(const struct exploration *found, unsigned verdicts)
{
	unsigned there = 0;

	for (int v = 0; v < VERDICT_COUNT; v++)
		there |= (unsigned)(found->ends[v] > 0) << v;
	if (!found->proved || there != verdicts) {
		print_error("%d tasks, the %dth is different: %s, limit %s;", n_tasks, special, found->proved ? "proved" : "not proved",
		            found->limit ? found->limit : "none");
		for (int v = 0; v < VERDICT_COUNT; v++)
			if (found->ends[v])
				print_error(" %s", verdict_word((enum verdict)v));
		print_error("\n");
	}
	assert_true(found->proved);
	assert_int_equal(there, verdicts);
}

#define BIT(word) (1u << VERDICT_ ## word)

/* What the tasks of one run share, and what each is. */
struct shared {
	struct semaphore *permits;
	struct barrier   *barrier;
	struct mutex     *a, *b;
	struct cell      *cell;
	struct atom      *flag;
};

struct self {
	struct shared *shared;
	struct cell   *own;
	int            number;
};

static struct explore_limits how;       /* the same each time */

/* Of any of these sizes; the task that is different is the last one, or the first. */
static void always_comes_to(void (*body)(const int *), unsigned verdicts)
{
	for (int i = 0; i < COUNT(sizes); i++) {
		struct exploration *found;

		n_tasks = sizes[i];
		special = i % 3 == 2 ? 0 : n_tasks - 1;
		found = explore_body(body, &how);
		comes_to(found, verdicts);
		exploration_free(found);
	}
}

static void do_nothing(void *arg)
{
	(void)arg;
}

/* ---- All take a permit, and meet: with one permit too few nobody gets on ---- */

static int missing;

static void take_and_meet(void *arg)
{
	struct shared *all = arg;

	semaphore_acquire(all->permits);
	barrier_wait(all->barrier);
	semaphore_release(all->permits);
}

static void meet_with_permits(const int *p)
{
	struct shared *all = lab_new(struct shared);

	(void)p;
	all->permits = semaphore_make(n_tasks - missing, "permits");
	all->barrier = barrier_make(n_tasks, "barrier");
	for (int i = 0; i < n_tasks; i++)
		task_go(take_and_meet, all, USES(ACQUIRES(all->permits), RELEASES(all->permits), MEETS(all->barrier)), "t-%d", i);
	task_uses(USES());
}

static void test_all_are_needed(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	how = (struct explore_limits){ .as_found = true };
	missing = 0;
	always_comes_to(meet_with_permits, BIT(OK));
	how.by = BY_STATES;
	missing = 1;
	always_comes_to(meet_with_permits, BIT(LEAK));
	how.cores = 2;
	always_comes_to(meet_with_permits, BIT(LEAK));
	missing = 0;
	always_comes_to(meet_with_permits, BIT(OK));
}

/* ---- Only one of them has the bug ---- */

static bool is_safe, is_idle;           /* the bug is none; the others do nothing */

static void be_careful(void *arg)
{
	struct shared *all = arg;

	if (!is_idle)
		semaphore_acquire(all->permits);
}

/* main takes them the other way round. */
static void be_careless(void *arg)
{
	struct shared *all = arg;

	mutex_lock(is_safe ? all->b : all->a);
	mutex_lock(is_safe ? all->a : all->b);
	mutex_unlock(all->a);
	mutex_unlock(all->b);
}

static void one_is_careless(const int *p)
{
	struct shared *all = lab_new(struct shared);

	(void)p;
	all->permits = semaphore_make(n_tasks, "permits");
	all->a = mutex_make(MUTEX_NORMAL, "a");
	all->b = mutex_make(MUTEX_NORMAL, "b");
	for (int i = 0; i < n_tasks; i++)
		task_go(i == special ? be_careless : be_careful, all, USES(LOCKS(all->a), LOCKS(all->b), ACQUIRES(all->permits)), "t-%d", i);
	task_uses(USES(LOCKS(all->a), LOCKS(all->b)));
	mutex_lock(all->b);
	mutex_lock(all->a);
	mutex_unlock(all->a);
	mutex_unlock(all->b);
}

/* Does the schedule that was found end as it says when it is made again? */
static void is_true(void (*body)(const int *), const struct ending *ending)
{
	struct replay replay = { .steps = ending->steps, .n = ending->n, .stop_after = true };
	struct pattern pattern = { .name = "test", .summary = "a test", .file = __FILE__, .run = body };
	struct run_options options = {
		.pattern = &pattern, .engine = &turn_engine,
		.turn = { .strategy = &strategy_replay, .context = &replay, .carrier = CARRIER_FIBERS },
	};
	char *error = NULL;
	struct result *result = watch_run(&options, NULL, &error);

	assert_non_null(result);
	assert_int_equal(replay.misfit, 0);
	assert_int_equal(replay.at, ending->n);
	assert_int_equal(result->verdict, ending->verdict);
	result_free(result);
}

static void test_one_may_hang_them_all(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	is_safe = true;
	how = (struct explore_limits){ .by = BY_STATES };
	always_comes_to(one_is_careless, BIT(OK));
	is_safe = false;
	always_comes_to(one_is_careless, BIT(OK) | BIT(DEADLOCK));
	for (special = 0; special < 100; special += 70) {
		struct exploration *found;

		n_tasks = 100;
		found = explore_body(one_is_careless, NULL);
		comes_to(found, BIT(OK) | BIT(DEADLOCK));
		assert_int_equal(task_set_size(&found->alike), 99);
		assert_false(task_set_has(&found->alike, 0) || task_set_has(&found->alike, special + 1));
		assert_int_equal(found->bad[VERDICT_DEADLOCK]->n, 2 + 99);       /* the others take their permits */
		assert_true(found->bad[VERDICT_DEADLOCK]->minimal);
		is_true(one_is_careless, found->bad[VERDICT_DEADLOCK]);
		exploration_free(found);
	}
}

/* With few switches nothing is proved, but what there is is found. */
static void test_few_switches_find_it(void **state)
{
	struct exploration *found;

	(void)state;
	if (!FIBERS)
		skip();
	n_tasks = 100;
	special = 80;
	is_safe = false;
	is_idle = true;
	found = explore_body(one_is_careless, &(struct explore_limits){ .switches = 2 });
	assert_false(found->proved);
	assert_string_equal(found->limit, "limit of switches");
	assert_true(found->ends[VERDICT_DEADLOCK] > 0);
	is_true(one_is_careless, found->bad[VERDICT_DEADLOCK]);
	is_idle = false;
	exploration_free(found);
}

/* ---- Races: none is alike, and only one touches what main does ---- */

static int who_touches;                 /* NO_TASK: nobody but main */

static void touch_own(void *arg)
{
	struct self *self = arg;

	cell_store(self->own, 1);
	if (self->number == who_touches)
		cell_store(self->shared->cell, 1);
}

static void touch_cells(const int *p)
{
	struct shared *all = lab_new(struct shared);
	struct self *selves = lab_array(struct self, n_tasks);

	(void)p;
	all->cell = cell_make(0, "shared");
	for (int i = 0; i < n_tasks; i++) {
		selves[i] = (struct self){ all, cell_make(0, lab_name("own-%d", i)), i };
		if (i == who_touches)
			task_go(touch_own, &selves[i], USES(STORES(selves[i].own), STORES(all->cell)), "t-%d", i);
		else
			task_go(touch_own, &selves[i], USES(STORES(selves[i].own)), "t-%d", i);
	}
	task_uses(USES(LOADS(all->cell)));
	cell_load(all->cell);
}

static void test_races_are_seen_of_all(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	how = (struct explore_limits){ .by = BY_EITHER };
	for (int i = 0; i < COUNT(sizes); i++) {
		n_tasks = sizes[i];
		for (who_touches = -1; who_touches < n_tasks; who_touches += who_touches < 0 ? 1 : n_tasks - 1) {
			struct exploration *found = explore_body(touch_cells, NULL);

			comes_to(found, who_touches < 0 ? BIT(OK) : BIT(RACE));
			if (who_touches >= 0)
				is_true(touch_cells, found->bad[VERDICT_RACE]);
			exploration_free(found);
		}
	}
}

static void is_too_much(void (*body)(const int *), int n)
{
	struct exploration *found;

	n_tasks = n;
	found = explore_body(body, &(struct explore_limits){ .schedules = SANITIZED ? 3 : 20 });
	assert_false(found->proved);
	assert_non_null(strstr(found->limit, "more tasks"));
	exploration_free(found);
}

static void nobody_does_anything(const int *p)
{
	(void)p;
	for (int i = 0; i < n_tasks; i++)
		task_go(do_nothing, NULL, USES(), "t-%d", i);
}

static void test_far_too_many_are_no_proof(void **state)
{
	struct exploration *found;

	(void)state;
	who_touches = -1;
	is_too_much(touch_cells, FIBERS ? RACE_MOST_VIEWED : MAX_EXPLORED_TASKS);
	is_too_much(nobody_does_anything, FIBERS ? MAX_STATES_TASKS : MAX_EXPLORED_TASKS);
	if (!FIBERS)
		return;
	n_tasks = MAX_STATES_TASKS - 1;
	found = explore_body(nobody_does_anything, NULL);
	comes_to(found, BIT(OK));
	exploration_free(found);
}

/* ---- For ever: who could end it must be seen to be kept waiting ---- */

static bool somebody_ends_it;

static void wait_for_flag(void *arg)
{
	struct shared *all = arg;

	while (!atom_load(all->flag))
		;
}

static void set_flag(void *arg)
{
	struct shared *all = arg;

	atom_store(all->flag, 1);
}

static void spin(const int *p)
{
	struct shared *all = lab_new(struct shared);

	(void)p;
	all->flag = atom_make(0, "flag");
	for (int i = 0; i < n_tasks; i++)
		task_go(do_nothing, NULL, USES(), "t-%d", i);
	task_go(wait_for_flag, all, USES(LOADS_ATOM(all->flag)), "waits");
	if (somebody_ends_it)
		task_go(set_flag, all, USES(STORES_ATOM(all->flag)), "sets");
	task_uses(USES());
}

static void test_who_is_kept_waiting_is_seen(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	how = (struct explore_limits){ .by = BY_STATES };
	somebody_ends_it = true;
	always_comes_to(spin, BIT(OK));
	somebody_ends_it = false;
	always_comes_to(spin, BIT(LIVELOCK));
}

/* ---- What a pattern remembers ---- */

static void remember(const int *p)
{
	static int runs;

	(void)p;
	for (int i = 0; i < n_tasks; i++)
		task_go(do_nothing, NULL, USES(), "t-%d", i);
	if (runs++ > 0)
		cell_store(cell_make(0, "cell"), 1);
}

static void test_a_pattern_with_a_memory_is_not_proved(void **state)
{
	struct exploration *found;

	(void)state;
	if (!FIBERS)
		skip();
	n_tasks = 100;
	found = explore_body(remember, NULL);
	assert_false(found->proved);
	assert_non_null(strstr(found->limit, "not deterministic"));
	exploration_free(found);
}

/* ---- Patterns ---- */

static void pattern_comes_to(const char *name, const char *settings, unsigned verdicts)
{
	struct exploration *found = explore_pattern(name, settings, &(struct explore_limits){ .as_found = true });

	if (!found->proved)
		print_error("%s %s\n", name, settings);
	comes_to(found, verdicts);
	exploration_free(found);
}

static void test_patterns_of_many_tasks(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	pattern_comes_to("semaphore", "tasks=66", BIT(OK));
	pattern_comes_to("fan-out", "workers=66 items=3", BIT(OK));
	pattern_comes_to("worker-pool", "workers=64 jobs=1", BIT(OK));
	pattern_comes_to("ring", "stages=100", BIT(OK));
}

CONF_MAIN(
	cmocka_unit_test(test_all_are_needed),
	cmocka_unit_test(test_one_may_hang_them_all),
	cmocka_unit_test(test_few_switches_find_it),
	cmocka_unit_test(test_races_are_seen_of_all),
	cmocka_unit_test(test_far_too_many_are_no_proof),
	cmocka_unit_test(test_who_is_kept_waiting_is_seen),
	cmocka_unit_test(test_a_pattern_with_a_memory_is_not_proved),
	cmocka_unit_test(test_patterns_of_many_tasks))
