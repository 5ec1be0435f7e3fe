/*
 * compare.h - two variants of a pattern, or two patterns, line beside line: what `diff` shows.
 *
 * Two things say that a line is of one variant only: the source, where a condition rests on settings alone, and
 * the runs, where nobody came by in the other.
 */
#ifndef CMD_COMPARE_H
#define CMD_COMPARE_H

#include "cmd/source/branches.h"
#include "cmd/source/code.h"
#include "cmd/source/deeds.h"

/* What a line is, seen from the two sides; the characters stand in the margin. */
enum {
	MARK_SAME = ' ', MARK_ASKS = '?', MARK_ONLY_A = 'A', MARK_ONLY_B = 'B', MARK_OTHERS = '*', MARK_STUCK = '!'
};

/* Of two sources: the same line; two lines, or one, that only stand there. Not shown as a character. */
enum { MARK_EQUAL = '=', MARK_APART = '~' };

enum { SIDE_A, SIDE_B, SIDES };

struct row {
	char       mark;
	bool       gap;                 /* lines before it are left out, or a part of a file begins */
	int        line[SIDES];         /* from 1; 0: this side has no such line */
	struct buf note[SIDES];         /* "by main; main is stuck here" */
};

struct rows {
	int         n, room;
	struct row *at;
};

/* One variant. */
struct side {
	const int *values;
	struct deeds deeds;
};

/* The lines of `pattern` in which the two variants differ, and what they stand in. */
void compare_variants(struct rows *, const struct code *, const struct pattern *,
                      const struct side sides[SIDES]);

/* Two sources, equal lines beside each other; the comment at the head of each is left out. */
void compare_sources(struct rows *, const struct code sides[SIDES]);

void rows_free(struct rows *);

/* A line more; it has no notes yet. */
struct row *rows_add(struct rows *, char mark, int a, int b);

/*
 * Draw them: side by side where the width allows it, under `titles`; else one above the other.
 */
void compare_draw(struct buf *, const struct rows *, const struct code sides[SIDES],
                  const char *const titles[SIDES], const struct look *);

#endif
