/*
 * snap_text.h - the words for what the tasks of a snapshot wait for; shared by the views and by explanations.
 *
 * All of it is made from the words of event kinds and of objects: no kind of object is known here by name.
 */
#ifndef LAB_TRACE_SNAP_TEXT_H
#define LAB_TRACE_SNAP_TEXT_H

#include <stdbool.h>

#include "lab/base/buf.h"
#include "lab/trace/snapshot.h"

/* "send to jobs", "lock a", "join worker-0", "receive from a nil channel": in the infinitive. */
void snap_deed(struct buf *, const struct snapshot *, enum event_kind, int object);

/* The same with the object's name; NULL for a nil channel. */
void deed_words(struct buf *, enum event_kind, const char *object);

/* What a waiting task waits to do: "send to jobs", "receive from a, b or c", "sleep". */
void snap_wait(struct buf *, const struct snapshot *, const struct snap_task *);

/* An object's occupancy: "1/4"; "2" where there is no capacity; nothing for what is held or not. */
void snap_level(struct buf *, const struct snap_object *);

/* What its level counts: "left" of permits, "here" at a barrier, "to go" of a wait group; "" for what has no such word. */
const char *snap_unit(const struct snap_object *);

/* How a context has ended: "cancelled", "expired"; "" for one that lives, and for all else. */
const char *snap_over(const struct snap_object *);

/*
 * Could `helper` complete this case, as far as it is declared? To close a channel is no help to who waits to send to
 * it: that ends its wait in a misuse. Where nobody declares anything, only who is known to: who holds a lock, who is joined.
 */
bool snap_helps(const struct snapshot *, const struct snap_case *, int helper);

/*
 * The tasks other than `task` that could complete the case, in order, in `ids`, which has room for all tasks. Those
 * that have ended only when no other is left. Returns how many.
 */
int snap_helpers(const struct snapshot *, int task, const struct snap_case *, int *ids);

/* What a task that could complete the case would do: "receive from jobs", "send to or close jobs"; "" for an owner. */
void snap_remedy(struct buf *, const struct snapshot *, const struct snap_case *);

/* The first case of `task` that `helper` could complete; the first of all when there is none. */
const struct snap_case *snap_case_for(const struct snapshot *, const struct snap_task *, int helper);

/* What a task that can move is about to do, where that is known (n_next > 0): "lock fork-2", "select". */
void snap_next(struct buf *, const struct snapshot *, const struct snap_task *);

/* The same, as far as `helper` is declared to do it. */
void snap_help(struct buf *, const struct snapshot *, const struct snap_case *, int helper);

/* Has it certainly been signalled at a condition variable, and not gone on since? So far as n_next > 0 tells it. */
bool snap_woken(const struct snapshot *, const struct snap_task *);

/* How those who could complete the case are tied to its object: "received by", "held by"; "" for a join. */
const char *snap_tie(const struct snapshot *, const struct snap_case *);

/* Does the object stand for a task, whose end others join? */
bool snap_is_task(const struct snap_object *);

/* The task that `object` (an id) stands for, or NO_TASK. */
int snap_task_of(const struct snapshot *, int object);

/* "worker_pool.c:41" of "patterns/worker_pool.c:41"; "" for NULL. */
const char *snap_place(const char *here);

/* The same, without the name where it is in `file`: ":41". NULL, or several with commas between them: it keeps its name. */
const char *snap_place_in(const char *here, const char *file);

/* Is there a cycle in which each member could have freed the one before it? */
bool snap_has_cycle(const struct snapshot *);

/*
 * Do all that are in the cycle wait for the same, which only they could bring, as those do who wait at one condition
 * variable? Then it has no order, and snap_group() says more than a drawing.
 */
bool snap_is_group(const struct snapshot *);

/* "all 4 wait for a signal from changed that only they could give"; only with snap_is_group(). */
void snap_group(struct buf *, const struct snapshot *);

/* The tasks that could stand where cycle[i] does: they have such a name and wait alike. In `ids`, in order. How many.
 * Of a long cycle only itself. */
int snap_alike(const struct snapshot *, int i, int *ids);

/* Set on[] of all that are in the cycle, or could stand where one does that is. */
void snap_on_cycle(const struct snapshot *, bool *on);

/*
 * The cycle of waiting as a drawing, tasks that could stand for each other as one, at most `width` (at least 20) columns wide, each line ending in a newline. Nothing
 * without snap_has_cycle().
 */
void snap_cycle(struct buf *, const struct snapshot *, int width, bool ascii);

#endif
