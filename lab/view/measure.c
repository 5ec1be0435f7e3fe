/* measure.c - from a trace to waits, lives of tasks and levels of objects: one pass over the events. */
#include "lab/view/measure_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/view/ready.h"

/* What is going on while the pass goes over the events. */
struct passing {
	struct measures *m;
	long            *parked;        /* by task: the wait it is in, or NONE */
	double          *asleep_since;  /* by task: or NOT_ASLEEP */
	double          *level_since;   /* by object */
	int             *level;         /* by object */
	double          *ready_since;   /* by task: since when what it waits for can happen, or NOT_READY */
	bool            *freed;         /* by task: somebody has let that happen for good */
	struct object_now *things;      /* by object; NULL on real threads, where nobody knows who has been woken */
};

enum { NONE = -1, NOT_ASLEEP = -1, NOT_READY = -1 };

bool wait_is_clock(const struct measured_wait *wait)
{
	return wait->what == EV_TIMER_HEAR || wait->what == EV_SLEEP;
}

/* ---- Levels ---- */

/* Has the object of such an event a level: one that it tells, that of a lock, or of waiting to be signalled? */
static bool has_level(int kind)
{
	switch (kind) {
	case EV_LOCK: case EV_TRY_LOCKED: case EV_UNLOCK: case EV_READ_LOCK: case EV_READ_UNLOCK: case EV_WRITE_LOCK:
	case EV_WRITE_UNLOCK: case EV_BARRIER_OPEN: case EV_COND_ENTER:
		return true;
	default:
		return event_tells_level((enum event_kind)kind);
	}
}

/* The level before an event at an object with this capacity: for the first one. */
static int level_before(const struct event *event, int capacity)
{
	int by = event->has_value ? (int)event->value : 1;

	switch (event->kind) {
	case EV_CHAN_SEND:
		return capacity > 0 ? event->level - 1 : 0;
	case EV_CHAN_RECV:
		return capacity > 0 ? event->level + 1 : 0;
	case EV_WAIT_ADD:
	case EV_RELEASE:
		return event->level - by;
	case EV_ACQUIRE:
		return event->level + by;
	case EV_WAIT_DONE:
		return event->level + 1;
	case EV_BARRIER_ARRIVE:
	case EV_COND_ENTER:
		return event->level - 1;
	case EV_LOCK:
	case EV_TRY_LOCKED:
	case EV_READ_LOCK:
	case EV_WRITE_LOCK:
		return 0;
	}
	return event->level;
}

static int slot_of(const struct measures *m, double time)
{
	int slot = (int)(time / m->duration * MEASURE_SLOTS);

	return slot < MEASURE_SLOTS ? slot : MEASURE_SLOTS - 1;
}

/* It was at `level` from .. to. Sums are kept in what will be means: level x time. */
static void add_level(struct measures *m, struct measured_object *object, double from, double to, int level)
{
	double width = m->duration / MEASURE_SLOTS;

	if (to <= from)
		return;
	object->mean += level * (to - from);
	for (int slot = slot_of(m, from); slot <= slot_of(m, to); slot++) {
		double begin = slot * width > from ? slot * width : from;
		double end = (slot + 1) * width < to ? (slot + 1) * width : to;

		if (end > begin)
			object->slots[slot] += level * (end - begin);
	}
}

static void begin_level(struct passing *p, const struct event *event)
{
	struct measured_object *object = &p->m->objects[event->object];

	object->has_level = true;
	object->slots = arena_alloc(p->m->arena, MEASURE_SLOTS * sizeof *object->slots);
	p->level[event->object] = level_before(event, p->m->trace->objects[event->object].capacity);
	object->least = object->most = p->level[event->object];
}

/* A channel without a buffer holds nothing, ever: it has no level. */
static bool tells_level(const struct passing *p, const struct event *event)
{
	bool channel = event->kind == EV_CHAN_SEND || event->kind == EV_CHAN_RECV;

	return has_level(event->kind) && !(channel && p->m->trace->objects[event->object].capacity == 0);
}

