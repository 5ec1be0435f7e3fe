/*
 * perfetto_read.h - a small reader of Perfetto's format, for tests: written apart from the writer, from the same
 * descriptions (see lab/export/perfetto.h). Anything it does not expect ends the test with a sentence.
 */
#ifndef TESTS_PERFETTO_READ_H
#define TESTS_PERFETTO_READ_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FLOWS = 64 };

/* A track event. */
struct pf_event {
	int         type;               /* 1 begins a slice, 2 ends one, 4 is a counter's value */
	uint64_t    ns, track, category;
	const char *name;               /* of a slice that begins; owned by the reader */
	int64_t     counter;
	int         n_flows;
	uint64_t    flows[MOST_FLOWS], flow_end;        /* 0: none */
	int64_t     value;
	bool        has_value;
	bool        lasts;
};

struct pf_track {
	uint64_t uuid, parent;
	char    *name;                  /* of the counter, the thread or the process */
	bool     counter, thread;
};

struct pf_text {
	uint64_t iid;
	char    *text;
};

struct pf_file {
	long             n_events, room;
	struct pf_event *events;
	int              n_tracks;
	struct pf_track *tracks;
	int              n_names;
	struct pf_text  *names;
	bool             begun;         /* a packet has cleared the state */
};

struct pf_span {
	const unsigned char *at, *end;
};

/* A field of a message: a number, or the bytes of a text or a message. */
struct pf_field {
	int            number, wire;
	uint64_t       value;
	struct pf_span bytes;
};

static inline void pf_wrong(const char *what)
{
	fprintf(stderr, "not a file of Perfetto: %s\n", what);
	exit(1);
}

static inline uint64_t pf_varint(struct pf_span *in)
{
	uint64_t value = 0;

	for (int shift = 0; in->at < in->end && shift < 64; shift += 7) {
		unsigned char byte = *in->at++;

		value |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return value;
	}
	pf_wrong("a number is cut");
	return 0;
}

static inline bool pf_next(struct pf_span *in, struct pf_field *field)
{
	uint64_t tag;

	if (in->at == in->end)
		return false;
	tag = pf_varint(in);
	*field = (struct pf_field){ .number = (int)(tag >> 3), .wire = (int)(tag & 7) };
	if (field->wire == 0) {
		field->value = pf_varint(in);
	} else if (field->wire == 1 && in->end - in->at >= 8) {
		for (int i = 0; i < 8; i++)
			field->value |= (uint64_t)*in->at++ << 8 * i;
	} else if (field->wire == 2) {
		uint64_t length = pf_varint(in);

		if (length > (uint64_t)(in->end - in->at))
			pf_wrong("a message is longer than what it lies in");
		field->bytes = (struct pf_span){ in->at, in->at + length };
		in->at += length;
	} else {
		pf_wrong("a field of another kind");
	}
	return true;
}

static inline char *pf_text(struct pf_span bytes)
{
	size_t length = (size_t)(bytes.end - bytes.at);
	char *text = calloc(length + 1, 1);

	memcpy(text, bytes.at, length);
	return text;
}

static inline const char *pf_name(const struct pf_file *file, uint64_t iid)
{
	for (int i = 0; i < file->n_names; i++)
		if (file->names[i].iid == iid)
			return file->names[i].text;
	pf_wrong("a name that has not been told");
	return NULL;
}

static inline const struct pf_track *pf_track(const struct pf_file *file, uint64_t uuid)
{
	for (int i = 0; i < file->n_tracks; i++)
		if (file->tracks[i].uuid == uuid)
			return &file->tracks[i];
	pf_wrong("a track that has not been described");
	return NULL;
}

/* Names of slices. They may stand behind the event that uses them in its packet. */
static inline void pf_interned(struct pf_file *file, struct pf_span in)
{
	struct pf_field field, part;

	while (pf_next(&in, &field)) {
		struct pf_text name = { 0 };

		if (field.number != 2)
			continue;
		while (pf_next(&field.bytes, &part)) {
			if (part.number == 1)
				name.iid = part.value;
			if (part.number == 2)
				name.text = pf_text(part.bytes);
		}
		if (name.iid == 0 || !name.text)
			pf_wrong("half a name");
		file->names = realloc(file->names, (size_t)(file->n_names + 1) * sizeof *file->names);
		file->names[file->n_names++] = name;
	}
}

