/* deeds.c - see deeds.h. */
#include "lab/trace/deeds.h"

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/trace/snap_text.h"

/* A task at an object; kept once for each pair. */
struct deed {
	int      task, object;
	unsigned kinds;
};

struct deeds {
	struct deed *of;
	long         n, room;
};

/* The operations that can be seen by such an event. What finds a channel closed would have received from it. */
static unsigned kinds_of(const struct snap_object *object, enum event_kind event)
{
	enum event_kind done = event == EV_CHAN_DRAINED ? EV_CHAN_RECV : event;
	unsigned kinds = 0;

	for (int i = 0; i < object->n_operations; i++)
		if (object->events[i] == done)
			kinds |= 1u << i;
	return kinds;
}

static int by_task(const void *a, const void *b)
{
	const struct deed *one = a, *two = b;

	if (one->task != two->task)
		return one->task < two->task ? -1 : 1;
	return (one->object > two->object) - (one->object < two->object);
}

/* In order, each pair once. */
static void tidy(struct deeds *deeds)
{
	long n = 0;

	if (deeds->n > 1)
		qsort(deeds->of, (size_t)deeds->n, sizeof *deeds->of, by_task);
	for (long i = 0; i < deeds->n; i++)
		if (n > 0 && by_task(&deeds->of[n - 1], &deeds->of[i]) == 0)
			deeds->of[n - 1].kinds |= deeds->of[i].kinds;
		else
			deeds->of[n++] = deeds->of[i];
	deeds->n = n;
}

/* When there is no room, pairs that are there twice make some; else there is twice as much. */
static void add(struct deeds *deeds, struct deed deed)
{
	if (deeds->n == deeds->room) {
		tidy(deeds);
		if (2 * deeds->n >= deeds->room) {
			deeds->room = deeds->room ? 2 * deeds->room : 256;
			deeds->of = realloc(deeds->of, (size_t)deeds->room * sizeof *deeds->of);
			must(deeds->of);
		}
	}
	deeds->of[deeds->n++] = deed;
}

static void note(struct deeds *deeds, const struct snapshot *snapshot, int task, int object, enum event_kind event)
{
	unsigned kinds;

	if (object < 0 || object >= snapshot->n_objects || task < 0 || task >= snapshot->n_tasks ||
	    snap_is_task(&snapshot->objects[object]))
		return;
	kinds = kinds_of(&snapshot->objects[object], event);
	if (kinds)
		add(deeds, (struct deed){ task, object, kinds });
}

static void note_event(struct deeds *deeds, const struct snapshot *snapshot, const struct event *event)
{
	enum event_kind kind;
	int object;

	if (event->kind != EV_PARK) {
		note(deeds, snapshot, event->task, event->object, (enum event_kind)event->kind);
		return;
	}
	note(deeds, snapshot, event->task, event->object, (enum event_kind)event->waits_for);
	for (int i = 0; i < EVENT_CASES && event_case(event, i, &kind, &object); i++)
		note(deeds, snapshot, event->task, object, kind);
}

/* Of these kinds what is not declared; a kind is, when another one is by which the same is seen. */
static unsigned undeclared(const struct snapshot *snapshot, const struct snap_task *task, const struct deed *deed)
{
	const struct snap_object *object = &snapshot->objects[deed->object];
	unsigned kinds = deed->kinds;

	for (int i = 0; i < task->n_uses; i++)
		for (int k = 0; task->uses[i].object == deed->object && k < object->n_operations; k++)
			if (task->uses[i].kinds >> k & 1)
				kinds &= ~kinds_of(object, object->events[k]);
	return kinds;
}

static void add_uses(const struct snapshot *snapshot, struct snap_task *task, const struct deed *deeds, long n,
                     struct arena *arena)
{
	struct snap_use *uses = arena_alloc(arena, ((size_t)task->n_uses + (size_t)n) * sizeof *uses);
	int n_uses = 0;

	for (int i = 0; i < task->n_uses; i++)
		uses[n_uses++] = task->uses[i];
	for (long i = 0; i < n; i++) {
		unsigned kinds = undeclared(snapshot, task, &deeds[i]);

		if (kinds)
			uses[n_uses++] = (struct snap_use){ deeds[i].object, kinds };
	}
	task->uses = uses;
	task->n_uses = n_uses;
}

struct snapshot *snapshot_with_deeds(const struct snapshot *snapshot, const struct trace *trace, struct arena *arena)
{
	struct snapshot *with = arena_alloc(arena, sizeof *with);
	struct deeds deeds = { 0 };

	*with = *snapshot;
	with->tasks = arena_alloc(arena, (size_t)snapshot->n_tasks * sizeof *with->tasks);
	for (int i = 0; i < snapshot->n_tasks; i++)
		with->tasks[i] = snapshot->tasks[i];
	with->tasks[0].declared |= with->tasks[0].state == TASK_ENDED && trace->dropped == 0 && trace->n_events > 0;
	for (long i = 0; i < trace->n_events; i++)
		note_event(&deeds, snapshot, &trace->events[i]);
	tidy(&deeds);
	for (long i = 0, n; i < deeds.n; i += n) {
		for (n = 1; i + n < deeds.n && deeds.of[i + n].task == deeds.of[i].task; n++)
			;
		add_uses(snapshot, &with->tasks[deeds.of[i].task], &deeds.of[i], n, arena);
	}
	free(deeds.of);
	return with;
}
