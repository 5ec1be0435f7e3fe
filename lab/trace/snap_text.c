/* snap_text.c - see snap_text.h; the drawing is in snap_cycle.c. */
#include "lab/trace/snap_text.h"

#include <string.h>

/* "send to" of "sends to": a verb in the infinitive. */
static void infinitive(struct buf *out, const char *verb)
{
	size_t word = strcspn(verb, " ");

	buf_add(out, verb, word - (word > 0 && verb[word - 1] == 's'));
	buf_adds(out, verb + word);
}

void snap_deed(struct buf *out, const struct snapshot *snapshot, enum event_kind event, int object)
{
	infinitive(out, event_verb(event));
	buf_addc(out, ' ');
	buf_adds(out, object == NO_OBJECT ? "a nil channel" : snapshot->objects[object].name);
}

void snap_wait(struct buf *out, const struct snapshot *snapshot, const struct snap_task *task)
{
	for (int i = 0; i < task->n_cases; i++) {
		if (i > 0)
			buf_adds(out, " or ");
		snap_deed(out, snapshot, task->cases[i].event, task->cases[i].object);
	}
	if (task->n_cases == 0)
		buf_adds(out, "sleep");
}

void snap_level(struct buf *out, const struct snap_object *object)
{
	if (object->capacity >= 0)
		buf_printf(out, "%d/%d", object->occupancy, object->capacity);
	else if (object->occupancy != 0 && object->owner == NO_TASK)
		buf_printf(out, "%d", object->occupancy);
}

/* Which of `kinds` the task has declared on the object; all of them when it declared nothing. */
static unsigned declared(const struct snap_task *task, int object, unsigned kinds)
{
	if (!task->declared)
		return kinds;
	for (int i = 0; i < task->n_uses; i++)
		if (task->uses[i].object == object && (task->uses[i].kinds & kinds))
			return task->uses[i].kinds & kinds;
	return 0;
}

/* The helper of a case that is `task`, or a role of it; its operations in `*kinds`. NULL when there is none. */
static const struct snap_helper *helper_of(const struct snapshot *snapshot, const struct snap_case *c, int task,
                                           unsigned *kinds)
{
	for (int i = 0; i < c->n_helpers; i++) {
		const struct snap_helper *helper = &c->helpers[i];

		*kinds = 0;
		if (helper->task == task)
			return helper;
		if (helper->task == NO_TASK)
			*kinds = declared(&snapshot->tasks[task], helper->object, helper->kinds);
		if (*kinds)
			return helper;
	}
	return NULL;
}

bool snap_helps(const struct snapshot *snapshot, const struct snap_case *c, int helper)
{
	unsigned kinds;

	return helper_of(snapshot, c, helper, &kinds) != NULL;
}

const struct snap_case *snap_case_for(const struct snapshot *snapshot, const struct snap_task *task, int helper)
{
	for (int i = 0; i < task->n_cases; i++)
		if (snap_helps(snapshot, &task->cases[i], helper))
			return &task->cases[i];
	return &task->cases[0];
}

/* The event that the operation with bit `kind` of the object records. */
static enum event_kind event_of(const struct snapshot *snapshot, int object, int kind)
{
	return snapshot->objects[object].events[kind];
}

void snap_help(struct buf *out, const struct snapshot *snapshot, const struct snap_case *c, int helper)
{
	unsigned kinds = 0;
	const struct snap_helper *role = helper_of(snapshot, c, helper, &kinds);
	bool first = true;

	if (!role || !kinds)
		return;
	for (int kind = 0; kind < snapshot->objects[role->object].n_operations; kind++) {
		if (!(kinds & 1u << kind))
			continue;
		if (!first)
			buf_adds(out, " or ");
		infinitive(out, event_verb(event_of(snapshot, role->object, kind)));
		first = false;
	}
	buf_printf(out, " %s", snapshot->objects[role->object].name);
}

/* How the one who does what an event records is introduced. */
static const char *done_by(enum event_kind event)
{
	switch (event) {
	case EV_CHAN_SEND:  return "sent by";
	case EV_CHAN_RECV:  return "received by";
	case EV_CHAN_CLOSE: return "closed by";
	case EV_WAIT_DONE:  return "counted by";
	case EV_UNLOCK:     return "held by";
	default:            return "freed by";
	}
}

const char *snap_tie(const struct snapshot *snapshot, const struct snap_case *c, int helper)
{
	unsigned kinds = 0;
	const struct snap_helper *role = helper_of(snapshot, c, helper, &kinds);

	if (c->object == NO_OBJECT || snap_is_task(&snapshot->objects[c->object]))
		return "";
	if (snapshot->objects[c->object].owner != NO_TASK)
		return "held by";
	if (!role || !kinds)
		return "freed by";
	for (int kind = 0; kind < snapshot->objects[role->object].n_operations; kind++)
		if (kinds & 1u << kind)
			return done_by(event_of(snapshot, role->object, kind));
	return "freed by";
}

bool snap_is_task(const struct snap_object *object)
{
	return object->n_operations > 0 && object->events[0] == EV_TASK_GO;
}

int snap_task_of(const struct snapshot *snapshot, int object)
{
	if (object == NO_OBJECT || !snap_is_task(&snapshot->objects[object]))
		return NO_TASK;
	for (int i = 0; i < snapshot->n_tasks; i++)
		if (snapshot->tasks[i].object == object)
			return i;
	return NO_TASK;
}

const char *snap_place(const char *here)
{
	const char *slash = here ? strrchr(here, '/') : NULL;

	return slash ? slash + 1 : here ? here : "";
}
