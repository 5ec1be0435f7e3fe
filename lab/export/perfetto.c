/*
 * perfetto.c - the walk along a trace that writes it for Perfetto; see perfetto.h.
 *
 * Each task has the slices that are open on its track, one within the other: its life, what it holds, and on top what
 * it does. A slice that ends below others takes them down, and they begin anew above.
 */
#include "lab/export/perfetto.h"

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/export/perfetto_parts.h"

enum { LOOK_AHEAD = 64 };               /* so far a send may stand behind the receive that it meets */

struct open {
	enum slice kind;
	long       id;
	int        object;              /* held; else NO_OBJECT */
	uint64_t   until;               /* SLICE_OPERATION: it ends then, or before */
};

struct track {
	struct open *open;              /* the outermost first */
	int          n, room;
	bool         begun;
};

struct walk {
	struct packets      packets;
	const struct trace *trace;
	struct flows       *flows;
	struct track       *tracks;     /* by task */
	int                *levels;     /* by object, as last written */
	uint64_t            step;
	long                early[LOOK_AHEAD];          /* events that were written before their turn */
	int                 n_early;
};

/* ---- Slices of a task ---- */

static void push(struct walk *walk, int task, struct open open)
{
	struct track *track = &walk->tracks[task];

	if (track->n == track->room) {
		track->room = track->room ? 2 * track->room : 4;
		track->open = realloc(track->open, (size_t)track->room * sizeof *track->open);
		must(track->open);
	}
	track->open[track->n++] = open;
}

static void begin(struct walk *walk, const struct slice_start *start, uint64_t until)
{
	bool held = start->kind == SLICE_HOLD;

	packet_slice(&walk->packets, start);
	push(walk, start->task, (struct open){ start->kind, start->id, held ? start->event->object : NO_OBJECT, until });
}

static bool is_deed(const struct open *open)
{
	return open->kind != SLICE_LIFE && open->kind != SLICE_HOLD;
}

/* What the task does is over, by now. */
static void end_deed(struct walk *walk, int task, uint64_t now)
{
	struct track *track = &walk->tracks[task];
	const struct open *top;

	if (track->n == 0 || !is_deed(&track->open[track->n - 1]))
		return;
	top = &track->open[track->n - 1];
	packet_slice_end(&walk->packets, task, top->until < now ? top->until : now, false);
	track->n--;
}

/* End the slice number `at`, and for that those above it, which go on. */
static void end_below(struct walk *walk, int task, int at, uint64_t now)
{
	struct track *track = &walk->tracks[task];

	if (is_deed(&track->open[track->n - 1]) && track->open[track->n - 1].until <= now)
		end_deed(walk, task, now);
	for (int i = track->n; i > at; i--)
		packet_slice_end(&walk->packets, task, now, false);
	track->n--;
	for (int i = at; i < track->n; i++) {
		track->open[i] = track->open[i + 1];
		packet_slice(&walk->packets, &(struct slice_start){ .kind = track->open[i].kind, .task = task, .ns = now,
			.id = track->open[i].id, .goes_on = true });
	}
}

static void begin_life(struct walk *walk, int task, uint64_t now, uint64_t flow_end)
{
	if (walk->tracks[task].begun)
		return;
	walk->tracks[task].begun = true;
	begin(walk, &(struct slice_start){ .kind = SLICE_LIFE, .task = task, .ns = now, .flow_end = flow_end,
		.id = slice_id(SLICE_LIFE, 0, NO_OBJECT, false) }, UINT64_MAX);
}

static void end_life(struct walk *walk, int task, uint64_t now)
{
	for (int i = 0; i < walk->tracks[task].n; i++)
		if (walk->tracks[task].open[i].kind == SLICE_LIFE) {
			end_below(walk, task, i, now);
			return;
		}
}

/* ---- What is held ---- */

static void take(struct walk *walk, const struct event *event, uint64_t now)
{
	begin(walk, &(struct slice_start){ .kind = SLICE_HOLD, .task = event->task, .ns = now, .event = event,
		.id = slice_id(SLICE_HOLD, 0, event->object, false) }, UINT64_MAX);
}

/* The number of the newest slice of a task for holding this object, or -1. */
static int find_hold(const struct track *track, int object)
{
	int i = track->n - 1;

	while (i >= 0 && track->open[i].object != object)
		i--;
	return i;
}

/* Its own, else anybody's: a lock that another may open, or a write lock opened by name of a reader. */
static void give(struct walk *walk, const struct event *event, uint64_t now)
{
	int task = event->task, at = find_hold(&walk->tracks[task], event->object);

	for (int i = 0; at < 0 && i < walk->trace->n_tasks; i++) {
		at = find_hold(&walk->tracks[i], event->object);
		task = i;
	}
	if (at >= 0)
		end_below(walk, task, at, now);
}

/* ---- Events ---- */

