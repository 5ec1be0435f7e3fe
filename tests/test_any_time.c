/*
 * test_any_time.c - time=any: the clock moves as it is let. What relies on a timeout being long enough is found, what
 * does not is proved, and nothing changes where time is virtual.
 */
#include "tests/conf.h"

#include "lab/engine/strategy.h"
#include "lab/search/explore.h"
#include "lab/search/stepper.h"
#include "tests/run_pattern.h"

/* ---- Helpers ---- */

static struct exploration *explore_with(const struct turned *turned, bool any_time, const struct explore_limits *limits)
{
	struct run_options options = {
		.pattern = turned->pattern, .values = turned->values, .files = turned->files,
		.turn = { .any_time = any_time },
	};
	char *error = NULL;
	struct exploration *found = explore(&options, limits, NULL, &error);

	assert_non_null(found);
	return found;
}

static struct exploration *explore_program(const struct pattern *pattern, bool any_time)
{
	struct turned turned = { .pattern = pattern };

	return explore_with(&turned, any_time, &(struct explore_limits){ .steps = 500, .schedules = 2000 });
}

/* Exactly these ends are possible, proved where the search can be. */
static void has_ends(const struct exploration *found, const char *what, unsigned verdicts)
{
	unsigned possible = 0;

	for (int v = 0; v < VERDICT_COUNT; v++)
		possible |= found->ends[v] ? 1u << v : 0;
	if (possible != verdicts || !found->proved)
		print_error("%s: ends %x, not %x; %s\n", what, possible, verdicts, found->limit ? found->limit : "proved");
	assert_int_equal(possible, verdicts);
	assert_true(found->proved);
}

#define OK     (1u << VERDICT_OK)
#define BROKEN (1u << VERDICT_BROKEN)
#define LEAK   (1u << VERDICT_LEAK)
#define LOCKUP (1u << VERDICT_LIVELOCK)

static void pattern_ends(const char *name, const char *settings, bool any_time, unsigned verdicts)
{
	struct turned turned;
	struct exploration *found;

	turn(&turned, name, settings);
	found = explore_with(&turned, any_time, NULL);
	has_ends(found, name, verdicts);
	exploration_free(found);
}

static void program_ends(const struct pattern *pattern, bool any_time, unsigned verdicts)
{
	struct exploration *found = explore_program(pattern, any_time);

	has_ends(found, pattern->name, verdicts);
	exploration_free(found);
}

/* Run it; `schedule` NULL: by the seed. The caller frees the result. */
static struct result *run_any(const struct turned *turned, const char *schedule, uint64_t seed, enum carrier_kind carrier)
{
	struct rng rng = { seed };
	struct replay replay = { 0 };
	struct run_options options = {
		.pattern = turned->pattern, .values = turned->values, .files = turned->files, .engine = &turn_engine,
		.turn = { .strategy = &strategy_random, .context = &rng, .carrier = carrier, .any_time = true },
	};
	char *error = NULL;
	struct result *result;

	if (schedule) {
		replay.steps = schedule_parse(schedule, &replay.n, &error);
		assert_non_null(replay.steps);
		options.turn.strategy = &strategy_replay;
		options.turn.context = &replay;
	}
	result = watch_run(&options, NULL, &error);
	assert_non_null(result);
	assert_int_equal(replay.misfit, 0);
	free((struct step *)replay.steps);
	return result;
}

/* ---- Patterns ---- */

static void test_what_relies_on_a_timeout_is_found(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	pattern_ends("heartbeat", "", false, OK);
	pattern_ends("heartbeat", "", true, OK | BROKEN);               /* main loses patience with a slow worker */
	pattern_ends("self-healing", "", false, OK);
	pattern_ends("self-healing", "", true, OK | BROKEN);            /* the steward replaces who is only slow */
	pattern_ends("polite", "tries=0", false, OK);
	pattern_ends("polite", "tries=0", true, OK | LOCKUP);           /* however they back off, both may be late */
}

