/* measure_queue.c - what follows from waits and levels: statistics of waiting, Little's law, pace. */
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/view/measure.h"

enum { NOT_SERVING = -1 };

static bool begins(const struct measures *m, int task, const char *with)
{
	return !with || (task >= 0 && task < m->trace->n_tasks &&
	                 !strncmp(m->trace->tasks[task], with, strlen(with)));
}

static double seconds(double ns)
{
	return ns / 1e9;
}

/* ---- Waiting ---- */

static bool passes(const struct measures *m, const struct measured_wait *wait,
                   const struct wait_filter *filter)
{
	return (filter->task == NO_TASK || wait->task == filter->task) &&
	       (filter->object == NO_OBJECT || wait->object == filter->object) &&
	       begins(m, wait->task, filter->tasks) && !(filter->no_clock && wait_is_clock(wait)) &&
	       !(filter->no_end && (wait->what == EV_TASK_JOIN || wait->what == EV_WAIT_ZERO));
}

static int by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void add_wait(struct wait_stats *stats, const struct measured_wait *wait)
{
	double length = wait->to - wait->from;

	stats->sum += length;
	stats->timed_out += wait->end == WAIT_TIMED_OUT;
	stats->lasting += wait->end == WAIT_LASTS;
	if (!stats->longest || length > stats->longest->to - stats->longest->from)
		stats->longest = wait;
}

struct wait_stats measure_waits(const struct measures *m, const struct wait_filter *filter)
{
	struct wait_stats stats = { 0 };
	double *lengths = malloc(((size_t)m->n_waits + 1) * sizeof *lengths);

	must(lengths);
	for (long i = 0; i < m->n_waits; i++) {
		if (!passes(m, &m->waits[i], filter))
			continue;
		lengths[stats.n++] = m->waits[i].to - m->waits[i].from;
		add_wait(&stats, &m->waits[i]);
	}
	if (stats.n > 0) {
		qsort(lengths, (size_t)stats.n, sizeof *lengths, by_size);
		stats.mean = stats.sum / (double)stats.n;
		stats.median = (lengths[(stats.n - 1) / 2] + lengths[stats.n / 2]) / 2;
		stats.p95 = lengths[(95 * stats.n + 99) / 100 - 1];
	}
	free(lengths);
	return stats;
}

struct wait_stats measure_wanted_waits(const struct measures *m, const struct measure *wish, int object)
{
	return measure_waits(m, &(struct wait_filter){
		.task = NO_TASK, .object = object, .tasks = wish->tasks,
		.no_clock = true, .no_end = object == NO_OBJECT });
}

/* ---- Little's law ---- */

bool measure_little(const struct measures *m, int object, struct little *little)
{
	const struct trace *trace = m->trace;
	double *sent, stay = 0;

	*little = (struct little){ 0 };
	if (!m->objects[object].has_level || trace->objects[object].capacity <= 0 || m->duration <= 0)
		return false;
	sent = malloc(((size_t)m->objects[object].operations + 1) * sizeof *sent);
	must(sent);
	for (long i = 0; i < m->n_events; i++) {
		const struct event *event = &trace->events[i];

		if (event->object == object && event->kind == EV_CHAN_SEND)
			sent[little->arrivals++] = measure_time(m, event);
		else if (event->object == object && event->kind == EV_CHAN_RECV &&
		         little->departures < little->arrivals)
			stay += measure_time(m, event) - sent[little->departures++];
	}
	free(sent);
	if (little->departures == 0)
		return false;
	little->rate = (double)little->arrivals / seconds(m->duration);
	little->stay = stay / (double)little->departures;
	little->length = m->objects[object].mean;
	little->product = little->rate * seconds(little->stay);
	return true;
}

/* ---- Those who serve ---- */

/* When nobody comes any more: the channel is closed, or else something was sent for the last time. */
static double end_of_arrivals(const struct measures *m, int object)
{
	double end = 0;

	for (long i = 0; i < m->n_events; i++) {
		const struct event *event = &m->trace->events[i];

		if (event->object == object && (event->kind == EV_CHAN_SEND || event->kind == EV_CHAN_CLOSE))
			end = measure_time(m, event);
	}
	return end;
}

