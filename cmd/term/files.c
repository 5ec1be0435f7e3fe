/* files.c - see files.h. */
#include "cmd/term/files.h"

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

static void make_directories(const char *path)
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

	make_directories(path);
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

	make_directories(path);
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
