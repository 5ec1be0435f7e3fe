/*
 * report_page.h - between the files that gather what stands on the page of a run.
 */
#ifndef CMD_REPORT_PAGE_H
#define CMD_REPORT_PAGE_H

#include "cmd/search/sweep.h"
#include "lab/base/arena.h"
#include "lab/base/buf.h"
#include "lab/page/html.h"

/* Append "seats=3 order=same-handed": the settings that are not at their defaults; `quoted` as a shell takes them. */
void report_settings(struct buf *, const struct pattern *, const int *values, const char *const *files, bool quoted);

/* Append "conclab VERB dining seats=3", as a shell takes it. */
void report_command(struct buf *, const char *verb, const struct pattern *, const int *values, const char *const *files);

/* "Searched for this page through at most 1,000 schedules ...": a sentence; in `arena`. */
const char *report_bound(struct arena *arena, long schedules, long work, bool any_time);

/* The sweep as tables, with the shortest bad schedules; all in `arena`. */
const struct html_map *report_map(struct session *, const struct sweep *, struct arena *arena);

/* A page of the sweep alone. */
void report_sweep(struct session *, FILE *, const struct sweep *);

#endif
