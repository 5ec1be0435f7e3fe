/* values.c - see values.h. */
#include "lab/trace/values.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

int values_add(struct trace_values *values, const char *name, struct trace_value first)
{
	if (values->n_variables == values->variables_room) {
		values->variables_room = values->variables_room ? 2 * values->variables_room : 16;
		values->variables = realloc(values->variables, (size_t)values->variables_room * sizeof *values->variables);
		must(values->variables);
	}
	values->variables[values->n_variables] = (struct trace_variable){ name, first };
	return values->n_variables++;
}

void values_change(struct trace_values *values, const struct trace_change *change, long most)
{
	values->cut |= values->n_changes >= most;
	if (values->cut)
		return;
	if (values->n_changes == values->changes_room) {
		values->changes_room = values->changes_room ? 2 * values->changes_room : 64;
		values->changes = realloc(values->changes, (size_t)values->changes_room * sizeof *values->changes);
		must(values->changes);
	}
	values->changes[values->n_changes++] = *change;
}

bool value_same(const struct trace_value *a, const struct trace_value *b)
{
	if (a->text && b->text)
		return strcmp(a->text, b->text) == 0;
	return !a->text && !b->text && a->number == b->number;
}

bool values_known(const struct trace_values *values, long step)
{
	return !values->cut || (values->n_changes > 0 && step < values->changes[values->n_changes - 1].step);
}

void values_clear(struct trace_values *values)
{
	values->n_variables = 0;
	values->n_changes = 0;
	values->cut = false;
}

static void *copy_of(const void *list, size_t size)
{
	void *copy = malloc(size + 1);

	must(copy);
	if (size)
		memcpy(copy, list, size);
	return copy;
}

struct trace_values values_copy(const struct trace_values *values)
{
	struct trace_values copy = *values;

	copy.variables = copy_of(values->variables, (size_t)values->n_variables * sizeof *values->variables);
	copy.changes = copy_of(values->changes, (size_t)values->n_changes * sizeof *values->changes);
	copy.variables_room = values->n_variables;
	copy.changes_room = values->n_changes;
	return copy;
}

void values_free(struct trace_values *values)
{
	free(values->variables);
	free(values->changes);
	*values = (struct trace_values){ 0 };
}
