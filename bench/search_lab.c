/*
 * search_lab.c - the lab's own searches, one at a time, where `explore` has them take turns.
 */
#include "bench/searches.h"

#include <stdio.h>
#include <stdlib.h>

#include "bench/bench.h"
#include "lab/search/dpor.h"
#include "lab/search/states.h"

enum { MOST_STEPS = 20000, MOVES = 1000 };

static void open_world(struct world *world, const struct program *program, struct exploration *found)
{
	const struct pattern *pattern = bench_pattern(program->pattern);
	int values[MAX_SETTINGS];
	struct run_options options = { .pattern = pattern, .values = values };
	char *error = NULL;

	bench_values(pattern, program->settings, values);
	*found = (struct exploration){ .arena = arena_new() };
	if (!world_open(world, &options, found, &error)) {
		fprintf(stderr, "bench: %s\n", error);
		exit(1);
	}
}

static void close_world(struct world *world, struct exploration *found)
{
	world_close(world);
	arena_free(found->arena);
}

/* The worst end that was found. */
static const char *worst(const struct exploration *found)
{
	for (int i = VERDICT_OK + 1; i < VERDICT_COUNT; i++)
		if (found->ends[i])
			return verdict_word((enum verdict)i);
	return verdict_word(VERDICT_OK);
}

struct searched search_by_schedules(const struct program *program, long most)
{
	struct exploration found;
	struct world world;
	struct searched done = { .there = true };
	struct dpor *dpor;
	double before = bench_cpu_ms();

	open_world(&world, program, &found);
	dpor = dpor_new(&world, MAX_RUN_STEPS);
	while (found.schedules + found.pruned < most && dpor_run(dpor))
		;
	done.ms = bench_cpu_ms() - before;
	done.cut = dpor_limit(dpor) || dpor_done(dpor) < 1;
	done.schedules = found.schedules;
	done.pruned = found.pruned;
	done.verdict = worst(&found);
	dpor_free(dpor);
	close_world(&world, &found);
	return done;
}

struct searched search_by_states(const struct program *program, long most, bool named)
{
	struct states_options options = { .max_steps = MOST_STEPS, .max_states = most, .named = named };
	struct exploration found;
	struct world world;
	struct searched done = { .there = true };
	struct states *states;
	double before = bench_cpu_ms();

	open_world(&world, program, &found);
	if (!states_possible(&world)) {
		close_world(&world, &found);
		return (struct searched){ .there = false };
	}
	states = states_new(&world, &options);
	while (states_run(states, MOVES))
		;
	done.ms = bench_cpu_ms() - before;
	done.cut = states_limit(states) != NULL;
	done.states = states_count(states);
	done.bytes = (double)states_bytes(states);
	done.verdict = worst(&found);
	states_free(states);
	close_world(&world, &found);
	return done;
}