static void note_level(struct passing *p, const struct event *event, double now)
{
	struct measured_object *object = &p->m->objects[event->object];
	int id = event->object;

	if (!object->has_level && !tells_level(p, event))
		return;
	if (!object->has_level)
		begin_level(p, event);
	add_level(p->m, object, p->level_since[id], now, p->level[id]);
	p->level_since[id] = now;
	p->level[id] = event->level;
	object->least = event->level < object->least ? event->level : object->least;
	object->most = event->level > object->most ? event->level : object->most;
}

static void end_levels(struct passing *p)
{
	struct measures *m = p->m;
	double width = m->duration / MEASURE_SLOTS;

	for (int i = 0; i < m->trace->n_objects; i++) {
		struct measured_object *object = &m->objects[i];

		if (!object->has_level)
			continue;
		add_level(m, object, p->level_since[i], m->duration, p->level[i]);
		object->mean = m->duration > 0 ? object->mean / m->duration : p->level[i];
		for (int slot = 0; slot < MEASURE_SLOTS && width > 0; slot++)
			object->slots[slot] /= width;
	}
}

/* ---- Waits ---- */

static long begin_wait(struct measures *m, const struct event *event, double now)
{
	if (m->n_waits == m->room) {
		m->room = m->room ? 2 * m->room : 64;
		m->waits = realloc(m->waits, (size_t)m->room * sizeof *m->waits);
		must(m->waits);
	}
	m->waits[m->n_waits] = (struct measured_wait){
		.task = event->task, .object = event->object, .what = (enum event_kind)event->waits_for,
		.choice = event->n_cases > 1, .end = WAIT_LASTS, .from = now, .to = m->duration,
		.here = event->here,
	};
	return m->n_waits++;
}

/* It has waited from .. to. */
static void add_wait(struct measures *m, const struct measured_wait *wait)
{
	struct measured_task *task = &m->tasks[wait->task];

	*(wait_is_clock(wait) ? &task->asleep : &task->waiting) += wait->to - wait->from;
}

/* The event is the first thing that the task has done since. */
static void end_wait(struct measures *m, struct measured_wait *wait, const struct event *event, double now)
{
	wait->to = now;
	wait->end = event->kind == EV_TIMEOUT ? WAIT_TIMED_OUT : WAIT_DONE;
	if (wait->choice && event->object != NO_OBJECT) {
		wait->object = event->object;
		wait->what = (enum event_kind)event->kind;
	}
	add_wait(m, wait);
}

/* A task of the free engine that tried again and found it taken waits on: it is one wait. */
static void note_wait(struct passing *p, const struct event *event, double now)
{
	long *parked = &p->parked[event->task];
	double *asleep = &p->asleep_since[event->task];

	if (*asleep != NOT_ASLEEP)
		p->m->tasks[event->task].asleep += now - *asleep;
	*asleep = event->kind == EV_SLEEP ? now : NOT_ASLEEP;
	if (event->kind == EV_PARK) {
		if (*parked == NONE)
			*parked = begin_wait(p->m, event, now);
	} else if (*parked != NONE) {
		double ready = p->ready_since[event->task];

		end_wait(p->m, &p->m->waits[*parked], event, ready == NOT_READY ? now : ready);
		*parked = NONE;
		p->ready_since[event->task] = NOT_READY;
		p->freed[event->task] = false;
	}
}

/* A wait is over when what it waits for can happen, unless that is taken away again before its turn comes. */
static void note_ready(struct passing *p, const struct event *event, double now)
{
	struct object_now *thing = &p->things[event->object];

	ready_see(thing, event);
	thing->n_writers = 0;
	for (int i = 0; i < p->m->trace->n_tasks; i++)
		if (p->parked[i] != NONE && p->m->waits[p->parked[i]].object == event->object)
			thing->n_writers += p->m->waits[p->parked[i]].what == EV_WRITE_LOCK;
	for (int i = 0; i < p->m->trace->n_tasks; i++) {
		const struct measured_wait *wait = p->parked[i] == NONE ? NULL : &p->m->waits[p->parked[i]];

		if (!wait || wait->choice || wait->object != event->object)
			continue;
		p->freed[i] |= ready_frees(event, i, wait->what);
		if (!p->freed[i] && !ready_lets(thing, wait->what))
			p->ready_since[i] = NOT_READY;
		else if (p->ready_since[i] == NOT_READY)
			p->ready_since[i] = now;
	}
}

