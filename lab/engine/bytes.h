/*
 * bytes.h - the contents of a file setting, as a pattern reads them.
 */
#ifndef LAB_ENGINE_BYTES_H
#define LAB_ENGINE_BYTES_H

#include <stddef.h>

/* A file; for a directory the files in it, which lie in `data` one after the other. Read-only, and the run's. */
struct lab_bytes {
	const unsigned char    *data;
	size_t                  size;
	const struct lab_bytes *files;          /* NULL: it is a file */
	int                     n_files;
};

#endif
