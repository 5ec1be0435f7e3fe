/* unset.c - see unset.h. */
#include "lab/compile/unset.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/compile/elf.h"
#include "lab/compile/tool.h"

#define MARK "conclab_unset_"
#define OPTION "[-Wuninitialized]"

static const char names[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.->[]*";

/* "prog.c:5" of "/home/me/prog.c:5:33: warning: ...". */
static void add_place(struct buf *out, const char *line, size_t length)
{
	const char *end = line, *from = line;

	for (int colons = 0; end < line + length && (colons += *end == ':') < 2; end++)
		if (*end == '/')
			from = end + 1;
	buf_add(out, from, (size_t)(end - from));
}

/* The first word in quotes of some sort, 'y'; none where such a word is not found. */
static void add_name(struct buf *out, const char *line, size_t length)
{
	for (const char *at = line; at + 1 < line + length; at++) {
		bool quote = *at == '\'' || (unsigned char)*at >= 0x80;
		size_t n = quote ? strspn(at + 1, names) : 0;

		if (n > 0 && (at[1 + n] == '\'' || (unsigned char)at[1 + n] >= 0x80)) {
			buf_add(out, at + 1, n);
			return;
		}
	}
}

void unset_note(struct command_line *link, const char *said)
{
	const char *option = strstr(said, OPTION), *line = option;
	struct buf name = { 0 }, text = { 0 }, word = { 0 };

	if (!option)
		return;
	while (line > said && line[-1] != '\n')
		line--;
	add_name(&name, line, (size_t)(option - line));
	buf_printf(&text, "%s%s", buf_text(&name), name.length ? " (" : "");
	add_place(&text, line, (size_t)(option - line));
	buf_adds(&text, name.length ? ")" : "");
	buf_adds(&word, "-Wl,--defsym=" MARK);
	for (size_t i = 0; i < text.length; i++)
		buf_printf(&word, "%02x", (unsigned char)buf_text(&text)[i]);
	buf_adds(&word, "=0");
	line_add(link, buf_text(&word));
	buf_free(&name);
	buf_free(&text);
	buf_free(&word);
}

static void see(void *context, const char *name, bool defined)
{
	unsigned byte;

	if (defined && strncmp(name, MARK, strlen(MARK)) == 0)
		for (name += strlen(MARK); sscanf(name, "%2x", &byte) == 1; name += 2)
			buf_addc(context, (char)byte);
}

void unset_found(struct buf *out, const char *object)
{
	elf_names(object, see, out);
}
