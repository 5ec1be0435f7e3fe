/*
 * test_patterns.c - every pattern, every switch, on real threads: the verdict it must come to.
 *
 * The table is the specification. With SOAK=1 the laws are tried fifty times over.
 */
#include <ctype.h>
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/run_pattern.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define OK        VERDICT_OK, 0
#define DEADLOCK  VERDICT_DEADLOCK, 0
#define LEAK(n)   VERDICT_LEAK, n
#define PANIC     VERDICT_PANIC, 0
#define BROKEN    VERDICT_BROKEN, 0

struct row {
	const char  *pattern, *settings;
	enum verdict verdict;
	int          leaked;
};

static const struct row table[] = {
	{ "tasks", "", OK },
	{ "tasks", "tasks=1 join=on", OK },
	{ "tasks", "tasks=200", OK },
	{ "tasks", "tasks=20 cost=2", OK },
	{ "tasks", "join=off cost=10000", BROKEN },     /* nobody sleeps so long: the run ends with the finding */
	{ "tasks", "join=self", DEADLOCK },
	{ "tasks", "join=mutual", DEADLOCK },
	{ "tasks", "join=mutual tasks=1", DEADLOCK },

	{ "channel", "", OK },
	{ "channel", "mode=two close=on nil=off cap=3", OK },
	{ "channel", "sends=0", OK },
	{ "channel", "sends=100 receives=1000 cap=7", OK },
	{ "channel", "sends=5 receives=2", LEAK(1) },
	{ "channel", "sends=5 receives=2 cap=2", LEAK(1) },
	{ "channel", "sends=5 receives=2 cap=3", OK },
	{ "channel", "mode=self", DEADLOCK },
	{ "channel", "mode=self cap=2", DEADLOCK },
	{ "channel", "mode=self cap=3", OK },
	{ "channel", "mode=self sends=1", DEADLOCK },
	{ "channel", "mode=self sends=0", OK },
	{ "channel", "mode=self close=off cap=3", DEADLOCK },
	{ "channel", "mode=self close=receiver cap=3", OK },    /* there is nothing to send any more */
	{ "channel", "close=off", DEADLOCK },
	{ "channel", "close=off receives=2 cap=1", OK },        /* it does not look for the end */
	{ "channel", "close=twice", PANIC },
	{ "channel", "close=twice sends=0", PANIC },
	{ "channel", "close=receiver", PANIC },
	{ "channel", "nil=on", DEADLOCK },
	{ "channel", "nil=on mode=self", DEADLOCK },
	{ "channel", "nil=on sends=0", PANIC },                 /* the close of a nil channel */

	{ "generator", "", OK },
	{ "generator", "items=0", OK },
	{ "generator", "buffer=2 done=off", OK },
	{ "generator", "take=2 done=on", OK },
	{ "generator", "take=2 done=on buffer=1", OK },
	{ "generator", "take=2 done=off", LEAK(1) },
	{ "generator", "take=2 done=off buffer=2", LEAK(1) },
	{ "generator", "take=2 done=off buffer=3", OK },
	{ "generator", "take=5 done=off", OK },
	{ "generator", "take=9 done=off", OK },

	{ "worker-pool", "", OK },
	{ "worker-pool", "jobs=0", OK },
	{ "worker-pool", "jobs=0 feed=main collect=range", OK },
	{ "worker-pool", "feed=task close=on collect=count wait-first=off", OK },
	{ "worker-pool", "feed=main", DEADLOCK },
	{ "worker-pool", "feed=main workers=2 buffer=4 results=3", OK },
	{ "worker-pool", "feed=main workers=2 buffer=4 results=2", DEADLOCK },
	{ "worker-pool", "feed=main take=2", DEADLOCK },
	{ "worker-pool", "feed=select", OK },
	{ "worker-pool", "feed=select workers=1 jobs=50 buffer=2 results=3", OK },
	{ "worker-pool", "feed=select collect=range", OK },
	{ "worker-pool", "feed=select close=off", LEAK(3) },
	{ "worker-pool", "close=off", LEAK(3) },
	{ "worker-pool", "close=off feed=main jobs=3", LEAK(3) },
	{ "worker-pool", "close=off collect=range", DEADLOCK },
	{ "worker-pool", "close=off wait-first=on results=9", DEADLOCK },
	{ "worker-pool", "close=workers", PANIC },
	{ "worker-pool", "close=workers collect=range workers=2", PANIC },
	{ "worker-pool", "close=workers workers=1", OK },
	{ "worker-pool", "close=workers collect=range workers=1", OK },
	{ "worker-pool", "collect=range", OK },
	{ "worker-pool", "collect=range results=4 buffer=4 workers=8 jobs=100", OK },
	{ "worker-pool", "wait-first=on", DEADLOCK },
	{ "worker-pool", "wait-first=on results=8", DEADLOCK },
	{ "worker-pool", "wait-first=on results=9", OK },
	{ "worker-pool", "wait-first=on results=8 collect=range", DEADLOCK },
	{ "worker-pool", "wait-first=on results=9 collect=range", OK },
	{ "worker-pool", "wait-first=on results=9 feed=main workers=1", OK },
	{ "worker-pool", "take=2", LEAK(4) },
	{ "worker-pool", "take=2 collect=range", LEAK(5) },
	{ "worker-pool", "take=6", LEAK(3) },
	{ "worker-pool", "take=8", LEAK(1) },
	{ "worker-pool", "take=8 results=1", OK },
	{ "worker-pool", "take=20", OK },
	{ "worker-pool", "cost=1 workers=9", OK },
	{ "worker-pool", "input=tests/test_patterns.c", OK },
	{ "worker-pool", "input=tests/test_patterns.c workers=4 jobs=1 collect=range", OK },
	{ "worker-pool", "input=tests/test_patterns.c jobs=1000 buffer=8 results=8", OK },
	{ "worker-pool", "input=tests/test_patterns.c take=3 results=9", OK },
	{ "worker-pool", "input=tests/test_patterns.c jobs=0", OK },

	{ "lock-order", "hold=1", OK },
	{ "lock-order", "order=same hold=0 loops=500 tasks=4 locks=4", OK },
	{ "lock-order", "order=gate hold=1", OK },
	{ "lock-order", "order=gate hold=0 loops=200 tasks=4 locks=3", OK },
	{ "lock-order", "order=opposite hold=200", DEADLOCK },
	{ "lock-order", "order=opposite hold=200 tasks=5 locks=5", DEADLOCK },
	{ "lock-order", "order=opposite tasks=1 hold=1", OK },
	{ "lock-order", "order=opposite tasks=2 locks=3 hold=0 loops=200", OK },        /* no ring */
};

