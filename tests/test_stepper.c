/*
 * test_stepper.c - a run that is stepped by hand: what can move and why the rest cannot, back and forth, the end.
 */
#include "lab/search/stepper.h"

#include "lab/engine/strategy.h"
#include "lab/explain/explain.h"
#include "tests/conf.h"
#include "tests/run_pattern.h"

/* ---- Helpers ---- */

static struct stepper *begin_on(const char *pattern, const char *settings, enum carrier_kind carrier)
{
	struct turned turned;
	struct run_options options = { .values = turned.values,
		                       .files = turned.files,
		                       .turn = { .carrier = carrier } };
	struct stepper *stepper;
	char *error = NULL;

	turn(&turned, pattern, settings);
	options.pattern = turned.pattern;
	stepper = stepper_new(&options, &error);
	assert_non_null(stepper);
	return stepper;
}

static struct stepper *begin(const char *pattern, const char *settings)
{
	return begin_on(pattern, settings, CARRIER_FIBERS);
}

static struct stepper *begin_program(const struct pattern *pattern)
{
	struct run_options options = { .pattern = pattern };
	char *error = NULL;
	struct stepper *stepper = stepper_new(&options, &error);

	assert_non_null(stepper);
	return stepper;
}

static const char *name_of(const struct position *position, int task)
{
	return position->result->snapshot->tasks[task].name;
}

static int task_called(const struct position *position, const char *name)
{
	for (int i = 0; i < position->n_tasks; i++)
		if (!strcmp(name_of(position, i), name))
			return i;
	fail_msg("no task is called %s", name);
	return -1;
}

static const struct stand *stand_of(const struct position *position, const char *name)
{
	return &position->tasks[task_called(position, name)];
}

/* The way number `way` of this task. */
static void let(struct stepper *stepper, const char *name, int way)
{
	const struct stand *stand = stand_of(stepper_look(stepper), name);

	assert_true(way < stand->n_ways);
	stepper_make(stepper, &stand->ways[way]);
}

static void go_to(struct stepper *stepper, long n)
{
	struct buf why = { 0 };

	assert_true(stepper_goto(stepper, n, &why));
	assert_int_equal(why.length, 0);
	assert_int_equal(stepper_look(stepper)->step, n);
}

static void suggest(struct stepper *stepper, const char *text)
{
	char *error = NULL;
	long n;
	struct step *steps = schedule_parse(text, &n, &error);

	assert_non_null(steps);
	stepper_suggest(stepper, steps, n);
	free(steps);
}

/* All that can be seen of a position. */
static char *picture(const struct position *position)
{
	const struct trace *trace = &position->result->trace;
	struct buf text = { 0 };

	buf_printf(&text, "step %ld now %lld over %d %s next %d\n", position->step,
	           (long long)position->now, position->over, position->result->schedule,
	           position->next ? position->next->step.task : -1);
	for (int i = 0; i < position->n_tasks; i++) {
		const struct stand *stand = &position->tasks[i];

		buf_printf(&text, "%s %d %s ways %d", name_of(position, i), stand->stance,
		           stand->here ? stand->here : "", stand->n_ways);
		for (int k = 0; k < stand->n_deeds; k++)
			buf_printf(&text, " %d:%d=%lld", stand->deeds[k].event, stand->deeds[k].object,
			           stand->deeds[k].has_value ? (long long)stand->deeds[k].value : 0);
		buf_addc(&text, '\n');
	}
	for (int i = 0; i < position->result->snapshot->n_objects; i++)
		buf_printf(&text, "%s %s\n", position->result->snapshot->objects[i].name,
		           position->result->snapshot->objects[i].state);
	for (long i = 0; i < trace->n_events; i++)
		buf_printf(&text, "%llu %s %d %d\n", (unsigned long long)trace->events[i].stamp,
		           trace->tasks[trace->events[i].task], trace->events[i].kind,
		           trace->events[i].object);
	return buf_take(&text);
}

static void assert_same_picture(struct stepper *stepper, const char *expected)
{
	char *now = picture(stepper_look(stepper));

	assert_string_equal(now, expected);
	free(now);
}

/* ---- How tasks stand ---- */

