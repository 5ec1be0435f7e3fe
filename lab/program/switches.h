/* switches.h - which of a program's #defines are switches: 0 or 1, and nothing else would mean anything. */
#ifndef LAB_PROGRAM_SWITCHES_H
#define LAB_PROGRAM_SWITCHES_H

#include <stdbool.h>

/*
 * Does the text only ever ask whether this name is zero? So in `#if NAME`, `if (NAME)`, `!NAME`, `NAME ?`, beside && or
 * ||, and compared with 0. Or only ever whether it is 1? Where it asks both, a third value means something. `n` is how
 * many places are found; where there is none, nothing is known.
 */
bool is_only_asked(const char *text, const char *name, int *n);

#endif
