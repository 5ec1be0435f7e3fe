/* report_json.c - a result as an object; see report.h. */
#include "cmd/run/report.h"

#include "cmd/run/measuring.h"
#include "cmd/session/settings.h"
#include "lab/explain/explain.h"
#include "lab/program/program.h"

static void add_inputs(struct json *json, const struct result *result)
{
	json_array(json, "inputs");
	for (int i = 0; i < MAX_SETTINGS; i++) {
		const struct read_input *input = &result->inputs[i];

		if (!input->setting)
			continue;
		json_object(json, NULL);
		json_text(json, "setting", input->setting);
		json_int(json, "files", input->n_files);
		json_int(json, "bytes", (int64_t)input->size);
		json_int(json, "left_out", input->n_left_out);
		json_end_object(json);
	}
	json_end_array(json);
}

static bool has_inputs(const struct result *result)
{
	for (int i = 0; i < MAX_SETTINGS; i++)
		if (result->inputs[i].setting)
			return true;
	return false;
}

static const char *object_name(const struct snapshot *snapshot, int object)
{
	return object >= 0 && object < snapshot->n_objects ? snapshot->objects[object].name : NULL;
}

static const char *task_name(const struct snapshot *snapshot, int task)
{
	return task >= 0 && task < snapshot->n_tasks ? snapshot->tasks[task].name : NULL;
}

static void add_object(struct json *json, const struct snapshot *snapshot, int id)
{
	const struct snap_object *object = id == NO_OBJECT ? NULL : &snapshot->objects[id];

	json_text(json, "object", object_name(snapshot, id));
	if (object && object->occupancy >= 0)
		json_int(json, "occupancy", object->occupancy);
	else
		json_null(json, "occupancy");
	if (object && object->capacity >= 0)
		json_int(json, "capacity", object->capacity);
	else
		json_null(json, "capacity");
}

static void add_cases(struct json *json, const struct snapshot *snapshot, const struct snap_task *task)
{
	json_array(json, "cases");
	for (int i = 0; i < task->n_cases; i++) {
		json_object(json, NULL);
		json_text(json, "operation", event_operation(task->cases[i].event));
		add_object(json, snapshot, task->cases[i].object);
		json_end_object(json);
	}
	json_end_array(json);
}

static void add_task(struct json *json, const struct snapshot *snapshot, const struct snap_task *task)
{
	bool plain = task->n_cases == 1;

	json_object(json, NULL);
	json_text(json, "task", task->name);
	json_text(json, "operation", plain ? event_operation(task->cases[0].event) : "select");
	add_object(json, snapshot, plain ? task->cases[0].object : NO_OBJECT);
	if (!plain)
		add_cases(json, snapshot, task);
	json_text(json, "at", task->here);
	if (task->called)
		json_text(json, "called", task->called);
	json_array(json, "freed_by");
	for (int i = 0; i < task->n_freed_by; i++)
		if (task->n_freed_by == 1 || &snapshot->tasks[task->freed_by[i]] != task)
			json_text(json, NULL, task_name(snapshot, task->freed_by[i]));
	json_end_array(json);
	json_end_object(json);
}

static void add_race(struct json *json, const struct result *result)
{
	const struct data_race *race = result->race;

	if (result->unraced)
		json_text(json, "races_not_looked_for", result->unraced);
	if (result->weak)
		json_text(json, "weak_order", result->weak);
	if (!race)
		return;
	json_object(json, "race");
	json_text(json, "cell", race->name);
	json_array(json, "accesses");
	for (int i = 0; i < 2; i++) {
		json_object(json, NULL);
		json_text(json, "task", task_name(result->snapshot, race->tasks[i]));
		json_text(json, "access", race->stores[i] ? "store" : "load");
		json_text(json, "at", race->places[i]);
		json_end_object(json);
	}
	json_end_array(json);
	json_end_object(json);
}

/* All that is known of: the first two accesses that race. */
void report_json_races(struct json *json, const struct result *result)
{
	const struct data_race *race = result ? result->race : NULL;

	json_array(json, "races");
	if (race) {
		json_object(json, NULL);
		json_text(json, "object", race->name);
		json_array(json, "accesses");
		for (int i = 0; i < 2; i++) {
			json_object(json, NULL);
			json_text(json, "task", task_name(result->snapshot, race->tasks[i]));
			json_text(json, "kind", race->stores[i] ? "write" : "read");
			json_text(json, "at", race->places[i]);
			json_end_object(json);
		}
		json_end_array(json);
		json_end_object(json);
	}
	json_end_array(json);
}

