/* test_bits.c - sets of small numbers, against an array of flags. */
#include "lab/base/bits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/base/rng.h"

enum { NUMBERS = 300, ROUNDS = 200 };

static void fill(struct bits *bits, bool *flags, struct rng *rng, int below)
{
	bits_reserve(bits, below);
	bits_clear(bits);
	memset(flags, 0, NUMBERS * sizeof *flags);
	for (uint32_t n = rng_below(rng, 2 * NUMBERS); n > 0; n--) {
		int i = (int)rng_below(rng, (uint32_t)below);

		flags[i] = rng_below(rng, 3) > 0;
		if (flags[i])
			bits_add(bits, i);
		else
			bits_drop(bits, i);
	}
}

/* Everything that can be asked. */
static void compare(const struct bits *bits, const bool *flags)
{
	int count = 0, next = -1;

	for (int i = NUMBERS - 1; i >= 0; i--) {
		next = flags[i] ? i : next;
		assert_int_equal(bits_has(bits, i), flags[i]);
		assert_int_equal(bits_next(bits, i), next);
	}
	for (int i = 0; i < NUMBERS; i++)
		if (flags[i])
			assert_int_equal(bits_nth(bits, count++), i);
	assert_int_equal(bits_count(bits), count);
}

static void test_as_flags(void **state)
{
	struct rng rng = { 1 };

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct bits a = { 0 }, b = { 0 };
		bool in_a[NUMBERS], in_b[NUMBERS];

		fill(&a, in_a, &rng, 1 + (int)rng_below(&rng, NUMBERS));
		compare(&a, in_a);
		bits_reserve(&a, NUMBERS);
		compare(&a, in_a);
		fill(&b, in_b, &rng, 1 + (int)rng_below(&rng, NUMBERS));
		bits_unite(&a, &b);
		for (int i = 0; i < NUMBERS; i++)
			in_a[i] |= in_b[i];
		compare(&a, in_a);
		bits_copy(&a, &b);
		compare(&a, in_b);
		bits_free(&a);
		bits_free(&b);
	}
}

static void test_empty(void **state)
{
	struct bits bits = { 0 };

	(void)state;
	assert_false(bits_has(&bits, 0));
	assert_int_equal(bits_count(&bits), 0);
	assert_int_equal(bits_next(&bits, 0), -1);
	bits_clear(&bits);
	bits_free(&bits);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_as_flags), cmocka_unit_test(test_empty) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
