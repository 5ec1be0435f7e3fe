/* law.c - see law.h. Every form is tried; for each the constant follows from the points. */
#include "lab/check/law.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static long sum(const int *times, const int *x, int n)
{
	long total = 0;

	for (int i = 0; i < n; i++)
		total += (long)times[i] * x[i];
	return total;
}

bool law_holds(const struct law *law, const int *x, int n_variables)
{
	return sum(law->times, x, n_variables) > law->than;
}

/* The constant nearest to zero for which the law separates the points. False when there is none. */
static bool fit(const struct law_point *points, int n, int n_variables, struct law *law)
{
	long most = LONG_MIN, least = LONG_MAX;         /* of those where it does not hold; where it does */

	for (int i = 0; i < n; i++) {
		long total = sum(law->times, points[i].x, n_variables);

		if (points[i].holds)
			least = total < least ? total : least;
		else
			most = total > most ? total : most;
		if (most >= least)
			return false;
	}
	law->than = (int)(most > 0 ? most : least - 1 < 0 ? least - 1 : 0);
	return true;
}

static int weight(const struct law *law)
{
	int total = 0;

	for (int i = 0; i < LAW_VARIABLES; i++)
		total += abs(law->times[i]);
	return total;
}

/* Less than zero: `a` is the simpler. */
static int compare(const struct law *a, const struct law *b)
{
	if (weight(a) != weight(b))
		return weight(a) - weight(b);
	return abs(a->than) - abs(b->than);
}

/* The next form, as one counts. False after the last. */
static bool next_form(struct law *law, int n_variables)
{
	for (int i = n_variables - 1; i >= 0; i--) {
		if (law->times[i] < LAW_COEFFICIENT) {
			law->times[i]++;
			return true;
		}
		law->times[i] = -LAW_COEFFICIENT;
	}
	return false;
}

static bool all_alike(const struct law_point *points, int n)
{
	for (int i = 1; i < n; i++)
		if (points[i].holds != points[0].holds)
			return false;
	return true;
}

enum law_answer law_find(const struct law_point *points, int n, int n_variables, struct law *law, int *others)
{
	struct law tried = { { 0 }, 0 };
	bool found = false;

	*others = 0;
	if (n == 0 || all_alike(points, n))
		return n && points[0].holds ? LAW_ALWAYS : LAW_NEVER;
	for (int i = 0; i < n_variables; i++)
		tried.times[i] = -LAW_COEFFICIENT;
	do {
		if (!fit(points, n, n_variables, &tried))
			continue;
		if (!found || compare(&tried, law) < 0) {
			*law = tried;
			*others = 0;
			found = true;
		} else if (compare(&tried, law) == 0) {
			*law = tried;           /* earlier variables count more: later forms have more of them */
			++*others;
		}
	} while (next_form(&tried, n_variables));
	return found ? LAW_FOUND : LAW_NONE;
}

/* ---- In words ---- */

static void add_term(struct buf *out, int times, const char *name, bool first)
{
	buf_adds(out, first ? "" : " + ");
	if (times != 1)
		buf_printf(out, "%d x ", times);
	buf_adds(out, name);
}

/* The terms whose coefficients have this sign, and a constant. Returns how many. */
static void add_side(struct buf *out, const struct law *law, const char *const *names, int n, int sign, int constant)
{
	bool first = true;

	for (int i = 0; i < n; i++)
		if (law->times[i] * sign > 0) {
			add_term(out, law->times[i] * sign, names[i], first);
			first = false;
		}
	if (first || constant > 0)
		buf_printf(out, "%s%d", first ? "" : " + ", constant);
}

void law_print(struct buf *out, const struct law *law, const char *const *names, int n_variables)
{
	add_side(out, law, names, n_variables, 1, law->than < 0 ? -law->than : 0);
	buf_adds(out, " > ");
	add_side(out, law, names, n_variables, -1, law->than > 0 ? law->than : 0);
}
