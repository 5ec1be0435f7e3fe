/*
 * conf_ways.h - one test text, run in many ways: on real threads; on the turn engine in a fixed order,
 * by chance with twenty seeds, and carried by threads.
 */
#ifndef TESTS_CONF_WAYS_H
#define TESTS_CONF_WAYS_H

#include "lab/engine/strategy.h"
#include "tests/conf.h"

enum { WAY_FREE, WAY_ROBIN, WAY_ROBIN_THREADS, WAY_CHANCE_THREADS, WAY_CHANCE, WAYS = WAY_CHANCE + 20 };

#define EACH_WAY(way) for (int way = 0; way < WAYS; way++)

/* The caller frees the result. */
static inline struct result *way_watch(int way, const struct pattern *pattern)
{
	struct round_robin robin = { 0 };
	struct rng rng;
	bool fixed = way == WAY_ROBIN || way == WAY_ROBIN_THREADS;
	bool threads = way == WAY_ROBIN_THREADS || way == WAY_CHANCE_THREADS;
	const struct engine *engine = way == WAY_FREE ? &free_engine : &turn_engine;
	struct run_options options = { .pattern = pattern, .engine = engine };
	char *error = NULL;

	rng.state = (uint64_t)way;
	options.turn = (struct turn_options){
		.strategy = fixed ? &strategy_round_robin : &strategy_random,
		.context = fixed ? (void *)&robin : &rng,
		.carrier = threads ? CARRIER_THREADS : CARRIER_FIBERS,
	};
	return watch_run(&options, NULL, &error);
}

/* Run to the verdict, which must be this one. The caller frees the result. */
static inline struct result *way_run(int way, const struct pattern *pattern, enum verdict verdict)
{
	struct result *result = way_watch(way, pattern);

	assert_non_null(result);
	if (result->verdict != verdict)
		print_error("%s, way %d: %s, not %s: %s\n", pattern->name, way, verdict_word(result->verdict),
		            verdict_word(verdict), result->message ? result->message : "");
	assert_int_equal(result->verdict, verdict);
	assert_false(result->abandoned);
	return result;
}

static inline void way_comes_to(int way, const struct pattern *pattern, enum verdict verdict)
{
	result_free(way_run(way, pattern, verdict));
}

/* A misuse in every way: the finding says `message`, and names the operation, the task and the line. */
static inline void ways_panic(const struct pattern *pattern, const char *message, const char *operation,
                              const char *task, const int *line)
{
	EACH_WAY(way) {
		struct result *result = way_run(way, pattern, VERDICT_PANIC);
		char here[128];

		snprintf(here, sizeof here, "%s:%d", pattern->file, *line);
		assert_string_equal(result->message, message);
		assert_string_equal(result->operation, operation);
		assert_string_equal(result->trace.tasks[result->culprit], task);
		assert_string_equal(result->here, here);
		result_free(result);
	}
}

/* main waits for ever, on a line of `file`'s; so many tasks are stuck in all. */
static inline void ways_hang(const struct pattern *pattern, int stuck)
{
	EACH_WAY(way) {
		struct result *result = way_run(way, pattern, VERDICT_DEADLOCK);

		assert_int_equal(result->snapshot->n_stuck, stuck);
		result_free(result);
	}
}

#endif
