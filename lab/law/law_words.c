/*
 * law_words.c - law.h's law_print(): a law in words. What adds stands left of the comparison, what takes away right of it;
 * a bound of one variable among others is told as one, the variable first.
 */
#include <stdlib.h>

#include "lab/law/law.h"

/* One side of a comparison: what is left of an atom's coefficients as its terms are told. */
struct side {
	const struct law_atom *atom;
	const char *const     *names;
	int                    sign;
	int                    times[LAW_TERMS];
	char                   more[LAW_TERMS];         /* of a product: '+' or '-', one factor is one more or less; 0: neither */
	bool                   second[LAW_TERMS];       /* it is the second whose name stands alone, too */
	int                    n;       /* told */
};

/* ---- Terms ---- */

static int variable_at(const struct law_atom *atom, int variable)
{
	for (int i = 0; i < atom->n; i++)
		if (atom->terms[i].shape == LAW_VARIABLE && atom->terms[i].a == variable)
			return i;
	return -1;
}

/* Is there, as often as this product or as often taken away, one of its factors alone? Then it goes into brackets. */
static void take_factor(struct side *side, int product)
{
	const struct law_term *term = &side->atom->terms[product];

	for (int second = 0; second <= 1 && !side->more[product]; second++) {
		int i = variable_at(side->atom, second ? term->b : term->a);

		if (i < 0 || abs(side->times[i]) != abs(side->times[product]))
			continue;
		side->more[product] = side->times[i] == side->times[product] ? '+' : '-';
		side->second[product] = second;
		side->times[i] = 0;
	}
}

/* "tasks x each", "tasks x (each - 1)", "(stages + 1) x buffer" */
static void add_product(struct buf *out, const struct side *side, int i)
{
	const struct law_term *term = &side->atom->terms[i];
	const char *a = side->names[term->a], *b = side->names[term->b];

	if (!side->more[i])
		buf_printf(out, "%s x %s", a, b);
	else if (side->second[i])
		buf_printf(out, "(%s %c 1) x %s", a, side->more[i], b);
	else
		buf_printf(out, "%s x (%s %c 1)", a, b, side->more[i]);
}

static void add_term(struct buf *out, struct side *side, int i)
{
	const struct law_term *term = &side->atom->terms[i];
	const char *a = side->names[term->a], *b = term->shape == LAW_REST_OF_NUMBER ? "" : side->names[term->b];

	switch (term->shape) {
	case LAW_VARIABLE:        buf_adds(out, a); break;
	case LAW_PRODUCT:         add_product(out, side, i); break;
	case LAW_LEAST:           buf_printf(out, "min(%s, %s)", a, b); break;
	case LAW_GREATEST:        buf_printf(out, "max(%s, %s)", a, b); break;
	case LAW_UP:              buf_printf(out, "%s / %s rounded up", a, b); break;
	case LAW_DOWN:            buf_printf(out, "%s / %s rounded down", a, b); break;
	case LAW_REST:            buf_printf(out, "%s mod %s", a, b); break;
	case LAW_REST_OF_PRODUCT: buf_printf(out, "%s x %s mod %s", a, b, side->names[term->c]); break;
	case LAW_REST_OF_NUMBER:  buf_printf(out, "%s mod %d", a, term->b); break;
	}
}

static bool is_rest(const struct law_term *term)
{
	return term->shape == LAW_REST || term->shape == LAW_REST_OF_PRODUCT || term->shape == LAW_REST_OF_NUMBER;
}

static bool is_rounded(const struct law_term *term)
{
	return term->shape == LAW_UP || term->shape == LAW_DOWN;
}

static void add_times(struct buf *out, struct side *side, int i)
{
	int times = side->times[i] * side->sign;
	bool brackets = side->atom->n > 1 && is_rest(&side->atom->terms[i]);

	if (times <= 0)
		return;
	buf_adds(out, side->n++ ? " + " : "");
	if (times != 1)
		buf_printf(out, "%d x ", times);
	buf_adds(out, brackets ? "(" : "");
	add_term(out, side, i);
	buf_adds(out, brackets ? ")" : "");
}

