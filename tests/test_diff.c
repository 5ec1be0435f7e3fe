/* test_diff.c - two variants side by side: conditions, branches, who comes by, and what `diff` shows. */
#include "cmd/source/compare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cmd/source/about.h"
#include "cmd/source/expression.h"
#include "lab/base/text.h"
#include "tests/capture.h"
#include "tests/sanitized.h"

/* ---- Conditions ---- */

enum { OPEN = -99 };

/* What it comes to with A=0, B=1, C=2, n=7 and p[] = { 3, 0, 5 }; OPEN when that is not known. */
static long worth(const char *text)
{
	static const int values[] = { 3, 0, 5 };
	struct constants constants = { .values = values, .n_values = 3 };
	const char *at = text, *end = text + strlen(text);
	struct known known;

	constants_add(&constants, "A", 1, 0);
	constants_add(&constants, "B", 1, 1);
	constants_add(&constants, "C", 1, 2);
	constants_add(&constants, "n", 1, 7);
	known = expression(&constants, &at, end);
	return known.is_known && at == end ? known.value : OPEN;
}

static void test_what_rests_on_settings_is_known(void **state)
{
	(void)state;
	assert_int_equal(worth("p[A]"), 3);
	assert_int_equal(worth("pool->p[C] == 5"), 1);
	assert_int_equal(worth("line->hand.p[B]"), 0);
	assert_int_equal(worth("p[A] != p[C]"), 1);
	assert_int_equal(worth("!p[B] && p[A] <= 3"), 1);
	assert_int_equal(worth("p[A] + 2 * n - 1 > 15"), 1);
	assert_int_equal(worth("1 + 2 == 3 || 1 / 0"), 1);
	assert_int_equal(worth("(p[A] && p[B]) || p[C] % 2"), 1);
	assert_int_equal(worth("p[B] ? 10 : p[A] < 3 ? 20 : 30"), 30);
	assert_int_equal(worth("-n + 7"), 0);
	assert_int_equal(worth("n - 2 - 1"), 4);
}

static void test_what_rests_on_more_is_open(void **state)
{
	(void)state;
	assert_int_equal(worth("other"), OPEN);
	assert_int_equal(worth("p[other]"), OPEN);
	assert_int_equal(worth("p[n]"), OPEN);
	assert_int_equal(worth("map[A]"), OPEN);
	assert_int_equal(worth("p[A].x"), OPEN);
	assert_int_equal(worth("chan_recv(in, &value)"), OPEN);
	assert_int_equal(worth("item % p[A] == 0"), OPEN);
	assert_int_equal(worth("n++ > 3"), OPEN);
	assert_int_equal(worth("(enum kind)p[A]"), OPEN);
	assert_int_equal(worth("1 / p[B]"), OPEN);
	assert_int_equal(worth("p[A] = 4"), OPEN);
	assert_int_equal(worth(""), OPEN);
	assert_int_equal(worth("("), OPEN);
}

static void test_half_of_it_may_decide(void **state)
{
	(void)state;
	assert_int_equal(worth("other && p[B]"), 0);
	assert_int_equal(worth("p[B] && f(x, (y)) && other"), 0);
	assert_int_equal(worth("other || p[A]"), 1);
	assert_int_equal(worth("other && p[A]"), OPEN);
	assert_int_equal(worth("other || p[B]"), OPEN);
	assert_int_equal(worth("i < p[A] && p[C] == A"), 0);
}

/* ---- Branches ---- */

static const struct pattern two_settings = {
	.name = "example", .settings = { { .name = "x" }, { .name = "y" } },
};

/* Which of the lines of `source` run: '.' for one that does, 'x' for one that does not. */
static void check_branches(const char *source, int x, int y, const char *expected)
{
	int values[MAX_SETTINGS] = { x, y };
	struct code code = code_read(source);
	struct branches found = branches_read(&code, &two_settings, values);
	char seen[100] = "";

	for (int i = 0; i < code.n; i++)
		seen[i] = found.dead[i] ? 'x' : '.';
	assert_string_equal(seen, expected);
	branches_free(&found);
	code_free(&code);
}

#define FRAME "enum { X, Y };\nstatic void run(const int *p)\n{\n"

