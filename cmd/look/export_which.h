/*
 * export_which.h - which row of the table of exports is meant by the words of a line.
 */
#ifndef CMD_EXPORT_WHICH_H
#define CMD_EXPORT_WHICH_H

#include "cmd/look/export.h"
#include "cmd/session/command.h"

/* The words of the call: what, perhaps which, the file; n may be more than 3. */
struct export_words {
	int         n;
	const char *at[3];
};

/* The row that is meant, or NULL after a complaint. There is at least one word. */
const struct export_row *export_meant(struct session *, const struct call *, const struct export_words *);

/* The first row of this `what`, or NULL; whether a row is the first of its `what`; whether it is of the same as `first`. */
const struct export_row *export_find(const char *what);
bool export_begins(const struct export_row *);
bool export_goes_with(const struct export_row *first, const struct export_row *);

#endif
