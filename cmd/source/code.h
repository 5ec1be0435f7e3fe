/*
 * code.h - the source of a pattern, line by line, as it is shown: tabs as blanks, marks apart.
 *
 * Lines that matter end in "//DOC: words-about-it"; the words are shown apart from the code.
 */
#ifndef CMD_CODE_H
#define CMD_CODE_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd/session/candidates.h"
#include "cmd/session/command.h"
#include "lab/base/buf.h"
#include "lab/check/finding.h"

struct code_line {
	const char *text;               /* up to the mark, without the blanks before it */
	size_t      length;
	const char *mark;               /* "words-about-it"; NULL: none */
	size_t      mark_length;
};

struct code {
	const char       *file;         /* of a program's several; NULL: there is but one */
	int               n;
	struct code_line *lines;        /* lines[0] is line 1 */
};

/* The lines of `source`, into which they point. */
struct code code_read(const char *source);
void code_free(struct code *);

/* Append a line of code: `indent` columns for each tab in front, the rest as with tabs of eight. */
void code_add(struct buf *, const struct code_line *, int indent);

/* Append it with a newline; where it is wider than `width`, wrapped: what is left stands below the code. */
void code_wrap(struct buf *, const struct code_line *, int indent, int width, bool ascii);

/* Append the words of its mark: "words about it"; nothing without one. */
void code_add_mark(struct buf *, const struct code_line *);

/* How many tabs stand in front; what stands behind them; where it ends; does it begin with this word? */
int code_tabs(const struct code_line *);
struct code_line code_body(const struct code_line *);
const char *code_end(const struct code_line *);
bool code_begins(const struct code_line *, const char *word);

/* 41 of "patterns/worker_pool.c:41"; 0 of NULL. */
int code_line_of(const char *here);

/* Is this place line `line` of the code, from 1? */
bool code_has(const struct code *, int line, const char *here);

/* `show code [pattern] [as=pthread] [from=N] [to=N]`, and what can follow on the word `code`. */
int show_code(struct session *, const struct call *);
void show_code_offer(const struct session *, const struct call *, struct offers *);

#endif
