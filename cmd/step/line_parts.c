/*
 * line_parts.c - see line_parts.h.
 *
 * A call is done when its parenthesis closes: so a load inside of a store comes before it, as it does when it runs.
 */
#include "cmd/step/line_parts.h"

#include <ctype.h>
#include <string.h>

enum { MOST_CALLS = 64, DEEPEST = 64, LONGEST_SPAN = 8 };

/* The calls of one function, and where the reader is in it. */
struct reading {
	const char *at;
	int         line, depth;
	struct line_part calls[MOST_CALLS];
	int         n;
	struct { struct line_part part; int depth; } open[DEEPEST];
	int         n_open;
};

/* ---- Finding the function ---- */

/* The start of the function body that holds the line: the last line that is just "{" above it; NULL: none does. */
static const char *find_body(const char *source, int line, int *number)
{
	const char *body = NULL;
	int at = 1;

	for (const char *text = source; at <= line && *text; at++) {
		if (*text == '{') {
			body = text;
			*number = at;
		} else if (*text == '}' && at < line) {
			body = NULL;
		}
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	return body;
}

/* ---- Reading calls ---- */

/* What follows the last "->" or "." of the call's first argument, outside of brackets. */
static void read_cell(const char *argument, char *cell)
{
	const char *from = argument, *end = argument;
	size_t length;

	for (int depth = 0; *end && (depth > 0 || !strchr(",)\n", *end)); end++) {
		depth += *end == '(' || *end == '[';
		depth -= *end == ')' || *end == ']';
		if (depth == 0 && (*end == '.' || (*end == '>' && end > argument && end[-1] == '-')))
			from = end + 1;
	}
	from += strspn(from, " \t&*");
	length = (size_t)(end - from);
	length = length < PART_NAME ? length : PART_NAME - 1;
	memcpy(cell, from, length);
	cell[length] = '\0';
}

static void skip_to(struct reading *r, const char *end)
{
	for (; r->at < end && *r->at; r->at++)
		r->line += *r->at == '\n';
}

/* Comments, strings and characters. True: one was skipped. */
static bool skip_quiet(struct reading *r)
{
	const char *at = r->at, *end = NULL;

	if (at[0] == '/' && at[1] == '/') {
		end = at + strcspn(at, "\n");
	} else if (at[0] == '/' && at[1] == '*') {
		end = strstr(at + 2, "*/");
		end = end ? end + 2 : at + strlen(at);
	} else if (*at == '"' || *at == '\'') {
		for (end = at + 1; *end && *end != *at && *end != '\n'; end++)
			end += *end == '\\' && end[1];
		end += *end == *at;
	}
	if (end)
		skip_to(r, end);
	return end;
}

static void read_word(struct reading *r)
{
	size_t length = 0;
	bool load, store;

	while (isalnum((unsigned char)r->at[length]) || r->at[length] == '_')
		length++;
	load = length == strlen("cell_load") && !strncmp(r->at, "cell_load", length);
	store = length == strlen("cell_store") && !strncmp(r->at, "cell_store", length);
	if ((load || store) && r->at[length] == '(' && r->n_open < DEEPEST) {
		r->open[r->n_open].part = (struct line_part){ .store = store, .line = r->line };
		r->open[r->n_open].depth = r->depth;
		read_cell(r->at + length + 1, r->open[r->n_open++].part.cell);
	}
	r->at += length;
}

static void close_call(struct reading *r)
{
	r->depth--;
	if (r->n_open && r->open[r->n_open - 1].depth == r->depth && r->n < MOST_CALLS)
		r->calls[r->n++] = r->open[--r->n_open].part;
}

/* All calls up to the "}" that ends the function. */
static void read_calls(struct reading *r)
{
	while (*r->at && !(r->at[0] == '\n' && r->at[1] == '}')) {
		if (skip_quiet(r))
			continue;
		if (isalpha((unsigned char)*r->at) || *r->at == '_') {
			read_word(r);
			continue;
		}
		r->line += *r->at == '\n';
		r->depth += *r->at == '(';
		if (*r->at == ')')
			close_call(r);
		r->at++;
	}
}

/* ---- Belonging together ---- */

/* The load whose value call `i` stores back; `i` when there is none. */
static int load_of(const struct reading *r, int i)
{
	if (!r->calls[i].store)
		return i;
	for (int k = i - 1; k >= 0 && r->calls[i].line - r->calls[k].line < LONGEST_SPAN; k--)
		if (!strcmp(r->calls[k].cell, r->calls[i].cell))
			return r->calls[k].store ? i : k;
	return i;
}

/* The first call that belongs with call `i`, which itself may be the first. */
static int first_of(const struct reading *r, int i)
{
	int first = load_of(r, i);

	while (first > 0 && r->calls[first - 1].line == r->calls[first].line)
		first--;
	return first;
}

/* Merge what overlaps: start[i] is the first call of the group that call `i` is in. */
static void group(const struct reading *r, int *start)
{
	for (int i = 0; i < r->n; i++) {
		start[i] = first_of(r, i);
		start[i] = start[start[i]];
		for (int k = start[i]; k < i; k++)
			start[k] = start[i];
	}
}

bool line_parts_find(const char *source, int line, struct line_parts *parts)
{
	struct reading r = { 0 };
	int start[MOST_CALLS];

	memset(parts, 0, sizeof *parts);
	r.at = find_body(source, line, &r.line);
	if (!r.at)
		return false;
	read_calls(&r);
	group(&r, start);
	for (int i = 0, end; i < r.n; i = end) {
		for (end = i + 1; end < r.n && start[end] == i; end++)
			;
		if (end - i < 2 || end - i > MOST_PARTS || r.calls[i].line > line || r.calls[end - 1].line < line)
			continue;
		parts->from = r.calls[i].line;
		parts->to = r.calls[end - 1].line;
		parts->n = end - i;
		memcpy(parts->of, &r.calls[i], (size_t)parts->n * sizeof *parts->of);
		return true;
	}
	return false;
}
