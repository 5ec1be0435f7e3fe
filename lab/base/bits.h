/*
 * bits.h - a set of small numbers, 64 to a word: united, subtracted and counted by the word.
 *
 * Invariants
 *   An all-zero struct bits is empty, and there is room for nothing in it.
 *   A number that is added or dropped is below what room was made for.
 */
#ifndef LAB_BASE_BITS_H
#define LAB_BASE_BITS_H

#include <stdbool.h>
#include <stdint.h>

struct bits {
	uint64_t *words;        /* owned; NULL while there is no room */
	int       n_words;
};

/* Make room for the numbers below n; what is in it stays. */
void bits_reserve(struct bits *, int n);
void bits_clear(struct bits *);
void bits_free(struct bits *);          /* empty, memory given back; may be used again */

static inline void bits_add(struct bits *bits, int i)
{
	bits->words[i / 64] |= (uint64_t)1 << i % 64;
}

static inline void bits_drop(struct bits *bits, int i)
{
	bits->words[i / 64] &= ~((uint64_t)1 << i % 64);
}

static inline bool bits_has(const struct bits *bits, int i)
{
	return i / 64 < bits->n_words && bits->words[i / 64] >> i % 64 & 1;
}

/* From or with one that has no number which this has no room for. */
void bits_copy(struct bits *, const struct bits *from);
void bits_unite(struct bits *, const struct bits *with);

int bits_count(const struct bits *);

/* The k-th, counted from 0; there are more than k. */
int bits_nth(const struct bits *, int k);

/* The first that is not below `from` >= 0; -1: there is none. */
int bits_next(const struct bits *, int from);

#endif
