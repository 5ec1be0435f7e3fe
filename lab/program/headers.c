/* headers.c - see headers.h. Line by line: a directive in a comment counts, too, which does no harm. */
#include "lab/program/headers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/files.h"

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

/* ---- Finding ---- */

static char *joined(const char *folder, size_t length, const char *name, size_t name_length)
{
	struct buf path = { 0 };

	buf_add(&path, folder, length);
	buf_add(&path, name, name_length);
	return buf_take(&path);
}

/* How long the path of the directory is, its slash included; 0 for the present one. */
static size_t folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) + 1 : 0;
}

static bool is_known(const struct sources *all, int folder, const char *name)
{
	for (int i = 0; i < all->n_headers; i++)
		if (all->header[i].folder == folder && strcmp(all->header[i].name, name) == 0)
			return true;
	return false;
}

/* The header of this name, from the directory of the source on. False where there is no such file. */
static bool take(struct sources *all, int folder, char *name)
{
	const char *source = all->at[folder].path;
	char *path = joined(source, folder_length(source), name, strlen(name)), *text;
	size_t length;

	if (is_known(all, folder, name)) {
		free(name);
		free(path);
		return true;
	}
	text = all->n_headers <= MOST_HEADERS ? files_read_most(path, MOST_HEADER_BYTES, &length) : NULL;
	if (!text || strlen(text) != length || all->n_headers == MOST_HEADERS) {
		all->too_many_headers |= text != NULL;
		free(name);
		free(path);
		free(text);
		return false;
	}
	all->header[all->n_headers++] = (struct header){ .folder = folder, .name = name, .path = path, .text = text };
	return true;
}

/* What a text includes that stands in `within`, "inc/" or "", below the directory of the source. */
static void see_text(struct sources *all, int folder, const char *within, const char *text)
{
	size_t length = folder_length(within);

	for (; *text; text = next_line(text)) {
		const char *at = after_directive(text, "include");
		size_t n = at && *at == '"' ? strcspn(at + 1, "\"\n") : 0;

		if (!n || at[1] == '/')
			continue;
		if (n > 1 && strncmp(at + 1, "..", 2) == 0)
			all->too_many_headers = true;
		else if (!take(all, folder, joined(within, length, at + 1, n)) && length)
			take(all, folder, joined("", 0, at + 1, n));
	}
}

int headers_folder_number(const struct sources *all, int source)
{
	const char *path = all->at[source].path;
	size_t length = folder_length(path);

	for (int i = 0; i < source; i++)
		if (folder_length(all->at[i].path) == length && strncmp(all->at[i].path, path, length) == 0)
			return i;
	return source;
}

void headers_find(struct sources *all)
{
	for (int i = 0; i < all->n; i++)
		see_text(all, headers_folder_number(all, i), "", all->at[i].text);
	for (int i = 0; i < all->n_headers && !all->too_many_headers; i++)
		see_text(all, all->header[i].folder, all->header[i].name, all->header[i].text);
	if (all->too_many_headers)
		sources_free_headers(all);
}

/* ---- Settings ---- */

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
	return define && length && strncmp(define, name, length) == 0 && strchr(" \t\r\n", define[length]) ? text : NULL;
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

/* ---- Copies ---- */

char *headers_folder_of(const char *place, int folder)
{
	struct buf path = { 0 };

	buf_printf(&path, "%s.%d.h", place, folder);
	return buf_take(&path);
}

bool headers_changed(const struct sources *all)
{
	for (int i = 0; i < all->n_headers; i++)
		if (all->header[i].changed)
			return true;
	return false;
}

bool headers_write(const struct sources *all, const char *place)
{
	bool good = true;

	for (int i = 0; i < all->n_headers && good; i++) {
		const struct header *header = &all->header[i];
		char *folder = headers_folder_of(place, header->folder);
		struct buf path = { 0 }, text = { 0 };

		buf_printf(&path, "%s/%s", folder, header->name);
		buf_printf(&text, "#line 1 \"%s\"\n%s", header->path, header->text);
		files_make_directories(buf_text(&path));
		good = files_replace(buf_text(&path), buf_text(&text), text.length);
		buf_free(&path);
		buf_free(&text);
		free(folder);
	}
	return good;
}
