/*
 * text_names.h - a name that somebody took for a setting, and that the text of a program has for something else.
 */
#ifndef CMD_SESSION_TEXT_NAMES_H
#define CMD_SESSION_TEXT_NAMES_H

#include <stdbool.h>

#include "lab/base/buf.h"
#include "lab/engine/pattern.h"

/*
 * Why `name` is no setting of a loaded program: "N is a constant of an enum: written as `#define N 4` it is a setting". Appends
 * nothing, and says false, where the text of the program's files does not tell it.
 */
bool text_tells_name(struct buf *out, const struct pattern *, const char *name);

#endif
