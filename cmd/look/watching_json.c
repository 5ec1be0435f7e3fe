/* watching_json.c - the moments of a run for a program; see watching.h. */
#include "cmd/look/watching.h"

#include "lab/trace/snap_text.h"

static const char *const states[] = {
	[TASK_NEW] = "new", [TASK_RUNNING] = "running", [TASK_BLOCKED] = "blocked", [TASK_SLEEPING] = "sleeping",
	[TASK_ENDED] = "ended"
};

static void add_task(struct json *json, const struct snapshot *snapshot, const struct moment_task *now, int task)
{
	json_object(json, NULL);
	json_text(json, "task", snapshot->tasks[task].name);
	json_text(json, "state", states[now->state]);
	if (now->state == TASK_BLOCKED) {
		json_text(json, "to_see", now->choice ? "select" : event_operation(now->what));
		json_text(json, "object", now->choice || now->object == NO_OBJECT ? NULL : snapshot->objects[now->object].name);
	}
	json_bool(json, "moved", now->moved);
	json_text(json, "at", now->here && *now->here ? now->here : NULL);
	json_end_object(json);
}

static void add_value(struct json *json, const char *name, const struct snapshot *snapshot, const struct moment_value *value)
{
	if (value->kind == VALUE_NUMBER)
		json_int(json, name, value->value);
	else if (value->kind == VALUE_TEXT)
		json_text(json, name, moment_value_text(value));
	else
		json_text(json, name, value->kind != VALUE_OBJECT || value->value < 0 || value->value >= snapshot->n_objects ? NULL
		          : snapshot->objects[value->value].name);
}

static void add_object(struct json *json, const struct snapshot *snapshot, const struct moment_object *now, int object)
{
	json_object(json, NULL);
	json_text(json, "object", snapshot->objects[object].name);
	json_text(json, "kind", snapshot->objects[object].kind);
	if (now->level >= 0)
		json_int(json, "level", now->level);
	if (now->value.kind != VALUE_NONE)
		add_value(json, "value", snapshot, &now->value);
	if (now->n_items > 0) {
		json_array(json, "items");
		for (int i = 0; i < now->n_items; i++)
			add_value(json, NULL, snapshot, &now->items[i]);
		json_end_array(json);
	}
	json_array(json, "held_by");
	if (now->owner != NO_TASK)
		json_text(json, NULL, snapshot->tasks[now->owner].name);
	for (int i = 0; i < now->n_holders; i++)
		json_text(json, NULL, snapshot->tasks[now->holders[i]].name);
	json_end_array(json);
	json_end_object(json);
}

static void add_moment(struct json *json, struct watching *watching, long step)
{
	const struct snapshot *snapshot = watching->result->snapshot;
	const struct moment *moment = picture_moment(watching->picture, step);
	long taken = picture_taken(watching->picture);
	struct buf deed = { 0 };

	picture_deed(&deed, watching->picture, step, 10000, true);
	json_object(json, NULL);
	json_int(json, "step", moment->step < taken ? moment->step : taken);
	json_text(json, "did", buf_text(&deed));
	json_text(json, "at", moment->n_marks ? moment->marks[0].event->here : NULL);
	json_array(json, "tasks");
	for (int i = 0; i < snapshot->n_tasks; i++)
		add_task(json, snapshot, &moment->tasks[i], i);
	json_end_array(json);
	json_array(json, "objects");
	for (int i = 0; i < snapshot->n_objects; i++)
		if (!snap_is_task(&snapshot->objects[i]))
			add_object(json, snapshot, &moment->objects[i], i);
	json_end_array(json);
	json_end_object(json);
	buf_free(&deed);
}

void watching_json(struct json *json, struct watching *watching, bool all)
{
	long last = picture_steps(watching->picture);

	json_int(json, "steps", picture_taken(watching->picture));
	json_array(json, "moments");
	for (long step = all ? 0 : last; step <= last; step++)
		add_moment(json, watching, step);
	json_end_array(json);
	json_text(json, "end", buf_text(&watching->end));
}