static void test_the_start(void **state)
{
	struct stepper *stepper = begin("worker-pool", "feed=main workers=2 jobs=5 buffer=1");
	const struct position *position = stepper_look(stepper);

	(void)state;
	assert_int_equal(position->step, 0);
	assert_int_equal(position->n_tasks, 1);
	assert_false(position->over);
	assert_int_equal(position->tasks[0].stance, STANCE_CAN_MOVE);
	assert_int_equal(position->tasks[0].n_ways, 1);
	assert_int_equal(position->next->step.task, 0);
	assert_int_equal(position->result->verdict, VERDICT_INTERRUPTED);
	stepper_free(stepper);
}

static void test_who_can_move_and_who_cannot(void **state)
{
	struct stepper *stepper = begin("worker-pool", "feed=main workers=2 jobs=5 buffer=1");
	const struct stand *stand;

	(void)state;
	let(stepper, "main", 0);
	stand = stand_of(stepper_look(stepper), "main");
	assert_int_equal(stand->stance, STANCE_CAN_MOVE);
	assert_int_equal(stand->n_deeds, 1);
	assert_int_equal(stand->deeds[0].event, EV_CHAN_SEND);
	assert_true(stand->deeds[0].has_value);
	assert_non_null(strstr(stand->here, "worker_pool.c:"));
	stand = stand_of(stepper_look(stepper), "worker-1");
	assert_int_equal(stand->stance, STANCE_BLOCKED);
	assert_int_equal(stand->n_ways, 0);
	assert_int_equal(stand->deeds[0].event, EV_CHAN_RECV);
	let(stepper, "main", 0);
	assert_int_equal(stand_of(stepper_look(stepper), "worker-1")->stance, STANCE_CAN_MOVE);
	assert_int_equal(stand_of(stepper_look(stepper), "main")->stance, STANCE_BLOCKED);
	stepper_free(stepper);
}

static void test_a_meeting_is_a_way_of_both(void **state)
{
	struct stepper *stepper = begin("worker-pool", "feed=main workers=2 jobs=5 buffer=0");
	const struct position *position;
	const struct stand *stand;

	(void)state;
	let(stepper, "main", 0);
	position = stepper_look(stepper);
	stand = stand_of(position, "main");
	assert_int_equal(stand->n_ways, 2);
	assert_int_equal(stand->ways[1].partner, task_called(position, "worker-1"));
	stand = stand_of(position, "worker-1");
	assert_int_equal(stand->n_ways, 1);
	assert_int_equal(stand->ways[0].step.task, 0);
	assert_int_equal(stand->ways[0].event, EV_CHAN_SEND);
	assert_int_equal(stand->ways[0].met, EV_CHAN_RECV);
	let(stepper, "worker-1", 0);
	position = stepper_look(stepper);
	assert_string_equal(position->result->schedule, "0 0.1");
	assert_int_equal(stand_of(position, "worker-1")->deeds[0].event, EV_CHAN_SEND);
	assert_int_equal(stand_of(position, "worker-0")->deeds[0].event, EV_CHAN_RECV);
	stepper_free(stepper);
}

static void program_sleeps(const int *p)
{
	(void)p;
	task_sleep(30);
	task_sleep(5);
}

static struct cell *shared;

static void sleeper(void *arg)
{
	(void)arg;
	task_sleep(30);
}

static void loads_once(const int *p)
{
	(void)p;
	shared = cell_make(0, "shared");
	task_go(sleeper, NULL, USES(LOADS(shared)), "sleeper");
	cell_load(shared);
	cell_load(shared);
}

static void test_time_passes_when_nothing_else_can(void **state)
{
	struct stepper *stepper = begin_program(PROGRAM(program_sleeps));
	const struct position *position = stepper_look(stepper);

	(void)state;
	assert_int_equal(position->tasks[0].stance, STANCE_CAN_MOVE);
	assert_int_equal(position->tasks[0].ways[0].event, EV_SLEEP);
	assert_int_equal(position->now, 30000000);
	stepper_next(stepper);
	assert_int_equal(stepper_look(stepper)->now, 35000000);
	stepper_next(stepper);
	assert_true(stepper_look(stepper)->over);
	assert_int_equal(stepper_look(stepper)->result->verdict, VERDICT_OK);
	stepper_free(stepper);
	stepper = begin_program(PROGRAM(loads_once));
	position = stepper_look(stepper);
	assert_int_equal(position->now, 0);
	assert_int_equal(stand_of(position, "sleeper")->stance, STANCE_SLEEPING);
	assert_int_equal(stand_of(position, "sleeper")->wakes, 30000000);
	stepper_free(stepper);
}

