/*
 * search.h - what the commands of the search share: a pattern, its settings, and their own options on one line.
 *
 * Invariants
 *   An option of the command gives way to a setting of the pattern with the same name.
 */
#ifndef CMD_SEARCH_H
#define CMD_SEARCH_H

#include "cmd/session/command.h"
#include "cmd/session/settings.h"
#include "lab/engine/run.h"
#include "lab/search/explore.h"

/* What is to be searched. */
struct search {
	struct session       *session;
	const struct pattern *pattern;
	struct resolved       all;
	struct run_options    options;          /* points into `all` */
};

/*
 * Read a line: pattern, settings, and the command's own options, `own[0 .. n_own-1]`, whose values go to `values`.
 * `search` must stay where it is. Complains, and returns a status other than STATUS_OK, when something is wrong.
 */
int search_read(struct session *, const struct call *, const struct spec *own, int n_own, int *values,
                struct search *search);

/* The options of runs with these settings. Point into `all`. */
struct run_options search_options(const struct resolved *all);

/* Is this run (NULL: there is none) the one that is meant, of the same pattern, and no other named? Then its settings are. */
bool search_means(const struct call *, const struct search *, const struct result *last);

/* The settings of the last run, of the same pattern, but for those that the line assigns. */
void search_as_last(struct search *, const struct call *, const struct result *last);

/* Does it compile, when it is a program? Complains when not. */
int search_builds(struct session *, const struct search *);

/* Was time= said on this line, though the runs are on real threads? Complains then. */
int search_check_time(struct session *, const struct search *, bool real);

/* expect= on a line that comes to no verdict would say nothing: complains, with what its status is instead. */
int search_check_expect(struct session *, const struct call *, const char *instead);

/* "virtual" or "any" */
const char *search_time(const struct search *);

/* The options of the turn engine with this strategy for what is searched. */
struct run_options search_turn(const struct search *, const struct strategy *, void *context);

/* About how many steps one of its runs has; at least 1. The same for the same settings. */
long search_length(const struct search *);

/* Forget the last run for this one: `explain`, `trace`, `graph` and `replay` are about it now. Owns `result`. */
void search_remember(struct search *, struct result *result);

/* "worker-pool workers=2 time=any": what is searched, as it is typed. */
void search_line(struct buf *, const struct search *);

#endif
