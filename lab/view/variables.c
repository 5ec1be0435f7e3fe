/* variables.c - see variables.h. */
#include "lab/view/variables.h"

#include <inttypes.h>
#include <string.h>

#include "lab/base/text.h"
#include "lab/view/lanes.h"
#include "lab/view/paint.h"

enum { MOST_SHOWN = 8, ROOM_FOR_MORE = 13, WIDE = 60 };         /* "  and 12 more" */

static const char how_to_see_them[] = ": trace variable=all";

/* ---- Which there are ---- */

/* How long "buffer" of "buffer[1]" is; 0 for what is no element of an array. */
static size_t array_length(const char *name)
{
	size_t n = strcspn(name, "[");

	return name[n] && !name[n + 1 + strcspn(name + n + 1, "]") + 1] ? n : 0;
}

/* How many variables from number `i` on are shown as one. */
static int group_at(const struct trace_values *values, int i)
{
	const char *name = values->variables[i].name;
	size_t length = array_length(name);
	int n = 1;

	if (!length || strcmp(name + length, "[0]") != 0)
		return 1;
	while (i + n < values->n_variables && array_length(values->variables[i + n].name) == length &&
	       strncmp(values->variables[i + n].name, name, length) == 0)
		n++;
	return n;
}

static bool is_variable(const struct trace_object *object)
{
	return !strcmp(object->kind, "cell") || !strcmp(object->kind, "atomic");
}

/* Is one of them an object of the trace? */
static bool is_object(const struct trace *trace, int first, int n)
{
	for (int i = 0; i < trace->n_objects; i++)
		for (int k = first; k < first + n && is_variable(&trace->objects[i]); k++)
			if (!strcmp(trace->objects[i].name, trace->values.variables[k].name))
				return true;
	return false;
}

/* ---- What they are ---- */

struct past {
	struct trace_value value;
	long               since;
};

static struct past *past_of(const struct trace_values *values, long step, struct arena *arena)
{
	struct past *past = arena_alloc(arena, (size_t)values->n_variables * sizeof *past);

	for (int i = 0; i < values->n_variables; i++)
		past[i].value = values->variables[i].first;
	for (long i = 0; i < values->n_changes && values->changes[i].step <= step; i++)
		past[values->changes[i].variable] = (struct past){ values->changes[i].value, values->changes[i].step };
	return past;
}

void variable_word(struct buf *out, const struct trace_value *value)
{
	if (value->text)
		buf_adds(out, value->text);
	else
		buf_printf(out, "%" PRId64, value->number);
}

static struct variable_now make(const struct trace_values *values, const struct past *past, int first, int n, struct arena *arena)
{
	struct variable_now now = { .name = values->variables[first].name, .first = first, .n = n };
	struct buf text = { 0 };

	buf_adds(&text, n > 1 ? "[" : "");
	for (int i = first; i < first + n; i++) {
		buf_adds(&text, i > first ? " " : "");
		variable_word(&text, &past[i].value);
		now.since = past[i].since > now.since ? past[i].since : now.since;
	}
	buf_adds(&text, n > 1 ? "]" : "");
	now.value = arena_text(arena, buf_text(&text));
	if (n > 1)
		now.name = arena_printf(arena, "%.*s", (int)array_length(now.name), now.name);
	buf_free(&text);
	return now;
}

int variables_at(const struct trace *trace, long step, struct arena *arena, struct variable_now **list)
{
	const struct trace_values *values = &trace->values;
	struct past *past;
	int n = 0, size;

	if (values->n_variables == 0 || trace->dropped > 0 || !values_known(values, step))
		return 0;
	past = past_of(values, step, arena);
	*list = arena_alloc(arena, (size_t)values->n_variables * sizeof **list);
	for (int i = 0; i < values->n_variables; i += size) {
		size = group_at(values, i);
		if (!is_object(trace, i, size))
			(*list)[n++] = make(values, past, i, size, arena);
	}
	return n;
}

int variables_newest(struct variable_now *list, int n, int most)
{
	while (n > most && n > 0) {
		int oldest = 0;

		for (int i = 1; i < n; i++)
			if (list[i].since <= list[oldest].since)
				oldest = i;
		memmove(&list[oldest], &list[oldest + 1], (size_t)(n - oldest - 1) * sizeof *list);
		n--;
	}
	return n;
}

/* ---- Changes ---- */

