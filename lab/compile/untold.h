/*
 * untold.h - accesses to memory that a compiler makes without telling.
 *
 * -fsanitize=thread puts a hook before each access of a statement, and forgets some: gcc what a call is given or gives back
 * whole (`f(shared)`, `shared = f()`, with a structure), clang a long double and what is wider than 16 bytes. They are
 * found in the assembler text: what is read or written there goes on the account of the hooks before it, and what is beyond
 * that gets a call of its own. Left out is what nobody else can know of: a place that is named from the frame, or by a
 * register that was just set from it, and a thread's own variable. Of x86-64 only.
 */
#ifndef LAB_COMPILE_UNTOLD_H
#define LAB_COMPILE_UNTOLD_H

#include <stdbool.h>

/* Let them be told in the assembler text in this file. False, with errno set, when it cannot be written. */
bool untold_tell_file(const char *path);

#endif
