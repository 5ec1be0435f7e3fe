/*
 * perfetto_parts.h - what the files of the Perfetto writer share: packets, names and flows; its own.
 */
#ifndef LAB_EXPORT_PERFETTO_PARTS_H
#define LAB_EXPORT_PERFETTO_PARTS_H

#include <stdbool.h>
#include <stdio.h>

#include "lab/base/buf.h"
#include "lab/export/numbered.h"
#include "lab/trace/trace.h"

/* ---- Packets ---- */

/* What a slice tells: also its category, by which Perfetto can filter. */
enum slice { SLICE_LIFE, SLICE_HOLD, SLICE_WAIT, SLICE_SLEEP, SLICE_OPERATION, SLICE_KINDS };

struct packets {
	FILE               *out;
	const struct trace *trace;
	struct buf          packet, interned;
	unsigned char      *named;      /* a bit for each name that has been written */
	bool               *counted;    /* by object: its counter track has been written */
	struct numbered     places;     /* of the source, that have been written */
};

void packets_begin(struct packets *, FILE *, const struct trace *, const char *process);
void packets_end(struct packets *);

/* A slice of a task that begins; `id` is of slice_id(). */
struct slice_start {
	enum slice          kind;
	int                 task;
	long                id;         /* its name */
	uint64_t            ns;
	const struct event *event;      /* with its place and what it carried; NULL: neither */
	bool                goes_on;    /* it was cut: this is no new one */
	const uint64_t     *flows;      /* begin here */
	int                 n_flows;
	uint64_t            flow_end;   /* ends here; 0: none */
};

/* The name of a slice: "lock fork-0", "waits to lock fork-0", "holds fork-0", "sleeps", "waits to select", "alive". */
long slice_id(enum slice, enum event_kind, int object, bool select);

void packet_slice(struct packets *, const struct slice_start *);
void packet_slice_end(struct packets *, int task, uint64_t ns, bool lasts);
void packet_counter(struct packets *, int object, uint64_t ns, int level);

/* ---- Names: their numbers, in the packet that is being written and all that follow ---- */

void names_begin(struct packets *);
void names_end(struct packets *);
uint64_t name_iid(struct packets *, long id);
uint64_t place_iid(struct packets *, const char *here);
void packet_intern(struct packets *, int field, uint64_t iid, const char *text);

/* ---- Flows ---- */

struct flows;

struct flows *flows_new(const struct trace *);
void flows_free(struct flows *);

/*
 * The flows that begin with an event, and where one ends there, that (0: none). To be asked about each event, once, in
 * the order in which they are written. The list is good until the next call.
 */
struct flow_ends {
	const uint64_t *begin;
	int             n_begin;
	uint64_t        end;
};

struct flow_ends flows_at(struct flows *, const struct event *);

/* Is `event` a receive of an item whose send has not been asked about? */
bool flows_lack_send(const struct flows *, const struct event *);

#endif
