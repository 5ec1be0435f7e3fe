/*
 * prose.h - words in colour, words of somebody else, and tables whose last column is wrapped.
 */
#ifndef CMD_PROSE_H
#define CMD_PROSE_H

#include "lab/base/buf.h"
#include "lab/view/view.h"

/* `text` with a colour when the look has any. sgr: "32", "31", "35", "2" (dim), "1" (bold). */
void prose_colour(struct buf *, const struct look *, const char *sgr, const char *text);

/*
 * "try: run mutex", and below it what else could be typed: `commands` has one a line. Each stays on its line, however long
 * that is, so that it can be pasted; on a screen it goes on in the next one, which prose_join_try() makes good. Nothing for
 * who only looks on.
 */
void prose_try(struct buf *, const struct look *, const char *commands);

/* Lines that were pasted: what prose_try() has broken is one line again. */
void prose_join_try(char *text);

/* At most about 40 columns of what somebody typed, in quotes and safe to print. */
void quote_typed(struct buf *, const char *text);

/* A table in the making. Start with { .n_columns = n }; at most 8 columns. */
struct table {
	int    n_columns, n_rows;
	int    least[8];        /* columns are at least so wide */
	char **cell;            /* owned; row after row */
};

/* Add a row of n_columns texts, which are copied. */
void table_row(struct table *, const char *const *cells);

/* Append the table, cells below one another where the width forbids columns. Empties the table. */
void table_draw(struct buf *, struct table *, const struct look *);

#endif
