/*
 * proofs.c - large proofs: how long `explore` takes, both searches and all, and how many states there are up to swapping
 * tasks that are alike, beside those with every task told apart. Processor time; the search with names goes no further than
 * MOST_NAMED states.
 */
#include "bench/searches.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "lab/search/explore.h"

enum { MOST_NAMED = 1000000, MOST = 4000000 };

static const struct large {
	struct program program;
	double         goal;            /* ms; 0: none */
} proofs[] = {
	{ { .pattern = "worker-pool", .settings = "workers=4 jobs=12" }, 400 },
	{ { .pattern = "worker-pool", .settings = "workers=5 jobs=10" }, 800 },
	{ { .pattern = "worker-pool", .settings = "workers=6 jobs=12" }, 3000 },
	{ { .pattern = "worker-pool", .settings = "workers=3 buffer=2 results=1 jobs=6" }, 0 },
	{ { .pattern = "semaphore", .settings = "tasks=6" }, 0 },
	{ { .pattern = "fan-out", .settings = "" }, 0 },
	{ { .pattern = "bounded-buffer", .settings = "producers=2 consumers=2 items=2" }, 0 },
	{ { .pattern = "rwlock", .settings = "readers=3 writers=2" }, 0 },
	{ { .pattern = "barrier", .settings = "parties=4 rounds=2" }, 0 },
	{ { .pattern = "dining", .settings = "meals=3" }, 0 },
};

static double explore_ms(const struct program *program, struct exploration **found)
{
	const struct pattern *pattern = bench_pattern(program->pattern);
	int values[MAX_SETTINGS];
	struct run_options options = { .pattern = pattern, .values = values };
	char *error = NULL;
	double ms = bench_cpu_ms();

	bench_values(pattern, program->settings, values);
	*found = explore(&options, NULL, NULL, &error);
	if (!*found) {
		fprintf(stderr, "bench: %s\n", error);
		exit(1);
	}
	return bench_cpu_ms() - ms;
}

static void print_count(const struct searched *done)
{
	char text[32];

	snprintf(text, sizeof text, "%s%ld", done->cut ? "> " : "", done->states);
	printf(" %12s", text);
}

static void bench_proof(const struct large *large)
{
	struct searched swapped = search_by_states(&large->program, MOST, false);
	struct searched named = search_by_states(&large->program, MOST_NAMED, true);
	struct exploration *found;
	double ms = explore_ms(&large->program, &found);
	char what[100];

	snprintf(what, sizeof what, "%s %s", large->program.pattern, large->program.settings);
	printf("%-54s %8.0f", what, ms);
	if (large->goal > 0)
		printf(" %6.0f", large->goal);
	else
		printf(" %6s", "");
	print_count(&swapped);
	print_count(&named);
	printf(" %9.0f %6.0f  %s\n", swapped.ms > 0 ? (double)swapped.states / swapped.ms : 0,
	       swapped.states ? swapped.bytes / (double)swapped.states : 0,
	       !found->proved ? "not proved" : large->goal > 0 && ms > large->goal ? "missed" : "");
	fflush(stdout);
	exploration_free(found);
}

void bench_proofs(void)
{
	printf("\nProofs: processor time.\n\n%-54s %8s %6s %12s %12s %9s %6s\n", "", "explore", "goal", "states up to", "with names",
	       "states", "bytes");
	printf("%-54s %8s %6s %12s %12s %9s %6s\n", "", "ms", "ms", "swapping", "", "/ms", "/state");
	for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++)
		bench_proof(&proofs[i]);
}
