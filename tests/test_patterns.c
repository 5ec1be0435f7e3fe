/*
 * test_patterns.c - every line of patterns/verdicts on real threads; how many tasks are left behind; and
 * that the files of the patterns keep their form.
 *
 * Environment: SOAK=1 runs each default a thousand times.
 */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/verdicts.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- Verdicts ---- */

/* Many tries for what is likely, not certain: on a busy machine a pause may be too short. Nearly always one is enough. */
enum { TRIES = 200 };

static bool allows(const struct ends *ends, const struct result *result)
{
	bool so_many = result->leaked >= ends->least && result->leaked <= ends->most;

	return ends_may_be(ends, result->verdict) && (result->verdict != VERDICT_LEAK || so_many);
}

static void print_result(const char *pattern, const char *settings, const struct result *result)
{
	const char *message = result->message ? result->message : "";

	print_error("%s %s: %s (%d left behind)%s%s\n", pattern, settings, verdict_word(result->verdict),
	            result->leaked, *message ? ": " : "", message);
}

/* Run it on real threads. Returns whether it came to a verdict that is allowed, and says so if not. */
static bool holds(const char *pattern, const char *settings, const struct ends *ends)
{
	bool right = false;

	for (int tries = ends->likely ? TRIES : 1; tries > 0 && !right; tries--) {
		struct result *result = run_pattern(pattern, settings);

		right = allows(ends, result);
		if (!right && tries == 1)
			print_result(pattern, settings, result);
		result_free(result);
	}
	return right;
}

/* Main comes to its end; so many tasks do not. */
static bool leaves(const char *pattern, const char *settings, int leaked)
{
	enum verdict verdict = leaked ? VERDICT_LEAK : VERDICT_OK;
	struct ends ends = { .verdicts = 1u << verdict, .least = leaked, .most = leaked };

	return holds(pattern, settings, &ends);
}

static void test_each_line_on_real_threads(void **state)
{
	struct verdicts *all = verdicts_read();
	int wrong = 0;

	(void)state;
	for (int i = 0; i < all->n; i++) {
		const struct verdict_line *line = &all->lines[i];

		if (line->is_law || line->threads.why_not)
			continue;
		if (!holds(line->pattern, line->settings, &line->threads)) {
			print_error("%s:%d: it should be: %s\n", VERDICTS_FILE, line->number,
			            line->columns[0]);
			wrong++;
		}
	}
	verdicts_free(all);
	assert_int_equal(wrong, 0);
}

static bool soak(void)
{
	return getenv("SOAK") && strcmp(getenv("SOAK"), "0") != 0;
}

static void test_the_defaults_work(void **state)
{
	int wrong = 0, times = soak() ? 1000 : 3;

	(void)state;
	for (int i = 0; patterns[i]; i++)
		for (int k = 0; k < times; k++)
			wrong += !leaves(patterns[i]->name, "", 0);
	assert_int_equal(wrong, 0);
}

/* ---- How many are left behind ---- */

/* take leaves min(workers, n) workers behind, n = jobs - take - results; and the feeder if n > workers + buffer. */
static void test_the_law_of_leaving_early(void **state)
{
	int wrong = 0;
	char text[128];

	(void)state;
	for (int buffer = 0; buffer <= 2; buffer++)
		for (int results = 0; results <= 2; results++)
			for (int take = 1; take <= 9; take++) {
				int n = 9 - take - results;
				int left = n > 0 ? (n < 3 ? n : 3) + (n > 3 + buffer) : 0;

				snprintf(text, sizeof text, "buffer=%d results=%d take=%d",
				         buffer, results, take);
				wrong += !leaves("worker-pool", text, left);
			}
	assert_int_equal(wrong, 0);
}

/* cancel=off leaves max(0, replicas - 1 - reply-cap) behind. */
static void test_the_law_of_the_replicas(void **state)
{
	int wrong = 0;
	char text[128];

	(void)state;
	for (int replicas = 1; replicas <= 5; replicas++)
		for (int room = 0; room <= 5; room++) {
			int left = replicas > 1 + room ? replicas - 1 - room : 0;

			snprintf(text, sizeof text, "cancel=off replicas=%d reply-cap=%d", replicas, room);
			wrong += !leaves("replicated-requests", text, left);
		}
	assert_int_equal(wrong, 0);
}

/* ---- Warnings ---- */

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

enum { LONGEST = 250 };

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
		cmocka_unit_test(test_each_line_on_real_threads),
		cmocka_unit_test(test_the_law_of_leaving_early),
		cmocka_unit_test(test_the_law_of_the_replicas),
		cmocka_unit_test(test_opposite_orders_are_warned_of),
		cmocka_unit_test(test_safe_orders_are_not_warned_of),
		cmocka_unit_test(test_each_file_is_listed),
		cmocka_unit_test(test_names_fit_files),
		cmocka_unit_test(test_settings_are_sound),
		cmocka_unit_test(test_files_keep_the_form),
	};

	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
