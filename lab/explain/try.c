/*
 * try.c - what to try next. A change of a setting is only proposed when it has been tried: on the turn engine, with a
 * few seeds. That is no proof, but what is proposed does not fail at once. The same result gives the same proposal.
 *
 * First the settings that were turned go back to their defaults, words before numbers; then words take their other
 * values. When the trials come to a bound, nothing is proposed.
 */
#include <stdlib.h>
#include <string.h>

#include "lab/check/watchdog.h"
#include "lab/engine/lock.h"
#include "lab/engine/outside.h"
#include "lab/engine/strategy.h"
#include "lab/explain/explain.h"

enum { SEEDS = 6, MOST_RUNS = 60, MOST_STEPS = 20000, MOST_TASKS = 64 };

/* What all trials together may still take. */
struct budget {
	struct rng rng;
	int        runs;
	long       steps;
};

static bool is_turned(const struct result *result, int i)
{
	const struct setting *setting = &result->pattern->settings[i];

	return !setting->is_file && !setting->is_beside && result->values[i] != setting->standard;
}

/* ---- Trials ---- */

static int who_within(void *context, struct run *run, const struct movers *movers)
{
	struct budget *budget = context;

	if (--budget->steps < 0 || run->n_tasks > MOST_TASKS)
		return HALT;
	return strategy_random.who(&budget->rng, run, movers);
}

static int way_within(void *context, int n)
{
	struct budget *budget = context;

	return strategy_random.way(&budget->rng, n);
}

static const struct strategy within = { "trial", who_within, way_within };

/* Does the pattern end well with these values, under this seed? */
static bool ends_well(const struct result *result, const int *values, uint64_t seed, struct budget *budget)
{
	struct run_options options = {
		.pattern = result->pattern, .values = values, .files = result->files, .engine = &turn_engine,
		.turn = { .strategy = &within, .context = budget, .any_time = result->any_time },
	};
	struct result *trial;
	char *error = NULL;
	bool well;

	if (--budget->runs < 0 || budget->steps < 0)
		return false;
	budget->rng = (struct rng){ seed };
	trial = watch_run(&options, NULL, &error);
	well = trial && trial->verdict == VERDICT_OK && trial->n_lock_orders == 0;
	result_free(trial);
	free(error);
	return well;
}

/* Would it help to turn setting `i` to `value`? Under all seeds, or those that there was time for. */
static bool helps(const struct result *result, int i, int value, struct budget *budget)
{
	int values[MAX_SETTINGS];

	memcpy(values, result->values, sizeof values);
	values[i] = value;
	for (uint64_t seed = 1; seed <= SEEDS; seed++)
		if (!ends_well(result, values, seed, budget))
			return seed > 1 && budget->steps < 0;
	return true;
}

/* Can it be tried at all, in short time? Then nothing is read, and few tasks are started. */
static bool can_be_tried(const struct result *result)
{
	if (!result->pattern->run || !result->snapshot || result->snapshot->n_tasks > MOST_TASKS)
		return false;
	for (int i = 0; i < pattern_n_settings(result->pattern); i++)
		if (result->files[i] && *result->files[i] && result->pattern->settings[i].is_file != A_TEXT)
			return false;
	return true;
}

/* The setting that helps when it goes back to its default, among words or numbers; -1 for none. */
static int find_turned(const struct result *result, bool words, struct budget *budget)
{
	for (int i = 0; i < pattern_n_settings(result->pattern); i++) {
		const struct setting *setting = &result->pattern->settings[i];

		if (is_turned(result, i) && (setting->words[0] != NULL) == words &&
		    helps(result, i, setting->standard, budget))
			return i;
	}
	return -1;
}

/* The same, with any value of a word. Its value in `*value`. */
static int find_word(const struct result *result, int *value, struct budget *budget)
{
	for (int i = 0; i < pattern_n_settings(result->pattern); i++) {
		const struct setting *setting = &result->pattern->settings[i];

		for (*value = 0; setting->words[0] && !setting->is_beside && *value <= setting->max; ++*value)
			if (*value != result->values[i] && *value != setting->standard &&
			    helps(result, i, *value, budget))
				return i;
	}
	return -1;
}

