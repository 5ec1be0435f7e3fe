/*
 * cflags.h - options for the compiler that a person may give with a program of his own.
 */
#ifndef LAB_COMPILE_CFLAGS_H
#define LAB_COMPILE_CFLAGS_H

#include <stdbool.h>

#include "lab/base/buf.h"
#include "lab/compile/words.h"

/* Are all of them known to leave what the lab sees of a program as it is? False with a sentence without full stop in `why`. */
bool cflags_check(const char *text, struct buf *why);

/* The options for the compiler in a text that is legal by that; those that need nothing done are left out. words_free(). */
void cflags_split(struct words *, const char *text);

#endif
