/* test_alarms.c - the earliest alarm comes first, whatever the order they were set in. */
#include "lab/engine/alarms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/base/rng.h"

enum { ALARMS = 500, MOMENTS = 100 };

static void test_in_order(void **state)
{
	struct alarms alarms = { 0 };
	struct rng rng = { 1 };
	int set[MOMENTS] = { 0 }, n = 0;

	(void)state;
	for (int round = 0; round < 20 * ALARMS; round++) {
		int first = 0;

		if (n < ALARMS && (n == 0 || rng_below(&rng, 5) < 3)) {
			int at = (int)rng_below(&rng, MOMENTS);

			alarms_add(&alarms, (struct alarm){ at, at, 7 });
			set[at]++;
			n++;
			continue;
		}
		while (!set[first])
			first++;
		assert_int_equal(alarms_first(&alarms)->at, first);
		assert_int_equal(alarms_first(&alarms)->task, first);
		alarms_drop_first(&alarms);
		set[first]--;
		n--;
		assert_int_equal(alarms.n, n);
	}
	alarms_free(&alarms);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_in_order) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
