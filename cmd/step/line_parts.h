/*
 * line_parts.h - a line of a pattern that is more than one step: the loads and stores of cells in it.
 *
 * Two of them belong together when they stand on one line, or when the later one stores what the earlier one, the
 * nearest before it that names the same cell, loaded a few lines above in the same function. It is read off the
 * source: no pattern is known by name.
 */
#ifndef CMD_LINE_PARTS_H
#define CMD_LINE_PARTS_H

#include <stdbool.h>

enum { MOST_PARTS = 6, PART_NAME = 32 };

struct line_part {
	bool store;
	int  line;
	char cell[PART_NAME];           /* as the source calls it: "counter" for `member->counter` */
};

/* Lines from..to, whose parts are done in this order. */
struct line_parts {
	int         from, to;
	int         n;                  /* 2 .. MOST_PARTS */
	struct line_part of[MOST_PARTS];
};

/* The parts to which `line` of the text belongs. False: it is no such line. */
bool line_parts_find(const char *source, int line, struct line_parts *);

#endif
