/*
 * answers.c - how soon the lab answers: from the last task blocking to the verdict, from the shell to the end of a
 * run, and how much memory and processor it takes meanwhile.
 */
#include "bench/bench.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/check/watchdog.h"
#include "lab/search/stepper.h"

enum { RUNS = 200, STARTS = 21 };

static struct result *run(const char *name, const char *settings)
{
	const struct pattern *pattern = bench_pattern(name);
	int values[MAX_SETTINGS];
	struct run_options options = { .pattern = pattern, .values = values, .engine = &free_engine };
	char *error = NULL;

	bench_values(pattern, settings, values);
	return watch_run(&options, NULL, &error);
}

/* ---- Verdicts ---- */

static void bench_latency(void)
{
	double ms[RUNS];

	for (int i = 0; i < RUNS; i++) {
		struct result *result = run("worker-pool", "feed=main");
		const struct trace *trace = &result->trace;

		ms[i] = ((double)result->elapsed - trace_ns(trace, &trace->events[trace->n_events - 1])) / 1e6;
		result_free(result);
	}
	printf("%-64s %9.3f ms\n", "the last task blocks, to the verdict (median of 200)", bench_median(ms, RUNS));
	printf("%-64s %9.3f ms\n", "  the slowest of them", ms[RUNS - 1]);
}

static void bench_idle(void)
{
	double before = bench_cpu_ms();

	result_free(run("worker-pool", "cost=1000 jobs=3"));
	printf("%-64s %9.3f ms\n", "processor time of a second in which all wait", bench_cpu_ms() - before);
}

static void bench_large(const char *label, const char *name, const char *settings)
{
	struct result *result = run(name, settings);

	printf("%-64s %9.0f ms %8.1f MB, %ld events, %ld not kept\n", label, (double)result->elapsed / 1e6,
	       (double)result->memory / 1e6, result->events, result->trace.dropped);
	result_free(result);
}

/* ---- Starting ---- */

static void bench_start(void)
{
	char *const words[] = { bench_conclab(), "run", "worker-pool", NULL };
	double ms[STARTS];

	for (int i = 0; i < STARTS; i++)
		ms[i] = bench_child(words);
	printf("%-64s %9.3f ms\n", "conclab run worker-pool, from fork to its end (median of 21)", bench_median(ms, STARTS));
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
	const struct pattern *pattern = bench_pattern("worker-pool");
	int values[MAX_SETTINGS];
	struct run_options options = { .pattern = pattern, .values = values };
	struct stepper *stepper;
	struct buf why = { 0 };
	char *error = NULL;
	double worst = 0, ms;
	int64_t start;

	bench_values(pattern, "jobs=5000", values);
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
}
