/*
 * record.h - what engines share among themselves: one place that records.
 */
#ifndef LAB_ENGINE_RECORD_H
#define LAB_ENGINE_RECORD_H

#include "lab/engine/task.h"

/* The case has been applied; its object's lock is held, and the caller moves or has claimed the task of its op. */
void record_completion(struct op_case *, int peer);

/* The number a case carries, from the task or to it, or the id of an object. */
enum value_kind case_value(const struct op_case *, int64_t *value);

/*
 * Apply the case, and its partner's where there is one, and record it: chosen, completed and misuse are set in both ops.
 * `helper` is the task that does it on behalf of the case's own, or NO_TASK.
 */
void complete_case(struct op_case *, const struct alternative *how, int helper);

/* The op is about to wait; its objects' locks are held. */
void record_wait(struct op *);

/* Until when the op can wait at most: its deadline, or when a case becomes ready by time. Its objects' locks are held. */
int64_t op_until(const struct op *);

/* Something that touches no object; by the task itself. */
void record_alone(struct task *, enum event_kind, const char *here, int64_t value);

/* The task prints a text, which the run's arena keeps; NULL where nothing is recorded. By the task itself. */
void record_print(struct task *, const char *here, const char *text);

/* For engines whose tasks have come through sigsetjmp(task->start, 0). */
void task_jump(struct task *);

/* Leave the body of the task: back to its start, whatever it was doing. By the task itself. */
_Noreturn void task_unwind(struct task *);

#endif