static void test_branches(void **state)
{
	static const char chain[] =
		FRAME "\tif (p[X]) {\n\t\ta();\n\n\t\tb();\n\t} else if (p[Y]) {\n\t\tc();\n"
		"\t} else {\n\t\td();\n\t}\n}\n";

	(void)state;
	check_branches(FRAME "\tif (p[X])\n\t\ta();\n\telse\n\t\tb();\n}\n", 1, 0, "......x.");
	check_branches(FRAME "\tif (p[X])\n\t\ta();\n\telse\n\t\tb();\n}\n", 0, 0, "....x...");
	check_branches(chain, 0, 1, "....xxx...x..");
	check_branches(chain, 1, 1, "........x.x..");
	check_branches(FRAME "\tif (p[X] &&\n\t    p[Y])\n\t\ta();\n\tb();\n}\n", 1, 0, ".....x..");
	check_branches(FRAME "\tfor (int i = 0; i < n && p[X]; i++)\n\t\ta();\n\tb();\n}\n", 0, 0, "....x..");
	check_branches(FRAME "\tif (more)\n\t\ta();\n\telse\n\t\tb();\n}\n", 0, 0, "........");
}

static void test_a_branch_that_leaves(void **state)
{
	(void)state;
	check_branches(FRAME "\tif (p[X])\n\t\treturn;\n\ta();\n\n\tb();\n}\n", 1, 0, ".....xxx.");
	check_branches(FRAME "\tif (p[X])\n\t\treturn;\n\ta();\n\n\tb();\n}\n", 0, 0, "....x....");
	check_branches(FRAME "\tif (p[X]) {\n\t\ta();\n\t\treturn;\n\t}\n\tb();\n}\n", 1, 0, ".......x.");
}

static void test_a_switch(void **state)
{
	static const char source[] =
		FRAME "\tswitch (p[X]) {\n\tcase 0:\n\t\ta();\n\t\tbreak;\n\tcase 1:\n\t\tb();\n"
		"\tcase 2:\n\t\tc();\n\t}\n\td();\n}\n";
	static const char returns[] =
		FRAME "\tswitch (p[X]) {\n\tcase 0:\n\t\treturn;\n\tdefault:\n\t\tb();\n\t}\n\td();\n}\n";

	(void)state;
	check_branches(source, 0, 0, ".......xxxx...");
	check_branches(source, 1, 0, ".....xx.......");
	check_branches(source, 2, 0, ".....xx.x.....");
	check_branches(returns, 0, 0, "......xxxx.");
}

static void test_constants_and_callers(void **state)
{
	static const char source[] =
		"enum { X, Y };\n"
		"static void helper(void)\n{\n\tx();\n}\n"
		"static void run(const int *p)\n{\n"
		"\tbool on = p[X] == 1, off = !on;\n\tint n = 0;\n\n"
		"\tif (on)\n\t\thelper();\n\tif (n)\n\t\ty();\n\tn++;\n}\n";

	(void)state;
	check_branches(source, 1, 0, "................");
	check_branches(source, 0, 0, ".xxxx......x....");
}

/* ---- Patterns ---- */

static struct deeds watch(const struct pattern *pattern, const int *values, int n)
{
	const char *files[MAX_SETTINGS] = { NULL };
	struct run_options options = {
		.pattern = pattern, .values = values, .files = files, .engine = &free_engine,
	};
	struct deeds deeds;
	char *error = NULL;

	assert_true(deeds_watch(&deeds, &options, n, 10000000, NULL, NULL, &error));
	return deeds;
}

/* Nobody comes by in a line of which the source says that nobody can. */
static void check_honest(const struct pattern *pattern, const int *values)
{
	struct code code = code_read(about_source(pattern));
	struct branches branches = branches_read(&code, pattern, values);
	struct deeds deeds = watch(pattern, values, SANITIZED ? 2 : 8);

	assert_true(deeds.runs > 0 && deeds.n > 0);
	for (int i = 0; i < deeds.n; i++)
		if (branches.dead[deeds.at[i].line - 1])
			fail_msg("%s:%d is said to be dead, but %s comes by", pattern->file, deeds.at[i].line,
			         deeds.at[i].who);
	deeds_free(&deeds);
	branches_free(&branches);
	code_free(&code);
}

