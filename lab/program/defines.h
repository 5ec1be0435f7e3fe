/*
 * defines.h - the numbers that a program names with #define: its settings.
 *
 * `#define NAME 4` on a line of its own, the value one integer literal or made of some, as (2 * 4), is a setting NAME; what follows in a comment is
 * its help; also in the program's own headers (headers.h). One that is 0 or 1, and that the text only asks whether it is zero, takes no other value. The program with other values is the same text with other literals.
 */
#ifndef LAB_PROGRAM_DEFINES_H
#define LAB_PROGRAM_DEFINES_H

#include "lab/base/buf.h"
#include "lab/engine/pattern.h"

/*
 * Find those of a text, in their order, up to `most` of them; where a name is defined twice, it is none. Names and
 * helps are malloc'ed. Returns how many.
 */
int defines_find(const char *text, struct setting *settings, int most);

/* Append the text with these values in place of those that stand in it. */
void defines_rewrite(struct buf *out, const char *text, const struct setting *settings, int n, const int *values);

#endif
