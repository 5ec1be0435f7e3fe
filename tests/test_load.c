/* test_load.c - a run that was exported can be read again as it was, and what is damaged is refused. */
#include "tests/capture.h"
#include "tests/check_text.h"
#include "tests/export_folder.h"
#include "tests/sanitized.h"

#include <inttypes.h>

#include "cmd/look/run_file.h"
#include "lab/base/hash.h"
#include "lab/base/rng.h"
#include "lab/engine/pattern.h"

/* ---- Runs, read again ---- */

/* What the commands that look at a run say of it. */
static char *looked_at(struct capture *c)
{
	static const char *const lines[] = {
		"threads", "graph", "graph locks", "graph channels", "graph topology", "timeline", "trace last=30", "measure",
		"show race",
	};
	struct buf all = { 0 };

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		say(c, lines[i]);
		buf_adds(&all, c->text);
	}
	return buf_take(&all);
}

static void check_loaded(const char *run)
{
	struct capture before, after;
	char *looks, *again, *first, *second;
	size_t first_length, second_length;
	int status;

	capture_open(&before);
	capture_open(&after);
	status = say(&before, run);
	assert_int_not_equal(status, STATUS_USAGE);
	assert_int_equal(say_with(&before, "export run", "a.lab-run"), STATUS_OK);
	if (say_with(&after, "load", "a.lab-run") != status)
		fail_msg("%s: %s", run, after.text);
	looks = looked_at(&before);
	again = looked_at(&after);
	assert_string_equal(again, looks);
	assert_int_equal(say_with(&after, "export run", "b.lab-run"), STATUS_OK);
	first = contents("a.lab-run", &first_length);
	second = contents("b.lab-run", &second_length);
	assert_int_equal(first_length, second_length);
	assert_memory_equal(first, second, first_length);
	free(first);
	free(second);
	free(looks);
	free(again);
	capture_close(&before);
	capture_close(&after);
}

static void test_every_pattern_is_loaded(void **state)
{
	(void)state;
	for (int i = 0; patterns[i]; i++) {
		char run[200];

		if (SANITIZED && i % 4 != 0)
			continue;
		snprintf(run, sizeof run, "run %s seed=2 log=0", patterns[i]->name);
		check_loaded(run);
	}
	check_loaded("run worker-pool log=0");                         /* no schedule */
	check_loaded("run worker-pool feed=main seed=1 keep=5 log=0"); /* dropped events */
	check_loaded("run dining order=same-handed seats=3 schedule=\"1 3 2\" log=0");
	check_loaded("run mutex lock=none seed=3 log=0");
	check_loaded("run lost-wakeup seed=4 log=0");
	empty_folder();
}

/* How short a schedule is that a search has found stays known; a file of before, and of another run, says nothing of it. */
static void test_the_shortest_stays_the_shortest(void **state)
{
	struct capture c;
	size_t length;
	char *page;
	int status;

	(void)state;
	if (SANITIZED)
		skip();                 /* searches go over threads there: nothing is proved to be the shortest */
	capture_open(&c);
	say(&c, "explore dining order=same-handed seats=3");
	say_with(&c, "export run", "a.lab-run");
	say(&c, "run dining seats=3 seed=1 log=0");
	say_with(&c, "export run", "b.lab-run");
	capture_close(&c);
	page = contents("b.lab-run", &length);
	assert_null(strstr(page, "\nshortest "));
	free(page);
	capture_open(&c);
	assert_int_equal(say_with(&c, "load", "a.lab-run"), STATUS_FINDING);
	assert_int_equal(c.session->last->shortest, SHORTEST_PROVED);
	assert_int_equal(say_with(&c, "export report", "a.html"), STATUS_OK);
	page = contents("a.html", &length);
	check_has(page, "It takes 3 steps to end so, and no schedule takes fewer: that is proved.");
	check_has(page, "Searched for this page through at most 1,000 schedules and 100,000 steps; computation takes no time.");
	status = say_with(&c, "load", "b.lab-run");
	assert_int_equal(status, status_of_result(c.session->last));
	assert_int_equal(c.session->last->shortest, SHORTEST_UNKNOWN);
	free(page);
	empty_folder();
	capture_close(&c);
}

