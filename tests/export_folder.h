/*
 * export_folder.h - in a test: a folder of its own for the files that it exports, with make_folder() and remove_folder() around
 * all of its tests.
 */
#ifndef TESTS_EXPORT_FOLDER_H
#define TESTS_EXPORT_FOLDER_H

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/base/files.h"
#include "tests/capture.h"

static char folder[] = "/tmp/conclab-export-XXXXXX";

static inline int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static inline int count_files(void)
{
	DIR *dir = opendir(folder);
	int n = 0;

	for (struct dirent *entry; dir && (entry = readdir(dir)); )
		n += entry->d_name[0] != '.';
	closedir(dir);
	return n;
}

static inline void empty_folder(void)
{
	DIR *dir = opendir(folder);

	for (struct dirent *entry; dir && (entry = readdir(dir)); ) {
		char path[600];

		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		if (entry->d_name[0] != '.')
			unlink(path);
	}
	closedir(dir);
}

static inline int remove_folder(void **state)
{
	(void)state;
	empty_folder();
	return rmdir(folder);
}

/* A command with the path of a file in the folder at its end. */
static inline int say_with(struct capture *c, const char *command, const char *file)
{
	char line[600];

	snprintf(line, sizeof line, "%s %s/%s", command, folder, file);
	return say(c, line);
}

static inline char *contents(const char *file, size_t *length)
{
	char path[600], *text;
	size_t n;

	snprintf(path, sizeof path, "%s/%s", folder, file);
	text = files_read(path, length ? length : &n);
	assert_non_null(text);
	return text;
}

static inline void put(const char *file, const char *bytes, size_t length)
{
	char path[600];
	FILE *out;

	snprintf(path, sizeof path, "%s/%s", folder, file);
	out = fopen(path, "w");
	assert_non_null(out);
	fwrite(bytes, 1, length, out);
	fclose(out);
}

/* How often `part` is in the file. */
static inline int count_in(const char *file, const char *part)
{
	char *text = contents(file, NULL);
	int n = 0;

	for (const char *at = text; (at = strstr(at, part)); at++)
		n++;
	free(text);
	return n;
}

#endif
