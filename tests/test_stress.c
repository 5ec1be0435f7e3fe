/*
 * test_stress.c - random programs on real threads: no wake-up is lost, nothing is counted wrongly, stopping works at
 * any moment.
 *
 * STRESS=n runs n times as much.
 */
#include <sched.h>
#include <time.h>

#include "lab/base/rng.h"
#include "tests/conf.h"

/* A run that does not stop is a fault, which no time shows: the test does not end. */
#define FOR_EVER (INT64_MAX / 2)

enum { MAX_TASKS = 6, CHANS = 3, MUTEXES = 2 };

/* What a random program is made of; read-only while it runs. */
static struct program {
	uint64_t seed;
	int      n_tasks, n_ops, capacity[CHANS];
	bool     patient;               /* waits without a timeout: may block for ever */
	bool     sleeps, endless;
	int      main_waits;            /* for: nothing, the group, the tasks */
} program;

/* The run's. */
static struct shared {
	struct chan       *chans[CHANS];
	struct mutex      *mutexes[MUTEXES];
	struct wait_group *group;
	struct cell       *cell;
	int                plain[MUTEXES];      /* guarded by the mutex of the same index */
	struct task       *tasks[MAX_TASKS];
	int                ids[MAX_TASKS];
} *shared;

static int times(int n)
{
	const char *more = getenv("STRESS");

	return n * (more ? atoi(more) : 1) / (SANITIZED ? 10 : 1);
}

/* ---- A random program ---- */

static int value_of(int task, int i)
{
	return task * 1000000 + i;
}

static int some_wait(struct rng *rng)
{
	static const int waits[] = { FOREVER, NOW, 0, 0, 1, 2 };

	return waits[program.patient ? rng_below(rng, COUNT(waits)) : 1 + rng_below(rng, COUNT(waits) - 1)];
}

static void select_some(struct rng *rng, int value)
{
	struct select_case cases[4];
	int n = 1 + (int)rng_below(rng, 4), in[4];

	for (int i = 0; i < n; i++) {
		struct chan *chan = rng_below(rng, 12) ? shared->chans[rng_below(rng, CHANS)] : NULL;

		cases[i] = rng_below(rng, 2) ? SEND(chan, &value) : RECV(chan, &in[i]);
	}
	select_among(some_wait(rng), cases, n);
}

/* Under both locks in the same order, or one; sometimes with a channel in between. */
static void lock_some(struct rng *rng, int value)
{
	int k = (int)rng_below(rng, MUTEXES);

	if (rng_below(rng, 3) == 0) {
		if (!mutex_trylock(shared->mutexes[k]))
			return;
	} else {
		mutex_lock(shared->mutexes[k]);
	}
	shared->plain[k]++;
	if (rng_below(rng, 8) == 0)
		select_on(1, SEND(shared->chans[0], &value));
	mutex_unlock(shared->mutexes[k]);
}

static void do_something(struct rng *rng, int task, int i)
{
	int value = value_of(task, i);
	struct chan *chan = shared->chans[rng_below(rng, CHANS)];

	switch (rng_below(rng, 16)) {
	case 0: case 1: case 2: case 3:
		if (program.patient)
			chan_send(chan, &value);
		else
			select_on(some_wait(rng), SEND(chan, &value));
		break;
	case 4: case 5: case 6: case 7:
		if (program.patient)
			chan_recv(chan, &value);
		else
			select_on(some_wait(rng), RECV(chan, &value));
		break;
	case 8: case 9: case 10:
		select_some(rng, value);
		break;
	case 11: case 12: case 13:
		lock_some(rng, value);
		break;
	case 14:
		cell_store(shared->cell, cell_load(shared->cell) + 1);
		break;
	case 15:
		if (program.sleeps)
			task_sleep((int)rng_below(rng, 3));
	}
}

static void random_task(void *arg)
{
	int id = *(int *)arg;
	struct rng rng = { program.seed + (uint64_t)id * 7919 };

	for (int i = 0; program.endless || i < program.n_ops; i++)
		do_something(&rng, id, i);
	wait_group_done(shared->group);
}

static void random_program(const int *p)
{
	(void)p;
	shared = lab_new(struct shared);
	for (int i = 0; i < CHANS; i++)
		shared->chans[i] = chan_make(int, program.capacity[i], lab_name("chan-%d", i));
	for (int i = 0; i < MUTEXES; i++)
		shared->mutexes[i] = mutex_make(i ? MUTEX_RECURSIVE : MUTEX_NORMAL, lab_name("mutex-%d", i));
	shared->group = wait_group_make("group");
	shared->cell = cell_make(0, "cell");
	wait_group_add(shared->group, program.n_tasks);
	for (int i = 0; i < program.n_tasks; i++) {
		shared->ids[i] = i;
		shared->tasks[i] = task_go(random_task, &shared->ids[i], ANYTHING, "task-%d", i);
	}
	if (program.main_waits == 1)
		wait_group_wait(shared->group);
	else if (program.main_waits == 2)
		for (int i = 0; i < program.n_tasks; i++)
			task_join(shared->tasks[i]);
}

