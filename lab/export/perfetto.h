/*
 * perfetto.h - a trace in the native format of Perfetto (ui.perfetto.dev): a Trace message of protocol buffers.
 *
 * What is in it
 *   The run is a process, each task a thread of it. On a task's track lies the slice of its life; in that what it holds,
 *   in these its waits ("waits to lock fork-0"), its sleeps and its operations. Where locks are not given back in the
 *   order opposite to that in which they were taken, a slice is cut: it ends and begins anew, so that slices nest.
 *   A flow leads from a start to the life that it starts, from a send to the receive of the same item, from a signal or
 *   a broadcast to each who hears it, and from the giving back of a lock to who waited for it and takes it.
 *   A counter track for each object whose occupancy changes: items in a channel, permits left, holders of a lock.
 *
 * Invariants
 *   On each track what is written is in the order of time, and every slice that begins ends. What lasts to the end of the
 *   trace ends one step after it, and says so ("lasts").
 *   A flow ends only where it has begun before: where events were dropped, no flow crosses the gap.
 *   The memory taken depends on tasks, objects and places in the source, not on how many events there are.
 *
 * The numbers of fields are those of github.com/google/perfetto, protos/perfetto/trace: trace_packet.proto,
 * track_event/{track_event,track_descriptor,process_descriptor,thread_descriptor,debug_annotation,source_location}.proto
 * and interned_data/interned_data.proto; docs/reference/synthetic-track-event.md says how they go together.
 */
#ifndef LAB_EXPORT_PERFETTO_H
#define LAB_EXPORT_PERFETTO_H

#include <stdbool.h>
#include <stdio.h>

#include "lab/export/progress.h"
#include "lab/trace/trace.h"

/*
 * Write all of it; `name` is the process's. An operation is an instant: its slice is `step` nanoseconds long, or as long as
 * until the next of its task. False when `progress` (may be NULL) has stopped it. Errors stay in the FILE.
 */
bool perfetto_write(FILE *, const struct trace *, const char *name, uint64_t step, const struct export_progress *progress);

#endif
