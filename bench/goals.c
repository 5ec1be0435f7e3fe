/*
 * goals.c - what the searches are to reach on one processor, and what they reach here: processor time, the best of
 * several runs, for the worse ones tell more of the neighbours than of the lab.
 */
#include "bench/searches.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "lab/search/sample.h"

enum { ROUNDS = 5, MILLION = 1000000 };

static const struct program steps_60 = { .pattern = "dining", .settings = "meals=3" };
static const struct program twice    = { .pattern = "dining", .settings = "meals=2" };
static const struct program naive    = { .pattern = "dining", .settings = "order=same-handed" };
static const struct program large    = { .pattern = "dining", .settings = "seats=7 meals=2" };
static const struct program pool     = {
	.pattern = "worker-pool", .settings = "workers=2 buffer=1 results=1 jobs=3",
};

/* Where more is better: at least `goal`; where less is: at most. */
static void print_goal(const char *what, double goal, double reached, const char *unit, bool more)
{
	bool is_met = more ? reached >= goal : reached <= goal;

	printf("%-64s %10.10g %10.*f  %-9s %s\n", what, goal, reached < 100 ? 2 : 0, reached, unit,
	       is_met ? "" : "missed");
	fflush(stdout);
}

static double better(double a, double b, bool more)
{
	return (more ? a > b : a < b) ? a : b;
}

/* ---- Rates ---- */

static double seeds_a_second(void)
{
	struct sampling how = { .n = 20000, .seed = 1 };
	const struct pattern *pattern = bench_pattern(steps_60.pattern);
	int values[MAX_SETTINGS];
	struct run_options options = { .pattern = pattern, .values = values };
	struct sample sampled;
	char *error = NULL;
	double ms = bench_cpu_ms();

	bench_values(pattern, steps_60.settings, values);
	if (!sample(&sampled, &options, &how, NULL, &error))
		exit(1);
	ms = bench_cpu_ms() - ms;
	exploration_free(sampled.found);
	return (double)how.n / ms * 1e3;
}

static double schedules_a_second(void)
{
	struct searched done = search_by_schedules(&steps_60, 20000);

	return (double)(done.schedules + done.pruned) / done.ms * 1e3;
}

static double states_a_second(void)
{
	struct searched done = search_by_states(&twice, MILLION, false);

	return (double)done.states / done.ms * 1e3;
}

static double best_rate(double (*rate)(void))
{
	double best = 0;

	for (int i = 0; i < ROUNDS; i++)
		best = better(rate(), best, true);
	return best;
}

/* ---- Times to a verdict ---- */

/* `explore`, both searches and the shortest bad schedule, in ms; what it found in *found, the caller's. */
static double explore_ms(const struct program *program, struct exploration **found)
{
	const struct pattern *pattern = bench_pattern(program->pattern);
	int values[MAX_SETTINGS];
	struct run_options options = { .pattern = pattern, .values = values };
	struct explore_limits limits = { 0 };
	char *error = NULL;
	double ms = bench_cpu_ms();

	bench_values(pattern, program->settings, values);
	*found = explore(&options, &limits, NULL, &error);
	if (!*found || !(*found)->proved)
		exit(1);
	return bench_cpu_ms() - ms;
}

static double best_explore(const struct program *program, long *schedules)
{
	double best = 1e9;

	for (int i = 0; i < ROUNDS; i++) {
		struct exploration *found;

		best = better(explore_ms(program, &found), best, false);
		*schedules = found->schedules;
		exploration_free(found);
	}
	return best;
}

static void goal_of_time(const char *label, const struct program *program, double goal)
{
	char what[100];
	long schedules;
	double ms = best_explore(program, &schedules);

	snprintf(what, sizeof what, "%s: all %ld schedules", label, schedules);
	print_goal(what, goal, ms, "ms", false);
}

/* How many schedules it takes to come to a bad one, the pruned ones not counted. */
static double schedules_to_first_bad(const struct program *program)
{
	for (long most = 1;; most++) {
		struct searched done = search_by_schedules(program, most);

		if (strcmp(done.verdict, "ok") != 0 || !done.cut)
			return (double)done.schedules;
	}
}

void bench_goals(void)
{
	struct searched million = search_by_states(&large, MILLION, false);

	printf("\nGoals: processor time, best of %d runs.\n\n%-64s %10s %10s\n", ROUNDS, "", "goal", "reached");
	print_goal("runs by seed, 5 tasks of 12 steps", 150000, best_rate(seeds_a_second), "/s", true);
	print_goal("runs of the search by schedules, 5 tasks of 12 steps", 80000, best_rate(schedules_a_second), "/s",
	           true);
	print_goal("states of the search by states, dining meals=2", 500000, best_rate(states_a_second), "/s", true);
	print_goal("memory of the search by states, for a million", 64, million.bytes / 1e6 * MILLION /
	           (double)million.states, "MB", false);
	print_goal("  states a second meanwhile", 500000, (double)million.states / million.ms * 1e3, "/s", true);
	goal_of_time("explore dining meals=2", &twice, 150);
	goal_of_time("explore dining order=same-handed", &naive, 50);
	print_goal("  schedules until it hangs", 20, schedules_to_first_bad(&naive), "", false);
	goal_of_time("explore worker-pool workers=2 buffer=1 results=1 jobs=3", &pool, 5);
}
