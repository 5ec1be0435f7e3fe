/* law_lattice.c - see law_lattice.h. */
#include "lab/law/law_lattice.h"

#include <stdlib.h>
#include <string.h>

static int ascending(const void *a, const void *b)
{
	const int *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static bool has_value(const struct law_scale *scale, int value)
{
	for (int i = 0; i < scale->n; i++)
		if (scale->values[i] == value)
			return true;
	return false;
}

/* Not below zero where the grid is not: what is counted is not less. */
static void widen(struct law_scale *scale, int least, int most)
{
	int n = scale->n, *values = scale->values;
	int below = n > 1 ? values[1] - values[0] : 1, above = n > 1 ? values[n - 1] - values[n - 2] : 1;

	least = values[0] >= 0 && least < 0 ? 0 : least;
	scale->last = n - 1;
	for (int i = 0; i < LAW_BEYOND && values[scale->n - 1] <= most - above; i++) {
		values[scale->n] = values[scale->n - 1] + above;
		scale->n++;
	}
	for (int i = 0; i < LAW_BEYOND && values[0] - below >= least; i++) {
		memmove(values + 1, values, (size_t)scale->n * sizeof *values);
		values[0] = values[1] - below;
		scale->n++;
		scale->first++;
		scale->last++;
	}
}

static void make_scale(struct law_scale *scale, const struct law_grid *grid, int variable)
{
	for (int i = 0; i < grid->n && scale->n < LAW_VALUES; i++)
		if (!has_value(scale, grid->points[i].x[variable]))
			scale->values[scale->n++] = grid->points[i].x[variable];
	qsort(scale->values, (size_t)scale->n, sizeof *scale->values, ascending);
	widen(scale, grid->least[variable], grid->most[variable]);
}

static int steps_outside(const struct law_scale *scale, int i)
{
	return i < scale->first ? scale->first - i : i > scale->last ? i - scale->last : 0;
}

static void add_place(struct law_lattice *lattice, const int *at, int distance)
{
	struct law_place *place = &lattice->places[lattice->n];

	if (lattice->n == LAW_PLACES)
		return;
	lattice->n++;
	*place = (struct law_place){ .distance = distance };
	for (int i = 0; i < lattice->n_variables; i++) {
		place->at[i] = at[i];
		if (steps_outside(&lattice->scales[i], at[i]))
			place->face = 2 * i + (at[i] > lattice->scales[i].last);
	}
}

/* All that are so many steps outside, from this variable on. */
static void add_places(struct law_lattice *lattice, int *at, int variable, int left, int distance)
{
	const struct law_scale *scale = &lattice->scales[variable];

	if (variable == lattice->n_variables) {
		if (left == 0)
			add_place(lattice, at, distance);
		return;
	}
	for (int i = 0; i < scale->n && lattice->n < LAW_PLACES; i++) {
		at[variable] = i;
		if (steps_outside(scale, i) <= left)
			add_places(lattice, at, variable + 1, left - steps_outside(scale, i), distance);
	}
}

void law_lattice_make(struct law_lattice *lattice, const struct law_grid *grid)
{
	int at[LAW_VARIABLES];

	lattice->n = 0;
	lattice->n_variables = grid->n_variables;
	for (int i = 0; i < grid->n_variables; i++) {
		lattice->scales[i].n = lattice->scales[i].first = 0;
		make_scale(&lattice->scales[i], grid, i);
	}
	for (int distance = 1; distance <= LAW_FARTHEST; distance++)
		add_places(lattice, at, 0, distance, distance);
}

void law_lattice_point(const struct law_lattice *lattice, const int *at, int *x)
{
	for (int i = 0; i < LAW_VARIABLES; i++)
		x[i] = i < lattice->n_variables ? lattice->scales[i].values[at[i]] : 0;
}

static bool holds_at(const struct law_lattice *lattice, const struct law *law, const int *at)
{
	int x[LAW_VARIABLES];

	law_lattice_point(lattice, at, x);
	return law_holds(law, x);
}

bool law_lattice_turns(const struct law_lattice *lattice, const struct law *law, const struct law_place *place, int steps)
{
	bool here = holds_at(lattice, law, place->at);

	for (int i = 0; i < lattice->n_variables; i++)
		for (int step = -steps; step <= steps; step += 2 * steps) {
			struct law_place next = *place;

			next.at[i] += step;
			if (next.at[i] >= 0 && next.at[i] < lattice->scales[i].n && holds_at(lattice, law, next.at) != here)
				return true;
		}
	return false;
}