static void test_what_relies_on_no_timeout_is_proved(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	for (int any_time = 0; any_time < 2; any_time++) {
		pattern_ends("select", "", any_time, OK);
		pattern_ends("heartbeat", "heeds=off", any_time, OK);
		pattern_ends("rate-limit", "", any_time, OK);
		pattern_ends("replicated-requests", "", any_time, OK);
		pattern_ends("lock-order", "", any_time, OK);
	}
}

/* The shortest bad schedule is one of the clock's, too; it ends so on either carrier. */
static void test_the_shortest_schedule_names_the_clock(void **state)
{
	struct turned turned;
	struct exploration *found;
	const struct ending *ending;
	struct buf schedule = { 0 };

	(void)state;
	if (!FIBERS)
		skip();
	turn(&turned, "heartbeat", "");
	found = explore_with(&turned, true, NULL);
	ending = found->bad[VERDICT_BROKEN];
	assert_non_null(ending);
	assert_true(ending->minimal);
	assert_string_equal(found->search, "states");
	assert_true(schedule_has_clock(ending->steps, ending->n));
	assert_int_equal(ending->switches, schedule_switches(ending->steps, ending->n));
	schedule_print(&schedule, ending->steps, ending->n);
	for (int carrier = CARRIER_FIBERS; carrier <= CARRIER_THREADS; carrier++) {
		struct result *result = run_any(&turned, buf_text(&schedule), 0, (enum carrier_kind)carrier);

		assert_int_equal(result->verdict, VERDICT_BROKEN);
		assert_string_equal(result->schedule, buf_text(&schedule));
		result_free(result);
	}
	buf_free(&schedule);
	exploration_free(found);
}

/* Where there are no fibers, chance must do, and it says so. */
static void test_without_fibers_nothing_is_proved(void **state)
{
	struct turned turned;
	struct exploration *found;

	(void)state;
	if (FIBERS)
		skip();
	turn(&turned, "heartbeat", "");
	found = explore_with(&turned, true, &(struct explore_limits){ .schedules = 50 });
	assert_false(found->proved);
	assert_string_equal(found->search, "sampled");
	assert_non_null(strstr(found->limit, "fibers"));
	exploration_free(found);
}

/* ---- What a slow task may and may not see ---- */

static struct chan *chan;

static void send_one(void *arg)
{
	(void)arg;
	chan_send(chan, &(int){ 1 });
}

/* The partner may be slow to arrive. */
static void wait_for_a_partner(const int *p)
{
	int value;

	(void)p;
	chan = chan_make(int, 0, "chan");
	task_go(send_one, NULL, USES(SENDS(chan)), "sender");
	select_on(10, RECV(chan, &value));
}

static void test_a_partner_may_be_late(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	program_ends(PROGRAM(wait_for_a_partner), false, OK);
	program_ends(PROGRAM(wait_for_a_partner), true, OK | LEAK);
}

/* What was there when it came, or in good time, is taken, however slow the task is. */
static void take_what_is_there(const int *p)
{
	struct context *soon = context_make_within(NULL, 5, "soon");
	int value;

	(void)p;
	chan = chan_make(int, 1, "chan");
	chan_send(chan, &(int){ 1 });
	lab_check(select_on(0, RECV(chan, &value)) == 0, "a value is taken at once");
	lab_check(select_on(10, DONE(soon)) == 0, "its end is seen before the time is up");
	lab_check(select_on(0, RECV(chan, &value)) == SELECT_TIMEOUT, "nothing is there");
}

static void test_what_is_ready_in_time_does_not_time_out(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	program_ends(PROGRAM(take_what_is_there), false, OK);
	program_ends(PROGRAM(take_what_is_there), true, OK);
}

/* ---- Going on for ever ---- */

static void poll_until_over(const int *p)
{
	struct context *soon = context_make_within(NULL, 5, "soon");

	(void)p;
	while (context_why(soon) == CONTEXT_LIVES)
		;
}

static void sleep_for_ever(const int *p)
{
	(void)p;
	for (;;)
		task_sleep(1);
}

static void hear_for_ever(const int *p)
{
	struct timer *ticker = ticker_make(1, ENDLESS, "ticker");

	(void)p;
	for (;;)
		timer_wait(ticker);
}

