/*
 * test_part.c - the parts of what several builds share are the whole, and each thing is in one of them.
 */
#define _DEFAULT_SOURCE         /* setenv beside C11 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/part.h"

enum { MOST_PARTS = 7, MOST_THINGS = 40 };

static void want_part(int k, int n)
{
	char text[20];

	snprintf(text, sizeof text, "%d/%d", k, n);
	assert_int_equal(setenv("PART", text, 1), 0);
}

static void test_each_line_is_in_one_part(void **state)
{
	(void)state;
	for (int n = 1; n <= MOST_PARTS; n++)
		for (long i = 0; i < MOST_THINGS; i++) {
			int in = 0;

			for (int k = 1; k <= n; k++) {
				want_part(k, n);
				in += in_part(i);
			}
			assert_int_equal(in, 1);
		}
}

static void test_the_parts_of_seeds_follow_one_another(void **state)
{
	(void)state;
	for (int n = 1; n <= MOST_PARTS; n++)
		for (long count = 0; count < MOST_THINGS; count++) {
			long next = 1001;

			for (int k = 1; k <= n; k++) {
				long first = 1001, seeds;

				want_part(k, n);
				seeds = part_of_seeds(count, &first);
				assert_int_equal(first, next);
				next += seeds;
			}
			assert_int_equal(next, 1001 + count);
		}
}

static void test_without_a_part_it_is_all(void **state)
{
	long first = 5;

	(void)state;
	unsetenv("PART");
	assert_true(in_part(0) && in_part(1) && in_part(7));
	assert_int_equal(part_of_seeds(9, &first), 9);
	assert_int_equal(first, 5);
}

/* Scripts have their own, of lines. */
static void test_scripts_have_the_same_parts(void **state)
{
	char command[100];

	(void)state;
	for (int n = 1; n <= 3; n++)
		for (int k = 1; k <= n; k++)
			for (int i = 0; i < 5; i++) {
				want_part(k, n);
				snprintf(command, sizeof command, ". tests/part.sh; in_part %d", i);
				assert_int_equal(system(command) == 0, in_part(i));
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_line_is_in_one_part),
		cmocka_unit_test(test_the_parts_of_seeds_follow_one_another),
		cmocka_unit_test(test_without_a_part_it_is_all),
		cmocka_unit_test(test_scripts_have_the_same_parts),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
