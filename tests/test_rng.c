/* test_rng.c - the same seed, the same numbers; and numbers that are spread out. */
#include "lab/base/rng.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

/* The first numbers of splitmix64 from seed 1234567, as its authors' program prints them. */
static void test_known_numbers(void **state)
{
	static const uint64_t known[] = {
		6457827717110365317u, 3203168211198807973u, 9817491932198370423u, 4593380528125082431u,
		16408922859458223821u,
	};
	struct rng rng = { 1234567 };

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		assert_true(rng_next(&rng) == known[i]);
}

static void test_below_is_below(void **state)
{
	static const uint32_t limits[] = { 1, 2, 3, 7, 1000, 0x80000000u, UINT32_MAX };
	struct rng rng = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
		for (int k = 0; k < 10000; k++)
			assert_true(rng_below(&rng, limits[i]) < limits[i]);
}

/* 70,000 throws of seven: 10,000 each are expected; 500 off is more than five standard deviations. */
static void test_below_is_even(void **state)
{
	int seen[7] = { 0 };
	struct rng rng = { 42 };

	(void)state;
	for (int i = 0; i < 70000; i++)
		seen[rng_below(&rng, 7)]++;
	for (int i = 0; i < 7; i++) {
		assert_true(seen[i] > 9500);
		assert_true(seen[i] < 10500);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_numbers),
		cmocka_unit_test(test_below_is_below),
		cmocka_unit_test(test_below_is_even),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
