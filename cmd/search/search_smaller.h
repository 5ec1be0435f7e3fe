/*
 * search_smaller.h - runs are too long to be looked at to the end: which number makes them short?
 */
#ifndef CMD_SEARCH_SMALLER_H
#define CMD_SEARCH_SMALLER_H

#include "cmd/search/search.h"

/*
 * Were runs left for their length? Then a line that explores the same with one number, the largest that will do, so small that
 * a run is short: "explore counter.c N=3   # ...\n". A few are tried, and a program is built for each. Nothing when none will do.
 */
void search_smaller(struct buf *, const struct search *, const struct exploration *);

#endif
