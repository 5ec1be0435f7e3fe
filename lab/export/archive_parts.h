/*
 * archive_parts.h - what the files of the archive share; its own.
 */
#ifndef LAB_EXPORT_ARCHIVE_PARTS_H
#define LAB_EXPORT_ARCHIVE_PARTS_H

#include "lab/base/hash.h"
#include "lab/export/archive.h"

struct span {
	const char *at, *end;
};

/* A table of open addressing, at most half full: the texts that were written or read, by their content. */
struct text_table {
	const char **slots;             /* NULL is free */
	long        *numbers;           /* as many */
	size_t       size, n;
	const char **by_number;         /* those that were read */
	size_t       room;
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
	struct text_table             texts;
	int                           kinds[EVENT_KIND_COUNT * 4];      /* by number in the file: ours, or -1 */
	int                           n_kinds;
};

struct span archive_field(struct archive *);
void archive_texts_free(struct archive *);

#endif
