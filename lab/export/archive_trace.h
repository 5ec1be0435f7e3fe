/* archive_trace.h - a trace and a snapshot as records of an archive; see archive.h. */
#ifndef LAB_EXPORT_ARCHIVE_TRACE_H
#define LAB_EXPORT_ARCHIVE_TRACE_H

#include "lab/export/archive.h"
#include "lab/trace/snapshot.h"
#include "lab/trace/trace.h"

/* When it is read, the trace owns its events as any does; the rest lies in the arena. */
void archive_trace(struct archive *, struct trace *);

/* The trace has been walked before: its tasks and objects are those of the snapshot. NULL is written as such. */
void archive_snapshot(struct archive *, struct snapshot **, const struct trace *);

/* What variables were; nothing is written where there are none. When it is read, the lists are the trace's own. */
void archive_values(struct archive *, struct trace_values *);

#endif