/* From taking an item to the next event at the channel. Returns the sum, and counts in `*served`. */
static double service_time(const struct measures *m, int object, const char *tasks, long *served)
{
	double *since = malloc(((size_t)m->trace->n_tasks + 1) * sizeof *since), sum = 0;

	must(since);
	for (int i = 0; i < m->trace->n_tasks; i++)
		since[i] = NOT_SERVING;
	for (long i = 0; i < m->n_events; i++) {
		const struct event *event = &m->trace->events[i];
		double now = measure_time(m, event);

		if ((event->object != object && event->kind != EV_TASK_END) || !begins(m, event->task, tasks))
			continue;
		if (since[event->task] != NOT_SERVING) {
			sum += now - since[event->task];
			++*served;
		}
		since[event->task] = event->kind == EV_CHAN_RECV ? now : NOT_SERVING;
	}
	free(since);
	return sum;
}

struct service measure_service(const struct measures *m, int object, const char *tasks, int refused)
{
	struct service service = { 0 };
	double sum = service_time(m, object, tasks, &service.served), end = end_of_arrivals(m, object);
	int64_t others = 0;

	for (int i = 0; i < m->trace->n_tasks; i++)
		service.servers += begins(m, i, tasks);
	if (refused != NO_OBJECT)
		measure_value(m, refused, &others);
	if (end > 0)
		service.rate = (double)(service.served + others) / seconds(end);
	if (service.served > 0)
		service.time = sum / (double)service.served;
	if (service.servers > 0)
		service.load = service.rate * seconds(service.time) / service.servers;
	return service;
}

/* ---- Pulses and passes ---- */

static bool is_completion(const struct measures *m, const struct event *event, int object, const char *tasks)
{
	return event->object == object && event->kind != EV_PARK &&
	       !event_is_idle((enum event_kind)event->kind) && begins(m, event->task, tasks);
}

struct gaps measure_gaps(const struct measures *m, int object, const char *tasks)
{
	struct gaps gaps = { 0 };
	double first = 0, last = 0;

	for (long i = 0; i < m->n_events; i++) {
		double now = measure_time(m, &m->trace->events[i]);

		if (!is_completion(m, &m->trace->events[i], object, tasks))
			continue;
		if (gaps.n == 0)
			first = now;
		else if (now - last > gaps.longest)
			gaps.longest = now - last;
		last = now;
		gaps.n++;
	}
	if (gaps.n > 1)
		gaps.mean = (last - first) / (double)(gaps.n - 1);
	return gaps;
}

struct pace measure_pace(const struct measures *m, int object, const char *tasks)
{
	bool *waits = calloc((size_t)m->trace->n_tasks + 1, sizeof *waits);
	bool any_waited = false;
	double from = 0, units = 0;
	struct pace pace = { 0 };

	must(waits);
	for (long i = 0; i < m->n_events; i++) {
		const struct event *event = &m->trace->events[i];

		if (event->object == object && event->kind == EV_PARK)
			waits[event->task] = true;
		if (!is_completion(m, event, object, tasks))
			continue;
		any_waited |= waits[event->task];
		waits[event->task] = false;
		pace.n++;
		pace.last = measure_time(m, event);
		pace.at_once += !any_waited;
		from = any_waited ? from : pace.last;
		units += any_waited ? (event->has_value ? (double)event->value : 1) : 0;
	}
	free(waits);
	if (pace.last > from) {
		pace.rate = (double)(pace.n - pace.at_once) / seconds(pace.last - from);
		pace.units = units / seconds(pace.last - from);
	}
	return pace;
}

bool measure_value(const struct measures *m, int object, int64_t *value)
{
	for (long i = m->n_events; i-- > 0;) {
		const struct event *event = &m->trace->events[i];

		if (event->object == object && event->has_value &&
		    (event->kind == EV_CELL_STORE || event->kind == EV_CELL_LOAD)) {
			*value = event->value;
			return true;
		}
	}
	return false;
}

int measure_object(const struct measures *m, const char *name)
{
	for (int i = 0; i < m->trace->n_objects; i++)
		if (!strcmp(m->trace->objects[i].name, name))
			return i;
	return NO_OBJECT;
}
