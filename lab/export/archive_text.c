/* archive_text.c - texts, bodies, words and kinds of events in an archive; see archive.h. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/export/archive_parts.h"

/* ---- The table of texts ---- */

static void remember(struct texts_read *table, const char *text)
{
	if (table->n == table->room) {
		table->room = table->room ? 2 * table->room : 256;
		table->by_number = realloc(table->by_number, table->room * sizeof *table->by_number);
		must(table->by_number);
	}
	table->by_number[table->n++] = text;
}

void archive_texts_free(struct archive *a)
{
	numbered_free(&a->written);
	free(a->read.by_number);
}

/* ---- Texts ---- */

static void write_text(struct archive *a, const char *text)
{
	bool is_new = false;
	long number = text ? numbered_find(&a->written, text, &is_new) : 0;

	if (!is_new) {
		if (text)
			buf_printf(&a->text, " @%ld", number);
		else
			buf_adds(&a->text, " -");
		return;
	}
	buf_adds(&a->text, " \"");
	for (; *text; text++) {
		if (*text == '\n')
			buf_adds(&a->text, "\\n");
		else if (*text == '"' || *text == '\\')
			buf_printf(&a->text, "\\%c", *text);
		else if ((unsigned char)*text < 0x20)
			buf_printf(&a->text, "\\x%02x", (unsigned char)*text);
		else
			buf_addc(&a->text, *text);
	}
	buf_addc(&a->text, '"');
}

static int hex(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* What stands behind a backslash; 0 when it is nothing. */
static char read_escaped(struct archive *a)
{
	char c = a->at < a->end ? *a->at++ : '\0';

	if (c == 'n')
		return '\n';
	if (c == '"' || c == '\\')
		return c;
	if (c == 'x' && a->end - a->at >= 2 && hex(a->at[0]) >= 0 && hex(a->at[1]) >= 0) {
		a->at += 2;
		return (char)(16 * hex(a->at[-2]) + hex(a->at[-1]));
	}
	return '\0';
}

/* After the opening quote. NULL when it does not end. */
static const char *read_quoted(struct archive *a)
{
	struct buf text = { 0 };
	const char *copy = NULL;
	char c;

	while (a->at < a->end && *a->at != '"' && *a->at != '\n') {
		c = *a->at++;
		if (c == '\\')
			c = read_escaped(a);
		if (!c)
			break;
		buf_addc(&text, c);
	}
	if (a->at < a->end && *a->at == '"') {
		a->at++;
		copy = arena_text(a->arena, buf_text(&text));
		remember(&a->read, copy);
	}
	buf_free(&text);
	return copy;
}

static const char *read_numbered(struct archive *a, struct span field)
{
	char *end;
	long number = strtol(field.at, &end, 10);

	return end == field.end && end > field.at && number >= 0 && (size_t)number < a->read.n ? a->read.by_number[number] : NULL;
}

void archive_text(struct archive *a, const char **text)
{
	struct span field;

	if (!archive_reads(a)) {
		write_text(a, *text);
		return;
	}
	*text = NULL;
	if (!a->why && a->end - a->at > 1 && a->at[0] == ' ' && a->at[1] == '"') {
		a->at += 2;
		*text = read_quoted(a);
	} else {
		field = archive_field(a);
		if (a->why || (field.end - field.at == 1 && *field.at == '-'))
			return;
		if (field.at < field.end && *field.at == '@')
			*text = read_numbered(a, (struct span){ field.at + 1, field.end });
	}
	if (!*text)
		archive_fail(a, "a text is missing");
}

void archive_body(struct archive *a, const char **text)
{
	long length = archive_reads(a) ? 0 : (long)strlen(*text);
	char *copy;

	archive_long(a, &length, 0, archive_reads(a) ? (long)(a->end - a->at) : LONG_MAX);
	archive_end(a);
	if (!archive_reads(a)) {
		buf_add(&a->text, *text, (size_t)length);
		archive_end(a);
		return;
	}
	*text = "";
	if (a->why || a->end - a->at < length) {
		archive_fail(a, "the text that follows is cut");
		return;
	}
	copy = arena_alloc(a->arena, (size_t)length + 1);
	memcpy(copy, a->at, (size_t)length);
	for (long i = 0; i < length; i++)
		a->line += copy[i] == '\n';
	a->line++;
	a->at += length;
	*text = copy;
	archive_end(a);
}

/* ---- Words and kinds ---- */

void archive_word(struct archive *a, int *index, const char *const *words, int n)
{
	struct span field;

	if (!archive_reads(a)) {
		buf_printf(&a->text, " %s", words[*index]);
		return;
	}
	*index = 0;
	field = archive_field(a);
	for (int i = 0; i < n && !a->why; i++)
		if (strlen(words[i]) == (size_t)(field.end - field.at) && !strncmp(words[i], field.at, strlen(words[i]))) {
			*index = i;
			return;
		}
	archive_fail(a, "this conclab does not know '%.*s'", (int)(field.end - field.at), field.at);
}

static const char *const kind_names[EVENT_KIND_COUNT] = {
#define X(kind, operation, verb, fields) [EV_##kind] = #kind,
	EVENT_KINDS(X)
#undef X
};

/* One that this conclab does not know is no fault before an event has it. */
static int find_kind(struct span field)
{
	for (int i = 0; i < EVENT_KIND_COUNT; i++)
		if (strlen(kind_names[i]) == (size_t)(field.end - field.at) &&
		    !strncmp(kind_names[i], field.at, strlen(kind_names[i])))
			return i;
	return -1;
}

void archive_kinds(struct archive *a)
{
	archive_begin(a, "kinds");
	a->n_kinds = EVENT_KIND_COUNT;
	archive_int(a, &a->n_kinds, 0, (int)(sizeof a->kinds / sizeof *a->kinds));
	for (int i = 0; i < a->n_kinds; i++) {
		if (archive_reads(a))
			a->kinds[i] = find_kind(archive_field(a));
		else
			buf_printf(&a->text, " %s", kind_names[i]);
	}
	archive_end(a);
}

void archive_kind(struct archive *a, enum event_kind *kind)
{
	int number = (int)*kind;

	archive_int(a, &number, 0, a->n_kinds > 0 ? a->n_kinds - 1 : 0);
	*kind = (enum event_kind)number;
	if (!archive_reads(a))
		return;
	if (a->kinds[number] < 0)
		archive_fail(a, "this conclab does not know an event that is in it");
	*kind = a->kinds[number] < 0 ? (enum event_kind)0 : (enum event_kind)a->kinds[number];
}
