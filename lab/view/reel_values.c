/*
 * reel_values.c - values that no event tells: what the variables of a person's program were after each step, and what the
 * snapshot knows; see reel.h.
 */
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/view/reel_parts.h"

static bool is_cell(const struct trace_object *object)
{
	return !strcmp(object->kind, "cell") || !strcmp(object->kind, "atomic");
}

static int variable_of(const struct trace *trace, int object)
{
	const struct trace_values *values = &trace->values;

	for (int i = 0; is_cell(&trace->objects[object]) && trace->dropped == 0 && i < values->n_variables; i++)
		if (!strcmp(trace->objects[object].name, values->variables[i].name))
			return i;
	return -1;
}

void known_begin(struct known_values *known, const struct trace *trace)
{
	known->variable = calloc((size_t)trace->n_objects + 1, sizeof *known->variable);
	known->now = calloc((size_t)trace->values.n_variables + 1, sizeof *known->now);
	known->touched = calloc((size_t)trace->n_objects + 1, sizeof *known->touched);
	must(known->variable && known->now && known->touched);
	for (int i = 0; i < trace->n_objects; i++)
		known->variable[i] = variable_of(trace, i);
	for (long i = 0; i < trace->n_events; i++)
		if (trace->events[i].object >= 0)
			known->touched[trace->events[i].object] = true;
	known->step = -1;
}

void known_free(struct known_values *known)
{
	free(known->variable);
	free(known->now);
	free(known->touched);
}

void known_go(struct known_values *known, const struct trace *trace, long step)
{
	const struct trace_values *values = &trace->values;

	if (known->step < 0 || step < known->step) {
		for (int i = 0; i < values->n_variables; i++)
			known->now[i] = values->variables[i].first;
		known->n_changes = 0;
	}
	for (; known->n_changes < values->n_changes && values->changes[known->n_changes].step <= step; known->n_changes++)
		known->now[values->changes[known->n_changes].variable] = values->changes[known->n_changes].value;
	known->step = step;
}

static struct moment_value text_value(const char *text)
{
	return (struct moment_value){ VALUE_TEXT, (int64_t)(intptr_t)text };
}

struct moment_value known_value(const struct known_values *known, const struct trace *trace, const struct snapshot *last, int object,
                                bool at_end)
{
	int variable = known->variable[object];

	if (variable >= 0 && values_known(&trace->values, known->step)) {
		const struct trace_value *value = &known->now[variable];

		return value->text ? text_value(value->text) : (struct moment_value){ VALUE_NUMBER, value->number };
	}
	if (is_cell(&trace->objects[object]) && *last->objects[object].state && trace->dropped == 0 && (at_end || !known->touched[object]))
		return text_value(last->objects[object].state);
	return (struct moment_value){ 0 };
}

const char *moment_value_text(const struct moment_value *value)
{
	return value->kind == VALUE_TEXT ? (const char *)(intptr_t)value->value : "";
}
