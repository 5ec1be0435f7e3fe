/* ids.h - what the system calls a thread by. */
#ifndef LAB_PROGRAM_IDS_H
#define LAB_PROGRAM_IDS_H

#include <sys/types.h>

struct thread;

/* The thread of the calling program that gettid() tells this of; NULL for none. */
const struct thread *thread_of_id(pid_t id);

#endif
