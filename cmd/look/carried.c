/* carried.c - see carried.h. */
#include "cmd/look/carried.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/files.h"
#include "lab/base/hash.h"
#include "lab/base/panic.h"
#include "lab/compile/headers.h"
#include "lab/compile/sources.h"
#include "lab/compile/words.h"

enum { LARGEST_HEADER = 1 << 20 };

static void add(struct carried *carried, struct arena *arena, const char *path, const char *text)
{
	if (carried->n < MOST_CARRIED)
		carried->at[carried->n++] = (struct carried_file){ arena_text(arena, path), arena_text(arena, text) };
}

static bool has(const struct carried *carried, const char *path)
{
	for (int i = 0; i < carried->n; i++)
		if (!strcmp(carried->at[i].path, path))
			return true;
	return false;
}

/* ---- Headers ---- */

/* The name in quotes of an include on this line; false for any other line. */
static bool included(const char *line, struct buf *name)
{
	const char *end;

	line += strspn(line, " \t");
	if (*line++ != '#')
		return false;
	line += strspn(line, " \t");
	if (strncmp(line, "include", 7) != 0)
		return false;
	line += 7 + strspn(line + 7, " \t");
	end = *line == '"' ? strpbrk(line + 1, "\"\n") : NULL;
	if (!end || *end != '"')
		return false;
	buf_clear(name);
	buf_add(name, line + 1, (size_t)(end - line - 1));
	return true;
}

/* Beside the file that includes it; what is not there is the system's or the lab's. */
static void add_header(struct carried *carried, struct arena *arena, const char *from, const char *name)
{
	const char *slash = strrchr(from, '/');
	struct buf path = { 0 };
	size_t length;
	char *text = NULL;

	if (*name != '/' && slash)
		buf_add(&path, from, (size_t)(slash - from + 1));
	buf_adds(&path, name);
	if (!has(carried, buf_text(&path)))
		text = files_read_most(buf_text(&path), LARGEST_HEADER, &length);
	if (text && strlen(text) == length)
		add(carried, arena, buf_text(&path), text);
	free(text);
	buf_free(&path);
}

/* Of all files, those that are added meanwhile included. */
static void add_headers(struct carried *carried, struct arena *arena)
{
	struct buf name = { 0 };

	for (int i = 0; i < carried->n; i++)
		for (const char *line = carried->at[i].text; line; line = strchr(line, '\n')) {
			line += *line == '\n';
			if (included(line, &name))
				add_header(carried, arena, carried->at[i].path, buf_text(&name));
		}
	buf_free(&name);
}

/* ---- Collecting ---- */

/* The headers that the compiler finds, in whatever directory. */
static void add_found(struct carried *carried, const struct sources *sources, struct arena *arena)
{
	for (int i = 0; i < sources->n_headers; i++)
		if (!has(carried, sources->header[i].path))
			add(carried, arena, sources->header[i].path, sources->header[i].text);
}

/* As they stand now; false when that is not what the pattern was made from. */
static bool add_sources(struct carried *carried, const struct pattern *pattern, const char *cflags, struct arena *arena)
{
	struct buf ignored = { 0 };
	struct sources sources;
	bool good = sources_read(&sources, pattern->name, cflags, &ignored);
	char *text = good ? sources_text(&sources) : NULL;

	buf_free(&ignored);
	good = text && !strcmp(text, program_source(pattern));
	for (int i = 0; good && i < sources.n; i++)
		add(carried, arena, sources.at[i].path, sources.at[i].text);
	carried->n_sources = carried->n;
	if (good)
		add_found(carried, &sources, arena);
	if (text)
		sources_free(&sources);
	free(text);
	return good;
}

bool carried_collect(struct carried *carried, const struct pattern *pattern, const char *cflags, struct arena *arena,
                     struct buf *why)
{
	*carried = (struct carried){ .name = pattern->name };
	if (!program_source(pattern))
		return true;
	if (!add_sources(carried, pattern, cflags, arena)) {
		if (program_n_files(pattern) != 1) {
			buf_printf(why, "the files of %s are no longer those of this run", pattern->name);
			return false;
		}
		add(carried, arena, pattern->name, program_source(pattern));    /* one file, as it was then */
		carried->n_sources = carried->n;
	}
	add_headers(carried, arena);
	return true;
}

/* ---- Loading ---- */

static bool is_unchanged(const struct carried_file *file)
{
	size_t length;
	char *text = files_read_most(file->path, (size_t)MOST_SOURCE_MIB << 20, &length);
	const char *now = text ? text : sources_carried(file->path);
	bool same = now && !strcmp(now, file->text);

	free(text);
	return same;
}

static bool all_unchanged(const struct carried *carried)
{
	for (int i = 0; i < carried->n; i++)
		if (!is_unchanged(&carried->at[i]))
			return false;
	return true;
}

