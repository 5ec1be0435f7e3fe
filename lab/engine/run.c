/*
 * run.c - the life of a run: made, started, stopped, given back.
 *
 * Invariants
 *   tasks[0] is main. tasks[] and objects[] only grow, under the lock.
 *   Only the supervisor stops and frees a run; a task that has done something wrong records a fault and unwinds.
 */
#include "lab/engine/run.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/base/panic.h"
#include "lab/engine/crash.h"
#include "lab/engine/declared.h"
#include "lab/engine/input.h"
#include "lab/engine/record.h"

/* ---- Tasks and objects ---- */

/* `*array` with room for one more of `size` bytes; the old one stays in the arena. */
static void make_room(struct arena *arena, void *array, int n, int *room, size_t size)
{
	void *old, *grown;

	if (n < *room)
		return;
	*room = *room ? *room * 2 : 16;
	memcpy(&old, array, sizeof old);
	grown = arena_alloc(arena, (size_t)*room * size);
	if (n)
		memcpy(grown, old, (size_t)n * size);
	memcpy(array, &grown, sizeof grown);
}

void run_add_object(struct run *run, struct object *object, const struct primitive *primitive, const char *name,
                    int capacity, int value_size)
{
	object->primitive = primitive;
	object->run = run;
	object->name = arena_text(run->arena, name);
	object->id = run->n_objects;
	object->capacity = capacity;
	object->value_size = value_size;
	list_init(&object->waiting[0]);
	list_init(&object->waiting[1]);
	make_room(run->arena, &run->objects, run->n_objects, &run->objects_room, sizeof *run->objects);
	run->objects[run->n_objects++] = object;
}

void run_add_use(struct task *task, struct use use)
{
	make_room(task->run->arena, &task->uses, task->n_uses, &task->uses_room, sizeof *task->uses);
	task->uses[task->n_uses++] = use;
}

enum { LOOK_UP_EVERY = 256 };   /* tasks: starting them for ever is computing for ever */

struct task *run_add_task(struct run *run, void (*body)(void *), void *arg, const struct use *uses, int n_uses,
                          const char *here, const char *name)
{
	struct task *parent = task_self(), *task;
	int there = parent ? run_n_tasks(run) : 0;      /* others may start some, too */

	if (parent && run->most_tasks && there >= run->most_tasks)
		run_brake(parent, here, false);
	if (parent && there % LOOK_UP_EVERY == 0)
		run_look_up(parent);
	if (parent) {
		parent->inside = true;
		declared_check_given(parent, uses, n_uses, name, here);
	}
	lock_take(&run->lock);
	task = arena_alloc(run->arena, sizeof *task);
	run_add_object(run, &task->object, &task_primitive, name, -1, 0);
	task->run = run;
	task->id = run->n_tasks;
	task->parent = parent ? parent->id : NO_TASK;
	task->started_at = here;
	task->body = body;
	task->arg = arg;
	task->declared = uses != NULL;
	for (int i = 0; i < n_uses; i++)
		if (uses[i].object)
			run_add_use(task, uses[i]);
	task->rng.state = run->seed + (uint64_t)task->id * 0x9e3779b97f4a7c15u;
	trace_log_init(&task->log, &run->trace_budget, run->untraced, run->clock);
	if (parent) {
		atomic_fetch_add_explicit(&parent->children, 1, memory_order_relaxed);
		task->log.stamp = parent->log.stamp;
	}
	make_room(run->arena, &run->tasks, run->n_tasks, &run->tasks_room, sizeof *run->tasks);
	run->tasks[run->n_tasks++] = task;
	lock_give(&run->lock);
	if (parent)
		parent->inside = false;
	return task;
}

/* ---- Making and starting ---- */

struct run *run_new(const struct run_options *options, char **error)
{
	struct run *run = calloc(1, sizeof *run);
	long limit = options->trace_limit ? options->trace_limit : DEFAULT_TRACE_LIMIT;

	if (!run)
		panic("out of memory");
	crash_watch();
	run->pattern = options->pattern;
	run->engine = options->engine;
	run->untraced = options->untraced;
	run->named = options->named || !options->untraced;
	run->pace = options->pace;
	run->brake = options->brake;
	run->most_tasks = options->most_tasks;
	run->at_once = options->engine->at_once && !options->pace;
	run->seed = (uint64_t)clock_now();
	run->arena = arena_new();
	run->trace_limit = limit;
	atomic_init(&run->trace_budget, limit);
	run->turn_options = options->turn;
	if (run->engine->open)
		run->engine->open(run);
	for (int i = 0; i < pattern_n_settings(options->pattern); i++) {
		run->values[i] = options->values[i];
		if (options->files && options->files[i] && *options->files[i] &&
		    options->pattern->settings[i].is_file != A_TEXT) {
			run->inputs[i] = input_read(options->files[i],
			                            options->pattern->settings[i].is_file == FILE_OR_TREE, error);
			if (!run->inputs[i]) {
				run_free(run);
				return NULL;
			}
		}
	}
	if (options->pattern->outside) {
		run->outside = options->pattern->outside->open(run, options->files, error);
		if (!run->outside) {
			run_free(run);
			return NULL;
		}
	}
	return run;
}

static void main_body(void *arg)
{
	struct run *run = arg;

	run->pattern->run(run->values);
}

/*
 * Tasks leave signals to the supervisor, but for those that tell of their own mistakes: new threads inherit the mask they
 * are created with.
 */
static bool start_without_signals(struct task *task)
{
	sigset_t others, old;
	bool started;

	sigfillset(&others);
	crash_keep_signals(&others);
	pthread_sigmask(SIG_SETMASK, &others, &old);
	started = task->run->engine->start(task);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return started;
}

