/* test_hash.c - what differs has another key, in both halves; what is the same has the same, wherever it lies. */
#include "tests/conf.h"

#include "lab/base/hash.h"

enum { SIZE = 200 };

static struct key key_of(const void *bytes, size_t size)
{
	struct hash hash = { .n = 0 };

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

static void test_the_order_counts(void **state)
{
	(void)state;
	for (int i = 0; i < 12; i++)
		for (int k = i + 1; k < 12; k++) {
			struct hash one = { .n = 0 }, other = { .n = 0 };

			for (int at = 0; at < 12; at++) {
				hash_int(&one, at);
				hash_int(&other, at == i ? k : at == k ? i : at);
			}
			assert_true(differ(hash_end(&one), hash_end(&other)));
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
	cmocka_unit_test(test_each_bit_counts),
	cmocka_unit_test(test_the_order_counts),
	cmocka_unit_test(test_how_many_counts),
	cmocka_unit_test(test_where_it_lies_does_not_count))
