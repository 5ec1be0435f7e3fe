/*
 * csv.h - a writer of comma-separated values (RFC 4180, with a newline alone at the end of a line).
 *
 * Invariants
 *   Every line of a file has as many fields as its head: that is the caller's.
 *   A field is in quotes where it has to be. Numbers have a point, whatever the locale.
 */
#ifndef LAB_EXPORT_CSV_H
#define LAB_EXPORT_CSV_H

#include <stdbool.h>
#include <stdio.h>

/* Start with { .out = file }. */
struct csv {
	FILE *out;
	bool  inside;           /* a line has begun */
};

void csv_text(struct csv *, const char *);              /* NULL: an empty field */
void csv_int(struct csv *, long);
void csv_double(struct csv *, double, int decimals);
void csv_end_line(struct csv *);

/* A whole line of texts; NULL after the last. */
void csv_line(struct csv *, const char *const *texts);

#endif
