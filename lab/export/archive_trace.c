/* archive_trace.c - see archive_trace.h. */
#include "lab/export/archive_trace.h"

#include <limits.h>
#include <stdlib.h>

#include "lab/base/panic.h"

/* ---- The trace ---- */

static void walk_value(struct archive *a, struct event *event, const struct trace *trace)
{
	int kind = event->has_value;
	const char *text = event->has_value == VALUE_TEXT && !archive_reads(a) ? event_text(event) : NULL;

	archive_int(a, &kind, VALUE_NONE, VALUE_CASES);
	event->has_value = (uint8_t)kind;
	if (kind == VALUE_TEXT) {
		archive_text(a, &text);
		event->value = (int64_t)(intptr_t)(text ? text : "");
	} else if (kind != VALUE_NONE) {
		archive_int64(a, &event->value);
	}
	if (archive_reads(a) && kind == VALUE_OBJECT && (event->value < NO_OBJECT || event->value >= trace->n_objects)) {
		archive_fail(a, "there is no such object");
		event->value = NO_OBJECT;
	}
}

static void walk_byte(struct archive *a, uint8_t *byte, int most)
{
	int number = *byte;

	archive_int(a, &number, 0, most);
	*byte = (uint8_t)number;
}

static void walk_kind(struct archive *a, uint8_t *byte)
{
	enum event_kind kind = (enum event_kind)*byte;

	archive_kind(a, &kind);
	*byte = (uint8_t)kind;
}

/* Only these have an order; in others the field means nothing. */
static bool is_atomic(const struct event *event)
{
	return event->kind >= EV_ATOM_LOAD && event->kind <= EV_ATOM_FENCE;
}

/* The stamps are differences: they grow. */
static void walk_event(struct archive *a, struct event *event, const struct trace *trace, uint64_t *before)
{
	uint64_t since = event->stamp - *before;

	archive_begin(a, "e");
	archive_uint64(a, &since);
	event->stamp = *before + since;
	*before = event->stamp;
	archive_text(a, &event->here);
	archive_int(a, &event->task, 0, trace->n_tasks - 1);
	archive_int(a, &event->object, NO_OBJECT, trace->n_objects - 1);
	archive_int(a, &event->peer, NO_TASK, trace->n_tasks - 1);
	archive_int(a, &event->level, INT_MIN, INT_MAX);
	walk_kind(a, &event->kind);
	if (event->kind == EV_PARK) {
		walk_kind(a, &event->waits_for);
		walk_byte(a, &event->n_cases, 255);
	}
	if (is_atomic(event))
		walk_byte(a, &event->order, ORDER_SEQ_CST);
	walk_value(a, event, trace);
	archive_end(a);
}

/* What a kind says that it has must be there: the views rely on it. So must what a choice waits for. */
static void check_event(struct archive *a, const struct event *event, const struct trace *trace)
{
	unsigned fields = event_fields((enum event_kind)event->kind);
	enum event_kind kind;
	int object;

	for (int i = 1; event->has_value == VALUE_CASES && i < EVENT_CASES; i++)
		if (event_case(event, i, &kind, &object) && (kind >= EVENT_KIND_COUNT || object >= trace->n_objects))
			archive_fail(a, "there is no such case");
	if (event->has_value == VALUE_CASES && event->kind != EV_PARK)
		archive_fail(a, "an event has cases that is no wait");

	if (fields & EVENT_OBJECT && event->object == NO_OBJECT && event->kind != EV_PARK && event->kind != EV_REFUSED)
		archive_fail(a, "an event has no object");
	if (event->kind == EV_TASK_GO && event->peer == NO_TASK)
		archive_fail(a, "a start has no task");
}

static void walk_names(struct archive *a, struct trace *trace)
{
	trace->tasks = archive_list(a, trace->tasks, trace->n_tasks, sizeof *trace->tasks);
	for (int i = 0; i < trace->n_tasks; i++) {
		archive_begin(a, "task");
		archive_text(a, &trace->tasks[i]);
		archive_end(a);
		if (archive_reads(a) && !trace->tasks[i])
			trace->tasks[i] = "?";
	}
	trace->objects = archive_list(a, trace->objects, trace->n_objects, sizeof *trace->objects);
	for (int i = 0; i < trace->n_objects; i++) {
		struct trace_object *object = &trace->objects[i];

		archive_begin(a, "object");
		archive_text(a, &object->name);
		archive_text(a, &object->kind);
		archive_int(a, &object->capacity, INT_MIN, INT_MAX);
		archive_end(a);
		if (archive_reads(a) && (!object->name || !object->kind)) {
			archive_fail(a, "an object has no name");
			object->name = object->kind = "?";
		}
	}
}

