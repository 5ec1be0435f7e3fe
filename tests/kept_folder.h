/*
 * kept_folder.h - a folder of the test's own for what is kept between sessions: set_up and tear_down of a cmocka test, and
 * the file `progress` in it.
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

static inline const char *kept_path(void)
{
	static char path[160];

	snprintf(path, sizeof path, "%s/conclab", kept_folder);
	mkdir(path, 0700);
	strcat(path, "/progress");
	return path;
}

/* Make the file hold this. */
static inline void keep(const char *text)
{
	FILE *file = fopen(kept_path(), "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* What it holds, "" when there is none; valid until the next call. */
static inline char *kept(void)
{
	static char text[8192];
	FILE *file = fopen(kept_path(), "r");
	size_t n = file ? fread(text, 1, sizeof text - 1, file) : 0;

	text[n] = '\0';
	if (file)
		fclose(file);
	return text;
}

#endif