static void test_cells_are_loaded_and_stored_in_two_steps(void **state)
{
	struct stepper *stepper = begin("mutex", "lock=none");
	const struct stand *stand;

	(void)state;
	let(stepper, "task-0", 0);
	stand = stand_of(stepper_look(stepper), "task-0");
	assert_int_equal(stand->deeds[0].event, EV_CELL_STORE);
	assert_int_equal(stand->deeds[0].value, 1);
	assert_int_equal(stand_of(stepper_look(stepper), "task-1")->deeds[0].event, EV_CELL_LOAD);
	stepper_free(stepper);
}

/* ---- Back and forth ---- */

enum { PATH = 60 };

/* Random steps forward, back and to anywhere: each position looks as it did when it was first reached. */
static void wander(const char *pattern, const char *settings, enum carrier_kind carrier, uint64_t seed)
{
	struct stepper *stepper = begin_on(pattern, settings, carrier);
	struct rng rng = { seed };
	char *pictures[PATH + 1] = { NULL };
	long reached = 0;

	while (reached < PATH && stepper_look(stepper)->next) {
		const struct position *position = stepper_look(stepper);
		int task;

		do
			task = (int)rng_below(&rng, (uint32_t)position->n_tasks);
		while (!position->tasks[task].n_ways);
		let(stepper, name_of(position, task),
		    (int)rng_below(&rng, (uint32_t)position->tasks[task].n_ways));
		reached++;
	}
	for (long i = reached; i >= 0; i--) {
		go_to(stepper, i);
		pictures[i] = picture(stepper_look(stepper));
	}
	for (int i = 0; i < 30; i++) {
		long to = (long)rng_below(&rng, (uint32_t)reached + 1);

		go_to(stepper, to);
		assert_same_picture(stepper, pictures[to]);
		if (to < reached) {
			stepper_next(stepper);          /* it knows the way */
			assert_same_picture(stepper, pictures[to + 1]);
		}
	}
	for (long i = 0; i <= reached; i++)
		free(pictures[i]);
	stepper_free(stepper);
}

static void test_every_position_is_found_again(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 4; seed++) {
		wander("worker-pool", "feed=main jobs=6 workers=2", CARRIER_FIBERS, seed);
		wander("dining", "order=same-handed", CARRIER_FIBERS, seed);
		wander("mutex", "lock=none", CARRIER_FIBERS, seed);
		wander("select", "timeout=5", CARRIER_FIBERS, seed);
		wander("channel", "close=twice", CARRIER_FIBERS, seed);
	}
	wander("worker-pool", "feed=main jobs=6 workers=2", CARRIER_THREADS, 1);
	wander("dining", "order=same-handed", CARRIER_THREADS, 2);
}

static void test_another_step_makes_another_way(void **state)
{
	struct stepper *stepper = begin("mutex", "lock=none");

	(void)state;
	stepper_go(stepper, 6, NULL, NULL);
	go_to(stepper, 2);
	assert_int_equal(stepper_look(stepper)->known, 6);
	let(stepper, name_of(stepper_look(stepper), stepper_look(stepper)->next->step.task), 0);
	assert_int_equal(stepper_look(stepper)->known, 6);      /* the same as before */
	go_to(stepper, 2);
	let(stepper, stepper_look(stepper)->next->step.task == 1 ? "task-1" : "task-0", 0);
	assert_int_equal(stepper_look(stepper)->known, 3);
	stepper_free(stepper);
}

enum { LONG = 10000 };

static void long_loop(const int *p)
{
	(void)p;
	shared = cell_make(0, "shared");
	for (int64_t i = 1; i <= LONG; i++)
		cell_store(shared, i);
}