static void write_level(struct walk *walk, const struct event *event, uint64_t now)
{
	int object = event->object;

	if (object == NO_OBJECT || event->kind == EV_PARK || walk->levels[object] == event->level)
		return;
	walk->levels[object] = event->level;
	packet_counter(&walk->packets, object, now, event->level);
}

static void park(struct walk *walk, const struct event *event, uint64_t now)
{
	enum slice kind = event->n_cases ? SLICE_WAIT : SLICE_SLEEP;

	begin(walk, &(struct slice_start){ .kind = kind, .task = event->task, .ns = now, .event = event,
		.id = slice_id(kind, (enum event_kind)event->waits_for, event->object, event->n_cases > 1) }, UINT64_MAX);
}

static void operate(struct walk *walk, const struct event *event, uint64_t now, const struct flow_ends *flows)
{
	enum slice kind = event->kind == EV_SLEEP ? SLICE_SLEEP : SLICE_OPERATION;

	begin(walk, &(struct slice_start){ .kind = kind, .task = event->task, .ns = now, .event = event,
		.id = slice_id(kind, (enum event_kind)event->kind, event->object, false),
		.flows = flows->begin, .n_flows = flows->n_begin, .flow_end = flows->end },
	      kind == SLICE_SLEEP ? UINT64_MAX : now + walk->step);
}

static void write_event(struct walk *walk, const struct event *event, uint64_t now)
{
	struct flow_ends flows = flows_at(walk->flows, event);
	enum event_kind kind = (enum event_kind)event->kind;

	end_deed(walk, event->task, now);
	if (kind == EV_TASK_END) {
		end_life(walk, event->task, now);
		return;
	}
	begin_life(walk, event->task, now, 0);
	if (kind == EV_PARK) {
		park(walk, event, now);
		return;
	}
	if (event_gives(kind))
		give(walk, event, now);
	if (event_takes(kind))
		take(walk, event, now);
	operate(walk, event, now, &flows);
	if (kind == EV_TASK_GO && event->peer >= 0)
		begin_life(walk, event->peer, now, flows.n_begin ? flows.begin[0] : 0);
	write_level(walk, event, now);
}

/* ---- A receive that stands before its send: the send is written first, at the same time ---- */

static bool is_early(struct walk *walk, long i)
{
	for (int k = 0; k < walk->n_early; k++)
		if (walk->early[k] == i) {
			walk->early[k] = walk->early[--walk->n_early];
			return true;
		}
	return false;
}

static void bring_send(struct walk *walk, long receive, uint64_t now)
{
	const struct event *events = walk->trace->events, *event;

	for (long i = receive + 1; i < walk->trace->n_events && i <= receive + LOOK_AHEAD; i++) {
		event = &events[i];
		if (event->kind != EV_CHAN_SEND || event->object != events[receive].object)
			continue;
		if (walk->n_early < LOOK_AHEAD) {
			write_event(walk, event, now);
			walk->early[walk->n_early++] = i;
		}
		return;
	}
}

/* ---- All of it ---- */

static uint64_t time_of(const struct trace *trace, const struct event *event)
{
	return (uint64_t)trace_ns(trace, event);
}

static void end_all(struct walk *walk, uint64_t now)
{
	for (int task = 0; task < walk->trace->n_tasks; task++) {
		struct track *track = &walk->tracks[task];

		for (; track->n > 0; track->n--) {
			const struct open *top = &track->open[track->n - 1];

			packet_slice_end(&walk->packets, task, top->until < now ? top->until : now, top->until >= now);
		}
		free(track->open);
	}
}

static bool write_events(struct walk *walk, const struct export_progress *progress)
{
	const struct trace *trace = walk->trace;

	for (long i = 0; i < trace->n_events; i++) {
		uint64_t now = time_of(trace, &trace->events[i]);

		if (!export_goes_on(progress, i, trace->n_events))
			return false;
		if (is_early(walk, i))
			continue;
		if (flows_lack_send(walk->flows, &trace->events[i]))
			bring_send(walk, i, now);
		write_event(walk, &trace->events[i], now);
	}
	return true;
}

bool perfetto_write(FILE *out, const struct trace *trace, const char *name, uint64_t step, const struct export_progress *progress)
{
	struct walk walk = { .trace = trace, .step = step };
	uint64_t end = trace->n_events ? time_of(trace, &trace->events[trace->n_events - 1]) : 0;
	bool whole;

	walk.tracks = calloc((size_t)trace->n_tasks + 1, sizeof *walk.tracks);
	walk.levels = calloc((size_t)trace->n_objects + 1, sizeof *walk.levels);
	must(walk.tracks && walk.levels);
	walk.flows = flows_new(trace);
	packets_begin(&walk.packets, out, trace, name);
	whole = write_events(&walk, progress);
	end_all(&walk, end + 2 * step);
	packets_end(&walk.packets);
	flows_free(walk.flows);
	free(walk.levels);
	free(walk.tracks);
	return whole;
}
