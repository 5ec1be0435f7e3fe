/* semaphores.h - semaphores without a name, for those that have one. */
#ifndef LAB_PROGRAM_SEMAPHORES_H
#define LAB_PROGRAM_SEMAPHORES_H

#include <semaphore.h>

/* A new semaphore on the program's heap, with so many permits; told by this name, which lasts as long as the run. NULL: no memory. */
sem_t *program_semaphore(const char *name, int permits, const char *here);

#endif
