/*
 * terminal.h - how a stream may be written to: its width, height, colours and glyphs; and text fitted to it.
 */
#ifndef CMD_TERMINAL_H
#define CMD_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

enum colour_mode { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

enum { NARROWEST = 20 };

/*
 * What is written to `stream`, which is no file, goes on into `behind`: it counts as that. NULL takes it back. At most
 * two streams can have one behind them.
 */
void terminal_behind(FILE *stream, FILE *behind);

/* Is what is written to the stream seen on a terminal? */
bool terminal_is(FILE *);

/* Columns: the terminal's, else $COLUMNS, else 80; never below NARROWEST. */
int terminal_width(FILE *);

/* Rows of the terminal; a large number when `stream` is none. */
int terminal_height(FILE *);

/* May this stream have colour? --color, NO_COLOR, TERM=dumb, CLICOLOR_FORCE, a terminal: the first that speaks. */
bool terminal_colour(FILE *, enum colour_mode);

/* Must drawings be made of ASCII? */
bool terminal_ascii(void);

/* A terminal that can move its cursor, so that a line can be drawn again. */
bool terminal_live(FILE *);

/*
 * What is typed is not shown, until it is again: it would stand in the middle of a line that is drawn. It is not lost: who
 * reads next has it. Shown again when the program ends. Harmless where standard input is no terminal. Returns whether it
 * was hidden before.
 */
bool terminal_hush(bool);

/* What has been typed and not been read is gone. Harmless where standard input is no terminal. */
void terminal_forget_typed(void);

#endif
