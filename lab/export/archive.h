/*
 * archive.h - data as lines of text, and back: one description of what there is, walked to write it and to read it.
 *
 *     event 3000 "patterns/dining.c:39" 0 2 5 -1 1 12 0 1 0 5
 *     event 4000 @17 0 3 6 -1 1 12 0 1 0 5
 *     source "./bank.c" 812
 *
 * A line is a record: a word, then its fields, with a space between. A text is in quotes, with \" \\ \n and \xHH; the
 * second time it is @ and its number; none is -. What is too long for a line is its length in bytes, then the bytes and a
 * newline. The last line is a checksum (XXH3, 128 bits) of all before it.
 *
 * Invariants
 *   A function that walks a value is written once; what it wrote it can read.
 *   Nothing that is read is trusted: numbers are held to their range, counts to what can follow in the file. The first
 *   thing that is wrong is kept with its line; from then on every value that is read is 0, NULL or its least.
 */
#ifndef LAB_EXPORT_ARCHIVE_H
#define LAB_EXPORT_ARCHIVE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "lab/base/arena.h"
#include "lab/base/buf.h"
#include "lab/export/progress.h"
#include "lab/trace/event.h"

struct archive;

/* To write into `out`, or to read these bytes, which must outlive it; what is read lies in the arena. */
struct archive *archive_write(FILE *out, const char *format, int version, const struct export_progress *);
struct archive *archive_read(const char *bytes, size_t length, const char *format, int version, struct arena *);

/* The end: the checksum is written, or has been checked. NULL, or what was wrong, malloc'ed; with "line 12: " before it. */
char *archive_close(struct archive *);

bool archive_reads(const struct archive *);

/* Something that was read makes no sense: said once, for the first. Always false. */
bool archive_fail(struct archive *, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool archive_is_good(const struct archive *);

/* Nobody wants the rest: archive_is_good() is false from then on. archive_close() gives "" then. */
void archive_tell(struct archive *, long done, long all);

/* Room in the arena while it reads, zeroed; the caller's list while it writes. */
void *archive_list(struct archive *, void *list, long n, size_t size);

void archive_begin(struct archive *, const char *word);

/* Of an archive that is read: is this the record that comes next? For records that need not be there. */
bool archive_comes(const struct archive *, const char *word);

void archive_end(struct archive *);

void archive_bool(struct archive *, bool *);
void archive_int(struct archive *, int *, int least, int most);
void archive_long(struct archive *, long *, long least, long most);
void archive_int64(struct archive *, int64_t *);
void archive_uint64(struct archive *, uint64_t *);
void archive_double(struct archive *, double *);
void archive_text(struct archive *, const char **);     /* may be NULL */

/* How many records follow: no more than there is room for in what is left. */
void archive_count(struct archive *, int *n);
void archive_count_long(struct archive *, long *n);

/* The bytes of a text that is no line, at the end of a record; in the arena when it was read, never NULL. */
void archive_body(struct archive *, const char **text);

/* A kind of event, by its name in the file: kinds may have other numbers another day. `archive_kinds` comes first. */
void archive_kinds(struct archive *);
void archive_kind(struct archive *, enum event_kind *);

/* One of these words; their index. */
void archive_word(struct archive *, int *index, const char *const *words, int n);

#endif
