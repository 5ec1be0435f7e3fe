/* test_reel.c - each moment of a trace says what the run's state was at that step. */
#include "tests/capture.h"
#include "tests/check_text.h"

#include "lab/engine/pattern.h"
#include "lab/trace/snap_text.h"
#include "lab/view/reel.h"

static const struct result *run(struct capture *c, const char *line)
{
	assert_true(say(c, line) <= STATUS_FINDING);
	return session_result(c->session);
}

/* ---- Against the run's own state ---- */

static void check_task(const struct moment_task *seen, const struct snap_task *task)
{
	if (task->state == TASK_BLOCKED || task->state == TASK_SLEEPING) {
		assert_int_equal(seen->state, task->state == TASK_BLOCKED ? TASK_BLOCKED : seen->state);
		assert_true(seen->state == TASK_BLOCKED || seen->state == TASK_SLEEPING);
		if (task->n_cases == 1)
			assert_int_equal(seen->object, task->cases[0].object);
		assert_int_equal(seen->choice, task->n_cases > 1);
	} else if (task->state == TASK_ENDED || task->state == TASK_NEW) {
		assert_int_equal(seen->state, task->state);
	} else {
		assert_true(seen->state == TASK_RUNNING || seen->state == TASK_BLOCKED || seen->state == TASK_SLEEPING);
	}
	if (seen->ready)
		assert_int_equal(task->state, TASK_RUNNING);
}

static void check_object(const struct moment_object *seen, const struct snap_object *object)
{
	if (snap_is_task(object))
		return;
	if (seen->level >= 0)
		assert_int_equal(seen->level, object->occupancy);
	if (seen->made)
		assert_int_equal(seen->owner, object->owner);
	if (!strcmp(object->kind, "channel") && seen->n_items >= 0)
		assert_int_equal(seen->n_items, object->occupancy);
	if (!strcmp(object->kind, "rwlock") && object->owner == NO_TASK && seen->made)
		assert_int_equal(seen->n_holders, object->occupancy);
	if (!strcmp(object->kind, "cell") && seen->value.kind == VALUE_NUMBER && *object->state)
		assert_true(strtoll(object->state, NULL, 0) == seen->value.value);
}

static void check_moment(const struct moment *moment, const struct snapshot *snapshot)
{
	for (int i = 0; i < snapshot->n_tasks; i++)
		check_task(&moment->tasks[i], &snapshot->tasks[i]);
	for (int i = 0; i < snapshot->n_objects; i++)
		check_object(&moment->objects[i], &snapshot->objects[i]);
}

/* Forward, back again, by leaps: the same. */
static void check_there_and_back(struct reel *reel, const struct trace *trace)
{
	long steps = reel_steps(reel);
	unsigned long *levels = calloc((size_t)(steps + 1), sizeof *levels);

	for (int way = 0; way < 3; way++)
		for (long i = 0; i <= steps; i++) {
			long step = way == 0 ? i : way == 1 ? steps - i : i * 7919 % (steps + 1);
			const struct moment *moment = reel_at(reel, step);
			unsigned long sum = 0;

			assert_int_equal(moment->step, step);
			assert_int_equal(moment->n_marks > 0, step > 0 && moment->mover != CLOCK_TASK);
			for (int k = 0; k < trace->n_objects; k++)
				sum = 31 * sum + (unsigned long)(moment->objects[k].level + 7 * moment->objects[k].owner + moment->objects[k].n_items);
			for (int k = 0; k < trace->n_tasks; k++)
				sum = 31 * sum + (unsigned long)((int)moment->tasks[k].state + 3 * moment->tasks[k].object + moment->tasks[k].ready);
			assert_true(way == 0 || levels[step] == sum);
			levels[step] = sum;
		}
	free(levels);
}

static bool is_drawn_waiting(const struct lanes *lanes, int task, long step)
{
	for (long i = lanes->lanes[task].spans; i >= 0; i = lanes->spans[i].next)
		if (lanes->spans[i].state == LANE_BLOCKED && lanes->spans[i].from <= step && step < lanes->spans[i].to)
			return true;
	return false;
}

/* Who is ready waits no longer, in the lanes, either. Returns how often somebody was, for what. */
static long check_ready(struct reel *reel, const struct trace *trace, enum event_kind what)
{
	long n = 0;

	for (long step = 0; step < reel_steps(reel); step++)
		for (int i = 0; i < trace->n_tasks; i++) {
			const struct moment_task *task = &reel_at(reel, step)->tasks[i];

			if (!task->ready)
				continue;
			assert_false(is_drawn_waiting(reel_lanes(reel), i, step));
			n += task->what == what;
		}
	return n;
}

static void test_who_is_ready_waits_no_longer(void **state)
{
	static const struct {
		const char     *line;
		enum event_kind what;
	} runs[] = {
		{ "run mutex seed=1 log=0", EV_LOCK }, { "run semaphore seed=1 log=0", EV_ACQUIRE },
		{ "run dining seats=5 seed=2 log=0", EV_LOCK }, { "run rwlock seed=3 log=0", EV_READ_LOCK },
		{ "run dining seats=3 seed=3 log=0", EV_TASK_JOIN }, { "run tasks seed=3 log=0", EV_TASK_JOIN },
		{ "run bounded-buffer seed=3 log=0", EV_COND_WAKE }, { "run barrier seed=1 log=0", EV_BARRIER_PASS },
	};
	struct capture c;

	(void)state;
	capture_open(&c);
	for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
		const struct result *result = run(&c, runs[i].line);
		struct reel *reel = reel_new(&result->trace, result->snapshot);

		assert_true(check_ready(reel, &result->trace, runs[i].what) > 0);
		reel_free(reel);
	}
	capture_close(&c);
}

