/*
 * test_repair.c - repairs: which are found with so much work, which last, what breaks them first, in what time they hold.
 *
 * What may be done is limited by counts alone.
 */
#include "tests/conf.h"

#include "cmd/run/would_finish.h"
#include "lab/engine/fiber.h"
#include "lab/lab.h"
#include "lab/search/repair.h"
#include "tests/run_pattern.h"

/* As when `work` was done in all: 0 for no limit. */
static void find_repairs(struct repairs *repairs, const struct pattern *pattern, const int *values, long work)
{
	static const char *const no_files[MAX_SETTINGS];
	struct run_options options = { .pattern = pattern, .values = values, .files = no_files };
	struct repair_limits limits = { .work = 1000000, .all = { .work = work } };
	char *error = NULL;

	assert_true(repair_find(repairs, &options, &limits, NULL, &error));
	assert_null(error);
}

static struct repairs repairs_of(const char *name, const char *settings, long work)
{
	struct repairs repairs;
	struct turned turned;

	turn(&turned, name, settings);
	find_repairs(&repairs, turned.pattern, turned.values, work);
	return repairs;
}

static bool is_change(const struct pattern *pattern, struct change change, const char *text)
{
	struct turned turned;

	turn(&turned, pattern->name, text);
	return !strncmp(text, pattern->settings[change.setting].name, strcspn(text, "=")) &&
	       turned.values[change.setting] == change.value;
}

/* The one with this change alone, or NULL. */
static const struct repair *repair_with(const struct repairs *repairs, const char *name, const char *text)
{
	for (int i = 0; i < repairs->n; i++)
		if (repairs->at[i].n == 1 && is_change(pattern_called(name), repairs->at[i].change[0], text))
			return &repairs->at[i];
	return NULL;
}

static bool is_open(const struct repairs *repairs, const char *name, const char *text)
{
	for (int i = 0; i < repairs->n_undecided; i++)
		if (is_change(pattern_called(name), repairs->undecided[i], text))
			return true;
	return false;
}

/* ---- How much is explored ---- */

static struct exploration *explore_so_much(const char *name, const char *settings, long work)
{
	struct explore_limits limits = { .work = work };
	struct run_options options;
	struct exploration *found;
	struct turned turned;
	char *error = NULL;

	turn(&turned, name, settings);
	options = (struct run_options){ .pattern = turned.pattern, .values = turned.values, .files = turned.files };
	found = explore(&options, &limits, NULL, &error);
	assert_non_null(found);
	return found;
}

static void test_work_is_a_limit(void **state)
{
	struct exploration *found = explore_so_much("dining", "seats=4 meals=2", 200);

	(void)state;
	assert_false(found->proved);
	assert_true(found->more);
	assert_string_equal(found->limit, "limit of work");
	assert_false(found->timed);
	exploration_free(found);
	found = explore_so_much("dining", "seats=3", 1000000);
	assert_true(found->proved);
	assert_false(found->more);
	assert_true(found->work > 0 && found->work < 1000000);
	exploration_free(found);
}

/* A little more than was allowed, at most: what a search does beside its steps is counted when it is over. */
static void test_no_more_is_tried_than_a_search_took(void **state)
{
	static const long searched[] = { 0, 1000, 400000, 100000000 }, most[] = { 300000, 300000, 400000, 500000 };
	static const char *const no_files[MAX_SETTINGS];
	struct repairs repairs;
	struct turned turned;
	char *error = NULL;

	(void)state;
	turn(&turned, "worker-pool", "workers=3 jobs=9 feed=main cost=1");
	for (size_t i = 0; i < sizeof searched / sizeof *searched; i++) {
		struct run_options options = { .pattern = turned.pattern, .values = turned.values, .files = no_files };
		struct repair_limits limits = would_finish_limits(searched[i], 0);

		assert_true(repair_find(&repairs, &options, &limits, NULL, &error));
		if (repairs.worked > most[i] + most[i] / 10)
			print_error("%ld\n", repairs.worked);
		assert_true(repairs.worked <= most[i] + most[i] / 10);
		assert_true(repairs.cut);
	}
}