static void test_replay_of_what_was_loaded(void **state)
{
	struct capture c;
	char *before, *again;

	(void)state;
	capture_open(&c);
	say(&c, "run dining order=same-handed seats=3 schedule=\"1 3 2\" log=0");
	say_with(&c, "export run", "a.lab-run");
	capture_close(&c);
	capture_open(&c);
	assert_int_equal(say_with(&c, "load", "a.lab-run"), STATUS_FINDING);
	check_has(c.text, "a.lab-run is a run of dining seats=3 order=same-handed\n");
	check_has(c.text, "deadlock");
	before = looked_at(&c);
	assert_int_equal(say(&c, "replay log=0"), STATUS_FINDING);
	again = looked_at(&c);
	assert_string_equal(again, before);
	free(before);
	free(again);
	assert_int_equal(say(&c, "replay #1 log=0"), STATUS_FINDING);
	assert_int_equal(say(&c, "explain"), STATUS_OK);
	check_has(c.text, "the cycle");
	capture_close(&c);
	empty_folder();
}

/* ---- Files that are damaged ---- */

static void test_damage_is_refused(void **state)
{
	struct rng rng = { 7 };
	struct capture c;
	size_t length;
	char *good, *bad;

	(void)state;
	capture_open(&c);
	say(&c, "run dining order=same-handed seats=3 schedule=\"1 3 2\" log=0");
	say_with(&c, "export run", "a.lab-run");
	good = contents("a.lab-run", &length);
	bad = malloc(length);
	for (int i = 0; i < 60; i++) {
		size_t at = (size_t)rng_below(&rng, (unsigned)length), n = i % 2 ? length : at;

		memcpy(bad, good, length);
		bad[at] ^= (char)(1 << rng_below(&rng, 8));
		put("bad.lab-run", bad, n);
		assert_int_equal(say_with(&c, "load", "bad.lab-run"), STATUS_USAGE);
		check_has(c.text, "no run can be read from");
	}
	assert_int_equal(say_with(&c, "load", "none.lab-run"), STATUS_USAGE);
	assert_int_equal(say(&c, "load"), STATUS_USAGE);
	free(good);
	free(bad);
	capture_close(&c);
	empty_folder();
}

/* The checksum anew, for what has been changed on purpose. */
static size_t seal(char *bytes, size_t length)
{
	static const char line[] = "checksum ";
	size_t body = length - (sizeof line - 1) - 33;
	struct hash hash;
	struct key key;

	hash_begin(&hash);
	hash_raw(&hash, bytes, body);
	key = hash_end(&hash);
	return body + (size_t)sprintf(bytes + body, "%s%016" PRIx64 "%016" PRIx64 "\n", line, key.a, key.b);
}

/* Another digit somewhere, and sealed: it is refused, or it is a run that can be looked at. */
static void test_sealed_nonsense(void **state)
{
	static const char digits[] = "0123456789-@\" ";
	struct rng rng = { 11 };
	int read = 0, refused = 0, status;
	struct capture c;
	size_t length;
	char *good, *bad;

	(void)state;
	capture_open(&c);
	say(&c, "run worker-pool jobs=3 feed=main seed=1 log=0");
	say_with(&c, "export run", "a.lab-run");
	good = contents("a.lab-run", &length);
	bad = malloc(length + 200);
	for (int i = 0; i < (SANITIZED ? 300 : 3000); i++) {
		struct result *result;
		size_t at, n;
		char *why;

		memcpy(bad, good, length + 1);
		do
			at = (size_t)rng_below(&rng, (unsigned)length - 50);
		while (!strchr("0123456789", bad[at]));
		bad[at] = digits[rng_below(&rng, sizeof digits - 1)];
		n = seal(bad, length);
		result = run_file_read(bad, n, &why);
		assert_true(!result == (why != NULL));
		if (result && i % 10 == 0) {
			put("odd.lab-run", bad, n);
			status = say_with(&c, "load", "odd.lab-run");
			assert_int_equal(status, status_of_result(c.session->last));
			free(looked_at(&c));
			say(&c, "explain");
		}
		read += result != NULL;
		refused += result == NULL;
		free(why);
		result_free(result);
	}
	assert_true(read > 0 && refused > 0);
	free(good);
	free(bad);
	capture_close(&c);
	empty_folder();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_pattern_is_loaded),
		cmocka_unit_test(test_the_shortest_stays_the_shortest),
		cmocka_unit_test(test_replay_of_what_was_loaded),
		cmocka_unit_test(test_damage_is_refused),
		cmocka_unit_test(test_sealed_nonsense),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
