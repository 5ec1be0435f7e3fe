/* test_tidy.c - long schedules made simpler by trying: they end as before, and no more is made than is allowed. */
#include "lab/engine/fiber.h"
#include "lab/search/retrace.h"
#include "lab/search/sample.h"
#include "lab/search/tidy.h"

#include "lab/lab.h"
#include "tests/check_text.h"
#include "tests/run_pattern.h"

static const struct explore_watcher nobody;

enum { RUNS = 10 };

struct found {
	struct turned       turned;
	struct run_options  options;
	struct exploration *sampled;
	struct world        world;
	struct exploration  nothing;
	struct ending       ending;
};

/* By chance: a schedule that ends so, as it was found. */
static void find(struct found *f, const char *name, const char *settings, enum verdict verdict, long n)
{
	const struct sampling how = { .n = n, .seed = 1 };
	struct sample sampled;
	char *error = NULL;

	turn(&f->turned, name, settings);
	f->options = (struct run_options){ .pattern = f->turned.pattern, .values = f->turned.values, .files = f->turned.files };
	assert_true(sample(&sampled, &f->options, &how, &nobody, &error));
	f->sampled = sampled.found;
	assert_non_null(f->sampled->bad[verdict]);
	f->ending = *f->sampled->bad[verdict];
	f->nothing = (struct exploration){ .arena = f->sampled->arena };
	assert_true(world_open(&f->world, &f->options, &f->nothing, &error));
	f->world.watched = true;
	assert_true(retrace_count(&f->world, &f->ending));
}

static void let_go(struct found *f)
{
	world_close(&f->world);
	exploration_free(f->sampled);
}

static void is_made_simpler(const char *name, const char *settings, enum verdict verdict, int most_switches)
{
	struct found f;
	struct ending before;

	find(&f, name, settings, verdict, RUNS);
	before = f.ending;
	tidy(&f.world, &f.ending, 300000, f.sampled->arena, &nobody);
	if (f.ending.switches > most_switches || f.ending.switches >= before.switches)
		print_error("%s %s: %ld steps, %d switches; before: %ld, %d\n", name, settings, f.ending.n, f.ending.switches, before.n,
		            before.switches);
	assert_true(f.ending.switches <= most_switches);
	assert_true(f.ending.switches < before.switches);
	assert_true(f.ending.n <= before.n);
	assert_false(f.ending.minimal);
	assert_true(retrace_count(&f.world, &f.ending));        /* it can be made, and ends so */
	let_go(&f);
}

/* A circle of so many takes as many switches, less one. */
static void test_a_circle_is_all_that_is_left(void **state)
{
	(void)state;
	is_made_simpler("dining", "order=same-handed seats=7 meals=5", VERDICT_DEADLOCK, 6);
	is_made_simpler("dining", "order=same-handed seats=9 meals=5", VERDICT_DEADLOCK, 9);
}

static void test_what_a_lost_update_needs_is_left(void **state)
{
	(void)state;
	is_made_simpler("mutex", "lock=none tasks=3 loops=8", VERDICT_BROKEN, 5);
}

static void test_a_lost_wake_is_told_with_little(void **state)
{
	(void)state;
	is_made_simpler("bounded-buffer", "condvars=one cap=1 producers=2 consumers=2 items=6", VERDICT_DEADLOCK, 6);
}

/* Nothing is tried where nothing may be; and an interrupt is heard. */
static bool wanted(void *context)
{
	(void)context;
	return true;
}

static void test_no_more_is_made_than_is_allowed(void **state)
{
	const struct explore_watcher interrupted = { .interrupted = wanted };
	struct found f;
	struct ending before;

	(void)state;
	find(&f, "dining", "order=same-handed seats=5 meals=3", VERDICT_DEADLOCK, RUNS);
	before = f.ending;
	tidy(&f.world, &f.ending, 0, f.sampled->arena, &nobody);
	assert_memory_equal(&before, &f.ending, sizeof before);
	tidy(&f.world, &f.ending, 300000, f.sampled->arena, &interrupted);
	assert_memory_equal(&before, &f.ending, sizeof before);
	let_go(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_circle_is_all_that_is_left),
		cmocka_unit_test(test_what_a_lost_update_needs_is_left),
		cmocka_unit_test(test_a_lost_wake_is_told_with_little),
		cmocka_unit_test(test_no_more_is_made_than_is_allowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
