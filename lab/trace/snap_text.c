/* snap_text.c - see snap_text.h; the drawing is in snap_cycle.c. */
#include "lab/trace/snap_text.h"

#include <string.h>

/* How many letters "sends" or "detaches" has more than its infinitive. */
static size_t ending(const char *word, size_t n)
{
	static const char *const hissing[] = { "ches", "shes", "sses", "xes" };

	for (size_t i = 0; i < sizeof hissing / sizeof *hissing; i++)
		if (n > strlen(hissing[i]) && !strncmp(word + n - strlen(hissing[i]), hissing[i], strlen(hissing[i])))
			return 2;
	return n > 0 && word[n - 1] == 's';
}

/* "send to" of "sends to": a verb in the infinitive. */
static void infinitive(struct buf *out, const char *verb)
{
	size_t word = strcspn(verb, " ");

	buf_add(out, verb, word - ending(verb, word));
	buf_adds(out, verb + word);
}

void deed_words(struct buf *out, enum event_kind event, const char *object)
{
	if (!(event_fields(event) & (EVENT_OBJECT | EVENT_PEER))) {
		buf_adds(out, event_operation(event));          /* to itself */
		return;
	}
	infinitive(out, event_verb(event));
	buf_addc(out, ' ');
	buf_adds(out, object ? object : "a nil channel");
}

void snap_deed(struct buf *out, const struct snapshot *snapshot, enum event_kind event, int object)
{
	deed_words(out, event, object == NO_OBJECT ? NULL : snapshot->objects[object].name);
}

/* Is the case the same operation as the one before, on another object? */
static bool is_same_deed(const struct snap_task *task, int i)
{
	return i > 0 && task->cases[i].event == task->cases[i - 1].event && task->cases[i].object != task->object &&
	       task->cases[i - 1].object != task->object;
}

void snap_wait(struct buf *out, const struct snapshot *snapshot, const struct snap_task *task)
{
	for (int i = 0; i < task->n_cases; i++) {
		int object = task->cases[i].object;

		if (i > 0)
			buf_adds(out, i + 1 < task->n_cases && is_same_deed(task, i) && is_same_deed(task, i + 1) ? ", " : " or ");
		if (is_same_deed(task, i))
			buf_adds(out, object == NO_OBJECT ? "a nil channel" : snapshot->objects[object].name);
		else if (task->cases[i].object == task->object)
			buf_printf(out, "%s itself", event_operation(task->cases[i].event));
		else
			snap_deed(out, snapshot, task->cases[i].event, task->cases[i].object);
	}
	if (task->n_cases == 0)
		buf_adds(out, "sleep");
}

void snap_next(struct buf *out, const struct snapshot *snapshot, const struct snap_task *task)
{
	if (task->n_next != 1 || task->next_object == NO_OBJECT)
		buf_adds(out, "select");
	else if (task->next_object == task->object)
		buf_adds(out, event_operation(task->next));
	else
		snap_deed(out, snapshot, task->next, task->next_object);
}

/* Does it wait there until it hears something? */
static bool waits_to_hear(const struct snap_task *task, int object)
{
	for (int i = 0; i < task->n_cases; i++)
		if (task->cases[i].object == object && task->cases[i].event == EV_COND_WAKE)
			return true;
	return false;
}

/* It may also be about to wake for no reason: not where all who are counted there as waiting are others. */
bool snap_woken(const struct snapshot *snapshot, const struct snap_task *task)
{
	int n = 0;

	if (task->n_next != 1 || task->next != EV_COND_WAKE || task->next_object == NO_OBJECT)
		return false;
	for (int i = 0; i < snapshot->n_tasks; i++)
		n += waits_to_hear(&snapshot->tasks[i], task->next_object);
	return snapshot->objects[task->next_object].occupancy <= n;
}

const char *snap_unit(const struct snap_object *object)
{
	for (int i = 0; i < object->n_operations; i++)
		switch (object->events[i]) {
		case EV_RELEASE:        return "left";
		case EV_BARRIER_ARRIVE: return "here";
		case EV_WAIT_DONE:      return "to go";
		default:                break;
		}
	return "";
}

const char *snap_over(const struct snap_object *object)
{
	static const char *const words[] = { "cancelled", "expired" };
	bool ends = false;

	for (int i = 0; i < object->n_operations; i++)
		ends |= object->events[i] == EV_CONTEXT_OVER;
	for (size_t i = 0; i < sizeof words / sizeof *words && ends && object->state; i++)
		if (!strcmp(object->state, words[i]))
			return words[i];
	return "";
}

void snap_level(struct buf *out, const struct snap_object *object)
{
	if (object->capacity >= 0)
		buf_printf(out, "%d/%d", object->occupancy, object->capacity);
	else if (object->occupancy != 0 && object->owner == NO_TASK)
		buf_printf(out, "%d", object->occupancy);
}

