/*
 * must_print.h - the line that each run of a program has to print, where a person asked for one: must-print=LINE.
 *
 * It is a line of the output as a screen shows it: what several threads print, and on both streams, in the order in which
 * they do. So to print is an operation, where a line was asked for.
 */
#ifndef LAB_PROGRAM_MUST_PRINT_H
#define LAB_PROGRAM_MUST_PRINT_H

#include <stdbool.h>
#include <stddef.h>

/* Before the calling thread prints a text that has no end of a line but at its own. Nothing where no line was asked for. */
void must_print_note(const char *text, size_t length, const char *here);

/* By who ends the program, as its last deed: the run is broken when the line was not printed. `flushes`: its last one counts. */
void must_print_end(bool flushes, const char *here);

#endif