static void make_program(uint64_t seed)
{
	struct rng rng = { seed };

	program.seed = seed;
	program.n_tasks = 2 + (int)rng_below(&rng, MAX_TASKS - 1);
	program.n_ops = 1 + (int)rng_below(&rng, 40);
	program.sleeps = rng_below(&rng, 4) == 0;
	program.patient = rng_below(&rng, 2);
	program.main_waits = (int)rng_below(&rng, 3);
	program.endless = false;
	for (int i = 0; i < CHANS; i++)
		program.capacity[i] = (int)rng_below(&rng, 3);
}

/* ---- Is what waits really not ready? ---- */

static bool somebody_waits(const struct snapshot *s, int but, int object, enum event_kind event)
{
	for (int t = 0; t < s->n_tasks; t++)
		for (int c = 0; t != but && c < s->tasks[t].n_cases; c++)
			if (s->tasks[t].cases[c].object == object && s->tasks[t].cases[c].event == event)
				return true;
	return false;
}

static bool could_go_on(const struct snapshot *s, int task, const struct snap_case *c)
{
	const struct snap_object *object = c->object == NO_OBJECT ? NULL : &s->objects[c->object];

	if (!object)
		return false;
	switch (c->event) {
	case EV_CHAN_SEND: return object->occupancy < object->capacity || somebody_waits(s, task, c->object, EV_CHAN_RECV);
	case EV_CHAN_RECV: return object->occupancy > 0;
	case EV_LOCK:      return object->owner == NO_TASK;
	case EV_WAIT_ZERO: return object->occupancy == 0;
	default:           return !strcmp(object->state, "ended");
	}
}

/* A wake-up that got lost shows as a task that waits for what could happen. */
static int lost_wake_ups(const struct snapshot *s)
{
	int n = 0;

	for (int t = 0; t < s->n_tasks; t++)
		for (int c = 0; c < s->tasks[t].n_cases; c++)
			n += could_go_on(s, t, &s->tasks[t].cases[c]);
	return n;
}

/* ---- Does the trace add up? ---- */

struct tally {
	int     sent, received, capacity;
	int32_t values[MAX_TASKS * 64 * 4];
};

/* First in, first out, never more than fit; and what is left is what the snapshot says. Returns what is wrong. */
static int check_channels(const struct result *result)
{
	const struct trace *trace = &result->trace;
	struct tally *tallies = calloc((size_t)trace->n_objects, sizeof *tallies);
	int wrong = 0;

	assert_non_null(tallies);
	for (long i = 0; i < trace->n_events; i++) {
		const struct event *event = &trace->events[i];
		struct tally *tally = event->object == NO_OBJECT ? NULL : &tallies[event->object];

		if (event->kind == EV_CHAN_SEND)
			tally->values[tally->sent++] = (int32_t)event->value;
		else if (event->kind == EV_CHAN_RECV)
			wrong += tally->received >= tally->sent || tally->values[tally->received++] != (int32_t)event->value;
		else
			continue;
		wrong += tally->sent - tally->received > (trace->objects[event->object].capacity ? trace->objects[event->object].capacity : 1);
	}
	for (int i = 0; i < trace->n_objects; i++)
		if (!strcmp(trace->objects[i].kind, "channel"))
			wrong += tallies[i].sent - tallies[i].received != result->snapshot->objects[i].occupancy;
	free(tallies);
	return wrong;
}

static void test_random_programs(void **state)
{
	int verdicts[VERDICT_COUNT] = { 0 }, lost = 0, wrong = 0, runs = times(1000);

	(void)state;
	for (int i = 0; i < runs; i++) {
		struct result *result;

		make_program((uint64_t)i * 65537 + 1);
		result = conf_watch(&free_engine, PROGRAM(random_program), NULL);
		assert_non_null(result);
		verdicts[result->verdict]++;
		lost += lost_wake_ups(result->snapshot);
		wrong += check_channels(result);
		wrong += result->trace.dropped != 0 || result->trace.n_events != result->events || result->abandoned;
		if (lost + wrong > 0 || result->verdict == VERDICT_STALLED)
			print_error("program %d: %s, %d lost, %d wrong\n", i, verdict_word(result->verdict), lost, wrong);
		result_free(result);
	}
	print_message("%d ok, %d deadlock, %d leak\n", verdicts[VERDICT_OK], verdicts[VERDICT_DEADLOCK], verdicts[VERDICT_LEAK]);
	assert_int_equal(lost, 0);
	assert_int_equal(wrong, 0);
	assert_int_equal(verdicts[VERDICT_OK] + verdicts[VERDICT_RACE] + verdicts[VERDICT_DEADLOCK] + verdicts[VERDICT_LEAK], runs);
	assert_true(verdicts[VERDICT_OK] && verdicts[VERDICT_DEADLOCK] && verdicts[VERDICT_LEAK]);
}

