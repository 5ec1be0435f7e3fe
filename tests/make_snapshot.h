/*
 * make_snapshot.h - snapshots and traces made by hand, for the tests of views and explanations.
 *
 * The words and events of the kinds of objects are those of the primitives; the judged fields are set by the test.
 */
#ifndef TESTS_MAKE_SNAPSHOT_H
#define TESTS_MAKE_SNAPSHOT_H

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/arena.h"
#include "lab/trace/snapshot.h"
#include "lab/trace/trace.h"

enum { SEND = 1, RECV = 2, CLOSE = 4 };                 /* of a channel */
enum { TAKE = 1, GIVE = 2 };                            /* of a mutex */
enum { ADD = 1, DONE = 2, WAIT = 4 };                   /* of a wait group */
enum { GO = 1, END = 2, JOIN = 4 };                     /* of a task */

enum { ROOM_TASKS = 1100, ROOM_OBJECTS = 2200 };

struct maker {
	struct arena   *arena;
	struct snapshot snapshot;
};

static inline struct maker maker_new(void)
{
	struct maker m = { arena_new(), { 0 } };

	m.snapshot.tasks = arena_alloc(m.arena, ROOM_TASKS * sizeof *m.snapshot.tasks);
	m.snapshot.objects = arena_alloc(m.arena, ROOM_OBJECTS * sizeof *m.snapshot.objects);
	return m;
}

static inline void maker_free(struct maker *m)
{
	arena_free(m->arena);
}

static inline int add_object(struct maker *m, const char *kind, const char *name, int occupancy, int capacity,
                             const char *const *operations, const enum event_kind *events, int n)
{
	struct snap_object *object = &m->snapshot.objects[m->snapshot.n_objects];

	*object = (struct snap_object){
		.name = arena_text(m->arena, name), .kind = kind, .state = "", .occupancy = occupancy,
		.capacity = capacity, .owner = NO_TASK, .operations = operations, .n_operations = n, .events = events,
	};
	return m->snapshot.n_objects++;
}

static inline int add_channel(struct maker *m, const char *name, int occupancy, int capacity)
{
	static const char *const operations[] = { "send", "receive", "close" };
	static const enum event_kind events[] = { EV_CHAN_SEND, EV_CHAN_RECV, EV_CHAN_CLOSE };
	int id = add_object(m, "channel", name, occupancy, capacity, operations, events, 3);

	m->snapshot.objects[id].state = arena_printf(m->arena, "%d/%d%s", occupancy, capacity,
	                                             capacity && occupancy == capacity ? " full" : "");
	return id;
}

static inline int add_mutex(struct maker *m, const char *name, int owner)
{
	static const char *const operations[] = { "lock", "unlock" };
	static const enum event_kind events[] = { EV_LOCK, EV_UNLOCK };
	int id = add_object(m, "mutex", name, owner != NO_TASK, -1, operations, events, 2);

	m->snapshot.objects[id].owner = owner;
	m->snapshot.objects[id].state = owner == NO_TASK ? "free"
		: arena_printf(m->arena, "held by %s", m->snapshot.tasks[owner].name);
	return id;
}

static inline int add_wait_group(struct maker *m, const char *name, int count)
{
	static const char *const operations[] = { "add", "done", "wait" };
	static const enum event_kind events[] = { EV_WAIT_ADD, EV_WAIT_DONE, EV_WAIT_ZERO };
	int id = add_object(m, "wait group", name, count, -1, operations, events, 3);

	m->snapshot.objects[id].state = arena_printf(m->arena, "counts %d", count);
	return id;
}

/* A task started by main; the first is main, which declares nothing. Its state is TASK_RUNNING. */
static inline int add_task(struct maker *m, const char *format, ...) __attribute__((format(printf, 2, 3)));

static inline int add_task(struct maker *m, const char *format, ...)
{
	static const char *const operations[] = { "start", "end", "join" };
	static const enum event_kind events[] = { EV_TASK_GO, EV_TASK_END, EV_TASK_JOIN };
	int id = m->snapshot.n_tasks++;
	struct snap_task *task = &m->snapshot.tasks[id];
	char name[64];
	va_list args;

	va_start(args, format);
	vsnprintf(name, sizeof name, format, args);
	va_end(args);
	*task = (struct snap_task){
		.name = arena_text(m->arena, name), .state = TASK_RUNNING, .parent = id ? 0 : NO_TASK,
		.declared = id > 0, .events = id,
	};
	task->object = add_object(m, "task", name, 0, -1, operations, events, 3);
	return id;
}

static inline void add_use(struct maker *m, int id, int object, unsigned kinds)
{
	struct snap_task *task = &m->snapshot.tasks[id];
	struct snap_use *uses = arena_alloc(m->arena, (size_t)(task->n_uses + 1) * sizeof *uses);

	if (task->n_uses)
		memcpy(uses, task->uses, (size_t)task->n_uses * sizeof *uses);
	uses[task->n_uses++] = (struct snap_use){ object, kinds };
	task->uses = uses;
}

