/*
 * declared.h - tasks are held to what they have declared (use.h).
 *
 * What a task does beyond that is a breach (lab/trace/breach.h): it is noted, and the task goes on, as if it had declared
 * that, too. From then on nobody relies on what it has declared, for there may be more that it has not (task->breaches).
 */
#ifndef LAB_ENGINE_DECLARED_H
#define LAB_ENGINE_DECLARED_H

#include <stdbool.h>

#include "lab/engine/op.h"
#include "lab/engine/use.h"

struct run;
struct task;

/* Has the task declared all of `kinds` (a set of 1 << op kind) on `object`, or may it touch anything? */
bool task_may(const struct task *, const struct object *, unsigned kinds);

/*
 * Note what breaches: the operation that the calling task is about to make; uses (NULL: anything) that the calling task gives
 * to a task called `other`, which it starts; or declares for itself.
 */
void declared_check(const struct op *);
void declared_check_given(struct task *, const struct use *uses, int n_uses, const char *other, const char *here);
void declared_check_wider(struct task *, const struct use *uses, int n_uses);

/* How often tasks have done so since the run was started. */
int run_breaches(const struct run *);

/* Forget what was noted so far, in this run and, where it was run again, in those before. */
void declared_forget(struct run *);

#endif
