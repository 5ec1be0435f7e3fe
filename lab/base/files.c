/* files.c - see files.h. */
#include "lab/base/files.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lab/base/buf.h"

/* A relative value is ignored: the XDG specification says so. */
static char *place(const char *variable, const char *below_home, const char *name)
{
	const char *base = getenv(variable), *home = getenv("HOME");
	struct buf path = { 0 };

	if (base && base[0] == '/')
		buf_printf(&path, "%s/conclab/%s", base, name);
	else if (home && home[0] == '/')
		buf_printf(&path, "%s/%s/conclab/%s", home, below_home, name);
	else
		return NULL;
	return buf_take(&path);
}

char *files_state(const char *name)
{
	return place("XDG_STATE_HOME", ".local/state", name);
}

char *files_config(const char *name)
{
	return place("XDG_CONFIG_HOME", ".config", name);
}

char *files_cache(const char *name)
{
	return place("XDG_CACHE_HOME", ".cache", name);
}

/* Add what there is, but no more than `most` bytes and a block. Returns 0, or errno. */
static int read_all(struct buf *text, FILE *file, size_t most)
{
	char part[4096];
	size_t n;

	errno = 0;
	while (text->length <= most && (n = fread(part, 1, sizeof part, file)) > 0)
		buf_add(text, part, n);
	if (ferror(file))
		return errno ? errno : EIO;
	return text->length > most ? EFBIG : 0;
}

char *files_read_most(const char *path, size_t most, size_t *length)
{
	FILE *file = fopen(path, "r");
	struct buf text = { 0 };
	int error;

	if (!file)
		return NULL;
	error = read_all(&text, file, most);
	fclose(file);
	if (error) {
		buf_free(&text);
		errno = error;
		return NULL;
	}
	*length = text.length;
	return buf_take(&text);
}

char *files_read(const char *path, size_t *length)
{
	return files_read_most(path, SIZE_MAX - 1, length);
}

char *files_kept(const char *name)
{
	char *path = files_state(name), *text = path ? files_read_most(path, (size_t)MOST_KEPT_MIB << 20, &(size_t){ 0 }) : NULL;
	struct buf none = { 0 };
	int error = path && !text ? errno : ENOENT;

	free(path);
	if (!text && (error == ENOENT || error == ENOTDIR))
		return buf_take(&none);
	errno = error;
	return text;
}

void files_make_directories(const char *path)
{
	struct buf part = { 0 };

	for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		buf_clear(&part);
		buf_add(&part, path, (size_t)(slash - path));
		mkdir(buf_text(&part), 0700);
	}
	buf_free(&part);
}

bool files_replaceable(const char *path)
{
	struct buf directory = { 0 };
	bool good;

	files_make_directories(path);
	buf_add(&directory, path, (size_t)(strrchr(path, '/') - path));
	good = access(buf_text(&directory), W_OK | X_OK) == 0;
	buf_free(&directory);
	return good;
}

static bool write_all(int file, const char *bytes, size_t length)
{
	ssize_t n;

	for (; length > 0; bytes += n, length -= (size_t)n) {
		n = write(file, bytes, length);
		if (n <= 0)
			return false;
	}
	return true;
}

bool files_replace(const char *path, const char *bytes, size_t length)
{
	struct buf temporary = { 0 };
	char *name;
	bool good;
	int file;

	files_make_directories(path);
	buf_printf(&temporary, "%s.XXXXXX", path);
	name = buf_take(&temporary);
	file = mkstemp(name);                   /* mode 0600 */
	good = file >= 0 && write_all(file, bytes, length);
	good = file >= 0 && close(file) == 0 && good && rename(name, path) == 0;
	if (file >= 0 && !good)
		unlink(name);
	free(name);
	return good;
}
