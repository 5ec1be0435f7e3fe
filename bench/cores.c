/*
 * cores.c - a search by states made by one process, and by two: by the clock on the wall, so that it means something only where
 * nothing else runs. The better of a few tries each, in turn.
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench/bench.h"
#include "bench/searches.h"
#include "lab/search/explore.h"

enum { TRIES = 3, CORES = 2 };

static const double GOAL = 1.7;

static const struct program shared[] = {
	{ .pattern = "worker-pool", .settings = "workers=5 jobs=10" },
	{ .pattern = "pipeline", .settings = "width=2" },
	{ .pattern = "dining", .settings = "seats=6 meals=2" },
	{ .pattern = "worker-pool", .settings = "workers=4 jobs=6 results=2" },
};

static double search_ms(const struct program *program, int cores, long *states)
{
	const struct pattern *pattern = bench_pattern(program->pattern);
	struct explore_limits limits = { .by = BY_STATES, .as_found = true, .cores = cores };
	int values[MAX_SETTINGS];
	struct run_options options = { .pattern = pattern, .values = values };
	struct exploration *found;
	char *error = NULL;
	double ms;

	bench_values(pattern, program->settings, values);
	found = explore(&options, &limits, NULL, &error);
	if (!found || !found->proved) {
		fprintf(stderr, "bench: %s\n", error ? error : "not proved");
		exit(1);
	}
	ms = (double)found->elapsed / 1e6;
	*states = found->states;
	exploration_free(found);
	return ms;
}

static void bench_one(const struct program *program)
{
	double best[2] = { 0, 0 };
	long states[2];
	char what[100];

	for (int i = 0; i < 2 * TRIES; i++) {
		double ms = search_ms(program, i % 2 ? CORES : 0, &states[i % 2]);

		if (i < 2 || ms < best[i % 2])
			best[i % 2] = ms;
	}
	snprintf(what, sizeof what, "%s %s", program->pattern, program->settings);
	printf("%-54s %10ld %8.0f %8.0f %6.2f  %s%s\n", what, states[0], best[0], best[1], best[0] / best[1],
	       best[0] / best[1] < GOAL ? "missed" : "", states[0] != states[1] ? " NOT THE SAME" : "");
	fflush(stdout);
}

void bench_cores(void)
{
	printf("\nA search by states by one process and by %d, on the wall. Goal: %.1f.\n\n", CORES, GOAL);
	printf("%-54s %10s %8s %8s %6s\n", "", "states", "one ms", "two ms", "ratio");
	for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
		bench_one(&shared[i]);
}