static void grow_for_ever(const int *p)
{
	struct cell *cell = cell_make(0, "cell");

	(void)p;
	for (int i = 0;; i++) {
		cell_store(cell, i);
		task_sleep(1);
	}
}

static void test_going_on_for_ever(void **state)
{
	struct turned endless = { .pattern = PROGRAM(grow_for_ever) };
	struct exploration *found;

	(void)state;
	if (!FIBERS)
		skip();
	program_ends(PROGRAM(poll_until_over), false, LOCKUP);  /* no time passes while it polls: there is no end */
	program_ends(PROGRAM(poll_until_over), true, OK);       /* time does not wait for ever */
	for (int any_time = 0; any_time < 2; any_time++) {
		program_ends(PROGRAM(sleep_for_ever), any_time, LOCKUP);
		program_ends(PROGRAM(hear_for_ever), any_time, LOCKUP);
		found = explore_with(&endless, any_time, &(struct explore_limits){ .steps = 500, .schedules = 3 });
		assert_false(found->proved);                    /* it never repeats itself: a limit, and said to be one */
		assert_non_null(found->limit);
		exploration_free(found);
	}
}

/* ---- Strategies ---- */

static void test_chance_repeats_itself(void **state)
{
	struct turned turned;
	int clocked = 0;

	(void)state;
	turn(&turned, "heartbeat", "");
	for (uint64_t seed = 1; seed <= 50; seed++) {
		struct result *first = run_any(&turned, NULL, seed, CARRIER_FIBERS);
		struct result *threads = run_any(&turned, NULL, seed, CARRIER_THREADS);
		struct result *replayed = run_any(&turned, first->schedule, 0, CARRIER_FIBERS);

		clocked += strchr(first->schedule, 't') != NULL;
		assert_true(first->any_time);
		assert_string_equal(first->schedule, threads->schedule);
		assert_string_equal(first->schedule, replayed->schedule);
		assert_int_equal(first->verdict, threads->verdict);
		assert_int_equal(first->verdict, replayed->verdict);
		result_free(first);
		result_free(threads);
		result_free(replayed);
	}
	assert_true(clocked > 25);
}

static struct result *run_in_order(const struct turned *turned, bool any_time)
{
	struct round_robin robin = { 0 };
	struct run_options options = {
		.pattern = turned->pattern, .values = turned->values, .files = turned->files, .engine = &turn_engine,
		.turn = { .strategy = &strategy_round_robin, .context = &robin, .any_time = any_time },
	};
	char *error = NULL;
	struct result *result = watch_run(&options, NULL, &error);

	assert_non_null(result);
	return result;
}

/* In a fixed order the clock lets everybody else go first: as where time is virtual, but for its own steps. */
static void test_a_fixed_order_starves_nobody(void **state)
{
	static const char *const names[] = { "heartbeat", "self-healing", "rate-limit", "semaphore", "select" };

	(void)state;
	for (int i = 0; i < COUNT(names); i++) {
		struct turned turned;
		struct result *any, *virtual;
		struct step *steps, *kept;
		struct buf without = { 0 };
		char *error = NULL;
		long n, n_kept = 0;

		turn(&turned, names[i], "");
		any = run_in_order(&turned, true);
		virtual = run_in_order(&turned, false);
		steps = schedule_parse(any->schedule, &n, &error);
		kept = calloc((size_t)n + 1, sizeof *kept);
		for (long k = 0; k < n; k++)
			if (steps[k].task != CLOCK_TASK)
				kept[n_kept++] = steps[k];
		schedule_print(&without, kept, n_kept);
		assert_string_equal(buf_text(&without), virtual->schedule);
		assert_int_equal(any->verdict, virtual->verdict);
		free(steps);
		free(kept);
		buf_free(&without);
		result_free(any);
		result_free(virtual);
	}
}

