/*
 * header_define.h - a name that somebody took for a setting, and that a header beside a program defines.
 */
#ifndef CMD_SESSION_HEADER_DEFINE_H
#define CMD_SESSION_HEADER_DEFINE_H

#include <stdbool.h>

#include "lab/base/buf.h"
#include "lab/engine/pattern.h"

/* Is `name` #defined in a header that a loaded program includes by #include "..." and that stands beside it? Appends which. */
bool header_defines(struct buf *out, const struct pattern *, const char *name);

#endif
