/* sources.c - see sources.h. */
#define _DEFAULT_SOURCE         /* scandir beside C11 */

#include "lab/compile/sources.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lab/base/embed.h"
#include "lab/base/files.h"
#include "lab/compile/headers.h"

static bool refuse(struct buf *why, const char *path, const char *reason)
{
	buf_printf(why, "cannot read %s: %s", path, reason);
	return false;
}

/* The path becomes the list's. */
static bool add_file(struct sources *all, char *path, struct buf *why)
{
	size_t length;
	char *text;
	bool good;

	if (all->n == MOST_SOURCES) {
		buf_printf(why, "a program of more than %d files is not taken", MOST_SOURCES);
		free(path);
		return false;
	}
	text = files_read_most(path, (size_t)MOST_SOURCE_MIB << 20, &length);
	all->at[all->n++] = (struct source){ path, text };
	if (!text && errno == EFBIG)
		buf_printf(why, "%s holds more than %d MiB: it is no program", path, MOST_SOURCE_MIB);
	else if (!text)
		refuse(why, path, strerror(errno));
	good = text && strlen(text) == length;
	if (text && !good)
		buf_printf(why, "%s holds a zero byte: it is not text", path);
	return good;
}

static int is_source(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return entry->d_name[0] != '.' && length > 2 && strcmp(entry->d_name + length - 2, ".c") == 0;
}

/* By their bytes: the same order everywhere. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static bool add_directory(struct sources *all, const char *path, struct buf *why)
{
	struct dirent **entries;
	int n = scandir(path, &entries, is_source, by_name), before = all->n;
	bool good = true;

	if (n < 0)
		return refuse(why, path, strerror(errno));
	for (int i = 0; i < n; i++) {
		struct buf below = { 0 };

		buf_printf(&below, "%s%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/", entries[i]->d_name);
		good = good && add_file(all, buf_take(&below), why);
		buf_free(&below);
		free(entries[i]);
	}
	free(entries);
	if (good && all->n == before)
		buf_printf(why, "%s holds no file that ends in .c", path);
	return good && all->n > before;
}

static char *copy(const char *text)
{
	struct buf buf = { 0 };

	buf_adds(&buf, text);
	return buf_take(&buf);
}

/* One of the lab's own programs, where there is no such file. */
const char *sources_carried(const char *path)
{
	static const char *const folders[] = { "patterns/pthread/", "lessons/" };

	while (strncmp(path, "./", 2) == 0)
		path += 2;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		if (strncmp(path, folders[i], strlen(folders[i])) == 0)
			return embedded_text(path);
	return NULL;
}

static bool add_carried(struct sources *all, const char *path)
{
	const char *text = errno == ENOENT || errno == ENOTDIR ? sources_carried(path) : NULL;

	if (text && all->n < MOST_SOURCES)
		all->at[all->n++] = (struct source){ copy(path), copy(text) };
	return text != NULL;
}

/* A file, or a directory of them. */
static bool add_path(struct sources *all, const char *path, struct buf *why)
{
	struct stat facts;

	if (stat(path, &facts) != 0)
		return add_carried(all, path) || refuse(why, path, strerror(errno));
	if (S_ISDIR(facts.st_mode))
		return add_directory(all, path, why);
	if (!S_ISREG(facts.st_mode))
		return refuse(why, path, "it is no file");
	return add_file(all, copy(path), why);
}

/* "./a.c,./b.c"; a file whose name has a comma is one file all the same. */
static bool add_all(struct sources *all, const char *word, struct buf *why)
{
	struct buf path = { 0 };
	bool good = true;

	if (access(word, F_OK) == 0)
		return add_path(all, word, why);
	for (size_t length; good; word += length + 1) {
		length = strcspn(word, ",");
		buf_clear(&path);
		buf_add(&path, word, length);
		good = add_path(all, buf_text(&path), why);
		if (!word[length])
			break;
	}
	buf_free(&path);
	return good;
}

bool sources_read(struct sources *all, const char *word, const char *cflags, struct buf *why)
{
	bool good;

	all->n = all->n_headers = 0;
	all->too_many_headers = false;
	good = add_all(all, word, why);
	if (good)
		headers_find(all, cflags);
	else
		sources_free(all);
	return good;
}

void sources_free(struct sources *all)
{
	for (int i = 0; i < all->n; i++) {
		free(all->at[i].path);
		free(all->at[i].text);
	}
	all->n = 0;
	sources_free_headers(all);
}

void sources_free_headers(struct sources *all)
{
	for (int i = 0; i < all->n_headers; i++) {
		free(all->header[i].path);
		free(all->header[i].real);
		free(all->header[i].text);
	}
	all->n_headers = 0;
}

bool sources_are_same(const struct sources *a, const struct sources *b)
{
	bool same = a->n == b->n && a->n_headers == b->n_headers;

	for (int i = 0; same && i < a->n; i++)
		same = strcmp(a->at[i].path, b->at[i].path) == 0 && strcmp(a->at[i].text, b->at[i].text) == 0;
	for (int i = 0; same && i < a->n_headers; i++)
		same = strcmp(a->header[i].real, b->header[i].real) == 0 && strcmp(a->header[i].text, b->header[i].text) == 0;
	return same;
}

char *sources_text(const struct sources *all)
{
	struct buf text = { 0 };

	for (int i = 0; i < all->n; i++)
		buf_adds(&text, all->at[i].text);
	return buf_take(&text);
}

char *sources_for_settings(const struct sources *all)
{
	struct buf text = { 0 };

	for (int i = 0; i < all->n; i++)
		buf_adds(&text, all->at[i].text);
	for (int i = 0; i < all->n_headers; i++)
		if (!header_is_again(all, i))
			header_for_settings(&text, &all->header[i]);
	return buf_take(&text);
}
