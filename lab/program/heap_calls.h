/* heap_calls.h - what other calls of the C library need of malloc's. */
#ifndef LAB_PROGRAM_HEAP_CALLS_H
#define LAB_PROGRAM_HEAP_CALLS_H

#include <stddef.h>
#include <stdint.h>

/* realloc() as the program would call it there: NULL, with errno set, when there is no room. */
void *program_realloc(void *address, size_t size, uintptr_t caller);

#endif