void run_start(struct run *run)
{
	struct task *task;

	if (run->outside)
		run->pattern->outside->begin(run->outside);
	run->started = clock_now();
	run->trace.start = run->clock ? 0 : trace_clock();
	task = run_add_task(run, main_body, run, NULL, 0, NULL, "main");
	if (!start_without_signals(task))
		run_set_fault(run, &(struct fault){ true, VERDICT_FAILED, NO_TASK, NO_OBJECT, NULL, NULL,
			"the system allows no thread for main" });
}

/* ---- Watching ---- */

void run_tell(struct run *run)
{
	atomic_fetch_add(&run->news, 1);
	word_wake(&run->news, 1);
}

bool run_wait(struct run *run, int64_t deadline)
{
	return run->engine->wait(run, deadline) || run_fault(run);
}

struct task *run_task(struct run *run, int id)
{
	struct task *task;

	lock_take(&run->lock);
	task = run->tasks[id];
	lock_give(&run->lock);
	return task;
}

int run_next_child(const struct task *parent, int id)
{
	struct run *run = parent->run;

	lock_take(&run->lock);
	do
		id++;
	while (id < run->n_tasks && run->tasks[id]->parent != parent->id);
	if (id == run->n_tasks)
		id = NO_TASK;
	lock_give(&run->lock);
	return id;
}

int run_n_tasks(struct run *run)
{
	int n;

	lock_take(&run->lock);
	n = run->n_tasks;
	lock_give(&run->lock);
	return n;
}

long run_events(struct run *run)
{
	long sum = 0;

	for (int i = 0, n = run_n_tasks(run); i < n; i++)
		sum += atomic_load_explicit(&run_task(run, i)->log.count, memory_order_relaxed);
	return sum;
}

long run_progress(struct run *run)
{
	long sum = 0;

	for (int i = 0, n = run_n_tasks(run); i < n; i++) {
		struct trace_log *log = &run_task(run, i)->log;

		sum += atomic_load_explicit(&log->count, memory_order_acquire);         /* before: so never too much */
		sum -= atomic_load_explicit(&log->idle, memory_order_relaxed);
	}
	return sum;
}

/* ---- The trace ---- */

/* The names of what has been made so far, for views. They lie in the run's arena. */
static void name_trace(struct run *run)
{
	struct trace *trace = &run->trace;

	lock_take(&run->lock);
	if (run->n_tasks > trace->n_tasks || run->n_objects > trace->n_objects) {
		trace->tasks = arena_alloc(run->arena, (size_t)run->n_tasks * sizeof *trace->tasks);
		trace->objects = arena_alloc(run->arena, (size_t)run->n_objects * sizeof *trace->objects);
	}
	trace->n_tasks = run->n_tasks;
	trace->n_objects = run->n_objects;
	for (int i = 0; i < run->n_tasks; i++)
		trace->tasks[i] = run->tasks[i]->object.name;
	for (int i = 0; i < run->n_objects; i++)
		trace->objects[i] = (struct trace_object){ run->objects[i]->name, run->objects[i]->primitive->name,
			run->objects[i]->capacity };
	lock_give(&run->lock);
}

/* How long a tick of the stamps' clock is, measured over the run. */
static void calibrate(struct run *run)
{
	uint64_t ticks = run->clock ? 0 : trace_clock() - run->trace.start;

	run->trace.ns_per_tick = ticks ? (double)(clock_now() - run->started) / (double)ticks : 1;
}

long run_collect(struct run *run)
{
	long from = run->trace.n_events;

	for (int i = 0, n = run_n_tasks(run); i < n; i++)
		trace_collect(&run->trace, &run_task(run, i)->log);
	name_trace(run);
	calibrate(run);
	trace_sort(&run->trace, from);
	return from;
}

static void collect_all(struct run *run)
{
	long from = run->trace.n_events;

	for (int i = 0; i < run->n_tasks; i++)
		trace_collect_all(&run->trace, &run->tasks[i]->log);
	name_trace(run);
	trace_sort(&run->trace, from);
}

/* ---- Stopping ---- */

bool run_stop(struct run *run, int64_t patience)
{
	calibrate(run);
	atomic_store(&run->stopping, true);
	if (!run->engine->stop(run, patience))
		return false;
	collect_all(run);
	return true;
}

void run_again(struct run *run)
{
	atomic_store(&run->stopping, true);
	must(run->engine->stop(run, INT64_MAX / 2));
	atomic_store(&run->stopping, false);
	for (int i = 0; i < run->n_tasks; i++)
		trace_log_free(&run->tasks[i]->log);
	arena_clear(run->arena);
	arena_reserve(run->arena, run->reserve);
	run->memory = NULL;
	run->tasks = NULL;
	run->objects = NULL;
	run->n_tasks = run->n_objects = run->tasks_room = run->objects_room = 0;
	run->ended = NULL;
	run->trace.n_events = run->trace.dropped = 0;
	run->trace.n_tasks = run->trace.n_objects = 0;
	values_clear(&run->trace.values);
	run->trace.n_calls = 0;
	atomic_store(&run->trace_budget, run->trace_limit);
	run->fault = (struct fault){ .verdict = VERDICT_OK };
	turn_rewind(run);
	run_start(run);
}

void run_free(struct run *run)
{
	if (!run)
		return;
	for (int i = 0; i < run->n_tasks; i++)
		trace_log_free(&run->tasks[i]->log);
	trace_free(&run->trace);
	declared_forget(run);
	if (run->engine->close)
		run->engine->close(run);
	for (int i = 0; i < MAX_SETTINGS; i++)
		input_free(run->inputs[i]);
	if (run->outside)
		run->pattern->outside->close(run->outside);
	arena_free(run->arena);
	free(run);
	crash_unwatch();
}
