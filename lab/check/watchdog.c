/*
 * watchdog.c - the supervisor of a run.
 *
 * Quiet means certain: every task is blocked without a timer or has ended, or somebody has recorded a fault. While the
 * run moves, the supervisor looks now and then for tasks that are stuck though others move, and for lack of progress.
 * When nothing has been recorded since the last look, it waits longer before the next.
 */
#include "lab/check/watchdog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/base/panic.h"
#include "lab/check/lock_order.h"
#include "lab/check/wait_graph.h"

#define MS ((int64_t)1000000)

enum { INTERVAL_MS = 100, FIRST_LOOK_MS = 20, LONGEST_LOOK_MS = 1000, STOP_PATIENCE_MS = 2000 };

struct watch {
	struct run           *run;
	const struct watcher *watcher;
	struct result        *result;
	int64_t               started;
	int64_t               next_look, look_every;    /* for stuck tasks */
	long                  seen;                     /* events at the last look */
	long                  progress;                 /* the most seen */
	int64_t               idle;                     /* ns without progress, as far as ticks have seen */
	int64_t               last_tick;
};

/* ---- What became of the run ---- */

static const char *keep(struct result *result, const char *text)
{
	return text ? arena_text(result->arena, text) : NULL;
}

static struct snapshot *judge_in(struct arena *arena, struct watch *watch, bool quiet)
{
	struct snapshot *snapshot = run_freeze(watch->run, arena);

	wait_graph_judge(snapshot, quiet, arena);
	return snapshot;
}

static struct snapshot *judge(struct watch *watch, bool quiet)
{
	return judge_in(watch->result->arena, watch, quiet);
}

static void conclude_fault(struct result *result, const struct fault *fault)
{
	result->verdict = fault->verdict;
	result->message = keep(result, fault->text);
	result->culprit = fault->task;
	result->object = fault->object;
	result->operation = fault->operation;
	result->here = fault->here;
}

/* The run is quiet: every task is blocked or ended, or there is a fault. */
static void conclude(struct watch *watch)
{
	struct result *result = watch->result;
	const struct fault *fault = run_fault(watch->run);
	bool halted = watch->run->turn && turn_halted(watch->run);

	result->snapshot = judge(watch, fault == NULL && !halted);
	if (fault)
		conclude_fault(result, fault);
	else if (halted)
		result->verdict = VERDICT_INTERRUPTED;
	else if (result->snapshot->tasks[0].stuck)
		result->verdict = VERDICT_DEADLOCK;
	else if (result->snapshot->n_stuck)
		result->verdict = VERDICT_LEAK;
}

/* main can never move again, or has ended and nobody else will end; others still move. */
static bool conclude_stuck(struct watch *watch)
{
	struct arena *scratch = arena_new();
	bool stuck = judge_in(scratch, watch, false)->tasks[0].stuck;
	struct result *result = watch->result;

	arena_free(scratch);
	if (!stuck)
		return false;
	result->snapshot = judge(watch, false);         /* again, to keep: who is stuck stays so */
	result->verdict = VERDICT_DEADLOCK;
	result->others_run = true;
	return true;
}

static void conclude_stalled(struct watch *watch)
{
	struct result *result = watch->result;

	result->snapshot = judge(watch, false);
	result->verdict = VERDICT_STALLED;
	result->certain = false;
	result->message = arena_printf(result->arena, "no progress for %.1f seconds", (double)watch->idle / 1e9);
}

/* ---- Looking on ---- */

static void tick(struct watch *watch)
{
	const struct watcher *watcher = watch->watcher;
	long from;

	if (!watcher->tick)
		return;
	from = run_collect(watch->run);
	watcher->tick(watcher->context, &watch->run->trace, from, clock_now() - watch->started);
}

/* Does some task wait for the clock? Then waiting is what it should do. */
static bool somebody_sleeps(struct watch *watch)
{
	struct arena *arena = arena_new();
	struct snapshot *snapshot = run_freeze(watch->run, arena);
	bool sleeps = false;

	for (int i = 0; i < snapshot->n_tasks; i++)
		sleeps |= snapshot->tasks[i].state == TASK_SLEEPING;
	arena_free(arena);
	return sleeps;
}

/*
 * Idle time is summed over ticks, and one tick counts a second at most: a process that was suspended has not stalled.
 */
static bool has_stalled(struct watch *watch, int64_t now)
{
	int patience = watch->watcher->patience_ms ? watch->watcher->patience_ms : DEFAULT_PATIENCE_MS;
	long progress = run_progress(watch->run);
	int64_t since = now - watch->last_tick;

	watch->last_tick = now;
	watch->idle += since < LONGEST_LOOK_MS * MS ? since : LONGEST_LOOK_MS * MS;
	if (progress > watch->progress) {
		watch->progress = progress;
		watch->idle = 0;
	}
	if (watch->idle < patience * MS)
		return false;
	if (run_events(watch->run) == watch->seen && somebody_sleeps(watch)) {
		watch->idle = 0;
		return false;
	}
	return true;
}

