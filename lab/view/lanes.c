/* lanes.c - see lanes.h. */
#include "lab/view/lanes.h"

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/view/ready.h"

enum { SPANS_FOR_READY = 1 << 18 };     /* with so many spans nobody sees any more who is ready */

/* What a task is doing; -1: it is not. */
struct doing {
	long alive, blocked, asleep;
	int  parent;                    /* who started it; NO_TASK */
	int  children;                  /* that it has started and that have not ended */
	const struct event *park;       /* the wait it is in, also when it is ready; NULL: it does not wait */
	bool freed;                     /* somebody has let that happen for good */
	const struct event *sleep;      /* whose end will be a step; NULL: none */
};

/* A lock or the like that somebody has. */
struct held {
	int  task, object;
	long from;
};

struct walk {
	struct lanes *lanes;
	struct doing *doing;            /* by task */
	struct object_now *things;        /* by object */
	struct held  *held;
	int           n_held, held_room;
	long          spans_room;
	long          step;             /* the next one's number */
	const struct step *turns;       /* whose each step was; NULL: not known */
	long          n_turns;
};

static void add_span(struct walk *walk, struct span span)
{
	struct lanes *lanes = walk->lanes;

	if (span.to <= span.from)
		return;
	if (lanes->n_spans == walk->spans_room) {
		walk->spans_room = walk->spans_room ? 2 * walk->spans_room : 64;
		lanes->spans = realloc(lanes->spans, (size_t)walk->spans_room * sizeof *lanes->spans);
		must(lanes->spans);
	}
	lanes->spans[lanes->n_spans++] = span;
}

/* ---- What is held ---- */

static void take(struct walk *walk, int task, int object)
{
	if (walk->n_held == walk->held_room) {
		walk->held_room = walk->held_room ? 2 * walk->held_room : 16;
		walk->held = realloc(walk->held, (size_t)walk->held_room * sizeof *walk->held);
		must(walk->held);
	}
	walk->held[walk->n_held++] = (struct held){ task, object, walk->step };
}

static void end_hold(struct walk *walk, int i, long to)
{
	struct held held = walk->held[i];

	add_span(walk, (struct span){ LANE_HOLDS, held.task, held.object, EV_LOCK, false, held.from, to, -1 });
	walk->held[i] = walk->held[--walk->n_held];
}

/* The newest of its own, else anybody's: a lock that anybody may open, or a write lock opened by name of a reader. */
static void give(struct walk *walk, int task, int object)
{
	int found = -1;

	for (int i = 0; i < walk->n_held; i++)
		if (walk->held[i].object == object && (found < 0 || walk->held[i].task == task))
			found = i;
	if (found >= 0)
		end_hold(walk, found, walk->step + 1);
}

/* ---- What a task does ---- */

static void end_waits(struct walk *walk, int task, long to)
{
	struct doing *doing = &walk->doing[task];
	const struct event *park = doing->park;

	if (doing->blocked >= 0)
		add_span(walk, (struct span){ LANE_BLOCKED, task, park->object, (enum event_kind)park->waits_for,
			park->n_cases > 1, doing->blocked, to, -1 });
	if (doing->asleep >= 0)
		add_span(walk, (struct span){ LANE_ASLEEP, task, NO_OBJECT, EV_SLEEP, false, doing->asleep, to, -1 });
	doing->blocked = doing->asleep = -1;
	doing->park = NULL;
	doing->freed = false;
}

/* ---- Who is ready ---- */

/* The task waits from the next step on, or no longer, as the object that it waits at stands now. A choice always waits. */
static void settle(struct walk *walk, int task)
{
	struct doing *doing = &walk->doing[task];
	const struct event *park = doing->park;
	bool ready = event_awaits_all(park) ? doing->children == 0 :
		doing->freed || ready_lets(&walk->things[park->object], (enum event_kind)park->waits_for);

	if (ready && doing->blocked >= 0) {
		add_span(walk, (struct span){ LANE_BLOCKED, task, park->object, (enum event_kind)park->waits_for, false,
			doing->blocked, walk->step, -1 });
		doing->blocked = -1;
	} else if (!ready && doing->blocked < 0) {
		doing->blocked = walk->step;
	}
}

/* Who has started whom, and has that ended? Then whoever waits for all its tasks may be ready. */
static void see_family(struct walk *walk, const struct event *event)
{
	struct doing *parent;
	int id = event->kind == EV_TASK_GO ? event->task : walk->doing[event->task].parent;

	if (id == NO_TASK || (event->kind == EV_TASK_GO && event->peer < 0) || (event->kind != EV_TASK_GO && event->kind != EV_TASK_END))
		return;
	parent = &walk->doing[id];
	parent->children += event->kind == EV_TASK_GO ? 1 : -1;
	if (event->kind == EV_TASK_GO)
		walk->doing[event->peer].parent = id;
	else if (walk->turns && walk->lanes->n_spans < SPANS_FOR_READY && parent->park && event_awaits_all(parent->park))
		settle(walk, id);
}