/* ---- Verdicts ---- */

/* Run it. Returns whether it came to the verdict, and says so if not. */
static bool comes_to(const char *pattern, const char *settings, enum verdict verdict, int leaked)
{
	struct result *result = run_pattern(pattern, settings);
	bool right = result->verdict == verdict && (verdict != VERDICT_LEAK || result->leaked == leaked);

	if (!right)
		print_error("%s %s: %s (%d left behind), expected %s (%d)%s%s\n", pattern, settings,
		            verdict_word(result->verdict), result->leaked, verdict_word(verdict), leaked,
		            result->message ? ": " : "", result->message ? result->message : "");
	result_free(result);
	return right;
}

static void test_each_row_comes_to_its_verdict(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++)
		wrong += !comes_to(table[i].pattern, table[i].settings, table[i].verdict, table[i].leaked);
	assert_int_equal(wrong, 0);
}

static void test_the_defaults_work(void **state)
{
	(void)state;
	for (int i = 0; patterns[i]; i++)
		assert_true(comes_to(patterns[i]->name, "", VERDICT_OK, 0));
}

/* Is the word this setting's value in some row, by name or by default? */
static bool tried(const struct pattern *pattern, int setting, int value)
{
	for (size_t i = 0; i < COUNT(table); i++) {
		struct turned turned;

		if (strcmp(table[i].pattern, pattern->name) != 0)
			continue;
		turn(&turned, pattern->name, table[i].settings);
		if (turned.values[setting] == value)
			return true;
	}
	return false;
}

/* Words must all be tried; of a number a value beside the default. */
static bool setting_tried(const struct pattern *pattern, int setting)
{
	const struct setting *s = &pattern->settings[setting];
	int n = 0;

	for (int value = s->min; value <= s->max && n < 2000; value++, n++)
		if (s->words[0] ? !tried(pattern, setting, value) :
		    value != s->standard && tried(pattern, setting, value))
			return !s->words[0];
	return s->words[0] != NULL;
}

static void test_every_switch_has_a_row(void **state)
{
	(void)state;
	for (int i = 0; patterns[i]; i++)
		for (int k = 0; k < pattern_n_settings(patterns[i]); k++)
			if (!setting_tried(patterns[i], k)) {
				print_error("%s %s: not every value is tried\n", patterns[i]->name,
				            patterns[i]->settings[k].name);
				assert_true(false);
			}
}

/* ---- Laws ---- */

static int rounds(void)
{
	return getenv("SOAK") ? 50 : 1;
}

