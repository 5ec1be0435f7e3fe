/*
 * text_names.c - see text_names.h. The text is read word by word, comments, texts and directives left out; what a macro makes
 * of it is not seen.
 */
#include "cmd/session/text_names.h"

#include <ctype.h>
#include <string.h>

#include "lab/program/program.h"

struct reader {
	const char *at;
	bool        fresh;              /* nothing but blanks stands before it on its line */
};

static bool is_word_char(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static const char *past_text(const char *at)
{
	char quote = *at++;

	for (; *at && *at != quote && *at != '\n'; at++)
		if (*at == '\\' && at[1])
			at++;
	return *at == quote ? at + 1 : at;
}

static const char *past_comment(const char *at)
{
	const char *end = at[1] == '/' ? strchr(at, '\n') : strstr(at + 2, "*/");

	return end ? end + (at[1] == '/' ? 0 : 2) : at + strlen(at);
}

/* A directive goes on where its line ends in a backslash. */
static const char *past_directive(const char *at)
{
	for (; *at && *at != '\n'; at++)
		if (*at == '\\' && at[1])
			at++;
	return at;
}

/* The next word or sign: where it begins; its length in `*length`; NULL at the end. */
static const char *next_word(struct reader *reader, size_t *length)
{
	const char *at = reader->at;

	while (*at) {
		if (*at == '\n') {
			reader->fresh = true;
			at++;
		} else if (isspace((unsigned char)*at)) {
			at++;
		} else if (*at == '/' && (at[1] == '/' || at[1] == '*')) {
			at = past_comment(at);
		} else if (*at == '#' && reader->fresh) {
			at = past_directive(at);
		} else if (*at == '"' || *at == '\'') {
			at = past_text(at);
			reader->fresh = false;
		} else {
			break;
		}
	}
	if (!*at)
		return NULL;
	reader->fresh = false;
	*length = 1;
	while (is_word_char(*at) && is_word_char(at[*length]))
		++*length;
	reader->at = at + *length;
	return at;
}

static bool is_word(const char *at, size_t length, const char *word)
{
	return strlen(word) == length && !strncmp(at, word, length);
}

/* The value behind the name that was read, as it is written: up to the end of this part. "NUMBER" where there is none to see. */
static void add_value(struct buf *out, struct reader reader)
{
	size_t length, from = out->length;
	const char *at = next_word(&reader, &length);

	while (at && *at == '=' && (at = next_word(&reader, &length)) != NULL && *at != ',' && *at != '}' && *at != ';')
		do {
			buf_add(out, at, length);
			at = next_word(&reader, &length);
		} while (at && *at != ',' && *at != '}' && *at != ';' && out->length - from < 40);
	if (out->length == from || out->length - from >= 40) {
		buf_clear(out);
		buf_adds(out, "NUMBER");
	}
}

/* Is it a constant of an enum? Then the reader stands behind it. */
static bool find_in_enums(struct reader *reader, const char *name)
{
	bool of_enum = false, inside = false, begins = false;
	const char *at;
	size_t length;

	while ((at = next_word(reader, &length)) != NULL) {
		if (begins && is_word(at, length, name))
			return true;
		begins = inside && *at == ',';
		if (is_word(at, length, "enum")) {
			of_enum = true;
		} else if (*at == '{') {
			begins = inside = of_enum;
			of_enum = false;
		} else if (*at == '}') {
			inside = false;
		} else if (*at == ';' || *at == '(' || *at == '*') {
			of_enum = false;
		}
	}
	return false;
}

/* Is it a variable that begins with a value, and keeps it? */
static bool find_in_constants(struct reader *reader, const char *name)
{
	bool constant = false;
	const char *at;
	size_t length;

	while ((at = next_word(reader, &length)) != NULL) {
		struct reader rest = *reader;
		const char *next;
		size_t ignored;

		if (constant && is_word(at, length, name) && (next = next_word(&rest, &ignored)) != NULL && *next == '=')
			return true;
		constant = is_word(at, length, "const") || (constant && is_word_char(*at));
	}
	return false;
}

/* Is there a #define of it? */
static bool is_defined(const char *text, const char *name)
{
	size_t length = strlen(name);

	for (; text; text = strchr(text, '\n') ? strchr(text, '\n') + 1 : NULL) {
		const char *at = text + strspn(text, " \t");

		if (*at++ != '#')
			continue;
		at += strspn(at, " \t");
		if (strncmp(at, "define", 6) != 0)
			continue;
		at += 6 + strspn(at + 6, " \t");
		if (!strncmp(at, name, length) && !is_word_char(at[length]))
			return true;
	}
	return false;
}

static void tell(struct buf *out, const char *name, const char *what, struct reader reader)
{
	struct buf value = { 0 };

	add_value(&value, reader);
	buf_printf(out, "%s is %s: written as `#define %s %s` it is a setting", name, what, name, buf_text(&value));
	buf_free(&value);
}

bool text_tells_name(struct buf *out, const struct pattern *pattern, const char *name)
{
	const char *text = program_is_program(pattern) ? program_source(pattern) : NULL;
	struct reader enums = { text, true }, constants = { text, true };

	if (!text || !*name)
		return false;
	if (is_defined(text, name))
		buf_printf(out, "%s is defined, but not once and as one number: one that is made of other names follows from them", name);
	else if (find_in_enums(&enums, name))
		tell(out, name, "a constant of an enum", enums);
	else if (find_in_constants(&constants, name))
		tell(out, name, "a variable that is constant", constants);
	else
		return false;
	return true;
}
