/*
 * answers.c - how soon the lab answers: from the last task blocking to the verdict, from the shell to the end of a run,
 * and how much memory and processor it takes meanwhile.
 */
#include "bench/bench.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/check/explore.h"
#include "lab/check/stepper.h"
#include "lab/check/watchdog.h"
#include "lab/engine/strategy.h"

enum { RUNS = 200, STARTS = 21 };

static const struct pattern *find(const char *name)
{
	for (int i = 0; patterns[i]; i++)
		if (strcmp(patterns[i]->name, name) == 0)
			return patterns[i];
	fprintf(stderr, "bench: there is no pattern %s\n", name);
	exit(1);
}

/* The index of a word among a setting's. */
static int word_of(const struct setting *setting, const char *word)
{
	for (int i = 0; i < MAX_WORDS && setting->words[i]; i++)
		if (strcmp(setting->words[i], word) == 0)
			return i;
	return atoi(word);
}

/* "jobs=3 feed=main" over the defaults. */
static void set_values(const struct pattern *pattern, const char *text, int *values)
{
	char copy[200], *word, *rest = copy;

	for (int i = 0; i < pattern_n_settings(pattern); i++)
		values[i] = pattern->settings[i].standard;
	snprintf(copy, sizeof copy, "%s", text);
	while ((word = strtok_r(rest, " ", &rest))) {
		char *value = strchr(word, '=');

		*value++ = '\0';
		for (int i = 0; i < pattern_n_settings(pattern); i++)
			if (strcmp(pattern->settings[i].name, word) == 0)
				values[i] = word_of(&pattern->settings[i], value);
	}
}

static struct result *run(const char *name, const char *settings, const struct engine *engine,
                          const struct turn_options *turn, bool untraced)
{
	const struct pattern *pattern = find(name);
	int values[MAX_SETTINGS];
	struct run_options options = { .pattern = pattern, .values = values, .engine = engine, .untraced = untraced };
	char *error = NULL;

	set_values(pattern, settings, values);
	if (turn)
		options.turn = *turn;
	return watch_run(&options, NULL, &error);
}

/* ---- Verdicts ---- */

static void bench_latency(void)
{
	double ms[RUNS];

	for (int i = 0; i < RUNS; i++) {
		struct result *result = run("worker-pool", "feed=main", &free_engine, NULL, false);
		const struct trace *trace = &result->trace;

		ms[i] = ((double)result->elapsed - trace_ns(trace, &trace->events[trace->n_events - 1])) / 1e6;
		result_free(result);
	}
	printf("%-64s %9.3f ms\n", "the last task blocks, to the verdict (median of 200)", bench_median(ms, RUNS));
	printf("%-64s %9.3f ms\n", "  the slowest of them", ms[RUNS - 1]);
}

static double cpu_ms(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (double)usage.ru_utime.tv_sec * 1e3 + (double)usage.ru_utime.tv_usec / 1e3 +
	       (double)usage.ru_stime.tv_sec * 1e3 + (double)usage.ru_stime.tv_usec / 1e3;
}

static void bench_idle(void)
{
	double before = cpu_ms();

	result_free(run("worker-pool", "cost=1000 jobs=3", &free_engine, NULL, false));
	printf("%-64s %9.3f ms\n", "processor time of a second in which all wait", cpu_ms() - before);
}

static void bench_large(const char *label, const char *name, const char *settings)
{
	struct result *result = run(name, settings, &free_engine, NULL, false);

	printf("%-64s %9.0f ms %8.1f MB, %ld events, %ld not kept\n", label, (double)result->elapsed / 1e6,
	       (double)result->memory / 1e6, result->events, result->trace.dropped);
	result_free(result);
}

/* ---- Starting ---- */

static const char *program(void)
{
	const char *path = getenv("CONCLAB");

	return path ? path : "./conclab";
}

/* From fork to the end of `conclab run worker-pool`, its output thrown away. */
static double one_shot(void)
{
	int64_t start = bench_now();
	pid_t child = fork();

	if (child == 0) {
		int nowhere = open("/dev/null", O_WRONLY);

		dup2(nowhere, 1);
		execl(program(), "conclab", "run", "worker-pool", (char *)NULL);
		_exit(127);
	}
	waitpid(child, NULL, 0);
	return (double)(bench_now() - start) / 1e6;
}