/* Each try builds a program anew: of a large one that takes a second. */
static void test_less_is_tried_of_a_large_program(void **state)
{
	(void)state;
	assert_int_equal(would_finish_limits(0, 2000).all.tries, would_finish_limits(0, 0).all.tries);
	assert_in_range(would_finish_limits(0, 200000).all.tries, 1, 5);
	assert_int_equal(would_finish_limits(0, (size_t)8 << 20).all.tries, 1);
}

/* Not the nearest: 99,999 rounds are as many as 100,000. */
static void test_of_a_large_number_small_ones_are_tried(void **state)
{
	struct repairs repairs = repairs_of("mutex", "loops=100000 lock=none", 30000);
	int loops = 0;

	(void)state;
	while (strcmp(pattern_called("mutex")->settings[loops].name, "loops"))
		loops++;
	assert_true(repairs.tried > 0);
	for (int i = 0; i < repairs.n_undecided; i++)
		assert_true(repairs.undecided[i].setting != loops || repairs.undecided[i].value <= FARTHEST);
}

/* It keeps to the time of the search it comes after: where none is left nothing is tried, so nothing is said. */
static void test_the_line_keeps_to_its_time(void **state)
{
	struct run_options options = { 0 };
	struct turned turned;
	struct buf text = { 0 };

	(void)state;
	turn(&turned, "dining", "order=same-handed seats=3");
	options.pattern = turned.pattern;
	options.values = turned.values;
	options.files = turned.files;
	would_finish(&text, &options, VERDICT_DEADLOCK, 0, 0, NULL);
	assert_non_null(strstr(buf_text(&text), "would finish with "));
	buf_clear(&text);
	would_finish(&text, &options, VERDICT_DEADLOCK, 0, 1, NULL);
	assert_string_equal(buf_text(&text), "");
	buf_free(&text);
}

/* Where a deadline is set, by whatever sets one, the clock plays a part. */
static void test_deadlines_are_noticed(void **state)
{
	static const char *const timed[][2] = {
		{ "heartbeat", "units=1" }, { "select", "timeout=5 items=1" }, { "worker-pool", "cost=5 jobs=2" },
		{ "rate-limit", "requests=1" }, { "context", "deadline=5" },
	};
	static const char *const clockless[] = { "mutex", "channel", "dining", "wait-group" };
	struct exploration *found;

	(void)state;
	for (size_t i = 0; i < sizeof timed / sizeof *timed; i++) {
		found = explore_so_much(timed[i][0], timed[i][1], 20000);
		if (!found->timed)
			print_error("%s %s\n", timed[i][0], timed[i][1]);
		assert_true(found->timed);
		exploration_free(found);
	}
	for (size_t i = 0; i < sizeof clockless / sizeof *clockless; i++) {
		found = explore_so_much(clockless[i], "", 20000);
		if (found->timed)
			print_error("%s\n", clockless[i]);
		assert_false(found->timed);
		exploration_free(found);
	}
}

/* ---- What is found ---- */

static void test_words_are_decided_before_numbers(void **state)
{
	struct repairs repairs;

	(void)state;
#ifdef __clang__
	skip();                 /* it leaves more on the stacks: there are more states, and the work is not enough */
#endif
	if (!FIBERS)
		skip();
	repairs = repairs_of("worker-pool", "feed=main jobs=4", 3000000);
	assert_true(is_change(pattern_called("worker-pool"), repairs.at[0].change[0], "feed=task"));
	assert_false(repairs.at[0].broken);
	assert_int_equal(repairs.at[0].lasting, CLOCKLESS);
	assert_non_null(repair_with(&repairs, "worker-pool", "feed=select"));
}

static void test_what_is_not_decided_is_told(void **state)
{
	struct repairs repairs;

	(void)state;
	repairs = repairs_of("worker-pool", "feed=main jobs=40", 1);        /* too large for the work of a first try */
	assert_int_equal(repairs.n, 0);
	assert_false(repairs.complete);
	assert_true(repairs.cut && repairs.counted);
	assert_true(is_open(&repairs, "worker-pool", "feed=select"));
	assert_true(is_open(&repairs, "worker-pool", "jobs=39"));
	assert_false(is_open(&repairs, "worker-pool", "jobs=40"));
	assert_true(repairs.undecided_pairs > 0);
}

