/*
 * law_form.h - the sums that a law may compare, by weight, and their values at some points.
 */
#ifndef LAB_LAW_LAW_FORM_H
#define LAB_LAW_LAW_FORM_H

#include "lab/law/law.h"

enum { LAW_HEAVIEST = LAW_VARIABLES * LAW_COEFFICIENT };

struct law_form {
	int           weight;
	bool          linear;
	signed char   n;
	signed char   times[LAW_TERMS]; /* the first is more than zero: the form turned round is the same one */
	unsigned char terms[LAW_TERMS]; /* of the forms' terms */
};

struct law_forms {
	int              n_variables;
	int              n_terms;
	struct law_term *terms;
	int             *weights;       /* of the terms */
	int              n, room;
	struct law_form *forms;         /* by weight, linear ones first; earlier variables first */
	int              up_to[LAW_HEAVIEST + 2];       /* how many are no heavier than this */
	int              n_points, most_points;
	int             *values;        /* values[form * most_points + point] */
};

/* All forms of so many variables, with room for the values at so many points. */
void law_forms_make(struct law_forms *, int n_variables, int most_points);
void law_forms_free(struct law_forms *);

/* One more point. */
void law_forms_add_point(struct law_forms *, const int *x);

long law_term_value(const struct law_term *, const int *x);
int law_term_weight(const struct law_term *);

/* `times` 1: the form is over, equal to, or not equal to `than`; -1: the form turned round. */
struct law_atom law_form_atom(const struct law_forms *, const struct law_form *, int times, enum law_relation, long than);

#endif
