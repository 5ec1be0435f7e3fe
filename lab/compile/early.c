/* early.c - see early.h. */
#include "lab/compile/early.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/base/files.h"

/* Where they are found again: in each file that has some, and one for all of them. */
#define RANGES "conclab_early"

/* The linker says where a section begins and ends whose name is one of C. */
#define RANGE(name) \
	"\t.weak\t__start_" name "\n\t.hidden\t__start_" name "\n\t.weak\t__stop_" name "\n\t.hidden\t__stop_" name "\n" \
	"\t.quad\t__start_" name "\n\t.quad\t__stop_" name "\n"

static const char ranges[] =
	"\t.section\t.data.rel.ro,\"aw\"\n\t.p2align\t3\n\t.weak\t" RANGES "\n\t.type\t" RANGES ", %object\n" RANGES ":\n"
	RANGE("conclab_first") RANGE("conclab_init") RANGE("conclab_fini") "\t.size\t" RANGES ", 48\n";

typedef void early_call(int, char **, char **);

/* Each from `from` on, up to `to`. */
struct early {
	struct { early_call **from, **to; } first, init, fini;
};

/* Behind the name of the section that this line begins; NULL: it begins none. */
static const char *section(const char *line, const char *name)
{
	static const char word[] = "\t.section\t";

	if (strncmp(line, word, sizeof word - 1) != 0 || strncmp(line + sizeof word - 1, name, strlen(name)) != 0)
		return NULL;
	return line + sizeof word - 1 + strlen(name);
}

/* What the section is called from now on; NULL: as it is. A compiler has one of its own, which tells the lab nothing. */
static const char *new_name(const char *line)
{
	const char *behind = section(line, ".init_array");

	if (!behind)
		return section(line, ".fini_array") ? "conclab_fini" : NULL;
	if (*behind != '.')
		return "conclab_init";
	return atoi(behind + 1) < 100 ? NULL : "conclab_first";
}

/* Append the text with the sections called otherwise. False, with nothing appended, when there are none. */
static bool move(struct buf *out, const char *text)
{
	const char *done = text;

	for (const char *line = text, *next; *line; line = next) {
		const char *name = new_name(line);

		next = line + strcspn(line, "\n");
		next += *next == '\n';
		if (!name)
			continue;
		buf_add(out, done, (size_t)(line - done));
		buf_printf(out, "\t.section\t%s,\"aw\"\n", name);
		done = next;
	}
	if (done == text)
		return false;
	buf_adds(out, done);
	buf_adds(out, ranges);
	return true;
}

bool early_move_file(const char *path)
{
	struct buf moved = { 0 };
	size_t length;
	char *text = files_read(path, &length);
	bool good = !text || !move(&moved, text) || files_replace(path, buf_text(&moved), moved.length);

	free(text);
	buf_free(&moved);
	return good;
}

const struct early *early_of(void *handle)
{
	return dlsym(handle, RANGES);
}

void early_begin(const struct early *early, int argc, char **argv, char **environment)
{
	if (!early)
		return;
	for (early_call **call = early->first.from; call < early->first.to; call++)
		(*call)(argc, argv, environment);
	for (early_call **call = early->init.from; call < early->init.to; call++)
		(*call)(argc, argv, environment);
}

bool early_has_end(const struct early *early)
{
	return early && early->fini.from < early->fini.to;
}

void early_end(const struct early *early)
{
	if (!early)
		return;
	for (early_call **call = early->fini.to; call > early->fini.from;)
		(*--call)(0, NULL, NULL);
}
