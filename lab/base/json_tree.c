/* json_tree.c - see json_tree.h. */
#include "lab/base/json_tree.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct reader {
	const char   *at;
	struct arena *arena;
	const char   *why;              /* NULL: all is well */
	int           depth;
};

static const char in_the_middle[] = "it ends in the middle";

static void *wrong(struct reader *r, const char *why)
{
	if (!r->why)
		r->why = *r->at ? why : in_the_middle;
	return NULL;
}

static void blanks(struct reader *r)
{
	r->at += strspn(r->at, " \t\r\n");
}

static bool expect(struct reader *r, char c, const char *why)
{
	blanks(r);
	if (*r->at != c)
		return wrong(r, why);
	r->at++;
	return true;
}

/* ---- Texts ---- */

static bool four_digits(struct reader *r, uint32_t *code)
{
	char digits[5] = { 0 };

	for (int i = 0; i < 4; i++) {
		if (!isxdigit((unsigned char)r->at[i])) {
			r->at += i;
			return wrong(r, "an escape that is none");
		}
		digits[i] = r->at[i];
	}
	r->at += 4;
	*code = (uint32_t)strtoul(digits, NULL, 16);
	return true;
}

static char *put(char *to, uint32_t code)
{
	static const unsigned char first[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
	int n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

	for (int i = n - 1; i > 0; i--, code >>= 6)
		to[i] = (char)(0x80 | (code & 0x3F));
	to[0] = (char)(n == 1 ? code : first[n] | code);
	return to + n;
}

static bool is_half(uint32_t code, uint32_t from)
{
	return code >= from && code < from + 0x400;
}

/* After "\u": a code, or a pair of halves. Three bytes at most for six characters, four for twelve. */
static char *read_code(struct reader *r, char *to)
{
	uint32_t code, second;
	const char *behind;

	if (!four_digits(r, &code))
		return to;
	behind = r->at;
	if (is_half(code, 0xD800) && r->at[0] == '\\' && r->at[1] == 'u') {
		r->at += 2;
		if (!four_digits(r, &second))
			return to;
		if (is_half(second, 0xDC00))
			return put(to, 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00));
		r->at = behind;
	}
	return put(to, code == 0 || (code >= 0xD800 && code < 0xE000) ? 0xFFFD : code);
}

static char *read_escape(struct reader *r, char *to)
{
	static const char names[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
	const char *name = *r->at ? strchr(names, *r->at) : NULL;

	if (*r->at == 'u') {
		r->at++;
		return read_code(r, to);
	}
	if (!name) {
		wrong(r, "an escape that is none");
		return to;
	}
	r->at++;
	*to = means[name - names];
	return to + 1;
}

/* Enough for the text up to its quote: an escape is never shorter than what it stands for. */
static size_t room(const char *at)
{
	size_t n = 0;

	while (at[n] && at[n] != '"')
		n += at[n] == '\\' && at[n + 1] ? 2 : 1;
	return n + 1;
}

static const char *read_text(struct reader *r)
{
	char *text, *to;

	if (!expect(r, '"', "a text should stand there"))
		return NULL;
	text = to = arena_alloc(r->arena, room(r->at));
	while (*r->at != '"' && !r->why) {
		if ((unsigned char)*r->at < ' ')
			wrong(r, "a text has a line end or another control character in it");
		else if (*r->at != '\\')
			*to++ = *r->at++;
		else
			r->at++, to = read_escape(r, to);
	}
	r->at += !r->why;
	return text;
}

/* ---- Numbers and words ---- */

static const char *digits(const char *at)
{
	return at + strspn(at, "0123456789");
}

/* Behind the number that begins here; NULL: none does. */
static const char *number_end(const char *at)
{
	const char *end;

	at += *at == '-';
	end = *at == '0' ? at + 1 : digits(at);
	if (end == at)
		return NULL;
	if (*end == '.') {
		at = end + 1;
		end = digits(at);
		if (end == at)
			return NULL;
	}
	if (*end == 'e' || *end == 'E') {
		at = end + 1 + (end[1] == '+' || end[1] == '-');
		end = digits(at);
		if (end == at)
			return NULL;
	}
	return end;
}

static bool read_word(struct reader *r, struct json_node *node)
{
	static const char *const words[] = { "null", "false", "true" };
	const char *end;

	for (int i = 0; i < 3; i++)
		if (!strncmp(r->at, words[i], strlen(words[i]))) {
			r->at += strlen(words[i]);
			node->kind = i ? JSON_BOOL : JSON_NULL;
			node->number = i == 2;
			return true;
		}
	end = number_end(r->at);
	if (!end)
		return wrong(r, "a value should stand there");
	node->kind = JSON_NUMBER;
	node->number = strtoll(r->at, NULL, 10);
	node->real = strtod(r->at, NULL);
	r->at = end;
	return true;
}

/* ---- Values ---- */

static struct json_node *read_value(struct reader *);

static struct json_node *read_member(struct reader *r, bool of_object)
{
	const char *key = NULL;
	struct json_node *node;

	if (of_object) {
		key = read_text(r);
		if (!key || r->why || !expect(r, ':', "a ':' should stand there"))
			return NULL;
	}
	node = read_value(r);
	if (node)
		node->key = key;
	return node;
}

static bool read_members(struct reader *r, struct json_node *into, char end)
{
	struct json_node **last = &into->first;

	if (r->depth++ == JSON_DEEPEST)
		return wrong(r, "too many lists and objects in one another");
	r->at++;
	for (blanks(r); *r->at != end; blanks(r)) {
		if (into->first && !expect(r, ',', "a ',' should stand there"))
			return false;
		*last = read_member(r, into->kind == JSON_OBJECT);
		if (!*last)
			return false;
		last = &(*last)->next;
	}
	r->at++;
	r->depth--;
	return true;
}

static struct json_node *read_value(struct reader *r)
{
	struct json_node *node = arena_alloc(r->arena, sizeof *node);
	bool well;

	blanks(r);
	if (*r->at == '"') {
		node->kind = JSON_TEXT;
		node->text = read_text(r);
		well = !r->why;
	} else if (*r->at == '[' || *r->at == '{') {
		node->kind = *r->at == '[' ? JSON_LIST : JSON_OBJECT;
		well = read_members(r, node, *r->at == '[' ? ']' : '}');
	} else {
		well = read_word(r, node);
	}
	return well ? node : NULL;
}

struct json_node *json_tree(const char *text, struct arena *arena, const char **end, const char **why)
{
	struct reader reader = { .at = text, .arena = arena };
	struct json_node *node = read_value(&reader);

	*end = reader.at;
	*why = reader.why;
	return reader.why ? NULL : node;
}

const struct json_node *json_member(const struct json_node *node, const char *key)
{
	const struct json_node *at = node ? node->first : NULL;

	while (at && (!at->key || strcmp(at->key, key) != 0))
		at = at->next;
	return at;
}

const struct json_node *json_item(const struct json_node *node, long i)
{
	const struct json_node *at = node ? node->first : NULL;

	while (at && i-- > 0)
		at = at->next;
	return at;
}

long json_length(const struct json_node *node)
{
	long n = 0;

	for (const struct json_node *at = node ? node->first : NULL; at; at = at->next)
		n++;
	return n;
}
