/*
 * attributes.c - pthread_attr_*, pthread_mutexattr_* and their kind: the C library's own do the work. What they read and
 * write is the program's memory, which other threads may look at, too.
 */
#define _GNU_SOURCE

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "lab/program/call.h"
#include "lab/program/touch.h"

#define TOUCH(pointer, write) touch((uintptr_t)(pointer), sizeof *(pointer), write, HERE_CALLED)

/* A call that makes the whole of it new. */
#define MAKE(name, of)                                                          \
	CALL(int, name, (of *attributes))                                       \
	{                                                                       \
		TOUCH(attributes, true);                                        \
		return name(attributes);                                        \
	}

/* One that sets a part of it by a value. */
#define SET(name, of, type)                                                     \
	CALL(int, name, (of *attributes, type value))                           \
	{                                                                       \
		TOUCH(attributes, true);                                        \
		return name(attributes, value);                                 \
	}

/* One that reads a part of it. Others may move before what was read is written. */
#define GET(name, of, type)                                                     \
	CALL(int, name, (const of *attributes, type *value))                    \
	{                                                                       \
		type found;                                                     \
		int error;                                                      \
	                                                                        \
		TOUCH(attributes, false);                                       \
		error = name(attributes, &found);                               \
		if (error)                                                      \
			return error;                                           \
		TOUCH(value, true);                                             \
		*value = found;                                                 \
		return 0;                                                       \
	}

#define WHOLE(prefix, of) MAKE(prefix##_init, of) MAKE(prefix##_destroy, of)
#define PART(prefix, part, of, type) SET(prefix##_set##part, of, type) GET(prefix##_get##part, of, type)

WHOLE(pthread_attr, pthread_attr_t)
PART(pthread_attr, detachstate, pthread_attr_t, int)
PART(pthread_attr, stacksize, pthread_attr_t, size_t)
PART(pthread_attr, guardsize, pthread_attr_t, size_t)
PART(pthread_attr, scope, pthread_attr_t, int)
PART(pthread_attr, inheritsched, pthread_attr_t, int)
PART(pthread_attr, schedpolicy, pthread_attr_t, int)
GET(pthread_attr_getschedparam, pthread_attr_t, struct sched_param)

CALL(int, pthread_attr_setschedparam, (pthread_attr_t *attributes, const struct sched_param *given))
{
	struct sched_param value;

	TOUCH(given, false);
	value = *given;
	TOUCH(attributes, true);
	return pthread_attr_setschedparam(attributes, &value);
}

CALL(int, pthread_attr_setstack, (pthread_attr_t *attributes, void *stack, size_t size))
{
	TOUCH(attributes, true);
	return pthread_attr_setstack(attributes, stack, size);
}

CALL(int, pthread_attr_getstack, (const pthread_attr_t *attributes, void **stack, size_t *size))
{
	void *found;
	size_t found_size;
	int error;

	TOUCH(attributes, false);
	error = pthread_attr_getstack(attributes, &found, &found_size);
	if (error)
		return error;
	TOUCH(stack, true);
	*stack = found;
	TOUCH(size, true);
	*size = found_size;
	return 0;
}

WHOLE(pthread_mutexattr, pthread_mutexattr_t)
PART(pthread_mutexattr, type, pthread_mutexattr_t, int)
PART(pthread_mutexattr, protocol, pthread_mutexattr_t, int)
PART(pthread_mutexattr, pshared, pthread_mutexattr_t, int)
PART(pthread_mutexattr, robust, pthread_mutexattr_t, int)
PART(pthread_mutexattr, prioceiling, pthread_mutexattr_t, int)

WHOLE(pthread_condattr, pthread_condattr_t)
PART(pthread_condattr, clock, pthread_condattr_t, clockid_t)
PART(pthread_condattr, pshared, pthread_condattr_t, int)

WHOLE(pthread_rwlockattr, pthread_rwlockattr_t)
PART(pthread_rwlockattr, kind_np, pthread_rwlockattr_t, int)
PART(pthread_rwlockattr, pshared, pthread_rwlockattr_t, int)

WHOLE(pthread_barrierattr, pthread_barrierattr_t)
PART(pthread_barrierattr, pshared, pthread_barrierattr_t, int)
