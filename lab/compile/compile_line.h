/*
 * compile_line.h - how the compiler is called for a file of somebody's.
 */
#ifndef LAB_COMPILE_COMPILE_LINE_H
#define LAB_COMPILE_COMPILE_LINE_H

#include "lab/compile/build.h"
#include "lab/compile/tool.h"

/*
 * Add what is the same each time: the compiler and its options. A pattern, which sees the lab's headers in `folder`, is
 * compiled and linked in one go; a program must be looked at in between.
 */
void compile_line(struct command_line *, const struct build_order *, const char *folder, const struct source *);

#endif
