/*
 * archive_parts.h - what the files of the archive share; its own.
 */
#ifndef LAB_EXPORT_ARCHIVE_PARTS_H
#define LAB_EXPORT_ARCHIVE_PARTS_H

#include "lab/base/hash.h"
#include "lab/export/archive.h"
#include "lab/export/numbered.h"

struct span {
	const char *at, *end;
};

/* The texts that were read, by number. */
struct texts_read {
	const char **by_number;
	size_t       n, room;
};

struct archive {
	FILE                         *out;              /* NULL: it reads */
	struct buf                    text;             /* the record that is written */
	const struct export_progress *progress;
	struct hash                   hash;
	const char                   *at, *end;         /* what is left to be read */
	struct arena                 *arena;
	long                          line;
	char                         *why;
	bool                          stopped;
	struct numbered               written;          /* texts */
	struct texts_read             read;
	int                           kinds[EVENT_KIND_COUNT * 4];      /* by number in the file: ours, or -1 */
	int                           n_kinds;
};

struct span archive_field(struct archive *);
void archive_texts_free(struct archive *);

#endif
