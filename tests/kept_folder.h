/*
 * kept_folder.h - a folder of the test's own for what is kept between sessions: set_up and tear_down of a cmocka test, the
 * file `progress` in it, and other files there.
 */
#ifndef TESTS_KEPT_FOLDER_H
#define TESTS_KEPT_FOLDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char kept_folder[64];

static inline int set_up(void **state)
{
	(void)state;
	strcpy(kept_folder, "/tmp/conclab-test-XXXXXX");
	if (!mkdtemp(kept_folder))
		return -1;
	return setenv("XDG_STATE_HOME", kept_folder, 1);
}

static inline int tear_down(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof command, "rm -rf '%s'", kept_folder);
	return system(command);
}

/* The path of a file in it; valid until the next call. */
static inline const char *path_of(const char *name)
{
	static char path[160];

	snprintf(path, sizeof path, "%s/%s", kept_folder, name);
	return path;
}

static inline void write_file(const char *name, const char *text)
{
	FILE *file = fopen(path_of(name), "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* What a file holds, "" when there is none; valid until the next call. */
static inline char *read_file(const char *path)
{
	static char text[8192];
	FILE *file = fopen(path, "r");
	size_t n = file ? fread(text, 1, sizeof text - 1, file) : 0;

	text[n] = '\0';
	if (file)
		fclose(file);
	return text;
}

/* What is kept is to be this. */
static inline void keep(const char *text)
{
	mkdir(path_of("conclab"), 0700);
	write_file("conclab/progress", text);
}

/* What is kept. */
static inline char *kept(void)
{
	return read_file(path_of("conclab/progress"));
}

#endif
