/*
 * law_link.h - comparisons that one could make of a law: true of some points, false of others.
 *
 * Points go by their number among those of the forms.
 */
#ifndef LAB_LAW_LAW_LINK_H
#define LAB_LAW_LAW_LINK_H

#include <stdint.h>

#include "lab/law/law_form.h"

enum { LAW_POINTS = 128 };

struct law_set {
	uint64_t bits[LAW_POINTS / 64];
};

/* A comparison true of one set, and those of the other of which it is true as well. */
struct law_link {
	const struct law_form *form;
	int                    times, weight;
	enum law_relation      relation;
	long                   than;
	struct law_set         rest;
};

/* Which comparisons are looked for: true of all of `all`, false of some of `others`, or of all of them. None is empty. */
struct law_wanted {
	const struct law_set *all, *others;
	bool                  alone;    /* false of all */
	bool                  negated;  /* the weight is that of the comparison turned into its contrary */
	void                (*found)(void *context, const struct law_link *);
	void                 *context;
};

/* Each of the form, as tight as can be: none leaves fewer of the others. */
void law_each_link(const struct law_forms *, const struct law_form *, const struct law_wanted *);

/* Comparisons that leave some of the others. Of two one is lighter or leaves another that the other does not. */
struct law_links {
	int              n, room;
	int              heaviest;      /* that are wanted */
	struct law_link *links;
};

/* All that are true of `all`, and false of some of the others; with `negated` told by their contraries' weights. */
void law_links_find(struct law_links *, const struct law_forms *, const struct law_set *all, const struct law_set *others,
                    bool negated);
void law_links_free(struct law_links *);

/* The comparison, or its contrary. */
struct law_atom law_link_atom(const struct law_forms *, const struct law_link *, bool negated);

static inline void law_set_put(struct law_set *set, int i)
{
	set->bits[i / 64] |= (uint64_t)1 << (i % 64);
}

static inline bool law_set_is_empty(const struct law_set *set)
{
	return !(set->bits[0] | set->bits[1]);
}

static inline bool law_set_is_within(const struct law_set *a, const struct law_set *b)
{
	return !((a->bits[0] & ~b->bits[0]) | (a->bits[1] & ~b->bits[1]));
}

static inline bool law_set_is_same(const struct law_set *a, const struct law_set *b)
{
	return a->bits[0] == b->bits[0] && a->bits[1] == b->bits[1];
}

#endif
