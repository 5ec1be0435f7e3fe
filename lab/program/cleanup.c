/*
 * cleanup.c - pthread_exit, pthread_cleanup_push and pop, and what is asked about cancellation: see cleanup.h.
 *
 * pthread_cleanup_push() is a macro: it saves where it stands as setjmp() does, in a buffer on the stack, and registers
 * it. Who ends early jumps to the newest buffer; there the handler is called, and then __pthread_unwind_next(). (glibc,
 * nptl/unwind.c and sysdeps/nptl/pthread.h.) Nobody is ever cancelled here, so of the rest only the answers are left.
 */
#define _GNU_SOURCE

#include "lab/program/cleanup.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <string.h>

#include "lab/program/call.h"
#include "lab/program/keys.h"
#include "lab/program/process.h"
#include "lab/sync/task_make.h"

/* The next handler, or the end. */
static _Noreturn void unwind(struct thread *thread)
{
	__pthread_unwind_buf_t *buffer = (__pthread_unwind_buf_t *)thread->cleanup;
	jmp_buf there = { 0 };

	if (buffer) {
		thread->cleanup = buffer->__pad[0];
		memcpy(there, buffer->__cancel_jmp_buf, sizeof buffer->__cancel_jmp_buf);
		longjmp(there, 1);
	}
	run_destructors();
	task_leave();
}

void thread_end(void *result)
{
	struct thread *thread = thread_self();

	thread->result = result;
	unwind(thread);
}

CALL(void, pthread_exit, (void *result))
{
	thread_end(result);
}

CALL(void, __pthread_register_cancel, (__pthread_unwind_buf_t *buffer))
{
	struct thread *thread = thread_self();

	buffer->__pad[0] = thread->cleanup;
	thread->cleanup = (void *)buffer;
}

CALL(void, __pthread_unregister_cancel, (__pthread_unwind_buf_t *buffer))
{
	thread_self()->cleanup = buffer->__pad[0];
}

CALL(void, __pthread_unwind_next, (__pthread_unwind_buf_t *buffer))
{
	(void)buffer;
	unwind(thread_self());
}

/* ---- Cancellation, of which there is none ---- */

static int exchange(int *place, int now, int *old, int most)
{
	if (now < 0 || now > most)
		return EINVAL;
	if (old)
		*old = *place;
	*place = now;
	return 0;
}

CALL(int, pthread_setcancelstate, (int state, int *old))
{
	return exchange(&thread_self()->cancel_state, state, old, PTHREAD_CANCEL_DISABLE);
}

CALL(int, pthread_setcanceltype, (int type, int *old))
{
	return exchange(&thread_self()->cancel_type, type, old, PTHREAD_CANCEL_ASYNCHRONOUS);
}

CALL(void, pthread_testcancel, (void))
{
}
