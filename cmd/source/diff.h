/*
 * diff.h - what `diff` has been asked to compare, and what came of it: for cmd_diff.c and diff_tell.c only.
 */
#ifndef CMD_DIFF_H
#define CMD_DIFF_H

#include "cmd/source/compare.h"
#include "cmd/session/settings.h"

/* A file of each side, or of only one. */
struct page {
	const char *file;               /* NULL: each has one alone */
	struct code code[SIDES];
	struct rows rows;
};

/* What is compared with what. */
struct diff {
	struct session       *session;
	const struct pattern *pattern[SIDES];
	struct arg           *args[SIDES];      /* those of each side; the words are not owned */
	int                   n_args[SIDES];
	struct resolved       all[SIDES];
	struct side           sides[SIDES];
	int                   n_pages;
	struct page          *pages;            /* owned */
	struct buf            title[SIDES];
};

/* Say it: for people, or as an object. */
void diff_tell(struct diff *);

#endif
