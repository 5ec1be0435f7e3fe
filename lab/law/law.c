/* law.c - see law.h: what a law says, and which of two is simpler. */
#include "lab/law/law.h"

#include <stdlib.h>

#include "lab/law/law_form.h"

/* ---- What a law says ---- */

static bool atom_holds(const struct law_atom *atom, const int *x)
{
	long sum = 0;

	for (int i = 0; i < atom->n; i++)
		sum += atom->times[i] * law_term_value(&atom->terms[i], x);
	return atom->relation == LAW_OVER ? sum > atom->than : (sum == atom->than) == (atom->relation == LAW_EQUAL);
}

static bool node_holds(const struct law_node **node, const int *x)
{
	const struct law_node *this = (*node)++;
	bool left, right;

	if (this->kind == LAW_ATOM)
		return atom_holds(&this->atom, x);
	left = node_holds(node, x);
	right = node_holds(node, x);
	return this->kind == LAW_AND ? left && right : left || right;
}

bool law_holds(const struct law *law, const int *x)
{
	const struct law_node *node = law->nodes;

	return node_holds(&node, x);
}

/* ---- Which is simpler ---- */

static int count_atoms(const struct law *law)
{
	return law->n / 2 + 1;
}

/* How far the terms are from variables. */
static int sum_shapes(const struct law *law)
{
	int sum = 0;

	for (int i = 0; i < law->n; i++)
		for (int k = 0; law->nodes[i].kind == LAW_ATOM && k < law->nodes[i].atom.n; k++)
			sum += (int)law->nodes[i].atom.terms[k].shape;
	return sum;
}

static long sum_constants(const struct law *law)
{
	long sum = 0;

	for (int i = 0; i < law->n; i++)
		if (law->nodes[i].kind == LAW_ATOM)
			sum += labs(law->nodes[i].atom.than);
	return sum;
}

/* Among others `x = 0` is easier to read than `x < 1`, and `x > 0` than `x = 1`. */
static int relation_cost(const struct law_atom *atom, bool alone)
{
	if (atom->relation != LAW_OVER)
		return atom->relation == LAW_EQUAL ? 1 : 3;
	return atom->n == 1 && atom->times[0] < 0 && (!alone || atom->terms[0].shape != LAW_VARIABLE) ? 2 : 0;
}

static int sum_relations(const struct law *law)
{
	int sum = 0;

	for (int i = 0; i < law->n; i++)
		if (law->nodes[i].kind == LAW_ATOM)
			sum += relation_cost(&law->nodes[i].atom, law->n == 1);
	return sum;
}

int law_compare(const struct law *a, const struct law *b)
{
	long differ = sum_shapes(a) - sum_shapes(b);

	if (!differ)
		differ = count_atoms(a) - count_atoms(b);
	if (!differ)
		differ = sum_relations(a) - sum_relations(b);
	if (!differ)
		differ = sum_constants(a) - sum_constants(b);
	return differ < 0 ? -1 : differ > 0;
}
