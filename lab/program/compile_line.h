/*
 * compile_line.h - how the compiler is called for a file of somebody's.
 */
#ifndef LAB_PROGRAM_COMPILE_LINE_H
#define LAB_PROGRAM_COMPILE_LINE_H

#include "lab/program/build.h"
#include "lab/program/tool.h"

/*
 * Add what is the same each time: the compiler and its options. A pattern, which sees the lab's headers in `folder`, is
 * compiled and linked in one go; a program must be looked at in between.
 */
void compile_line(struct command_line *, const struct build_order *, const char *folder, const struct source *);

#endif
