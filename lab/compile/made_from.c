/* made_from.c - see made_from.h. */
#include "lab/compile/made_from.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lab/base/embed.h"
#include "lab/base/files.h"
#include "lab/base/panic.h"

/* ---- Digests ---- */

void key_add(struct buf *out, struct hash *hash)
{
	struct key key = hash_end(hash);

	buf_printf(out, "%016" PRIx64 "%016" PRIx64, key.a, key.b);
}

/* The digest of a file's contents, as text; "" when it cannot be read. */
static void add_file_key(struct buf *out, const char *path)
{
	struct hash hash;
	size_t length;
	char *text = files_read(path, &length);

	if (!text)
		return;
	hash_begin(&hash);
	hash_bytes(&hash, text, length);
	key_add(out, &hash);
	free(text);
}

void hash_compiler(struct hash *hash, const char *name)
{
	const char *path = strchr(name, '/') ? "" : getenv("PATH");
	struct buf candidate = { 0 };
	struct stat facts;

	hash_bytes(hash, name, strlen(name));
	for (; path; path = strchr(path, ':') ? strchr(path, ':') + 1 : NULL) {
		buf_clear(&candidate);
		buf_add(&candidate, path, strcspn(path, ":"));
		buf_printf(&candidate, "%s%s", candidate.length ? "/" : "", name);
		if (stat(buf_text(&candidate), &facts) == 0 && S_ISREG(facts.st_mode)) {
			hash_int(hash, (int64_t)facts.st_size);
			hash_int(hash, (int64_t)facts.st_mtime);
			break;
		}
	}
	buf_free(&candidate);
}

/* ---- The headers of the lab ---- */

static bool is_header(const struct embedded *file)
{
	size_t length = strlen(file->name);

	return length > 2 && strcmp(file->name + length - 2, ".h") == 0;
}

char *headers_folder(void)
{
	struct hash hash;
	struct buf name = { 0 }, path = { 0 };
	char *folder, *complete;
	bool good = true;

	hash_begin(&hash);
	for (const struct embedded *file = embedded_files; file->name; file++)
		if (is_header(file))
			hash_bytes(&hash, file->text, file->size);
	buf_adds(&name, "headers-");
	key_add(&name, &hash);
	folder = files_cache(buf_text(&name));
	buf_free(&name);
	if (!folder)
		return NULL;
	buf_printf(&path, "%s/complete", folder);
	complete = buf_take(&path);
	for (const struct embedded *file = embedded_files; file->name && access(complete, R_OK); file++) {
		if (!is_header(file))
			continue;
		buf_clear(&path);
		buf_printf(&path, "%s/%s", folder, file->name);
		good = good && files_replace(buf_text(&path), file->text, file->size);
	}
	good = good && (access(complete, R_OK) == 0 || files_replace(complete, "", 0));
	buf_free(&path);
	free(complete);
	if (!good) {
		free(folder);
		return NULL;
	}
	return folder;
}

/* ---- What the lab brings along ---- */

static const char brought_folder[] = "lab/program/brought/";

const char *brought_text(const char *name)
{
	const char *text;
	struct buf path = { 0 };

	buf_printf(&path, "%s%s", brought_folder, name);
	text = embedded_text(buf_text(&path));
	buf_free(&path);
	must(text);
	return text;
}

void hash_brought(struct hash *hash)
{
	for (const struct embedded *file = embedded_files; file->name; file++)
		if (strncmp(file->name, brought_folder, strlen(brought_folder)) == 0)
			hash_bytes(hash, file->text, file->size);
}

/* ---- What it was made from ---- */

void list_add(struct buf *out, const char *rules)
{
	struct buf path = { 0 };
	const char *at = strchr(rules, ':');
	int n = 0;

	for (at = at ? at + 1 : ""; *at; at++) {
		if (*at == '\\' && at[1] == ' ') {
			buf_addc(&path, *++at);
		} else if (*at != ' ' && *at != '\n' && *at != '\\') {
			buf_addc(&path, *at);
			continue;
		}
		if (path.length && *at != ' ' && *at != '\n')
			continue;
		if (path.length && n++ > 0) {
			add_file_key(out, buf_text(&path));
			buf_printf(out, " %s\n", buf_text(&path));
		}
		buf_clear(&path);
		if (strncmp(at, "\n", 1) == 0 && at[1] && at[1] != ' ')
			break;                  /* rules of -MP */
	}
	buf_free(&path);
}

bool is_fresh(const char *object, const char *list)
{
	size_t length;
	char *text = access(object, R_OK) == 0 ? files_read(list, &length) : NULL, *line = text;
	bool fresh = text != NULL;

	while (fresh && *line) {
		char *space = strchr(line, ' '), *end = strchr(line, '\n');
		struct buf now = { 0 };

		if (!space || !end) {
			fresh = false;
			break;
		}
		*space = *end = '\0';
		add_file_key(&now, space + 1);
		fresh = strcmp(buf_text(&now), line) == 0;
		buf_free(&now);
		line = end + 1;
	}
	free(text);
	return fresh;
}
