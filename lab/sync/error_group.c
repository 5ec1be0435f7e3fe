/*
 * error_group.c - error groups, made of what is there: a wait group for those that are to come, a
 * semaphore for the limit, a mutex around the error, a context for the end.
 */
#include "lab/sync/error_group.h"

#include <stdarg.h>
#include <stdio.h>

#include "lab/sync/context.h"
#include "lab/sync/mutex.h"
#include "lab/sync/semaphore.h"
#include "lab/sync/services.h"
#include "lab/sync/wait_group.h"

enum { PARTS = 8 };

struct error_group {
	/* read-only once made */
	struct wait_group *pending;
	struct semaphore  *slots;       /* NULL: no limit */
	struct context    *context;
	struct mutex      *lock;

	int                error;       /* under lock */
};

struct job {
	struct error_group *group;
	int               (*body)(void *);
	void               *arg;
	const char         *here;
};

struct error_group *error_group_make_(struct context *parent, int limit, const char *name, const char *here)
{
	struct error_group *group = lab_new(struct error_group);

	group->pending = wait_group_make(name);
	group->slots = limit >= 0 ? semaphore_make_(limit, false, lab_name("%s-slots", name), here) : NULL;
	group->context = context_make_(parent, -1, NULL, NULL, lab_name("%s-context", name), here);
	group->lock = mutex_make(MUTEX_NORMAL, lab_name("%s-error", name));
	return group;
}

static void note_error(struct error_group *group, int error, const char *here)
{
	bool first;

	mutex_lock_(group->lock, here);
	first = group->error == 0;
	if (first)
		group->error = error;
	mutex_unlock_(group->lock, here);
	if (first)
		context_cancel_(group->context, here);
}

static void do_job(void *arg)
{
	const struct job *job = arg;
	struct error_group *group = job->group;
	int error = job->body(job->arg);

	if (error)
		note_error(group, error, job->here);
	if (group->slots)
		semaphore_release_(group->slots, 1, job->here);
	wait_group_done_(group->pending, job->here);
}

struct use error_group_use(const struct error_group *group, int part)
{
	const struct use uses[PARTS] = {
		DONES(group->pending), LOCKS(group->lock), CANCELS(group->context), WATCHES(group->context),
		RELEASES(group->slots), ACQUIRES(group->slots), ADDS(group->pending), WAITS(group->pending),
	};

	return uses[part];
}

/* What the body uses, and what its task needs of the group. */
static struct uses with_own(const struct error_group *group, struct uses uses)
{
	enum { OWN = 5 };
	struct use *list;

	if (!uses.list)
		return uses;
	list = lab_array(struct use, uses.n + OWN);
	for (int i = 0; i < uses.n; i++)
		list[i] = uses.list[i];
	for (int i = 0; i < OWN; i++)
		list[uses.n + i] = error_group_use(group, i);
	return (struct uses){ list, uses.n + OWN };
}

struct task *error_group_go_(struct error_group *group, int (*body)(void *), void *arg, struct uses uses,
                             const char *here, const char *format, ...)
{
	struct job *job = lab_new(struct job);
	char name[64];
	va_list args;

	*job = (struct job){ group, body, arg, here };
	va_start(args, format);
	vsnprintf(name, sizeof name, format, args);
	va_end(args);
	if (group->slots)
		semaphore_acquire_(group->slots, 1, here);
	wait_group_add_(group->pending, 1, here);
	return task_go_(do_job, job, with_own(group, uses), here, "%s", name);
}

int error_group_wait_(struct error_group *group, const char *here)
{
	wait_group_wait_(group->pending, here);
	context_cancel_(group->context, here);
	return group->error;
}

struct context *error_group_context(struct error_group *group)
{
	return group->context;
}
