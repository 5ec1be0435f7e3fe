/* scheduling.h - what is kept of a thread for the system: how it is scheduled, what it is called, what it was made by. */
#ifndef LAB_PROGRAM_SCHEDULING_H
#define LAB_PROGRAM_SCHEDULING_H

#include <pthread.h>
#include <stdbool.h>

struct thread;

/* The calling thread starts this one, with attributes or none (NULL): it is scheduled as they say, or as its maker is. */
void scheduling_begin(struct thread *, const pthread_attr_t *, const char *here);

/* The calling thread looks at what is kept of any thread, or changes it. */
void scheduling_touch(bool write, const char *here);

#endif
