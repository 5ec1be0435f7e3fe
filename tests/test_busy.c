/*
 * test_busy.c - on a busy machine: who is given no processor is not suspected of getting nowhere, and who gets nowhere
 * is. Each test runs beside busy loops of its own.
 *
 * With SOAK=1: a thousand runs of the patterns as they are instead of one of each.
 */
#include <time.h>

#include "tests/conf.h"
#include "tests/loops.h"
#include "tests/part.h"
#include "tests/run_pattern.h"
#include "tests/sanitized.h"

#define MS ((int64_t)1000000)

enum { SHORT_PATIENCE_MS = 60, COMPUTE_MS = 25, SOAK_RUNS = 1000 };     /* a second task halves what one has */

static struct loops loops;

static int start_busy(void **state)
{
	(void)state;
	loops_start(&loops);
	return 0;
}

static int end_busy(void **state)
{
	(void)state;
	loops_end(&loops);
	return 0;
}

static bool soaking(void)
{
	return getenv("SOAK") && strcmp(getenv("SOAK"), "0") != 0;
}

/* ---- Given no processor ---- */

static int64_t used_by_me(void)
{
	struct timespec used;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
	return used.tv_sec * (int64_t)1000000000 + used.tv_nsec;
}

static atomic_bool computed;

/* Compute for less than patience lasts, and more on the wall: by the clock that the machine cannot take from a task. */
static void compute(void *arg)
{
	struct cell *cell = arg;

	for (int i = 0; i < 10; i++) {
		int64_t until = used_by_me() + COMPUTE_MS * MS;

		while (used_by_me() < until)
			;
		cell_store(cell, i);
	}
	atomic_store(&computed, true);
}

static void compute_alone(const int *p)
{
	(void)p;
	compute(cell_make(0, "cell"));
}

/* Of two one only asks whether the other is done. */
static void ask_until_done(const int *p)
{
	struct chan *never = chan_make(int, 0, "never");
	struct cell *cell = cell_make(0, "cell");
	struct task *task;
	int value;

	(void)p;
	atomic_store(&computed, false);
	task = task_go(compute, cell, USES(STORES(cell)), "computes");
	while (!atomic_load(&computed))
		select_on(NOW, RECV(never, &value));
	task_join(task);
}

static void test_who_is_given_no_processor_is_not_suspected(void **state)
{
	struct watcher watcher = { .interval_ms = 5, .patience_ms = SHORT_PATIENCE_MS };

	(void)state;
	for (int i = 0; i < 2; i++) {
		const struct pattern *pattern = i == 0 ? PROGRAM(compute_alone) : PROGRAM(ask_until_done);
		struct result *result = conf_watch(&free_engine, pattern, &watcher);

		assert_int_equal(result->verdict, VERDICT_OK);
		result_free(result);
	}
}

/* ---- Given enough ---- */

/* It never ends, but does not keep a processor busy, so that what comes after is not disturbed. */
static void stay(void)
{
	for (;;)
		nanosleep(&(struct timespec){ .tv_sec = 1000 }, NULL);
}

/* For as good as ever. */
static void compute_long(const int *p)
{
	int64_t until = used_by_me() + 10 * SHORT_PATIENCE_MS * MS;

	(void)p;
	while (used_by_me() < until)
		;
	stay();
}

static void sleep_elsewhere(const int *p)
{
	(void)p;
	stay();
}

/* They outlive the tests, for their threads are left behind. */
static const struct pattern *const computes_long = PROGRAM(compute_long), *const sleeps_elsewhere = PROGRAM(sleep_elsewhere);

static void ask_for_ever(void *arg)
{
	struct chan *never = arg;
	int value;

	for (;;)
		select_on(NOW, RECV(never, &value));
}

/* More of them than there are processors. */
static void all_ask_for_ever(const int *p)
{
	struct chan *never = chan_make(int, 0, "never");

	(void)p;
	for (int i = 0; i < 3; i++)
		task_go(ask_for_ever, never, USES(RECVS(never)), "asks-%d", i);
	ask_for_ever(never);
}

static void ask_now_and_then(const int *p)
{
	struct chan *never = chan_make(int, 0, "never");
	int value;

	(void)p;
	for (;;)
		select_on(2, RECV(never, &value));
}

/* Returns how long it took, in ms. */
static double check_suspected(const struct pattern *pattern, bool abandoned)
{
	struct result *result = conf_watch(&free_engine, pattern, &(struct watcher){
		.interval_ms = 5, .patience_ms = SHORT_PATIENCE_MS,
	});
	double ms = (double)result->elapsed / 1e6;

	assert_int_equal(result->verdict, VERDICT_STALLED);
	assert_int_equal(result->abandoned, abandoned);
	result_free(result);
	return ms;
}

static void test_who_gets_nowhere_is_suspected(void **state)
{
	(void)state;
	check_suspected(PROGRAM(all_ask_for_ever), false);
	check_suspected(PROGRAM(ask_now_and_then), false);
	assert_true(check_suspected(computes_long, true) >= SHORT_PATIENCE_MS);
}

/* It may well be called back by whom it waits for: patience lasts longer. */
static void test_who_sleeps_elsewhere_is_suspected_later(void **state)
{
	(void)state;
	assert_true(check_suspected(sleeps_elsewhere, true) >= 10 * SHORT_PATIENCE_MS);
}

/* ---- The patterns as they are ---- */

static void test_no_pattern_is_suspected(void **state)
{
	int runs = 0, wanted = soaking() ? SOAK_RUNS : 1;

	(void)state;
	while (runs < wanted)
		for (int i = 0; patterns[i]; i++, runs++) {
			if (!in_part(i) || (SANITIZED && i % 4))
				continue;
			struct turned turned;
			struct result *result;

			turn(&turned, patterns[i]->name, "");
			result = run_turned(&turned, false);
			if (result->verdict == VERDICT_STALLED || result->abandoned)
				print_error("%s: %s, run %d\n", patterns[i]->name, verdict_word(result->verdict), runs);
			assert_int_not_equal(result->verdict, VERDICT_STALLED);
			assert_false(result->abandoned);
			result_free(result);
		}
	if (soaking())
		print_message("%d runs beside %d busy loops, none suspected\n", runs, loops_wanted());
}

#define BESIDE_LOOPS(test) cmocka_unit_test_setup_teardown(test, start_busy, end_busy)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BESIDE_LOOPS(test_who_is_given_no_processor_is_not_suspected),
		BESIDE_LOOPS(test_who_gets_nowhere_is_suspected),
		BESIDE_LOOPS(test_who_sleeps_elsewhere_is_suspected_later),
		BESIDE_LOOPS(test_no_pattern_is_suspected),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	if (SANITIZED)          /* it is all about time, which a sanitizer takes */
		return 77;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
