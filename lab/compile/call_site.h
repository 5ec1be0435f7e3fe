/*
 * call_site.h - where in an object file a name of others is asked for: the line of a call.
 */
#ifndef LAB_COMPILE_CALL_SITE_H
#define LAB_COMPILE_CALL_SITE_H

#include <stdbool.h>

#include "lab/base/buf.h"

/* Append "prog.c:31", the first place in a relocatable file that asks for `name`. False when that is not to be found. */
bool call_site(struct buf *out, const char *object, const char *name);

#endif