/* Take the last folder off the end. */
static void go_up(struct buf *out, size_t root)
{
	while (out->length > root && out->text[out->length - 1] != '/')
		out->text[--out->length] = '\0';
	if (out->length > root)
		out->text[--out->length] = '\0';
}

/*
 * A path within the folder, whatever path it was: "a/b.c" of "./a/b.c", "/a/b.c" and "../a/x/../b.c". The headers of a
 * source come to stand where it looks for them.
 */
static void add_within(struct buf *out, const char *path)
{
	size_t root = out->length;

	while (*path) {
		size_t n = strcspn(path, "/");

		if (n == 2 && path[0] == '.' && path[1] == '.') {
			go_up(out, root);
		} else if (n > 0 && !(n == 1 && *path == '.')) {
			buf_addc(out, '/');
			buf_add(out, path, n);
		}
		path += n + (path[n] == '/');
	}
}

/* A folder of the cache whose name is a digest of all of it; malloc'ed, NULL when there is none. */
static char *folder_of(const struct carried *carried)
{
	struct buf name = { 0 };
	struct hash hash;
	struct key key;
	char *folder;

	hash_begin(&hash);
	for (int i = 0; i < carried->n; i++) {
		hash_bytes(&hash, carried->at[i].path, strlen(carried->at[i].path));
		hash_bytes(&hash, carried->at[i].text, strlen(carried->at[i].text));
	}
	key = hash_end(&hash);
	buf_printf(&name, RUNS_FOLDER "/%016" PRIx64, key.a);
	folder = files_cache(buf_text(&name));
	buf_free(&name);
	return folder;
}

/* ---- Where headers are looked for ---- */

/* "-I" of "-I" and "-Iinc": what names a directory for headers; NULL for any other option. */
static const char *searching_option(const char *word)
{
	return !strncmp(word, "-I", 2) ? "-I" : !strncmp(word, "-iquote", 7) ? "-iquote" : NULL;
}

/* As one word, whatever is in it. */
static void add_word(struct buf *out, const char *word)
{
	buf_adds(out, out->length ? " '" : "'");
	for (; *word; word++)
		if (*word == '\'')
			buf_adds(out, "'\\''");
		else
			buf_addc(out, *word);
	buf_addc(out, '\'');
}

/* The directory below `folder` where the headers of this one have been unpacked, before it itself, which others may be in. */
static void add_searched(struct buf *out, const char *folder, const char *option, const char *directory)
{
	struct buf path = { 0 };

	buf_printf(&path, "%s", folder);
	add_within(&path, directory);
	add_word(out, option);
	add_word(out, buf_text(&path));
	add_word(out, option);
	add_word(out, directory);
	buf_free(&path);
}

/* The options, so that the headers are found where they have been unpacked. */
static void add_options(struct buf *out, const char *folder, const char *cflags)
{
	struct buf ignored = { 0 };
	struct words words;
	const char *option;

	if (!words_split(&words, cflags, &ignored)) {
		buf_free(&ignored);
		return;
	}
	for (int i = 0; i < words.n; i++) {
		option = searching_option(words.at[i]);
		if (option && words.at[i][strlen(option)])
			add_searched(out, folder, option, words.at[i] + strlen(option));
		else if (option && i + 1 < words.n)
			add_searched(out, folder, option, words.at[++i]);
		else
			add_word(out, words.at[i]);
	}
	words_free(&words);
}

/* All of it; the word for its sources, "DIR/a.c,DIR/b.c", in `word`, and the options for them in `used`. */
static bool unpack(const struct carried *carried, const char *cflags, struct buf *word, struct buf *used)
{
	char *folder = folder_of(carried);
	bool good = folder != NULL;

	if (good)
		add_options(used, folder, cflags);
	for (int i = 0; i < carried->n && good; i++) {
		struct buf path = { 0 };

		buf_adds(&path, folder);
		add_within(&path, carried->at[i].path);
		good = files_replace(buf_text(&path), carried->at[i].text, strlen(carried->at[i].text));
		if (i < carried->n_sources)
			buf_printf(word, "%s%s", i ? "," : "", buf_text(&path));
		buf_free(&path);
	}
	free(folder);
	return good;
}

static void fail(struct program_outcome *outcome, enum program_result result, const char *why)
{
	*outcome = (struct program_outcome){ .result = result, .why = strdup(why) };
	must(outcome->why);
}

void carried_load(struct program_outcome *outcome, const struct carried *carried, const char *cflags, struct buf *used)
{
	struct buf word = { 0 };

	if (all_unchanged(carried) || programs_refused()) {
		buf_adds(used, cflags);
		program_load(outcome, carried->name, cflags);
	} else if (unpack(carried, cflags, &word, used)) {
		program_load(outcome, buf_text(&word), buf_text(used));
	} else {
		fail(outcome, PROGRAM_SYSTEM, "there is nowhere to unpack its program: no cache");
	}
	buf_free(&word);
}
