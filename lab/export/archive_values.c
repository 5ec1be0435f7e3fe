/* archive_values.c - what a program's variables were, as records of an archive; see archive_trace.h. */
#include <limits.h>
#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/export/archive_trace.h"

static void walk_variable_value(struct archive *a, struct trace_value *value)
{
	archive_int64(a, &value->number);
	archive_text(a, &value->text);
}

static void walk_variable(struct archive *a, struct trace_variable *variable)
{
	archive_begin(a, "variable");
	archive_text(a, &variable->name);
	walk_variable_value(a, &variable->first);
	archive_end(a);
	if (archive_reads(a) && !variable->name) {
		archive_fail(a, "a variable has no name");
		variable->name = "?";
	}
}

static void walk_change(struct archive *a, struct trace_change *change, int n_variables)
{
	archive_begin(a, "c");
	archive_long(a, &change->step, 0, LONG_MAX);
	archive_int(a, &change->variable, 0, n_variables - 1);
	walk_variable_value(a, &change->value);
	archive_end(a);
}

static void make_lists(struct trace_values *values)
{
	values->variables = calloc((size_t)values->n_variables + 1, sizeof *values->variables);
	values->changes = calloc((size_t)values->n_changes + 1, sizeof *values->changes);
	must(values->variables && values->changes);
	values->variables_room = values->n_variables;
	values->changes_room = values->n_changes;
}

/* A run that has none, and one that was saved when there were none yet, has no such record. */
void archive_values(struct archive *a, struct trace_values *values)
{
	if (archive_reads(a) ? !archive_comes(a, "variables") : values->n_variables == 0)
		return;
	archive_begin(a, "variables");
	archive_count(a, &values->n_variables);
	archive_count_long(a, &values->n_changes);
	archive_bool(a, &values->cut);
	archive_end(a);
	if (archive_reads(a) && (!archive_is_good(a) || values->n_variables < 1))
		values->n_variables = values->n_changes = 0;
	if (archive_reads(a))
		make_lists(values);
	for (int i = 0; i < values->n_variables; i++)
		walk_variable(a, &values->variables[i]);
	for (long i = 0; i < values->n_changes && archive_is_good(a); i++) {
		walk_change(a, &values->changes[i], values->n_variables);
		if (archive_reads(a) && i > 0 && values->changes[i].step < values->changes[i - 1].step)
			archive_fail(a, "a change comes before the one before it");
	}
}
