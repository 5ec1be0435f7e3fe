/*
 * picture.h - a moment of a run as a picture: every task with its state, every object with what is in it, who holds what
 * and who waits where, each in its place on the stage.
 *
 *     ┌───────────────┐                ┌──────────┐                ┌───────────────┐
 *     │ philosopher-0 │◀┄┄┄┄waits┄┄┄┄▶│ fork-1   │════ holds ═════│ philosopher-1 │
 *     ...
 *
 * A group of the stage is drawn as a ring or as a row of layers where there is room, else as a list. The places depend on
 * the run, the width and the height, not on the moment, so that a picture that moves stands still.
 *
 * Invariant
 *   The same step, look and height give the same text, whatever was drawn before.
 */
#ifndef LAB_VIEW_PICTURE_H
#define LAB_VIEW_PICTURE_H

#include "lab/view/reel.h"
#include "lab/view/stage.h"
#include "lab/view/view.h"

struct picture;

/*
 * Both must outlive the picture. `file`, the pattern's own (NULL: none), is left out before a line's number. `whole`: the
 * snapshot has been judged at the end of the trace: who is stuck is said at the last step.
 */
struct picture *picture_new(const struct trace *, const struct snapshot *last, const char *file, bool whole);
void picture_free(struct picture *);            /* NULL is harmless */

/* The last moment's number; and the steps that the run counts, one less where to go wrong took no turn (lanes.h). */
long picture_steps(const struct picture *);
long picture_taken(const struct picture *);

/* The moment after that step, clamped as by reel_at(). Good until the next call for the same picture. */
const struct moment *picture_moment(struct picture *, long step);

/*
 * At most `height` lines (at least 2), each at most look->width wide; what does not go into them is left out, and it is
 * said how much that is.
 */
void picture_draw(struct buf *, struct picture *, long step, const struct look *, int height);

/* The same forms, but lists are whole: perhaps more lines than `height`. */
void picture_draw_whole(struct buf *, struct picture *, long step, const struct look *, int height);

/* Only the groups that are a ring or a row. False, with nothing drawn, when there are none, or they need more lines. */
bool picture_draw_forms(struct buf *, struct picture *, long step, const struct look *, int height);

/* What the step did, in words: "philosopher-0 locks fork-0"; in at most `columns`, without a newline. */
void picture_deed(struct buf *, struct picture *, long step, int columns, bool ascii);

/*
 * Who waits at that moment, first come first: "philosopher-0 waits for fork-1, philosopher-1 for fork-2". With
 * `begun` only those who have begun to in this step. Appends nothing where nobody does; returns the first of them, or NO_TASK.
 */
int picture_waits(struct buf *, struct picture *, long step, bool begun);

#endif
