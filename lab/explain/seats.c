/*
 * seats.c - counting the items of a stuck flow, and the places there are for them.
 *
 * The flow starts with the channel a stuck task is blocked sending to. Every stuck task that receives from a channel
 * of the flow and is itself blocked sending holds one item in its hand: it is a seat of the flow, and the channel it
 * sends to belongs to the flow too. The seats are those hands and the channels' capacities. A sender that receives
 * from nobody in the flow is a source: the item in its hand has no seat.
 *
 * A ring has no source: then its first task is taken for one. That is the true law of a ring: it can move as long as
 * one place is free beside the hands of all but one.
 *
 * Where the receiver of a flow waits for what no sender of it could give, seats are not the cause, and none are told.
 */
#include <string.h>

#include "lab/base/buf.h"
#include "lab/base/text.h"
#include "lab/explain/explain.h"
#include "lab/explain/report.h"
#include "lab/trace/snap_text.h"

/* Is the task stuck, with nothing to wait for but that somebody takes its item? */
static bool is_sender(const struct snap_task *task)
{
	for (int i = 0; i < task->n_cases; i++)
		if (task->cases[i].event != EV_CHAN_SEND || task->cases[i].object == NO_OBJECT)
			return false;
	return task->stuck && task->n_cases > 0;
}

static bool sends_to(const struct snap_task *task, int channel)
{
	for (int i = 0; i < task->n_cases; i++)
		if (task->cases[i].object == channel)
			return true;
	return false;
}

/* Does the use contain receiving? */
static bool receives(const struct snapshot *snapshot, const struct snap_use *use)
{
	const struct snap_object *object = &snapshot->objects[use->object];

	for (int kind = 0; kind < object->n_operations; kind++)
		if (use->kinds & 1u << kind && object->events[kind] == EV_CHAN_RECV)
			return true;
	return false;
}

/* Marks while a flow is looked for. */
struct marks {
	int  *senders;          /* by object: stuck tasks blocked sending to it */
	bool *channel;          /* by object: in the flow */
	bool *middle;           /* by task: passes items on */
};

static struct marks marks_new(const struct snapshot *snapshot, struct arena *arena)
{
	struct marks marks = {
		arena_alloc(arena, (size_t)snapshot->n_objects * sizeof *marks.senders),
		arena_alloc(arena, (size_t)snapshot->n_objects * sizeof *marks.channel),
		arena_alloc(arena, (size_t)snapshot->n_tasks * sizeof *marks.middle),
	};

	for (int i = 0; i < snapshot->n_tasks; i++)
		for (int j = 0; is_sender(&snapshot->tasks[i]) && j < snapshot->tasks[i].n_cases; j++)
			marks.senders[snapshot->tasks[i].cases[j].object]++;
	return marks;
}

/* Does a stuck task other than `task` send to what it receives from? */
static bool is_fed(const struct snapshot *snapshot, const struct snap_task *task, const struct marks *marks)
{
	for (int i = 0; i < task->n_uses; i++) {
		int channel = task->uses[i].object;

		if (marks->senders[channel] > sends_to(task, channel) && receives(snapshot, &task->uses[i]))
			return true;
	}
	return false;
}

/* A sender whom no stuck task sends to; else any sender; else -1. */
static int first_sender(const struct snapshot *snapshot, const struct marks *marks)
{
	int any = -1;

	for (int i = 0; i < snapshot->n_tasks; i++) {
		if (!is_sender(&snapshot->tasks[i]))
			continue;
		if (!is_fed(snapshot, &snapshot->tasks[i], marks))
			return i;
		any = any < 0 ? i : any;
	}
	return any;
}

static void add_channels(struct flow *flow, const struct snap_task *task, struct marks *marks)
{
	for (int i = 0; i < task->n_cases; i++) {
		int channel = task->cases[i].object;

		if (!marks->channel[channel])
			flow->channels[flow->n_channels++] = channel;
		marks->channel[channel] = true;
	}
}

/* Does the task receive from a channel of the flow? */
static bool takes(const struct snapshot *snapshot, const struct snap_task *task, const struct marks *marks)
{
	for (int i = 0; i < task->n_uses; i++)
		if (marks->channel[task->uses[i].object] && receives(snapshot, &task->uses[i]))
			return true;
	return false;
}

/* The flow from one sender on: its channels, and who passes items on. */
static void follow(const struct snapshot *snapshot, int first, struct flow *flow, struct marks *marks)
{
	bool grown = true;

	add_channels(flow, &snapshot->tasks[first], marks);
	while (grown) {
		grown = false;
		for (int i = 0; i < snapshot->n_tasks; i++) {
			const struct snap_task *task = &snapshot->tasks[i];

			if (i == first || marks->middle[i] || !is_sender(task) || !takes(snapshot, task, marks))
				continue;
			flow->middle[flow->n_middle++] = i;
			marks->middle[i] = grown = true;
			add_channels(flow, task, marks);
		}
	}
}

static void count(const struct snapshot *snapshot, struct flow *flow, const struct marks *marks)
{
	for (int i = 0; i < snapshot->n_tasks; i++) {
		const struct snap_task *task = &snapshot->tasks[i];

		if (is_sender(task) && !marks->middle[i] && marks->channel[task->cases[0].object])
			flow->sources[flow->n_sources++] = i;
	}
	flow->items = flow->n_middle + flow->n_sources;
	flow->seats = flow->n_middle;
	for (int i = 0; i < flow->n_channels; i++) {
		flow->items += snapshot->objects[flow->channels[i]].occupancy;
		flow->seats += snapshot->objects[flow->channels[i]].capacity;
	}
}

