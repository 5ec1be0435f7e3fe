/*
 * out.h - how answers leave: the look of a stream, the pager, files, JSON lines.
 *
 * Invariants
 *   An answer that cannot be written is noticed: a sentence and STATUS_SYSTEM, never silence.
 *   A file after '>' holds the whole answer or is not touched: it is written beside and renamed.
 */
#ifndef CMD_OUT_H
#define CMD_OUT_H

#include <stdbool.h>
#include <stdio.h>

#include "cmd/session.h"
#include "lab/base/buf.h"
#include "lab/base/json.h"

enum colour_mode { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* Decide colour, width, glyphs and pager from the environment and the session's streams. */
void out_look(struct session *, enum colour_mode);

/* The width again, after the terminal was resized. */
void out_resized(struct session *);

/* An answer for a person: through the pager when it is taller than the terminal. Nothing with `json`. */
void out_text(struct session *, const struct buf *);

/* Begin an answer object: {"v":1,"command":"run",... The writer writes into `line`. */
struct json out_json_begin(struct session *, struct buf *line);

/* End it, and print it as one line. Frees `line`. */
void out_json_end(struct session *, struct json *);

/* Flush; complain once when the answers cannot be written. Returns STATUS_OK or STATUS_SYSTEM. */
int out_check(struct session *);

/* Wrap SGR codes around a word when `look` has colour: sgr is "32", "31", "35", "2", "1". */
void out_colour(struct buf *, const struct look *, const char *sgr, const char *text);

/* Columns a UTF-8 text takes on the terminal. */
int out_columns(const char *text);

/* Prose, wrapped at `width`, every line indented; lines in `text` that begin with a space are kept as they are. */
void out_wrap(struct buf *, const char *text, int indent, int width);

/* A redirection to a file in progress. */
struct redirect {
	FILE *was;
	FILE *file;
	char *path, *temporary;         /* owned; temporary is NULL when appending */
	struct look look;
	bool  live, pager;
};

/* Send `out` to a file. Complains and returns a status other than STATUS_OK when it cannot be made. */
int redirect_begin(struct session *, struct redirect *, const char *path, bool append);

/* Put `out` back; with `keep` the file takes its place, else it is thrown away. Returns a status. */
int redirect_end(struct session *, struct redirect *, bool keep);

#endif
