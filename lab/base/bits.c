/* bits.c - see bits.h. */
#include "lab/base/bits.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

void bits_reserve(struct bits *bits, int n)
{
	int words = (n + 63) / 64;

	if (words <= bits->n_words)
		return;
	if (words < 2 * bits->n_words)
		words = 2 * bits->n_words;
	bits->words = realloc(bits->words, (size_t)words * sizeof *bits->words);
	if (!bits->words)
		panic("out of memory");
	memset(bits->words + bits->n_words, 0, (size_t)(words - bits->n_words) * sizeof *bits->words);
	bits->n_words = words;
}

void bits_clear(struct bits *bits)
{
	if (bits->n_words)
		memset(bits->words, 0, (size_t)bits->n_words * sizeof *bits->words);
}

void bits_free(struct bits *bits)
{
	free(bits->words);
	*bits = (struct bits){ 0 };
}

static int fewer_words(const struct bits *a, const struct bits *b)
{
	return a->n_words < b->n_words ? a->n_words : b->n_words;
}

void bits_copy(struct bits *bits, const struct bits *from)
{
	bits_clear(bits);
	bits_unite(bits, from);
}

void bits_unite(struct bits *bits, const struct bits *with)
{
	for (int i = 0, n = fewer_words(bits, with); i < n; i++)
		bits->words[i] |= with->words[i];
}

int bits_count(const struct bits *bits)
{
	int n = 0;

	for (int i = 0; i < bits->n_words; i++)
		n += bits->words[i] ? __builtin_popcountll(bits->words[i]) : 0;
	return n;
}

int bits_nth(const struct bits *bits, int k)
{
	uint64_t word;
	int at = 0, here;

	for (; (here = __builtin_popcountll(bits->words[at])) <= k; at++)
		k -= here;
	for (word = bits->words[at]; k > 0; k--)
		word &= word - 1;
	return 64 * at + __builtin_ctzll(word);
}

int bits_next(const struct bits *bits, int from)
{
	for (int at = from / 64; at < bits->n_words; at++) {
		uint64_t word = bits->words[at];

		if (at == from / 64)
			word &= ~(uint64_t)0 << from % 64;
		if (word)
			return 64 * at + __builtin_ctzll(word);
	}
	return -1;
}
