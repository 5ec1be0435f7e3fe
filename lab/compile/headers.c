/* headers.c - see headers.h. Line by line: a directive in a comment counts, too, which does no harm. */
#define _XOPEN_SOURCE 700       /* realpath() */

#include "lab/compile/headers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lab/base/files.h"
#include "lab/compile/cflags.h"
#include "lab/compile/folders.h"
#include "lab/compile/words.h"

enum { MOST_HEADER_BYTES = 1 << 20 };

/* ---- Directives ---- */

/* What follows "#word" and blanks on this line; NULL where it is no such line. */
static const char *after_directive(const char *line, const char *word)
{
	size_t length = strlen(word);

	line += strspn(line, " \t");
	if (*line++ != '#')
		return NULL;
	line += strspn(line, " \t");
	return strncmp(line, word, length) == 0 ? line + length + strspn(line + length, " \t") : NULL;
}

static const char *next_line(const char *at)
{
	at += strcspn(at, "\n");
	return *at ? at + 1 : at;
}

static bool is_directive(const char *line)
{
	return line[strspn(line, " \t")] == '#';
}

/* What a line includes: "shop.h", or <shop.h>. */
struct include {
	const char *name;
	size_t      length;
	bool        angled;
};

static bool read_include(struct include *out, const char *line)
{
	const char *at = after_directive(line, "include");
	const char *end = !at ? NULL : *at == '"' ? "\"\n" : *at == '<' ? ">\n" : NULL;

	if (!end)
		return false;
	*out = (struct include){ at + 1, strcspn(at + 1, end), *at == '<' };
	return out->length > 0 && at[1 + out->length] == *end && at[1] != '/';
}

/* Does a macro say what this line includes? */
static bool is_computed(const char *line)
{
	const char *at = after_directive(line, "include");

	return at && *at != '"' && *at != '<' && *at != '_';
}

/* ---- Where the compiler looks ---- */

/* The file of this name in a directory; malloc'ed, NULL where there is none. */
static char *file_in(const char *folder, size_t length, const struct include *include)
{
	struct buf path = { 0 };
	struct stat facts;

	buf_add(&path, folder, length);
	if (length && folder[length - 1] != '/')
		buf_addc(&path, '/');
	buf_add(&path, include->name, include->length);
	if (stat(buf_text(&path), &facts) == 0 && S_ISREG(facts.st_mode))
		return buf_take(&path);
	buf_free(&path);
	return NULL;
}

/* Who includes: a file, of the source with this number. */
struct includer {
	const struct sources *all;
	const struct words   *options;
	int                   folder;
	const char           *path;
};

/* In the directories that these options name, "-I inc" or "-Iinc". `*own` becomes whether that one is the person's. */
static char *file_of_options(const struct includer *from, const char *option, const struct include *include, bool *own)
{
	const struct words *options = from->options;
	size_t length = strlen(option);
	char *found = NULL;

	for (int i = 0; i < options->n && !found; i++) {
		const char *folder = options->at[i] + length;

		if (strncmp(options->at[i], option, length) != 0)
			continue;
		if (!*folder && i + 1 < options->n)
			folder = options->at[++i];
		found = file_in(folder, strlen(folder), include);
		*own = folder_is_own(folder, from->all);
	}
	return found;
}

/* The file that is included; malloc'ed. NULL where it is nobody's, or not the person's. */
static char *included(const struct includer *from, const struct include *include)
{
	const char *source = from->all->at[from->folder].path;
	bool own = true;
	char *found = NULL;

	if (!include->angled)
		found = file_in(from->path, folder_length(from->path), include);
	if (!include->angled && !found)
		found = file_of_options(from, "-iquote", include, &own);
	if (!include->angled && !found) {
		found = file_in(source, folder_length(source), include);
		own = true;
	}
	if (!found)
		found = file_of_options(from, "-I", include, &own);
	if (own)
		return found;
	free(found);
	return NULL;
}

/* ---- Finding ---- */

/* What the system has is nobody's own, unless the program itself stands there. */
static bool is_the_systems(const char *real, const char *source)
{
	char *place = realpath(source, NULL);
	bool systems = folder_is_below(real, "/usr") && !(place && folder_is_below(place, "/usr"));

	free(place);
	return systems;
}

/* Which of them this file is, for the sources of that directory; -1: none. */
static int number_of(const struct sources *all, int folder, const char *real)
{
	for (int i = 0; i < all->n_headers; i++)
		if (all->header[i].folder == folder && strcmp(all->header[i].real, real) == 0)
			return i;
	return -1;
}

/* The path becomes the list's. */
static void take(struct sources *all, int folder, char *path)
{
	char *real = realpath(path, NULL), *text = NULL;
	size_t length;

	if (real && number_of(all, folder, real) < 0 && !is_the_systems(real, all->at[folder].path)) {
		text = all->n_headers < MOST_HEADERS ? files_read_most(path, MOST_HEADER_BYTES, &length) : NULL;
		all->too_many_headers |= !text || strlen(text) != length;
	}
	if (text) {
		all->header[all->n_headers++] = (struct header){ .folder = folder, .path = path, .real = real, .text = text };
		return;
	}
	free(real);
	free(path);
}

static void see_text(struct sources *all, const struct includer *from, const char *text)
{
	struct include include;
	char *path;

	for (; *text; text = next_line(text)) {
		path = read_include(&include, text) ? included(from, &include) : NULL;
		if (path)
			take(all, from->folder, path);
	}
}

