/*
 * law.h - the simplest laws that separate points of a grid: comparisons of sums, joined by `and` and `or`.
 *
 * What is compared with a constant is a sum of terms: variables, products of two of them, the least and the greatest of
 * two, one divided by another, rounded up or down, and what such a division leaves.
 *
 * They are true of these points. What holds between and beyond them, only more points can tell: law_learn.h asks for them.
 *
 * Invariants
 *   What is divided by zero is zero, with itself as the rest.
 *   The nodes of a law stand in prefix order: LAW_AND and LAW_OR before their two sides.
 */
#ifndef LAB_LAW_LAW_H
#define LAB_LAW_LAW_H

#include <stdbool.h>

#include "lab/base/buf.h"

enum {
	LAW_VARIABLES = 5, LAW_COEFFICIENT = 3,
	LAW_TERMS = LAW_VARIABLES + 2,
	LAW_NODES = 16,
	LAW_MOST = 8,           /* laws that are told at a time */
	LAW_WORK = 400000000    /* forms held against points, after which a search gives up */
};

struct law_point {
	int  x[LAW_VARIABLES];
	bool holds;
	bool open;              /* nobody knows whether it holds here: laws may differ */
};

/* The simpler ones first. */
enum law_shape {
	LAW_VARIABLE,           /* a */
	LAW_PRODUCT,            /* a x b */
	LAW_LEAST, LAW_GREATEST,        /* of a and b */
	LAW_UP, LAW_DOWN,       /* a / b, rounded */
	LAW_REST,               /* a mod b */
	LAW_REST_OF_PRODUCT,    /* a x b mod c */
	LAW_REST_OF_NUMBER      /* a mod 2, a mod 3: b is the number */
};

struct law_term {
	enum law_shape shape;
	int            a, b, c; /* variables, by index */
};

enum law_relation { LAW_OVER, LAW_EQUAL, LAW_UNEQUAL };

/* The sum of times[i] * terms[i] is more than `than`, equal to it, or not. */
struct law_atom {
	int               n;
	int               times[LAW_TERMS];
	struct law_term   terms[LAW_TERMS];
	enum law_relation relation;
	long              than;
};

enum law_kind { LAW_ATOM, LAW_AND, LAW_OR };

struct law_node {
	enum law_kind   kind;
	struct law_atom atom;   /* of LAW_ATOM */
};

struct law {
	int             weight; /* names and coefficients without their signs, and a little for what is harder to read */
	int             n;
	struct law_node nodes[LAW_NODES];
};

struct laws {
	long       work;                /* that it took to find them, or not to */
	int        n;
	struct law laws[LAW_MOST];      /* the simplest first */
};

enum law_answer {
	LAW_ALWAYS, LAW_NEVER,  /* all points are on one side: there is nothing to separate */
	LAW_NONE,               /* nothing that was tried separates them */
	LAW_FOUND
};

/*
 * The simplest laws for n points of n_variables (at most LAW_VARIABLES): those with the smallest weight, of which no
 * two are alike at all points, the open ones included. First comes the one with the simplest terms, the fewest
 * comparisons, the smallest constants, the earlier variables. It gives up after LAW_WORK, a second or two.
 */
enum law_answer law_find(const struct law_point *, int n, int n_variables, struct laws *);

bool law_holds(const struct law *, const int *x);

/* Less than zero: of two laws with the same weight `a` is the simpler; zero: they are as simple. */
int law_compare(const struct law *a, const struct law *b);

/* "jobs > workers + buffer + 1", "buffer = 0 and rounds > 0", "tasks > 0 and tasks x (each - 1) >= permits" */
void law_print(struct buf *, const struct law *, const char *const *names);

#endif