static void test_back_and_goto_over_ten_thousand_steps(void **state)
{
	struct stepper *stepper = begin_program(PROGRAM(long_loop));
	const struct position *position;

	(void)state;
	assert_int_equal(stepper_go(stepper, LONG * 2, NULL, NULL), LONG);
	assert_true(stepper_look(stepper)->over);
	for (long to = LONG - 1; to > 0; to /= 3) {
		go_to(stepper, to);
		position = stepper_look(stepper);
		assert_int_equal(position->tasks[0].deeds[0].value, to + 1);
		assert_int_equal(position->result->trace.n_events, to);
		assert_int_equal(position->result->trace.events[to - 1].value, to);
		assert_int_equal(position->known, LONG);
	}
	go_to(stepper, LONG);
	assert_true(stepper_look(stepper)->over);
	assert_int_equal(stepper_look(stepper)->result->events, LONG + 1);
	stepper_free(stepper);
}

/* ---- The way ahead ---- */

static void test_a_suggestion_is_followed(void **state)
{
	struct stepper *stepper = begin("mutex", "lock=none");

	(void)state;
	suggest(stepper, "1 2 1 2");
	assert_int_equal(stepper_look(stepper)->known, 4);
	assert_int_equal(stepper_go(stepper, 4, NULL, NULL), 4);
	assert_string_equal(stepper_look(stepper)->result->schedule, "1 2 1 2");
	stepper_free(stepper);
}

static void test_a_suggestion_that_does_not_fit_says_so(void **state)
{
	struct stepper *stepper = begin("mutex", "lock=none");
	struct buf why = { 0 };

	(void)state;
	suggest(stepper, "1 0 1");
	assert_null(stepper_look(stepper)->misfit);
	stepper_next(stepper);
	assert_string_equal(stepper_look(stepper)->misfit,
	                    "step 2 lets main move, but it waits to join task-0");
	assert_int_equal(stepper_look(stepper)->known, 1);
	stepper_next(stepper);
	assert_null(stepper_look(stepper)->misfit);
	suggest(stepper, "1 2 9");
	assert_false(stepper_goto(stepper, 3, &why));
	assert_string_equal(buf_text(&why), "step 3 lets task 9 move, but there are only tasks 0 to 2");
	assert_int_equal(stepper_look(stepper)->step, 2);
	buf_clear(&why);
	suggest(stepper, "1.3");
	assert_false(stepper_goto(stepper, 1, &why));
	assert_string_equal(buf_text(&why),
	                    "step 1 lets task-0 move, but it has only one way to move, .0, and not .3");
	buf_free(&why);
	stepper_free(stepper);
}

static void test_a_suggestion_longer_than_the_run_says_so(void **state)
{
	struct stepper *stepper = begin("channel", "mode=self sends=1");
	struct buf why = { 0 };

	(void)state;
	suggest(stepper, "0");
	assert_false(stepper_goto(stepper, 1, &why));
	assert_string_equal(buf_text(&why),
	                    "step 1 lets main move, but the run is over after step 0: deadlock");
	buf_free(&why);
	stepper_free(stepper);
}

static bool before_a_store(void *context, const struct run *run, const struct way *way)
{
	(void)context;
	(void)run;
	return way->event == EV_CELL_STORE;
}

static void test_going_stops_where_it_is_told_to(void **state)
{
	struct stepper *stepper = begin("mutex", "lock=none tasks=1");

	(void)state;
	for (int round = 0; round < 3; round++) {
		assert_true(stepper_go(stepper, 100, before_a_store, NULL) > 0);
		assert_int_equal(stepper_look(stepper)->next->event, EV_CELL_STORE);
	}
	assert_true(stepper_go(stepper, 100, before_a_store, NULL) > 0);
	assert_true(stepper_look(stepper)->over);
	assert_int_equal(stepper_go(stepper, 100, before_a_store, NULL), 0);
	stepper_free(stepper);
}

/* ---- The end ---- */

static char *explain(const struct result *result)
{
	struct buf text = { 0 };

	buf_printf(&text, "%s %d %ld\n", verdict_word(result->verdict), result->leaked, result->events);
	explain_result(&text, result, 80, false);
	return buf_take(&text);
}

