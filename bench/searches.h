/*
 * searches.h - one program, as a pattern for the lab and as a model for Spin.
 */
#ifndef BENCH_SEARCHES_H
#define BENCH_SEARCHES_H

#include <stdbool.h>

struct program {
	const char *pattern, *settings;
	const char *model, *defines;    /* bench/spin/MODEL.pml, and what its head tells of */
	int         places;             /* Spin's table: for about 2^places states; without reduction, 8 times more */
	bool        whole;              /* run it without, too */
};

/* What one search came to. */
struct searched {
	bool        there;              /* false: it could not be done */
	bool        cut;                /* it did not come to its end */
	const char *verdict;            /* "ok"; some other word when a bad end was found */
	long        schedules, pruned, states;
	double      ms;                 /* of processor time */
	double      bytes;              /* kept in memory by the search */
};

/* The lab's two searches, each alone, up to its end or to so many runs or states; `named`: tasks that are alike apart. */
struct searched search_by_schedules(const struct program *, long most);
struct searched search_by_states(const struct program *, long most, bool named);

/* What the lab's searches are to reach, and what they do: prints its own table. */
void bench_goals(void);

/* Spin's version, as it says; NULL where it is not installed, or there is no `cc`. */
const char *spin_version(void);

/*
 * Have Spin and the compiler make the program that searches the model, in `folder`. Returns ms of
 * processor time; negative: they cannot.
 */
double spin_make(const char *folder, const struct program *, bool whole);

/* Run it. */
struct searched spin_search(const char *folder, const struct program *, bool whole);

#endif