/* ---- Stopping and freezing at any moment ---- */

static void pass_time(int us)
{
	int64_t until = clock_now() + us * (int64_t)1000;

	while (clock_now() < until)
		sched_yield();
}

static struct run *start(void)
{
	static const struct pattern pattern = { .name = "random", .file = __FILE__, .run = random_program };
	struct run_options options = { .pattern = &pattern, .engine = &free_engine };
	char *error = NULL;
	struct run *run = run_new(&options, &error);

	assert_non_null(run);
	run_start(run);
	return run;
}

static void test_a_run_is_stopped_at_any_moment(void **state)
{
	struct rng rng = { 4711 };
	int ended = 0, runs = times(1000);

	(void)state;
	for (int i = 0; i < runs; i++) {
		struct run *run;

		make_program(rng_next(&rng));
		program.endless = rng_below(&rng, 2);
		run = start();
		pass_time((int)rng_below(&rng, 400));
		ended += run_stop(run, FOR_EVER);
		assert_int_equal(run->trace.n_events + run->trace.dropped, run_events(run));
		run_free(run);
	}
	assert_int_equal(ended, runs);
}

/* Look at everything, as fast as it goes, while it moves: what is shown as waiting was waiting. */
static void test_a_run_is_frozen_at_any_moment(void **state)
{
	struct rng rng = { 815 };
	int lost = 0, wrong = 0, frozen = 0, runs = times(300);

	(void)state;
	for (int i = 0; i < runs; i++) {
		struct run *run;

		make_program(rng_next(&rng));
		program.endless = program.sleeps = true;
		run = start();
		for (int k = 0; k < 100; k++, frozen++) {
			struct arena *arena = arena_new();
			struct snapshot *s = run_freeze(run, arena);

			for (int t = 0; t < s->n_tasks; t++) {
				wrong += s->tasks[t].n_cases < 0 || s->tasks[t].n_cases > 4;
				for (int c = 0; c < s->tasks[t].n_cases; c++) {
					int object = s->tasks[t].cases[c].object;

					wrong += object < NO_OBJECT || object >= s->n_objects;
					if (s->tasks[t].state == TASK_BLOCKED && s->tasks[t].cases[c].event != EV_LOCK)
						lost += could_go_on(s, t, &s->tasks[t].cases[c]) &&
						        s->tasks[t].cases[c].event != EV_CHAN_SEND;
				}
			}
			run_collect(run);
			arena_free(arena);
		}
		wrong += !run_stop(run, FOR_EVER);
		run_free(run);
	}
	print_message("frozen %d times\n", frozen);
	assert_int_equal(wrong, 0);
	assert_int_equal(lost, 0);
}

/* ---- Sleeping and blocking in turn, looked at all the time ---- */

static void hand_over(void *arg)
{
	struct chan **pair = arg;
	int value = 0;

	for (;;) {
		chan_recv(pair[0], &value);
		task_sleep(1);
		select_on(1, RECV((struct chan *)NULL, &value));
		chan_send(pair[1], &value);
	}
}

static void relay(const int *p)
{
	struct chan **pairs = lab_array(struct chan *, 16);
	int value = 0;

	(void)p;
	for (int i = 0; i < 8; i++) {
		pairs[2 * i] = chan_make(int, 0, "there");
		pairs[2 * i + 1] = chan_make(int, 0, "back");
		task_go(hand_over, &pairs[2 * i], USES(RECVS(pairs[2 * i]), SENDS(pairs[2 * i + 1])), "relay-%d", i);
	}
	for (;;)
		for (int i = 0; i < 8; i++)
			if (select_on(0, SEND(pairs[2 * i], &value), RECV(pairs[2 * i + 1], &value)) < 0)
				continue;
}

static void test_an_op_that_is_over_is_not_looked_at(void **state)
{
	struct run_options options = { .pattern = PROGRAM(relay), .engine = &free_engine, .untraced = true };
	char *error = NULL;
	struct run *run = run_new(&options, &error);
	int wrong = 0;

	(void)state;
	run_start(run);
	for (int i = 0, looks = times(5000); i < looks; i++) {
		struct arena *arena = arena_new();
		struct snapshot *s = run_freeze(run, arena);

		for (int t = 0; t < s->n_tasks; t++)
			wrong += s->tasks[t].n_cases < 0 || s->tasks[t].n_cases > 2;
		arena_free(arena);
	}
	assert_true(run_stop(run, FOR_EVER));
	run_free(run);
	assert_int_equal(wrong, 0);
}

CONF_MAIN(
	cmocka_unit_test(test_random_programs),
	cmocka_unit_test(test_a_run_is_stopped_at_any_moment),
	cmocka_unit_test(test_a_run_is_frozen_at_any_moment),
	cmocka_unit_test(test_an_op_that_is_over_is_not_looked_at)
)