/* Does a header ask for what only the compiler can say? From elsewhere it would not find it. */
static bool computes(const char *text)
{
	while (*text && !is_computed(text))
		text = next_line(text);
	return *text;
}

/* The number of the first source in the same directory. */
static int folder_of(const struct sources *all, int source)
{
	const char *path = all->at[source].path;
	size_t length = folder_length(path);

	for (int i = 0; i < source; i++)
		if (folder_length(all->at[i].path) == length && strncmp(all->at[i].path, path, length) == 0)
			return i;
	return source;
}

static void split(struct words *options, const char *cflags)
{
	*options = (struct words){ .n = 0 };
	if (cflags && *cflags)
		cflags_split(options, cflags);
}

void headers_find(struct sources *all, const char *cflags)
{
	struct words options;

	split(&options, cflags);
	for (int i = 0; i < all->n; i++)
		see_text(all, &(struct includer){ all, &options, folder_of(all, i), all->at[i].path }, all->at[i].text);
	for (int i = 0; i < all->n_headers && !all->too_many_headers; i++) {
		const struct header *header = &all->header[i];

		all->too_many_headers |= computes(header->text);
		see_text(all, &(struct includer){ all, &options, header->folder, header->path }, header->text);
	}
	if (all->too_many_headers)
		sources_free_headers(all);
	words_free(&options);
}

/* ---- Settings ---- */

/* What a guard is defined as: nothing, or 1. */
static bool is_guards_value(const char *at)
{
	at += strspn(at, " \t");
	return !strchr("0123456789-+", *at) || !*at || strtol(at, NULL, 0) == 1;
}

/* The line that defines what its first directive asks for: "#ifndef SHOP_H", "#define SHOP_H 1". NULL for none. */
static const char *guard_of(const char *text)
{
	const char *name, *define;
	size_t length;

	while (*text && !is_directive(text))
		text = next_line(text);
	name = after_directive(text, "ifndef");
	for (text = next_line(text); name && *text && !is_directive(text);)
		text = next_line(text);
	define = name ? after_directive(text, "define") : NULL;
	length = name ? strcspn(name, " \t\r\n") : 0;
	return define && length && strncmp(define, name, length) == 0 && strchr(" \t\r\n", define[length]) &&
	       is_guards_value(define + length) ? text : NULL;
}

/* A line may be a guard though it is one of several that begin so: then something follows its #endif. */
void header_for_settings(struct buf *out, const struct header *header)
{
	const char *guard = guard_of(header->text), *after = guard ? next_line(guard) : NULL;

	if (!guard || strstr(after, "#ifndef")) {
		buf_adds(out, header->text);
		return;
	}
	buf_add(out, header->text, (size_t)(guard - header->text));
	buf_addc(out, '\n');
	buf_adds(out, after);
}

bool header_is_again(const struct sources *all, int i)
{
	for (int k = 0; k < i; k++)
		if (strcmp(all->header[k].real, all->header[i].real) == 0)
			return true;
	return false;
}

/* ---- Copies ---- */

bool headers_changed(const struct sources *all)
{
	for (int i = 0; i < all->n_headers; i++)
		if (all->header[i].changed)
			return true;
	return false;
}

/* "DIR/x.h/3-shop.h": where the copy of a header stands while the program is built at "DIR/x". */
static void add_copy(struct buf *out, const struct sources *all, int i, const char *place)
{
	const char *path = all->header[i].path;

	buf_printf(out, "%s.h/%d-%s", place, i, path + folder_length(path));
}

/* Which header the line includes; -1: none of the program's. */
static int header_of(const struct includer *from, const char *line, struct include *include)
{
	char *path = read_include(include, line) ? included(from, include) : NULL;
	char *real = path ? realpath(path, NULL) : NULL;
	int number = real ? number_of(from->all, from->folder, real) : -1;

	free(path);
	free(real);
	return number;
}

static void redirect(struct buf *out, const struct includer *from, const char *text, const char *place)
{
	const char *after;
	struct include include;

	for (; *text; text = after) {
		int number = header_of(from, text, &include);

		after = next_line(text);
		if (number >= 0) {
			buf_add(out, text, (size_t)(include.name - 1 - text));
			buf_addc(out, '"');
			add_copy(out, from->all, number, place);
			buf_addc(out, '"');
			text = include.name + include.length + 1;
		}
		buf_add(out, text, (size_t)(after - text));
	}
}

void headers_redirect(struct buf *out, const struct sources *all, int source, const char *cflags, const char *place)
{
	struct words options;

	split(&options, cflags);
	redirect(out, &(struct includer){ all, &options, folder_of(all, source), all->at[source].path }, all->at[source].text, place);
	words_free(&options);
}

bool headers_write(const struct sources *all, const char *cflags, const char *place)
{
	struct words options;
	bool good = true;

	split(&options, cflags);
	for (int i = 0; i < all->n_headers && good; i++) {
		const struct header *header = &all->header[i];
		struct buf path = { 0 }, text = { 0 };

		add_copy(&path, all, i, place);
		buf_printf(&text, "#line 1 \"%s\"\n", header->path);
		redirect(&text, &(struct includer){ all, &options, header->folder, header->path }, header->text, place);
		files_make_directories(buf_text(&path));
		good = files_replace(buf_text(&path), buf_text(&text), text.length);
		buf_free(&path);
		buf_free(&text);
	}
	words_free(&options);
	return good;
}
