/*
 * out.h - how answers leave: to the stream, through the pager, into a file, as a JSON line.
 *
 * Invariants
 *   An answer that cannot be written is noticed: a sentence and STATUS_SYSTEM. Only a reader who leaves (`| head`)
 *   ends the program in silence.
 *   A file after '>' holds the whole answer or is not touched: it is written beside and renamed.
 */
#ifndef CMD_OUT_H
#define CMD_OUT_H

#include <stdbool.h>
#include <stdio.h>

#include "cmd/session/session.h"
#include "cmd/session/whole.h"
#include "lab/base/buf.h"
#include "lab/base/json.h"

/* An answer for a person: through the pager when it is taller than the terminal. Nothing with `json`. */
void out_text(struct session *, const struct buf *);

/*
 * A line about what goes on, in place of the one the cursor is in; for terminals alone. `hint` says what ^C does; where
 * the text leaves no room for that, it is short, and the text is cut. Returns the columns taken.
 */
int out_progress(struct session *, const char *text, const char *hint);

/* Columns for the text beside this hint; NULL: the short one. */
int out_progress_room(const struct session *, const char *hint);

/* Begin an answer object, {"v":1,"command":"run",...: the writer that goes on with it writes into `line`. */
struct json out_json_begin(struct session *, struct buf *line);

/* End it, and print it as one line. Frees `line`. */
void out_json_end(struct session *, struct json *);

/*
 * Flush; complain once when the answers cannot be written, unless whoever read them has left. Returns STATUS_OK or
 * STATUS_SYSTEM.
 */
int out_check(struct session *);

/* Answers on their way into a file. */
struct redirect {
	FILE       *was;
	struct whole whole;
	struct look look;
	bool        live, pager;
};

/* Send `out` to a file. Complains and returns a status other than STATUS_OK when it cannot be made. */
int redirect_begin(struct session *, struct redirect *, const char *path, bool append);

/* Put `out` back; with `keep` the file takes its place, else it is thrown away. Returns a status. */
int redirect_end(struct session *, struct redirect *, bool keep);

/*
 * Write lines of prose, the last without its newline. Where `stream` is a terminal, what is wider than the look is
 * wrapped between words; in a file or a pipe a line stays a line.
 */
void out_prose(FILE *stream, const char *text, const struct look *look);

#endif
