/*
 * part.h - PART=k/n in the environment: of many things that are alike, the seeds of a fuzz or the lines of a table, a test
 * looks at the k-th of n parts. The n parts together are the whole; without PART, a test looks at all of it.
 *
 * For builds that would find the same in the same: they share it (.ci/run). In scripts: part.sh.
 */
#ifndef TESTS_PART_H
#define TESTS_PART_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct test_part {
	int k, n;               /* 1 <= k <= n */
};

/* The part that is asked for. A PART that is none ends the test program with a sentence. */
static inline struct test_part part_wanted(void)
{
	const char *text = getenv("PART");
	struct test_part part = { 1, 1 };
	char end;

	if (text && (sscanf(text, "%d/%d%c", &part.k, &part.n, &end) != 2 || part.k < 1 || part.k > part.n)) {
		fprintf(stderr, "test: PART=%s is not k/n\n", text);
		exit(2);
	}
	return part;
}

/* Of the lines of a table, neighbours of which are alike: is the i-th, from 0, in the part? */
static inline bool in_part(long i)
{
	struct test_part part = part_wanted();

	return i % part.n == part.k - 1;
}

/* Of `count` seeds from *first on: how many are in the part, and *first is the first of them. They follow one another. */
static inline long part_of_seeds(long count, long *first)
{
	struct test_part part = part_wanted();
	long before = count * (part.k - 1) / part.n;

	*first += before;
	return count * part.k / part.n - before;
}

#endif