/* The same steps, watched and stepped, come to the same result in the same words. */
static void ends_as_watched(const char *pattern, const char *settings, uint64_t seed)
{
	struct rng rng = { seed };
	struct turned turned;
	struct run_options options = { .values = turned.values, .files = turned.files, .engine = &turn_engine,
	                               .turn = { .strategy = &strategy_random, .context = &rng } };
	char *error = NULL, *expected, *got;
	struct result *watched, *stepped;
	struct stepper *stepper;

	turn(&turned, pattern, settings);
	options.pattern = turned.pattern;
	watched = watch_run(&options, NULL, &error);
	stepper = begin(pattern, settings);
	suggest(stepper, watched->schedule);
	go_to(stepper, watched->steps);
	assert_true(stepper_look(stepper)->over);
	stepped = stepper_result(stepper);
	expected = explain(watched);
	got = explain(stepped);
	assert_string_equal(got, expected);
	assert_int_equal(stepped->trace.n_events, watched->trace.n_events);
	assert_int_equal(stepped->trace.dropped, 0);
	go_to(stepper, watched->steps / 2);     /* there is a way back, and the result outlives it */
	stepper_free(stepper);
	free(got);
	got = explain(stepped);
	assert_string_equal(got, expected);
	free(got);
	free(expected);
	result_free(stepped);
	result_free(watched);
}

static void test_an_end_is_explained_as_if_it_had_been_watched(void **state)
{
	(void)state;
	for (int i = 0; patterns[i]; i++)
		ends_as_watched(patterns[i]->name, "", 5);
	ends_as_watched("worker-pool", "feed=main jobs=9", 1);
	ends_as_watched("dining", "order=same-handed seats=2", 4);
	ends_as_watched("generator", "take=2 done=off", 1);
	ends_as_watched("channel", "close=twice", 1);
	ends_as_watched("lock-order", "order=opposite", 2);
}

static void test_a_finding_leaves_the_others_where_they_stood(void **state)
{
	struct stepper *stepper = begin("channel", "close=twice");
	const struct position *position;

	(void)state;
	stepper_go(stepper, 100, NULL, NULL);
	position = stepper_look(stepper);
	assert_true(position->over);
	assert_int_equal(position->result->verdict, VERDICT_PANIC);
	assert_null(position->next);
	for (int i = 0; i < position->n_tasks; i++) {
		assert_int_equal(position->tasks[i].n_ways, 0);
		assert_true(position->tasks[i].stance != STANCE_CAN_MOVE);
	}
	stepper_free(stepper);
}

static void test_a_run_can_be_over_before_its_first_step(void **state)
{
	struct stepper *stepper = begin("channel", "mode=self sends=1");

	(void)state;
	assert_true(stepper_look(stepper)->over);
	assert_int_equal(stepper_look(stepper)->result->verdict, VERDICT_DEADLOCK);
	assert_int_equal(stepper_go(stepper, 5, NULL, NULL), 0);
	go_to(stepper, 0);
	stepper_free(stepper);
}

static void test_the_length_of_a_run(void **state)
{
	struct turned turned;
	struct run_options options = { .values = turned.values, .files = turned.files };

	(void)state;
	turn(&turned, "mutex", "lock=none tasks=2 loops=3");
	options.pattern = turned.pattern;
	assert_int_equal(stepper_length(&options, 1000), 2 * 3 * 2 + 2 + 1);
	assert_int_equal(stepper_length(&options, 7), 7);
}

CONF_MAIN(
	cmocka_unit_test(test_the_start),
	cmocka_unit_test(test_who_can_move_and_who_cannot),
	cmocka_unit_test(test_a_meeting_is_a_way_of_both),
	cmocka_unit_test(test_time_passes_when_nothing_else_can),
	cmocka_unit_test(test_cells_are_loaded_and_stored_in_two_steps),
	cmocka_unit_test(test_every_position_is_found_again),
	cmocka_unit_test(test_another_step_makes_another_way),
	cmocka_unit_test(test_back_and_goto_over_ten_thousand_steps),
	cmocka_unit_test(test_a_suggestion_is_followed),
	cmocka_unit_test(test_a_suggestion_that_does_not_fit_says_so),
	cmocka_unit_test(test_a_suggestion_longer_than_the_run_says_so),
	cmocka_unit_test(test_going_stops_where_it_is_told_to),
	cmocka_unit_test(test_an_end_is_explained_as_if_it_had_been_watched),
	cmocka_unit_test(test_a_finding_leaves_the_others_where_they_stood),
	cmocka_unit_test(test_a_run_can_be_over_before_its_first_step),
	cmocka_unit_test(test_the_length_of_a_run),
)
