/*
 * setup.h - a pattern with a value for each of its settings, whatever a person has turned.
 */
#ifndef CMD_SETUP_H
#define CMD_SETUP_H

#include "cmd/search/search.h"

struct setup {
	const struct pattern *pattern;
	int                   values[MAX_SETTINGS];
	bool                  named[MAX_SETTINGS];      /* it is said, also where it has its default */
};

/* The pattern with its defaults, none of which is named. */
struct setup setup_of(const struct pattern *);

/* The index of a setting; there must be one of this name. */
int setup_setting(const struct setup *, const char *name);

/* "order=same-handed seats=3": what is named; "nothing turned" where nothing is. */
void setup_assignments(struct buf *, const struct setup *);

/* "dining order=same-handed seats=3" */
void setup_line(struct buf *, const struct setup *);

/* The line that means this setup where it is typed: settings that the person has turned otherwise are named, too. */
void setup_typed(struct buf *, const struct setup *, const struct session *);

bool setup_same(const struct setup *, const struct setup *);

/* To be searched. `search` must stay where it is. */
void setup_search(struct search *, struct session *, const struct setup *);

#endif
