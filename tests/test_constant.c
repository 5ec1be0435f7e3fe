/* test_constant.c - whole numbers as they are written in C: see lab/program/constant.h. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lab/program/constant.h"

static void reads(const char *text, int number, const char *rest)
{
	const char *end = NULL;
	int found = 0;

	if (!constant_read(text, &found, &end))
		fail_msg("'%s' is not read", text);
	assert_int_equal(found, number);
	assert_string_equal(end, rest);
}

static void refuses(const char *text)
{
	const char *end;
	int found;

	if (constant_read(text, &found, &end))
		fail_msg("'%s' is read as %d", text, found);
}

static void test_numbers(void **state)
{
	(void)state;
	reads("4", 4, "");
	reads("-1 ", -1, " ");
	reads("0x10 // sixteen", 16, " // sixteen");
	reads("010", 8, "");
	reads("( 4 )\n", 4, "\n");
	reads("2147483647", INT_MAX, "");
	reads("-2147483648", INT_MIN, "");
	reads("(-2147483647 - 1)", INT_MIN, "");
	refuses("2147483648");
	refuses("4u");
	refuses("4.5");
	refuses("N");
	refuses("");
	refuses("()");
	refuses("(4");
}

static void test_arithmetic(void **state)
{
	(void)state;
	reads("(2 * 4)", 8, "");
	reads("2 + 3 * 4 - 1", 13, "");
	reads("(2 + 3) * 4", 20, "");
	reads("7 / 2 % 2", 1, "");
	reads("10 - 4 - 3", 3, "");
	reads("1 << 4 | 1", 17, "");
	reads("6 & 3 ^ 1", 3, "");
	reads("-(3 - 5)", 2, "");
	reads("~0", -1, "");
}

static void test_ends(void **state)
{
	(void)state;
	reads("2 || 3", 2, " || 3");
	reads("8 // 2", 8, " // 2");
	reads("8 /* 2 */", 8, " /* 2 */");
	reads("4 < 5", 4, " < 5");
	refuses("1 / 0");
	refuses("1 % (2 - 2)");
	refuses("1 << 31");
	refuses("1 << 32");
	refuses("1 << -1");
	refuses("100000 * 100000");
	refuses("2 +");
	refuses("2 * N");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers), cmocka_unit_test(test_arithmetic), cmocka_unit_test(test_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
