/*
 * ids.c - what the system calls the process and its threads by. In each run they are the same, and main's is the process's
 * own, as on Linux (getpid(2), gettid(2)).
 */
#define _GNU_SOURCE             /* SYS_gettid, gettid */

#include "lab/program/ids.h"

#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/process.h"
#include "lab/program/touch.h"

enum { PROCESS_ID = 1000, PARENT_ID = 999 };

static pid_t own_id(void)
{
	return PROCESS_ID + task_self()->id;
}

const struct thread *thread_of_id(pid_t id)
{
	return id < PROCESS_ID ? NULL : thread_of_task(process_self(), id - PROCESS_ID);
}

CALL(pid_t, getpid, (void))
{
	return PROCESS_ID;
}

CALL(pid_t, getppid, (void))
{
	return PARENT_ID;
}

CALL(pid_t, gettid, (void))
{
	return own_id();
}

/* Before the C library had gettid() it was asked for so. */
CALL(long, syscall, (long number, ...))
{
	if (number == SYS_gettid)
		return own_id();
	if (number == SYS_getpid)
		return PROCESS_ID;
	run_fail(task_self(), VERDICT_FAILED, NULL, "syscall", CALLER(),
	         "syscall(%ld) is not supported: the lab does not see what it does", number);
}