static void walk_facts(struct archive *a, struct trace *trace)
{
	archive_begin(a, "trace");
	archive_count_long(a, &trace->n_events);
	archive_long(a, &trace->dropped, 0, LONG_MAX);
	archive_uint64(a, &trace->whole);
	archive_count(a, &trace->n_tasks);
	archive_count(a, &trace->n_objects);
	archive_uint64(a, &trace->start);
	archive_double(a, &trace->ns_per_tick);
	archive_end(a);
	if (archive_reads(a) && !(trace->ns_per_tick > 0 && trace->ns_per_tick < 1e9))
		archive_fail(a, "a tick has no length");
	if (archive_reads(a) && archive_is_good(a) && trace->n_tasks < 1)
		archive_fail(a, "there is no main task");
}

void archive_trace(struct archive *a, struct trace *trace)
{
	uint64_t before = 0;

	walk_facts(a, trace);
	if (archive_reads(a) && !archive_is_good(a))
		trace->n_tasks = trace->n_objects = 0;
	walk_names(a, trace);
	if (archive_reads(a) && !archive_is_good(a))
		trace->n_events = 0;
	if (archive_reads(a)) {
		trace->room = trace->n_events;
		trace->events = calloc((size_t)trace->n_events + 1, sizeof *trace->events);
		must(trace->events);
	}
	for (long i = 0; i < trace->n_events && archive_is_good(a); i++) {
		walk_event(a, &trace->events[i], trace, &before);
		if (archive_reads(a))
			check_event(a, &trace->events[i], trace);
		archive_tell(a, i, trace->n_events);
	}
}

/* ---- The snapshot ---- */

static void walk_helper(struct archive *a, struct snap_helper *helper, const struct snapshot *s)
{
	archive_int(a, &helper->task, NO_TASK, s->n_tasks - 1);
	archive_int(a, &helper->object, NO_OBJECT, s->n_objects - 1);
	archive_int(a, (int *)&helper->kinds, INT_MIN, INT_MAX);
}

static void walk_case(struct archive *a, struct snap_case *c, const struct snapshot *s)
{
	archive_begin(a, "case");
	archive_int(a, &c->object, NO_OBJECT, s->n_objects - 1);
	archive_kind(a, &c->event);
	archive_bool(a, &c->needs_all);
	archive_count(a, &c->n_helpers);
	c->helpers = archive_list(a, c->helpers, c->n_helpers, sizeof *c->helpers);
	for (int i = 0; i < c->n_helpers && archive_is_good(a); i++)
		walk_helper(a, &c->helpers[i], s);
	archive_end(a);
}

static void walk_ids(struct archive *a, int **ids, int *n, int most)
{
	archive_count(a, n);
	*ids = archive_list(a, *ids, *n, sizeof **ids);
	for (int i = 0; i < *n && archive_is_good(a); i++)
		archive_int(a, &(*ids)[i], 0, most);
}

static void walk_uses(struct archive *a, struct snap_task *task, const struct snapshot *s)
{
	archive_count(a, &task->n_uses);
	task->uses = archive_list(a, task->uses, task->n_uses, sizeof *task->uses);
	for (int i = 0; i < task->n_uses && archive_is_good(a); i++) {
		archive_int(a, &task->uses[i].object, 0, s->n_objects - 1);
		archive_int(a, (int *)&task->uses[i].kinds, INT_MIN, INT_MAX);
	}
}

static void walk_state(struct archive *a, struct snap_task *task)
{
	int state = (int)task->state;

	archive_int(a, &state, TASK_NEW, TASK_ENDED);
	task->state = (enum task_state)state;
}

/* Of what was saved before there was any, and of most tasks, there is none. */
static void walk_called(struct archive *a, const char **called)
{
	if (archive_reads(a) ? !archive_comes(a, "called") : !*called)
		return;
	archive_begin(a, "called");
	archive_text(a, called);
	archive_end(a);
}

