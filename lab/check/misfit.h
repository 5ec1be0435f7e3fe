/*
 * misfit.h - why a schedule cannot be followed.
 */
#ifndef LAB_CHECK_MISFIT_H
#define LAB_CHECK_MISFIT_H

#include "lab/base/buf.h"
#include "lab/check/finding.h"
#include "lab/engine/strategy.h"

/*
 * Append a sentence without a full stop, "step 7 lets worker-1 move, but it waits to receive from jobs", for a run
 * that followed `replay` and came to `result`. False, and nothing, when the schedule fitted to its end.
 */
bool misfit_explain(struct buf *, const struct result *, const struct replay *);

/*
 * The same for step number `number` (from 1), in the state `snapshot` where its task has `ways` ways to move.
 * `over`: nothing moves any more, and the verdict is `verdict`.
 */
void misfit_step(struct buf *, const struct snapshot *snapshot, long number, struct step, int ways, bool over,
                 enum verdict verdict);

#endif
