/*
 * test_leaks.c - whatever becomes of a run, nothing of it is left: no thread, no file, no memory.
 *
 * A thousand runs that end badly, in one process. What the system cannot tell is skipped, visibly.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/holdings.h"
#include "tests/run_pattern.h"

enum { RUNS = 1000, WARM_UP = 20, SLACK_KIB = 1024 };

static const struct { const char *pattern, *settings; enum verdict verdict; } bad[] = {
	{ "worker-pool", "feed=main", VERDICT_DEADLOCK },
	{ "worker-pool", "feed=main workers=2 buffer=1 results=1 jobs=30", VERDICT_DEADLOCK },
	{ "worker-pool", "close=off collect=range workers=8", VERDICT_DEADLOCK },
	{ "worker-pool", "take=2", VERDICT_LEAK },
	{ "worker-pool", "close=workers", VERDICT_PANIC },
	{ "channel", "mode=self", VERDICT_DEADLOCK },
	{ "channel", "nil=on", VERDICT_DEADLOCK },
	{ "tasks", "join=self", VERDICT_DEADLOCK },
	{ "tasks", "join=mutual", VERDICT_DEADLOCK },
	{ "tasks", "join=off cost=10000", VERDICT_BROKEN },
	{ "generator", "take=2 done=off", VERDICT_LEAK },
	{ "mutex", "relock=on tasks=5", VERDICT_DEADLOCK },
	{ "mutex", "relock=on kind=errorcheck", VERDICT_PANIC },
};

/* Returns how many runs came to another verdict. */
static int run_badly(int runs)
{
	int wrong = 0;

	for (int i = 0; i < runs; i++) {
		size_t k = (size_t)i % (sizeof bad / sizeof *bad);
		struct result *result = run_pattern(bad[k].pattern, bad[k].settings);

		if (result->verdict != bad[k].verdict)
			print_error("%s %s: %s\n", bad[k].pattern, bad[k].settings, verdict_word(result->verdict));
		wrong += result->verdict != bad[k].verdict;
		result_free(result);
	}
	return wrong;
}

/* A few runs first: the C library keeps some stacks and pools from then on. */
static void test_a_thousand_bad_runs_leave_no_thread_and_no_file(void **state)
{
	struct holdings before, after;

	(void)state;
	assert_int_equal(run_badly(WARM_UP), 0);
	before = take_stock();
	assert_int_equal(run_badly(RUNS), 0);
	after = take_stock();
	assert_int_equal(after.threads, before.threads);
	assert_int_equal(after.files, before.files);
}

static void test_a_thousand_bad_runs_leave_no_memory(void **state)
{
	long before, after;

	(void)state;
	assert_int_equal(run_badly(WARM_UP), 0);
	before = take_stock().memory_kib;
	if (before < 0) {
		print_message("not measured: a sanitizer keeps memory of its own, or the system does not tell\n");
		skip();
	}
	assert_int_equal(run_badly(RUNS), 0);
	after = take_stock().memory_kib;
	print_message("%ld KiB before, %ld KiB after\n", before, after);
	assert_true(after <= before + SLACK_KIB);
}

/* After all that, a run is as good as the first. */
static void test_the_next_run_works(void **state)
{
	struct result *result;

	(void)state;
	assert_int_equal(run_badly(WARM_UP), 0);
	result = run_pattern("worker-pool", "workers=4 jobs=1000 buffer=3");
	assert_int_equal(result->verdict, VERDICT_OK);
	assert_true(result->events > 4000);
	result_free(result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_thousand_bad_runs_leave_no_memory),
		cmocka_unit_test(test_a_thousand_bad_runs_leave_no_thread_and_no_file),
		cmocka_unit_test(test_the_next_run_works),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