static void bench_start(void)
{
	double ms[STARTS];

	for (int i = 0; i < STARTS; i++)
		ms[i] = one_shot();
	printf("%-64s %9.3f ms\n", "conclab run worker-pool, from fork to its end (median of 21)", bench_median(ms, STARTS));
}

/* ---- One task at a time ---- */

static void bench_seeds(const char *settings)
{
	struct stacks *stacks = stacks_new();
	struct rng rng = { 1 };
	struct turn_options turn = { &strategy_random, &rng, CARRIER_FIBERS, stacks };
	int64_t start = bench_now();
	long steps = 0;
	int n = 0;

	for (; bench_now() - start < 500000000; n++) {
		struct result *result = run("worker-pool", settings, &turn_engine, &turn, true);

		steps += result->steps;
		result_free(result);
	}
	printf("%-64s %9.0f /s, %ld steps each\n", "runs by seed, worker-pool: 5 tasks",
	       n / ((double)(bench_now() - start) / 1e9), steps / n);
	stacks_free(stacks);
}

static void bench_explore(const char *label, const char *name, const char *settings)
{
	const struct pattern *pattern = find(name);
	int values[MAX_SETTINGS];
	struct run_options options = { .pattern = pattern, .values = values };
	struct explore_limits limits = { .ns = 5000000000 };
	struct exploration *found;
	char *error = NULL;

	set_values(pattern, settings, values);
	found = explore(&options, &limits, NULL, &error);
	printf("%-64s %9.2f ms, %s, %ld schedules, %ld pruned, %ld states, %.0f runs/s\n", label,
	       (double)found->elapsed / 1e6, found->proved ? "proved" : found->limit, found->schedules, found->pruned,
	       found->states, (double)(found->schedules + found->pruned) / ((double)found->elapsed / 1e9));
	exploration_free(found);
}

/* ---- Stepping ---- */

static void print_ms(const char *label, double ms)
{
	printf("%-64s %9.2f ms\n", label, ms);
}

/* The slowest of a few answers at both ends and in the middle of a run of 10,000 steps: moved, and looked at. */
static void bench_stepping(void)
{
	enum { STEPS = 10000 };
	static const long places[] = { STEPS - 1, STEPS, 0, STEPS / 2, STEPS - 1 };
	const struct pattern *pattern = find("worker-pool");
	int values[MAX_SETTINGS];
	struct run_options options = { .pattern = pattern, .values = values };
	struct stepper *stepper;
	struct buf why = { 0 };
	char *error = NULL;
	double worst = 0, ms;
	int64_t start;

	set_values(pattern, "jobs=5000", values);
	stepper = stepper_new(&options, &error);
	stepper_go(stepper, STEPS, NULL, NULL);
	stepper_look(stepper);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		start = bench_now();
		stepper_goto(stepper, places[i], &why);
		stepper_look(stepper);
		ms = (double)(bench_now() - start) / 1e6;
		worst = ms > worst ? ms : worst;
	}
	print_ms("step: goto and back over 10,000 steps, the slowest", worst);
	start = bench_now();
	stepper_next(stepper);
	stepper_look(stepper);
	print_ms("step: one step after 10,000", (double)(bench_now() - start) / 1e6);
	stepper_free(stepper);
	buf_free(&why);
}

void bench_answers(void)
{
	printf("\nHow soon it answers.\n\n");
	bench_latency();
	bench_idle();
	bench_start();
	bench_large("worker-pool workers=64 jobs=100000, traced", "worker-pool", "workers=64 jobs=100000");
	bench_large("tasks tasks=10000", "tasks", "tasks=10000");
	bench_stepping();
	bench_seeds("workers=3 jobs=9 buffer=1 results=1");
	bench_explore("explore dining seats=5 meals=2", "dining", "seats=5 meals=2");
	bench_explore("explore dining order=same-handed", "dining", "order=same-handed");
	bench_explore("explore worker-pool workers=2 buffer=1 results=1 jobs=3", "worker-pool",
	              "workers=2 buffer=1 results=1 jobs=3");
	bench_explore("explore worker-pool workers=2 buffer=1 results=1 jobs=6", "worker-pool",
	              "workers=2 buffer=1 results=1 jobs=6");
}
