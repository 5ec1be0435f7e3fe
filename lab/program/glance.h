/*
 * glance.h - what the text of a file says before it is built.
 */
#ifndef LAB_PROGRAM_GLANCE_H
#define LAB_PROGRAM_GLANCE_H

#include <stdbool.h>

#include "lab/engine/pattern.h"

/* A pattern includes the lab's header; anything else is a program. */
bool glance_is_program(const char *source);

/* The first words of the comment at the head of a program, else its name; malloc'ed. */
char *glance_summary(const char *source);

/* A program's #defines, and behind them what can be said of any program. Returns how many the former are. */
int glance_settings(struct setting settings[MAX_SETTINGS], const char *source);

#endif