/* Could a sender of the flow give the task what it waits for? */
static bool is_freed_by_flow(const struct snapshot *snapshot, int id, const struct flow *flow, int *ids)
{
	const struct snap_task *task = &snapshot->tasks[id];

	for (int i = 0; i < task->n_cases; i++) {
		int n = snap_helpers(snapshot, id, &task->cases[i], ids);

		for (int k = 0; k < n; k++) {
			for (int s = 0; s < flow->n_sources; s++)
				if (flow->sources[s] == ids[k])
					return true;
			for (int m = 0; m < flow->n_middle; m++)
				if (flow->middle[m] == ids[k])
					return true;
		}
	}
	return false;
}

/* Does who should receive wait for something that no sender of the flow could give? Then no seat would help. */
static bool is_stopped_elsewhere(const struct snapshot *snapshot, const struct flow *flow, const struct marks *marks,
                                 int *ids)
{
	for (int i = 0; i < snapshot->n_tasks; i++) {
		const struct snap_task *task = &snapshot->tasks[i];

		if (task->stuck && !is_sender(task) && task->n_cases > 0 && takes(snapshot, task, marks) &&
		    !is_freed_by_flow(snapshot, i, flow, ids))
			return true;
	}
	return false;
}

bool flow_find(const struct snapshot *snapshot, struct flow *flow, struct arena *arena)
{
	struct marks marks = marks_new(snapshot, arena);
	int first = first_sender(snapshot, &marks);

	*flow = (struct flow){ .n_channels = 0 };
	if (first < 0)
		return false;
	flow->channels = arena_alloc(arena, (size_t)snapshot->n_objects * sizeof(int));
	flow->middle = arena_alloc(arena, (size_t)snapshot->n_tasks * sizeof(int));
	flow->sources = arena_alloc(arena, (size_t)snapshot->n_tasks * sizeof(int));
	follow(snapshot, first, flow, &marks);
	count(snapshot, flow, &marks);
	return !is_stopped_elsewhere(snapshot, flow, &marks,
	                             arena_alloc(arena, (size_t)snapshot->n_tasks * sizeof(int)));
}

/* How many bytes of a name are left without numbers and what joins them: "worker" of "worker-12". */
static int stem(const char *name)
{
	int length = (int)strlen(name);

	while (length > 0 && strchr("0123456789-._#", name[length - 1]))
		length--;
	return length > 0 ? length : (int)strlen(name);
}

/* "worker", or "workers", "boxes", "relays", "copies" for several. */
static void add_noun(struct buf *out, const char *name, int length, int n)
{
	char last = name[length - 1], before = length > 1 ? name[length - 2] : ' ';

	if (n == 1) {
		buf_add(out, name, (size_t)length);
	} else if (last == 'y' && !strchr("aeiou", before)) {
		buf_add(out, name, (size_t)length - 1);
		buf_adds(out, "ies");
	} else {
		buf_add(out, name, (size_t)length);
		buf_adds(out, strchr("sxz", last) || (last == 'h' && strchr("cs", before)) ? "es" : "s");
	}
}

/* Tasks whose names have one stem. */
struct crowd {
	const char *name;       /* the first one's */
	int         stem, n;
};

/* Count the tasks by the stems of their names. Returns how many stems there are. */
static int crowds_of(const struct snapshot *snapshot, const struct flow *flow, struct crowd *crowds)
{
	int n = 0;

	for (int i = 0; i < flow->n_middle; i++) {
		const char *name = snapshot->tasks[flow->middle[i]].name;
		int length = stem(name), at = 0;

		while (at < n && (crowds[at].stem != length || strncmp(crowds[at].name, name, (size_t)length) != 0))
			at++;
		if (at == n)
			crowds[n++] = (struct crowd){ name, length, 0 };
		crowds[at].n++;
	}
	return n;
}

/* " = 2 workers + 1 printer + 1 jobs", " = 3 places in jobs"; nothing when there is no place at all. */
static void add_places(struct buf *out, const struct snapshot *snapshot, const struct flow *flow, struct arena *arena)
{
	struct crowd *crowds = arena_alloc(arena, (size_t)flow->n_middle * sizeof *crowds);
	int n = crowds_of(snapshot, flow, crowds);
	const char *before = " = ";

	for (int i = 0; i < n; i++) {
		buf_printf(out, "%s%d ", before, crowds[i].n);
		add_noun(out, crowds[i].name, crowds[i].stem, crowds[i].n);
		before = " + ";
	}
	for (int i = 0; i < flow->n_channels; i++) {
		const struct snap_object *channel = &snapshot->objects[flow->channels[i]];

		if (channel->capacity == 0)
			continue;
		buf_printf(out, "%s%d ", before, channel->capacity);
		if (n == 0)
			buf_printf(out, "place%s in ", text_s(channel->capacity));
		buf_adds(out, channel->name);
		before = " + ";
	}
}

bool explain_seats(struct buf *out, const struct result *result, struct seats *seats)
{
	struct arena *arena = arena_new();
	struct flow flow;
	bool found = result->snapshot && flow_find(result->snapshot, &flow, arena);

	*seats = (struct seats){ 0, 0 };
	if (found) {
		*seats = (struct seats){ flow.items, flow.seats };
		buf_printf(out, "%d item%s, %d seat%s", flow.items, text_s(flow.items), flow.seats,
		           text_s(flow.seats));
		add_places(out, result->snapshot, &flow, arena);
	}
	arena_free(arena);
	return found;
}
