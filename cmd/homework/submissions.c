/* submissions.c - see submissions.h. */
#define _XOPEN_SOURCE 700       /* realpath() */

#include <stdbool.h>

#include "cmd/homework/submissions.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lab/base/panic.h"
#include "lab/compile/sources.h"
#include "lab/program/program.h"

static char *copy(const char *text)
{
	char *mine = strdup(text);

	must(mine);
	return mine;
}

static bool is_folder(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static bool is_c(const char *name)
{
	size_t length = strlen(name);

	return *name != '.' && length > 2 && strcmp(name + length - 2, ".c") == 0;
}

static void add(struct submissions *all, const char *name, char *path, const char *settings)
{
	if (all->n == all->room) {
		all->room = all->room ? 2 * all->room : 16;
		all->at = realloc(all->at, (size_t)all->room * sizeof *all->at);
		must(all->at);
	}
	all->at[all->n++] = (struct submission){ copy(name), path, copy(settings) };
}

/* Append one file of a program, from the root: the process that builds it stands elsewhere. */
static bool add_file(struct buf *all, const char *name, bool folder, struct buf *why)
{
	char *real = realpath(name, NULL);

	if (real)
		buf_printf(all, "%s%s%s", all->length ? "," : "", real, folder ? "/" : "");
	else if (sources_carried(name))
		buf_printf(all, "%s%s", all->length ? "," : "", name);
	else
		buf_printf(why, "cannot read %s: %s", name, strerror(errno));
	free(real);
	return why->length == 0;
}

/* A program of the files in this list, apart by commas, or of a folder. */
static bool add_program(struct submissions *all, const char *name, const char *settings, struct buf *why)
{
	char *names = copy(name), *rest = NULL;
	struct buf path = { 0 };
	bool good = true;

	for (char *one = strtok_r(names, ",", &rest); one && good; one = strtok_r(NULL, ",", &rest))
		good = add_file(&path, one, is_folder(one), why);
	if (good && path.length)
		add(all, name, buf_take(&path), settings);
	buf_free(&path);
	free(names);
	return good;
}

/* ---- Folders ---- */

static int is_shown(const struct dirent *entry)
{
	return *entry->d_name != '.';
}

static bool holds_c(const char *path)
{
	DIR *folder = opendir(path);
	const struct dirent *entry;
	bool holds = false;

	while (folder && !holds && (entry = readdir(folder)))
		holds = is_c(entry->d_name);
	if (folder)
		closedir(folder);
	return holds;
}

static bool add_folder(struct submissions *all, const char *path, const char *settings, struct buf *why)
{
	struct dirent **entries = NULL;
	int n = scandir(path, &entries, is_shown, alphasort), before = all->n;
	size_t length = strlen(path);

	if (n < 0) {
		buf_printf(why, "cannot read %s: %s", path, strerror(errno));
		return false;
	}
	for (int i = 0; i < n; i++) {
		struct buf name = { 0 };

		buf_printf(&name, "%s%s%s", path, length && path[length - 1] == '/' ? "" : "/", entries[i]->d_name);
		if (!why->length && (is_folder(buf_text(&name)) ? holds_c(buf_text(&name)) : is_c(entries[i]->d_name)))
			add_program(all, buf_text(&name), settings, why);
		buf_free(&name);
		free(entries[i]);
	}
	free(entries);
	if (!why->length && all->n == before)
		buf_printf(why, "there is no program in %s: neither a .c file nor a folder with one", path);
	return why->length == 0;
}

bool submissions_add(struct submissions *all, const char *path, const char *settings, struct buf *why)
{
	return is_folder(path) ? add_folder(all, path, settings, why) : add_program(all, path, settings, why);
}

bool submissions_add_course(struct submissions *all, const char *course, const char *words, const char *settings,
                            struct buf *why)
{
	const char *slash = strrchr(course, '/');
	size_t length = strcspn(words, " ");
	struct buf path = { 0 }, both = { 0 };
	bool good;

	if (slash && *words != '/')
		buf_add(&path, course, (size_t)(slash + 1 - course));
	buf_add(&path, words, length);
	buf_printf(&both, "%s%s", words + length, settings);
	good = add_program(all, buf_text(&path), buf_text(&both), why);
	buf_free(&path);
	buf_free(&both);
	return good;
}

void submissions_free(struct submissions *all)
{
	for (int i = 0; i < all->n; i++) {
		free(all->at[i].name);
		free(all->at[i].path);
		free(all->at[i].settings);
	}
	free(all->at);
	*all = (struct submissions){ 0 };
}
