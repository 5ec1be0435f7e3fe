/*
 * perfetto_flows.c - which event leads to which; see perfetto_parts.h.
 *
 * A channel gives out its items in the order in which it took them: its n-th receive is of its n-th send. A signal names
 * who hears it; a broadcast is heard by all who have entered and not been signalled. A lock that is given back while
 * somebody waits for it leads to the next of those who takes it.
 */
#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/export/perfetto_parts.h"

struct by_task {
	int      entered;               /* the condition variable it waits on, unsignalled; NO_OBJECT */
	uint64_t heard;                 /* the flow of the signal that it is to hear; 0: none */
	int      wants;                 /* the lock that it waits for; NO_OBJECT */
};

struct by_object {
	uint64_t sent, received;        /* so many */
	int      waiting;               /* tasks that want it */
	uint64_t given;                 /* the first of the flows that lead to those, so many are left */
	int      n_given;
};

struct flows {
	const struct trace *trace;
	struct by_task     *tasks;
	struct by_object   *objects;
	uint64_t           *list;
	uint64_t            next;       /* of those that are no channel's */
};

enum { OBJECT_SHIFT = 40 };

static const uint64_t not_of_a_channel = (uint64_t)1 << 63;

struct flows *flows_new(const struct trace *trace)
{
	struct flows *flows = calloc(1, sizeof *flows);

	must(flows);
	flows->trace = trace;
	flows->next = not_of_a_channel + 1;
	flows->tasks = calloc((size_t)trace->n_tasks + 1, sizeof *flows->tasks);
	flows->objects = calloc((size_t)trace->n_objects + 1, sizeof *flows->objects);
	flows->list = calloc((size_t)trace->n_tasks + 1, sizeof *flows->list);
	must(flows->tasks && flows->objects && flows->list);
	for (int i = 0; i < trace->n_tasks; i++)
		flows->tasks[i] = (struct by_task){ NO_OBJECT, 0, NO_OBJECT };
	return flows;
}

void flows_free(struct flows *flows)
{
	free(flows->tasks);
	free(flows->objects);
	free(flows->list);
	free(flows);
}

static uint64_t channel_flow(int object, uint64_t n)
{
	return (uint64_t)(object + 1) << OBJECT_SHIFT | n;
}

static bool is_known(const struct flows *flows, const struct event *event)
{
	return !flows->trace->dropped || event->stamp <= flows->trace->whole;
}

bool flows_lack_send(const struct flows *flows, const struct event *event)
{
	const struct by_object *object;

	if (event->kind != EV_CHAN_RECV || !is_known(flows, event))
		return false;
	object = &flows->objects[event->object];
	return object->received == object->sent;
}

/* ---- Channels ---- */

static void send(struct flows *flows, const struct event *event, struct flow_ends *ends)
{
	flows->list[ends->n_begin++] = channel_flow(event->object, ++flows->objects[event->object].sent);
}

static void receive(struct flows *flows, const struct event *event, struct flow_ends *ends)
{
	struct by_object *object = &flows->objects[event->object];

	if (++object->received <= object->sent)
		ends->end = channel_flow(event->object, object->received);
}

/* ---- Signals ---- */

static void signal_to(struct flows *flows, int task, struct flow_ends *ends)
{
	struct by_task *to = &flows->tasks[task];

	to->entered = NO_OBJECT;
	to->heard = flows->next++;
	flows->list[ends->n_begin++] = to->heard;
}

static void broadcast(struct flows *flows, const struct event *event, struct flow_ends *ends)
{
	for (int i = 0; i < flows->trace->n_tasks; i++)
		if (flows->tasks[i].entered == event->object)
			signal_to(flows, i, ends);
}

static void hear(struct flows *flows, const struct event *event, struct flow_ends *ends)
{
	struct by_task *task = &flows->tasks[event->task];

	if (event->kind == EV_COND_WAKE)
		ends->end = task->heard;
	task->heard = 0;
	task->entered = NO_OBJECT;
}

/* ---- Locks ---- */

/* Whatever it does next ends its wait. Returns the lock that it was for, or NO_OBJECT. */
static int stop_wanting(struct flows *flows, int task)
{
	int wanted = flows->tasks[task].wants;

	if (wanted != NO_OBJECT)
		flows->objects[wanted].waiting--;
	flows->tasks[task].wants = NO_OBJECT;
	return wanted;
}

static void want(struct flows *flows, const struct event *event)
{
	if (event->object == NO_OBJECT || !event_takes((enum event_kind)event->waits_for))
		return;
	flows->tasks[event->task].wants = event->object;
	flows->objects[event->object].waiting++;
}

/* After a writer all who wait to read may come; after others, one does. */
static void give(struct flows *flows, const struct event *event, struct flow_ends *ends)
{
	struct by_object *object = &flows->objects[event->object];

	object->n_given = event->kind == EV_WRITE_UNLOCK ? object->waiting : object->waiting > 0;
	object->given = flows->next;
	while (ends->n_begin < object->n_given)
		flows->list[ends->n_begin++] = flows->next++;
}

static void take(struct flows *flows, const struct event *event, int wanted, struct flow_ends *ends)
{
	struct by_object *object = &flows->objects[event->object];

	if (wanted != event->object || object->n_given == 0)
		return;
	object->n_given--;
	ends->end = object->given++;
}

/* ---- All ---- */

static void look(struct flows *flows, const struct event *event, int wanted, struct flow_ends *ends)
{
	switch (event->kind) {
	case EV_TASK_GO:
		flows->list[ends->n_begin++] = flows->next++;
		break;
	case EV_CHAN_SEND:
		send(flows, event, ends);
		break;
	case EV_CHAN_RECV:
		receive(flows, event, ends);
		break;
	case EV_COND_ENTER:
		flows->tasks[event->task].entered = event->object;
		break;
	case EV_SIGNAL: case EV_COND_PASSED:
		if (event->peer >= 0)
			signal_to(flows, event->peer, ends);
		break;
	case EV_BROADCAST:
		broadcast(flows, event, ends);
		break;
	case EV_COND_WAKE: case EV_COND_SPURIOUS: case EV_COND_LEFT:
		hear(flows, event, ends);
		break;
	case EV_PARK:
		want(flows, event);
		break;
	default:
		if (event_takes((enum event_kind)event->kind))
			take(flows, event, wanted, ends);
		else if (event_gives((enum event_kind)event->kind))
			give(flows, event, ends);
	}
}

struct flow_ends flows_at(struct flows *flows, const struct event *event)
{
	struct flow_ends ends = { .begin = flows->list };
	int wanted = stop_wanting(flows, event->task);

	if (is_known(flows, event))
		look(flows, event, wanted, &ends);
	return ends;
}
