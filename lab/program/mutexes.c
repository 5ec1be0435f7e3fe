/* mutexes.c - pthread_mutex_* and pthread_spin_*: see mutexes.h. A spin lock is a mutex that nobody may lock again. */
#define _GNU_SOURCE             /* pthread_mutex_clocklock */

#include "lab/program/mutexes.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>

#include "lab/engine/engine.h"
#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/cancel.h"
#include "lab/program/clocks.h"
#include "lab/program/scheduling.h"
#include "lab/program/standing.h"
#include "lab/program/touch.h"
#include "lab/sync/mutex.h"

/* ---- What stands there ---- */

/* A type is a kind of POSIX's, and of a robust mutex, whose bits are changed by who holds it, what has become of it. */
enum { KIND = 3, ROBUST = 4, OWNER_DIED = 8, NOT_RECOVERABLE = 12, ROBUSTNESS = 12 };

static enum mutex_kind kind_of(int all)
{
	int type = all & KIND;

	return type == PTHREAD_MUTEX_RECURSIVE ? MUTEX_RECURSIVE : type == PTHREAD_MUTEX_ERRORCHECK ? MUTEX_ERRORCHECK
	       : MUTEX_NORMAL;
}

/* A static initialiser is zero but for the type. */
static struct nature nature_of(const void *address)
{
	pthread_mutex_t bytes = *(const pthread_mutex_t *)address;
	int type = bytes.__data.__kind;

	bytes.__data.__kind = 0;
	if (type < 0 || type > PTHREAD_MUTEX_ADAPTIVE_NP || !is_all_zero(&bytes, sizeof bytes))
		return (struct nature){ false, 0 };
	return (struct nature){ true, type };
}

static struct object *make(const struct nature *nature, const char *name, const char *here)
{
	(void)here;
	return (struct object *)mutex_make_(kind_of(nature->type), name);
}

static const struct sort_maker mutexes = { SORT_MUTEX, "mutex", sizeof(pthread_mutex_t), nature_of, make };

struct mutex *program_mutex(void *address, const char *here)
{
	return (struct mutex *)standing_object(&mutexes, address, here);
}

/* ---- What is done to it ---- */

/*
 * What the calling thread is about to do to a mutex is not the same before and after somebody else's unlock of it: see
 * search/alone.c. Where all others have been joined, there is nobody whose unlock could come after it.
 */
void program_mutex_contest(void)
{
	struct run *run = task_self()->run;

	if (run->turn && process_has_others())
		atomic_store_explicit(&run->contested, true, memory_order_relaxed);
}

int program_mutex_init(void *address, int type, const char *here)
{
	program_mutex_contest();
	mutex_init_(program_mutex(address, here), kind_of(type), here);
	standing_set_type(&mutexes, address, type);
	return 0;
}

static bool is_mine(struct mutex *mutex, enum mutex_kind kind)
{
	return mutex_kind_(mutex) == kind && mutex_is_mine_(mutex);
}

/* No cancellation point, but for a thread that is to be cancelled at any time. */
static bool lock_or_end(struct mutex *mutex, int64_t deadline, const char *here)
{
	bool locked = true, plain = deadline == NO_DEADLINE && !cancel_always();

	if (!plain)
		program_mutex_contest();
	if (plain)
		mutex_lock_(mutex, here);
	else
		locked = mutex_lock_until_(mutex, deadline, here);
	if (!locked)
		cancel_act();
	return locked;
}

int program_mutex_lock(void *address, int64_t deadline, const char *here)
{
	struct mutex *mutex = program_mutex(address, here);

	if (is_mine(mutex, MUTEX_ERRORCHECK))
		return EDEADLK;
	if (!lock_or_end(mutex, deadline, here))
		return ETIMEDOUT;
	holding_add(address, true);
	return program_mutex_health(address, 0, here);
}

int program_mutex_trylock(void *address, const char *here)
{
	program_mutex_contest();
	if (!mutex_trylock_(program_mutex(address, here), here))
		return EBUSY;
	holding_add(address, true);
	return program_mutex_health(address, 0, here);
}

bool program_mutex_refuses(struct mutex *mutex)
{
	return mutex_kind_(mutex) != MUTEX_NORMAL && !mutex_is_mine_(mutex);
}

