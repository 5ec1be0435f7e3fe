/* cli.h - in a test: commands of the shell, with the program as $C, and what they come to. */
#ifndef TESTS_CLI_H
#define TESTS_CLI_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/check_text.h"
#include "tests/program.h"

/* Run and compare the status; the outcome is the caller's. */
static inline struct outcome expect(const char *command, int status)
{
	struct outcome o = shell(command, "", 0);

	if (o.status != status)
		print_error("%s\nstatus %d\n%s%s", command, o.status, o.out, o.err);
	assert_int_equal(o.status, status);
	return o;
}

static inline void expect_status(const char *command, int status)
{
	struct outcome o = expect(command, status);

	outcome_free(&o);
}

/* A status, and a part of what stderr says. */
static inline void expect_complaint(const char *command, int status, const char *part)
{
	struct outcome o = expect(command, status);

	check_has(o.err, part);
	outcome_free(&o);
}

#endif
