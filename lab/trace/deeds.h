/*
 * deeds.h - what tasks did in a run, beside what they have declared.
 *
 * A task may declare that from here on it uses less, as main does when its work is done; and who declares nothing may touch
 * anything. Whoever shows who had to do with what asks here, so that nobody is missing because he has ended.
 */
#ifndef LAB_TRACE_DEEDS_H
#define LAB_TRACE_DEEDS_H

#include "lab/base/arena.h"
#include "lab/trace/snapshot.h"
#include "lab/trace/trace.h"

/*
 * The same snapshot, but that after its uses each task has those that the trace shows that it did, or waited to do. Joins are
 * left out. main, when it has ended and all events are there, is declared: it did nothing else. There is at least one task. In
 * `arena`, and pointing into the first one.
 */
struct snapshot *snapshot_with_deeds(const struct snapshot *, const struct trace *, struct arena *);

#endif