/* feed=main hangs iff jobs > workers + buffer + results, however main collects; feed=task never does. */
static int try_pool(int workers, int buffer, int results, int jobs)
{
	bool hangs = jobs > workers + buffer + results;
	char text[128];
	int n, wrong = 0;

	n = snprintf(text, sizeof text, "workers=%d buffer=%d results=%d jobs=%d", workers, buffer, results, jobs);
	wrong += !comes_to("worker-pool", text, VERDICT_OK, 0);
	snprintf(text + n, sizeof text - (size_t)n, " feed=main");
	wrong += !comes_to("worker-pool", text, hangs ? VERDICT_DEADLOCK : VERDICT_OK, 0);
	snprintf(text + n, sizeof text - (size_t)n, " feed=main collect=range");
	wrong += !comes_to("worker-pool", text, hangs ? VERDICT_DEADLOCK : VERDICT_OK, 0);
	return wrong;
}

static void test_the_law_of_the_worker_pool(void **state)
{
	int wrong = 0;

	(void)state;
	for (int round = rounds(); round > 0; round--)
		for (int workers = 1; workers <= 4; workers++)
			for (int buffer = 0; buffer <= 3; buffer++)
				for (int results = 0; results <= 3; results++)
					for (int jobs = 1; jobs <= 14; jobs++)
						wrong += try_pool(workers, buffer, results, jobs);
	assert_int_equal(wrong, 0);
}

/* take=k leaves min(workers, n) workers behind, n = jobs - k - results, and the feeder if n > workers + buffer. */
static void test_the_law_of_leaving_early(void **state)
{
	int wrong = 0;
	char text[128];

	(void)state;
	for (int buffer = 0; buffer <= 2; buffer++)
		for (int results = 0; results <= 2; results++)
			for (int take = 1; take <= 9; take++) {
				int n = 9 - take - results, left = n > 0 ? (n < 3 ? n : 3) + (n > 3 + buffer) : 0;

				snprintf(text, sizeof text, "buffer=%d results=%d take=%d", buffer, results, take);
				wrong += !comes_to("worker-pool", text, left ? VERDICT_LEAK : VERDICT_OK, left);
			}
	assert_int_equal(wrong, 0);
}

static void test_the_law_of_the_channel(void **state)
{
	int wrong = 0;
	char text[128];

	(void)state;
	for (int cap = 0; cap <= 5; cap++)
		for (int sends = 0; sends <= 7; sends++) {
			snprintf(text, sizeof text, "mode=self cap=%d sends=%d receives=%d", cap, sends, sends);
			wrong += !comes_to("channel", text, sends > cap ? VERDICT_DEADLOCK : VERDICT_OK, 0);
		}
	assert_int_equal(wrong, 0);
}

static int warnings(const char *settings, enum verdict *verdict)
{
	struct result *result = run_pattern("lock-order", settings);
	int n = result->n_lock_orders;

	*verdict = result->verdict;
	result_free(result);
	return n;
}

/* Opposite orders that got through by luck are warned of. Luck is needed for a thousand tries to see none. */
static void test_opposite_orders_are_warned_of(void **state)
{
	enum verdict verdict = VERDICT_DEADLOCK;
	int n = 0;

	(void)state;
	for (int tries = 0; verdict != VERDICT_OK && tries < 1000; tries++)
		n = warnings("order=opposite hold=0", &verdict);
	assert_int_equal(verdict, VERDICT_OK);
	assert_int_equal(n, 1);
}

static void test_safe_orders_are_not_warned_of(void **state)
{
	static const char *const safe[] = {
		"order=same hold=0 loops=10", "order=gate hold=0 loops=10", "order=opposite hold=0 locks=3 loops=10",
	};
	enum verdict verdict;

	(void)state;
	for (size_t i = 0; i < COUNT(safe); i++) {
		assert_int_equal(warnings(safe[i], &verdict), 0);
		assert_int_equal(verdict, VERDICT_OK);
	}
}

/* ---- The files ---- */

static const char *file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool is_listed(const char *file)
{
	for (int i = 0; patterns[i]; i++)
		if (!strcmp(file_name(patterns[i]->file), file_name(file)))
			return true;
	return false;
}

