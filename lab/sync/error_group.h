/*
 * error_group.h - tasks of which the first error counts (Go's x/sync/errgroup).
 *
 * The first task that returns an error cancels the group's context, and its error is what
 * error_group_wait() returns. The others are not stopped: they look at the context, or they do not.
 *
 *     struct error_group *group = error_group_make(NULL, NO_LIMIT, "group");
 *     error_group_go(group, fetch, page, USES(RECVS(pages)), "fetch-%d", i);
 *     error = error_group_wait(group);
 */
#ifndef LAB_SYNC_ERROR_GROUP_H
#define LAB_SYNC_ERROR_GROUP_H

#include "lab/sync/tasks.h"

struct context;
struct error_group;

enum { NO_LIMIT = -1 };

/* Under `parent` (may be NULL). At most `limit` tasks at a time, 0: none at all; or NO_LIMIT. */
#define error_group_make(parent, limit, name) error_group_make_(parent, limit, name, HERE)
struct error_group *error_group_make_(struct context *parent, int limit, const char *name, const char *here);

/*
 * Start a task that runs body(arg), which returns 0 or an error; as task_go(), but what it needs of the
 * group is added to what it uses. Waits while the limit is reached.
 */
#define error_group_go(group, body, arg, uses, ...) error_group_go_(group, body, arg, uses, HERE, __VA_ARGS__)
struct task *error_group_go_(struct error_group *, int (*body)(void *), void *arg, struct uses uses,
                             const char *here, const char *name, ...) __attribute__((format(printf, 6, 7)));

/* Wait until all its tasks are done, and cancel its context. Returns the first error, or 0. */
#define error_group_wait(group) error_group_wait_(group, HERE)
int error_group_wait_(struct error_group *, const char *here);

/* What ends at the first error, and after the wait. */
struct context *error_group_context(struct error_group *);

/* Declared uses of a task that starts others in the group, or waits for it: one use for each part. */
#define STARTS_IN(group)                                                                \
	error_group_use(group, 0), error_group_use(group, 1), error_group_use(group, 2),        \
	error_group_use(group, 3), error_group_use(group, 4), error_group_use(group, 5),        \
	error_group_use(group, 6), error_group_use(group, 7)
struct use error_group_use(const struct error_group *, int part);

#endif
