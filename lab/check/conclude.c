/* conclude.c - see conclude.h. */
#include "lab/check/conclude.h"

#include "lab/base/buf.h"
#include "lab/check/lock_order.h"
#include "lab/check/wait_graph.h"
#include "lab/engine/declared.h"
#include "lab/engine/input.h"
#include "lab/trace/snap_text.h"

static const char *keep(struct result *result, const char *text)
{
	return text ? arena_text(result->arena, text) : NULL;
}

struct result *conclude_new(const struct run_options *options)
{
	struct arena *arena = arena_new();
	struct result *result = arena_alloc(arena, sizeof *result);

	result->arena = arena;
	result->pattern = options->pattern;
	result->engine = options->engine->name;
	result->strategy = options->turn.strategy ? options->turn.strategy->name : NULL;
	result->any_time = options->turn.any_time;
	result->certain = true;
	result->culprit = NO_TASK;
	result->exited_by = NO_TASK;
	result->object = NO_OBJECT;
	for (int i = 0; i < pattern_n_settings(options->pattern); i++) {
		result->values[i] = options->values[i];
		if (options->files)
			result->files[i] = keep(result, options->files[i]);
	}
	return result;
}

/* ---- The verdict ---- */

/* Who computes on a real thread may have come far since its last operation. */
static void look_where(struct snapshot *snapshot, const struct run *run)
{
	const char *where;

	for (int i = 0; !run->turn && run->outside && i < snapshot->n_tasks; i++)
		if (snapshot->tasks[i].state == TASK_RUNNING && (where = run->pattern->outside->where(run->outside, i)))
			snapshot->tasks[i].here = where;
}

/* Who waits stands still, also on a real thread. */
static void look_called(struct snapshot *snapshot, const struct run *run, struct arena *arena)
{
	for (int i = 0; run->outside && run->pattern->outside->called && i < snapshot->n_tasks; i++)
		if (snapshot->tasks[i].state == TASK_BLOCKED)
			snapshot->tasks[i].called = run->pattern->outside->called(run->outside, i, arena);
}

struct snapshot *conclude_judge(struct run *run, bool quiet, struct arena *arena)
{
	struct snapshot *snapshot = run_freeze(run, arena);

	look_where(snapshot, run);
	look_called(snapshot, run, arena);
	wait_graph_judge(snapshot, quiet, arena);
	return snapshot;
}

static void conclude_fault(struct result *result, const struct run *run, const struct fault *fault)
{
	result->verdict = fault->verdict;
	result->certain = fault->verdict != VERDICT_STALLED;
	result->message = keep(result, fault->text);
	result->culprit = fault->task;
	result->object = fault->object;
	result->operation = fault->operation;
	result->here = fault->here;
	result->exited = fault->verdict == VERDICT_OK;
	result->exited_by = result->exited ? fault->task : NO_TASK;
	if (result->exited && run->outside)
		result->exit = run->pattern->outside->status(run->outside);
}

void conclude_loop(struct result *result)
{
	const struct snapshot *snapshot = result->snapshot;

	for (int i = 0; i < snapshot->n_tasks; i++) {
		const struct snap_task *task = &snapshot->tasks[i];

		if (!task->stuck || !task->n_cases || task->cases->event != EV_LOOP)
			continue;
		result->verdict = VERDICT_LIVELOCK;
		result->message = arena_printf(result->arena, "%s is in a loop that does nothing and has no end", task->name);
		result->culprit = i;
		result->here = task->here;
		return;
	}
}

void conclude_quiet(struct result *result, struct run *run)
{
	const struct fault *fault = run_fault(run);
	bool halted = run->turn && turn_halted(run);

	result->snapshot = conclude_judge(run, fault == NULL && !halted, result->arena);
	if (fault && fault->verdict != VERDICT_INTERRUPTED)
		conclude_fault(result, run, fault);
	else if (halted || fault)
		result->verdict = VERDICT_INTERRUPTED;
	else if (result->snapshot->tasks[0].stuck)
		result->verdict = VERDICT_DEADLOCK;
	else if (result->snapshot->n_stuck)
		result->verdict = VERDICT_LEAK;
	if (result->verdict == VERDICT_DEADLOCK || result->verdict == VERDICT_LEAK)
		conclude_loop(result);
}

