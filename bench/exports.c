/*
 * exports.c - files of a trace of a million events: processor time, and memory beyond that of the trace.
 */
#include "bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "lab/export/archive_trace.h"
#include "lab/export/perfetto.h"

enum { EVENTS = 1000000, TASKS = 8 };

/* Tasks that lock, send, receive and unlock, each in its turn: one of a pair meets the other. */
static struct event event_number(long i)
{
	static const enum event_kind kinds[] = { EV_PARK, EV_LOCK, EV_CHAN_SEND, EV_UNLOCK, EV_CHAN_RECV };
	long round = i / 5;
	struct event event = {
		.stamp = (uint64_t)i * TRACE_STEP, .here = "patterns/worker_pool.c:41", .kind = (uint8_t)kinds[i % 5],
		.task = (int32_t)(round % TASKS), .object = i % 5 == 2 || i % 5 == 4 ? TASKS : TASKS + 1, .peer = NO_TASK,
		.waits_for = EV_LOCK, .n_cases = 1, .level = i % 5 == 1 || i % 5 == 2, .has_value = VALUE_NUMBER, .value = i,
	};

	if (i % 5 == 4)
		event.task = (int32_t)((round + 1) % TASKS);
	return event;
}

static struct trace *make_trace(void)
{
	static const char *tasks[TASKS] = { "main", "worker-0", "worker-1", "worker-2", "worker-3", "worker-4", "worker-5", "feeder" };
	static struct trace_object objects[TASKS + 2];
	static struct trace trace = { .n_events = EVENTS, .n_tasks = TASKS, .n_objects = TASKS + 2, .tasks = tasks,
		.objects = objects, .ns_per_tick = 1 };

	for (int i = 0; i < TASKS; i++)
		objects[i] = (struct trace_object){ tasks[i], "task", -1 };
	objects[TASKS] = (struct trace_object){ "jobs", "channel", 4 };
	objects[TASKS + 1] = (struct trace_object){ "lock", "mutex", -1 };
	trace.events = calloc(EVENTS, sizeof *trace.events);
	for (long i = 0; trace.events && i < EVENTS; i++)
		trace.events[i] = event_number(i);
	return &trace;
}

static long most_memory(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

static void print(const char *what, clock_t begun, long memory, FILE *out)
{
	printf("%-44s %8.0f ms %8.1f MB in memory %8.1f MB in the file\n", what, (double)(clock() - begun) * 1e3 / CLOCKS_PER_SEC,
	       (double)(most_memory() - memory) / 1024, (double)ftell(out) / 1e6);
	fclose(out);
}

void bench_exports(void)
{
	struct trace *trace = make_trace();
	long memory = most_memory();
	clock_t begun = clock();
	FILE *out = tmpfile();
	struct archive *archive;

	if (!trace->events || !out)
		return;
	perfetto_write(out, trace, "bench", TRACE_STEP, NULL);
	print("a million events for Perfetto", begun, memory, out);
	begun = clock();
	out = tmpfile();
	archive = archive_write(out, "bench", 1, NULL);
	archive_kinds(archive);
	archive_trace(archive, trace);
	free(archive_close(archive));
	print("a million events of a run", begun, memory, out);
	free(trace->events);
}
