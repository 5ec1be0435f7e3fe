/* perfetto_packets.c - one packet each for a track, a slice's begin and end, a counter's value; see perfetto_parts.h. */
#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/export/perfetto_parts.h"
#include "lab/export/protobuf.h"

/* The fields, see perfetto.h for where they come from. */
enum {
	TRACE_PACKET = 1,
	PACKET_TIMESTAMP = 8, PACKET_SEQUENCE_ID = 10, PACKET_TRACK_EVENT = 11, PACKET_INTERNED = 12, PACKET_SEQUENCE_FLAGS = 13,
	PACKET_TRACK_DESCRIPTOR = 60, PACKET_FIRST_ON_SEQUENCE = 87,
	TRACK_UUID = 1, TRACK_NAME = 2, TRACK_PROCESS = 3, TRACK_THREAD = 4, TRACK_PARENT = 5, TRACK_COUNTER = 8,
	PROCESS_PID = 1, PROCESS_NAME = 6,
	THREAD_PID = 1, THREAD_TID = 2, THREAD_NAME = 5,
	EVENT_CATEGORY_IID = 3, EVENT_ANNOTATION = 4, EVENT_TYPE = 9, EVENT_NAME_IID = 10, EVENT_TRACK = 11, EVENT_COUNTER = 30,
	EVENT_PLACE_IID = 34, EVENT_FLOW = 47, EVENT_FLOW_END = 48,
	ANNOTATION_NAME_IID = 1, ANNOTATION_BOOL = 2, ANNOTATION_INT = 4, ANNOTATION_TEXT = 6,
	INTERNED_CATEGORY = 1, INTERNED_ANNOTATION = 3
};

enum { TYPE_BEGIN = 1, TYPE_END = 2, TYPE_COUNTER = 4 };
enum { STATE_CLEARED = 1, NEEDS_STATE = 2 };            /* of sequence_flags */
enum { SEQUENCE = 1, PID = 1 };

/* The names of annotations; their numbers are iids, which are never 0. */
enum note { NOTE_VALUE = 1, NOTE_WITH, NOTE_HEARD, NOTE_GOES_ON, NOTE_LASTS, NOTE_COUNT };

static const char *const notes[NOTE_COUNT] = {
	[NOTE_VALUE] = "value", [NOTE_WITH] = "with", [NOTE_HEARD] = "heard", [NOTE_GOES_ON] = "goes on", [NOTE_LASTS] = "lasts",
};

static const char *const categories[SLICE_KINDS] = {
	[SLICE_LIFE] = "life", [SLICE_HOLD] = "holds", [SLICE_WAIT] = "waits", [SLICE_SLEEP] = "sleeps",
	[SLICE_OPERATION] = "operation",
};

/* ---- Tracks have a number each: the process, its tasks, its objects' counters ---- */

static uint64_t track_of_task(int task)
{
	return 2 + (uint64_t)task;
}

static uint64_t track_of_object(const struct packets *p, int object)
{
	return 2 + (uint64_t)p->trace->n_tasks + (uint64_t)object;
}

/* ---- The frame of a packet ---- */

static size_t begin_packet(struct packets *p, unsigned flags)
{
	size_t mark;

	buf_clear(&p->packet);
	mark = pb_begin(&p->packet, TRACE_PACKET);
	pb_uint(&p->packet, PACKET_SEQUENCE_ID, SEQUENCE);
	pb_uint(&p->packet, PACKET_SEQUENCE_FLAGS, flags);
	return mark;
}

/* What its event has named for the first time goes with it. */
static void end_packet(struct packets *p, size_t mark)
{
	if (p->interned.length > 0) {
		size_t interned = pb_begin(&p->packet, PACKET_INTERNED);

		buf_add(&p->packet, p->interned.text, p->interned.length);
		pb_end(&p->packet, interned);
		buf_clear(&p->interned);
	}
	pb_end(&p->packet, mark);
	fwrite(p->packet.text, 1, p->packet.length, p->out);
}

/* ---- Begin, tracks ---- */

/* The names of categories and annotations, once for all. */
static void write_state(struct packets *p)
{
	size_t mark = begin_packet(p, STATE_CLEARED | NEEDS_STATE);

	pb_uint(&p->packet, PACKET_FIRST_ON_SEQUENCE, 1);
	for (int i = 0; i < SLICE_KINDS; i++)
		packet_intern(p, INTERNED_CATEGORY, (uint64_t)i + 1, categories[i]);
	for (int i = 1; i < NOTE_COUNT; i++)
		packet_intern(p, INTERNED_ANNOTATION, (uint64_t)i, notes[i]);
	end_packet(p, mark);
}

static void write_process(struct packets *p, const char *name)
{
	size_t packet = begin_packet(p, NEEDS_STATE), track = pb_begin(&p->packet, PACKET_TRACK_DESCRIPTOR), process;

	pb_uint(&p->packet, TRACK_UUID, 1);
	process = pb_begin(&p->packet, TRACK_PROCESS);
	pb_uint(&p->packet, PROCESS_PID, PID);
	pb_text(&p->packet, PROCESS_NAME, name);
	pb_end(&p->packet, process);
	pb_end(&p->packet, track);
	end_packet(p, packet);
}

/* Main has the number of its process, as on Linux. */
static void write_thread(struct packets *p, int task)
{
	size_t packet = begin_packet(p, NEEDS_STATE), track = pb_begin(&p->packet, PACKET_TRACK_DESCRIPTOR), thread;

	pb_uint(&p->packet, TRACK_UUID, track_of_task(task));
	pb_uint(&p->packet, TRACK_PARENT, 1);
	thread = pb_begin(&p->packet, TRACK_THREAD);
	pb_uint(&p->packet, THREAD_PID, PID);
	pb_uint(&p->packet, THREAD_TID, PID + (uint64_t)task);
	pb_text(&p->packet, THREAD_NAME, p->trace->tasks[task]);
	pb_end(&p->packet, thread);
	pb_end(&p->packet, track);
	end_packet(p, packet);
}