/* Each variable's group: the number of its first. */
static int *groups_of(const struct trace *trace, struct arena *arena)
{
	const struct trace_values *values = &trace->values;
	int *first = arena_alloc(arena, (size_t)values->n_variables * sizeof *first), size;

	for (int i = 0; i < values->n_variables; i += size) {
		size = group_at(values, i);
		for (int k = i; k < i + size; k++)
			first[k] = is_object(trace, i, size) ? -1 : i;
	}
	return first;
}

/* Where the task whose step it was was then. */
static const char *place_of(const struct lanes *lanes, long step, int task)
{
	for (long i = lanes_mark_of(lanes, step - 1); i < lanes->n_marks && lanes->marks[i].step == step - 1; i++)
		if (lanes->marks[i].event->task == task)
			return lanes->marks[i].event->here;
	return NULL;
}

static struct variable_change change_of(const struct trace *trace, const struct lanes *lanes, long step)
{
	struct variable_change change = { .step = step, .task = NO_TASK };

	if (trace->steps && step >= 1 && step <= trace->n_steps && trace->steps[step - 1].task >= 0)
		change.task = trace->steps[step - 1].task;
	if (change.task != NO_TASK)
		change.here = place_of(lanes, step, change.task);
	return change;
}

long variables_changes(const struct trace *trace, const char *name, struct arena *arena, struct variable_change **list)
{
	const struct trace_values *values = &trace->values;
	struct past *past;
	struct lanes *lanes;
	int *first;
	long n = 0;

	if (values->n_changes == 0 || trace->dropped > 0)
		return 0;
	past = past_of(values, 0, arena);
	first = groups_of(trace, arena);
	lanes = lanes_new(trace);
	*list = arena_alloc(arena, (size_t)values->n_changes * sizeof **list);
	for (long i = 0, next; i < values->n_changes; i = next) {
		int group = first[values->changes[i].variable];
		struct variable_now before, after;

		next = i + 1;
		if (group < 0)
			continue;
		before = make(values, past, group, group_at(values, group), arena);
		past[values->changes[i].variable].value = values->changes[i].value;
		for (; next < values->n_changes && values->changes[next].step == values->changes[i].step &&
		       first[values->changes[next].variable] == group; next++)
			past[values->changes[next].variable].value = values->changes[next].value;
		after = make(values, past, group, group_at(values, group), arena);
		if (name && strcmp(name, before.name) != 0)
			continue;
		(*list)[n] = change_of(trace, lanes, values->changes[i].step);
		(*list)[n].name = before.name;
		(*list)[n].from = before.value;
		(*list)[n++].to = after.value;
	}
	lanes_free(lanes);
	return n;
}

/* ---- A line ---- */

static int columns_of(const struct variable_now *list, int n)
{
	int columns = 0;

	for (int i = 0; i < n; i++)
		columns += 5 + text_columns(list[i].name) + text_columns(list[i].value);
	return columns;
}

static void add(struct buf *out, const struct variable_now *now, bool changed, int columns, const struct look *look)
{
	struct buf text = { 0 };

	buf_printf(&text, "%c%s = %s", changed ? '*' : ' ', now->name, now->value);
	painted(out, buf_text(&text), columns, changed ? MOVES : PLAIN, look);
	buf_free(&text);
}

void view_variables(struct buf *out, const struct trace *trace, long step, const struct look *look)
{
	struct arena *arena = arena_new();
	struct variable_now *list = NULL;
	int all = variables_at(trace, step, arena, &list), n = variables_newest(list, all, MOST_SHOWN), width = paint_width(look);
	const char *how = width < WIDE ? "" : how_to_see_them;
	int more = ROOM_FOR_MORE + text_columns(how);

	while (n > 1 && columns_of(list, n) + (n < all ? more : 0) > width)
		n = variables_newest(list, n, n - 1);
	for (int i = 0; i < n; i++) {
		buf_adds(out, i ? " " : "");
		add(out, &list[i], step > 0 && list[i].since == step, width - 1, look);
	}
	if (n > 0 && n < all && columns_of(list, n) + more > width)
		how = "";
	if (n > 0 && n < all && columns_of(list, n) + ROOM_FOR_MORE <= width)
		buf_printf(out, "  and %d more%s", all - n, how);
	buf_adds(out, n > 0 ? "\n" : "");
	arena_free(arena);
}
