/*
 * history.h - the lines a person has typed, kept between sessions.
 *
 * Invariants
 *   The file holds the newest HISTORY_LINES lines, each once, the newest last; lines that begin with a space never
 *   come in. It is read again before it is written, so two sessions at a time lose nothing.
 *   A home that cannot be written to is no error, nor a file that is no history, which is left alone: the lines are then
 *   remembered by the line editor alone.
 */
#ifndef CMD_HISTORY_H
#define CMD_HISTORY_H

enum { HISTORY_LINES = 1000 };

/* Tell each remembered line, oldest first. */
void history_each(void (*tell)(void *context, const char *line), void *context);

/* Remember `line`. Returns 0 when it is not of the sort that is kept, else 1. */
int history_keep(const char *line);

#endif
