/*
 * test_hash.c - the key is XXH3's of all that was added, however it was cut; what differs has another, in both halves,
 * and what is the same has the same, wherever it lies.
 */
#include "tests/conf.h"

#include <stdlib.h>
#include <xxhash.h>

#include "lab/base/hash.h"
#include "lab/base/rng.h"

enum { SIZE = 200, LONG = 4 * HASH_ROOM, WORDS = 300, SWAPS = WORDS * (WORDS - 1) / 2 };

static struct key key_of(const void *bytes, size_t size)
{
	struct hash hash;

	hash_begin(&hash);
	hash_bytes(&hash, bytes, size);
	return hash_end(&hash);
}

static bool differ(struct key one, struct key other)
{
	return one.a != other.a && one.b != other.b;
}

static void fill(unsigned char *bytes)
{
	for (int i = 0; i < SIZE; i++)
		bytes[i] = (unsigned char)(i * 37 + 11);
}

/* ---- XXH3 ---- */

/* The bytes that xxHash tests itself with. */
static void fill_as_xxhash_does(unsigned char *bytes, size_t size)
{
	uint64_t next = 2654435761u;

	for (size_t i = 0; i < size; i++, next *= 11400714785074694797u)
		bytes[i] = (unsigned char)(next >> 56);
}

/* In pieces of at most so many bytes, cut by chance. */
static struct key key_in_pieces(const unsigned char *bytes, size_t size, uint32_t most, struct rng *rng)
{
	struct hash hash;

	hash_begin(&hash);
	for (size_t piece; size; bytes += piece, size -= piece) {
		piece = rng_below(rng, most) + 1;
		if (piece > size)
			piece = size;
		hash_raw(&hash, bytes, piece);
	}
	return hash_end(&hash);
}

/* What xxHash 0.8 is known to answer without a seed: XSUM_XXH128_testdata in its xsum_sanity_check.c. */
static void test_known_answers(void **state)
{
	static const struct {
		size_t   size;
		uint64_t low, high;
	} known[] = {
		{ 0, 0x6001C324468D497F, 0x99AA06D3014798D8 },
		{ 1, 0xC44BDFF4074EECDB, 0xA6CD5E9392000F6A },
		{ 6, 0x3E7039BDDA43CFC6, 0x082AFE0B8162D12A },
		{ 12, 0x061A192713F69AD9, 0x6E3EFD8FC7802B18 },
		{ 24, 0x1E7044D28B1B901D, 0x0CE966E4678D3761 },
		{ 48, 0xF942219AED80F67B, 0xA002AC4E5478227E },
		{ 81, 0x5E8BAFB9F95FB803, 0x4952F58181AB0042 },
		{ 222, 0xF1AEBD597CEC6B3A, 0x337E09641B948717 },
		{ 403, 0xCDEB804D65C6DEA4, 0x1B6DE21E332DD73D },
		{ 512, 0x617E49599013CB6B, 0x18D2D110DCC9BCA1 },
		{ 2048, 0xDD59E2C3A5F038E0, 0xF736557FD47073A5 },
		{ 2240, 0x6E73A90539CF2948, 0xCCB134FBFA7CE49D },
		{ 2367, 0xCB37AEB9E5D361ED, 0xE89C0F6FF369B427 },
	};
	struct rng rng = { 1 };
	unsigned char bytes[2367];

	(void)state;
	fill_as_xxhash_does(bytes, sizeof bytes);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		for (uint32_t most = 1; most <= 4096; most *= 8) {
			struct key key = key_in_pieces(bytes, known[i].size, most, &rng);

			assert_true(key.a == known[i].low && key.b == known[i].high);
		}
}

/* Also where more is added than waits at once, and where it just fits. */
static void test_pieces_do_not_count(void **state)
{
	static unsigned char bytes[LONG];
	struct rng rng = { 2 };

	(void)state;
	fill_as_xxhash_does(bytes, sizeof bytes);
	for (size_t size = HASH_ROOM - 2; size <= LONG; size += size < HASH_ROOM + 2 ? 1 : 1021)
		for (uint32_t most = 8; most <= LONG; most *= 4) {
			XXH128_hash_t whole = XXH3_128bits(bytes, size);
			struct key key = key_in_pieces(bytes, size, most, &rng);

			assert_true(key.a == whole.low64 && key.b == whole.high64);
		}
}

/* ---- What differs ---- */

static void test_each_bit_counts(void **state)
{
	unsigned char bytes[SIZE];
	struct key before;

	(void)state;
	fill(bytes);
	before = key_of(bytes, SIZE);
	for (int bit = 0; bit < SIZE * 8; bit++) {
		bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
		assert_true(differ(before, key_of(bytes, SIZE)));
		bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
	assert_false(differ(before, key_of(bytes, SIZE)));
}

static struct key key_swapped(int i, int k)
{
	struct hash hash;

	hash_begin(&hash);
	for (int at = 0; at < WORDS; at++)
		hash_int(&hash, at == i ? k : at == k ? i : at);
	return hash_end(&hash);
}

static int compare(const void *one, const void *other)
{
	uint64_t a = *(const uint64_t *)one, b = *(const uint64_t *)other;

	return (a > b) - (a < b);
}

/* In a text like a state's, long and of small numbers, any two words change places: no two texts share half a key. */
static void test_the_order_counts(void **state)
{
	static uint64_t half[2][SWAPS + 1];
	int n = 0;

	(void)state;
	for (int i = 0; i < WORDS; i++)
		for (int k = i ? i + 1 : 0; k < WORDS; k++, n++) {
			struct key key = key_swapped(i, k);

			half[0][n] = key.a;
			half[1][n] = key.b;
		}
	assert_int_equal(n, SWAPS + 1);
	for (int h = 0; h < 2; h++) {
		qsort(half[h], (size_t)n, sizeof half[h][0], compare);
		for (int i = 1; i < n; i++)
			assert_true(half[h][i - 1] != half[h][i]);
	}
}

static void test_how_many_counts(void **state)
{
	static const unsigned char nothing[SIZE];
	struct key keys[SIZE];

	(void)state;
	for (int n = 0; n < SIZE; n++)
		keys[n] = key_of(nothing, (size_t)n);
	for (int i = 0; i < SIZE; i++)
		for (int k = i + 1; k < SIZE; k++)
			assert_true(differ(keys[i], keys[k]));
}

static void test_where_it_lies_does_not_count(void **state)
{
	unsigned char bytes[SIZE], moved[SIZE + 8];
	struct key key;

	(void)state;
	fill(bytes);
	key = key_of(bytes, SIZE);
	for (int by = 0; by < 8; by++) {
		struct key again;

		memcpy(moved + by, bytes, SIZE);
		again = key_of(moved + by, SIZE);
		assert_true(key.a == again.a && key.b == again.b);
	}
}

CONF_MAIN(
	cmocka_unit_test(test_known_answers),
	cmocka_unit_test(test_pieces_do_not_count),
	cmocka_unit_test(test_each_bit_counts),
	cmocka_unit_test(test_the_order_counts),
	cmocka_unit_test(test_how_many_counts),
	cmocka_unit_test(test_where_it_lies_does_not_count))
