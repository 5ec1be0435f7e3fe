/*
 * constant.h - a whole number as it is written in C: 4, -1, 0x10, (2 * 4), 1 << 20. Names, casts and suffixes are not read.
 */
#ifndef LAB_PROGRAM_CONSTANT_H
#define LAB_PROGRAM_CONSTANT_H

#include <stdbool.h>

/*
 * What `at` begins with, which ends at `*end`, blanks behind it aside: the longest there is. False where that is none, or does not
 * fit an int, be it half-way, or divides by zero.
 */
bool constant_read(const char *at, int *number, const char **end);

#endif
