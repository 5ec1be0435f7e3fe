/* folders.c - see folders.h. */
#define _XOPEN_SOURCE 700       /* realpath() */

#include "lab/compile/folders.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/base/files.h"
#include "lab/compile/headers.h"

size_t folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) + 1 : 0;
}

bool folder_is_below(const char *real, const char *folder)
{
	size_t length = strlen(folder);

	return strncmp(real, folder, length) == 0 && (real[length] == '/' || (length && folder[length - 1] == '/'));
}

/* `folder` itself, or one below it; both are real paths, or NULL. */
static bool is_in(const char *real, const char *folder)
{
	return real && folder && (strcmp(real, folder) == 0 || folder_is_below(real, folder));
}

/* The real path of the directory that a source stands in; malloc'ed. */
static char *place_of(const char *source)
{
	struct buf folder = { 0 };
	char *real;

	buf_add(&folder, source, folder_length(source));
	real = realpath(folder.length ? buf_text(&folder) : ".", NULL);
	buf_free(&folder);
	return real;
}

/* The directory that all sources stand in, or below it; malloc'ed, NULL where there is none but the root. */
static char *place_of_all(const struct sources *all)
{
	char *place = place_of(all->at[0].path), *slash;

	for (int i = 1; i < all->n && place; i++) {
		char *other = place_of(all->at[i].path);

		while (*place && !is_in(other, place)) {
			slash = strrchr(place, '/');
			*(slash ? slash : place) = '\0';
		}
		free(other);
	}
	if (place && *place && strcmp(place, "/"))
		return place;
	free(place);
	return NULL;
}

bool folder_is_own(const char *folder, const struct sources *all)
{
	char *here = realpath(".", NULL), *real = realpath(folder, NULL), *runs = files_cache(RUNS_FOLDER), *place = place_of_all(all);
	bool own = *folder != '/' || is_in(real, here) || is_in(real, place) || (runs && folder_is_below(folder, runs));

	free(here);
	free(real);
	free(runs);
	free(place);
	return own;
}
