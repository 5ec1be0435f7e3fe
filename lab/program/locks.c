/*
 * locks.c - a program's mutexes, condition variables, read-write locks, semaphores and barriers, answered by those of
 * the lab.
 *
 * Which object stands behind an address is made at its init, or, for one that was initialised where it was defined, at
 * its first use.
 */
#define _XOPEN_SOURCE 700

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>

#include "lab/program/call.h"
#include "lab/program/process.h"
#include "lab/sync/barrier.h"
#include "lab/sync/cond.h"
#include "lab/sync/mutex.h"
#include "lab/sync/rwlock.h"
#include "lab/sync/semaphore.h"

/* ---- Mutexes ---- */

static struct mutex *new_mutex(pthread_mutex_t *m, int type)
{
	struct process *process = process_self();
	struct mutex *mutex = mutex_make_(type == PTHREAD_MUTEX_RECURSIVE ? MUTEX_RECURSIVE : type == PTHREAD_MUTEX_ERRORCHECK
	                                  ? MUTEX_ERRORCHECK : MUTEX_NORMAL, standing_name(process, m, "mutex"));

	standing_put(process, m, SORT_MUTEX, (struct object *)mutex)->type = type;
	return mutex;
}

static struct mutex *mutex_at(pthread_mutex_t *m)
{
	struct standing *found = standing_find(process_self(), m);

	return found && found->sort == SORT_MUTEX ? (struct mutex *)found->object : new_mutex(m, PTHREAD_MUTEX_NORMAL);
}

CALL(int, pthread_mutex_init, (pthread_mutex_t *m, const pthread_mutexattr_t *attributes))
{
	int type = PTHREAD_MUTEX_NORMAL;

	if (attributes)
		pthread_mutexattr_gettype(attributes, &type);
	new_mutex(m, type);
	return 0;
}

CALL(int, pthread_mutex_destroy, (pthread_mutex_t *m))
{
	(void)m;
	return 0;
}

CALL(int, pthread_mutex_lock, (pthread_mutex_t *m))
{
	mutex_lock_(mutex_at(m), CALLER());
	holding_add(m, true);
	return 0;
}

CALL(int, pthread_mutex_trylock, (pthread_mutex_t *m))
{
	if (!mutex_trylock_(mutex_at(m), CALLER()))
		return EBUSY;
	holding_add(m, true);
	return 0;
}

CALL(int, pthread_mutex_unlock, (pthread_mutex_t *m))
{
	mutex_unlock_(mutex_at(m), CALLER());
	holding_remove(m);
	return 0;
}

/* ---- Condition variables ---- */

static struct cond *new_cond(pthread_cond_t *c)
{
	struct process *process = process_self();
	struct cond *cond = cond_make_(0, standing_name(process, c, "cond"));

	standing_put(process, c, SORT_COND, (struct object *)cond);
	return cond;
}

static struct cond *cond_at(pthread_cond_t *c)
{
	struct standing *found = standing_find(process_self(), c);

	return found && found->sort == SORT_COND ? (struct cond *)found->object : new_cond(c);
}

CALL(int, pthread_cond_init, (pthread_cond_t *c, const pthread_condattr_t *attributes))
{
	(void)attributes;
	new_cond(c);
	return 0;
}

CALL(int, pthread_cond_destroy, (pthread_cond_t *c))
{
	(void)c;
	return 0;
}

CALL(int, pthread_cond_wait, (pthread_cond_t *c, pthread_mutex_t *m))
{
	cond_wait_(cond_at(c), mutex_at(m), CALLER());
	return 0;
}

CALL(int, pthread_cond_signal, (pthread_cond_t *c))
{
	cond_signal_(cond_at(c), CALLER());
	return 0;
}

CALL(int, pthread_cond_broadcast, (pthread_cond_t *c))
{
	cond_broadcast_(cond_at(c), CALLER());
	return 0;
}

/* ---- Semaphores ---- */

static struct semaphore *semaphore_at(sem_t *s)
{
	struct standing *found = standing_find(process_self(), s);

	return found && found->sort == SORT_SEMAPHORE ? (struct semaphore *)found->object : NULL;
}

CALL(int, sem_init, (sem_t *s, int shared, unsigned value))
{
	struct process *process = process_self();
	struct semaphore *semaphore = semaphore_make_((int)value, false, standing_name(process, s, "semaphore"), CALLER());

	(void)shared;
	standing_put(process, s, SORT_SEMAPHORE, (struct object *)semaphore);
	return 0;
}

CALL(int, sem_destroy, (sem_t *s))
{
	(void)s;
	return 0;
}

CALL(int, sem_wait, (sem_t *s))
{
	semaphore_acquire_(semaphore_at(s), 1, CALLER());
	return 0;
}

CALL(int, sem_trywait, (sem_t *s))
{
	if (semaphore_try_(semaphore_at(s), 1, CALLER()))
		return 0;
	thread_self()->error = EAGAIN;
	return -1;
}

CALL(int, sem_post, (sem_t *s))
{
	semaphore_release_(semaphore_at(s), 1, CALLER());
	return 0;
}

/* ---- Read-write locks and barriers ---- */

static struct standing *rwlock_at(pthread_rwlock_t *r)
{
	struct process *process = process_self();
	struct standing *found = standing_find(process, r);

	if (found && found->sort == SORT_RWLOCK)
		return found;
	return standing_put(process, r, SORT_RWLOCK, (struct object *)
	                    rwlock_make_(RWLOCK_PREFER_READER, standing_name(process, r, "rwlock")));
}

CALL(int, pthread_rwlock_init, (pthread_rwlock_t *r, const pthread_rwlockattr_t *attributes))
{
	(void)attributes;
	rwlock_at(r);
	return 0;
}

CALL(int, pthread_rwlock_destroy, (pthread_rwlock_t *r))
{
	(void)r;
	return 0;
}

CALL(int, pthread_rwlock_rdlock, (pthread_rwlock_t *r))
{
	rwlock_read_lock_((struct rwlock *)rwlock_at(r)->object, CALLER());
	holding_add(r, false);
	return 0;
}

CALL(int, pthread_rwlock_wrlock, (pthread_rwlock_t *r))
{
	rwlock_write_lock_((struct rwlock *)rwlock_at(r)->object, CALLER());
	holding_add(r, true);
	return 0;
}

CALL(int, pthread_rwlock_unlock, (pthread_rwlock_t *r))
{
	struct object *object = rwlock_at(r)->object;

	if (object->owner == task_self())
		rwlock_write_unlock_((struct rwlock *)object, CALLER());
	else
		rwlock_read_unlock_((struct rwlock *)object, CALLER());
	holding_remove(r);
	return 0;
}

CALL(int, pthread_barrier_init, (pthread_barrier_t *b, const pthread_barrierattr_t *attributes, unsigned count))
{
	struct process *process = process_self();

	(void)attributes;
	if (count == 0)
		return EINVAL;
	standing_put(process, b, SORT_BARRIER, (struct object *)
	             barrier_make_((int)count, standing_name(process, b, "barrier"), CALLER()));
	return 0;
}

CALL(int, pthread_barrier_destroy, (pthread_barrier_t *b))
{
	(void)b;
	return 0;
}

CALL(int, pthread_barrier_wait, (pthread_barrier_t *b))
{
	struct standing *found = standing_find(process_self(), b);

	if (!found || found->sort != SORT_BARRIER)
		return EINVAL;
	return barrier_wait_((struct barrier *)found->object, CALLER()) ? PTHREAD_BARRIER_SERIAL_THREAD : 0;
}
