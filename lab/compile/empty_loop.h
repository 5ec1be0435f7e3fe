/*
 * empty_loop.h - loops without end in which nothing is done, as while (1) {}: gcc puts no hook into them.
 *
 * In the assembler text that a compiler makes such a loop is a label with nothing behind it but a jump back. A call of the
 * lab's before that jump tells it that the thread will never do anything again.
 */
#ifndef LAB_COMPILE_EMPTY_LOOP_H
#define LAB_COMPILE_EMPTY_LOOP_H

#include <stdbool.h>

/* Put a call into each such loop of the text in this file. False, with errno set, when it cannot be written. */
bool empty_loops_mark_file(const char *path);

#endif
