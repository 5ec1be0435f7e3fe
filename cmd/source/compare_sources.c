/*
 * compare_sources.c - two patterns beside each other; see compare.h.
 *
 * First their parts find each other (an enum an enum, a struct a struct, run() run()), in order and so that they
 * have as much in common as can be; then the lines within each pair of parts.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/source/compare.h"
#include "lab/base/panic.h"

enum { WORTH_OF_A_LINE = 1000 };        /* more than there are braces in a part */

/* Lines of one side, from 0: a part of the file, or the whole. */
struct span {
	const struct code *code;
	int                from, end;
};

/* A best way to walk through two lists together: how much is gained from each pair of places on. */
struct walk {
	int   n[SIDES];
	long *gain;             /* (n[SIDE_A] + 1) * (n[SIDE_B] + 1) */
};

static long *gain_at(const struct walk *walk, int a, int b)
{
	return &walk->gain[(size_t)a * (size_t)(walk->n[SIDE_B] + 1) + (size_t)b];
}

static bool same_text(const struct span *a, int i, const struct span *b, int k)
{
	struct code_line one = code_body(&a->code->lines[a->from + i]);
	struct code_line two = code_body(&b->code->lines[b->from + k]);

	return one.length == two.length && strncmp(one.text, two.text, one.length) == 0;
}

/* What it is worth that these lines stand beside each other: for a brace no other line is left out. */
static long worth_of_lines(const struct span *a, int i, const struct span *b, int k)
{
	size_t length = code_body(&a->code->lines[a->from + i]).length;

	if (!length || !same_text(a, i, b, k))
		return 0;
	return length > 3 ? WORTH_OF_A_LINE : 1;
}

/* `worth` of two elements; at most 0: they do not go together. free() the gain. */
static struct walk walk_new(const struct span *a, int n_a, const struct span *b, int n_b,
                            long (*worth)(const struct span *, int, const struct span *, int))
{
	struct walk walk = { .n = { n_a, n_b } };

	walk.gain = calloc((size_t)(n_a + 1) * (size_t)(n_b + 1), sizeof *walk.gain);
	must(walk.gain);
	for (int i = n_a - 1; i >= 0; i--)
		for (int k = n_b - 1; k >= 0; k--) {
			long pair = worth(a, i, b, k), best = *gain_at(&walk, i + 1, k);

			if (*gain_at(&walk, i, k + 1) > best)
				best = *gain_at(&walk, i, k + 1);
			if (pair > 0 && pair + *gain_at(&walk, i + 1, k + 1) > best)
				best = pair + *gain_at(&walk, i + 1, k + 1);
			*gain_at(&walk, i, k) = best;
		}
	return walk;
}

/* Do elements a and b go together on the best way? `pair`: what that is worth. */
static bool meets(const struct walk *walk, int a, int b, long pair)
{
	return pair > 0 && *gain_at(walk, a, b) == pair + *gain_at(walk, a + 1, b + 1);
}

/* ---- Lines ---- */

/* Lines that have nothing in common, the first beside the first; those of an empty span are none. */
static void add_apart(struct rows *rows, const struct span *a, int i, int i_end, const struct span *b, int k,
                      int k_end)
{
	while (i < i_end || k < k_end) {
		bool both = i < i_end && k < k_end;

		rows_add(rows, both && same_text(a, i, b, k) ? MARK_EQUAL : MARK_APART,
		         i < i_end ? a->from + i + 1 : 0, k < k_end ? b->from + k + 1 : 0);
		i += i < i_end;
		k += k < k_end;
	}
}

static void add_lines(struct rows *rows, const struct span *a, const struct span *b)
{
	int n_a = a->end - a->from, n_b = b->end - b->from, i = 0, k = 0, i_done = 0, k_done = 0;
	struct walk walk = walk_new(a, n_a, b, n_b, worth_of_lines);

	while (i < n_a && k < n_b) {
		if (meets(&walk, i, k, worth_of_lines(a, i, b, k))) {
			add_apart(rows, a, i_done, i, b, k_done, k);
			rows_add(rows, MARK_EQUAL, a->from + i + 1, b->from + k + 1);
			i_done = ++i;
			k_done = ++k;
		} else if (*gain_at(&walk, i + 1, k) >= *gain_at(&walk, i, k + 1)) {
			i++;
		} else {
			k++;
		}
	}
	add_apart(rows, a, i_done, n_a, b, k_done, n_b);
	free(walk.gain);
}

/* ---- Parts ---- */

enum { MOST_PARTS = 200 };

struct parts {
	int         n;
	struct span at[MOST_PARTS];
};

/* Behind the #includes: what blank lines keep apart, as long as the next line stands at the margin. */
static void find_parts(struct parts *parts, const struct code *code)
{
	int first = 0;

	for (int i = 0; i < code->n; i++)
		if (code_begins(&code->lines[i], "#include"))
			first = i + 1;
	for (int i = first; i < code->n; i++) {
		const struct code_line *line = &code->lines[i];
		bool begins = line->length && !strchr("\t }", *line->text) &&
		              (i == first || !code->lines[i - 1].length);

		if (begins && parts->n < MOST_PARTS)
			parts->at[parts->n++] = (struct span){ code, i, i };
		if (parts->n && line->length)
			parts->at[parts->n - 1].end = i + 1;
	}
}

/* 'e': enums, 's': a struct, 't': the table of settings, 'f': a function. */
static int sort_of(const struct span *part)
{
	const struct code_line *line = &part->code->lines[part->from];

	while (line < &part->code->lines[part->end - 1] &&
	       (code_begins(line, "/*") || code_begins(line, " *")))
		line++;
	if (code_begins(line, "enum {"))
		return 'e';
	if (code_begins(line, "const struct pattern"))
		return 't';
	return code_begins(line, "struct ") && line->text[line->length - 1] == '{' ? 's' : 'f';
}

static bool is_run(const struct span *part)
{
	return code_begins(&part->code->lines[part->from], "static void run(");
}

static long worth_of_parts(const struct span *a, int i, const struct span *b, int k)
{
	const struct span *one = &a[i], *two = &b[k];
	struct walk walk;
	long common;

	if (sort_of(one) != sort_of(two) || is_run(one) != is_run(two))
		return 0;
	walk = walk_new(one, one->end - one->from, two, two->end - two->from, worth_of_lines);
	common = *gain_at(&walk, 0, 0);
	free(walk.gain);
	return 1 + 4 * common;
}

static void add_part(struct rows *rows, const struct span *a, const struct span *b)
{
	static const struct span nothing;
	int first = rows->n;

	add_lines(rows, a ? a : &nothing, b ? b : &nothing);
	if (rows->n > first)
		rows->at[first].gap = true;
}

void compare_sources(struct rows *rows, const struct code sides[SIDES])
{
	struct parts a = { 0 }, b = { 0 };
	struct walk walk;
	int i = 0, k = 0;

	find_parts(&a, &sides[SIDE_A]);
	find_parts(&b, &sides[SIDE_B]);
	walk = walk_new(a.at, a.n, b.at, b.n, worth_of_parts);
	while (i < a.n || k < b.n) {
		if (i < a.n && k < b.n && meets(&walk, i, k, worth_of_parts(a.at, i, b.at, k)))
			add_part(rows, &a.at[i++], &b.at[k++]);
		else if (k == b.n || (i < a.n && *gain_at(&walk, i + 1, k) >= *gain_at(&walk, i, k + 1)))
			add_part(rows, &a.at[i++], NULL);
		else
			add_part(rows, NULL, &b.at[k++]);
	}
	free(walk.gain);
}