static void keep_inputs(struct result *result, const struct run *run)
{
	for (int i = 0; i < MAX_SETTINGS; i++) {
		const struct input *input = run->inputs[i];

		if (input)
			result->inputs[i] = (struct read_input){
				.setting = run->pattern->settings[i].name,
				.n_files = input->bytes.files ? input->bytes.n_files : 1,
				.size = input->bytes.size, .n_left_out = input->n_left_out,
				.left_out = keep(result, buf_text(&input->left_out)),
			};
	}
}

static const struct step *copy_steps(struct result *result, const struct step *steps)
{
	struct step *copy = arena_alloc(result->arena, (size_t)(result->steps + 1) * sizeof *copy);

	for (long i = 0; i < result->steps; i++)
		copy[i] = steps[i];
	return copy;
}

void conclude_steps(struct result *result, struct run *run)
{
	struct buf text = { 0 };
	const struct step *steps;

	keep_inputs(result, run);
	for (int i = 1; result->verdict == VERDICT_LEAK && i < result->snapshot->n_tasks; i++)
		result->leaked += result->snapshot->tasks[i].stuck;
	if (!run->turn)
		return;
	result->steps = turn_steps(run, &steps);
	schedule_print(&text, steps, result->steps);
	result->schedule = keep(result, buf_text(&text));
	buf_free(&text);
	result->trace.n_steps = result->steps;
	result->trace.steps = copy_steps(result, steps);
}

/* ---- Races ---- */

const char *race_verb(const struct data_race *race, int i)
{
	return race->frees[i] ? "frees" : race->stores[i] ? "stores" : "loads";
}

bool race_leaves(const struct data_race *race, int i)
{
	return race->frees[i] && race->owner == race->tasks[i];
}

static const char *access_text(struct result *result, const struct data_race *race, int i, const char *cell)
{
	const char *here = race->places[i];

	return arena_printf(result->arena, "%s %s %s%s%s%s%s", result->snapshot->tasks[race->tasks[i]].name,
	                    race_verb(race, i), cell, race_leaves(race, i) ? ", for its function is over" : "",
	                    here ? " (" : "", here ? snap_place(here) : "", here ? ")" : "");
}

static const char *race_text(struct result *result, const struct data_race *race)
{
	return arena_printf(result->arena, "%s, %s, and nothing orders the two",
	                    access_text(result, race, 0, race->name), access_text(result, race, 1, "it"));
}

/* By its malloc alone, as memory is whose pointers are gone by now. No variable is called so. */
static bool is_nameless(const char *name)
{
	return !name || strncmp(name, "malloc ", strlen("malloc ")) == 0;
}

/* Of the bytes that both touched, where they have one; else of the object, which was named in time. */
static const char *race_name(const struct result *result, const struct run *run, const struct conflict *found)
{
	const char *name = found->span.size && run->outside ? run->pattern->outside->name(run->outside, found->span) : NULL;

	if (is_nameless(name) && found->object != NO_OBJECT)
		name = result->snapshot->objects[found->object].name;
	return name ? name : "memory";
}

/* Whose variable it is, where it is one of a function. */
static int owner_of(const struct run *run, struct extent span)
{
	for (int i = 0; i < run->n_tasks && span.size; i++) {
		uintptr_t top = (uintptr_t)run->tasks[i]->stack;

		if (top && span.from < top && span.from >= top - run->tasks[i]->stack_size)
			return i;
	}
	return NO_TASK;
}

static void conclude_race(struct result *result, const struct run *run, const struct conflict *found)
{
	if (!found)
		return;
	result->race = arena_alloc(result->arena, sizeof *result->race);
	*result->race = (struct data_race){
		found->object, keep(result, race_name(result, run, found)),
		{ found->first.task, found->second.task }, { found->first.store, found->second.store },
		{ found->first.frees, found->second.frees }, { found->first.here, found->second.here },
		owner_of(run, found->span), NULL,
	};
	result->race->text = race_text(result, result->race);
	if (result->verdict == VERDICT_OK || run_memory(run) == MEMORY_RACES)
		conclude_by_race(result);
}

