/*
 * law_learn.c - see law_learn.h. Places of the lattice are open points until somebody has answered.
 */
#include "lab/law/law_learn.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/law/law_lattice.h"

struct learner {
	const struct law_grid *grid;
	struct law_learned    *out;
	struct law_lattice     lattice;
	struct law_point      *points;  /* the grid's, then the places */
	int                    asked_at[2 * LAW_VARIABLES];     /* each face */
	int                    asked_on[2];                     /* each side of the law */
};

static struct law_point *point_of(const struct learner *l, const struct law_place *place)
{
	return &l->points[l->grid->n + (place - l->lattice.places)];
}

/* ---- Which to ask for ---- */

static const long NOTHING = LONG_MIN;

static int others_differ(const struct learner *l, const struct law_place *place)
{
	const struct laws *laws = &l->out->laws;
	const int *x = point_of(l, place)->x;
	bool here = law_holds(&laws->laws[0], x);
	int n = 0;

	for (int i = 1; i < laws->n; i++)
		n += law_holds(&laws->laws[i], x) != here;
	return n;
}

/* 2: its neighbours are on the other side of the law; 1: those behind them; 0: neither. */
static int nearness(const struct learner *l, const struct law_place *place)
{
	const struct law *law = &l->out->laws.laws[0];

	if (law_lattice_turns(&l->lattice, law, place, 1))
		return 2;
	return law_lattice_turns(&l->lattice, law, place, 2);
}

/* How much there is to learn: laws differ there, before it is near the boundary, before few of its kind are known. */
static long worth(const struct learner *l, const struct law_place *place)
{
	int differ = others_differ(l, place), near = nearness(l, place);
	long worth = differ;

	if (!differ && !near && place->distance > 1)
		return NOTHING;
	worth = worth * 4 + near;
	worth = worth * 8 + LAW_FARTHEST - place->distance;
	worth = worth * 1000 - l->asked_on[law_holds(&l->out->laws.laws[0], point_of(l, place)->x)];
	return worth * 1000 - l->asked_at[place->face];
}

static struct law_place *next_place(struct learner *l)
{
	struct law_place *best = NULL;
	long most = NOTHING;

	for (int i = 0; i < l->lattice.n; i++)
		if (!l->lattice.places[i].asked) {
			long is = worth(l, &l->lattice.places[i]);

			if (is > most) {
				most = is;
				best = &l->lattice.places[i];
			}
		}
	return best;
}

/* ---- Learning ---- */

static int n_known(const struct learner *l)
{
	int n = l->grid->n;

	for (int i = 0; i < l->lattice.n; i++)
		n += !l->points[l->grid->n + i].open;
	return n;
}

/* Laws of all that is known, and how many points that is. False when there is none. */
static bool learn(struct learner *l)
{
	struct laws laws;

	if (l->out->laws.work > LAW_WORK ||
	    law_find(l->points, l->grid->n + l->lattice.n, l->grid->n_variables, &laws) != LAW_FOUND)
		return false;
	laws.work += l->out->laws.work;
	l->out->laws = laws;
	l->out->learned = n_known(l);
	l->out->right = 0;
	return true;
}

/* How the first law, that of the grid alone, fares. */
static void count_wrong(struct learner *l)
{
	struct law_learned *out = l->out;

	out->right = out->wrong = 0;
	for (int i = l->grid->n; i < l->grid->n + l->lattice.n; i++)
		if (!l->points[i].open) {
			bool wrong = law_holds(&out->laws.laws[0], l->points[i].x) != l->points[i].holds;

			if (wrong && !out->wrong)
				memcpy(out->at, l->points[i].x, sizeof out->at);
			*(wrong ? &out->wrong : &out->right) += 1;
		}
}

/* Laws that are wrong here are laws no longer. */
static void drop_wrong(struct laws *laws, const struct law_point *point)
{
	int kept = 0;

	for (int i = 0; i < laws->n; i++)
		if (law_holds(&laws->laws[i], point->x) == point->holds)
			laws->laws[kept++] = laws->laws[i];
	laws->n = kept;
}

/* False when there is no law any more. */
static bool take_answer(struct learner *l, struct law_place *place, bool holds)
{
	struct law_point *point = point_of(l, place);
	bool predicted = law_holds(&l->out->laws.laws[0], point->x);

	l->asked_on[predicted]++;
	point->open = false;
	point->holds = holds;
	if (predicted != holds)
		return learn(l);
	drop_wrong(&l->out->laws, point);
	l->out->right++;
	return true;
}

static void try_beyond(struct learner *l)
{
	struct law_learned of_grid = *l->out;
	struct law_place *place;

	for (int asked = 0; asked < LAW_PATIENCE * l->grid->beyond && l->out->right < l->grid->beyond; asked++) {
		enum law_answered answered;

		place = next_place(l);
		if (!place)
			return;
		answered = l->grid->ask(l->grid->context, point_of(l, place)->x);
		place->asked = true;
		l->asked_at[place->face]++;
		if (answered == LAW_STOP)
			return;
		if (answered != LAW_UNDECIDED && !take_answer(l, place, answered == LAW_HOLDS)) {
			*l->out = of_grid;
			count_wrong(l);
			return;
		}
	}
}

static void make_points(struct learner *l)
{
	const struct law_grid *grid = l->grid;

	l->points = malloc(((size_t)grid->n + LAW_PLACES) * sizeof *l->points);
	must(l->points);
	if (grid->n == 0)
		return;
	memcpy(l->points, grid->points, (size_t)grid->n * sizeof *l->points);
	law_lattice_make(&l->lattice, grid);
	for (int i = 0; i < l->lattice.n; i++) {
		struct law_point *point = point_of(l, &l->lattice.places[i]);

		*point = (struct law_point){ .open = true };
		law_lattice_point(&l->lattice, l->lattice.places[i].at, point->x);
	}
}

void law_learn(const struct law_grid *grid, struct law_learned *out)
{
	struct learner *l = calloc(1, sizeof *l);

	must(l);
	*out = (struct law_learned){ .learned = grid->n };
	l->grid = grid;
	l->out = out;
	make_points(l);
	out->answer = law_find(l->points, grid->n + l->lattice.n, grid->n_variables, &out->laws);
	if (out->answer == LAW_FOUND)
		try_beyond(l);
	free(l->points);
	free(l);
}