static void see_object(struct walk *walk, const struct event *event)
{
	if (event->object < 0 || event->kind == EV_PARK)
		return;
	ready_see(&walk->things[event->object], event);
	walk->things[event->object].n_writers = 0;
	for (int i = 0; walk->turns && i < walk->lanes->trace->n_tasks; i++)
		if (walk->doing[i].park && walk->doing[i].park->object == event->object)
			walk->things[event->object].n_writers += walk->doing[i].park->waits_for == EV_WRITE_LOCK;
	if (!walk->turns || walk->lanes->n_spans >= SPANS_FOR_READY)
		return;
	for (int i = 0; i < walk->lanes->trace->n_tasks; i++) {
		const struct event *park = walk->doing[i].park;

		if (!park || park->n_cases != 1 || park->object != event->object || event_awaits_all(park))
			continue;
		walk->doing[i].freed |= ready_frees(event, i, (enum event_kind)park->waits_for);
		settle(walk, i);
	}
}

static void end_life(struct walk *walk, int task, long to)
{
	struct doing *doing = &walk->doing[task];

	end_waits(walk, task, to);
	if (doing->alive >= 0)
		add_span(walk, (struct span){ LANE_ALIVE, task, NO_OBJECT, EV_TASK_GO, false, doing->alive, to, -1 });
	doing->alive = -1;
}

static bool is_transfer(const struct event *event)
{
	return event->kind == EV_CHAN_SEND || event->kind == EV_CHAN_RECV;
}

/* Is it the second half of a meeting, whose first half is the event before? */
static bool completes(const struct event *before, const struct event *event)
{
	return is_transfer(before) && is_transfer(event) && before->kind != event->kind && before->object == event->object &&
	       before->task != event->task && (before->peer == event->task || event->peer == before->task);
}

static void put_mark(struct walk *walk, struct mark mark)
{
	mark.next = -1;
	walk->lanes->marks[walk->lanes->n_marks++] = mark;
}

/* The first half of the meeting of which the event is the second; NULL: of none. */
static struct mark *met_by(const struct lanes *lanes, const struct event *event)
{
	struct mark *last = lanes->n_marks ? &lanes->marks[lanes->n_marks - 1] : NULL;
	bool meets = last && !last->wakes && last->event == event - 1 && last->meets < 0 && completes(last->event, event);

	return meets ? last : NULL;
}

static void add_mark(struct walk *walk, const struct event *event)
{
	struct lanes *lanes = walk->lanes;
	struct mark *last = met_by(lanes, event);

	if (last) {
		walk->step = last->step;
		last->meets = lanes->n_marks;
	}
	end_waits(walk, event->task, walk->step);
	if (event_takes((enum event_kind)event->kind))
		take(walk, event->task, event->object);
	if (event_gives((enum event_kind)event->kind))
		give(walk, event->task, event->object);
	put_mark(walk, (struct mark){ .event = event, .step = walk->step++, .before = event - lanes->trace->events,
	                              .meets = last ? lanes->n_marks - 1 : -1 });
	if (event->kind == EV_SLEEP)
		walk->doing[event->task].asleep = walk->step;
}

/* ---- Steps that leave no event: somebody wakes, the clock moves ---- */

static bool is_silent(const struct walk *walk)
{
	int task;

	if (walk->step >= walk->n_turns)
		return false;
	task = walk->turns[walk->step].task;
	return task == CLOCK_TASK || (task >= 0 && task < walk->lanes->trace->n_tasks && walk->doing[task].sleep);
}

/* The next step, which is silent, lies before that many events. */
static void pass(struct walk *walk, long before)
{
	int task = walk->turns[walk->step].task;

	if (task != CLOCK_TASK) {
		end_waits(walk, task, walk->step);
		put_mark(walk, (struct mark){ .event = walk->doing[task].sleep, .step = walk->step, .before = before,
		                              .wakes = true, .meets = -1 });
		walk->doing[task].sleep = NULL;
	}
	walk->step++;
}

/* An event comes: its task is awake, whatever comes. If it is a step, those before it have been made. */
static void catch_up(struct walk *walk, const struct event *event, bool is_step)
{
	while ((is_step || walk->doing[event->task].sleep) && is_silent(walk))
		pass(walk, event - walk->lanes->trace->events);
}