static int by_end(const void *a, const void *b)
{
	const struct measured_wait *x = a, *y = b;

	if ((x->end == WAIT_LASTS) != (y->end == WAIT_LASTS))
		return x->end == WAIT_LASTS ? 1 : -1;
	return x->to != y->to ? (x->to > y->to) - (x->to < y->to) : (x->from > y->from) - (x->from < y->from);
}

static void end_waits(struct passing *p)
{
	struct measures *m = p->m;

	for (int i = 0; i < m->trace->n_tasks; i++) {
		if (p->parked[i] != NONE)
			add_wait(m, &m->waits[p->parked[i]]);
		if (p->asleep_since[i] != NOT_ASLEEP)
			m->tasks[i].asleep += m->duration - p->asleep_since[i];
	}
	if (m->n_waits > 1)
		qsort(m->waits, (size_t)m->n_waits, sizeof *m->waits, by_end);
}

/* ---- Lives ---- */

static void note_life(struct measures *m, const struct event *event, double now)
{
	struct measured_task *task = &m->tasks[event->task];

	if (now < task->from)
		task->from = now;
	if (event->kind == EV_TASK_GO && event->peer >= 0 && event->peer < m->trace->n_tasks &&
	    now < m->tasks[event->peer].from)
		m->tasks[event->peer].from = now;
	if (event->kind == EV_TASK_END)
		task->to = now;
}

static void note(struct passing *p, const struct event *event)
{
	const struct trace *trace = p->m->trace;
	double now = measure_time(p->m, event);

	if (event->task >= 0 && event->task < trace->n_tasks) {
		note_life(p->m, event, now);
		note_wait(p, event, now);
	}
	if (event->object < 0 || event->object >= trace->n_objects || event->kind == EV_PARK)
		return;
	if (p->things)
		note_ready(p, event, now);
	p->m->objects[event->object].operations += !event_is_idle((enum event_kind)event->kind);
	note_level(p, event, now);
}

/* ---- The pass ---- */

struct measures *measures_new(const struct trace *trace, double elapsed)
{
	struct arena *arena = arena_new();
	struct measures *m = arena_alloc(arena, sizeof *m);
	struct passing p = { .m = m };
	size_t tasks = (size_t)trace->n_tasks, objects = (size_t)trace->n_objects;

	m->arena = arena;
	m->trace = trace;
	measure_span(m, elapsed);
	m->tasks = arena_alloc(arena, tasks * sizeof *m->tasks);
	m->objects = arena_alloc(arena, objects * sizeof *m->objects);
	p.parked = arena_alloc(arena, tasks * sizeof *p.parked);
	p.asleep_since = arena_alloc(arena, tasks * sizeof *p.asleep_since);
	p.ready_since = arena_alloc(arena, tasks * sizeof *p.ready_since);
	p.freed = arena_alloc(arena, tasks * sizeof *p.freed);
	p.things = elapsed < 0 ? ready_begin(arena, trace) : NULL;
	p.level = arena_alloc(arena, objects * sizeof *p.level);
	p.level_since = arena_alloc(arena, objects * sizeof *p.level_since);
	for (size_t i = 0; i < tasks; i++) {
		m->tasks[i] = (struct measured_task){ i ? 2 * m->duration + 1 : 0, m->duration, 0, 0 };
		p.parked[i] = NONE;
		p.ready_since[i] = NOT_READY;
		p.asleep_since[i] = NOT_ASLEEP;
	}
	for (long i = 0; i < m->n_events; i++)
		note(&p, &trace->events[i]);
	end_waits(&p);
	end_levels(&p);
	return m;
}

void measures_free(struct measures *m)
{
	if (!m)
		return;
	free(m->waits);
	arena_free(m->arena);
}