static void walk_task(struct archive *a, struct snap_task *task, const struct snapshot *s)
{
	archive_begin(a, "snap-task");
	archive_text(a, &task->name);
	walk_state(a, task);
	archive_text(a, &task->here);
	archive_text(a, &task->started_at);
	archive_text(a, &task->cancelled_at);
	archive_int(a, &task->object, NO_OBJECT, s->n_objects - 1);
	archive_int(a, &task->parent, NO_TASK, s->n_tasks - 1);
	archive_bool(a, &task->declared);
	walk_uses(a, task, s);
	archive_count(a, &task->n_cases);
	archive_bool(a, &task->heeds);
	archive_long(a, &task->events, 0, LONG_MAX);
	archive_int(a, &task->n_next, 0, INT_MAX);
	archive_kind(a, &task->next);
	archive_int(a, &task->next_object, NO_OBJECT, s->n_objects - 1);
	archive_bool(a, &task->stuck);
	walk_ids(a, &task->freed_by, &task->n_freed_by, s->n_tasks - 1);
	archive_end(a);
	walk_called(a, &task->called);
	task->cases = archive_list(a, task->cases, task->n_cases, sizeof *task->cases);
	for (int i = 0; i < task->n_cases && archive_is_good(a); i++)
		walk_case(a, &task->cases[i], s);
	if (archive_reads(a) && archive_is_good(a) && (!task->name || task->object == NO_OBJECT))
		archive_fail(a, "a task has no name, or no object");
}

static void walk_operations(struct archive *a, struct snap_object *object)
{
	const char **words = (const char **)object->operations;
	enum event_kind *events = (enum event_kind *)object->events;

	archive_int(a, &object->n_operations, 0, 32);
	words = archive_list(a, words, object->n_operations, sizeof *words);
	events = archive_list(a, events, object->n_operations, sizeof *events);
	for (int i = 0; i < object->n_operations && archive_is_good(a); i++) {
		archive_text(a, &words[i]);
		archive_kind(a, &events[i]);
	}
	object->operations = words;
	object->events = events;
}

static void walk_object(struct archive *a, struct snap_object *object, const struct snapshot *s)
{
	archive_begin(a, "snap-object");
	archive_text(a, &object->name);
	archive_text(a, &object->kind);
	archive_text(a, &object->state);
	archive_int(a, &object->occupancy, INT_MIN, INT_MAX);
	archive_int(a, &object->capacity, INT_MIN, INT_MAX);
	archive_int(a, &object->owner, NO_TASK, s->n_tasks - 1);
	walk_operations(a, object);
	archive_end(a);
	if (archive_reads(a) && archive_is_good(a) && (!object->name || !object->kind || !object->state))
		archive_fail(a, "an object has no name, kind or state");
}

static void walk_all(struct archive *a, struct snapshot *s)
{
	s->tasks = archive_list(a, s->tasks, s->n_tasks, sizeof *s->tasks);
	s->objects = archive_list(a, s->objects, s->n_objects, sizeof *s->objects);
	for (int i = 0; i < s->n_tasks && archive_is_good(a); i++)
		walk_task(a, &s->tasks[i], s);
	for (int i = 0; i < s->n_objects && archive_is_good(a); i++)
		walk_object(a, &s->objects[i], s);
	archive_begin(a, "stuck");
	archive_int(a, &s->n_stuck, 0, s->n_tasks);
	walk_ids(a, &s->cycle, &s->n_cycle, s->n_tasks - 1);
	archive_end(a);
}

void archive_snapshot(struct archive *a, struct snapshot **snapshot, const struct trace *trace)
{
	int n_tasks = 0, n_objects = 0;
	bool any = *snapshot != NULL;

	if (any && !archive_reads(a)) {
		n_tasks = (*snapshot)->n_tasks;
		n_objects = (*snapshot)->n_objects;
	}
	archive_begin(a, "snapshot");
	archive_bool(a, &any);
	archive_count(a, &n_tasks);
	archive_count(a, &n_objects);
	archive_end(a);
	if (!any)
		return;
	*snapshot = archive_list(a, *snapshot, 1, sizeof **snapshot);
	(*snapshot)->n_tasks = n_tasks;
	(*snapshot)->n_objects = n_objects;
	if (archive_reads(a) && archive_is_good(a) && (n_tasks != trace->n_tasks || n_objects != trace->n_objects))
		archive_fail(a, "the snapshot is of another run");
	if (archive_is_good(a))
		walk_all(a, *snapshot);
}
