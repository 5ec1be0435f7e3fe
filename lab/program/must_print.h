/*
 * must_print.h - the line that each run of a program has to print, where a person asked for one: must-print=LINE.
 *
 * A line is what one thread prints up to an end of a line, or up to the program's end. What others print in between does not
 * tear it, though it may on a screen: which thread's text comes first is no part of what is asked. Printing that line is an
 * operation, for whoever ends the program looks whether it was done.
 */
#ifndef LAB_PROGRAM_MUST_PRINT_H
#define LAB_PROGRAM_MUST_PRINT_H

#include <stddef.h>

/* Before the calling thread prints a text that has no end of a line but at its own. Nothing where no line was asked for. */
void must_print_note(const char *text, size_t length, const char *here);

/* By who ends the program, as its last deed: the run is broken when the line was not printed. */
void must_print_end(const char *here);

#endif
