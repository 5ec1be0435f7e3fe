/*
 * early.h - functions that a program wants called before main and after it (__attribute__((constructor)), destructor).
 *
 * The system's loader calls them when the lab loads the program: outside of any run, where a crash is the lab's. So in the
 * assembler text that a compiler makes their addresses are put into sections with other names (ELF's .init_array and
 * .fini_array: System V ABI, "Initialization and Termination Functions"), and main's task calls them, in each run.
 */
#ifndef LAB_COMPILE_EARLY_H
#define LAB_COMPILE_EARLY_H

#include <stdbool.h>

/* Put them aside in the text in this file. False, with errno set, when it cannot be written. */
bool early_move_file(const char *path);

struct early;

/* Of a program that dlopen() gave this handle for; as long as that is open. NULL: it has none. */
const struct early *early_of(void *handle);

/* Is there something to be called at the end? */
bool early_has_end(const struct early *);

/* By main's task: call them. Those with a priority come first, and those for the end in turned order. NULL has none. */
void early_begin(const struct early *, int argc, char **argv, char **environment);
void early_end(const struct early *);

#endif
