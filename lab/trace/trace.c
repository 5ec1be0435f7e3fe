/*
 * trace.c - recording into chunks, merging by stamp.
 *
 * Invariants
 *   A chunk of the head is written once, in order, and never moved: the first min(count, head) events of a log may be
 *   read by anyone who has seen `count`.
 *   When the budget is spent the log goes on in its tail, a ring only the writer and, after its end, the collector see.
 */
#include "lab/trace/trace.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lab/base/panic.h"

/* Most tasks of a run of thousands do little: the first chunk is small. */
enum { FIRST_CHUNK = 8, NEXT_CHUNK = 64 };

struct trace_chunk {
	_Atomic(struct trace_chunk *) next;
	long                          start, end;       /* the events it holds, counted from the log's first */
	struct event                  events[];
};

uint64_t trace_clock_slow(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* ---- Recording ---- */

void trace_log_init(struct trace_log *log, atomic_long *budget, bool off, uint64_t *clock)
{
	memset(log, 0, sizeof *log);
	log->budget = budget;
	log->off = off;
	log->clock = clock;
}

void trace_log_free(struct trace_log *log)
{
	struct trace_chunk *next;

	for (struct trace_chunk *chunk = log->first; chunk; chunk = next) {
		next = atomic_load_explicit(&chunk->next, memory_order_relaxed);
		free(chunk);
	}
	free(log->tail);
	log->first = log->last = NULL;
	log->tail = NULL;
}

size_t trace_log_bytes(const struct trace_log *log)
{
	size_t bytes = log->tail ? TRACE_TAIL * sizeof *log->tail : 0;

	for (struct trace_chunk *chunk = log->first; chunk;
	     chunk = atomic_load_explicit(&chunk->next, memory_order_relaxed))
		bytes += sizeof *chunk + (size_t)(chunk->end - chunk->start) * sizeof *chunk->events;
	return bytes;
}

static void *allocate(size_t size)
{
	void *memory = malloc(size);

	if (!memory)
		panic("out of memory: %zu bytes of trace", size);
	return memory;
}

/* A further chunk of the head; false when the budget is spent. */
static bool add_chunk(struct trace_log *log, long count)
{
	long size = log->last ? NEXT_CHUNK : FIRST_CHUNK;
	struct trace_chunk *chunk;

	if (log->tail || atomic_fetch_sub_explicit(log->budget, size, memory_order_relaxed) < size)
		return false;
	chunk = allocate(sizeof *chunk + (size_t)size * sizeof *chunk->events);
	atomic_init(&chunk->next, NULL);
	chunk->start = count;
	chunk->end = count + size;
	if (log->last)
		atomic_store_explicit(&log->last->next, chunk, memory_order_release);
	else
		log->first = chunk;
	log->last = chunk;
	log->next = chunk->events;
	log->end = chunk->events + size;
	return true;
}

struct event *trace_place(struct trace_log *log, long count)
{
	if (add_chunk(log, count))
		return log->next;
	if (!log->tail) {
		log->tail = allocate(TRACE_TAIL * sizeof *log->tail);
		log->head = count;
		log->whole = log->stamp;
	}
	log->next = log->tail;          /* a ring: every TRACE_TAIL events it begins again */
	log->end = log->tail + TRACE_TAIL;
	return log->next;
}

/* ---- Merging ---- */

static struct event *room_for_one(struct trace *trace)
{
	if (trace->n_events == trace->room) {
		trace->room = trace->room ? trace->room * 2 : 256;
		trace->events = realloc(trace->events, (size_t)trace->room * sizeof *trace->events);
		if (!trace->events)
			panic("out of memory: %ld events", trace->room);
	}
	return &trace->events[trace->n_events++];
}

/* The chunk of the head event to be collected next; NULL when the head ends before it. */
static struct trace_chunk *reading(struct trace_log *log)
{
	struct trace_chunk *chunk = log->reading;

	if (!chunk)
		chunk = log->first;
	else if (log->collected == chunk->end)
		chunk = atomic_load_explicit(&chunk->next, memory_order_acquire);
	if (chunk)
		log->reading = chunk;
	return chunk;
}

/* Events [collected, until) of the head; fewer where the head ends. */
static long collect_head(struct trace *trace, struct trace_log *log, long until)
{
	long before = log->collected;

	for (; log->collected < until; log->collected++) {
		struct trace_chunk *chunk = reading(log);

		if (!chunk)
			break;
		*room_for_one(trace) = chunk->events[log->collected - chunk->start];
	}
	return log->collected - before;
}

long trace_collect(struct trace *trace, struct trace_log *log)
{
	if (log->off)
		return 0;
	return collect_head(trace, log, atomic_load_explicit(&log->count, memory_order_acquire));
}

void trace_collect_all(struct trace *trace, struct trace_log *log)
{
	long count = atomic_load_explicit(&log->count, memory_order_acquire);
	long head = log->tail ? log->head : count, kept = count - head;

	if (log->off) {
		trace->dropped += count;
		return;
	}
	collect_head(trace, log, head);
	if (kept > TRACE_TAIL) {
		if (!trace->dropped || log->whole < trace->whole)
			trace->whole = log->whole;
		trace->dropped += kept - TRACE_TAIL;
		kept = TRACE_TAIL;
	}
	for (long i = count - kept; i < count; i++)
		*room_for_one(trace) = log->tail[(i - head) % TRACE_TAIL];
}

static bool same_callers(const struct trace_call *a, const struct trace_call *b)
{
	for (int i = 0; i < MOST_CALLERS; i++)
		if (a->callers[i] != b->callers[i])
			return false;
	return true;
}

long trace_add_call(struct trace *trace, const struct trace_call *call, long last)
{
	static const struct trace_call none = { 0 };

	if (same_callers(last ? &trace->calls[last - 1] : &none, call))
		return last;
	if (trace->n_calls == trace->calls_room) {
		trace->calls_room = trace->calls_room ? 2 * trace->calls_room : 64;
		trace->calls = realloc(trace->calls, (size_t)trace->calls_room * sizeof *trace->calls);
		if (!trace->calls)
			panic("out of memory: %ld calls", trace->calls_room);
	}
	trace->calls[trace->n_calls++] = *call;
	return trace->n_calls;
}

static int by_stamp(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	if (x->stamp != y->stamp)
		return x->stamp < y->stamp ? -1 : 1;
	return (x->task > y->task) - (x->task < y->task);
}

void trace_sort(struct trace *trace, long from)
{
	if (trace->n_events - from > 1)
		qsort(trace->events + from, (size_t)(trace->n_events - from), sizeof *trace->events, by_stamp);
}

double trace_ns(const struct trace *trace, const struct event *event)
{
	return event->stamp <= trace->start ? 0 : (double)(event->stamp - trace->start) * trace->ns_per_tick;
}

void trace_free(struct trace *trace)
{
	free(trace->events);
	values_free(&trace->values);
	free(trace->calls);
	trace->calls = NULL;
	trace->n_calls = trace->calls_room = 0;
	trace->events = NULL;
	trace->n_events = trace->room = 0;
}