static void give(struct mutex *mutex, const void *address, const char *here);

static int robustness(const void *address)
{
	return standing_type(&mutexes, address) & ROBUSTNESS;
}

static void set_robustness(void *address, int robustness)
{
	standing_set_type(&mutexes, address, (standing_type(&mutexes, address) & KIND) | robustness);
}

int program_mutex_health(void *address, int error, const char *here)
{
	if (robustness(address) == OWNER_DIED)
		return EOWNERDEAD;
	if (robustness(address) != NOT_RECOVERABLE)
		return error;
	program_mutex_contest();
	give(program_mutex(address, here), address, here);
	return ENOTRECOVERABLE;
}

static void give(struct mutex *mutex, const void *address, const char *here)
{
	if (!mutex_is_mine_(mutex))
		program_mutex_contest();
	mutex_unlock_(mutex, here);
	holding_remove(address);
}

void program_mutex_give(void *address, const char *here)
{
	give(program_mutex(address, here), address, here);
}

int program_mutex_unlock(void *address, const char *here)
{
	struct mutex *mutex = program_mutex(address, here);

	if (program_mutex_refuses(mutex) || (robustness(address) && !mutex_is_mine_(mutex)))
		return EPERM;
	if (robustness(address) == OWNER_DIED)
		set_robustness(address, NOT_RECOVERABLE);
	give(mutex, address, here);
	return 0;
}

/* Nobody but the calling thread changes what it holds; what has been freed since is none any more. */
static void leave_behind(struct process *process, void *address, const char *here)
{
	struct standing *standing = standing_find(process, address, false);

	if (!standing || standing->sort != SORT_MUTEX || !robustness(address))
		return;
	program_mutex_contest();
	set_robustness(address, OWNER_DIED);
	give((struct mutex *)standing->object, address, here);
}

void program_mutexes_left(const char *here)
{
	struct holding *holding = thread_self()->holding;

	for (int i = holding->n - 1; i >= 0 && !holding->lost; i--)
		leave_behind(holding->process, (void *)(holding->held[i].lock & HELD_ADDRESS), here);
}

/* ---- Mutexes ---- */

/*
 * A priority that whoever holds the mutex has at least: kept for who asks, for it decides nothing here. In a word of the mutex
 * that a static initialiser leaves 0, and nobody else uses: the priority and one more; 0 for a mutex without one.
 */
static void set_ceiling(pthread_mutex_t *m, const pthread_mutexattr_t *attributes)
{
	int protocol = PTHREAD_PRIO_NONE, ceiling = 0;

	if (attributes) {
		pthread_mutexattr_getprotocol(attributes, &protocol);
		pthread_mutexattr_getprioceiling(attributes, &ceiling);
	}
	m->__data.__owner = protocol == PTHREAD_PRIO_PROTECT ? ceiling + 1 : 0;
}

CALL(int, pthread_mutex_getprioceiling, (const pthread_mutex_t *m, int *ceiling))
{
	const char *here = CALLER();
	int found;

	program_mutex((void *)(uintptr_t)m, here);
	scheduling_touch(false, here);
	found = m->__data.__owner;
	if (found == 0)
		return EINVAL;
	touch((uintptr_t)ceiling, sizeof *ceiling, true, HERE_CALLED);
	*ceiling = found - 1;
	return 0;
}

/* "[...] shall attempt to lock the mutex as if by a call to pthread_mutex_lock() [...] change the value, and unlock" (POSIX) */
CALL(int, pthread_mutex_setprioceiling, (pthread_mutex_t *m, int ceiling, int *old))
{
	const char *here = CALLER();
	int error = EINVAL, before;

	program_mutex(m, here);
	scheduling_touch(false, here);
	if (m->__data.__owner != 0 && ceiling >= sched_get_priority_min(SCHED_FIFO) && ceiling <= sched_get_priority_max(SCHED_FIFO))
		error = program_mutex_lock(m, NO_DEADLINE, here);
	if (error)
		return error;
	scheduling_touch(true, here);
	before = m->__data.__owner - 1;
	m->__data.__owner = ceiling + 1;
	if (old) {
		touch((uintptr_t)old, sizeof *old, true, HERE_CALLED);
		*old = before;
	}
	return program_mutex_unlock(m, here);
}