/* Which of `kinds` the task has declared on the object; all of them when it alone declared nothing. */
static unsigned declared(const struct snapshot *snapshot, const struct snap_task *task, int object, unsigned kinds)
{
	if (!task->declared)
		return snapshot->bare ? 0 : kinds;
	for (int i = 0; i < task->n_uses; i++)
		if (task->uses[i].object == object && (task->uses[i].kinds & kinds))
			return task->uses[i].kinds & kinds;
	return 0;
}

/* The event that the operation with bit `kind` of the object records. */
static enum event_kind event_of(const struct snapshot *snapshot, int object, int kind)
{
	return snapshot->objects[object].events[kind];
}

/* The kinds of a role that are a remedy. */
static unsigned remedies(const struct snapshot *snapshot, const struct snap_case *c, const struct snap_helper *role)
{
	unsigned kinds = role->kinds;

	for (int kind = 0; kind < snapshot->objects[role->object].n_operations; kind++)
		if (c->event == EV_CHAN_SEND && event_of(snapshot, role->object, kind) == EV_CHAN_CLOSE)
			kinds &= ~(1u << kind);
	return kinds;
}

/* What of the roles of a case `task` is declared to do, as a set of kinds on `*object`; 0 for nothing. */
static unsigned helps_by(const struct snapshot *snapshot, const struct snap_case *c, int task, int *object)
{
	unsigned kinds = 0;

	for (int i = 0; i < c->n_helpers; i++) {
		const struct snap_helper *role = &c->helpers[i];
		unsigned more;

		if (role->task != NO_TASK || (kinds && role->object != *object))
			continue;
		more = remedies(snapshot, c, role);
		more = more ? declared(snapshot, &snapshot->tasks[task], role->object, more) : 0;
		if (more)
			*object = role->object;
		kinds |= more;
	}
	return kinds;
}

bool snap_helps(const struct snapshot *snapshot, const struct snap_case *c, int helper)
{
	int object;

	for (int i = 0; i < c->n_helpers; i++)
		if (c->helpers[i].task == helper)
			return true;
	return helps_by(snapshot, c, helper, &object) != 0;
}

int snap_helpers(const struct snapshot *snapshot, int task, const struct snap_case *c, int *ids)
{
	int n = 0, left = 0;

	for (int i = 0; i < snapshot->n_tasks; i++)
		if (i != task && snap_helps(snapshot, c, i))
			ids[n++] = i;
	for (int i = 0; i < n; i++)
		left += snapshot->tasks[ids[i]].state != TASK_ENDED;
	for (int i = 0, to = 0; left && i < n; i++)
		if (snapshot->tasks[ids[i]].state != TASK_ENDED)
			ids[to++] = ids[i];
	return left ? left : n;
}

const struct snap_case *snap_case_for(const struct snapshot *snapshot, const struct snap_task *task, int helper)
{
	for (int i = 0; i < task->n_cases; i++)
		if (snap_helps(snapshot, &task->cases[i], helper))
			return &task->cases[i];
	return &task->cases[0];
}

/* "send to or close jobs". */
static void add_kinds(struct buf *out, const struct snapshot *snapshot, int object, unsigned kinds)
{
	const char *before = "";

	for (int kind = 0; kind < snapshot->objects[object].n_operations; kind++) {
		if (!(kinds & 1u << kind))
			continue;
		buf_adds(out, before);
		infinitive(out, event_verb(event_of(snapshot, object, kind)));
		before = " or ";
	}
	if (kinds)
		buf_printf(out, " %s", snapshot->objects[object].name);
}

void snap_help(struct buf *out, const struct snapshot *snapshot, const struct snap_case *c, int helper)
{
	int object = NO_OBJECT;
	unsigned kinds = helps_by(snapshot, c, helper, &object);

	if (kinds)
		add_kinds(out, snapshot, object, kinds);
}

void snap_remedy(struct buf *out, const struct snapshot *snapshot, const struct snap_case *c)
{
	unsigned kinds = 0;
	int object = NO_OBJECT;

	for (int i = 0; i < c->n_helpers; i++) {
		if (c->helpers[i].task != NO_TASK || (kinds && c->helpers[i].object != object))
			continue;
		object = c->helpers[i].object;
		kinds |= remedies(snapshot, c, &c->helpers[i]);
	}
	if (kinds)
		add_kinds(out, snapshot, object, kinds);
}

/* How the one who would complete what a case waits for is introduced. */
static const char *tie_of(enum event_kind waited)
{
	switch (waited) {
	case EV_CHAN_SEND: return "received by";
	case EV_CHAN_RECV: return "sent by";
	case EV_WAIT_ZERO: return "counted by";
	case EV_LOCK:      return "held by";
	default:           return "freed by";
	}
}

const char *snap_tie(const struct snapshot *snapshot, const struct snap_case *c)
{
	if (c->object != NO_OBJECT && snap_is_task(&snapshot->objects[c->object]))
		return "";
	return tie_of(c->event);
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

const char *snap_place_in(const char *here, const char *file)
{
	const char *place = snap_place(here), *own = file && !strchr(file, ',') ? snap_place(file) : "";
	size_t length = strlen(own);

	return length && strncmp(place, own, length) == 0 && place[length] == ':' ? place + length : place;
}