/* The terms of one sign, what is rounded last, and a constant. */
static void add_side(struct buf *out, struct side *side, int sign, long constant)
{
	side->sign = sign;
	side->n = 0;
	for (int rounded = 0; rounded <= 1; rounded++)
		for (int i = 0; i < side->atom->n; i++)
			if (is_rounded(&side->atom->terms[i]) == rounded)
				add_times(out, side, i);
	if (side->n == 0 || constant > 0)
		buf_printf(out, "%s%ld", side->n ? " + " : "", constant);
}

/* ---- Comparisons ---- */

static bool is_bound(const struct law_atom *atom)
{
	return atom->n == 1 && atom->terms[0].shape == LAW_VARIABLE && abs(atom->times[0]) == 1;
}

static bool has_sign(const struct law_atom *atom, int sign)
{
	for (int i = 0; i < atom->n; i++)
		if (atom->times[i] * sign > 0)
			return true;
	return false;
}

static const char *relation_of(const struct law_atom *atom)
{
	return atom->relation == LAW_OVER ? " > " : atom->relation == LAW_EQUAL ? " = " : " != ";
}

static void add_bound(struct buf *out, const struct law_atom *atom, const char *name)
{
	if (atom->times[0] < 0)
		buf_printf(out, "%s < %ld", name, -atom->than);
	else
		buf_printf(out, "%s%s%ld", name, relation_of(atom), atom->than);
}

/* A sum that is to be more than another less one is to be as much. */
static void add_atom(struct buf *out, const struct law_atom *atom, const char *const *names, bool alone)
{
	struct side side = { .atom = atom, .names = names };
	bool as_much = atom->relation == LAW_OVER && atom->than == -1 && has_sign(atom, 1) && has_sign(atom, -1);
	long than = as_much ? 0 : atom->than;
	struct buf left = { 0 }, right = { 0 };

	if (is_bound(atom) && !(alone && atom->times[0] < 0)) {
		add_bound(out, atom, names[atom->terms[0].a]);
		return;
	}
	for (int i = 0; i < atom->n; i++)
		side.times[i] = atom->times[i];
	for (int i = 0; i < atom->n; i++)
		if (atom->terms[i].shape == LAW_PRODUCT)
			take_factor(&side, i);
	add_side(&left, &side, 1, than < 0 ? -than : 0);
	add_side(&right, &side, -1, than > 0 ? than : 0);
	buf_printf(out, "%s%s%s", buf_text(&left), as_much ? " >= " : relation_of(atom), buf_text(&right));
	buf_free(&left);
	buf_free(&right);
}

/* ---- Laws ---- */

static const struct law_node *behind(const struct law_node *node)
{
	return node->kind == LAW_ATOM ? node + 1 : behind(behind(node + 1));
}

struct telling {
	struct buf        *out;
	const char *const *names;
	bool               first;       /* of those that are joined */
};

static void add_node(struct buf *, const struct law_node *, const char *const *names, enum law_kind within, bool alone);

/* Sums first, then bounds by variable, then what has brackets. */
static int place_of(const struct law_node *node)
{
	if (node->kind != LAW_ATOM)
		return LAW_VARIABLES + 1;
	return is_bound(&node->atom) ? 1 + node->atom.terms[0].a : 0;
}

/* Those joined by `kind` that have this place. */
static void add_joined(struct telling *t, const struct law_node *node, enum law_kind kind, int place)
{
	if (node->kind == kind) {
		add_joined(t, node + 1, kind, place);
		add_joined(t, behind(node + 1), kind, place);
	} else if (place_of(node) == place) {
		buf_adds(t->out, t->first ? "" : kind == LAW_AND ? " and " : " or ");
		t->first = false;
		add_node(t->out, node, t->names, kind, false);
	}
}

static void add_node(struct buf *out, const struct law_node *node, const char *const *names, enum law_kind within,
                     bool alone)
{
	struct telling t = { out, names, true };
	bool brackets = node->kind == LAW_OR && within == LAW_AND;

	if (node->kind == LAW_ATOM) {
		add_atom(out, &node->atom, names, alone);
		return;
	}
	buf_adds(out, brackets ? "(" : "");
	for (int place = 0; place <= LAW_VARIABLES + 1; place++)
		add_joined(&t, node, node->kind, place);
	buf_adds(out, brackets ? ")" : "");
}

void law_print(struct buf *out, const struct law *law, const char *const *names)
{
	add_node(out, law->nodes, names, LAW_ATOM, law->n == 1);
}