void report_json_breaches(struct json *json, const struct breaches *breaches)
{
	if (!breaches->n)
		return;
	json_array(json, "undeclared");
	for (int i = 0; i < breaches->n; i++) {
		const struct breach *breach = &breaches->list[i];

		json_object(json, NULL);
		json_text(json, "task", breach->task);
		json_text(json, "operation", breach->operation);
		if (breach->other)
			json_text(json, "starts", breach->other);
		json_text(json, "object", breach->object);
		json_text(json, "use", breach->use);
		json_text(json, "at", breach->here);
		json_end_object(json);
	}
	json_end_array(json);
}

static void add_finding(struct json *json, const struct result *result)
{
	const struct snapshot *snapshot = result->snapshot;
	struct buf text = { 0 };

	json_object(json, "finding");
	json_text(json, "kind", verdict_word(result->verdict));
	json_bool(json, "certain", result->certain);
	if (result->message) {
		json_text(json, "message", result->message);
		json_text(json, "task", task_name(snapshot, result->culprit));
		json_text(json, "object", object_name(snapshot, result->object));
		json_text(json, "at", result->here);
	}
	if (result->verdict == VERDICT_CRASH)
		json_text(json, "signal", result->operation);
	json_array(json, "blocked");
	for (int i = 0; i < snapshot->n_tasks; i++)
		if (report_blocked(result, &snapshot->tasks[i]))
			add_task(json, snapshot, &snapshot->tasks[i]);
	json_end_array(json);
	json_array(json, "cycle");
	for (int i = 0; i < snapshot->n_cycle; i++)
		json_text(json, NULL, task_name(snapshot, snapshot->cycle[i]));
	json_end_array(json);
	add_race(json, result);
	report_json_breaches(json, &result->breaches);
	explain_result(&text, result, 80, false);
	json_text(json, "text", buf_text(&text));
	json_end_object(json);
	buf_free(&text);
}

static void add_lock_orders(struct json *json, const struct result *result)
{
	const struct lock_order *order;

	json_array(json, "potential");
	for (int i = 0; i < result->n_lock_orders; i++) {
		order = &result->lock_orders[i];
		json_object(json, NULL);
		json_array(json, "locks");
		for (int k = 0; k < order->n; k++)
			json_text(json, NULL, object_name(result->snapshot, order->locks[k]));
		json_end_array(json);
		json_array(json, "tasks");
		for (int k = 0; k < order->n; k++)
			json_text(json, NULL, task_name(result->snapshot, order->tasks[k]));
		json_end_array(json);
		json_end_object(json);
	}
	json_end_array(json);
}

void report_json_finding(struct json *json, const struct result *result)
{
	if (!result || result->verdict == VERDICT_OK)
		json_null(json, "finding");
	else
		add_finding(json, result);
}

/* How a program has ended, and what it printed. */
static void add_program(struct json *json, const struct result *result)
{
	const struct snapshot *snapshot = result->snapshot;

	if (!result->exited && !result->pattern->outside)
		return;
	if (result->exited || result->verdict == VERDICT_OK)
		json_int(json, "exit", result->exit);
	json_array(json, "left");
	for (int i = 0; i < snapshot->n_tasks && result->exited; i++)
		if (report_is_left(result, i))
			json_text(json, NULL, snapshot->tasks[i].name);
	json_end_array(json);
	if (result->dry)
		json_text(json, "empty_stdin", result->dry);
	if (result->cut)
		json_text(json, "output_cut", result->cut);
	json_array(json, "prints");
	for (long i = 0; i < result->trace.n_events; i++) {
		const struct event *event = &result->trace.events[i];

		if (event->kind != EV_PRINT)
			continue;
		json_object(json, NULL);
		json_text(json, "task", task_name(snapshot, event->task));
		json_text(json, "text", event_text(event));
		json_end_object(json);
	}
	json_end_array(json);
}

void report_json(struct json *json, const struct result *result)
{
	which_json(json, result->pattern);
	settings_json(json, result->pattern, result->values, result->files);
	json_text(json, "time", !result->schedule ? "real" : result->any_time ? "any" : "virtual");
	json_text(json, "engine", result->engine);
	if (result->seeded)
		json_uint(json, "seed", result->seed);
	else
		json_null(json, "seed");
	json_text(json, "verdict", verdict_word(result->verdict));
	json_int(json, "leaked", result->leaked);
	add_program(json, result);
	json_int(json, "tasks", result->snapshot->n_tasks);
	json_int(json, "events", result->events);
	json_int(json, "dropped", result->trace.dropped);
	json_double(json, "elapsed_ms", (double)result->elapsed / 1e6, 3);
	json_int(json, "memory", (int64_t)result->memory);
	if (has_inputs(result))
		add_inputs(json, result);
	if (result->n_lock_orders)
		add_lock_orders(json, result);
	report_json_finding(json, result);
	if (program_is_program(result->pattern))
		report_json_races(json, result);
	measuring_report_json(json, result);
	json_text(json, "schedule", result->schedule);
}
