/*
 * stage_cast.c - who does what to which object: as it was declared, and as the trace shows that it was done.
 */
#include "lab/view/stage_parts.h"

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/trace/snap_text.h"

static unsigned deeds_of(enum event_kind kind)
{
	switch (kind) {
	case EV_CHAN_SEND: case EV_WAIT_DONE: case EV_SIGNAL: case EV_SIGNAL_LOST: case EV_BROADCAST: case EV_BROADCAST_LOST:
	case EV_RELEASE: case EV_CELL_STORE: case EV_CELL_FREE: case EV_ATOM_STORE: case EV_CONTEXT_CANCEL: case EV_CONTEXT_LATE:
		return DEED_GIVES;
	case EV_CHAN_RECV: case EV_CHAN_DRAINED: case EV_WAIT_ZERO: case EV_COND_ENTER: case EV_COND_WAKE:
	case EV_ACQUIRE: case EV_ACQUIRE_AHEAD: case EV_ACQUIRE_FAILED: case EV_CELL_LOAD: case EV_ATOM_LOAD:
	case EV_CONTEXT_OVER: case EV_TIMER_HEAR:
		return DEED_TAKES;
	case EV_ATOM_EXCHANGE: case EV_ATOM_ADD: case EV_ATOM_SUB: case EV_ATOM_BITS: case EV_ATOM_SWAPPED:
	case EV_ATOM_NOT_SWAPPED:
		return DEED_GIVES | DEED_TAKES;
	case EV_CHAN_CLOSE:
		return DEED_CLOSES;
	case EV_LOCK: case EV_TRY_LOCKED: case EV_LOCK_FAILED: case EV_READ_LOCK: case EV_WRITE_LOCK: case EV_WRITE_AHEAD:
		return DEED_HOLDS;
	case EV_TASK_JOIN: case EV_TAKEN:
		return DEED_JOINS;
	case EV_MADE: case EV_DESTROYED: case EV_LOOKED: case EV_REFUSED: case EV_TASK_GO: case EV_TASK_END:
		return 0;
	default:
		return DEED_OTHER;
	}
}

/* ---- Roles as they come, each pair once ---- */

/* A table of pairs with open places; never more than half full. */
struct table {
	struct role *slots;             /* deeds 0: empty */
	size_t       room, n;           /* a power of two */
};

static size_t place_of(const struct table *table, int task, int object)
{
	uint64_t mixed = ((uint64_t)(uint32_t)task << 32 | (uint32_t)object) * 0x9e3779b97f4a7c15u;
	size_t at = (size_t)(mixed >> 32) & (table->room - 1);

	while (table->slots[at].deeds && (table->slots[at].task != task || table->slots[at].object != object))
		at = (at + 1) & (table->room - 1);
	return at;
}

static void widen(struct table *table)
{
	struct table wide = { NULL, table->room ? 2 * table->room : 256, table->n };

	wide.slots = calloc(wide.room, sizeof *wide.slots);
	must(wide.slots);
	for (size_t i = 0; i < table->room; i++)
		if (table->slots[i].deeds)
			wide.slots[place_of(&wide, table->slots[i].task, table->slots[i].object)] = table->slots[i];
	free(table->slots);
	*table = wide;
}

static void add(struct table *table, int task, int object, unsigned deeds)
{
	struct role *role;

	if (!deeds)
		return;
	if (2 * table->n >= table->room)
		widen(table);
	role = &table->slots[place_of(table, task, object)];
	table->n += role->deeds == 0;
	*role = (struct role){ task, object, role->deeds | deeds };
}

static void add_declared(struct table *table, const struct snapshot *snapshot, int task)
{
	for (int i = 0; i < snapshot->tasks[task].n_uses; i++) {
		const struct snap_use *use = &snapshot->tasks[task].uses[i];
		const struct snap_object *object = &snapshot->objects[use->object];

		for (int k = 0; k < object->n_operations; k++)
			if (use->kinds >> k & 1)
				add(table, task, use->object, deeds_of(object->events[k]));
	}
}

static void add_deed(struct table *table, const struct snapshot *snapshot, int task, int object, enum event_kind kind)
{
	if (object >= 0 && object < snapshot->n_objects && task >= 0 && task < snapshot->n_tasks)
		add(table, task, object, deeds_of(kind));
}

/* Joins need not be declared; and who has ended may have declared that he uses nothing any more. */
static void add_seen(struct table *table, const struct snapshot *snapshot, const struct trace *trace)
{
	for (long i = 0; i < trace->n_events; i++) {
		const struct event *event = &trace->events[i];
		enum event_kind kind;
		int object;

		if (event->kind != EV_PARK)
			add_deed(table, snapshot, event->task, event->object, (enum event_kind)event->kind);
		for (int k = 0; event->kind == EV_PARK && k < EVENT_CASES && event_case(event, k, &kind, &object); k++)
			add_deed(table, snapshot, event->task, object, kind);
	}
}

