/*
 * tasks.h - starting tasks, waiting for their end, and saying what they may touch.
 */
#ifndef LAB_SYNC_TASKS_H
#define LAB_SYNC_TASKS_H

#include "lab/sync/here.h"

struct task;

/*
 * Start a task that runs body(arg). `uses` is a USES(...): everything the task may touch, itself or through tasks it
 * starts; to touch anything else is a finding, `undeclared`. USES(): nothing but what it makes itself. ANYTHING: whatever it likes;
 * then the watchdog cannot tell what it will never do. The name is a format.
 *
 *     task_go(worker, pool, USES(RECVS(pool->jobs), SENDS(pool->results)), "worker-%d", i);
 */
#define task_go(body, arg, uses, ...) task_go_(body, arg, uses, HERE, __VA_ARGS__)

#define USES(...) ((struct uses){ (const struct use[]){ { NULL, 0 }, ##__VA_ARGS__ },                       \
	(int)(sizeof((const struct use[]){ { NULL, 0 }, ##__VA_ARGS__ }) / sizeof(struct use)) })

/* As many uses as a setting says: an array of `count` of them; an all-zero one is no use. */
#define USES_OF(array, count) ((struct uses){ array, count })

/* A use that is meant only when `condition` holds. */
#define USE_IF(condition, a_use) ((condition) ? (a_use) : (struct use){ NULL, 0 })

#define ANYTHING ((struct uses){ NULL, 0 })

struct uses {
	const struct use *list;         /* the first is empty; NULL: anything */
	int               n;
};

struct task *task_go_(void (*body)(void *), void *arg, struct uses uses, const char *here, const char *name, ...)
	__attribute__((format(printf, 5, 6)));

/*
 * Declare what the calling task will use from here on, itself or through tasks it starts. main starts undeclared, and
 * says so once its tasks are started. A task that has declared is to narrow what it declared; more is a finding,
 * `undeclared`, too.
 */
void task_uses(struct uses);

/* Wait until `task` has ended. A task that joins itself waits for ever. */
#define task_join(task) task_join_(task, HERE)
void task_join_(struct task *, const char *here);

/*
 * Join every task that the caller has started, in the order in which it has. Who has no other need to remember its tasks does
 * so: the explorer may swap tasks that are alike only while no memory names them.
 */
#define task_join_all() task_join_all_(HERE)
void task_join_all_(const char *here);

/*
 * Join a task that only one may join, and nobody once it is detached; to do either when it is joined, or to be joined,
 * is a misuse. False: not done, for it has been detached before, or a cancel has ended the wait (see engine_wait_until()):
 * then others may join it.
 */
bool task_take_(struct task *, const char *here);
bool task_detach_(struct task *, const char *here);

/* Declared use: join. */
#define JOINS(task) ((struct use){ task, 1u << USE_JOIN })

/* Do nothing for `ms` milliseconds of the run's time; 0 or less returns at once. */
#define task_sleep(ms) task_sleep_(ms, HERE)
void task_sleep_(int ms, const char *here);

/* The calling task as an object: to join itself, or to tell others. */
#define task_me() task_me_()
struct task *task_me_(void);

#endif
