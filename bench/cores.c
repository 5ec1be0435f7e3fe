/*
 * cores.c - a search by states, or by schedules, made by one process, and by two: by the clock on the wall, so that it means something only where
 * nothing else runs. The better of a few tries each, in turn.
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench/bench.h"
#include "bench/searches.h"
#include "lab/search/explore.h"

enum { TRIES = 3, CORES = 2 };

static const double GOAL = 1.7;

static const struct shared {
	struct program  program;
	enum explore_by by;
} searches[] = {
	{ { .pattern = "worker-pool", .settings = "workers=5 jobs=10" }, BY_STATES },
	{ { .pattern = "pipeline", .settings = "width=2" }, BY_STATES },
	{ { .pattern = "dining", .settings = "seats=6 meals=2" }, BY_STATES },
	{ { .pattern = "worker-pool", .settings = "workers=4 jobs=6 results=2" }, BY_STATES },
	{ { .pattern = "dining", .settings = "seats=6 meals=2" }, BY_SCHEDULES },
	{ { .pattern = "semaphore", .settings = "tasks=4" }, BY_SCHEDULES },
	{ { .pattern = "bounded-buffer", .settings = "producers=2 consumers=2 items=2" }, BY_SCHEDULES },
};

static double search_ms(const struct shared *shared, int cores, long *states)
{
	const struct program *program = &shared->program;
	const struct pattern *pattern = bench_pattern(program->pattern);
	struct explore_limits limits = { .by = shared->by, .as_found = true, .cores = cores };
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
	*states = shared->by == BY_STATES ? found->states : found->schedules;
	exploration_free(found);
	return ms;
}

static void bench_one(const struct shared *shared)
{
	double best[2] = { 0, 0 };
	long states[2];
	char what[100];

	for (int i = 0; i < 2 * TRIES; i++) {
		double ms = search_ms(shared, i % 2 ? CORES : 0, &states[i % 2]);

		if (i < 2 || ms < best[i % 2])
			best[i % 2] = ms;
	}
	snprintf(what, sizeof what, "%s %s, %s", shared->program.pattern, shared->program.settings,
	         shared->by == BY_STATES ? "states" : "schedules");
	printf("%-54s %10ld %8.0f %8.0f %6.2f  %s%s\n", what, states[0], best[0], best[1], best[0] / best[1],
	       best[0] / best[1] < GOAL ? "missed" : "", states[0] != states[1] ? " NOT THE SAME" : "");
	fflush(stdout);
}

void bench_cores(void)
{
	printf("\nA search by one process and by %d, on the wall. Goal: %.1f.\n\n", CORES, GOAL);
	printf("%-54s %10s %8s %8s %6s\n", "", "found", "one ms", "two ms", "ratio");
	for (size_t i = 0; i < sizeof searches / sizeof *searches; i++)
		bench_one(&searches[i]);
}
