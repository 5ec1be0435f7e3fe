/*
 * law_find.c - law.h's law_find(). A law is a chain: a comparison, and then, behind `and` or `or`, a shorter chain.
 * All chains of a weight are tried, then those of the next.
 *
 * A comparison that begins `A and ...` must be true where the law holds, and the rest has fewer points to exclude. So
 * its constant follows from the points, and of two comparisons the one that leaves fewer points is as good, or better.
 * `A or ...` is the same with both sides changed.
 *
 * Only some points are looked at; where a law that fits those is wrong at another, that one is looked at from then on.
 * The lightest law of some of the points is no heavier than the lightest of all, so nothing is missed.
 */
#include "lab/law/law.h"

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/law/law_failures.h"
#include "lab/law/law_link.h"

enum {
	FIRST_CHOSEN = 24,
	HEAVIEST_CHAIN = 12,            /* of more than one comparison */
	HEAVIEST_LINK = 8,              /* of those, each but the last */
	FOUND = 64
};

struct finder {
	const struct law_point *points;
	int                     n;
	struct law_forms        forms;
	int                     chosen[LAW_POINTS];
	int                     n_chosen;
	struct law_set              holds, fails;
	long                    work;           /* forms held against points */
	bool                    again;          /* another point is looked at: begin again */
	struct law_failures     failures;
	struct law              path;           /* what comes before the rest of a chain */
	int                     n_found;
	struct law             *found;
};

/* A point where it is wrong, or -1. */
static int wrong_at(const struct finder *f, const struct law *law)
{
	for (int i = 0; i < f->n; i++)
		if (!f->points[i].open && law_holds(law, f->points[i].x) != f->points[i].holds)
			return i;
	return -1;
}

static bool alike(const struct finder *f, const struct law *a, const struct law *b)
{
	for (int i = 0; i < f->n; i++)
		if (f->points[i].open && law_holds(a, f->points[i].x) != law_holds(b, f->points[i].x))
			return false;
	return true;
}

/* ---- Points that are looked at ---- */

static bool look_at(struct finder *f, int point)
{
	for (int i = 0; i < f->n_chosen; i++)
		if (f->chosen[i] == point)
			return false;
	if (f->n_chosen == LAW_POINTS)
		return false;
	law_set_put(f->points[point].holds ? &f->holds : &f->fails, f->n_chosen);
	f->chosen[f->n_chosen++] = point;
	law_forms_add_point(&f->forms, f->points[point].x);
	law_failures_clear(&f->failures);
	return true;
}

/* Some of each side, from all over the grid. */
static void look_at_some(struct finder *f, bool holds)
{
	int n = 0, at = 0;

	for (int i = 0; i < f->n; i++)
		n += !f->points[i].open && f->points[i].holds == holds;
	for (int i = 0; i < f->n; i++)
		if (!f->points[i].open && f->points[i].holds == holds && at++ % (n / (FIRST_CHOSEN / 2) + 1) == 0)
			look_at(f, i);
}

/* ---- Laws that were found ---- */

/* The constant of an atom as near to zero as the points allow. */
static void relax(const struct finder *f, struct law *law, struct law_atom *atom)
{
	long fits = atom->than, fails = 0;

	if (atom->relation != LAW_OVER)
		return;
	atom->than = 0;
	if (wrong_at(f, law) < 0)
		return;
	while (labs(fits - fails) > 1) {
		atom->than = fits + (fails - fits) / 2;
		*(wrong_at(f, law) < 0 ? &fits : &fails) = atom->than;
	}
	atom->than = fits;
}

static void keep_law(struct finder *f, const struct law *new)
{
	struct law law = *new;
	int at = 0;

	for (int i = 0; i < law.n; i++)
		if (law.nodes[i].kind == LAW_ATOM)
			relax(f, &law, &law.nodes[i].atom);
	while (at < f->n_found && !alike(f, &law, &f->found[at]))
		at++;
	if (at == f->n_found)
		f->n_found++;
	else if (law_compare(&law, &f->found[at]) >= 0)
		return;
	f->found[at] = law;
}

/* The path and this atom separate the points that are looked at. */
static void meet_law(struct finder *f, const struct law_atom *last, int weight)
{
	struct law law = f->path;
	int wrong;

	law.nodes[law.n++] = (struct law_node){ LAW_ATOM, *last };
	law.weight = weight;
	wrong = wrong_at(f, &law);
	if (wrong < 0)
		keep_law(f, &law);
	else
		f->again = look_at(f, wrong);
}

static bool is_done(const struct finder *f)
{
	return f->again || f->n_found == FOUND || f->work > LAW_WORK;
}

/* ---- Chains ---- */

/* The end of a chain. */
struct leaf {
	struct finder *f;
	int            weight, chain;   /* its own, that of the whole chain */
	bool           met;
};

static void meet_leaf(void *context, const struct law_link *link)
{
	struct leaf *leaf = context;
	struct law_atom atom;

	if (link->weight != leaf->weight || is_done(leaf->f))
		return;
	atom = law_link_atom(&leaf->f->forms, link, false);
	leaf->met = true;
	meet_law(leaf->f, &atom, leaf->chain);
}