CALL(int, pthread_mutex_init, (pthread_mutex_t *m, const pthread_mutexattr_t *attributes))
{
	int type = PTHREAD_MUTEX_NORMAL, robust = PTHREAD_MUTEX_STALLED;

	if (attributes) {
		touch((uintptr_t)attributes, sizeof *attributes, false, HERE_CALLED);
		pthread_mutexattr_gettype(attributes, &type);
		pthread_mutexattr_getrobust(attributes, &robust);
	}
	program_mutex_init(m, type | (robust == PTHREAD_MUTEX_ROBUST ? ROBUST : 0), CALLER());
	set_ceiling(m, attributes);
	return 0;
}

void program_mutex_destroy(void *address, const char *here)
{
	program_mutex_contest();
	mutex_destroy_(program_mutex(address, here), here);
}

CALL(int, pthread_mutex_destroy, (pthread_mutex_t *m))
{
	program_mutex_destroy(m, CALLER());
	return 0;
}

CALL(int, pthread_mutex_consistent, (pthread_mutex_t *m))
{
	if (!mutex_is_mine_(program_mutex(m, CALLER())) || robustness(m) != OWNER_DIED)
		return EINVAL;
	set_robustness(m, ROBUST);
	return 0;
}

CALL(int, pthread_mutex_lock, (pthread_mutex_t *m))
{
	return program_mutex_lock(m, NO_DEADLINE, CALLER());
}

CALL(int, pthread_mutex_trylock, (pthread_mutex_t *m))
{
	return program_mutex_trylock(m, CALLER());
}

/* A time that cannot be matters only to who would have to wait. */
static int lock_until(pthread_mutex_t *m, clockid_t clock, const struct timespec *until, const char *here)
{
	int error;

	if (is_time(until))
		return program_mutex_lock(m, deadline_at(clock, until), here);
	error = program_mutex_trylock(m, here);
	return error == EBUSY ? EINVAL : error;
}

CALL(int, pthread_mutex_timedlock, (pthread_mutex_t *m, const struct timespec *until))
{
	const struct timespec when = time_given(until, HERE_CALLED);

	return lock_until(m, CLOCK_REALTIME, &when, CALLER());
}

CALL(int, pthread_mutex_clocklock, (pthread_mutex_t *m, clockid_t clock, const struct timespec *until))
{
	const struct timespec when = time_given(until, HERE_CALLED);

	return is_clock(clock) ? lock_until(m, clock, &when, CALLER()) : EINVAL;
}

CALL(int, pthread_mutex_unlock, (pthread_mutex_t *m))
{
	return program_mutex_unlock(m, CALLER());
}

/* ---- Spin locks ---- */

/* There is no static initialiser. */
static struct nature nature_of_spin(const void *address)
{
	(void)address;
	return (struct nature){ false, 0 };
}

static const struct sort_maker spins = { SORT_SPIN, "spin", sizeof(pthread_spinlock_t), nature_of_spin, make };

static struct mutex *spin_at(pthread_spinlock_t *s, const char *here)
{
	return (struct mutex *)standing_object(&spins, (void *)s, here);
}

CALL(int, pthread_spin_init, (pthread_spinlock_t *s, int shared))
{
	const char *here = CALLER();

	(void)shared;
	program_mutex_contest();
	mutex_init_(spin_at(s, here), MUTEX_NORMAL, here);
	return 0;
}

CALL(int, pthread_spin_destroy, (pthread_spinlock_t *s))
{
	const char *here = CALLER();

	program_mutex_contest();
	mutex_destroy_(spin_at(s, here), here);
	return 0;
}

CALL(int, pthread_spin_lock, (pthread_spinlock_t *s))
{
	const char *here = CALLER();

	lock_or_end(spin_at(s, here), NO_DEADLINE, here);
	holding_add((const void *)s, true);
	return 0;
}

CALL(int, pthread_spin_trylock, (pthread_spinlock_t *s))
{
	const char *here = CALLER();

	program_mutex_contest();
	if (!mutex_trylock_(spin_at(s, here), here))
		return EBUSY;
	holding_add((const void *)s, true);
	return 0;
}

CALL(int, pthread_spin_unlock, (pthread_spinlock_t *s))
{
	const char *here = CALLER();

	give(spin_at(s, here), (const void *)s, here);
	return 0;
}