static inline void pf_described(struct pf_file *file, struct pf_span in)
{
	struct pf_track track = { 0 };
	struct pf_field field, part;

	while (pf_next(&in, &field)) {
		if (field.number == 1)
			track.uuid = field.value;
		if (field.number == 5)
			track.parent = field.value;
		if (field.number == 2)
			track.name = pf_text(field.bytes);
		track.counter |= field.number == 8;
		track.thread |= field.number == 4;
		if (field.number == 3 || field.number == 4)
			while (pf_next(&field.bytes, &part))
				if (part.number == (field.number == 3 ? 6 : 5))
					track.name = pf_text(part.bytes);
	}
	if (track.uuid == 0 || !track.name)
		pf_wrong("a track without a number or a name");
	file->tracks = realloc(file->tracks, (size_t)(file->n_tracks + 1) * sizeof *file->tracks);
	file->tracks[file->n_tracks++] = track;
}

static inline void pf_annotated(struct pf_event *event, struct pf_span in)
{
	struct pf_field field;
	uint64_t name = 0;

	while (pf_next(&in, &field)) {
		if (field.number == 1)
			name = field.value;
		if (field.number == 4 && name == 1) {
			event->value = (int64_t)field.value;
			event->has_value = true;
		}
		if (field.number == 2 && name == 5)
			event->lasts = true;
	}
}

static inline struct pf_event pf_event(const struct pf_file *file, struct pf_span in)
{
	struct pf_event event = { 0 };
	struct pf_field field;

	while (pf_next(&in, &field))
		switch (field.number) {
		case 3:
			event.category = field.value;
			break;
		case 4:
			pf_annotated(&event, field.bytes);
			break;
		case 9:
			event.type = (int)field.value;
			break;
		case 10:
			event.name = pf_name(file, field.value);
			break;
		case 11:
			event.track = field.value;
			break;
		case 30:
			event.counter = (int64_t)field.value;
			break;
		case 47:
			if (event.n_flows < MOST_FLOWS)
				event.flows[event.n_flows++] = field.value;
			break;
		case 48:
			event.flow_end = field.value;
			break;
		default:
			break;
		}
	return event;
}

static inline void pf_packet(struct pf_file *file, struct pf_span in)
{
	struct pf_span again = in;
	struct pf_field field;
	struct pf_event event = { 0 };
	uint64_t ns = 0, sequence = 0, flags = 0;

	while (pf_next(&again, &field)) {
		if (field.number == 8)
			ns = field.value;
		if (field.number == 10)
			sequence = field.value;
		if (field.number == 13)
			flags = field.value;
		if (field.number == 12)
			pf_interned(file, field.bytes);
	}
	file->begun |= (flags & 1) != 0;
	if (sequence == 0 || !file->begun)
		pf_wrong("a packet that belongs to no sequence");
	while (pf_next(&in, &field)) {
		if (field.number == 60)
			pf_described(file, field.bytes);
		if (field.number != 11)
			continue;
		event = pf_event(file, field.bytes);
		event.ns = ns;
		if (file->n_events == file->room) {
			file->room = file->room ? 2 * file->room : 256;
			file->events = realloc(file->events, (size_t)file->room * sizeof *file->events);
		}
		file->events[file->n_events++] = event;
	}
}

static inline struct pf_file pf_read(const char *bytes, size_t length)
{
	struct pf_span in = { (const unsigned char *)bytes, (const unsigned char *)bytes + length };
	struct pf_file file = { 0 };
	struct pf_field field;

	while (pf_next(&in, &field)) {
		if (field.number != 1 || field.wire != 2)
			pf_wrong("something beside packets");
		pf_packet(&file, field.bytes);
	}
	return file;
}

static inline void pf_free(struct pf_file *file)
{
	for (int i = 0; i < file->n_names; i++)
		free(file->names[i].text);
	for (int i = 0; i < file->n_tracks; i++)
		free(file->tracks[i].name);
	free(file->names);
	free(file->tracks);
	free(file->events);
}

#endif