static void test_everything_is_decided(void **state)
{
	struct repairs repairs;

	(void)state;
	repairs = repairs_of("channel", "mode=self sends=2", 0);
	assert_true(repairs.complete);
	assert_false(repairs.cut);
	assert_int_equal(repairs.n_undecided, 0);
	assert_int_equal(repairs.undecided_pairs, 0);
	assert_non_null(repair_with(&repairs, "channel", "mode=two"));
}

/* ---- What lasts ---- */

static void test_the_smallest_number_breaks_it(void **state)
{
	const struct repair *repair;
	struct repairs repairs;

	(void)state;
	repairs = repairs_of("channel", "sends=8 receives=3", 0);
	repair = repair_with(&repairs, "channel", "sends=3");
	assert_non_null(repair);
	assert_true(repair->broken);
	assert_true(is_change(pattern_called("channel"), repair->by, "sends=4"));
}

/* With sends=4 the sender would be left behind whoever closes. */
static void test_scaling_brings_no_fault_of_its_own(void **state)
{
	const struct repair *repair;
	struct repairs repairs;

	(void)state;
	repairs = repairs_of("channel", "close=off", 0);
	repair = repair_with(&repairs, "channel", "close=on");
	assert_non_null(repair);
	assert_false(repair->broken);
	assert_int_equal(repair->silent, 1u << setting_called(pattern_called("channel"), "sends"));
}

/* But here that is the very fault. */
static void test_scaling_brings_the_fault_back(void **state)
{
	const struct repair *repair;
	struct repairs repairs;

	(void)state;
	repairs = repairs_of("channel", "sends=4", 0);
	repair = repair_with(&repairs, "channel", "receives=4");
	assert_non_null(repair);
	assert_true(repair->broken);
	assert_true(is_change(pattern_called("channel"), repair->by, "sends=5"));
}

/* ---- In what time ---- */

enum { WAIT };
enum { WAIT_SHORT, WAIT_LONG, WAIT_FOR_EVER };

static void answer(void *arg)
{
	int value = 1;

	task_sleep(5);
	chan_send(arg, &value);
}

static void ask_for(const int *p)
{
	static const int waits[] = { [WAIT_SHORT] = 1, [WAIT_LONG] = 10, [WAIT_FOR_EVER] = FOREVER };
	struct chan *answers = chan_make(int, 0, "answers");
	int value;

	task_go(answer, answers, USES(SENDS(answers)), "answer");
	select_on(waits[p[WAIT]], RECV(answers, &value));
}

static const struct pattern asking = {
	.name = "asking", .summary = "one asks, one answers after 5 ms",
	.settings = { [WAIT] = WORD("wait", WAIT_FOR_EVER, "for an answer", "short", "long", "for-ever") },
	.run = ask_for,
};

static void test_it_is_told_in_what_time_it_holds(void **state)
{
	int values[MAX_SETTINGS] = { WAIT_SHORT };
	struct repairs repairs;

	(void)state;
	find_repairs(&repairs, &asking, values, 0);
	assert_int_equal(repairs.n, 2);
	assert_int_equal(repairs.at[0].change[0].value, FIBERS ? WAIT_FOR_EVER : WAIT_LONG);
	assert_int_equal(repairs.at[0].lasting, FIBERS ? AT_ANY_TIME : TIME_UNDECIDED);
	assert_int_equal(repairs.at[1].lasting, FIBERS ? IN_VIRTUAL_TIME : TIME_UNDECIDED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_work_is_a_limit),
		cmocka_unit_test(test_no_more_is_tried_than_a_search_took),
		cmocka_unit_test(test_less_is_tried_of_a_large_program),
		cmocka_unit_test(test_of_a_large_number_small_ones_are_tried),
		cmocka_unit_test(test_the_line_keeps_to_its_time),
		cmocka_unit_test(test_deadlines_are_noticed),
		cmocka_unit_test(test_words_are_decided_before_numbers),
		cmocka_unit_test(test_what_is_not_decided_is_told),
		cmocka_unit_test(test_everything_is_decided),
		cmocka_unit_test(test_the_smallest_number_breaks_it),
		cmocka_unit_test(test_scaling_brings_no_fault_of_its_own),
		cmocka_unit_test(test_scaling_brings_the_fault_back),
		cmocka_unit_test(test_it_is_told_in_what_time_it_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
