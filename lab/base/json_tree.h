/*
 * json_tree.h - JSON read into a tree (RFC 8259).
 *
 * Invariants
 *   Everything lies in the caller's arena.
 *   A key stands in each member of an object, and in nothing else. Of two members with one key the first is found.
 *   Texts are UTF-8 with their escapes taken out; an escaped '\0', or half of a pair, becomes U+FFFD.
 */
#ifndef LAB_BASE_JSON_TREE_H
#define LAB_BASE_JSON_TREE_H

#include "lab/base/arena.h"

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT };

enum { JSON_DEEPEST = 64 };             /* lists and objects in one another */

struct json_node {
	enum json_kind    kind;
	long long         number;       /* JSON_NUMBER: its whole part, as far as that fits; JSON_BOOL: 0 or 1 */
	double            real;         /* JSON_NUMBER */
	const char       *text, *key;   /* JSON_TEXT; in an object */
	struct json_node *first, *next;
};

/*
 * The value that `text` begins with. `*end` is what follows it. NULL when it is no JSON: then `*why` says so in words
 * without a full stop, and `*end` is where. Neither may be NULL.
 */
struct json_node *json_tree(const char *text, struct arena *, const char **end, const char **why);

/* A member, an item; NULL where there is none, or `node` is NULL. How many there are. */
const struct json_node *json_member(const struct json_node *, const char *key);
const struct json_node *json_item(const struct json_node *, long i);
long json_length(const struct json_node *);

#endif
