/* input.c - see input.h. */
#include "lab/engine/input.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lab/base/buf.h"
#include "lab/base/panic.h"
#include "lab/engine/run.h"

static struct lab_bytes *complain(char **error, const char *doing, const char *path, const char *why)
{
	struct buf text = { 0 };

	buf_printf(&text, "cannot %s %s: %s", doing, path, why);
	*error = buf_take(&text);
	return NULL;
}

/* All that is left of `file`; false when reading fails. */
static bool read_all(FILE *file, struct buf *bytes)
{
	char block[65536];
	size_t n;

	while ((n = fread(block, 1, sizeof block, file)) > 0)
		buf_add(bytes, block, n);
	return !ferror(file);
}

struct lab_bytes *input_read(const char *path, char **error)
{
	struct lab_bytes *input;
	struct buf bytes = { 0 };
	struct stat status;
	FILE *file;
	bool read;

	if (stat(path, &status) != 0)
		return complain(error, "read", path, strerror(errno));
	if (!S_ISREG(status.st_mode))
		return complain(error, "read", path, S_ISDIR(status.st_mode) ? "it is a directory" : "it is not a file");
	file = fopen(path, "rb");
	if (!file)
		return complain(error, "open", path, strerror(errno));
	read = read_all(file, &bytes);
	fclose(file);
	if (!read) {
		buf_free(&bytes);
		return complain(error, "read", path, strerror(errno));
	}
	input = malloc(sizeof *input);
	if (!input)
		panic("out of memory");
	input->size = bytes.length;
	input->data = (unsigned char *)buf_take(&bytes);
	return input;
}

void input_free(struct lab_bytes *const inputs[MAX_SETTINGS])
{
	for (int i = 0; i < MAX_SETTINGS; i++)
		if (inputs[i]) {
			free((void *)(uintptr_t)inputs[i]->data);
			free(inputs[i]);
		}
}
