/*
 * turns.c - runs of many tasks that take turns: processor time of a whole run, watched and judged, with a thousand tasks and
 * with ten thousand. Ten times the tasks are ten times the steps; what takes longer than that is not linear.
 */
#include "bench/bench.h"

#include <stdio.h>

#include "lab/check/watchdog.h"
#include "lab/engine/strategy.h"

enum { PCT_DEPTH = 3, PCT_LENGTH = 10000, REPEATS = 3 };

enum who { BY_CHANCE, IN_ORDER, BY_PRIORITY, WHOS };

static const struct strategy *const strategies[] = { &strategy_random, &strategy_round_robin, &strategy_pct };

struct run_cost {
	double ms;
	long   steps;
};

static struct run_cost run_once(const char *name, const char *settings, enum who who)
{
	const struct pattern *pattern = bench_pattern(name);
	int values[MAX_SETTINGS];
	struct rng rng = { 1 };
	struct round_robin robin = { 0 };
	struct pct pct;
	void *contexts[] = { &rng, &robin, &pct };
	struct run_options options = {
		.pattern = pattern, .values = values, .engine = &turn_engine,
		.turn = { .strategy = strategies[who], .context = contexts[who] },
	};
	struct result *result;
	struct run_cost cost;
	char *error = NULL;
	double before;

	pct_init(&pct, 1, PCT_DEPTH, PCT_LENGTH);
	bench_values(pattern, settings, values);
	before = bench_cpu_ms();
	result = watch_run(&options, NULL, &error);
	cost = (struct run_cost){ bench_cpu_ms() - before, result->steps };
	result_free(result);
	return cost;
}

static struct run_cost run_some(const char *name, const char *settings, enum who who)
{
	struct run_cost cost = { 0, 0 };
	double ms[REPEATS];

	for (int i = 0; i < REPEATS; i++) {
		cost = run_once(name, settings, who);
		ms[i] = cost.ms;
	}
	cost.ms = bench_median(ms, REPEATS);
	return cost;
}

static void print_row(const char *name, const char *few, const char *many, enum who who)
{
	struct run_cost small = run_some(name, few, who), large = run_some(name, many, who);
	char label[64];

	snprintf(label, sizeof label, "%s %s, %s", name, many, strategies[who]->name);
	printf("%-52s %9.0f ms %9.0f ms %8ld steps %6.1f\n", label, small.ms, large.ms, large.steps,
	       large.ms / small.ms * (double)small.steps / (double)large.steps);
	fflush(stdout);
}

void bench_turns(void)
{
	static const char *const of[][3] = {
		{ "tasks", "tasks=1000", "tasks=10000" },
		{ "worker-pool", "workers=1000", "workers=10000" },
		{ "semaphore", "tasks=1000", "tasks=10000" },
		{ "mutex", "tasks=1000", "tasks=10000" },
		{ "context", "tasks=1000", "tasks=10000" },
	};

	printf("\nTasks that take turns, a seed: processor time with 1,000 and 10,000 of them, steps of the latter, and how many\n"
	       "times as long as with 1,000 a step takes (median of %d).\n\n", REPEATS);
	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		for (int who = 0; who < WHOS; who++)
			print_row(of[i][0], of[i][1], of[i][2], (enum who)who);
}
