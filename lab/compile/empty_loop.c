/*
 * empty_loop.c - see empty_loop.h.
 *
 * What the call does to registers and stack is no matter, for nobody comes out of the loop; only that the stack is aligned
 * as at any call.
 */
#include "lab/compile/empty_loop.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/base/files.h"

enum { MOST_LABELS = 8 };

#ifdef __aarch64__
#define TELL "\tbl\tconclab_empty_loop\n"
#else
#define TELL "\tandq\t$-16, %rsp\n\tcall\tconclab_empty_loop@PLT\n"
#endif

static const char blanks[] = " \t";

/* Labels that stand behind each other, and nothing that does anything between them. */
struct labels {
	int         n;
	const char *at[MOST_LABELS];
	size_t      length[MOST_LABELS];
};

static bool begins(const char *line, const char *word)
{
	return strncmp(line, word, strlen(word)) == 0;
}

/* Of ".L2:" the length of the name; 0 for any other line. */
static size_t label(const char *line)
{
	size_t length = begins(line, ".L") ? strcspn(line, ": \t\n") : 0;

	return line[length] == ':' ? length : 0;
}

/* Does the line, from its first word on, do nothing? */
static bool does_nothing(const char *word)
{
	static const char *const idle[] = { ".loc", ".p2align", ".align", "nop", "#", "//" };
	size_t instruction = strcspn(word, " \t\n");

	for (size_t i = 0; i < sizeof idle / sizeof *idle; i++)
		if (begins(word, idle[i]))
			return true;
	return *word == '\n' || (instruction && strncmp(word + strcspn(word, "_\n"), "__sanitizer_cov_trace_pc",
	                                                strlen("__sanitizer_cov_trace_pc")) == 0);
}

/* Where a line that only jumps jumps to; NULL for any other. */
static const char *target(const char *word)
{
	size_t length = strcspn(word, " \t\n");

	if (!(length == 3 && begins(word, "jmp")) && !(length == 1 && *word == 'b'))
		return NULL;
	return word + length + strspn(word + length, blanks);
}

static bool is_one_of(const struct labels *labels, const char *name)
{
	size_t length = strcspn(name, " \t\n");

	for (int i = 0; i < labels->n; i++)
		if (labels->length[i] == length && strncmp(labels->at[i], name, length) == 0)
			return true;
	return false;
}

/* What stands before this line and does nothing, is known of as `labels`: does it close a loop? */
static bool closes(struct labels *labels, const char *line)
{
	const char *word = line + strspn(line, blanks), *to = target(word);
	size_t length = label(line);

	if (length && labels->n < MOST_LABELS) {
		labels->at[labels->n] = line;
		labels->length[labels->n++] = length;
	} else if (to || length || !does_nothing(word)) {
		bool found = to && is_one_of(labels, to);

		labels->n = 0;
		return found;
	}
	return false;
}

/* Append the text with a call in each such loop. False, with nothing appended, when there is none. */
static bool mark(struct buf *out, const char *text)
{
	struct labels labels = { 0 };
	const char *done = text;

	for (const char *line = text, *next; *line; line = next) {
		next = line + strcspn(line, "\n");
		next += *next == '\n';
		if (!closes(&labels, line))
			continue;
		buf_add(out, done, (size_t)(line - done));
		buf_adds(out, TELL);
		done = line;
	}
	if (done == text)
		return false;
	buf_adds(out, done);
	return true;
}

bool empty_loops_mark_file(const char *path)
{
	struct buf marked = { 0 };
	size_t length;
	char *text = files_read(path, &length);
	bool good = !text || !mark(&marked, text) || files_replace(path, buf_text(&marked), marked.length);

	free(text);
	buf_free(&marked);
	return good;
}
