/*
 * sorting.c - qsort and bsearch: what is compared is compared by the program, where it lies.
 *
 * Few elements are sorted by insertion, which keeps those that are equal in their order, as glibc's does; many by heap
 * (Williams, 1964), which needs no memory either.
 */
#include <stdbool.h>
#include <stdlib.h>

#include "lab/program/call.h"
#include "lab/program/copy.h"
#include "lab/program/touch.h"

enum { FEW = 64 };

struct sorting {
	char  *base;
	size_t size;
	int  (*order)(const void *, const void *);
	uintptr_t caller;
};

static char *at(const struct sorting *s, size_t i)
{
	return s->base + i * s->size;
}

/* Byte groups of up to eight, each read on both sides, then written. */
static void swap(const struct sorting *s, size_t i, size_t j)
{
	char *a = at(s, i), *b = at(s, j);

	for (size_t k = 0; k < s->size; k += 8) {
		size_t n = s->size - k < 8 ? s->size - k : 8;
		char first[8] = { 0 }, second[8] = { 0 };

		touch_all(a + k, n, false, s->caller);
		for (size_t m = 0; m < n; m++)
			first[m] = a[k + m];
		touch_all(b + k, n, false, s->caller);
		for (size_t m = 0; m < n; m++)
			second[m] = b[k + m];
		copy_out_to(a + k, second, n, s->caller);
		copy_out_to(b + k, first, n, s->caller);
	}
}

static bool is_before(const struct sorting *s, size_t i, size_t j)
{
	return s->order(at(s, i), at(s, j)) < 0;
}

static void insert_all(const struct sorting *s, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t j = i; j > 0 && is_before(s, j, j - 1); j--)
			swap(s, j, j - 1);
}

static void sift(const struct sorting *s, size_t i, size_t n)
{
	for (size_t child; (child = 2 * i + 1) < n; i = child) {
		child += child + 1 < n && is_before(s, child, child + 1);
		if (!is_before(s, i, child))
			return;
		swap(s, i, child);
	}
}

static void sort_by_heap(const struct sorting *s, size_t n)
{
	for (size_t i = n / 2; i-- > 0;)
		sift(s, i, n);
	for (size_t end = n; end-- > 1;) {
		swap(s, 0, end);
		sift(s, 0, end);
	}
}

CALL(void, qsort, (void *base, size_t n, size_t size, int (*order)(const void *, const void *)))
{
	struct sorting s = { base, size, order, HERE_CALLED };

	if (n <= FEW)
		insert_all(&s, n);
	else
		sort_by_heap(&s, n);
}

CALL(void *, bsearch, (const void *key, const void *base, size_t n, size_t size, int (*order)(const void *, const void *)))
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *element = (const char *)base + middle * size;
		int found = order(key, element);

		if (found == 0)
			return (void *)(uintptr_t)element;
		low = found > 0 ? middle + 1 : low;
		high = found < 0 ? middle : high;
	}
	return NULL;
}