/* ---- In order ---- */

static int by_task(const void *a, const void *b)
{
	const struct role *one = a, *two = b;

	if (one->task != two->task)
		return one->task < two->task ? -1 : 1;
	return (one->object > two->object) - (one->object < two->object);
}

/* Joins apart from all else. */
static void sort(struct cast *cast, const struct table *table)
{
	cast->roles = arena_alloc(cast->arena, table->n * sizeof *cast->roles);
	cast->joins = arena_alloc(cast->arena, table->n * sizeof *cast->joins);
	for (size_t i = 0; i < table->room; i++) {
		struct role role = table->slots[i];
		int joined = role.deeds ? snap_task_of(cast->snapshot, role.object) : NO_TASK;

		if (!role.deeds || (joined != NO_TASK && !(role.deeds & DEED_JOINS)))
			continue;
		if (joined != NO_TASK)
			cast->joins[cast->n_joins++] = (struct role){ role.task, joined, DEED_JOINS };
		else
			cast->roles[cast->n++] = role;
	}
	qsort(cast->roles, (size_t)cast->n, sizeof *cast->roles, by_task);
	qsort(cast->joins, (size_t)cast->n_joins, sizeof *cast->joins, by_task);
}

static void index_tasks(struct cast *cast)
{
	int n = cast->snapshot->n_tasks;

	cast->first = arena_alloc(cast->arena, ((size_t)n + 1) * sizeof *cast->first);
	for (int i = 0; i < cast->n; i++)
		cast->first[cast->roles[i].task + 1]++;
	for (int i = 0; i < n; i++)
		cast->first[i + 1] += cast->first[i];
}

static void index_objects(struct cast *cast)
{
	int n = cast->snapshot->n_objects;
	int *next = arena_alloc(cast->arena, ((size_t)n + 1) * sizeof *next);

	cast->first_user = arena_alloc(cast->arena, ((size_t)n + 1) * sizeof *cast->first_user);
	cast->users = arena_alloc(cast->arena, (size_t)cast->n * sizeof *cast->users);
	for (int i = 0; i < cast->n; i++)
		cast->first_user[cast->roles[i].object + 1]++;
	for (int i = 0; i < n; i++)
		next[i + 1] = cast->first_user[i + 1] += cast->first_user[i];
	for (int i = 0; i < cast->n; i++)
		cast->users[next[cast->roles[i].object]++] = i;
}

/* A channel to which nobody sends carries the news that it is closed. */
static void give_by_closing(struct cast *cast)
{
	for (int i = 0; i < cast->snapshot->n_objects; i++) {
		unsigned all = 0;

		for (int k = cast->first_user[i]; k < cast->first_user[i + 1]; k++)
			all |= cast->roles[cast->users[k]].deeds;
		for (int k = cast->first_user[i]; k < cast->first_user[i + 1] && !(all & DEED_GIVES); k++) {
			struct role *role = &cast->roles[cast->users[k]];

			role->deeds |= role->deeds & DEED_CLOSES ? DEED_GIVES : 0;
		}
	}
}

struct cast *stage_cast(const struct trace *trace, const struct snapshot *snapshot, struct arena *arena)
{
	struct cast *cast = arena_alloc(arena, sizeof *cast);
	struct table table = { NULL, 0, 0 };

	cast->snapshot = snapshot;
	cast->arena = arena;
	for (int i = 0; i < snapshot->n_tasks; i++)
		add_declared(&table, snapshot, i);
	add_seen(&table, snapshot, trace);
	sort(cast, &table);
	free(table.slots);
	index_tasks(cast);
	index_objects(cast);
	give_by_closing(cast);
	return cast;
}

/* ---- What it means ---- */

int stage_strength(const struct snap_object *object)
{
	static const struct {
		enum event_kind kind;
		int             strength;
	} known[] = {
		{ EV_CHAN_SEND, 0 }, { EV_WAIT_DONE, 1 }, { EV_CONTEXT_CANCEL, 1 }, { EV_SIGNAL, 2 }, { EV_RELEASE, 3 },
		{ EV_CELL_STORE, 4 }, { EV_ATOM_STORE, 4 },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		for (int k = 0; k < object->n_operations; k++)
			if (object->events[k] == known[i].kind)
				return known[i].strength;
	return STAGE_LOOSE;
}

enum stage_flow stage_flow_of(unsigned deeds)
{
	if (!(deeds & DEED_GIVES) == !(deeds & DEED_TAKES))
		return STAGE_USES;
	return deeds & DEED_GIVES ? STAGE_GIVES : STAGE_TAKES;
}

enum stage_flow stage_flow_of_event(enum event_kind kind)
{
	return stage_flow_of(deeds_of(kind));
}
