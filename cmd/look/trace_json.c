/* trace_json.c - see trace_json.h. */
#include "cmd/look/trace_json.h"

void trace_json_event(struct json *json, const struct trace *trace, const struct event *event)
{
	json_object(json, NULL);
	json_double(json, "us", trace_ns(trace, event) / 1e3, 3);
	json_text(json, "task", trace->tasks[event->task]);
	json_text(json, "event", event->kind == EV_PARK ? "wait" : event_operation(event->kind));
	if (event->kind == EV_PARK)
		json_text(json, "waits_to",
		          event->n_cases > 1 ? "select" : event_operation(event->waits_for));
	if (event->object >= 0 && event->object < trace->n_objects)
		json_text(json, "object", trace->objects[event->object].name);
	if (event_is_unheard(event->kind))
		json_bool(json, "heard", false);
	if (event->has_value == VALUE_TEXT)
		json_text(json, "prints", event_text(event));
	else if (event->has_value == VALUE_NUMBER || event->has_value == VALUE_OBJECT)
		json_int(json, "value", event->value);
	if (event->has_value == VALUE_OBJECT && event->value != NO_OBJECT)
		json_text(json, "value_name", trace->objects[event->value].name);
	if (event_fields(event->kind) & EVENT_LEVEL)
		json_int(json, "level", event->level);
	if (event->peer >= 0 && event->peer < trace->n_tasks)
		json_text(json, "peer", trace->tasks[event->peer]);
	json_text(json, "at", event->here);
	json_end_object(json);
}
