/* step_json.c - where a stepped run stands, as an object; see step_screen.h. */
#include "cmd/step/step_screen.h"

#include "cmd/run/report.h"
#include "cmd/session/which.h"
#include "cmd/step/step_parts.h"
#include "lab/trace/snap_text.h"
#include "lab/view/variables.h"

static void add_object(struct json *json, const struct snapshot *snapshot, int id)
{
	const struct snap_object *object = id == NO_OBJECT ? NULL : &snapshot->objects[id];

	json_text(json, "object", object ? object->name : NULL);
	if (object && object->capacity >= 0) {
		json_int(json, "occupancy", object->occupancy);
		json_int(json, "capacity", object->capacity);
	}
}

static void add_deeds(struct json *json, const struct snapshot *snapshot, const struct stand *stand)
{
	json_array(json, "operations");
	for (int i = 0; i < stand->n_deeds; i++) {
		json_object(json, NULL);
		json_text(json, "operation", event_operation(stand->deeds[i].event));
		add_object(json, snapshot, stand->deeds[i].object);
		if (stand->deeds[i].has_value)
			json_int(json, "value", stand->deeds[i].value);
		if (stand->deeds[i].has_value == VALUE_OBJECT && stand->deeds[i].value != NO_OBJECT)
			json_text(json, "value_name", snapshot->objects[stand->deeds[i].value].name);
		json_end_object(json);
	}
	json_end_array(json);
}

static void add_ways(struct json *json, const struct position *position, int task)
{
	struct buf text = { 0 };

	json_array(json, "ways");
	for (int i = 0; i < position->tasks[task].n_ways; i++) {
		buf_clear(&text);
		step_way(&text, position, &position->tasks[task].ways[i], task);
		json_text(json, NULL, buf_text(&text));
	}
	json_end_array(json);
	buf_free(&text);
}

static void add_task(struct json *json, const struct position *position, const struct passages *passages, int task)
{
	const struct snapshot *snapshot = position->result->snapshot;
	const struct stand *stand = &position->tasks[task];
	struct buf cause = { 0 };

	json_object(json, NULL);
	json_text(json, "task", snapshot->tasks[task].name);
	json_text(json, "state", stance_word(stand->stance));
	json_bool(json, "stuck", snapshot->tasks[task].stuck);
	add_deeds(json, snapshot, stand);
	add_ways(json, position, task);
	step_cause(&cause, position, task);
	json_text(json, "why_not", cause.length ? buf_text(&cause) : NULL);
	json_text(json, "at", stand->here);
	step_parts_json(json, position, passages, task);
	json_end_object(json);
	buf_free(&cause);
}

static void add_objects(struct json *json, const struct snapshot *snapshot)
{
	json_array(json, "objects");
	for (int i = 0; i < snapshot->n_objects; i++) {
		const struct snap_object *object = &snapshot->objects[i];

		if (snap_is_task(object))
			continue;
		json_object(json, NULL);
		json_text(json, "object", object->name);
		json_text(json, "kind", object->kind);
		json_text(json, "state", object->state);
		json_text(json, "holder", object->owner == NO_TASK ? NULL : snapshot->tasks[object->owner].name);
		json_end_object(json);
	}
	json_end_array(json);
}

/* Of a program: its variables that have changed since its threads were started, and are no objects. */
static void add_variables(struct json *json, const struct position *position, struct arena *arena)
{
	struct variable_now *list = NULL;
	int n = variables_at(&position->result->trace, position->step, arena, &list);

	json_array(json, "variables");
	for (int i = 0; i < n; i++) {
		json_object(json, NULL);
		json_text(json, "variable", list[i].name);
		json_text(json, "value", list[i].value);
		json_int(json, "changed_at", list[i].since);
		json_end_object(json);
	}
	json_end_array(json);
}

void step_json(struct json *json, const struct position *position)
{
	const struct result *result = position->result;
	struct arena *arena = arena_new();
	const struct passages *passages = step_parts(position, arena);

	which_json(json, result->pattern);
	json_int(json, "step", position->step);
	json_int(json, "known", position->known);
	json_double(json, "time_ms", (double)position->now / 1e6, 3);
	json_array(json, "threads");
	for (int i = 0; i < position->n_tasks; i++)
		add_task(json, position, passages, i);
	json_end_array(json);
	add_objects(json, result->snapshot);
	add_variables(json, position, arena);
	json_text(json, "time", result->any_time ? "any" : "virtual");
	if (position->clock)
		json_double(json, "clock_to_ms", (double)position->due / 1e6, 3);
	else
		json_null(json, "clock_to_ms");
	json_text(json, "next", position->next ? step_who(position, position->next->step.task) : NULL);
	json_bool(json, "over", position->over);
	json_text(json, "verdict", position->over ? verdict_word(result->verdict) : NULL);
	report_json_finding(json, position->over ? result : NULL);
	json_text(json, "schedule", result->schedule);
	arena_free(arena);
}