/* Let the task wait, for ever when `stuck`. `kinds` on the object would free it; or `helper`, when it is a task. */
static inline void add_wait(struct maker *m, int id, enum event_kind event, int object, int helper, unsigned kinds,
                            const char *here)
{
	struct snap_task *task = &m->snapshot.tasks[id];
	struct snap_case *cases = arena_alloc(m->arena, (size_t)(task->n_cases + 1) * sizeof *cases);
	struct snap_helper *role = arena_alloc(m->arena, sizeof *role);

	if (task->n_cases)
		memcpy(cases, task->cases, (size_t)task->n_cases * sizeof *cases);
	*role = (struct snap_helper){ helper, object, kinds };
	cases[task->n_cases++] = (struct snap_case){
		.object = object, .event = event, .n_helpers = object == NO_OBJECT ? 0 : 1, .helpers = role,
	};
	task->cases = cases;
	task->state = TASK_BLOCKED;
	task->stuck = true;
	task->here = here;
	m->snapshot.n_stuck++;
}

static inline void add_sender(struct maker *m, int id, int channel, const char *here)
{
	add_wait(m, id, EV_CHAN_SEND, channel, NO_TASK, RECV, here);
}

static inline void add_receiver(struct maker *m, int id, int channel, const char *here)
{
	add_wait(m, id, EV_CHAN_RECV, channel, NO_TASK, SEND | CLOSE, here);
}

static inline void add_locker(struct maker *m, int id, int mutex, const char *here)
{
	add_wait(m, id, EV_LOCK, mutex, m->snapshot.objects[mutex].owner, 0, here);
}

static inline void add_joiner(struct maker *m, int id, int other, const char *here)
{
	add_wait(m, id, EV_TASK_JOIN, m->snapshot.tasks[other].object, other, 0, here);
}

/* The tasks of a list that ends in -1. */
static inline int *ids(struct maker *m, int *n, va_list args)
{
	int *list = arena_alloc(m->arena, 64 * sizeof *list);

	for (int id; (id = va_arg(args, int)) >= 0;)
		list[(*n)++] = id;
	return list;
}

static inline void set_freed_by(struct maker *m, int id, ...)
{
	va_list args;

	va_start(args, id);
	m->snapshot.tasks[id].n_freed_by = 0;
	m->snapshot.tasks[id].freed_by = ids(m, &m->snapshot.tasks[id].n_freed_by, args);
	va_end(args);
}

static inline void set_cycle(struct maker *m, ...)
{
	va_list args;

	va_start(args, m);
	m->snapshot.n_cycle = 0;
	m->snapshot.cycle = ids(m, &m->snapshot.n_cycle, args);
	va_end(args);
}

/* worker-pool feed=main workers=2 buffer=1 results=1 jobs=9, stuck. */
static inline struct maker make_stuck_pool(int workers)
{
	struct maker m = maker_new();
	int tasks[ROOM_TASKS], jobs, results;

	tasks[0] = add_task(&m, "main");
	jobs = add_channel(&m, "jobs", 1, 1);
	results = add_channel(&m, "results", 1, 1);
	for (int i = 1; i <= workers; i++) {
		tasks[i] = add_task(&m, "worker-%d", i - 1);
		add_use(&m, tasks[i], jobs, RECV);
		add_use(&m, tasks[i], results, SEND);
	}
	add_sender(&m, 0, jobs, "patterns/worker_pool.c:41");
	m.snapshot.tasks[0].freed_by = tasks + 1;
	m.snapshot.tasks[0].freed_by = arena_alloc(m.arena, (size_t)workers * sizeof(int));
	memcpy(m.snapshot.tasks[0].freed_by, tasks + 1, (size_t)workers * sizeof(int));
	m.snapshot.tasks[0].n_freed_by = workers;
	for (int i = 1; i <= workers; i++) {
		add_sender(&m, tasks[i], results, "patterns/worker_pool.c:57");
		set_freed_by(&m, tasks[i], 0, -1);
	}
	set_cycle(&m, 0, 1, -1);
	return m;
}

/* lock-order: each of n tasks holds one lock and waits for the next one's. */
static inline struct maker make_lock_ring(int n)
{
	struct maker m = maker_new();
	int main_id = add_task(&m, "main"), first = 0;

	for (int i = 0; i < n; i++)
		add_task(&m, "task-%d", i);
	for (int i = 0; i < n; i++) {
		char name[16];
		int lock;

		snprintf(name, sizeof name, "lock-%d", i);
		lock = add_mutex(&m, name, i + 1);
		first = i ? first : lock;
	}
	m.snapshot.cycle = arena_alloc(m.arena, (size_t)n * sizeof(int));
	m.snapshot.n_cycle = n;
	for (int i = 0; i < n; i++) {
		int next = (i + 1) % n;

		add_use(&m, i + 1, first + i, TAKE | GIVE);
		add_use(&m, i + 1, first + next, TAKE | GIVE);
		add_locker(&m, i + 1, first + next, "patterns/lock_order.c:40");
		set_freed_by(&m, i + 1, next + 1, -1);
		m.snapshot.cycle[i] = i + 1;
	}
	add_joiner(&m, main_id, 1, "patterns/lock_order.c:60");
	set_freed_by(&m, main_id, 1, -1);
	return m;
}

#endif
