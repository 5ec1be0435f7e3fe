/*
 * perfetto_names.c - names and places that occur often are written once, with a number, in the packet that needs them first;
 * see perfetto_parts.h.
 */
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/export/perfetto_parts.h"
#include "lab/export/protobuf.h"
#include "lab/trace/snap_text.h"

/* The fields, see perfetto.h for where they come from. */
enum { INTERNED_NAME = 2, INTERNED_PLACE = 4, NAMED_IID = 1, NAMED_TEXT = 2, PLACE_LINE = 4 };

void packet_intern(struct packets *p, int field, uint64_t iid, const char *text)
{
	size_t mark = pb_begin(&p->interned, field);

	pb_uint(&p->interned, NAMED_IID, iid);
	pb_text(&p->interned, NAMED_TEXT, text);
	pb_end(&p->interned, mark);
}

/* ---- The places of the source ---- */

/* "patterns/ring.c:41": a file and a line; anything else is a file. */
static void intern_place(struct packets *p, uint64_t iid, const char *here)
{
	size_t mark = pb_begin(&p->interned, INTERNED_PLACE);
	const char *colon = strrchr(here, ':');
	struct buf file = { 0 };

	buf_add(&file, here, colon ? (size_t)(colon - here) : strlen(here));
	pb_uint(&p->interned, NAMED_IID, iid);
	pb_text(&p->interned, NAMED_TEXT, buf_text(&file));
	if (colon)
		pb_uint(&p->interned, PLACE_LINE, strtoul(colon + 1, NULL, 10));
	pb_end(&p->interned, mark);
	buf_free(&file);
}

uint64_t place_iid(struct packets *p, const char *here)
{
	bool is_new;
	uint64_t iid = (uint64_t)numbered_find(&p->places, here, &is_new) + 1;

	if (is_new)
		intern_place(p, iid, here);
	return iid;
}

/* ---- Names of slices: every one that can be has its number ---- */

enum { NAMES = SLICE_KINDS + 1, SELECT = SLICE_KINDS };

long slice_id(enum slice kind, enum event_kind event, int object, bool select)
{
	bool plain = kind == SLICE_LIFE || kind == SLICE_SLEEP;

	if (plain || select)
		event = 0;
	if (plain || select)
		object = NO_OBJECT;
	if (kind == SLICE_HOLD)
		event = 0;
	return ((long)(object + 1) * EVENT_KIND_COUNT + (long)event) * NAMES + (select ? SELECT : (long)kind);
}

static void add_name(struct buf *out, const struct trace *trace, long id)
{
	int kind = (int)(id % NAMES), object = (int)(id / NAMES / EVENT_KIND_COUNT) - 1;
	enum event_kind event = (enum event_kind)(id / NAMES % EVENT_KIND_COUNT);
	const char *name = object == NO_OBJECT ? NULL : trace->objects[object].name;

	switch (kind) {
	case SLICE_LIFE:
		buf_adds(out, "alive");
		break;
	case SLICE_SLEEP:
		buf_adds(out, "sleeps");
		break;
	case SELECT:
		buf_adds(out, "waits to select");
		break;
	case SLICE_HOLD:
		buf_printf(out, "holds %s", name);
		break;
	case SLICE_WAIT:
		buf_adds(out, "waits to ");
		deed_words(out, event, name);
		break;
	default:
		if (name)
			deed_words(out, event, name);
		else
			buf_adds(out, event_operation(event));
	}
}

uint64_t name_iid(struct packets *p, long id)
{
	if (!(p->named[id / 8] & 1 << id % 8)) {
		struct buf name = { 0 };

		p->named[id / 8] |= (unsigned char)(1 << id % 8);
		add_name(&name, p->trace, id);
		packet_intern(p, INTERNED_NAME, (uint64_t)id + 1, buf_text(&name));
		buf_free(&name);
	}
	return (uint64_t)id + 1;
}

/* ---- Begin and end ---- */

void names_begin(struct packets *p)
{
	p->named = calloc((size_t)((p->trace->n_objects + 1L) * EVENT_KIND_COUNT * NAMES / 8 + 1), 1);
	must(p->named);
}

void names_end(struct packets *p)
{
	numbered_free(&p->places);
	free(p->named);
}
