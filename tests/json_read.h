/*
 * json_read.h - JSON read back into a tree, for tests: what is not JSON ends the test.
 *
 * Everything lies in an arena. Numbers are kept as whole numbers and as they were written.
 */
#ifndef TESTS_JSON_READ_H
#define TESTS_JSON_READ_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/arena.h"

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT };

struct json_node {
	enum json_kind    kind;
	long long         number;
	const char       *text, *key;           /* of a text; in an object */
	struct json_node *first, *next;
};

struct json_reader {
	const char   *at;
	struct arena *arena;
};

static struct json_node *json_read_value(struct json_reader *);

static inline void json_wrong(const struct json_reader *r, const char *what)
{
	fprintf(stderr, "no JSON: %s before: %.60s\n", what, r->at);
	exit(2);
}

static inline void json_blanks(struct json_reader *r)
{
	r->at += strspn(r->at, " \t\r\n");
}

static inline void json_expect(struct json_reader *r, char c)
{
	json_blanks(r);
	if (*r->at != c)
		json_wrong(r, "another character");
	r->at++;
}

/* Enough for the text up to its quote. */
static inline size_t json_text_room(const char *at)
{
	size_t n = 0;

	while (at[n] && at[n] != '"')
		n += at[n] == '\\' && at[n + 1] ? 2 : 1;
	return n + 1;
}

/* Of what is escaped beyond ASCII nothing is asked here but that it is well-formed. */
static inline const char *json_read_text(struct json_reader *r)
{
	char *text, *to;

	json_expect(r, '"');
	text = to = arena_alloc(r->arena, json_text_room(r->at));
	for (; *r->at != '"'; r->at++) {
		if ((unsigned char)*r->at < ' ')
			json_wrong(r, "a text without end");
		if (*r->at != '\\') {
			*to++ = *r->at;
		} else if (*++r->at == 'u') {
			char digits[5] = { 0 };

			memcpy(digits, r->at + 1, 4);
			*to++ = (char)strtol(digits, NULL, 16);
			r->at += 4;
		} else if (strchr("\"\\/bfnrt", *r->at)) {
			*to++ = *r->at == 'n' ? '\n' : *r->at == 't' ? '\t' : *r->at == 'r' ? '\r' : *r->at;
		} else {
			json_wrong(r, "an escape that is none");
		}
	}
	r->at++;
	return text;
}

static inline void json_read_list(struct json_reader *r, struct json_node *into, char end)
{
	struct json_node **last = &into->first;

	r->at++;
	json_blanks(r);
	while (*r->at != end) {
		const char *key = NULL;

		if (into->first)
			json_expect(r, ',');
		json_blanks(r);
		if (into->kind == JSON_OBJECT) {
			key = json_read_text(r);
			json_expect(r, ':');
		}
		*last = json_read_value(r);
		(*last)->key = key;
		last = &(*last)->next;
		json_blanks(r);
	}
	r->at++;
}

static inline void json_read_word(struct json_reader *r, struct json_node *node)
{
	static const char *const words[] = { "null", "false", "true" };

	for (int i = 0; i < 3; i++)
		if (!strncmp(r->at, words[i], strlen(words[i]))) {
			r->at += strlen(words[i]);
			node->kind = i ? JSON_BOOL : JSON_NULL;
			node->number = i == 2;
			return;
		}
	if (*r->at != '-' && !isdigit((unsigned char)*r->at))
		json_wrong(r, "no value");
	node->kind = JSON_NUMBER;
	node->number = strtoll(r->at, NULL, 10);
	r->at += strspn(r->at, "+-.eE0123456789");
}

static inline struct json_node *json_read_value(struct json_reader *r)
{
	struct json_node *node = arena_alloc(r->arena, sizeof *node);

	json_blanks(r);
	if (*r->at == '"') {
		node->kind = JSON_TEXT;
		node->text = json_read_text(r);
	} else if (*r->at == '[' || *r->at == '{') {
		node->kind = *r->at == '[' ? JSON_LIST : JSON_OBJECT;
		json_read_list(r, node, *r->at == '[' ? ']' : '}');
	} else {
		json_read_word(r, node);
	}
	return node;
}

/* The value at the beginning of `text`; `*end`, when it is asked for, is what follows. */
static inline struct json_node *json_read(const char *text, struct arena *arena, const char **end)
{
	struct json_reader reader = { text, arena };
	struct json_node *node = json_read_value(&reader);

	if (end)
		*end = reader.at;
	return node;
}

/* A member, or NULL; an item of a list, or NULL. */
static inline const struct json_node *json_member(const struct json_node *node, const char *key)
{
	const struct json_node *at = node ? node->first : NULL;

	while (at && strcmp(at->key, key) != 0)
		at = at->next;
	return at;
}

static inline const struct json_node *json_item(const struct json_node *node, long i)
{
	const struct json_node *at = node ? node->first : NULL;

	while (at && i-- > 0)
		at = at->next;
	return at;
}

static inline long json_length(const struct json_node *node)
{
	long n = 0;

	for (const struct json_node *at = node ? node->first : NULL; at; at = at->next)
		n++;
	return n;
}

#endif
