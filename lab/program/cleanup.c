/*
 * cleanup.c - pthread_exit, and pthread_cleanup_push and pop: see cleanup.h.
 *
 * pthread_cleanup_push() is a macro: it saves where it stands as setjmp() does, in a buffer on the stack, and registers
 * it. Who ends early jumps to the newest buffer; there the handler is called, and then __pthread_unwind_next(). (glibc,
 * nptl/unwind.c and sysdeps/nptl/pthread.h.)
 */
#define _GNU_SOURCE

#include "lab/program/cleanup.h"

#include <pthread.h>
#include <setjmp.h>
#include <string.h>

#include "lab/program/call.h"
#include "lab/program/cancel.h"
#include "lab/program/keys.h"
#include "lab/program/process.h"
#include "lab/program/threads.h"
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
	thread_left();
	task_leave();
}

void thread_end(void *result)
{
	struct thread *thread = thread_self();

	cancel_over();
	thread->result = result;
	unwind(thread);
}

static void add(struct thread *thread, __pthread_unwind_buf_t *buffer)
{
	buffer->__pad[0] = thread->cleanup;
	thread->cleanup = (void *)buffer;
}

void with_cleanup(void (*body)(void *), void (*undo)(void *), void *arg)
{
	struct thread *thread = thread_self();
	__pthread_unwind_buf_t buffer = { 0 };
	jmp_buf here = { 0 };

	if (setjmp(here) == 0) {
		memcpy(buffer.__cancel_jmp_buf, here, sizeof buffer.__cancel_jmp_buf);
		add(thread, &buffer);
		body(arg);
		thread->cleanup = buffer.__pad[0];
		return;
	}
	undo(arg);
	unwind(thread);
}

CALL(void, pthread_exit, (void *result))
{
	thread_end(result);
}

CALL(void, __pthread_register_cancel, (__pthread_unwind_buf_t *buffer))
{
	add(thread_self(), buffer);
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