/* A setting that makes a run end well when it is turned to `*value`; -1 when none was found. */
static int find_change(const struct result *result, int *value)
{
	struct budget budget = { .runs = MOST_RUNS, .steps = MOST_STEPS };
	int found = can_be_tried(result) ? find_turned(result, true, &budget) : -1;

	if (found < 0 && can_be_tried(result))
		found = find_turned(result, false, &budget);
	if (found >= 0)
		*value = result->pattern->settings[found].standard;
	else if (can_be_tried(result))
		found = find_word(result, value, &budget);
	return found;
}

/* ---- Telling ---- */

/* As it is typed: between quotes where it has to be. */
static void add_text(struct buf *out, const char *text)
{
	bool quoted = !*text || strpbrk(text, " \t;#<>&|\"\\'");

	if (quoted)
		buf_addc(out, '"');
	for (; *text; text++) {
		if (quoted && strchr("\"\\", *text))
			buf_addc(out, '\\');
		buf_addc(out, *text);
	}
	if (quoted)
		buf_addc(out, '"');
}

static void add_setting(struct buf *out, const struct result *result, int i, int value)
{
	const struct setting *setting = &result->pattern->settings[i];

	buf_printf(out, " %s=", setting->name);
	if (setting->is_file)
		add_text(out, result->files[i]);
	else if (setting->words[0])
		buf_adds(out, setting->words[value]);
	else
		buf_printf(out, "%d", value);
}

/* "run worker-pool workers=2 feed=task": this run, with one setting at another value; -1: as it was. */
static void add_run(struct buf *out, const char *command, const struct result *result, int turned, int value)
{
	buf_printf(out, "%s %s", command, result->pattern->name);
	for (int i = 0; i < pattern_n_settings(result->pattern); i++) {
		const struct setting *setting = &result->pattern->settings[i];
		bool file = setting->is_file, turned_beside = setting->is_beside && result->values[i] != setting->standard;

		if (i == turned)
			add_setting(out, result, i, value);
		else if (file ? result->files[i] && *result->files[i] : is_turned(result, i) || turned_beside)
			add_setting(out, result, i, result->values[i]);
	}
	buf_addc(out, '\n');
}

/*
 * The setting of a program by which its accesses to memory were no steps; -1 where they were. What can come of a race is
 * seen where they are.
 */
static int no_steps(const struct result *result)
{
	for (int i = 0; i < pattern_n_settings(result->pattern); i++)
		if (result->pattern->settings[i].is_beside && !strcmp(result->pattern->settings[i].name, "memory"))
			return result->values[i] == MEMORY_STEPS ? -1 : i;
	return -1;
}

void explain_try(struct buf *out, const struct result *result)
{
	bool potential = result->verdict == VERDICT_OK && result->n_lock_orders > 0;
	int value = 0, change = -1;

	if ((result->verdict != VERDICT_OK && result->verdict != VERDICT_UNDECLARED &&
	     result->verdict != VERDICT_INTERRUPTED) || potential)
		change = find_change(result, &value);
	if (change >= 0)
		add_run(out, "run", result, change, value);
	if (potential || result->verdict == VERDICT_RACE)      /* what could come of it */
		add_run(out, "explore", result, result->verdict == VERDICT_RACE ? no_steps(result) : -1, MEMORY_STEPS);
	switch (result->verdict) {
	case VERDICT_OK:
		buf_adds(out, potential ? "explain" :   /* a program declares nothing that could be drawn */
		         result->pattern->outside ? "timeline\ntrace last=20" : "graph topology\ntrace last=20");
		break;
	case VERDICT_DEADLOCK:
	case VERDICT_LEAK:
	case VERDICT_STALLED:
		buf_adds(out, "graph waits\nthreads\ntrace last=20");
		break;
	default:
		buf_adds(out, "trace last=20\nthreads");
	}
}
