/*
 * text.h - UTF-8 text on a terminal: how wide it is, cutting, padding, wrapping.
 *
 * A column is a terminal cell: wide characters (CJK, emoji) take two, combining ones none. A byte that is not UTF-8,
 * and a control character, is shown as '?' and takes one; with `ascii` so is everything beyond ASCII.
 */
#ifndef LAB_BASE_TEXT_H
#define LAB_BASE_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/base/buf.h"

/* Bytes of the well-formed UTF-8 sequence that `text` begins with (RFC 3629); 0 when it begins with none. */
int text_utf8_length(const char *text);

/* How many columns `text` takes. */
int text_columns(const char *text);

/*
 * Append `text`, at most `columns` of it. When it does not fit, its last column is an ellipsis ("~" when `ascii`).
 * Returns the columns taken.
 */
int text_cut(struct buf *, const char *text, int columns, bool ascii);

/* The same, but the number a name ends in stays: "worker-12" in six columns is "wor…12", "stage-0.1" "st…0.1". */
int text_cut_name(struct buf *, const char *name, int columns, bool ascii);

/* text_cut(), then blanks up to `columns`. */
void text_pad(struct buf *, const char *text, int columns, bool ascii);

/* Take trailing blanks off the end, as far back as offset `from`. */
void text_trim(struct buf *, size_t from);

/*
 * Append `text` wrapped at `width` columns and a newline. The first line starts at column `column`, where the cursor
 * already stands; the others are indented by `indent`. A word longer than a line is broken.
 */
void text_wrap(struct buf *, const char *text, int column, int indent, int width, bool ascii);

/* How wide the widest line of `text` is. */
int text_widest(const char *text);

/* How many lines end in `text`. */
int text_lines(const char *text);

/* "0 ms", "0.024 ms", "0.31 ms", "1.8 ms", "2.31 s" */
void text_time(struct buf *, int64_t ns);

/* A moment of the clock, where each counts: "5 ms", "0.25 ms", "60000 ms". */
void text_moment(struct buf *, int64_t ns);

/* The end of a noun that is counted: "1 step", "2 steps", "0 steps". Static storage. */
static inline const char *text_s(long count)
{
	return count == 1 ? "" : "s";
}

/* "1,204": a count with its thousands apart. */
void text_count(struct buf *, long count);

#endif
