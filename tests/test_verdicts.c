/*
 * test_verdicts.c - every line of patterns/verdicts over all schedules: it is explored, the outcomes are
 * those it states, and the shortest bad schedule has the steps it states, and ends the same on fibers and on
 * threads.
 *
 * Environment: RECORD=FILE writes the lines as they come out now to FILE, for a person to compare
 * (`make verdicts`); ONLY=PATTERN looks at no other. PART, see part.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "lab/engine/strategy.h"
#include "tests/part.h"
#include "tests/record_verdicts.h"

/* One of so many lines: threads carry every run under a sanitizer, and one line is much like another to it. */
enum { EVERY = THREAD_SANITIZED ? 5 : SANITIZED ? 2 : 1 };

/* ---- Testing ---- */

/* What the shortest schedule with this verdict comes to on a carrier. The caller frees the result. */
static struct result *replay(const struct turned *turned, const struct ending *ending,
                             enum carrier_kind carrier)
{
	struct replay replay = { .steps = ending->steps, .n = ending->n, .stop_after = true };
	struct run_options options = options_of(turned);
	struct result *result;
	char *error = NULL;

	options.engine = &turn_engine;
	options.turn = (struct turn_options){
		.strategy = &strategy_replay, .context = &replay, .carrier = carrier,
	};
	result = watch_run(&options, NULL, &error);
	if (!result)
		wrong_test("run", error);
	assert_int_equal(replay.misfit, 0);
	assert_int_equal(replay.at, ending->n);
	return result;
}

/* A livelock is a state that comes back: the schedule that leads there is stopped, not ended. */
static bool ends_so(const struct ends *ends, const struct result *result, enum verdict verdict)
{
	if (verdict == VERDICT_LIVELOCK)
		return result->verdict == VERDICT_INTERRUPTED;
	if (verdict == VERDICT_LEAK && (result->leaked < ends->least || result->leaked > ends->most))
		return false;
	return result->verdict == verdict;
}

/* Is it the same end on fibers and on threads, by the same steps? */
static bool ends_everywhere(const struct verdict_line *line, const struct turned *turned,
                            const struct ending *ending)
{
	struct result *fibers = replay(turned, ending, CARRIER_FIBERS);
	struct result *threads = replay(turned, ending, CARRIER_THREADS);
	bool same = ends_so(&line->schedules, fibers, ending->verdict) &&
	            fibers->verdict == threads->verdict &&
	            fibers->leaked == threads->leaked && !strcmp(fibers->schedule, threads->schedule) &&
	            fibers->trace.n_events == threads->trace.n_events;

	if (!same)
		print_error("%s:%d: %s %s: the schedule of %s comes to %s (%d left behind) on fibers, "
		            "%s (%d) on threads\n", VERDICTS_FILE, line->number, line->pattern,
		            line->settings, verdict_word(ending->verdict), verdict_word(fibers->verdict),
		            fibers->leaked, verdict_word(threads->verdict), threads->leaked);
	result_free(fibers);
	result_free(threads);
	return same;
}

/* A livelock is the shortest of those found; a race may have fewer switches, but not fewer steps. */
static bool is_shortest(const struct ending *bad)
{
	return bad->minimal || bad->verdict == VERDICT_LIVELOCK || bad->verdict == VERDICT_RACE;
}

/* Without fibers the shortest schedule is not looked for. */
static bool found_as_stated(const struct verdict_line *line, const struct exploration *found)
{
	const struct ends *stated = &line->schedules;
	bool same = found->leaked_least == stated->least && found->leaked_most == stated->most;

	for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
		const struct ending *bad = found->bad[verdict];

		same = same && ends_may_be(stated, (enum verdict)verdict) == (found->ends[verdict] > 0);
		if (bad && FIBERS)
			same = same && bad->n == stated->steps[verdict] && is_shortest(bad);
	}
	return same;
}

/* Explore the line. Returns whether all is as it states; counts those too large for a build without fibers. */
static bool holds(const struct verdict_line *line, int *too_large)
{
	struct turned turned;
	struct exploration *found;
	struct buf text = { 0 };
	bool right = true;

	turn(&turned, line->pattern, line->settings);
	found = explore_turned(&turned);
	if (!found->proved && !FIBERS) {
		++*too_large;
	} else if (!found->proved || !found_as_stated(line, found)) {
		print_found(&text, found);
		print_error("%s:%d: %s %s: %s\n", VERDICTS_FILE, line->number, line->pattern, line->settings,
		            buf_text(&text));
		buf_free(&text);
		right = false;
	}
	for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
		if (found->bad[verdict])
			right = ends_everywhere(line, &turned, found->bad[verdict]) && right;
	exploration_free(found);
	return right;
}

static void test_each_line_over_all_schedules(void **state)
{
	struct verdicts *all;
	int wrong = 0, too_large = 0, explored = 0, lines = 0;

	(void)state;
	if (FIBERS && !FEW_STATES)
		skip();                 /* how many states there are, and which is met first, is as gcc builds it */
	all = verdicts_read();
	for (int i = 0; i < all->n; i++)
		if (!all->lines[i].is_law && !all->lines[i].schedules.why_not && lines++ % EVERY == 0 &&
		    in_part(lines / EVERY)) {
			explored++;
			wrong += !holds(&all->lines[i], &too_large);
		}
	if (too_large)
		print_message("%d of %d lines are too large for a build without fibers\n", too_large,
		              explored);
	verdicts_free(all);
	assert_true(explored > 0);
	assert_int_equal(wrong, 0);
}