static void write_counter_track(struct packets *p, int object)
{
	size_t packet = begin_packet(p, NEEDS_STATE), track = pb_begin(&p->packet, PACKET_TRACK_DESCRIPTOR);

	pb_uint(&p->packet, TRACK_UUID, track_of_object(p, object));
	pb_uint(&p->packet, TRACK_PARENT, 1);
	pb_text(&p->packet, TRACK_NAME, p->trace->objects[object].name);
	pb_end(&p->packet, pb_begin(&p->packet, TRACK_COUNTER));
	pb_end(&p->packet, track);
	end_packet(p, packet);
}

void packets_begin(struct packets *p, FILE *out, const struct trace *trace, const char *process)
{
	*p = (struct packets){ .out = out, .trace = trace };
	p->counted = calloc((size_t)trace->n_objects + 1, sizeof *p->counted);
	must(p->counted);
	names_begin(p);
	write_state(p);
	write_process(p, process);
	for (int i = 0; i < trace->n_tasks; i++)
		write_thread(p, i);
}

void packets_end(struct packets *p)
{
	names_end(p);
	free(p->counted);
	buf_free(&p->packet);
	buf_free(&p->interned);
}

/* ---- Events ---- */

static size_t begin_note(struct packets *p, enum note note)
{
	size_t mark = pb_begin(&p->packet, EVENT_ANNOTATION);

	pb_uint(&p->packet, ANNOTATION_NAME_IID, note);
	return mark;
}

static void add_bool(struct packets *p, enum note note, bool value)
{
	size_t mark = begin_note(p, note);

	pb_uint(&p->packet, ANNOTATION_BOOL, value);
	pb_end(&p->packet, mark);
}

static void add_text(struct packets *p, enum note note, const char *text)
{
	size_t mark = begin_note(p, note);

	pb_text(&p->packet, ANNOTATION_TEXT, text);
	pb_end(&p->packet, mark);
}

static void add_value(struct packets *p, const struct event *event)
{
	size_t mark;

	if (event->has_value == VALUE_TEXT) {
		add_text(p, NOTE_VALUE, event_text(event));
	} else if (event->has_value == VALUE_OBJECT) {
		add_text(p, NOTE_VALUE, event->value == NO_OBJECT ? "NULL" : p->trace->objects[event->value].name);
	} else if (event->has_value == VALUE_NUMBER) {
		mark = begin_note(p, NOTE_VALUE);
		pb_uint(&p->packet, ANNOTATION_INT, (uint64_t)event->value);
		pb_end(&p->packet, mark);
	}
}

static void add_facts(struct packets *p, const struct event *event)
{
	add_value(p, event);
	if (event->kind != EV_PARK && event->peer >= 0 && event->peer != event->task)
		add_text(p, NOTE_WITH, p->trace->tasks[event->peer]);
	if (event_is_unheard((enum event_kind)event->kind))
		add_bool(p, NOTE_HEARD, false);
	if (event->here && *event->here)
		pb_uint(&p->packet, EVENT_PLACE_IID, place_iid(p, event->here));
}

/* A track event in its packet, up to what is its own. */
static size_t begin_event(struct packets *p, size_t *packet, uint64_t ns, int type, uint64_t track)
{
	size_t mark;

	*packet = begin_packet(p, NEEDS_STATE);
	pb_uint(&p->packet, PACKET_TIMESTAMP, ns);
	mark = pb_begin(&p->packet, PACKET_TRACK_EVENT);
	pb_uint(&p->packet, EVENT_TYPE, (uint64_t)type);
	pb_uint(&p->packet, EVENT_TRACK, track);
	return mark;
}

void packet_slice(struct packets *p, const struct slice_start *slice)
{
	size_t packet, mark = begin_event(p, &packet, slice->ns, TYPE_BEGIN, track_of_task(slice->task));

	pb_uint(&p->packet, EVENT_CATEGORY_IID, (uint64_t)slice->kind + 1);
	pb_uint(&p->packet, EVENT_NAME_IID, name_iid(p, slice->id));
	for (int i = 0; i < slice->n_flows; i++)
		pb_fixed64(&p->packet, EVENT_FLOW, slice->flows[i]);
	if (slice->flow_end)
		pb_fixed64(&p->packet, EVENT_FLOW_END, slice->flow_end);
	if (slice->event)
		add_facts(p, slice->event);
	if (slice->goes_on)
		add_bool(p, NOTE_GOES_ON, true);
	pb_end(&p->packet, mark);
	end_packet(p, packet);
}

void packet_slice_end(struct packets *p, int task, uint64_t ns, bool lasts)
{
	size_t packet, mark = begin_event(p, &packet, ns, TYPE_END, track_of_task(task));

	if (lasts)
		add_bool(p, NOTE_LASTS, true);
	pb_end(&p->packet, mark);
	end_packet(p, packet);
}

void packet_counter(struct packets *p, int object, uint64_t ns, int level)
{
	size_t packet, mark;

	if (!p->counted[object]) {
		p->counted[object] = true;
		write_counter_track(p, object);
	}
	mark = begin_event(p, &packet, ns, TYPE_COUNTER, track_of_object(p, object));
	pb_uint(&p->packet, EVENT_COUNTER, (uint64_t)(int64_t)level);
	pb_end(&p->packet, mark);
	end_packet(p, packet);
}
