/*
 * law_link.c - see law_link.h. The constant of a comparison follows from the points of which it is to be true.
 */
#include "lab/law/law_link.h"

#include <limits.h>
#include <stdlib.h>

#include "lab/base/panic.h"

struct range {
	int least, most;
};

static inline struct range range_of(const int *values, const struct law_set *set)
{
	struct range range = { INT_MAX, INT_MIN };

	for (int word = 0; word < LAW_POINTS / 64; word++)
		for (uint64_t bits = set->bits[word]; bits; bits &= bits - 1) {
			int value = values[word * 64 + __builtin_ctzll(bits)];

			range.least = value < range.least ? value : range.least;
			range.most = value > range.most ? value : range.most;
		}
	return range;
}

static const int *values_of(const struct law_forms *forms, const struct law_form *form)
{
	return forms->values + (size_t)(form - forms->forms) * (size_t)forms->most_points;
}

static int weight_of(const struct law_form *form, enum law_relation relation)
{
	return form->weight + (relation == LAW_UNEQUAL || (relation == LAW_EQUAL && form->n > 1));
}

/* Those of the set for which it is true. */
static struct law_set those(const int *values, const struct law_set *set, const struct law_link *link)
{
	struct law_set out = { { 0 } };

	for (int word = 0; word < LAW_POINTS / 64; word++)
		for (uint64_t bits = set->bits[word]; bits; bits &= bits - 1) {
			int i = word * 64 + __builtin_ctzll(bits);
			long value = (long)values[i] * link->times;
			bool equal = value == link->than;

			if (link->relation == LAW_OVER ? value > link->than : equal == (link->relation == LAW_EQUAL))
				law_set_put(&out, i);
		}
	return out;
}

static bool is_first(const int *values, int i)
{
	for (int k = 0; k < i; k++)
		if (values[k] == values[i])
			return false;
	return true;
}

/* Is what is to be over (under, where times is -1) so of some of the others, or of all? */
static bool is_over(struct range in, struct range out, int times, bool all)
{
	if (all)
		return times > 0 ? out.most < in.least : out.least > in.most;
	return times > 0 ? out.least < in.least : out.most > in.most;
}

/* An equality, or the contrary of one, if it is true of all. */
static void try_equal(const struct law_forms *forms, const struct law_wanted *w, struct law_link *link)
{
	const int *values = values_of(forms, link->form);

	link->weight = weight_of(link->form, (link->relation == LAW_EQUAL) != w->negated ? LAW_EQUAL : LAW_UNEQUAL);
	link->rest = those(values, w->all, link);
	if (!law_set_is_same(&link->rest, w->all))
		return;
	link->rest = those(values, w->others, link);
	if (w->alone ? law_set_is_empty(&link->rest) : !law_set_is_same(&link->rest, w->others))
		w->found(w->context, link);
}

/* What is unequal to a number has others on both sides of it, unless it is a variable. */
static void each_unequal(const struct law_forms *forms, const struct law_form *form, const struct law_wanted *w,
                         struct range in)
{
	const int *values = values_of(forms, form);

	if (form->n > 1 && in.least < 0 && in.most > 0)
		try_equal(forms, w, &(struct law_link){ form, 1, 0, LAW_UNEQUAL, 0, { { 0 } } });
	for (int i = 0; i < forms->n_points && form->n == 1; i++)
		if ((form->linear || (values[i] > in.least && values[i] < in.most)) && is_first(values, i))
			try_equal(forms, w, &(struct law_link){ form, 1, 0, LAW_UNEQUAL, values[i], { { 0 } } });
}

void law_each_link(const struct law_forms *forms, const struct law_form *form, const struct law_wanted *w)
{
	const int *values = values_of(forms, form);
	struct range in = range_of(values, w->all), out = range_of(values, w->others);
	struct law_link link = { .form = form };

	for (int times = 1; times >= -1; times -= 2)
		if (is_over(in, out, times, w->alone)) {
			link = (struct law_link){ form, times, weight_of(form, LAW_OVER), LAW_OVER,
			                      (times > 0 ? in.least : -(long)in.most) - 1, { { 0 } } };
			link.rest = those(values, w->others, &link);
			w->found(w->context, &link);
		}
	if (in.least == in.most && (out.least < in.least || out.most > in.most))
		try_equal(forms, w, &(struct law_link){ form, 1, 0, LAW_EQUAL, in.least, { { 0 } } });
	each_unequal(forms, form, w, in);
}

struct law_atom law_link_atom(const struct law_forms *forms, const struct law_link *link, bool negated)
{
	static const enum law_relation other[] = {
		[LAW_OVER] = LAW_OVER, [LAW_EQUAL] = LAW_UNEQUAL, [LAW_UNEQUAL] = LAW_EQUAL
	};
	bool turned = negated && link->relation == LAW_OVER;

	return law_form_atom(forms, link->form, turned ? -link->times : link->times,
	                     negated ? other[link->relation] : link->relation, turned ? -link->than - 1 : link->than);
}

/* ---- The best of them ---- */

/* Is `a` as good as `b`, and better in something? Those alike in all are both kept: elsewhere they may differ. */
static bool is_better(const struct law_link *a, const struct law_link *b)
{
	if (!law_set_is_within(&a->rest, &b->rest) || a->weight > b->weight)
		return false;
	return a->weight < b->weight || !law_set_is_same(&a->rest, &b->rest);
}

static void add_link(struct law_links *links, const struct law_link *link)
{
	if (links->n == links->room) {
		links->room = links->room ? 2 * links->room : 64;
		links->links = realloc(links->links, (size_t)links->room * sizeof *links->links);
		must(links->links);
	}
	links->links[links->n++] = *link;
}

/* What alone separates the points is a chain of one. */
static void offer_link(void *context, const struct law_link *link)
{
	struct law_links *links = context;
	int kept = 0;

	if (link->weight > links->heaviest || law_set_is_empty(&link->rest))
		return;
	for (int i = 0; i < links->n; i++)
		if (is_better(&links->links[i], link))
			return;
	for (int i = 0; i < links->n; i++)
		if (!is_better(link, &links->links[i]))
			links->links[kept++] = links->links[i];
	links->n = kept;
	add_link(links, link);
}

void law_links_find(struct law_links *links, const struct law_forms *forms, const struct law_set *all,
                    const struct law_set *others, bool negated)
{
	struct law_wanted wanted = { all, others, false, negated, offer_link, links };

	for (int i = 0; i < forms->up_to[links->heaviest]; i++)
		law_each_link(forms, &forms->forms[i], &wanted);
}

void law_links_free(struct law_links *links)
{
	free(links->links);
}