static void test_dead_lines_are_dead(void **state)
{
	(void)state;
	for (int i = 0; patterns[i]; i++) {
		int values[MAX_SETTINGS] = { 0 };

		for (int k = 0; k < pattern_n_settings(patterns[i]); k++)
			values[k] = patterns[i]->settings[k].standard;
		check_honest(patterns[i], values);
		for (int k = 0; k < pattern_n_settings(patterns[i]); k++) {
			if (!patterns[i]->settings[k].words[0])
				continue;
			for (int word = 0; word <= patterns[i]->settings[k].max; word++) {
				values[k] = word;
				check_honest(patterns[i], values);
			}
			values[k] = patterns[i]->settings[k].standard;
		}
	}
}

/* Each value of each switch has a line that asks for it, or another line that shows what it does. */
static void test_every_switch_shows(void **state)
{
	int every = SANITIZED ? 16 : 1, n = 0;   /* under sanitizers some of the switches: each is 120 runs on threads there */
	struct capture c;
	char line[120];

	(void)state;
	capture_open(&c);
	c.session->json = true;
	for (int i = 0; patterns[i]; i++)
		for (int k = 0; k < pattern_n_settings(patterns[i]); k++) {
			const struct setting *s = &patterns[i]->settings[k];

			if (!s->words[0] || n++ % every)
				continue;
			snprintf(line, sizeof line, "diff %s %s=%s", patterns[i]->name, s->name,
			         s->words[s->standard == 0 ? s->max : 0]);
			assert_int_equal(say(&c, line), 0);
			if (!strstr(c.text, "\"mark\":\"asks\"") && !strstr(c.text, "\"mark\":\"only"))
				fail_msg("%s shows nothing", line);
		}
	capture_close(&c);
}

/* ---- The command ---- */

static void has(struct capture *c, const char *command, const char *what)
{
	assert_int_equal(say(c, command), 0);
	if (!strstr(c->text, what))
		fail_msg("%s does not show '%s' but\n%s", command, what, c->text);
}

static void complains(struct capture *c, const char *command, const char *what)
{
	assert_int_equal(say(c, command), 2);
	if (!strstr(c->text, what))
		fail_msg("%s does not say '%s' but %s", command, what, c->text);
}

static void test_one_switch(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	has(&c, "diff worker-pool feed=main", "A feed=task (ok), B feed=main (deadlock); seen in 60 schedules");
	has(&c, "diff worker-pool feed=main", "B     feeder(pool);\n");
	has(&c, "diff worker-pool feed=main", "A     task_go(feeder, pool,");
	has(&c, "diff worker-pool feed=main", "- A: by feeder, B: by main; main stuck here\n");
	has(&c, "diff worker-pool feed=main", "A     chan_close(pool->jobs);\n             - B: nobody seen here\n");
	has(&c, "diff worker-pool feed=main", "?   if (p[FEED] != FEED_TASK)\n             - A: no, B: yes\n");
	has(&c, "diff mutex lock=each lock=none", "A lock=each (");
	has(&c, "diff mutex lock=each lock=none", "B lock=none (");
	has(&c, "diff dining seats=3 order=same-handed order=one-left", "dining: A order=same-handed (");
	has(&c, "diff dining order=same-handed order=one-left seats=3", "B order=one-left (");
	has(&c, "diff dining seats=3 order=one-left", "A seats=5 order=");
	has(&c, "diff worker-pool worker-pool feed=main", "B feed=main");
	has(&c, "diff worker-pool feed=main worker-pool", "A feed=main");
	capture_close(&c);
}

static void test_against_the_last_run(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	say(&c, "run tee drain=left-first log=0");
	has(&c, "diff", "tee: A drain=both (ok), B drain=left-first (deadlock)");
	say(&c, "run tee log=0");
	complains(&c, "diff", "both sides of tee are the same");
	complains(&c, "diff mutex", "what against what? `diff mutex NAME=VALUE`");
	capture_close(&c);
}

