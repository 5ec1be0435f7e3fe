/* breach.c - breaches in words; see breach.h. */
#include "lab/trace/breach.h"

#include <string.h>

#include "lab/base/text.h"
#include "lab/trace/snap_text.h"

enum { MOST_NAMED = 3 };        /* tasks that do the same */

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/* In all but the task. */
static bool is_like(const struct breach *a, const struct breach *b)
{
	return a->kind == b->kind && same_text(a->object, b->object) && same_text(a->verb, b->verb) &&
	       same_text(a->use, b->use) && same_text(a->here, b->here);
}

bool breach_equal(const struct breach *a, const struct breach *b)
{
	return is_like(a, b) && same_text(a->task, b->task) && same_text(a->other, b->other);
}

static bool has(const struct breaches *breaches, const struct breach *breach)
{
	for (int i = 0; i < breaches->n; i++)
		if (breach_equal(&breaches->list[i], breach))
			return true;
	return false;
}

static struct breach copy(const struct breach *from, struct arena *arena)
{
	struct breach breach = *from;

	breach.task = arena_text(arena, from->task);
	breach.object = from->object ? arena_text(arena, from->object) : NULL;
	breach.other = from->other ? arena_text(arena, from->other) : NULL;
	return breach;
}

void breaches_add(struct breaches *into, const struct breaches *from, struct arena *arena)
{
	struct breach *list;
	int n = 0;

	for (int i = 0; i < from->n; i++)
		n += !has(into, &from->list[i]);
	into->more |= from->more;
	if (!n)
		return;
	list = arena_alloc(arena, (size_t)(into->n + n) * sizeof *list);
	if (into->n)
		memcpy(list, into->list, (size_t)into->n * sizeof *list);
	into->list = list;
	for (int i = 0; i < from->n; i++)
		if (!has(into, &from->list[i]))
			list[into->n++] = copy(&from->list[i], arena);
}

/* ---- In words ---- */

static void add_does(struct buf *out, const struct breach *breach)
{
	buf_printf(out, "%s `%s`, which USES does not say: add %s(%s)", breach->verb, breach->object, breach->use, breach->object);
}

static void add_gives(struct buf *out, const struct breach *breach)
{
	if (breach->object)
		buf_printf(out, "starts %s with %s(%s), which its own USES does not say: add it there, too", breach->other,
		           breach->use, breach->object);
	else
		buf_printf(out, "starts %s, which may touch anything, though it has said itself what it uses: give %s a USES",
		           breach->other, breach->other);
}

static void add_widens(struct buf *out, const struct breach *breach)
{
	if (breach->object)
		buf_printf(out, "declares %s(%s), which it had not declared before: add it there, too", breach->use,
		           breach->object);
	else
		buf_adds(out, "goes back to ANYTHING, though it had said what it uses: say all it uses at first");
}

/* "; worker-1 and 3 more do so, too" */
static void add_likewise(struct buf *out, const struct breaches *breaches, int at)
{
	int n = 0, named = 0;

	for (int i = at + 1; i < breaches->n; i++)
		n += is_like(&breaches->list[i], &breaches->list[at]);
	for (int i = at + 1; i < breaches->n && named < n && named < MOST_NAMED; i++)
		if (is_like(&breaches->list[i], &breaches->list[at]))
			buf_printf(out, "%s%s", named++ == 0 ? "; " : named == n ? " and " : ", ", breaches->list[i].task);
	if (n > named)
		buf_printf(out, " and %d more", n - named);
	if (n)
		buf_printf(out, " do%s so, too", n == 1 ? "es" : "");
}

bool breach_line(struct buf *out, const struct breaches *breaches, int at)
{
	const struct breach *breach = &breaches->list[at];

	for (int i = 0; i < at; i++)
		if (is_like(&breaches->list[i], breach))
			return false;
	buf_adds(out, breach->task);
	if (breach->here)
		buf_printf(out, " (%s)", snap_place(breach->here));
	buf_addc(out, ' ');
	(breach->kind == BREACH_DOES ? add_does : breach->kind == BREACH_GIVES ? add_gives : add_widens)(out, breach);
	add_likewise(out, breaches, at);
	return true;
}