static bool look_for_stuck(struct watch *watch, int64_t now)
{
	long events = run_events(watch->run);

	if (now < watch->next_look)
		return false;
	watch->look_every *= 2;
	if (watch->look_every > LONGEST_LOOK_MS * MS)
		watch->look_every = LONGEST_LOOK_MS * MS;
	watch->next_look = now + watch->look_every;
	watch->seen = events;
	return conclude_stuck(watch);
}

/* Until there is a verdict. */
static void look_on(struct watch *watch)
{
	const struct watcher *watcher = watch->watcher;
	int64_t interval = (watcher->interval_ms ? watcher->interval_ms : INTERVAL_MS) * MS, now;

	for (;;) {
		if (run_wait(watch->run, clock_now() + interval)) {
			conclude(watch);
			return;
		}
		now = clock_now();
		if (watcher->interrupted && watcher->interrupted(watcher->context)) {
			watch->result->snapshot = judge(watch, false);
			watch->result->verdict = VERDICT_INTERRUPTED;
			return;
		}
		if (look_for_stuck(watch, now))
			return;
		if (has_stalled(watch, now)) {
			conclude_stalled(watch);
			return;
		}
		tick(watch);
	}
}

/* ---- Making the result ---- */

/* The trace, with names that outlive the run. */
static void keep_trace(struct result *result, struct run *run)
{
	struct trace *trace = &result->trace;

	*trace = run->trace;
	run->trace.events = NULL;
	run->trace.n_events = run->trace.room = 0;
	trace->tasks = arena_alloc(result->arena, (size_t)trace->n_tasks * sizeof *trace->tasks);
	trace->objects = arena_alloc(result->arena, (size_t)trace->n_objects * sizeof *trace->objects);
	for (int i = 0; i < trace->n_tasks; i++)
		trace->tasks[i] = keep(result, run->trace.tasks[i]);
	for (int i = 0; i < trace->n_objects; i++) {
		trace->objects[i] = run->trace.objects[i];
		trace->objects[i].name = keep(result, run->trace.objects[i].name);
	}
}

static struct result *result_new(const struct run_options *options)
{
	struct arena *arena = arena_new();
	struct result *result = arena_alloc(arena, sizeof *result);

	result->arena = arena;
	result->pattern = options->pattern;
	result->engine = options->engine->name;
	result->certain = true;
	result->culprit = NO_TASK;
	result->object = NO_OBJECT;
	for (int i = 0; i < pattern_n_settings(options->pattern); i++) {
		result->values[i] = options->values[i];
		if (options->files)
			result->files[i] = keep(result, options->files[i]);
	}
	return result;
}

static size_t memory_of(struct run *run)
{
	size_t bytes = arena_bytes(run->arena) + (size_t)run->trace.room * sizeof *run->trace.events;

	for (int i = 0; i < run->n_tasks; i++)
		bytes += trace_log_bytes(&run->tasks[i]->log);
	return bytes;
}

/* The schedule that was followed, for a run that had one. */
static void keep_schedule(struct result *result, struct run *run)
{
	struct buf text = { 0 };
	const struct step *steps;

	if (!run->turn)
		return;
	result->steps = turn_steps(run, &steps);
	schedule_print(&text, steps, result->steps);
	result->schedule = keep(result, buf_text(&text));
	buf_free(&text);
}

/* Stop the run, take what it leaves, and give it back. */
static void finish(struct watch *watch)
{
	struct result *result = watch->result;
	struct run *run = watch->run;
	long from;

	result->elapsed = clock_now() - watch->started;
	from = watch->watcher->tick ? run_collect(run) : 0;
	if (watch->watcher->tick)
		watch->watcher->tick(watch->watcher->context, &run->trace, from, result->elapsed);
	result->events = run_events(run);
	keep_schedule(result, run);
	for (int i = 1; result->verdict == VERDICT_LEAK && i < result->snapshot->n_tasks; i++)
		result->leaked += result->snapshot->tasks[i].stuck;
	if (!run_stop(run, STOP_PATIENCE_MS * MS)) {
		result->abandoned = true;
		return;
	}
	result->events = run_events(run);       /* some may have moved until they heard of the stop */
	result->memory = memory_of(run);
	keep_trace(result, run);
	if (result->verdict == VERDICT_OK || result->verdict == VERDICT_LEAK)
		lock_order_find(result);
	run_free(run);
}

static const struct watcher nobody;

struct result *watch_run(const struct run_options *options, const struct watcher *watcher, char **error)
{
	struct watch watch = { .watcher = watcher ? watcher : &nobody, .look_every = FIRST_LOOK_MS * MS };

	watch.run = run_new(options, error);
	if (!watch.run)
		return NULL;
	watch.result = result_new(options);
	watch.started = watch.last_tick = clock_now();
	watch.next_look = watch.started + watch.look_every;
	run_start(watch.run);
	look_on(&watch);
	finish(&watch);
	return watch.result;
}

struct snapshot *watch_plan(const struct run_options *options, struct arena *arena, char **error)
{
	struct run_options plan = *options;
	struct snapshot *snapshot;
	struct run *run;

	plan.engine = &plan_engine;
	plan.untraced = true;
	run = run_new(&plan, error);
	if (!run)
		return NULL;
	run_start(run);
	snapshot = run_freeze(run, arena);
	run_stop(run, 0);
	run_free(run);
	return snapshot;
}