/* Of two patterns, or files, nothing is run; what is known of them from before is said. */
static void test_how_they_have_ended_is_said_where_it_is_known(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	c.session->look.width = 200;
	say(&c, "diff channel generator");
	assert_non_null(strstr(c.text, "A channel, B generator; =: the same in both"));
	say(&c, "run channel mode=self sends=2 log=0 seed=1");
	say(&c, "diff channel generator");
	assert_non_null(strstr(c.text, "A channel (deadlock, when last run), B generator; =:"));
	say(&c, "run generator log=0 seed=1");
	say(&c, "diff channel generator");
	assert_non_null(strstr(c.text, "A channel (deadlock, when last run), B generator (ok, when last run); =:"));
	say(&c, "run channel log=0 seed=1");
	say(&c, "diff generator channel");
	assert_non_null(strstr(c.text, "A generator (ok, when last run), B channel (ok, when last run); =:"));
	capture_close(&c);
}

static void test_two_patterns(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	has(&c, "diff fan-in worker-pool", "A fan-in, B worker-pool");
	has(&c, "diff fan-in worker-pool", " = static void run(const int *p)\n");
	has(&c, "diff fan-in worker-pool", " A     chan_send(merge->merged, &value);\n");
	has(&c, "diff fan-in worker-pool", " B static void feeder(void *arg)\n");
	complains(&c, "diff fan-in worker-pool feed=main", "two patterns are compared as they stand");
	capture_close(&c);
}

static void test_mistakes(void **state)
{
	struct capture c;

	(void)state;
	capture_open(&c);
	complains(&c, "diff", "variants of which pattern?");
	complains(&c, "diff wroker-pool", "Did you mean 'worker-pool'?");
	complains(&c, "diff mutex lock=one", "both sides of mutex are the same");
	complains(&c, "diff mutex lock=nne", "lock must be one, each or none");
	complains(&c, "diff mutex lokc=none", "Did you mean 'lock'");
	complains(&c, "diff mutex lock=one lock=none lock=each", "lock= has more than two values");
	complains(&c, "diff mutex seed=3", "seed= is about a run");
	complains(&c, "diff mutex tee dining", "two patterns at the most");
	capture_close(&c);
}

static void test_no_line_is_too_wide(void **state)
{
	static const int widths[] = { 20, 21, 39, 40, 80, 99, 100, 119, 120, 200 };
	struct capture c;

	(void)state;
	if (THREAD_SANITIZED)
		skip();                 /* many times sixty runs, which are threads there */
	capture_open(&c);
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i += SANITIZED ? 5 : 1) {
		c.session->look.width = widths[i];
		for (int ascii = 0; ascii < 2; ascii++) {
			c.session->look.ascii = ascii;
			say(&c, "diff pipeline feed=main");
			assert_true(text_widest(c.text) <= widths[i]);
			assert_int_equal(strstr(c.text, " │ ") || strstr(c.text, " | "), widths[i] >= 100);
			say(&c, "diff fan-in worker-pool");
			assert_true(text_widest(c.text) <= widths[i]);
		}
	}
	capture_close(&c);
}

static void test_what_is_too_long_is_read_only(void **state)
{
	struct capture c;

	(void)state;
	if (THREAD_SANITIZED)
		skip();
	capture_open(&c);
	has(&c, "diff worker-pool workers=10000 jobs=1000000 feed=main", "too long to be watched");
	assert_non_null(strstr(c.text, "B     feeder(pool);\n"));
	assert_null(strstr(c.text, "nobody seen here"));
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_rests_on_settings_is_known),
		cmocka_unit_test(test_what_rests_on_more_is_open),
		cmocka_unit_test(test_half_of_it_may_decide),
		cmocka_unit_test(test_branches),
		cmocka_unit_test(test_a_branch_that_leaves),
		cmocka_unit_test(test_a_switch),
		cmocka_unit_test(test_constants_and_callers),
		cmocka_unit_test(test_dead_lines_are_dead),
		cmocka_unit_test(test_every_switch_shows),
		cmocka_unit_test(test_one_switch),
		cmocka_unit_test(test_against_the_last_run),
		cmocka_unit_test(test_how_they_have_ended_is_said_where_it_is_known),
		cmocka_unit_test(test_two_patterns),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_no_line_is_too_wide),
		cmocka_unit_test(test_what_is_too_long_is_read_only),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