static void check_end(struct capture *c, const char *line)
{
	const struct result *result = run(c, line);
	struct reel *reel = reel_new(&result->trace, result->snapshot);

	if (result->trace.dropped == 0) {
		assert_int_equal(reel_lanes(reel)->n_taken, result->steps);
		assert_true(reel_steps(reel) <= result->steps + 1);
		if (!result->exited && result->verdict != VERDICT_CRASH)
			check_moment(reel_at(reel, reel_steps(reel)), result->snapshot);
	}
	check_there_and_back(reel, &result->trace);
	reel_free(reel);
}

static void test_the_end_of_any_run(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	for (int i = 0; patterns[i]; i++) {
		char line[200];

		for (int seed = 1; seed < 4 && !patterns[i]->settings[0].is_file; seed++) {
			snprintf(line, sizeof line, "run %s seed=%d log=0", patterns[i]->name, seed);
			check_end(&c, line);
		}
	}
	check_end(&c, "run rwlock time=any seed=3 log=0");
	check_end(&c, "run lost-wakeup time=any seed=2 log=0");
	check_end(&c, "run worker-pool jobs=200 keep=100 seed=1 log=0");
	check_end(&c, "run dining order=same-handed seed=3 log=0");
	check_end(&c, "run worker-pool jobs=200 workers=3 seed=5 log=0");
	check_end(&c, "run mutex lock=none loops=1 schedule=\"2 1x2 2 0x3\" log=0");
	check_end(&c, "run mutex relock=on kind=errorcheck loops=1 seed=1 log=0");
	check_end(&c, "run worker-pool close=workers jobs=3 seed=1 log=0");
	capture_close(&c);
}

/* A stepped run has a snapshot at each step. */
static void check_each_step(const char *begin)
{
	struct capture c;
	long before = -1;

	capture_open(&c);
	say(&c, begin);
	for (;;) {
		const struct result *result = session_result(c.session);
		struct reel *reel;

		assert_non_null(result);
		if (result->steps == before)
			break;
		before = result->steps;
		reel = reel_new(&result->trace, result->snapshot);
		assert_int_equal(reel_steps(reel), before);
		check_moment(reel_at(reel, before), result->snapshot);
		reel_free(reel);
		say(&c, "step");
	}
	assert_true(before > 5);
	capture_close(&c);
}

static void test_each_step(void **state)
{
	(void)state;
	check_each_step("step worker-pool jobs=3 workers=2");
	check_each_step("step dining seats=3");
	check_each_step("step pipeline");
	check_each_step("step rwlock");
	check_each_step("step lost-wakeup");
	check_each_step("step bounded-buffer");
	check_each_step("step semaphore");
}

/* ---- What it tells ---- */

static int object_named(const struct trace *trace, const char *name)
{
	for (int i = 0; i < trace->n_objects; i++)
		if (!strcmp(trace->objects[i].name, name))
			return i;
	fail_msg("no object %s", name);
	return -1;
}

static void test_why_philosophers_hang(void **state)
{
	struct capture c;
	const struct result *result;
	const struct moment *moment;
	struct reel *reel;

	(void)state;
	capture_open(&c);
	result = run(&c, "run dining seats=3 order=same-handed schedule=\"1 3 2\" log=0");
	reel = reel_new(&result->trace, result->snapshot);
	moment = reel_at(reel, 1);
	assert_int_equal(moment->objects[object_named(&result->trace, "fork-0")].owner, 1);
	assert_int_equal(moment->objects[object_named(&result->trace, "fork-1")].owner, NO_TASK);
	assert_true(moment->tasks[1].moved && !moment->tasks[2].moved);
	moment = reel_at(reel, 3);
	assert_int_equal(moment->tasks[1].object, object_named(&result->trace, "fork-1"));
	assert_false(moment->tasks[1].ready);
	assert_int_equal(moment->tasks[1].what, EV_LOCK);
	reel_free(reel);
	capture_close(&c);
}

static void test_what_is_in_a_channel(void **state)
{
	struct capture c;
	const struct result *result;
	struct reel *reel;
	int jobs, most = 0;

	(void)state;
	capture_open(&c);
	result = run(&c, "run worker-pool jobs=4 workers=1 buffer=3 seed=2 log=0");
	jobs = object_named(&result->trace, "jobs");
	reel = reel_new(&result->trace, result->snapshot);
	for (long step = 0; step <= reel_steps(reel); step++) {
		const struct moment_object *seen = &reel_at(reel, step)->objects[jobs];

		for (int i = 1; i < seen->n_items; i++)
			assert_true(seen->items[i].value == seen->items[i - 1].value + 1);
		most = seen->n_items > most ? seen->n_items : most;
	}
	assert_true(most > 1);
	reel_free(reel);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_end_of_any_run),
		cmocka_unit_test(test_each_step),
		cmocka_unit_test(test_who_is_ready_waits_no_longer),
		cmocka_unit_test(test_why_philosophers_hang),
		cmocka_unit_test(test_what_is_in_a_channel),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