/* ---- What there must be a line for ---- */

/* Has some line the value, by name or by default? Of those explored, or of those run on real threads. */
static bool has_value(const struct verdicts *all, const struct pattern *pattern, int setting, int value,
                      bool explored)
{
	for (int i = 0; i < all->n; i++) {
		const struct verdict_line *line = &all->lines[i];
		struct turned turned;

		if (line->is_law || strcmp(line->pattern, pattern->name) != 0 ||
		    (explored ? line->schedules : line->threads).why_not)
			continue;
		turn(&turned, pattern->name, line->settings);
		if (turned.values[setting] == value)
			return true;
	}
	return false;
}

/* Words must all have a line; a number one with a value beside the default. */
static bool has_values(const struct verdicts *all, const struct pattern *pattern, int setting, bool explored)
{
	const struct setting *s = &pattern->settings[setting];
	int n = 0;

	for (int value = s->min; value <= s->max && n < 2000; value++, n++)
		if (s->words[0] ? !has_value(all, pattern, setting, value, explored) :
		    value != s->standard && has_value(all, pattern, setting, value, explored))
			return !s->words[0];
	return s->words[0] != NULL;
}

static void test_every_switch_has_lines(void **state)
{
	struct verdicts *all = verdicts_read();
	int missing = 0;

	(void)state;
	for (int i = 0; patterns[i]; i++)
		for (int k = 0; k < pattern_n_settings(patterns[i]); k++)
			for (int explored = 0; explored < 2; explored++)
				if (!has_values(all, patterns[i], k, explored)) {
					print_error("%s %s: not every value has a line %s\n", patterns[i]->name,
					            patterns[i]->settings[k].name,
					            explored ? "that is explored" : "that is run on threads");
					missing++;
				}
	verdicts_free(all);
	assert_int_equal(missing, 0);
}

/* A proof that the pattern works: its switches as they are by default, and every schedule ends ok. */
static bool proves_default(const struct verdict_line *line)
{
	struct turned turned;

	turn(&turned, line->pattern, line->settings);
	for (int i = 0; i < pattern_n_settings(turned.pattern); i++) {
		const struct setting *setting = &turned.pattern->settings[i];

		if (setting->words[0] && turned.values[i] != setting->standard)
			return false;
	}
	return !line->schedules.why_not && ends_are(&line->schedules, VERDICT_OK);
}

/* What is shown to break is explored, and can end badly. */
static bool shows_break(const struct verdict_line *line)
{
	return !line->schedules.why_not && !ends_are(&line->schedules, VERDICT_OK);
}

static void test_every_pattern_has_one_proof(void **state)
{
	struct verdicts *all = verdicts_read();

	(void)state;
	for (int i = 0; patterns[i]; i++) {
		int proofs = 0;

		for (int k = 0; k < all->n; k++) {
			const struct verdict_line *line = &all->lines[k];

			if (strcmp(line->pattern, patterns[i]->name) != 0)
				continue;
			proofs += line->is_proof;
			if (line->is_proof && !proves_default(line))
				wrong_line(line->number, "this line proves nothing", line->settings);
			if (line->is_break && !shows_break(line))
				wrong_line(line->number, "this line breaks nothing", line->settings);
		}
		if (proofs != 1)
			print_error("%s: %d lines are marked as its proof\n", patterns[i]->name, proofs);
		assert_int_equal(proofs, 1);
	}
	verdicts_free(all);
}

static void suggests(const char *pattern, const char *settings, const char *columns)
{
	struct buf line = { 0 };

	suggest_line(&line, pattern, settings, "");
	if (!strstr(buf_text(&line), columns))
		fail_msg("not | %s but %s", columns, buf_text(&line));
	buf_free(&line);
}

/* Whatever the runs came to this time, nothing that can happen is missing. */
static void test_a_suggestion_has_all_that_runs_may_show(void **state)
{
	(void)state;
	if (!FIBERS)
		skip();
	suggests("mutex", "lock=none loops=1", " | broken, race    | broken in 7, race in 7\n");
	suggests("lost-wakeup", "test=outside pause=0", " | ok, deadlock, race | ok, deadlock in 8, race in 8\n");
	suggests("generator", "take=2 done=off", " | leak 1          | leak 1 in 2\n");
	suggests("tasks", "", "tasks                                                              | ok              | ok\n");
#ifndef __clang__               /* it leaves more on the stacks: states recur later there, and a livelock is longer */
	suggests("polite", "back-off=none tries=0", " | - it may go on for ever | ok, livelock in 6\n");
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_switch_has_lines),
		cmocka_unit_test(test_every_pattern_has_one_proof),
		cmocka_unit_test(test_a_suggestion_has_all_that_runs_may_show),
		cmocka_unit_test(test_each_line_over_all_schedules),
	};

	const char *only = getenv("ONLY") ? getenv("ONLY") : "";

	if (getenv("RECORD"))
		return record_verdicts(getenv("RECORD"), *only ? only : NULL);
	if (getenv("T"))
		cmocka_set_test_filter(getenv("T"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