static void test_priorities_include_the_clock(void **state)
{
	struct turned turned;
	int early = 0, late = 0;

	(void)state;
	turn(&turned, "heartbeat", "");
	for (uint64_t seed = 1; seed <= 60; seed++) {
		struct pct pct;
		struct run_options options = {
			.pattern = turned.pattern, .values = turned.values, .files = turned.files, .engine = &turn_engine,
			.turn = { .strategy = &strategy_pct, .context = &pct, .any_time = true },
		};
		char *error = NULL;
		struct result *result;

		pct_init(&pct, seed, 3, 40);
		result = watch_run(&options, NULL, &error);
		early += result->verdict == VERDICT_BROKEN;
		late += result->verdict == VERDICT_OK;
		result_free(result);
	}
	assert_true(early > 0 && late > 0);
	assert_int_equal(early + late, 60);
}

/* ---- By hand ---- */

static struct stepper *begin(const char *name, bool any_time)
{
	struct turned turned;
	struct run_options options = { .values = turned.values, .files = turned.files, .turn = { .any_time = any_time } };
	struct stepper *stepper;
	char *error = NULL;

	turn(&turned, name, "");
	options.pattern = turned.pattern;
	stepper = stepper_new(&options, &error);
	assert_non_null(stepper);
	return stepper;
}

static void test_the_clock_is_stepped_like_a_task(void **state)
{
	struct stepper *stepper = begin("heartbeat", true);
	const struct position *position = stepper_look(stepper);
	struct buf why = { 0 };

	(void)state;
	assert_non_null(position->clock);
	assert_int_equal(position->now, 0);
	assert_int_equal(position->due, 10 * 1000000);          /* the first beat */
	stepper_make(stepper, position->clock);
	position = stepper_look(stepper);
	assert_int_equal(position->now, 10 * 1000000);
	assert_string_equal(position->result->schedule, "t");
	assert_true(position->result->any_time);
	assert_true(stepper_goto(stepper, 0, &why));
	position = stepper_look(stepper);
	assert_int_equal(position->now, 0);
	assert_int_equal(position->known, 1);
	assert_int_equal(position->next->step.task, CLOCK_TASK);
	stepper_next(stepper);
	assert_int_equal(stepper_look(stepper)->now, 10 * 1000000);
	stepper_go(stepper, 1000, NULL, NULL);
	position = stepper_look(stepper);
	assert_true(position->over);
	assert_null(position->clock);
	stepper_free(stepper);
}

static void test_where_time_is_virtual_the_clock_is_nobody(void **state)
{
	struct stepper *stepper = begin("heartbeat", false);

	(void)state;
	for (const struct position *position; position = stepper_look(stepper), !position->over; stepper_next(stepper)) {
		assert_null(position->clock);
		assert_int_not_equal(position->next->step.task, CLOCK_TASK);
	}
	assert_null(strchr(stepper_look(stepper)->result->schedule, 't'));
	stepper_free(stepper);
}

static void test_a_step_of_the_clock_that_does_not_fit_is_told(void **state)
{
	struct stepper *stepper = begin("channel", true);

	(void)state;
	stepper_suggest(stepper, &(struct step){ CLOCK_TASK, 0 }, 1);
	assert_string_equal(stepper_look(stepper)->misfit,
	                    "step 1 lets the clock move, but nobody waits for a later time");
	stepper_free(stepper);
}

CONF_MAIN(
	cmocka_unit_test(test_what_relies_on_a_timeout_is_found),
	cmocka_unit_test(test_what_relies_on_no_timeout_is_proved),
	cmocka_unit_test(test_the_shortest_schedule_names_the_clock),
	cmocka_unit_test(test_without_fibers_nothing_is_proved),
	cmocka_unit_test(test_a_partner_may_be_late),
	cmocka_unit_test(test_what_is_ready_in_time_does_not_time_out),
	cmocka_unit_test(test_going_on_for_ever),
	cmocka_unit_test(test_chance_repeats_itself),
	cmocka_unit_test(test_a_fixed_order_starves_nobody),
	cmocka_unit_test(test_priorities_include_the_clock),
	cmocka_unit_test(test_the_clock_is_stepped_like_a_task),
	cmocka_unit_test(test_where_time_is_virtual_the_clock_is_nobody),
	cmocka_unit_test(test_a_step_of_the_clock_that_does_not_fit_is_told),
)