/* One comparison of this weight. */
static bool try_leaves(struct finder *f, const struct law_set *holds, const struct law_set *fails, int weight, int chain)
{
	struct leaf leaf = { f, weight, chain, false };
	struct law_wanted wanted = { holds, fails, true, false, meet_leaf, &leaf };
	int from = weight > 1 ? f->forms.up_to[weight - 2] : 0, to = f->forms.up_to[weight];

	f->work += (long)(to - from) * f->n_chosen;
	for (int i = from; i < to && !is_done(f); i++)
		law_each_link(&f->forms, &f->forms.forms[i], &wanted);
	return leaf.met;
}

static bool try_chains(struct finder *, const struct law_set *holds, const struct law_set *fails, int weight, int chain);

/* Comparisons that may stand before `and`, or `or`, and a rest of the chain. */
static struct law_links find_links(struct finder *f, const struct law_set *holds, const struct law_set *fails, int heaviest,
                                   bool or)
{
	struct law_links links = { .heaviest = heaviest < HEAVIEST_LINK ? heaviest : HEAVIEST_LINK };

	f->work += (long)f->forms.up_to[links.heaviest] * f->n_chosen;
	law_links_find(&links, &f->forms, or ? fails : holds, or ? holds : fails, or);
	return links;
}

/* A comparison, then `and`, or `or`, and the rest. An `or` weighs something itself. */
static bool try_links(struct finder *f, const struct law_set *holds, const struct law_set *fails, int weight, int chain,
                      enum law_kind kind)
{
	bool met = false, or = kind == LAW_OR;
	struct law_links links;

	weight -= or;
	if (weight < 2 || f->path.n + 3 > LAW_NODES)
		return false;
	links = find_links(f, holds, fails, weight - 1, or);
	for (int i = 0; i < links.n && !is_done(f); i++) {
		const struct law_link *link = &links.links[i];

		f->path.nodes[f->path.n++].kind = kind;
		f->path.nodes[f->path.n++] = (struct law_node){ LAW_ATOM, law_link_atom(&f->forms, link, or) };
		met |= try_chains(f, or ? &link->rest : holds, or ? fails : &link->rest, weight - link->weight, chain);
		f->path.n -= 2;
	}
	law_links_free(&links);
	return met;
}

/* All chains of this weight, for these points. False when there is none. `chain`: the weight of what they are the end of. */
static bool try_chains(struct finder *f, const struct law_set *holds, const struct law_set *fails, int weight, int chain)
{
	bool met;

	if (is_done(f) || law_failures_has(&f->failures, holds, fails, weight))
		return false;
	met = try_leaves(f, holds, fails, weight, chain);
	if (weight <= HEAVIEST_CHAIN) {
		met |= try_links(f, holds, fails, weight, chain, LAW_AND);
		met |= try_links(f, holds, fails, weight, chain, LAW_OR);
	}
	if (!met && !is_done(f))
		law_failures_add(&f->failures, holds, fails, weight);
	return met;
}

/* ---- All ---- */

static bool all_alike(const struct law_point *points, int n, bool *holds)
{
	bool seen[2] = { false, false };

	for (int i = 0; i < n; i++)
		if (!points[i].open)
			seen[points[i].holds] = true;
	*holds = seen[true];
	return !seen[true] || !seen[false];
}

static void try_weight(struct finder *f, int weight)
{
	do {
		f->again = false;
		f->n_found = 0;
		f->path.n = 0;
		try_chains(f, &f->holds, &f->fails, weight, weight);
	} while (f->again);
}

/* The simplest first; of those as simple the one that was found first. */
static void tell(const struct finder *f, struct laws *laws)
{
	bool told[FOUND] = { false };

	for (laws->n = 0; laws->n < f->n_found && laws->n < LAW_MOST; laws->n++) {
		int best = -1;

		for (int i = 0; i < f->n_found; i++)
			if (!told[i] && (best < 0 || law_compare(&f->found[i], &f->found[best]) < 0))
				best = i;
		told[best] = true;
		laws->laws[laws->n] = f->found[best];
	}
}

enum law_answer law_find(const struct law_point *points, int n, int n_variables, struct laws *laws)
{
	struct finder f = { .points = points, .n = n };
	bool holds;

	laws->n = 0;
	laws->work = 0;
	if (all_alike(points, n, &holds))
		return holds ? LAW_ALWAYS : LAW_NEVER;
	law_forms_make(&f.forms, n_variables, LAW_POINTS);
	f.found = malloc(FOUND * sizeof *f.found);
	must(f.found);
	look_at_some(&f, true);
	look_at_some(&f, false);
	for (int weight = 1; weight <= LAW_HEAVIEST && !f.n_found && f.work <= LAW_WORK; weight++)
		try_weight(&f, weight);
	tell(&f, laws);
	laws->work = f.work;
	law_forms_free(&f.forms);
	law_failures_free(&f.failures);
	free(f.found);
	return laws->n ? LAW_FOUND : LAW_NONE;
}
