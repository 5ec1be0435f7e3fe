/*
 * beside.h - what a person says of a program beside its #defines: its arguments, its standard input, how it is compiled,
 * how its memory is looked at, whether waits end for no reason, and what it must print. Settings like any other, but no part of what is studied.
 */
#ifndef LAB_PROGRAM_BESIDE_H
#define LAB_PROGRAM_BESIDE_H

#include <stdbool.h>

#include "lab/base/buf.h"
#include "lab/engine/pattern.h"

enum beside { BESIDE_ARGS, BESIDE_STDIN, BESIDE_CFLAGS, BESIDE_MEMORY, BESIDE_SPURIOUS, BESIDE_MUST_PRINT, N_BESIDE };

/* Behind a program's own settings, in this order. */
extern const struct setting beside_settings[N_BESIDE];

#endif