static void test_each_file_is_listed(void **state)
{
	size_t listed = 0, files = 0;
	glob_t found;

	(void)state;
	assert_int_equal(glob("patterns/*.c", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		if (!strcmp(file_name(found.gl_pathv[i]), "patterns.c"))
			continue;
		if (!is_listed(found.gl_pathv[i]))
			print_error("%s is not in patterns[]\n", found.gl_pathv[i]);
		assert_true(is_listed(found.gl_pathv[i]));
		files++;
	}
	globfree(&found);
	while (patterns[listed])
		listed++;
	assert_int_equal(listed, files);
}

/* "worker-pool" is in worker_pool.c. */
static void test_names_fit_files(void **state)
{
	char expected[64];

	(void)state;
	for (int i = 0; patterns[i]; i++) {
		snprintf(expected, sizeof expected, "patterns/%s.c", patterns[i]->name);
		for (char *c = expected; *c; c++)
			if (*c == '-')
				*c = '_';
		assert_string_equal(patterns[i]->file, expected);
	}
}

static void check_setting(const struct setting *s)
{
	int words = 0;

	while (words < MAX_WORDS && s->words[words])
		words++;
	assert_non_null(s->help);
	assert_true(strlen(s->help) <= 60 && !strchr(s->help, '\n') && s->help[strlen(s->help) - 1] != '.');
	assert_true(s->min <= s->standard && s->standard <= s->max);
	if (words)
		assert_true(s->min == 0 && s->max == words - 1 && !s->is_file);
	if (s->is_file)
		assert_true(s->standard == 0 && s->min == 0 && s->max == 1);
}

static void test_settings_are_sound(void **state)
{
	(void)state;
	for (int i = 0; patterns[i]; i++) {
		assert_true(pattern_n_settings(patterns[i]) > 0);
		assert_non_null(patterns[i]->summary);
		for (int k = 0; k < pattern_n_settings(patterns[i]); k++)
			check_setting(&patterns[i]->settings[k]);
	}
}

enum { LONGEST = 175 };

/* What is looked for in one pattern file. */
struct reading {
	int lines, labels, lab_h, strangers;
	bool in_head;
};

static const char *const labels[] = { " * Use it when ", " * Ends because ", " * Watch ", " * Break it " };
static const char *const may_include[] = { "<limits.h>", "<stdint.h>", "<string.h>", "<zlib.h>" };
static const char *const may_not[] = {
	"pthread", "printf", "malloc", "free(", "usleep", "time(", "rand(", "stdatomic", "\tstatic ",
};

static void read_line(struct reading *reading, const char *line)
{
	bool known = strncmp(line, "#include", 8) != 0;

	reading->lines++;
	if (!strncmp(line, " */", 3))
		reading->in_head = false;
	for (size_t i = 0; reading->in_head && i < COUNT(labels); i++)
		reading->labels += !strncmp(line, labels[i], strlen(labels[i]));
	for (size_t i = 0; i < COUNT(may_include); i++)
		known |= strstr(line, may_include[i]) != NULL;
	if (!strncmp(line, "#include \"lab/lab.h\"", 20))
		known = ++reading->lab_h;
	reading->strangers += !known;
	for (size_t i = 0; !reading->in_head && i < COUNT(may_not); i++)
		reading->strangers += strstr(line, may_not[i]) != NULL;
}

/* One screen or two, the four labelled lines, lab.h, and nothing that a pattern may not touch. */
static void test_files_keep_the_form(void **state)
{
	(void)state;
	for (int i = 0; patterns[i]; i++) {
		struct reading reading = { .in_head = true };
		FILE *file = fopen(patterns[i]->file, "r");
		char line[400];

		assert_non_null(file);
		while (fgets(line, sizeof line, file))
			read_line(&reading, line);
		fclose(file);
		if (reading.labels != 4 || reading.lab_h != 1 || reading.strangers || reading.lines >= LONGEST)
			print_error("%s: %d labels, %d strangers, %d lines\n", patterns[i]->file, reading.labels,
			            reading.strangers, reading.lines);
		assert_int_equal(reading.labels, 4);
		assert_int_equal(reading.lab_h, 1);
		assert_int_equal(reading.strangers, 0);
		assert_true(reading.lines < LONGEST);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_defaults_work),
		cmocka_unit_test(test_each_row_comes_to_its_verdict),
		cmocka_unit_test(test_every_switch_has_a_row),
		cmocka_unit_test(test_the_law_of_the_worker_pool),
		cmocka_unit_test(test_the_law_of_leaving_early),
		cmocka_unit_test(test_the_law_of_the_channel),
		cmocka_unit_test(test_opposite_orders_are_warned_of),
		cmocka_unit_test(test_safe_orders_are_not_warned_of),
		cmocka_unit_test(test_each_file_is_listed),
		cmocka_unit_test(test_names_fit_files),
		cmocka_unit_test(test_settings_are_sound),
		cmocka_unit_test(test_files_keep_the_form),
	};

	alarm(getenv("SOAK") ? 1200 : 60);
	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