static void see(struct walk *walk, const struct event *event)
{
	struct doing *doing = &walk->doing[event->task];

	catch_up(walk, event, false);
	if (doing->alive < 0 && event->kind != EV_TASK_END)
		doing->alive = walk->step;
	switch (event->kind) {
	case EV_TASK_GO:
		if (event->peer >= 0 && walk->doing[event->peer].alive < 0)
			walk->doing[event->peer].alive = walk->step;
		break;
	case EV_TASK_END:
		end_life(walk, event->task, walk->step);
		break;
	case EV_PRINT: case EV_EXIT:
		break;                  /* a part of what comes before */
	case EV_PARK:
		end_waits(walk, event->task, walk->step);
		doing->park = event;
		*(event->n_cases ? &doing->blocked : &doing->asleep) = walk->step;
		break;
	case EV_SLEEP:
		if (walk->turns) {
			doing->sleep = event;
			doing->asleep = walk->step;
			break;
		}
		add_mark(walk, event);
		break;
	default:
		if (!met_by(walk->lanes, event))
			catch_up(walk, event, true);
		add_mark(walk, event);
	}
}

/* ---- All of it ---- */

/* Each task's spans and marks become lists, in order. */
static void make_lists(struct lanes *lanes)
{
	int n = lanes->trace->n_tasks;

	lanes->lanes = arena_alloc(lanes->arena, (size_t)n * sizeof *lanes->lanes);
	for (int i = 0; i < n; i++)
		lanes->lanes[i] = (struct lane){ -1, -1 };
	for (long i = lanes->n_spans - 1; i >= 0; i--) {
		struct lane *lane = &lanes->lanes[lanes->spans[i].task];

		lanes->spans[i].next = lane->spans;
		lane->spans = i;
	}
	for (long i = lanes->n_marks - 1; i >= 0; i--) {
		struct lane *lane = &lanes->lanes[lanes->marks[i].event->task];

		lanes->marks[i].next = lane->marks;
		lane->marks = i;
	}
}

/* What lasts to the end goes one step beyond the last, so that it is seen. */
static void end_all(struct walk *walk, int n_tasks)
{
	for (int i = 0; i < n_tasks; i++)
		end_life(walk, i, walk->step + 1);
	while (walk->n_held > 0)
		end_hold(walk, 0, walk->step + 1);
}

/* A claim is checked in the turn of the step before it; an operation that fails has a turn of its own. */
static long steps_taken(const struct lanes *lanes, bool turns)
{
	const struct mark *last = lanes->n_marks ? &lanes->marks[lanes->n_marks - 1] : NULL;
	bool wrong = last && last->event->kind == EV_FAULT && last->step + 1 == lanes->n_steps;

	return lanes->n_steps - (wrong && (!turns || lanes->trace->n_steps < lanes->n_steps));
}

struct lanes *lanes_new(const struct trace *trace)
{
	struct lanes *lanes = calloc(1, sizeof *lanes);
	struct walk walk = { .lanes = lanes };
	bool turns = trace->steps && trace->dropped == 0;

	must(lanes);
	lanes->arena = arena_new();
	lanes->trace = trace;
	walk.turns = turns ? trace->steps : NULL;
	walk.n_turns = turns ? trace->n_steps : 0;
	lanes->marks = arena_alloc(lanes->arena, (size_t)trace->n_events * sizeof *lanes->marks);
	walk.doing = arena_alloc(lanes->arena, (size_t)trace->n_tasks * sizeof *walk.doing);
	walk.things = ready_begin(lanes->arena, trace);
	for (int i = 0; i < trace->n_tasks; i++)
		walk.doing[i] = (struct doing){ .alive = i ? -1 : 0, .blocked = -1, .asleep = -1, .parent = NO_TASK };
	for (long i = 0; i < trace->n_events; i++) {
		see(&walk, &trace->events[i]);
		see_family(&walk, &trace->events[i]);
		see_object(&walk, &trace->events[i]);
	}
	while (is_silent(&walk))
		pass(&walk, trace->n_events);
	lanes->n_steps = walk.step;
	lanes->n_taken = steps_taken(lanes, turns);
	end_all(&walk, trace->n_tasks);
	make_lists(lanes);
	free(walk.held);
	return lanes;
}

void lanes_free(struct lanes *lanes)
{
	if (!lanes)
		return;
	free(lanes->spans);
	arena_free(lanes->arena);
	free(lanes);
}

long lanes_mark_of(const struct lanes *lanes, long step)
{
	long low = 0, high = lanes->n_marks;

	while (low < high) {
		long middle = low + (high - low) / 2;

		if (lanes->marks[middle].step < step)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const char *mark_word(const struct mark *mark)
{
	return mark->wakes ? "wake" : event_operation((enum event_kind)mark->event->kind);
}

/* A sleep's value is how many milliseconds it takes. */
double mark_ns(const struct lanes *lanes, const struct mark *mark)
{
	return trace_ns(lanes->trace, mark->event) + (mark->wakes ? (double)mark->event->value * 1e6 : 0);
}