void conclude_by_race(struct result *result)
{
	result->verdict = VERDICT_RACE;
	result->message = result->race->text;
	result->culprit = result->race->tasks[1];
	result->object = result->race->cell;
	result->operation = result->race->frees[1] ? "free" : result->race->stores[1] ? "store" : "load";
	result->here = result->race->places[1];
}

void conclude_watched(struct result *result, const struct run *run, const struct race *race)
{
	if (race_over(race) && run_has_cells(run))
		result->unraced = "there are too many tasks";
	conclude_race(result, run, race_found(race));
}

/* On real threads the trace tells, when it is whole. */
static void find_race(struct result *result, const struct run *run)
{
	struct conflict found;
	bool any = false;

	if (run->untraced)
		result->unraced = "nothing was recorded";
	else if (result->trace.dropped)
		result->unraced = "not every event was kept";
	else if (!race_in_trace(&result->trace, &found, &any))
		result->unraced = "there are too many tasks";
	conclude_race(result, run, any ? &found : NULL);
}

/* ---- Breaches ---- */

void conclude_breaches(struct result *result, const struct run *run)
{
	struct buf text = { 0 };

	if (run_breaches(run) == 0)
		return;
	breaches_add(&result->breaches, &run->breaches, result->arena);
	if (result->verdict != VERDICT_OK)
		return;
	breach_line(&text, &result->breaches, 0);
	result->verdict = VERDICT_UNDECLARED;
	result->message = keep(result, buf_text(&text));
	result->culprit = result->breaches.list[0].task_id;
	result->object = result->breaches.list[0].object_id;
	result->operation = result->breaches.list[0].operation;
	result->here = result->breaches.list[0].here;
	buf_free(&text);
}

/* ---- The trace ---- */

void conclude_show(struct result *result, const struct trace *trace)
{
	const struct step *steps = result->trace.steps;

	result->trace = *trace;
	result->trace.steps = steps;
	result->trace.n_steps = steps ? result->steps : 0;
}

/* With names that outlive the run. */
static void keep_trace(struct result *result, struct run *run)
{
	struct trace *trace = &result->trace;

	conclude_show(result, &run->trace);
	run->trace.events = NULL;
	run->trace.n_events = run->trace.room = 0;
	run->trace.values = (struct trace_values){ 0 };
	run->trace.calls = NULL;
	run->trace.n_calls = run->trace.calls_room = 0;
	trace->tasks = arena_alloc(result->arena, (size_t)trace->n_tasks * sizeof *trace->tasks);
	trace->objects = arena_alloc(result->arena, (size_t)trace->n_objects * sizeof *trace->objects);
	for (int i = 0; i < trace->n_tasks; i++)
		trace->tasks[i] = keep(result, run->trace.tasks[i]);
	for (int i = 0; i < trace->n_objects; i++) {
		trace->objects[i] = run->trace.objects[i];
		trace->objects[i].name = keep(result, run->trace.objects[i].name);
	}
	for (long i = 0; i < trace->n_events; i++)
		if (trace->events[i].has_value == VALUE_TEXT)
			trace->events[i].value = (int64_t)(uintptr_t)keep(result, event_text(&trace->events[i]));
}

static size_t memory_of(struct run *run)
{
	size_t bytes = arena_bytes(run->arena) + (size_t)run->trace.room * sizeof *run->trace.events;

	for (int i = 0; i < run->n_tasks; i++)
		bytes += trace_log_bytes(&run->tasks[i]->log);
	return bytes;
}

void conclude_trace(struct result *result, struct run *run)
{
	result->memory = memory_of(run);
	result->stayed = run->stayed;
	result->dry = atomic_load_explicit(&run->dry, memory_order_relaxed);
	result->cut = atomic_load_explicit(&run->cut, memory_order_relaxed);
	result->weak = atomic_load_explicit(&run->weak, memory_order_relaxed);
	trace_sort(&run->trace, 0);
	keep_trace(result, run);
	if (result->verdict == VERDICT_OK || result->verdict == VERDICT_UNDECLARED || result->verdict == VERDICT_LEAK)
		lock_order_find(result);
	if (!run->turn && run->outside && run->n_tasks > 1)
		result->unraced = "`explore` does that, and finds pointers to variables of functions that have returned";
	else if (!run->turn && run_has_cells(run))
		find_race(result, run);
}
