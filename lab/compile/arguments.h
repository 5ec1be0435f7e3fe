/*
 * arguments.h - does a program look at the arguments it is given? By its text.
 */
#ifndef LAB_COMPILE_ARGUMENTS_H
#define LAB_COMPILE_ARGUMENTS_H

#include <stdbool.h>

/* Has main names for them, as in `int main(int argc, char **argv)`, and is one of these names used after that? */
bool arguments_used(const char *text);

#endif
